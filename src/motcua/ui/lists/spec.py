"""The declaration of a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any, Literal

from django.db.models import QuerySet

from motcua.kernel.search import Found
from motcua.ui.lists.filters import Filter
from motcua.ui.texts import Text

Kind = Literal["text", "name", "code", "number", "percent", "date", "moment"]
"""`code` is short text that never breaks over lines: numbers of documents, codes. `name` is a long name that wants three words a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column.

    `value(row)` gives what is shown and exported (default: the attribute path in `key`, `__` for steps); a `Badge` is drawn as a
    badge, None as a dash. `link(row)` makes it a link, None none. `sort` are the fields it sorts by, ascending (stored `sort_key`s,
    not display names). `template` draws the cell instead, with `row` and `value`. `export(row)` overrides the exported value.
    """

    key: str
    label: Text
    value: Callable[[Any], object] | None = None
    link: Callable[[Any], str | None] | None = None
    sort: tuple[str, ...] = ()
    kind: Kind = "text"
    template: str = ""
    export: Callable[[Any], object] | None = None
    shown: bool = True
    exported: bool = True
    wide: bool = False
    """Running text that may wrap over lines and wants the room."""

    @property
    def numeric(self) -> bool:
        return self.kind in {"number", "percent"}

    def value_of(self, row: Any) -> object:
        if self.value is not None:
            return self.value(row)
        return reduce(lambda part, name: None if part is None else getattr(part, name), self.key.split("__"), row)

    def exported_of(self, row: Any) -> object:
        return self.export(row) if self.export is not None else self.value_of(row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Empty:
    """What stands in an empty list: what would be here and how to get it."""

    title: Text
    text: Text = ""
    action_label: Text = ""
    action_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSpec:
    """A list page.

    `search` is the kind of record in the index of `kernel.search`, or a function `(rows, text) -> rows | search.Found`. With a
    search on and no sort asked for, the best fit comes first (annotation `search_rank`, where there is one). `default_sort` is a
    column's key, with `-` for descending. `export_name` is the file's name without ending; empty forbids export.
    """

    key: str
    title: Text
    columns: tuple[Column, ...]
    default_sort: str
    empty: Empty
    filters: tuple[Filter, ...] = ()
    search: str | Callable[[QuerySet[Any], str], QuerySet[Any] | Found[Any]] = ""
    search_label: Text = ""
    search_hint: Text = ""
    page_size: int = 50
    export_name: str = ""
    above: str = ""
    """A template drawn over the rows and again with them, for what the filters change: figures, acts over what is asked for."""
    select: Callable[[Sequence[Any]], None] | None = None
    """Called once with the rows of the page, to fetch what the columns need for all of them together."""

    def __post_init__(self) -> None:
        keys = [column.key for column in self.columns]
        if len(keys) != len(set(keys)):
            raise ValueError(f"list {self.key!r} has a column twice")
        column = self.column(self.default_sort.lstrip("-"))
        if column is None or not column.sort:
            raise ValueError(f"list {self.key!r}: the default sort {self.default_sort!r} names no sortable column")

    def column(self, key: str) -> Column | None:
        return next((column for column in self.columns if column.key == key), None)

    def offering(self, allowed: bool) -> ListSpec:
        """The same list; when empty it offers its action only to those who may do it."""
        return self if allowed else replace(self, empty=replace(self.empty, action_label="", action_url=""))

    def order(self, sort: str) -> tuple[str, ...]:
        """The ORM order of a sort key. The key (and so the order) is a known one: see `page._sort_of`."""
        column = self.column(sort.lstrip("-"))
        fields = column.sort if column else ()
        if not sort.startswith("-"):
            return fields
        return tuple(name[1:] if name.startswith("-") else f"-{name}" for name in fields)
