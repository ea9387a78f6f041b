"""Ways into the registry without a query: fields, units, what changed, how complete it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Min, OuterRef, Q, QuerySet, Subquery, Value, When

from motcua.kernel.errors import NotFound
from motcua.kernel.text import sort_key
from motcua.organisations.queries.units import names_on, unit_named
from motcua.procedures.models import (
    Assignment,
    Field,
    NamedAgency,
    Origin,
    Procedure,
    ProcedureKind,
    ProcedureVersion,
    PublicationItem,
    VersionState,
)
from motcua.procedures.queries.registry import in_force, key_of, public_on
from motcua.procedures.workflow import PublicationState


def fields_counted(on: date) -> QuerySet[Any]:
    """Fields with the number (`total`) of public procedures in force in them."""
    versions = (
        ProcedureVersion.objects.filter(in_force(on), field=OuterRef("pk"), procedure__kind=ProcedureKind.PUBLIC)
        .filter(Q(procedure__abolished_on__isnull=True) | Q(procedure__abolished_on__gt=on))
        .order_by()
        .values("field")
        .annotate(n=Count("procedure", distinct=True))
        .values("n")
    )
    return Field.objects.annotate(total=Subquery(versions[:1])).filter(total__gt=0).order_by("sort_key")


def field_named(name: str) -> Field:
    """Raises Field.DoesNotExist."""
    return Field.objects.get(key=key_of(name))


def replacing(procedure: Procedure) -> list[Procedure]:
    """Public procedures that took its place by a published decision. One query."""
    lines = PublicationItem.objects.filter(replaces=procedure, decision__state=PublicationState.PUBLISHED)
    found = Procedure.objects.filter(kind=ProcedureKind.PUBLIC, pk__in=lines.values("procedure"))
    return list(found.order_by("sort_key", "id"))


@dataclass(frozen=True, slots=True)
class UnitCounted:
    """A unit that does something for public procedures, and for how many."""

    unit_id: int
    code: str
    total: int


def units_counted(on: date) -> list[UnitCounted]:
    held = Assignment.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on), valid_from__lte=on, procedure__in=public_on(on).values("pk")
    )
    rows = held.values("unit_id", "unit__code").annotate(n=Count("procedure", distinct=True)).order_by("unit__code")
    return [UnitCounted(row["unit_id"], row["unit__code"], row["n"]) for row in rows]


def agencies_named(on: date) -> list[tuple[str, int]]:
    """The agencies that versions in force name as performing them, by name, each with the number of its procedures."""
    named = NamedAgency.objects.filter(procedure__in=public_on(on).values("pk"))
    rows = named.values("key").annotate(called=Min("name"), n=Count("procedure"))
    return sorted(((row["called"], row["n"]) for row in rows), key=lambda row: name_order(row[0]))


def name_order(name: str) -> tuple[str, str]:
    """By the alphabet; names that it takes for one have an order too, so that pages can go on after any of them."""
    return sort_key(name), name


def unit_name(code: str, on: date) -> str:
    """What the unit of a filter is called on a day; the code itself where there is none."""
    try:
        unit = unit_named(code)
    except NotFound:
        return code
    return names_on([unit.pk], on).get(unit.pk, code)


NEW, AMENDED, ABOLISHED = "new", "amended", "abolished"


@dataclass(frozen=True, slots=True)
class Change:
    """A procedure was issued, amended or abolished from a day on."""

    what: str
    on: date
    procedure: Procedure
    version: ProcedureVersion | None


@dataclass(frozen=True, slots=True)
class Changes:
    """Some changes, the newest day first, within a day by name. `more`: others come after them."""

    rows: list[Change]
    more: bool


def changes(until: date, limit: int, before: date | None = None, after: Procedure | None = None) -> Changes:
    """The newest, up to `until`. `before` goes on with the days before that day; with `after`, with the rest of that day too: what
    comes after this procedure in it.

    What the first import of a national procedure brought is no change: since when it is in force the source does not say.
    """
    published = ProcedureVersion.objects.filter(
        state=VersionState.PUBLISHED, procedure__kind=ProcedureKind.PUBLIC, valid_from__lte=until
    )
    first = (
        ProcedureVersion.objects.filter(procedure=OuterRef("procedure"), state=VersionState.PUBLISHED)
        .order_by()
        .values("procedure")
        .annotate(n=Min("number"))
        .values("n")
    )
    published = published.filter(Q(number__gt=1) | Q(procedure__origin=Origin.OWN))  # what can be a change at all
    rows = published.annotate(first=Subquery(first)).exclude(number=F("first"), procedure__origin=Origin.NATIONAL)
    gone = Procedure.objects.filter(kind=ProcedureKind.PUBLIC, abolished_on__lte=until)
    if before is not None:
        rows = rows.filter(_goes_on("valid_from", "procedure__", before, after))
        gone = gone.filter(_goes_on("abolished_on", "", before, after))
    made = [
        Change(NEW if v.number == v.first else AMENDED, v.valid_from, v.procedure, v)
        for v in rows.order_by("-valid_from", "procedure__sort_key", "procedure", "id")
        .select_related("procedure", "field")
        .defer("content", "source")[: limit + 1]
    ]
    ended = gone.order_by("-abolished_on", "sort_key", "id")[: limit + 1]
    made += [Change(ABOLISHED, p.abolished_on, p, None) for p in ended if p.abolished_on]
    made.sort(key=lambda c: (-c.on.toordinal(), c.procedure.sort_key, c.procedure.pk))
    shown = made[:limit]
    while len(shown) > 1 and len(made) > limit and _place(shown[-1]) == _place(made[limit]):
        shown.pop()  # both changes of one procedure on one day stand on one page
    return Changes(shown, len(made) > len(shown))


def _place(change: Change) -> tuple[date, int]:
    return change.on, change.procedure.pk


def _goes_on(day: str, procedure: str, before: date, after: Procedure | None) -> Q:
    earlier = Q(**{f"{day}__lt": before})
    if after is None:
        return earlier
    key = f"{procedure}sort_key"
    later = Q(**{f"{key}__gt": after.sort_key}) | Q(**{key: after.sort_key, f"{procedure}id__gt": after.pk})
    return earlier | (Q(**{day: before}) & later)


def figures(on: date) -> dict[str, int]:
    """What the registry holds on a day: of public procedures in force, how many are complete, online, of each level. One query."""
    shown: QuerySet[Any] = public_on(on)
    mine = ProcedureVersion.objects.filter(pk__in=shown.values("version_on"))

    def those(**condition: Any) -> Any:
        return Count(Case(When(**condition, then=Value(1)), output_field=IntegerField()))

    return mine.aggregate(
        total=Count("pk"),
        complete=those(complete=True),
        online=those(online=True),
        people=those(for_people=True),
        business=those(for_business=True),
        province=those(at_province=True),
        commune=those(at_commune=True),
        ministry=those(at_ministry=True),
        vertical=those(at_vertical=True),
        unread=those(unread_parts__gt=0),
        own=those(procedure__origin=Origin.OWN),
    )
