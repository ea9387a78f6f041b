"""Indicators that count records of one table: value, rows and the values of many units from one declaration, so that they agree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet

from motcua.kernel.indicator_rows import QueryRows
from motcua.kernel.indicators import Kind, Row, Side, Value, Window
from motcua.organisations.queries.scopes import counts_by_unit, counts_of, within

M = TypeVar("M", bound=Model)
Counting = Callable[[Window, datetime], QuerySet[M]]


@dataclass(frozen=True, slots=True)
class Counted(Generic[M]):
    """A count (`hits` is None), or a ratio: those of the counted records that `hits` keeps.

    `records(window, as_of)` are all that count in the window as far as was known at `as_of`, of the whole province; `unit` is the path to
    the unit that answers; `order` and `row` as `kernel.indicator_rows.QueryRows`. The Indicator takes `.value`, `.rows`, `.by_unit` and
    `.series`.
    """

    records: Counting[M]
    row: Callable[[Sequence[M]], Iterable[Row]]
    hits: Callable[[QuerySet[M], Window, datetime], QuerySet[M]] | None = None
    unit: str = "unit"
    order: tuple[str, ...] = ("pk",)

    @property
    def kind(self) -> Kind:
        return Kind.COUNT if self.hits is None else Kind.RATIO

    def value(self, unit: int | None, window: Window, as_of: datetime) -> Value:
        """One query for a count, two for a ratio."""
        records = self._of(unit, window, as_of)
        if self.hits is None:
            return Value(Decimal(records.count()), None, Kind.COUNT)
        return Value(Decimal(self.hits(records, window, as_of).count()), Decimal(records.count()), Kind.RATIO)

    def rows(self, unit: int | None, window: Window, as_of: datetime, side: Side) -> Iterable[Row]:
        records = self._of(unit, window, as_of)
        if side == "numerator" and self.hits is not None:
            records = self.hits(records, window, as_of)
        elif side == "denominator" and self.hits is None:
            records = records.none()
        return QueryRows(records, self.order, self.row)

    def by_unit(self, units: Sequence[int], window: Window, as_of: datetime) -> Mapping[int, Value]:
        """As many queries as `value`, however many units."""
        on = window.structure_on(as_of)
        records = self.records(window, as_of)
        every = counts_by_unit(records, units, on, self.unit)
        if self.hits is None:
            return {unit: Value(Decimal(count), None, Kind.COUNT) for unit, count in every.items()}
        fitting = counts_by_unit(self.hits(records, window, as_of), units, on, self.unit)
        return {unit: Value(Decimal(fitting[unit]), Decimal(every[unit]), Kind.RATIO) for unit in every}

    def series(self, unit: int | None, windows: Sequence[Window], as_of: datetime) -> Sequence[Value]:
        """One query for up to 100 windows, however many records."""
        counted: list[QuerySet[M]] = []
        for window in windows:
            records = self._of(unit, window, as_of)
            counted += [records] if self.hits is None else [records, self.hits(records, window, as_of)]
        found = counts_of(counted)
        if self.hits is None:
            return [Value(Decimal(count), None, Kind.COUNT) for count in found]
        pairs = zip(found[0::2], found[1::2], strict=True)
        return [Value(Decimal(fitting), Decimal(every), Kind.RATIO) for every, fitting in pairs]

    def _of(self, unit: int | None, window: Window, as_of: datetime) -> QuerySet[M]:
        return within(self.records(window, as_of), unit, window.structure_on(as_of), self.unit)
