"""One page of a list: reads the address, narrows, counts, cuts a page, and answers as page, fragment or file.

Cost: one count, one read of `page_size + 1` rows, what `ListSpec.select` fetches for them, and one query for each filter whose
options are read from the database; never more with more rows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext

from motcua.kernel import keyset, search
from motcua.kernel.errors import NotFound
from motcua.ui.errors import text_of
from motcua.ui.lists import exports
from motcua.ui.lists.filters import Chip, Control
from motcua.ui.lists.spec import Column, ListSpec
from motcua.ui.lists.state import CURSOR, EXPORT, SEARCH, SORT, Address, along

LONGEST_SEARCH = 200


@dataclass(frozen=True, slots=True)
class Header:
    """A column's head. `aria_sort` is "ascending", "descending", "none", or empty where the column does not sort."""

    column: Column
    url: str = ""
    aria_sort: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    column: Column
    row: Any
    value: object
    url: str | None


@dataclass(frozen=True, slots=True)
class ShownChip:
    text: str
    remove_url: str


@dataclass(slots=True)
class ListPage:
    """What the templates of a list draw. `list.html` draws all of it; pages may draw parts."""

    spec: ListSpec
    address: str
    text: str
    sort: str
    headers: list[Header]
    rows: list[list[Cell]]
    items: Sequence[Any]
    count: int
    controls: list[Control]
    chips: list[ShownChip]
    along: str = ""
    """What to put behind the address of an act, so that it comes back to this page of the list (`state.return_to`)."""
    newer_url: str = ""
    older_url: str = ""
    reset_url: str = ""
    fewer_words_url: str = ""
    exports: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def narrowed(self) -> bool:
        """Whether a search or filter is on: an empty list then means «no hit», not «nothing yet»."""
        return bool(self.chips or self.text)

    @property
    def searchable(self) -> bool:
        """Whether there is a search box. Templates ask here: a search that is a function would be called by them."""
        return bool(self.spec.search)

    @property
    def wrong_filters(self) -> bool:
        """Whether a filter could not be understood: then the filters stand open, with what is wrong beside them."""
        return any(control.error for control in self.controls)

    @property
    def fewer_words(self) -> str:
        """The search with its last word left out: what «no hit» offers to try."""
        words = self.text.split()
        return " ".join(words[:-1]) if len(words) > 1 else ""


@dataclass(slots=True)
class _Narrowed:
    """The rows the address asks for, with what was understood of it."""

    rows: QuerySet[Any]
    order: tuple[str, ...]
    sort: str
    text: str
    controls: list[Control]
    chips: list[Chip]
    warnings: list[str]


def respond(
    request: HttpRequest,
    spec: ListSpec,
    rows: QuerySet[Any],
    *,
    template: str = "ui/list/page.html",
    context: dict[str, object] | None = None,
    around: Callable[[], dict[str, object]] | None = None,
) -> HttpResponseBase:
    """The list as the request wants it: a file (`?export=`), the results alone (HTMX), else the page.

    `rows` are those the reader may see. `template` extends a base page and includes "ui/list/list.html"; it gets the list as `list`.
    `around` fetches what stands around the list: the results alone do not need it.
    """
    if wanted := request.GET.get(EXPORT):
        return _exported(request, spec, rows, wanted)
    page = build(request, spec, rows)
    htmx = getattr(request, "htmx", None)
    part = htmx and htmx.target == "list-results" and not htmx.history_restore_request
    whole = {} if part or around is None else around()
    shown = {"list": page, **(context or {}), **whole}
    response = render(request, "ui/list/results.html" if part else template, shown)
    patch_vary_headers(
        response, ("HX-Request",)
    )  # one address, two answers: the browser must not keep one for the other
    return response


def build(request: HttpRequest, spec: ListSpec, rows: QuerySet[Any]) -> ListPage:
    """The page of rows that the address asks for."""
    address = Address.of(request)
    narrowed = _narrow(request, spec, rows, request.GET)
    found = _cut(narrowed, request.GET.get(CURSOR) or None, spec.page_size)
    if spec.select is not None:
        spec.select(found.items)
    shown = [column for column in spec.columns if column.shown]
    page = ListPage(
        spec=spec,
        address=address.with_({}, keep_page=True),
        text=narrowed.text,
        sort=narrowed.sort,
        headers=[_header(column, narrowed.sort, address) for column in shown],
        rows=[[_cell(column, item) for column in shown] for item in found.items],
        items=found.items,
        count=narrowed.rows.order_by().count(),
        controls=narrowed.controls,
        chips=[ShownChip(chip.text, address.without(chip.name, chip.value)) for chip in narrowed.chips],
        reset_url=address.only({SORT}),
        warnings=narrowed.warnings,
        along=along(request),
    )
    if found.previous:
        page.newer_url = address.with_({CURSOR: found.previous})
    if found.next:
        page.older_url = address.with_({CURSOR: found.next})
    if page.fewer_words:
        page.fewer_words_url = address.with_({SEARCH: page.fewer_words})
    if spec.export_name and page.count:
        page.exports = [(ending.upper(), address.with_({EXPORT: ending})) for ending in exports.WRITERS]
    return page


