"""Which rows belong to a unit and what stands under it on a date, and how many belong to each of several: for indicators of any package."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from django.db.models import Count, F, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from motcua.kernel import clock
from motcua.organisations.models import Unit, UnitClosure, UnitVersion
from motcua.organisations.permissions import granted_units, valid_on
from motcua.organisations.queries.units import choices_on, names_on

M = TypeVar("M", bound=Model)
_UNITED = 200  # SQLite takes 500 parts of a union; each part may itself hold some


def within(rows: QuerySet[M], unit: int | None, on: date, field: str = "unit") -> QuerySet[M]:
    """The rows whose unit (`field`, may span relations) stands under `unit` on a date; all of them for None (the whole province).

    What a unit held before it was merged belongs to its successor on every later date. One set of keys that the database reads once,
    so that rows are found by the index on their unit.
    """
    if unit is None:
        return rows
    below = UnitClosure.objects.filter(valid_on(on), ancestor=unit).values("descendant")
    return rows.filter(**{f"{field}__in": below})


def counts_by_unit(rows: QuerySet[Any], units: Collection[int], on: date, field: str = "unit") -> Mapping[int, int]:
    """How many of the rows stand under each of several units on a date; every unit is there, with 0 at least. One query."""
    above = f"{field}__standing_above__"
    joined = rows.order_by().filter(valid_on(on, above), **{f"{above}ancestor__in": units})
    found = joined.values(scope=F(f"{above}ancestor")).annotate(found=Count("pk", distinct=True))
    return dict.fromkeys(units, 0) | dict(found.values_list("scope", "found"))


def counts_of(queries: Sequence[QuerySet[Any]]) -> list[int]:
    """How many rows each of several query sets has, in their order. One query for up to 200 of them."""
    found = dict.fromkeys(range(len(queries)), 0)
    for start in range(0, len(queries), _UNITED):
        counted = [
            rows.order_by()
            .annotate(place=Value(place))
            .values("place")
            .annotate(found=Count("pk"))
            .values_list("place", "found")
            for place, rows in enumerate(queries[start : start + _UNITED], start)
        ]
        found |= dict(counted[0].union(*counted[1:], all=True))
    return [found[place] for place in range(len(queries))]


def codes_of(units: Iterable[int | None]) -> Mapping[int | None, str]:
    """Code of each unit by its key; the empty text for None. One query, for chunks of rows."""
    wanted = {u for u in units if u is not None}
    return {None: ""} | dict(Unit.objects.filter(pk__in=wanted).values_list("pk", "code"))


def standing_over(codes: Collection[str]) -> list[tuple[str, str, str, str]]:
    """For units by code: (unit, a unit above it or itself, from, until), as `within` reads it. ISO dates; the end is excluded, or open."""
    rows = UnitClosure.objects.filter(descendant__code__in=codes).order_by(
        "descendant__code", "ancestor__code", "valid_from"
    )
    found = rows.values_list("descendant__code", "ancestor__code", "valid_from", "valid_to")
    return [(low, high, start.isoformat(), end.isoformat() if end else "") for low, high, start, end in found]


def units_over(codes: Collection[str], on: date) -> Mapping[str, frozenset[int]]:
    """Unit by its code → keys of all units that it stands under on a date, itself included, as `within` reads it. One query."""
    rows = UnitClosure.objects.filter(valid_on(on), descendant__code__in=codes)
    found: dict[str, set[int]] = {code: set() for code in codes}
    for code, unit in rows.values_list("descendant__code", "ancestor"):
        found[code].add(unit)
    return {code: frozenset(units) for code, units in found.items()}


def province_unit(on: date | None = None) -> int | None:
    """The unit at the head of the province on a date: of those without a parent the one under which most units stand. One query."""
    day = on or clock.today()
    heads = UnitVersion.objects.filter(valid_on(day), parent__isnull=True)
    below = UnitClosure.objects.filter(valid_on(day), ancestor=OuterRef("unit")).order_by()
    counted = below.values("ancestor").annotate(found=Count("descendant", distinct=True)).values("found")
    return heads.annotate(found=Subquery(counted)).order_by("-found", "unit").values_list("unit", flat=True).first()


def topmost_unit(user: Any, action: str, on: date | None = None) -> int | None:
    """The highest unit for which the user may do `action`; None when there is none. One query."""
    day = on or clock.today()
    above = UnitClosure.objects.filter(valid_on(day), descendant=OuterRef("pk"), depth__gt=0).order_by()
    counted = above.values("descendant").annotate(found=Count("ancestor", distinct=True)).values("found")
    granted = granted_units(user, action, on=on).annotate(found=Coalesce(Subquery(counted), 0))
    return granted.order_by("found", "pk").values_list("pk", flat=True).first()


def offered_units(user: Any, action: str, on: date | None = None) -> list[tuple[str, str]]:
    """(uid, name) of the units for which the user may do `action` and that exist on a date: what a form offers. By name;
    of several with one name each says what is above it."""
    day = on or clock.today()
    return [(str(unit.uid), name) for unit, name in choices_on(granted_units(user, action, on=on), day)]


def existing_within(start: date, end: date) -> list[int]:
    """Units that existed on any day from `start` to `end`, in the order of their keys. One query."""
    held = UnitVersion.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=start), valid_from__lte=end)
    return list(held.order_by("unit").values_list("unit", flat=True).distinct())


def names_of_codes(codes: Iterable[str], on: date) -> Mapping[str, str]:
    """Name of each unit as of a date by its code; what no unit has is left out. Two queries, for chunks of rows."""
    keys = dict(Unit.objects.filter(code__in=set(codes)).values_list("pk", "code"))
    return {keys[pk]: name for pk, name in names_on(keys, on).items()}
