"""Excel annexes (.xlsx) into tables: one for each sheet, with merged cells, values as they are shown."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import openpyxl
from openpyxl.utils.cell import range_boundaries

from motcua.documents.reading.archives import Parts, open_archive
from motcua.documents.reading.blocks import Document
from motcua.documents.reading.columns import mended
from motcua.documents.reading.continued import has_header
from motcua.documents.reading.drafts import Draft, DraftCell, DraftTable, Passage, clean, compose
from motcua.documents.reading.legacy_fonts import CONVERTED, recover_drafts
from motcua.documents.reading.letterhead import stands_in_columns
from motcua.documents.reading.limits import DEFAULT_LIMITS, Limits
from motcua.documents.reading.lines import breaks_between
from motcua.kernel.errors import Invalid

_EMPTY_ROWS = 200  # so many rows without words end a sheet: formats often reach down to the last possible row
_WIDEST = 200
_UNNAMED = re.compile(r"^(?:sheet|trang tính|trang|bảng tính|tờ)\s*\d*$", re.IGNORECASE)
_DECIMALS = re.compile(r"[.,](0+)")


def broken_xlsx() -> Invalid:
    return Invalid(
        "Tệp Excel bị hỏng hoặc tải lên chưa trọn, không mở được. Hãy mở bằng Excel, chọn Lưu thành (Save As) .xlsx rồi tải lên lại.",
        code="broken_xlsx",
    )


def read_xlsx(data: bytes, *, limits: Limits = DEFAULT_LIMITS) -> Document:
    """A table for each visible sheet; titles above it and signatures below it as paragraphs. Formulas give their stored values.

    Raises `broken_xlsx`, `zip_bomb`, `unsafe_xml`, `password_protected`, `too_large`.
    """
    drafts: list[Draft] = []
    with open_archive(data, limits, broken=broken_xlsx()) as archive:
        parts = Parts(archive, limits, broken_xlsx())
        for name in parts.names:
            if name.endswith((".xml", ".rels")):
                parts.check(name)
        try:
            for sheet in _sheets(data, parts, limits):
                drafts += _drafts(sheet)
        except (
            ValueError,
            KeyError,
            TypeError,
            AttributeError,
            IndexError,
            zipfile.BadZipFile,
            OSError,
            SyntaxError,
        ) as error:
            # openpyxl meets damaged parts with whatever its own code runs into
            raise broken_xlsx() from error
    notes = [CONVERTED] if recover_drafts(drafts) else []
    return compose(drafts, kind="xlsx", notes=notes)


@dataclass(slots=True)
class _Sheet:
    """Words of one sheet by (row, column), from 0, with the reach of merged cells."""

    name: str
    values: dict[tuple[int, int], list[str]] = field(default_factory=dict)
    bold: set[tuple[int, int]] = field(default_factory=set)
    spans: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)


def _sheets(data: bytes, parts: Parts, limits: Limits) -> Iterator[_Sheet]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells of extensions it leaves out: none of them holds words
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        cells = 0
        try:
            for worksheet in book.worksheets:
                if worksheet.sheet_state != "visible":
                    continue
                sheet = _read(worksheet)
                cells += len(sheet.values)
                limits.check_count("ô bảng", cells, limits.table_cells)
                _read_merged(parts, worksheet, sheet)
                if sheet.values:
                    yield sheet
        finally:
            book.close()


def _read(worksheet: Any) -> _Sheet:  # Any: openpyxl's stubs do not know its read-only sheets
    sheet = _Sheet(worksheet.title)
    worksheet.reset_dimensions()  # what the file says of its size is often wrong
    empty = 0
    for number, row in enumerate(worksheet.iter_rows(max_col=_WIDEST)):
        filled = False
        for column, cell in enumerate(row):
            if cell.value is None:  # nearly all: rows are as wide as a sheet may be
                continue
            paragraphs = _paragraphs(_shown(cell.value, getattr(cell, "number_format", "General")))
            if paragraphs:
                filled = True
                sheet.values[number, column] = paragraphs
                if getattr(cell, "font", None) is not None and cell.font.b:
                    sheet.bold.add((number, column))
        empty = 0 if filled else empty + 1
        if empty > _EMPTY_ROWS:
            break
    return sheet


def _read_merged(parts: Parts, worksheet: Any, sheet: _Sheet) -> None:
    """Merged ranges stand in the sheet's own part; openpyxl leaves them out when it reads row by row."""
    path = worksheet._worksheet_path.lstrip("/")  # noqa: SLF001 - the only way to the sheet's part
    if path not in parts or not sheet.values:
        return
    last = max(row for row, _column in sheet.values)
    for element in parts.stream(path, ("mergeCell",)):
        bounds = [bound for bound in range_boundaries(str(element.get("ref"))) if bound is not None]
        if len(bounds) != 4:
            continue
        left, top, right, bottom = bounds
        right, bottom = min(right, _WIDEST), min(bottom, last + 1)
        if (top - 1, left - 1) in sheet.values and right >= left and bottom >= top:
            sheet.spans[top - 1, left - 1] = (bottom - top + 1, right - left + 1)


