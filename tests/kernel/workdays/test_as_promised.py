"""A date that somebody else has promised: kept to the minute, moved by pauses in working dates alone."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel import clock
from motcua.kernel.workdays import Pause, due_as_promised, shipped_calendar

CALENDAR = shipped_calendar()
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1)).map(  # noqa: DTZ001 - zoned below
    lambda at: at.replace(second=0, microsecond=0, tzinfo=clock.ZONE)
)
SPANS = st.integers(0, 90 * 24 * 60).map(lambda minutes: timedelta(minutes=minutes))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=clock.ZONE)


def test_without_pauses_it_is_the_promise_to_the_minute() -> None:
    found = due_as_promised(at(9, 9), at(27, 16, 30), calendar=CALENDAR)
    assert found.due == found.due_without_pauses == at(27, 16, 30)
    assert [row.day.day for row in found.ledger] == list(range(9, 28))


def test_a_pause_moves_it_by_its_working_dates_to_the_end_of_the_day() -> None:
    """From Wednesday the 11th to Friday the 13th are two working dates: Friday the 27th gives way to Tuesday the 1st of December."""
    found = due_as_promised(at(9, 9), at(27, 16, 30), calendar=CALENDAR, pauses=[Pause(at(11, 10), at(13, 9))])
    assert found.due_without_pauses == at(27, 16, 30)
    assert found.due == datetime(2026, 12, 1, 17, 0, tzinfo=clock.ZONE)


@given(MOMENTS, SPANS, SPANS, SPANS)
def test_it_is_never_before_the_promise_and_its_ledger_has_no_gap(
    start: datetime, until: timedelta, after: timedelta, long: timedelta
) -> None:
    promised = start + until
    plain = due_as_promised(start, promised, calendar=CALENDAR)
    assert plain.due == promised
    paused = due_as_promised(start, promised, calendar=CALENDAR, pauses=[Pause(start + after, start + after + long)])
    assert paused.due >= promised and paused.due_without_pauses == promised
    days = [row.day for row in paused.ledger]
    assert days == [days[0] + timedelta(days=n) for n in range(len(days))]
