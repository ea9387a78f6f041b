"""A calendar of working time: weekly sessions, and dated exceptions each with the decision it comes from."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from itertools import pairwise
from types import MappingProxyType

from motcua.kernel.clock import local
from motcua.kernel.errors import Invalid
from motcua.kernel.workdays.timeline import MINUTES_OF_DAY, Spans, Timeline

FRIDAY = 4


class DayKind(StrEnum):
    """Why a date differs from its weekday (DOMAIN 8.3)."""

    HOLIDAY = "holiday"
    COMPENSATION = "compensation"
    SWAP_OFF = "swap_off"
    SWAP_WORK = "swap_work"
    LOCAL_CLOSURE = "local_closure"


_SESSION = re.compile(r"\s*(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})\s*", re.ASCII)
_BETWEEN_SESSIONS = re.compile(r"\s*[;,]\s*|(?<=\d)\s+(?=\d)")


@dataclass(frozen=True, slots=True, order=True)
class Session:
    """Work from `begin` to `end` on one date, in whole minutes; the end itself is outside."""

    begin: time
    end: time

    def __post_init__(self) -> None:
        if not self.begin < self.end:
            raise Invalid("Ca làm việc {session} phải bắt đầu trước khi kết thúc.", code="session", session=str(self))

    @classmethod
    def parse(cls, text: str) -> Session:
        """Reads `07:30-11:30`. Raises `Invalid`."""
        match = _SESSION.fullmatch(text)
        if match is not None:
            begin_hour, begin_minute, end_hour, end_minute = (int(part) for part in match.groups())
            if max(begin_hour, end_hour) < 24 and max(begin_minute, end_minute) < 60:
                return cls(time(begin_hour, begin_minute), time(end_hour, end_minute))
        raise Invalid("Không hiểu ca làm việc “{value}”: viết như 07:30-11:30.", code="session", value=text)

    def __str__(self) -> str:
        return f"{self.begin:%H:%M}-{self.end:%H:%M}"


def in_order(sessions: Iterable[Session]) -> tuple[Session, ...]:
    """The sessions of one date by time. Raises `Invalid` where two overlap."""
    ordered = tuple(sorted(sessions))
    for earlier, later in pairwise(ordered):
        if later.begin < earlier.end:
            raise Invalid(
                "Hai ca làm việc chồng lên nhau: {earlier} và {later}.",
                code="session",
                earlier=str(earlier),
                later=str(later),
            )
    return ordered


def parse_sessions(text: str) -> tuple[Session, ...]:
    """Reads sessions divided by space, comma or semicolon, e.g. `07:30-11:30; 13:00-17:00`. Raises `Invalid`."""
    return in_order(Session.parse(part) for part in _BETWEEN_SESSIONS.split(text.strip()) if part)


DEFAULT_SESSIONS = (Session(time(7, 30), time(11, 30)), Session(time(13), time(17)))
"""The sessions of Monday to Friday where nothing else is said (CONTRACT, Deadlines)."""

DEFAULT_WEEK: Mapping[int, tuple[Session, ...]] = MappingProxyType(dict.fromkeys(range(5), DEFAULT_SESSIONS))


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One dated exception and where it comes from.

    `sessions` are those worked on that date, whatever the kind: `None` means none on a rest day and the default ones on a
    `swap_work` day. `pair` is the other date of a swap, or the rest day for which a compensation is given.
    """

    kind: DayKind
    name: str
    source: str = ""
    name_en: str = ""
    source_en: str = ""
    sessions: tuple[Session, ...] | None = None
    pair: date | None = None


