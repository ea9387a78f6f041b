"""Tasks of a table's rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

from motcua.documents.reading.blocks import Text
from motcua.plans.reader import grids
from motcua.plans.reader.bodies import split_units
from motcua.plans.reader.outline import Node
from motcua.plans.reader.plan_document import Schedule, Source, Task
from motcua.plans.reader.rows import TaskRow
from motcua.plans.reader.schedules import between, parse_schedule
from motcua.plans.reader.sources import Sources, trimmed

_LEAD_WORDS = re.compile(
    r"(?:^|(?<=[\s;.\-–]))(?:-\s*)?(?:(?:đơn vị|cơ quan|bộ phận)\s+)?(?:chủ trì|thực hiện)\s*:\s*", re.IGNORECASE
)
_WITH_WORDS = re.compile(
    r"[;,.\s\-–]*(?:(?:đơn vị|cơ quan)\s+)?phối hợp(?:\s+(?:với|cùng|thực hiện))*\s*:?\s*", re.IGNORECASE
)
_LEADS_AFTER = re.compile(r"\s*(?:là đơn vị\s+)?chủ trì(?:\s+thực hiện)?\s*[,;.]?\s*$", re.IGNORECASE)
_MARKED = re.compile(
    r"(?P<unit>[^;()\n]{2,200}?)\s*\(\s*(?:(?P<lead>(?:đơn vị |cơ quan )?chủ trì)|(?:đơn vị |cơ quan )?phối hợp)\s*\)\s*[;,.]?\s*(?:và\s+)?",
    re.IGNORECASE,
)
"""A unit with its part in brackets: "Sở Nội vụ (chủ trì); các sở, ngành (phối hợp)"."""
_BOTH_AFTER = re.compile(
    r"(?P<lead>[^;,:()\n]{2,120}?)\s+chủ trì\s*[,;]\s*(?P<others>[^:()]{2,400}?)\s+phối hợp(?:\s+thực hiện)?\s*\.?",
    re.IGNORECASE,
)
"""Parts said behind the units: "Văn phòng chủ trì, các phòng phối hợp"."""
_DASH = re.compile(r"^[-–+•*]\s*")
_OPEN = re.compile(r"[\W_]*")

EXPLICIT, INHERITED = 0.97, 0.85


class _Note(Protocol):
    """Keeps where a field was found; its confidence is lower when one of `roles` came from the row above."""

    def __call__(self, field: str, text: Text, *roles: str) -> None: ...


def table_tasks(rows: list[TaskRow], node: Node, maker: Sources, year: int | None) -> Iterator[Task]:
    """One task a row. `node` is the item of the outline that holds the table."""
    for row in rows:
        yield _task(row, node, maker, year)


def _task(row: TaskRow, node: Node, maker: Sources, year: int | None) -> Task:
    sources: dict[str, Source] = {}
    block = node.block

    def note(field: str, text: Text, *roles: str) -> None:
        sure = INHERITED if row.inherited & set(roles) else EXPLICIT
        sources[field] = maker.of(text, block, sure)

    task = _words(row.values.get(grids.TASK) or row.values[grids.TOPIC])
    note("task", task)
    lead, coordinators = _units(row, note)
    goal = _field(row, grids.GOAL, note, "goal")
    deliverable = _field(row, grids.DELIVERABLE, note, "deliverable")
    schedule_text, schedule = _schedule(row, note, year)
    section, title = _section(row, node)
    confidence = min(s.confidence or EXPLICIT for s in sources.values())
    return Task(
        no=row.no,
        section=section,
        section_title=title,
        goal=goal,
        task=_one_line(task),
        lead=lead,
        coordinators=coordinators,
        deliverable=deliverable,
        schedule_text=schedule_text,
        schedule=schedule,
        source=maker.of(task, block, confidence),
        confidence=confidence,
        sources=sources,
    )


def _one_line(text: Text) -> str:
    return " ".join(text.value.split())


def _words(text: Text) -> Text:
    """A cell's words without the dash or marks around them."""
    text = text.strip()
    dash = _DASH.match(text.value)
    if dash and not re.search(r"[.;]\s[-–+]\s", text.value):
        text = text[dash.end() :]
    return trimmed(text)


