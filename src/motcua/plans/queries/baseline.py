"""What changed of a plan between two moments: its content (kept versions) and its work (states of occurrences, from the trail)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.kernel import clock
from motcua.kernel.models import Event
from motcua.organisations.queries.units import names_on
from motcua.plans import events as kinds
from motcua.plans.models import Occurrence, Plan
from motcua.plans.queries.contents import content_at
from motcua.plans.queries.work import occurrence_ref
from motcua.plans.rules.comparing import Comparison, compared
from motcua.plans.workflow import OccurrenceState

LED_TO = {
    kinds.OCCURRENCE_STARTED: OccurrenceState.IN_PROGRESS,
    kinds.RESULT_HANDED_IN: OccurrenceState.HANDED_IN,
    kinds.RESULT_TAKEN_BACK: OccurrenceState.IN_PROGRESS,
    kinds.RESULT_ACCEPTED: OccurrenceState.ACCEPTED,
    kinds.RESULT_RETURNED: OccurrenceState.RETURNED,
    kinds.OCCURRENCE_SATISFIED: OccurrenceState.ACCEPTED,
    kinds.NOTHING_AROSE: OccurrenceState.NOTHING_AROSE,
    kinds.OCCURRENCE_REOPENED: OccurrenceState.IN_PROGRESS,
}
"""Which state an event leads to. A granted request leads to one only where it lets off."""
GONE = "voided"
NOT_THERE = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """An occurrence whose state differs. `before` and `after`: a state, `voided`, or empty where it was not there yet."""

    occurrence: Occurrence
    unit: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """`content` is None where the plan was not in force at the first moment."""

    content: Comparison | None
    old: dict[str, Any]
    new: dict[str, Any]
    moved: tuple[Moved, ...]
    before: dict[str, int]
    after: dict[str, int]


def baseline_of(plan: Plan, first: datetime, last: datetime) -> Baseline:
    """Everything that is different at `last` from what it was at `first`. A constant number of queries."""
    old, new = content_at(plan, first), content_at(plan, last)
    rows = list(
        Occurrence.objects.filter(task__plan=plan).select_related("task").order_by("task__position", "due_at", "pk")
    )
    now_states = states_at(rows, last)
    then_states = states_at(rows, first)
    names = names_on({r.unit_id for r in rows if r.unit_id}, clock.today())
    moved = tuple(
        Moved(row, names.get(row.unit_id or 0, ""), then_states[row.pk], now_states[row.pk])
        for row in rows
        if then_states[row.pk] != now_states[row.pk]
    )
    return Baseline(
        compared(old, new) if old is not None and new is not None else None,
        old or {},
        new or {},
        moved,
        _counted(then_states.values()),
        _counted(now_states.values()),
    )


def states_at(rows: Iterable[Occurrence], moment: datetime) -> dict[int, str]:
    """The state of each occurrence at a moment, as its trail tells. One query for every 500."""
    known = {str(occurrence_ref(row)): row for row in rows}
    states = {row.pk: str(OccurrenceState.NOT_STARTED) for row in known.values()}
    refs = list(known)
    for start in range(0, len(refs), 500):
        found = Event.objects.filter(subject__in=refs[start : start + 500], at__lte=moment)
        for event in found.filter(kind__in=[*LED_TO, kinds.REQUEST_GRANTED]).order_by("subject", "sequence"):
            states[known[event.subject].pk] = _after(event, states[known[event.subject].pk])
    for row in known.values():
        if row.created_at > moment:
            states[row.pk] = NOT_THERE
        elif row.voided_at is not None and row.voided_at <= moment:
            states[row.pk] = GONE
    return states


def _after(event: Event, before: str) -> str:
    if event.kind == kinds.REQUEST_GRANTED:
        return str(OccurrenceState.CANNOT_BE_DONE) if event.payload.get("kind") == "cannot_be_done" else before
    return str(LED_TO[event.kind])


def _counted(states: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for state in states:
        if state not in {NOT_THERE, GONE}:
            found[state] = found.get(state, 0) + 1
    return found
