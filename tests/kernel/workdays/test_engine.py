"""The seven rules of CONTRACT ("Deadlines, exactly") by example, and the time cases that the law hands us (DOMAIN 10.2)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from motcua.kernel.clock import ZONE
from motcua.kernel.errors import Invalid
from motcua.kernel.workdays import (
    DEFAULT_SESSIONS,
    DEFAULT_WEEK,
    Calendar,
    CalendarDay,
    Count,
    DayKind,
    Limit,
    Pause,
    Result,
    Session,
    Unit,
    due,
    shipped_calendar,
)

VN = shipped_calendar()
MINUTE, END = Count.TO_THE_MINUTE, Count.END_OF_DAY


def reckon(
    start: str, limit: str, count: Count = END, *pauses: str, calendar: Calendar = VN, until: time = time(15)
) -> Result:
    between = [Pause(*(datetime.fromisoformat(end) for end in pause.split("/"))) for pause in pauses]
    moment = datetime.fromisoformat(start)
    return due(moment, Limit.parse(limit), calendar=calendar, count=count, pauses=between, same_day_until=until)


def due_at(start: str, limit: str, count: Count = END, *pauses: str, calendar: Calendar = VN) -> str:
    return f"{reckon(start, limit, count, *pauses, calendar=calendar).due:%Y-%m-%dT%H:%M}"


def calendar_with(special: dict[str, CalendarDay], week: dict[int, tuple[Session, ...]] | None = None) -> Calendar:
    days = {date.fromisoformat(day): entry for day, entry in special.items()}
    return Calendar("thu", "Lịch thử", week or DEFAULT_WEEK, days, known_years=[2026])


MORNING = (Session.parse("07:30-11:30"),)
SATURDAY_MORNINGS = calendar_with({}, {**DEFAULT_WEEK, 5: MORNING})


# Rule 1


@pytest.mark.parametrize(
    ("start", "counted_from"),
    [
        ("2026-03-02T07:29", "2026-03-02T07:30"),
        ("2026-03-02T07:30", "2026-03-02T07:30"),
        ("2026-03-02T11:29", "2026-03-02T11:29"),
        ("2026-03-02T11:30", "2026-03-02T13:00"),
        ("2026-03-02T12:15", "2026-03-02T13:00"),
        ("2026-03-02T16:59", "2026-03-02T16:59"),
        ("2026-03-02T17:00", "2026-03-03T07:30"),
        ("2026-03-06T17:00", "2026-03-09T07:30"),
        ("2026-03-07T10:00", "2026-03-09T07:30"),
        ("2026-02-13T18:00", "2026-02-23T07:30"),
    ],
)
def test_a_start_outside_sessions_moves_to_the_next_session(start: str, counted_from: str) -> None:
    result = reckon(start, "1 hour")

    assert f"{result.counted_from:%Y-%m-%dT%H:%M}" == counted_from
    assert f"{result.start:%Y-%m-%dT%H:%M}" == start


def test_seconds_are_dropped_and_other_zones_become_vietnamese() -> None:
    late_in_utc = datetime(2026, 3, 2, 2, 59, 59, tzinfo=UTC)

    result = due(late_in_utc, Limit(1, Unit.HOUR), calendar=VN)

    assert result.start == datetime(2026, 3, 2, 9, 59, tzinfo=ZONE)
    assert result.due.isoformat() == "2026-03-02T10:59:00+07:00"


# Rule 2


@pytest.mark.parametrize(
    ("start", "limit", "expected"),
    [
        ("2026-03-02T07:30", "4 hour", "2026-03-02T11:30"),  # stays at the end of the session
        ("2026-03-02T07:30", "8 hour", "2026-03-02T17:00"),
        ("2026-03-02T10:00", "2 hour", "2026-03-02T13:30"),
        ("2026-03-02T16:30", "8 hour", "2026-03-03T16:30"),
        ("2026-03-06T16:00", "1 hour", "2026-03-06T17:00"),
        ("2026-03-06T16:01", "1 hour", "2026-03-09T07:31"),
        ("2026-03-06T17:00", "8 hour", "2026-03-09T17:00"),
        ("2026-08-21T16:00", "9 hour", "2026-08-22T17:00"),  # into the swapped Saturday
    ],
)
def test_hours_run_only_inside_sessions(start: str, limit: str, expected: str) -> None:
    assert due_at(start, limit, END) == expected
    assert due_at(start, limit, MINUTE) == expected


# Rule 3


@pytest.mark.parametrize(
    ("start", "limit", "to_the_minute", "end_of_day"),
    [
        ("2026-03-02T10:00", "1 working_day", "2026-03-03T10:00", "2026-03-03T17:00"),
        ("2026-03-02T07:30", "1 working_day", "2026-03-03T07:30", "2026-03-03T17:00"),
        ("2026-03-02T11:29", "1 working_day", "2026-03-03T11:29", "2026-03-03T17:00"),
        ("2026-03-02T13:00", "1 working_day", "2026-03-03T13:00", "2026-03-03T17:00"),
        ("2026-03-06T16:59", "1 working_day", "2026-03-09T16:59", "2026-03-09T17:00"),
        ("2026-03-06T17:00", "1 working_day", "2026-03-10T07:30", "2026-03-10T17:00"),
        ("2026-03-07T09:00", "5 working_day", "2026-03-16T07:30", "2026-03-16T17:00"),
    ],
)
def test_working_days_count_from_the_date_after_the_start(
    start: str, limit: str, to_the_minute: str, end_of_day: str
) -> None:
    assert due_at(start, limit, MINUTE) == to_the_minute
    assert due_at(start, limit, END) == end_of_day


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2026-03-06T09:00", "2026-03-07T09:00"),  # inside
        ("2026-03-06T14:00", "2026-03-07T11:30"),  # after the last session: its end
        ("2026-03-07T11:00", "2026-03-09T11:00"),
    ],
)
def test_the_clock_time_is_clamped_into_the_due_dates_sessions(start: str, expected: str) -> None:
    assert due_at(start, "1 working_day", MINUTE, calendar=SATURDAY_MORNINGS) == expected
    assert due_at("2026-03-06T14:00", "1 working_day", END, calendar=SATURDAY_MORNINGS) == "2026-03-07T11:30"


@pytest.mark.parametrize(
    ("sessions", "expected"),
    [
        ("14:00-18:00", "2026-03-03T14:00"),  # before the first session: its begin
        ("07:00-09:00; 11:00-15:00", "2026-03-03T09:00"),  # in a gap: the end of the session before
        ("07:00-10:00; 11:00-15:00", "2026-03-03T10:00"),
        ("07:00-09:30", "2026-03-03T09:30"),
        ("08:00-16:00", "2026-03-03T10:00"),
    ],
)
def test_a_gap_clamps_back_and_an_early_hour_clamps_forward(sessions: str, expected: str) -> None:
    parts = tuple(Session.parse(part) for part in sessions.split("; "))
    calendar = calendar_with({"2026-03-03": CalendarDay(DayKind.LOCAL_CLOSURE, "Giờ khác", sessions=parts)})

    assert due_at("2026-03-02T10:00", "1 working_day", MINUTE, calendar=calendar) == expected


# Rule 4


@pytest.mark.parametrize(
    ("start", "limit", "to_the_minute", "end_of_day"),
    [
        ("2026-03-02T10:00", "1 day", "2026-03-03T10:00", "2026-03-03T17:00"),
        ("2026-03-06T10:00", "1 day", "2026-03-09T17:00", "2026-03-09T17:00"),  # Saturday gives way
        ("2026-03-06T10:00", "3 day", "2026-03-09T10:00", "2026-03-09T17:00"),
        ("2026-02-13T10:00", "5 day", "2026-02-23T17:00", "2026-02-23T17:00"),  # Tết gives way
        ("2026-01-30T10:00", "1 month", "2026-03-02T17:00", "2026-03-02T17:00"),  # 28/02 is a Saturday
        ("2026-03-31T10:00", "1 month", "2026-05-04T17:00", "2026-05-04T17:00"),  # 30/04 and 01/05 rest
        ("2026-05-29T10:00", "1 month", "2026-06-29T10:00", "2026-06-29T17:00"),
        ("2024-01-31T10:00", "1 month", "2024-02-29T10:00", "2024-02-29T17:00"),
        ("2025-11-28T10:00", "13 month", "2026-12-28T10:00", "2026-12-28T17:00"),
        ("2026-08-15T10:00", "5 day", "2026-08-22T07:30", "2026-08-22T17:00"),  # from Monday 17 to a worked Saturday
    ],
)
def test_calendar_days_and_months_end_on_a_working_date(
    start: str, limit: str, to_the_minute: str, end_of_day: str
) -> None:
    assert due_at(start, limit, MINUTE) == to_the_minute
    assert due_at(start, limit, END) == end_of_day


# Rule 5


@pytest.mark.parametrize(
    ("limit", "count", "pauses", "expected"),
    [
        # hours and to the minute: the working minutes of the pause are added
        ("8 hour", END, ["2026-03-02T14:00/2026-03-03T09:00"], "2026-03-03T16:00"),
        ("8 hour", END, ["2026-03-02T11:30/2026-03-02T13:00"], "2026-03-03T10:00"),
        ("2 working_day", MINUTE, ["2026-03-03T10:00/2026-03-04T10:00"], "2026-03-05T10:00"),
        ("2 working_day", MINUTE, ["2026-03-07T10:00/2026-03-08T10:00"], "2026-03-04T10:00"),
        # one pause counts by what the earlier ones made of the due moment
        ("8 hour", END, ["2026-03-02T10:00/2026-03-02T11:00", "2026-03-03T10:30/2026-03-03T11:30"], "2026-03-03T13:30"),
        ("8 hour", END, ["2026-03-03T10:30/2026-03-03T11:30"], "2026-03-03T10:00"),
        # one that begins at the due moment does not count, one a minute before it counts whole
        ("8 hour", END, ["2026-03-03T10:00/2026-03-05T10:00"], "2026-03-03T10:00"),
        ("8 hour", END, ["2026-03-03T09:59/2026-03-05T10:00"], "2026-03-05T10:01"),
        ("2 working_day", END, ["2026-03-04T17:00/2026-03-10T10:00"], "2026-03-04T17:00"),
        ("2 working_day", END, ["2026-03-04T16:59/2026-03-10T10:00"], "2026-03-10T17:00"),
        # end of day: the working dates in (date(a), date(b)] are added
        ("2 working_day", END, ["2026-03-03T08:00/2026-03-03T16:00"], "2026-03-04T17:00"),
        ("2 working_day", END, ["2026-03-03T16:59/2026-03-04T00:00"], "2026-03-05T17:00"),
        ("2 working_day", END, ["2026-03-03T14:00/2026-03-09T09:00"], "2026-03-10T17:00"),
        ("10 day", END, ["2026-03-03T14:00/2026-03-09T09:00"], "2026-03-18T17:00"),
        ("1 month", END, ["2026-03-03T14:00/2026-03-04T09:00"], "2026-04-03T17:00"),
        # overlapping and touching pauses are one
        (
            "2 working_day",
            END,
            ["2026-03-03T14:00/2026-03-05T09:00", "2026-03-04T08:00/2026-03-06T09:00"],
            "2026-03-09T17:00",
        ),
        ("8 hour", END, ["2026-03-02T14:00/2026-03-02T16:00", "2026-03-02T15:00/2026-03-02T16:30"], "2026-03-03T14:00"),
        ("1 hour", END, ["2026-03-02T10:30/2026-03-02T11:00", "2026-03-02T11:00/2026-03-02T14:00"], "2026-03-02T14:30"),
        # the part before the start does not count
        ("8 hour", END, ["2026-02-25T08:00/2026-03-02T11:00"], "2026-03-03T11:00"),
        ("8 hour", END, ["2026-02-25T08:00/2026-03-02T10:00"], "2026-03-03T10:00"),
        ("2 working_day", END, ["2026-02-25T08:00/2026-03-03T11:00"], "2026-03-05T17:00"),
        ("1 same_day", END, ["2026-03-02T14:00/2026-03-04T09:00"], "2026-03-04T17:00"),
        # an empty pause is none
        ("8 hour", END, ["2026-03-02T14:00/2026-03-02T14:00"], "2026-03-03T10:00"),
    ],
)
def test_pauses_move_the_due_moment(limit: str, count: Count, pauses: list[str], expected: str) -> None:
    assert due_at("2026-03-02T10:00", limit, count, *pauses) == expected


def test_a_pause_counts_from_the_normalised_start_not_from_receipt() -> None:
    over_the_weekend = "2026-03-07T12:00/2026-03-10T09:00"

    result = reckon("2026-03-07T10:00", "2 working_day", END, over_the_weekend)

    assert f"{result.due:%Y-%m-%d}" == "2026-03-12"  # Monday starts, Wednesday would be due, Tuesday is paused
    assert [pause.added for pause in result.pauses] == [1]


def test_a_due_moment_moved_to_a_sessions_end_stays_there() -> None:
    assert (
        due_at("2026-03-02T07:30", "1 working_day", MINUTE, "2026-03-02T09:00/2026-03-02T13:00") == "2026-03-03T10:00"
    )
    assert (
        due_at("2026-03-02T07:30", "1 working_day", MINUTE, "2026-03-02T07:30/2026-03-02T12:00") == "2026-03-03T11:30"
    )


def test_a_pause_without_working_minutes_leaves_a_due_moment_at_a_sessions_begin() -> None:
    at_night = "2026-03-02T18:00/2026-03-02T20:00"

    assert due_at("2026-03-02T07:30", "1 working_day", MINUTE, at_night) == "2026-03-03T07:30"


def test_pauses_are_given_back_merged_with_what_they_added() -> None:
    result = reckon(
        "2026-03-02T10:00",
        "2 working_day",
        END,
        "2026-03-03T09:00/2026-03-04T09:00",
        "2026-02-20T09:00/2026-02-24T09:00",
        "2026-03-04T09:00/2026-03-05T09:00",
        "2026-05-04T09:00/2026-05-08T09:00",
    )

    found = [(f"{pause.begin:%d/%m}", f"{pause.end:%d/%m}", pause.added) for pause in result.pauses]
    assert found == [("20/02", "24/02", 0), ("03/03", "05/03", 2), ("04/05", "08/05", 0)]
    assert f"{result.due:%d/%m}" == "06/03"
    assert f"{result.due_without_pauses:%d/%m}" == "04/03"


def test_a_pause_may_not_end_before_it_begins() -> None:
    with pytest.raises(Invalid, match="trước khi bắt đầu"):
        Pause(datetime.fromisoformat("2026-03-02T10:00"), datetime.fromisoformat("2026-03-02T09:59"))


# Rule 6


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2026-03-02T08:00", "2026-03-02T17:00"),
        ("2026-03-02T15:00", "2026-03-02T17:00"),
        ("2026-03-02T15:01", "2026-03-03T17:00"),
        ("2026-03-06T16:00", "2026-03-09T17:00"),
        ("2026-03-06T18:00", "2026-03-09T17:00"),
        ("2026-03-07T10:00", "2026-03-09T17:00"),
    ],
)
def test_same_day_ends_with_the_day_or_after_the_hour_with_the_next(start: str, expected: str) -> None:
    assert due_at(start, "1 same_day") == expected
    assert due_at(start, "1 same_day", MINUTE) == expected


def test_the_hour_of_same_day_is_the_rules_to_set() -> None:
    at_ten = reckon("2026-03-02T10:00", "1 same_day", until=time(9, 30))

    assert at_ten.due == datetime(2026, 3, 3, 17, tzinfo=ZONE)


@pytest.mark.parametrize("unit", list(Unit))
def test_zero_and_less_are_refused_for_every_unit(unit: Unit) -> None:
    for amount in (0, -1):
        with pytest.raises(Invalid, match="từ 1 trở lên"):
            Limit(amount, unit)
        with pytest.raises(Invalid, match="từ 1 trở lên"):
            Limit.parse(f"{amount} {unit}")


@pytest.mark.parametrize(
    "text", ["", "5", "working_day", "5 weeks", "5working_day", "1.5 hour", "năm day", "5 day 3", "2 same_day"]
)
def test_a_limit_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        Limit.parse(text)


def test_a_limit_reads_back_as_it_is_written() -> None:
    assert str(Limit.parse("  05   working_day ")) == "5 working_day"


@pytest.mark.parametrize("limit", ["999999999 month", "999999999 day", "999999999 working_day", "999999999 hour"])
def test_a_limit_beyond_the_last_year_is_refused(limit: str) -> None:
    with pytest.raises(Invalid, match="9999"):
        reckon("2026-03-02T10:00", limit)


def test_a_start_at_the_end_of_time_is_refused_not_broken() -> None:
    for limit in ("1 hour", "1 month", "1 day", "1 same_day"):
        with pytest.raises(Invalid, match="9999"):
            reckon("9999-12-31T18:00", limit)


# The law's cases (DOMAIN 10.2)


def test_case_1_five_working_days_over_tet() -> None:
    result = reckon("2026-02-13T10:00", "5 working_day")

    assert result.first_counted == date(2026, 2, 23)
    assert result.due.isoformat() == "2026-02-27T17:00:00+07:00"


def test_case_2_a_swapped_saturday_is_worked() -> None:
    result = reckon("2026-08-21T10:00", "3 working_day")

    counted = [row.day.day for row in result.ledger if row.counted]
    assert counted == [22, 24, 25]
    assert result.due.date() == date(2026, 8, 25)


def test_case_3_culture_day_rests_from_2026_on() -> None:
    assert due_at("2026-11-23T10:00", "2 working_day") == "2026-11-26T17:00"
    assert VN.is_working(date(2025, 11, 24))
    assert due_at("2025-11-21T10:00", "2 working_day") == "2025-11-25T17:00"


def test_case_4_a_compensation_day_rests() -> None:
    assert due_at("2026-04-24T10:00", "1 working_day") == "2026-04-28T17:00"


def test_case_5_after_fifteen_the_clock_runs_though_forwarding_waits() -> None:
    received = datetime(2026, 3, 2, 15, 1, tzinfo=ZONE)

    forwarded_on = VN.next_working_date(received.date())

    assert reckon(received.isoformat(), "1 hour").counted_from == received
    assert due_at(received.isoformat(), "1 working_day") == "2026-03-03T17:00"
    assert (forwarded_on, VN.sessions(forwarded_on)[0].begin) == (date(2026, 3, 3), time(7, 30))
    assert due_at(received.isoformat(), "1 same_day") == "2026-03-03T17:00"


def test_case_6_the_clock_starts_when_the_competent_agency_receives() -> None:
    handed_in, received = "2026-04-01T09:00", "2026-04-02T09:00"

    assert due_at(handed_in, "3 working_day") == "2026-04-06T17:00"
    assert due_at(received, "3 working_day") == "2026-04-07T17:00"


def test_case_7_a_supplement_of_ten_days_moves_the_effective_due_by_its_working_dates() -> None:
    asked, answered = "2026-03-05T10:00", "2026-03-15T10:00"

    result = reckon("2026-03-02T10:00", "5 working_day", END, f"{asked}/{answered}")

    assert f"{result.due_without_pauses:%d/%m}" == "09/03"
    assert f"{result.due:%d/%m}" == "17/03"  # six working dates in (05/03, 15/03]


def test_case_11_each_holder_counts_from_its_own_receipt() -> None:
    assert due_at("2026-06-01T09:00", "5 working_day") == "2026-06-08T17:00"
    assert due_at("2026-06-04T09:00", "15 working_day") == "2026-06-25T17:00"


def test_case_12_six_calendar_days_may_be_four_working_days() -> None:
    signed, in_force = date(2026, 3, 12), date(2026, 3, 18)

    assert (in_force - signed).days == 6
    assert VN.working_days_between(signed, in_force) == 4
    assert VN.add_working_days(in_force, -5) == date(2026, 3, 11)


# Calendars of other shapes


def test_saturday_mornings_are_worked_where_the_week_says_so() -> None:
    assert due_at("2026-03-06T16:00", "3 hour", END, calendar=SATURDAY_MORNINGS) == "2026-03-07T09:30"
    assert due_at("2026-03-06T16:00", "2 working_day", END, calendar=SATURDAY_MORNINGS) == "2026-03-09T17:00"
    assert due_at("2026-03-06T10:00", "1 day", END, calendar=SATURDAY_MORNINGS) == "2026-03-07T11:30"


def test_a_day_without_a_gap_runs_through_noon() -> None:
    through = Calendar("thu", "Thông tầm", dict.fromkeys(range(5), (Session.parse("08:00-16:00"),)), known_years=[2026])

    assert due_at("2026-03-02T11:45", "1 hour", calendar=through) == "2026-03-02T12:45"
    assert due_at("2026-03-02T16:00", "8 hour", calendar=through) == "2026-03-03T16:00"


def test_a_swapped_saturday_works_as_a_friday_unless_its_row_says_others() -> None:
    swapped = CalendarDay(DayKind.SWAP_WORK, "Làm bù")
    short = CalendarDay(DayKind.SWAP_WORK, "Làm bù", sessions=MORNING)

    as_friday = calendar_with({"2026-03-07": swapped}, {**DEFAULT_WEEK, 5: MORNING})
    as_written = calendar_with({"2026-03-07": short})

    assert as_friday.sessions(date(2026, 3, 7)) == DEFAULT_SESSIONS
    assert due_at("2026-03-06T10:00", "1 working_day", calendar=as_friday) == "2026-03-07T17:00"
    assert due_at("2026-03-06T10:00", "1 working_day", calendar=as_written) == "2026-03-07T11:30"


def test_computing_needs_no_ledger_and_a_century_is_no_burden() -> None:
    far = reckon("2026-03-02T10:00", "26000 working_day")

    assert far.due.year > 2120
    assert far.due - far.start > timedelta(days=36_000)