def _field(row: TaskRow, role: str, note: _Note, name: str) -> str | None:
    text = row.values.get(role)
    if text is None or _OPEN.fullmatch(text.value):
        return None
    text = trimmed(text)
    note(name, text, role)
    return _one_line(text)


def _section(row: TaskRow, node: Node) -> tuple[str | None, str | None]:
    """The table's group; without groups the section that holds the table."""
    if row.group is not None:
        return row.group.label, _one_line(trimmed(row.group.title))
    for above in node.lineage():
        if above.table is None and above.label is not None:
            return above.label, above.title
    return None, None


def _units(row: TaskRow, note: _Note) -> tuple[str | None, tuple[str, ...]]:
    lead, others = row.values.get(grids.LEAD), row.values.get(grids.COORDINATORS)
    lead_role, other_role = grids.LEAD, grids.COORDINATORS
    both = row.values.get(grids.BOTH)
    if both is not None:
        lead, others = _parted(both)
        lead_role = other_role = grids.BOTH
    elif lead is not None and others is None and (_WITH_WORDS.search(lead.value) or _MARKED.match(lead.value)):
        lead, others = _parted(lead)
        other_role = grids.LEAD
    name = None
    if lead is not None and not _OPEN.fullmatch(lead.value):
        lead = _words(lead)
        note("lead", lead, lead_role)
        name = _one_line(lead)
    units: tuple[str, ...] = ()
    if others is not None and not _OPEN.fullmatch(others.value):
        units = tuple(_one_line(t) for t in split_units(others))
        note("coordinators", others, other_role)
    return name, units


def _parted(text: Text) -> tuple[Text | None, Text | None]:
    """ "Chủ trì: Sở Nội vụ; phối hợp: các sở, ngành" in one cell."""
    marked = list(_MARKED.finditer(text.value))
    if marked and marked[0].start() == 0 and marked[0]["lead"]:
        helping = [m for m in marked if not m["lead"]]
        lead = text[marked[0].start("unit") : marked[0].end("unit")]
        rest = text[helping[0].start("unit") : helping[-1].end("unit")] if helping else text[marked[0].end() :]
        return lead.strip() or None, rest.strip() or None
    if both := _BOTH_AFTER.fullmatch(text.value.strip()):
        text = text.strip()
        return text[both.start("lead") : both.end("lead")], text[both.start("others") : both.end("others")]
    match = _WITH_WORDS.search(text.value)
    lead, others = (text[: match.start()], text[match.end() :]) if match else (text, None)
    begin = _LEAD_WORDS.match(lead.value)
    lead = lead[begin.end() :] if begin else lead
    end = _LEADS_AFTER.search(lead.value)
    lead = lead[: end.start()] if end else lead
    return (lead.strip() or None), (others.strip() if others is not None else None)


def _schedule(row: TaskRow, note: _Note, year: int | None) -> tuple[str | None, Schedule]:
    begin, end = row.values.get(grids.BEGIN), row.values.get(grids.END)
    text = row.values.get(grids.SCHEDULE)
    if begin is not None and end is not None:
        whole = Text.join([begin, end], " - ")
        note("schedule_text", whole, grids.BEGIN)
        return _one_line(whole), between(parse_schedule(begin.value, year), parse_schedule(end.value, year))
    text = text or end or begin
    if text is None or _OPEN.fullmatch(text.value):
        return None, Schedule()
    text = trimmed(text)
    note("schedule_text", text, grids.SCHEDULE, grids.END, grids.BEGIN)
    return _one_line(text), parse_schedule(text.value, year)
