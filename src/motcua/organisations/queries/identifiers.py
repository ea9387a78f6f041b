"""Identifiers of units as codes of records use them."""

from __future__ import annotations

from datetime import date

from motcua.organisations.models import Unit, UnitIdentifier
from motcua.organisations.permissions import valid_on


def identifier_above(unit: int, on: date, scheme: str = UnitIdentifier.Scheme.QD20) -> str | None:
    """The identifier of a unit on a date, else of the nearest body above it that has one. One query."""
    below = "unit__standing_below__"
    rows = UnitIdentifier.objects.filter(
        valid_on(on), valid_on(on, below), **{f"{below}descendant": unit}, scheme=scheme
    )
    return rows.order_by(f"{below}depth", "pk").values_list("value", flat=True).first()


def code_of(unit: int) -> str:
    """Our stable code of a unit."""
    return Unit.objects.values_list("code", flat=True).get(pk=unit)
