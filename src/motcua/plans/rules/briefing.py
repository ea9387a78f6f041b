"""The periods of giao ban (a week from Monday, or a month), and what fits on its one page. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

_WEEK = re.compile(r"(\d{4})-W(\d{2})\Z")
_MONTH = re.compile(r"(\d{4})-(\d{2})\Z")


@dataclass(frozen=True, slots=True)
class Span:
    """`[first, after)`."""

    kind: Literal["week", "month"]
    first: date
    after: date

    @property
    def key(self) -> str:
        """As in addresses: `2026-W47`, `2026-11`."""
        if self.kind == "month":
            return f"{self.first:%Y-%m}"
        year, week, _day = self.first.isocalendar()
        return f"{year}-W{week:02}"

    @property
    def last(self) -> date:
        return self.after - timedelta(days=1)

    @property
    def previous(self) -> Span:
        return span_of(self.kind, self.first - timedelta(days=1))

    @property
    def following(self) -> Span:
        return span_of(self.kind, self.after)

    @property
    def week(self) -> int:
        return self.first.isocalendar().week


def span_of(kind: str, day: date) -> Span:
    """The week or month of a day."""
    if kind == "month":
        first = day.replace(day=1)
        return Span("month", first, (first + timedelta(days=31)).replace(day=1))
    first = day - timedelta(days=day.weekday())
    return Span("week", first, first + timedelta(days=7))


def parse(key: str) -> Span | None:
    """The span of a key; None for what is none."""
    try:
        if found := _WEEK.match(key):
            return span_of("week", date.fromisocalendar(int(found[1]), int(found[2]), 1))
        if found := _MONTH.match(key):
            return span_of("month", date(int(found[1]), int(found[2]), 1))
    except (ValueError, OverflowError):
        return None
    return None


ROOM = 330.0
"""Points that the rows of all tables share, when each table is there with its heads and its line of what is left out."""
LOW, HIGH = 16.0, 27.0
"""Points of a row of one line (units), and of one whose text may take two."""
LEAST = (7, 3, 2, 3)
ORDER = (0, 3, 1, 2)
"""Who gets a further row first: units, conclusions, late work, difficulties."""


def fitting(units: int, late: int, difficulties: int, concluded: int) -> tuple[int, int, int, int]:
    """How many rows of each table go on one A4: at least the first few of each, the rest as room is left."""
    wanted = (units, late, difficulties, concluded)
    height = (LOW, HIGH, HIGH, HIGH)
    taken = [min(n, least) for n, least in zip(wanted, LEAST, strict=True)]
    room = ROOM - sum(n * h for n, h in zip(taken, height, strict=True))
    grown = True
    while grown:
        grown = False
        for n in ORDER:
            if taken[n] < wanted[n] and height[n] <= room:
                taken[n] += 1
                room -= height[n]
                grown = True
    return (taken[0], taken[1], taken[2], taken[3])
