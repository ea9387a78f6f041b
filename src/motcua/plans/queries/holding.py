"""What officers hold, for those who hand it over; which units may divide a task, and among whom; what a unit still owes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from motcua.kernel import clock
from motcua.kernel.refs import Ref
from motcua.organisations.permissions import granted_units, units_in_reach
from motcua.organisations.queries.people import officers, officers_on
from motcua.organisations.queries.units import below, choices_on, unit_of, units_where
from motcua.plans.models import Assignee, Occurrence, Task, TaskUnit
from motcua.plans.queries.work import OCCURRENCE, still_open
from motcua.plans.workflow import OPEN_OCCURRENCES


def holdings_for(user: Any) -> QuerySet[Assignee]:
    """Open work given to officers, of units for which the user assigns."""
    return Assignee.objects.filter(
        ended_at__isnull=True,
        occurrence__voided_at__isnull=True,
        occurrence__state__in=[str(s) for s in OPEN_OCCURRENCES],
        occurrence__unit__in=units_in_reach(user, "occurrences.assign"),
    )


def holders_for(user: Any) -> list[tuple[Any, int]]:
    """Officers who hold such work, also those who have left, with how much; by name. Two queries."""
    found, counts = holders(user)
    return [(one, counts[one.pk]) for one in found.order_by("person__sort_key", "pk")]


def holders(user: Any) -> tuple[QuerySet[Any], dict[int, int]]:
    """Officers who hold such work, and how much by key. One query, and the officers when they are read."""
    counts = dict(holdings_for(user).order_by().values_list("officer").annotate(n=Count("pk")))
    return officers().filter(pk__in=counts), counts


def held_by(user: Any, officer: Any) -> list[Assignee]:
    """What one officer holds, by due moment."""
    rows = holdings_for(user).filter(officer=officer).select_related("occurrence__task", "officer")
    return list(rows.order_by("occurrence__due_at", "pk"))


def takers_for(user: Any, giver: Any) -> list[Any]:
    """Officers of today in the giver's unit and in the units for which the user assigns, without the giver; by name."""
    today = clock.today()
    reach = Q(unit=giver.unit_id) | Q(unit__in=units_in_reach(user, "occurrences.assign"))
    return list(officers_on(today).filter(reach).exclude(pk=giver.pk).order_by("person__sort_key", "pk"))


def dividing_units(user: Any, task: Task) -> list[Any]:
    """Units that lead a task and for which the user assigns work."""
    leads = task.units.filter(role=TaskUnit.Role.LEAD).values("unit")
    return list(granted_units(user, "occurrences.assign").filter(pk__in=leads).order_by("pk"))


def units_under(unit: int, on: date) -> list[tuple[str, str]]:
    """A unit and those below it on a date, as (uid, name); the unit first."""
    return _choices([unit, *below(unit, on).values_list("unit", flat=True)], on)


def units_under_all(units: Sequence[Any]) -> list[tuple[str, str]]:
    """As `units_under`, for several."""
    on = clock.today()
    found = [pk for u in units for pk in (u.pk, *below(u.pk, on).values_list("unit", flat=True))]
    return _choices(found, on)


def units_named(uids: Iterable[str]) -> tuple[Any, ...]:
    """The units of uids that a form has checked."""
    return tuple(unit_of(uid) for uid in uids)


def _choices(keys: Iterable[int], on: date) -> list[tuple[str, str]]:
    wanted = list(dict.fromkeys(keys))
    offered = {unit.pk: (str(unit.uid), name) for unit, name in choices_on(units_where(Q(pk__in=wanted)), on)}
    return [offered[pk] for pk in wanted if pk in offered]


def refs_of_unit(unit: int) -> list[str]:
    """What a unit still owes, as Refs: for splits and transfers of units."""
    rows = still_open(Occurrence.objects.filter(unit=unit)).order_by("pk")
    return [str(Ref.to(OCCURRENCE, uid)) for uid in rows.values_list("uid", flat=True)]
