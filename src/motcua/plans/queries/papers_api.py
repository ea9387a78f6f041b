"""Drafts, opinions and amendments as programs get them: rows as plain values."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet

from motcua.plans.models import Amendment, Consultation, Consulted, DraftChange, Plan, PlanDraft
from motcua.plans.permissions import readable_plans
from motcua.plans.queries.opinions import answers_of

Json = dict[str, Any]


def draft_out(draft: PlanDraft) -> Json:
    """The draft as it stands, with its version, which every change names."""
    plan = draft.plan
    return {
        "plan": plan.uid,
        "state": plan.state,
        "origin": draft.origin,
        "version": draft.version,
        "content": draft.content,
        "proposals": [
            {"number": n, "list": p["list"], "field": p["field"], "before": p["before"], "after": p["after"]}
            for n, p in enumerate(draft.proposals)
        ],
    }


def edit_out(change: DraftChange) -> Json:
    """One edit of a draft; of a whole item `before` or `after` is None."""
    return {
        "number": change.number,
        "place": change.path,
        "before": change.before,
        "after": change.after,
        "by": change.actor_name,
        "at": change.at,
    }


def consultations_of(plan: Plan) -> list[Json]:
    """Every time opinions were asked about a plan, the latest first, with what each unit said and what became of it."""
    rows = plan.consultations.select_related("shown", "plan").order_by("-pk")
    return [consultation_out(one) for one in rows]


def asked_out(asked: Consulted) -> Json:
    """What one unit is asked, with the draft as it was sent out."""
    found = asked.consultation
    return {
        "id": asked.uid,
        "unit": asked.unit.code,
        "title": found.plan.title,
        "due_on": found.due_on,
        "note": found.note,
        "open": found.state == "open",
        "answer": asked.answer or None,
        "answered_by": asked.answered_name or None,
        "answered_at": asked.answered_at,
        "version": asked.version,
        "content": found.shown.content,
    }


def release_out(plan: Plan) -> Json:
    """What the public sees of a plan now. One query."""
    now = plan.releases.filter(ended_at__isnull=True).first()
    told: Json = {"plan": plan.uid, "released": now is not None}
    if now is None:
        return told | {"text": False, "progress": False, "targets": "none", "released_by": None, "released_at": None}
    told |= {name: getattr(now, name) for name in ("text", "progress", "targets", "released_at")}
    return told | {"released_by": now.released_name}


def release_version(plan: Plan) -> int:
    """Grows with every release and every end of one: a plan keeps all of them. One query."""
    found: dict[str, int] = plan.releases.aggregate(made=Count("pk"), ended=Count("ended_at"))
    return 1 + found["made"] + found["ended"]


def amendments_for(user: Any) -> QuerySet[Amendment]:
    rows = Amendment.objects.select_related("plan__owner")
    return rows.filter(plan__in=readable_plans(Plan.objects.all(), user))


def amendment_out(one: Amendment) -> Json:
    return {
        "id": one.uid,
        "plan": one.plan.uid,
        "kind": one.kind,
        "state": one.state,
        "title": one.title,
        "reason": one.reason,
        "number": one.number or None,
        "issued_on": one.issued_on,
        "signer": {"capacity": one.signer_capacity, "name": one.signer_name},
        "applied_at": one.applied_at,
        "version": one.version,
        "changes": [
            {key: change.get(key) for key in ("op", "list", "uid", "before", "after")} for change in one.changes
        ],
    }


def consultation_out(one: Consultation) -> Json:
    return {
        "id": one.uid,
        "state": one.state,
        "due_on": one.due_on,
        "note": one.note,
        "opened_by": one.opened_name,
        "opened_at": one.opened_at,
        "closed_at": one.closed_at,
        "units": [
            {
                "id": answered.asked.uid,
                "unit": answered.asked.unit.code,
                "answer": answered.asked.answer or None,
                "silent": answered.silent,
                "answered_by": answered.asked.answered_name or None,
                "answered_at": answered.asked.answered_at,
                "comments": [
                    {
                        "id": o.uid,
                        "place": o.item,
                        "words": o.item_words,
                        "text": o.text,
                        "verdict": o.verdict or None,
                        "reason": o.reason,
                        "version": o.version,
                    }
                    for o in answered.opinions
                ],
            }
            for answered in answers_of(one)
        ],
    }
