"""Plans as they stood at a past moment: which were in force, and what each carried out. The trail tells what changed since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from motcua.kernel.models import Event
from motcua.plans import events as kinds
from motcua.plans.models import Plan
from motcua.plans.queries.plans import KIND, ref_of
from motcua.plans.queries.then import RefOf
from motcua.plans.workflow import PlanState

IN_FORCE = (PlanState.ISSUED, PlanState.CLOSED)
_BEGINS = (kinds.PLAN_ISSUED, kinds.PLAN_NUMBERED)
_GOES_ON = (kinds.PLAN_WITHDRAWN, kinds.PLAN_REPLACED, kinds.PLAN_CLOSED, kinds.PLAN_REOPENED)
"""What happens only to a plan that was in force until then; a draft that is withdrawn has no number."""


def in_force_at(rows: QuerySet[Plan], as_of: datetime) -> QuerySet[Plan]:
    """Those that were in force at a moment, also where they were replaced or withdrawn since; none that was issued or taken in later."""
    since = Event.objects.filter(subject=RefOf(KIND, OuterRef("uid")), at__gt=as_of, kind__in=[*_BEGINS, *_GOES_ON])
    told: Any = rows.filter(created_at__lte=as_of).annotate(
        moved_since=Subquery(since.order_by("sequence").values("kind")[:1])
    )
    found: QuerySet[Plan] = told.filter(
        Q(moved_since__isnull=True, state__in=IN_FORCE) | Q(moved_since__in=_GOES_ON) & ~Q(number="")
    )
    return found


def subordinates_at(superiors: Iterable[Plan], as_of: datetime) -> dict[int, list[Plan]]:
    """Superior plan → the plans in force that were confirmed to carry it out, in the order of their dates. One query."""
    above = list(superiors)
    trail = Event.objects.filter(subject=RefOf(KIND, OuterRef("uid")), kind=kinds.PLAN_LINKED)
    before = trail.filter(at__lte=as_of).order_by("-sequence").values("payload")[:1]
    rows: Any = in_force_at(Plan.objects.all(), as_of).annotate(
        linked_since=Exists(trail.filter(at__gt=as_of)), link_then=Subquery(before)
    )
    rows = rows.filter(Q(superior__in=above) | Q(linked_since=True)).order_by("issued_on", "pk")
    by_ref = {str(ref_of(plan)): plan.pk for plan in above}
    found: dict[int, list[Plan]] = {}
    for row in rows:
        pk = by_ref.get(_superior_then(row.link_then)) if row.linked_since else row.superior_id
        if pk is not None:
            found.setdefault(pk, []).append(row)
    return found


def _superior_then(payload: Mapping[str, Any] | None) -> str:
    return str((payload or {}).get("superior") or "")


def amended_since(plans: Iterable[Plan], as_of: datetime) -> set[int]:
    """Those whose tasks an amendment or a correction of the reading changed after a moment. One query."""
    since = Event.objects.filter(
        subject=RefOf(KIND, OuterRef("uid")), at__gt=as_of, kind__in=[kinds.PLAN_AMENDED, kinds.PLAN_READING_CORRECTED]
    )
    return set(Plan.objects.filter(Exists(since), pk__in=[p.pk for p in plans]).values_list("pk", flat=True))
