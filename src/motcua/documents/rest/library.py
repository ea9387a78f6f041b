"""The program's face: `/legal-documents` and `/files` under `/api/v1` (CONTRACT)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from ninja import Field, Query, Router, Schema
from ninja import File as FileField
from ninja.files import UploadedFile
from ninja.responses import Status

from motcua.documents.queries import files, law
from motcua.documents.queries.resting import count_resting
from motcua.documents.services.files import store_upload
from motcua.kernel import clock, search
from motcua.organisations.permissions import actor_of, require
from motcua.ui.api import PROBLEMS, Day, ListQuery, idempotent, list_of, only_fields, with_etag
from motcua.ui.downloads import respond_with

router = Router(tags=["documents"])


class LawQuery(ListQuery):
    q: str = Field("", max_length=500, description="Number in any way of writing, or words with or without diacritics")
    kind: str = Field("", max_length=20, description="Code of the type: decree, decision, plan …")
    year: int | None = Field(None, ge=1945, le=2200, description="Year of issue")
    state: str = Field("", pattern="^(in_force|amended|ended|not_yet)?$")
    on: Day | None = Field(None, description="The date on which `state` is told; today when left out")


class LawOut(Schema):
    id: UUID
    kind: str
    kind_name: str
    number: str
    issuer: str
    issued_on: date | None
    subject: str
    valid_from: date | None
    valid_to: date | None
    ended_on: date | None
    state: str
    certainty: str
    file: UUID | None


class LawPage(Schema):
    items: list[LawOut]
    next: str | None


class RelatedOut(Schema):
    """`direction`: `outgoing` when this document acts on the other one, `incoming` when the other acts on this one."""

    kind: str
    direction: str
    on: date | None
    note: str
    id: UUID
    number: str
    title: str


class LawDetail(LawOut):
    note: str
    relations: list[RelatedOut]
    cited_by: int


class FileOut(Schema):
    id: UUID
    sha256: str
    size: int
    type: str


class FileDetail(FileOut):
    name: str
    signed: bool
    marks_checked: bool


_BYTES = {"description": "The bytes", "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}}


def _law(document: Any) -> dict[str, Any]:
    return {
        "id": document.uid,
        "kind": document.kind,
        "kind_name": str(document.get_kind_display()),
        "number": document.number,
        "issuer": document.issuer,
        "issued_on": document.issued_on,
        "subject": document.subject,
        "valid_from": document.valid_from,
        "valid_to": document.valid_to,
        "ended_on": document.ended_on,
        "state": document.state,
        "certainty": document.certainty,
        "file": document.file.uid if document.file else None,
    }


def _file(file: Any) -> dict[str, Any]:
    return {"id": str(file.uid), "sha256": file.blob.sha256, "size": file.size, "type": file.media_type}


@router.get("/legal-documents", response={200: LawPage, **PROBLEMS}, summary="The library of legal documents")
def legal_documents(request: HttpRequest, query: Query[LawQuery]) -> Any:
    rows = law.library(request.user, query.on or clock.today()).select_related("file")
    if query.kind:
        rows = rows.filter(kind=query.kind)
    if query.year is not None:
        rows = rows.filter(issued_on__year=query.year)
    if query.state:
        rows = rows.filter(state=query.state)
    order: tuple[str, ...] = ("-issued_on", "-id")
    if query.q.strip():
        rows = search.find(rows, law.KIND, query.q).queryset
        order = ("-search_rank", *order)
    return list_of(rows, query, order=order, out=_law)


@router.get(
    "/legal-documents/{uuid:uid}",
    response={200: LawDetail, **PROBLEMS},
    summary="One document with its relations both ways",
)
def legal_document(request: HttpRequest, response: HttpResponse, uid: UUID, on: Day | None = None) -> Any:
    found = law.document_for(request.user, uid)
    shown = law.library(request.user, on or clock.today()).select_related("file").get(pk=found.pk)
    with_etag(response, found.version)
    relations = [
        {
            "kind": tie.relation.kind,
            "direction": "outgoing" if tie.outgoing else "incoming",
            "on": tie.relation.on,
            "note": tie.relation.note,
            "id": tie.other.uid,
            "number": tie.other.number,
            "title": law.title_of(tie.other),
        }
        for tie in law.ties_of(found, request.user)
    ]
    return _law(shown) | {
        "note": found.note,
        "relations": relations,
        "cited_by": law.resting_on(found).count() + count_resting(found),
    }


@router.post("/files", response={201: FileOut, **PROBLEMS}, summary="Upload a file; its id is what `files: [ID]` means")
@idempotent
def upload(request: HttpRequest, file: FileField[UploadedFile]) -> Any:
    require(request.user, "files.upload")
    only_fields(request, "file")
    made = store_upload(file, name=file.name or "", actor=actor_of(request.user))
    return Status(201, _file(made))


@router.get("/files/{uuid:uid}", response={200: FileDetail, **PROBLEMS}, summary="What is known of a file")
def file_facts(request: HttpRequest, uid: UUID) -> Any:
    found = files.file_for(request.user, uid)
    return _file(found) | {"name": found.name, "signed": found.signed, "marks_checked": found.marks_checked}


@router.get(
    "/files/{uuid:uid}/content",
    response=PROBLEMS,
    summary="The bytes as they were uploaded; `Range` is honoured",
    openapi_extra={
        "responses": {200: _BYTES, 206: _BYTES, 304: {"description": "Known"}, 416: {"description": "No such range"}}
    },
)
def file_content(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    found = files.file_for(request.user, uid)
    return respond_with(
        request,
        opened=lambda: files.open_content(found),
        size=found.size,
        name=found.name,
        media_type=found.media_type,
        tag=str(found.uid),
    )
