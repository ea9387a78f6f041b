"""The steps of the reading, from blocks to a plan document."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from motcua.documents.citations import Citation, canonical, date_differences, find_citations, known_dates, merge
from motcua.documents.citations.numbers import restored
from motcua.documents.reading.blocks import Document, Text
from motcua.documents.reading.restoring import restored as restored_document
from motcua.plans.reader.classify import classify
from motcua.plans.reader.counts import read_counts
from motcua.plans.reader.duties import narrative_tasks
from motcua.plans.reader.entries import entries_of
from motcua.plans.reader.flattened import with_tables
from motcua.plans.reader.grids import Grid, read_grid
from motcua.plans.reader.head import read_head
from motcua.plans.reader.labels import Rank
from motcua.plans.reader.outline import Entry, Node, oddities, tree
from motcua.plans.reader.outreach import read_outreach
from motcua.plans.reader.parts import mark_outreach, says_outreach
from motcua.plans.reader.plan_document import CitedDocument, PlanDocument, ReadWarning, Section, Task
from motcua.plans.reader.reporting import read_reporting
from motcua.plans.reader.rows import Group, TaskRow, task_rows
from motcua.plans.reader.sources import Sources
from motcua.plans.reader.systems import read_systems
from motcua.plans.reader.table_tasks import table_tasks
from motcua.plans.reader.targets import read_targets
from motcua.plans.reader.zones import Zones, zones_of


@dataclass(slots=True)
class _TableRead:
    """A table with its columns, groups and rows, and the item that holds it."""

    node: Node
    grid: Grid
    groups: list[Group]
    rows: list[TaskRow]


def read_plan(document: Document, *, known: Mapping[str, datetime.date] | None = None) -> PlanDocument:
    """What the document says, every item with its quote. `known` are dates by canonical number (default: the shipped instruments).

    What is no plan gives empty lists and says why. Nothing is raised for any content.
    """
    document = restored_document(document)
    entries = with_tables(entries_of(document))
    zones = zones_of(entries)
    maker = Sources(document)
    class_, why = classify(zones, entries)
    head = replace(read_head(zones, maker), class_=class_, why=why)
    if class_ == "not_a_plan":
        return PlanDocument(head)
    root = tree(zones.body)
    mark_outreach(root, head.title)
    tables = _tables(root, communicates=says_outreach(head.title))
    tasks = _tasks(root, tables, maker, head.year)
    mentions = _mentions(zones, head.number)
    grids = [(t.grid, t.rows, t.node.block or 0) for t in tables]
    return PlanDocument(
        document=head,
        bases=_bases(mentions, maker),
        citations=_citations(mentions, maker),
        sections=tuple(_sections(root, {t.node.block: t for t in tables})),
        targets=tuple(read_targets(root, grids, maker)),
        counts=tuple(read_counts(root, grids, maker)),
        tasks=tasks,
        outreach=read_outreach(root, grids, maker),
        reporting=tuple(read_reporting(root, zones.closing, tasks, maker)),
        systems=read_systems(list(_texts([*zones.opening, *zones.body, *zones.closing])), head.place, maker),
        warnings=tuple(_warnings(zones, root, mentions, maker=maker, number=head.number, known=known)),
    )


def _tables(root: Node, *, communicates: bool) -> list[_TableRead]:
    out: list[_TableRead] = []
    before: Grid | None = None
    for node in root.walk():
        if node.table is None:
            continue
        grid = read_grid(node.table, before)
        if grid is None:
            continue
        before = grid
        if communicates:
            grid.tells_topics()
        groups, rows = task_rows(grid)
        out.append(_TableRead(node, grid, groups, rows))
    return out


def _tasks(root: Node, tables: Sequence[_TableRead], maker: Sources, year: int | None) -> tuple[Task, ...]:
    """Rows of task tables, then duties in running text."""
    tasks: list[Task] = []
    for table in tables:
        if table.grid.is_task_table:
            tasks.extend(table_tasks(table.rows, table.node, maker, year))
    tasks.extend(narrative_tasks(root, maker, year))
    return tuple(tasks)


def _texts(entries: Sequence[Entry]) -> Iterator[tuple[Text, int]]:
    for entry in entries:
        if entry.table is None:
            yield entry.text, entry.block
        else:
            for cell in entry.table.cells:
                yield cell.text, entry.block


@dataclass(frozen=True, slots=True)
class _Mention:
    citation: Citation
    text: Text
    block: int
    basis: bool


def _mentions(zones: Zones, own: str | None) -> list[_Mention]:
    """Citations in the opening, body and closing; the document's own number ("Kèm theo Kế hoạch số …") is none."""
    out: list[_Mention] = []
    itself = canonical(own) if own else None
    for part, basis in ((zones.opening, True), (zones.body, False), (zones.closing, False)):
        for text, block in _texts(part):
            for citation in find_citations(text.value):
                if citation.number is not None and canonical(citation.number) == itself:
                    continue
                out.append(_Mention(citation, text, block, basis and not citation.nested))
    return out


