"""The first public page: what do you need, in your words; life events; what changed. The desk has its own door."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.kernel import clock
from motcua.procedures.queries import browse, life_events
from motcua.procedures.queries.lines import lines_of
from motcua.procedures.queries.registry import public_on
from motcua.procedures.queries.search import examples
from motcua.procedures.queries.views import DAYS, most_viewed
from motcua.procedures.queries.words import CHANGE_TONES, CHANGE_WORDS
from motcua.ui.kiosk import is_kiosk
from motcua.ui.language import spoken

_RECENT, _RECENT_STANDING = 5, 3
_MOST, _MOST_STANDING = 6, 4
"""Procedures that are opened most, or named first for life events while too little was opened to tell; fewer fit on the first screen of a
terminal that one touches standing."""


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    today = clock.today()
    language = spoken()
    doors: dict[str, list[tuple[Any, ...]]] = {"people": [], "business": []}
    for one in life_events.life_events():
        vietnamese = one.in_vietnamese(language)
        doors[one.audience].append((one.icon, one.name(language), vietnamese, _page("public_life_event", one.key)))
    most, recent = (_MOST_STANDING, _RECENT_STANDING) if is_kiosk(request) else (_MOST, _RECENT)
    viewed = most_viewed(today, most)
    context = {
        "listed": _page("public_list"),
        "suggestions_url": _page("public_suggestions"),
        "examples": examples(language),
        "fields": _page("public_fields"),
        "units": _page("public_units"),
        "changes": _page("public_changes"),
        "statistics": _page("public_statistics"),
        "total": public_on(today).count(),
        **doors,
        "viewed": [(line, row.views) for row, line in zip(viewed, lines_of(viewed, _procedure_page), strict=True)],
        "days": DAYS,
        "often": [] if viewed else lines_of(life_events.first_needed(today, most), _procedure_page),
        "recent": [_line(change) for change in browse.changes(today, recent).rows],
    }
    return render(request, "portal/public/home.html", context)


def _procedure_page(code: str) -> str:
    return _page("public_procedure", code)


def _line(change: browse.Change) -> tuple[object, str, str, str, date]:
    name = change.version.name if change.version else change.procedure.name
    url = _procedure_page(change.procedure.base_code)
    return CHANGE_WORDS[change.what], CHANGE_TONES[change.what], name, url, change.on


def _page(name: str, *args: str) -> str:
    return reverse(f"procedures:{name}_en" if spoken() == "en" else f"procedures:{name}", args=args)
