"""Units by the share of work done on time in a period: the figures of the indicator, narrowed to the units that the user answers for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet

from motcua.kernel import clock
from motcua.kernel.indicators import Window
from motcua.organisations.queries.units import names_on
from motcua.plans.models import Occurrence
from motcua.plans.queries import figures
from motcua.plans.queries.board import led, units_looked_at
from motcua.plans.rules.ranking import Counted, ranked

LEAST = 3
"""Cases from which on a unit is ranked, unless the reader asks for another number."""


@dataclass(frozen=True, slots=True)
class Place:
    """A unit with its place; None where it has too few cases."""

    place: int | None
    unit: Counted
    missing: int

    @property
    def share(self) -> float | None:
        """Per cent, one decimal; None where nothing was due."""
        return round(float(self.unit.share * 100), 1) if self.unit.share is not None else None


def ranking_of(user: Any, window: Window, least: int) -> list[Place]:
    """The best first. Four queries, however many units."""
    units = dict(units_looked_at(user, ["watch"]).values_list("pk", "uid"))
    names = names_on(units, clock.today())
    cases, good, missing = (_by_unit(rows_of(user, which, window), units) for which in ("cases", "on_time", "missing"))
    counted = [Counted(str(uid), names.get(pk, ""), cases.get(pk, 0), good.get(pk, 0)) for pk, uid in units.items()]
    open_ones = {str(uid): missing.get(pk, 0) for pk, uid in units.items()}
    return [Place(place, unit, open_ones[unit.key]) for place, unit in ranked(counted, least)]


def rows_of(user: Any, which: str, window: Window, unit: str = "") -> QuerySet[Occurrence]:
    """The records behind a number: `cases` (the denominator), `on_time` (the numerator), `missing` (past due, nothing handed in)."""
    now = clock.now()
    rows = figures.missing(window, now) if which == "missing" else figures.due(window, now)
    if which == "on_time":
        rows = figures.on_time(rows, window, now)
    rows = led(user, rows.filter(voided_at__isnull=True))
    return rows.filter(unit__uid=unit) if unit else rows


def window_of(first: date | None, last: date | None) -> Window:
    """The year so far, unless the reader asks for other dates."""
    today = clock.today()
    last = last or today
    first = first or last.replace(month=1, day=1)
    return Window(min(first, last), last)


def _by_unit(rows: QuerySet[Occurrence], units: Iterable[int]) -> dict[int | None, int]:
    """Counts of the named units: each is read by its own part of the index."""
    return dict(rows.order_by().filter(unit__in=list(units)).values_list("unit").annotate(n=Count("pk")))
