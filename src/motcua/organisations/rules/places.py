"""Rows of territory files as the importer understands them, whatever file they come from. Pure."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, replace
from datetime import date, timedelta

from motcua.organisations.rules.ranges import BEGINNING, holds, overlap

LEVELS = ("province", "district", "commune")


@dataclass(frozen=True, slots=True)
class Place:
    """A territory during a range: from `valid_from` (None: since before the data begins) to `valid_to` (None: open)."""

    line: int
    code: str
    level: str
    name: str
    type: str
    parent: str
    valid_from: date | None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Heir:
    """On a date (a part of) the old territory became part of the new one."""

    line: int
    old: str
    new: str
    on: date
    divided: bool = False


@dataclass(frozen=True, slots=True)
class Wrong:
    """A line that cannot be taken, and why."""

    line: int
    field: str
    template: str
    params: dict[str, object] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Batch:
    """A file, read. `shape` names which kind of file it was; `notes` tell a person what to look at."""

    shape: str
    places: tuple[Place, ...]
    heirs: tuple[Heir, ...]
    wrong: tuple[Wrong, ...]
    notes: tuple[str, ...] = ()


def level_of(code: str) -> str | None:
    """Statistical codes have 2 digits for provinces, 3 for districts, 5 for communes."""
    return {2: "province", 3: "district", 5: "commune"}.get(len(code)) if code.isascii() and code.isdigit() else None


@dataclass(frozen=True, slots=True)
class Span:
    """What is known of one territory: `name` as a key that ignores spelling of tone marks, `key` of the stored row (None: new)."""

    name: str
    parent: str
    start: date
    end: date | None
    key: int | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """What a place does to the spans of its territory: the spans after it, and `kept` when the file says otherwise than they do."""

    spans: tuple[Span, ...]
    kept: Span | None = None


def placed(spans: tuple[Span, ...], start: date | None, end: date | None, name: str, parent: str) -> Placed:
    """Fit one range with a name and parent among what is known (`spans`, in order, without overlap).

    An equal neighbour is extended, another name from a later date on closes the earlier span, an equal one changes nothing. Where two
    sources disagree on the same dates the known one stays. `start` None: it held before `end`, since when is not known.
    """
    from_day = start or BEGINNING
    same = [s for s in spans if s.name == name and (not parent or s.parent == parent)]
    over = [s for s in spans if overlap((s.start, s.end), (from_day, end))]
    if not over:
        return Placed(_inserted(spans, same, Span(name, parent, from_day, end)))
    if start is None:
        last = next((s for s in over if holds((s.start, s.end), end - timedelta(days=1))), None) if end else over[-1]
        return Placed(spans, None if last in same else last or over[-1])
    at = next((s for s in over if holds((s.start, s.end), start)), None)
    if at is None:
        return Placed(_inserted(spans, same, Span(name, parent, start, over[0].start)))
    if at in same:
        return Placed(_swap(spans, at, replace(at, end=end)) if end is not None and at.end is None else spans)
    if at.start == start:
        return Placed(spans, at)
    closed = replace(at, end=start)
    until = min((day for day in (end, at.end) if day is not None), default=None)
    return Placed(_inserted(_swap(spans, at, closed), same, Span(name, parent or at.parent, start, until)))


def _inserted(spans: tuple[Span, ...], same: list[Span], new: Span) -> tuple[Span, ...]:
    """The new span among the others, joined to an equal one before it, or (of unknown begin) to an equal one after it."""
    before = next((s for s in same if s.end == new.start), None)
    after = next((s for s in same if s.start == new.end), None) if new.start == BEGINNING else None
    if before is not None:
        return _swap(spans, before, replace(before, end=new.end))
    if after is not None:
        return _swap(spans, after, replace(after, start=new.start))
    return tuple(sorted((*spans, new), key=lambda s: s.start))


def _swap(spans: tuple[Span, ...], old: Span, new: Span) -> tuple[Span, ...]:
    return tuple(new if s is old else s for s in spans)
