"""One procedure under review over REST: its findings, its cost, what is proposed and what becomes of it; with the desk's rights."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field
from ninja.responses import Status

from motcua.kernel.errors import N_, FieldError, Invalid
from motcua.organisations.permissions import actor_of, require
from motcua.procedures.queries import reviews as queries
from motcua.procedures.queries.proposal_carriers import carriers_of
from motcua.procedures.queries.review_beside import said_beside
from motcua.procedures.rest.assessing import (
    CostingIn,
    CostingOut,
    CriterionAnswerIn,
    CriterionAnswerOut,
    answers_given,
    answers_told,
    costing_given,
    costing_told,
)
from motcua.procedures.rest.bodies import RegistryReasonIn, procedures_given
from motcua.procedures.rest.review_writes import PlannedIn, planned_given
from motcua.procedures.rest.reviews import ReviewItemOut, item_told
from motcua.procedures.rest.reviews import router as reviews
from motcua.procedures.services import granted_costs as granting
from motcua.procedures.services import proposals
from motcua.procedures.services import reviews as services
from motcua.procedures.services.review_changes import change_item
from motcua.ui.api import NOT_KEPT, PROBLEMS, Day, Input, check_match, idempotent, with_etag

PLAN, ASSESS, DECIDE = "reviews.plan", "reviews.assess", "reviews.decide"


class ReviewItemDetail(ReviewItemOut):
    """`proposals` are those that stand; withdrawn ones are in the trail."""

    review: UUID
    ground_words: str
    product: str
    note: str = Field(description="Why it was sent back or taken out")
    answers: list[CriterionAnswerOut]
    costing: CostingOut | None
    warnings: list[str] = Field(
        description="What is proposed about the procedure at the same time, here or in another round"
    )


class FindingsIn(Input):
    """Criteria that are left out are left open."""

    answers: list[CriterionAnswerIn] = Field(default_factory=list, max_length=60)
    conclusion: str = Field("", max_length=2000)


class ProposalIn(Input):
    kind: Literal["simplify", "merge", "shorten", "abolish", "decentralise"]
    text: str = Field(min_length=1, max_length=2000)
    to_whom: str = Field("", max_length=300, description="Of decentralisation: to which level or body")
    merged_with: list[Annotated[str, Field(min_length=1, max_length=40)]] = Field(
        default_factory=list, max_length=50, description="Codes of the other procedures; needed for a merger"
    )
    on: Day | None = Field(None, description="Today when left out")


class ProposalDecisionIn(Input):
    accepted: bool
    number: str = Field("", max_length=80, description="Of the decision; needed to accept")
    decided_on: Day
    reason: str = Field("", max_length=1000, description="Needed to refuse")


class ProposalCorrectionIn(Input):
    """What was recorded was typed wrong: the decision as it is, or none."""

    decision: ProposalDecisionIn | None = Field(
        description="null: what was recorded is voided, the proposal waits again"
    )
    why: str = Field(min_length=1, max_length=500)


class ProposalDoneIn(Input):
    on: Day
    note: str = Field("", max_length=500, description="What shows it")
    carried_by: str = Field(
        "",
        max_length=40,
        description="The version of the registry that says it, published since the decision, as 1.100001/3 (code and number)",
    )


class GrantedCostIn(Input):
    """What it costs after, by what was accepted alone."""

    dossier: Decimal | None = Field(None, ge=0, max_digits=15)
    year: Decimal | None = Field(None, ge=0, max_digits=15)
    note: str = Field(min_length=1, max_length=500, description="Which part was accepted, what it leaves out")


__all__ = ["reviews"]
"""The router of all that reads and writes reviews: `review_writes` is read with this."""
TELLS = {200: ReviewItemDetail, **PROBLEMS}


@reviews.get("/review-items/{uid}", response=TELLS, summary="One procedure under review, with findings and cost")
def one_item(request: HttpRequest, response: HttpResponse, uid: UUID) -> Any:
    require(request.user, "procedures.read")
    return _told(request, response, uid)


@reviews.put("/review-items/{uid}", response=TELLS, summary="Who reviews it, why, what is to come of it, by when")
def assign(request: HttpRequest, response: HttpResponse, uid: UUID, body: PlannedIn) -> Any:
    found = _seen(request, uid, PLAN)
    change_item(found, planned_given(body), version=found.version, actor=actor_of(request.user))
    return _told(request, response, uid)


@reviews.put("/review-items/{uid}/findings", response=TELLS, summary="Record what was found by each criterion")
def record_findings(request: HttpRequest, response: HttpResponse, uid: UUID, body: FindingsIn) -> Any:
    found = _seen(request, uid, ASSESS)
    known = {one.key for one in queries.criteria_of(found.round)[0]}
    services.answer(
        found,
        answers_given(body.answers, known),
        conclusion=body.conclusion,
        version=found.version,
        actor=actor_of(request.user),
    )
    return _told(request, response, uid)


@reviews.put("/review-items/{uid}/cost", response=TELLS, summary="Record what following it costs, before and after")
def record_cost(request: HttpRequest, response: HttpResponse, uid: UUID, body: CostingIn) -> Any:
    found = _seen(request, uid, ASSESS)
    costing = costing_given(body, found.costing)
    services.reckon_cost(found, costing, version=found.version, actor=actor_of(request.user))
    return _told(request, response, uid)


@reviews.post("/review-items/{uid}/hand-in", response=TELLS, summary="Nộp the result: from now on it is decided about")
@idempotent
def hand_in(request: HttpRequest, response: HttpResponse, uid: UUID) -> Any:
    services.hand_in(_seen(request, uid, ASSESS), actor=actor_of(request.user))
    return _told(request, response, uid)


@reviews.post("/review-items/{uid}/send-back", response=TELLS, summary="Trả lại a result that is not good enough yet")
@idempotent
def send_back(request: HttpRequest, response: HttpResponse, uid: UUID, body: RegistryReasonIn) -> Any:
    services.send_back(_seen(request, uid, PLAN), reason=body.reason, actor=actor_of(request.user))
    return _told(request, response, uid)


@reviews.post("/review-items/{uid}/settle", response=TELLS, summary="Hoàn thành: no proposal about it waits")
@idempotent
def settle(request: HttpRequest, response: HttpResponse, uid: UUID) -> Any:
    services.settle(_seen(request, uid, DECIDE), actor=actor_of(request.user))
    return _told(request, response, uid)


@reviews.post("/review-items/{uid}/drop", response=TELLS, summary="Take it out of the round")
@idempotent
def drop_item(request: HttpRequest, response: HttpResponse, uid: UUID, body: RegistryReasonIn) -> Any:
    services.drop_item(_seen(request, uid, PLAN), reason=body.reason, actor=actor_of(request.user))
    return _told(request, response, uid)


@reviews.post(
    "/review-items/{uid}/proposals",
    response={201: ReviewItemDetail, **PROBLEMS},
    summary="Propose to simplify, merge, shorten, abolish or decentralise it",
)
@idempotent
def propose(request: HttpRequest, response: HttpResponse, uid: UUID, body: ProposalIn) -> Any:
    found = _seen(request, uid, ASSESS)
    others = procedures_given(body.merged_with, "merged_with") if body.merged_with else []
    proposals.propose(found, **body.dict() | {"merged_with": others}, actor=actor_of(request.user))
    return Status(201, _told(request, response, uid))


@reviews.post("/review-proposals/{uid}/decide", response=TELLS, summary="Accept or refuse a proposal by a decision")
@idempotent
def decide(request: HttpRequest, response: HttpResponse, uid: UUID, body: ProposalDecisionIn) -> Any:
    found = queries.proposal_for(request.user, uid, DECIDE)
    proposals.decide(found, proposals.Decision(**body.dict()), actor=actor_of(request.user))
    return _told(request, response, found.item.uid)


@reviews.post(
    "/review-proposals/{uid}/correct",
    response=TELLS,
    summary="Sửa a decision that was typed wrong, while the report of the round is not on its way",
)
@idempotent
def correct(request: HttpRequest, response: HttpResponse, uid: UUID, body: ProposalCorrectionIn) -> Any:
    found = queries.proposal_for(request.user, uid, DECIDE)
    decision = proposals.Decision(**body.decision.dict()) if body.decision is not None else None
    proposals.correct(found, decision, why=body.why, actor=actor_of(request.user))
    return _told(request, response, found.item.uid)


@reviews.post("/review-proposals/{uid}/carry-out", response=TELLS, summary="Record that what was decided is done")
@idempotent
def carry_out(request: HttpRequest, response: HttpResponse, uid: UUID, body: ProposalDoneIn) -> Any:
    found = queries.proposal_for(request.user, uid, DECIDE)
    version = _version_given(found, body.carried_by) if body.carried_by else None
    proposals.carry_out(found, on=body.on, note=body.note, version=version, actor=actor_of(request.user))
    return _told(request, response, found.item.uid)


@reviews.post("/review-proposals/{uid}/withdraw", response=TELLS, summary="Rút a proposal that is not decided yet")
@idempotent
def withdraw(request: HttpRequest, response: HttpResponse, uid: UUID, body: RegistryReasonIn) -> Any:
    found = queries.proposal_for(request.user, uid, ASSESS)
    proposals.withdraw(found, reason=body.reason, actor=actor_of(request.user))
    return _told(request, response, found.item.uid)


@reviews.put(
    "/review-items/{uid}/granted-cost",
    response=TELLS,
    summary="Confirm the cost after, where only a part of the proposals was accepted",
)
def grant_cost(request: HttpRequest, response: HttpResponse, uid: UUID, body: GrantedCostIn) -> Any:
    found = _seen(request, uid, DECIDE)
    granting.grant_cost(found, **body.dict(), version=found.version, actor=actor_of(request.user))
    return _told(request, response, uid)


def _version_given(found: Any, text: str) -> Any:
    """By its code and number. Raises Invalid for one that could not have carried the proposal."""
    there = {f"{one.procedure.display_code}/{one.number}": one for one in carriers_of(found)}
    if text not in there:
        told = FieldError("carried_by", N_("Không có phiên bản này trong các phiên bản công bố từ ngày quyết định."))
        raise Invalid(NOT_KEPT, errors=(told,))
    return there[text]


def _seen(request: HttpRequest, uid: UUID, action: str) -> Any:
    """What is under review as the caller saw it, if they may do `action` with it."""
    found = queries.item_for(request.user, uid, action)
    check_match(request, found.version)
    return found


def _told(request: HttpRequest, response: HttpResponse, uid: UUID) -> dict[str, Any]:
    found = queries.item_for(request.user, uid)
    with_etag(response, found.version)
    return item_told(found, queries.criteria_of(found.round)[0]) | {
        "review": found.round.uid,
        "ground_words": found.ground_words,
        "product": found.product,
        "note": found.note,
        "answers": answers_told(found.answers),
        "costing": costing_told(found.costing),
        "warnings": [said] if (said := said_beside(found)) else [],
    }
