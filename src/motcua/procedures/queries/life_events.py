"""What people come for: entries that ship with the product, and what the province wrote in their place or beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.urls import reverse

from motcua.kernel.errors import NotFound
from motcua.kernel.refs import Ref
from motcua.procedures.models import LifeAudience, LifeEvent, LifeEventEntry, Procedure
from motcua.procedures.permissions import may_read
from motcua.procedures.queries.registry import narrowed, public_on, versions_of

KIND = "life_event"
"""Kind of subject; its identifier is the key, so that the history goes on when the province takes up the shipped entry again."""
SHIPPED = Path(__file__).parent.parent / "data" / "life_events.yaml"
ICONS = (
    "child", "rings", "card", "move", "house", "land", "work", "people", "car", "hand", "flower", "heart", "book", "shop", "change",
    "chart", "factory", "leaf", "box", "plane", "file",
)  # fmt: skip
"""Drawings of `ui.icons` that an entry may have."""
STEP = 10
"""Between the places of two shipped entries, so that another fits between."""
_EACH = 2
"""Procedures that a phrase leads to where the province has named none."""


@dataclass(frozen=True, slots=True)
class LifeEventShown:
    """Something people come for, as it holds. `own`: the province wrote it; `shipped`: the product has an entry of this key."""

    key: str
    audience: str
    title: str
    title_en: str
    icon: str
    phrases: tuple[str, ...]
    position: int
    intro: str = ""
    active: bool = True
    own: bool = False
    shipped: bool = False
    version: int = 0

    def name(self, language: str) -> str:
        return self.title_en if language == "en" and self.title_en else self.title

    def in_vietnamese(self, language: str) -> bool:
        """Whether a page in that language shows the Vietnamese name."""
        return language == "vi" or not self.title_en


@dataclass(frozen=True, slots=True)
class Needed:
    """A procedure that one needs for it, and what is said beside it."""

    procedure: Procedure
    note: str = ""


@cache
def shipped() -> Mapping[str, LifeEventShown]:
    """The product's own entries by key, in their order."""
    data = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    return {
        one["key"]: LifeEventShown(
            key=one["key"],
            audience=one["for"],
            title=one["title"],
            title_en=one["title_en"],
            icon=one["icon"],
            phrases=tuple(one["phrases"]),
            position=place * STEP,
            shipped=True,
        )
        for place, one in enumerate(data, 1)
    }


def life_events(*, all_of_them: bool = False) -> list[LifeEventShown]:
    """In their order, those that are shown; `all_of_them` for the desk. One query."""
    found = dict(shipped())
    for row in LifeEvent.objects.all():
        found[row.key] = _shown(row)
    rows = [one for one in found.values() if all_of_them or one.active]
    return sorted(rows, key=lambda one: (one.audience != LifeAudience.PEOPLE, one.position, one.key))


def life_event(key: str) -> LifeEventShown:
    """As it holds, shown or not. Raises NotFound."""
    row = LifeEvent.objects.filter(key=key).first()
    found = _shown(row) if row is not None else shipped().get(key)
    if found is None:
        raise NotFound("Không có nhóm việc này.", code="no_life_event")
    return found


def _shown(row: LifeEvent) -> LifeEventShown:
    return LifeEventShown(
        key=row.key,
        audience=row.audience,
        title=row.title,
        title_en=row.title_en,
        icon=row.icon,
        phrases=tuple(row.phrases),
        position=row.position,
        intro=row.intro,
        active=row.active,
        own=True,
        shipped=row.key in shipped(),
        version=row.version,
    )


def named(key: str) -> list[Needed]:
    """The procedures that the province named for it, in order, in force or not. One query."""
    rows = LifeEventEntry.objects.filter(event__key=key).select_related("procedure").order_by("position", "pk")
    return [Needed(row.procedure, row.note) for row in rows]


def needed(event: LifeEventShown, on: date) -> list[Needed]:
    """What its page shows on a day: the named procedures that are in force; where none is named, what its phrases find."""
    chosen = named(event.key) if event.own else []
    if not chosen:
        return [Needed(row) for row in found_by(event.phrases, on)]
    return in_force(chosen, on)


def in_force(chosen: Sequence[Needed], on: date) -> list[Needed]:
    """Those that everybody may find that day, as rows of `public_on`. One query."""
    rows = {row.pk: row for row in public_on(on).filter(pk__in=[one.procedure.pk for one in chosen])}
    return [replace(one, procedure=rows[one.procedure.pk]) for one in chosen if one.procedure.pk in rows]


def found_by(phrases: Sequence[str], on: date) -> list[Procedure]:
    """The best procedures of each phrase, each once, in the order of the phrases. One search a phrase."""
    found: dict[int, Procedure] = {}
    for phrase in phrases:
        searched = narrowed(public_on(on), on, q=phrase)
        if searched.relaxed:
            continue
        best: Any = searched.queryset
        for row in best.order_by("-search_rank", "sort_key", "id")[:_EACH]:
            found.setdefault(row.pk, row)
    return list(found.values())


def first_needed(on: date, limit: int) -> list[Procedure]:
    """What the province named first for each life event: for the first page while too little was opened to tell what is read most."""
    rows = (
        LifeEventEntry.objects.filter(event__active=True)
        .order_by("position", "event__position", "pk")
        .values_list("procedure_id", flat=True)
    )
    order = list(dict.fromkeys(rows[: 4 * limit]))
    there = {row.pk: row for row in public_on(on).filter(pk__in=order)}
    return [there[pk] for pk in order if pk in there][:limit]


def counts() -> dict[str, int]:
    """How many procedures are named for each, by key. One query."""
    counted: dict[str, int] = {}
    for key in LifeEventEntry.objects.values_list("event__key", flat=True):
        counted[key] = counted.get(key, 0) + 1
    return counted


def of_procedure(procedure: Procedure) -> list[LifeEventShown]:
    """Life events that name it and are shown."""
    rows = LifeEvent.objects.filter(active=True, entries__procedure=procedure).order_by("position", "key")
    return [_shown(row) for row in rows]


def names_of(procedures: Sequence[Procedure]) -> dict[int, str]:
    """What rows of `public_on` are called that day, by key."""
    return {pk: version.name for pk, version in versions_of(procedures).items()}


def ref_of(key: str) -> Ref:
    return Ref(KIND, key)


def titles(keys: Sequence[str]) -> Mapping[str, str]:
    own = dict(LifeEvent.objects.filter(key__in=keys).values_list("key", "title"))
    return {key: own.get(key) or shipped()[key].title for key in keys if key in own or key in shipped()}


def address(key: str) -> str:
    return reverse("procedures:edit_life_event", args=[key])


def readable(user: Any, keys: Sequence[str]) -> set[str]:
    return set(keys) if may_read(user) else set()
