"""Assessments, and models and initiatives worth spreading, over REST: to read."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from motcua.organisations.queries.units import unit_named
from motcua.plans.queries import assessment as queries
from motcua.plans.queries import assessment_api as shown
from motcua.plans.queries.initiatives import initiative_for, initiatives_for
from motcua.plans.workflow import RoundState
from motcua.ui.api import PROBLEMS, ListQuery, list_of, with_etag

router = Router(tags=["assessments"])


class RoundQuery(ListQuery):
    year: int | None = Field(None, ge=2000, le=2100)
    state: str = Field("", pattern="^(self_scoring|reviewing|approved)?$")


class InitiativeQuery(ListQuery):
    state: str = Field("", pattern="^(draft|submitted|approved|published)?$")
    kind: str = Field("", pattern="^(model|initiative|example)?$")
    owner: str = Field("", max_length=80, description="Code or identifier of the unit it belongs to")


class RoundOut(Schema):
    id: UUID
    title: str
    year: int
    state: str
    owner: str
    assesses: str
    scheme: str


class RoundPage(Schema):
    items: list[RoundOut]
    next: str | None


class NominationOut(Schema):
    kind: str
    name: str
    unit: str
    award: str
    state: str
    decision_number: str | None
    decision_on: date | None


class RoundDetail(RoundOut):
    """Nominations are there once the round is approved."""

    nominations: list[NominationOut]


class ResultOut(Schema):
    """Before approval only one's own, and those one oversees; total, grade and rank stand with the approval."""

    id: UUID
    unit: str
    officer: UUID | None
    name: str
    self_total: Decimal | None
    total: Decimal | None
    grade: str | None
    rank: int | None


class ResultPage(Schema):
    items: list[ResultOut]
    next: str | None


class InitiativeOut(Schema):
    id: UUID
    kind: str
    title: str
    owner: str
    task: UUID | None
    authors: str
    summary: str
    description: str
    effect: str
    spreads_to: str
    state: str
    decision_number: str | None
    decision_on: date | None
    published_at: datetime | None
    sample: bool


class InitiativePage(Schema):
    items: list[InitiativeOut]
    next: str | None


@router.get(
    "/assessments", response={200: RoundPage, **PROBLEMS}, summary="Assessments of years that the caller may read"
)
def list_rounds(request: HttpRequest, query: Query[RoundQuery]) -> Any:
    rows = queries.rounds_for(request.user).select_related("owner", "scheme")
    if query.year is not None:
        rows = rows.filter(year=query.year)
    if query.state:
        rows = rows.filter(state=query.state)
    return list_of(rows, query, order=("-year", "-id"), out=shown.round_out)


@router.get("/assessments/{uuid:uid}", response={200: RoundDetail, **PROBLEMS}, summary="One assessment")
def one_round(request: HttpRequest, response: HttpResponse, uid: UUID) -> Any:
    found = queries.round_for(request.user, uid)
    with_etag(response, found.version)
    return shown.round_detail(found, approved=found.state == RoundState.APPROVED)


@router.get(
    "/assessments/{uuid:uid}/results",
    response={200: ResultPage, **PROBLEMS},
    summary="Results that the caller may read",
)
def round_results(request: HttpRequest, uid: UUID, query: Query[ListQuery]) -> Any:
    found = queries.round_for(request.user, uid)
    rows = queries.results_for(request.user, found)
    return list_of(rows, query, order=("id",), out=shown.assessed_out)


@router.get(
    "/initiatives",
    response={200: InitiativePage, **PROBLEMS},
    summary="Models and initiatives that the caller may read",
)
def list_initiatives(request: HttpRequest, query: Query[InitiativeQuery]) -> Any:
    rows = initiatives_for(request.user)
    if query.state:
        rows = rows.filter(state=query.state)
    if query.kind:
        rows = rows.filter(kind=query.kind)
    if query.owner:
        rows = rows.filter(owner=unit_named(query.owner))
    return list_of(rows, query, order=("-created_at", "-id"), out=shown.initiative_out)


@router.get("/initiatives/{uuid:uid}", response={200: InitiativeOut, **PROBLEMS}, summary="One model or initiative")
def one_initiative(request: HttpRequest, response: HttpResponse, uid: UUID) -> Any:
    found = initiative_for(request.user, uid)
    with_etag(response, found.version)
    return shown.initiative_out(found)
