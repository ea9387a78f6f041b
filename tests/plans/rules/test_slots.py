"""Schedules become slots: how often, until when, and the same however often they are made."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel import workdays
from motcua.kernel.errors import Invalid
from motcua.plans.rules.periods import cut_off_of, months_of
from motcua.plans.rules.slots import Frame, Schedule, SlotKind, day_of, event_slot, reporting_periods, slots, span_of

YEAR = Frame(date(2022, 1, 1), date(2022, 12, 31))
QUARTERS = Frame(*span_of(2022, date(2022, 2, 5), []), reporting_periods(YEAR, months=3))


def ends(schedule: Schedule, frame: Frame = QUARTERS) -> list[str]:
    return [slot.ends_on.isoformat() for slot in slots(schedule, frame)]


def test_a_quarter_is_due_once_at_its_end() -> None:
    quarter = Schedule("quarter", date(2022, 1, 1), date(2022, 3, 31))

    (only,) = slots(quarter, QUARTERS)

    assert (only.key, only.kind, only.ends_on, only.inferred) == ("once", SlotKind.ONCE, date(2022, 3, 31), False)


def test_a_date_without_begin_runs_from_the_plan_s_first_day() -> None:
    (only,) = slots(Schedule("by_date", ends_on=date(2022, 6, 30)), QUARTERS)

    assert (only.starts_on, only.ends_on) == (date(2022, 1, 1), date(2022, 6, 30))


def test_named_months_are_due_once_each() -> None:
    june_and_november = Schedule("months", date(2022, 6, 1), date(2022, 11, 30), months=("2022-11", "2022-06"))

    assert [slot.key for slot in slots(june_and_november, QUARTERS)] == ["2022-06", "2022-11"]
    assert ends(june_and_november) == ["2022-06-30", "2022-11-30"]


def test_every_six_months_is_due_twice_a_year() -> None:
    assert ends(Schedule("periodic", every="P6M")) == ["2022-06-30", "2022-12-31"]


def test_the_last_period_is_cut_at_the_plan_s_end() -> None:
    assert ends(Schedule("periodic", every="P5M")) == ["2022-05-31", "2022-10-31", "2022-12-31"]


def test_periods_from_the_last_day_of_a_month_stay_at_month_ends() -> None:
    found = slots(Schedule("periodic", date(2022, 1, 31), date(2022, 5, 30), every="P1M"), QUARTERS)

    assert [slot.starts_on.isoformat() for slot in found] == ["2022-01-31", "2022-02-28", "2022-03-31", "2022-04-30"]


def test_a_continuous_task_is_owed_in_each_reporting_period() -> None:
    found = slots(Schedule("continuous"), QUARTERS)

    assert [(slot.key, slot.ends_on.isoformat()) for slot in found] == [
        ("2022-Q1", "2022-03-31"),
        ("2022-Q2", "2022-06-30"),
        ("2022-Q3", "2022-09-30"),
        ("2022-Q4", "2022-12-31"),
    ]


def test_with_a_cut_off_periods_run_from_the_15th_to_the_14th() -> None:
    """NĐ 09/2019/NĐ-CP Art. 12: the first quarter's data run from 15/12 to 14/03."""
    found = reporting_periods(YEAR, months=3, cut_off=14)

    assert [(p.starts_on.isoformat(), p.ends_on.isoformat()) for p in found] == [
        ("2021-12-15", "2022-03-14"),
        ("2022-03-15", "2022-06-14"),
        ("2022-06-15", "2022-09-14"),
        ("2022-09-15", "2022-12-14"),
    ]


def test_a_task_on_event_only_waits_for_the_confirmation_that_nothing_arose() -> None:
    (only,) = slots(Schedule("on_event"), QUARTERS)

    assert (only.kind, only.starts_on, only.ends_on) == (SlotKind.NOTHING_AROSE, date(2022, 12, 1), date(2022, 12, 31))


def test_an_event_has_a_slot_of_its_own() -> None:
    slot = event_slot(2, date(2022, 5, 5), date(2022, 5, 20))

    assert (slot.key, slot.kind, slot.ends_on) == ("event-2", SlotKind.EVENT, date(2022, 5, 20))


def test_what_the_paper_leaves_open_is_due_with_the_plan_and_says_so() -> None:
    (only,) = slots(Schedule("unspecified"), QUARTERS)

    assert (only.ends_on, only.inferred) == (date(2022, 12, 31), True)


@pytest.mark.parametrize(
    "broken", [Schedule("periodic"), Schedule("periodic", every="P"), Schedule("months", months=("soon",))]
)
def test_a_schedule_that_says_too_little_is_due_with_the_plan(broken: Schedule) -> None:
    (only,) = slots(broken, QUARTERS)

    assert (only.key, only.ends_on, only.inferred) == ("once", date(2022, 12, 31), True)


