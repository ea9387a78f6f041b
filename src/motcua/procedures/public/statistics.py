"""What the indicators say of publication this year, for everybody: each figure opens to its procedures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.kernel import clock
from motcua.kernel.errors import NotFound
from motcua.kernel.indicator_rows import QueryRows
from motcua.kernel.indicators import Indicator, Kind, Row, Value, Window
from motcua.procedures import indicators
from motcua.procedures.public.procedures import address, page_of
from motcua.procedures.queries import registry

Side = Literal["dat", "chua"]
SIDES: Mapping[str, Any] = {"dat": _("Đạt"), "chua": _("Chưa đạt")}
_PAGE = 50
TOLD = {
    one.key.removeprefix("procedures."): one
    for one in (
        indicators.PUBLISHED_ON_TIME,
        indicators.PUBLISHED_ON_TIME_766,
        indicators.DISCLOSED_ON_TIME,
        indicators.DISCLOSED_ON_TIME_766,
        indicators.WITH_SAMPLE,
        indicators.WITHOUT_DECISION,
    )
}
_BY_FIELD = ("published_on_time", "disclosed_on_time", "with_sample")


def this_year() -> Window:
    today = clock.today()
    return Window(today.replace(month=1, day=1), today)


def published_figures() -> list[dict[str, Any]]:
    """Each indicator with what fits and what does not, over the whole province since the year began."""
    window, now = this_year(), clock.now()
    return [_figure(key, one, one.value(None, window, now)) for key, one in TOLD.items()]


def published_by_field() -> tuple[list[Any], list[tuple[str, list[dict[str, Any]]]]]:
    """Titles, and for each field one figure of each of them. As many queries however many fields."""
    window, now = this_year(), clock.now()
    found = {key: TOLD[key].dimensions[0].values(None, window, now) for key in _BY_FIELD}
    fields = {group for values in found.values() for group in values}
    names = TOLD[_BY_FIELD[0]].dimensions[0].names(fields)
    lines = [
        (names.get(group, ""), [_figure(key, TOLD[key], found[key].get(group), group) for key in _BY_FIELD])
        for group in fields
    ]
    return [TOLD[key].title for key in _BY_FIELD], sorted(lines, key=lambda line: (not line[0], line[0]))


def _figure(key: str, one: Indicator, value: Value | None, group: str | None = None) -> dict[str, Any]:
    def opened(side: Side) -> str:
        return f"?{urlencode({'ben': side} | ({} if group is None else {'linh-vuc': group}))}"

    here = page_of("public_statistic", key)
    fit = value.numerator if value else None
    whole = value.denominator if value else None
    return {
        "title": one.title,
        "fit": fit,
        "fit_url": here + opened("dat"),
        "unfit": None if fit is None or whole is None else whole - fit,
        "unfit_url": here + opened("chua"),
        "share": value.value if value and value.kind is Kind.RATIO else None,
    }


@require_safe
def statistic(request: HttpRequest, key: str) -> HttpResponse:
    """`/thu-tuc/thong-ke/{key}/`: the procedures behind one figure; `?ben=` those that fit or do not, `?linh-vuc=` of one field."""
    one = TOLD.get(key)
    side = request.GET.get("ben", "dat")
    if one is None or side not in SIDES:
        raise NotFound("Không có số liệu này.", code="no_statistic")
    group = request.GET.get("linh-vuc")
    window = this_year()
    page = _rows(one, window, side, group).page(request.GET.get("cursor"), _PAGE)
    kept = request.GET.copy()
    kept["cursor"] = page.next or ""
    context = {
        "indicator": one,
        "field": one.dimensions[0].names([group]).get(group, "") if group else "",
        "side": SIDES[side] if one.kind is Kind.RATIO else "",
        "rows": _lines(page.items),
        "window": window,
        "next": f"?{kept.urlencode()}" if page.next else "",
        "back": page_of("public_statistics"),
    }
    return render(request, "procedures/public/statistic.html", context)


def _rows(one: Indicator, window: Window, side: str, group: str | None) -> QueryRows[Any]:
    """The indicator's own rows; those that do not fit are all that count without those that fit."""
    now = clock.now()

    def of(where: Literal["numerator", "denominator"]) -> QueryRows[Any]:
        rows: Iterable[Row]
        rows = (
            one.rows(None, window, now, where)
            if group is None
            else one.dimensions[0].rows(None, window, now, where, group)
        )
        if not isinstance(rows, QueryRows):
            raise TypeError(f"{one.key} has rows that cannot be paged")
        return rows

    fitting = of("numerator")
    if side == "dat" or one.kind is not Kind.RATIO:
        return fitting
    whole = of("denominator")
    return replace(whole, queryset=whole.queryset.exclude(pk__in=fitting.queryset.order_by().values("pk")))


def _lines(rows: Iterable[Row]) -> list[tuple[str, str, Any]]:
    """Name, page and day of each; a procedure that is not for the public has no page."""
    listed = list(rows)
    codes = registry.public_codes([row.ref.uid for row in listed if row.ref and row.ref.kind == registry.KIND])
    return [
        (row.title, address(codes[row.ref.uid]) if row.ref and row.ref.uid in codes else "", row.at) for row in listed
    ]
