"""The table of wordings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from motcua.kernel import clock
from motcua.kernel.errors import NotFound
from motcua.organisations.models import UnitAlias, UnitAliasMember, UnitType, UnitVersion
from motcua.organisations.queries.units import names_on
from motcua.organisations.rules.names import name_key


def aliases() -> QuerySet[UnitAlias]:
    """All wordings with the present name of their owner as `owner_name`."""
    names = UnitVersion.objects.filter(unit=OuterRef("owner"), valid_from__lte=clock.today()).order_by("-valid_from")
    return UnitAlias.objects.select_related("owner", "base_unit").annotate(
        owner_name=Subquery(names.values("name")[:1])
    )


def alias_of(uid: str) -> UnitAlias:
    """The wording of a uid. Raises NotFound."""
    found = aliases().filter(uid=uid).first()
    if found is None:
        raise NotFound("Không có cách gọi này.", code="no_alias")
    return found


def search_aliases(rows: QuerySet[UnitAlias], text: str) -> QuerySet[UnitAlias]:
    """Those whose folded words hold all folded words of the text; wordings are short, so no ranking."""
    for word in name_key(text).split():
        rows = rows.filter(folded__contains=word)
    return rows


def fetch_units(rows: Sequence[Any]) -> None:
    """Put `shown_units` (names, and those left out) on each row. Two queries for all of them."""
    members: dict[int, list[UnitAliasMember]] = {}
    for member in UnitAliasMember.objects.filter(alias__in=[a.pk for a in rows]):
        members.setdefault(member.alias_id, []).append(member)
    names = names_on([m.unit_id for found in members.values() for m in found], clock.today())
    for alias in rows:
        named = [names[m.unit_id] for m in members.get(alias.pk, ()) if not m.excluded]
        out = [f"− {names[m.unit_id]}" for m in members.get(alias.pk, ()) if m.excluded]
        alias.shown_units = "; ".join([*named, *out])


def type_names(types: Sequence[str]) -> list[str]:
    return [str(UnitType(t).label) for t in types]
