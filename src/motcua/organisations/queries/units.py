"""Units on a date: names, header lines, the tree, former names, successors."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from motcua.kernel import clock, search
from motcua.kernel.errors import Invalid, NotFound
from motcua.organisations.models import (
    Territory,
    Unit,
    UnitClosure,
    UnitEvent,
    UnitEventParty,
    UnitIdentifier,
    UnitType,
    UnitVersion,
)
from motcua.organisations.permissions import valid_on
from motcua.organisations.rules.names import name_key

KIND = "unit"
"""Kind of subject, and kind in the search index."""

_NAME_AND_CODE = re.compile(r".*\((?P<code>[^()]+)\)\s*", re.DOTALL)
_WITHOUT_PARENT_LINE = {UnitType.PEOPLES_COMMITTEE, UnitType.PEOPLES_COUNCIL}


@dataclass(frozen=True, slots=True)
class Header:
    """Head of a unit's documents on a date (NĐ 30/2020, annex I): the line above, the issuing body, the place of the date line.

    Written as names are; the layout puts them into capitals.
    """

    parent: str
    body: str
    place: str


@dataclass(frozen=True, slots=True)
class Node:
    """A unit in the tree of a date. `children` tells whether others stand directly under it."""

    version: UnitVersion
    depth: int
    children: bool


def on_date(on: date) -> QuerySet[UnitVersion]:
    """The versions that hold on a date, one per unit that exists then."""
    return UnitVersion.objects.filter(valid_on(on)).select_related("unit", "territory")


def unit_named(code: str, on: date | None = None) -> Unit:
    """The unit of a stable slug, or of an identifier of any scheme that is valid on the date. Raises NotFound."""
    code = code.strip()
    found = Unit.objects.filter(code=code).first()
    if found is not None:
        return found
    held = UnitIdentifier.objects.filter(valid_on(on or clock.today()), value=code.upper()).select_related("unit")
    units = {i.unit_id: i.unit for i in held[:2]}
    if not units:
        raise NotFound("Không có đơn vị “{value}”.", code="no_unit", value=code)
    if len(units) > 1:
        raise Invalid("Mã “{value}” chỉ nhiều đơn vị; hãy dùng mã riêng của đơn vị.", value=code)
    return next(iter(units.values()))


def unit_called(text: str, on: date) -> Unit:
    """The unit of a code, an identifier, or the name it has on a date, as people type it. Raises NotFound, Invalid for several."""
    try:
        return unit_named(text, on)
    except NotFound:
        key = name_key(text)
        named = [v.unit for v in on_date(on).filter(folded=key)[:2]] if key else []
        if len(named) > 1:
            raise Invalid("Nhiều đơn vị có tên “{name}”; hãy dùng mã.", name=text) from None
        if not named:
            raise NotFound("Không có đơn vị “{name}”.", code="no_unit", name=text) from None
        return named[0]


def unit_picked(text: str, on: date) -> Unit:
    """As `unit_called`; also a name with the code after it in brackets, as forms offer units. Raises as it does, of the whole text."""
    try:
        return unit_called(text, on)
    except (NotFound, Invalid):
        both = _NAME_AND_CODE.fullmatch(text)
        if both is not None:
            with suppress(NotFound, Invalid):
                return unit_called(both["code"].strip(), on)
        raise


def units_where(condition: Q) -> QuerySet[Unit]:
    """The units for which a condition on their key holds: for packages that know which units have records of theirs."""
    return Unit.objects.filter(condition)


def unit_of(uid: str) -> Unit:
    """The unit of a uid. Raises NotFound."""
    found = Unit.objects.filter(uid=uid).first()
    if found is None:
        raise NotFound("Không có đơn vị này.", code="no_unit")
    return found


def version_on(unit: Unit | int, on: date) -> UnitVersion | None:
    """The version that holds on the date; None before the unit began and after it ended."""
    return on_date(on).filter(unit=unit).first()


def nearest_version(unit: Unit | int, on: date) -> UnitVersion:
    """The version of the date, else the last one before it, else the first: what an ended or a planned unit is called."""
    rows = list(UnitVersion.objects.filter(unit=unit).select_related("unit", "territory").order_by("valid_from"))
    if not rows:
        raise NotFound("Đơn vị này chưa có tên.", code="no_unit")
    return next((v for v in reversed(rows) if v.valid_from <= on), rows[0])


def names_on(units: Iterable[int], on: date) -> dict[int, str]:
    """Name of each unit as of a date (the nearest one where it did not exist). One query, for lists."""
    found: dict[int, str] = {}
    rows = UnitVersion.objects.filter(unit__in=set(units)).order_by("valid_from")
    for pk, name, since in rows.values_list("unit", "name", "valid_from"):
        if pk not in found or since <= on:
            found[pk] = name
    return found


def choices_on(units: QuerySet[Unit], on: date) -> list[tuple[Unit, str]]:
    """Of some units those that exist on a date, by name, for the choices of a form; of several with one name each says what is above it."""
    versions: list[Any] = list(
        with_parent_name(on_date(on).filter(unit__in=units), on).order_by("sort_key", "pk")[:2000]
    )
    bearers = Counter(v.name for v in versions)
    return [
        (v.unit, f"{v.name} ({v.parent_name})" if bearers[v.name] > 1 and v.parent_name else v.name) for v in versions
    ]


def versions_near(units: Iterable[int], on: date) -> dict[int, UnitVersion]:
    """`nearest_version` of many units in one query."""
    found: dict[int, UnitVersion] = {}
    for version in UnitVersion.objects.filter(unit__in=set(units)).select_related("unit").order_by("valid_from"):
        if version.unit_id not in found or version.valid_from <= on:
            found[version.unit_id] = version
    return found


def header_on(unit: Unit | int, on: date) -> Header:
    """Header lines of the unit's documents of that date. What a version leaves open comes from its name and from its parents."""
    version = nearest_version(unit, on)
    parent = nearest_version(version.parent_id, on) if version.parent_id else None
    line = version.header_parent
    if not line and parent is not None and version.type not in _WITHOUT_PARENT_LINE:
        line = parent.header_body or parent.short_name or parent.name
    return Header(line, version.header_body or version.name, _place(version, parent, on))


