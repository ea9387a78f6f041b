"""Targets that are measured by an indicator, as the indicator's own page asks for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from motcua.indicators.queries.goals import Goal
from motcua.kernel.indicators import Window
from motcua.plans.models import Plan, PlanRelease, Target, TargetBinding
from motcua.plans.permissions import readable_plans
from motcua.plans.queries.targets import sign_of, window_of
from motcua.plans.workflow import PlanState

IN_FORCE = (PlanState.ISSUED, PlanState.CLOSED)


def promised(user: Any, key: str, unit: int, window: Window) -> Sequence[Goal]:
    """What plans in force promised of an indicator for a unit. Two queries. The public sees the targets that a leader released."""
    rows = Target.objects.filter(dropped_at__isnull=True, plan__state__in=IN_FORCE).filter(
        Q(binding__unit=unit) | Q(binding__unit__isnull=True, plan__owner=unit),
        binding__indicator=key,
        binding__measure=TargetBinding.Measure.INDICATOR,
    )
    seen = readable_plans(Plan.objects.all(), user) if user.is_authenticated else _released()
    page = "plans:plan_tab" if user.is_authenticated else "plans:public_plan"
    found = []
    for target in (
        rows.filter(plan__in=seen.values("pk"))
        .select_related("plan", "binding")
        .order_by("plan__issued_on", "position")
    ):
        time = window_of(target)
        if time.start <= window.end and window.start <= time.end:
            found.append(_goal(target, time, page))
    return found


def _goal(target: Target, time: Window, page: str) -> Goal:
    plan = target.plan
    if page == "plans:plan_tab":
        url = f"{reverse(page, args=[plan.uid, 'chi-tieu'])}#chi-tieu-{target.uid}"
    else:
        url = reverse(page, args=[plan.uid])
    source = f"{plan.number or ''} {plan.title}".strip()
    return Goal(sign_of(target), target.value, target.unit.strip(), time, target.subject, source, url)


def _released() -> QuerySet[Plan]:
    told = PlanRelease.objects.filter(plan=OuterRef("pk"), ended_at__isnull=True)
    return Plan.objects.filter(Exists(told.exclude(targets=PlanRelease.Figures.NONE)))
