from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from tests.factories import organisations as factory

from motcua.kernel import clock, events, workdays
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid, NotFound, Refused
from motcua.kernel.registries import Clocks, calendar_of, clocks
from motcua.kernel.workdays import CalendarDay as Day
from motcua.kernel.workdays import DayKind, Limit, Session
from motcua.kernel.workdays.importing import read_days
from motcua.organisations.models import Calendar, CalendarDay
from motcua.organisations.queries import calendars as queries
from motcua.organisations.services.calendars import (
    calendar_ref,
    create_calendar,
    make_ordinary,
    preview_days,
    preview_week,
    remove_day,
    set_days,
    set_week,
)

MONDAY = date(2026, 11, 23)
SWAP = date(2026, 11, 28)


@pytest.fixture
def country(db: None) -> Calendar:
    return queries.calendar_row("vn")


@pytest.fixture
def board(province: factory.Province) -> Calendar:
    return create_calendar(province.board, code="ban", name="Lịch của Ban", actor=SYSTEM)


@pytest.fixture
def running() -> Iterator[None]:
    """A package with one dossier under each calendar, received on Friday 20/11/2026 with one working day."""
    start = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
    before = workdays.due(start, Limit.parse("1 working_day"), calendar=workdays.shipped_calendar()).due

    def moved(code: str, calendar: workdays.Calendar) -> Sequence[tuple[str, Any, Any]]:
        after = workdays.due(start, Limit.parse("1 working_day"), calendar=calendar).due
        return [(f"dossier:{code}", before, after)] if after != before else []

    clocks.register("thu", Clocks(moved))
    yield
    del clocks._entries["thu"]


def off(name: str = "Nghỉ", kind: DayKind = DayKind.LOCAL_CLOSURE) -> Day:
    return Day(kind, name, "Thông báo 1/TB")


def test_the_country_calendar_is_the_shipped_one_until_somebody_changes_it(country: Calendar) -> None:
    built = queries.calendar_named("vn")

    assert dict(built.exceptions) == dict(workdays.shipped_calendar().exceptions)
    assert built.known_years == workdays.shipped_calendar().known_years


def test_a_day_of_the_unit_holds_for_it_and_below_but_not_above(
    province: factory.Province, country: Calendar, board: Calendar
) -> None:
    set_days(board, {MONDAY: off()}, actor=SYSTEM)

    assert not queries.calendar_for(province.board_division).is_working(MONDAY)
    assert queries.calendar_for(province.committee).is_working(MONDAY)
    assert queries.calendar_code_for(province.board_division) == "ban"
    assert queries.calendar_code_for(province.committee) == "vn"


def test_a_holiday_of_the_country_holds_everywhere_unless_the_unit_says_otherwise(
    province: factory.Province, country: Calendar, board: Calendar
) -> None:
    set_days(country, {MONDAY: off("Lễ", DayKind.HOLIDAY)}, actor=SYSTEM)
    assert not queries.calendar_for(province.board).is_working(MONDAY)

    make_ordinary(board, MONDAY, source="Thông báo 2/TB", actor=SYSTEM)

    assert queries.calendar_for(province.board).is_working(MONDAY)
    assert not queries.calendar_for(province.committee).is_working(MONDAY)


def test_a_shipped_day_can_be_taken_back_and_restored(country: Calendar) -> None:
    tet = date(2026, 2, 16)
    make_ordinary(country, tet, source="Thử", actor=SYSTEM)
    assert queries.calendar_named("vn").is_working(tet)

    remove_day(queries.day_of(country, tet), actor=SYSTEM)

    assert not queries.calendar_named("vn").is_working(tet)


def test_a_preview_lists_the_running_deadlines_that_move_also_below_and_writes_nothing(
    province: factory.Province, country: Calendar, board: Calendar, running: None
) -> None:
    change = preview_days(country, {MONDAY: off("Lễ", DayKind.HOLIDAY)})

    assert [(m.ref, m.before.date(), m.after.date()) for m in change.moved] == [
        ("dossier:ban", MONDAY, date(2026, 11, 25)),
        ("dossier:vn", MONDAY, date(2026, 11, 25)),
    ]
    assert not CalendarDay.objects.exists()


def test_what_the_unit_has_decided_itself_does_not_move_with_the_country(
    province: factory.Province, country: Calendar, board: Calendar, running: None
) -> None:
    make_ordinary(board, MONDAY, source="Thông báo 2/TB", actor=SYSTEM)

    change = preview_days(country, {MONDAY: off("Lễ", DayKind.HOLIDAY)})

    assert [m.ref for m in change.moved] == ["dossier:vn"]


