"""Inspections over REST: to read, and to report what a unit has put right."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from motcua.kernel import clock
from motcua.organisations.permissions import actor_of
from motcua.organisations.queries.units import unit_named
from motcua.plans.queries import inspections as queries
from motcua.plans.queries import inspections_api as shown
from motcua.plans.rest.given import file_named
from motcua.plans.services.remedies import report_remedy
from motcua.ui.api import PROBLEMS, Input, ListQuery, check_match, idempotent, list_of, with_etag

router = Router(tags=["inspections"])


class InspectionQuery(ListQuery):
    state: str = Field("", pattern="^(planned|under_way|concluded|closed|cancelled)?$")
    kind: str = Field("", pattern="^(public_duty|procedure_control|reform|other)?$")
    unit: str = Field("", max_length=80, description="Code or identifier of an inspected unit")


class FindingQuery(ListQuery):
    state: str = Field("", pattern="^(noted|open|reported|returned|closed)?$")
    unit: str = Field("", max_length=80, description="Code or identifier of the inspected unit")
    mine: bool = Field(False, description="Only what the caller's own units are to put right now")


class InspectionOut(Schema):
    id: UUID
    kind: str
    state: str
    title: str
    owner: str
    decision_number: str | None
    decision_on: date | None
    starts_on: date
    ends_on: date
    report_number: str | None
    report_on: date | None
    occurrence: UUID | None
    sample: bool


class InspectionPage(Schema):
    items: list[InspectionOut]
    next: str | None


class FindingOut(Schema):
    id: UUID
    inspection: UUID
    unit: str
    item: str | None
    verdict: str
    text: str
    state: str
    remedy: str | None
    due_at: datetime | None
    original_due_at: datetime | None
    late: bool
    reported_at: datetime | None
    closed_at: datetime | None


class FindingPage(Schema):
    items: list[FindingOut]
    next: str | None


class RemedyOut(Schema):
    number: int
    text: str
    reported_by: str
    reported_at: datetime
    accepted: bool | None
    decided_by: str | None
    decided_at: datetime | None
    decision_note: str


class FindingDetail(FindingOut):
    """`to_put_right`: the unit is to act; `waiting`: the inspectors are."""

    to_put_right: bool
    waiting: bool
    reports: list[RemedyOut]


class MemberOut(Schema):
    officer: UUID
    name: str
    leads: bool


class InspectedOut(Schema):
    unit: str
    visit_on: date | None
    good: int
    faults: int
    not_applicable: int
    open: int
    findings: list[FindingOut]


class ItemToInspect(Schema):
    id: UUID
    text: str
    basis: str


class InspectionDetail(InspectionOut):
    """`items`: the checklist, on each of which every unit gets a verdict."""

    items: list[ItemToInspect]
    conclusion: str | None
    recommendation: str | None
    team: list[MemberOut]
    units: list[InspectedOut]


class RemedyIn(Input):
    """`file`: an id of `POST /files`, the proof; a later report may rest on the proof of an earlier one."""

    text: str = Field(min_length=1, max_length=20_000)
    file: UUID | None = None


@router.get("/inspections", response={200: InspectionPage, **PROBLEMS}, summary="Inspections that the caller may see")
def list_inspections(request: HttpRequest, query: Query[InspectionQuery]) -> Any:
    rows = queries.inspections_for(request.user)
    if query.state:
        rows = rows.filter(state=query.state)
    if query.kind:
        rows = rows.filter(kind=query.kind)
    if query.unit:
        rows = rows.filter(units__unit=unit_named(query.unit))
    return list_of(rows, query, order=("-starts_on", "-id"), out=shown.inspection_out)


@router.get(
    "/inspections/{uuid:uid}", response={200: InspectionDetail, **PROBLEMS}, summary="One inspection with its findings"
)
def one_inspection(request: HttpRequest, response: HttpResponse, uid: UUID) -> Any:
    found = queries.inspection_for(request.user, uid)
    with_etag(response, found.version)
    return shown.inspection_detail(found, request.user)


@router.get("/findings", response={200: FindingPage, **PROBLEMS}, summary="Findings, and what is still to be put right")
def list_findings(request: HttpRequest, query: Query[FindingQuery]) -> Any:
    rows = queries.remedies_of(request.user) if query.mine else queries.findings_for(request.user)
    if query.state:
        rows = rows.filter(state=query.state)
    if query.unit:
        rows = rows.filter(inspected__unit=unit_named(query.unit))
    now = clock.now()
    return list_of(rows, query, order=("-id",), out=lambda one: shown.finding_out(one, now))


@router.get(
    "/findings/{uuid:uid}", response={200: FindingDetail, **PROBLEMS}, summary="One finding with what was put right"
)
def one_finding(request: HttpRequest, response: HttpResponse, uid: UUID) -> Any:
    found = queries.finding_for(request.user, uid)
    with_etag(response, found.version)
    return shown.finding_detail(found)


@router.post(
    "/findings/{uuid:uid}/remedy",
    response={200: FindingDetail, **PROBLEMS},
    summary="Report what the unit has put right",
)
@idempotent
def hand_in_remedy(request: HttpRequest, uid: UUID, body: RemedyIn) -> Any:
    found = queries.finding_for(request.user, uid, "inspections.remedy")
    check_match(request, found.version)
    proof = file_named(request, body.file, "file")
    report_remedy(found, text=body.text, proof=proof, actor=actor_of(request.user))
    return shown.finding_detail(queries.finding_for(request.user, uid))
