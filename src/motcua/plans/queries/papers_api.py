"""Drafts, opinions and amendments as programs get them: rows as plain values."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from motcua.plans.models import Amendment, Consultation, Consulted, Plan, PlanDraft
from motcua.plans.permissions import readable_plans
from motcua.plans.queries.opinions import answers_of

Json = dict[str, Any]


def draft_out(draft: PlanDraft) -> Json:
    """The draft as it stands, with its version, which every change names."""
    plan = draft.plan
    return {"plan": plan.uid, "state": plan.state, "version": draft.version, "content": draft.content}


def consultations_of(plan: Plan) -> list[Json]:
    """Every time opinions were asked about a plan, the latest first, with what each unit said and what became of it."""
    rows = plan.consultations.select_related("shown", "plan").order_by("-pk")
    return [_consultation(one) for one in rows]


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
        "changes": [
            {key: change.get(key) for key in ("op", "list", "uid", "before", "after")} for change in one.changes
        ],
    }


def _consultation(one: Consultation) -> Json:
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
                        "place": o.item,
                        "words": o.item_words,
                        "text": o.text,
                        "verdict": o.verdict or None,
                        "reason": o.reason,
                    }
                    for o in answered.opinions
                ],
            }
            for answered in answers_of(one)
        ],
    }
