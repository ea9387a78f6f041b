"""Where the parts of a gauge stand: a figure against its goal. Pure: figures in, whole numbers out, as `charts`."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from motcua.indicators.rules.forecast import Comparator

WIDTH, HEIGHT = 240, 34
_LEFT, _RIGHT = 8, 232
_AIR = Decimal("1.15")
"""A scale without an end of its own reaches this far beyond its highest figure, so that the goal's mark stands inside."""


@dataclass(frozen=True, slots=True)
class Gauge:
    """A bar from `start` to `reached`, a lighter one on to `expected`, a mark at `goal`, a line from `good` to `good_end` where it is met.

    `reached` None: nothing is known, which is not zero; `expected` None: no forecast. `points` says on which side of the mark the goal is
    met: 1 right, -1 left, 0 exactly there.
    """

    goal: int
    good: int
    good_end: int
    points: int
    reached: int | None = None
    expected: int | None = None
    start: int = _LEFT
    end: int = _RIGHT
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def length(self) -> int:
        return self.end - self.start

    @property
    def bar(self) -> int:
        """Length of the bar. Zero is a figure: `reached` marks it where the bar has no length."""
        return (self.reached or self.start) - self.start

    @property
    def ahead(self) -> tuple[int, int] | None:
        """Where the forecast's bar begins and how long it is: None where the forecast adds nothing to the figure."""
        if self.reached is None or self.expected is None or self.expected <= self.reached:
            return None
        return self.reached, self.expected - self.reached


def gauge(
    comparator: Comparator,
    goal: Decimal,
    value: Decimal | None,
    expected: Decimal | None = None,
    *,
    full: Decimal | None = None,
) -> Gauge:
    """`full` is the end of the scale (100 for a share), unless a figure lies beyond it."""
    known = [one for one in (goal, value, expected) if one is not None]
    highest = max(known)
    top = full if full is not None and highest <= full else highest * _AIR
    place = _place(goal, top)
    match comparator:
        case ">=" | ">":
            good, good_end, points = place, _RIGHT, 1
        case "<=" | "<":
            good, good_end, points = _LEFT, place, -1
        case "=":
            good, good_end, points = place, place, 0
    return Gauge(
        place,
        good,
        good_end,
        points,
        None if value is None else _place(value, top),
        None if expected is None else _place(expected, top),
    )


def _place(value: Decimal, top: Decimal) -> int:
    if top <= 0 or value <= 0:
        return _LEFT
    return _LEFT + int(min(value / top, Decimal(1)) * (_RIGHT - _LEFT))
