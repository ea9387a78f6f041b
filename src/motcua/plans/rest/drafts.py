"""Plans being drafted over REST: begun, read, edited by place, sent on their route. The verbs of the desk with its rights."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema
from ninja.responses import Status

from motcua.documents.queries.approvals import bodies_for
from motcua.kernel import clock
from motcua.kernel.errors import FieldError, Invalid
from motcua.organisations.permissions import actor_of, require
from motcua.organisations.queries.units import names_on
from motcua.plans.queries import coverage, papers_api
from motcua.plans.queries.drafts import changes_of, draft_for
from motcua.plans.queries.plans import plan_for
from motcua.plans.rest.given import unit_given
from motcua.plans.rest.items import ItemIn, entered
from motcua.plans.rest.papers import router as plans  # one address has one router
from motcua.plans.rules.drafts import header_given, item_at
from motcua.plans.rules.drafts import list_of as list_at
from motcua.plans.services import drafts as services
from motcua.plans.services import issuing
from motcua.ui.api import PROBLEMS, Day, Input, ListQuery, check_match, idempotent, list_of, with_etag, wrong

router = Router(tags=["drafts"])
PLACE = r"^/(tasks|targets|bases|reporting|(topics|channels)/(officials|public))/([0-9]{1,3}|-)$"


class ProposalOut(Schema):
    """A change that the transfer from last year made or proposes, to be confirmed or undone."""

    number: int
    list: str
    field: str
    before: str
    after: str


class DraftOut(Schema):
    """`content` has the shape of a plan document; `version` is what a change must name (`If-Match`)."""

    plan: UUID
    state: str
    origin: str
    version: int
    content: dict[str, Any]
    proposals: list[ProposalOut]


class EditOut(Schema):
    number: int
    place: str
    before: Any
    after: Any
    by: str
    at: datetime


class EditPage(Schema):
    items: list[EditOut]
    next: str | None


class BeginIn(Input):
    """`owner`: the unit that answers for the plan; `issuer`: the body that signs it, one of those the caller submits for."""

    owner: str = Field(min_length=1, max_length=80, description="Code or identifier of a unit")
    title: str = Field(min_length=1, max_length=1000)
    year: int = Field(ge=2000, le=2100)
    issuer: str = Field("", max_length=80, description="Code or identifier; the nearest body when left out")

    model_config = {
        "json_schema_extra": {"examples": [{"owner": "bql-kcn-vp", "title": "Cải cách hành chính", "year": 2027}]}
    }


class UncoveredIn(Input):
    """`tasks`: ids of tasks of the superior plan; only those that no plan under it takes up."""

    owner: str = Field(min_length=1, max_length=80, description="Code or identifier of a unit")
    title: str = Field(min_length=1, max_length=1000)
    tasks: list[UUID] = Field(min_length=1, max_length=500)
    issuer: str = Field("", max_length=80, description="Code or identifier; the nearest body when left out")


class HeaderIn(Input):
    """What is left out stays. Dates both or none: without them the plan runs the whole year."""

    kind: str = Field("", max_length=100)
    title: str = Field("", max_length=1000)
    issuer: str = Field("", max_length=300, description="As printed on the paper")
    place: str = Field("", max_length=200)
    year: int | None = Field(None, ge=2000, le=2100)
    starts_on: Day | None = None
    ends_on: Day | None = None
    signer_capacity: str = Field("", max_length=300)
    signer_name: str = Field("", max_length=200)
    recipients: list[str] = Field(default_factory=list, max_length=200)


class SectionsIn(Input):
    """The outline as lines: "I. MỤC ĐÍCH" opens a part, "1. …" and "a) …" stand under it, other lines are its words."""

    text: str = Field(max_length=200_000)


class PlaceIn(Input):
    place: str = Field(pattern=PLACE, description="As in `content`: /tasks/3, /topics/public/0")


class ItemAtIn(PlaceIn):
    """`place` ending in `-` adds after the last."""

    item: ItemIn

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "place": "/tasks/-",
                    "item": {"task": "Rà soát quy trình", "lead": "Văn phòng", "schedule_text": "Quý II/2027"},
                },
                {"place": "/tasks/0", "item": {"deliverable": "Báo cáo rà soát"}},
            ]
        }
    }


class MoveIn(PlaceIn):
    to: int = Field(ge=0, le=500, description="Place in the list, from 0; beyond the last means last")


class TakeIn(Input):
    take: bool = Field(description="true confirms the change, false undoes it")


class OnRouteIn(Input):
    route: str | None = Field(None, max_length=80, description="Key of a route; the one that applies when left out")
    opinion: str = Field("", max_length=2000)


class SubmittedOut(Schema):
    """`approval`: an id of `/approvals`, where the route goes on."""

    plan: UUID
    state: str
    approval: UUID


class ReplacesIn(Input):
    plan: UUID = Field(description="The plan in force whose place the draft takes once it is issued")


@plans.post("/plans", response={201: DraftOut, **PROBLEMS}, summary="Begin the draft of a plan")
@idempotent
def begin(request: HttpRequest, body: BeginIn) -> Any:
    require(request.user, "plans.draft")
    owner, issuer = _owner_and_issuer(request, body)
    made = services.begin_draft(
        owner,
        title=body.title,
        year=body.year,
        issuer=issuer,
        issuer_name=_called(issuer),
        actor=actor_of(request.user),
    )
    return Status(201, _told(request, made.uid))


@router.post(
    "/plans/{uuid:uid}/next-year", response={201: DraftOut, **PROBLEMS}, summary="Next year's draft from a plan"
)
@idempotent
def next_year(request: HttpRequest, uid: UUID) -> Any:
    last = plan_for(request.user, uid, "plans.draft")
    return Status(201, _told(request, services.draft_from_last_year(last, actor=actor_of(request.user)).uid))


@router.post(
    "/plans/{uuid:uid}/uncovered-draft",
    response={201: DraftOut, **PROBLEMS},
    summary="A draft from tasks of a superior plan that nobody has taken up",
)
@idempotent
def from_uncovered(request: HttpRequest, uid: UUID, body: UncoveredIn) -> Any:
    superior = plan_for(request.user, uid)
    require(request.user, "plans.draft")
    owner, issuer = _owner_and_issuer(request, body)
    free = {str(task["uid"]): task for task in coverage.uncovered_tasks(superior, request.user)}
    strangers = [FieldError(f"tasks.{n}", "Nhiệm vụ này không có, hoặc đã có kế hoạch thực hiện.")
                 for n, task in enumerate(body.tasks) if str(task) not in free]  # fmt: skip
    if strangers:
        raise Invalid("Chưa lập được dự thảo. Xem từng trường.", errors=tuple(strangers))
    made = services.draft_from_uncovered(
        superior, owner, [free[str(task)] for task in dict.fromkeys(body.tasks)], title=body.title, issuer=issuer,
        actor=actor_of(request.user),
    )  # fmt: skip
    return Status(201, _told(request, made.uid))


@router.get("/plans/{uuid:uid}/draft", response={200: DraftOut, **PROBLEMS}, summary="The draft of a plan as it stands")
def one_draft(request: HttpRequest, response: HttpResponse, uid: UUID) -> Any:
    found = draft_for(request.user, uid)
    with_etag(response, found.version)
    return papers_api.draft_out(found)


@router.get(
    "/plans/{uuid:uid}/draft/edits", response={200: EditPage, **PROBLEMS}, summary="Every edit of a draft, latest first"
)
def list_edits(request: HttpRequest, uid: UUID, query: Query[ListQuery]) -> Any:
    return list_of(changes_of(draft_for(request.user, uid)), query, order=("-number", "-id"), out=papers_api.edit_out)


@router.post("/plans/{uuid:uid}/draft/header", response={200: DraftOut, **PROBLEMS}, summary="Change the header")
@idempotent
def edit_header(request: HttpRequest, uid: UUID, body: HeaderIn) -> Any:
    found = _seen(request, uid)
    given = header_given(found.content.get("document") or {}) | body.dict(exclude_unset=True)
    given |= {name: given[name].isoformat() for name in ("starts_on", "ends_on") if hasattr(given[name], "isoformat")}
    services.edit_header(found, given, version=found.version, actor=actor_of(request.user))
    return _told(request, uid)


@router.post("/plans/{uuid:uid}/draft/sections", response={200: DraftOut, **PROBLEMS}, summary="Change the outline")
@idempotent
def edit_sections(request: HttpRequest, uid: UUID, body: SectionsIn) -> Any:
    found = _seen(request, uid)
    services.edit_sections(found, body.text, version=found.version, actor=actor_of(request.user))
    return _told(request, uid)


@router.post(
    "/plans/{uuid:uid}/draft/items", response={200: DraftOut, **PROBLEMS}, summary="Add an item, or change one"
)
@idempotent
def edit_item(request: HttpRequest, uid: UUID, body: ItemAtIn) -> Any:
    found = _seen(request, uid)
    before = None if body.place.endswith("/-") else item_at(found.content, body.place)
    given = entered(list_at(body.place), body.item, before)
    services.edit_item(found, body.place, given, version=found.version, actor=actor_of(request.user))
    return _told(request, uid)


@router.post("/plans/{uuid:uid}/draft/items/remove", response={200: DraftOut, **PROBLEMS}, summary="Take an item out")
@idempotent
def take_out(request: HttpRequest, uid: UUID, body: PlaceIn) -> Any:
    found = _seen(request, uid)
    services.take_out_item(found, body.place, version=found.version, actor=actor_of(request.user))
    return _told(request, uid)


@router.post("/plans/{uuid:uid}/draft/items/move", response={200: DraftOut, **PROBLEMS}, summary="Move an item")
@idempotent
def move(request: HttpRequest, uid: UUID, body: MoveIn) -> Any:
    found = _seen(request, uid)
    services.move_item(found, body.place, body.to, version=found.version, actor=actor_of(request.user))
    return _told(request, uid)


@router.post(
    "/plans/{uuid:uid}/draft/proposals/{int:number}",
    response={200: DraftOut, **PROBLEMS},
    summary="Confirm or undo a change that the transfer from last year made",
)
@idempotent
def settle(request: HttpRequest, uid: UUID, number: int, body: TakeIn) -> Any:
    found = _seen(request, uid)
    services.settle_proposal(found, number, take=body.take, version=found.version, actor=actor_of(request.user))
    return _told(request, uid)


@router.post(
    "/plans/{uuid:uid}/draft/replaces",
    response={200: DraftOut, **PROBLEMS},
    summary="Say which plan in force the draft replaces once it is issued",
)
@idempotent
def replaces(request: HttpRequest, uid: UUID, body: ReplacesIn) -> Any:
    found = _seen(request, uid)
    issuing.replace_plan(found, plan_for(request.user, body.plan), actor=actor_of(request.user))
    return _told(request, uid)


@router.post(
    "/plans/{uuid:uid}/draft/submit",
    response={200: SubmittedOut, **PROBLEMS},
    summary="Trình duyệt: send it on its route",
)
@idempotent
def submit(request: HttpRequest, uid: UUID, body: OnRouteIn) -> Any:
    found = _seen(request, uid)
    sent = issuing.submit_plan(
        found, actor=actor_of(request.user), version=found.version, route=body.route, opinion=body.opinion
    )
    return {"plan": uid, "state": plan_for(request.user, uid).state, "approval": sent.uid}


def _owner_and_issuer(request: HttpRequest, body: BeginIn | UncoveredIn) -> tuple[Any, Any]:
    """The unit that answers for the plan, and the body that signs it: one for which the caller submits."""
    owner = unit_given(body.owner, "owner")
    require(request.user, "plans.draft", owner)
    bodies = bodies_for(request.user, clock.today())
    issuer = unit_given(body.issuer, "issuer") if body.issuer.strip() else next(iter(bodies), None)
    if issuer not in bodies:
        told = Invalid("Chọn cơ quan mình hoặc cơ quan cấp trên làm cơ quan ban hành.")
        raise wrong("issuer", told)
    return owner, issuer


def _called(unit: Any) -> str:
    return names_on([unit.pk], clock.today()).get(unit.pk) or str(unit.code)


def _seen(request: HttpRequest, uid: UUID) -> Any:
    """The draft that the caller may edit, as they saw it."""
    found = draft_for(request.user, uid, "plans.draft")
    check_match(request, found.version)
    return found


def _told(request: HttpRequest, uid: UUID) -> Any:
    return papers_api.draft_out(draft_for(request.user, uid))
