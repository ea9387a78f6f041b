"""Whom a matter of work concerns today: who does it, who heads the unit, who leads, who accepts for the owner."""

from __future__ import annotations

from datetime import date
from typing import Any

from motcua.organisations.queries.people import officers_granted, officers_on
from motcua.organisations.queries.posts import focal_of, head_of, leader_in_charge
from motcua.plans.models import Assignee, Difficulty, Occurrence


def doers(occurrence: Occurrence, on: date) -> list[Any]:
    """Those to whom it was given; else the focal officer and the head of the unit; else whoever may hand in for the unit."""
    given = Assignee.objects.filter(occurrence=occurrence, ended_at__isnull=True).exclude(role=Assignee.Role.INFORM)
    found = list(officers_on(on).filter(pk__in=given.values("officer")).order_by("pk"))
    return found or heads(occurrence, on)


def heads(occurrence: Occurrence, on: date) -> list[Any]:
    """Who answers for the unit's work."""
    unit = occurrence.unit_id
    if unit is None:
        return []
    found = [one for one in (head_of(unit, on), focal_of(unit, on)) if one is not None]
    return _once(found) or officers_granted("occurrences.hand_in", unit, on)


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
