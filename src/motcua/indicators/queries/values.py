"""Figures: live while their period is open, frozen once it is closed; of one unit or many, of one period or many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q, QuerySet

from motcua.indicators.models import Observation
from motcua.indicators.queries.catalogue import indicator_named
from motcua.indicators.rules.periods import last_until, window_of
from motcua.kernel import clock
from motcua.kernel.indicators import Indicator, Kind, Span, Value, Window

if TYPE_CHECKING:
    from motcua.organisations.models import Unit

MOST_PERIODS = 60
"""How many points a trend has at most: five years of months."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A value with what it is the value of. `frozen`: it is an observation (`observation` is its uid), not counted now."""

    key: str
    unit: int | None
    window: Window
    as_of: datetime
    of: Value
    frozen: bool = False
    observation: UUID | None = None

    @property
    def kind(self) -> Kind:
        return self.of.kind

    @property
    def numerator(self) -> Decimal | None:
        return self.of.numerator

    @property
    def denominator(self) -> Decimal | None:
        return self.of.denominator

    @property
    def value(self) -> Decimal | None:
        return self.of.value


def value_of(key: str, *, unit: Unit | int | None, window: Window, as_of: datetime | None = None) -> Figure:
    """The figure of a unit (None: the province). Frozen where the window is closed, unless an `as_of` or another structure is asked for.

    Raises NotFound for an unknown key. One query for a frozen figure, else those of the indicator's `value` besides.
    """
    indicator, pk = indicator_named(key), key_of(unit)
    if as_of is None and window.structure is None and (held := frozen_figure(key, unit=pk, window=window)):
        return figure_of(held)
    return _live(indicator, pk, window, as_of or clock.now())


def values_by_unit(
    key: str, *, units: Sequence[int], window: Window, as_of: datetime | None = None
) -> dict[int, Figure]:
    """The figure of each of several units, in their order. Constant queries where the indicator offers `by_unit`, else those of each."""
    indicator, moment = indicator_named(key), as_of or clock.now()
    found: dict[int, Figure] = {}
    if as_of is None and window.structure is None:
        held = latest_observations(key).filter(unit__in=units, window_start=window.start, window_end=window.end)
        found = {o.unit_id: figure_of(o) for o in held if o.unit_id is not None}
    if open_ones := [u for u in units if u not in found]:
        if indicator.by_unit is not None:
            live = indicator.by_unit(open_ones, window, moment)
            found |= {u: Figure(key, u, window, moment, live[u]) for u in open_ones}
        else:
            found |= {u: _live(indicator, u, window, moment) for u in open_ones}
    return {u: found[u] for u in units}


def trend(key: str, *, unit: Unit | int | None, until: date, periods: int, window: str) -> list[Figure]:
    """The last `periods` periods of a length (`window`: month, quarter, half, nine_months, year), oldest first, by the indicator's rule.

    One query for all that are closed; the open ones in constant queries where the indicator offers `series`, else one call for each.
    """
    indicator = indicator_named(key)
    points = last_until(until, Span(window), min(periods, MOST_PERIODS), indicator.rule)
    return values_over(indicator, key_of(unit), [window_of(p) for p in points])


def values_over(
    indicator: Indicator, unit: int | None, windows: Sequence[Window], as_of: datetime | None = None
) -> list[Figure]:
    """The figures of one unit in several windows, in their order."""
    moment = as_of or clock.now()
    held: dict[tuple[date, date], Figure] = {}
    if as_of is None and windows:
        spans = Q()
        for one in windows:
            if one.structure is None:
                spans |= Q(window_start=one.start, window_end=one.end)
        if spans:
            rows = latest_observations(indicator.key).filter(spans, unit=unit)
            held = {(o.window_start, o.window_end): figure_of(o) for o in rows}
    open_ones = [w for w in windows if (w.start, w.end) not in held]
    if indicator.series is not None and open_ones:
        values = indicator.series(unit, open_ones, moment)
        live = {
            (w.start, w.end): Figure(indicator.key, unit, w, moment, v) for w, v in zip(open_ones, values, strict=True)
        }
    else:
        live = {(w.start, w.end): _live(indicator, unit, w, moment) for w in open_ones}
    return [(held.get((w.start, w.end)) or live[w.start, w.end]) for w in windows]


def frozen_figure(key: str, *, unit: Unit | int | None, window: Window) -> Observation | None:
    """The observation that stands for a closed window: the last correction where there are any. One query."""
    rows = latest_observations(key).filter(unit=key_of(unit), window_start=window.start, window_end=window.end)
    return rows.first()


def latest_observations(key: str) -> QuerySet[Observation]:
    """The observations that stand: without those that a later one corrects."""
    return Observation.objects.filter(key=key, corrected_by__isnull=True)


def figure_of(observation: Observation) -> Figure:
    window = Window(observation.window_start, observation.window_end)
    value = Value(observation.numerator, observation.denominator, Kind(observation.kind))
    return Figure(observation.key, observation.unit_id, window, observation.as_of, value, True, observation.uid)


def _live(indicator: Indicator, unit: int | None, window: Window, as_of: datetime) -> Figure:
    return Figure(indicator.key, unit, window, as_of, indicator.value(unit, window, as_of))


def key_of(unit: Unit | int | None) -> int | None:
    """Internal key of a unit given either way."""
    return unit if unit is None or isinstance(unit, int) else unit.pk
