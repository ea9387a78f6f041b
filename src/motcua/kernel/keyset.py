"""Keyset pages: constant cost however deep, no row twice and none lost while others write.

The cursor holds the sort values of the last row shown; the next page is everything strictly after them in the same order.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import F, Model, Q, QuerySet

from motcua.kernel.errors import NotFound

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Page(Generic[M]):
    """One page in the asked order. `next` and `previous` are cursors, None at the ends."""

    items: list[M]
    next: str | None
    previous: str | None


def page(queryset: QuerySet[M], *, order: Sequence[str], cursor: str | None = None, limit: int = 50) -> Page[M]:
    """Rows after (or before) the cursor. `order` names columns or annotations, `-` for descending, the last one unique.

    Nulls come last in both directions. Raises NotFound for a cursor that is not ours or belongs to another order. One query.
    """
    backwards, values = _decode(queryset, order, cursor) if cursor else (False, None)
    nullable = {name: _may_be_null(queryset.model, name.removeprefix("-")) for name in order}
    rows = queryset.order_by(*[_ordering(name, backwards, nullable[name]) for name in order])
    if values is not None:
        rows = rows.filter(_beyond(order, values, backwards, nullable))
    found = list(rows[: limit + 1])
    more = len(found) > limit
    items = found[:limit]
    if backwards:
        items.reverse()
    has_next = backwards or more
    has_previous = more if backwards else values is not None
    return Page(
        items,
        _encode(order, items[-1], backwards=False) if items and has_next else None,
        _encode(order, items[0], backwards=True) if items and has_previous else None,
    )


def _may_be_null(model: Any, path: str) -> bool:
    """Whether a column can hold null; an annotation can. What cannot is ordered as its index is, without a word on nulls."""
    try:
        for part in path.split("__"):
            field = model._meta.pk if part == "pk" else model._meta.get_field(part)  # noqa: SLF001 - Django's documented _meta API
            if field.null:
                return True
            model = field.related_model
    except (FieldDoesNotExist, AttributeError):
        return True
    return False


def _ordering(name: str, backwards: bool, nullable: bool) -> Any:
    column, descending = name.removeprefix("-"), name.startswith("-")
    if not nullable:
        return F(column).desc() if descending != backwards else F(column).asc()
    # Read backwards, nulls come first, so that reversing the page puts them last again.
    if descending != backwards:
        return F(column).desc(nulls_first=True) if backwards else F(column).desc(nulls_last=True)
    return F(column).asc(nulls_first=True) if backwards else F(column).asc(nulls_last=True)


def _beyond(order: Sequence[str], values: Sequence[Any], backwards: bool, nullable: Mapping[str, bool]) -> Q:
    """Lexicographic `row > values` in the given order, spelled out so that each database can use its index on the first column."""
    condition = Q(pk__in=[])
    equal = Q()
    for name, value in zip(order, values, strict=True):
        column, descending = name.removeprefix("-"), name.startswith("-")
        past = _past(column, value, descending != backwards, backwards, nullable[name])
        condition |= equal & past
        equal &= Q(**{f"{column}__isnull": True}) if value is None else Q(**{column: value})
    return condition


def _past(column: str, value: Any, descending: bool, backwards: bool, nullable: bool) -> Q:
    null = Q(**{f"{column}__isnull": True})
    if value is None:  # nulls are last: nothing comes after them, everything else before them
        return ~null if backwards else Q(pk__in=[])
    beyond = Q(**{f"{column}__{'lt' if descending else 'gt'}": value})
    return beyond if backwards or not nullable else beyond | null


def _encode(order: Sequence[str], row: Model, *, backwards: bool) -> str:
    values = [_dump(_value(row, name.removeprefix("-"))) for name in order]
    raw = json.dumps([int(backwards), list(order), values], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")


def _value(row: Any, path: str) -> Any:
    for part in path.split("__"):
        row = getattr(row, part) if row is not None else None
    return row


def _dump(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, UUID | Decimal) else value


def _decode(queryset: QuerySet[M], order: Sequence[str], cursor: str) -> tuple[bool, list[Any]]:
    try:
        raw = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        backwards, names, values = raw
        if names != list(order) or len(values) != len(names):
            raise ValueError
        return bool(backwards), [_load(queryset, n.removeprefix("-"), v) for n, v in zip(names, values, strict=True)]
    except (ValueError, TypeError, binascii.Error, UnicodeDecodeError, ValidationError) as error:
        raise NotFound("Vị trí trang không còn hợp lệ. Hãy mở lại danh sách từ đầu.", code="bad_cursor") from error


def _load(queryset: QuerySet[M], path: str, value: Any) -> Any:
    """The value as its column's type; annotations (search rank) keep their JSON type."""
    if value is None or isinstance(value, list | dict):
        if value is not None:
            raise ValueError
        return None
    model: Any = queryset.model
    try:
        *parents, last = path.split("__")
        for part in parents:
            model = model._meta.get_field(part).related_model  # noqa: SLF001 - Django's documented _meta API
        field = model._meta.pk if last == "pk" else model._meta.get_field(last)  # noqa: SLF001 - same
    except FieldDoesNotExist:
        return value
    return field.to_python(value)
