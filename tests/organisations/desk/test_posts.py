"""Posts, charges, signing and standing in, through the pages: what is shown, what a filled form does, who may not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from tests.factories import organisations as factory
from tests.factories.documents import law

from motcua.kernel import clock, events
from motcua.kernel.actors import SYSTEM
from motcua.kernel.registries import subjects
from motcua.organisations.forms.fields import UnitField, unit_typed
from motcua.organisations.models import (
    Charge,
    Delegation,
    Officer,
    Post,
    SigningAuthority,
    Tenure,
    Unit,
    UnitEvent,
    User,
)
from motcua.organisations.permissions import ACTING
from motcua.organisations.queries.posts import head_of, leader_in_charge, notified
from motcua.organisations.queries.units import successors, unit_named
from motcua.organisations.services.delegations import delegate
from motcua.organisations.services.people import appoint_officer, grant_role
from motcua.organisations.services.posts import create_post, seat

TODAY = date(2026, 11, 20)


@pytest.fixture
def office(client: Client, province: factory.Province) -> Client:
    client.force_login(factory.user("vanphong", province.committee, "office"))
    return client


def post(unit: Unit, kind: str = "head", title: str = "Trưởng ban", **rest: Any) -> Post:
    return create_post(unit, kind=kind, title=title, valid_from=factory.START, actor=SYSTEM, **rest)


def text_of(client: Client, name: str, *args: object) -> str:
    response = client.get(reverse(f"organisations:{name}", args=args))
    assert response.status_code == 200
    return response.content.decode().partition("<main")[2]


def sent(client: Client, name: str, *args: object, **data: str) -> int:
    return int(client.post(reverse(f"organisations:{name}", args=args), data).status_code)


def test_a_post_is_made_filled_prolonged_left_and_abolished(office: Client, province: factory.Province) -> None:
    factory.officer("truongban", province.board)
    assert sent(office, "create_post", "ban", kind="head", title="Trưởng ban", valid_from="01/01/2020") == 302
    made = Post.objects.get()
    assert "Khuyết" in text_of(office, "unit_posts", "ban")
    filled = {
        "officer": "truongban",
        "valid_from": "01/01/2021",
        "valid_to": "01/01/2026",
        "document": "45/QĐ-UBND",
        "date": "28/12/2020",
    }
    assert sent(office, "seat", made.uid, **filled) == 302
    tenure = Tenure.objects.get()
    assert "Hết nhiệm kỳ" in text_of(office, "vacancies")
    assert sent(office, "extend_term", tenure.uid, valid_to="01/01/2030", document="99/QĐ-UBND") == 302
    assert head_of(province.board, TODAY) == tenure.officer
    shown = text_of(office, "unit_posts", "ban")
    assert "45/QĐ-UBND" in shown
    assert "Nguyễn Văn Truongban" in shown
    assert sent(office, "unseat", tenure.uid, on="01/11/2026") == 302
    assert head_of(province.board, TODAY) is None
    assert sent(office, "end_post", made.uid, on="20/11/2026") == 302
    assert "Đã bãi bỏ" in text_of(office, "post", made.uid)
    told = [e.kind for e in events.Event.objects.filter(subject=f"post:{made.uid}").order_by("sequence")]
    assert told == ["post.created", "post.seated", "post.term_extended", "post.unseated", "post.ended"]


def test_a_refusal_is_shown_beside_its_field_and_keeps_what_was_entered(
    office: Client, province: factory.Province
) -> None:
    made = post(province.board)
    factory.officer("khach", province.department)

    response = office.post(
        reverse("organisations:seat", args=[made.uid]),
        {"officer": "khach", "valid_from": "01/01/2026", "document": "1/QĐ", "ref": "khong-co"},
    )
    shown = response.content.decode()
    assert "Không tìm thấy văn bản hay tệp nào" in shown
    response = office.post(
        reverse("organisations:seat", args=[made.uid]),
        {"officer": "khach", "valid_from": "01/01/2026", "document": "1/QĐ"},
    )
    shown = response.content.decode()
    assert "Cán bộ phải công tác ở đơn vị của vị trí" in shown
    assert 'value="1/QĐ"' in shown
    assert not Tenure.objects.exists()


def test_a_whole_notice_is_entered_at_once_and_begins_from_what_stands(
    office: Client, province: factory.Province
) -> None:
    head, deputy = post(province.board), post(province.board, "deputy", "Phó Trưởng ban")
    for made, name in ((head, "truong1"), (deputy, "pho12")):
        seat(made, factory.officer(name, province.board), valid_from=factory.START, actor=SYSTEM)
    data = {
        "document": "112/TB-KCN", "date": "11/07/2025", "on": "15/07/2025",
        f"units_{deputy.pk}": "ban-dt\nVăn phòng", f"fields_{head.pk}": "Cải cách hành chính\n",
    }  # fmt: skip

    assert sent(office, "charge_notice", "ban", **data) == 302

    assert leader_in_charge(province.board_division, TODAY) == Tenure.objects.get(post=deputy).officer
    assert leader_in_charge(province.board_division, TODAY, "CCHC") == Tenure.objects.get(post=head).officer
    again = text_of(office, "charge_notice", "ban")
    assert "\n".join(unit_typed(u) for u in (province.board_division, unit_named("ban-vp"))) in again.replace("\r", "")
    assert "Cải cách hành chính" in again
    shown = text_of(office, "unit_posts", "ban")
    assert shown.count("112/TB-KCN") == 3
    charge = Charge.objects.get(field="Cải cách hành chính")
    assert sent(office, "end_charge", charge.uid, on="20/11/2026") == 302
    assert leader_in_charge(province.board_division, TODAY, "CCHC") == Tenure.objects.get(post=deputy).officer


def test_one_charge_and_one_authority_are_given_and_ended(office: Client, province: factory.Province) -> None:
    deputy = post(province.board, "deputy", "Phó Trưởng ban")
    given = {"unit": "ban-dt", "valid_from": "01/01/2026", "document": "5/TB"}
    assert sent(office, "assign_charge", deputy.uid, **given) == 302
    authority = {
        "unit": "ban", "capacity": "KT", "kinds": "cv, tb", "valid_from": "01/01/2026", "document": "6/QĐ", "date": "31/12/2025",
    }  # fmt: skip
    assert sent(office, "give_signing", deputy.uid, **authority) == 302
    made = SigningAuthority.objects.get()
    assert made.kinds == ["CV", "TB"]
    assert "CV, TB" in text_of(office, "unit_posts", "ban")
    assert "6/QĐ" in text_of(office, "post", deputy.uid)
    assert sent(office, "end_signing", made.uid, on="20/11/2026") == 302
    made.refresh_from_db()
    assert made.valid_to == TODAY


def test_rights_end_where_the_grant_ends(client: Client, province: factory.Province) -> None:
    client.force_login(factory.user("cuaban", province.board, "office"))
    elsewhere, here = post(province.department, title="Giám đốc"), post(province.board, "deputy", "Phó Trưởng ban")

    assert client.get(reverse("organisations:seat", args=[here.uid])).status_code == 200
    for name in ("seat", "end_post", "assign_charge", "give_signing"):
        assert client.get(reverse(f"organisations:{name}", args=[elsewhere.uid])).status_code == 403
    authority = {"unit": "ubnd", "capacity": "KT", "valid_from": "01/01/2026", "document": "6/QĐ", "date": "31/12/2025"}
    assert sent(client, "give_signing", here.uid, **authority) == 403
    assert not SigningAuthority.objects.exists()


# --- standing in


@pytest.fixture
def colleagues(province: factory.Province) -> tuple[Officer, Officer]:
    return factory.officer("an11", province.board, "head"), factory.officer("binh", province.board, "specialist")


def test_an_officer_delegates_sees_it_and_ends_it_early(client: Client, colleagues: tuple[Officer, Officer]) -> None:
    an, binh = colleagues
    client.force_login(an.person.user)
    data = {
        "giver": str(an.uid),
        "receiver": "binh",
        "starts": "20/11/2026",
        "ends": "24/11/2026",
        "reason": "Đi công tác",
    }
    assert sent(client, "delegate", **data) == 302
    made = Delegation.objects.get()
    assert notified([an], TODAY) == [an, binh]
    shown = text_of(client, "delegations")
    assert "Đang thay" in shown
    assert "Đi công tác" in shown
    other = Client()
    other.force_login(binh.person.user)
    assert "Nguyễn Văn An11" in text_of(other, "delegations")
    assert "vắng, làm thay" not in text_of(other, "unit_posts", "ban")

    assert sent(other, "end_delegation", made.uid) == 302
    assert notified([an], TODAY) == [an]
    assert "Kết thúc sớm" in text_of(client, "delegations")


def test_hours_may_be_named(client: Client, colleagues: tuple[Officer, Officer]) -> None:
    an, _ = colleagues
    client.force_login(an.person.user)
    data = {"giver": str(an.uid), "receiver": "binh", "starts": "20/11/2026", "ends": "20/11/2026"}
    assert sent(client, "delegate", **data, starts_time="13h30", ends_time="17:00") == 302
    made = Delegation.objects.get()
    assert (f"{clock.local(made.starts_at):%H:%M}", f"{clock.local(made.ends_at):%H:%M}") == ("13:30", "17:00")


def test_a_head_records_it_for_somebody_of_their_unit_and_nobody_for_a_stranger(
    client: Client, province: factory.Province, colleagues: tuple[Officer, Officer]
) -> None:
    an, _binh = colleagues
    third = factory.officer("chi1", province.board_division)
    factory.officer("la12", province.department)
    client.force_login(an.person.user)
    times = {"giver": str(an.uid), "starts": "21/11/2026", "ends": "22/11/2026", "receiver": "chi1"}

    assert sent(client, "delegate", giver_name="binh", **times) == 302
    assert Delegation.objects.get().receiver == third
    assert sent(client, "delegate", giver_name="la12", **times) == 403
    client.force_login(User.objects.get(username="binh"))
    page = text_of(client, "delegate")
    assert "giver_name" not in page


def test_a_stranger_neither_sees_the_reason_nor_ends_it(
    client: Client, province: factory.Province, colleagues: tuple[Officer, Officer]
) -> None:
    made = delegate(*colleagues, starts=TODAY, ends=TODAY, reason="Việc riêng", actor=SYSTEM)
    client.force_login(factory.user("la12", province.department, "specialist"))

    shown = text_of(client, "delegations")
    assert "Nguyễn Văn An11" in shown
    assert "Việc riêng" not in shown
    assert "Kết thúc sớm" not in shown
    assert sent(client, "end_delegation", made.uid) == 403


def test_lists_cost_the_same_for_one_and_for_many(
    client: Client, province: factory.Province, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(factory.user("xem1", province.committee, "auditor"))
    counts = []
    for round_ in (1, 3):
        for n in range(round_):
            name = f"p{round_}{n}x"
            made = post(province.board, "deputy", f"Phó {name}")
            officer, cover = factory.officer(name, province.board), factory.officer(f"t{name}", province.board)
            seat(made, officer, valid_from=factory.START, actor=SYSTEM)
            delegate(officer, cover, starts=TODAY, ends=TODAY, actor=SYSTEM)
            post(province.office, "deputy", f"Khuyết {name}")
        with django_assert_num_queries(200, exact=False) as asked:
            for page in ("unit_posts", "vacancies", "delegations"):
                text_of(client, page, *(["ban"] if page == "unit_posts" else []))
        counts.append(len(asked))
    assert counts[0] == counts[1]


# --- the post in which one acts


def test_a_person_with_two_posts_chooses_and_the_trail_names_the_choice(
    client: Client, province: factory.Province
) -> None:
    first = factory.officer("hai2", province.committee, "office")
    second = appoint_officer(first.person, province.board, post="Trưởng ban", valid_from=TODAY, actor=SYSTEM)
    grant_role(second, role="leader", unit=province.board, valid_from=TODAY, actor=SYSTEM)
    client.force_login(User.objects.get(username="hai2"))
    assert "Làm việc với tư cách" in text_of(client, "account")

    response = client.post(reverse("organisations:act_as"), {"officer": str(second.uid), "next": "/desk/don-vi/"})
    assert response.headers["Location"] == "/desk/don-vi/"
    assert client.session[ACTING] == str(second.uid)
    assert sent(client, "create_post", "ban", kind="deputy", title="Phó Trưởng ban", valid_from="01/01/2026") == 302

    told = events.Event.objects.get(kind="post.created")
    assert (told.actor, told.actor_role) == (f"officer:{second.uid}", "Trưởng ban")


@pytest.mark.parametrize("address", ["https://la.example/", "//la.example/desk/", "/accounts/logout/", ""])
def test_choosing_leads_nowhere_but_the_desk(client: Client, province: factory.Province, address: str) -> None:
    officer = factory.officer("mot1", province.board, "head")
    client.force_login(User.objects.get(username="mot1"))

    response = client.post(reverse("organisations:act_as"), {"officer": str(officer.uid), "next": address})

    assert response.headers["Location"] == reverse("organisations:account")


def test_nobody_acts_in_a_post_that_is_not_theirs_today(client: Client, province: factory.Province) -> None:
    factory.officer("mot1", province.board, "head")
    other = factory.officer("hai2", province.board, "head")
    client.force_login(User.objects.get(username="mot1"))

    assert sent(client, "act_as", officer=str(other.uid)) == 404
    session = client.session
    session[ACTING] = str(other.uid)
    session.save()
    assert "Nguyễn Văn Mot1" in client.get(reverse("organisations:units")).content.decode()
    later = clock.now() + timedelta(days=1)
    with clock.frozen(later):
        assert client.get(reverse("organisations:units")).status_code == 200


def test_a_document_is_linked_by_the_address_that_was_pasted(office: Client, province: factory.Province) -> None:
    found = law("45/QĐ-UBND", "Ủy ban nhân dân tỉnh Đồng Nai", date(2026, 3, 10))
    made = post(province.board)
    factory.officer("mot1", province.board)
    filled = {"officer": "mot1", "valid_from": "01/04/2026", "document": "45/QĐ-UBND"}

    for nowhere in ("khong co gi", f"/desk/don-vi/{province.board.uid}/"):
        assert sent(office, "seat", made.uid, **filled, ref=nowhere) == 200
    address = subjects["legal_document"].address(str(found.uid))
    assert sent(office, "seat", made.uid, **filled, ref=f"http://localhost{address}") == 302

    assert Tenure.objects.get().document_ref == f"legal_document:{found.uid}"
    assert f'href="{address}"' in text_of(office, "post", made.uid)


# --- reorganisation


def test_the_report_names_what_ends_and_each_kind_of_record_may_go_its_own_way(
    client: Client, province: factory.Province, shelf: factory.Shelf
) -> None:
    client.force_login(factory.user("quantri", province.committee, "operator"))
    head = post(province.department, title="Giám đốc")
    giver, cover = factory.officer("giamdoc", province.department), factory.officer("thay", province.board)
    seat(head, giver, valid_from=factory.START, actor=SYSTEM)
    delegate(giver, cover, starts=TODAY, ends=date(2026, 12, 31), actor=SYSTEM)
    shelf.put(province.department, "dossier:1")
    address = reverse("organisations:reorganise", args=["snv"])
    data = {
        "kind": "split",
        "others": "ban\nvp",
        "goes_to": "vp",
        "on": "01/12/2026",
        "document": "9/QĐ",
        "note": "Theo đề án",
    }

    shown = client.post(address, data).content.decode()
    for line in (
        "Vị trí bãi bỏ",
        "Giám đốc, Sở Nội vụ",
        "Nguyễn Văn Giamdoc: Giám đốc",
        "Nguyễn Văn Giamdoc → Nguyễn Văn Thay",
        "Đơn vị kết thúc hoạt động",
        "9/QĐ",
        "Chuyển",
    ):
        assert line in shown, line
    assert head_of(province.department, date(2026, 12, 1)) is not None
    assert client.post(address, data | {"confirmed": "1"}).status_code == 302

    assert head_of(province.department, date(2026, 12, 1)) is None
    assert shelf.of(province.office) == ["dossier:1"]
    assert UnitEvent.objects.get(kind="split").note == "Theo đề án"


def test_several_units_are_merged_into_one_in_one_event(client: Client, province: factory.Province) -> None:
    client.force_login(factory.user("quantri", province.committee, "operator"))
    data = {"kind": "merge", "others": "ban", "together": "vp", "on": "01/12/2026", "confirmed": "1"}

    assert sent(client, "reorganise", "snv", **data) == 302

    event = UnitEvent.objects.get(kind="merge")
    assert {(p.unit.code, p.side) for p in event.parties.all()} == {
        ("snv", "predecessor"), ("vp", "predecessor"), ("ban", "predecessor"), ("ban", "successor"),
    }  # fmt: skip
    for ended in (province.department, province.office):
        assert [u.code for u in successors(ended, date(2026, 12, 1))] == ["ban"]


def test_a_unit_is_offered_as_people_read_it_and_taken_back_as_the_same_one(province: factory.Province) -> None:
    for unit in Unit.objects.order_by("code"):
        shown = unit_typed(unit)
        assert UnitField().clean(shown) == unit, shown
        assert shown != unit.code
