"""Plans that units owe by a superior plan, for the indicator of plans issued in time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from motcua.kernel import clock
from motcua.kernel.indicators import Kind, Row, Side, Value, Window
from motcua.organisations.queries.scopes import units_over
from motcua.plans.models import Plan
from motcua.plans.queries.coverage import OwedPlan, owed_at
from motcua.plans.queries.plans import ref_of
from motcua.plans.queries.plans_then import in_force_at


@dataclass(frozen=True, slots=True)
class Due:
    """A plan that a unit owed by a day of the window: `by` the superior plan that asks for it."""

    by: Plan
    owed: OwedPlan
    in_time: bool


def value(unit: int | None, window: Window, as_of: datetime) -> Value:
    """Plans issued by their day, of those owed by a day of the window that has come or was met before."""
    found = due(unit, window, as_of)
    return Value(Decimal(sum(d.in_time for d in found)), Decimal(len(found)), Kind.RATIO)


def rows(unit: int | None, window: Window, as_of: datetime, side: Side) -> Iterator[Row]:
    for one in due(unit, window, as_of):
        if side == "denominator" or one.in_time:
            code = one.owed.unit.code
            yield Row(ref_of(one.by), f"{one.owed.name}: {one.owed.words}"[:200], code, one.owed.due_on, part=code)


def by_unit(units: Sequence[int], window: Window, as_of: datetime) -> Mapping[int, Value]:
    """The same for each of many units: superior plans are looked through once."""
    on = window.structure_on(as_of)
    counted = dict.fromkeys(units, (0, 0))
    found = due(None, window, as_of)
    above = units_over({one.owed.unit.code for one in found}, on)
    for one in found:
        for pk in above[one.owed.unit.code] & counted.keys():
            in_time, every = counted[pk]
            counted[pk] = in_time + one.in_time, every + 1
    return {pk: Value(Decimal(n), Decimal(every), Kind.RATIO) for pk, (n, every) in counted.items()}


def due(unit: int | None, window: Window, as_of: datetime) -> list[Due]:
    """As it stood at the moment: plans in force then, their tasks then, what carried them out then. Few queries for all plans, and those
    that resolve the units of each plan that asks."""
    today = clock.local(as_of).date()
    years = (window.start.year - 1, window.end.year)
    plans = in_force_at(Plan.objects.filter(year__gte=years[0], year__lte=years[1]), as_of)
    superiors = list(plans.select_related("owner", "issuer", "reading").order_by("pk"))
    asked = owed_at(superiors, as_of)
    found: list[Due] = []
    for superior in superiors:
        for owed in asked[superior.pk]:
            if owed.due_on is None or not window.start <= owed.due_on <= window.end:
                continue
            made = owed.plan.issued_on if owed.plan is not None else None
            in_time = made is not None and made <= owed.due_on and made <= today
            if in_time or owed.due_on < today:
                found.append(Due(superior, owed, in_time))
    if unit is None:
        return found
    above = units_over({d.owed.unit.code for d in found}, window.structure_on(as_of))
    return [d for d in found if unit in above[d.owed.unit.code]]
