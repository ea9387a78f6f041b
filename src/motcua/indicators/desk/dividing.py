"""A figure told apart by a dimension of its indicator: beside the figure the worst groups, and all of them as a list and a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.indicators.desk.catalogue import Lines
from motcua.indicators.desk.selection import NO_GROUP, Selection, selection
from motcua.indicators.queries import words
from motcua.indicators.queries.groups import Grouped, agrees, dimension_named, groups_of
from motcua.indicators.queries.values import Figure
from motcua.kernel.indicators import Dimension, Side
from motcua.organisations.permissions import require
from motcua.ui.lists import Column, Empty, ListPage, ListSpec
from motcua.ui.lists.exports import WRITERS
from motcua.ui.lists.page import Cell, Header
from motcua.ui.lists.state import EXPORT, Address


@dataclass(frozen=True, slots=True)
class Line:
    """A group with the addresses of its rows, by side."""

    of: Grouped
    rows: Mapping[Side, str]

    @property
    def url(self) -> str:
        """Of all its rows: the last side is the one that all are on."""
        return list(self.rows.values())[-1]

    @property
    def name(self) -> str:
        return self.of.name or str(NO_GROUP)


GROUPS = ListSpec(
    key="indicator_groups",
    title=_("Chia theo nhóm"),
    columns=(
        Column(key="name", label=_("Nhóm"), link=lambda line: line.url, sort=("name",), wide=True),
        Column(
            key="value",
            label=_("Giá trị"),
            value=lambda line: words.figure_words(line.of.figure.of),
            export=lambda line: line.of.figure.value,
            kind="number",
            template="indicators/desk/figure_cell.html",
        ),
        Column(
            key="numerator",
            label=_("Tử số"),
            value=lambda line: line.of.figure.numerator,
            link=lambda line: line.rows.get("numerator"),
            kind="number",
        ),
        Column(
            key="denominator",
            label=_("Mẫu số"),
            value=lambda line: line.of.figure.denominator,
            link=lambda line: line.rows.get("denominator"),
            kind="number",
        ),
        Column(key="group", label=_("Mã"), value=lambda line: line.of.group, shown=False),
    ),
    default_sort="name",
    export_name="chi-so-theo-nhom",
    empty=Empty(title=_("Không có dòng nào"), text=_("Kỳ và đơn vị này không có hồ sơ nào được tính.")),
)


def divided(
    chosen: Selection, dimension: Dimension, whole: Figure, found: Sequence[Grouped], few: int | None = None
) -> dict[str, Any]:
    """The groups of a figure as lines of a table, the worst first; of many only a few, with the address of all."""
    lines = [_line(chosen, one, dimension) for one in (found if few is None else found[:few])]
    address = reverse("indicators:division", args=[chosen.indicator.key, dimension.key])
    return {
        "key": dimension.key,
        "title": dimension.title,
        "lines": lines,
        "points": [words.point(line.of.figure, line.url, name=line.name) for line in lines],
        "count": len(found),
        "url": f"{address}?{chosen.query(by='', group='')}",
        "agrees": agrees(whole, found),
    }


@require_safe
def division(request: HttpRequest, key: str, by: str) -> HttpResponseBase:
    """All groups of a figure, each leading to its rows."""
    require(request.user, "indicators.read")
    chosen = selection(request, key)
    dimension, whole = dimension_named(chosen.indicator, by), chosen.question.whole()
    found = divided(chosen, dimension, whole, groups_of(chosen.indicator, dimension, whole))
    if wanted := WRITERS.get(request.GET.get(EXPORT, "")):
        return wanted(_spec(dimension), Lines(found["lines"]))  # type: ignore[arg-type]  # reads only `iterator`
    context = {
        "list": _page(request, chosen, found["lines"], dimension),
        "chosen": chosen,
        "indicator": chosen.indicator,
        "shown": words.point(whole),
        "by": dimension,
        "agrees": found["agrees"],
        "back_url": f"{reverse('indicators:indicator', args=[key])}?{chosen.query(by='', group='')}",
    }
    part = getattr(request, "htmx", None) and request.htmx.target == "list-results"  # type: ignore[attr-defined]  # of django-htmx
    response = render(request, "ui/list/results.html" if part else "indicators/desk/division.html", context)
    response.headers["Vary"] = "HX-Request"
    return response


def _line(chosen: Selection, one: Grouped, dimension: Dimension) -> Line:
    query = chosen.query(by=dimension.key, group=one.group)
    sides = chosen.indicator.sides
    return Line(one, {s: f"{reverse('indicators:rows', args=[chosen.indicator.key, s])}?{query}" for s in sides})


def _spec(dimension: Dimension) -> ListSpec:
    """The first column is headed by what the figure is told apart by."""
    first, *others = GROUPS.columns
    return replace(GROUPS, columns=(replace(first, label=dimension.title), *others))


def _page(request: HttpRequest, chosen: Selection, lines: list[Line], dimension: Dimension) -> ListPage:
    address, spec = Address.of(request), _spec(dimension)
    shown = [column for column in spec.columns if column.shown]
    return ListPage(
        spec=spec,
        address=address.with_({}, keep_page=True),
        text="",
        sort="",
        headers=[Header(column) for column in shown],
        rows=[[Cell(c, line, c.value_of(line), c.link(line) if c.link else None) for c in shown] for line in lines],
        items=lines,
        count=len(lines),
        controls=[],
        chips=[],
        exports=[(ending.upper(), address.with_({EXPORT: ending})) for ending in WRITERS] if lines else [],
        warnings=list(chosen.warnings),
    )
