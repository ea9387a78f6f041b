"""Tables in text files: cells divided by tabs, Markdown pipes, or HTML.

Text cannot show merged cells: an empty cell between others is left out (`Table.exact` is false and `grid()` gives None there); a row
whose only words stand in its first cell spans all columns. HTML tells its spans, so such a table is exact.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Sequence

from motcua.documents.reading.blocks import Cell, Table, Text
from motcua.documents.reading.plaintext.lines import PAGE_NUMBER, Line
from motcua.documents.reading.plaintext.marks import BREAK, clean_line

_BULLET = re.compile(r"(?<=[.;:!?…)”\"])\s+(?=[-–•+]\s+[^\W\d_])")
_LABEL = re.compile(r"[IVXLC]{1,6}|\d{1,3}(?:\.\d{1,3})*|[a-zđA-ZĐ]")
_DIVIDER = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_PIPE = re.compile(r"(?<!\\)\|")
_RULE_CELLS = re.compile(r"[\s\-–—:=_|]*-[\s\-–—:=_|]*$")
_ROW_TAG = re.compile(r"<(?P<close>/?)(?P<name>tr|td|th|table)\b(?P<attributes>[^<>]{0,400})>", re.IGNORECASE)
_SPAN = re.compile(r"\b(?P<which>rowspan|colspan)\s*=\s*[\"']?(?P<n>\d{1,3})", re.IGNORECASE)
_LINE_END = re.compile(r"[\r\n]")
_HTML_BEGIN = re.compile(r"<table\b", re.IGNORECASE)
_HTML_END = re.compile(r"</table\s*>", re.IGNORECASE)

Row = list[Text]


def is_row(line: Line) -> bool:
    """A line with cells: a tab between words, or Markdown pipes."""
    return "\t" in line.value or is_pipe_row(line)


def is_pipe_row(line: Line) -> bool:
    bare = line.raw.strip()
    return bare.startswith("|") or bare.endswith("|") or " | " in bare


def begins_table(line: Line, before: Sequence[Line]) -> bool:
    """Whether a row behind a line without cells is the header of another table: names in all its cells, after rows that are numbered."""
    cells = [cell.value for cell in _cells(line)]
    named = (
        len(cells) > 1 and all(0 < len(c) <= 60 for c in cells[:2]) and sum(bool(c) for c in cells) > len(cells) // 2
    )
    if not named or _LABEL.fullmatch(cells[0].rstrip(".")) or any(c.rstrip(".").isdigit() for c in cells):
        return False
    firsts = [_cells(row)[0].value.rstrip(".") for row in before if is_row(row)]
    numbered = sum(bool(_LABEL.fullmatch(f)) for f in firsts)
    return numbered * 2 >= len(firsts) - 1 and (len(cells) != len(_cells(before[0])) or not cells[0][:1].islower())


def rows_of(lines: Sequence[Line]) -> tuple[list[Row], int]:
    """Rows of a run of table lines and their number of columns. A line without cells is a row over all columns, or goes on with a cell."""
    cut = [_cells(line) for line in lines]
    columns = max((len(row) for row in cut), default=0)
    rows: list[Row] = []
    for line, cells in zip(lines, cut, strict=True):
        if _RULE_CELLS.fullmatch(line.value) or _DIVIDER.fullmatch(line.raw) or _is_page_number(line, rows):
            continue
        short = rows and 1 < len(rows[-1]) < columns
        dashed = cells[0].value[:1] in "-–+•" if cells[0] else False
        goes_on = (
            bool(cells[0]) and not _LABEL.fullmatch(cells[0].value.rstrip(".")) and (not line.begins_item or dashed)
        )
        if short and goes_on and len(rows[-1]) + len(cells) - 1 <= columns:
            rows[-1][-1] = Text.join([t for t in (rows[-1][-1], cells[0]) if t])
            rows[-1].extend(cells[1:])
        else:
            rows.append(cells)
    return rows, columns


def _is_page_number(line: Line, rows: Sequence[Row]) -> bool:
    """The number of a page that fell between two rows."""
    return bool(rows) and not is_row(line) and PAGE_NUMBER.fullmatch(line.value.strip()) is not None


def _cells(line: Line) -> Row:
    if is_pipe_row(line):
        return _split(line.text, _PIPE, trim=True)
    return _split(line.text, re.compile("\t"), trim=False)


def _split(text: Text, divider: re.Pattern[str], *, trim: bool) -> Row:
    cells, place = [], 0
    for match in divider.finditer(text.value):
        cells.append(text[place : match.start()].strip())
        place = match.end()
    cells.append(text[place:].strip())
    if trim:
        cells = cells[1:] if cells and not cells[0] and text.value.lstrip().startswith("|") else cells
        cells = cells[:-1] if len(cells) > 1 and not cells[-1] else cells
    return cells


def build_table(rows: Iterable[Row], columns: int, index: int, page: int | None) -> Table:
    """A table whose spans are guessed: empty cells are left out, a lone first cell with words spans the row."""
    cells: list[Cell] = []
    count = 0
    for number, row in enumerate(rows):
        count += 1
        lone = bool(row and row[0] and not any(row[1:]) and not _LABEL.fullmatch(row[0].value.rstrip(".")))
        for column, text in enumerate(row[:columns]):
            if text:
                cells.append(_cell(len(cells), number, column, paragraphs_of(text), column_span=columns if lone else 1))
    return Table(index=index, cells=tuple(cells), rows=count, columns=columns, page=page)


def _cell(
    index: int, row: int, column: int, paragraphs: tuple[Text, ...], *, row_span: int = 1, column_span: int = 1
) -> Cell:
    return Cell(index=index, row=row, column=column, paragraphs=paragraphs, row_span=row_span, column_span=column_span)


def paragraphs_of(text: Text) -> tuple[Text, ...]:
    """The list items of a cell: where a tag breaks it, and before a dash that follows the end of a sentence."""
    parts: list[Text] = []
    for piece in _pieces(text, re.compile(BREAK)):
        parts.extend(_pieces(piece, _BULLET))
    return tuple(part for part in parts if part)


def _pieces(text: Text, divider: re.Pattern[str]) -> list[Text]:
    out, place = [], 0
    for match in divider.finditer(text.value):
        out.append(text[place : match.start()].strip())
        place = match.end()
    out.append(text[place:].strip())
    return out


def html_regions(text: str) -> list[tuple[int, int]]:
    """Where HTML tables stand. A table inside another counts to the outer one's first end."""
    found: list[tuple[int, int]] = []
    place = 0
    while (begin := _HTML_BEGIN.search(text, place)) is not None:
        end = _HTML_END.search(text, begin.end())
        if end is None:
            break
        found.append((begin.start(), end.end()))
        place = end.end()
    return found