def asked(request: HttpRequest, spec: ListSpec, rows: QuerySet[Any], query: QueryDict) -> QuerySet[Any]:
    """All rows that the filters and words of an address of the list ask for: for acts that go through them one by one."""
    return _narrow(request, spec, rows, query).rows


def _narrow(request: HttpRequest, spec: ListSpec, rows: QuerySet[Any], query: QueryDict) -> _Narrowed:
    controls: list[Control] = []
    chips: list[Chip] = []
    for one in spec.filters:
        control, own_chips, narrow = one.read(request, query)
        controls.append(control)
        chips.extend(own_chips)
        rows = narrow(rows)
    text = " ".join(query.get(SEARCH, "").split())[:LONGEST_SEARCH] if spec.search else ""
    sort, warnings = _sort_of(query, spec)
    order = spec.order(sort or spec.default_sort)
    if text:
        found = _search(spec, rows, text)
        rows = found.queryset
        warnings += _told(found)
        if not sort and "search_rank" in rows.query.annotations:
            order = ("-search_rank", *order)
    if not sort and order[0] != "-search_rank":
        sort = spec.default_sort
    if order[-1].lstrip("-") not in {"pk", "id"}:
        order = (*order, "-pk" if order[-1].startswith("-") else "pk")
    return _Narrowed(rows, order, sort, text, controls, chips, warnings)


def _search(spec: ListSpec, rows: QuerySet[Any], text: str) -> search.Found[Any]:
    if isinstance(spec.search, str):
        return search.find(rows, spec.search, text)
    found = spec.search(rows, text)
    return found if isinstance(found, search.Found) else search.Found(found, {})


def _told(found: search.Found[Any]) -> list[str]:
    """What the search did beyond the letter of the question."""
    told = [
        gettext("Không có chữ «{typed}»; đang tìm «{meant}».").format(typed=typed, meant=meant)
        for typed, meant in found.corrections.items()
    ]
    if found.relaxed:
        told.append(gettext("Không mục nào có đủ các chữ đã gõ; đây là các mục có nhiều chữ nhất."))
    return told


def _sort_of(query: QueryDict, spec: ListSpec) -> tuple[str, list[str]]:
    """The sort that was asked for, empty when none was; an unknown one is told and left out."""
    wanted = query.get(SORT, "")
    column = spec.column(wanted.removeprefix("-"))
    if not wanted or (column is not None and column.sort):
        return wanted, []
    return "", [gettext("Danh sách này không sắp được theo cột mà địa chỉ nêu; đang sắp theo mặc định.")]


def _cut(narrowed: _Narrowed, cursor: str | None, size: int) -> keyset.Page[Any]:
    try:
        return keyset.page(narrowed.rows, order=narrowed.order, cursor=cursor, limit=size)
    except NotFound as error:
        narrowed.warnings.append(text_of(error))
        return keyset.page(narrowed.rows, order=narrowed.order, limit=size)


def _header(column: Column, sort: str, address: Address) -> Header:
    if not column.sort:
        return Header(column)
    state = {column.key: "ascending", f"-{column.key}": "descending"}.get(sort, "none")
    target = f"-{column.key}" if state == "ascending" else column.key
    return Header(column, address.with_({SORT: target}), state)


def _cell(column: Column, row: Any) -> Cell:
    return Cell(column, row, column.value_of(row), column.link(row) if column.link else None)


def _exported(request: HttpRequest, spec: ListSpec, rows: QuerySet[Any], wanted: str) -> HttpResponseBase:
    writer = exports.WRITERS.get(wanted)
    if writer is None or not spec.export_name:
        return HttpResponse(
            gettext("Danh sách này không xuất ra dạng đó."), status=400, content_type="text/plain; charset=utf-8"
        )
    narrowed = _narrow(request, spec, rows, request.GET)
    return writer(spec, narrowed.rows.order_by(*narrowed.order))
