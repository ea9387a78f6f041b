"""Where the columns of a chart stand. Pure: figures in, whole numbers out, so that no language writes a comma into a drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

WIDTH, HEIGHT = 720, 260
_TOP, _FOOT, _SIDE = 34, 44, 8
_GOAL = 84
"""Width on the right that the words of a goal need: «≥ 96,5 %»."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """What one column says: its label, the figure in words, and how it is drawn (`frozen`, `live`, `missing`)."""

    label: str
    words: str
    value: Decimal | None
    mark: str


@dataclass(frozen=True, slots=True)
class Column:
    drawn: Drawn
    x: int
    y: int
    width: int
    height: int
    middle: int
    words_y: int


@dataclass(frozen=True, slots=True)
class Chart:
    """`goal_y` is where a target stands as a line, None without one. It runs from `goal_x` to `goal_end`; its words stand right of it."""

    columns: tuple[Column, ...]
    width: int
    height: int
    base: int
    label_y: int
    goal_y: int | None = None
    goal_x: int = 0
    goal_end: int = WIDTH


def columns(
    points: Sequence[Drawn],
    *,
    full: Decimal | None = None,
    goal: Decimal | None = None,
    over: tuple[int, int] | None = None,
) -> Chart:
    """Columns of equal width over the points, from left to right. `full` is the figure as high as the chart (100 for a ratio), else the
    highest one; `over` the first and the last point that the goal holds for. A point without value has a column of no height: missing is
    not zero, so it is marked, not drawn low.
    """
    base = HEIGHT - _FOOT
    values = [p.value for p in points if p.value is not None] + ([goal] if goal is not None else [])
    top = max([full or Decimal(0), *values]) or Decimal(1)
    room = WIDTH - 2 * _SIDE - (_GOAL if goal is not None else 0)
    step = room // max(len(points), 1)
    width = min(step * 2 // 3, 72)
    drawn = []
    for place, point in enumerate(points):
        middle = _SIDE + step * place + step // 2
        height = _height(point.value, top, base)
        drawn.append(Column(point, middle - width // 2, base - height, width, height, middle, base - height - 8))
    plain = Chart(tuple(drawn), WIDTH, HEIGHT, base, HEIGHT - 16)
    if goal is None:
        return plain
    first, last = over or (0, len(points) - 1)
    ends = _SIDE + step * first, _SIDE + step * (last + 1)
    return replace(plain, goal_y=base - _height(goal, top, base), goal_x=ends[0], goal_end=ends[1])


def _height(value: Decimal | None, top: Decimal, base: int) -> int:
    if value is None or value <= 0:
        return 0
    return max(int(value * (base - _TOP) / top), 1)
