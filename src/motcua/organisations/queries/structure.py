"""The structure of a date, and where the units of other dates belong in it: how figures are read in the old and in the new structure.

A record keeps the unit it was made for. In the structure of its own date it counts for that unit; in a later one for the unit that
took over; in an earlier one (figures of a new unit read as before the merger) for those it came from. Where several took over, or it
came from several, nothing is divided by guess: it counts for all of them together, and is told apart (`divided`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from motcua.organisations.models import Unit, UnitEvent, UnitEventParty
from motcua.organisations.queries.units import live_events, on_date

_SUCCESSION = (UnitEvent.Kind.MERGE, UnitEvent.Kind.SPLIT, UnitEvent.Kind.DISSOLVE)


@dataclass(frozen=True, slots=True)
class Structure:
    """Units that exist on a date, and for every unit there ever was those of them that stand for it.

    `names` and `parents` by unit; `stand_in` maps each unit of any date to units of this structure (itself while it exists, none when
    it ended without successor).
    """

    on: date
    names: Mapping[int, str]
    parents: Mapping[int, int | None]
    stand_in: Mapping[int, tuple[int, ...]]

    def of(self, unit: Unit | int) -> tuple[int, ...]:
        """Which units of this structure a record of the unit counts for."""
        return self.stand_in.get(unit if isinstance(unit, int) else unit.pk, ())

    def one(self, unit: Unit | int) -> int | None:
        """The one unit of this structure for it; None where nobody took over, or several did."""
        found = self.of(unit)
        return found[0] if len(found) == 1 else None

    @property
    def divided(self) -> dict[int, tuple[int, ...]]:
        """Units whose records cannot be counted for one unit of this structure."""
        return {unit: heirs for unit, heirs in self.stand_in.items() if len(heirs) > 1}

    def members(self, unit: Unit | int) -> frozenset[int]:
        """All units, of any date, whose records count for a unit of this structure and for no other."""
        key = unit if isinstance(unit, int) else unit.pk
        return frozenset(old for old, heirs in self.stand_in.items() if heirs == (key,))

    def grouped(self, counts: Mapping[int, int]) -> dict[tuple[int, ...], int]:
        """Counts by unit of record → counts by unit of this structure; several units together where they cannot be told apart."""
        found: dict[tuple[int, ...], int] = {}
        for unit, count in counts.items():
            heirs = self.of(unit)
            found[heirs] = found.get(heirs, 0) + count
        return found


def structure_on(on: date) -> Structure:
    """The structure of a date, past or to come. Three queries, whatever the number of units and events."""
    versions = list(on_date(on).order_by("position", "sort_key", "pk"))
    names = {v.unit_id: v.name for v in versions}
    forward, backward = _successions(on)
    units = Unit.objects.values_list("pk", flat=True)
    stand_in = {pk: _find(pk, names, forward) or _find(pk, names, backward) for pk in units}
    return Structure(on, names, {v.unit_id: v.parent_id for v in versions}, stand_in)


def _successions(on: date) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """Who took over from whom up to the date, and (looking back) who came from whom after it."""
    events = live_events().filter(kind__in=_SUCCESSION)
    parties = UnitEventParty.objects.filter(event__in=events).order_by("event__on", "pk")
    before: dict[int, list[int]] = {}
    after: dict[int, list[int]] = {}
    days: dict[int, date] = {}
    for event, day, side, unit in parties.values_list("event", "event__on", "side", "unit"):
        days[event] = day
        (before if side == UnitEventParty.Side.PREDECESSOR else after).setdefault(event, []).append(unit)
    forward: dict[int, list[int]] = {}
    backward: dict[int, list[int]] = {}
    for event, day in days.items():
        if day <= on:
            _join(forward, before.get(event, ()), after.get(event, ()))
        else:
            _join(backward, after.get(event, ()), before.get(event, ()))
    return forward, backward


def _join(graph: dict[int, list[int]], starts: Iterable[int], ends: Iterable[int]) -> None:
    for start in starts:
        graph.setdefault(start, []).extend(e for e in ends if e != start)


def _find(unit: int, living: Mapping[int, str], graph: Mapping[int, list[int]]) -> tuple[int, ...]:
    """The living units that are reached from a unit, in order; itself when it lives."""
    found: dict[int, None] = {}
    seen: set[int] = set()
    generation = [unit]
    while generation:
        seen.update(generation)
        found.update(dict.fromkeys(pk for pk in generation if pk in living))
        ended = [pk for pk in generation if pk not in living]
        generation = list(dict.fromkeys(n for pk in ended for n in graph.get(pk, ()) if n not in seen))
    return tuple(found)
