from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from tests.factories import organisations as factory

from motcua.kernel import clock, events
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import AppError, Invalid, Refused
from motcua.organisations.models import Delegation, Officer
from motcua.organisations.permissions import actor_of
from motcua.organisations.queries.posts import notified, stands_in_for
from motcua.organisations.services.delegations import delegate, delegation_ref, end_delegation
from motcua.organisations.services.people import appoint_officer, end_officer

TODAY = date(2026, 11, 20)
TOMORROW = TODAY + timedelta(days=1)
WEEK = TODAY + timedelta(days=6)


@pytest.fixture
def people(province: factory.Province) -> dict[str, Officer]:
    board = province.board
    return {name: factory.officer(name, board, "head") for name in ("an11", "binh", "chi1", "dung")}


def away(giver: Officer, receiver: Officer, starts: Any = TODAY, ends: Any = WEEK, **rest: Any) -> Delegation:
    return delegate(giver, receiver, starts=starts, ends=ends, actor=rest.pop("actor", SYSTEM), **rest)


def at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=clock.ZONE)


def test_notices_go_to_the_absent_and_to_who_stands_in_for_them_within_the_time(people: dict[str, Officer]) -> None:
    an, binh, chi = people["an11"], people["binh"], people["chi1"]
    away(an, binh, TOMORROW, WEEK)

    assert notified([an, chi], TODAY) == [an, chi]
    assert notified([an, chi], TOMORROW) == [an, binh, chi]
    assert notified([an, binh, an], WEEK) == [an, binh]
    assert notified([an], WEEK + timedelta(days=1)) == [an]
    assert stands_in_for(binh, TOMORROW) == [an]
    assert stands_in_for(an, TOMORROW) == []


def test_no_notice_reaches_whoever_left(people: dict[str, Officer]) -> None:
    an, binh = people["an11"], people["binh"]
    away(an, binh)
    assert notified([an], TODAY) == [an, binh]

    end_officer(binh, on=TODAY, actor=SYSTEM)
    assert notified([an, binh], TODAY) == [an]
    end_officer(an, on=TODAY, actor=SYSTEM)
    assert notified([an], TODAY) == []
    with clock.frozen(at(TODAY, 17)):
        assert Delegation.objects.get().ends_at <= clock.now()


def test_hours_count_today_and_a_day_with_any_of_them_counts_otherwise(people: dict[str, Officer]) -> None:
    an, binh = people["an11"], people["binh"]
    away(an, binh, at(TODAY, 13), at(TODAY, 17))

    for hour, expected in ((9, [an]), (13, [an, binh]), (16, [an, binh]), (17, [an])):
        with clock.frozen(at(TODAY, hour)):
            assert notified([an], TODAY) == expected, hour
    with clock.frozen(at(TOMORROW, 8)):
        assert notified([an], TODAY) == [an, binh]


def test_it_ends_early_at_once_and_what_was_planned_is_kept(people: dict[str, Officer]) -> None:
    an, binh = people["an11"], people["binh"]
    made = away(an, binh)
    planned = made.planned_end

    end_delegation(made, actor=SYSTEM)

    made.refresh_from_db()
    assert (made.ends_at, made.planned_end) == (clock.now(), planned)
    assert notified([an], TODAY) == [an]
    with pytest.raises(Refused):
        end_delegation(made, actor=SYSTEM)
    assert [e.kind for e in events.history(delegation_ref(made))] == ["delegation.made", "delegation.ended"]


def test_one_that_had_not_begun_never_does_and_makes_room_for_another(people: dict[str, Officer]) -> None:
    an, binh, chi = people["an11"], people["binh"], people["chi1"]
    made = away(an, binh, TOMORROW, WEEK)

    end_delegation(made, actor=SYSTEM)

    assert notified([an], TOMORROW) == [an]
    assert away(an, chi, TOMORROW, WEEK).pk
    with pytest.raises(Refused):
        end_delegation(made, actor=SYSTEM)


