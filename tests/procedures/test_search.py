"""Finding procedures by what people say: synonyms and who keeps them, searches that found nothing, suggestions, why a hit is shown."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings
from tests.factories import procedures as factory

from motcua.kernel import clock, events
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid, Stale
from motcua.kernel.refs import Ref
from motcua.kernel.search.words import folded_phrase
from motcua.organisations.permissions import Role
from motcua.procedures.content import Component, Content
from motcua.procedures.models import SearchMiss, Synonym
from motcua.procedures.queries import registry
from motcua.procedures.queries.search import all_phrases, marked, misses, opening, phrases, reason, shipped, suggested
from motcua.procedures.services.synonyms import keep_synonym, note_miss, set_aside, write_misses

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 20)
NAMES = [
    "Đăng ký kết hôn",
    "Cấp giấy phép lái xe",
    "Cấp lại giấy phép lái xe",
    "Đăng ký thành lập hộ kinh doanh",
    "Cấp lại Giấy chứng nhận do bị mất",
]


@pytest.fixture
def named() -> None:
    for number, name in enumerate(NAMES):
        factory.procedure(f"1.00100{number}", Content(name=name))


def found(q: str) -> list[str]:
    rows = registry.narrowed(registry.public_on(TODAY), TODAY, q=q).queryset
    return [row.name for row in rows.order_by("-search_rank", "sort_key", "id")]


def test_shipped_entries_are_well_formed() -> None:
    entries = [one for of_key in shipped().values() for one in of_key]

    assert len([one for one in entries if one.meanings]) >= 250
    assert all(one.key and len(one.key.split()) <= 10 for one in entries)
    assert all(folded_phrase(text) for one in entries for text in one.meanings)
    assert all(len({one.phrase for one in of_key}) == len(of_key) for of_key in shipped().values())


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("xin hỏi làm giấy hôn thú ở đâu", NAMES[0]),
        ("mat bang lai", NAMES[2]),
        ("bằng lái", NAMES[1]),
        ("mở quán cà phê cần giấy tờ gì", NAMES[3]),
        ("mất sổ đỏ", NAMES[4]),
    ],
)
def test_everyday_words_find_the_procedure(named: None, typed: str, name: str) -> None:
    assert found(typed)[0] == name


def test_who_does_not_say_again_means_the_first_permit() -> None:
    again, first = "Gia hạn chứng chỉ kiểm định viên", "Xét cấp chứng chỉ kiểm định viên"
    factory.procedure("1.001100", Content(name=again))
    factory.procedure("1.001101", Content(name=first))

    assert found("chứng chỉ kiểm định viên") == [first, again]
    assert found("gia hạn chứng chỉ kiểm định viên") == [again, first]


def test_an_entry_of_the_province_holds_at_once_and_is_told(named: None) -> None:
    row = keep_synonym("Bốn bánh", ["giấy phép lái xe"], active=True, version=0, actor=SYSTEM)

    assert found("bon banh")[0] == NAMES[1]
    keep_synonym("xe hai banh", ["đăng ký kết hôn"], active=True, version=0, actor=SYSTEM)
    assert found("xe hai bánh")[0] == NAMES[0]
    told = events.history(Ref("procedure_synonym", str(row.uid)))[-1]
    assert (told.kind, told.payload["phrase"]) == ("procedure.synonym_kept", "bốn bánh")


def test_the_province_changes_and_takes_away_shipped_entries(named: None) -> None:
    row = keep_synonym("bằng lái", ["đăng ký kết hôn"], active=True, version=0, actor=SYSTEM)
    assert found("bằng lái")[0] == NAMES[0]

    keep_synonym("bằng lái", [], active=False, version=row.version, actor=SYSTEM)
    assert all(not one.meanings for one in phrases({"bang lai"}).get("bang lai", ()))
    assert [one.active for one in all_phrases("bằng lái") if one.phrase == "bằng lái"] == [False]


def test_two_who_change_one_entry_do_not_overwrite_each_other() -> None:
    row = keep_synonym("xe bốn bánh", ["ô tô"], active=True, version=0, actor=SYSTEM)
    keep_synonym("xe bốn bánh", ["xe ô tô"], active=True, version=row.version, actor=SYSTEM)

    with pytest.raises(Stale):
        keep_synonym("xe bốn bánh", ["mô tô"], active=True, version=row.version, actor=SYSTEM)
    with pytest.raises(Invalid):
        keep_synonym("xe bốn bánh", ["mô tô"], active=True, version=0, actor=SYSTEM)
    assert Synonym.objects.get().meanings == ["xe ô tô"]


@pytest.mark.parametrize(
    ("phrase", "meanings"),
    [(" ", ["a"]), ("một hai ba bốn năm sáu bảy tám chín mười mười một", ["a"]), ("a", ["?!"]), ("a", ["b"] * 13)],
)
def test_what_cannot_be_a_synonym_is_refused(phrase: str, meanings: list[str]) -> None:
    with pytest.raises(Invalid):
        keep_synonym(phrase, meanings, active=True, version=0, actor=SYSTEM)


def test_searches_that_found_nothing_are_counted_without_who_asked(named: None, client: Client) -> None:
    for _ in range(2):
        client.get(reverse("procedures:public_list"), {"q": "Phi thuyền sao Hỏa"})
    client.get(reverse("procedures:public_list"), {"q": "đăng ký kết hôn"})
    client.get(reverse("procedures:public_list"), {"q": "phi thuyền", "field": "Không có"})

    assert [(row.key, row.times) for row in misses()] == [("phi thuyen sao hoa", 2)]


def test_a_search_with_a_number_of_a_person_is_not_kept() -> None:
    note_miss("nguyen van a 079123456789", TODAY)
    note_miss("x", TODAY)

    assert not SearchMiss.objects.exists()


def test_searches_without_hits_are_written_together_after_the_answer(named: None, settings: Settings) -> None:
    settings.MISSES_FLUSH_SECONDS = 60
    for text in ("phi thuyền", "sao hỏa", "phi thuyền"):
        note_miss(text, TODAY)

    assert not SearchMiss.objects.exists()
    assert write_misses() == 3
    assert [(row.key, row.times) for row in misses()] == [("phi thuyen", 2), ("sao hoa", 1)]


def test_misses_are_added_to_those_that_are_known_and_cost_the_same_for_many(
    settings: Settings, django_assert_num_queries: Any
) -> None:
    settings.MISSES_FLUSH_SECONDS = 60
    later = TODAY + timedelta(days=1)
    SearchMiss.objects.create(key="phi thuyen", times=3, first_on=TODAY, last_on=TODAY, settled=True)
    for text, day in (("phi thuyền", later), ("phi thuyền", later), ("sao hỏa", TODAY)):
        note_miss(text, day)

    with django_assert_num_queries(6):  # with the begin and end of the transaction
        write_misses()

    told = SearchMiss.objects.order_by("key").values_list("key", "times", "first_on", "last_on", "settled")
    assert list(told) == [("phi thuyen", 5, TODAY, later, False), ("sao hoa", 1, TODAY, TODAY, False)]


def test_a_program_is_told_how_words_were_taken(named: None, client: Client) -> None:
    told = client.get("/api/v1/procedures", {"q": "mất bằng lái"}).json()
    assert told["stands_for"] == {"mất bằng lái": "cấp lại giấy phép lái xe"}
    assert told["items"][0]["name"] == NAMES[2]
    assert told["answered"] > 0.9

    assert client.get("/api/v1/procedures", {"q": "dang ky ket hno"}).json()["corrections"] == {"hno": "hon"}
    every = client.get("/api/v1/procedures").json()
    assert (every["stands_for"], every["corrections"], every["answered"]) == ({}, {}, 1)


def test_a_miss_set_aside_comes_back_when_asked_again() -> None:
    note_miss("phi thuyền", TODAY)
    set_aside("phi thuyen")
    assert not misses().exists()

    note_miss("phi thuyền", TODAY)
    assert [row.times for row in misses()] == [2]


def test_a_synonym_settles_its_miss_when_it_is_in_use() -> None:
    note_miss("bốn bánh", TODAY)
    row = keep_synonym("bốn bánh", ["ô tô"], active=False, version=0, actor=SYSTEM)
    assert misses().exists()

    keep_synonym("bốn bánh", ["ô tô"], active=True, version=row.version, actor=SYSTEM)
    assert not misses().exists()


def test_while_typing_names_are_suggested(named: None, client: Client) -> None:
    assert suggested("dang ky k", TODAY).rows[0].name == NAMES[0]
    assert suggested("d", TODAY).rows == ()
    page = client.get(reverse("procedures:public_suggestions"), {"q": "giay phep lai x"})
    assert "/thu-tuc/1.001001" in page.content.decode()
    assert "<mark>" in page.content.decode()


@pytest.mark.parametrize("typed", ["bo toi moi ma", "bà ngoại em vừa qu", "ba ngoai em vua qua do"])
def test_half_a_sentence_in_everyday_words_is_read_as_the_whole(typed: str) -> None:
    factory.procedure("1.001010", Content(name="Đăng ký khai tử"))
    factory.procedure("1.001011", Content(name="Đổi mạng lưới quan trắc do qua thời hạn"))

    assert suggested(typed, TODAY).rows[0].name == "Đăng ký khai tử"


def test_an_entry_of_the_province_is_suggested_before_its_last_word_is_whole(named: None) -> None:
    keep_synonym("tờ hồng", ["đăng ký kết hôn"], active=True, version=0, actor=SYSTEM)
    assert suggested("xin tờ hồ", TODAY).rows[0].name == NAMES[0]

    keep_synonym("tờ hồng", ["đăng ký kết hôn"], active=False, version=1, actor=SYSTEM)
    assert "tờ hồng" not in {one.written for one in opening({"to ho"})["to ho"]}


def test_words_found_are_marked_with_or_without_diacritics() -> None:
    assert marked("Cấp lại <Giấy phép> lái xe", {"giay", "phep", "xe"}) == (
        "Cấp lại &lt;<mark>Giấy phép</mark>&gt; lái <mark>xe</mark>"
    )
    assert marked("Không có gì", set()) == "Không có gì"


def test_where_words_stand_that_the_name_does_not_hold() -> None:
    content = Content(name="Đăng ký kết hôn", components=(Component("TP.01", "Giấy xác nhận tình trạng hôn nhân"),))

    assert reason(content, {"tinh", "trang", "hon", "nhan"}).text == "Giấy xác nhận tình trạng hôn nhân"  # type: ignore[union-attr]  # there is one
    assert reason(content, {"ket", "hon"}) is None


def test_the_page_says_how_words_were_taken(named: None, client: Client) -> None:
    page = client.get(reverse("procedures:public_list"), {"q": "mất bằng lái"}).content.decode()

    assert "“mất bằng lái” được hiểu là “cấp lại giấy phép lái xe”." in page
    assert "<mark>" in page


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_office_and_editor_keep_synonyms(office: factory.Office, client: Client, role: str) -> None:
    client.force_login(office.users[role])
    status = 200 if role in ("office", "editor") else 403

    for name in ("synonyms", "synonym", "misses", "clear_miss"):
        assert client.get(reverse(f"procedures:{name}")).status_code == status, name


def test_a_miss_becomes_a_synonym_in_one_form(office: factory.Office, named: None, client: Client) -> None:
    note_miss("tờ hồng", clock.today())
    client.force_login(office.editor)
    listed = client.get(reverse("procedures:misses")).content.decode()
    address = f"{reverse('procedures:synonym')}?tu=to+hong&amp;tim=1"
    assert address in listed

    answer = client.post(
        address.replace("&amp;", "&"),
        {"phrase": "tờ hồng", "meanings": "đăng ký kết hôn\n", "active": "on", "version": "0"},
    )

    assert answer.status_code == 302
    assert found("to hong")[0] == NAMES[0]
    assert "tờ hồng" in client.get(reverse("procedures:synonyms"), {"q": "tờ hồng"}).content.decode()


def test_a_search_is_put_aside_from_the_list(office: factory.Office, client: Client) -> None:
    note_miss("phi thuyền", clock.today())
    client.force_login(office.office)

    client.post(f"{reverse('procedures:clear_miss')}?tu=phi+thuyen")

    assert not misses().exists()


@pytest.mark.parametrize("typed", ["bà ngoại em mới mất hôm qua", "ba toi vua mat", "mẹ chồng tôi vừa qua đời"])
def test_a_death_in_the_family_in_whatever_words_finds_its_registration(typed: str) -> None:
    factory.procedure("1.001010", Content(name="Đăng ký khai tử"))
    factory.procedure("1.001011", Content(name="Cấp lại giấy chứng nhận đóng mới tàu cá do bị mất"))

    assert found(typed)[0] == "Đăng ký khai tử"


def test_a_search_whose_words_no_name_holds_together_waits_as_weak(named: None, client: Client) -> None:
    for text in ("cấp visa", "lái phép", "đăng ký kết hôn", "sao hỏa"):
        client.get(reverse("procedures:public_list"), {"q": text})

    assert {row.key: row.weak for row in misses()} == {"lai phep": True, "sao hoa": False, "cap visa": False}


def test_one_word_of_a_meaning_alone_is_not_marked() -> None:
    words = {"=thị thực"}

    assert marked("Cấp thị thực", words) == "Cấp <mark>thị thực</mark>"
    assert marked("Chứng thực ở thị trấn", words) == "Chứng thực ở thị trấn"
