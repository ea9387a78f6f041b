"""How days inside a period are written down (`Schedule.due`), and months as the calendar has them. Pure.

`Schedule.due` holds one of three forms, always a list:
"MM-DD"       of every period: MM counts its months from 01 (13 of a year's period is January of the next), 00 is its last one, whatever
              its length; a day that the month does not have is the month's last
"MM-wNN"      the NN-th working day of that month; w00 is its last
"YYYY-MM-DD"  once on each of these days
"W-N"         of every week: Monday is 1
Several days of one period are joined: "01-05+01-15+01-25", "W-1+W-4". One entry holds for all periods, else there is one for each period
of a year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

LAST_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""The last day of each month of a common year."""
LAST = 31
"""A day that every month clamps to its end."""
_MONTH = re.compile(r"(?P<month>0\d|1\d|2[0-4])-(?:(?P<day>0[1-9]|[12]\d|3[01])|w(?P<working>[01]\d|2[0-3]))")
_WEEK = re.compile(r"W-([1-7])")
_EVERY = re.compile(r"P(\d+)([MY])")


@dataclass(frozen=True, slots=True, order=True)
class PeriodDay:
    """A day of the `month`-th month of a period (0: its last). `working`: the number counts working days, 0 being the last."""

    month: int
    day: int
    working: bool = False

    def __str__(self) -> str:
        return f"{self.month:02}-{'w' if self.working else ''}{self.day:02}"


def period_days(code: str) -> tuple[PeriodDay, ...]:
    """The days of one period, by time; none where the code is of another form or malformed."""
    found = [_MONTH.fullmatch(part) for part in code.split("+")]
    days = (
        PeriodDay(int(m["month"]), int(m["day"] or m["working"]), m["working"] is not None)
        for m in found
        if m is not None
    )
    return in_time(days) if None not in found else ()


def week_days(code: str) -> tuple[int, ...]:
    """The days of every week, Monday being 1; none where the code is of another form or malformed."""
    found = [_WEEK.fullmatch(part) for part in code.split("+")]
    return tuple(sorted({int(m[1]) for m in found if m is not None})) if None not in found else ()


def in_time(days: Iterable[PeriodDay]) -> tuple[PeriodDay, ...]:
    """Each day once, the first first; the last working day after all that are counted from the month's begin."""
    return tuple(sorted(set(days), key=lambda d: (d.month, d.day or LAST, d.working)))


def written(days: Iterable[PeriodDay]) -> str:
    """The code of one period's days."""
    return "+".join(str(day) for day in in_time(days))


def is_code(text: str) -> bool:
    """Whether a text tells days of a period or of a week."""
    return bool(period_days(text) or week_days(text))


def months_in(every: str | None) -> int | None:
    """Months of a duration; 0 where the length is the plan's own ("định kỳ"); None for weeks and days."""
    if not every:
        return 0
    match = _EVERY.fullmatch(every)
    return int(match[1]) * (12 if match[2] == "Y" else 1) if match else None
