"""Drafts, opinions and amendments over REST: to read, and to answer for a unit that is asked."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from motcua.organisations.permissions import actor_of
from motcua.plans.queries import opinions, papers_api
from motcua.plans.queries.drafts import amendment_for, draft_for
from motcua.plans.queries.plans import plan_for
from motcua.plans.services.opinions import answer
from motcua.ui.api import PROBLEMS, Input, ListQuery, check_match, idempotent, list_of, with_etag

router = Router(tags=["drafts"])


class AmendmentQuery(ListQuery):
    plan: UUID | None = Field(None, description="Identifier of the plan that is amended")
    state: str = Field("", pattern="^(draft|in_approval|applied|withdrawn)?$")
    kind: str = Field("", pattern="^(amendment|correction)?$")


class DraftOut(Schema):
    """`content` has the shape of a plan document; `version` is what a change must name."""

    plan: UUID
    state: str
    version: int
    content: dict[str, Any]


class OpinionOut(Schema):
    place: str
    words: str
    text: str
    verdict: str | None
    reason: str


class AskedUnitOut(Schema):
    id: UUID
    unit: str
    answer: str | None
    silent: bool
    answered_by: str | None
    answered_at: datetime | None
    comments: list[OpinionOut]


class ConsultationOut(Schema):
    id: UUID
    state: str
    due_on: date
    note: str
    opened_by: str
    opened_at: datetime
    closed_at: datetime | None
    units: list[AskedUnitOut]


class ConsultationsOut(Schema):
    items: list[ConsultationOut]


class AskedOut(Schema):
    """What a unit is asked: the draft as it was sent out, until when, and what it answered."""

    id: UUID
    unit: str
    title: str
    due_on: date
    note: str
    open: bool
    answer: str | None
    answered_by: str | None
    answered_at: datetime | None
    version: int
    content: dict[str, Any]


class AskedPage(Schema):
    items: list[AskedOut]
    next: str | None


class CommentIn(Input):
    """`place`: where in the draft (`/tasks/3`); empty: about the whole."""

    place: str = Field("", max_length=200)
    text: str = Field(min_length=1, max_length=20_000)


class AnswerIn(Input):
    answer: Literal["agrees", "comments"]
    comments: list[CommentIn] = Field(default_factory=list, max_length=200)


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
    changes: list[ChangeOut]


class AmendmentPage(Schema):
    items: list[AmendmentOut]
    next: str | None


@router.get("/plans/{uuid:uid}/draft", response={200: DraftOut, **PROBLEMS}, summary="The draft of a plan as it stands")
def one_draft(request: HttpRequest, response: HttpResponse, uid: UUID) -> Any:
    found = draft_for(request.user, uid)
    with_etag(response, found.version)
    return papers_api.draft_out(found)


@router.get(
    "/plans/{uuid:uid}/opinions",
    response={200: ConsultationsOut, **PROBLEMS},
    summary="Opinions asked about a plan's draft, what each unit said and what became of it",
)
def plan_opinions(request: HttpRequest, uid: UUID) -> Any:
    return {"items": papers_api.consultations_of(plan_for(request.user, uid))}


@router.get(
    "/opinions",
    response={200: AskedPage, **PROBLEMS},
    summary="What the caller's units are asked and have not answered",
)
def list_asked(request: HttpRequest, query: Query[ListQuery]) -> Any:
    rows = opinions.asked_of(request.user).select_related("consultation__shown")
    return list_of(rows, query, order=("id",), out=papers_api.asked_out)


@router.get("/opinions/{uuid:uid}", response={200: AskedOut, **PROBLEMS}, summary="One request for an opinion")
def one_asked(request: HttpRequest, response: HttpResponse, uid: UUID) -> Any:
    found = opinions.asked_for(request.user, uid)
    with_etag(response, found.version)
    return papers_api.asked_out(found)


@router.post(
    "/opinions/{uuid:uid}/answer", response={200: AskedOut, **PROBLEMS}, summary="Answer for the unit that is asked"
)
@idempotent
def answer_opinion(request: HttpRequest, uid: UUID, body: AnswerIn) -> Any:
    found = opinions.asked_for(request.user, uid)
    check_match(request, found.version)
    comments = [(one.place, one.text) for one in body.comments]
    answer(found, answer=body.answer, comments=comments, version=found.version, actor=actor_of(request.user))
    return papers_api.asked_out(opinions.asked_for(request.user, uid))


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
