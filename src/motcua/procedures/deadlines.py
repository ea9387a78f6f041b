"""By when a publication decision is signed and disclosed, in every reading of the norms. Pure.

Where the norms differ (Nghị định 63/2010 counts days, index 766 working days) both dates are given, each with its basis: neither is chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from motcua.kernel import workdays
from motcua.kernel.workdays import Calendar, Limit, Unit


class Reading(StrEnum):
    """Whose count it is: the decree's own text, or the index by which provinces are ranked."""

    DECREE = "decree"
    INDEX = "index"


class Anchor(StrEnum):
    """The day from which is counted."""

    EFFECT = "effect"
    PROMULGATION = "promulgation"
    SIGNED = "signed"


class Duty(StrEnum):
    """What is due: the decision itself, and its entry in the national database."""

    ISSUE = "issue"
    DISCLOSE = "disclose"


@dataclass(frozen=True, slots=True)
class Norm:
    """One duty in one reading: so many units before or after its anchor."""

    reading: Reading
    amount: int
    unit: Unit
    anchor: Anchor
    before: bool
    article: str


@dataclass(frozen=True, slots=True)
class Due:
    """The last day on which the duty is done in time, with what it rests on. `explained` is the count from one day to the other; None where
    plain days are counted back, which no rest moves.
    """

    norm: Norm
    counted_from: date
    on: date
    explained: workdays.Result | None

    def kept(self, done: date) -> bool:
        return done <= self.on

    @property
    def ledger(self) -> tuple[workdays.Row, ...]:
        """Every day from one to the other, with whether it counts and why."""
        begin = min(self.counted_from, self.on)
        return tuple(row for row in self.explained.ledger if row.day >= begin) if self.explained else ()


def norms(value: Mapping[str, Any], duty: Duty, *, shortened: bool) -> tuple[Norm, ...]:
    """Of a value of the rule set `procedures.publication`."""
    rows: Iterable[Mapping[str, Any]] = value[f"{duty}_shortened" if shortened else str(duty)]
    return tuple(
        Norm(
            Reading(row["reading"]),
            int(row["amount"]),
            Unit(row["unit"]),
            Anchor(row["anchor"]),
            bool(row["before"]),
            row["article"],
        )
        for row in rows
    )


def due_dates(found: Iterable[Norm], anchors: Mapping[Anchor, date | None], calendar: Calendar) -> dict[Reading, Due]:
    """Of each reading whose anchor is known; what cannot be reckoned is left out, never guessed."""
    dues: dict[Reading, Due] = {}
    for norm in found:
        day = anchors.get(norm.anchor)
        if day is not None:
            dues[norm.reading] = _before(norm, day, calendar) if norm.before else _after(norm, day, calendar)
    return dues


def _after(norm: Norm, day: date, calendar: Calendar) -> Due:
    """Only the day of the act itself does not count (Bộ luật Dân sự 2015 Art. 147). One signed on a day of rest counts from the working
    date before: taken as begun on the next one, as what is handed in out of hours, that date would be lost too.
    """
    begin = day if calendar.is_working(day) else calendar.add_working_days(day, -1)
    rest = (day - begin).days if norm.unit is Unit.DAY else 0
    result = workdays.due(_begin(begin, calendar), Limit(norm.amount + rest, norm.unit), calendar=calendar)
    return Due(norm, day, result.due.date(), result)


def _before(norm: Norm, day: date, calendar: Calendar) -> Due:
    """Counted back from the day on which the instrument takes effect, which itself does not count."""
    if norm.unit is not Unit.WORKING_DAY:
        return Due(norm, day, day - timedelta(days=norm.amount), None)
    last = calendar.add_working_days(day, -norm.amount)
    result = workdays.due(_begin(last, calendar), Limit(norm.amount, norm.unit), calendar=calendar)
    return Due(norm, day, last, result)


def _begin(day: date, calendar: Calendar) -> datetime:
    """A day as a start: when work begins on it."""
    sessions = calendar.sessions(day)
    return datetime.combine(day, sessions[0].begin if sessions else time.min)
