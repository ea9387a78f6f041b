"""Records of the system that may stand for a task's result in a period: of which kinds there are, and which a unit has."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.documents.queries.figures import numbers_given
from motcua.kernel import clock
from motcua.kernel.indicators import Window
from motcua.kernel.refs import Ref
from motcua.organisations.queries.scopes import within
from motcua.plans.models import (
    Initiative,
    Inspection,
    Occurrence,
    OutreachEvidence,
    Plan,
    PlanRelease,
    Task,
)
from motcua.plans.queries.initiatives import initiative_ref
from motcua.plans.queries.inspections import inspection_ref
from motcua.plans.queries.plans import ref_of
from motcua.plans.queries.work import occurrence_ref
from motcua.plans.workflow import PlanState

MOST = 50


@dataclass(frozen=True, slots=True)
class Record:
    """One record that counts: what opens it, what it is called, when it came to be."""

    ref: Ref
    title: str
    on: date


Found = Callable[[Task, int, Window, datetime], Iterable[Record]]


@dataclass(frozen=True, slots=True)
class RecordKind:
    """`words`: folded phrases of tasks that such records do. `found` gives those of a unit in a window known at a moment."""

    label: Any
    words: tuple[str, ...]
    found: Found


def _of(rows: Any, unit: int, as_of: datetime, field: str = "unit") -> Any:
    return within(rows, unit, clock.local(as_of).date(), field)[:MOST]


def _span(window: Window) -> tuple[datetime, datetime]:
    zone = clock.ZONE
    begin = datetime.combine(window.start, time.min, zone)
    return begin, datetime.combine(window.end + timedelta(days=1), time.min, zone)


def _plans_issued(task: Task, unit: int, window: Window, as_of: datetime) -> Iterable[Record]:
    """The plan that gives the task is not its result."""
    states = [PlanState.ISSUED, PlanState.CLOSED, PlanState.REPLACED]
    rows = Plan.objects.filter(state__in=states, issued_on__range=(window.start, window.end), created_at__lte=as_of)
    if task.plan_id is not None:
        rows = rows.exclude(pk=task.plan_id)
    for plan in _of(rows.order_by("issued_on", "pk"), unit, as_of, "owner"):
        yield Record(ref_of(plan), f"{plan.number} {plan.title}".strip(), plan.issued_on)


def _plans_released(_task: Task, unit: int, window: Window, as_of: datetime) -> Iterable[Record]:
    first, after = _span(window)
    rows = PlanRelease.objects.filter(released_at__gte=first, released_at__lt=after, released_at__lte=as_of)
    rows = rows.select_related("plan").order_by("released_at", "pk")
    for one in _of(rows, unit, as_of, "plan__owner"):
        yield Record(ref_of(one.plan), one.plan.title, clock.local(one.released_at).date())


def _reports_issued(_task: Task, unit: int, window: Window, as_of: datetime) -> Iterable[Record]:
    rows = numbers_given(window, as_of).filter(kind="report", state="issued").order_by("issued_on", "pk")
    for line in _of(rows, unit, as_of, "series__unit"):
        ref = Ref.parse(line.document) if line.document else Ref.to("number_series", line.series.uid)
        yield Record(ref, f"{line.text} {line.subject}", line.issued_on)


def _outreach(task: Task, unit: int, window: Window, as_of: datetime) -> Iterable[Record]:
    rows = OutreachEvidence.objects.filter(
        plan=task.plan_id, done_on__range=(window.start, window.end), recorded_at__lte=as_of, voided_at__isnull=True
    )
    for one in _of(rows.select_related("plan").order_by("done_on", "pk"), unit, as_of):
        yield Record(ref_of(one.plan), one.title, one.done_on)


def _results(task: Task, unit: int, window: Window, as_of: datetime) -> Iterable[Record]:
    """What was accepted of the unit's other work in the same plan."""
    first, after = _span(window)
    rows = Occurrence.objects.filter(
        task__plan=task.plan_id, state="accepted", handed_in_at__gte=first, handed_in_at__lt=after, closed_at__lte=as_of
    )
    rows = rows.filter(voided_at__isnull=True, task__plan__isnull=False).exclude(task=task.pk)
    for one in _of(rows.select_related("task").order_by("handed_in_at", "pk"), unit, as_of):
        yield Record(occurrence_ref(one), one.task.task[:300], clock.local(one.handed_in_at).date())


def _inspections(_task: Task, unit: int, window: Window, as_of: datetime) -> Iterable[Record]:
    rows = Inspection.objects.filter(report_on__range=(window.start, window.end), concluded_at__lte=as_of)
    for one in _of(rows.order_by("report_on", "pk"), unit, as_of, "owner"):
        yield Record(inspection_ref(one), one.title, one.report_on)


def _initiatives(_task: Task, unit: int, window: Window, as_of: datetime) -> Iterable[Record]:
    first, after = _span(window)
    rows = Initiative.objects.filter(
        published_at__gte=first, published_at__lt=after, published_at__lte=as_of, state="published"
    )
    for one in _of(rows.order_by("published_at", "pk"), unit, as_of, "owner"):
        yield Record(initiative_ref(one), one.title, clock.local(one.published_at).date())


RECORDS: dict[str, RecordKind] = {
    "plans_issued": RecordKind(
        _("Kế hoạch đơn vị đã ban hành"), ("xay dung ke hoach", "ban hanh ke hoach"), _plans_issued
    ),
    "plans_released": RecordKind(_("Kế hoạch đã công khai"), ("cong khai ke hoach",), _plans_released),
    "reports_issued": RecordKind(
        _("Báo cáo đã cấp số"), ("bao cao dinh ky", "thuc hien che do bao cao", "bao cao ket qua"), _reports_issued
    ),
    "outreach": RecordKind(
        _("Minh chứng tuyên truyền của kế hoạch"), ("tuyen truyen", "truyen thong", "pho bien"), _outreach
    ),
    "results": RecordKind(
        _("Kết quả khác của đơn vị đã được công nhận"), ("don doc", "theo doi viec thuc hien"), _results
    ),
    "inspections": RecordKind(
        _("Báo cáo kết quả kiểm tra"),
        ("kiem tra cong vu", "kiem tra viec thuc hien", "thanh tra kiem tra"),
        _inspections,
    ),
    "initiatives": RecordKind(_("Mô hình, sáng kiến đã công bố"), ("mo hinh", "sang kien"), _initiatives),
}


def records_of(key: str, task: Task, unit: int, window: Window, as_of: datetime) -> list[Record]:
    """The records of one kind that a unit, with what stands under it, has in a window, as far as known at a moment."""
    kind = RECORDS.get(key)
    return list(kind.found(task, unit, window, as_of)) if kind is not None else []
