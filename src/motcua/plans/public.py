"""For the public: what a named leader has released of a plan, and published models and initiatives; nothing else.

The address of a plan is printed in QR codes (CONTRACT).
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.kernel import clock
from motcua.plans.queries import initiatives as initiative_queries
from motcua.plans.queries.plans import plan_for
from motcua.plans.queries.released import released_plan


@require_safe
def plan(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What is released; where nothing is, officers who may read the plan are led to the desk, and for others there is no such page."""
    found = released_plan(uid)
    if found is None:
        return redirect("plans:plan", plan_for(request.user, uid).uid)
    return render(request, "plans/public/plan.html", {"released": found, "today": clock.today()})


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
