"""The citizen's face: figures that a leader has released, at their permanent address. No personal data: rows are only counted here."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from motcua.indicators.queries import scorebook_words, words
from motcua.indicators.queries.asking import PROVINCE
from motcua.indicators.queries.goals import drawn, goals_of
from motcua.indicators.queries.releases import Shown, public_trend, released, released_of
from motcua.indicators.queries.scorebook import Scored, public_periods, public_score, public_window
from motcua.indicators.rules.periods import name_of, parse_period, window_of
from motcua.kernel import clock
from motcua.kernel.indicators import Value
from motcua.organisations.queries.units import names_on
from motcua.ui.language import spoken


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
    goals = goals_of(request.user, chosen.indicator, chosen.release.unit_id, figures[-1].window) if figures else []
    line = drawn(goals, chosen.indicator, [f.window for f in figures])
    points = [words.point(f) for f in figures]
    names = _names([chosen, *others])
    context = {
        "indicator": chosen.indicator,
        "release": chosen.release,
        "unit_name": names[chosen.release.unit_id],
        "others": _beside(others, names, points[-1] if points else None),
        "goals": [{"goal": g, "words": words.goal_words(g), "period": words.window_name(g.window)} for g in goals],
        "now": points[-1] if points else None,
        "trend": points,
        "chart": words.chart(chosen.indicator, figures, line),
        "chart_words": words.heard(points, line),
        "goal_words": words.goal_words(line[0]) if line is not None else "",
        "rule": words.RULES[chosen.indicator.rule],
    }
    return render(request, "indicators/public/indicator.html", context)


@require_safe
def service_quality(request: HttpRequest) -> HttpResponse:
    """`/so-lieu/chat-luong-phuc-vu/`: the index of the province, as far as a leader has released what it is made of."""
    text = request.GET.get("period", "").strip()
    window = window_of(parse_period(text)) if text else public_window()
    found = public_score(None, window)
    groups = [
        {
            "code": group.group.code,
            "name": group.group.names[spoken()],
            "sum": scorebook_words.sum_words(group.sum),
            "left_out": scorebook_words.left_out(group),
            "max": words.amount(group.group.points),
            "lines": [scorebook_words.line_of(line, url=_opens(line)) for line in group.lines],
        }
        for group in found.groups
    ]
    context = {
        "score": found,
        "badge": scorebook_words.state_badge(found),
        "name": words.window_name(window),
        "days": words.days(window),
        "groups": groups,
        "periods": [(str(p), name_of(p, spoken()), window_of(p) == window) for p in public_periods()],
    }
    return render(request, "indicators/public/service_quality.html", context)


def _opens(scored: Scored) -> str:
    """A component of the public leads to its indicator's page: records are only counted there."""
    if scored.figure is None:
        return ""
    name = "indicators:public_indicator_en" if spoken() == "en" else "indicators:public_indicator"
    return f"{reverse(name, args=[scored.component.indicator])}?unit={PROVINCE}"


def _beside(others: list[Shown], names: dict[int | None, str], now: words.Point | None) -> list[words.Point]:
    """The other units of which the indicator is public, in the same period: what is not closed there has no figure."""
    if now is None:
        return []
    found = []
    for one in others:
        nothing = replace(now.figure, unit=one.release.unit_id, of=Value(None, None, one.indicator.kind), frozen=False)
        same = (figure for figure in public_trend(one) if figure.window == now.figure.window)
        found.append(words.point(next(same, nothing), _address(one), name=names[one.release.unit_id]))
    return found


def _names(shown: list[Shown]) -> dict[int | None, str]:
    units = {one.release.unit_id for one in shown if one.release.unit_id is not None}
    return {None: gettext("Toàn tỉnh")} | names_on(units, clock.today())


def _address(one: Shown) -> str:
    name = "indicators:public_indicator_en" if spoken() == "en" else "indicators:public_indicator"
    code = one.release.unit.code if one.release.unit is not None else PROVINCE
    return f"{reverse(name, args=[one.indicator.key])}?unit={code}"
