"""What follows from versions and events and is kept beside them: the closure of the tree, and the search index of units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from django.db import transaction

from motcua.kernel import clock, search
from motcua.kernel.errors import Refused
from motcua.organisations.models import Unit, UnitClosure, UnitEvent, UnitEventParty, UnitIdentifier, UnitVersion
from motcua.organisations.queries.units import KIND, live_events
from motcua.organisations.rules import closure as rules

_pending: ContextVar[set[int] | None] = ContextVar("pending", default=None)


@contextmanager
def together() -> Iterator[None]:
    """Many changes in one transaction, settled once at its end: imports and samples. May be nested."""
    if _pending.get() is not None:
        yield
        return
    token = _pending.set(set())
    try:
        with transaction.atomic():
            yield
            changed = _pending.get() or set()
            _pending.set(None)
            settle(changed)
    finally:
        _pending.reset(token)


def settle(units: Iterable[int]) -> None:
    """After any change of versions or events, inside its transaction: closure and search index."""
    pending = _pending.get()
    if pending is not None:
        pending.update(units)
        return
    changed = set(units)
    if changed:
        rebuild_closure()
        index_units(changed)


def rebuild_closure() -> None:
    """Bring the closure in line with versions and events, inside the caller's transaction. Raises Refused when units stand in a circle.

    Reads the whole tree (three queries) and writes what differs; meant for changes of structure, which are rare.
    """
    units = list(Unit.objects.values_list("pk", flat=True))
    edges = _edges()
    if (circle := rules.cycle(edges)) is not None:
        names = dict(Unit.objects.filter(pk__in=circle).values_list("pk", "code"))
        raise Refused(
            "Một đơn vị không thể đứng dưới chính nó: {circle}.",
            code="unit_cycle",
            circle=" → ".join(names[pk] for pk in circle),
        )
    wanted = rules.closure(units, edges)
    stored = {
        rules.Row(d, a, depth, start, end): pk
        for pk, d, a, depth, start, end in UnitClosure.objects.values_list(
            "pk", "descendant", "ancestor", "depth", "valid_from", "valid_to"
        )
    }
    gone = [pk for row, pk in stored.items() if row not in wanted]
    for start in range(0, len(gone), 500):
        UnitClosure.objects.filter(pk__in=gone[start : start + 500]).delete()
    UnitClosure.objects.bulk_create(
        [
            UnitClosure(
                descendant_id=row.descendant,
                ancestor_id=row.ancestor,
                depth=row.depth,
                valid_from=row.valid_from,
                valid_to=row.valid_to,
            )
            for row in sorted(wanted - stored.keys(), key=lambda r: (r.descendant, r.depth, r.ancestor, r.valid_from))
        ],
        batch_size=1000,
    )


def _edges() -> list[rules.Edge]:
    by_unit: dict[int, list[tuple[date, int | None]]] = {}
    rows = UnitVersion.objects.order_by("unit", "valid_from").values_list("unit", "valid_from", "parent")
    for unit, start, parent in rows:
        by_unit.setdefault(unit, []).append((start, parent))
    edges = [edge for unit, versions in by_unit.items() for edge in rules.parent_edges(unit, versions)]
    return edges + _succession_edges()


def _succession_edges() -> list[rules.Edge]:
    """After a merger, or a dissolution with one successor, what the ended units held is the successor's."""
    kinds = [UnitEvent.Kind.MERGE, UnitEvent.Kind.DISSOLVE]
    parties = UnitEventParty.objects.filter(event__in=live_events().filter(kind__in=kinds))
    before: dict[tuple[int, date], list[int]] = {}
    after: dict[int, list[int]] = {}
    for event, on, side, unit in parties.values_list("event", "event__on", "side", "unit"):
        if side == UnitEventParty.Side.PREDECESSOR:
            before.setdefault((event, on), []).append(unit)
        else:
            after.setdefault(event, []).append(unit)
    return [
        rules.Edge(old, after[event][0], (on, None), step=0)
        for (event, on), units in before.items()
        if len(after.get(event, ())) == 1
        for old in units
        if old != after[event][0]
    ]


def index_units(units: Iterable[int]) -> None:
    """Make units findable by every name they had or will have, their abbreviations and identifiers."""
    wanted = set(units)
    today = clock.today()
    versions: dict[int, list[UnitVersion]] = {}
    for version in UnitVersion.objects.filter(unit__in=wanted).select_related("unit").order_by("valid_from"):
        versions.setdefault(version.unit_id, []).append(version)
    identifiers: dict[int, list[str]] = {}
    for unit, value in UnitIdentifier.objects.filter(unit__in=wanted).values_list("unit", "value"):
        identifiers.setdefault(unit, []).append(value)
    search.index_many(KIND, (_entry(pk, rows, identifiers.get(pk, []), today) for pk, rows in versions.items()))


def _entry(pk: int, versions: list[UnitVersion], identifiers: list[str], today: date) -> search.Entry:
    current = next((v for v in reversed(versions) if v.valid_from <= today), versions[0])
    others = " ".join(v.name for v in versions if v is not current)
    fields = [
        (f"{current.short_name} {current.abbreviation}", 7),
        (others, 4),
        (" ".join([current.unit.code, *identifiers]), 6),
    ]
    return search.Entry(pk, current.name, fields)
