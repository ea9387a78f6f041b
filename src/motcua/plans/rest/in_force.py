"""A plan's later life over REST: its number, what the public sees of it, its closing table, its end."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema

from motcua.organisations.permissions import actor_of
from motcua.plans.queries.api import plan_detail
from motcua.plans.queries.closing import plain, table_of
from motcua.plans.queries.papers_api import release_out, release_version
from motcua.plans.queries.plans import plan_for
from motcua.plans.rest.given import ReasonIn
from motcua.plans.rest.papers import PlanDetail
from motcua.plans.services.issuing import close_plan, reopen_plan
from motcua.plans.services.plans import give_number, withdraw_plan
from motcua.plans.services.targets import end_release, release_plan
from motcua.ui.api import PROBLEMS, Day, Input, check_match, idempotent, with_etag

router = Router(tags=["plans"])


class NumberIn(Input):
    number: str = Field(min_length=1, max_length=100)
    issued_on: Day

    model_config = {"json_schema_extra": {"examples": [{"number": "12/KH-UBND", "issued_on": "2026-02-05"}]}}


class ReleaseIn(Input):
    """What the public may see: the plan's text, how much is done, its targets live or as frozen. What is left out stays closed."""

    text: bool = False
    progress: bool = False
    targets: Literal["none", "live", "frozen"] = "none"

    model_config = {"json_schema_extra": {"examples": [{"text": True, "progress": True, "targets": "frozen"}]}}


class EndIn(Input):
    reason: str = Field("", max_length=500)


class ReleaseOut(Schema):
    """`released` false: the public sees nothing of the plan."""

    plan: UUID
    released: bool
    text: bool
    progress: bool
    targets: str
    released_by: str | None
    released_at: datetime | None


class ClosedPlan(Schema):
    id: UUID
    number: str | None
    title: str
    year: int | None


class ProvedBy(Schema):
    kind: str
    title: str
    number: str
    ref: str | None


class TimeOut(Schema):
    """One time at which a unit owed the task, and how it ended; `open`: its due moment is still to come."""

    id: UUID
    unit: str | None
    key: str
    original_due_at: datetime
    extended_to: datetime | None
    handed_in_at: datetime | None
    accepted_at: datetime | None
    versions: int
    outcome: str
    satisfied_by: str | None
    proofs: list[ProvedBy]
    reason: str | None


class ClosingRow(Schema):
    no: str | None
    task: str
    leads: list[str]
    schedule: str
    schedule_text: str | None
    dropped: bool
    occurrences: list[TimeOut]


class ClosingTarget(Schema):
    """`measure`: computed, by_hand or nothing; `value` null where there is none."""

    id: UUID
    subject: str
    comparator: str
    goal: str
    unit: str
    measure: str
    indicator: str | None
    value: str | None
    frozen: bool
    verdict: str


class ClosingOut(Schema):
    """Every row of the paper as of a moment; `counts` by outcome, with what is still open."""

    plan: ClosedPlan
    as_of: datetime
    counts: dict[str, int]
    rows: list[ClosingRow]
    targets: list[ClosingTarget]


@router.post("/plans/{uuid:uid}/number", response={200: PlanDetail, **PROBLEMS}, summary="Enter the registry's number")
@idempotent
def number(request: HttpRequest, uid: UUID, body: NumberIn) -> Any:
    found = _seen(request, uid, "plans.give_number")
    give_number(found, actor=actor_of(request.user), number=body.number, issued_on=body.issued_on)
    return _told(request, uid)


@router.post("/plans/{uuid:uid}/withdraw", response={200: PlanDetail, **PROBLEMS}, summary="Thu hồi: take it back")
@idempotent
def withdraw(request: HttpRequest, uid: UUID, body: ReasonIn) -> Any:
    withdraw_plan(_seen(request, uid, "plans.withdraw"), actor=actor_of(request.user), reason=body.reason)
    return _told(request, uid)


@router.get(
    "/plans/{uuid:uid}/closing",
    response={200: ClosingOut, **PROBLEMS},
    summary="The closing table: each time a task was owed, what satisfied it, what is still open; every target",
)
def closing(request: HttpRequest, response: HttpResponse, uid: UUID) -> Any:
    found = plan_for(request.user, uid)
    with_etag(response, found.version)
    return plain(table_of(found))


@router.post("/plans/{uuid:uid}/close", response={200: PlanDetail, **PROBLEMS}, summary="Kết thúc: its time is over")
@idempotent
def close(request: HttpRequest, uid: UUID, body: ReasonIn) -> Any:
    close_plan(_seen(request, uid, "plans.close"), actor=actor_of(request.user), note=body.reason)
    return _told(request, uid)


@router.post("/plans/{uuid:uid}/reopen", response={200: PlanDetail, **PROBLEMS}, summary="Open a closed plan again")
@idempotent
def reopen(request: HttpRequest, uid: UUID, body: ReasonIn) -> Any:
    reopen_plan(_seen(request, uid, "plans.close"), actor=actor_of(request.user), reason=body.reason)
    return _told(request, uid)


@router.get("/plans/{uuid:uid}/release", response={200: ReleaseOut, **PROBLEMS}, summary="What the public sees of it")
def one_release(request: HttpRequest, response: HttpResponse, uid: UUID) -> Any:
    found = plan_for(request.user, uid)
    with_etag(response, release_version(found))
    return release_out(found)


@router.post(
    "/plans/{uuid:uid}/release", response={200: ReleaseOut, **PROBLEMS}, summary="Công khai what is named here"
)
@idempotent
def release(request: HttpRequest, uid: UUID, body: ReleaseIn) -> Any:
    found = plan_for(request.user, uid, "plans.release")
    check_match(request, release_version(found))
    release_plan(found, actor=actor_of(request.user), **body.dict())
    return release_out(found)


@router.post(
    "/plans/{uuid:uid}/release/end",
    response={200: ReleaseOut, **PROBLEMS},
    summary="The public sees nothing of it any more",
)
@idempotent
def end(request: HttpRequest, uid: UUID, body: EndIn) -> Any:
    found = plan_for(request.user, uid, "plans.release")
    check_match(request, release_version(found))
    end_release(found, actor=actor_of(request.user), reason=body.reason)
    return release_out(found)


def _seen(request: HttpRequest, uid: UUID, action: str) -> Any:
    found = plan_for(request.user, uid, action)
    check_match(request, found.version)
    return found


def _told(request: HttpRequest, uid: UUID) -> Any:
    return plan_detail(plan_for(request.user, uid))
