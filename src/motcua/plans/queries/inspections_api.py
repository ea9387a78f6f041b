"""Inspections, findings and remedies as programs get them: rows as plain values."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from motcua.kernel import clock
from motcua.plans.models import Finding, Inspection
from motcua.plans.permissions import sees_whole_inspection
from motcua.plans.queries.inspections import by_unit, items_of, reports_of, team_of
from motcua.plans.workflow import TO_PUT_RIGHT, FindingState

Json = dict[str, Any]


def inspection_out(one: Inspection) -> Json:
    return {
        "id": one.uid,
        "kind": one.kind,
        "state": one.state,
        "title": one.title,
        "owner": one.owner.code,
        "decision_number": one.decision_number or None,
        "decision_on": one.decision_on,
        "starts_on": one.starts_on,
        "ends_on": one.ends_on,
        "report_number": one.report_number or None,
        "report_on": one.report_on,
        "occurrence": one.occurrence.uid if one.occurrence else None,
        "sample": one.is_sample,
    }


def inspection_detail(one: Inspection, user: Any) -> Json:
    """With team, units and the findings the caller may see; an inspected unit gets its own only, and no conclusion about others."""
    whole = sees_whole_inspection(user, one)
    now = clock.now()
    return inspection_out(one) | {
        "items": [{"id": i.uid, "text": i.text, "basis": i.basis} for i in items_of(one.checklist)],
        "conclusion": one.conclusion if whole else None,
        "recommendation": one.recommendation if whole else None,
        "team": [{"officer": m.officer.uid, "name": m.officer.person.name, "leads": m.leads} for m in team_of(one)],
        "units": [
            {
                "unit": unit.inspected.unit.code,
                "visit_on": unit.inspected.visit_on,
                "good": unit.good,
                "faults": unit.faults,
                "not_applicable": unit.not_applicable,
                "open": unit.open,
                "findings": [finding_out(f, now) for _item, f in unit.rows if f is not None],
            }
            for unit in by_unit(one, user)
        ],
    }


def finding_out(one: Finding, now: datetime) -> Json:
    return {
        "id": one.uid,
        "inspection": one.inspected.inspection.uid,
        "unit": one.inspected.unit.code,
        "item": one.item.text if one.item else None,
        "verdict": one.verdict,
        "text": one.text,
        "state": one.state,
        "remedy": one.remedy or None,
        "due_at": one.due_at,
        "original_due_at": one.original_due_at,
        "late": one.state in TO_PUT_RIGHT and one.due_at is not None and one.due_at < now,
        "reported_at": one.reported_at,
        "closed_at": one.closed_at,
    }


def finding_detail(one: Finding) -> Json:
    return finding_out(one, clock.now()) | {
        "to_put_right": one.state in TO_PUT_RIGHT,
        "waiting": one.state == FindingState.REPORTED,
        "reports": [
            {
                "number": r.number,
                "text": r.text,
                "reported_by": r.reported_name,
                "reported_at": r.reported_at,
                "accepted": r.accepted,
                "decided_by": r.decided_name or None,
                "decided_at": r.decided_at,
                "decision_note": r.decision_note,
            }
            for r in reports_of(one)
        ],
    }
