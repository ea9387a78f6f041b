"""The desk's navigation, from the entries that packages put into `kernel.registries.desk_entries`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from motcua.kernel.registries import DeskEntry, desk_entries

if TYPE_CHECKING:
    from django.http import HttpRequest

DESK = "/desk/"
"""Address of the first page of the desk."""


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """A desk entry as this page shows it. `current` marks the one whose address the page stands under."""

    key: str
    entry: DeskEntry
    url: str
    current: bool


def entries_for(request: HttpRequest) -> list[ShownEntry]:
    """The entries this person may see, in order; of several matching addresses the longest is the current one."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    ordered = sorted(desk_entries.items(), key=lambda item: (item[1].order, item[0]))
    shown = [(key, entry, reverse(entry.url_name)) for key, entry in ordered if entry.visible(user)]
    best = max((url for _, _, url in shown if _stands_under(request.path, url)), key=len, default=None)
    return [ShownEntry(key, entry, url, url == best) for key, entry, url in shown]


def _stands_under(path: str, url: str) -> bool:
    """The first page holds only itself: every page of the desk begins with its address."""
    return path == url or (url != DESK and path.startswith(url))