def _place(version: UnitVersion, parent: UnitVersion | None, on: date) -> str:
    """Where the unit sits, else the nearest above it."""
    seen, current, above = {version.unit_id}, version, parent
    while not current.place_name and above is not None and above.unit_id not in seen:
        seen.add(above.unit_id)
        current = above
        further = current.parent_id if not current.place_name else None
        above = nearest_version(further, on) if further else None
    return current.place_name


def children_on(parent: Unit | int | None, on: date) -> QuerySet[UnitVersion]:
    """Directly under a unit (None: at the top) on a date, in official order."""
    return on_date(on).filter(parent=parent).order_by("position", "sort_key", "pk")


def tree_on(on: date, root: Unit | None = None, *, depth: int = 20) -> list[Node]:
    """The tree of a date in reading order, from the top or from `root`; one query. Units whose parent has ended stand at the top."""
    rows = list(on_date(on).order_by("position", "sort_key", "pk"))
    present = {v.unit_id for v in rows}
    below: dict[int | None, list[UnitVersion]] = {}
    for version in rows:
        below.setdefault(version.parent_id if version.parent_id in present else None, []).append(version)
    top = below.get(None, []) if root is None else [v for v in rows if v.unit_id == root.pk]
    nodes: list[Node] = []
    pending = [(v, 0) for v in reversed(top)]
    while pending:
        version, level = pending.pop()
        under = below.get(version.unit_id, [])
        nodes.append(Node(version, level, bool(under)))
        if level + 1 < depth:
            pending += [(v, level + 1) for v in reversed(under)]
    return nodes


