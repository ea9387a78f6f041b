"""Opinions about drafts over REST: asked by the drafter, answered by units, decided and closed by the drafter."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema
from ninja.responses import Status

from motcua.kernel.errors import NotFound
from motcua.organisations.permissions import actor_of
from motcua.plans.queries import opinions, papers_api
from motcua.plans.queries.drafts import draft_for
from motcua.plans.queries.plans import plan_for
from motcua.plans.rest.given import units_named
from motcua.plans.services.opinions import answer, ask_opinions, close_opinions, decide
from motcua.ui.api import PROBLEMS, Day, Input, ListQuery, check_match, idempotent, list_of, with_etag

router = Router(tags=["drafts"])


class OpinionOut(Schema):
    """One comment, and what became of it. `version` is what a verdict must name."""

    id: UUID
    place: str
    words: str
    text: str
    verdict: str | None
    reason: str
    version: int


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


class OpinionCommentIn(Input):
    """`place`: where in the draft (`/tasks/3`); empty: about the whole."""

    place: str = Field("", max_length=200)
    text: str = Field(min_length=1, max_length=20_000)


class OpinionAnswerIn(Input):
    answer: Literal["agrees", "comments"]
    comments: list[OpinionCommentIn] = Field(default_factory=list, max_length=200)


class AskIn(Input):
    """`units` are codes, or identifiers of any scheme; they see the draft as it is now, however it is edited later."""

    units: list[str] = Field(min_length=1, max_length=500)
    due_on: Day
    note: str = Field("", max_length=20_000)

    model_config = {"json_schema_extra": {"examples": [{"units": ["bql-dt"], "due_on": "2026-12-31"}]}}


class VerdictIn(Input):
    """What is not fully taken up says why (`reason`)."""

    verdict: Literal["taken", "partly", "not_taken"]
    reason: str = Field("", max_length=20_000)


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
def answer_opinion(request: HttpRequest, uid: UUID, body: OpinionAnswerIn) -> Any:
    found = opinions.asked_for(request.user, uid)
    check_match(request, found.version)
    comments = [(one.place, one.text) for one in body.comments]
    answer(found, answer=body.answer, comments=comments, version=found.version, actor=actor_of(request.user))
    return papers_api.asked_out(opinions.asked_for(request.user, uid))


@router.post(
    "/plans/{uuid:uid}/draft/opinions",
    response={201: ConsultationOut, **PROBLEMS},
    summary="Lấy ý kiến: send the draft to units until a date",
)
@idempotent
def ask(request: HttpRequest, uid: UUID, body: AskIn) -> Any:
    found = draft_for(request.user, uid, "plans.draft")
    check_match(request, found.version)
    units = units_named(body.units, "units")
    made = ask_opinions(found, units=units, due_on=body.due_on, note=body.note, actor=actor_of(request.user))
    return Status(201, papers_api.consultation_out(made))


@router.post(
    "/consultations/{uuid:uid}/close",
    response={200: ConsultationOut, **PROBLEMS},
    summary="Close: who has said nothing is told as silent",
)
@idempotent
def close(request: HttpRequest, uid: UUID) -> Any:
    found = opinions.consultation_for(request.user, uid, "plans.draft")
    return papers_api.consultation_out(close_opinions(found, actor=actor_of(request.user)))


@router.post(
    "/consultations/{uuid:uid}/comments/{uuid:comment}/verdict",
    response={200: ConsultationOut, **PROBLEMS},
    summary="Tiếp thu, giải trình: what becomes of a comment",
)
@idempotent
def settle(request: HttpRequest, uid: UUID, comment: UUID, body: VerdictIn) -> Any:
    consultation = opinions.consultation_for(request.user, uid, "plans.draft")
    found = opinions.opinion_for(request.user, comment)
    if found.consulted.consultation_id != consultation.pk:
        raise NotFound("Không có ý kiến này.")
    check_match(request, found.version)
    decide(found, verdict=body.verdict, reason=body.reason, version=found.version, actor=actor_of(request.user))
    return papers_api.consultation_out(consultation)
