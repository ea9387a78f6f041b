"""Tasks that many units owe ("Các sở, ban, ngành"): how many of them are done, late, silent, slot by slot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from motcua.kernel import clock
from motcua.plans.models import Occurrence, Task
from motcua.plans.queries.open_rows import is_open
from motcua.plans.rules.rollup import RollUp, roll_up
from motcua.plans.workflow import WITH_THE_LEAD, OccurrenceState

LEAST = 2
"""From how many units on a slot is told as k of n."""


@dataclass(frozen=True, slots=True)
class SlotOfUnits:
    """One slot of a task with how far its units are. `key`, `kind`, `starts_on` name it as those of an occurrence do."""

    key: str
    kind: str
    starts_on: date
    due_at: datetime
    rolled: RollUp


def rollups_of(tasks: Iterable[int]) -> dict[int, list[SlotOfUnits]]:
    """Task → its slots that several units owe, by due moment. One query."""
    found: dict[int, list[SlotOfUnits]] = {}
    for row in _counted(Occurrence.objects.filter(task__in=list(tasks))).order_by("task", "first_due", "key"):
        found.setdefault(row["task"], []).append(_slot(row))
    return found


def current(slots: Sequence[SlotOfUnits]) -> SlotOfUnits:
    """The slot that is looked at first: the earliest that is not complete, else the last."""
    return next((one for one in slots if not one.rolled.complete), slots[-1])


def collective_work(rows: QuerySet[Occurrence], today: date, *, most: int = 12) -> list[tuple[Task, SlotOfUnits]]:
    """Of some occurrences the begun slots that several units owe and not all have done, those due first. Two queries.

    Only tasks with something open on a slot that another unit has too are counted: neither what is done of many years is looked at,
    nor what one unit owes alone.
    """
    begun = rows.order_by().filter(starts_on__lte=today)
    others = Occurrence.objects.filter(~Q(unit=OuterRef("unit")), task=OuterRef("task"), key=OuterRef("key"))
    shared = begun.filter(is_open(), Exists(others), unit__isnull=False)
    counted = _counted(begun.filter(task__in=shared.values("task")))
    counted = counted.annotate(still=Count("pk", filter=is_open())).filter(still__gt=0)
    open_ones = list(counted.order_by("first_due", "task", "key")[:most])
    tasks = Task.objects.in_bulk({row["task"] for row in open_ones})
    return [(tasks[row["task"]], _slot(row)) for row in open_ones]


def _counted(rows: QuerySet[Occurrence]) -> Any:
    """By task and slot. `rows` come without joins that repeat a row."""
    late = Q(state__in=[str(s) for s in WITH_THE_LEAD], due_at__lt=clock.now())
    states = {f"in_{state}": Count("pk", filter=Q(state=state)) for state in OccurrenceState}
    standing: Any = rows.filter(voided_at__isnull=True, unit__isnull=False).order_by().values("task", "key", "kind")
    counts = {"n": Count("pk"), "late": Count("pk", filter=late), **states}
    return standing.annotate(**counts, first_due=Min("due_at"), first_day=Min("starts_on")).filter(n__gte=LEAST)


def _slot(row: dict[str, Any]) -> SlotOfUnits:
    rolled = roll_up({str(state): row[f"in_{state}"] for state in OccurrenceState}, row["late"])
    return SlotOfUnits(row["key"], row["kind"], row["first_day"], row["first_due"], rolled)