def test_there_is_no_chain_in_either_direction_and_no_second_stand_in(people: dict[str, Officer]) -> None:
    an, binh, chi, dung = (people[n] for n in ("an11", "binh", "chi1", "dung"))
    away(an, binh)

    for giver, receiver, code in (
        (an, chi, "already_away"),
        (binh, chi, "delegation_chain"),
        (dung, an, "delegation_chain"),
    ):
        with pytest.raises(Refused) as refused:
            away(giver, receiver, WEEK, WEEK)
        assert refused.value.code == code
    assert away(dung, binh).pk  # one may stand in for two
    assert stands_in_for(binh, TODAY) == [an, dung]
    assert away(an, chi, WEEK + timedelta(days=1), WEEK + timedelta(days=2)).pk  # another time


def test_a_person_in_two_posts_is_one_person(people: dict[str, Officer], province: factory.Province) -> None:
    an, binh, chi = people["an11"], people["binh"], people["chi1"]
    second = appoint_officer(an.person, province.office, post="Kiêm nhiệm", valid_from=factory.START, actor=SYSTEM)

    with pytest.raises(Invalid) as invalid:
        away(an, second)
    assert [e.field for e in invalid.value.errors] == ["receiver"]
    away(second, binh)
    with pytest.raises(Refused):
        away(chi, an)


@pytest.mark.parametrize(
    ("starts", "ends", "field"),
    [
        (WEEK, TODAY, "ends"),
        (TODAY - timedelta(days=9), TODAY - timedelta(days=8), "ends"),
        (TODAY, TODAY + timedelta(days=400), "ends"),
        (date(2015, 12, 30), WEEK, "ends"),
    ],
)
def test_times_that_cannot_be_are_refused(people: dict[str, Officer], starts: date, ends: date, field: str) -> None:
    with pytest.raises(Invalid) as invalid:
        away(people["an11"], people["binh"], starts, ends)
    assert [e.field for e in invalid.value.errors] == [field]
    assert not Delegation.objects.exists()


def test_both_serve_all_the_time_and_the_stand_in_can_sign_in(
    people: dict[str, Officer], province: factory.Province
) -> None:
    an, binh = people["an11"], people["binh"]
    end_officer(binh, on=WEEK, actor=SYSTEM)
    binh.refresh_from_db()
    from motcua.organisations.services.people import create_person

    person = create_person("Lê Không Tài Khoản", actor=SYSTEM)
    without = appoint_officer(person, province.board, post="Chuyên viên", valid_from=factory.START, actor=SYSTEM)

    for receiver in (binh, without):
        with pytest.raises(Invalid) as invalid:
            away(an, receiver)
        assert [e.field for e in invalid.value.errors] == ["receiver"]


def test_nobody_makes_themselves_the_stand_in_of_another_but_the_absent_may_choose_anybody(
    people: dict[str, Officer],
) -> None:
    an, binh = people["an11"], people["binh"]

    with pytest.raises(Refused) as refused:
        away(an, binh, actor=actor_of(binh.person.user))
    assert refused.value.code == "own_post"
    assert away(an, binh, actor=actor_of(an.person.user)).pk
    assert away(people["chi1"], people["dung"], actor=actor_of(an.person.user)).pk


def test_the_reason_stays_out_of_the_trail(people: dict[str, Officer]) -> None:
    made = away(people["an11"], people["binh"], reason="Nghỉ ốm")

    assert "ốm" not in str([e.payload for e in events.history(delegation_ref(made))])
    assert made.reason == "Nghỉ ốm"


def test_leaving_ends_what_was_given_and_received(people: dict[str, Officer]) -> None:
    an, binh, chi = people["an11"], people["binh"], people["chi1"]
    made = away(an, binh, TODAY, WEEK)
    later = away(chi, binh, WEEK, WEEK + timedelta(days=3))

    try:
        end_officer(binh, on=TOMORROW, actor=SYSTEM)
    except AppError as error:  # pragma: no cover - told in full when it happens
        pytest.fail(str(error))

    made.refresh_from_db()
    later.refresh_from_db()
    assert clock.local(made.ends_at) == at(TOMORROW, 0)
    assert later.ends_at == later.starts_at
