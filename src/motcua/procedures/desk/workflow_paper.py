"""Workflows as the annex of a decision prints them: one, or all drafts of a level for the decision that is to issue them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from motcua.documents.queries.headed import headed
from motcua.documents.queries.signers import signature_of_officer
from motcua.documents.writing import (
    DOCX,
    Annex,
    Cell,
    Heading,
    OfficialDocument,
    Paragraph,
    Part,
    Run,
    Table,
    to_docx,
    to_pdf,
)
from motcua.kernel import clock, rules
from motcua.kernel.errors import NotFound, Refused
from motcua.organisations.permissions import require
from motcua.organisations.queries.posts import head_of
from motcua.organisations.queries.scopes import province_unit
from motcua.organisations.queries.units import names_on
from motcua.procedures.desk.workflows import EDIT
from motcua.procedures.queries import workflows as queries
from motcua.procedures.workflows import Split, Step, Time, in_words_of, longest
from motcua.procedures.workflows import Table as Workflow
from motcua.procedures.workflows.bpmn import time_words
from motcua.ui.downloads import disposition

HEADS = ("Bước", "Nội dung công việc", "Người thực hiện", "Thời gian", "Kết quả", "Ghi chú")
WIDTHS = (1.0, 4.4, 2.6, 1.7, 2.4, 2.1)


RULE = "procedures.workflow_paper"
KIND = "decision"
"""Type of document."""


@require_safe
def one(request: HttpRequest, uid: UUID, form: str) -> HttpResponse:
    """One workflow as DOCX or PDF: its table on a sheet of its own, under the decision that issued it."""
    found = queries.workflow_for(request.user, uid)
    if form not in {"docx", "pdf"}:
        raise NotFound("Quy trình không xuất ra dạng này.")
    return _given(sheet(found), form, f"quy-trinh-{found.procedure.base_code}-{found.level}-{found.number}.{form}")


@require_safe
def drafts(request: HttpRequest, level: str) -> HttpResponse:
    """The decision that is to approve all drafts of a level, in Word, with them annexed in the order of their names."""
    require(request.user, EDIT)
    rows = list(queries.drafts_of(level))
    if not rows:
        raise NotFound("Chưa có bản soạn nào ở cấp này.", code="no_drafts")
    return _given(decision(rows), "docx", f"phu-luc-quy-trinh-{level}-{clock.today():%Y%m%d}.docx")


def sheet(workflow: Any) -> OfficialDocument:
    """One workflow alone, with what issued it in brackets."""
    by = workflow.decision
    dated = f" ngày {by.issued_on:%d/%m/%Y}" if by and by.issued_on else ""
    under = (
        f"Kèm theo {by.get_kind_display()} số {by.number}{dated} của {by.issuer}" if by else "Bản soạn, chưa ban hành"
    )
    return _of_province(
        by.issued_on if by else None,
        kind="Quy trình nội bộ",
        subject="Giải quyết thủ tục hành chính",
        number=by.number if by else "",
        body=(
            Paragraph((Run(f"({under})", italic=True),), align="center", indent=False),
            *_parts(workflow, None),
        ),
    )


def decision(workflows: Sequence[Any]) -> OfficialDocument:
    """As it is laid before who signs: what it rests on, its articles, and each workflow below its procedure's name, code and limit."""
    today = clock.today()
    province = province_unit(today)
    head = head_of(province, today) if province is not None else None
    signs = f"{head.post if head is not None else 'Chủ tịch'} {names_on([province], today)[province] if province else ''}".strip()
    told = f"quy trình nội bộ giải quyết thủ tục hành chính {workflows[0].get_level_display().lower()}"
    parts: list[Part] = []
    for n, workflow in enumerate(workflows, 1):
        parts += _parts(workflow, n if len(workflows) > 1 else None)
    return _of_province(
        None,
        kind="Quyết định",
        subject=f"Về việc phê duyệt {told}",
        issuer_name=signs,
        authority=signs,
        bases=tuple(f"Căn cứ {words}" for words in rules.rule(RULE, today).value["bases"]),
        enacting="QUYẾT ĐỊNH:",
        body=(
            _article(1, f"Phê duyệt kèm theo Quyết định này {len(workflows):02} {told}."),
            _article(2, "Quyết định này có hiệu lực thi hành kể từ ngày ký."),
            _article(
                3,
                "Các cơ quan, đơn vị, cá nhân có liên quan chịu trách nhiệm thi hành Quyết định này; thiết lập quy trình điện tử trên "
                "hệ thống thông tin giải quyết thủ tục hành chính theo quy trình nội bộ được phê duyệt.",
            ),
        ),
        signature=signature_of_officer(head, head.unit, today, KIND, personal=True) if head is not None else None,
        recipients=("Như Điều 3", "Lưu: VT"),
        annexes=(Annex("QUY TRÌNH NỘI BỘ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH", tuple(parts), landscape=True),),
    )


def _article(number: int, words: str) -> Paragraph:
    return Paragraph((Run(f"Điều {number}. ", bold=True), Run(words)))


def _of_province(on: date | None, **parts: Any) -> OfficialDocument:
    """Under the province's head. Raises Refused where there is none yet."""
    province = province_unit(on) or province_unit()
    if province is None:
        raise Refused("Chưa có đơn vị cấp tỉnh nào trong cơ cấu tổ chức.", code="no_province")
    return headed(province, **{"on": on, "number": "", "subject": "", "body": (), **parts})


def _given(made: OfficialDocument, form: str, name: str) -> HttpResponse:
    data, media_type = (to_docx(made), DOCX) if form == "docx" else (to_pdf(made), "application/pdf")
    response = HttpResponse(data, content_type=media_type)
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
