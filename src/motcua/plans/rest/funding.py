"""Money of plans over REST: lines, their payments, settlement; totals by year, unit and source. Amounts are whole đồng."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema
from ninja.responses import Status

from motcua.kernel.errors import Invalid, NotFound
from motcua.organisations.permissions import actor_of
from motcua.organisations.queries.units import unit_named
from motcua.plans.queries import funding as queries
from motcua.plans.queries.plans import plan_for
from motcua.plans.queries.plans import tasks_of as tasks_of_plan
from motcua.plans.rest.given import ReasonIn, unit_given
from motcua.plans.services import funding as services
from motcua.ui.api import PROBLEMS, Day, Input, ListQuery, check_match, idempotent, list_of, with_etag, wrong

MOST = 10**15
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


ANSWER = {200: FundingDetail, **PROBLEMS}


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


class LineIn(Input):
    """A line of the estimate. `task`: of the plan, where it is for one; `source`: a code that the rules know on the day."""

    unit: str = Field(min_length=1, max_length=80, description="Code or identifier of the unit that spends")
    year: int = Field(ge=2000, le=2100)
    source: str = Field(min_length=1, max_length=40)
    content: str = Field(min_length=1, max_length=500)
    estimate: int = Field(gt=0, le=MOST)
    task: UUID | None = None


class EstimateIn(Input):
    estimate: int = Field(gt=0, le=MOST)
    reason: str = Field(min_length=1, max_length=2000)


class PaymentIn(Input):
    spent_on: Day
    amount: int = Field(gt=0, le=MOST)
    document: str = Field(min_length=1, max_length=200)
    note: str = Field("", max_length=2000)


class SettlementIn(Input):
    """`settled`: the amount acknowledged, at most what was spent."""

    settled: int = Field(ge=0, le=MOST)
    settled_on: Day
    document: str = Field(min_length=1, max_length=200)


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
    return _detail(found)


@router.get(
    "/plans/{uuid:uid}/funding", response={200: FundingPage, **PROBLEMS}, summary="Lines of a plan and of its tasks"
)
def plan_funding(request: HttpRequest, uid: UUID, query: Query[ListQuery]) -> Any:
    rows = queries.of_plan(queries.lines_for(request.user), plan_for(request.user, uid))
    return list_of(rows, query, order=("-year", "-id"), out=queries.line_out)


@router.post(
    "/plans/{uuid:uid}/funding", response={201: FundingDetail, **PROBLEMS}, summary="A new line of the estimate"
)
@idempotent
def add_line(request: HttpRequest, uid: UUID, body: LineIn) -> Any:
    plan = plan_for(request.user, uid, "funding.plan")
    unit = unit_given(body.unit, "unit")
    if str(unit.uid) not in dict(queries.spending_units(plan)):
        raise wrong("unit", Invalid("Đơn vị này không thực hiện kế hoạch."))
    where: dict[str, Any] = {"plan": plan}
    if body.task is not None:
        task = tasks_of_plan(plan).filter(uid=body.task).first()
        if task is None:
            raise wrong("task", NotFound("Kế hoạch không có nhiệm vụ này."))
        where = {"task": task}
    facts = body.dict(exclude={"unit", "task"})
    made = services.plan_funding(**facts, **where, unit=unit, actor=actor_of(request.user))
    return Status(201, _told(request, made.uid))


@router.post("/funding/{uuid:uid}/estimate", response=ANSWER, summary="Điều chỉnh dự toán")
@idempotent
def change_estimate(request: HttpRequest, uid: UUID, body: EstimateIn) -> Any:
    services.change_estimate(_seen(request, uid, "funding.plan"), **body.dict(), actor=actor_of(request.user))
    return _told(request, uid)


@router.post("/funding/{uuid:uid}/payments", response={201: FundingDetail, **PROBLEMS}, summary="Ghi chi: a payment")
@idempotent
def spend(request: HttpRequest, uid: UUID, body: PaymentIn) -> Any:
    services.spend(_seen(request, uid, "funding.spend"), **body.dict(), actor=actor_of(request.user))
    return Status(201, _told(request, uid))


@router.post(
    "/funding/{uuid:uid}/payments/{uuid:payment}/void", response=ANSWER, summary="Take back an entry made in error"
)
@idempotent
def void(request: HttpRequest, uid: UUID, payment: UUID, body: ReasonIn) -> Any:
    entry = queries.spending_of(_seen(request, uid, "funding.spend"), payment)
    services.void_spending(entry, reason=body.reason, actor=actor_of(request.user))
    return _told(request, uid)


@router.post("/funding/{uuid:uid}/settle", response=ANSWER, summary="Quyết toán, by a document")
@idempotent
def settle(request: HttpRequest, uid: UUID, body: SettlementIn) -> Any:
    services.settle(_seen(request, uid, "funding.settle"), **body.dict(), actor=actor_of(request.user))
    return _told(request, uid)


@router.post("/funding/{uuid:uid}/reopen", response=ANSWER, summary="Open a settled line again")
@idempotent
def reopen(request: HttpRequest, uid: UUID, body: ReasonIn) -> Any:
    services.reopen(_seen(request, uid, "funding.settle"), reason=body.reason, actor=actor_of(request.user))
    return _told(request, uid)


@router.post("/funding/{uuid:uid}/cancel", response=ANSWER, summary="Take a line out of the estimate")
@idempotent
def cancel(request: HttpRequest, uid: UUID, body: ReasonIn) -> Any:
    services.cancel(_seen(request, uid, "funding.plan"), reason=body.reason, actor=actor_of(request.user))
    return _told(request, uid)


def _seen(request: HttpRequest, uid: UUID, action: str) -> Any:
    found = queries.line_for(request.user, uid, action)
    check_match(request, found.version)
    return found


def _told(request: HttpRequest, uid: UUID) -> Any:
    return _detail(queries.line_for(request.user, uid))


def _detail(line: Any) -> Any:
    return queries.line_out(line) | {"spendings": [queries.spending_out(s) for s in queries.spendings_of(line)]}
