"""The first screen of an officer: what is due, what waits, what runs."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.kernel import clock
from motcua.organisations.permissions import actor_of, has_any_grant
from motcua.plans.queries.readings import open_readings_for
from motcua.portal.desk.work import shown
from motcua.portal.queries import jobs_for, waiting_for

ROWS = 8
ALWAYS = 2
"""The first figures, late and due soon, are told also when nothing is: that is the news."""


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    user = request.user
    waiting = waiting_for(user)
    context = {
        "actor": actor_of(user),
        "today": clock.today(),
        "waiting": [*waiting[:ALWAYS], *(one for one in waiting[ALWAYS:] if one.count)],
        "quiet": [one for one in waiting[ALWAYS:] if not one.count],
        "readings": open_readings_for(user).order_by("-pk")[:ROWS],
        "work": [shown(job, user) for job in jobs_for(user).filter(state__in=["queued", "running"])[:3]],
        "may_import": has_any_grant(user, "plans.import"),
    }
    return render(request, "portal/desk/home.html", context)
