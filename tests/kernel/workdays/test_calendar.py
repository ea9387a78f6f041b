"""Calendars: sessions, exceptions, and the questions asked of them."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import date, datetime, time

import pytest

from motcua.kernel.clock import ZONE
from motcua.kernel.errors import Invalid
from motcua.kernel.workdays import DEFAULT_SESSIONS, DEFAULT_WEEK, Calendar, CalendarDay, DayKind, Session
from motcua.kernel.workdays.calendar import parse_sessions

SATURDAY = date(2026, 3, 7)
MORNING = Session(time(7, 30), time(11, 30))


def calendar(special: dict[date, CalendarDay] | None = None) -> Calendar:
    return Calendar("thu", "Lịch thử", DEFAULT_WEEK, special or {})


@pytest.mark.parametrize(
    "text",
    ["07:30-11:30; 13:00-17:00", "13:00-17:00,7:30-11:30", "07:30 - 11:30 13:00 – 17:00", " 07:30-11:30;13:00-17:00; "],
)
def test_sessions_are_read_in_the_ways_people_write_them(text: str) -> None:
    assert parse_sessions(text) == DEFAULT_SESSIONS


def test_a_session_prints_as_it_is_read() -> None:
    assert str(Session.parse("7:05-9:10")) == "07:05-09:10"


@pytest.mark.parametrize(
    "text", ["7h30-11h30", "11:30-07:30", "08:00-08:00", "07:30-24:00", "07:60-08:00", "sáng", "07:30"]
)
def test_a_session_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match=r"[Cc]a làm việc"):
        parse_sessions(text)


def test_overlapping_sessions_are_refused_and_touching_ones_taken() -> None:
    with pytest.raises(Invalid, match="chồng lên nhau: 07:30-11:30 và 11:00-12:00"):
        parse_sessions("11:00-12:00; 07:30-11:30")

    assert len(parse_sessions("07:30-11:30; 11:30-12:00")) == 2


def test_a_week_without_any_session_is_refused() -> None:
    for week in ({}, {0: ()}, {7: DEFAULT_SESSIONS}):
        with pytest.raises(Invalid, match="ít nhất một ca"):
            Calendar("thu", "Lịch thử", week)


def test_a_calendar_cannot_be_changed_by_anybody() -> None:
    special = {SATURDAY: CalendarDay(DayKind.SWAP_WORK, "Làm bù")}
    built = calendar(special)

    special.clear()

    assert built.is_working(SATURDAY)
    with pytest.raises(TypeError):
        built.exceptions[SATURDAY] = CalendarDay(DayKind.HOLIDAY, "Nghỉ")  # type: ignore[index]  # what is tried here
    with pytest.raises(FrozenInstanceError):
        built.code = "khac"  # type: ignore[misc]  # what is tried here


def test_an_exception_beats_its_weekday() -> None:
    built = calendar(
        {
            SATURDAY: CalendarDay(DayKind.SWAP_WORK, "Làm bù"),
            date(2026, 3, 8): CalendarDay(DayKind.SWAP_WORK, "Làm bù", sessions=(MORNING,)),
            date(2026, 3, 9): CalendarDay(DayKind.LOCAL_CLOSURE, "Mất điện"),
            date(2026, 3, 10): CalendarDay(DayKind.LOCAL_CLOSURE, "Họp chiều", sessions=(MORNING,)),
        }
    )

    assert [built.sessions(date(2026, 3, day)) for day in range(7, 11)] == [
        DEFAULT_SESSIONS,
        (MORNING,),
        (),
        (MORNING,),
    ]
    assert [built.is_working(date(2026, 3, day)) for day in range(7, 11)] == [True, True, False, True]


def test_a_swapped_weekend_works_by_default_where_friday_rests() -> None:
    four_days = Calendar(
        "thu", "Bốn ngày", dict.fromkeys(range(4), (MORNING,)), {SATURDAY: CalendarDay(DayKind.SWAP_WORK, "Làm bù")}
    )

    assert four_days.sessions(SATURDAY) == DEFAULT_SESSIONS


def test_working_dates_are_found_on_both_sides() -> None:
    built = calendar()

    assert built.working_date_from(date(2026, 3, 6)) == date(2026, 3, 6)
    assert built.working_date_from(SATURDAY) == date(2026, 3, 9)
    assert built.next_working_date(date(2026, 3, 6)) == date(2026, 3, 9)
    assert built.add_working_days(SATURDAY, 1) == date(2026, 3, 9)
    assert built.add_working_days(SATURDAY, -1) == date(2026, 3, 6)
    assert built.add_working_days(SATURDAY, 0) == SATURDAY
    assert built.working_days_between(date(2026, 3, 2), date(2026, 3, 9)) == 5
    assert built.working_days_between(date(2026, 3, 9), date(2026, 3, 2)) == -5


def test_working_minutes_are_those_inside_sessions() -> None:
    begin, end = datetime(2026, 3, 6, 11, tzinfo=ZONE), datetime(2026, 3, 9, 8, tzinfo=ZONE)

    assert calendar().working_minutes(begin, end) == 30 + 240 + 30


def test_years_are_known_by_their_holidays_unless_told() -> None:
    holiday = {date(2026, 1, 1): CalendarDay(DayKind.HOLIDAY, "Tết Dương lịch")}
    closure = {date(2027, 1, 4): CalendarDay(DayKind.LOCAL_CLOSURE, "Di dời trụ sở")}

    assert calendar({**holiday, **closure}).is_known(2026)
    assert not calendar({**holiday, **closure}).is_known(2027)
    assert Calendar("thu", "Lịch thử", known_years=[2030]).is_known(2030)
