"""Territories on a date, and what became of the old ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from motcua.kernel import clock, search
from motcua.kernel.errors import NotFound
from motcua.organisations.models import EARLIEST, Territory, TerritorySuccession, TerritoryVersion
from motcua.organisations.permissions import valid_on
from motcua.organisations.queries.units import carried

__all__ = [
    "EARLIEST", "KIND", "Became", "became", "communes_by_code", "origins", "place_names", "place_names_before", "places_on", "provinces_on",
    "search_places", "territory_named", "territory_titles", "versions_of_territory", "with_parent_name", "within",
]  # fmt: skip

KIND = "territory"


@dataclass(frozen=True, slots=True)
class Became:
    """What (a part of) an old territory is on a date."""

    territory: Territory
    name: str
    since: date
    divided: bool
    advisory: bool


def territory_named(code: str) -> Territory:
    """The territory of a statistical code. Raises NotFound."""
    found = Territory.objects.filter(code=code.strip()).first()
    if found is None:
        raise NotFound("Không có địa bàn mã “{value}”.", code="no_territory", value=code)
    return found


def places_on(on: date) -> QuerySet[TerritoryVersion]:
    """The places that exist on a date."""
    return TerritoryVersion.objects.filter(valid_on(on)).select_related("territory")


def place_names(territories: Sequence[int], on: date) -> dict[int, str]:
    """Name of each territory as of a date, else the nearest earlier one, else the first. One query."""
    found: dict[int, str] = {}
    rows = TerritoryVersion.objects.filter(territory__in=set(territories)).order_by("valid_from")
    for territory, name, start in rows.values_list("territory", "name", "valid_from"):
        if territory not in found or start <= on:
            found[territory] = name
    return found


def became(territory: Territory, since: date, on: date) -> list[Became]:
    """What the territory as it was on `since` has become by `on`: itself while nothing happened, several where it was divided."""
    successions = (
        TerritorySuccession.objects.filter(old=territory, on__gt=since, on__lte=on).select_related("new").order_by("on")
    )
    first = successions.first()
    if first is None:
        name = place_names([territory.pk], on).get(territory.pk, territory.code)
        return [Became(territory, name, since, divided=False, advisory=False)]
    rows = [s for s in successions if s.on == first.on]
    names = place_names([s.new_id for s in rows], on)
    return [Became(s.new, names.get(s.new_id, s.new.code), s.on, s.divided, s.advisory) for s in rows]


def origins(territory: Territory) -> list[TerritorySuccession]:
    """From which old territories this one was made, the latest first."""
    return list(territory.origins.select_related("old").order_by("-on", "old__code"))


def versions_of_territory(territory: Territory) -> list[TerritoryVersion]:
    return list(territory.versions.select_related("parent").order_by("-valid_from"))


def search_places(versions: QuerySet[TerritoryVersion], text: str) -> search.Found[TerritoryVersion]:
    """Narrow places to those that the words find: any name they had, their code, the names above them. Ranked."""
    return carried(search.find(Territory.objects.all(), KIND, text), versions, "territory")


def territory_titles(uids: Sequence[str]) -> Mapping[str, str]:
    """Names by uid, for the subjects registry."""
    rows = {t.pk: str(t.uid) for t in Territory.objects.filter(uid__in=uids)}
    return {rows[pk]: name for pk, name in place_names(list(rows), clock.today()).items()}


def place_names_before(days: Mapping[int, date]) -> dict[int, str]:
    """Name of each territory on the last day before a date: what a place was called when it was merged. One query."""
    found: dict[int, str] = {}
    rows = TerritoryVersion.objects.filter(territory__in=days).order_by("valid_from")
    for territory, name, start in rows.values_list("territory", "name", "valid_from"):
        if territory not in found or start < days[territory]:
            found[territory] = name
    return found


def provinces_on(on: date) -> list[tuple[str, str]]:
    """(code, name) of the provinces of a date, by name."""
    rows = places_on(on).filter(territory__level=Territory.Level.PROVINCE).order_by("sort_key")
    return list(rows.values_list("territory__code", "name"))


def communes_by_code(on: date) -> dict[str, str]:
    """Code → name of the communes of a date with their province, by name. One query."""
    communes = places_on(on).filter(territory__level=Territory.Level.COMMUNE).order_by("sort_key")
    found: Any = with_parent_name(communes, on)
    return {row.territory.code: f"{row.name}, {row.parent_name}" if row.parent_name else row.name for row in found}


def within(versions: QuerySet[TerritoryVersion], provinces: Sequence[str]) -> QuerySet[TerritoryVersion]:
    """Places that are, or lie in, one of the provinces (directly, or through a district of the same date)."""
    chosen = Q(territory__code__in=provinces) | Q(parent__code__in=provinces)
    districts = TerritoryVersion.objects.filter(parent__code__in=provinces, territory__level=Territory.Level.DISTRICT)
    return versions.filter(chosen | Q(parent__in=districts.values("territory")))


def with_parent_name(versions: QuerySet[TerritoryVersion], on: date) -> QuerySet[TerritoryVersion]:
    """Annotated with `parent_name` as of a date."""
    names = TerritoryVersion.objects.filter(territory=OuterRef("parent"), valid_from__lte=on).order_by("-valid_from")
    return versions.annotate(parent_name=Subquery(names.values("name")[:1]))
