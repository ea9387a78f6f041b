"""Indexing units, officers and places that are there already (`motcua search reindex`)."""

from __future__ import annotations

from collections.abc import Sequence

from motcua.kernel import search
from motcua.organisations.models import Officer, Territory, Unit
from motcua.organisations.queries import people, territories, units
from motcua.organisations.services.people import index_officers
from motcua.organisations.services.territories import index_territories
from motcua.organisations.services.tree import index_units


def _officers(pks: Sequence[int]) -> None:
    index_officers(Officer.objects.filter(pk__in=pks))


def declare_indexes() -> None:
    """Called by `apps.py`."""
    search.declare_index(units.KIND, Unit.objects.all, index_units)
    search.declare_index(people.KIND, Officer.objects.all, _officers)
    search.declare_index(territories.KIND, Territory.objects.all, index_territories)
