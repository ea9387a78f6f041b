"""The officers' list: by due date, narrowed by what somebody looks for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.dossiers.models import Dossier, DossierStep, Opinion
from motcua.dossiers.permissions import readable_dossiers
from motcua.dossiers.queries.dossiers import KIND, by_numbers
from motcua.dossiers.rules.people import masked_name
from motcua.dossiers.workflow import ACTIVE, OPEN, PAUSED, DossierState, StepState
from motcua.kernel import clock, search
from motcua.organisations.permissions import covered_today, has_any_grant, units_in_reach, visible
from motcua.organisations.queries.units import names_on

STEP_RIGHTS = ("dossiers.take_in", "dossiers.appraise", "dossiers.check", "dossiers.decide", "dossiers.issue")
VIEWS = ("mine", "late", "today", "week", "paused", "asked", "answer", "hand_out", "finished", "voided")
RUNNING = (DossierState.ACCEPTED, DossierState.IN_PROCESS)


def listed(user: Any, views: Sequence[str], *, everything: bool = False) -> QuerySet[Dossier]:
    """What somebody may read, as the views narrow it; without any, what is not finished, or `everything`."""
    rows = readable_dossiers(Dossier.objects.select_related("procedure", "holder"), user)
    rows = rows.filter(voided_at__isnull="voided" not in views)
    wanted = [view for view in views if view in VIEWS and view != "voided"]
    if not wanted:
        return rows if everything or "voided" in views else rows.filter(state__in=[*OPEN, DossierState.PROCESSED])
    condition = Q()
    for view in wanted:
        condition |= _condition(user, view)
    return rows.filter(condition)


def waiting_for(user: Any) -> Q:
    """The condition that an open step of a dossier is somebody's to do: given to them, or to nobody while they have the right."""
    mine = Q(officer__in=covered_today(user))
    for action in STEP_RIGHTS:
        if has_any_grant(user, action):
            mine |= Q(officer__isnull=True, action=action, unit__in=units_in_reach(user, action))
    steps = DossierStep.objects.filter(mine, dossier=OuterRef("pk"), state=StepState.OPEN)
    return Q(Exists(steps), state__in=[*RUNNING, DossierState.PROCESSED])


def _condition(user: Any, view: str) -> Q:
    now = clock.now()
    today = clock.local(now).date()
    end = clock.local(datetime.combine(today + timedelta(days=1), time.min))
    week = clock.local(datetime.combine(today + timedelta(days=7), time.min))
    reach = units_in_reach(user, "dossiers.take_in")
    asked = visible(Opinion.objects.filter(dossier=OuterRef("pk"), answered_at__isnull=True), user, "dossiers.handle")
    return {
        "mine": waiting_for(user) | Q(state=DossierState.SUBMITTED, intake_unit__in=reach),
        "late": Q(state__in=RUNNING, effective_due_at__lt=now),
        "today": Q(state__in=RUNNING, effective_due_at__gte=now, effective_due_at__lt=end),
        "week": Q(state__in=RUNNING, effective_due_at__gte=now, effective_due_at__lt=week),
        "paused": Q(state__in=PAUSED),
        "asked": Q(Exists(asked), state__in=ACTIVE),
        "answer": Q(state=DossierState.SUBMITTED),
        "hand_out": Q(state=DossierState.PROCESSED),
        "finished": ~Q(state__in=[*OPEN, DossierState.PROCESSED]),
    }[view]


def found(rows: QuerySet[Dossier], text: str) -> Any:
    """The one box: the end of a code, a number, a telephone; else a name, with or without diacritics."""
    numbers = by_numbers(rows, text)
    return numbers if numbers is not None else search.find(rows, KIND, text)


def fill(rows: Sequence[Any], *, masked: bool) -> None:
    """What lists tell beside the columns: the present step, who has it, the name as far as it may be seen. Two queries."""
    steps = DossierStep.objects.filter(dossier__in=[row.pk for row in rows], state=StepState.OPEN)
    found_steps = list(steps.select_related("officer__person").order_by("sequence"))
    units = {step.unit_id for step in found_steps} | {row.unit_id for row in rows if row.unit_id}
    names = names_on(units, clock.today())
    for row in rows:
        own = [step for step in found_steps if step.dossier_id == row.pk]
        row.step_title = "; ".join(step.title for step in own)
        row.step_holder = "; ".join(
            step.agency or (step.officer.person.name if step.officer else names.get(step.unit_id, "")) for step in own
        )
        row.unit_name = names.get(row.unit_id or 0, "")
        row.holder_name = masked_name(row.holder.name) if masked else row.holder.name


def counts(user: Any) -> dict[str, int]:
    """How many stand under each view, for the head of the list. One query for each."""
    shown = ("mine", "late", "today", "paused", "hand_out")
    return {view: listed(user, [view]).count() for view in shown}
