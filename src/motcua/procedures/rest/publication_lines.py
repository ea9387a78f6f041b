"""Lines of decisions for programs: page by page, narrowed as the desk's list; added; and what publishing them will do."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal, get_args
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.responses import Status

from motcua.kernel import keyset
from motcua.kernel.errors import Refused
from motcua.organisations.permissions import actor_of, require
from motcua.procedures.queries import publication as queries
from motcua.procedures.queries import publication_api as shown
from motcua.procedures.queries.outlook import outlook_lines, outlook_of
from motcua.procedures.queries.sure_lines import sure_of
from motcua.procedures.rest.bodies import PROCEDURE, procedure_given
from motcua.procedures.rest.publication import Action, PublicationLineOut, readable
from motcua.procedures.rest.publication import router as opened
from motcua.procedures.rest.publication_writes import DRAFT, seen
from motcua.procedures.services import publication_lists
from motcua.procedures.workflow import PublicationState
from motcua.ui.api import PROBLEMS, Input, ListQuery, idempotent

router = Router(tags=["procedures"])
Ahead = Literal[
    "versions",
    "abolished",
    "unchanged",
    "lacking",
    "moved",
    "before_basis",
    "beside",
    "ending",
    "overtaken",
    "unfinished",
]


class PublicationLineQuery(ListQuery):
    action: Literal["", "new", "amended", "replaced", "abolished"] = ""
    confirmed: bool | None = None
    look: Literal["", "sure", "unsure"] | Ahead = Field(
        "",
        description="Of officers. `sure`, `unsure`: open lines that `POST …/settle` takes, or leaves to a person; the others as `GET "
        "…/outlook` counts them",
    )


class PublicationLinePage(Schema):
    items: list[PublicationLineOut]
    next: str | None


class NewLineIn(Input):
    action: Action
    procedure: str = Field("", max_length=40, description=f"{PROCEDURE}, of one in the registry")
    code: str = Field("", max_length=40, description="Code of one that is not there yet")
    name: str = Field("", max_length=2000)
    replaces: str = Field("", max_length=40, description=f"{PROCEDURE} whose place it takes")


class MovedEndOut(Schema):
    """A procedure that was to end on `before`, by another decision."""

    line: int
    procedure: str
    before: date
    after: date
    decision: str = Field(description="Number of the decision that set the end before; empty where none is known")


class LackingOut(Schema):
    line: int
    procedure: str
    parts: int = Field(description="How many parts of it nobody has written")


class OutlookOut(Schema):
    """Counts; `GET …/lines?look=…` gives the lines."""

    effective_on: date
    signed_on: date | None
    before_signing: bool = Field(description="It takes effect before it was signed: what it says holds backwards")
    abolished: int = Field(description="Lines that end a procedure")
    beside: int = Field(description="Lines whose procedure stands in another decision that is not published yet")
    before_basis: int = Field(description="Lines in effect before the instrument that sets the procedure")
    ending: int = Field(description="Lines that write a procedure which another decision ends")
    overtaken: int = Field(description="Lines whose procedure has a version that begins later; publishing refuses them")
    unfinished: int = Field(description="Lines whose draft is not handed over yet")
    versions: int = Field(description="Procedures that get another content")
    unchanged: int = Field(description="Amending lines that change nothing in the registry")
    lacking: list[LackingOut] = Field(description="New procedures of which parts are missing; the first 200")
    moved: list[MovedEndOut] = Field(description="The first 200")


@opened.get(
    "/publications/{uuid:uid}/lines",
    response={200: PublicationLinePage, **PROBLEMS},
    summary="The lines of a decision, in the order of its list",
)
def lines(request: HttpRequest, uid: UUID, query: Query[PublicationLineQuery]) -> Any:
    found = readable(request, uid)
    rows = shown.lines_for(request.user, found)
    if query.action:
        rows = rows.filter(action=query.action)
    if query.confirmed is not None:
        rows = rows.filter(confirmed_at__isnull=not query.confirmed)
    if query.look:
        require(request.user, "procedures.read")
        rows = rows.filter(pk__in=_looked_at(found, query.look))
    page = keyset.page(rows, order=shown.LINE_ORDER, cursor=query.cursor, limit=query.limit)
    return {"items": shown.items(found, page.items), "next": page.next}


@opened.post(
    "/publications/{uuid:uid}/lines",
    response={201: PublicationLineOut, **PROBLEMS},
    summary="Add a line; it is settled at once",
)
@idempotent
def add_line(request: HttpRequest, uid: UUID, body: NewLineIn) -> Any:
    require(request.user, DRAFT)
    found = seen(request, uid, DRAFT)
    made = publication_lists.add_line(
        found,
        action=body.action,
        procedure=procedure_given(body.procedure, "procedure"),
        code=body.code,
        name=body.name,
        replaces=procedure_given(body.replaces, "replaces"),
        actor=actor_of(request.user),
    )
    return Status(201, shown.line(queries.item_for(found, made.uid)))


@router.get(
    "/publications/{uuid:uid}/outlook",
    response={200: OutlookOut, **PROBLEMS},
    summary="What publishing will do: new versions, what changes nothing, what is incomplete, ends that move",
)
def outlook(request: HttpRequest, uid: UUID) -> Any:
    require(request.user, "procedures.read")
    found = queries.decision_for(request.user, uid)
    _unpublished(found)
    ahead = outlook_of(found)
    return {
        "effective_on": ahead.effect,
        "signed_on": ahead.signed_on,
        "before_signing": ahead.before_signing,
        "abolished": len(ahead.abolished),
        "beside": len(ahead.beside),
        "before_basis": len(ahead.before_basis),
        "ending": len(ahead.ending),
        "overtaken": len(ahead.overtaken),
        "unfinished": len(ahead.unfinished),
        "versions": len(ahead.versions),
        "unchanged": len(ahead.unchanged),
        "lacking": [
            {"line": item.line, "procedure": item.base_code, "parts": parts}
            for item, parts in ahead.lacking[: shown.FIRST_LINES]
        ],
        "moved": [
            {
                "line": item.line,
                "procedure": move.procedure.base_code,
                "before": move.before.on,
                "after": move.after,
                "decision": move.before.number,
            }
            for item, move in ahead.moved[: shown.FIRST_LINES]
        ],
    }


def _looked_at(found: Any, look: str) -> Any:
    if look in get_args(Ahead):
        _unpublished(found)
        return outlook_lines(found)[look]
    sure = sure_of(found)
    return sure.lines if look == "sure" else sure.unsure


def _unpublished(found: Any) -> None:
    if found.state == PublicationState.PUBLISHED:
        raise Refused("Quyết định đã công bố: việc đã làm đọc ở từng dòng.", code="published")
