"""What a plan holds as one PlanDocument: from its draft, from its rows, or as it stood at a moment."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from motcua.documents.queries.reviews import of_subject
from motcua.kernel import clock
from motcua.plans.models import Plan, PlanVersion, Target, Task
from motcua.plans.queries.plans import ref_of
from motcua.plans.rules.drafts import item_at
from motcua.plans.workflow import PlanState

Json = dict[str, Any]
DRAFTED = (PlanState.DRAFT, PlanState.IN_APPROVAL)


def content_of(plan: Plan) -> Json:
    """The plan as it stands now: its draft while it is one, else its rows, without what an amendment took out. About ten queries."""
    draft = getattr(plan, "draft", None)
    if draft is not None and (plan.state in DRAFTED or not plan.tasks.exists()):
        return dict(draft.content)
    return {
        "document": _head(plan),
        "bases": [_base(c) for c in of_subject(ref_of(plan))],
        "citations": [],
        "sections": _sections(plan),
        "targets": [
            _target(t) for t in plan.targets.filter(dropped_at__isnull=True).order_by("position").select_related("task")
        ],
        "tasks": [task_content(t) for t in plan.tasks.filter(dropped_at__isnull=True).order_by("position")],
        "outreach": {"audiences": _audiences(plan)},
        "reporting": [
            {"period": d.period, "to": d.to, "via": d.via, "text": d.text, "due_text": d.due_text, "source": {}}
            for d in plan.duties.order_by("position")
        ],
        "systems": [{"name": s.name, "quote": s.name, "source": {}} for s in plan.systems.order_by("position")],
    }


def content_at(plan: Plan, moment: datetime) -> Json | None:
    """The plan as it was in force at a moment; None before it was there."""
    kinds = (PlanVersion.Kind.ISSUED, PlanVersion.Kind.AMENDED, PlanVersion.Kind.CORRECTED)
    versions = plan.versions.filter(kind__in=kinds).order_by("-at", "-number")
    found = versions.filter(at__lte=moment).first()
    if found is not None:
        return dict(found.content)
    if versions.exists() or in_force_since(plan) > moment or plan.state in DRAFTED:
        return None
    return content_of(plan)  # taken in as a reading and never changed since


def in_force_since(plan: Plan) -> datetime:
    """When the plan began to hold: the day of the paper, also of one that was taken in later."""
    if plan.issued_on is None:
        return plan.created_at
    return datetime.combine(plan.issued_on, time.min, clock.ZONE)


def task_content(task: Task) -> Json:
    """One task as a PlanDocument has it, with its uid."""
    return {
        "uid": str(task.uid),
        "no": task.no,
        "section": task.section,
        "section_title": task.section_title,
        "goal": task.goal,
        "task": task.task,
        "lead": task.lead,
        "coordinators": list(task.coordinators),
        "deliverable": task.deliverable,
        "schedule_text": task.schedule_text,
        "schedule": {
            "kind": task.schedule_kind,
            "start": task.starts_on.isoformat() if task.starts_on else None,
            "end": task.ends_on.isoformat() if task.ends_on else None,
            "event": task.event,
            "every": task.every,
            "months": task.months,
            **({"due": task.due} if task.due else {}),  # contents kept before there were such days are the same without
        },
        "source": {},
    }


def _target(target: Target) -> Json:
    value = float(target.value)
    return {
        "uid": str(target.uid),
        "text": target.text,
        "subject": target.subject,
        "comparator": target.comparator,
        "value": int(value) if value.is_integer() else value,
        "unit": target.unit,
        "task_no": target.task.no if target.task else None,
        "indicator": target.indicator,
        "period": {"start": _day(target.starts_on), "end": _day(target.ends_on)} if target.starts_on else None,
        "source": {},
    }


def _day(value: Any) -> str | None:
    return value.isoformat() if value else None


def _head(plan: Plan) -> Json:
    return {
        "kind": plan.kind,
        "number": plan.number or None,
        "issuer": plan.issuer_name,
        "place": plan.place,
        "issued_on": _day(plan.issued_on),
        "title": plan.title,
        "year": plan.year,
        "starts_on": _day(plan.starts_on),
        "ends_on": _day(plan.ends_on),
        "signer": {"capacity": plan.signer_capacity or None, "name": plan.signer_name or None},
        "recipients": list(plan.recipients),
        "class": "plan",
    }


def _base(citation: Any) -> Json:
    return {
        "kind": "Văn bản",
        "number": citation.number or None,
        "issuer": citation.issuer or None,
        "issued_on": _day(citation.issued_on),
        "subject": citation.raw,
        "amends": [],
        "source": {"quote": citation.raw},
    }


def _sections(plan: Plan) -> list[Json]:
    """The outline; the words under its headings, where the plan was drafted here."""
    roots: list[Json] = []
    known: dict[int, Json] = {}
    for row in plan.sections.order_by("position"):
        node: Json = {"label": row.label, "title": row.title, "children": []}
        known[row.pk] = node
        parent = known.get(row.parent_id or 0)
        (parent["children"] if parent else roots).append(node)
    draft = getattr(plan, "draft", None)
    return list(draft.content.get("sections") or []) if draft is not None else roots


def _audiences(plan: Plan) -> list[Json]:
    found: dict[tuple[str, str], Json] = {}

    def audience(row: Any) -> Json:
        blank: Json = {"key": row.audience, "label": row.audience_label, "topics": [], "channels": []}
        return found.setdefault((row.audience, row.audience_label), blank)

    for topic in plan.topics.order_by("position"):
        audience(topic)["topics"].append({"no": topic.no, "text": topic.text, "source": {}})
    for use in plan.channels.order_by("position"):
        audience(use)["channels"].append({"text": use.text, "channel": use.channel, "source": {}})
    return list(found.values())


def words_of(content: Mapping[str, Any], path: str) -> str:
    """What people read of an item of a content, for lists of changes and opinions."""
    if path in {"", "/document"}:
        return str((content.get("document") or {}).get("title") or "")
    item = item_at(content, path)
    return str(item.get("task") or item.get("text") or item.get("subject") or "") if isinstance(item, Mapping) else ""


def in_words(value: Any) -> str:
    """An item or header of a content as one text, for showing what an edit changed."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        shown = (
            v for k, v in value.items() if k not in {"source", "sources", "schedule", "confidence", "uid", "class"}
        )
        return "; ".join(filter(None, (in_words(v) for v in shown)))
    if isinstance(value, list):
        return "; ".join(filter(None, (in_words(v) for v in value)))
    return str(value)
