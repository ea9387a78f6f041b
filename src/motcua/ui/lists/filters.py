"""Filters of a list: each keeps its values in the address, narrows the query set, and shows itself as chips."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Literal, Protocol

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext, gettext_lazy, pgettext

from motcua.kernel import clock
from motcua.ui import formats
from motcua.ui.texts import Text

Rows = QuerySet[Any]
ANY = gettext_lazy("Tất cả")


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a choice. `count` is shown when given; the caller counts."""

    value: str
    label: Text
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing the list is narrowed by. Taking it off removes `values` of the address parameter `name`."""

    name: str
    value: str
    text: str


@dataclass(slots=True)
class Control:
    """A filter as drawn: `kind` picks the template `ui/list/filters/<kind>.html`."""

    kind: str
    key: str
    label: Text
    options: Sequence[tuple[Option, bool]] = ()
    values: dict[str, str] | None = None
    error: str = ""
    empty_label: Text = ""


class Filter(Protocol):
    """What `ListSpec.filters` takes. `read` never raises: what cannot be understood is told in `Control.error` and left out."""

    @property
    def key(self) -> str: ...

    def names(self) -> tuple[str, ...]:
        """The address parameters that belong to this filter."""

    def read(self, request: HttpRequest, query: QueryDict) -> tuple[Control, list[Chip], Callable[[Rows], Rows]]:
        """The control to draw, the chips, and what narrows the rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceFilter:
    """One or several of a set of options.

    `options` is a sequence, or a function of the request (then called once per page: keep it to one query). `apply` is the name of
    a field, compared with `__in`, or a function `(rows, values) -> rows`. More than about seven options read best as "select".
    """

    key: str
    label: Text
    options: Sequence[Option] | Callable[[HttpRequest], Sequence[Option]]
    apply: str | Callable[[Rows, Sequence[str]], Rows]
    control: Literal["checkboxes", "select"] = "checkboxes"
    any_label: Text = ANY

    def names(self) -> tuple[str, ...]:
        return (self.key,)

    def read(self, request: HttpRequest, query: QueryDict) -> tuple[Control, list[Chip], Callable[[Rows], Rows]]:
        options = self.options(request) if callable(self.options) else self.options
        asked = list(dict.fromkeys(value for value in query.getlist(self.key) if value))
        known = {option.value: option for option in options}
        chosen = [value for value in asked if value in known]
        control = Control(
            self.control, self.key, self.label, [(o, o.value in chosen) for o in options], empty_label=self.any_label
        )
        if len(chosen) < len(asked):
            control.error = gettext("Địa chỉ nêu giá trị không có trong bộ lọc này; giá trị đó được bỏ qua.")
        chips = [Chip(self.key, value, f"{self.label}: {known[value].label}") for value in chosen]
        return control, chips, lambda rows: self._narrow(rows, chosen) if chosen else rows

    def _narrow(self, rows: Rows, chosen: Sequence[str]) -> Rows:
        return self.apply(rows, chosen) if callable(self.apply) else rows.filter(**{f"{self.apply}__in": chosen})


@dataclass(frozen=True, slots=True, kw_only=True)
class DateFilter:
    """From one day to another, both included, of a date field or (`moments=True`) of a moment seen in Việt Nam."""

    key: str
    label: Text
    field: str
    moments: bool = False

    def names(self) -> tuple[str, ...]:
        return (f"{self.key}_from", f"{self.key}_to")

    def read(
        self,
        request: HttpRequest,  # noqa: ARG002  # the signature of every filter
        query: QueryDict,
    ) -> tuple[Control, list[Chip], Callable[[Rows], Rows]]:
        low_name, high_name = self.names()
        texts = {name: query.get(name, "").strip() for name in self.names()}
        low, high = parse_day(texts[low_name]), parse_day(texts[high_name])
        control = Control("dates", self.key, self.label, values={"from": texts[low_name], "to": texts[high_name]})
        if (texts[low_name] and low is None) or (texts[high_name] and high is None):
            control.error = gettext("Ngày chưa đúng. Hãy viết như 20/11/2026.")
        elif low and high and low > high:
            control.error = gettext("Ngày đầu sau ngày cuối, nên không có dòng nào.")
        chips = [
            Chip(name, texts[name], self._words(name, day)) for name, day in ((low_name, low), (high_name, high)) if day
        ]
        return control, chips, lambda rows: self._narrow(rows, low, high)

    def _words(self, name: str, day: date) -> str:
        side = pgettext("khoảng ngày", "từ") if name.endswith("_from") else pgettext("khoảng ngày", "đến hết")
        return f"{self.label} {side} {formats.short_date(day)}"

    def _narrow(self, rows: Rows, low: date | None, high: date | None) -> Rows:
        if low:
            rows = rows.filter(**{f"{self.field}__gte": self._edge(low)})
        if high:
            rows = rows.filter(**{f"{self.field}__lt": self._edge(high + timedelta(days=1))})
        return rows

    def _edge(self, day: date) -> date | datetime:
        return datetime.combine(day, time.min, clock.ZONE) if self.moments else day


def parse_day(text: str) -> date | None:
    """A day as browsers send it (2026-11-20) or as people write it (20/11/2026, 20-11-2026, 20.11.2026)."""
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"):
        try:
            day = datetime.strptime(text, form)  # noqa: DTZ007  # a day without clock time has no zone
        except ValueError:
            continue
        return day.date() if 1900 <= day.year <= 2200 else None
    return None


def parse_whole(text: str | None) -> int | None:
    """A whole number of an address or a hidden field; None for anything else, be it figures without end or other scripts' figures."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None
