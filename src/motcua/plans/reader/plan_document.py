"""What the reader extracts from one plan, and its JSON (`plan-document.schema.json`, version 1).

Texts are as in the document with white space collapsed. Every item carries the words it came from (`Source`); an item without them
cannot be made.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Literal

SCHEMA_VERSION = 1

DocumentClass = Literal["plan", "decision_with_plan", "not_a_plan"]
Comparator = Literal[">=", "<=", "=", ">", "<"]
ScheduleKind = Literal["by_date", "quarter", "months", "year", "continuous", "on_event", "periodic", "unspecified"]
AudienceKey = Literal["officials", "public"]
ReportPeriod = Literal["monthly", "quarterly", "6_months", "9_months", "annual", "ad_hoc", "unspecified"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value was found: `quote` are the document's own words (never empty), `start`/`end` characters in `Document.text`.

    `confidence` tells how sure the reading of this one value is: 0.95 and more for a value in a column or line of its own name,
    about 0.6 for one inferred from running text.
    """

    quote: str
    page: int | None
    block: int | None
    start: int
    end: int
    confidence: float | None = None

    def __post_init__(self) -> None:
        if not self.quote:
            raise ValueError("nothing is extracted without a quote")


@dataclass(frozen=True, slots=True)
class Signer:
    capacity: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The document itself: header, title, signature, recipients."""

    kind: str | None = None
    number: str | None = None
    issuer: str | None = None
    place: str | None = None
    issued_on: datetime.date | None = None
    title: str | None = None
    year: int | None = None
    signer: Signer = field(default_factory=Signer)
    recipients: tuple[str, ...] = ()
    class_: DocumentClass = "plan"
    why: str | None = None
    sources: Mapping[str, Source] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CitedDocument:
    kind: str
    number: str | None
    issuer: str | None
    issued_on: datetime.date | None
    subject: str | None
    amends: tuple[str, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Section:
    label: str
    title: str | None
    children: tuple[Section, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days; either end may be open."""

    start: datetime.date | None
    end: datetime.date | None


@dataclass(frozen=True, slots=True)
class Target:
    text: str
    subject: str
    comparator: Comparator
    value: float
    unit: str
    source: Source
    task_no: str | None = None
    indicator: str | None = None
    confidence: float | None = None
    period: Span | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """`every` is an ISO 8601 duration, `months` are "YYYY-MM", `due` the days inside each period or the several days (`day_codes`)."""

    kind: ScheduleKind = "unspecified"
    start: datetime.date | None = None
    end: datetime.date | None = None
    event: str | None = None
    every: str | None = None
    months: tuple[str, ...] | None = None
    due: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Task:
    no: str | None
    section: str | None
    section_title: str | None
    goal: str | None
    task: str
    lead: str | None
    coordinators: tuple[str, ...]
    deliverable: str | None
    schedule_text: str | None
    schedule: Schedule
    source: Source
    confidence: float | None = None
    sources: Mapping[str, Source] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Topic:
    no: str | None
    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class ChannelUse:
    text: str
    channel: str
    source: Source


@dataclass(frozen=True, slots=True)
class Audience:
    key: AudienceKey
    label: str
    topics: tuple[Topic, ...]
    channels: tuple[ChannelUse, ...]


@dataclass(frozen=True, slots=True)
class Outreach:
    audiences: tuple[Audience, ...]


@dataclass(frozen=True, slots=True)
class ReportDuty:
    period: ReportPeriod
    to: str | None
    text: str
    source: Source
    due_text: str | None = None
    via: str | None = None


@dataclass(frozen=True, slots=True)
class NamedSystem:
    name: str
    quote: str
    source: Source


@dataclass(frozen=True, slots=True)
class ReadWarning:
    """`code` is stable; `message` is Vietnamese, for people."""

    code: str
    message: str
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class PlanDocument:
    document: Head
    bases: tuple[CitedDocument, ...] = ()
    citations: tuple[CitedDocument, ...] = ()
    sections: tuple[Section, ...] = ()
    targets: tuple[Target, ...] = ()
    tasks: tuple[Task, ...] = ()
    outreach: Outreach | None = None
    reporting: tuple[ReportDuty, ...] = ()
    systems: tuple[NamedSystem, ...] = ()
    warnings: tuple[ReadWarning, ...] = ()
    counts: tuple[Target, ...] = ()
    """Numbers of countable things that the plan wants ("tối thiểu 24 tin, bài"), apart from the rates in `targets`."""

    def to_json(self) -> dict[str, object]:
        """A dictionary of plain JSON values in the shape of the schema."""
        return {"schema_version": SCHEMA_VERSION, **{f.name: _plain(getattr(self, f.name)) for f in fields(self)}}


def _plain(value: object) -> object:
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, ReadWarning) and value.source is None:
        return {"code": value.code, "message": value.message}
    if is_dataclass(value) and not isinstance(value, type):
        rows = {f.name.rstrip("_"): _plain(getattr(value, f.name)) for f in fields(value)}
        return {k: v for k, v in rows.items() if v is not None or k != "confidence"}
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(v) for v in value]
    return value
