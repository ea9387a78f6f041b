"""Assessments and initiatives as programs get them: rows as plain values."""

from __future__ import annotations

from typing import Any

from motcua.plans.models import Assessed, Initiative, Nomination, Round
from motcua.plans.queries.assessment import nominations_of

Json = dict[str, Any]


def round_out(one: Round) -> Json:
    return {
        "id": one.uid,
        "title": one.title,
        "year": one.year,
        "state": one.state,
        "owner": one.owner.code,
        "assesses": one.scheme.assesses,
        "scheme": one.scheme.title,
    }


def round_detail(one: Round, *, approved: bool) -> Json:
    """With nominations once it is approved: before, they are nobody's news."""
    return round_out(one) | {"nominations": [_nomination(n) for n in nominations_of(one)] if approved else []}


def assessed_out(one: Assessed) -> Json:
    """Totals, grade and rank stand once the round is approved."""
    return {
        "id": one.uid,
        "unit": one.unit.code,
        "officer": one.officer.uid if one.officer else None,
        "name": one.name,
        "self_total": one.self_total,
        "total": one.total,
        "grade": one.grade or None,
        "rank": one.rank,
    }


def initiative_out(one: Initiative) -> Json:
    return {
        "id": one.uid,
        "kind": one.kind,
        "title": one.title,
        "owner": one.owner.code,
        "task": one.task.uid if one.task else None,
        "authors": one.authors,
        "summary": one.summary,
        "description": one.description,
        "effect": one.effect,
        "spreads_to": one.spreads_to,
        "state": one.state,
        "decision_number": one.decision_number or None,
        "decision_on": one.decision_on,
        "published_at": one.published_at,
        "sample": one.is_sample,
    }


def _nomination(one: Nomination) -> Json:
    return {
        "kind": one.kind,
        "name": one.name,
        "unit": one.unit.code,
        "award": one.award,
        "state": one.state,
        "decision_number": one.decision_number or None,
        "decision_on": one.decision_on,
    }
