"""What gives work besides plans, for programs: documents that came in, conclusions, instructions, and the tasks of each."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema
from ninja.responses import Status

from motcua.documents.queries.law import document_for
from motcua.kernel import clock, search
from motcua.kernel.errors import AppError, Invalid
from motcua.kernel.refs import Ref
from motcua.organisations.permissions import actor_of, require
from motcua.organisations.queries.posts import leaders_of
from motcua.organisations.queries.units import unit_named
from motcua.plans.queries import tasks_api as shown
from motcua.plans.queries import work as queries
from motcua.plans.rest.given import NOT_GIVEN, WorkIn, files_named, unit_given, work_of
from motcua.plans.rest.tasks import TaskRow
from motcua.plans.services.work import SOURCE_KIND, give_task, register_source
from motcua.ui.api import PROBLEMS, Day, Input, ListQuery, check_match, idempotent, list_of, with_etag, wrong

router = Router(tags=["work"])
Kind = Literal["incoming_document", "conclusion", "instruction"]


class SourceQuery(ListQuery):
    q: str = Field("", max_length=500, description="Number, title or issuer; diacritics optional")
    kind: str = Field("", pattern="^(incoming_document|conclusion|instruction)?$")
    owner: str = Field("", max_length=80, description="Code or identifier of the unit that gave the work")
    issued_from: Day | None = None
    issued_to: Day | None = None


class SourceOut(Schema):
    id: UUID
    kind: str
    number: str | None
    issuer: str | None
    issued_on: date
    title: str
    owner: str
    leader: str | None
    document: UUID | None
    sample: bool


class SourcePage(Schema):
    items: list[SourceOut]
    next: str | None


class SourceDetail(SourceOut):
    tasks: list[TaskRow]


class SourceIn(Input):
    """What gives work and, in one step, its tasks. `document`: an id of `/legal-documents`; `files`: ids of `POST /files`."""

    kind: Kind
    owner: str = Field(min_length=1, max_length=80, description="Code of the unit that follows the work and accepts it")
    title: str = Field(min_length=1, max_length=20_000)
    issued_on: Day
    number: str = Field("", max_length=100)
    issuer: str = Field("", max_length=300)
    leader: UUID | None = Field(None, description="The leader of the owner who gave it, or follows it")
    document: UUID | None = None
    files: list[UUID] = Field(default_factory=list, max_length=50)
    tasks: list[WorkIn] = Field(default_factory=list, max_length=200)

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "kind": "incoming_document",
                    "owner": "bql-kcn",
                    "number": "45/UBND-KSTT",
                    "issuer": "Ủy ban nhân dân tỉnh",
                    "issued_on": "2026-03-02",
                    "title": "Rà soát thủ tục hành chính",
                    "tasks": [{"task": "Rà soát, báo cáo", "leads": ["bql-kcn-vp"], "due_on": "2026-03-31"}],
                }
            ]
        }
    }


@router.get(
    "/work-sources",
    response={200: SourcePage, **PROBLEMS},
    summary="Documents, conclusions, instructions that gave work",
)
def list_sources(request: HttpRequest, query: Query[SourceQuery]) -> Any:
    rows = queries.sources_for(request.user).select_related("owner", "leader__person")
    if query.kind:
        rows = rows.filter(kind=query.kind)
    if query.owner:
        rows = rows.filter(owner=unit_named(query.owner))
    if query.issued_from:
        rows = rows.filter(issued_on__gte=query.issued_from)
    if query.issued_to:
        rows = rows.filter(issued_on__lte=query.issued_to)
    order: tuple[str, ...] = ("-issued_on", "-id")
    if query.q.strip():
        rows = search.find(rows, SOURCE_KIND, query.q).queryset
        order = ("-search_rank", *order)
    return list_of(rows, query, order=order, out=shown.source_out)


@router.get(
    "/work-sources/{uuid:uid}", response={200: SourceDetail, **PROBLEMS}, summary="One source with the tasks it gave"
)
def one_source(request: HttpRequest, response: HttpResponse, uid: UUID) -> Any:
    found = queries.source_for(request.user, uid)
    with_etag(response, found.version)
    return shown.source_detail(found)


@router.post("/work-sources", response={201: SourceDetail, **PROBLEMS}, summary="Enter a source and give its tasks")
@idempotent
def register(request: HttpRequest, body: SourceIn) -> Any:
    require(request.user, "tasks.give")
    owner = unit_given(body.owner, "owner", NOT_GIVEN)
    require(request.user, "tasks.give", owner)
    works = [work_of(given, f"tasks.{n}.") for n, given in enumerate(body.tasks)]
    made = register_source(
        kind=body.kind,
        owner=owner,
        title=body.title,
        issued_on=body.issued_on,
        number=body.number,
        issuer_name=body.issuer,
        leader=_leader(owner, body.leader),
        document_ref=_document(request, body.document),
        files=files_named(request, body.files, "files"),
        works=works,
        actor=actor_of(request.user),
    )
    return Status(201, shown.source_detail(made))


@router.post(
    "/work-sources/{uuid:uid}/tasks", response={201: TaskRow, **PROBLEMS}, summary="Give one more task from a source"
)
@idempotent
def give_one(request: HttpRequest, uid: UUID, body: WorkIn) -> Any:
    found = queries.source_for(request.user, uid)
    require(request.user, "tasks.give", found.owner_id)
    check_match(request, found.version)
    return Status(201, shown.task_row(give_task(found, work_of(body), actor=actor_of(request.user))))


def _leader(owner: Any, uid: UUID | None) -> Any:
    found = next((o for o in leaders_of(owner, clock.today()) if o.uid == uid), None)
    if uid is not None and found is None:
        raise wrong("leader", Invalid("Không phải lãnh đạo của đơn vị giao việc."), NOT_GIVEN)
    return found


def _document(request: HttpRequest, uid: UUID | None) -> str:
    if uid is None:
        return ""
    try:
        return str(Ref.to("legal_document", document_for(request.user, uid).uid))
    except AppError as error:
        raise wrong("document", error, NOT_GIVEN) from error
