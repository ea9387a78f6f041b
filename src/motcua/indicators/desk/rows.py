"""The rows behind a figure, as a list: by pages, and whole as a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.indicators.desk.selection import (
    Selection,
    part_choices,
    part_words,
    period_choices,
    selection,
    structure_choices,
    unit_choices,
)
from motcua.indicators.queries import words
from motcua.indicators.queries.groups import groups_of
from motcua.indicators.queries.rows import MaskedRows
from motcua.kernel import clock
from motcua.kernel.errors import NotFound
from motcua.kernel.indicators import Row, RowPage, Side
from motcua.kernel.registries import subjects
from motcua.organisations.permissions import require
from motcua.organisations.queries.scopes import names_of_codes
from motcua.ui.errors import text_of
from motcua.ui.lists import Column, Empty, ListPage, ListSpec
from motcua.ui.lists.exports import WRITERS
from motcua.ui.lists.page import Cell, Header
from motcua.ui.lists.state import CURSOR, EXPORT, Address

PAGE = 50


@dataclass(slots=True)
class Line:
    """A row with the name of its unit, fetched for a page or chunk together."""

    row: Row
    unit: str = ""

    @property
    def title(self) -> str:
        return self.row.title or gettext("Hồ sơ mà bạn không được giao xem")

    @property
    def kind(self) -> str | None:
        subject = subjects.get(self.row.ref.kind) if self.row.ref else None
        return str(subject.label) if subject is not None else None

    @property
    def address(self) -> str | None:
        subject = subjects.get(self.row.ref.kind) if self.row.ref else None
        return subject.address(self.row.ref.uid) if subject is not None and self.row.ref else None


@dataclass(frozen=True, slots=True)
class Lines:
    """All rows for an export, as `ui.lists` reads them."""

    rows: MaskedRows

    def iterator(self, chunk_size: int = 500) -> Iterator[Line]:  # noqa: ARG002 - a query set's signature
        return (Line(row) for row in self.rows)


def _named(lines: Sequence[Line]) -> None:
    names = names_of_codes({line.row.unit for line in lines if line.row.unit}, clock.today())
    for line in lines:
        line.unit = names.get(line.row.unit, line.row.unit)


ROWS = ListSpec(
    key="indicator_rows",
    title=_("Các dòng của chỉ số"),
    columns=(
        Column(key="title", label=_("Hồ sơ"), link=lambda line: line.address, sort=("title",), wide=True),
        Column(key="kind", label=_("Loại")),
        Column(key="unit", label=_("Đơn vị")),
        Column(key="at", label=_("Ngày"), value=lambda line: line.row.at, kind="date"),
        Column(key="amount", label=_("Lượng"), value=lambda line: line.row.amount, kind="number"),
        Column(key="ref", label=_("Mã"), value=lambda line: str(line.row.ref or ""), shown=False),
        Column(key="part", label=_("Phần"), value=lambda line: line.row.part, shown=False),
    ),
    default_sort="title",
    page_size=PAGE,
    export_name="dong-chi-so",
    select=_named,
    empty=Empty(title=_("Không có dòng nào"), text=_("Kỳ và đơn vị này không có hồ sơ nào được tính.")),
)


@require_safe
def rows(request: HttpRequest, key: str, side: Side) -> HttpResponseBase:
    require(request.user, "indicators.read")
    if side not in words.SIDES:
        raise Http404
    chosen = selection(request, key)
    found = chosen.question.rows(side, request.user)
    if wanted := WRITERS.get(request.GET.get(EXPORT, "")):
        return wanted(ROWS, Lines(found))  # type: ignore[arg-type]  # reads only `iterator`
    figure = chosen.question.figure()
    amounts = {"numerator": figure.numerator, "denominator": figure.denominator}
    back = reverse("indicators:indicator", args=[key])
    context = {
        "list": _page(request, chosen, found, int(amounts[side] or 0) if _counts(chosen) else None),
        "chosen": chosen,
        "indicator": chosen.indicator,
        "shown": words.point(figure),
        "side": words.SIDES[side],
        "part": part_words(chosen),
        **_choices(chosen),
        "back_url": f"{back}?{chosen.query(by='', group='')}",
        "both": len(chosen.indicator.sides) > 1,
        "tabs": _tabs(chosen, side),
    }
    part = getattr(request, "htmx", None) and request.htmx.target == "list-results"  # type: ignore[attr-defined]  # of django-htmx
    response = render(request, "ui/list/results.html" if part else "indicators/desk/rows.html", context)
    response.headers["Vary"] = "HX-Request"
    return response


def _choices(chosen: Selection) -> dict[str, Any]:
    """What stands in the form above the rows."""
    whole = chosen.question.whole()
    groups = {one.key: groups_of(chosen.indicator, one, whole) for one in chosen.indicator.dimensions}
    return {
        "units": unit_choices(chosen),
        "periods": period_choices(chosen),
        "structures": structure_choices(chosen),
        "parts": part_choices(chosen, groups),
    }


def _counts(chosen: Selection) -> bool:
    """Whether a side's figure is how many rows it has; a sum is not."""
    return chosen.indicator.sides != ("numerator",) or chosen.indicator.kind.value == "count"


def _page(request: HttpRequest, chosen: Selection, found: MaskedRows, count: int | None) -> ListPage:
    address, warnings = Address.of(request), list(chosen.warnings)
    page = _cut(found, request.GET.get(CURSOR), warnings)
    lines = [Line(row) for row in page.items]
    _named(lines)
    shown = [
        c for c in ROWS.columns if c.shown and (c.key != "amount" or any(line.row.amount is not None for line in lines))
    ]
    listed = ListPage(
        spec=ROWS,
        address=address.with_({}, keep_page=True),
        text="",
        sort="",
        headers=[Header(column) for column in shown],
        rows=[[_cell(column, line) for column in shown] for line in lines],
        items=lines,
        count=count if count is not None else sum(1 for _ in found.source),
        controls=[],
        chips=[],
        exports=[(ending.upper(), address.with_({EXPORT: ending})) for ending in WRITERS] if lines else [],
        warnings=warnings,
    )
    if page.previous:
        listed.newer_url = address.with_({CURSOR: page.previous})
    if page.next:
        listed.older_url = address.with_({CURSOR: page.next})
    return listed


def _cut(found: MaskedRows, cursor: str | None, warnings: list[str]) -> RowPage:
    try:
        return found.page(cursor, PAGE)
    except NotFound as error:
        warnings.append(text_of(error))
        return found.page(None, PAGE)


def _cell(column: Column, line: Any) -> Cell:
    return Cell(column, line, column.value_of(line), column.link(line) if column.link else None)


def _tabs(chosen: Selection, side: Side) -> list[dict[str, object]]:
    return [
        {
            "label": words.SIDES[one],
            "url": f"{reverse('indicators:rows', args=[chosen.indicator.key, one])}?{chosen.query()}",
            "current": one == side,
        }
        for one in chosen.indicator.sides
    ]
