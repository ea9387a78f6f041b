"""The records that the indicator of configured workflows counts: each procedure that a unit performs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When

from motcua.kernel import clock
from motcua.kernel.indicators import Row, Window
from motcua.organisations.queries.scopes import codes_of
from motcua.organisations.queries.units import on_date
from motcua.procedures.content import Level
from motcua.procedures.models import Assignment, AssignmentRole, InternalWorkflow
from motcua.procedures.queries.assignments import held_on
from motcua.procedures.queries.registry import public_on, ref_of
from motcua.procedures.queries.workflows import issued_on


def performed(window: Window, as_of: datetime) -> QuerySet[Assignment]:
    """Public procedures in force with the units that perform them, on the window's last day that has come."""
    day = _day(window, as_of)
    rows = held_on(day).filter(Exists(public_on(day).filter(pk=OuterRef("procedure"))), role=AssignmentRole.PERFORMING)
    return rows.select_related("procedure")


def configured(rows: QuerySet[Assignment], window: Window, as_of: datetime) -> QuerySet[Assignment]:
    """Those with an issued workflow of their own at the level of the unit."""
    day = _day(window, as_of)
    commune = on_date(day).filter(unit=OuterRef("unit"), territory__level="commune")
    at = Case(
        When(Exists(commune), then=Value(Level.COMMUNE.value)),
        default=Value(Level.PROVINCE.value),
        output_field=CharField(),
    )
    issued = InternalWorkflow.objects.filter(
        Q(level=OuterRef("run_at")) | Q(level=Level.VERTICAL.value),
        issued_on(day),
        procedure=OuterRef("procedure"),
        issued_at__lte=as_of,
    )
    return rows.annotate(run_at=at).filter(Exists(issued))


def performed_rows(found: Sequence[Assignment]) -> Iterator[Row]:
    codes = codes_of(one.unit_id for one in found)
    for one in found:
        name = f"{one.procedure.display_code} {one.procedure.name}"[:200]
        yield Row(ref_of(one.procedure), name, codes[one.unit_id], one.valid_from, part=codes[one.unit_id])


def _day(window: Window, as_of: datetime) -> date:
    return min(window.end, clock.local(as_of).date())
