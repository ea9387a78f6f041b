"""Amending documents over REST: begun, filled with changes, sent on their route; corrections of what the reader got wrong."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema
from ninja.responses import Status

from motcua.organisations.permissions import actor_of
from motcua.plans.queries import papers_api
from motcua.plans.queries.contents import content_of
from motcua.plans.queries.drafts import CORRECTION, amendment_for
from motcua.plans.queries.plans import plan_for
from motcua.plans.rest.drafts import OnRouteIn
from motcua.plans.rest.given import ReasonIn
from motcua.plans.rest.items import ItemIn, entered
from motcua.plans.rules.amending import item_of
from motcua.plans.services import amending as services
from motcua.ui.api import PROBLEMS, Input, ListQuery, check_match, idempotent, list_of, with_etag

router = Router(tags=["drafts"])


class AmendmentQuery(ListQuery):
    plan: UUID | None = Field(None, description="Identifier of the plan that is amended")
    state: str = Field("", pattern="^(draft|in_approval|applied|withdrawn)?$")
    kind: str = Field("", pattern="^(amendment|correction)?$")


class AmendmentSigner(Schema):
    capacity: str
    name: str


class ChangeOut(Schema):
    op: str
    list: str
    uid: str | None
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class AmendmentOut(Schema):
    id: UUID
    plan: UUID
    kind: str
    state: str
    title: str
    reason: str
    number: str | None
    issued_on: date | None
    signer: AmendmentSigner
    applied_at: datetime | None
    version: int
    changes: list[ChangeOut]


class AmendmentPage(Schema):
    items: list[AmendmentOut]
    next: str | None


class AmendIn(Input):
    """`correction`: what the reader got wrong, for which no document is needed; of plans that were read in."""

    kind: Literal["amendment", "correction"] = "amendment"
    title: str = Field(min_length=1, max_length=1000)
    reason: str = Field(min_length=1, max_length=20_000)


class AddedIn(Input):
    """Bổ sung: a new task or target."""

    list: Literal["tasks", "targets"]
    item: ItemIn


class ItemOfPlan(Input):
    """A task or target of the plan, by its id."""

    list: Literal["tasks", "targets"]
    uid: UUID


class ChangedIn(ItemOfPlan):
    """Điều chỉnh: what is left out of `item` stays."""

    item: ItemIn


class ChangePlaceIn(Input):
    place: int = Field(ge=0, le=2000, description="Of the change in `changes`, from 0")


class SentOut(Schema):
    """`approval`: an id of `/approvals`, where the route goes on."""

    amendment: UUID
    state: str
    approval: UUID


@router.get("/amendments", response={200: AmendmentPage, **PROBLEMS}, summary="Documents that change plans in force")
def list_amendments(request: HttpRequest, query: Query[AmendmentQuery]) -> Any:
    rows = papers_api.amendments_for(request.user)
    if query.plan is not None:
        rows = rows.filter(plan__uid=query.plan)
    if query.state:
        rows = rows.filter(state=query.state)
    if query.kind:
        rows = rows.filter(kind=query.kind)
    return list_of(rows, query, order=("-id",), out=papers_api.amendment_out)


@router.get(
    "/amendments/{uuid:uid}", response={200: AmendmentOut, **PROBLEMS}, summary="One amending document with its changes"
)
def one_amendment(request: HttpRequest, response: HttpResponse, uid: UUID) -> Any:
    found = amendment_for(request.user, uid)
    with_etag(response, found.version)
    return papers_api.amendment_out(found)


@router.post(
    "/plans/{uuid:uid}/amendments", response={201: AmendmentOut, **PROBLEMS}, summary="Begin to change a plan in force"
)
@idempotent
def begin(request: HttpRequest, uid: UUID, body: AmendIn) -> Any:
    plan = plan_for(request.user, uid, "plans.correct" if body.kind == CORRECTION else "plans.draft")
    check_match(request, plan.version)
    made = services.begin_amendment(
        plan, title=body.title, reason=body.reason, kind=body.kind, actor=actor_of(request.user)
    )
    return Status(201, papers_api.amendment_out(made))


@router.post("/amendments/{uuid:uid}/add", response={200: AmendmentOut, **PROBLEMS}, summary="Bổ sung an item")
@idempotent
def add(request: HttpRequest, uid: UUID, body: AddedIn) -> Any:
    found = _seen(request, uid)
    given = entered(body.list, body.item)
    return _told(
        request, services.add_item(found, body.list, given, version=found.version, actor=actor_of(request.user))
    )


@router.post("/amendments/{uuid:uid}/change", response={200: AmendmentOut, **PROBLEMS}, summary="Điều chỉnh an item")
@idempotent
def change(request: HttpRequest, uid: UUID, body: ChangedIn) -> Any:
    found = _seen(request, uid)
    given = entered(body.list, body.item, item_of(content_of(found.plan), body.list, str(body.uid)))
    version, actor = found.version, actor_of(request.user)
    return _told(request, services.change_item(found, body.list, str(body.uid), given, version=version, actor=actor))


@router.post("/amendments/{uuid:uid}/drop", response={200: AmendmentOut, **PROBLEMS}, summary="Bãi bỏ an item")
@idempotent
def drop(request: HttpRequest, uid: UUID, body: ItemOfPlan) -> Any:
    found = _seen(request, uid)
    version, actor = found.version, actor_of(request.user)
    return _told(request, services.drop_item(found, body.list, str(body.uid), version=version, actor=actor))


@router.post(
    "/amendments/{uuid:uid}/take-out", response={200: AmendmentOut, **PROBLEMS}, summary="Leave a change out again"
)
@idempotent
def take_out(request: HttpRequest, uid: UUID, body: ChangePlaceIn) -> Any:
    found = _seen(request, uid)
    version, actor = found.version, actor_of(request.user)
    return _told(request, services.take_out_change(found, body.place, version=version, actor=actor))


@router.post(
    "/amendments/{uuid:uid}/submit", response={200: SentOut, **PROBLEMS}, summary="Trình duyệt: send it on its route"
)
@idempotent
def submit(request: HttpRequest, uid: UUID, body: OnRouteIn) -> Any:
    found = _seen(request, uid, "plans.draft")
    sent = services.submit_amendment(
        found, actor=actor_of(request.user), version=found.version, route=body.route, opinion=body.opinion
    )
    return {"amendment": uid, "state": amendment_for(request.user, uid).state, "approval": sent.uid}


@router.post(
    "/amendments/{uuid:uid}/correct", response={200: AmendmentOut, **PROBLEMS}, summary="Apply a correction of reading"
)
@idempotent
def correct(request: HttpRequest, uid: UUID) -> Any:
    found = _seen(request, uid, "plans.correct")
    return _told(request, services.correct(found, actor=actor_of(request.user), version=found.version))


@router.post("/amendments/{uuid:uid}/withdraw", response={200: AmendmentOut, **PROBLEMS}, summary="Rút the draft")
@idempotent
def withdraw(request: HttpRequest, uid: UUID, body: ReasonIn) -> Any:
    found = _seen(request, uid, "plans.draft")
    return _told(request, services.withdraw_amendment(found, actor=actor_of(request.user), reason=body.reason))


def _seen(request: HttpRequest, uid: UUID, action: str = "") -> Any:
    """The amendment as the caller saw it, if they may do `action`; else edit it: a correction is another right."""
    found = amendment_for(request.user, uid)
    found = amendment_for(request.user, uid, action or ("plans.correct" if found.kind == CORRECTION else "plans.draft"))
    check_match(request, found.version)
    return found


def _told(request: HttpRequest, amendment: Any) -> Any:
    return papers_api.amendment_out(amendment_for(request.user, amendment.uid))