@dataclass(frozen=True, eq=False)
class Calendar:
    """When an office works. Immutable and cheap to build: a few exceptions a year, summed once.

    `week` maps weekdays (Monday 0) to sessions, missing days rest. `known_years` are those whose holidays are decided; by default
    the years in which some holiday stands. Outside them only the weekly pattern is known, and results say so.
    """

    code: str
    name: str
    week: Mapping[int, tuple[Session, ...]] = field(default_factory=lambda: DEFAULT_WEEK)
    exceptions: Mapping[date, CalendarDay] = field(default_factory=dict)
    known_years: Collection[int] | None = None
    timeline: Timeline = field(init=False, repr=False)

    def __post_init__(self) -> None:
        week = {day: in_order(sessions) for day, sessions in self.week.items() if sessions}
        if not week or not week.keys() <= set(range(7)):
            raise Invalid(
                "Lịch “{calendar}” phải có ít nhất một ca làm việc trong tuần.", code="calendar", calendar=self.code
            )
        years = self.known_years
        if years is None:
            years = {day.year for day, entry in self.exceptions.items() if entry.kind is DayKind.HOLIDAY}
        self._set("week", MappingProxyType(week))
        self._set("exceptions", MappingProxyType(dict(self.exceptions)))
        self._set("known_years", frozenset(years))
        worked = {day.toordinal(): _spans(self._worked(day, entry)) for day, entry in self.exceptions.items()}
        self._set("timeline", Timeline([_spans(week.get(day, ())) for day in range(7)], worked))

    def _set(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)  # the one moment at which a frozen instance takes its values

    def _worked(self, day: date, entry: CalendarDay) -> tuple[Session, ...]:
        """What is worked on an exception: its own sessions, else a swapped weekend works as a Friday does."""
        if entry.sessions is not None:
            return in_order(entry.sessions)
        if entry.kind is not DayKind.SWAP_WORK:
            return ()
        weekday = day.weekday()
        own = self.week.get(weekday, ()) if weekday <= FRIDAY else ()
        return own or self.week.get(FRIDAY, DEFAULT_SESSIONS)

    def sessions(self, day: date) -> tuple[Session, ...]:
        """The sessions worked on that date, ascending; none on a rest day."""
        entry = self.exceptions.get(day)
        return self.week.get(day.weekday(), ()) if entry is None else self._worked(day, entry)

    def is_working(self, day: date) -> bool:
        """Whether any session is worked on that date."""
        return bool(self.timeline.spans(day.toordinal()))

    def working_date_from(self, day: date) -> date:
        """That date if it is a working one, else the next."""
        return date.fromordinal(self.timeline.date_after(day.toordinal() - 1, 1))

    def next_working_date(self, day: date) -> date:
        """The first working date after that date."""
        return date.fromordinal(self.timeline.date_after(day.toordinal(), 1))

    def add_working_days(self, day: date, number: int) -> date:
        """The `number`-th working date after `day`, or before it where the number is negative; 0 gives the date itself."""
        ordinal = day.toordinal()
        if number > 0:
            return date.fromordinal(self.timeline.date_after(ordinal, number))
        if number < 0:
            return date.fromordinal(self.timeline.date_after(ordinal - 1, number + 1))
        return day

    def working_days_between(self, after: date, until: date) -> int:
        """How many working dates lie in `(after, until]`; negative where `until` is the earlier."""
        return self.timeline.dates_through(until.toordinal()) - self.timeline.dates_through(after.toordinal())

    def working_minutes(self, begin: datetime, end: datetime) -> int:
        """The minutes inside sessions from `begin` to `end`; negative where `end` is the earlier."""
        return self.timeline.minutes_before(minutes_of(end)) - self.timeline.minutes_before(minutes_of(begin))

    def is_known(self, year: int) -> bool:
        """Whether the holidays of that year are decided in this calendar."""
        return self.known_years is not None and year in self.known_years


def _spans(sessions: Iterable[Session]) -> Spans:
    return tuple((minute_of(session.begin), minute_of(session.end)) for session in sessions)


def minute_of(clock_time: time | datetime) -> int:
    """The minute of the day; seconds are dropped."""
    return clock_time.hour * 60 + clock_time.minute


def minutes_of(moment: datetime) -> int:
    """A moment on the timeline: Vietnamese wall time in whole minutes."""
    wall = local(moment)
    return wall.toordinal() * MINUTES_OF_DAY + minute_of(wall)
