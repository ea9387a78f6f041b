"""The program's face of the index of service quality (Quyết định 766/QĐ-TTg): points of its components, each with its figure."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from motcua.indicators.permissions import may_read
from motcua.indicators.queries.asking import PROVINCE, asked, window_asked
from motcua.indicators.queries.scorebook import Score, Scored, first_indicator, public_score, public_window, score_of
from motcua.indicators.rest.figures import WindowOut, WindowQuery, number, window_out
from motcua.kernel import clock
from motcua.organisations.queries.scopes import codes_of
from motcua.organisations.queries.units import unit_named
from motcua.ui.api import PROBLEMS
from motcua.ui.language import spoken

router = Router(tags=["indicators"])


class ComponentOut(Schema):
    """`points` is null where the component has none: `state` tells whether nothing was to be counted (`nothing`), nothing counts it yet
    (`no_data`), or it is not released (`not_public`); it is then in no sum. `assumed`: the source gives no conversion into points.
    """

    no: str
    code: str
    name: str
    max: float
    points: float | None
    state: str
    indicator: str | None
    window: WindowOut
    numerator: int | float | None
    denominator: int | float | None
    value: int | float | None
    as_of: datetime | None
    frozen: bool
    assumed: bool
    missing: str


class ScoreGroupOut(Schema):
    """`of`: the points that could be reckoned; `max`: those of the whole group."""

    code: str
    name: str
    max: float
    points: float | None
    of: float
    components: list[ComponentOut]


class ScoreOut(Schema):
    """`provisional`: the period goes on. `rule_version`, `article`: by which reading of the index."""

    unit: str | None
    window: WindowOut
    provisional: bool
    computed_at: datetime
    rule_version: str
    article: str
    points: float | None
    of: float
    groups: list[ScoreGroupOut]


@router.get(
    "/service-quality",
    response={200: ScoreOut, **PROBLEMS},
    by_alias=True,
    summary="The index of service quality (QĐ 766) of a unit in a period; released components alone for the public",
)
def service_quality(request: HttpRequest, query: Query[WindowQuery]) -> Any:
    question = query.question()
    if may_read(request.user):
        held = asked(request.user, first_indicator(clock.today()), question)
        return _score(score_of(held.unit, held.window))
    unit = unit_named(question.unit).pk if question.unit.strip(PROVINCE) else None
    named = question.period or question.start or question.end
    return _score(public_score(unit, window_asked(question) if named else public_window()))


def _score(found: Score) -> dict[str, Any]:
    return {
        "unit": codes_of([found.unit])[found.unit] or None,
        "window": window_out(found.window),
        "provisional": found.provisional,
        "computed_at": found.computed_at,
        "rule_version": found.scheme.version,
        "article": found.rule.article,
        "points": found.sum.points,
        "of": found.sum.of,
        "groups": [
            {
                "code": group.group.code,
                "name": group.group.names[spoken()],
                "max": group.group.points,
                "points": group.sum.points,
                "of": group.sum.of,
                "components": [_component(line) for line in group.lines],
            }
            for group in found.groups
        ],
    }


def _component(line: Scored) -> dict[str, Any]:
    one, figure = line.component, line.figure
    return {
        "no": one.no,
        "code": one.code,
        "name": one.names[spoken()],
        "max": one.points,
        "points": line.points,
        "state": line.state.value,
        "indicator": one.indicator or None,
        "window": window_out(line.window),
        "numerator": number(figure.numerator) if figure is not None else None,
        "denominator": number(figure.denominator) if figure is not None else None,
        "value": number(figure.value) if figure is not None else None,
        "as_of": figure.as_of if figure is not None else None,
        "frozen": figure is not None and figure.frozen,
        "assumed": one.assumed,
        "missing": one.missing,
    }
