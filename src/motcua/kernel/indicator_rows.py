"""Rows of an indicator that lie in one table: read in pages, in chunks, or counted, always by the database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.db.models import Count, Model, QuerySet, Value
from django.db.models.functions import Coalesce

from motcua.kernel import keyset
from motcua.kernel.indicators import SIDES, Dimension, Kind, Row, RowPage, Side, Window
from motcua.kernel.indicators import Value as Amount

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

M = TypeVar("M", bound=Model)
Rows = Callable[[int | None, Window, datetime, Side], Iterable[Row]]
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class QueryRows(Generic[M]):
    """`order` names columns, the last one unique (`kernel.keyset`); `out` turns a chunk of records into one row each, in the same order."""

    queryset: QuerySet[M]
    order: tuple[str, ...]
    out: Callable[[Sequence[M]], Iterable[Row]]

    def __iter__(self) -> Iterator[Row]:
        chunk: list[M] = []
        for record in self.queryset.order_by(*self.order).iterator(chunk_size=_CHUNK):
            chunk.append(record)
            if len(chunk) == _CHUNK:
                yield from self.out(chunk)
                chunk = []
        if chunk:
            yield from self.out(chunk)

    def page(self, cursor: str | None, limit: int) -> RowPage:
        found = keyset.page(self.queryset, order=self.order, cursor=cursor, limit=limit)
        return RowPage(list(self.out(found.items)) if found.items else [], found.next, found.previous)


def grouped(
    key: str,
    title: StrOrPromise,
    *,
    rows: Rows,
    kind: Kind,
    group: Callable[[Window, datetime], Any],
    names: Callable[[Iterable[str]], Mapping[str, str]],
    by_unit: Callable[[Sequence[int], Window, datetime, str], Mapping[int, Amount]] | None = None,
) -> Dimension:
    """A dimension of a count or ratio whose rows are `QueryRows`: `group` is the expression that tells each record's group."""

    def side_of(unit: int | None, window: Window, as_of: datetime, side: Side) -> QueryRows[Any]:
        found = rows(unit, window, as_of, side)
        if not isinstance(found, QueryRows):
            raise TypeError(f"{key}: rows that do not lie in one table have no groups in the database")
        told = Coalesce(group(window, as_of), Value(""))
        return replace(found, queryset=found.queryset.annotate(told_apart=told))

    def counted(unit: int | None, window: Window, as_of: datetime, side: Side) -> dict[str, Decimal]:
        told = side_of(unit, window, as_of, side).queryset.order_by().values("told_apart")
        return {
            one: Decimal(n) for one, n in told.annotate(n=Count("pk", distinct=True)).values_list("told_apart", "n")
        }

    def values(unit: int | None, window: Window, as_of: datetime) -> Mapping[str, Amount]:
        sides = {side: counted(unit, window, as_of, side) for side in SIDES[kind]}
        fitting, none = sides["numerator"], Decimal(0)
        if kind is Kind.COUNT:
            return {one: Amount(n, None, kind) for one, n in fitting.items()}
        return {one: Amount(fitting.get(one, none), n, kind) for one, n in sides["denominator"].items()}

    def of_group(unit: int | None, window: Window, as_of: datetime, side: Side, wanted: str) -> Iterable[Row]:
        found = side_of(unit, window, as_of, side)
        return replace(found, queryset=found.queryset.filter(told_apart=wanted))

    return Dimension(key, title, values, of_group, names, by_unit)
