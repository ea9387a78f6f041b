"""Plans as programs get them: rows as plain values."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from motcua.documents.queries.reviews import of_subject
from motcua.plans.models import Plan, Target, Task, TaskUnit
from motcua.plans.queries.plans import files_of, ref_of, sections_of
from motcua.plans.queries.targets import sign_of

Json = dict[str, Any]


def plan_out(plan: Plan) -> Json:
    return {
        "id": plan.uid,
        "kind": plan.kind,
        "number": plan.number,
        "title": plan.title,
        "year": plan.year,
        "state": plan.state,
        "issuer": plan.issuer_name,
        "issuer_unit": plan.issuer.code if plan.issuer else None,
        "owner": plan.owner.code,
        "place": plan.place,
        "issued_on": plan.issued_on,
        "sample": plan.is_sample,
    }


def plan_detail(plan: Plan) -> Json:
    """Everything but tasks and targets. A constant number of queries."""
    return plan_out(plan) | {
        "signer": {"capacity": plan.signer_capacity, "name": plan.signer_name},
        "recipients": plan.recipients,
        "sections": [{"label": s.label, "title": s.title, "depth": s.depth} for s in sections_of(plan)],
        "bases": [
            {
                "text": c.raw,
                "number": c.number,
                "document": c.document.uid if c.document else None,
                "date_differs": c.date_differs,
            }
            for c in of_subject(ref_of(plan))
        ],
        "outreach": _outreach(plan),
        "reporting": [
            {"period": d.period, "to": d.to, "via": d.via, "due": d.due_text, "text": d.text}
            for d in plan.duties.order_by("position")
        ],
        "systems": [s.name for s in plan.systems.order_by("position")],
        "tasks": plan.tasks.count(),
        "targets": plan.targets.count(),
        "replaces": plan.replaces.uid if plan.replaces else None,
        "files": [f.uid for f in files_of(plan)],
        "created_at": plan.created_at,
    }


def _outreach(plan: Plan) -> list[Json]:
    found: dict[tuple[str, str], Json] = {}
    for topic in plan.topics.order_by("position"):
        _audience(found, topic)["topics"].append(topic.text)
    for use in plan.channels.order_by("position"):
        _audience(found, use)["channels"].append({"text": use.text, "channel": use.channel})
    return list(found.values())


def _audience(found: dict[tuple[str, str], Json], row: Any) -> Json:
    blank: Json = {"audience": row.audience, "label": row.audience_label, "topics": [], "channels": []}
    return found.setdefault((row.audience, row.audience_label), blank)


def tasks_of(plan: Plan) -> QuerySet[Task]:
    units = Prefetch("units", queryset=TaskUnit.objects.select_related("unit").order_by("role", "pk"))
    return plan.tasks.filter(dropped_at__isnull=True).prefetch_related(units)


def with_unit(rows: QuerySet[Task], role: str, unit: Any) -> QuerySet[Task]:
    return rows.filter(Exists(TaskUnit.objects.filter(task=OuterRef("pk"), role=role, unit=unit)))


def task_out(task: Task) -> Json:
    units: dict[str, list[Json]] = {"lead": [], "coordinator": []}
    for one in task.units.all():
        units[one.role].append({"code": one.unit.code, "named": one.named})
    return {
        "id": task.uid,
        "no": task.no,
        "section": task.section,
        "section_title": task.section_title,
        "goal": task.goal,
        "task": task.task,
        "lead": task.lead,
        "lead_units": units["lead"],
        "coordinators": task.coordinators,
        "coordinator_units": units["coordinator"],
        "deliverable": task.deliverable,
        "schedule_text": task.schedule_text,
        "schedule": {
            "kind": task.schedule_kind,
            "start": task.starts_on,
            "end": task.ends_on,
            "event": task.event,
            "every": task.every,
            "months": task.months,
            "due": task.due,
        },
        "quote": task.source.get("quote", ""),
    }


def targets_of(plan: Plan) -> QuerySet[Target]:
    return plan.targets.filter(dropped_at__isnull=True).select_related("task", "binding")


def target_out(target: Target) -> Json:
    binding = getattr(target, "binding", None)
    return {
        "id": target.uid,
        "task": target.task.uid if target.task else None,
        "text": target.text,
        "subject": target.subject,
        "comparator": target.comparator,
        "value": target.value,
        "unit": target.unit,
        "start": target.starts_on,
        "end": target.ends_on,
        "indicator": target.indicator,
        "bound": (binding.indicator or None) if binding is not None else None,
        "judged": sign_of(target),
        "quote": target.source.get("quote", ""),
    }