def _cited(citation: Citation, mention: _Mention, maker: Sources) -> CitedDocument:
    number = citation.number
    if number is not None and maker.document.repaired:
        number = restored(number)
    source = maker.of(
        mention.text[mention.citation.start : mention.citation.end], mention.block, 0.97 if number else 0.7
    )
    return CitedDocument(
        citation.kind, number, citation.issuer, citation.issued_on, citation.subject, citation.amends, source
    )


def _bases(mentions: Sequence[_Mention], maker: Sources) -> tuple[CitedDocument, ...]:
    """Documents named in the opening itself, not inside another's title."""
    bases = [m for m in mentions if m.basis]
    return _merged(bases, maker)


def _citations(mentions: Sequence[_Mention], maker: Sources) -> tuple[CitedDocument, ...]:
    return _merged(mentions, maker)


def _merged(mentions: Sequence[_Mention], maker: Sources) -> tuple[CitedDocument, ...]:
    return tuple(_cited(one, mentions[order[0]], maker) for one, order in merge([m.citation for m in mentions]))


def _sections(node: Node, tables: Mapping[int | None, _TableRead]) -> Iterator[Section]:
    """The outline: numbered and lettered items, with groups and rows of tables where they stand."""
    for child in node.children:
        if child.table is not None:
            table = tables.get(child.block)
            if table is not None:
                yield from _table_sections(table)
        elif child.rank <= Rank.LETTER and child.label is not None:
            yield Section(child.label, child.title, tuple(_sections(child, tables)))


def _table_sections(table: _TableRead) -> Iterator[Section]:
    if not table.grid.is_task_table and not table.grid.is_outreach:
        return
    yield from _in_order([r for r in table.rows if r.group is None], table.groups)


def _in_order(rows: Sequence[TaskRow], groups: Sequence[Group]) -> Iterator[Section]:
    """Numbered rows and groups as they follow each other on the page."""
    items: list[tuple[int, Section]] = [(g.title.start, _group(g)) for g in groups]
    items += [(r.whole.start, Section(r.no, None)) for r in rows if r.own_no and r.no]
    return (section for _, section in sorted(items, key=lambda item: item[0]))


def _group(group: Group) -> Section:
    title = " ".join(group.title.value.split()).rstrip(" .:")
    return Section(group.label or title, title, tuple(_in_order(group.rows, group.groups)))


_ODDITIES = {
    "numbering_doubled": "Số thứ tự “{label}” lặp lại.",
    "numbering_out_of_order": "Số thứ tự “{label}” đứng sau “{before}”: không theo thứ tự.",
    "numbering_gap": "Số thứ tự nhảy từ “{before}” đến “{label}”.",
}


def _warnings(
    zones: Zones,
    root: Node,
    mentions: Sequence[_Mention],
    *,
    maker: Sources,
    number: str | None,
    known: Mapping[str, datetime.date] | None,
) -> Iterator[ReadWarning]:
    if number is None and zones.kind is not None:
        yield ReadWarning("number_unreadable", "Không đọc được số của văn bản: để trống hoặc chờ cấp số.")
    for odd in oddities(root):
        yield ReadWarning(
            odd.code, _ODDITIES[odd.code].format(label=odd.label, before=odd.before), maker.of(odd.text, odd.block)
        )
    dated = [m for m in mentions if m.citation.number and m.citation.issued_on]
    if not dated:
        return
    by_citation = {id(m.citation): m for m in dated}
    told: set[tuple[str | None, datetime.date | None]] = set()
    for difference in date_differences([m.citation for m in dated], known if known is not None else known_dates()):
        one = difference.citation
        if (one.number, one.issued_on) in told or one.issued_on is None:
            continue
        told.add((one.number, one.issued_on))
        mention = by_citation[id(one)]
        message = f"{one.kind} {one.number} được dẫn với ngày {one.issued_on:%d/%m/%Y}; ngày đã biết là {difference.known:%d/%m/%Y}."
        yield ReadWarning("citation_date_differs", message, maker.of(mention.text[one.start : one.end], mention.block))
