"""Printed pages into blocks, for PDF files and scans alike."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from motcua.documents.reading.columns import mended
from motcua.documents.reading.continued import join_tables
from motcua.documents.reading.drafts import Draft, Passage, clean
from motcua.documents.reading.layout.cells import PlacedTable, place_words
from motcua.documents.reading.layout.flow import Measure, goes_on, measure, passage_of, passages_of
from motcua.documents.reading.layout.grids import Grid, grids_of
from motcua.documents.reading.layout.pages import Line, Page, Rule, Word, lines_of
from motcua.documents.reading.layout.sides import Gutter, Side, closes_with_recipients, pieces_of, sides_of
from motcua.documents.reading.layout.turned import append, joins
from motcua.documents.reading.letterhead import stands_in_columns
from motcua.documents.reading.secrecy import is_mark
from motcua.documents.reading.wrapped import rejoin

_PAGE_NUMBER = re.compile(r"^(?:trang\s*)?[-–—\s|]*\d{1,4}(?:\s*/\s*\d{1,4})?[-–—\s|.]*$", re.IGNORECASE)
_MARGIN_BAND = 0.13  # running heads stand within this part of the page's height
_FIGURES = re.compile(r"\d+")


@dataclass(slots=True)
class Sheet:
    """One page, read: what stands on it from top to bottom, and what was set aside. Small, so that many can wait."""

    number: int
    width: float
    height: float
    lines: list[Line]
    tables: list[PlacedTable]
    notes: list[Line] = field(default_factory=list)
    sides: list[Side] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Assembled:
    drafts: list[Draft]
    asides: list[Passage]


def sheet_of(page: Page) -> Sheet:
    """Tables, lines and footnotes of one page."""
    grids = grids_of(page)
    tables, outside = place_words(page, grids)
    tables, loose = _without_layout(tables, page, grids)
    lines = lines_of([*outside, *loose], page.number)
    lines = [part for line in lines if clean(line.value) for part in _without_stamp(line)]
    lines, notes = _footnotes(lines, page)
    return Sheet(page.number, page.width, page.height, lines, tables, notes, beside=page.beside)


def _without_stamp(line: Line) -> list[Line]:
    """A secrecy stamp that stands on one height with other words is a line of its own."""
    pieces = pieces_of(line)
    return pieces if len(pieces) > 1 and any(is_mark(clean(piece.value)) for piece in pieces) else [line]


def _without_layout(tables: list[PlacedTable], page: Page, grids: list[Grid]) -> tuple[list[PlacedTable], list[Word]]:
    """Ruled tables that are a letterhead or signatures in a frame give their words back to the flow."""
    kept: list[PlacedTable] = []
    loose: list[Word] = []
    for table in tables:
        columns: dict[int, list[str]] = {}
        for cell in table.draft.cells:
            columns.setdefault(cell.column, []).extend(cell.paragraphs)
        filled = [column for column in columns.values() if column]
        if len(filled) > 3 or table.draft.rows > 6 or not stands_in_columns(filled):
            kept.append(table)
            continue
        grid = next(g for g in grids if g.top == table.top and g.bottom == table.bottom)
        loose += [w for w in page.words if grid.cell_at((w.x0 + w.x1) / 2, w.middle) is not None]
    return kept, loose


def _footnotes(lines: list[Line], page: Page) -> tuple[list[Line], list[Line]]:
    """Small lines at the foot of the page, under the short rule that sets notes apart."""
    if not lines:
        return lines, []
    body = Counter({line.size: 0 for line in lines})
    for line in lines:
        body[line.size] += len(line.words)
    size = body.most_common(1)[0][0]
    for rule in page.across:
        if rule.at < 0.4 * page.height or not 40 < rule.end - rule.start < 0.6 * page.width:
            continue
        below = [line for line in lines if line.top >= rule.at - 2]
        above = [line for line in lines if line.top < rule.at - 2]
        text = [line for line in below if not _PAGE_NUMBER.match(clean(line.value))]
        near = text and text[0].top - rule.at < 2.5 * text[0].size
        if near and above and all(line.size < size - 0.8 for line in text):
            return [line for line in lines if line not in text], text
    return lines, []


def assemble(sheets: Sequence[Sheet]) -> Assembled:
    """The blocks of a whole document from its pages: paragraphs and tables joined over page breaks, running heads set aside."""
    heads = _running_heads(sheets)
    asides: dict[str, Passage] = {}
    gutter: Gutter | None = None
    for sheet in sheets:
        sheet.lines = _without_heads(sheet, heads, asides)
        sheet.sides = sides_of(sheet.lines, gutter)
        gutter = _open_gutter(sheet)
    own_measures = _measures(sheets)
    flow = _Flow()
    for sheet in sheets:
        flow.turn(own_measures[_format(sheet)])
        for item in _in_order(sheet):
            flow.take(item)
    notes = [passage for sheet in sheets for passage in passages_of(sheet.notes, own_measures[_format(sheet)])]
    beside = {value: Passage(value, page=sheet.number) for sheet in reversed(sheets) for value in sheet.beside}
    return Assembled(join_tables(rejoin(flow.finish())), [*asides.values(), *notes, *beside.values()])


def _open_gutter(sheet: Sheet) -> Gutter | None:
    """The strip between recipients and signature where that block closes the page."""
    last = sheet.sides[-1] if sheet.sides else None
    if last is None or last.last != len(sheet.lines) - 1 or not closes_with_recipients(last):
        return None
    return last.gutter if all(table.bottom < last.left[0].top for table in sheet.tables) else None


def _format(sheet: Sheet) -> int:
    return round(sheet.width / 20)


def _measures(sheets: Sequence[Sheet]) -> dict[int, Measure]:
    """The measure of the body, for each page width (annexes lie across)."""
    by_format: dict[int, list[Line]] = {}
    widths: dict[int, float] = {}
    for sheet in sheets:
        in_sides = {i for side in sheet.sides for i in range(side.first, side.last + 1)}
        widths[_format(sheet)] = sheet.width
        by_format.setdefault(_format(sheet), []).extend(line for i, line in enumerate(sheet.lines) if i not in in_sides)
    return {key: measure(lines, widths[key]) for key, lines in by_format.items()}


def _running_heads(sheets: Sequence[Sheet]) -> set[str]:
    """Lines at the top or foot that stand on several pages, figures apart."""
    seen: Counter[str] = Counter()
    for sheet in sheets:
        seen.update({_masked(line) for line in _in_margins(sheet)})
    needed = max(3, 0.4 * len(sheets))
    return {key for key, count in seen.items() if count >= needed}


def _masked(line: Line) -> str:
    return _FIGURES.sub("0", clean(line.value)).casefold()


def _in_margins(sheet: Sheet) -> list[Line]:
    """The two outermost lines at the top and at the foot, if they stand in the margin."""
    top = [line for line in sheet.lines[:2] if line.bottom < _MARGIN_BAND * sheet.height]
    foot = [line for line in sheet.lines[-2:] if line.top > (1 - _MARGIN_BAND) * sheet.height]
    return [*top, *(line for line in foot if line not in top)]


def _without_heads(sheet: Sheet, heads: set[str], asides: dict[str, Passage]) -> list[Line]:
    kept = list(sheet.lines)
    for line in _in_margins(sheet):
        value = clean(line.value)
        if _PAGE_NUMBER.match(value):
            kept.remove(line)
        elif _masked(line) in heads:
            kept.remove(line)
            asides.setdefault(_masked(line), Passage(value, page=line.page))
    return kept


def _in_order(sheet: Sheet) -> Iterable[Line | Side | PlacedTable]:
    """Lines, two-column blocks and tables of a page from top to bottom."""
    sides = {side.first: side for side in sheet.sides}
    items: list[tuple[float, Line | Side | PlacedTable]] = [(table.top, table) for table in sheet.tables]
    index = 0
    while index < len(sheet.lines):
        side = sides.get(index)
        line = sheet.lines[index]
        items.append((line.top, side if side is not None else line))
        index = side.last + 1 if side is not None else index + 1
    return (item for _top, item in sorted(items, key=lambda item: item[0]))


class _Flow:
    """Takes what stands on the pages in order and joins what belongs together."""

    def __init__(self) -> None:
        self._out: list[Draft] = []
        self._paragraph: list[Line] = []
        self._own: Measure | None = None
        self._side: Side | None = None  # the two-column block that the next page may carry on
        self._table: PlacedTable | None = None  # the table that may go on: nothing has followed it yet

    def turn(self, own: Measure) -> None:
        """A new page begins, set in this measure."""
        self._own = own

    def take(self, item: Line | Side | PlacedTable) -> None:
        if isinstance(item, Line):
            self._take_line(item)
        elif isinstance(item, Side):
            self._take_side(item)
        else:
            self._take_table(item)

    def finish(self) -> list[Draft]:
        self._close()
        return self._out

    def _take_line(self, line: Line) -> None:
        own = self._own
        assert own is not None  # noqa: S101 - a page was turned to before its lines are taken
        if self._side is not None or (self._paragraph and not goes_on(self._paragraph, line, own)):
            self._close()
        self._table = None
        self._paragraph.append(line)

    def _take_side(self, side: Side) -> None:
        if side.carried and self._side is not None:
            self._side.left += side.left
            self._side.right += side.right
            return
        self._close()
        self._side = side

    def _take_table(self, table: PlacedTable) -> None:
        self._close(keep_table=True)
        if self._table is not None and joins(self._table, table):
            append(self._table, table)
            return
        self._table = table
        self._out.append(table.draft)

    def _close(self, *, keep_table: bool = False) -> None:
        if self._side is not None:
            for column in (self._side.left, self._side.right):
                self._out += mended([passage_of([line], None) for line in column])
            self._side = self._table = None
        if self._paragraph:
            self._out.append(passage_of(self._paragraph, self._own))
            self._paragraph = []
            self._table = None
        if not keep_table:
            self._table = None


__all__ = ["Assembled", "Line", "Page", "Rule", "Sheet", "Word", "assemble", "sheet_of"]