def test_a_change_is_told_with_its_days_and_how_many_deadlines_it_moved(country: Calendar, running: None) -> None:
    set_days(country, {MONDAY: off("Lễ", DayKind.HOLIDAY)}, actor=SYSTEM)

    event = events.history(calendar_ref(country))[-1]
    assert (event.kind, event.payload) == (
        "calendar.changed",
        {"calendar": "vn", "days": ["2026-11-23"], "moved": 1},
    )


def test_a_swapped_saturday_works_as_a_friday(country: Calendar) -> None:
    set_days(country, {SWAP: Day(DayKind.SWAP_WORK, "Làm bù", "CV 1")}, actor=SYSTEM)

    built = queries.calendar_named("vn")
    assert built.sessions(SWAP) == built.sessions(date(2026, 11, 27))


def test_a_day_without_its_decision_is_refused(country: Calendar) -> None:
    with pytest.raises(Invalid):
        set_days(country, {MONDAY: Day(DayKind.HOLIDAY, "Lễ", " ")}, actor=SYSTEM)
    with pytest.raises(Invalid):
        make_ordinary(country, MONDAY, source="", actor=SYSTEM)
    assert not CalendarDay.objects.exists()


def test_own_hours_hold_from_their_day_on_and_below(province: factory.Province, board: Calendar) -> None:
    week = {n: [Session(time(8), time(12))] for n in range(6)}
    set_week(board, week, valid_from=date(2026, 1, 1), source="QĐ 1", actor=SYSTEM)
    saturday = date(2026, 11, 21)

    assert queries.calendar_for(province.board_division).sessions(saturday) == (Session(time(8), time(12)),)
    assert not queries.calendar_for(province.board, date(2025, 1, 1)).is_working(saturday)
    with pytest.raises(Refused):
        set_week(board, week, valid_from=date(2025, 6, 1), source="QĐ 2", actor=SYSTEM)


def test_other_hours_list_the_deadlines_they_move(board: Calendar, running: None) -> None:
    moved = preview_week(board, {n: [Session(time(8), time(12))] for n in range(5)}, valid_from=date(2026, 1, 1))

    assert [(m.ref, m.after.time()) for m in moved] == [("dossier:ban", time(12))]


def test_hours_without_any_session_are_refused(board: Calendar) -> None:
    with pytest.raises(Invalid):
        set_week(board, {0: []}, valid_from=MONDAY, source="QĐ 1", actor=SYSTEM)


def test_a_unit_has_one_calendar(province: factory.Province, board: Calendar) -> None:
    with pytest.raises(Refused):
        create_calendar(province.board, code="khac", name="Khác", actor=SYSTEM)


def test_the_kernel_finds_calendars_of_the_database_by_code(province: factory.Province, board: Calendar) -> None:
    set_days(board, {MONDAY: off()}, actor=SYSTEM)

    assert not calendar_of("ban").is_working(MONDAY)
    with pytest.raises(NotFound):
        calendar_of("khong-co")


def test_days_are_shown_with_the_calendar_they_come_from(
    province: factory.Province, country: Calendar, board: Calendar
) -> None:
    set_days(country, {MONDAY: off("Lễ", DayKind.HOLIDAY)}, actor=SYSTEM)
    set_days(board, {SWAP: Day(DayKind.SWAP_WORK, "Làm bù", "CV 1")}, actor=SYSTEM)

    shown = {d.day: (d.kind, d.origin, d.row is not None) for d in queries.shown_days(board, 2026, MONDAY)}

    assert shown[MONDAY] == ("holiday", country.name, False)
    assert shown[SWAP] == ("swap_work", board.name, True)
    assert shown[date(2026, 1, 1)] == ("holiday", country.name, False)


@pytest.mark.shared
def test_the_given_list_of_days_imports_as_it_is_and_agrees_with_what_ships(shared: Path, country: Calendar) -> None:
    read = read_days((shared / "data" / "holidays" / "vn-public-sector-days-2020-2026.csv").read_bytes())

    change = set_days(country, read.days, actor=SYSTEM)
    again = set_days(country, read.days, actor=SYSTEM)

    assert change.changed == ()
    assert all(d.weekday() >= 5 for d in change.added), change.added
    assert (again.added, again.changed) == ((), ())
    built, shipped = queries.calendar_named("vn"), workdays.shipped_calendar()
    days = [date.fromordinal(n) for n in range(date(2020, 1, 1).toordinal(), date(2027, 1, 1).toordinal())]
    assert [built.sessions(d) for d in days] == [shipped.sessions(d) for d in days]