def html_table(raw: str, base: int, index: int, page: int | None) -> Table | None:
    """An HTML table with its spans; None when it has no cells. `base` is the place of `raw` in the file."""
    reading = _Html(raw, base)
    row, opened = -1, None
    for tag in _ROW_TAG.finditer(raw):
        name = tag["name"].lower()
        if opened is not None and name in {"td", "th", "tr", "table"}:
            reading.cell(max(row, 0), opened, tag.start())
            opened = None
        if name == "tr" and not tag["close"]:
            row += 1
        elif name in {"td", "th"} and not tag["close"]:
            opened = tag
    if not reading.cells:
        return None
    rows = max(c.row + c.row_span for c in reading.cells)
    columns = max(c.column + c.column_span for c in reading.cells)
    return Table(index=index, cells=tuple(reading.cells), rows=rows, columns=columns, page=page, exact=True)


def loose_rows(table: Table) -> list[Row] | None:
    """Rows of a table that tells no row spans: its empty cells may be merged ones, as in text. None where it tells some."""
    if any(cell.row_span > 1 for cell in table.cells) or any(1 < c.column_span < table.columns for c in table.cells):
        return None
    rows: list[Row] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        while len(rows[cell.row]) < cell.column:
            rows[cell.row].append(Text("", [cell.text.start]))
        rows[cell.row].append(Text.join(cell.paragraphs, BREAK) if cell.text else cell.text)
    return rows


class _Html:
    """Cells of an HTML table as they come, each in the first free column of its row."""

    def __init__(self, raw: str, base: int) -> None:
        self.raw, self.base = raw, base
        self.cells: list[Cell] = []
        self.taken: set[tuple[int, int]] = set()

    def cell(self, row: int, opened: re.Match[str], end: int) -> None:
        spans = {m["which"].lower(): max(1, int(m["n"])) for m in _SPAN.finditer(opened["attributes"])}
        height, width = min(spans.get("rowspan", 1), 200), min(spans.get("colspan", 1), 60)
        column = 0
        while (row, column) in self.taken:
            column += 1
        self.taken.update((row + i, column + j) for i in range(height) for j in range(width))
        start = self.base + opened.end()
        cleaned = clean_line(_LINE_END.sub(" ", self.raw[opened.end() : end]), start)
        paragraphs = paragraphs_of(cleaned.text) or (Text("", array("I", [start])),)
        self.cells.append(_cell(len(self.cells), row, column, paragraphs, row_span=height, column_span=width))
