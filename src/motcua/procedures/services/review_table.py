"""The workbook of a round: live while it runs, with the day of its figures; as it was for the report once that is signed."""

from __future__ import annotations

from typing import Any

from django.utils import translation

from motcua.documents.queries.issued import Handed, as_stored
from motcua.documents.services.files import store_made
from motcua.documents.writing import XLSX, Column, Sheet, to_xlsx
from motcua.kernel import clock
from motcua.kernel.actors import Actor
from motcua.procedures.formulas import rounded
from motcua.procedures.models import ReviewRound
from motcua.procedures.queries import reviews as queries
from motcua.procedures.queries.review_plans import since_plan
from motcua.procedures.queries.review_standing import after_granted, fill_where
from motcua.procedures.services.review_report import said

_COLUMNS = (
    Column("STT", "number"),
    Column("Mã"),
    Column("Tên thủ tục", width=50),
    Column("Nội bộ"),
    Column("Đơn vị rà soát", width=30),
    Column("Nhóm"),
    Column("Trạng thái"),
    Column("Còn gì", width=30),
    Column("Kết luận", width=40),
    Column("Kiến nghị", width=50),
    Column("Chi phí một hồ sơ, trước", "number"),
    Column("Chi phí một hồ sơ, sau", "number"),
    Column("Chi phí một năm, trước", "number"),
    Column("Chi phí một năm, sau", "number"),
    Column("Chi phí một năm, sau phần được chấp thuận", "number"),
)


def keep_table(found: ReviewRound, actor: Actor) -> None:
    """Keep the figures that the report tells: what is carried out later does not change them. Part of the caller's transaction."""
    name = f"bao-cao-ra-soat-{found.year}.xlsx"
    found.report_table = store_made(_table(found), name=name, owner=queries.report_ref(found), actor=actor)
    found.save(update_fields=["report_table"])


def table_for(found: ReviewRound) -> Handed:
    """Beside a signed report its own figures. Before that, and where nobody kept them, the round as it stands, which the sheet says."""
    if found.report_number and found.report_table is not None:
        return as_stored(found.report_table)
    return Handed(f"ra-soat-{found.year}.xlsx", _table(found), XLSX)


def _table(found: ReviewRound) -> bytes:
    with translation.override("vi"):
        items = queries.members_of(found)
        items += since_plan(found, items).taken_out
        fill_where(items)
        rows = [_row(n, one) for n, one in enumerate(items, 1)]
        return to_xlsx(Sheet("Rà soát", _COLUMNS, rows, title=found.title, notes=_notes(found)))


def _notes(found: ReviewRound) -> tuple[str, ...]:
    asked = f"Năm {found.year}", f"Số liệu ngày {clock.today():%d/%m/%Y}"
    if not found.report_number:
        return asked
    return (*asked, f"Lập sau khi ký báo cáo {found.report_number}, nên có thể khác; số liệu của báo cáo là căn cứ")


def _row(n: int, one: Any) -> tuple[Any, ...]:
    return (
        n,
        one.procedure.base_code,
        one.procedure.name,
        one.procedure.kind == "internal",
        one.unit_name,
        one.cluster,
        str(queries.ITEM_STATES[one.state]),
        one.where,
        one.conclusion,
        said(one),
        rounded(one.dossier_before),
        rounded(one.dossier_after),
        rounded(one.year_before),
        rounded(one.year_after),
        rounded(after_granted(one)),
    )
