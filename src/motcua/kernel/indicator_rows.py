"""Rows of an indicator that lie in one table: read in pages, in chunks, or counted, always by the database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet

from motcua.kernel import keyset
from motcua.kernel.indicators import Row, RowPage

M = TypeVar("M", bound=Model)
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