def _shown(value: object, form: str) -> str:
    """A value as the sheet shows it, in Vietnamese notation."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime):
        day = f"{value:%d/%m/%Y}"
        return f"{day} {value:%H:%M}" if value.time() != dt.time() else day
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    if isinstance(value, (int, float)):
        return _number(float(value), form)
    return str(value)


def _number(value: float, form: str) -> str:
    decimals = _DECIMALS.search(form)
    if "%" in form:
        shown = f"{value * 100:.{len(decimals[1]) if decimals else 0}f}"
        return shown.replace(".", ",") + "%"
    shown = f"{value:.{len(decimals[1])}f}" if decimals else f"{value:.10g}"
    return shown.replace(".", ",")


def _paragraphs(value: str) -> list[str]:
    out: list[str] = []
    for line in (clean(line) for line in value.splitlines()):
        if line and out and not breaks_between(out[-1], line):
            out[-1] = f"{out[-1]} {line}"
        elif line:
            out.append(line)
    return out


def _drafts(sheet: _Sheet) -> list[Draft]:
    """The sheet's name, the lines above its table, the table, the lines below."""
    by_row: dict[int, list[int]] = {}
    for row, column in sheet.values:
        by_row.setdefault(row, []).append(column)
    first, last = _table_rows(sheet, by_row)
    out: list[Draft] = [] if _UNNAMED.match(sheet.name) else [Passage(clean(sheet.name))]
    out += _loose(sheet, [row for row in by_row if row < first])
    if first <= last:
        out.append(_table(sheet, first, last))
    return out + _loose(sheet, [row for row in by_row if row > last])


def _table_rows(sheet: _Sheet, by_row: dict[int, list[int]]) -> tuple[int, int]:
    """First and last row of the table; (last + 1, last) where the sheet has none."""
    rows = sorted(by_row)
    wide = [row for row in rows if len(by_row[row]) >= 2]
    headed = [row for row in wide if _is_header(sheet, row, by_row[row])]
    full = [row for row in wide if len(by_row[row]) >= 3]
    starts = headed or full or [row for row in wide if not _is_letterhead(sheet, row, by_row[row])]
    if not starts:
        return rows[-1] + 1, rows[-1]
    last = max(wide)
    while last > starts[0] and _is_letterhead(sheet, last, by_row[last]):
        last = max(row for row in wide if row < last)
    merged_to = max(
        (row + height - 1 for (row, _column), (height, _width) in sheet.spans.items() if row <= last), default=last
    )
    return starts[0], max(last, merged_to)


def _is_header(sheet: _Sheet, row: int, columns: list[int]) -> bool:
    first = min(columns)
    return has_header(DraftTable([DraftCell(0, 0, list(sheet.values[row, first]))], 1, 1))


def _is_letterhead(sheet: _Sheet, row: int, columns: list[int]) -> bool:
    return len(columns) <= 3 and stands_in_columns([sheet.values[row, column] for column in sorted(columns)])


def _loose(sheet: _Sheet, rows: list[int]) -> list[Draft]:
    """Rows outside the table: titles line by line; a letterhead or signatures column by column."""
    columns: dict[int, list[Passage]] = {}
    lines: list[Passage] = []
    wanted = set(rows)
    for row, column in sorted(place for place in sheet.values if place[0] in wanted):
        for value in sheet.values[row, column]:
            passage = Passage(value, bold=(row, column) in sheet.bold)
            columns.setdefault(column, []).append(passage)
            lines.append(passage)
    ordered = [columns[column] for column in sorted(columns)]
    if 2 <= len(ordered) <= 4 and stands_in_columns([[p.value for p in column] for column in ordered]):
        return [draft for column in ordered for draft in mended(column)]
    return list(lines)


def _table(sheet: _Sheet, first: int, last: int) -> DraftTable:
    places = [place for place in sheet.values if first <= place[0] <= last]
    left = min(column for _row, column in places)
    used = sorted({row for row, _column in places})
    index = {row: number for number, row in enumerate(used)}
    cells = []
    for row, column in sorted(places):
        height, width = sheet.spans.get((row, column), (1, 1))
        cells.append(
            DraftCell(
                row=index[row],
                column=column - left,
                paragraphs=list(sheet.values[row, column]),
                row_span=bisect_left(used, row + height) - index[row],
                column_span=width,
                bold=(row, column) in sheet.bold,
            )
        )
    columns = max(cell.column + cell.column_span for cell in cells)
    return DraftTable(cells, len(used), columns, exact=bool(sheet.spans))