def test_a_period_of_a_day_over_many_years_is_refused() -> None:
    with pytest.raises(Invalid):
        slots(Schedule("periodic", every="P1D"), Frame(date(2020, 1, 1), date(2029, 12, 31)))


def test_a_plan_is_as_long_as_its_last_task() -> None:
    assert span_of(2024, date(2024, 1, 5), [date(2025, 3, 31), date(2024, 6, 30)]) == (
        date(2024, 1, 1),
        date(2025, 3, 31),
    )


SCHEDULES = st.builds(
    Schedule,
    kind=st.sampled_from(["by_date", "quarter", "months", "year", "continuous", "on_event", "periodic", "unspecified"]),
    starts_on=st.none(),
    ends_on=st.none() | st.dates(date(2022, 1, 1), date(2022, 12, 31)),
    every=st.sampled_from(["", "P1W", "P10D", "P1M", "P3M", "P6M", "P1Y", "P1Y6M", "PT5H"]),
    months=st.lists(st.sampled_from(["2022-01", "2022-06", "2022-11", "x"]), max_size=4).map(tuple),
)
FRAMES = st.sampled_from([1, 2, 3, 4, 6, 12]).flatmap(
    lambda months: st.sampled_from([0, 14, 28]).map(
        lambda cut: Frame(YEAR.starts_on, YEAR.ends_on, reporting_periods(YEAR, months=months, cut_off=cut))
    )
)


@given(schedule=SCHEDULES, frame=FRAMES)
def test_every_schedule_gives_slots_with_keys_of_their_own_in_order_and_the_same_again(
    schedule: Schedule, frame: Frame
) -> None:
    found = slots(schedule, frame)

    assert found
    assert len({slot.key for slot in found}) == len(found)
    assert [slot.ends_on for slot in found] == sorted(slot.ends_on for slot in found)
    assert all(slot.starts_on <= slot.ends_on for slot in found)
    assert slots(schedule, frame) == found


@given(every=st.sampled_from(["P1W", "P10D", "P1M", "P2M", "P5M", "P6M", "P1Y"]), days=st.integers(0, 700))
def test_periods_follow_each_other_without_a_gap(every: str, days: int) -> None:
    frame = Frame(YEAR.starts_on, YEAR.starts_on + timedelta(days=days))

    found = slots(Schedule("periodic", every=every), frame)

    assert found[0].starts_on == frame.starts_on
    assert found[-1].ends_on == frame.ends_on
    assert all(a.ends_on + timedelta(days=1) == b.starts_on for a, b in pairwise(found))


@given(months=st.sampled_from([1, 2, 3, 4, 6, 12]), cut_off=st.integers(0, 28))
def test_reporting_periods_follow_each_other_without_a_gap(months: int, cut_off: int) -> None:
    found = reporting_periods(YEAR, months=months, cut_off=cut_off)

    assert all(a.ends_on + timedelta(days=1) == b.starts_on for a, b in pairwise(found))
    assert [p.ends_on.day for p in found if cut_off] == [cut_off] * (len(found) if cut_off else 0)


@given(day=st.dates(date(2020, 1, 1), date(2027, 12, 31)))
def test_what_is_to_be_done_by_a_date_is_due_at_the_end_of_that_date_or_of_the_next_working_one(day: date) -> None:
    calendar = workdays.shipped_calendar()

    due = workdays.due_by(day, calendar=calendar).due

    worked = day
    while not calendar.is_working(worked):
        worked += timedelta(days=1)
    assert (due.date(), due.time()) == (worked, calendar.sessions(worked)[-1].end)


@pytest.mark.parametrize(
    ("periods", "months"),
    [
        (["quarterly", "6_months", "9_months", "annual", "ad_hoc"], 3),
        (["6_months", "annual"], 6),
        (["annual"], 12),
        (["monthly"], 1),
        (["ad_hoc", "unspecified"], 3),
    ],
)
def test_the_shortest_named_report_gives_the_periods(periods: list[str], months: int) -> None:
    assert months_of(periods) == months


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Số liệu báo cáo chốt đến ngày 14 của tháng cuối kỳ", 14),
        ("báo cáo quý (số liệu tính đến hết ngày 14 tháng cuối quý)", 14),
        ("gửi báo cáo trước ngày 15 của tháng cuối quý", 0),
        ("số liệu tính đến ngày 14 tháng 6", 0),
        ("số liệu đến ngày 14/6", 0),
    ],
)
def test_a_cut_off_day_is_one_that_a_duty_names_for_every_period(text: str, day: int) -> None:
    assert cut_off_of([text]) == day


