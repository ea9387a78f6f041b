"""Workflows as the annex of a decision prints them: one, or all drafts of a level for the decision that is to issue them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from motcua.documents.writing import (
    DOCX,
    Annex,
    Cell,
    Heading,
    OfficialDocument,
    Paragraph,
    Part,
    Table,
    to_docx,
    to_pdf,
)
from motcua.kernel import clock
from motcua.kernel.errors import NotFound
from motcua.organisations.permissions import require
from motcua.organisations.queries.scopes import province_unit
from motcua.organisations.queries.units import names_on
from motcua.procedures.desk.workflows import EDIT
from motcua.procedures.queries import workflows as queries
from motcua.procedures.workflows import Split, Step, Time, in_words_of, longest
from motcua.procedures.workflows import Table as Workflow
from motcua.procedures.workflows.bpmn import time_words
from motcua.ui.downloads import disposition

HEADS = ("Bước", "Nội dung công việc", "Người thực hiện", "Thời gian", "Kết quả", "Ghi chú")
WIDTHS = (0.8, 4.4, 2.6, 1.6, 2.4, 2.4)


@require_safe
def one(request: HttpRequest, uid: UUID, form: str) -> HttpResponse:
    """One workflow as DOCX or PDF."""
    found = queries.workflow_for(request.user, uid)
    return _given([found], form, f"quy-trinh-{found.procedure.base_code}-{found.level}-{found.number}.{form}")


@require_safe
def drafts(request: HttpRequest, level: str) -> HttpResponse:
    """All drafts of a level as one annex in Word, in the order of their names."""
    require(request.user, EDIT)
    rows = list(queries.drafts_of(level))
    if not rows:
        raise NotFound("Chưa có bản soạn nào ở cấp này.", code="no_drafts")
    return _given(rows, "docx", f"phu-luc-quy-trinh-{level}-{clock.today():%Y%m%d}.docx")


def paper(workflows: Sequence[Any], issuer: str) -> OfficialDocument:
    """The annex: each workflow below its procedure's name, code and limit."""
    parts: list[Part] = []
    for n, workflow in enumerate(workflows, 1):
        parts += _parts(workflow, n if len(workflows) > 1 else None)
    return OfficialDocument(
        issuer=(issuer,) if issuer else ("…",),
        issuer_name=issuer,
        kind="Quy trình nội bộ",
        subject="Giải quyết thủ tục hành chính",
        issued_on=clock.today(),
        body=(Paragraph(f"{len(workflows)} quy trình nội bộ trong phụ lục kèm theo."),),
        annexes=(Annex("QUY TRÌNH NỘI BỘ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH", tuple(parts), landscape=True),),
    )


def _given(workflows: Sequence[Any], form: str, name: str) -> HttpResponse:
    today = clock.today()
    province = province_unit(today)
    made = paper(workflows, names_on([province], today).get(province, "") if province is not None else "")
    if form == "docx":
        response = HttpResponse(to_docx(made), content_type=DOCX)
    elif form == "pdf":
        response = HttpResponse(to_pdf(made), content_type="application/pdf")
    else:
        raise NotFound("Quy trình không xuất ra dạng này.")
    response["Content-Disposition"] = disposition(name)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _parts(workflow: Any, number: int | None) -> list[Part]:
    table, today = queries.table_of(workflow), clock.today()
    hours = queries.hours_a_day(today)
    limit = queries.limit_of(queries.limits_of(workflow.procedure, today), workflow.case)
    head = f"Thủ tục: {workflow.procedure.name} ({workflow.procedure.base_code})"
    parts: list[Part] = [Heading(f"{number}. {head}" if number else head, level=2)]
    if workflow.case:
        parts.append(Paragraph(f"Trường hợp: {workflow.case}"))
    if limit is not None:
        parts.append(Paragraph(f"Thời hạn giải quyết: {time_words(Time(limit.value, limit.unit))}."))
    return [*parts, _table(table, hours)]


def _table(table: Workflow, hours: Decimal) -> Table:
    roles = {role.key: role.name for role in table.roles}
    rows = [tuple(Cell.of(words) for words in _line(step, roles)) for step in table.steps]
    total = (Cell.of("Tổng thời gian", column_span=3, bold=True), Cell.of(_total(table, hours), bold=True))
    head = (tuple(Cell.of(words, bold=True, align="center") for words in HEADS),)
    return Table(WIDTHS, (*rows, (*total, Cell.of(""), Cell.of(""))), head)


def _line(step: Step, roles: dict[str, str]) -> tuple[str, ...]:
    time = time_words(step.time) if step.time else step.words
    return (step.key, step.title, roles.get(step.role, ""), time, step.output, "\n".join(_notes(step)))


def _notes(step: Step) -> list[str]:
    """What the columns of a decision have no place for, in words."""
    notes = [step.note] if step.note else []
    if step.split is Split.ALL and len(step.flows) > 1:
        notes.append(f"Cùng lúc chuyển bước {', '.join(flow.to for flow in step.flows)}.")
    elif len(step.flows) > 1:
        notes += [
            f"{flow.condition or 'Còn lại'}: {'bước ' + flow.to if flow.to else 'kết thúc'}." for flow in step.flows
        ]
    if step.join == "all":
        notes.append("Chờ mọi nhánh trước xong.")
    if not step.counted:
        notes.append("Không tính vào thời hạn.")
    return notes


def _total(table: Workflow, hours: Decimal) -> str:
    """As the decision prints it, else the longest way."""
    if table.total is not None:
        return time_words(table.total)
    spans = longest(table, hours)
    return " + ".join(time_words(time) for time in in_words_of(spans[0], hours)) if len(spans) == 1 else ""
