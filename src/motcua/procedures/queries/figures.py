"""The records that the indicators of publication, completeness, samples and online service count.

What moves is counted by the lines of decisions, at the unit that prepared them. What stands is counted by procedures in force on the
window's last day that has come: of the province all of them, of a unit those that it, or a unit under it, performs. What nobody was given
yet is the province's own: it counts at the unit at its head, so that this unit's figure is the province's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from motcua.kernel import clock
from motcua.kernel.indicator_rows import QueryRows
from motcua.kernel.indicators import Kind, Row, Side, Value, Window
from motcua.kernel.refs import Ref
from motcua.organisations.queries.scopes import codes_of, province_unit, units_over, within
from motcua.procedures.content.completeness import ALWAYS
from motcua.procedures.deadlines import Duty, Reading
from motcua.procedures.models import (
    AssignmentRole,
    Disclosure,
    FlagKind,
    ItemAction,
    Place,
    Procedure,
    ProcedureKind,
    ProcedureVersion,
    PublicationItem,
)
from motcua.procedures.permissions import SIGNED
from motcua.procedures.queries import publication
from motcua.procedures.queries.assignments import held_on
from motcua.procedures.queries.files import with_file
from motcua.procedures.queries.marks import flags_on, levels_on, offered
from motcua.procedures.queries.publication import DUE_COLUMNS
from motcua.procedures.queries.registry import KIND, public_on, ref_of
from motcua.procedures.workflow import PublicationState

Hits = Callable[[QuerySet[Procedure], date, datetime], QuerySet[Procedure]]


def signed(reading: Reading) -> Callable[[Window, datetime], QuerySet[Any]]:
    """Lines of decisions signed in a window whose last day is known in a reading. The index counts a procedure once, its first line."""

    def records(window: Window, as_of: datetime) -> QuerySet[Any]:
        rows = _signed(reading, window, as_of)
        return (_first(rows) if reading is Reading.INDEX else rows).select_related("decision", "procedure")

    return records


def signed_in_time(reading: Reading) -> Callable[[QuerySet[Any], Window, datetime], QuerySet[Any]]:
    """Those signed by their last day; for the index one late line makes the procedure late for the whole window."""

    def hits(rows: QuerySet[Any], window: Window, as_of: datetime) -> QuerySet[Any]:
        column = DUE_COLUMNS[Duty.ISSUE, reading]
        rows = rows.filter(decision__signed_on__lte=F(column))
        if reading is Reading.DECREE:
            return rows
        late = _signed(reading, window, as_of).filter(decision__signed_on__gt=F(column))
        return rows.filter(~Exists(_same(late)))

    return hits


def disclosed(reading: Reading) -> Callable[[Window, datetime], QuerySet[Any]]:
    """Lines whose last day of disclosure lies in a window, and has passed or is kept already. The index counts a procedure once."""

    def records(window: Window, as_of: datetime) -> QuerySet[Any]:
        rows = _owed(reading, window, as_of)
        return (_first(rows) if reading is Reading.INDEX else rows).select_related("decision", "procedure")

    return records


def disclosed_in_time(reading: Reading) -> Callable[[QuerySet[Any], Window, datetime], QuerySet[Any]]:
    """Those that came into the national database by their last day; for the index none of the procedure's lines came later."""

    def hits(rows: QuerySet[Any], window: Window, as_of: datetime) -> QuerySet[Any]:
        column = DUE_COLUMNS[Duty.DISCLOSE, reading]
        rows = rows.filter(shown_on__lte=F(column))
        if reading is Reading.DECREE:
            return rows
        late = _owed(reading, window, as_of).filter(Q(shown_on__isnull=True) | Q(shown_on__gt=F(column)))
        return rows.filter(~Exists(_same(late)))

    return hits


def line_rows(found: Sequence[Any]) -> Iterator[Row]:
    """Each opens to its procedure, or to its decision while the registry does not know the procedure."""
    codes = codes_of(item.decision.owner_id for item in found)
    for item in found:
        ref = ref_of(item.procedure) if item.procedure else publication.ref_of(item.decision)
        name = f"{item.base_code} {item.name}".strip()[:200]
        yield Row(
            ref, name, codes[item.decision.owner_id], item.decision.signed_on, part=f"{item.decision.uid}/{item.line}"
        )


