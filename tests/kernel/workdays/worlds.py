"""Strategies: offices of many shapes, each as the engine's calendar and as the oracle's office, and cases in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from hypothesis import strategies as st
from tests.kernel.workdays.oracle import Hours, Office, due_by_walking

from motcua.kernel.workdays import Calendar, CalendarDay, Count, DayKind, Limit, Pause, Result, Session, Unit, due

FIRST_DAY, LAST_DAY = date(2026, 2, 2), date(2026, 3, 1)

DEFAULT: Hours = [(time(7, 30), time(11, 30)), (time(13), time(17))]
MORNING: Hours = [(time(7, 30), time(11, 30))]
GAPLESS: Hours = [(time(8), time(16))]
THREE_SESSIONS: Hours = [(time(7), time(9)), (time(9), time(11, 15)), (time(13, 45), time(18, 1))]
EVENING: Hours = [(time(18), time(23, 59))]
WHOLE: Hours = [(time(0), time(23, 59))]

HOURS = [DEFAULT, MORNING, GAPLESS, THREE_SESSIONS, EVENING, WHOLE]


@dataclass(repr=False)
class World:
    """The same office twice: for the engine and for the oracle."""

    calendar: Calendar
    office: Office

    def __repr__(self) -> str:
        return f"World({self.office})"

    def due(
        self,
        start: datetime,
        limit: Limit,
        count: Count = Count.END_OF_DAY,
        pauses: list[tuple[datetime, datetime]] | None = None,
    ) -> Result:
        between = [Pause(begin, end) for begin, end in pauses or []]
        return due(start, limit, calendar=self.calendar, count=count, pauses=between)

    def walked(self, start: datetime, limit: Limit, count: Count, pauses: list[tuple[datetime, datetime]]) -> datetime:
        return due_by_walking(self.office, start, limit.amount, str(limit.unit), str(count), pauses)


def _sessions(hours: Hours) -> tuple[Session, ...]:
    return tuple(Session(begin, end) for begin, end in hours)


def world(week: dict[int, Hours], special: dict[date, tuple[DayKind, Hours | None]]) -> World:
    """Builds both sides. Special days without hours rest, or work as a Friday does when they are `swap_work`."""
    exceptions, days = {}, {}
    for day, (kind, hours) in special.items():
        exceptions[day] = CalendarDay(kind, "Ngày thử", sessions=None if hours is None else _sessions(hours))
        days[day] = hours if hours is not None else (week[4] if kind is DayKind.SWAP_WORK else [])
    calendar = Calendar("thu", "Lịch thử", {day: _sessions(hours) for day, hours in week.items()}, exceptions)
    return World(calendar, Office(week, days))


DEFAULT_WEEK_HOURS = dict.fromkeys(range(5), DEFAULT)
WEEKS: list[dict[int, Hours]] = [
    DEFAULT_WEEK_HOURS,
    {**DEFAULT_WEEK_HOURS, 5: MORNING},
    dict.fromkeys(range(6), GAPLESS),
    {0: DEFAULT, 1: THREE_SESSIONS, 2: MORNING, 4: GAPLESS, 6: EVENING},
    {1: MORNING, 4: DEFAULT},
    dict.fromkeys(range(7), WHOLE),
]


def _special(chance: Random) -> dict[date, tuple[DayKind, Hours | None]]:
    special: dict[date, tuple[DayKind, Hours | None]] = {}
    span = [FIRST_DAY + timedelta(offset) for offset in range((LAST_DAY - FIRST_DAY).days + 1)]
    if chance.random() < 0.6:  # a closure of many days, as Tết is
        first = chance.choice(span)
        for offset in range(chance.randint(2, 12)):
            special[first + timedelta(offset)] = (DayKind.HOLIDAY, None)
    for day in chance.sample(span, chance.randint(0, 8)):
        kind = chance.choice(list(DayKind))
        hours = chance.choice([None, None, *HOURS])
        if kind is DayKind.SWAP_WORK and hours is None and day.weekday() < 5:
            kind = DayKind.SWAP_OFF
        special[day] = (kind, hours)
    return special


# drawn once by fixed seeds: drawing whole offices anew in every example took most of the time of the suite
WORLDS = [world(WEEKS[seed % len(WEEKS)], _special(Random(seed))) for seed in range(60)]

worlds = st.sampled_from(WORLDS)

days = st.dates(FIRST_DAY, LAST_DAY)

moments = st.builds(
    lambda day, minute: datetime.combine(day, time()) + timedelta(minutes=minute),
    days,
    st.one_of(st.integers(0, 1439), st.sampled_from([0, 449, 450, 451, 689, 690, 720, 780, 899, 900, 901, 1020, 1021])),
)

counts = st.sampled_from(Count)

_LONGEST = {Unit.HOUR: 30, Unit.WORKING_DAY: 15, Unit.DAY: 20, Unit.MONTH: 3, Unit.SAME_DAY: 1}


def limits(units: list[Unit] | None = None) -> st.SearchStrategy[Limit]:
    return st.sampled_from(units or list(Unit)).flatmap(
        lambda unit: st.integers(1, _LONGEST[unit]).map(lambda amount: Limit(amount, unit))
    )


pauses = st.lists(
    st.builds(
        lambda begin, minutes: (begin, begin + timedelta(minutes=minutes)),
        moments,
        st.one_of(st.integers(0, 600), st.integers(0, 6 * 1440), st.sampled_from([0, 60, 480, 1440])),
    ),
    max_size=4,
)
