"""Tasks across plans: the list of what a unit leads and supports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from motcua.kernel import clock
from motcua.organisations.permissions import valid_on
from motcua.organisations.queries.units import names_on
from motcua.plans.models import Task, TaskUnit
from motcua.plans.queries.plans import plans_for, tasks_for
from motcua.plans.rules.slots import Schedule

SEARCH_KIND = "plan_task"


def rule_of(task: Task) -> Schedule:
    """When a task is to be done, as slots are made of it."""
    months, due = (tuple(str(v) for v in values or ()) for values in (task.months, task.due))
    return Schedule(task.schedule_kind, task.starts_on, task.ends_on, task.every or "", months, due)


def listed(user: Any, roles: Sequence[str] = ()) -> QuerySet[Task]:
    """Readable tasks that still stand, of plans and other sources; with roles, those in which the user's own unit has one of them."""
    rows = (
        tasks_for(user)
        .select_related("plan", "work_source", "parent")
        .exclude(plan__state__in=["replaced", "withdrawn"])
        .filter(dropped_at__isnull=True)
    )
    if not roles:
        return rows
    own = TaskUnit.objects.filter(
        valid_on(clock.today(), "unit__officers__"),
        task=OuterRef("pk"),
        role__in=list(roles),
        unit__officers__person__user=user.pk,
    )
    acting = getattr(user, "acting_officer_id", None)  # a token acts as one officer only
    return rows.filter(Exists(own if acting is None else own.filter(unit__officers=acting)))


def with_units(rows: QuerySet[Task], role: str, units: Sequence[str]) -> QuerySet[Task]:
    """Those that one of the units leads or supports."""
    return rows.filter(Exists(TaskUnit.objects.filter(task=OuterRef("pk"), role=role, unit__uid__in=list(units))))


def units_of(user: Any) -> list[tuple[str, str]]:
    """Units that lead or support some readable task, as (uid, name of today), by name. Two queries."""
    rows = TaskUnit.objects.filter(task__in=tasks_for(user)).order_by("unit")
    found = dict(rows.values_list("unit_id", "unit__uid").distinct())
    names = names_on(found, clock.today())
    return sorted(((str(uid), names.get(pk, "")) for pk, uid in found.items()), key=lambda c: c[1])


def years(user: Any) -> list[int]:
    rows = plans_for(user).filter(year__isnull=False).order_by("-year")
    return [year for year in rows.values_list("year", flat=True).distinct() if year is not None]
