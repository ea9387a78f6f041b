"""Tasks that many units owe ("Các sở, ban, ngành"): how many of them are done, late, silent, slot by slot."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Min, Q, QuerySet

from motcua.kernel import clock
from motcua.plans.models import Occurrence, Task
from motcua.plans.rules.rollup import RollUp, roll_up
from motcua.plans.workflow import WITH_THE_LEAD, OccurrenceState

LEAST = 2
"""From how many units on a slot is told as k of n."""


def rollups_of(tasks: Iterable[int]) -> dict[int, dict[str, RollUp]]:
    """Task → slot → how far its units are, by due moment; only slots that several units owe. One query."""
    found: dict[int, dict[str, RollUp]] = {}
    for row in _counted(Occurrence.objects.filter(task__in=list(tasks))).order_by("task", "first_due", "key"):
        found.setdefault(row["task"], {})[row["key"]] = _rolled(row)
    return found


def whole(slots: Iterable[RollUp]) -> RollUp:
    """Several slots as one: what a task with quarters shows in a table."""
    rows = list(slots)
    names = ("units", "done", "handed_in", "working", "silent", "let_off", "late")
    return RollUp(**{name: sum(getattr(row, name) for row in rows) for name in names})


def collective_work(rows: QuerySet[Occurrence], today: date, *, most: int = 12) -> list[tuple[Task, str, RollUp, date]]:
    """Of some occurrences the slots that several units owe and have not all done, those due first: (task, slot, roll-up, last day)."""
    counted = _counted(rows.filter(starts_on__lte=today)).exclude(n=_finished()).order_by("first_due", "task", "key")
    open_ones = [row for row in counted if not _rolled(row).complete][:most]
    tasks = Task.objects.select_related("plan", "work_source", "parent").in_bulk({row["task"] for row in open_ones})
    return [(tasks[row["task"]], row["key"], _rolled(row), clock.local(row["first_due"]).date()) for row in open_ones]


def _finished() -> Any:
    done = [OccurrenceState.ACCEPTED, OccurrenceState.NOTHING_AROSE, OccurrenceState.CANNOT_BE_DONE]
    return Count("pk", filter=Q(state__in=done), distinct=True)


def _counted(rows: QuerySet[Occurrence]) -> Any:
    lead = Q(state__in=[str(s) for s in WITH_THE_LEAD], due_at__lt=clock.now())
    states = {f"in_{state}": Count("pk", filter=Q(state=state), distinct=True) for state in OccurrenceState}
    standing = rows.filter(voided_at__isnull=True, unit__isnull=False).order_by().values("task", "key")
    return standing.annotate(
        n=Count("pk", distinct=True), late=Count("pk", filter=lead, distinct=True), first_due=Min("due_at"), **states
    ).filter(n__gte=LEAST)


def _rolled(row: dict[str, Any]) -> RollUp:
    return roll_up({str(state): row[f"in_{state}"] for state in OccurrenceState}, row["late"])
