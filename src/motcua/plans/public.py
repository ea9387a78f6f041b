"""The address printed in QR codes. Plans are released to the public by the next version; until then officers are led to the desk."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from motcua.plans.queries.plans import plan_for


@require_safe
def plan(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Leads an officer who may read the plan to its page; for anybody else there is no such page."""
    found = plan_for(request.user, uid)  # NotFound for those who may not read it
    return redirect("plans:plan", found.uid)
