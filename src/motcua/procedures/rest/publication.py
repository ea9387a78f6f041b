"""The program's face of publication: decisions with their lines, due dates in both readings, disclosures; who performs a procedure."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from motcua.kernel import clock
from motcua.kernel.errors import NotFound
from motcua.organisations.permissions import has_any_grant
from motcua.procedures.permissions import may_do_with_decision
from motcua.procedures.queries import publication_api as shown
from motcua.procedures.queries import registry
from motcua.procedures.queries.assignments import IN_ORDER, of_procedure
from motcua.procedures.queries.publication import lines_job_of, list_job_of
from motcua.procedures.rest.works import WorkState, work_told
from motcua.procedures.services.publications import lines_open
from motcua.procedures.workflow import PublicationState
from motcua.ui.api import PROBLEMS, Day, ListQuery, list_of, with_etag

router = Router(tags=["procedures"])
State = Literal["draft", "in_approval", "signed", "published", "withdrawn"]
Action = Literal["new", "amended", "replaced", "abolished"]
Place = Literal["national", "website", "notice_board", "counter"]
Part = Literal["name", "limits", "fees", "place", "grounds"]
Role = Literal["competent", "performing", "receiving", "coordinating"]


class PublicationQuery(ListQuery):
    state: str = Field("", pattern=f"^({'|'.join(str(s) for s in PublicationState)})?$")


class PublicationOut(Schema):
    id: UUID
    state: State
    number: str
    title: str
    signed_on: date | None
    effective_on: date | None
    owner: str = Field(description="Code of the unit that prepares it")
    issuer: str = Field(description="Code of the body that signs")
    document: UUID | None = Field(description="Id of the decision among legal documents")
    lines: int


class PublicationPage(Schema):
    items: list[PublicationOut]
    next: str | None


class PublicationDueOut(Schema):
    duty: Literal["issue", "disclose"] = Field(description="Signing, or entering it in the national database")
    reading: Literal["decree", "index"] = Field(description="Nghị định 63/2010/NĐ-CP, or Quyết định 766/QĐ-TTg")
    due: date
    counted_from: date
    amount: int
    unit: str
    article: str


class PublicationDutyOut(Schema):
    duty: Literal["issue", "disclose"]
    reading: Literal["decree", "index"]
    due: date
    done: date | None
    verdict: Literal["on_time", "late", "missing", "waiting"] = Field(description="missing: overdue and not done")


class DisclosureOut(Schema):
    id: UUID
    place: Place
    unit: str
    on: date
    url: str
    note: str
    proof: UUID | None = Field(description="Id of the file that proves it")


class PublicationLineOut(Schema):
    id: UUID
    line: int
    action: Action
    code: str
    name: str
    field: str
    procedure: UUID | None
    replaces: str | None
    printed: dict[str, str] = Field(description="What the annexed list prints: limit, fee, place, ground and others")
    matched: Literal["code", "name", "person", "none"] = Field(description="How it found its procedure")
    confirmed: bool
    taken: list[Part] = Field(description="Parts that are taken over from the list")
    duties: list[PublicationDutyOut]
    disclosures: list[DisclosureOut]


class PublicationNoteOut(Schema):
    """What reading the annexed list left to look at."""

    doubt: str
    line: int
    words: str


class ListReadingOut(Schema):
    """How far the newest reading of an annexed list is, whose lines come all at once or none; or an act over very many lines."""

    state: WorkState
    done: int = Field(description="Pages, or other parts of the file; lines")
    total: int | None
    error: str | None = Field(description="Why it broke off")


class PublicationDetail(PublicationOut):
    """`ETag` names what was read; a change names it in `If-Match`."""

    shortened: bool
    basis: UUID | None = Field(description="Id of the instrument that sets the procedures")
    basis_words: str
    basis_promulgated_on: date | None
    basis_effective_on: date | None
    return_note: str
    list_file: UUID | None
    notes: list[PublicationNoteOut]
    reading: ListReadingOut | None = Field(
        description="Null while no list was sent, and for those who may not send one"
    )
    work: ListReadingOut | None = Field(
        description="Of officers: how far the newest act over very many lines is (202); run again it goes on with those left"
    )
    dues: list[PublicationDueOut]
    items: list[PublicationLineOut] = Field(description="The first 200 lines")
    lines_next: str | None = Field(
        description="Cursor of the next lines, at `GET /publications/{uid}/lines`; null where all are here"
    )


class ProcedureUnitOut(Schema):
    id: UUID
    unit: str
    name: str
    role: Role
    standing: Literal["running", "coming", "ended"]
    counter: str
    decision: str
    valid_from: date
    valid_to: date | None


class ProcedureUnitsOut(Schema):
    items: list[ProcedureUnitOut]
    next: str | None


class ProcedureUnitsQuery(ListQuery):
    on: Day | None = Field(None, description="As of this date; today when left out")
    standing: Literal["running", "coming", "ended", "all"] = "running"


@router.get(
    "/publications",
    response={200: PublicationPage, **PROBLEMS},
    summary="Decisions that publish procedures, newest first",
)
def publications(request: HttpRequest, query: Query[PublicationQuery]) -> Any:
    rows = shown.decisions_for(request.user)
    if query.state:
        rows = rows.filter(state=query.state)
    return list_of(rows, query, order=("-created_at", "-id"), out=shown.decision)


@router.get(
    "/publications/{uuid:uid}",
    response={200: PublicationDetail, **PROBLEMS},
    summary="One decision: its first lines, due dates in every reading with their basis, where each line was made public",
)
def publication(request: HttpRequest, response: HttpResponse, uid: UUID) -> Any:
    found = readable(request, uid)
    with_etag(response, found.version)
    return detail_for(request.user, found)


def readable(request: HttpRequest, uid: UUID) -> Any:
    found = shown.decisions_for(request.user).filter(uid=uid).first()
    if found is None:
        raise NotFound("Không có quyết định công bố này, hoặc bạn không được xem.", code="no_decision")
    return found


def detail_for(user: Any, found: Any) -> dict[str, Any]:
    job = list_job_of(found) if lines_open(found) and may_do_with_decision(user, found, "publications.draft") else None
    reading = work_told(job) | {"done": job.done, "total": job.total} if job is not None else None
    act = lines_job_of(found) if has_any_grant(user, "procedures.read") else None
    work = work_told(act) | {"done": act.done, "total": act.total} if act is not None else None
    return shown.detail(user, found) | {"reading": reading, "work": work}


@router.get(
    "/procedures/{code}/units",
    response={200: ProcedureUnitsOut, **PROBLEMS},
    summary="Units that decide, perform, receive or coordinate a procedure on a date",
)
def units(request: HttpRequest, code: str, query: Query[ProcedureUnitsQuery]) -> Any:
    return units_of(registry.procedure_for(request.user, code), query)


def units_of(procedure: Any, query: ProcedureUnitsQuery) -> dict[str, Any]:
    on = query.on or clock.today()
    rows = of_procedure(procedure, on)
    if query.standing != "all":
        rows = rows.filter(standing=query.standing)
    told = list_of(rows, query, order=IN_ORDER, out=lambda row: {"row": row})
    return told | {"items": shown.unit_rows([item["row"] for item in told["items"]], on)}
