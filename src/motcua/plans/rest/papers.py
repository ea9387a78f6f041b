"""The program's face: `/plans` under `/api/v1` (CONTRACT), and reading a plan without keeping it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from ninja import Field, Query, Router, Schema
from ninja import File as FileField
from ninja.files import UploadedFile

from motcua.kernel import search
from motcua.organisations.permissions import require
from motcua.organisations.queries.units import unit_named
from motcua.plans.queries import api as queries
from motcua.plans.queries.plans import SEARCH_KIND, plan_for, plans_for
from motcua.plans.services.readings import read_bytes
from motcua.ui.api import PROBLEMS, ListQuery, list_of, only_fields, problem, with_etag
from motcua.ui.rates import Buckets, Rate

router = Router(tags=["plans"])
_READS = Buckets(Rate(per_second=2, burst=100))
"""Reading costs seconds of a processor: one caller may not take the server for itself."""


class PlanQuery(ListQuery):
    q: str = Field("", max_length=500, description="Number, title or words of tasks, with or without diacritics")
    state: str = Field("", pattern="^(draft|in_approval|awaiting_number|issued|closed|replaced|withdrawn)?$")
    year: int | None = Field(None, ge=1945, le=2200)
    kind: str = Field("", max_length=100, description="Type of document as the plan names it: Kế hoạch")
    issuer: str = Field("", max_length=80, description="Code or identifier of the issuing unit")


class TaskQuery(ListQuery):
    lead: str = Field("", max_length=80, description="Code or identifier of a unit that leads")
    coordinator: str = Field("", max_length=80, description="Code or identifier of a unit that supports")


class PlanOut(Schema):
    id: UUID
    kind: str
    number: str
    title: str
    year: int | None
    state: str
    issuer: str
    issuer_unit: str | None
    owner: str
    place: str
    issued_on: date | None
    sample: bool


class PlanPage(Schema):
    items: list[PlanOut]
    next: str | None


class SignerOut(Schema):
    capacity: str
    name: str


class SectionOut(Schema):
    label: str
    title: str | None
    depth: int


class CitedOut(Schema):
    """A document that the plan rests on. `document` is its id in `/legal-documents` where the library has it."""

    text: str
    number: str
    document: UUID | None
    date_differs: bool


class DutyOut(Schema):
    period: str
    to: str | None
    via: str | None
    due: str | None
    text: str


class OutreachOut(Schema):
    audience: str
    label: str
    topics: list[str]
    channels: list[dict[str, str]]


class PlanDetail(PlanOut):
    signer: SignerOut
    recipients: list[str]
    sections: list[SectionOut]
    bases: list[CitedOut]
    outreach: list[OutreachOut]
    reporting: list[DutyOut]
    systems: list[str]
    tasks: int
    targets: int
    replaces: UUID | None
    files: list[UUID]
    created_at: datetime


class UnitRef(Schema):
    code: str
    named: str


class ScheduleOut(Schema):
    kind: str
    start: date | None
    end: date | None
    event: str | None
    every: str | None
    months: list[str] | None
    due: list[str] | None = Field(
        description=(
            "Ngày trong mỗi kỳ (03-16: ngày 16 của tháng thứ ba; 01-05+01-15: hai ngày mỗi kỳ; 01-w00: ngày làm việc cuối cùng), "
            "từng ngày (2026-06-15), hoặc thứ trong tuần (W-5)"
        )
    )


class TaskOut(Schema):
    id: UUID
    no: str | None
    section: str | None
    section_title: str | None
    goal: str | None
    task: str
    lead: str | None
    lead_units: list[UnitRef]
    coordinators: list[str]
    coordinator_units: list[UnitRef]
    deliverable: str | None
    schedule_text: str | None
    schedule: ScheduleOut
    quote: str


class TaskPage(Schema):
    items: list[TaskOut]
    next: str | None


class TargetOut(Schema):
    """`bound`: the indicator that measures it, as a person confirmed. `judged`: the sign it is judged by: of a bare number
    (`comparator` "=") at least, or at most where less is better.
    """

    id: UUID
    task: UUID | None
    text: str
    subject: str
    comparator: str
    value: Decimal
    unit: str
    start: date | None
    end: date | None
    indicator: str | None
    bound: str | None
    judged: str
    quote: str


class TargetPage(Schema):
    items: list[TargetOut]
    next: str | None


@router.get("/plans", response={200: PlanPage, **PROBLEMS}, summary="Plans that the caller may read")
def list_plans(request: HttpRequest, query: Query[PlanQuery]) -> Any:
    rows = plans_for(request.user).select_related("issuer", "owner")
    if query.state:
        rows = rows.filter(state=query.state)
    if query.year is not None:
        rows = rows.filter(year=query.year)
    if query.kind:
        rows = rows.filter(kind=query.kind)
    if query.issuer:
        rows = rows.filter(issuer=unit_named(query.issuer))
    order: tuple[str, ...] = ("-issued_on", "-id")
    if query.q.strip():
        rows = search.find(rows, SEARCH_KIND, query.q).queryset
        order = ("-search_rank", *order)
    return list_of(rows, query, order=order, out=queries.plan_out)


@router.get(
    "/plans/{uuid:uid}", response={200: PlanDetail, **PROBLEMS}, summary="One plan without its tasks and targets"
)
def one_plan(request: HttpRequest, response: HttpResponse, uid: UUID) -> Any:
    found = plan_for(request.user, uid)
    with_etag(response, found.version)
    return queries.plan_detail(found)


@router.get("/plans/{uuid:uid}/tasks", response={200: TaskPage, **PROBLEMS}, summary="Tasks in the order of the paper")
def plan_tasks(request: HttpRequest, uid: UUID, query: Query[TaskQuery]) -> Any:
    rows = queries.tasks_of(plan_for(request.user, uid))
    for role, code in (("lead", query.lead), ("coordinator", query.coordinator)):
        if code:
            rows = queries.with_unit(rows, role, unit_named(code))
    return list_of(rows, query, order=("position", "id"), out=queries.task_out)


@router.get(
    "/plans/{uuid:uid}/targets", response={200: TargetPage, **PROBLEMS}, summary="Figures that the plan promises"
)
def plan_targets(request: HttpRequest, uid: UUID, query: Query[ListQuery]) -> Any:
    rows = queries.targets_of(plan_for(request.user, uid))
    return list_of(rows, query, order=("position", "id"), out=queries.target_out)


@router.post(
    "/plans/read",
    response={200: dict[str, Any], **PROBLEMS},
    summary="Read a plan file without keeping it: a PlanDocument (plan-document.schema.json)",
)
def read(request: HttpRequest, file: FileField[UploadedFile]) -> Any:
    require(request.user, "plans.read")
    only_fields(request, "file")
    wait = _READS.take(str(request.user.pk))
    if wait:
        response = problem(429, "too_many_requests", gettext("Quá nhiều tệp cùng lúc. Hãy thử lại sau ít giây."))
        response["Retry-After"] = str(int(wait) + 1)
        return response
    return read_bytes(file, name=file.name or "")