@dataclass(frozen=True, slots=True)
class Standing:
    """How many procedures in force fit (`hits`), of all of them, or of those that `over` keeps; or only how many fit (`share` False)."""

    hits: Hits
    share: bool = True
    over: Hits | None = None

    @property
    def kind(self) -> Kind:
        return Kind.RATIO if self.share else Kind.COUNT

    def value(self, unit: int | None, window: Window, as_of: datetime) -> Value:
        """Three queries at most."""
        rows = self._counted(unit, window, as_of)
        fitting = Decimal(self.hits(rows, day_of(window, as_of), as_of).count())
        return Value(fitting, Decimal(rows.count()) if self.share else None, self.kind)

    def by_unit(self, units: Sequence[int], window: Window, as_of: datetime) -> Mapping[int, Value]:
        """As many queries however many units."""
        rows = self.hits(self._counted(None, window, as_of), day_of(window, as_of), as_of)
        fitting = {str(ref_of(one)) for one in rows.only("uid")}
        every = self.belonging(units, window, as_of)
        return {
            unit: Value(Decimal(len(theirs & fitting)), Decimal(len(theirs)) if self.share else None, self.kind)
            for unit, theirs in every.items()
        }

    def belonging(self, units: Sequence[int], window: Window, as_of: datetime) -> Mapping[int, set[str]]:
        """The procedures that each unit, or one below it, performs. As many queries however many units."""
        inside = self._counted(None, window, as_of).values("pk")
        held = held_on(day_of(window, as_of)).filter(role=AssignmentRole.PERFORMING, procedure__in=inside)
        pairs = list(held.values_list("procedure__uid", "unit__code").distinct())
        structure = window.structure_on(as_of)
        above = units_over({code for _, code in pairs}, structure)
        found: dict[int, set[str]] = {unit: set() for unit in units}
        if (head := province_unit(structure)) in found:
            given = {uid for uid, _ in pairs}
            every = self._counted(None, window, as_of).values_list("uid", flat=True)
            found[head] = {str(Ref.to(KIND, uid)) for uid in every if uid not in given}
        for uid, code in pairs:
            for unit in above[code] & found.keys():
                found[unit].add(str(Ref.to(KIND, uid)))
        return found

    def rows(self, unit: int | None, window: Window, as_of: datetime, side: Side) -> Iterable[Row]:
        rows = self._counted(unit, window, as_of)
        day = day_of(window, as_of)
        if side == "numerator":
            rows = self.hits(rows, day, as_of)
        elif not self.share:
            rows = rows.none()
        structure = window.structure_on(as_of)
        return QueryRows(rows, ("sort_key", "pk"), lambda found: _procedure_rows(found, day, structure))

    def _counted(self, unit: int | None, window: Window, as_of: datetime) -> QuerySet[Procedure]:
        rows = performed(unit, window, as_of)
        return rows if self.over is None else self.over(rows, day_of(window, as_of), as_of)


def day_of(window: Window, as_of: datetime) -> date:
    """The window's last day, or the day of asking while the window runs."""
    return min(window.end, clock.local(as_of).date())


def performed(unit: int | None, window: Window, as_of: datetime) -> QuerySet[Procedure]:
    """Public procedures in force on the day, as far as their versions were known; of a unit those that are performed there or below, of
    the province's head those besides that nobody was given."""
    day = day_of(window, as_of)
    known = ProcedureVersion.objects.filter(pk=OuterRef("version_on"), created_at__lte=as_of)
    rows = public_on(day).filter(Exists(known))
    if unit is None:
        return rows
    structure = window.structure_on(as_of)
    given = held_on(day).filter(role=AssignmentRole.PERFORMING, procedure=OuterRef("pk"))
    theirs = Q(Exists(within(given, unit, structure)))
    return rows.filter(theirs | ~Exists(given) if unit == province_unit(structure) else theirs)


def complete(rows: QuerySet[Procedure], _day: date, _as_of: datetime) -> QuerySet[Procedure]:
    return rows.filter(Exists(ProcedureVersion.objects.filter(pk=OuterRef("version_on"), complete=True)))


def with_its_own_parts(rows: QuerySet[Procedure], _day: date, _as_of: datetime) -> QuerySet[Procedure]:
    """Those with parts a to g, which is what the index can check: not whether each part "if any" was answered."""
    lacking = Q()
    for part in ALWAYS:
        lacking |= Q(lacks__contains=f" {part.value} ")
    return rows.filter(Exists(ProcedureVersion.objects.filter(~lacking, pk=OuterRef("version_on"))))


def with_sample(rows: QuerySet[Procedure], day: date, _as_of: datetime) -> QuerySet[Procedure]:
    return with_file(rows, "sample", day)


