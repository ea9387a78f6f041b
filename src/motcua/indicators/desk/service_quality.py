"""The index of service quality (Quyết định 766/QĐ-TTg) of a unit in a period: points of each component, units beside each other."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.indicators.desk.selection import Selection, period_choices, selection, unit_choices
from motcua.indicators.queries import scorebook_words as shown
from motcua.indicators.queries.scorebook import (
    GroupScore,
    Score,
    Scored,
    first_indicator,
    scheme_on,
    score_of,
    scores_of,
)
from motcua.indicators.queries.words import amount, days, window_name
from motcua.kernel import clock
from motcua.kernel.errors import AppError
from motcua.kernel.indicators import Side
from motcua.organisations.permissions import require
from motcua.organisations.queries.scopes import province_unit
from motcua.organisations.queries.units import children_on, names_on
from motcua.ui.errors import text_of
from motcua.ui.language import spoken

FEW_UNITS = 12
MOST_UNITS = 500


@require_safe
def service_quality(request: HttpRequest) -> HttpResponse:
    require(request.user, "indicators.read")
    today = clock.today()
    chosen = selection(request, first_indicator(today))
    window = chosen.question.window
    context: dict[str, Any] = {
        "chosen": chosen,
        "units": unit_choices(chosen),
        "periods": period_choices(chosen, scheme_on(today)[0].spans),
        "name": window_name(window),
        "days": days(window),
    }
    try:
        found = score_of(chosen.question.unit, window)
    except AppError as error:  # a period before the index, or one that no rule covers
        context["refused"] = text_of(error)
    else:
        context |= {
            "score": found,
            "badge": shown.state_badge(found),
            "groups": [_group(chosen, group) for group in found.groups],
            "compared": _compared(chosen, whole="all" in request.GET.getlist("units")),
        }
    return render(request, "indicators/desk/service_quality.html", context)


def _group(chosen: Selection, group: GroupScore) -> dict[str, Any]:
    def opens(scored: Scored, side: Side) -> str:
        return _address(chosen, scored, chosen.code, "rows", side)

    return {
        "of": group.group,
        "name": group.group.names[spoken()],
        "left_out": shown.left_out(group),
        "sum": shown.sum_words(group.sum),
        "max": amount(group.group.points),
        "lines": [shown.line_of(line, opens, _page(chosen, line)) for line in group.lines],
    }


def _page(chosen: Selection, line: Scored) -> str:
    return _address(chosen, line, chosen.code, "indicator") if line.figure is not None else ""


def _address(chosen: Selection, scored: Scored, code: str, view: str, *parts: str) -> str:
    """The page of a component's indicator, or its rows, for the same unit and days."""
    window = scored.window
    given = {"period": "", "from": window.start.isoformat(), "to": window.end.isoformat()}
    query = chosen.query(**given, unit=code) if scored.component.now else chosen.query(unit=code)
    return f"{reverse(f'indicators:{view}', args=[scored.component.indicator, *parts])}?{query}"


def _compared(chosen: Selection, *, whole: bool) -> dict[str, Any]:
    """The units directly under the chosen one: who has the smallest share of the points first, those without any last."""
    day = chosen.structure or clock.today()
    over = chosen.question.unit or province_unit(day)
    if over is None:
        return {"rows": []}
    versions = list(children_on(over, day)[:MOST_UNITS])
    codes = {v.unit_id: v.unit.code for v in versions}
    names = names_on(codes, day)
    scores = scores_of(list(codes), chosen.question.window)
    ordered = sorted(scores.items(), key=lambda found: (_lowest(found[1]), names.get(found[0], "")))
    address = reverse("indicators:service_quality")
    rows = [
        {
            "name": names.get(unit, codes[unit]),
            "url": f"{address}?{chosen.query(unit=codes[unit])}",
            "points": [_cell(chosen, line, codes[unit]) for group in score.groups for line in group.lines],
            "sum": shown.sum_words(score.sum),
        }
        for unit, score in (ordered if whole else ordered[:FEW_UNITS])
    ]
    more = f"{address}?{chosen.query(units='all')}" if len(rows) < len(scores) else ""
    heads = [c.no for g in scheme_on(chosen.question.window.end)[0].groups for c in g.components]
    return {"rows": rows, "heads": heads, "count": len(scores), "more_url": more}


def _cell(chosen: Selection, line: Scored, code: str) -> dict[str, str]:
    url = _address(chosen, line, code, "indicator") if line.figure is not None else ""
    return {"no": line.component.no, "words": shown.points_words(line.points), "url": url, "why": shown.without(line)}


def _lowest(score: Score) -> tuple[int, Decimal]:
    share = score.sum.share
    return (1, Decimal(0)) if share is None else (0, share)
