"""The catalogue on the desk: every indicator with its figure now, searched and filtered like every list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from motcua.indicators.permissions import may_close
from motcua.indicators.queries import catalogue as queries
from motcua.indicators.queries import words
from motcua.indicators.queries.asking import Question, asked
from motcua.indicators.queries.values import Figure
from motcua.kernel.indicators import Indicator
from motcua.organisations.permissions import require
from motcua.ui.lists import ChoiceFilter, Column, Empty, ListPage, ListSpec, Option
from motcua.ui.lists.exports import WRITERS
from motcua.ui.lists.page import Cell, Header, ShownChip
from motcua.ui.lists.state import EXPORT, SEARCH, SORT, Address


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator with the reader's own figure of the current period."""

    indicator: Indicator
    figure: Figure

    @property
    def rows_url(self) -> str:
        """The rows behind the figure; nothing where there is no figure."""
        if self.figure.value is None:
            return ""
        return f"{reverse('indicators:rows', args=[self.indicator.key, self.indicator.sides[0]])}"


@dataclass(frozen=True, slots=True)
class Lines:
    """Rows for an export, as `ui.lists` reads them."""

    rows: Sequence[Any]

    def iterator(self, chunk_size: int = 500) -> Iterator[Any]:  # noqa: ARG002 - a query set's signature
        return iter(self.rows)


CATALOGUE = ListSpec(
    key="indicators",
    title=pgettext_lazy("list title", "Chỉ số"),
    columns=(
        Column(
            key="title",
            label=_("Chỉ số"),
            value=lambda line: str(line.indicator.title),
            link=lambda line: reverse("indicators:indicator", args=[line.indicator.key]),
            sort=("title",),
            wide=True,
        ),
        Column(
            key="now",
            label=_("Hiện nay"),
            value=lambda line: words.figure_words(line.figure.of),
            export=lambda line: line.figure.value,
            kind="number",
            template="indicators/desk/figure_cell.html",
        ),
        Column(key="pair", label=_("Tử/mẫu"), value=lambda line: words.pair_words(line.figure.of) or None, kind="code"),
        Column(key="window", label=_("Kỳ"), value=lambda line: words.window_name(line.figure.window)),
        Column(key="as_of", label=_("Tính lúc"), value=lambda line: line.figure.as_of, kind="moment"),
        Column(key="kind", label=_("Loại"), value=lambda line: str(words.KINDS[line.indicator.kind])),
        Column(key="owner", label=_("Ai chịu trách nhiệm"), value=lambda line: str(line.indicator.owner)),
        Column(key="formula", label=_("Cách tính"), value=lambda line: str(line.indicator.formula), shown=False),
        Column(key="source", label=_("Căn cứ"), value=lambda line: str(line.indicator.source), shown=False),
        Column(key="key", label=_("Mã"), value=lambda line: line.indicator.key, shown=False),
    ),
    filters=(
        ChoiceFilter(
            key="package",
            label=_("Phần"),
            options=lambda _request: [Option(p, package_name(p)) for p in queries.packages()],
            apply="package",
        ),
        ChoiceFilter(
            key="owner",
            label=_("Ai chịu trách nhiệm"),
            options=lambda _request: [Option(o, o) for o in queries.owners()],
            apply="owner",
            control="select",
        ),
    ),
    search=lambda rows, _text: rows,
    search_label=_("Tìm chỉ số"),
    search_hint=_("Tên, cách tính hoặc căn cứ; có dấu hay không dấu đều được"),
    default_sort="title",
    export_name="chi-so",
    empty=Empty(title=_("Chưa có chỉ số nào"), text=_("Mỗi phần của phần mềm khai chỉ số của mình khi có dữ liệu.")),
)
_PACKAGES = {
    "organisations": _("Tổ chức, cán bộ"),
    "documents": _("Văn bản"),
    "messages": _("Tin nhắn"),
    "procedures": _("Thủ tục hành chính"),
    "plans": _("Kế hoạch"),
}


def package_name(package: str) -> str:
    return str(_PACKAGES.get(package, package))


@require_safe
def catalogue(request: HttpRequest) -> HttpResponseBase:
    require(request.user, "indicators.read")
    page, lines = _page(request)
    if wanted := WRITERS.get(request.GET.get(EXPORT, "")):
        return wanted(CATALOGUE, Lines(lines))  # type: ignore[arg-type]  # reads only `iterator`
    part = getattr(request, "htmx", None) and request.htmx.target == "list-results"  # type: ignore[attr-defined]  # of django-htmx
    template = "ui/list/results.html" if part else "indicators/desk/catalogue.html"
    response = render(request, template, {"list": page, "may_close": may_close(request.user)})
    response.headers["Vary"] = "HX-Request"
    return response


def _page(request: HttpRequest) -> tuple[ListPage, list[Line]]:
    """The list as its templates draw it; the catalogue lies in memory, so nothing is narrowed in the database."""
    address = Address.of(request)
    text = " ".join(request.GET.get(SEARCH, "").split())[:200]
    read = [one.read(request, request.GET) for one in CATALOGUE.filters]
    chosen = {name: address.query.getlist(name) for name in ("package", "owner")}
    found = queries.catalogue(text, chosen["package"], chosen["owner"])
    lines = [Line(one, asked(request.user, one.key, Question()).figure()) for one in found]
    shown = [column for column in CATALOGUE.columns if column.shown]
    page = ListPage(
        spec=CATALOGUE,
        address=address.with_({}),
        text=text,
        sort="",
        headers=[Header(column) for column in shown],
        rows=[[_cell(column, line) for column in shown] for line in lines],
        items=lines,
        count=len(lines),
        controls=[control for control, _, _ in read],
        chips=[ShownChip(c.text, address.without(c.name, c.value)) for _, chips, _ in read for c in chips],
        reset_url=address.only({SORT}),
        exports=[(ending.upper(), address.with_({EXPORT: ending})) for ending in WRITERS] if lines else [],
    )
    if page.fewer_words:
        page.fewer_words_url = address.with_({SEARCH: page.fewer_words})
    return page, lines


def _cell(column: Column, line: Line) -> Cell:
    return Cell(column, line, column.value_of(line), column.link(line) if column.link else None)
