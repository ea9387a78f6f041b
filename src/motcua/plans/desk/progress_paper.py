"""A plan's progress on paper and as a workbook: the table with its live state, each time a unit owes a task, targets, coverage, changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from motcua.documents.writing import (
    DOCX,
    XLSX,
    Annex,
    Cell,
    Column,
    OfficialDocument,
    Paragraph,
    Sheet,
    Table,
    to_docx,
    to_pdf,
    to_xlsx,
)
from motcua.kernel import clock
from motcua.kernel.errors import NotFound
from motcua.plans.desk import baseline, coverage, plan_tabs, targets, words
from motcua.plans.desk.exports import kept
from motcua.plans.desk.work_shown import names_of
from motcua.plans.queries import plans as queries
from motcua.plans.queries import work
from motcua.plans.queries.baseline import baseline_of
from motcua.plans.queries.plans import plan_for
from motcua.plans.queries.targets import sign_of
from motcua.ui import formats

HEADS = ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời gian", "Xong", "Quá hạn", "Tình trạng")
WIDTHS = (0.6, 4.6, 2.4, 1.7, 0.9, 0.9, 1.6)


@require_safe
def download(request: HttpRequest, uid: UUID, form: str) -> HttpResponse:
    """Progress of today as PDF, Word or Excel; the filters of the plan's table (`chu-tri`, `phoi-hop`, `tinh-trang`) hold here too."""
    plan = plan_for(request.user, uid)
    name = f"Tien-do-{plan.number.replace('/', '-') or 'ke-hoach'}-{clock.today():%Y%m%d}.{form}"
    if form == "xlsx":
        return kept(to_xlsx(*sheets(request, plan)), XLSX, name)
    if form == "docx":
        return kept(to_docx(paper(request, plan)), DOCX, name)
    if form == "pdf":
        return kept(to_pdf(paper(request, plan)), "application/pdf", name)
    raise NotFound("Kế hoạch không xuất ra dạng này.")


def paper(request: HttpRequest, plan: Any) -> OfficialDocument:
    """The table of progress as an annex across the page."""
    header = queries.header_of(plan)
    tasks, progress, _asked = plan_tabs.chosen_tasks(request, plan, queries.units_in(plan))
    owed = sum(p.owed for p in progress.values())
    done = sum(p.done for p in progress.values())
    late = sum(p.late for p in progress.values())
    told = (
        f"Đến ngày {formats.short_date(clock.today())}: {len(tasks)} nhiệm vụ, {owed} lần thực hiện; "
        f"{done} lần xong, {late} lần quá hạn."
    )
    return OfficialDocument(
        issuer=(header.body,),
        parent=(header.parent,) if header.parent else (),
        issuer_name=header.body,
        kind="Bảng tiến độ",
        subject=f"Thực hiện {plan.kind} số {plan.number} {plan.title}".replace("số  ", ""),
        issued_on=clock.today(),
        place=plan.place or header.place,
        body=(Paragraph(told),),
        annexes=(Annex("TIẾN ĐỘ TỪNG NHIỆM VỤ", (_table(tasks, progress),), landscape=True),) if tasks else (),
    )


def _table(tasks: Sequence[Any], progress: dict[int, plan_tabs.Progress]) -> Table:
    rows = [tuple(Cell.of(str(value)) for value in _line(task, progress.get(task.pk))) for task in tasks]
    return Table(WIDTHS, tuple(rows), (tuple(Cell.of(head, bold=True, align="center") for head in HEADS),))


def _line(task: Any, progress: plan_tabs.Progress | None) -> tuple[Any, ...]:
    state = str(progress.badge) if progress is not None else ""
    done = f"{progress.done}/{progress.owed}" if progress is not None else ""
    late = progress.late if progress is not None and progress.late else ""
    return (task.no or "", task.task, task.lead or "", task.schedule_text or "", done, late, state)


def sheets(request: HttpRequest, plan: Any) -> list[Sheet]:
    """Tasks, occurrences, targets, coverage by plans under it, changes since it was issued."""
    tasks, progress, _asked = plan_tabs.chosen_tasks(request, plan, queries.units_in(plan))
    pks = {t.pk for t in tasks}
    now = clock.now()
    rows = [o for o in work.standing_of_plan(plan) if o.task_id in pks]
    names = names_of([o.unit_id for o in rows if o.unit_id])
    first, last = baseline.days_of(request, plan)
    changed = baseline_of(plan, baseline.end_of(first), baseline.end_of(last))
    return [
        Sheet(
            "Tiến độ",
            (
                Column("TT"),
                Column("Nhiệm vụ", width=60),
                Column("Đơn vị chủ trì", width=30),
                Column("Thời gian", width=22),
                Column("Số lần", "number"),
                Column("Xong", "number"),
                Column("Quá hạn", "number"),
                Column("Tình trạng", width=22),
            ),
            [_counted(task, progress.get(task.pk)) for task in tasks],
            title=f"{plan.kind} {plan.number} {plan.title}".strip(),
            notes=[f"Đến ngày {formats.short_date(clock.today())}"],
        ),
        Sheet(
            "Từng lần",
            (
                Column("TT"),
                Column("Nhiệm vụ", width=60),
                Column("Kỳ, lần", width=22),
                Column("Chủ trì", width=34),
                Column("Hạn gốc", "date"),
                Column("Hạn", "date"),
                Column("Nộp lúc", "moment"),
                Column("So với hạn", width=18),
                Column("Trạng thái", width=20),
            ),
            [
                (
                    o.task.no,
                    o.task.task,
                    words.slot_name(o),
                    names.get(o.unit_id or 0) or o.task.lead,
                    clock.local(o.original_due_at).date(),
                    clock.local(o.due_at).date(),
                    o.handed_in_at,
                    str(words.timing(o, now)),
                    str(words.OCCURRENCE_STATES[o.state]),  # type: ignore[index]  # the column holds the enum's values
                )
                for o in rows
            ],
        ),
        _targets(request, plan),
        *coverage.sheets(plan, request.user),
        *baseline.sheets(plan, changed, first, last),
    ]


def _counted(task: Any, progress: plan_tabs.Progress | None) -> tuple[Any, ...]:
    told = (task.no, task.task, task.lead, task.schedule_text)
    if progress is None:
        return (*told, None, None, None, "")
    return (*told, progress.owed, progress.done, progress.late, str(progress.badge))


def _targets(request: HttpRequest, plan: Any) -> Sheet:
    columns = (
        Column("Chỉ tiêu", width=60),
        Column("So sánh"),
        Column("Mức", "number"),
        Column("Đơn vị tính"),
        Column("Đạt được", width=16),
        Column("Tử số/mẫu số", width=18),
        Column("Đánh giá", width=22),
        Column("Dự báo", width=26),
        Column("Cần thêm", width=30),
        Column("Đo bằng", width=40),
    )
    lines = [
        (
            one.target.subject,
            sign_of(one.target),
            one.target.value,
            one.target.unit,
            said.get("figure", ""),
            said.get("parts", ""),
            str(verdict),
            said.get("expected", ""),
            said.get("need", ""),
            str(one.indicator.title) if one.binding is not None and one.indicator is not None else "",
        )
        for one, verdict, said in targets.content(request, plan)["live"]
    ]
    return Sheet("Chỉ tiêu", columns, lines)
