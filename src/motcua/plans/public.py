"""A plan for the public: what a named leader has released of it, and nothing else. The address is printed in QR codes (CONTRACT)."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from motcua.kernel import clock
from motcua.plans.queries.plans import plan_for
from motcua.plans.queries.released import released_plan


@require_safe
def plan(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What is released; where nothing is, officers who may read the plan are led to the desk, and for others there is no such page."""
    found = released_plan(uid)
    if found is None:
        return redirect("plans:plan", plan_for(request.user, uid).uid)
    return render(request, "plans/public/plan.html", {"released": found, "today": clock.today()})
