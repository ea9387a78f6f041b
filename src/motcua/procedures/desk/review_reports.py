"""The papers of a round as files: plan and report as official documents with their annexes, and a workbook for reckoning."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from motcua.documents.queries.issued import Handed, as_stored, signed_file
from motcua.kernel.errors import NotFound
from motcua.kernel.refs import Ref
from motcua.procedures.queries import regulations
from motcua.procedures.queries import reviews as queries
from motcua.procedures.services.regulation_paper import opinion_for
from motcua.procedures.services.review_papers import plan_for
from motcua.procedures.services.review_report import report_for
from motcua.procedures.services.review_table import table_for
from motcua.ui.downloads import disposition


@require_safe
def plan_as_docx(request: HttpRequest, uid: UUID) -> HttpResponse:
    return handed(plan_for(queries.round_for(request.user, uid)))


@require_safe
def as_docx(request: HttpRequest, uid: UUID) -> HttpResponse:
    return handed(report_for(queries.round_for(request.user, uid)))


@require_safe
def as_xlsx(request: HttpRequest, uid: UUID) -> HttpResponse:
    return handed(table_for(queries.round_for(request.user, uid)))


@require_safe
def plan_as_signed(request: HttpRequest, uid: UUID) -> HttpResponse:
    return handed_signed(queries.plan_ref(queries.round_for(request.user, uid)))


@require_safe
def report_as_signed(request: HttpRequest, uid: UUID) -> HttpResponse:
    return handed_signed(queries.report_ref(queries.round_for(request.user, uid)))


@require_safe
def opinion_as_signed(request: HttpRequest, uid: UUID) -> HttpResponse:
    return handed_signed(regulations.ref_of(regulations.regulation_for(request.user, uid)))


@require_safe
def opinion_as_docx(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The letter with the opinion on a draft regulation: as signed, or as it stands."""
    return handed(opinion_for(regulations.regulation_for(request.user, uid)))


def handed(paper: Handed) -> HttpResponse:
    response = HttpResponse(paper.content, content_type=paper.media_type)
    response["Content-Disposition"] = disposition(paper.name)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def handed_signed(subject: Ref) -> HttpResponse:
    """The signed file of a record's paper. Raises NotFound while there is none."""
    file = signed_file(subject)
    if file is None:
        raise NotFound("Văn bản này chưa được ký và phát hành trong phần mềm.", code="not_issued")
    return handed(as_stored(file))
