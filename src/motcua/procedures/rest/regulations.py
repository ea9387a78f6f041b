"""Draft regulations over REST: registered, their procedures assessed, units asked, the opinion issued; with the desk's rights."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema
from ninja.responses import Status

from motcua.documents.queries.law import kinds
from motcua.kernel import clock
from motcua.kernel.errors import FieldError, Invalid, NotFound
from motcua.organisations.permissions import actor_of, require
from motcua.procedures.queries import regulations as queries
from motcua.procedures.queries.reviews import criteria_on
from motcua.procedures.rest.assessing import (
    AS_DOCX,
    CostingIn,
    CostingOut,
    CriterionAnswerIn,
    CriterionAnswerOut,
    CriterionOut,
    answers_given,
    answers_told,
    costing_given,
    costing_told,
    handed,
)
from motcua.procedures.rest.bodies import (
    PROCEDURE,
    UNIT,
    RegistryReasonIn,
    file_given,
    procedure_given,
    unit_given,
    units_given,
)
from motcua.procedures.services import regulation_asking as asking
from motcua.procedures.services import regulations as services
from motcua.procedures.services.regulation_paper import opinion_for
from motcua.ui.api import NOT_KEPT, PROBLEMS, Day, Input, ListQuery, check_match, idempotent, list_of, with_etag

if TYPE_CHECKING:
    from motcua.procedures.models import DraftRegulation

router = Router(tags=["procedures"])
READ, REGISTER, CONTROL = "procedures.read", "regulations.register", "regulations.control"
Does = Literal["new", "amended", "replaced", "abolished"]
Stand = Literal["agrees", "remarks", "against"]
OWN = "/draft-regulations/{uid}"


class RegulationOut(Schema):
    id: UUID
    title: str
    owner: str
    drafter: str
    state: Literal["registered", "asking", "in_approval", "opined", "closed", "withdrawn"]
    received_on: date
    planned_on: date | None
    comments_due: date | None
    opinion_due: date | None
    late: bool = Field(description="The opinion is overdue today")
    asked: int
    answered: int
    opinion_number: str
    opinion_on: date | None
    issued_number: str
    issued_on: date | None


class RegulationPage(Schema):
    items: list[RegulationOut]
    next: str | None


class ImpactOut(Schema):
    id: UUID
    procedure: str = Field(description="Code; empty for one that is not in the registry yet")
    name: str
    action: Does
    assessed: bool = Field(description="Every criterion is answered")
    answers: list[CriterionAnswerOut]
    costing: CostingOut | None


class UnitCommentOut(Schema):
    id: UUID
    unit: str
    due_on: date
    stand: str = Field(description="agrees, remarks, against; empty while it has not answered")
    text: str
    given_at: datetime | None
    given_by: str
    by_letter: str = Field(description="The unit's own letter, where somebody who is not of it wrote its answer in")
    version: int = Field(description="Sent back with another answer")
    earlier: list[EarlierCommentOut] = Field(description="What it said before, the newest first")


class EarlierCommentOut(Schema):
    stand: Stand
    text: str
    given_at: datetime
    given_by: str
    by_letter: str


class RegulationDetail(RegulationOut):
    kind: str
    opinion: str = Field(description="As it is being written, or as it was given")
    note: str
    criteria: list[CriterionOut] = Field(description="What the impact of each procedure is assessed by")
    procedures: list[ImpactOut]
    comments: list[UnitCommentOut]


class FactsIn(Input):
    title: str = Field(min_length=1, max_length=1000)
    drafter: str = Field(min_length=1, max_length=80, description=f"{UNIT} that writes the draft")
    received_on: Day
    kind: str = Field("", max_length=20, description="Code of the type of instrument, as the library has it")
    planned_on: Day | None = Field(None, description="When it is to be issued")
    opinion_due: Day | None = None


class RegulationIn(FactsIn):
    owner: str = Field(min_length=1, max_length=80, description=f"{UNIT} that controls, gives the opinion")
    file: UUID | None = Field(None, description="An id of `POST /files`: the draft")


class ImpactIn(Input):
    action: Does
    procedure: str = Field("", max_length=40, description=PROCEDURE)
    name: str = Field("", max_length=2000, description="Of one that is not in the registry yet")


class ImpactAnswersIn(Input):
    """Criteria that are left out are left open."""

    answers: list[CriterionAnswerIn] = Field(default_factory=list, max_length=60)


class AskUnitsIn(Input):
    units: list[Annotated[str, Field(min_length=1, max_length=80)]] = Field(
        min_length=1,
        max_length=500,
        description="Codes or identifiers; those asked before have the new term, who answered is left alone",
    )
    days: int = Field(ge=1, le=250, description="Working days of the owner's calendar, from the next one on")


class UnitCommentIn(Input):
    stand: Stand
    text: str = Field("", max_length=20_000, description="Needed unless the unit simply agrees")
    by_letter: str = Field(
        "", max_length=200, description="Number and day of the unit's letter; needed of who is not of the unit"
    )

    version: int = Field(1, ge=1, description="Of the answer that was seen; needed where the unit has answered already")


class OpinionIn(Input):
    text: str = Field(min_length=1, max_length=20_000)


class OpinionSubmitIn(OpinionIn):
    """`content`: the letter to be signed; when left out the product writes it."""

    content: UUID | None = Field(None, description="An id of `POST /files`")
    route: str | None = Field(None, max_length=60)


class OpinionSubmittedOut(Schema):
    """`approval`: an id of `/approvals`, where the route goes on."""

    regulation: UUID
    state: Literal["registered", "asking", "in_approval", "opined", "closed", "withdrawn"]
    approval: UUID


class OpinionGivenIn(OpinionIn):
    number: str = Field(min_length=1, max_length=80)
    given_on: Day


class RegulationIssuedIn(Input):
    number: str = Field(min_length=1, max_length=80)
    issued_on: Day


TELLS = {200: RegulationDetail, **PROBLEMS}
MADE = {201: RegulationDetail, **PROBLEMS}


@router.get(
    "/draft-regulations", response={200: RegulationPage, **PROBLEMS}, summary="Draft regulations that set procedures"
)
def list_drafts(request: HttpRequest, query: Query[ListQuery]) -> Any:
    require(request.user, READ)
    rows = queries.regulations_for(request.user).select_related("owner", "drafter")
    return list_of(rows, query, order=("-received_on", "-id"), out=_regulation)


@router.get(OWN, response=TELLS, summary="One draft regulation with its procedures, comments and opinion")
def one_draft(request: HttpRequest, response: HttpResponse, uid: UUID) -> Any:
    require(request.user, READ)
    return _told(request, response, uid)


@router.post("/draft-regulations", response=MADE, summary="Register a draft that sets procedures")
@idempotent
def register(request: HttpRequest, response: HttpResponse, body: RegulationIn) -> Any:
    require(request.user, REGISTER)
    owner = unit_given(body.owner, "owner")
    drafter = unit_given(body.drafter, "drafter")
    queries.need_owner(request.user, owner, drafter)
    made = services.register(
        _facts(body),
        owner=owner,
        drafter=drafter,
        file=file_given(request, body.file, "file"),
        actor=actor_of(request.user),
    )
    return Status(201, _told(request, response, made.uid))


@router.put(OWN, response=TELLS, summary="Correct what was registered")
def correct(request: HttpRequest, response: HttpResponse, uid: UUID, body: FactsIn) -> Any:
    found = _seen(request, uid, REGISTER)
    drafter = unit_given(body.drafter, "drafter")
    services.correct(found, _facts(body), drafter=drafter, version=found.version, actor=actor_of(request.user))
    return _told(request, response, uid)


@router.post(f"{OWN}/procedures", response=MADE, summary="Add a procedure that the draft sets, changes or abolishes")
@idempotent
def add_procedure(request: HttpRequest, response: HttpResponse, uid: UUID, body: ImpactIn) -> Any:
    found = _seen(request, uid, REGISTER)
    known = procedure_given(body.procedure, "procedure")
    services.add_impact(found, action=body.action, procedure=known, name=body.name, actor=actor_of(request.user))
    return Status(201, _told(request, response, uid))


@router.put(f"{OWN}/procedures/{{impact}}/findings", response=TELLS, summary="Assess its impact by each criterion")
def assess(request: HttpRequest, response: HttpResponse, uid: UUID, impact: UUID, body: ImpactAnswersIn) -> Any:
    found = _impact(request, uid, impact)
    answers = answers_given(body.answers, {one.key for one in criteria_on(clock.today())[0]})
    services.assess_impact(found, answers, None, version=found.version, actor=actor_of(request.user))
    return _told(request, response, uid)


@router.put(f"{OWN}/procedures/{{impact}}/cost", response=TELLS, summary="What following it costs, before and after")
def cost(request: HttpRequest, response: HttpResponse, uid: UUID, impact: UUID, body: CostingIn) -> Any:
    found = _impact(request, uid, impact)
    costing = costing_given(body, found.costing)
    services.assess_impact(found, found.answers, costing, version=found.version, actor=actor_of(request.user))
    return _told(request, response, uid)


@router.post(f"{OWN}/procedures/{{impact}}/drop", response=TELLS, summary="The draft does not set it after all")
@idempotent
def drop(request: HttpRequest, response: HttpResponse, uid: UUID, impact: UUID) -> Any:
    services.drop_impact(_impact(request, uid, impact), actor=actor_of(request.user))
    return _told(request, response, uid)


@router.post(f"{OWN}/ask", response=TELLS, summary="Ask units for their comments")
@idempotent
def ask(request: HttpRequest, response: HttpResponse, uid: UUID, body: AskUnitsIn) -> Any:
    found = _seen(request, uid, CONTROL)
    asking.ask_units(found, units_given(body.units, "units"), days=body.days, actor=actor_of(request.user))
    return _told(request, response, uid)


@router.post(f"{OWN}/comments/{{comment}}/answer", response=TELLS, summary="The comment of a unit that was asked")
@idempotent
def answer(request: HttpRequest, response: HttpResponse, uid: UUID, comment: UUID, body: UnitCommentIn) -> Any:
    asked = queries.comment_for(request.user, comment)
    if asked.regulation.uid != uid:
        raise NotFound("Không có lượt xin ý kiến này.", code="no_comment")
    stranger = queries.is_stranger(request.user, asked.unit_id)
    asking.comment(asked, **body.dict(), stranger=stranger, actor=actor_of(request.user))
    return _told(request, response, uid)


@router.put(f"{OWN}/opinion", response=TELLS, summary="Write the opinion; it is not given yet")
def write(request: HttpRequest, response: HttpResponse, uid: UUID, body: OpinionIn) -> Any:
    services.write_opinion(_seen(request, uid, CONTROL), body.text, actor=actor_of(request.user))
    return _told(request, response, uid)


@router.get(
    f"{OWN}/opinion",
    response=PROBLEMS,
    summary="The letter that gives it: as signed, before that as it stands (DOCX)",
    openapi_extra=AS_DOCX,
)
def paper(request: HttpRequest, uid: UUID) -> HttpResponse:
    return handed(opinion_for(queries.regulation_for(request.user, uid)))


@router.post(
    f"{OWN}/opinion/submit",
    response={200: OpinionSubmittedOut, **PROBLEMS},
    summary="Trình ký the opinion: send it on its route",
)
@idempotent
def submit(request: HttpRequest, uid: UUID, body: OpinionSubmitIn) -> Any:
    found = _seen(request, uid, CONTROL)
    content = file_given(request, body.content, "content")
    approval = services.submit_opinion(
        found, text=body.text, content=content, route=body.route, actor=actor_of(request.user)
    )
    return {"regulation": uid, "state": found.state, "approval": approval.uid}


@router.post(f"{OWN}/opinion/record", response=TELLS, summary="Record the opinion that was signed elsewhere")
@idempotent
def record(request: HttpRequest, response: HttpResponse, uid: UUID, body: OpinionGivenIn) -> Any:
    services.record_opinion(_seen(request, uid, CONTROL), **body.dict(), actor=actor_of(request.user))
    return _told(request, response, uid)


@router.post(f"{OWN}/close", response=TELLS, summary="Record that the instrument was issued")
@idempotent
def close(request: HttpRequest, response: HttpResponse, uid: UUID, body: RegulationIssuedIn) -> Any:
    services.close(_seen(request, uid, CONTROL), **body.dict(), actor=actor_of(request.user))
    return _told(request, response, uid)


@router.post(f"{OWN}/withdraw", response=TELLS, summary="Thôi theo dõi: the draft was given up, or sets no procedure")
@idempotent
def withdraw(request: HttpRequest, response: HttpResponse, uid: UUID, body: RegistryReasonIn) -> Any:
    services.withdraw(_seen(request, uid, CONTROL), reason=body.reason, actor=actor_of(request.user))
    return _told(request, response, uid)


def _facts(body: FactsIn) -> services.Draft:
    if body.kind and body.kind not in dict(kinds()):
        raise Invalid(NOT_KEPT, errors=(FieldError("kind", "Không có loại văn bản này."),))
    names = ("title", "received_on", "kind", "planned_on", "opinion_due")
    return services.Draft(**{name: getattr(body, name) for name in names})


def _seen(request: HttpRequest, uid: UUID, action: str) -> Any:
    """The draft as the caller saw it, if they may do `action` with it."""
    found = queries.regulation_for(request.user, uid, action)
    check_match(request, found.version)
    return found


def _impact(request: HttpRequest, uid: UUID, impact: UUID) -> Any:
    found = queries.impact_for(request.user, impact, REGISTER)
    if found.regulation.uid != uid:
        raise NotFound("Không có thủ tục này trong dự thảo.", code="no_impact")
    check_match(request, found.regulation.version)
    return found


def _told(request: HttpRequest, response: HttpResponse, uid: UUID) -> dict[str, Any]:
    found = queries.regulation_for(request.user, uid)
    with_etag(response, found.version)
    return _regulation(found) | {
        "kind": found.kind,
        "opinion": found.opinion,
        "note": found.note,
        "criteria": [{"key": one.key, "name": one.name, "asks": one.asks} for one in criteria_on(clock.today())[0]],
        "procedures": [_impact_told(one) for one in queries.impacts_of(found)],
        "comments": [_comment_told(one) for one in queries.comments_of(found)],
    }


def _regulation(found: DraftRegulation) -> dict[str, Any]:
    names = (
        "title", "state", "received_on", "planned_on", "comments_due", "opinion_due", "asked", "answered",
        "opinion_number", "opinion_on", "issued_number", "issued_on",
    )  # fmt: skip
    late = found.state in queries.RUNNING and (found.opinion_due or clock.today()) < clock.today()
    own = {"id": found.uid, "owner": found.owner.code, "drafter": found.drafter.code, "late": late}
    return {name: getattr(found, name) for name in names} | own


def _impact_told(one: Any) -> dict[str, Any]:
    return {
        "id": one.uid,
        "procedure": one.procedure.display_code if one.procedure is not None else "",
        "name": one.name,
        "action": one.action,
        "assessed": one.assessed_at is not None,
        "answers": answers_told(one.answers),
        "costing": costing_told(one.costing),
    }


def _comment_told(one: Any) -> dict[str, Any]:
    names = ("due_on", "stand", "text", "given_at", "given_by", "by_letter", "version")
    return {name: getattr(one, name) for name in names} | {"id": one.uid, "unit": one.unit.code, "earlier": one.before}
