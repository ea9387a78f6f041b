"""When nothing fits: a person is told so first, near names stand apart, and whoever settles the matter is named."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.database import Standing
from tests.factories import procedures as factory

from motcua.kernel import clock, rules
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid, Stale
from motcua.organisations.permissions import Role
from motcua.procedures.content import Component, Content
from motcua.procedures.models import Procedure
from motcua.procedures.queries.elsewhere import RULE, Elsewhere, held_on, named_in
from motcua.procedures.services.elsewhere import drop_elsewhere, keep_elsewhere

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 20)
PAGE = "/thu-tuc/"
NOTHING_FITS = "Không có thủ tục nào khớp hẳn với"
NAMES = {
    "1.001001": "Đăng ký kết hôn",
    "1.001002": "Cấp Giấy xác nhận tình trạng hôn nhân",
    "1.001003": "Cấp giấy phép xây dựng công trình",
    "1.001004": "Đăng ký khai sinh",
    "2.001004": "Cấp giấy phép lao động cho người lao động nước ngoài",
    "1.009999": "Chấm dứt hoạt động của văn phòng đại diện của thương nhân nước ngoài",
}
PAPERS = {
    "1.001001": (Component("TP.01", "Bản án ly hôn, nếu đã ly hôn"),),
    "1.001003": (Component("TP.01", "Văn bản thẩm duyệt về phòng cháy chữa cháy"),),
}


@pytest.fixture(scope="module")
def standing_office(standing: Standing) -> factory.Office:
    with standing():
        for code, name in NAMES.items():
            factory.procedure(code, Content(name=name, components=PAPERS.get(code, ())))
        return factory.build_office()


@pytest.fixture(autouse=True)
def office(standing_office: factory.Office, db: None) -> factory.Office:
    return deepcopy(standing_office)


def page(client: Client, q: str, **more: str) -> Any:
    return client.get(PAGE, {"q": q, **more})


@pytest.mark.parametrize("q", ["ly hôn", "PCCC", "bằng lái xe", "làm lại bằng lái xe", "nhập hộ khẩu cho con"])
def test_what_only_the_text_of_others_names_is_not_called_found(client: Client, q: str) -> None:
    shown = page(client, q).content.decode()

    assert f"{NOTHING_FITS} “{q}”" in shown
    if "ui-hits__item" in shown:
        assert shown.index(NOTHING_FITS) < shown.index('id="gan-giong"') < shown.index("ui-hits__item")


@pytest.mark.parametrize("q", ["😀", "???", "…", "a" * 400])
def test_what_holds_no_word_finds_nothing_and_says_so(client: Client, q: str) -> None:
    shown = page(client, q)

    assert shown.context["rows"] == []
    assert NOTHING_FITS in shown.content.decode()
    assert client.get("/api/v1/procedures", {"q": q}).json()["fits"] is False


@pytest.mark.parametrize(
    "q", ["kết hôn", "ket hon", "giấy khai sinh", "thue nuoc ngoai lao dong", "", "xây dựng công trình"]
)
def test_what_a_name_says_is_found_without_a_warning(client: Client, q: str) -> None:
    shown = page(client, q)

    assert not shown.context["unfit"]
    assert "gan-giong" not in shown.content.decode()


def test_hiring_foreigners_in_any_order_of_words_finds_the_permit(client: Client) -> None:
    assert page(client, "thue nuoc ngoai lao dong").context["rows"][0].code.startswith("2.001004")


def test_what_does_not_fit_is_told_to_programs_and_waits_for_a_synonym(client: Client) -> None:
    told = client.get("/api/v1/procedures", {"q": "ly hôn"}).json()
    assert (told["fits"], [one["key"] for one in told["elsewhere"]]) == (False, ["divorce"])
    fitting = client.get("/api/v1/procedures", {"q": "đăng ký kết hôn"}).json()
    assert (fitting["fits"], fitting["elsewhere"]) == (True, [])
    assert client.get("/api/v1/procedures").json()["fits"] is True


def test_a_code_that_nobody_has_shows_only_those_that_differ_by_one_figure(client: Client) -> None:
    shown = page(client, "1.001009")
    assert "Không có thủ tục nào đang có hiệu lực mang mã 1.001009" in shown.content.decode()
    assert sorted(row.code for row in shown.context["rows"]) == ["1.001001", "1.001002", "1.001003", "1.001004"]
    none = page(client, "7.777777")
    assert (none.context["rows"], none.context["unfit"]) == ([], True)
    assert client.get("/api/v1/procedures", {"q": "7.777777"}).json() | {"next": None} == {
        "items": [],
        "next": None,
        "stands_for": {},
        "corrections": {},
        "answered": 0.0,
        "fits": False,
        "elsewhere": [],
    }


@pytest.mark.parametrize("q", ["1.001004", " 1.001004 ", "1.001004.000.00.00.H08"])
def test_a_whole_code_finds_its_procedure_alone(client: Client, q: str) -> None:
    shown = page(client, q)

    assert [row.code for row in shown.context["rows"]] == ["1.001004"]
    assert not shown.context["unfit"]


def test_the_code_of_an_abolished_procedure_leads_to_its_page(client: Client) -> None:
    Procedure.objects.filter(base_code="1.009999").update(abolished_on=date(2025, 1, 1))
    shown = page(client, "1.009999").content.decode()

    assert "không còn hoặc chưa có hiệu lực" in shown
    assert 'href="/thu-tuc/1.009999"' in shown


@pytest.mark.parametrize(
    ("q", "keys"),
    [
        ("ly hôn", ["divorce"]),
        ("toi muon ly hon", ["divorce"]),
        ("ghi chú ly hôn ở nước ngoài", []),
        ("tỷ hơn", []),
        ("gplx hết hạn", ["driving_licence"]),
        ("nhập hộ khẩu", ["residence"]),
        ("đăng ký kết hôn", []),
        ("", []),
    ],
)
def test_who_settles_it_is_known_by_the_words_people_use(q: str, keys: list[str]) -> None:
    assert [one.key for one in named_in(q, (), TODAY)] == keys


def test_the_page_names_the_court_in_the_language_of_the_page(client: Client) -> None:
    assert "Tòa án nhân dân khu vực nơi vợ hoặc chồng cư trú" in page(client, "ly hôn").content.decode()
    english = client.get(reverse("procedures:public_list_en"), {"q": "divorce"}).content.decode()
    assert "Court of the area where either spouse lives" in english


def test_the_shipped_matters_are_complete_and_found_by_their_own_words() -> None:
    for one in held_on(TODAY).entries:
        assert one.where and one.where_en and one.article
        for said in one.words:
            assert one in named_in(said, (), TODAY), said


def test_the_province_adds_changes_and_drops_matters_and_two_do_not_overwrite_each_other() -> None:
    today = clock.today()
    entry = Elsewhere("", (" Đăng kiểm xe ",), (), "Đăng kiểm: trung tâm đăng kiểm.", "", "")
    keep_elsewhere(entry, seen="", actor=SYSTEM)
    (added,) = named_in("dang kiem xe o dau", (), today)
    assert (added.key, added.words, added.told("en")) == ("dang_kiem_xe", ("đăng kiểm xe",), entry.where)

    with pytest.raises(Stale):
        keep_elsewhere(entry, seen="", actor=SYSTEM)
    drop_elsewhere("divorce", seen=held_on(today).override, actor=SYSTEM)
    assert named_in("ly hôn, đăng kiểm xe", (), today) == [added]
    assert rules.rule(RULE, date(2026, 1, 1)).override is None, "what held before today stays"


@pytest.mark.parametrize(
    "entry",
    [
        Elsewhere("", (), (), "Tòa án.", "", ""),
        Elsewhere("", ("ly hôn",), (), " ", "", ""),
        Elsewhere("", ("?!",), (), "Tòa án.", "", ""),
        Elsewhere("", ("ly hôn",), (), "T" * 401, "", ""),
    ],
)
def test_a_matter_without_words_or_place_is_refused(entry: Elsewhere) -> None:
    with pytest.raises(Invalid):
        keep_elsewhere(entry, seen="", actor=SYSTEM)
    assert held_on(clock.today()).override == ""


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_office_and_editor_keep_the_list(office: factory.Office, client: Client, role: str) -> None:
    client.force_login(office.users[role])
    status = 200 if role in ("office", "editor") else 403

    for name in ("elsewhere", "change_elsewhere", "drop_elsewhere"):
        assert client.get(reverse(f"procedures:{name}"), {"muc": "divorce"}).status_code == status, name


def test_a_matter_is_changed_in_one_form(office: factory.Office, client: Client) -> None:
    client.force_login(office.editor)
    address = f"{reverse('procedures:change_elsewhere')}?muc=divorce"
    wrong = client.post(address, {"words": "ly hôn", "where": " ", "seen": ""})
    assert wrong.status_code == 422
    changed = {"words": "ly hôn\nra tòa", "unless": "", "where": "Tòa án khu vực 1.", "where_en": "", "seen": ""}

    assert client.post(address, changed).status_code == 302
    assert "Tòa án khu vực 1." in page(client, "ra tòa").content.decode()
    assert client.post(f"{reverse('procedures:drop_elsewhere')}?muc=divorce").status_code == 302
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("boundary=1", "boundary=1"),
        ("page=999", "page=999"),
        ("level=planet", "level=planet"),
        ("q=ket+hon&utm_source=zalo", ""),
        ("level=province&online=1", ""),
    ],
)
def test_an_address_that_asks_in_vain_is_told_so(client: Client, query: str, told: str) -> None:
    shown = client.get(f"{PAGE}?{query}").content.decode()

    assert ("không hiểu" in shown) is bool(told)
    assert told in shown


@pytest.mark.parametrize("address", ["linh-vuc/", "co-quan/", "moi/", "thong-ke/", "thong-ke/with_sample/"])
def test_every_list_says_what_of_its_address_it_cannot_answer(client: Client, address: str) -> None:
    assert "không hiểu" not in client.get(f"{PAGE}{address}").content.decode()
    assert "page=999" in client.get(f"{PAGE}{address}?page=999").content.decode()


def test_a_day_that_is_none_is_told(client: Client) -> None:
    assert "truoc=hôm qua" in client.get(f"{PAGE}moi/", {"truoc": "hôm qua"}).content.decode()
    assert "không hiểu" not in client.get(f"{PAGE}moi/", {"truoc": "2026-11-20"}).content.decode()
