"""What lines of a decision take from their list: what is sure is taken for all at once, what is not waits for a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q

from motcua.procedures.content.local import FeePair, LimitPair, longer
from motcua.procedures.models import ItemAction, Origin, PublicationDecision, PublicationItem
from motcua.procedures.queries.printed import Coming, coming
from motcua.procedures.reading.printed import CELLS, Difference, Printed, Unsure, differences, limits_in
from motcua.procedures.rules.naming import same_name

_OF_THE_NATION = (Printed.NAME, Printed.GROUNDS)
"""Of a national procedure imports alone change them."""
ENDED = "ended"
"""Beside the parts that only a person takes: the procedure has an end already."""


@dataclass(frozen=True, slots=True)
class Offer:
    """The parts that a line takes where nobody looks at it, and what of it only a person can settle."""

    taken: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sure:
    """Open lines (keys) that nobody need look at, how many parts they take; and those with the right name that wait for a person."""

    lines: tuple[int, ...] = ()
    parts: int = 0
    unsure: tuple[int, ...] = ()


def differing(items: Sequence[PublicationItem], on: date) -> dict[int, tuple[Difference, ...]]:
    """Where each line (key) prints something else than will hold from a day; of what is abolished the name alone. Two queries."""
    known = coming(items, on)
    return {item.pk: differences_of(item, known.get(item.procedure_id or 0)) for item in items}


def takeable(item: PublicationItem, found: Iterable[Difference]) -> list[Difference]:
    """What may be taken over: a new procedure is made of all that is printed, of one that ends nothing is."""
    if item.procedure is None or item.action == ItemAction.ABOLISHED:
        return []
    national = item.procedure.origin == Origin.NATIONAL
    return [one for one in found if not (national and one.part in _OF_THE_NATION)]


def offer_of(item: PublicationItem, found: Iterable[Difference]) -> Offer:
    """Of a line with what it prints otherwise (`differing`)."""
    offered = takeable(item, found)
    unsure = [str(one.part) for one in offered if not one.sure]
    if item.procedure is not None and item.procedure.abolished_on is not None:
        unsure.append(ENDED)
    return Offer(tuple(str(one.part) for one in offered if one.sure), tuple(unsure))


def sure_of(decision: PublicationDecision) -> Sure:
    """By what was kept when the lines were compared last. One query, without what they print."""
    rows = decision.items.filter(confirmed_at__isnull=True, procedure__isnull=False).order_by("line")
    found = [
        (pk, offer)
        for pk, said, known, offer in rows.values_list("pk", "name", "procedure__name", "offer")
        if same_name(said, known)
    ]
    sure = [(pk, offer) for pk, offer in found if not offer.get("unsure")]
    return Sure(
        tuple(pk for pk, _offer in sure),
        sum(len(offer.get("taken", ())) for _pk, offer in sure),
        tuple(pk for pk, offer in found if offer.get("unsure")),
    )


def comparable(decision: PublicationDecision) -> Any:
    """Open lines that have their procedure."""
    rows = decision.items.filter(~Q(procedure=None), confirmed_at__isnull=True)
    return rows.select_related("procedure").order_by("line")


def differences_of(item: PublicationItem, known: Coming | None) -> tuple[Difference, ...]:
    if known is None:
        return ()
    cells: Mapping[str, str] = {} if item.action == ItemAction.ABOLISHED else item.printed
    found = differences(item.name, cells, known.content)
    if item.procedure is None or item.procedure.origin != Origin.NATIONAL:
        return found
    return tuple(_refusable(one, item, known) for one in found)


def _refusable(one: Difference, item: PublicationItem, known: Coming) -> Difference:
    """Of a national procedure: what the local layer would refuse is not taken by itself."""
    by_part: Mapping[Printed, Sequence[LimitPair | FeePair]]
    by_part = {Printed.LIMITS: known.effect.limits, Printed.FEES: known.effect.fees}
    pairs = by_part.get(one.part, ())
    if one.sure and any(pair.entry is not None for pair in pairs):
        return replace(one, unsure=Unsure.LAYERED)
    if one.sure and one.part is Printed.LIMITS and _longer(item.printed[CELLS[one.part]], known.effect.limits):
        return replace(one, unsure=Unsure.LONGER)
    return one


def _longer(text: str, pairs: Sequence[LimitPair]) -> bool:
    national = [pair.national for pair in pairs if pair.national is not None]
    return any(
        longer(printed, known)
        for printed in limits_in(text, national)
        for known in national
        if printed.case in ("", known.case) and printed.channel in (None, known.channel)
    )