def ancestors(unit: Unit | int, on: date) -> list[Unit]:
    """Units above on a date, the nearest first; for an ended unit those above it when it ended, and its successor."""
    rows = UnitClosure.objects.filter(valid_on(on), descendant=unit).exclude(ancestor=unit).select_related("ancestor")
    return list({row.ancestor_id: row.ancestor for row in rows.order_by("depth", "pk")}.values())


def below(unit: Unit | int, on: date) -> QuerySet[UnitVersion]:
    """Versions of all units that exist on the date under a unit, itself included."""
    return on_date(on).filter(valid_on(on, "unit__standing_above__"), unit__standing_above__ancestor=unit)


def stands_below(unit: Unit | int, other: Unit | int, on: date) -> bool:
    """Whether a unit is another or stands under it on a date."""
    return UnitClosure.objects.filter(valid_on(on), descendant=unit, ancestor=other).exists()


def former_names(unit: Unit | int, on: date) -> list[UnitVersion]:
    """Versions before the one of the date whose name differs from the name then, the latest first."""
    rows = list(UnitVersion.objects.filter(unit=unit, valid_from__lte=on).order_by("-valid_from"))
    current = rows[0].name if rows else ""
    return [v for v in rows[1:] if v.name != current]


def successors(unit: Unit | int, on: date) -> list[Unit]:
    """Which units stand for this one on a date: itself while it exists, else its successors, and theirs, as of that date.

    Empty when it ended and nothing took over. Resolved from the events at read; no row is rewritten. Two queries per generation.
    """
    start = unit if isinstance(unit, int) else unit.pk
    living: list[int] = []
    seen: set[int] = set()
    generation = [start]
    while generation:
        seen.update(generation)
        alive = set(on_date(on).filter(unit__in=generation).values_list("unit", flat=True))
        living += [pk for pk in generation if pk in alive]
        ended = [pk for pk in generation if pk not in alive]
        generation = [pk for pk in _direct_successors(ended, on) if pk not in seen]
    units = Unit.objects.in_bulk(living)
    return [units[pk] for pk in dict.fromkeys(living)]


def _direct_successors(units: Sequence[int], on: date) -> list[int]:
    if not units:
        return []
    # In two steps: as one nested query PostgreSQL may, without statistics, join the tables for minutes.
    begun = UnitEventParty.objects.filter(side=UnitEventParty.Side.PREDECESSOR, unit__in=units)
    events = list(begun.values_list("event", flat=True).distinct())
    if not events:
        return []
    told = live_events().filter(pk__in=events, on__lte=on).exclude(kind=UnitEvent.Kind.TRANSFER)
    rows = UnitEventParty.objects.filter(event__in=list(told.values_list("pk", flat=True)))
    rows = rows.filter(side=UnitEventParty.Side.SUCCESSOR).order_by("event__on", "pk")
    return list(dict.fromkeys(rows.values_list("unit", flat=True)))


def live_events() -> QuerySet[UnitEvent]:
    """Events that were not undone, without the undoing ones."""
    return UnitEvent.objects.filter(reversed_by__isnull=True, reverses__isnull=True)


def events_of(unit: Unit) -> list[UnitEvent]:
    """What happened to a unit, the latest first, with the parties at hand (`event.parties.all()`, each with its unit)."""
    rows = UnitEvent.objects.filter(parties__unit=unit).distinct()
    return list(rows.prefetch_related("parties__unit").order_by("-on", "-pk"))


def identifiers_of(unit: Unit) -> list[UnitIdentifier]:
    """All identifiers, those in force first, then the latest."""
    return list(unit.identifiers.order_by(F("valid_to").desc(nulls_first=True), "scheme", "value"))


def search_units(versions: QuerySet[UnitVersion], text: str) -> search.Found[UnitVersion]:
    """Narrow versions to the units that the words find (any name they ever had, abbreviations, identifiers), ranked."""
    return carried(search.find(Unit.objects.all(), KIND, text), versions, "unit")


