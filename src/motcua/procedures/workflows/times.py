"""How long the ways through a workflow take, and how that stands to a limit.

Working hours and working days are one measure (so many hours a day, dated data), days and months of the calendar are others: what is
measured differently is never added. Ways go forward in the order of the paper; what leads back is a return and counts once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from operator import le

from motcua.kernel.workdays import Unit
from motcua.procedures.workflows.parts import END, Step, Table, Time

_NOTHING = Decimal(0)


class Standing(StrEnum):
    """The longest way beside a limit. `UNLIKE`: measured in different units."""

    LESS = "less"
    EQUAL = "equal"
    MORE = "more"
    UNLIKE = "unlike"


@dataclass(frozen=True, slots=True)
class Span:
    """Working hours, calendar days and months of one way, and the keys of its steps."""

    hours: Decimal = _NOTHING
    days: Decimal = _NOTHING
    months: Decimal = _NOTHING
    way: tuple[str, ...] = ()

    @property
    def measures(self) -> tuple[Decimal, Decimal, Decimal]:
        return (self.hours, self.days, self.months)

    def covers(self, other: Span) -> bool:
        """Whether it is at least as long in every measure."""
        return all(map(le, other.measures, self.measures))


def span_of(time: Time | None, hours_a_day: Decimal) -> Span:
    """A time in its own measure; no time takes none."""
    if time is None:
        return Span()
    match time.unit:
        case Unit.HOUR:
            return Span(hours=time.value)
        case Unit.WORKING_DAY | Unit.SAME_DAY:
            return Span(hours=time.value * hours_a_day)
        case Unit.DAY:
            return Span(days=time.value)
        case Unit.MONTH:
            return Span(months=time.value)


def longest(table: Table, hours_a_day: Decimal) -> tuple[Span, ...]:
    """The longest ways: one, unless ways are measured differently; then all that no other way covers. In order of hours, longest first."""
    places, steps = table.places(), table.by_key()
    spans: dict[str, tuple[Span, ...]] = {END: (Span(),)}
    for step in reversed(table.steps):
        forward = [f.to for f in step.flows if f.to == END or (f.to in places and places[f.to] > places[step.key])]
        after = [span for to in dict.fromkeys(forward or [END]) for span in spans[to]]
        spans[step.key] = _longest_of(_together(steps[step.key], one, hours_a_day) for one in after)
    return spans[table.steps[0].key] if table.steps else ()


def standing(spans: Iterable[Span], limit: Time, hours_a_day: Decimal) -> Standing:
    """The longest of some ways beside a limit."""
    most = span_of(limit, hours_a_day)
    measure = next((n for n, amount in enumerate(most.measures) if amount), 0)
    amounts = []
    for span in spans:
        if any(amount for n, amount in enumerate(span.measures) if n != measure):
            return Standing.UNLIKE
        amounts.append(span.measures[measure])
    top = max(amounts, default=_NOTHING)
    allowed = most.measures[measure]
    if top == allowed:
        return Standing.EQUAL
    return Standing.LESS if top < allowed else Standing.MORE


def in_words_of(span: Span, hours_a_day: Decimal) -> tuple[Time, ...]:
    """A span as times that people say: whole and half working days, else hours; calendar days and months as they are."""
    times: list[Time] = []
    if span.hours:
        in_days = span.hours / hours_a_day
        whole = (in_days * 2) % 1 == 0 and in_days >= 1
        times.append(Time(in_days.normalize(), Unit.WORKING_DAY) if whole else Time(span.hours, Unit.HOUR))
    if span.days:
        times.append(Time(span.days, Unit.DAY))
    if span.months:
        times.append(Time(span.months, Unit.MONTH))
    return tuple(times)


def _own(step: Step, hours_a_day: Decimal) -> Span:
    return span_of(step.time, hours_a_day) if step.counted else Span()


def _together(step: Step, after: Span, hours_a_day: Decimal) -> Span:
    whole = _added(_own(step, hours_a_day), after)
    return Span(*whole.measures, way=(step.key, *after.way))


def _added(one: Span, other: Span) -> Span:
    return Span(one.hours + other.hours, one.days + other.days, one.months + other.months)


def _longest_of(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Those that no other one covers; of equal ones the first."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: s.measures, reverse=True):
        if not any(other.covers(span) for other in kept):
            kept.append(span)
    return tuple(kept)
