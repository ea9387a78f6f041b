"""The report of a round as files: an official document with its annex, and a workbook for reckoning."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from motcua.documents.writing import (
    Annex,
    Cell,
    Column,
    Heading,
    OfficialDocument,
    Paragraph,
    Part,
    Sheet,
    Table,
    to_docx,
    to_xlsx,
)
from motcua.kernel import clock
from motcua.organisations.queries.units import header_on, names_on
from motcua.procedures.desk.review_words import ITEMS
from motcua.procedures.formulas import rounded, saving_percent
from motcua.procedures.queries import reviews as queries
from motcua.ui import formats

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEAD = ("STT", "Mã", "Tên thủ tục", "Đơn vị rà soát", "Kết luận", "Kiến nghị, kết quả", "Tiết kiệm")


@require_safe
def as_docx(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = queries.round_for(request.user, uid)
    with translation.override("vi"):  # an official document is written in Vietnamese whatever the reader's language
        content = to_docx(_document(found, _items(request, found)))
    return _file(content, DOCX, f"bao-cao-ra-soat-{found.year}.docx")


@require_safe
def as_xlsx(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = queries.round_for(request.user, uid)
    with translation.override("vi"):
        content = to_xlsx(_sheet(found, _items(request, found)))
    return _file(content, XLSX, f"bao-cao-ra-soat-{found.year}.xlsx")


def _items(request: HttpRequest, found: Any) -> list[Any]:
    """What stays in the round, by name, each with the name of its unit."""
    rows = queries.items_for(request.user).filter(round=found).exclude(state="dropped")
    items: list[Any] = list(rows.order_by("cluster", "procedure__sort_key", "pk"))
    names = names_on({one.unit_id for one in items}, clock.today())
    for one in items:
        one.unit_name = names.get(one.unit_id, "")
    return items


def _document(found: Any, items: list[Any]) -> OfficialDocument:
    on = found.report_on or clock.today()
    header = header_on(found.owner_id, on)
    number, _, symbol = found.report_number.partition("/")
    return OfficialDocument(
        issuer=(header.body,),
        parent=(header.parent,) if header.parent else (),
        issuer_name=header.body,
        kind="Báo cáo",
        subject=f"Kết quả rà soát, đánh giá thủ tục hành chính năm {found.year}",
        number=number,
        symbol=symbol or "BC",
        place=header.place,
        issued_on=on,
        body=tuple(_body(found, items)),
        recipients=("- Như trên;", "- Các đơn vị có thủ tục được rà soát;", "- Lưu: VT."),
        annexes=(Annex("Kết quả rà soát từng thủ tục", (_table(items),), landscape=True),),
    )


def _body(found: Any, items: list[Any]) -> Iterator[Part]:
    done = sum(one.state in queries.DONE for one in items)
    decided = f" {found.decision_number} ngày {found.decision_on:%d/%m/%Y}" if found.decision_on else ""
    yield Paragraph(
        f"Thực hiện Kế hoạch{decided} về rà soát, đánh giá thủ tục hành chính năm {found.year} ({found.title}), "
        f"kết quả như sau:"
    )
    yield Heading("I. KẾT QUẢ RÀ SOÁT")
    yield Paragraph(f"Số thủ tục trong kế hoạch: {len(items)}; đã rà soát: {done}; chưa xong: {len(items) - done}.")
    internal = sum(one.procedure.kind == "internal" for one in items)
    if internal:
        yield Paragraph(f"Trong đó có {internal} thủ tục hành chính nội bộ.")
    yield Heading("II. KIẾN NGHỊ")
    for _kind, label, count, accepted in queries.kinds_of(found):
        yield Paragraph(f"- {label}: {count} kiến nghị, trong đó {accepted} đã được chấp thuận.")
    yield Heading("III. TỶ LỆ TRÊN DANH MỤC")
    on = clock.today()
    words = {
        "reviewed": "đã rà soát",
        "simplify": "được kiến nghị đơn giản hóa",
        "decentralise": "được kiến nghị phân cấp",
    }
    for one in queries.shares(found.year, on):
        percent = f" ({formats.percent(one.percent, 'vi')})" if one.percent is not None else ""
        yield Paragraph(f"- Thủ tục {words[one.key]} trong năm: {one.count}/{one.whole}{percent}.")
    yield Paragraph(f"Mẫu số là số thủ tục hành chính đang hiệu lực trong danh mục ngày {on:%d/%m/%Y}.")
    yield Heading("IV. CHI PHÍ TUÂN THỦ")
    known = [one for one in items if one.year_before is not None and one.year_after is not None]
    if known:
        before, after = sum((o.year_before for o in known), Decimal(0)), sum((o.year_after for o in known), Decimal(0))
        less = rounded(saving_percent(before, after), 2)
        told = f", giảm {formats.number(less, 'vi')} %" if less is not None else ""
        yield Paragraph(
            f"Của {len(known)} thủ tục đã tính đủ: trước rà soát {_money(before)} đồng/năm, sau khi thực hiện kiến nghị "
            f"{_money(after)} đồng/năm{told}. Tính theo biểu 03/SCM-KSTT; nguồn của tham số ghi trong từng bảng tính."
        )
    if len(known) < len(items):
        yield Paragraph(
            f"Còn {len(items) - len(known)} thủ tục chưa tính được chi phí tuân thủ đủ cả năm trước và sau."
        )


def _table(items: list[Any]) -> Table:
    head = tuple(Cell.of(text, bold=True, align="center") for text in HEAD)
    rows = tuple(
        tuple(
            Cell.of(text)
            for text in (
                str(n),
                one.procedure.base_code,
                one.procedure.name,
                one.unit_name,
                one.conclusion,
                _said(one),
                _saved(one),
            )
        )
        for n, one in enumerate(items, 1)
    )
    return Table((0.5, 1, 3.2, 2, 2.4, 3.2, 0.9), rows, (head,))


def _said(one: Any) -> str:
    return "\n".join(
        f"{p.get_kind_display()}: {p.text}" + (f" ({p.decision_number})" if p.decision_number else "")
        for p in one.live_proposals
    )


def _saved(one: Any) -> str:
    before, after = (
        (one.year_before, one.year_after)
        if one.year_before is not None and one.year_after is not None
        else (one.dossier_before, one.dossier_after)
    )
    percent = rounded(saving_percent(before, after), 2)
    return f"{formats.number(percent, 'vi')} %" if percent is not None else "chưa tính"


def _money(value: Decimal) -> str:
    return formats.number(rounded(value) or 0, "vi")


def _sheet(found: Any, items: list[Any]) -> Sheet:
    columns = (
        Column("STT", "number"),
        Column("Mã"),
        Column("Tên thủ tục", width=50),
        Column("Nội bộ"),
        Column("Đơn vị rà soát", width=30),
        Column("Nhóm"),
        Column("Trạng thái"),
        Column("Kết luận", width=40),
        Column("Kiến nghị", width=50),
        Column("Chi phí một hồ sơ, trước", "number"),
        Column("Chi phí một hồ sơ, sau", "number"),
        Column("Chi phí một năm, trước", "number"),
        Column("Chi phí một năm, sau", "number"),
    )
    rows = [
        (
            n,
            one.procedure.base_code,
            one.procedure.name,
            one.procedure.kind == "internal",
            one.unit_name,
            one.cluster,
            str(ITEMS[one.state]),
            one.conclusion,
            _said(one),
            rounded(one.dossier_before),
            rounded(one.dossier_after),
            rounded(one.year_before),
            rounded(one.year_after),
        )
        for n, one in enumerate(items, 1)
    ]
    return Sheet("Rà soát", columns, rows, title=found.title, notes=(f"Năm {found.year}",))


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
