"""When messages may go out: never in the quiet hours, in working time, a digest on a working morning."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.clock import ZONE, local
from motcua.kernel.workdays import shipped_calendar
from motcua.messages.rules.hours import Hours, Pace, digest_after, digest_on, leave_working_time, when, working_from

CALENDAR = shipped_calendar()
HOURS = Hours(time(21), time(6), time(7, 30))
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2026, 12, 25), timezones=st.just(ZONE))  # noqa: DTZ001 - the zone is given beside
TIMES = st.times().map(lambda t: t.replace(second=0, microsecond=0))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("pace", "asked", "allowed"),
    [
        (Pace.WORKING, "2026-11-20T09:00", "2026-11-20T09:00"),
        (Pace.WORKING, "2026-11-20T12:00", "2026-11-20T13:00"),  # noon
        (Pace.WORKING, "2026-11-20T17:00", "2026-11-23T07:30"),  # the end of a session is outside; then the weekend
        (Pace.WORKING, "2026-11-20T22:00", "2026-11-23T07:30"),
        (Pace.WORKING, "2026-11-23T17:30", "2026-11-25T07:30"),  # 24 November is a holiday
        (Pace.WORKING, "2026-02-13T18:00", "2026-02-23T07:30"),  # Tết
        (Pace.URGENT, "2026-11-20T19:00", "2026-11-20T19:00"),
        (Pace.URGENT, "2026-11-20T21:00", "2026-11-21T06:00"),
        (Pace.URGENT, "2026-11-21T05:59", "2026-11-21T06:00"),
        (Pace.NOW, "2026-11-20T23:00", "2026-11-20T23:00"),
    ],
)
def test_the_first_moment_at_which_a_message_may_go_out(pace: Pace, asked: str, allowed: str) -> None:
    assert when(pace, at(asked), CALENDAR, HOURS) == at(allowed)


@pytest.mark.parametrize(
    ("asked", "digest"),
    [
        ("2026-11-20T05:00", "2026-11-20T07:30"),
        ("2026-11-20T07:30", "2026-11-20T07:30"),
        ("2026-11-20T07:31", "2026-11-23T07:30"),
        ("2026-11-21T09:00", "2026-11-23T07:30"),
        ("2026-11-23T09:00", "2026-11-25T07:30"),
    ],
)
def test_the_first_digest_that_can_hold_a_message(asked: str, digest: str) -> None:
    assert digest_after(at(asked), CALENDAR, HOURS) == at(digest)


def test_quiet_hours_may_lie_within_one_day() -> None:
    noon = Hours(time(11), time(14), time(7, 30))
    assert when(Pace.URGENT, at("2026-11-20T12:00"), CALENDAR, noon) == at("2026-11-20T14:00")
    assert when(Pace.WORKING, at("2026-11-20T11:10"), CALENDAR, noon) == at("2026-11-20T14:00")


def test_hours_that_leave_no_working_time_are_found_out_and_still_hold() -> None:
    never = Hours(time(7), time(18), time(7, 30))
    assert not leave_working_time(never, CALENDAR, date(2026, 11, 20))
    assert leave_working_time(HOURS, CALENDAR, date(2026, 11, 20))
    assert when(Pace.WORKING, at("2026-11-20T08:00"), CALENDAR, never) == at("2026-11-20T18:00")
    assert digest_after(at("2026-11-20T08:00"), CALENDAR, never) == at("2026-11-20T18:00")


@given(MOMENTS, st.sampled_from(list(Pace)), TIMES, TIMES)
def test_nothing_but_what_was_asked_for_goes_out_in_quiet_hours(
    moment: datetime, pace: Pace, begin: time, end: time
) -> None:
    hours = Hours(begin, end, time(7, 30))
    allowed = when(pace, moment, CALENDAR, hours)
    assert allowed >= moment
    if pace is Pace.NOW:
        assert allowed == moment
    else:
        assert not hours.quiet(allowed)
    if pace in {Pace.WORKING, Pace.DIGEST} and leave_working_time(hours, CALENDAR, moment.date()):
        assert working_from(allowed, CALENDAR) == allowed
    assert when(pace, allowed, CALENDAR, hours) == allowed


@given(MOMENTS)
def test_a_digest_goes_out_on_a_working_day_and_never_before_its_hour(moment: datetime) -> None:
    slot = digest_after(moment, CALENDAR, HOURS)
    assert slot >= moment
    assert CALENDAR.is_working(slot.date())
    assert local(slot).time() >= HOURS.digest_from
    assert digest_on(slot.date(), CALENDAR, HOURS) == slot
    assert slot - moment < timedelta(days=20)
