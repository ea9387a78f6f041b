"""Forecasts and verdicts: the stated rules on examples, and what must hold whatever the rest of the period brings."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.indicators.rules.forecast import Need, Point, Verdict, forecast, need, satisfies, verdict
from motcua.kernel.indicators import Kind, Value, Window

YEAR = Window(date(2026, 1, 1), date(2026, 12, 31))
HALFWAY = YEAR.start + timedelta(days=73 * 2)  # two fifths of 365 days are over
COMPARATORS = st.sampled_from([">=", "<=", "=", ">", "<"])
DAYS = st.dates(YEAR.start, YEAR.end)


def ratio(top: int, bottom: int) -> Value:
    return Value(Decimal(top), Decimal(bottom), Kind.RATIO)


def count(amount: int) -> Value:
    return Value(Decimal(amount), None, Kind.COUNT)


def seen(value: Value, today: date = HALFWAY, *, total: int | None = None, grows: bool = True):
    whole = None if total is None else Decimal(total)
    found = forecast([Point(today, value)], YEAR, today, total=whole, grows=grows)
    assert found is not None
    return found


def test_a_ratio_is_expected_to_stay_and_ends_between_none_and_all_of_what_is_left() -> None:
    found = seen(ratio(8, 10))  # 10 in two fifths: 15 are to come

    assert (found.left, found.expected) == (15, Decimal("80.00"))
    assert (found.low, found.high) == (Decimal("32.00"), Decimal("92.00"))
    assert not found.certain


def test_what_it_would_take_is_said_in_records() -> None:
    assert need(">=", Decimal(80), seen(ratio(8, 10))) == Need(Decimal(12), Decimal(15))
    assert need(">=", Decimal(96), seen(ratio(8, 10))) == Need(Decimal(16), Decimal(15), possible=False)
    assert need(">", Decimal(80), seen(ratio(8, 10))) == Need(Decimal(13), Decimal(15))
    assert need("<=", Decimal(40), seen(ratio(8, 10))) == Need(Decimal(2), Decimal(15), at_most=True)
    assert need("<=", Decimal(20), seen(ratio(8, 10))) == Need(Decimal(0), Decimal(15), at_most=True, possible=False)
    assert need(">=", Decimal(100), seen(count(40))) == Need(Decimal(60), None)


def test_a_ratio_of_what_stands_takes_more_of_what_is_there_and_waits_for_nothing_new() -> None:
    found = seen(ratio(5, 48), grows=False)

    assert (found.expected, found.left, found.low, found.high) == (ratio(500, 48).numerator / 48, None, None, None)
    assert need(">=", Decimal(50), found) == Need(Decimal(19), None)
    assert need(">", Decimal(50), found) == Need(Decimal(20), None)
    assert need(">=", Decimal(10), found) == Need(Decimal(0), None)
    assert need("<=", Decimal(25), found) == Need(Decimal(7), None, at_most=True)
    assert need("<", Decimal(25), found) == Need(Decimal(6), None, at_most=True)
    assert need("<=", Decimal(10), found) is None  # fewer would have to fit, which no number of records says
    assert verdict(">=", Decimal(50), found.now, found) is Verdict.AT_RISK
    assert verdict(">=", Decimal(10), found.now, found) is Verdict.ON_COURSE


def test_all_of_a_ratio_is_the_same_promise_as_no_less_than_all() -> None:
    assert need("=", Decimal(100), seen(ratio(5, 48), grows=False)) == Need(Decimal(43), None)
    assert need("=", Decimal(100), seen(ratio(10, 10))) == Need(Decimal(15), Decimal(15))
    assert need("=", Decimal(100), seen(ratio(8, 10))).possible is False
    assert need("=", Decimal(60), seen(ratio(8, 10))) is None


def test_a_count_goes_on_at_its_pace_and_never_ends_below_what_there_is() -> None:
    found = seen(count(40))

    assert (found.expected, found.low, found.high) == (100, 40, None)
    assert verdict(">=", Decimal(100), found.now, found) is Verdict.ON_COURSE
    assert verdict(">=", Decimal(101), found.now, found) is Verdict.AT_RISK
    assert verdict(">=", Decimal(40), found.now, found) is Verdict.MET
    assert verdict("<=", Decimal(39), found.now, found) is Verdict.MISSED


def test_a_stock_that_may_fall_is_not_met_before_the_end() -> None:
    found = seen(count(40), grows=False)

    assert verdict(">=", Decimal(40), found.now, found) is Verdict.ON_COURSE
    assert verdict("<=", Decimal(39), found.now, found) is Verdict.AT_RISK


@pytest.mark.parametrize(
    ("total", "goal", "expected"),
    [(20, 40, Verdict.MET), (20, 80, Verdict.ON_COURSE), (20, 90, Verdict.AT_RISK), (20, 91, Verdict.MISSED)],
)
def test_with_a_known_total_a_ratio_can_be_certain_before_the_end(total: int, goal: int, expected: Verdict) -> None:
    found = seen(ratio(8, 10), total=total)  # 8 of 20 at least, 18 of 20 at most

    assert verdict(">=", Decimal(goal), found.now, found) is expected


def test_after_the_end_the_figure_alone_decides() -> None:
    found = seen(ratio(96, 100), YEAR.end + timedelta(days=1))

    assert found.ended and found.low == found.high == Decimal("96.00")
    assert verdict(">=", Decimal(96), found.now, found) is Verdict.MET
    assert verdict(">", Decimal(96), found.now, found) is Verdict.MISSED


def test_a_ratio_that_only_rounds_to_its_goal_has_not_reached_it() -> None:
    found = seen(ratio(23_999, 25_000), YEAR.end + timedelta(days=1))

    assert found.now.value == Decimal("96.00")
    assert verdict(">=", Decimal(96), found.now, found) is Verdict.MISSED


def test_missing_is_not_zero() -> None:
    nothing, empty = Value(None, None, Kind.RATIO), ratio(0, 0)

    for value in (nothing, empty):
        assert verdict("<=", Decimal(5), value, seen(value)) is Verdict.NO_DATA
        assert need(">=", Decimal(5), seen(value)) is None
    assert verdict(">=", Decimal(5), None, None) is Verdict.NO_DATA
    assert forecast([], YEAR, HALFWAY) is None


def test_on_the_first_day_there_is_no_pace_yet() -> None:
    found = seen(ratio(1, 1), YEAR.start)

    assert (found.left, found.low, found.high) == (None, 0, 100)
    assert verdict(">=", Decimal(96), found.now, found) is Verdict.ON_COURSE


def test_a_point_of_the_future_is_not_looked_at() -> None:
    assert forecast([Point(HALFWAY + timedelta(1), count(1))], YEAR, HALFWAY) is None
    found = forecast([Point(YEAR.start, count(1)), Point(HALFWAY, count(4)), Point(YEAR.end, count(9))], YEAR, HALFWAY)
    assert found is not None and found.now == count(4)


def test_a_mean_has_no_bounds_before_the_end() -> None:
    found = seen(Value(Decimal(30), Decimal(4), Kind.MEAN))

    assert (found.expected, found.low, found.high) == (Decimal("7.50"), None, None)
    assert verdict("<=", Decimal(8), found.now, found) is Verdict.ON_COURSE
    assert need("<=", Decimal(8), found) is None


@given(COMPARATORS, st.integers(0, 100), st.integers(0, 60), st.integers(0, 60), DAYS, st.data())
def test_a_final_verdict_before_the_end_stands_whatever_comes(comparator, goal, top, misses, today, data) -> None:
    """With a known total: every way in which the rest may fall gives the same verdict at the end."""
    bottom = top + misses
    total = bottom + data.draw(st.integers(0, 60), label="to come")
    fitting = data.draw(st.integers(0, total - bottom), label="of them fit")
    now = ratio(top, bottom)
    early = verdict(comparator, Decimal(goal), now, seen(now, today, total=total))
    end = ratio(top + fitting, total)
    late = verdict(comparator, Decimal(goal), end, seen(end, YEAR.end + timedelta(1)))

    assert late in {Verdict.MET, Verdict.MISSED, Verdict.NO_DATA}
    if early in {Verdict.MET, Verdict.MISSED}:
        assert early is late


@given(COMPARATORS, st.integers(0, 200), st.integers(0, 150), st.integers(0, 150), DAYS)
def test_a_final_verdict_on_a_growing_count_stands_whatever_comes(comparator, goal, so_far, more, today) -> None:
    early = verdict(comparator, Decimal(goal), count(so_far), seen(count(so_far), today))
    end = count(so_far + more)
    late = verdict(comparator, Decimal(goal), end, seen(end, YEAR.end + timedelta(1)))

    if early in {Verdict.MET, Verdict.MISSED}:
        assert early is late


@given(COMPARATORS, st.integers(0, 100), st.integers(0, 60), st.integers(0, 60), DAYS)
def test_a_ratio_with_a_guessed_rest_is_never_final_before_the_end(comparator, goal, top, misses, today) -> None:
    value = ratio(top, top + misses)

    assert verdict(comparator, Decimal(goal), value, seen(value, today)) in {
        Verdict.ON_COURSE,
        Verdict.AT_RISK,
        Verdict.NO_DATA,
    }


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60), DAYS)
def test_the_expected_value_lies_between_the_bounds(top, misses, to_come, today) -> None:
    bottom = top + misses
    for total in (None, bottom + to_come):
        found = seen(ratio(top, bottom), today, total=total)
        if found.expected is not None:
            assert found.low is not None and found.high is not None
            assert found.low <= found.expected <= found.high


@given(
    st.sampled_from([">=", ">"]), st.integers(0, 100), st.integers(0, 60), st.integers(0, 60), st.integers(0, 60), DAYS
)
def test_what_it_takes_is_the_least_that_reaches_the_goal(comparator, goal, top, misses, to_come, today) -> None:
    bottom = top + misses
    found = seen(ratio(top, bottom), today, total=bottom + to_come)
    wanted = need(comparator, Decimal(goal), found)
    if wanted is None:
        assert bottom == 0
        return
    whole = Decimal(bottom + to_come)

    def share(more: Decimal) -> Decimal:
        return (top + more) * 100 / whole

    if wanted.possible:
        assert satisfies(comparator, share(wanted.more), Decimal(goal))
        assert wanted.more == 0 or not satisfies(comparator, share(wanted.more - 1), Decimal(goal))
    else:
        assert not satisfies(comparator, share(Decimal(to_come)), Decimal(goal))