def online(*, whole: bool) -> Hits:
    def hits(rows: QuerySet[Procedure], day: date, as_of: datetime) -> QuerySet[Procedure]:
        there = levels_on(day).filter(offered(day, whole=whole), recorded_at__lte=as_of, procedure=OuterRef("pk"))
        return rows.filter(Exists(there))

    return hits


def eligible(rows: QuerySet[Procedure], day: date, as_of: datetime) -> QuerySet[Procedure]:
    """Those decided to be fit for online service, and those that are offered online already."""
    there = levels_on(day).filter(offered(day), recorded_at__lte=as_of, procedure=OuterRef("pk"))
    return rows.filter(Exists(_fit(day, as_of)) | Exists(there))


def eligible_not_online(rows: QuerySet[Procedure], day: date, as_of: datetime) -> QuerySet[Procedure]:
    there = levels_on(day).filter(offered(day), recorded_at__lte=as_of, procedure=OuterRef("pk"))
    return rows.filter(Exists(_fit(day, as_of))).filter(~Exists(there))


def unassigned(rows: QuerySet[Procedure], day: date, _as_of: datetime) -> QuerySet[Procedure]:
    """Those that no unit was given to perform: of every share of the province they are in the denominator, and nobody carries them."""
    return rows.filter(~Exists(held_on(day).filter(role=AssignmentRole.PERFORMING, procedure=OuterRef("pk"))))


def without_decision(rows: QuerySet[Procedure], _day: date, as_of: datetime) -> QuerySet[Procedure]:
    """Those that rest on no decision of the province published by the moment of asking."""
    rest = PublicationItem.objects.filter(
        procedure=OuterRef("pk"),
        decision__state=PublicationState.PUBLISHED,
        decision__published_at__lte=as_of,
    ).exclude(action=ItemAction.ABOLISHED)
    return rows.filter(~Exists(rest))


def _fit(day: date, as_of: datetime) -> QuerySet[Any]:
    return flags_on(day).filter(kind=FlagKind.ONLINE_ELIGIBLE, recorded_at__lte=as_of, procedure=OuterRef("pk"))


def _signed(reading: Reading, window: Window, as_of: datetime) -> QuerySet[Any]:
    return _public_lines().filter(
        decision__state__in=SIGNED,
        decision__created_at__lte=as_of,
        decision__signed_on__range=(window.start, window.end),
        **{f"{DUE_COLUMNS[Duty.ISSUE, reading]}__isnull": False},
    )


def _owed(reading: Reading, window: Window, as_of: datetime) -> QuerySet[Any]:
    """Lines whose last day of disclosure lies in a window, and has passed or is kept already, with the day of disclosure (`shown_on`)."""
    column = DUE_COLUMNS[Duty.DISCLOSE, reading]
    rows = _public_lines().filter(
        decision__state__in=SIGNED,
        decision__created_at__lte=as_of,
        **{f"{column}__range": (window.start, window.end)},
    )
    rows = rows.annotate(shown_on=Subquery(_told(as_of).values("on")[:1]))
    passed = Q(**{f"{column}__lt": clock.local(as_of).date()})
    return rows.filter(passed | Q(shown_on__isnull=False))


def _public_lines() -> QuerySet[PublicationItem]:
    """Without procedures inside the state apparatus: the decree does not govern them (Điều 1), the index does not count them."""
    return PublicationItem.objects.exclude(procedure__kind=ProcedureKind.INTERNAL)


def _first(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Of several lines about one procedure the first."""
    return rows.filter(~Exists(_same(rows).filter(pk__lt=OuterRef("pk"))))


def _same(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Of some lines those about the procedure of the outer one."""
    return rows.filter(procedure=OuterRef("procedure"))


def _told(as_of: datetime) -> QuerySet[Disclosure]:
    """When the line of the outer query came into the national database, as far as was known."""
    told = Disclosure.objects.filter(place=Place.NATIONAL, voided_at__isnull=True, recorded_at__lte=as_of)
    return told.filter(item=OuterRef("pk")).order_by("on")


def _procedure_rows(found: Sequence[Procedure], day: date, structure: date) -> Iterator[Row]:
    """With the unit that performs it, the first of several; the province's head where nobody was given it."""
    held: dict[int, int] = {}
    rows = held_on(day).filter(procedure__in=[p.pk for p in found], role=AssignmentRole.PERFORMING).order_by("-pk")
    held.update(rows.values_list("procedure", "unit"))
    head = province_unit(structure)
    codes = codes_of({*held.values(), *([head] if head else [])})
    for one in found:
        name = f"{one.display_code} {one.name}"[:200]
        unit = held.get(one.pk, head)
        yield Row(ref_of(one), name, codes[unit] if unit else "")
