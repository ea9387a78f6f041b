"""Biểu giao ban on paper: one A4, for Word and PDF; and all of it as a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from motcua.documents.queries.headed import headed
from motcua.documents.writing import Cell, Column, Heading, OfficialDocument, Paragraph, Part, Sheet, Table
from motcua.documents.writing.layout import DECREE_30
from motcua.kernel import clock
from motcua.plans.desk import words
from motcua.plans.queries.briefing import (
    COUNTS,
    DONE,
    DUE,
    LATE,
    Briefing,
    Line,
    Scope,
    as_told,
    difficulties_in,
    rows_of,
)
from motcua.plans.rules.briefing import Span, fitting

LAYOUT = replace(
    DECREE_30,
    top=14,
    bottom=10,
    left=18,
    right=12,
    country=11,
    motto=11,
    body_name=11,
    number=11,
    place=11,
    text=11,
    table=9,
    spacing=1.5,
    indent=0,
)
"""Smaller than a letter: the sheet lies on the table, it is not sent."""
SHORT, SHORTER = 95, 56
"""Longest texts of a cell: two lines of its column, and one of the column of units. What a table leaves out is told with its number."""
NAMES = {DONE: "Đã xong trong kỳ", LATE: "Đang quá hạn", DUE: "Sắp đến hạn"}


def title_of(span: Span) -> str:
    """What the paper calls the period."""
    dates = f"từ {span.first:%d/%m/%Y} đến {span.last:%d/%m/%Y}"
    if span.kind == "week":
        return f"Tuần {span.week} năm {span.first.isocalendar().year} ({dates})"
    return f"Tháng {span.first.month} năm {span.first.year} ({dates})"


def official(scope: Scope, found: Briefing, owner: int, about: str) -> OfficialDocument:
    """The sheet. `about`: the unit or leader it is narrowed to, empty for all."""
    return headed(
        owner,
        on=clock.today(),
        kind="Biểu giao ban",
        subject=_cut(f"{title_of(scope.span)}{': ' if about else ''}{about}", 130),
        body=tuple(_body(scope, found)),
    )


def _body(scope: Scope, found: Briefing) -> Iterator[Part]:
    total, until = found.total, scope.span.following.last
    since = f"từ {scope.span.after:%d/%m/%Y}" if scope.past else "từ nay"
    units, late, troubles, conclusions = fitting(
        len(found.lines), len(found.late), len(found.difficulties), len(found.concluded)
    )
    yield Paragraph(
        f"Xong {total.done}; quá hạn {total.late}; đến hạn {since} đến {until:%d/%m/%Y} {total.due}; "
        f"khó khăn chờ chỉ đạo {total.difficulties}."
    )
    yield Heading("1. Từng đơn vị", level=2)
    heads = ("TT", "Đơn vị", "Xong", "Quá hạn", "Đến hạn kỳ tới", "Khó khăn")
    yield _table((0.5, 5.5, 1, 1, 1.3, 1), heads, _units(found, units), left={1})
    if found.late:
        yield Heading("2. Quá hạn lâu nhất", level=2)
        rows = [
            (_cut(o.task.task, SHORT), _cut(unit, SHORTER), f"{clock.local(o.due_at):%d/%m/%Y}")
            for o, unit in found.late[:late]
        ]
        yield _table((5.6, 3.2, 1.2), ("Nhiệm vụ", "Đơn vị", "Hạn"), rows, left={0, 1}, more=total.late - len(rows))
    if found.difficulties:
        yield Heading("3. Khó khăn, vướng mắc chờ chỉ đạo", level=2)
        told = [(_cut(d.text, SHORT), _cut(unit, SHORTER)) for d, unit in found.difficulties[:troubles]]
        yield _table((6.6, 3.4), ("Nội dung", "Đơn vị"), told, left={0, 1}, more=total.difficulties - len(told))
    yield Heading("4. Kết luận lần trước", level=2)
    last = (
        f"hết ngày {scope.span.last:%d/%m/%Y}" if scope.past else f"{clock.local(scope.cut):%H giờ %M, ngày %d/%m/%Y}"
    )
    as_of = Paragraph(f"Số liệu tính đến {last}")
    if not found.concluded:
        yield Paragraph("Chưa có kết luận nào.")
        yield as_of
        return
    concluded = [
        (
            _cut(c.occurrence.task.task, SHORT),
            _cut(c.unit, SHORTER),
            f"{clock.local(c.occurrence.due_at):%d/%m/%Y}",
            str(words.timing(c.occurrence, scope.cut)),
        )
        for c in found.concluded[:conclusions]
    ]
    yield _table(
        (4.8, 2.6, 1.2, 1.4),
        ("Kết luận", "Chủ trì", "Hạn", "Tình trạng"),
        concluded,
        left={0, 1, 3},
        more=len(found.concluded) - len(concluded),
    )
    yield as_of


def _units(found: Briefing, most: int) -> list[tuple[str, ...]]:
    shown, rest = found.lines[:most], found.lines[most:]
    rows = [(str(n), _cut(x.name, SHORTER), *_counts(x)) for n, x in enumerate(shown, 1)]
    if rest:
        others = Line("", "", *(sum(getattr(x, k) for x in rest) for k in (*COUNTS, "difficulties")))
        rows.append(("", f"{len(rest)} đơn vị khác", *_counts(others)))
    return [*rows, ("", "Cộng", *_counts(found.total))]


def _counts(line: Line) -> tuple[str, ...]:
    return (str(line.done), str(line.late), str(line.due), str(line.difficulties))


def _table(
    widths: tuple[float, ...], heads: Sequence[str], rows: Sequence[tuple[str, ...]], *, left: set[int], more: int = 0
) -> Table:
    head = (tuple(Cell.of(text, bold=True, align="center") for text in heads),)
    body = [
        tuple(Cell.of(text, align="left" if n in left else "center", bold=text == "Cộng") for n, text in enumerate(row))
        for row in rows
    ]
    if more > 0:
        body.append((Cell.of(f"… và {more} việc khác", column_span=len(widths), italic=True),))
    return Table(widths, tuple(body), head)


def _cut(text: str, most: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"


def sheets(scope: Scope, found: Briefing) -> list[Sheet]:
    """Counts by unit, every work behind them, difficulties, conclusions; nothing left out."""
    title = f"Biểu giao ban: {title_of(scope.span)}"
    counts = [Column("Đơn vị", width=45), *(Column(name, "number") for name in (*NAMES.values(), "Khó khăn"))]
    units: list[tuple[Any, ...]] = [
        (x.name, x.done, x.late, x.due, x.difficulties) for x in (*found.lines, found.total)
    ]
    units[-1] = ("Cộng", *units[-1][1:])
    names = {line.uid: line.name for line in found.lines}
    work = [
        (
            NAMES[which],
            names.get(str(o.unit.uid), "") if o.unit else "",
            o.task.task,
            clock.local(o.due_at).date(),
            o.handed_in_at,
        )
        for which in COUNTS
        for row in rows_of(which, scope)
        .select_related("unit", "task")
        .order_by("due_at", "pk")
        .iterator(chunk_size=500)
        for o in [as_told(row, scope)]
    ]
    told = [
        (c.source.issued_on, c.source.title, c.occurrence.task.task, c.unit, clock.local(c.occurrence.due_at).date(),
         str(words.timing(c.occurrence, scope.cut)))
        for c in found.concluded
    ]  # fmt: skip
    troubled = [
        (names.get(str(d.unit.uid), ""), d.text, d.leader.person.name if d.leader else "", d.raised_at)
        for d in difficulties_in(scope).select_related("unit")
    ]
    return [
        Sheet("Từng đơn vị", counts, units, title=title),
        Sheet(
            "Việc",
            [Column("Mục"), Column("Đơn vị"), Column("Nhiệm vụ", width=60), Column("Hạn", "date"), Column("Nộp lúc", "moment")],
            work,
            title=title,
        ),
        Sheet(
            "Khó khăn",
            [Column("Đơn vị"), Column("Nội dung", width=60), Column("Lãnh đạo phụ trách"), Column("Nêu lúc", "moment")],
            troubled,
            title=title,
        ),
        Sheet(
            "Kết luận lần trước",
            [Column("Ngày", "date"), Column("Cuộc họp", width=40), Column("Nhiệm vụ", width=60), Column("Chủ trì"),
             Column("Hạn", "date"), Column("Tình trạng")],
            told,
            title=title,
        ),
    ]  # fmt: skip
