"""Rounds of review over REST: drawn up, decided, closed; with the desk's rights on the unit that runs the round."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Schema
from ninja.responses import Status

from motcua.kernel.errors import FieldError, Forbidden, Invalid
from motcua.organisations.permissions import actor_of, has_grant, require
from motcua.procedures.queries import reviews as queries
from motcua.procedures.queries.assignments import with_field
from motcua.procedures.rest.assessing import AS_DOCX, handed
from motcua.procedures.rest.bodies import (
    UNIT,
    RegistryReasonIn,
    file_given,
    procedures_given,
    unit_given,
)
from motcua.procedures.rest.reviews import ReviewDetail, detail, router
from motcua.procedures.services import review_changes as changes
from motcua.procedures.services import review_routes as routes
from motcua.procedures.services import review_scans as scans
from motcua.procedures.services import reviews as services
from motcua.procedures.services.review_papers import plan_for
from motcua.procedures.services.review_report import report_for
from motcua.procedures.services.round_checks import plan_begins
from motcua.ui.api import NOT_KEPT, PROBLEMS, Day, Input, check_match, idempotent, with_etag

PLAN = "reviews.plan"
SCAN = "What was signed on paper: an id of `POST /files`, a PDF"
TELLS = {200: ReviewDetail, **PROBLEMS}
Code = Annotated[str, Field(min_length=1, max_length=40)]


class ReviewIn(Input):
    title: str = Field(min_length=1, max_length=500)
    year: int = Field(ge=2010, le=2100)
    owner: str = Field(min_length=1, max_length=80, description=f"{UNIT} that runs it")
    together: bool = Field(False, description="Procedures that hang together are reviewed as groups")


class OwnCriterionIn(Input):
    name: str = Field(min_length=1, max_length=200, pattern=r"^[^:\r\n]+$")
    asks: str = Field("", max_length=500, pattern=r"^[^\r\n]*$")


class ReviewFactsIn(Input):
    """What may be corrected; a part that is left out is emptied. The year stays once the plan is decided, number and day of the plan
    once they came with a signature.
    """

    title: str = Field(min_length=1, max_length=500)
    year: int = Field(ge=2010, le=2100)
    together: bool = False
    result_due: Day | None = None
    criteria: list[OwnCriterionIn] = Field(default_factory=list, max_length=20, description="Besides those of the law")
    decision_number: str = Field("", max_length=80)
    decision_on: Day | None = None
    sent_on: Day | None = Field(None, description="When the plan went to the body that controls procedures")


class PlannedIn(Input):
    unit: str = Field(min_length=1, max_length=80, description=f"{UNIT} that reviews")
    ground: Literal["direction", "own", "feedback", "law"] = "own"
    ground_words: str = Field("", max_length=500)
    product: str = Field("", max_length=500, description="What is to come of it")
    cluster: str = Field("", max_length=200, description="Group of linked procedures")
    due_on: Day | None = None


class ReviewItemsIn(PlannedIn):
    procedures: list[Code] = Field(default_factory=list, max_length=5000, description="Codes or ids")
    field: str = Field("", max_length=300, description="Also all public procedures in force of a field, by its name")
    level: Literal["", "ministry", "province", "commune", "vertical"] = Field(
        "", description="Of the field, only at it"
    )


class ReviewItemsAddedOut(Schema):
    review: UUID
    added: int = Field(description="Those that were in the round already are left as they are")


class ReviewStartIn(Input):
    number: str = Field(min_length=1, max_length=80)
    decided_on: Day
    sent_on: Day | None = None
    scan: UUID | None = Field(None, description=SCAN)


class ReviewCloseIn(Input):
    number: str = Field(min_length=1, max_length=80)
    reported_on: Day
    scan: UUID | None = Field(None, description=SCAN)


class ReviewScanIn(Input):
    paper: Literal["plan", "report"]
    scan: UUID = Field(description=SCAN)


class PaperSubmitIn(Input):
    """`content`: the paper to be signed; when left out the product writes it from the round."""

    content: UUID | None = Field(None, description="An id of `POST /files`")
    route: str | None = Field(None, max_length=60)
    opinion: str = Field("", max_length=2000)


class ReviewSubmittedOut(Schema):
    """`approval`: an id of `/approvals`, where the route goes on."""

    review: UUID
    state: Literal["draft", "plan_in_approval", "under_way", "report_in_approval", "closed", "dropped"]
    approval: UUID


@router.post("/reviews", response={201: ReviewDetail, **PROBLEMS}, summary="Draw up a round of review")
@idempotent
def plan(request: HttpRequest, response: HttpResponse, body: ReviewIn) -> Any:
    require(request.user, PLAN)
    owner = unit_given(body.owner, "owner")
    if not has_grant(request.user, PLAN, owner):
        raise Forbidden("Bạn chỉ lập đợt rà soát cho đơn vị mình phụ trách.")
    made = services.plan_round(
        body.title, year=body.year, owner=owner, together=body.together, actor=actor_of(request.user)
    )
    return Status(201, _told(request, response, made.uid))


@router.put("/reviews/{uid}", response=TELLS, summary="Write anew what is known of a round")
def change(request: HttpRequest, response: HttpResponse, uid: UUID, body: ReviewFactsIn) -> Any:
    found = _seen(request, uid)
    told = {name: getattr(body, name) for name in ReviewFactsIn.model_fields}
    lines = tuple(": ".join(part for part in (one.name, one.asks) if part) for one in body.criteria)
    changes.change_round(
        found, changes.RoundFacts(**told | {"criteria": lines}), version=found.version, actor=actor_of(request.user)
    )
    return _told(request, response, uid)


@router.delete("/reviews/{uid}", response={204: None, **PROBLEMS}, summary="Delete a round in which nothing was done")
def delete(request: HttpRequest, uid: UUID) -> Any:
    changes.delete_round(_seen(request, uid), actor=actor_of(request.user))
    return Status(204, None)


@router.post(
    "/reviews/{uid}/items",
    response={200: ReviewItemsAddedOut, **PROBLEMS},
    summary="Add procedures, by code or all of a field, that a unit is to review",
)
@idempotent
def add(request: HttpRequest, uid: UUID, body: ReviewItemsIn) -> Any:
    found = _seen(request, uid)
    chosen = procedures_given(body.procedures, "procedures")
    wanted = with_field(chosen, body.field, body.level, plan_begins(found))
    if body.field and len(wanted) == len(chosen):
        told = FieldError("field", "Không có thủ tục nào của lĩnh vực này ở cấp này.")
        raise Invalid(NOT_KEPT, errors=(told,))
    added = services.add_items(found, wanted, planned_given(body), actor=actor_of(request.user))
    return {"review": uid, "added": added}


@router.post("/reviews/{uid}/start", response=TELLS, summary="Record the plan that was signed elsewhere: units begin")
@idempotent
def start(request: HttpRequest, response: HttpResponse, uid: UUID, body: ReviewStartIn) -> Any:
    given = body.dict() | {"scan": file_given(request, body.scan, "scan")}
    scans.start_signed(_seen(request, uid), **given, actor=actor_of(request.user))
    return _told(request, response, uid)


@router.post("/reviews/{uid}/close", response=TELLS, summary="Record the report that was signed elsewhere, and close")
@idempotent
def close(request: HttpRequest, response: HttpResponse, uid: UUID, body: ReviewCloseIn) -> Any:
    given = body.dict() | {"scan": file_given(request, body.scan, "scan")}
    scans.close_signed(_seen(request, uid), **given, actor=actor_of(request.user))
    return _told(request, response, uid)


@router.post("/reviews/{uid}/scans", response=TELLS, summary="Keep the scan of a plan or report signed elsewhere")
@idempotent
def keep_scan(request: HttpRequest, response: HttpResponse, uid: UUID, body: ReviewScanIn) -> Any:
    found = _seen(request, uid)
    scans.keep_scan(found, body.paper, file_given(request, body.scan, "scan"), actor=actor_of(request.user))
    return _told(request, response, uid)


@router.post("/reviews/{uid}/drop", response=TELLS, summary="Give up a round that has no plan yet")
@idempotent
def drop(request: HttpRequest, response: HttpResponse, uid: UUID, body: RegistryReasonIn) -> Any:
    services.drop_round(_seen(request, uid), reason=body.reason, actor=actor_of(request.user))
    return _told(request, response, uid)


@router.post(
    "/reviews/{uid}/plan/submit",
    response={200: ReviewSubmittedOut, **PROBLEMS},
    summary="Trình ký the plan: send it on its route",
)
@idempotent
def submit_plan(request: HttpRequest, uid: UUID, body: PaperSubmitIn) -> Any:
    return _submit(request, uid, body, routes.PLAN)


@router.post(
    "/reviews/{uid}/report/submit",
    response={200: ReviewSubmittedOut, **PROBLEMS},
    summary="Trình ký the report: issued, it closes the round",
)
@idempotent
def submit_report(request: HttpRequest, uid: UUID, body: PaperSubmitIn) -> Any:
    return _submit(request, uid, body, routes.REPORT)


@router.get(
    "/reviews/{uid}/plan",
    response=PROBLEMS,
    summary="The plan: as signed, before that as it stands (DOCX)",
    openapi_extra=AS_DOCX,
)
def plan_paper(request: HttpRequest, uid: UUID) -> HttpResponse:
    return handed(plan_for(queries.round_for(request.user, uid)))


@router.get(
    "/reviews/{uid}/report",
    response=PROBLEMS,
    summary="The report: as signed, before that as it stands (DOCX)",
    openapi_extra=AS_DOCX,
)
def report_paper(request: HttpRequest, uid: UUID) -> HttpResponse:
    return handed(report_for(queries.round_for(request.user, uid)))


def planned_given(body: PlannedIn) -> services.Planned:
    names = ("ground", "ground_words", "product", "cluster", "due_on")
    return services.Planned(unit_given(body.unit, "unit"), **{name: getattr(body, name) for name in names})


def _submit(request: HttpRequest, uid: UUID, body: PaperSubmitIn, paper: routes.Paper) -> dict[str, Any]:
    found = _seen(request, uid)
    approval = routes.submit_paper(
        found,
        paper,
        content=file_given(request, body.content, "content"),
        route=body.route,
        opinion=body.opinion,
        actor=actor_of(request.user),
    )
    return {"review": uid, "state": found.state, "approval": approval.uid}


def _seen(request: HttpRequest, uid: UUID) -> Any:
    """The round as the caller saw it, if they may run it."""
    found = queries.round_for(request.user, uid, PLAN)
    check_match(request, found.version)
    return found


def _told(request: HttpRequest, response: HttpResponse, uid: UUID) -> dict[str, Any]:
    found = queries.round_for(request.user, uid)
    with_etag(response, found.version)
    return detail(found)
