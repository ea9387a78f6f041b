"""Publication over REST: what the desk's pages of decisions can, with the same rights on the same records."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema
from ninja.responses import Status

from motcua.kernel import clock
from motcua.kernel.errors import FieldError, Forbidden, Invalid
from motcua.kernel.models import Job
from motcua.organisations.permissions import actor_of, has_grant, require
from motcua.organisations.queries.units import provinces_committee
from motcua.procedures.permissions import may_disclose
from motcua.procedures.queries import publication as queries
from motcua.procedures.queries import publication_api as shown
from motcua.procedures.queries.outlook import outlook_of
from motcua.procedures.rest.assessing import AS_DOCX, handed
from motcua.procedures.rest.bodies import (
    DOCUMENT,
    PROCEDURE,
    UNIT,
    RegistryReasonIn,
    document_given,
    file_given,
    procedure_given,
    unit_given,
)
from motcua.procedures.rest.publication import (
    Action,
    Part,
    Place,
    PublicationDetail,
    PublicationLineOut,
    State,
    detail_for,
)
from motcua.procedures.rest.publication import router as opened
from motcua.procedures.services import disclosures, publication_lists, publications
from motcua.procedures.services.disclosures import Told
from motcua.procedures.services.line_work import disclose_many, publish_many, settle_many
from motcua.procedures.services.publication_paper import paper_for
from motcua.ui.api import NOT_KEPT, PROBLEMS, Day, Input, check_match, idempotent, with_etag

router = Router(tags=["procedures"])
"""Of officers. What stands at an address that everybody reads is on the open router beside the reading (`opened`): an address is one."""
DRAFT, PUBLISH, DISCLOSE = "publications.draft", "publications.publish", "disclosures.record"
TELLS = {200: PublicationDetail, **PROBLEMS}


class DecisionFactsIn(Input):
    """What is known of a decision before it is signed; a part that is left out is emptied."""

    title: str = Field(min_length=1, max_length=1000)
    basis: str = Field("", max_length=200, description=f"The instrument that sets the procedures. {DOCUMENT}")
    basis_words: str = Field("", max_length=500, description="What it is called, where the library does not have it")
    basis_promulgated_on: Day | None = None
    basis_effective_on: Day | None = Field(None, description="From this day the last day of signing is counted back")
    shortened: bool = Field(False, description="The instrument was made by the shortened procedure")
    effective_on: Day | None = Field(None, description="The day of signing when left out")


class PublicationIn(DecisionFactsIn):
    owner: str = Field(min_length=1, max_length=80, description=f"{UNIT} that prepares it")
    issuer: str = Field("", max_length=80, description="The province's People's Committee when left out")


class AnnexedListIn(Input):
    file: UUID = Field(description="An id of `POST /files`: DOCX, XLSX, PDF with the table")
    action: Action = Field("amended", description="What lines do of which no heading says it")


class SettleLineIn(Input):
    """What a person makes of a line. What is left out stays as the line has it."""

    action: Action | None = None
    procedure: str = Field("", max_length=40, description=f"{PROCEDURE}; empty for one that is not in the registry yet")
    code: str = Field("", max_length=40, description="Of one that is not in the registry yet")
    replaces: str = Field("", max_length=40, description=f"{PROCEDURE} whose place it takes; empty for none")
    taken: list[Part] = Field(default_factory=list, max_length=5, description="Parts that are taken over from the list")
    basis_effective_on: Day | None = Field(
        None, description="Where the instrument of this line takes effect otherwise; null where it does not"
    )


class SubmitDecisionIn(Input):
    """`content`: the paper to be signed; when left out the product writes it from the lines."""

    content: UUID | None = None
    route: str | None = Field(None, max_length=60)
    opinion: str = Field("", max_length=2000)


class PublicationSubmittedOut(Schema):
    """`approval`: an id of `/approvals`, where the route goes on."""

    publication: UUID
    state: State
    approval: UUID


class SignedElsewhereIn(Input):
    number: str = Field(min_length=1, max_length=80)
    signed_on: Day
    file: UUID | None = Field(None, description="The signed paper")


class PublishedOut(Schema):
    publication: UUID
    state: State
    versions: int = Field(description="Put in force")
    tied: int = Field(description="Tied to the decision as they are")
    abolished: int
    unchanged: int = Field(description="Of the tied ones, amending lines that change nothing in the registry")
    lacking: int = Field(description="New procedures of which parts are missing")
    moved: int = Field(description="Procedures that were to end on another day, by another decision")


class DiscloseIn(Input):
    """Where and when lines were made public, with an address, a file or words that prove it."""

    lines: list[UUID] | None = Field(None, max_length=2000, description="All lines when left out")
    place: Place
    unit: str = Field("", max_length=80, description=f"{UNIT} whose board, counter or site it is")
    on: Day
    url: str = Field("", max_length=500, pattern=r"^(https?://\S+)?$")
    note: str = Field("", max_length=500)
    proof: UUID | None = Field(None, description="An id of `POST /files`: a picture, minutes")


@opened.post("/publications", response={201: PublicationDetail, **PROBLEMS}, summary="Draft a decision that publishes")
@idempotent
def draft(request: HttpRequest, response: HttpResponse, body: PublicationIn) -> Any:
    require(request.user, DRAFT)
    owner = unit_given(body.owner, "owner")
    if not has_grant(request.user, DRAFT, owner):
        raise Forbidden("Bạn chỉ lập quyết định cho đơn vị mình phụ trách.")
    issuer = unit_given(body.issuer, "issuer")
    if issuer is None:
        committee = provinces_committee(owner, clock.today())
        issuer = committee.unit if committee is not None else owner
    made = publications.draft_decision(_facts(request, body), owner=owner, issuer=issuer, actor=actor_of(request.user))
    return Status(201, _told(request, response, made.uid))


@opened.put("/publications/{uuid:uid}", response=TELLS, summary="Write anew what is known of a decision")
def change(request: HttpRequest, response: HttpResponse, uid: UUID, body: DecisionFactsIn) -> Any:
    require(request.user, DRAFT)
    found = seen(request, uid, DRAFT)
    publications.change_decision(found, _facts(request, body), version=found.version, actor=actor_of(request.user))
    return _told(request, response, uid)


@router.post(
    "/publications/{uuid:uid}/list",
    response={202: PublicationDetail, **PROBLEMS},
    summary="Have the annexed list read into lines; `reading` tells how far it is",
)
@idempotent
def read_list(request: HttpRequest, response: HttpResponse, uid: UUID, body: AnnexedListIn) -> Any:
    found = seen(request, uid, DRAFT)
    file = file_given(request, body.file, "file")
    publication_lists.start_list(found, file, action=body.action, actor=actor_of(request.user))
    return Status(202, _told(request, response, uid))


@router.post(
    "/publications/{uuid:uid}/lines/{uuid:line}/settle",
    response={200: PublicationLineOut, **PROBLEMS},
    summary="Confirm a line, with the parts that are taken over",
)
@idempotent
def settle_line(request: HttpRequest, uid: UUID, line: UUID, body: SettleLineIn) -> Any:
    found = seen(request, uid, DRAFT)
    item, told = queries.item_for(found, line), body.model_fields_set
    procedure = procedure_given(body.procedure, "procedure")
    publication_lists.settle_line(
        item,
        action=body.action or item.action,
        procedure=procedure if {"procedure", "code"} & told else item.procedure,
        code=body.code,
        replaces=procedure_given(body.replaces, "replaces") if "replaces" in told else item.replaces,
        taken=body.taken if "taken" in told else item.taken,
        basis_effective_on=body.basis_effective_on if "basis_effective_on" in told else item.basis_effective_on,
        actor=actor_of(request.user),
    )
    return shown.line(queries.item_for(found, line))


@router.post("/publications/{uuid:uid}/lines/{uuid:line}/drop", response=TELLS, summary="Leave a line out")
@idempotent
def drop_line(request: HttpRequest, response: HttpResponse, uid: UUID, line: UUID) -> Any:
    item = queries.item_for(seen(request, uid, DRAFT), line)
    publication_lists.drop_line(item, actor=actor_of(request.user))
    return _told(request, response, uid)


@router.post(
    "/publications/{uuid:uid}/settle",
    response={202: PublicationDetail, **TELLS},
    summary="Confirm all lines that bear the name of their procedure, with the parts that are surely printed otherwise",
)
@idempotent
def settle_sure(request: HttpRequest, response: HttpResponse, uid: UUID) -> Any:
    """Lines with a part that only a person can take wait, as on the desk."""
    found = seen(request, uid, DRAFT)
    done = settle_many(found, actor=actor_of(request.user))
    return Status(202 if isinstance(done, Job) else 200, _told(request, response, uid))


@router.get(
    "/publications/{uuid:uid}/paper",
    response=PROBLEMS,
    summary="The decision with its annexed list as the product writes it (DOCX)",
    openapi_extra=AS_DOCX,
)
def paper(request: HttpRequest, uid: UUID) -> HttpResponse:
    require(request.user, "procedures.read")
    return handed(paper_for(queries.decision_for(request.user, uid)))


@router.post(
    "/publications/{uuid:uid}/submit",
    response={200: PublicationSubmittedOut, **PROBLEMS},
    summary="Trình duyệt: send it on its route",
)
@idempotent
def submit(request: HttpRequest, uid: UUID, body: SubmitDecisionIn) -> Any:
    found = seen(request, uid, DRAFT)
    approval = publications.submit_decision(
        found,
        file_given(request, body.content, "content"),
        route=body.route,
        opinion=body.opinion,
        actor=actor_of(request.user),
    )
    return {"publication": uid, "state": found.state, "approval": approval.uid}


@router.post("/publications/{uuid:uid}/record", response=TELLS, summary="Record one that was signed elsewhere")
@idempotent
def record(request: HttpRequest, response: HttpResponse, uid: UUID, body: SignedElsewhereIn) -> Any:
    found = seen(request, uid, PUBLISH)
    file = file_given(request, body.file, "file")
    publications.record_signed(
        found, number=body.number, signed_on=body.signed_on, file=file, actor=actor_of(request.user)
    )
    return _told(request, response, uid)


@router.post(
    "/publications/{uuid:uid}/publish",
    response={200: PublishedOut, 202: PublicationDetail, **PROBLEMS},
    summary="Công bố: put all its lines in force, or none (`GET …/outlook` tells before what it will do); very many by a job (202)",
)
@idempotent
def publish(request: HttpRequest, response: HttpResponse, uid: UUID) -> Any:
    found = seen(request, uid, PUBLISH)
    ahead = outlook_of(found)
    done = publish_many(found, actor=actor_of(request.user))
    if isinstance(done, Job):
        return Status(202, _told(request, response, uid))
    counts = {"versions": done.versions, "tied": done.tied, "abolished": done.abolished}
    knowing = {name: len(getattr(ahead, name)) for name in ("unchanged", "lacking", "moved")}
    return {"publication": uid, "state": found.state, **counts, **knowing}


@router.post("/publications/{uuid:uid}/withdraw", response=TELLS, summary="Give up one that is not published yet")
@idempotent
def withdraw(request: HttpRequest, response: HttpResponse, uid: UUID, body: RegistryReasonIn) -> Any:
    publications.withdraw_decision(seen(request, uid, PUBLISH), reason=body.reason, actor=actor_of(request.user))
    return _told(request, response, uid)


@router.post(
    "/publications/{uuid:uid}/disclosures",
    response={201: PublicationDetail, 202: PublicationDetail, **PROBLEMS},
    summary="Record where and when lines were made public; of very many by a job (202, `work` tells how far it is)",
)
@idempotent
def disclose(request: HttpRequest, response: HttpResponse, uid: UUID, body: DiscloseIn) -> Any:
    found, unit = seen(request, uid, DISCLOSE), unit_given(body.unit, "unit")
    _may_disclose(request, found, queries.unit_of_place(body.place, unit))
    told = Told(body.place, body.on, unit, body.url, body.note, file_given(request, body.proof, "proof"))
    done = disclose_many(found, _lines(found, body.lines), told, actor=actor_of(request.user))
    return Status(202 if isinstance(done, Job) else 201, _told(request, response, uid))


@router.post(
    "/publications/{uuid:uid}/disclosures/{uuid:disclosure}/void",
    response=TELLS,
    summary="Take back what was recorded by mistake",
)
@idempotent
def void_disclosure(
    request: HttpRequest, response: HttpResponse, uid: UUID, disclosure: UUID, body: RegistryReasonIn
) -> Any:
    found = seen(request, uid, DISCLOSE)
    row = queries.disclosure_for(found, disclosure)
    _may_disclose(request, found, row.unit_id)
    disclosures.void_disclosure(row, reason=body.reason, actor=actor_of(request.user))
    return _told(request, response, uid)


def seen(request: HttpRequest, uid: UUID, action: str) -> Any:
    """The decision as the caller saw it, if they may do `action` with it."""
    found = queries.decision_for(request.user, uid, action)
    check_match(request, found.version)
    return found


def _may_disclose(request: HttpRequest, found: Any, unit: int | None) -> None:
    if not may_disclose(request.user, found, unit):
        raise Forbidden("Bạn chỉ ghi công khai tại đơn vị mình phụ trách.")


def _told(request: HttpRequest, response: HttpResponse, uid: UUID) -> Any:
    found = shown.decisions_for(request.user).get(uid=uid)
    with_etag(response, found.version)
    return detail_for(request.user, found)


def _facts(request: HttpRequest, body: DecisionFactsIn) -> publications.Facts:
    told = {name: getattr(body, name) for name in DecisionFactsIn.model_fields}
    return publications.Facts(**told | {"basis": document_given(request, body.basis, "basis")})


def _lines(found: Any, uids: list[UUID] | None) -> list[Any]:
    """The lines of a body, each once; all for none. Raises Invalid that names those of no line."""
    items = queries.items_of(found)
    if uids is None:
        return items
    known = {item.uid: item for item in items}
    told = "Quyết định không có dòng này."
    errors = tuple(FieldError(f"lines.{n}", told) for n, uid in enumerate(uids) if uid not in known)
    if errors:
        raise Invalid(NOT_KEPT, errors=errors)
    return [known[uid] for uid in dict.fromkeys(uids)]
