"""Tables as XLSX, for reckoning and sorting. Text is always written as text: nothing that people typed becomes a formula."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, TypeAlias

import xlsxwriter

from motcua.documents.writing.layout import FONT_WORD, clean
from motcua.kernel import clock

Value: TypeAlias = "str | int | float | Decimal | date | datetime | bool | None"
Kind: TypeAlias = Literal["text", "number", "percent", "date", "moment"]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""The media type of what is written here."""
_CELL_LIMIT = 32_767
_SHEET_NAME = re.compile(r"[\[\]:*?/\\']")
_FORMATS = {"number": "#,##0.##", "percent": '0.0" %"', "date": "dd/mm/yyyy", "moment": "dd/mm/yyyy hh:mm"}


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in characters; None takes it from the title and the first rows. Percent values are in percent (96.5)."""

    title: str
    kind: Kind = "text"
    width: float | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `title` and `notes` stand above the table. `name` is its tab, cut and cleaned as the format wants."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]
    title: str = ""
    notes: Sequence[str] = field(default_factory=tuple)


def to_xlsx(*sheets: Sheet) -> bytes:
    """A workbook. Rows are streamed to the file row by row; memory grows with the file, not with the number of Python objects."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    ) as book:
        book.set_calc_mode("manual")
        taken: set[str] = set()
        for sheet in sheets:
            _write(book, sheet, _tab(sheet.name, taken))
    return out.getvalue()


def _write(book: Any, sheet: Sheet, name: str) -> None:
    page = book.add_worksheet(name)
    styles = _styles(book)
    row = 0
    if sheet.title:
        page.write_string(0, 0, _text(sheet.title), styles["title"])
        row = 1
    for note in sheet.notes:
        page.write_string(row, 0, _text(note), styles["note"])
        row += 1
    row += bool(row)
    head = row
    for column, spec in enumerate(sheet.columns):
        page.write_string(head, column, _text(spec.title), styles["head"])
    widths = [spec.width or min(max(len(spec.title) + 2, 8), 40) for spec in sheet.columns]
    for row, values in enumerate(sheet.rows, head + 1):
        for column, (spec, value) in enumerate(zip(sheet.columns, values, strict=True)):
            _put(page, (row, column), value, style=styles[spec.kind], text=styles["text"])
            if spec.width is None and row - head < 200:
                widths[column] = min(max(widths[column], len(_shown(value)) * 0.95 + 2), 60)
    for column, width in enumerate(widths):
        page.set_column(column, column, width)
    page.freeze_panes(head + 1, 0)
    if sheet.columns:
        page.autofilter(head, 0, max(row, head), len(sheet.columns) - 1)
    page.repeat_rows(head)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)


def _styles(book: Any) -> dict[str, Any]:
    base = {"font_name": FONT_WORD, "font_size": 12, "valign": "top", "text_wrap": True, "border": 1}
    styles = {kind: book.add_format(base | {"num_format": form}) for kind, form in _FORMATS.items()}
    styles["text"] = book.add_format(base | {"num_format": "@"})
    styles["head"] = book.add_format(
        base | {"bold": True, "align": "center", "valign": "vcenter", "bg_color": "#E6EEF0", "num_format": "@"}
    )
    styles["title"] = book.add_format({"font_name": FONT_WORD, "font_size": 14, "bold": True})
    styles["note"] = book.add_format({"font_name": FONT_WORD, "font_size": 12, "italic": True})
    return styles


def _put(page: Any, place: tuple[int, int], value: Value, *, style: Any, text: Any) -> None:
    match value:
        case None | "":
            page.write_blank(*place, None, style)
        case bool():
            page.write_string(*place, "có" if value else "không", text)
        case int() | float() | Decimal():
            page.write_number(*place, value, style)
        case datetime():
            page.write_datetime(*place, clock.local(value).replace(tzinfo=None), style)
        case date():
            page.write_datetime(*place, value, style)
        case _:
            page.write_string(*place, _text(value), text)


def _text(value: str) -> str:
    return clean(value)[:_CELL_LIMIT]


def _shown(value: Value) -> str:
    match value:
        case str():
            return max(value.split("\n"), key=len)
        case datetime():
            return "00/00/0000 00:00"
        case date():
            return "00/00/0000"
        case _:
            return str(value)


def _tab(name: str, taken: set[str]) -> str:
    """At most 31 characters without []:*?/\\', unique whatever the case, never empty and never Excel's reserved word."""
    bare = _SHEET_NAME.sub(" ", clean(name)).strip()[:31] or "Bảng"
    made, n = "Sổ " + bare if bare.lower() == "history" else bare, 2
    while made.lower() in taken:
        made, n = f"{bare[:27]} ({n})", n + 1
    taken.add(made.lower())
    return made
