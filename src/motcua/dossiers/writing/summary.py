"""Form II.06a on paper and as a sheet. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from motcua.documents.writing import Annex, Cell, Column, OfficialDocument, Paragraph, Sheet, Table
from motcua.documents.writing.sheet import Value
from motcua.dossiers.rules.summary import COLUMNS, GROUPS, Line

NUMBER = "Biểu số II.06a/VPCP/KSTT"
TITLE = "Tình hình, kết quả giải quyết thủ tục hành chính"


def period_words(first: date, last: date) -> str:
    return f"Kỳ báo cáo: từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y}. Đơn vị tính: số hồ sơ."


def summary_paper(
    lines: Sequence[Line], whole: Line, *, first: date, last: date, unit: str, header: Mapping[str, str], on: date
) -> OfficialDocument:
    """The form as an annex across the page."""
    notes = [NUMBER, period_words(first, last), f"Đơn vị báo cáo: {unit}"]
    return OfficialDocument(
        issuer=(header.get("body", ""),),
        parent=(header["parent"],) if header.get("parent") else (),
        kind="BIỂU TỔNG HỢP",
        subject=TITLE,
        place=header.get("place", ""),
        issued_on=on,
        body=(Paragraph(period_words(first, last)), Paragraph(f"Đơn vị báo cáo: {unit}")),
        annexes=(
            Annex(TITLE, (*(Paragraph(note) for note in notes), _table(lines, whole)), landscape=True, reference=""),
        ),
    )


def summary_sheet(lines: Sequence[Line], whole: Line, *, first: date, last: date, unit: str) -> Sheet:
    columns = [Column("STT", "number", 6), Column("Lĩnh vực", width=40)]
    columns += [Column(f"({n}) {title}", "number", 14) for n, title in COLUMNS.items()]
    rows: list[list[Value]] = [
        [n, line.title, *(value for _column, value in line.cells)] for n, line in enumerate(lines, start=1)
    ]
    rows.append([None, whole.title, *(value for _column, value in whole.cells)])
    notes = (NUMBER, period_words(first, last), f"Đơn vị báo cáo: {unit}")
    return Sheet("II.06a", columns, rows, TITLE, notes)


def _table(lines: Sequence[Line], whole: Line) -> Table:
    heads = (
        (
            Cell.of("STT (1)", bold=True, align="center", row_span=2),
            Cell.of("Lĩnh vực giải quyết (2)", bold=True, align="center", row_span=2),
            *(Cell.of(title, bold=True, align="center", column_span=last - first + 1) for title, first, last in GROUPS),
        ),
        tuple(Cell.of(f"{title} ({n})", bold=True, align="center") for n, title in COLUMNS.items()),
    )
    rows = [
        (Cell.of(str(n), align="center"), Cell.of(line.title), *_numbers(line)) for n, line in enumerate(lines, start=1)
    ]
    rows.append((Cell.of(""), Cell.of(whole.title, bold=True), *_numbers(whole)))
    return Table((0.5, 3.2, *(1.0 for _ in COLUMNS)), tuple(rows), heads)


def _numbers(line: Line) -> list[Cell]:
    return [Cell.of(f"{value:,}".replace(",", "."), align="right") for _column, value in line.cells]
