"""The program's face: `/indicators` under `/api/v1` (CONTRACT). Public for what a leader has released."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils.translation import gettext
from ninja import Field, Query, Router, Schema
from pydantic import BeforeValidator

from motcua.indicators.permissions import may_read
from motcua.indicators.queries.asking import Asked, Question, asked
from motcua.indicators.queries.catalogue import catalogue
from motcua.indicators.queries.groups import agrees, dimension_named, groups_of
from motcua.indicators.queries.releases import released_keys
from motcua.kernel.errors import NotFound
from motcua.kernel.indicators import Indicator, Row, Side, Window
from motcua.organisations.queries.scopes import codes_of
from motcua.ui.api import PROBLEMS, Day, ListQuery
from motcua.ui.field_errors import unfit

router = Router(tags=["indicators"])
_PERIOD = r"^((19[5-9]|20[0-9]|21[0-9])[0-9](-(Q[1-4]|H[12]|9M|0[1-9]|1[0-2]))?(-[RC])?)?$"
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?([Zz]|[+-]\d{2}:\d{2})")


def _written_moment(value: Any) -> Any:
    """Pydantic would take bare figures for seconds since 1970, and a moment without offset for one in no place."""
    if isinstance(value, str) and not _MOMENT.fullmatch(value):
        raise unfit(gettext("Viết thời điểm như 2026-02-16T10:00:00+07:00."))
    return value


Moment = Annotated[datetime, BeforeValidator(_written_moment)]


class WindowQuery(Schema):
    unit: str = Field(
        "",
        max_length=80,
        description="Code or identifier of a unit, * for the whole province; the caller's topmost one when left out",
    )
    from_: Day | None = Field(None, alias="from", description="First day of the window; goes with `to`")
    to: Day | None = Field(None, description="Last day of the window")
    period: str = Field(
        "", pattern=_PERIOD, description="Instead of days: 2026, 2026-H1, 2026-9M, 2026-Q1, 2026-06; -R, -C"
    )
    structure: Day | None = Field(
        None, description="The date whose tree of units is read; that of `as_of`, or today's, when left out"
    )

    def question(self) -> Question:
        return Question(self.unit, self.from_, self.to, self.period, None, self.structure)


class FigureQuery(WindowQuery):
    as_of: Moment | None = Field(
        None, description="Only what was known at this moment; the figure is then counted, not frozen"
    )

    def question(self) -> Question:
        return Question(self.unit, self.from_, self.to, self.period, self.as_of, self.structure)


class PartQuery(FigureQuery):
    by: str = Field("", max_length=40, description="Name of a dimension: only one `group` of it")
    group: str = Field("", max_length=300, description="The group; empty: records of no group")

    def question(self) -> Question:
        return replace(super().question(), by=self.by, group=self.group)


class RowsQuery(PartQuery, ListQuery):
    side: Literal["numerator", "denominator"] | None = Field(
        None, description="The numerator when left out, or the only side that the indicator has"
    )


class CatalogueQuery(ListQuery):
    q: str = Field("", max_length=500, description="Words of title, formula, source or key; diacritics optional")
    package: str = Field("", max_length=40)


class IndicatorOut(Schema):
    """`rule`: whether periods run by the calendar or as reports are cut; `spans`: which lengths there are."""

    key: str
    title: str
    kind: str
    formula: str
    source: str
    owner: str
    measure: str
    rule: str
    spans: list[str]
    lower_is_better: bool
    version: int
    dimensions: list[str]
    beside: list[str] = Field(description="Indicators that say what this one leaves out")
    within: list[str] = Field(description="Indicators that count a part of its denominator, as what nobody was given")


class IndicatorPage(Schema):
    items: list[IndicatorOut]
    next: str | None


class WindowOut(Schema):
    from_: date = Field(alias="from")
    to: date


class FigureOut(Schema):
    """`value` is in percent with two decimals for a ratio; null where nothing is known: missing is not zero.
    Asked with `by` and `group` it is the figure of that group.
    """

    key: str
    kind: str
    unit: str | None
    numerator: int | float | None
    denominator: int | float | None
    value: int | float | None
    window: WindowOut
    as_of: datetime
    frozen: bool


class GroupOut(Schema):
    """`name` is null for records of no group."""

    group: str
    name: str | None
    numerator: int | float | None
    denominator: int | float | None
    value: int | float | None


class GroupsOut(Schema):
    """The groups add up to the figure; those of a closed window are counted as of its closing (`agrees`: to the same figure)."""

    key: str
    by: str
    title: str
    unit: str | None
    window: WindowOut
    as_of: datetime
    agrees: bool
    items: list[GroupOut]


class RowOut(Schema):
    """A record behind the figure. One that the caller may not open is masked: it tells its unit alone."""

    ref: str | None
    masked: bool
    unit: str
    title: str | None
    at: datetime | date | None
    part: str | None
    amount: int | float | None


class RowsPage(Schema):
    items: list[RowOut]
    next: str | None


@router.get("/indicators", response={200: IndicatorPage, **PROBLEMS}, summary="The catalogue of indicators")
def list_indicators(request: HttpRequest, query: Query[CatalogueQuery]) -> Any:
    found = catalogue(query.q, [query.package] if query.package else [])
    if not may_read(request.user):
        public = released_keys()
        found = [one for one in found if one.key in public]
    start = _after(found, query.cursor)
    page = found[start : start + query.limit]
    more = start + query.limit < len(found)
    return {"items": [_indicator(one) for one in page], "next": page[-1].key if more else None}


@router.get(
    "/indicators/{key}",
    response={200: FigureOut, **PROBLEMS},
    by_alias=True,
    summary="One figure of a unit in a window, or of one group of it",
)
def figure(request: HttpRequest, key: str, query: Query[PartQuery]) -> Any:
    return _figure(asked(request.user, key, query.question()))


@router.get(
    "/indicators/{key}/rows", response={200: RowsPage, **PROBLEMS}, summary="The very rows behind the same figure"
)
def rows(request: HttpRequest, key: str, query: Query[RowsQuery]) -> Any:
    question = asked(request.user, key, query.question())
    side: Side = query.side or question.indicator.sides[0]
    page = question.rows(side, request.user).page(query.cursor, query.limit)
    return {"items": [_row(row) for row in page.items], "next": page.next}


@router.get(
    "/indicators/{key}/by/{by}",
    response={200: GroupsOut, **PROBLEMS},
    by_alias=True,
    summary="The same figure told apart by a dimension, the worst group first",
)
def groups(request: HttpRequest, key: str, by: str, query: Query[FigureQuery]) -> Any:
    question = asked(request.user, key, replace(query.question(), by=by))
    indicator, whole = question.indicator, question.whole()
    dimension = dimension_named(indicator, by)
    found = groups_of(indicator, dimension, whole)
    return {
        "key": key,
        "by": by,
        "title": str(dimension.title),
        "unit": codes_of([whole.unit])[whole.unit] or None,
        "window": window_out(whole.window),
        "as_of": whole.as_of,
        "agrees": agrees(whole, found),
        "items": [
            {
                "group": one.group,
                "name": one.name or None,
                "numerator": number(one.figure.numerator),
                "denominator": number(one.figure.denominator),
                "value": number(one.figure.value),
            }
            for one in found
        ],
    }


def window_out(window: Window) -> dict[str, date]:
    return {"from": window.start, "to": window.end}


def _after(found: list[Indicator], cursor: str | None) -> int:
    if not cursor:
        return 0
    places = [place for place, one in enumerate(found) if one.key == cursor]
    if not places:
        raise NotFound("Vị trí trang không còn hợp lệ. Hãy mở lại danh sách từ đầu.", code="bad_cursor")
    return places[0] + 1


def _indicator(one: Indicator) -> dict[str, Any]:
    words = {name: str(getattr(one, name)) for name in ("title", "formula", "source", "owner", "measure")}
    return words | {
        "key": one.key,
        "kind": one.kind.value,
        "rule": one.rule.value,
        "spans": [span.value for span in one.spans],
        "lower_is_better": one.lower_is_better,
        "version": one.version,
        "dimensions": [dimension.key for dimension in one.dimensions],
        "beside": list(one.beside),
        "within": list(one.within),
    }


def _figure(question: Asked) -> dict[str, Any]:
    found = question.figure()
    return {
        "key": found.key,
        "kind": found.kind.value,
        "unit": codes_of([found.unit])[found.unit] or None,
        "numerator": number(found.numerator),
        "denominator": number(found.denominator),
        "value": number(found.value),
        "window": window_out(found.window),
        "as_of": found.as_of,
        "frozen": found.frozen,
    }


def _row(row: Row) -> dict[str, Any]:
    if row.ref is None:
        return {"ref": None, "masked": True, "unit": row.unit, "title": None, "at": None, "part": None, "amount": None}
    return {
        "ref": str(row.ref),
        "masked": False,
        "unit": row.unit,
        "title": row.title,
        "at": row.at,
        "part": row.part or None,
        "amount": number(row.amount),
    }


def number(amount: Decimal | None) -> int | float | None:
    """Whole figures as integers: JSON clients read both as numbers."""
    if amount is None:
        return None
    return int(amount) if amount == amount.to_integral_value() else float(amount)
