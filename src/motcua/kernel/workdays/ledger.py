"""The ledger: every date from the start to the due one, counted or not, and why (CONTRACT, rule 7).

Counted dates add up: without pauses, and with pauses counted by working dates, there are exactly as many as the limit has days.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import NamedTuple

from motcua.kernel.clock import ZONE
from motcua.kernel.workdays.calendar import Calendar, CalendarDay, DayKind
from motcua.kernel.workdays.terms import Count, Limit, Unit
from motcua.kernel.workdays.timeline import MINUTES_OF_DAY
from motcua.kernel.workdays.wording import WEEKDAYS, Language, Part, Words, duration, phrase, sentence


class RowKind(StrEnum):
    """What a row of the ledger says of its date, for programs."""

    BEFORE_START = "before_start"
    START = "start"
    COUNTED = "counted"
    WEEKLY_REST = "weekly_rest"
    HOLIDAY = "holiday"
    COMPENSATION = "compensation"
    SWAP_OFF = "swap_off"
    LOCAL_CLOSURE = "local_closure"
    PAUSE = "pause"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A merged pause on the timeline and what it did: `added` minutes or working dates."""

    begin: int
    end: int
    counted_from: int
    added: int
    reason: str


class Reckoning(NamedTuple):
    """All facts of one computation on the timeline: moments in minutes, dates as ordinals.

    `given` is the start as received, `begin` the normalised one. `last` is the limit's last date before a rest day moves it,
    `base` the due moment before pauses, `due` the one after them.
    """

    calendar: Calendar
    limit: Limit
    counting: Count
    same_day_until: time
    given: int
    begin: int
    last: int
    base: int
    due: int
    pauses: tuple[Stretch, ...]

    @property
    def first(self) -> int:
        """The first date that counts, were there no pauses."""
        begin_day = self.begin // MINUTES_OF_DAY
        match self.limit.unit:
            case Unit.HOUR:
                return begin_day
            case Unit.SAME_DAY:
                return self.last
            case Unit.WORKING_DAY:
                return self.calendar.timeline.date_after(begin_day, 1)
            case Unit.DAY | Unit.MONTH:
                return begin_day + 1

    @property
    def by_minutes(self) -> bool:
        """Whether pauses add minutes, not working dates (rule 5)."""
        return self.limit.unit is Unit.HOUR or self.counting is Count.TO_THE_MINUTE


@dataclass(frozen=True, slots=True)
class Row:
    """One date: counted or not, why, and the decision that it rests on (empty where none does).

    `minutes` are those counted of a limit in hours, else `None`.
    """

    day: date
    counted: bool
    kind: RowKind
    parts: tuple[Part, ...]
    source: str = ""
    minutes: int | None = None

    def reason(self, language: Language = "vi") -> str:
        """Why, as one sentence for people."""
        return sentence(self.parts, language)


def moment_of(minutes: int) -> datetime:
    """A moment of the timeline as people write it, with its zone."""
    ordinal, minute = divmod(minutes, MINUTES_OF_DAY)
    return datetime.combine(date.fromordinal(ordinal), time(*divmod(minute, 60)), ZONE)


def _hour(minutes: int) -> str:
    return "{:02d}:{:02d}".format(*divmod(minutes % MINUTES_OF_DAY, 60))


def rows(reckoning: Reckoning) -> tuple[Row, ...]:
    """The ledger of a computation, ascending by date without gaps."""
    return tuple(_Writer(reckoning).rows())


_NUMBERED = {
    Unit.WORKING_DAY: "working_day",
    Unit.DAY: "calendar_day",
    Unit.MONTH: "calendar_day",
    Unit.SAME_DAY: "same_day",
}


