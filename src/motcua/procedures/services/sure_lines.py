"""Lines that nobody need look at, settled in one act: each takes over what its own page would take, the others wait for a person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from django.db import transaction

from motcua.kernel import batches, clock, events
from motcua.kernel.actors import Actor
from motcua.procedures.events import EventKind
from motcua.procedures.models import PublicationDecision, PublicationItem
from motcua.procedures.queries.publication import effect_or_today, is_sure, ref_of
from motcua.procedures.queries.sure_lines import Offer, comparable, differing, offer_of
from motcua.procedures.services.publication_lists import grow

PORTION = 100
"""Lines that are compared, or written, together: some 40 ms on a quiet machine."""
Progress = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True)
class Settled:
    """How many lines were settled, how many parts they take from their list, how many with their procedure's name wait for a person."""

    lines: int = 0
    parts: int = 0
    waiting: int = 0


def compare_lines(decision: PublicationDecision, progress: Progress | None = None) -> None:
    """Keep with each open line what it would take by itself, so that its decision's page need not compare them all. `progress` counts the
    decision's lines; those that need no comparing are done at once."""
    rows, total = comparable(decision), decision.items.count()
    done = total - rows.count()
    if progress is not None:
        progress(done, total)
    for portion in batches.batches_of(rows.iterator(PORTION), PORTION):
        _compared(decision, portion)
        done += len(portion)
        if progress is not None:
            progress(done, total)


def settle_sure_lines(decision: PublicationDecision, *, actor: Actor, progress: Progress | None = None) -> Settled:
    """Xác nhận in one go every line that is sure, with the parts that are. They are compared anew: what the registry says may have
    changed since the page was drawn. In portions, each whole; run again it goes on with those that are left.
    """
    rows = comparable(decision)
    keys = list(rows.values_list("pk", flat=True))
    lines = parts = waiting = 0
    for start in range(0, len(keys), PORTION):
        named = [item for item in rows.filter(pk__in=keys[start : start + PORTION]) if is_sure(item)]
        offers = _compared(decision, named)
        waiting += sum(bool(offer.unsure) for offer in offers.values())
        taken = {item: offers[item.pk].taken for item in named if not offers[item.pk].unsure}
        with batches.batch():
            settled = _settle(decision, taken, actor) if taken else ()
        lines += len(settled)
        parts += sum(len(taken[item]) for item in settled)
        if progress is not None:
            progress(start + PORTION, len(keys))
    return Settled(lines, parts, waiting)


def _compared(decision: PublicationDecision, items: Sequence[PublicationItem]) -> dict[int, Offer]:
    found = differing(items, effect_or_today(decision))
    offers = {item.pk: offer_of(item, found[item.pk]) for item in items}
    changed: dict[Offer, list[int]] = {}
    for item in items:
        if item.offer != (said := _plain(offers[item.pk])):
            item.offer = said
            changed.setdefault(offers[item.pk], []).append(item.pk)
    if changed:
        with batches.batch():
            for offer, keys in changed.items():  # few differ: far quicker than row by row
                decision.items.filter(pk__in=keys).update(offer=_plain(offer))
    return offers


def _plain(offer: Offer) -> dict[str, list[str]]:
    return {name: list(parts) for name, parts in asdict(offer).items() if parts}


def _settle(
    decision: PublicationDecision, taken: dict[PublicationItem, tuple[str, ...]], actor: Actor
) -> list[PublicationItem]:
    """Those of the lines that nobody has settled meanwhile."""
    with transaction.atomic():
        grow(decision)
        asked = [item.pk for item in taken]
        open_ = set(decision.items.filter(pk__in=asked, confirmed_at__isnull=True).values_list("pk", flat=True))
        settled = [item for item in taken if item.pk in open_]
        alike: dict[tuple[str, ...], list[int]] = {}
        for item in settled:
            alike.setdefault(tuple(sorted(taken[item])), []).append(item.pk)
        for parts, keys in alike.items():
            rows = decision.items.filter(pk__in=keys)
            rows.update(taken=list(parts), confirmed_at=clock.now(), confirmed_by=actor.name)
        payload: dict[str, events.Plain] = {
            "count": len(settled),
            "parts": sorted({part for parts in alike for part in parts}),
        }
        events.append(ref_of(decision), EventKind.PUBLICATION_LINE_SETTLED, actor=actor, payload=payload)
    return settled
