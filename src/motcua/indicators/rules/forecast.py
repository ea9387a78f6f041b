"""What a figure will be at its period's end, what it would take to reach a goal, and how a target stands. Pure.

The rules, said once:

- The pace is the figure so far over the full days that have passed; what is left comes at the same pace. Where the number of records of
  the whole period is known (`total`), the rest is not guessed but known.
- A **ratio** ends between `low` (nothing that is left fits) and `high` (all of it fits); it is expected to stay where it is. With a
  guessed rest the bounds are themselves expectations: then nothing is certain before the end.
- A **ratio of what stands** on a day (procedures in force that have a sample) is expected to stay where it is. No records come that would
  have to fit: any of those that are there may still come to fit, or cease to.
- A **count** or **sum** that only grows ends at what there is, or above; it is expected to go on at its pace. One that may fall has no
  certain bound but 0. With a known `total` a count cannot go above it.
- A **mean** or **median** is expected to stay where it is; where it may end is not known.
- A verdict of `met` or `missed` before the end is given only where no possible end says otherwise; else the expected value decides
  between `on_course` and `at_risk`. No figure: `no_data`, not zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Literal

from motcua.kernel.indicators import Kind, Value, Window

Comparator = Literal[">=", "<=", "=", ">", "<"]
_HUNDRED = Decimal(100)


class Verdict(StrEnum):
    MET = "met"
    ON_COURSE = "on_course"
    AT_RISK = "at_risk"
    MISSED = "missed"
    NO_DATA = "no_data"


@dataclass(frozen=True, slots=True)
class Point:
    """What the figure was in the evening of a day, counted from the period's start."""

    on: date
    of: Value


@dataclass(frozen=True, slots=True)
class Forecast:
    """The value at the period's end: `expected`, and between `low` and `high` (None: not bounded, or not known).

    `certain`: the bounds hold whatever comes; else they rest on a guess of how much is left. `left` is how many records are expected
    still (a ratio), `ended` that nothing more comes. `elapsed` is the part of the days that have passed, 0 to 1. `stock`: of a ratio, that
    it is of what stands. All None without a figure.
    """

    now: Value
    expected: Decimal | None
    low: Decimal | None
    high: Decimal | None
    left: Decimal | None
    elapsed: Decimal
    certain: bool
    ended: bool
    stock: bool = False


@dataclass(frozen=True, slots=True)
class Need:
    """What it takes: `more` further records that fit, of `of` that are expected (None: not known).

    `at_most`: no more than so many may come, for figures that are to stay low. `possible` is False where even the best end falls short.
    """

    more: Decimal
    of: Decimal | None
    at_most: bool = False
    possible: bool = True


def forecast(
    points: Sequence[Point], window: Window, today: date, *, total: Decimal | None = None, grows: bool = True
) -> Forecast | None:
    """The end of the period as seen `today`, from the latest point up to today; None when there is none.

    `total`: how many records the whole period has, where that is known. `grows`: a count or sum never falls, a ratio is of
    records that come (pass False for what stands, such as «missing»).
    """
    known = [p for p in points if p.on <= today]
    if not known:
        return None
    value = max(known, key=lambda p: p.on).of
    ended = today > window.end
    elapsed = _elapsed(window, today)
    end = exact(value)
    if end is None or ended:
        return Forecast(value, end, end, end, Decimal(0) if ended else None, elapsed, ended, ended)
    if value.kind is Kind.RATIO and not grows:
        return Forecast(value, end, None, None, None, elapsed, certain=False, ended=False, stock=True)
    if value.kind is Kind.RATIO:
        return _ratio(value, elapsed, total)
    if value.kind in {Kind.COUNT, Kind.SUM}:
        return _amount(value, elapsed, total if value.kind is Kind.COUNT else None, grows)
    return Forecast(value, end, None, None, None, elapsed, certain=False, ended=False)


def verdict(
    comparator: Comparator, goal: Decimal, value: Value | None, seen: Forecast | None, *, ended: bool = False
) -> Verdict:
    """How a target stands. Without a forecast only `ended` (the period is over) lets a verdict be final."""
    reached = exact(value) if value is not None else None
    if reached is None:
        return Verdict.NO_DATA
    holds = satisfies(comparator, reached, goal)
    if ended or (seen is not None and seen.ended):
        return Verdict.MET if holds else Verdict.MISSED
    if seen is None or seen.expected is None:
        return Verdict.ON_COURSE if holds else Verdict.AT_RISK
    if seen.certain and (final := _certain(comparator, goal, seen.low, seen.high)) is not None:
        return final
    return Verdict.ON_COURSE if satisfies(comparator, seen.expected, goal) else Verdict.AT_RISK


def need(comparator: Comparator, goal: Decimal, seen: Forecast) -> Need | None:
    """What it takes to reach the goal by the end: nothing (0) included. None for means, medians, `=` (but all of a ratio), and without a
    figure.
    """
    if comparator == "=" and seen.now.kind is Kind.RATIO and goal == _HUNDRED:
        comparator = ">="
    if seen.now.value is None or comparator == "=":
        return None
    upward = comparator in {">=", ">"}
    if seen.stock:
        return _of_stock(upward, comparator, goal, seen.now)
    if seen.now.kind is Kind.RATIO and seen.left is not None:
        return _of_ratio(upward, comparator, goal, seen)
    if seen.now.kind in {Kind.COUNT, Kind.SUM}:
        return _of_amount(upward, comparator, goal, seen)
    return None


