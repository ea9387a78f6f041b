"""What a computation gives: the due moment and everything that explains it, as values, as JSON and as text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from motcua.kernel.workdays.ledger import Reckoning, Row, Stretch, moment_of, rows
from motcua.kernel.workdays.terms import Unit
from motcua.kernel.workdays.wording import Language, Phrase, day_said, duration, limit_said, phrase


class AddedUnit(StrEnum):
    """In what a pause moves the due moment."""

    MINUTE = "minute"
    WORKING_DAY = "working_day"


@dataclass(frozen=True, slots=True)
class AppliedPause:
    """A merged pause and how far it moved the due moment; `added` is 0 for one that does not count."""

    begin: datetime
    end: datetime
    added: int
    unit: AddedUnit
    reason: str = ""


@dataclass(frozen=True, eq=False)
class Result:
    """The due moment of one limit. The ledger is written when first asked for."""

    reckoning: Reckoning

    @cached_property
    def start(self) -> datetime:
        """The start as received, in whole minutes."""
        return moment_of(self.reckoning.given)

    @cached_property
    def counted_from(self) -> datetime:
        """The normalised start: inside a session (rule 1)."""
        return moment_of(self.reckoning.begin)

    @cached_property
    def first_counted(self) -> date:
        """The first date that counts, were there no pauses; for hours the normalised start's own."""
        return date.fromordinal(self.reckoning.first)

    @cached_property
    def due(self) -> datetime:
        """The due moment, pauses included."""
        return moment_of(self.reckoning.due)

    @cached_property
    def due_without_pauses(self) -> datetime:
        """The due moment as it would be without any pause: what is promised at the start."""
        return moment_of(self.reckoning.base)

    @cached_property
    def pauses(self) -> tuple[AppliedPause, ...]:
        """The pauses by time, merged where they overlapped or touched."""
        unit = AddedUnit.MINUTE if self.reckoning.by_minutes else AddedUnit.WORKING_DAY
        return tuple(
            AppliedPause(moment_of(pause.begin), moment_of(pause.end), pause.added, unit, pause.reason)
            for pause in self.reckoning.pauses
        )

    @cached_property
    def ledger(self) -> tuple[Row, ...]:
        """Every date from the start's to the due one (rule 7)."""
        return rows(self.reckoning)

    def notes(self, language: Language = "vi") -> tuple[str, ...]:
        """What a reader must know beside the ledger: a moved start, pauses that do not count, years without decided holidays."""
        return tuple(note.said(language) for note in self._notes())

    def _notes(self) -> Iterator[Phrase]:
        r = self.reckoning
        if r.given != r.begin:
            yield phrase("note_moved", at=f"{self.start:%H:%M}", moved=self.counted_from)
        for pause in r.pauses:
            if (key := _not_counting(pause, r)) is not None:
                yield phrase(key, begin=moment_of(pause.begin), end=moment_of(pause.end))
        unknown = [year for year in range(self.start.year, self.due.year + 1) if not r.calendar.is_known(year)]
        if unknown:
            yield phrase("note_years", calendar=r.calendar.code, years=_years(unknown))

    def as_json(self, language: Language = "vi") -> dict[str, object]:
        """The shape that CONTRACT gives, with more beside; moments RFC 3339, dates ISO."""
        r = self.reckoning
        return {
            "start": self.start.isoformat(),
            "counted_from": self.counted_from.isoformat(),
            "limit": str(r.limit),
            "count": None if r.limit.unit is Unit.HOUR else str(r.counting),
            "calendar": r.calendar.code,
            "first_counted": self.first_counted.isoformat(),
            "due": self.due.isoformat(),
            "due_without_pauses": self.due_without_pauses.isoformat(),
            "pauses": [_pause_json(pause) for pause in self.pauses],
            "ledger": [_row_json(row, language) for row in self.ledger],
            "notes": list(self.notes(language)),
        }

    def as_text(self, language: Language = "vi") -> str:
        """A heading and the ledger as a table, for a terminal or a printed sheet."""
        said = {key: Phrase(key).said(language) for key in _HEADINGS}
        width = max(map(len, said.values()))
        lines = [f"{said[key]:<{width}}  {value}" for key, value in self._heading(language)]
        return "\n".join([*lines, "", *self._table(language), *self._after(language)])

    def _heading(self, language: Language) -> list[tuple[str, str]]:
        r = self.reckoning
        return [
            ("head_limit", limit_said(r.limit, r.counting, language)),
            ("head_calendar", r.calendar.name or r.calendar.code),
            ("head_start", _moment_said(self.start, language)),
            ("head_first", day_said(self.first_counted, language)),
            ("head_due", _moment_said(self.due, language)),
        ]

    def _table(self, language: Language) -> list[str]:
        head = [Phrase(key).said(language) for key in ("column_day", "column_counted", "column_reason")]
        table = [
            head,
            *([day_said(row.day, language), "✓" if row.counted else "–", row.reason(language)] for row in self.ledger),
        ]
        first, second = (max(len(line[column]) for line in table) for column in (0, 1))
        lines = [f"{day:<{first}}  {counts:<{second}}  {reason}" for day, counts, reason in table]
        rule = "─" * max(map(len, lines))
        return [lines[0], rule, *lines[1:]]

    def _after(self, language: Language) -> list[str]:
        pauses = [_pause_said(pause, language) for pause in self.pauses]
        lines = []
        for key, entries in (("head_pauses", pauses), ("head_notes", list(self.notes(language)))):
            if entries:
                lines += ["", Phrase(key).said(language), *(f"  {entry}" for entry in entries)]
        return lines


_HEADINGS = ("head_limit", "head_calendar", "head_start", "head_first", "head_due")


def _not_counting(pause: Stretch, reckoning: Reckoning) -> str | None:
    """Which note a pause needs that lies before the start or after the due moment."""
    if pause.end <= reckoning.begin:
        return "note_pause_before"
    return "note_pause_after" if pause.begin >= reckoning.due else None


def _years(years: list[int]) -> str:
    """`2019, 2027-2031`."""
    runs: list[list[int]] = []
    for year in years:
        if runs and runs[-1][-1] == year - 1:
            runs[-1][1:] = [year]
        else:
            runs.append([year])
    return ", ".join("-".join(map(str, run)) for run in runs)


def _moment_said(moment: datetime, language: Language) -> str:
    return f"{moment:%H:%M} {day_said(moment.date(), language)}"


def _pause_json(pause: AppliedPause) -> dict[str, object]:
    shape: dict[str, object] = {
        "from": pause.begin.isoformat(),
        "to": pause.end.isoformat(),
        "added": pause.added,
        "added_unit": str(pause.unit),
    }
    return {**shape, "reason": pause.reason} if pause.reason else shape


def _row_json(row: Row, language: Language) -> dict[str, object]:
    shape: dict[str, object] = {
        "date": row.day.isoformat(),
        "counted": row.counted,
        "reason": row.reason(language),
        "source": row.source or None,
        "kind": str(row.kind),
    }
    return shape if row.minutes is None else {**shape, "minutes": row.minutes}


def _pause_said(pause: AppliedPause, language: Language) -> str:
    between = f"{_moment_said(pause.begin, language)} → {_moment_said(pause.end, language)}"
    if pause.unit is AddedUnit.MINUTE:
        added = phrase("added_minute", duration=duration(pause.added))
    else:
        added = phrase("added_working_day", number=pause.added)
    said = f"{between}: {added.said(language)}"
    return f"{said} ({pause.reason})" if pause.reason else said
