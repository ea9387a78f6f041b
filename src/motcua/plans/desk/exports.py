"""A plan on paper and as a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.documents.writing import DOCX, XLSX, Sheet, to_docx, to_pdf, to_xlsx
from motcua.kernel.errors import NotFound
from motcua.plans.desk import paper, plan_tabs, targets, words
from motcua.plans.queries import plans as queries
from motcua.plans.queries.plans import plan_for
from motcua.plans.workflow import PlanState
from motcua.ui.downloads import disposition


@require_safe
def download(request: HttpRequest, uid: UUID, form: str) -> HttpResponse:
    """The plan as PDF, Word or Excel."""
    found = plan_for(request.user, uid)
    if form == "pdf":
        return _file(found, to_pdf(paper.official(found)), "application/pdf", "pdf")
    if form == "docx":
        return _file(found, to_docx(paper.official(found)), DOCX, "docx")
    if form == "xlsx":
        return _file(found, to_xlsx(*paper.sheets(found)), XLSX, "xlsx")
    raise NotFound("Kế hoạch không xuất ra dạng này.")


@require_safe
def printed(request: HttpRequest, uid: UUID) -> HttpResponse:
    """All of the plan on one page, for the printer."""
    found = plan_for(request.user, uid)
    tasks = list(queries.tasks_of(found))
    context = {
        "plan": found,
        "state": words.PLAN_STATES[PlanState(found.state)],
        "facts": plan_tabs.facts(found),
        "bases": queries.bases_of(found),
        "groups": plan_tabs.table(tasks, queries.unit_names(tasks, found)),
        "has_goal": any(t.goal for t in tasks),
        "has_deliverable": any(t.deliverable for t in tasks),
        **targets.content(request, found),
        **dict.fromkeys(("may_bind", "may_report", "may_release"), False),  # paper has no buttons
        "audiences": plan_tabs.outreach(found),
        "duties": [(words.PERIODS.get(d.period, d.period), d) for d in found.duties.order_by("position")],
    }
    return render(request, "plans/desk/print.html", context)


def workbook_of(sheets: Sequence[Sheet], name: str) -> HttpResponse:
    """Sheets as a file to keep."""
    return kept(to_xlsx(*sheets), XLSX, name)


def _file(plan: Any, content: bytes, media_type: str, ending: str) -> HttpResponse:
    number = plan.number.replace("/", "-") or "cho-cap-so"
    return kept(content, media_type, f"Ke-hoach-{number}.{ending}")


def kept(content: bytes, media_type: str, name: str) -> HttpResponse:
    """A file to keep, under a name."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = disposition(name)
    response["X-Content-Type-Options"] = "nosniff"
    return response
