"""The papers of a round as files: plan and report as official documents with their annexes, and a workbook for reckoning."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from motcua.documents.writing import XLSX, Column, Sheet, to_xlsx
from motcua.procedures.desk.review_words import ITEMS
from motcua.procedures.formulas import rounded
from motcua.procedures.queries import regulations
from motcua.procedures.queries import reviews as queries
from motcua.procedures.queries.review_standing import fill_where
from motcua.procedures.services.regulation_paper import opinion_for
from motcua.procedures.services.review_papers import Handed, plan_for
from motcua.procedures.services.review_report import report_for, said
from motcua.ui.downloads import disposition


@require_safe
def plan_as_docx(request: HttpRequest, uid: UUID) -> HttpResponse:
    return handed(plan_for(queries.round_for(request.user, uid)))


@require_safe
def as_docx(request: HttpRequest, uid: UUID) -> HttpResponse:
    return handed(report_for(queries.round_for(request.user, uid)))


@require_safe
def as_xlsx(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = queries.round_for(request.user, uid)
    with translation.override("vi"):
        items = queries.members_of(found)
        fill_where(items)
        content = to_xlsx(_sheet(found, items))
    return handed(Handed(f"bao-cao-ra-soat-{found.year}.xlsx", content, XLSX))


@require_safe
def opinion_as_docx(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The letter with the opinion on a draft regulation: as signed, or as it stands."""
    return handed(opinion_for(regulations.regulation_for(request.user, uid)))


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


def handed(paper: Handed) -> HttpResponse:
    response = HttpResponse(paper.content, content_type=paper.media_type)
    response["Content-Disposition"] = disposition(paper.name)
    response["X-Content-Type-Options"] = "nosniff"
    return response