class _Writer:
    """Walks the dates once and numbers the counted ones."""

    def __init__(self, reckoning: Reckoning) -> None:
        self._r = reckoning
        self._line = reckoning.calendar.timeline
        self._counting = [pause for pause in reckoning.pauses if pause.added]
        self._begin_day = reckoning.begin // MINUTES_OF_DAY
        self._first = reckoning.first
        self._due_day = reckoning.due // MINUTES_OF_DAY
        self._end_moved = reckoning.last != reckoning.base // MINUTES_OF_DAY
        limit = reckoning.limit
        self._total = reckoning.last - self._begin_day if limit.unit is Unit.MONTH else limit.amount
        self._number = 0

    def rows(self) -> Iterator[Row]:
        for ordinal in range(self._r.given // MINUTES_OF_DAY, self._due_day + 1):
            yield self._row(ordinal)

    def _row(self, ordinal: int) -> Row:
        unit = self._r.limit.unit
        if ordinal < self._begin_day:
            return self._before(ordinal)
        if unit is Unit.HOUR:
            return self._hours(ordinal)
        if ordinal == self._begin_day != self._first:
            return self._start(ordinal)
        if (pause := self._pause_over(ordinal)) is not None:
            return self._paused(ordinal, pause)
        if unit in (Unit.DAY, Unit.MONTH) and ordinal <= self._r.last:
            return self._calendar_day(ordinal)
        if not self._line.spans(ordinal):
            return self._resting(ordinal)
        return self._moved_end(ordinal) if self._end_moved else self._count(ordinal)

    def _before(self, ordinal: int) -> Row:
        """A date between receipt outside hours and the begin of the next session."""
        moved = self._received_outside(ordinal)
        if not self._line.spans(ordinal):
            return self._resting(ordinal, *moved)
        return Row(date.fromordinal(ordinal), counted=False, kind=RowKind.BEFORE_START, parts=moved)

    def _received_outside(self, ordinal: int) -> tuple[Part, ...]:
        r = self._r
        if r.given == r.begin or ordinal != r.given // MINUTES_OF_DAY:
            return ()
        return (phrase("received_outside", at=_hour(r.given), moved=moment_of(r.begin)),)

    def _start(self, ordinal: int) -> Row:
        late = (
            (phrase("too_late", hour=f"{self._r.same_day_until:%H:%M}"),) if self._r.limit.unit is Unit.SAME_DAY else ()
        )
        parts = (phrase("start"), *self._received_outside(ordinal), *late)
        return Row(date.fromordinal(ordinal), counted=False, kind=RowKind.START, parts=parts)

    def _resting(self, ordinal: int, *more: Part) -> Row:
        day = date.fromordinal(ordinal)
        kind, why, source = self._rest(day)
        return Row(day, counted=False, kind=kind, parts=(why, *more), source=source)

    def _rest(self, day: date) -> tuple[RowKind, Part, str]:
        entry = self._r.calendar.exceptions.get(day)
        if entry is None:
            names = (WEEKDAYS["vi"][day.weekday()], WEEKDAYS["en"][day.weekday()])
            return RowKind.WEEKLY_REST, phrase("weekly_rest", weekday=Words(*names)), ""
        # an entry without sessions rests, even a swap_work row that somebody gave an empty list
        kind = RowKind.LOCAL_CLOSURE if entry.kind is DayKind.SWAP_WORK else RowKind(entry.kind)
        return kind, _named(entry), entry.source

    def _calendar_day(self, ordinal: int) -> Row:
        """Rule 4: every date up to the last one counts, rest days too."""
        if self._line.spans(ordinal):
            return self._count(ordinal)
        day = date.fromordinal(ordinal)
        kind, why, source = self._rest(day)
        end = phrase("last_day_rests") if ordinal == self._r.last else phrase("rest_counts")
        return Row(day, counted=True, kind=kind, parts=(self._numbered(), why, end), source=source)

    def _moved_end(self, ordinal: int) -> Row:
        """The working date to which rest (and a pause over it) moved the end of a calendar limit: it is due, not counted."""
        self._end_moved = False
        day = date.fromordinal(ordinal)
        exceptional, source = self._exceptional(day)
        moved = phrase("moved_from", day=date.fromordinal(self._r.last))
        parts = (moved, *exceptional, *self._edges(ordinal), *self._due(ordinal))
        return Row(day, counted=False, kind=RowKind.MOVED, parts=parts, source=source)

    def _count(self, ordinal: int) -> Row:
        day = date.fromordinal(ordinal)
        exceptional, source = self._exceptional(day)
        first = () if ordinal != self._begin_day else self._received_outside(ordinal)
        parts = (self._numbered(), *first, *exceptional, *self._edges(ordinal), *self._due(ordinal))
        return Row(day, counted=True, kind=RowKind.COUNTED, parts=parts, source=source)

    def _numbered(self) -> Part:
        self._number += 1
        if self._number > self._total:
            return phrase("extension")
        return phrase(_NUMBERED[self._r.limit.unit], number=self._number)

    def _exceptional(self, day: date) -> tuple[tuple[Part, ...], str]:
        """What makes a worked date special: it is swapped, or worked in part."""
        entry = self._r.calendar.exceptions.get(day)
        if entry is None:
            return (), ""
        parts: tuple[Part, ...] = (_named(entry),)
        if entry.sessions is not None:
            parts = (*parts, phrase("open", sessions=", ".join(str(session) for session in entry.sessions)))
        return parts, entry.source

    def _due(self, ordinal: int) -> tuple[Part, ...]:
        return (phrase("due", at=_hour(self._r.due)),) if ordinal == self._due_day else ()

    def _edges(self, ordinal: int) -> tuple[Part, ...]:
        """Pauses that begin or end on a date which itself counts."""
        parts: list[Part] = []
        for pause in self._counting:
            if pause.end // MINUTES_OF_DAY == ordinal:
                if pause.counted_from // MINUTES_OF_DAY == ordinal:
                    parts.append(phrase("paused", begin=_hour(pause.counted_from), end=_hour(pause.end)))
                else:
                    parts.append(phrase("pause_ends", at=_hour(pause.end)))
            elif pause.counted_from // MINUTES_OF_DAY == ordinal:
                parts.append(phrase("pause_begins", at=_hour(pause.counted_from)))
        return tuple(parts)

    def _pause_over(self, ordinal: int) -> Stretch | None:
        """The pause for which a working date does not count."""
        if not self._line.spans(ordinal):
            return None
        if self._r.by_minutes:
            begin = ordinal * MINUTES_OF_DAY
            whole = self._worked(begin, begin + MINUTES_OF_DAY)
            over = [pause for pause in self._counting if self._overlap(pause, begin, begin + MINUTES_OF_DAY)]
            paused = sum(self._overlap(pause, begin, begin + MINUTES_OF_DAY) for pause in over)
            return over[-1] if paused == whole else None
        for pause in self._counting:
            if pause.counted_from // MINUTES_OF_DAY < ordinal <= pause.end // MINUTES_OF_DAY:
                return pause
        return None

    def _paused(self, ordinal: int, pause: Stretch, *first: Part) -> Row:
        said = phrase("paused", begin=moment_of(pause.begin), end=moment_of(pause.end))
        parts = (*first, said, *_reason(pause), *self._due(ordinal))
        return Row(date.fromordinal(ordinal), counted=False, kind=RowKind.PAUSE, parts=parts)

    def _worked(self, begin: int, end: int) -> int:
        return max(0, self._line.minutes_before(end) - self._line.minutes_before(begin))

    def _overlap(self, pause: Stretch, begin: int, end: int) -> int:
        return self._worked(max(begin, pause.counted_from), min(end, pause.end))

    def _hours(self, ordinal: int) -> Row:
        """Rule 2: a date counts by the minutes worked in it between start and due, outside pauses."""
        day = date.fromordinal(ordinal)
        if not self._line.spans(ordinal):
            return self._resting(ordinal)
        begin = max(ordinal * MINUTES_OF_DAY, self._r.begin)
        end = min((ordinal + 1) * MINUTES_OF_DAY, self._r.due)
        over = [pause for pause in self._counting if self._overlap(pause, begin, end)]
        minutes = self._worked(begin, end) - sum(self._overlap(pause, begin, end) for pause in over)
        start: tuple[Part, ...] = ()
        if ordinal == self._begin_day:
            start = (phrase("start_hours", at=_hour(self._r.begin)), *self._received_outside(ordinal))
        if not minutes and over:
            return self._paused(ordinal, over[-1], *start)
        exceptional, source = self._exceptional(day)
        parts = (
            *start,
            phrase("hours", duration=duration(minutes)),
            *exceptional,
            *self._edges(ordinal),
            *self._due(ordinal),
        )
        return Row(day, counted=True, kind=RowKind.COUNTED, parts=parts, source=source, minutes=minutes)


def _named(entry: CalendarDay) -> Words:
    """The name of a dated exception with its counterpart and its decision."""
    return Words(_said(entry, "vi"), _said(entry, "en"))


def _said(entry: CalendarDay, language: Language) -> str:
    pair = {DayKind.COMPENSATION: "in_lieu_of", DayKind.SWAP_OFF: "made_up_on", DayKind.SWAP_WORK: "made_up_for"}
    said = [Words(entry.name, entry.name_en).said(language)]
    if entry.pair is not None and entry.kind in pair:
        said.append(phrase(pair[entry.kind], day=entry.pair).said(language))
    if entry.source:
        said.append(phrase("under", source=Words(entry.source, entry.source_en)).said(language))
    return ", ".join(said)


def _reason(pause: Stretch) -> tuple[Part, ...]:
    return (Words(pause.reason),) if pause.reason else ()
