"""What every page knows: addresses of the other language, the desk's entries, the version."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils.encoding import uri_to_iri
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from motcua.kernel import clock
from motcua.ui import language, navigation
from motcua.ui.kiosk import is_kiosk

if TYPE_CHECKING:
    from django.http import HttpRequest


CITIZEN = "citizen"
"""Session key: the name of the citizen or enterprise who is signed in. Absent for officers and strangers."""
_TYPED = 120
"""Characters of an address that somebody types off a paper."""


@cache
def _version() -> str:
    """Of the installed package; a bare checkout (tests) has none."""
    try:
        return version("motcua")
    except PackageNotFoundError:
        return ""


def _printed(request: HttpRequest) -> str:
    """Where a page is found again, as its paper tells: readable, and without a question that is too long to type."""
    asked = uri_to_iri(request.get_full_path())
    return f"{settings.BASE_URL}{asked if len(asked) <= _TYPED else uri_to_iri(request.path)}"


def page(request: HttpRequest) -> dict[str, object]:
    """Context processor. The navigation is lazy: pages that do not draw it (fragments, public pages) do not pay for it."""
    entries = SimpleLazyObject(lambda: navigation.entries_for(request))
    active = get_language() or "vi"
    return {
        "ui": {
            "language": active,
            "other_language": "vi" if active == "en" else "en",
            "other_address": language.address_in(request, "vi" if active == "en" else "en"),
            "switch_address": reverse("ui:language"),
            "version": _version(),
            "address": _printed(request),
            "today": clock.today(),
            "kiosk": settings.KIOSK_SECONDS if is_kiosk(request) else 0,
            "gallery": settings.DEBUG,
            "citizen": request.session.get(CITIZEN) if hasattr(request, "session") else None,
        },
        "desk_entries": entries,
        "desk_groups": SimpleLazyObject(lambda: navigation.grouped(entries)),
    }
