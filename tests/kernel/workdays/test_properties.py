"""What holds of every deadline in every office, and equality with the slow oracle.

Three properties do not hold in every corner of CONTRACT's rules; each such corner is pinned here by a test of its own:
a `day` limit to the minute that a rest day moves ends at the day's last session, later than a longer one that lands on that date
itself; pauses are added to a later start's calendar limit by working dates, which need not make up for what calendar days gave;
and minutes of a pause weigh differently on dates of unequal length.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from tests.kernel.workdays import oracle
from tests.kernel.workdays.worlds import DEFAULT_WEEK_HOURS, World, counts, limits, moments, pauses, world, worlds

from motcua.kernel.workdays import DEFAULT_WEEK, Calendar, CalendarDay, Count, DayKind, Limit, Pause, Session, Unit, due
from motcua.kernel.workdays.calendar import minutes_of

Between = list[tuple[datetime, datetime]]

DEFAULT_WORLD = world(DEFAULT_WEEK_HOURS, {})
MINUTE, END = Count.TO_THE_MINUTE, Count.END_OF_DAY


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


# The oracle


@settings(max_examples=150)
@given(worlds, moments, limits(), counts, pauses)
@example(DEFAULT_WORLD, at("2026-03-06T17:00"), Limit(1, Unit.WORKING_DAY), MINUTE, [])
@example(
    DEFAULT_WORLD,
    at("2026-03-07T10:00"),
    Limit(2, Unit.WORKING_DAY),
    END,
    [(at("2026-03-07T12:00"), at("2026-03-10T09:00"))],
)
def test_the_engine_gives_what_walking_by_the_rules_gives(
    place: World, start: datetime, limit: Limit, count: Count, between: Between
) -> None:
    result = place.due(start, limit, count, between)

    assert result.due.replace(tzinfo=None) == place.walked(start, limit, count, between)
    assert result.counted_from.replace(tzinfo=None) == oracle.normalised(place.office, start)


# Monotone in N


@given(worlds, moments, limits(), st.integers(1, 20), pauses)
def test_a_longer_limit_is_never_due_earlier_at_the_end_of_the_day(
    place: World, start: datetime, limit: Limit, more: int, between: Between
) -> None:
    assume(limit.unit is not Unit.SAME_DAY)
    longer = Limit(limit.amount + more, limit.unit)

    assert place.due(start, limit, END, between).due <= place.due(start, longer, END, between).due


@given(worlds, moments, limits([Unit.HOUR, Unit.WORKING_DAY]), st.integers(1, 20), pauses)
def test_longer_hours_and_working_days_are_never_due_earlier_to_the_minute(
    place: World, start: datetime, limit: Limit, more: int, between: Between
) -> None:
    longer = Limit(limit.amount + more, limit.unit)

    assert place.due(start, limit, MINUTE, between).due <= place.due(start, longer, MINUTE, between).due


@given(worlds, moments, limits([Unit.DAY, Unit.MONTH]), st.integers(1, 20))
def test_a_longer_calendar_limit_to_the_minute_is_due_no_earlier_date(
    place: World, start: datetime, limit: Limit, more: int
) -> None:
    shorter = place.due(start, limit, MINUTE)
    longer = place.due(start, Limit(limit.amount + more, limit.unit), MINUTE)

    assert shorter.due.date() <= longer.due.date()
    if longer.due < shorter.due:  # only where rest moved the shorter one to the very date on which the longer one falls
        assert shorter.due.date() == longer.due.date()
        assert [row.kind for row in shorter.ledger][-1] == "moved"
        assert [row.kind for row in longer.ledger][-1] == "counted"


def test_three_days_may_end_before_one_day_where_rest_moved_the_one() -> None:
    friday = at("2026-03-06T10:00")

    one, three = (DEFAULT_WORLD.due(friday, Limit(days, Unit.DAY), MINUTE).due for days in (1, 3))

    assert f"{one:%d/%m %H:%M}" == "09/03 17:00"
    assert f"{three:%d/%m %H:%M}" == "09/03 10:00"


# Monotone in the start

earlier_and_later = st.tuples(moments, moments).map(sorted)


@given(worlds, earlier_and_later, limits())
def test_a_later_start_is_never_due_earlier_at_the_end_of_the_day(
    place: World, starts: list[datetime], limit: Limit
) -> None:
    earlier, later = starts

    assert place.due(earlier, limit, END).due <= place.due(later, limit, END).due


@given(worlds, earlier_and_later, limits([Unit.WORKING_DAY]))
def test_a_later_start_of_working_days_is_never_due_earlier_to_the_minute(
    place: World, starts: list[datetime], limit: Limit
) -> None:
    earlier, later = starts

    assert place.due(earlier, limit, MINUTE).due <= place.due(later, limit, MINUTE).due


@given(worlds, earlier_and_later, limits([Unit.HOUR, Unit.WORKING_DAY]), pauses)
def test_with_pauses_a_later_start_of_hours_and_working_days_is_never_due_earlier(
    place: World, starts: list[datetime], limit: Limit, between: Between
) -> None:
    earlier, later = starts

    assert place.due(earlier, limit, END, between).due <= place.due(later, limit, END, between).due


def test_with_a_pause_calendar_days_may_be_due_earlier_for_a_later_start() -> None:
    pause = [(at("2026-03-02T10:30"), at("2026-03-06T10:00"))]
    three_days = Limit(3, Unit.DAY)

    from_monday = DEFAULT_WORLD.due(at("2026-03-02T10:00"), three_days, END, pause).due
    from_thursday = DEFAULT_WORLD.due(at("2026-03-05T10:00"), three_days, END, pause).due

    assert f"{from_monday:%d/%m}" == "11/03"  # Thursday, and four working dates
    assert f"{from_thursday:%d/%m}" == "10/03"  # Sunday gives way to Monday, and one working date


def test_with_a_pause_to_the_minute_unequal_dates_may_turn_two_starts_around() -> None:
    short = CalendarDay(DayKind.LOCAL_CLOSURE, "Nửa ngày", sessions=(Session.parse("07:30-11:30"),))
    calendar = Calendar("thu", "Lịch thử", DEFAULT_WEEK, {date(2026, 3, 4): short})
    pause = Pause(at("2026-03-02T07:30"), at("2026-03-03T08:00"))
    two_days = Limit(2, Unit.WORKING_DAY)

    earlier, later = (
        due(at(start), two_days, calendar=calendar, count=MINUTE, pauses=[pause]).due
        for start in ("2026-03-02T07:30", "2026-03-03T07:30")
    )

    assert f"{earlier:%d/%m %H:%M}" == "05/03 13:30"
    assert f"{later:%d/%m %H:%M}" == "05/03 08:00"


# Pauses


@given(worlds, moments, limits(), counts, pauses, pauses)
def test_a_pause_never_shortens(
    place: World, start: datetime, limit: Limit, count: Count, between: Between, more: Between
) -> None:
    assert place.due(start, limit, count, between).due <= place.due(start, limit, count, between + more).due


@given(
    worlds,
    moments,
    limits(),
    counts,
    pauses,
    moments,
    st.lists(st.integers(0, 3000), min_size=1, max_size=4),
    st.randoms(),
)
def test_touching_pauses_equal_the_merged_one(
    place: World,
    start: datetime,
    limit: Limit,
    count: Count,
    between: Between,
    first: datetime,
    lengths: list[int],
    order: Random,
) -> None:
    ends = [first]
    for length in lengths:
        ends.append(ends[-1] + timedelta(minutes=length))
    pieces = list(pairwise(ends))
    shuffled = [*between, *pieces]
    order.shuffle(shuffled)

    split = place.due(start, limit, count, shuffled)
    whole = place.due(start, limit, count, [*between, (ends[0], ends[-1])])

    assert split.due == whole.due
    assert [(pause.begin, pause.end, pause.added) for pause in split.pauses] == [
        (pause.begin, pause.end, pause.added) for pause in whole.pauses
    ]


@given(worlds, moments, limits([Unit.HOUR]), counts, pauses)
def test_hours_leave_exactly_their_working_minutes_outside_pauses(
    place: World, start: datetime, limit: Limit, count: Count, between: Between
) -> None:
    plain = place.due(start, limit, count)
    paused = place.due(start, limit, count, between)

    assert place.calendar.working_minutes(plain.start, plain.due) == limit.amount * 60
    added = sum(pause.added for pause in paused.pauses)
    assert place.calendar.working_minutes(paused.start, paused.due) == limit.amount * 60 + added


# The calendar's own arithmetic


@given(worlds, moments, st.integers(1, 200))
def test_adding_then_subtracting_working_days_comes_back(place: World, moment: datetime, number: int) -> None:
    day = place.calendar.working_date_from(moment.date())

    there = place.calendar.add_working_days(day, number)

    assert place.calendar.add_working_days(there, -number) == day
    assert place.calendar.working_days_between(day, there) == number
    assert place.calendar.add_working_days(day, 0) == day


@given(worlds, moments, st.integers(0, 4000))
def test_working_minutes_are_the_open_ones(place: World, begin: datetime, length: int) -> None:
    end = begin + timedelta(minutes=length)

    walked = sum(place.office.is_open(begin + timedelta(minutes=minute)) for minute in range(length))

    assert place.calendar.working_minutes(begin, end) == walked
    assert place.calendar.working_minutes(end, begin) == -walked


@given(worlds, moments)
def test_a_calendar_knows_the_sessions_of_every_date(place: World, moment: datetime) -> None:
    for offset in range(-40, 40):
        day = moment.date() + timedelta(offset)
        assert [(session.begin, session.end) for session in place.calendar.sessions(day)] == place.office.hours(day)
        assert place.calendar.is_working(day) == place.office.works(day)


@given(worlds, moments)
def test_normalising_twice_changes_nothing(place: World, moment: datetime) -> None:
    line = place.calendar.timeline
    begin = line.normalise(minutes_of(moment))

    assert line.normalise(begin) == begin


@pytest.mark.parametrize("unit", list(Unit))
def test_a_limit_always_ends_after_its_start(unit: Unit) -> None:
    @given(worlds, moments, counts, pauses)
    def holds(place: World, start: datetime, count: Count, between: Between) -> None:
        result = place.due(start, Limit(1, unit), count, between)
        assert result.due > result.counted_from >= result.start

    holds()
