"""For the public: what a named leader has released of a plan, and published models and initiatives; nothing else.

The address of a plan is printed in QR codes (CONTRACT).
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.indicators.queries.words import NO_FIGURE, drawn_gauge, gauge_words, level_words, measured_words
from motcua.indicators.rules.gauges import Gauge
from motcua.kernel import clock
from motcua.plans.queries import initiatives as initiative_queries
from motcua.plans.queries.plans import issuer_name, plan_for
from motcua.plans.queries.released import ReleasedTarget, released_plan


@require_safe
def plan(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What is released; where nothing is, officers who may read the plan are led to the desk, and for others there is no such page."""
    found = released_plan(uid)
    if found is None:
        return redirect("plans:plan", plan_for(request.user, uid).uid)
    context = {
        "released": found,
        "issuer": issuer_name(found.plan),
        "targets": [_drawn(one) for one in found.targets],
        "today": clock.today(),
    }
    return render(request, "plans/public/plan.html", context)


def _drawn(one: ReleasedTarget) -> tuple[ReleasedTarget, str, str, Gauge, str]:
    """A released target with its goal, its figure in words, and both as a gauge. A forecast is not released."""
    goal, value = Decimal(one.goal), one.value.value if one.value is not None else None
    level = level_words(one.comparator, goal, one.unit)
    figure = str(NO_FIGURE) if value is None else measured_words(value, one.unit)
    return one, level, figure, drawn_gauge(one.comparator, goal, one.unit, value), gauge_words(figure, level)


MOST_SHOWN = 200


@require_safe
def initiatives(request: HttpRequest) -> HttpResponse:
    """Published models and initiatives, newest first."""
    rows: list[Any] = list(initiative_queries.published()[:MOST_SHOWN])
    initiative_queries.fill_names(rows)
    english = request.path.startswith("/en/")
    for row in rows:
        row.url = reverse("plans:public_initiative_en" if english else "plans:public_initiative", args=[row.uid])
    return render(request, "plans/public/initiatives.html", {"rows": rows})


@require_safe
def initiative(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One that is published; for any other there is no such page."""
    found = initiative_queries.published_one(uid)
    initiative_queries.fill_names([found])
    context = {"initiative": found, "kind": initiative_queries.kind_name(found.kind)}
    return render(request, "plans/public/initiative.html", context)
