"""What the indicators say of publication in a year or a quarter, for everybody: each figure opens to its procedures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.kernel import clock
from motcua.kernel.errors import NotFound
from motcua.kernel.indicator_rows import QueryRows
from motcua.kernel.indicators import Indicator, Kind, Row, Value, Window
from motcua.kernel.text import sort_key
from motcua.procedures import indicators
from motcua.procedures.public.asked import not_understood
from motcua.procedures.public.procedures import address, page_of
from motcua.procedures.queries import publication, registry

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


_WRITTEN = re.compile(r"(?P<year>(?:19|20)\d\d)(?:-Q(?P<quarter>[1-4]))?")
_ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Period:
    """A year, or a quarter of it."""

    year: int
    quarter: int = 0

    def __str__(self) -> str:
        return f"{self.year}-Q{self.quarter}" if self.quarter else str(self.year)

    @property
    def name(self) -> str:
        if not self.quarter:
            return gettext("Năm {year}").format(year=self.year)
        return gettext("Quý {quarter}/{year}").format(quarter=_ROMAN[self.quarter - 1], year=self.year)

    @property
    def first(self) -> date:
        return date(self.year, 3 * max(self.quarter - 1, 0) + 1, 1)

    def window(self, today: date) -> Window:
        """Its days until today."""
        following = date(self.year + 1, 1, 1) if self.quarter in (0, 4) else date(self.year, 3 * self.quarter + 1, 1)
        return Window(self.first, min(following - timedelta(days=1), today))


def period_asked(request: HttpRequest) -> Period:
    """`?ky=2026` or `?ky=2026-Q1`; without it this year. Raises NotFound for what is no period with figures."""
    today = clock.today()
    asked = request.GET.get("ky", "").strip()
    if not asked:
        return Period(today.year)
    found = _WRITTEN.fullmatch(asked)
    period = Period(int(found["year"]), int(found["quarter"] or 0)) if found else None
    if period is None or period not in set(_periods(today)):
        raise NotFound("Không có số liệu của kỳ “{asked}”.", code="no_period", asked=asked[:40])
    return period


def period_links(chosen: Period) -> list[list[tuple[str, str, bool]]]:
    """Years, and the quarters of the chosen year, as far as there is something to count: name, address, whether it is the chosen one."""
    there = list(_periods(clock.today()))
    rows = [
        [one for one in there if not one.quarter],
        [one for one in there if one.quarter and one.year == chosen.year],
    ]
    return [[(one.name, f"?ky={one}#cong-bo", one == chosen) for one in row] for row in rows]


def _periods(today: date) -> Iterator[Period]:
    """From the year of the first decision, the newest year first, its quarters after it; none that has not begun."""
    first = publication.first_signed_on() or today
    for year in range(today.year, min(first, today).year - 1, -1):
        yield from (one for one in (Period(year, quarter) for quarter in range(5)) if one.first <= today)


def published_figures(period: Period) -> list[dict[str, Any]]:
    """Each indicator with what fits and what does not, over the whole province in a period."""
    window, now = period.window(clock.today()), clock.now()
    return [_figure(key, one, one.value(None, window, now), period) for key, one in TOLD.items()]


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field, with its figure of an indicator."""

    key: str
    name: str
    figure: dict[str, Any]


def published_by_field(key: str, period: Period) -> list[FieldLine]:
    """An indicator field by field, by name, what has no field last. As many queries however many fields."""
    one = TOLD[key].dimensions[0]
    found = one.values(None, period.window(clock.today()), clock.now())
    names = one.names(found)
    lines = [
        FieldLine(str(group), names.get(group, ""), _figure(key, TOLD[key], value, period, group))
        for group, value in found.items()
    ]
    return sorted(lines, key=lambda line: (not line.name, sort_key(line.name), line.key))


def _figure(key: str, one: Indicator, value: Value | None, period: Period, group: str | None = None) -> dict[str, Any]:
    def opened(side: Side) -> str:
        return f"?{urlencode({'ben': side, 'ky': str(period)} | ({} if group is None else {'linh-vuc': group}))}"

    here = page_of("public_statistic", key)
    fit = value.numerator if value else None
    whole = value.denominator if value else None
    return {
        "title": one.title,
        "fit": fit,
        "fit_url": here + opened("dat"),
        "unfit": None if fit is None or whole is None else whole - fit,
        "unfit_url": here + opened("chua"),
        # Of the counts: the indicator's own value is rounded, and would be rounded twice.
        "share": Decimal(100) * fit / whole if fit is not None and whole else None,
    }


@require_safe
def by_field(request: HttpRequest) -> HttpResponse:
    """`/thu-tuc/thong-ke/theo-linh-vuc/`: an indicator (`?chi-so=`) in a year or a quarter (`?ky=`), field by field; `?sau=` goes on
    after a field."""
    period = period_asked(request)
    asked = request.GET.get("chi-so", "")
    key = asked if asked in _BY_FIELD else _BY_FIELD[0]
    lines = published_by_field(key, period)
    places = {line.key: place for place, line in enumerate(lines, 1)}
    start = places.get(request.GET.get("sau", ""), 0)
    shown = lines[start : start + _PAGE]
    here = {"ky": str(period), "chi-so": key}
    context = {
        "indicator": TOLD[key],
        "indicators": [(TOLD[one].title, f"?{urlencode(here | {'chi-so': one})}", one == key) for one in _BY_FIELD],
        "lines": shown,
        "period": period,
        "window": period.window(clock.today()),
        "next": f"?{urlencode(here | {'sau': shown[-1].key})}" if start + _PAGE < len(lines) else "",
        "from_start": f"?{urlencode(here)}" if start else "",
        "back": f"{page_of('public_statistics')}?ky={period}#cong-bo",
    } | not_understood(request, ("ky",), {"chi-so": _BY_FIELD, "sau": places})
    return render(request, "procedures/public/statistics_by_field.html", context)


@require_safe
def statistic(request: HttpRequest, key: str) -> HttpResponse:
    """`/thu-tuc/thong-ke/{key}/`: the procedures behind one figure; `?ben=` those that fit or do not, `?ky=` of a year or a quarter,
    `?linh-vuc=` of one field."""
    one = TOLD.get(key)
    side = request.GET.get("ben", "dat")
    if one is None or side not in SIDES:
        raise NotFound("Không có số liệu này.", code="no_statistic")
    group = request.GET.get("linh-vuc")
    period = period_asked(request)
    window = period.window(clock.today())
    page = _rows(one, window, side, group).page(request.GET.get("cursor"), _PAGE)
    kept = request.GET.copy()
    kept["cursor"] = page.next or ""
    context = {
        "indicator": one,
        "field": one.dimensions[0].names([group]).get(group, "") if group else "",
        "side": SIDES[side] if one.kind is Kind.RATIO else "",
        "rows": _lines(page.items),
        "window": window,
        "moment": clock.now(),
        "next": f"?{kept.urlencode()}" if page.next else "",
        "back": f"{page_of('public_statistics')}?ky={period}#cong-bo",
    } | not_understood(request, ("ben", "linh-vuc", "ky", "cursor"))
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
