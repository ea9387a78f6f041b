"""A list as a file. What people typed stays text: no cell of an export is ever a formula."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.db.models import QuerySet
from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.translation import get_language

from motcua.kernel import clock
from motcua.kernel.errors import Refused
from motcua.ui import formats
from motcua.ui.lists.spec import Column, ListSpec

CHUNK = 500
XLSX_ROWS = 1_048_575
"""What one sheet holds below its head (the format's own limit)."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First letters that make a spreadsheet read a CSV cell as a formula; full-width forms are read so by some East Asian editions."""


class _Echo:
    """A file whose `write` hands the text back, so that csv.writer can feed a stream."""

    def write(self, text: str) -> str:
        return text


def as_csv(spec: ListSpec, rows: QuerySet[Any]) -> HttpResponseBase:
    """Streamed, UTF-8 with the mark by which Excel knows it, one head row. Dates as 20/11/2026, figures plain."""
    columns = [column for column in spec.columns if column.exported]
    response = StreamingHttpResponse(
        _csv_lines(spec, columns, rows, get_language() or "vi"), content_type="text/csv; charset=utf-8"
    )
    response.headers["Content-Disposition"] = _disposition(spec, "csv")
    return response


def _csv_lines(spec: ListSpec, columns: list[Column], rows: QuerySet[Any], language: str) -> Iterator[str]:
    # Lines are made while the response is sent, after the middleware has put the language away: so it is taken along.
    with translation.override(language):
        writer = csv.writer(_Echo())
        yield "\ufeff" + str(writer.writerow([_safe(str(column.label)) for column in columns]))
        for row in _rows(spec, rows):
            yield str(writer.writerow([_csv_cell(column.exported_of(row)) for column in columns]))


def _csv_cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "1" if value else "0"
        case int() | float() | Decimal():
            return str(value)
        case datetime():
            return formats.moment(value)
        case date():
            return formats.short_date(value)
        case _:
            return _safe(str(value))


def _safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula: a leading apostrophe is the sign for «this is text»."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def as_xlsx(spec: ListSpec, rows: QuerySet[Any]) -> HttpResponseBase:
    """A workbook with real dates and figures, a fixed head row and filters. Written row by row to a temporary file.

    Raises Refused above the format's limit of rows; CSV has none.
    """
    columns = [column for column in spec.columns if column.exported]
    spool = tempfile.TemporaryFile(prefix="motcua-export-")  # noqa: SIM115  # FileResponse closes it after sending
    book = xlsxwriter.Workbook(
        spool,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "default_date_format": "dd/mm/yyyy",
        },
    )
    sheet = book.add_worksheet()
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    stamp = book.add_format({"num_format": "hh:mm dd/mm/yyyy"})
    for position, column in enumerate(columns):
        sheet.set_column(position, position, 60 if column.wide else 20)
        sheet.write_string(0, position, str(column.label), bold)
    last = 0
    for last, row in enumerate(_rows(spec, rows), start=1):
        if last > XLSX_ROWS:
            raise Refused(
                "Bảng tính XLSX chỉ chứa được {limit} dòng. Hãy lọc bớt, hoặc xuất CSV.",
                limit=formats.number(XLSX_ROWS),
            )
        for position, column in enumerate(columns):
            _xlsx_cell(sheet, last, position, column.exported_of(row), stamp)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    book.close()
    spool.seek(0)
    response = FileResponse(spool, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    response.headers["Content-Disposition"] = _disposition(spec, "xlsx")
    return response


def _xlsx_cell(sheet: Any, line: int, position: int, value: object, stamp: Any) -> None:
    match value:
        case None:
            return
        case bool():
            sheet.write_boolean(line, position, value)
        case int() | float() | Decimal():
            sheet.write_number(line, position, float(value))
        case datetime():
            sheet.write_datetime(line, position, clock.local(value).replace(tzinfo=None), stamp)
        case date():
            sheet.write_datetime(line, position, value)
        case _:
            sheet.write_string(line, position, str(value))


def _rows(spec: ListSpec, rows: QuerySet[Any]) -> Iterator[Any]:
    """All rows, fetched in chunks, so that memory stays flat; `select` serves each chunk."""
    chunk: list[Any] = []
    for row in rows.iterator(chunk_size=CHUNK):
        chunk.append(row)
        if len(chunk) == CHUNK:
            yield from _selected(spec, chunk)
            chunk = []
    yield from _selected(spec, chunk)


def _selected(spec: ListSpec, chunk: list[Any]) -> list[Any]:
    if spec.select is not None and chunk:
        spec.select(chunk)
    return chunk


def _disposition(spec: ListSpec, ending: str) -> str:
    return f'attachment; filename="{spec.export_name}-{clock.today():%Y%m%d}.{ending}"'


WRITERS: dict[str, Callable[[ListSpec, QuerySet[Any]], HttpResponseBase]] = {"csv": as_csv, "xlsx": as_xlsx}
