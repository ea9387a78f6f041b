"""Charges of leaders and authority to sign: what rests on which document, for how long, and in which capacity somebody signs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.factories import organisations as factory

from motcua.kernel import events
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid, Refused
from motcua.organisations.models import Charge, Officer, Post, SigningAuthority, Unit
from motcua.organisations.permissions import actor_of
from motcua.organisations.queries.posts import leader_in_charge, may_sign_as
from motcua.organisations.rules.grounds import Ground
from motcua.organisations.services.charges import Share, assign_charge, end_charge, replace_charges
from motcua.organisations.services.delegations import delegate
from motcua.organisations.services.posts import create_post, end_post, post_ref, seat, unseat
from motcua.organisations.services.signing import end_signing, give_signing

TODAY = date(2026, 11, 20)
TOMORROW = TODAY + timedelta(days=1)
GROUND = Ground("112/TB-KCNĐN", date(2025, 7, 11))

Staff = dict[str, tuple[Post, Officer]]


@pytest.fixture
def staff(province: factory.Province) -> Staff:
    def held(unit: Unit, kind: str, title: str, username: str) -> tuple[Post, Officer]:
        post = create_post(unit, kind=kind, title=title, valid_from=factory.START, actor=SYSTEM)
        officer = factory.officer(username, unit)
        seat(post, officer, valid_from=factory.START, ground=Ground("1/QĐ", factory.START), actor=SYSTEM)
        return post, officer

    return {
        "chair": held(province.committee, "head", "Chủ tịch", "chutich"),
        "vice": held(province.committee, "deputy", "Phó Chủ tịch", "phochutich"),
        "head": held(province.board, "head", "Trưởng ban", "truongban"),
        "deputy": held(province.board, "deputy", "Phó Trưởng ban", "phoban"),
        "division": held(province.board_division, "head", "Trưởng phòng", "truongphong"),
        "office": held(province.board_office, "head", "Chánh Văn phòng", "chanhvp"),
    }


def give(staff: Staff, who: str, what: Unit | None = None, field: str = "", **rest: Any) -> Charge:
    values = {"valid_from": factory.START, "ground": GROUND, "actor": SYSTEM} | rest
    return assign_charge(staff[who][0], unit=what, field=field, **values)


def test_one_leader_of_a_body_is_in_charge_of_a_thing_at_a_time(province: factory.Province, staff: Staff) -> None:
    give(staff, "deputy", province.board_division)
    give(staff, "deputy", field="Cải cách hành chính")

    for what, field in ((province.board_division, ""), (None, "CCHC")):
        with pytest.raises(Refused) as refused:
            give(staff, "head", what, field)
        assert refused.value.code == "charge_taken"
        assert "Phó Trưởng ban" in str(refused.value)
    assert give(staff, "head", province.board_division, "đất đai").pk
    assert give(staff, "vice", province.board_division).pk  # of another body


def test_a_charge_names_a_leader_a_thing_and_its_notice(province: factory.Province, staff: Staff) -> None:
    wrong: list[tuple[str, dict[str, Any]]] = [
        ("post", {"who": "focal"}),
        ("unit", {"who": "deputy"}),
        ("unit", {"who": "deputy", "what": province.board}),
        ("document", {"who": "deputy", "what": province.board_division, "ground": Ground()}),
        ("valid_to", {"who": "deputy", "what": province.board_division, "valid_to": factory.START}),
    ]
    focal = create_post(province.board, kind="focal", title="Đầu mối", valid_from=factory.START, actor=SYSTEM)
    staff["focal"] = (focal, staff["head"][1])

    for field, given in wrong:
        with pytest.raises(Invalid) as invalid:
            give(staff, **given)
        assert [e.field for e in invalid.value.errors] == [field]
    assert not Charge.objects.exists()


def test_a_new_notice_ends_what_stood_and_begins_what_it_says(province: factory.Province, staff: Staff) -> None:
    give(staff, "deputy", province.board_division)
    give(staff, "deputy", province.board_office)
    shares = [
        Share(staff["deputy"][0], province.board_office),
        Share(staff["head"][0], province.board_division),
        Share(staff["head"][0], None, "chuyển đổi số"),
    ]

    replace_charges(province.board, shares, on=TODAY, ground=Ground("5/TB", TODAY), actor=SYSTEM)

    yesterday = TODAY - timedelta(days=1)
    assert leader_in_charge(province.board_division, yesterday) == staff["deputy"][1]
    assert leader_in_charge(province.board_division, TODAY) == staff["head"][1]
    assert leader_in_charge(province.board_office, TODAY) == staff["deputy"][1]
    open_ = Charge.objects.filter(valid_to__isnull=True)
    assert set(open_.values_list("document", flat=True)) == {"5/TB"}
    with pytest.raises(Invalid):
        replace_charges(
            province.board, [Share(staff["vice"][0], province.office)], on=TODAY, ground=GROUND, actor=SYSTEM
        )


def test_a_notice_with_a_mistake_changes_nothing(province: factory.Province, staff: Staff) -> None:
    give(staff, "deputy", province.board_division)
    before = list(Charge.objects.values())
    twice = [Share(staff["deputy"][0], province.board_office), Share(staff["head"][0], province.board_office)]

    with pytest.raises(Refused):
        replace_charges(province.board, twice, on=TODAY, ground=GROUND, actor=SYSTEM)

    assert list(Charge.objects.values()) == before


@pytest.mark.parametrize(
    ("start", "end", "left"), [(factory.START, None, [TODAY]), (TOMORROW, None, []), (factory.START, TODAY, None)]
)
def test_a_charge_ends_once_and_one_to_come_is_taken_back(
    province: factory.Province, staff: Staff, start: date, end: date | None, left: list[date] | None
) -> None:
    charge = give(staff, "deputy", province.board_division, valid_from=start, valid_to=end)

    if left is None:
        with pytest.raises(Refused):
            end_charge(charge, on=TODAY, actor=SYSTEM, ground=GROUND)
        return
    end_charge(charge, on=TODAY, actor=SYSTEM, ground=GROUND)
    assert list(Charge.objects.values_list("valid_to", flat=True)) == left
    assert events.history(post_ref(staff["deputy"][0]))[-1].kind == "post.charge_ended"


# --- signing


def codes(officer: Officer, unit: Unit, on: date = TODAY, kind: str = "") -> list[str]:
    return [c.code for c in may_sign_as(officer, unit, on, kind)]


def authority(province: factory.Province, staff: Staff, who: str, capacity: str, **rest: Any) -> SigningAuthority:
    values = {"valid_from": factory.START, "ground": GROUND, "actor": SYSTEM} | rest
    return give_signing(province.board, staff[who][0], capacity=capacity, **values)


def test_heads_sign_themselves_of_a_collective_on_its_behalf(province: factory.Province, staff: Staff) -> None:
    [own] = may_sign_as(staff["head"][1], province.board, TODAY)
    [behalf] = may_sign_as(staff["chair"][1], province.committee, TODAY)

    assert (own.code, own.lines) == ("", ("TRƯỞNG BAN",))
    assert (behalf.code, behalf.lines) == ("TM", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"))
    assert (own.document, own.document_date) == ("1/QĐ", factory.START)
    assert codes(staff["head"][1], province.committee) == []
    assert codes(staff["chair"][1], province.board) == []


def test_a_deputy_signs_for_the_head_by_the_notice_or_by_an_authority(province: factory.Province, staff: Staff) -> None:
    deputy, vice = staff["deputy"][1], staff["vice"][1]
    assert codes(deputy, province.board) == []

    give(staff, "deputy", province.board_division)
    [kt] = may_sign_as(deputy, province.board, TODAY)
    assert (kt.code, kt.lines, kt.document) == ("KT", ("KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"), "112/TB-KCNĐN")
    give(staff, "vice", province.board)
    [kt] = may_sign_as(vice, province.committee, TODAY)
    assert kt.lines == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")


def test_by_order_and_by_authorisation_rest_on_their_document_kind_and_dates(
    province: factory.Province, staff: Staff
) -> None:
    office, division = staff["office"][1], staff["division"][1]
    authority(province, staff, "office", "TL", kinds=["cv", "TB"])
    authority(province, staff, "division", "TUQ", scope="Công văn hướng dẫn", valid_from=TODAY, valid_to=TOMORROW)

    assert codes(office, province.board) == codes(office, province.board, kind="CV") == ["TL"]
    assert codes(office, province.board, kind="QĐ") == []
    [tuq] = may_sign_as(division, province.board, TODAY)
    assert (tuq.lines, tuq.scope) == (("TUQ. TRƯỞNG BAN", "TRƯỞNG PHÒNG"), "Công văn hướng dẫn")
    assert codes(division, province.board, TOMORROW) == codes(division, province.board, date(2026, 11, 19)) == []


def test_who_acts_as_head_signs_as_the_head_does_and_under_no_other_post(
    province: factory.Province, staff: Staff
) -> None:
    for head in ("head", "chair"):
        unseat(staff[head][0].tenures.get(), on=TODAY, actor=SYSTEM)
    authority(province, staff, "deputy", "Q", valid_from=TODAY)
    vice, known = staff["vice"][0], {"valid_from": TODAY, "ground": GROUND, "actor": SYSTEM}
    give_signing(province.committee, vice, capacity="Q", **known)

    [acting] = may_sign_as(staff["deputy"][1], province.board, TODAY)
    [behalf] = may_sign_as(staff["vice"][1], province.committee, TODAY)

    assert (acting.code, acting.lines, acting.document) == ("Q", ("Q. TRƯỞNG BAN",), "112/TB-KCNĐN")
    assert behalf.lines == ("TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH")
    assert codes(staff["deputy"][1], province.board, TODAY - timedelta(days=1)) == []


def test_the_authority_is_the_post_s_and_goes_with_it(province: factory.Province, staff: Staff) -> None:
    post, before = staff["office"]
    authority(province, staff, "office", "TL")
    unseat(post.tenures.get(), on=TODAY, actor=SYSTEM)
    after = factory.officer("nguoimoi", province.board_office)
    seat(post, after, valid_from=TODAY, actor=SYSTEM)

    assert codes(before, province.board) == []
    assert codes(after, province.board) == ["TL"]
    end_post(post, on=TOMORROW, actor=SYSTEM)
    assert codes(after, province.board, TOMORROW) == []


def test_standing_in_is_never_the_right_to_sign(province: factory.Province, staff: Staff) -> None:
    helper = factory.officer("giupviec", province.board)
    delegate(staff["head"][1], helper, starts=TODAY, ends=TOMORROW, actor=SYSTEM)

    assert codes(helper, province.board) == []
    assert codes(staff["head"][1], province.board) == [""]


@pytest.mark.parametrize(
    ("field", "who", "capacity", "rest"),
    [
        ("capacity", "deputy", "XX", {}),
        ("document", "deputy", "KT", {"ground": Ground("5/QĐ")}),
        ("document", "deputy", "KT", {"ground": Ground("", TODAY)}),
        ("valid_to", "deputy", "KT", {"valid_to": factory.START}),
        ("valid_to", "division", "TUQ", {"scope": "Công văn"}),
        ("scope", "division", "TUQ", {"valid_to": TODAY}),
        ("post", "division", "KT", {}),
        ("post", "vice", "KT", {}),
        ("post", "division", "Q", {}),
        ("capacity", "deputy", "Q", {}),
        ("post", "deputy", "TL", {}),
        ("post", "head", "TL", {}),
        ("post", "chair", "TL", {}),
    ],
)
def test_an_authority_that_the_rules_do_not_know_is_refused(
    province: factory.Province, staff: Staff, field: str, who: str, capacity: str, rest: dict[str, Any]
) -> None:
    with pytest.raises(Invalid) as invalid:
        authority(province, staff, who, capacity, **rest)
    assert [e.field for e in invalid.value.errors] == [field]
    assert not SigningAuthority.objects.exists()


def test_nobody_gives_themselves_the_right_to_sign(province: factory.Province, staff: Staff) -> None:
    actor = actor_of(staff["deputy"][1].person.user)

    with pytest.raises(Refused) as refused:
        authority(province, staff, "deputy", "KT", actor=actor)
    assert refused.value.code == "own_post"


def test_an_authority_is_given_once_and_ended_once(province: factory.Province, staff: Staff) -> None:
    given = authority(province, staff, "deputy", "KT")
    with pytest.raises(Refused) as refused:
        authority(province, staff, "deputy", "KT")
    assert refused.value.code == "signing_overlap"

    end_signing(given, on=TODAY, actor=SYSTEM, ground=Ground())
    assert codes(staff["deputy"][1], province.board) == []
    with pytest.raises(Refused):
        end_signing(given, on=TODAY, actor=SYSTEM, ground=Ground())


def test_capacities_are_told_with_few_queries_however_many_there_are(
    province: factory.Province, staff: Staff, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    deputy = staff["deputy"][1]
    give(staff, "deputy", province.board_division)
    with django_assert_num_queries(5):
        may_sign_as(deputy, province.board, TODAY)
    for n in range(4):
        give(staff, "deputy", field=f"Lĩnh vực {n}")
        authority(province, staff, "deputy", "KT", ground=Ground(f"{n}/QĐ", TODAY))
    with django_assert_num_queries(5):
        assert len(may_sign_as(deputy, province.board, TODAY)) == 5
