"""Deadline computations a second: the engine, a naive day loop, and the `holidays` library, on the same cases.

The cases are 2,000 starts inside working time, 2020 to March 2025, with limits of 1-15 and of 1-120 working days: the time in which the
library knows the same days as the shipped calendar. That all three give the same dates is checked before they are timed. The naive
loop is what one writes without an engine: the next date, its sessions, until enough have passed; it knows no other unit, no pauses and no
reasons. Then the engine alone on other units, with pauses, and with its ledger written out.

    python benchmarks/deadlines.py [--seconds 1] [--json]
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from holidays.countries import VN

from motcua.kernel.clock import ZONE
from motcua.kernel.workdays import Calendar, Count, Limit, Pause, Session, Unit, due, shipped_calendar

CASES = 2_000
FIRST, LAST = date(2020, 1, 2), date(2025, 3, 31)
CALENDAR = shipped_calendar()
DAY = timedelta(days=1)

Case = tuple[datetime, int]


@dataclass(frozen=True)
class Line:
    """One measurement: what computed which limit, and how often a second."""

    who: str
    what: str
    per_second: int


def cases(days: int) -> list[Case]:
    """Starts at 10:00 of working dates with a number of working days each, always the same ones."""
    chance = random.Random(2)
    dates = [FIRST + offset * DAY for offset in range((LAST - FIRST).days)]
    working = [day for day in dates if CALENDAR.is_working(day)]
    return [
        (datetime(day.year, day.month, day.day, 10, tzinfo=ZONE), chance.randint(1, days))
        for day in chance.choices(working, k=CASES)
    ]


class DayLoop:
    """The naive way: walk the dates and look up the sessions of each."""

    def __init__(self, calendar: Calendar) -> None:
        self.week = {day: calendar.week.get(day, ()) for day in range(7)}
        self.special = {day: calendar.sessions(day) for day in calendar.exceptions}

    def sessions(self, day: date) -> tuple[Session, ...]:
        special = self.special.get(day)
        return self.week[day.weekday()] if special is None else special

    def due(self, start: datetime, number: int) -> datetime:
        day = start.date()
        if not any(session.begin <= start.time() < session.end for session in self.sessions(day)):
            raise NotImplementedError("the cases start inside working time")
        while number:
            day += DAY
            if self.sessions(day):
                number -= 1
        return datetime.combine(day, self.sessions(day)[-1].end, ZONE)


class Library:
    """`holidays.Vietnam`, which knows swaps and counts working days."""

    def __init__(self) -> None:
        self.days = VN(years=range(2020, 2027))

    def due(self, start: datetime, number: int) -> datetime:
        day = self.days.get_nth_working_day(start.date(), number)
        return datetime(day.year, day.month, day.day, 17, tzinfo=ZONE)


def engine(start: datetime, number: int) -> datetime:
    return due(start, Limit(number, Unit.WORKING_DAY), calendar=CALENDAR).due


def rate(compute: Callable[[datetime, int], object], given: Sequence[Case], seconds: float) -> int:
    """Calls a second: the best of three rounds, each at least a third of `seconds` long."""
    best = 0.0
    for _ in range(3):
        done, begin = 0, time.perf_counter()
        while (passed := time.perf_counter() - begin) < seconds / 3:
            for start, number in given:
                compute(start, number)
            done += len(given)
        best = max(best, done / passed)
    return round(best)


def measure(seconds: float) -> list[Line]:
    """All lines; raises `AssertionError` if the three do not agree on some case."""
    return [line for days in (15, 120) for line in _compared(days, seconds)] + _alone(seconds)


def _compared(days: int, seconds: float) -> list[Line]:
    given, loop, library = cases(days), DayLoop(CALENDAR), Library()
    for start, number in given:
        assert engine(start, number) == loop.due(start, number) == library.due(start, number), (start, number)
    what = f"1-{days} working days"
    return [
        Line("engine", what, rate(engine, given, seconds)),
        Line("naive day loop", what, rate(loop.due, given, seconds)),
        Line("holidays.Vietnam", what, rate(library.due, given[:200], seconds)),
    ]


def _alone(seconds: float) -> list[Line]:
    def hours(start: datetime, number: int) -> object:
        return due(start, Limit(number * 8, Unit.HOUR), calendar=CALENDAR).due

    def months(start: datetime, number: int) -> object:
        return due(start, Limit(number, Unit.MONTH), calendar=CALENDAR, count=Count.TO_THE_MINUTE).due

    def paused(start: datetime, number: int) -> object:
        pauses = [Pause(start + DAY, start + 3 * DAY), Pause(start + 4 * DAY, start + 8 * DAY)]
        return due(start, Limit(number, Unit.WORKING_DAY), calendar=CALENDAR, pauses=pauses).due

    def explained(start: datetime, number: int) -> object:
        return json.dumps(due(start, Limit(number, Unit.WORKING_DAY), calendar=CALENDAR).as_json())

    ways = {
        "8-120 hours": hours,
        "1-15 months, to the minute": months,
        "1-15 working days, two pauses": paused,
        "1-15 working days, with the ledger as JSON": explained,
    }
    given = cases(15)
    return [Line("engine", what, rate(compute, given, seconds)) for what, compute in ways.items()]


def table(lines: Sequence[Line]) -> str:
    """The lines, with the engine's factor over each other way of the same limit."""
    engines = {line.what: line.per_second for line in lines if line.who == "engine"}
    rows = [("who", "limit", "per second", "engine is")]
    for line in lines:
        factor = "" if line.who == "engine" else f"{engines[line.what] / line.per_second:.1f} ×"
        rows.append((line.who, line.what, f"{line.per_second:,}", factor))
    first, second, third, fourth = (max(len(row[column]) for row in rows) for column in range(4))
    return "\n".join(
        f"{who:<{first}}  {what:<{second}}  {count:>{third}}  {factor:>{fourth}}" for who, what, count, factor in rows
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=1.0, help="how long each line is measured")
    parser.add_argument("--json", action="store_true", help="one JSON document instead of the table")
    options = parser.parse_args()
    lines = measure(options.seconds)
    if options.json:
        print(json.dumps([asdict(line) for line in lines], ensure_ascii=False))
    else:
        print(f"Python {platform.python_version()}\n\n{table(lines)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
