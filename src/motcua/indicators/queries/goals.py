"""What was promised for an indicator: goals that higher packages hold, and how each stands today."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from motcua.indicators.queries.values import Figure, value_of
from motcua.indicators.rules.forecast import (
    Comparator,
    Forecast,
    Need,
    Point,
    Verdict,
    forecast,
    need,
    verdict,
)
from motcua.kernel import clock
from motcua.kernel.indicators import Indicator, Kind, Value, Window
from motcua.kernel.registries import Registry
from motcua.organisations.queries.scopes import province_unit


@dataclass(frozen=True, slots=True)
class Goal:
    """A number promised for a window. `subject` is what was promised in the words of the paper, `source` the paper, `url` its page."""

    comparator: Comparator
    value: Decimal
    measure: str
    window: Window
    subject: str
    source: str
    url: str


@dataclass(frozen=True, slots=True)
class Stand:
    """A goal with the figure of its own window, which may be longer than the one that is looked at."""

    goal: Goal
    figure: Figure
    seen: Forecast | None
    verdict: Verdict
    need: Need | None


Promises = Callable[[Any, str, int, Window], Sequence[Goal]]
"""(reader, indicator, unit, window) → the goals of the unit whose time touches the window, as far as the reader may see them. A reader who
is not signed in sees what is released.
"""
promises: Registry[Promises] = Registry("goals of indicators")


def goals_of(user: Any, indicator: Indicator, unit: int | None, window: Window) -> list[Goal]:
    """All goals of an indicator of a unit that hold in a window, the strictest last. The whole province answers with its head."""
    answering = unit or province_unit(window.end)
    if answering is None:
        return []
    found = [goal for _, promised in promises.items() for goal in promised(user, indicator.key, answering, window)]
    return sorted(found, key=lambda g: (g.value if not indicator.lower_is_better else -g.value, g.source))


def drawn(goals: Sequence[Goal], indicator: Indicator, windows: Sequence[Window]) -> tuple[Goal, int, int] | None:
    """The goal that a trend shows as a line, with the first and the last window that it holds for; None where there is none.

    What is promised of a year is no measure of a quarter's count: a count is compared in its own window only.
    """
    for goal in reversed(goals):
        whole = indicator.kind in {Kind.COUNT, Kind.SUM}
        places = [n for n, w in enumerate(windows) if (w == goal.window if whole else _within(w, goal.window))]
        if places:
            return goal, places[0], places[-1]
    return None


def stand(goal: Goal, indicator: Indicator, unit: int | None) -> Stand:
    """How a goal stands today: the figure of its window, the verdict, and while the window is open where it goes."""
    today, figure = clock.today(), value_of(indicator.key, unit=unit, window=goal.window)
    seen = ahead(indicator, figure)
    known: Value | None = figure.of if figure.numerator is not None else None
    stands = verdict(goal.comparator, goal.value, known, seen, ended=today > goal.window.end)
    takes = need(goal.comparator, goal.value, seen) if seen is not None and not seen.ended else None
    return Stand(goal, figure, seen, stands, takes)


def ahead(indicator: Indicator, figure: Figure) -> Forecast | None:
    """Where a figure will be at its window's end; None before it begins, and without a figure."""
    today = clock.today()
    if figure.numerator is None or today < figure.window.start:
        return None
    return forecast([Point(today, figure.of)], figure.window, today, grows=not indicator.stock)


def _within(inner: Window, outer: Window) -> bool:
    """A period of reports (15th to 14th) belongs to the year it ends in."""
    return outer.start <= inner.end <= outer.end
