"""A time limit of a procedure as the engine of working time takes it. Pure."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal

from motcua.kernel import workdays


def as_limit(value: Decimal, unit: workdays.Unit | str, hours_a_day: Decimal) -> workdays.Limit:
    """Whole units as they are; a part of a day in working hours, a part of an hour as the hour begun."""
    unit = workdays.Unit(unit)
    if unit is workdays.Unit.SAME_DAY:
        return workdays.Limit(1, unit)
    if value == value.to_integral_value():
        return workdays.Limit(int(value), unit)
    if unit in (workdays.Unit.WORKING_DAY, workdays.Unit.DAY):
        return workdays.Limit(_up(value * hours_a_day), workdays.Unit.HOUR)
    return workdays.Limit(_up(value), unit)


def _up(value: Decimal) -> int:
    return max(1, int(value.to_integral_value(rounding=ROUND_CEILING)))
