"""How each unit stands: what it owes, what is late, what will be; for heads, leaders and the office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from motcua.kernel import clock
from motcua.organisations.permissions import units_in_reach
from motcua.organisations.queries.units import names_on, units_where
from motcua.plans.models import Difficulty, Occurrence, Plan
from motcua.plans.permissions import readable_difficulties, readable_plans
from motcua.plans.queries.targets import LiveTarget, live_targets
from motcua.plans.queries.work import ROLES, SOON, by_name, standing, still_open, work_of
from motcua.plans.workflow import WITH_THE_LEAD, OccurrenceState, PlanState

if TYPE_CHECKING:
    from motcua.organisations.models import Unit

FINISHED = (OccurrenceState.ACCEPTED, OccurrenceState.NOTHING_AROSE)
MOST_PLANS = 20


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit on the board. `owed` counts what is open; the year's figures what fell due in it."""

    uid: str
    name: str
    owed: int
    late: int
    due_soon: int
    waiting: int
    difficulties: int
    done_in_year: int
    on_time_in_year: int

    @property
    def share(self) -> float | None:
        """Per cent handed in by the original due moment, of what was finished in the year; None where nothing was."""
        return round(self.on_time_in_year * 100 / self.done_in_year, 1) if self.done_in_year else None


def led(user: Any, rows: QuerySet[Occurrence] | None = None) -> QuerySet[Occurrence]:
    """What the units owe that the user answers for (those they hand in for, or accept from): of what stands, or of `rows`."""
    own = Q(unit__in=units_in_reach(user, "occurrences.hand_in"))
    among = standing() if rows is None else rows
    return among.filter(own | Q(task__owner__in=units_in_reach(user, "occurrences.accept")))


def looked_at(user: Any, asked: Sequence[str]) -> QuerySet[Occurrence]:
    """`work_of` with one role more: `watch` is all that the board counts, so that its numbers open their own rows."""
    roles = [role for role in asked if role in ROLES]
    if "watch" not in asked:
        return work_of(user, roles)
    rows = led(user).filter(unit__isnull=False)
    if roles:
        rows = standing().filter(Q(pk__in=rows.values("pk")) | Q(pk__in=work_of(user, roles).values("pk")))
    return rows.select_related("task__plan", "task__work_source", "task__parent")


def units_looked_at(user: Any, asked: Sequence[str]) -> QuerySet[Unit]:
    """Units that owe some of `looked_at`. A unit in reach is asked for one row; the few rows that came by name are read by their keys."""
    roles = [role for role in asked if role in ROLES]
    owes = Occurrence.objects.filter(unit=OuterRef("pk"), voided_at__isnull=True)
    found = Q(pk__in=[])
    if "watch" in asked:
        accepted = owes.filter(task__owner__in=units_in_reach(user, "occurrences.accept"))
        found |= Q(pk__in=units_in_reach(user, "occurrences.hand_in")) & Exists(owes) | Q(Exists(accepted))
    if "lead" in roles or not (roles or "watch" in asked):
        named = standing().filter(by_name(user)).values("unit")
        found |= Q(pk__in=units_in_reach(user, "occurrences.hand_in")) & Exists(owes) | Q(pk__in=named)
    if others := [role for role in roles if role != "lead"]:
        found |= Q(pk__in=work_of(user, others).values("unit"))
    return units_where(found)


def board_of(user: Any, year: int) -> list[UnitLine]:
    """One line for each unit, the worst first. Five queries, however many units.

    What is open and what fell due in the year are counted apart, each by its own index: what was done in other years is never read.
    """
    units = dict(units_looked_at(user, ["watch"]).values_list("pk", "uid"))
    names = names_on(units, clock.today())
    among = led(user).filter(unit__in=list(units)).order_by()
    opened, finished = _open_ones(among), _of_year(among, year)
    difficulties = Difficulty.objects.filter(state=Difficulty.State.OPEN, unit__in=list(units))
    troubled = dict(readable_difficulties(difficulties, user).order_by().values_list("unit").annotate(n=Count("pk")))
    lines = [
        UnitLine(
            str(uid),
            names.get(unit, ""),
            *opened.get(unit, (0, 0, 0, 0)),
            troubled.get(unit, 0),
            *finished.get(unit, (0, 0)),
        )
        for unit, uid in units.items()
    ]
    return sorted(lines, key=lambda line: (-line.late, -line.due_soon, -line.owed, line.name))


def _open_ones(among: QuerySet[Occurrence]) -> dict[int, tuple[int, int, int, int]]:
    """Unit → how many it owes, of them late and due soon, and how many wait for acceptance."""
    now = clock.now()
    lead = Q(state__in=[str(s) for s in WITH_THE_LEAD])
    counts = {
        "owed": Count("pk", filter=lead),
        "late": Count("pk", filter=lead & Q(due_at__lt=now)),
        "due_soon": Count("pk", filter=lead & Q(due_at__gte=now, due_at__lt=now + SOON)),
        "waiting": Count("pk", filter=Q(state=OccurrenceState.HANDED_IN)),
    }
    rows = still_open(among).values("unit").annotate(**counts)
    return {unit: tuple(found) for unit, *found in rows.values_list("unit", *counts)}


def _of_year(among: QuerySet[Occurrence], year: int) -> dict[int, tuple[int, int]]:
    """Unit → how much of what fell due in a year was finished, and how much of that in time."""
    done = among.filter(state__in=FINISHED, original_due_at__year=year)
    in_time = Count("pk", filter=Q(handed_in_at__lte=F("original_due_at")))
    rows = done.values("unit").annotate(done=Count("pk"), on_time=in_time)
    return {unit: (n, on_time) for unit, n, on_time in rows.values_list("unit", "done", "on_time")}


def targets_in_danger(user: Any, today: date) -> list[LiveTarget]:
    """Bound targets of this year's plans in force that are at risk or missed."""
    plans = readable_plans(Plan.objects.all(), user)
    in_force = plans.filter(state=PlanState.ISSUED, year=today.year, targets__binding__isnull=False).distinct()
    found = [one for plan in in_force.order_by("pk")[:MOST_PLANS] for one in live_targets(plan, today)]
    return [one for one in found if one.binding is not None and one.verdict in {"at_risk", "missed"}]
