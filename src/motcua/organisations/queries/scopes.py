"""Which rows belong to a unit and what stands under it on a date, and how many belong to each of several: for indicators of any package."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from django.db.models import Count, Exists, F, Model, OuterRef, QuerySet

from motcua.organisations.models import Unit, UnitClosure
from motcua.organisations.permissions import valid_on

M = TypeVar("M", bound=Model)


def within(rows: QuerySet[M], unit: int | None, on: date, field: str = "unit") -> QuerySet[M]:
    """The rows whose unit (`field`, may span relations) stands under `unit` on a date; all of them for None (the whole province).

    What a unit held before it was merged belongs to its successor on every later date. One EXISTS, however many units there are.
    """
    if unit is None:
        return rows
    above = UnitClosure.objects.filter(valid_on(on), ancestor=unit, descendant=OuterRef(field))
    return rows.filter(Exists(above))


def counts_by_unit(rows: QuerySet[Any], units: Collection[int], on: date, field: str = "unit") -> Mapping[int, int]:
    """How many of the rows stand under each of several units on a date; every unit is there, with 0 at least. One query."""
    above = f"{field}__standing_above__"
    joined = rows.order_by().filter(valid_on(on, above), **{f"{above}ancestor__in": units})
    found = joined.values(scope=F(f"{above}ancestor")).annotate(found=Count("pk", distinct=True))
    return dict.fromkeys(units, 0) | dict(found.values_list("scope", "found"))


def codes_of(units: Iterable[int | None]) -> Mapping[int | None, str]:
    """Code of each unit by its key; the empty text for None. One query, for chunks of rows."""
    wanted = {u for u in units if u is not None}
    return {None: ""} | dict(Unit.objects.filter(pk__in=wanted).values_list("pk", "code"))