def test_every_quarter_is_due_on_the_day_that_the_paper_names() -> None:
    assert ends(Schedule("periodic", every="P3M", due=("03-16",))) == [
        "2022-03-16",
        "2022-06-16",
        "2022-09-16",
        "2022-12-16",
    ]
    assert ends(Schedule("periodic", every="P6M", due=("06-15", "06-10"))) == ["2022-06-15", "2022-12-10"]


def test_a_report_of_the_last_quarter_may_be_due_after_the_plan() -> None:
    assert ends(Schedule("periodic", every="P3M", due=("04-05",)))[-1] == "2023-01-05"
    assert ends(Schedule("periodic", every="P1Y", due=("13-31",))) == ["2023-01-31"]


def test_a_day_that_a_month_does_not_have_is_its_last() -> None:
    assert ends(Schedule("periodic", every="P1M", due=("01-31",)))[1:4] == ["2022-02-28", "2022-03-31", "2022-04-30"]


def test_named_days_are_due_once_each_and_the_time_for_one_follows_the_other() -> None:
    first, second = slots(Schedule("by_date", ends_on=date(2022, 12, 15), due=("2022-06-15", "2022-12-15")), QUARTERS)

    assert (first.ends_on, second.starts_on, second.ends_on) == (
        date(2022, 6, 15),
        date(2022, 6, 16),
        date(2022, 12, 15),
    )


def test_a_day_in_a_named_month_keeps_the_month_s_key() -> None:
    (june,) = slots(
        Schedule("months", date(2022, 6, 1), date(2022, 6, 30), months=("2022-06",), due=("2022-06-20",)), QUARTERS
    )

    assert (june.key, june.kind, june.ends_on) == ("2022-06", SlotKind.MONTH, date(2022, 6, 20))


def test_every_week_is_due_on_its_day_within_the_plan() -> None:
    found = slots(Schedule("periodic", every="P1W", due=("W-5",)), QUARTERS)

    assert {slot.ends_on.isoweekday() for slot in found} == {5}
    assert (len(found), found[0].starts_on, found[-1].ends_on) == (52, date(2022, 1, 3), date(2022, 12, 30))


def test_a_day_of_the_last_month_of_the_reporting_period_is_due_in_each() -> None:
    found = ends(Schedule("periodic", due=("00-20",)))

    assert found == ["2022-03-20", "2022-06-20", "2022-09-20", "2022-12-20"]


def test_several_days_of_a_period_are_due_once_each_and_the_time_for_one_follows_the_other() -> None:
    found = slots(Schedule("periodic", every="P1M", due=("01-05+01-15+01-25",)), QUARTERS)

    assert len(found) == 36
    assert [(s.starts_on.isoformat(), s.ends_on.isoformat()) for s in found[:4]] == [
        ("2022-01-01", "2022-01-05"), ("2022-01-06", "2022-01-15"), ("2022-01-16", "2022-01-25"), ("2022-02-01", "2022-02-05"),
    ]  # fmt: skip


def test_several_days_of_the_last_month_of_a_reporting_period_are_due_in_each() -> None:
    assert ends(Schedule("periodic", due=("00-15+00-25",)))[:3] == ["2022-03-15", "2022-03-25", "2022-06-15"]


def test_several_days_of_a_week_are_each_due() -> None:
    found = slots(Schedule("periodic", every="P1W", due=("W-1+W-4",)), QUARTERS)

    assert [s.ends_on.isoformat() for s in found[:3]] == ["2022-01-03", "2022-01-06", "2022-01-10"]
    assert (found[1].starts_on, len({s.key for s in found})) == (date(2022, 1, 4), len(found))


@pytest.mark.parametrize(
    ("due", "day"),
    [("04-w00", "2022-04-29"), ("04-w05", "2022-04-07"), ("02-w00", "2022-02-28"), ("05-w01", "2022-05-04")],
)
def test_a_working_day_is_found_by_the_calendar(due: str, day: str) -> None:
    slot = slots(Schedule("periodic", every="P1Y", due=(due,)), QUARTERS)[0]

    assert day_of(slot, workdays.shipped_calendar()).isoformat() == day


@given(
    st.sampled_from([1, 2, 3, 4, 6, 12]),
    st.integers(0, 12),
    st.integers(1, 31),
    st.dates(date(2022, 1, 1), date(2022, 6, 30)),
)
def test_slots_of_any_day_have_keys_of_their_own_and_begin_before_they_end(
    months: int, month: int, day: int, first: date
) -> None:
    frame = Frame(first, date(2023, 3, 31))

    found = slots(Schedule("periodic", every=f"P{months}M", due=(f"{month:02}-{day:02}",)), frame)

    assert len({slot.key for slot in found}) == len(found)
    assert all(first <= slot.starts_on <= slot.ends_on for slot in found)
