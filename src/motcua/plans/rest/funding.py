"""Money of plans over REST, to read: lines, their payments, totals by year, unit and source. Amounts are whole đồng."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from motcua.organisations.queries.units import unit_named
from motcua.plans.queries import funding as queries
from motcua.plans.queries.plans import plan_for
from motcua.ui.api import PROBLEMS, ListQuery, list_of, with_etag

router = Router(tags=["funding"])


class FundingQuery(ListQuery):
    year: int | None = Field(None, ge=2000, le=2100)
    unit: str = Field("", max_length=80, description="Code or identifier of the unit that spends")
    source: str = Field("", max_length=40, description="Code of the source of funds")
    state: str = Field("", pattern="^(open|settled|cancelled)?$")


class TotalsQuery(Schema):
    by: Literal["year", "unit", "source"] = "year"
    year: int | None = Field(None, ge=2000, le=2100)


class FundingOut(Schema):
    id: UUID
    year: int
    content: str
    source: str
    source_name: str
    unit: str
    owner: str
    plan: UUID | None
    task: UUID | None
    estimate: int
    spent: int
    state: str
    settled: int | None
    settled_on: date | None
    sample: bool


class FundingPage(Schema):
    items: list[FundingOut]
    next: str | None


class SpendingOut(Schema):
    id: UUID
    spent_on: date
    amount: int
    document: str
    note: str
    voided: bool


class FundingDetail(FundingOut):
    spendings: list[SpendingOut]


class TotalOut(Schema):
    """Sums over lines that stand; `key` is what the list takes as a filter (`unit`: the unit's code)."""

    key: str
    name: str
    lines: int
    estimate: int
    spent: int
    left: int
    settled: int
    settlement: str


class TotalsOut(Schema):
    items: list[TotalOut]


@router.get("/funding", response={200: FundingPage, **PROBLEMS}, summary="Lines of estimates that the caller may read")
def list_funding(request: HttpRequest, query: Query[FundingQuery]) -> Any:
    rows = queries.lines_for(request.user)
    if query.year is not None:
        rows = rows.filter(year=query.year)
    if query.unit:
        rows = rows.filter(unit=unit_named(query.unit))
    if query.source:
        rows = rows.filter(source=query.source)
    if query.state:
        rows = rows.filter(state=query.state)
    return list_of(rows, query, order=("-year", "-id"), out=queries.line_out)


@router.get("/funding/totals", response={200: TotalsOut, **PROBLEMS}, summary="Sums by year, spending unit or source")
def funding_totals(request: HttpRequest, query: Query[TotalsQuery]) -> Any:
    rows = queries.lines_for(request.user)
    if query.year is not None:
        rows = rows.filter(year=query.year)
    codes = queries.codes_by_uid(rows) if query.by == "unit" else {}
    items = [
        {
            "key": codes.get(t.key, t.key),
            "name": t.name,
            "lines": t.lines,
            "estimate": t.estimate,
            "spent": t.spent,
            "left": t.left,
            "settled": t.settled,
            "settlement": t.settlement,
        }
        for t in queries.totals_by(rows, query.by)
    ]
    return {"items": items}


@router.get("/funding/{uuid:uid}", response={200: FundingDetail, **PROBLEMS}, summary="One line with its payments")
def one_line(request: HttpRequest, response: HttpResponse, uid: UUID) -> Any:
    found = queries.line_for(request.user, uid)
    with_etag(response, found.version)
    return queries.line_out(found) | {"spendings": [queries.spending_out(s) for s in queries.spendings_of(found)]}


@router.get(
    "/plans/{uuid:uid}/funding", response={200: FundingPage, **PROBLEMS}, summary="Lines of a plan and of its tasks"
)
def plan_funding(request: HttpRequest, uid: UUID, query: Query[ListQuery]) -> Any:
    rows = queries.of_plan(queries.lines_for(request.user), plan_for(request.user, uid))
    return list_of(rows, query, order=("-year", "-id"), out=queries.line_out)
