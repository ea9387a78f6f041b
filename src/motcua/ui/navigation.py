"""The desk's navigation, from the entries that packages put into `kernel.registries.desk_entries`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy

from motcua.kernel.registries import DeskEntry, desk_entries

if TYPE_CHECKING:
    from django.http import HttpRequest

FOLLOWING = gettext_lazy("Theo dõi")
LOOKING_UP = gettext_lazy("Tra cứu")
RUNNING = gettext_lazy("Vận hành")
"""Menus of the navigation, for `DeskEntry.group`: what is followed, what is looked up, what keeps the house running."""
DESK = "/desk/"
"""Address of the first page of the desk."""


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """A desk entry as this page shows it. `current` marks the one whose address the page stands under."""

    key: str
    entry: DeskEntry
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """A place in the navigation: one entry by itself (`label` empty), or a menu of several."""

    label: str
    entries: list[ShownEntry]

    @property
    def current(self) -> bool:
        return any(entry.current for entry in self.entries)


def grouped(entries: Iterable[ShownEntry]) -> list[ShownGroup]:
    """The navigation as it is drawn: entries of a group together where the first stands; a group of one is no menu."""
    groups: dict[str, ShownGroup] = {}
    for shown in entries:
        label = str(shown.entry.group)
        groups.setdefault(label or f"={shown.key}", ShownGroup(label, [])).entries.append(shown)
    return [g if len(g.entries) > 1 else ShownGroup("", g.entries) for g in groups.values()]


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
