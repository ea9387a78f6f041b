"""The records that the indicators of configured workflows count: each procedure that a unit performs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When

from motcua.kernel import clock
from motcua.kernel.indicators import Row, Window
from motcua.organisations.queries.scopes import codes_of
from motcua.organisations.queries.units import on_date
from motcua.procedures.content import Level
from motcua.procedures.models import Assignment, AssignmentRole
from motcua.procedures.queries.assignments import held_on
from motcua.procedures.queries.registry import public_on, ref_of
from motcua.procedures.queries.workflow_standing import RUN_AT, Standing, asked_at, standing

_ELSEWHERE = "run_elsewhere"


def performed(window: Window, as_of: datetime) -> QuerySet[Assignment]:
    """Public procedures in force with the units that perform them, on the window's last day that has come."""
    day = _day(window, as_of)
    rows = held_on(day).filter(Exists(public_on(day).filter(pk=OuterRef("procedure"))), role=AssignmentRole.PERFORMING)
    return rows.select_related("procedure")


def configured(rows: QuerySet[Assignment], window: Window, as_of: datetime) -> QuerySet[Assignment]:
    """Those no dossier of which runs on the default, at the level of the unit or by the workflows of a vertical agency."""
    return _asked(rows, window, as_of).filter(_come(Standing.WHOLE, window, as_of))


def half_configured(window: Window, as_of: datetime) -> QuerySet[Assignment]:
    """Those of which some cases have their workflow while others run on the default."""
    part = _come(Standing.PART, window, as_of) & ~_come(Standing.WHOLE, window, as_of)
    return _asked(performed(window, as_of), window, as_of).filter(part)


def performed_rows(found: Sequence[Assignment]) -> Iterator[Row]:
    codes = codes_of(one.unit_id for one in found)
    for one in found:
        name = f"{one.procedure.display_code} {one.procedure.name}"[:200]
        yield Row(ref_of(one.procedure), name, codes[one.unit_id], one.valid_from, part=codes[one.unit_id])


def _asked(rows: QuerySet[Assignment], window: Window, as_of: datetime) -> QuerySet[Assignment]:
    commune = on_date(_day(window, as_of)).filter(unit=OuterRef("unit"), territory__level="commune")
    own = Case(
        When(Exists(commune), then=Value(Level.COMMUNE.value)),
        default=Value(Level.PROVINCE.value),
        output_field=CharField(),
    )
    return asked_at(asked_at(rows, own), Level.VERTICAL.value, _ELSEWHERE)


def _come(which: Standing, window: Window, as_of: datetime) -> Q:
    day = _day(window, as_of)
    at_either = [standing(day, which, at=at, procedure="procedure", known=as_of) for at in (RUN_AT, _ELSEWHERE)]
    return at_either[0] | at_either[1]


def _day(window: Window, as_of: datetime) -> date:
    return min(window.end, clock.local(as_of).date())
