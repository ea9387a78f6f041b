"""The papers of a round as files: plan and report as official documents with their annexes, and a workbook for reckoning."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from motcua.documents.writing import DOCX, XLSX, Column, Sheet, to_xlsx
from motcua.procedures.desk.review_words import ITEMS
from motcua.procedures.formulas import rounded
from motcua.procedures.queries import regulations
from motcua.procedures.queries import reviews as queries
from motcua.procedures.queries.review_standing import fill_where
from motcua.procedures.services.regulation_paper import opinion_docx
from motcua.procedures.services.review_papers import plan_docx, report_docx, said
from motcua.ui.downloads import disposition


@require_safe
def plan_as_docx(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = queries.round_for(request.user, uid)
    return _file(plan_docx(found), DOCX, f"ke-hoach-ra-soat-{found.year}.docx")


@require_safe
def as_docx(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = queries.round_for(request.user, uid)
    return _file(report_docx(found), DOCX, f"bao-cao-ra-soat-{found.year}.docx")


@require_safe
def as_xlsx(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = queries.round_for(request.user, uid)
    with translation.override("vi"):
        items = queries.members_of(found)
        fill_where(items)
        content = to_xlsx(_sheet(found, items))
    return _file(content, XLSX, f"bao-cao-ra-soat-{found.year}.xlsx")


@require_safe
def opinion_as_docx(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The letter with the opinion on a draft regulation, as it stands."""
    found = regulations.regulation_for(request.user, uid)
    return _file(opinion_docx(found), DOCX, "y-kien-du-thao.docx")


def _sheet(found: Any, items: list[Any]) -> Sheet:
    columns = (
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
            one.where,
            one.conclusion,
            said(one),
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
    response["Content-Disposition"] = disposition(name)
    return response
