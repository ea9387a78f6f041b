"""The first public page: what do you need, in your words; life events; what changed. The desk has its own door."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.kernel import clock
from motcua.procedures.queries import browse
from motcua.procedures.queries.registry import public_on
from motcua.procedures.queries.words import CHANGE_TONES, CHANGE_WORDS
from motcua.ui.language import spoken

_RECENT = 5


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    events = browse.life_events(today, spoken())
    doors = {
        audience: [(one, _page("public_life_event", one.key)) for one in events if one.audience == audience]
        for audience in ("people", "business")
    }
    context = {
        "listed": _page("public_list"),
        "fields": _page("public_fields"),
        "units": _page("public_units"),
        "changes": _page("public_changes"),
        "statistics": _page("public_statistics"),
        "total": public_on(today).count(),
        **doors,
        "recent": [_line(change) for change in browse.changes(today, _RECENT)[:_RECENT]],
    }
    return render(request, "portal/public/home.html", context)


def _line(change: browse.Change) -> tuple[object, str, str, str, date]:
    name = change.version.name if change.version else change.procedure.name
    url = _page("public_procedure", change.procedure.base_code)
    return CHANGE_WORDS[change.what], CHANGE_TONES[change.what], name, url, change.on


def _page(name: str, *args: str) -> str:
    return reverse(f"procedures:{name}_en" if spoken() == "en" else f"procedures:{name}", args=args)
