"""The very rows behind a figure, live or frozen, masked record by record for whom may not open them: their count is always equal."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from motcua.indicators.queries.catalogue import indicator_named
from motcua.indicators.queries.values import frozen_figure, key_of
from motcua.indicators.rules.frozen import Kept, each_side, unpacked
from motcua.kernel import clock
from motcua.kernel.errors import NotFound
from motcua.kernel.indicators import PagedRows, Row, RowPage, Side, Window
from motcua.kernel.registries import subjects

if TYPE_CHECKING:
    from motcua.organisations.models import Unit

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class MaskedRows:
    """Rows as one reader may see them. Iterating and paging ask each kind of record once per 500 rows or page whether it may be opened."""

    source: PagedRows
    user: Any
    frozen: bool
    as_of: datetime

    def __iter__(self) -> Iterator[Row]:
        rows = iter(self.source)
        while chunk := list(islice(rows, _CHUNK)):
            yield from masked(chunk, self.user)

    def page(self, cursor: str | None = None, limit: int = 50) -> RowPage:
        """Raises NotFound for a cursor that is not of this list."""
        found = self.source.page(cursor, limit)
        return RowPage(masked(found.items, self.user), found.next, found.previous)


@dataclass(frozen=True, slots=True)
class ListedRows:
    """Rows that lie in memory, sorted by record; the cursor is the name of the last (or, backwards, first) row shown."""

    rows: Sequence[Row]

    @classmethod
    def of(cls, rows: Iterable[Row]) -> ListedRows:
        return cls(sorted(rows, key=_name))

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def page(self, cursor: str | None, limit: int) -> RowPage:
        backwards, name = _decoded(cursor) if cursor else (False, None)
        if backwards:
            end = next((i for i, row in enumerate(self.rows) if _name(row) >= (name or ("", ""))), len(self.rows))
            start = max(0, end - limit)
        else:
            start = (
                0 if name is None else next((i for i, row in enumerate(self.rows) if _name(row) > name), len(self.rows))
            )
            end = min(len(self.rows), start + limit)
        items = self.rows[start:end]
        newer = _encoded(True, items[0]) if items and start > 0 else None
        older = _encoded(False, items[-1]) if items and end < len(self.rows) else None
        return RowPage(items, older, newer)


@dataclass(frozen=True, slots=True)
class FrozenList:
    """Rows of an observation, as they were; their titles are those of today, for what is shown only."""

    listed: Sequence[Kept]

    def __iter__(self) -> Iterator[Row]:
        for start in range(0, len(self.listed), _CHUNK):
            yield from _titled([one.row() for one in self.listed[start : start + _CHUNK]])

    def page(self, cursor: str | None, limit: int) -> RowPage:
        found = ListedRows([one.row() for one in self.listed]).page(cursor, limit)
        return replace(found, items=_titled(found.items))


def rows_of(
    key: str, *, unit: Unit | int | None, window: Window, side: Side, user: Any, as_of: datetime | None = None
) -> MaskedRows:
    """The rows of one side of the figure that `values.value_of` gives for the same question. Raises NotFound for an unknown key."""
    indicator, pk = indicator_named(key), key_of(unit)
    if as_of is None and window.structure is None and (held := frozen_figure(key, unit=pk, window=window)):
        listed = list(each_side(unpacked(bytes(held.rows.content)), side))
        return MaskedRows(FrozenList(listed), user, True, held.as_of)
    moment = as_of or clock.now()
    rows = indicator.rows(pk, window, moment, side)
    return MaskedRows(rows if isinstance(rows, PagedRows) else ListedRows.of(rows), user, False, moment)


def shown_rows(kept: Sequence[Kept], user: Any) -> list[Row]:
    """Some kept records with the titles of today, masked for the reader."""
    return masked(_titled([one.row() for one in kept]), user)


def masked(rows: Sequence[Row], user: Any) -> list[Row]:
    """The rows; those whose record the reader may not open keep only their unit. One question for each kind of record."""
    readable: dict[str, set[str]] = {}
    for kind in sorted({row.ref.kind for row in rows if row.ref}):
        subject = subjects.get(kind)
        uids = [row.ref.uid for row in rows if row.ref and row.ref.kind == kind]
        readable[kind] = subject.readable(user, list(dict.fromkeys(uids))) if subject else set()
    return [row if row.ref and row.ref.uid in readable[row.ref.kind] else Row(None, "", row.unit) for row in rows]


def _titled(rows: Sequence[Row]) -> list[Row]:
    titles: dict[tuple[str, str], str] = {}
    for kind in sorted({row.ref.kind for row in rows if row.ref}):
        subject = subjects.get(kind)
        uids = sorted({row.ref.uid for row in rows if row.ref and row.ref.kind == kind})
        found = subject.titles(uids) if subject else {}
        titles |= {(kind, uid): title for uid, title in found.items()}
    return [replace(row, title=titles.get((row.ref.kind, row.ref.uid), "")) if row.ref else row for row in rows]


def _name(row: Row) -> tuple[str, str]:
    return str(row.ref or ""), row.part


def _encoded(backwards: bool, row: Row) -> str:
    raw = json.dumps([int(backwards), *_name(row)], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")


def _decoded(cursor: str) -> tuple[bool, tuple[str, str]]:
    try:
        backwards, ref, part = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(ref, str) or not isinstance(part, str):
            raise ValueError
        return bool(backwards), (ref, part)
    except (ValueError, TypeError, binascii.Error, UnicodeDecodeError) as error:
        raise NotFound("Vị trí trang không còn hợp lệ. Hãy mở lại danh sách từ đầu.", code="bad_cursor") from error
