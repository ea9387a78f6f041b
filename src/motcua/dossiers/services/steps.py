"""The machinery of steps: opening those that follow, closing one with its slack. Part of the callers' transactions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Max

from motcua.dossiers.models import Dossier, DossierStep, Participant, Pause
from motcua.dossiers.permissions import OF_NOBODY, STEP_ACTIONS
from motcua.dossiers.queries.clocks import slack_of, step_due
from motcua.dossiers.rules import routing
from motcua.dossiers.workflow import STEP, StepState
from motcua.kernel import clock, workdays, workflow
from motcua.kernel.errors import TransitionRefused
from motcua.organisations.queries.people import officers_granted
from motcua.organisations.queries.seated import house_of
from motcua.organisations.queries.units import ancestors
from motcua.procedures.workflows import Table

if TYPE_CHECKING:
    from motcua.organisations.models import Officer

AT_AGENCY = frozenset({"head", "registry_clerk", "agency"})
"""Positions of the agency that a division is part of."""
ABOVE = frozenset({"office_above", "leader_above"})


def open_step_keys(
    dossier: Dossier,
    table: Table,
    keys: Sequence[str],
    *,
    at: datetime,
    calendar: workdays.Calendar,
    officer: Officer | None = None,
) -> list[DossierStep]:
    """Open steps of the workflow. `officer`: to whom the first of them falls, where somebody said so."""
    if not keys:
        return []
    sequence = dossier.steps.aggregate(last=Max("sequence"))["last"] or 0
    today = clock.local(at).date()
    made = []
    for n, key in enumerate(keys, start=1):
        row = drawn_step(dossier, table, key, at=at, calendar=calendar)
        row.sequence, row.unit_id = sequence + n, place_of(dossier, row.kind, today)
        row.officer = officer if n == 1 else None
        made.append(row)
    DossierStep.objects.bulk_create(made)
    take_part(dossier, [step.unit_id for step in made])
    return made


def drawn_step(
    dossier: Dossier,
    table: Table,
    key: str,
    *,
    at: datetime,
    calendar: workdays.Calendar,
    pauses: Sequence[Pause] = (),
) -> DossierStep:
    """A step of the workflow as it opens at a moment, not saved yet: its place in the sequence and its unit are the caller's."""
    step = table.step(key)
    kind = routing.kind_of(table, step)
    role = table.role(step.role)
    return DossierStep(
        dossier=dossier,
        key=key,
        title=step.title[:1000],
        kind=kind,
        action=STEP_ACTIONS.get(kind, OF_NOBODY),
        agency=(role.agency if role is not None and kind == "agency" else "")[:300],
        opened_at=at,
        due_at=step_due(at, step.time, calendar=calendar, pauses=pauses),
    )


def take_part(dossier: Dossier, units: Sequence[int]) -> None:
    """Units that read the dossier from now on."""
    rows = [Participant(dossier=dossier, unit_id=unit) for unit in dict.fromkeys(units)]
    Participant.objects.bulk_create(rows, ignore_conflicts=True)


def place_of(dossier: Dossier, kind: str, today: Any) -> int:
    """The unit where a step of a position is done: the counter, the settling unit, its agency, or the body above that has such people."""
    unit = dossier.unit_id or 0
    if kind == routing.COUNTER:
        return dossier.intake_unit_id or unit
    if kind in AT_AGENCY:
        return house_of(unit, today)
    if kind in ABOVE:
        house = house_of(unit, today)
        above = ancestors(house, today)
        return above[0].pk if above else house
    return unit


def close_step(
    step: DossierStep,
    verb: str,
    *,
    at: datetime,
    officer: Officer | None,
    calendar: workdays.Calendar,
    note: str = "",
) -> None:
    """Take a step's transition, with the working minutes that were left of its own time. Raises TransitionRefused: somebody was quicker."""
    slack = None
    if step.due_at is not None and verb == "finish":
        slack = slack_of(step.due_at, at, calendar)
    workflow.move(step, STEP, verb, closed_at=at, closed_by=officer, slack_minutes=slack, note=note[:2000])


def drop_steps(dossier: Dossier, *, at: datetime, without: Sequence[int] = ()) -> None:
    """What is open will not be done: the dossier ended, or goes another way."""
    rows = dossier.steps.filter(state=StepState.OPEN).exclude(pk__in=list(without))
    rows.update(state=StepState.DROPPED, closed_at=at)


def still_open(dossier: Dossier, step: DossierStep) -> DossierStep:
    """The step as it is stored, if it is open. Raises TransitionRefused."""
    found = dossier.steps.filter(pk=step.pk, state=StepState.OPEN).select_related("unit", "officer").first()
    if found is None:
        raise TransitionRefused(
            "Bước này đã được xử lý từ lúc bạn mở trang. Hãy tải lại trang để xem.", code="transition_refused"
        )
    return found


def move_step_dates(dossier: Dossier, table: Table, pauses: Sequence[Pause], *, calendar: workdays.Calendar) -> None:
    """The dates of open steps anew, after a pause ended or the calendar changed."""
    known = table.by_key()
    for step in dossier.steps.filter(state=StepState.OPEN):
        if step.key not in known:
            continue
        due = step_due(step.opened_at, known[step.key].time, calendar=calendar, pauses=pauses)
        if due != step.due_at:
            DossierStep.objects.filter(pk=step.pk, state=StepState.OPEN).update(due_at=due)


def only_one(unit: int, action: str, today: Any) -> Officer | None:
    """The one officer who can take a step at a unit; None where there are several, or none."""
    found = officers_granted(action, unit, today)
    return found[0] if len(found) == 1 else None
