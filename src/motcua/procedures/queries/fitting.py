"""Whether a procedure is settled at the level of the unit that is to settle it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from motcua.organisations.permissions import valid_on
from motcua.organisations.queries.units import on_date
from motcua.procedures.models import AssignmentRole, Procedure, ProcedureVersion, VersionState

if TYPE_CHECKING:
    from motcua.organisations.models import Unit

SETTLING = {AssignmentRole.COMPETENT, AssignmentRole.PERFORMING}
"""Roles that only a unit of a named level has by itself. Whoever takes dossiers in, or is consulted, may stand at any level."""
_ABOVE = ("department", "zone_board", "office")
"""Types of units of the province beside its committee."""


def unfit(procedures: Iterable[Procedure], units: Sequence[Unit], roles: Iterable[str], on: date) -> list[Procedure]:
    """Procedures whose content names levels, and not the one of a unit that is to settle them from a day on: only a decision of its own
    (delegation, decentralisation) makes that right. In the order given. Three queries.
    """
    wanted = list(dict.fromkeys(procedures))
    if not SETTLING.intersection(roles) or not wanted or not units:
        return []
    keys = [unit.pk for unit in units]
    above = Q(valid_on(on, "unit__standing_below__"), unit__standing_below__descendant__in=keys)  # themselves too
    committee = Q(type="peoples_committee")
    at_commune = on_date(on).filter(above, committee, territory__level="commune").exists()
    of_province = Q(above, type__in=_ABOVE) | Q(committee, territory__level="province", unit__in=keys)
    at_province = on_date(on).filter(of_province).exists()
    misnamed = _misnamed(wanted, on, commune=at_commune, province=at_province)
    return [p for p in wanted if p.pk in misnamed]


def _misnamed(procedures: Sequence[Procedure], on: date, *, commune: bool, province: bool) -> set[int]:
    """By the content of the day, or the next that comes. Content that names no level at all says nothing."""
    rows = ProcedureVersion.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on),
        procedure__in=[p.pk for p in procedures],
        state=VersionState.PUBLISHED,
    )
    columns = ("at_ministry", "at_province", "at_commune", "at_vertical")
    first: dict[int, tuple[bool, ...]] = {}
    for key, *named in rows.order_by("valid_from", "-number").values_list("procedure", *columns):
        first.setdefault(key, tuple(named))
    return {
        key
        for key, (ministry, at_province, at_commune, vertical) in first.items()
        if (ministry or at_province or at_commune or vertical)
        and ((commune and not at_commune) or (province and not (at_province or vertical)))
    }