def carried(found: search.Found[Any], rows: QuerySet[Any], column: str) -> search.Found[Any]:
    """What was found among stable rows, carried over to their versions."""
    ranks: Any = found.queryset.filter(pk=OuterRef(column)).values("search_rank")[:1]
    narrowed = rows.filter(**{f"{column}__in": found.queryset.values("pk")}).annotate(search_rank=Subquery(ranks))
    return replace(found, queryset=narrowed)


def provinces_committee(unit: Unit | int, on: date) -> UnitVersion | None:
    """The People's Committee of the province above (or that is) the unit on a date: the topmost committee of the chain."""
    committees = on_date(on).filter(
        valid_on(on, "unit__standing_below__"),
        unit__standing_below__descendant=unit,
        type=UnitType.PEOPLES_COMMITTEE,
    )
    return committees.order_by("-unit__standing_below__depth").first()


def titles(uids: Sequence[str]) -> Mapping[str, str]:
    """Present (or last) names by uid, for the subjects registry."""
    units = {u.pk: str(u.uid) for u in Unit.objects.filter(uid__in=uids)}
    return {units[pk]: name for pk, name in names_on(units, clock.today()).items()}


def outside_range(version: UnitVersion, on: date) -> bool:
    """Whether the version does not hold on the date (it is shown because nothing nearer exists)."""
    return version.valid_from > on or (version.valid_to is not None and version.valid_to <= on)


def versions_of(unit: Unit) -> list[UnitVersion]:
    """All versions, the latest first."""
    return list(unit.versions.select_related("parent", "territory").order_by("-valid_from"))


def version_since(unit: Unit, since: date) -> UnitVersion:
    """The version that begins on a date. Raises NotFound."""
    found = (
        UnitVersion.objects.filter(unit=unit, valid_from=since).select_related("unit", "parent", "territory").first()
    )
    if found is None:
        raise NotFound("Đơn vị không có thay đổi nào từ ngày này.", code="no_version")
    return found


def identifier_of(unit: Unit, scheme: str, value: str) -> UnitIdentifier:
    """An identifier of a unit. Raises NotFound."""
    found = unit.identifiers.filter(scheme=scheme, value=value).first()
    if found is None:
        raise NotFound("Đơn vị không có mã này.", code="no_identifier")
    return found


def event_of(uid: str) -> UnitEvent:
    """An event with its parties. Raises NotFound."""
    found = UnitEvent.objects.filter(uid=uid).prefetch_related("parties__unit").first()
    if found is None:
        raise NotFound("Không có việc sắp xếp này.", code="no_event")
    return found


def is_reversible(event: UnitEvent) -> bool:
    """Whether the kind of event can be undone and was not."""
    kinds = {UnitEvent.Kind.MERGE, UnitEvent.Kind.SPLIT, UnitEvent.Kind.DISSOLVE, UnitEvent.Kind.TRANSFER}
    return event.kind in kinds and not UnitEvent.objects.filter(reverses=event).exists()


def with_parent_name(versions: QuerySet[UnitVersion], on: date) -> QuerySet[UnitVersion]:
    """Annotated with `parent_name` as of a date."""
    names = UnitVersion.objects.filter(unit=OuterRef("parent"), valid_from__lte=on).order_by("-valid_from")
    return versions.annotate(parent_name=Subquery(names.values("name")[:1]))


def committees_of(territory: Territory, on: date) -> list[UnitVersion]:
    """Units whose area a territory is on a date."""
    return list(on_date(on).filter(territory=territory).order_by("position", "sort_key")[:100])


def days_of_change() -> list[date]:
    """Days on which units were merged, split, dissolved or renamed, the latest first."""
    return list(
        live_events()
        .exclude(kind=UnitEvent.Kind.ESTABLISH)
        .values_list("on", flat=True)
        .distinct()
        .order_by("-on")[:50]
    )


def type_labels() -> dict[str, str]:
    return {str(key): str(label) for key, label in UnitType.choices}
