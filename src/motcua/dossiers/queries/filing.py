"""What a filing meets: the version of the day, its cases, who settles it, its papers, its limit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.kernel.errors import NotFound
from motcua.kernel.rules import rule
from motcua.organisations.permissions import granted_units
from motcua.organisations.queries.units import names_on, on_date
from motcua.procedures.content import ChannelKind, Component, Content, Given, Level, Limit
from motcua.procedures.content.local import clock_limit
from motcua.procedures.queries.assignments import held_on
from motcua.procedures.queries.local import layer_of
from motcua.procedures.queries.registry import content_of, version_of_day
from motcua.procedures.queries.workflows import filed_of

CHANNELS = "dossiers.channels"
KINDS = {1: ChannelKind.DIRECT, 2: ChannelKind.ONLINE, 3: ChannelKind.POST}


def national_channel(said: str, system: str, on: date) -> int:
    """The national code of how it was filed, by the table of the day: what came from some systems was filed online."""
    value = rule(CHANNELS, on).value
    return int(value["systems"].get(system, value["channels"][said]) if said == "system" else value["channels"][said])


@dataclass(frozen=True, slots=True)
class Place:
    """A unit that settles a procedure, and the counter at which it is taken in (itself where no other is named)."""

    unit: int
    counter: int
    name: str
    code: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A procedure as it can be filed on a day."""

    procedure: Any
    version: Any
    content: Content
    cases: tuple[str, ...]
    places: tuple[Place, ...]

    def components_of(self, case: str) -> tuple[Component, ...]:
        """The papers of a case: those of all cases and those of its own."""
        return tuple(one for one in self.content.components if not one.case or _same(one.case, case))

    def required(self, case: str) -> tuple[Component, ...]:
        """The papers that must be there. What is only shown is not handed in; what stands in a connected database may not be demanded."""
        return tuple(
            one
            for one in self.components_of(case)
            if one.required and not one.database and one.given is not Given.SHOWN
        )


def offer_on(procedure: Any, on: date) -> Offer:
    """A procedure as it can be filed on a day. Raises NotFound where it has no version then. Five queries."""
    version = version_of_day(procedure, on)
    return Offer(procedure, version, content_of(version), filed_of(version), places_of(procedure, on))


def places_of(procedure: Any, on: date) -> tuple[Place, ...]:
    """The units that settle a procedure on a day, in the order of their names. Two queries."""
    rows = held_on(on).filter(procedure=procedure, role="performing").select_related("unit")
    found = list(rows.order_by("pk"))
    names = names_on({row.unit_id for row in found}, on)
    places = [
        Place(r.unit_id, r.counter_id or r.unit_id, names.get(r.unit_id, r.unit.code), r.unit.code) for r in found
    ]
    return tuple(sorted({place.unit: place for place in places}.values(), key=lambda p: (p.name, p.unit)))


def place_for(user: Any, places: Sequence[Place]) -> Place | None:
    """Where somebody's filing belongs when they do not say: the only place, or the only one at whose counter they take in."""
    if len(places) == 1:
        return places[0]
    own = set(
        granted_units(user, "dossiers.take_in").filter(pk__in=[p.counter for p in places]).values_list("pk", flat=True)
    )
    here = [place for place in places if place.counter in own]
    return here[0] if len(here) == 1 else None


def counter_of(user: Any, place: Place | None) -> int | None:
    """At which counter somebody takes in: that of the place where it is theirs, else the one they have; None for who has none."""
    own = list(granted_units(user, "dossiers.take_in").order_by("pk").values_list("pk", flat=True)[:500])
    if place is not None and place.counter in own:
        return place.counter
    return own[0] if own else None


def level_of(unit: int, on: date) -> str:
    """At which level a unit settles: its workflows are those of its level."""
    version = on_date(on).filter(unit=unit).first()
    if version is None:
        return Level.PROVINCE.value
    if version.type == "vertical_agency":
        return Level.VERTICAL.value
    commune = version.territory is not None and version.territory.level == "commune"
    return Level.COMMUNE.value if commune else Level.PROVINCE.value


def limit_of(offer: Offer, *, case: str, channel: int, unit: str, on: date) -> Limit | None:
    """The limit of a dossier of the case and channel at a unit (code): the local one before the national. One query."""
    return clock_limit(offer.content, layer_of(offer.procedure, on), case=case, channel=KINDS[channel], unit=unit)


def missing_of(required: Iterable[Component], given: Iterable[Any]) -> list[str]:
    """Codes of required papers that were not given, in the order of the procedure. A paper counts with an original, a copy or a file."""
    there = {one.code for one in given if one.originals or one.copies or getattr(one, "has_files", False) or one.waived}
    return [one.code for one in required if one.code not in there]


def case_of(offer: Offer, said: str) -> str:
    """The case as the procedure has it, however its spaces are written. Raises NotFound."""
    asked = " ".join(said.split())
    found = next((case for case in offer.cases if _same(case, asked)), None)
    if found is None:
        raise NotFound("Thủ tục không có trường hợp “{case}”.", code="no_case", case=asked[:100])
    return found


def _same(one: str, other: str) -> bool:
    return " ".join(one.split())[:300].rstrip() == " ".join(other.split())[:300].rstrip()
