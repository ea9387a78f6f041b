"""One indicator: its figure of a unit and period, what it is made of, how it went, units beside each other, what is frozen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from motcua.indicators.desk.catalogue import package_name
from motcua.indicators.desk.dividing import divided
from motcua.indicators.desk.selection import (
    Selection,
    part_choices,
    part_words,
    period_choices,
    selection,
    structure_choices,
    unit_choices,
)
from motcua.indicators.permissions import may_release
from motcua.indicators.queries import words
from motcua.indicators.queries.goals import ahead, drawn, goals_of, stand
from motcua.indicators.queries.groups import figure_of_part, groups_of, units_of_part, worst_first
from motcua.indicators.queries.observations import closed_of, history
from motcua.indicators.queries.releases import releases_of
from motcua.indicators.queries.values import Figure, value_of, values_by_unit, values_over
from motcua.indicators.rules.periods import following, period_of, window_of
from motcua.kernel import clock
from motcua.kernel.indicators import Indicator, Kind, Value, Window, indicators
from motcua.organisations.permissions import require
from motcua.organisations.queries.scopes import province_unit
from motcua.organisations.queries.units import children_on, names_on

POINTS = 8
FEW_UNITS = 12
FEW_GROUPS = 12
MOST_UNITS = 500
FEW_GOALS = 6


@require_safe
def indicator(request: HttpRequest, key: str) -> HttpResponse:
    require(request.user, "indicators.read")
    chosen = selection(request, key)
    part, whole = chosen.question.part, chosen.question.whole()
    figure = chosen.question.figure()
    groups = {one.key: groups_of(chosen.indicator, one, whole) for one in chosen.indicator.dimensions}
    over = _over(chosen)
    goals = goals_of(request.user, chosen.indicator, figure.unit, figure.window) if part is None else []
    line = drawn(goals, chosen.indicator, [p.figure.window for p in over])
    context = {
        "indicator": chosen.indicator,
        "chosen": chosen,
        "units": unit_choices(chosen),
        "periods": period_choices(chosen),
        "structures": structure_choices(chosen),
        "parts": part_choices(chosen, groups),
        "part": part_words(chosen),
        "shown": words.point(figure),
        "sides": _sides(chosen, figure),
        "beside": _told(chosen, chosen.indicator.beside, figure),
        "within": _told(chosen, chosen.indicator.within, figure) if figure.denominator else [],
        "closed": closed_of(key, figure.window) if figure.frozen else None,
        "facts": _facts(chosen.indicator),
        "trend": over,
        "goals": [words.promised(stand(g, chosen.indicator, figure.unit)) for g in reversed(goals[-FEW_GOALS:])],
        "ahead": _ahead(chosen, figure),
        "chart": words.chart(chosen.indicator, [p.figure for p in over], line),
        "chart_words": words.heard(over, line),
        "goal_words": words.goal_words(line[0]) if line is not None else "",
        "dimensions": [
            divided(chosen, one, whole, groups[one.key], FEW_GROUPS)
            for one in chosen.indicator.dimensions
            if part is None  # one group is not told apart once more
        ],
        "compared": _compared(chosen, whole="all" in request.GET.getlist("units")),
        "history": list(history(key, figure.unit)[:24]) if part is None else [],
        "releases": list(releases_of(key)[:20]),
        "may_release": may_release(request.user, figure.unit),
    }
    return render(request, "indicators/desk/indicator.html", context)


def _sides(chosen: Selection, figure: Figure) -> list[dict[str, Any]]:
    """Numerator and denominator as figures that open their rows."""
    amounts = {"numerator": figure.numerator, "denominator": figure.denominator}
    found = []
    for side in chosen.indicator.sides:
        url = reverse("indicators:rows", args=[chosen.indicator.key, side])
        label = words.SIDES[side] if len(chosen.indicator.sides) > 1 else _("Các dòng")
        found.append({"label": label, "value": words.amount(amounts[side]), "url": f"{url}?{chosen.query()}"})
    return found


def _told(chosen: Selection, keys: Sequence[str], figure: Figure) -> list[dict[str, Any]]:
    """What the figure leaves out, or has in its denominator, as figures of other indicators that open their rows; nothing where there is
    nothing. `share`: of the denominator."""
    question, found = chosen.question, []
    for key in keys if question.part is None else ():
        other = value_of(key, unit=question.unit, window=question.window)
        if other.numerator:
            url = reverse("indicators:rows", args=[key, "numerator"])
            share = Value(other.numerator, figure.denominator, Kind.RATIO)
            found.append(
                {
                    "label": indicators[key].title,
                    "value": words.amount(other.numerator),
                    "share": words.figure_words(share),
                    "url": f"{url}?{chosen.query()}",
                }
            )
    return found


def _ahead(chosen: Selection, figure: Figure) -> dict[str, str]:
    """Where the figure will be at the end of a period that goes on; nothing for one that is over or seen in another structure."""
    if figure.frozen or chosen.structure is not None or chosen.question.part is not None:
        return {}
    seen = ahead(chosen.indicator, figure)
    return {"words": words.expected_words(seen), "range": words.range_words(seen)}


def _over(chosen: Selection) -> list[words.Point]:
    """The periods of the same length up to the chosen one, oldest first."""
    period = period_of(chosen.question.window)
    if period is None:
        windows = [chosen.question.window]
    else:
        windows = [window_of(following(period, -step)) for step in range(POINTS - 1, -1, -1)]
    windows = [Window(w.start, w.end, chosen.structure) for w in windows]
    figures = values_over(chosen.indicator, chosen.question.unit, windows)
    if chosen.question.part is not None:
        figures = [figure_of_part(chosen.question.part, whole) for whole in figures]
    address = reverse("indicators:indicator", args=[chosen.indicator.key])
    return [
        words.point(f, f"{address}?{_of_window(chosen, f.window)}", current=f.window == chosen.question.window)
        for f in figures
    ]


def _of_window(chosen: Selection, window: Window) -> str:
    return chosen.query(**{"period": "", "from": window.start.isoformat(), "to": window.end.isoformat()})


def _compared(chosen: Selection, *, whole: bool) -> dict[str, Any]:
    """The units directly under the chosen one (or under the head of the province): the worst first, those without a figure last."""
    day = chosen.structure or clock.today()
    over = chosen.question.unit or province_unit(day)
    if over is None:
        return {"points": []}
    rows = list(children_on(over, day)[:MOST_UNITS])
    names = names_on([v.unit_id for v in rows], day)
    codes = {v.unit_id: v.unit.code for v in rows}
    figures = values_by_unit(chosen.indicator.key, units=[v.unit_id for v in rows], window=chosen.question.window)
    if chosen.question.part is not None:
        figures = units_of_part(chosen.question.part, figures)
    ordered = sorted(figures.items(), key=lambda found: worst_first(chosen.indicator, found[1]))
    address = reverse("indicators:indicator", args=[chosen.indicator.key])
    points = [
        words.point(f, f"{address}?{chosen.query(unit=codes[unit])}", name=names.get(unit, codes[unit]))
        for unit, f in (ordered if whole else ordered[:FEW_UNITS])
    ]
    more = f"{address}?{chosen.query(units='all')}" if len(points) < len(figures) else ""
    return {"points": points, "count": len(figures), "more_url": more}


def _facts(one: Indicator) -> list[dict[str, Any]]:
    spans = ", ".join(str(words.SPANS[span]).lower() for span in one.spans)
    return [
        {"label": _("Căn cứ"), "value": one.source},
        {"label": _("Ai chịu trách nhiệm"), "value": one.owner},
        {"label": _("Loại"), "value": words.KINDS[one.kind]},
        {"label": _("Chiều tốt"), "value": _("Càng thấp càng tốt") if one.lower_is_better else _("Càng cao càng tốt")},
        {"label": _("Cách tính kỳ"), "value": words.RULES[one.rule]},
        {"label": _("Có theo"), "value": spans},
        {"label": _("Phần"), "value": package_name(one.package)},
        {"label": _("Bản định nghĩa"), "value": str(one.version)},
    ]
