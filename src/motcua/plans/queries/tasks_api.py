"""Tasks, what measures and raises them, targets and sources of work as programs get them: rows as plain values."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from motcua.kernel import clock
from motcua.kernel.refs import Ref
from motcua.plans.models import Comment, InputRequest, Task, TaskMeasure, TaskUnit, Trigger, WorkSource
from motcua.plans.permissions import readable_tasks
from motcua.plans.queries.api import target_out
from motcua.plans.queries.measures import MEASURABLE, measure_of, proposal_for
from motcua.plans.queries.records import RECORDS
from motcua.plans.queries.targets import LiveTarget
from motcua.plans.queries.triggers import details_of, proposed, triggers_of
from motcua.plans.rules.triggers import TRIGGERS
from motcua.plans.workflow import PlanState

Json = dict[str, Any]
_GONE = [PlanState.REPLACED, PlanState.WITHDRAWN]


def tasks_for(user: Any) -> QuerySet[Task]:
    """Tasks that stand and that the user may read, of plans and of other sources, with what `task_row` tells."""
    rows = readable_tasks(Task.objects.filter(dropped_at__isnull=True), user)
    rows = rows.exclude(plan__isnull=False, plan__state__in=_GONE)
    return rows.select_related("plan", "work_source", "parent", "owner").prefetch_related(with_units())


def with_units() -> Prefetch[Any, Any, Any]:
    """What `task_row` needs of units."""
    return Prefetch("units", queryset=TaskUnit.objects.select_related("unit").order_by("pk"))


def task_row(task: Task) -> Json:
    """What every list tells of a task, with its units loaded (`with_units`)."""
    units = list(task.units.all())
    return {
        "id": task.uid,
        "plan": task.plan.uid if task.plan else None,
        "source": task.work_source.uid if task.work_source else None,
        "parent": task.parent.uid if task.parent else None,
        "owner": task.owner.code,
        "no": task.no,
        "task": task.task,
        "deliverable": task.deliverable,
        "schedule_kind": task.schedule_kind,
        "schedule_text": task.schedule_text,
        "starts_on": task.starts_on,
        "ends_on": task.ends_on,
        "leads": [u.unit.code for u in units if u.role == TaskUnit.Role.LEAD],
        "coordinators": [u.unit.code for u in units if u.role == TaskUnit.Role.COORDINATOR],
    }


def measure_out(one: TaskMeasure) -> Json:
    return {
        "kind": one.kind,
        "indicator": one.indicator or None,
        "comparator": one.comparator or None,
        "value": one.value,
        "records": one.records or None,
        "least": one.least,
    }


def measuring_out(task: Task) -> Json:
    """By what a task is measured, what its words propose while nobody has confirmed, and which records there are to choose from."""
    bound = measure_of(task)
    proposal = proposal_for(task) if bound is None else None
    suggested = None
    if proposal is not None:
        indicator = bool(proposal.indicator)
        suggested = {
            "kind": "indicator" if indicator else "records",
            "indicator": proposal.indicator or None,
            "comparator": proposal.comparator if indicator else None,
            "value": proposal.value,
            "records": proposal.records or None,
            "least": 1,
        }
    confirmed = None
    if bound is not None:
        confirmed = measure_out(bound) | {"confirmed_by": bound.confirmed_name, "confirmed_at": bound.confirmed_at}
    return {
        "task": task.uid,
        "measurable": task.schedule_kind in MEASURABLE,
        "confirmed": confirmed,
        "proposed": suggested,
        "records": [{"key": key, "name": str(one.label)} for key, one in RECORDS.items()],
    }


def version_of_measure(task: Task) -> int:
    """Row version of the confirmed measure, 0 while there is none."""
    bound = measure_of(task)
    return bound.version if bound is not None else 0


def trigger_out(one: Trigger) -> Json:
    return {
        "id": one.uid,
        "kind": one.kind,
        "detail": one.detail or None,
        "days": one.days,
        "confirmed_by": one.confirmed_name,
        "confirmed_at": one.confirmed_at,
        "ended_at": one.ended_at,
    }


def triggers_out(task: Task) -> Json:
    """The events that raise a task, what its words propose, and which kinds there are."""
    return {
        "task": task.uid,
        "waits": task.schedule_kind == "on_event",
        "items": [trigger_out(one) for one in triggers_of(task)],
        "proposed": proposed(task) or None,
        "kinds": [{"key": key, "details": [detail for detail, _name in details_of(key)]} for key in TRIGGERS],
    }


def comments_of(task: Task) -> QuerySet[Comment]:
    return task.comments.select_related("occurrence").prefetch_related("mentions__person")


def comment_out(one: Comment) -> Json:
    return {
        "id": one.uid,
        "occurrence": one.occurrence.uid if one.occurrence else None,
        "text": one.text,
        "by": one.author_name,
        "at": one.at,
        "mentions": [m.uid for m in one.mentions.all()],
    }


def live_out(one: LiveTarget, today: date) -> Json:
    """A target as it stands: figure, verdict, forecast, what it would take."""
    binding, value, seen, need, report = one.binding, one.value, one.seen, one.need, one.report
    return target_out(one.target) | {
        "plan": one.target.plan.uid,
        "as_of": today,
        "measure": binding.measure if binding is not None else None,
        "of_unit": binding.unit.code if binding is not None and binding.unit is not None else None,
        "proposed": one.proposal.key if one.proposal is not None else None,
        "from": one.window.start,
        "to": one.window.end,
        "figure": value.value if value is not None else None,
        "numerator": value.numerator if value is not None else None,
        "denominator": value.denominator if value is not None else None,
        "verdict": str(one.verdict),
        "expected": round(seen.expected, 2) if seen is not None and seen.expected is not None else None,
        "needed": need.more if need is not None else None,
        "attainable": need.possible if need is not None else None,
        "frozen": one.frozen,
        "reported_on": report.on if report is not None else None,
        "evidence": report.evidence if report is not None else None,
    }


def source_out(one: WorkSource) -> Json:
    return {
        "id": one.uid,
        "kind": one.kind,
        "number": one.number or None,
        "issuer": one.issuer_name or None,
        "issued_on": one.issued_on,
        "title": one.title,
        "owner": one.owner.code,
        "leader": one.leader.person.name if one.leader else None,
        "document": _document(one.document_ref),
        "sample": one.is_sample,
    }


def source_detail(one: WorkSource) -> Json:
    """With the tasks it gave. A constant number of queries."""
    units = Prefetch("units", queryset=TaskUnit.objects.select_related("unit").order_by("pk"))
    rows = one.tasks.select_related("plan", "work_source", "parent", "owner").prefetch_related(units)
    return source_out(one) | {"tasks": [task_row(t) for t in rows.order_by("position", "pk")]}


def input_out(one: InputRequest) -> Json:
    return {
        "id": one.uid,
        "occurrence": one.occurrence.uid,
        "task": one.occurrence.task.uid,
        "unit": one.unit.code,
        "question": one.question,
        "asked_by": one.asked_name,
        "asked_at": one.asked_at,
        "due_at": one.due_at,
        "answer": one.answer or None,
        "answered_by": one.answered_name or None,
        "answered_at": one.answered_at,
        "late": one.answered_at is None and one.due_at < clock.now(),
    }


def _document(ref: str) -> str | None:
    return Ref.parse(ref).uid if ref else None
