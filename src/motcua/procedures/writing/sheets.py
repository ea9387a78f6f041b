"""Papers about procedures as plain values: what stands on them, in lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """Kinds of paper: A4 checklist, A4 leaflet to fold, A3 poster, A5 booklet, A4 list for the notice board."""

    CHECKLIST = "checklist"
    LEAFLET = "leaflet"
    POSTER = "poster"
    BOOKLET = "booklet"
    POSTING = "posting"


@dataclass(frozen=True, slots=True)
class Line:
    """A fact of the short answer."""

    about: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One of the four questions."""

    key: str
    lines: tuple[Line, ...]
    one_holds: bool = False
    """Of several values for one way of filing one holds in each case, as of limits; fees may all be paid."""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper of the list; `facts` tells number, form and how it is given. Not `brought`: a database holds its data already."""

    name: str
    facts: str = ""
    brought: bool = True


@dataclass(frozen=True, slots=True)
class CaseLines:
    """Papers of a case; "" is for everybody."""

    name: str
    papers: tuple[PaperLine, ...]
    counted: str = ""
    """How many there are; told alone where the paper has no room for them."""
    short: str = ""
    """The name as far as it tells the case from the others, where the whole name has no room."""


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of the order of performing."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class PartLines:
    """Another part with its lines."""

    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One procedure."""

    name: str
    caption: str
    answer: tuple[Answer, ...]
    cases: tuple[CaseLines, ...] = ()
    steps: tuple[StepLine, ...] = ()
    parts: tuple[PartLines, ...] = ()
    dense: int = 0
    """Steps by which its letters are smaller."""


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything that stands on it. `qr` is an SVG, `words` the
    fixed words (qr, scan, bring, steps, contents, more, more_lines, by_case)."""

    kind: Kind
    title: str
    publisher: str
    revision: str
    address: str
    qr: str
    words: dict[str, str]
    sheets: tuple[Sheet, ...] = ()
    subtitle: str = ""
    head: tuple[str, ...] = ()
    widths: tuple[float, ...] = ()
    rows: tuple[tuple[str, ...], ...] = field(default=())
