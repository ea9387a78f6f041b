"""Periods: DOMAIN section 6.1 and its test case 9, and what holds of every period."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.indicators.rules.periods import (
    Period,
    current,
    following,
    last_until,
    name_of,
    parse_period,
    period_of,
    preceding,
    window_of,
    within_year,
)
from motcua.kernel.errors import Invalid
from motcua.kernel.indicators import Rule, Span, Window

DAYS = st.dates(date(1990, 1, 1), date(2150, 12, 31))
PERIODS = st.builds(
    lambda year, which, rule: list(within_year(year, rule))[which],
    st.integers(1990, 2150),
    st.integers(0, 19),
    st.sampled_from([*Rule, None]),
)
RULED = PERIODS.filter(lambda p: p.rule is not None)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2026-06-R", date(2026, 5, 15), date(2026, 6, 14)),
        ("2026-01-R", date(2025, 12, 15), date(2026, 1, 14)),
        ("2026-Q1-R", date(2025, 12, 15), date(2026, 3, 14)),
        ("2026-Q4-R", date(2026, 9, 15), date(2026, 12, 14)),
        ("2026-H1-R", date(2025, 12, 15), date(2026, 6, 14)),
        ("2026-H2-R", date(2026, 6, 15), date(2026, 12, 14)),
        ("2026-9M-R", date(2025, 12, 15), date(2026, 9, 14)),
        ("2026-R", date(2025, 12, 15), date(2026, 12, 14)),
        ("2026-Q1-C", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026-02-C", date(2026, 2, 1), date(2026, 2, 28)),
        ("2028-02-C", date(2028, 2, 1), date(2028, 2, 29)),
        ("2026-9M", date(2026, 1, 1), date(2026, 9, 30)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_period_covers_the_days_of_its_rule(text: str, start: date, end: date) -> None:
    assert window_of(parse_period(text)) == Window(start, end)


def test_without_a_rule_of_its_own_a_period_follows_the_indicators_rule() -> None:
    assert window_of(parse_period("2026-Q1"), Rule.REPORT) == Window(date(2025, 12, 15), date(2026, 3, 14))
    assert window_of(parse_period("2026-Q1-C"), Rule.REPORT) == Window(date(2026, 1, 1), date(2026, 3, 31))


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("quý I/2026", "2026-Q1"),
        ("Quý 4 năm 2026", "2026-Q4"),
        ("6 tháng đầu năm 2026", "2026-H1"),
        ("6 tháng cuối năm 2026", "2026-H2"),
        ("6 tháng năm 2026", "2026-H1"),
        ("9 tháng 2026", "2026-9M"),
        ("chín tháng đầu năm 2026", "2026-9M"),
        ("tháng 6/2026", "2026-06"),
        ("Tháng 06 năm 2026", "2026-06"),
        ("năm 2026", "2026"),
        ("kỳ báo cáo quý III/2026", "2026-Q3-R"),
        (" 2026-q2-r ", "2026-Q2-R"),
    ],
)
def test_a_period_is_read_as_people_type_it(typed: str, written: str) -> None:
    assert str(parse_period(typed)) == written


@pytest.mark.parametrize(
    "text",
    ["", "26", "2026-Q5", "2026-13", "2026-H3", "2026-6M", "2026-Q1-X", "1899", "quý V/2026", "9999", "٢٠٢٦-Q1x"],
)
def test_what_is_no_period_is_refused_with_how_to_write_one(text: str) -> None:
    with pytest.raises(Invalid, match="2026-9M"):
        parse_period(text)


@given(PERIODS)
def test_a_period_is_read_back_from_how_it_is_written_and_how_it_is_called(period: Period) -> None:
    assert parse_period(str(period)) == period
    called = parse_period(name_of(period))
    assert called == period or (period.rule is Rule.CALENDAR and called.rule is None)


@given(RULED)
def test_a_period_is_found_by_its_days(period: Period) -> None:
    assert period_of(window_of(period)) == period


@given(PERIODS, st.integers(-40, 40))
def test_steps_forward_are_taken_back_by_as_many_steps(period: Period, steps: int) -> None:
    assert following(following(period, steps), -steps) == period


@given(RULED)
def test_periods_of_one_length_follow_each_other_without_gap_but_nine_months(period: Period) -> None:
    gap = window_of(following(period)).start - window_of(period).end
    assert gap >= timedelta(1)
    assert (gap == timedelta(1)) == (period.span is not Span.NINE_MONTHS)
    assert window_of(preceding(period)).end < window_of(period).start


@given(DAYS, st.sampled_from([s for s in Span if s is not Span.NINE_MONTHS]), st.sampled_from(Rule))
def test_a_day_lies_in_its_current_period(day: date, span: Span, rule: Rule) -> None:
    window = window_of(current(day, span, rule))
    assert window.start <= day <= window.end


@given(DAYS, st.sampled_from(Rule))
def test_after_nine_months_the_same_nine_months_stay_current_until_new_ones_begin(day: date, rule: Rule) -> None:
    held = current(day, Span.NINE_MONTHS, rule)
    assert window_of(held).start <= day < window_of(following(held)).start


@given(st.integers(1990, 2150), st.sampled_from(Rule))
def test_the_quarters_of_a_year_are_its_days_under_either_rule(number: int, rule: Rule) -> None:
    year = Period(number, rule=rule)
    quarters = [window_of(Period(year.year, Span.QUARTER, n, year.rule)) for n in range(1, 5)]
    whole = window_of(year)
    assert (quarters[0].start, quarters[-1].end) == (whole.start, whole.end)
    assert sum((q.end - q.start).days + 1 for q in quarters) == (whole.end - whole.start).days + 1


@given(DAYS, st.sampled_from(Span), st.sampled_from(Rule), st.integers(1, 24))
def test_a_trend_ends_with_the_current_period_and_goes_back_one_by_one(
    day: date, span: Span, rule: Rule, count: int
) -> None:
    points = last_until(day, span, count, rule)
    assert len(points) == count and points[-1] == current(day, span, rule)
    assert all(following(a) == b for a, b in pairwise(points))


def test_a_stretch_of_days_that_is_no_period_has_no_name() -> None:
    assert period_of(Window(date(2026, 1, 2), date(2026, 3, 31))) is None


def test_periods_are_called_in_both_languages() -> None:
    assert name_of(parse_period("2026-Q1-R")) == "Quý I/2026 (kỳ báo cáo)"
    assert name_of(parse_period("2026-H2"), "en") == "Second half of 2026"
    assert name_of(parse_period("2026-9M")) == "9 tháng đầu năm 2026"
