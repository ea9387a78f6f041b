"""Whom a matter of work concerns today: who does it, who heads the unit, who leads, who accepts for the owner."""

from __future__ import annotations

from datetime import date
from typing import Any

from motcua.kernel import events
from motcua.organisations.queries.people import officers_granted, officers_on
from motcua.organisations.queries.posts import focal_of, head_of, leader_in_charge
from motcua.organisations.queries.units import names_on
from motcua.plans import events as kinds
from motcua.plans.models import Assignee, Consultation, Difficulty, Finding, Occurrence
from motcua.plans.queries.plans import ref_of


def doers(occurrence: Occurrence, on: date) -> list[Any]:
    """Those to whom it was given; else who holds the post that leads; else head and focal officer; else who may hand in for the unit."""
    given = Assignee.objects.filter(occurrence=occurrence, ended_at__isnull=True).exclude(role=Assignee.Role.INFORM)
    found = list(officers_on(on).filter(pk__in=given.values("officer")).order_by("pk"))
    if not found and occurrence.officer_id is not None:  # the post that the paper names
        found = list(officers_on(on).filter(pk=occurrence.officer_id))
    return found or heads(occurrence, on)


def heads(occurrence: Occurrence, on: date) -> list[Any]:
    """Who answers for the unit's work."""
    return of_unit(occurrence.unit_id, on, "occurrences.hand_in") if occurrence.unit_id is not None else []


def of_unit(unit: int, on: date, action: str) -> list[Any]:
    """Head and focal officer of a unit; where neither is known whoever may do `action` for it."""
    found = [one for one in (head_of(unit, on), focal_of(unit, on)) if one is not None]
    return _once(found) or officers_granted(action, unit, on)


def name_of(unit: int, on: date) -> str:
    """What a unit is called on a date."""
    return names_on([unit], on).get(unit, "")


def askers(consultation: Consultation, on: date) -> list[Any]:
    """Who sent the draft out for opinions, if they still are an officer; else who drafts for the plan's owner."""
    asked = [e.actor for e in events.history(ref_of(consultation.plan)) if e.kind == kinds.OPINIONS_ASKED and e.actor]
    uid = asked[-1].partition(":")[2] if asked else ""
    found = list(officers_on(on).filter(uid=uid)) if uid else []
    return found or officers_granted("plans.draft", consultation.plan.owner_id, on)


def inspectors(finding: Finding, on: date) -> list[Any]:
    """Who leads the team that inspected; without one who manages inspections for the unit that inspects."""
    inspection = finding.inspected.inspection
    leading = inspection.members.filter(leads=True).values("officer")
    found = list(officers_on(on).filter(pk__in=leading).order_by("pk"))
    return found or officers_granted("inspections.manage", inspection.owner_id, on)


def leaders(occurrence: Occurrence, on: date) -> list[Any]:
    """The leader in charge of the unit."""
    found = leader_in_charge(occurrence.unit_id, on) if occurrence.unit_id else None
    return [found] if found is not None else []


def owners(occurrence: Occurrence, on: date) -> list[Any]:
    """Who accepts for the owner: those granted it on the owner itself."""
    return officers_granted("occurrences.accept", occurrence.task.owner_id, on)


def answering(difficulty: Difficulty, on: date) -> list[Any]:
    """The leader in charge when it was raised, if they still are an officer; else who may answer for the owner."""
    leader = difficulty.leader
    if leader is not None and (leader.valid_to is None or leader.valid_to > on):
        return [leader]
    return officers_granted("difficulties.answer", difficulty.owner_id, on)


def _once(found: list[Any]) -> list[Any]:
    return list({one.pk: one for one in found}.values())
