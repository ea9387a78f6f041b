"""The citizen's face: figures that a leader has released, at their permanent address. No personal data: rows are only counted here."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from motcua.indicators.queries import words
from motcua.indicators.queries.asking import PROVINCE
from motcua.indicators.queries.releases import Shown, public_trend, released, released_of
from motcua.kernel import clock
from motcua.kernel.indicators import Kind
from motcua.organisations.queries.units import names_on


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """`/so-lieu/`: all that is public."""
    shown = released()
    names = _names(shown)
    lines = [
        {
            "title": one.indicator.title,
            "unit": names[one.release.unit_id],
            "url": _address(one),
            "now": points[-1] if (points := [words.point(f) for f in public_trend(one)]) else None,
        }
        for one in shown
    ]
    return render(request, "indicators/public/catalogue.html", {"lines": lines})


@require_safe
def indicator(request: HttpRequest, key: str) -> HttpResponse:
    """`/so-lieu/{key}` and `/en/so-lieu/{key}`; of a unit with `?unit=`."""
    chosen, others = released_of(key, request.GET.get("unit", "").strip())
    figures = public_trend(chosen)
    points = [words.point(f) for f in figures]
    names = _names([chosen, *others])
    context = {
        "indicator": chosen.indicator,
        "release": chosen.release,
        "unit_name": names[chosen.release.unit_id],
        "others": [{"name": names[one.release.unit_id], "url": _address(one)} for one in others],
        "now": points[-1] if points else None,
        "trend": points,
        "chart": words.chart(chosen.indicator, figures),
        "chart_words": words.spoken(points),
        "ratio": chosen.indicator.kind is Kind.RATIO,
        "rule": words.RULES[chosen.indicator.rule],
    }
    return render(request, "indicators/public/indicator.html", context)


def _names(shown: list[Shown]) -> dict[int | None, str]:
    units = {one.release.unit_id for one in shown if one.release.unit_id is not None}
    return {None: gettext("Toàn tỉnh")} | names_on(units, clock.today())


def _address(one: Shown) -> str:
    name = "indicators:public_indicator_en" if words.language() == "en" else "indicators:public_indicator"
    code = one.release.unit.code if one.release.unit is not None else PROVINCE
    return f"{reverse(name, args=[one.indicator.key])}?unit={code}"