def exact(value: Value) -> Decimal | None:
    """The figure unrounded: 95,996 % does not reach 96 %, though it is printed as 96,00."""
    if value.kind in {Kind.RATIO, Kind.MEAN} and value.numerator is not None and value.denominator:
        return value.numerator * (_HUNDRED if value.kind is Kind.RATIO else 1) / value.denominator
    return value.value


def satisfies(comparator: Comparator, value: Decimal, goal: Decimal) -> bool:
    match comparator:
        case ">=":
            return value >= goal
        case "<=":
            return value <= goal
        case ">":
            return value > goal
        case "<":
            return value < goal
        case "=":
            return value == goal


def _elapsed(window: Window, today: date) -> Decimal:
    """Today counts as not yet over, so its records may still come."""
    days = (window.end - window.start).days + 1
    gone = min(max((today - window.start).days, 0), days)
    return Decimal(gone) / days


def _rest(so_far: Decimal, elapsed: Decimal, total: Decimal | None) -> Decimal | None:
    """How much is still to come: known from the total, else at the pace so far (None on the first day: no pace yet)."""
    if total is not None:
        return max(total - so_far, Decimal(0))
    if not elapsed:
        return None
    return (so_far * (1 - elapsed) / elapsed).to_integral_value(ROUND_HALF_UP)


def _ratio(value: Value, elapsed: Decimal, total: Decimal | None) -> Forecast:
    top, bottom = value.numerator or Decimal(0), value.denominator or Decimal(0)
    left = _rest(bottom, elapsed, total)
    if left is None:
        return Forecast(value, exact(value), Decimal(0), _HUNDRED, None, elapsed, certain=False, ended=False)
    low, high = _share(top, bottom + left), _share(top + left, bottom + left)
    return Forecast(value, exact(value), low, high, left, elapsed, certain=total is not None, ended=False)


def _amount(value: Value, elapsed: Decimal, total: Decimal | None, grows: bool) -> Forecast:
    so_far = value.numerator or Decimal(0)
    left = _rest(so_far, elapsed, None)
    expected = so_far if left is None else so_far + left
    if total is not None:
        expected = min(expected, total)
    low = so_far if grows else Decimal(0)
    return Forecast(value, expected, low, total, left, elapsed, certain=True, ended=False)


def _certain(comparator: Comparator, goal: Decimal, low: Decimal | None, high: Decimal | None) -> Verdict | None:
    """Met or missed where every possible end says so."""
    if comparator in {">=", ">"}:
        if low is not None and satisfies(comparator, low, goal):
            return Verdict.MET
        return Verdict.MISSED if high is not None and not satisfies(comparator, high, goal) else None
    if comparator in {"<=", "<"}:
        if high is not None and satisfies(comparator, high, goal):
            return Verdict.MET
        return Verdict.MISSED if low is not None and not satisfies(comparator, low, goal) else None
    if low is not None and low == high:
        return Verdict.MET if low == goal else Verdict.MISSED
    below, above = high is not None and high < goal, low is not None and low > goal
    return Verdict.MISSED if below or above else None


def _of_ratio(upward: bool, comparator: Comparator, goal: Decimal, seen: Forecast) -> Need:
    top, left = seen.now.numerator or Decimal(0), seen.left or Decimal(0)
    bound = goal * ((seen.now.denominator or Decimal(0)) + left) / _HUNDRED
    if upward:
        least = bound.to_integral_value(ROUND_CEILING)
        if comparator == ">" and least == bound:
            least += 1
        more = max(least - top, Decimal(0))
        return Need(more, left, possible=more <= left)
    most = bound.to_integral_value(ROUND_FLOOR)
    if comparator == "<" and most == bound:
        most -= 1
    return Need(max(min(most - top, left), Decimal(0)), left, at_most=True, possible=most >= top)


def _of_stock(upward: bool, comparator: Comparator, goal: Decimal, now: Value) -> Need | None:
    """How many more of what stands must fit, or may; None where fewer would have to."""
    top, bottom = now.numerator or Decimal(0), now.denominator or Decimal(0)
    bound = goal * bottom / _HUNDRED
    if upward:
        least = bound.to_integral_value(ROUND_CEILING)
        least += comparator == ">" and least == bound
        return Need(max(least - top, Decimal(0)), None, possible=least <= bottom)
    most = bound.to_integral_value(ROUND_FLOOR)
    most -= comparator == "<" and most == bound
    return Need(min(most, bottom) - top, None, at_most=True) if most >= top else None


def _of_amount(upward: bool, comparator: Comparator, goal: Decimal, seen: Forecast) -> Need:
    so_far = seen.now.numerator or Decimal(0)
    step = Decimal(1) if comparator in {">", "<"} and seen.now.kind is Kind.COUNT else Decimal(0)
    if upward:
        more = max(goal + step - so_far, Decimal(0))
        return Need(more, None, possible=seen.high is None or so_far + more <= seen.high)
    room = goal - step - so_far
    return Need(max(room, Decimal(0)), None, at_most=True, possible=room >= 0 or (seen.low or Decimal(0)) < so_far)


def _share(top: Decimal, bottom: Decimal) -> Decimal:
    return top * _HUNDRED / bottom
