"""Writing over REST: what the desk's pages of drafts and files can."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema
from ninja.responses import Status
from pydantic import ValidationError

from motcua.documents.queries.files import uploads_for
from motcua.kernel.errors import AppError, FieldError, Forbidden, Invalid, NotFound, Stale
from motcua.organisations.permissions import actor_of, require
from motcua.procedures.content import from_outside
from motcua.procedures.permissions import may_publish
from motcua.procedures.queries import desk_api as shown
from motcua.procedures.queries import files as files_of
from motcua.procedures.queries.desk import drafts_for
from motcua.procedures.rest.bodies import PROCEDURE
from motcua.procedures.services import drafts, files
from motcua.ui.api import PROBLEMS, Day, Input, ListQuery, idempotent, list_of, wrong
from motcua.ui.field_errors import sentence

router = Router(tags=["procedures"])
EDIT = "procedures.edit"


class DifferenceOut(Schema):
    part: str = Field(
        description="A part of `content`; `unread` for words of a part that are not structured yet, `answers` for whether there is any"
    )
    key: str = Field(
        description="What the entry is known by within its part; of `unread` and `answers` the part that they are about"
    )
    before: str | None = Field(
        description="The entry in words, `unread` as the source has it; null where there was none"
    )
    after: str | None


class DraftRowOut(Schema):
    code: str
    name: str
    number: int
    state: Literal["written", "waits"]
    lacks: list[str]


class DraftRowPage(Schema):
    items: list[DraftRowOut]
    next: str | None


class ProcedureDraftOut(Schema):
    """`ETag` names what was read; a change names it in `If-Match`."""

    code: str
    number: int
    state: Literal["written", "waits", "published", "voided"]
    submitted_at: datetime | None
    content: dict[str, Any]
    unknown_grounds: list[str] = Field(
        description="Numbers among its grounds that the library of documents does not know"
    )
    missing: list[str]
    demanded: list[str] = Field(
        description="Codes of papers whose original is asked for although a connected database holds it: it may then not be demanded"
    )
    differences: list[DifferenceOut] = Field(description="From what is in force")


class NewProcedureIn(Input):
    code: str = Field(max_length=40, description="As the decision will print it, with or without the province's suffix")
    name: str = Field(min_length=1, max_length=2000)
    field: str = Field("", max_length=300)
    kind: Literal["public", "internal"] = "public"


class ContentIn(Input):
    content: dict[str, Any] = Field(description="All parts, as `GET /procedures/{code}` gives them")


class DraftStepIn(Input):
    reason: str = Field("", max_length=500)
    valid_from: Day | None = None


class ProcedureFileOut(Schema):
    id: UUID
    kind: Literal["form", "sample", "guide"]
    component: str
    title: str
    name: str
    size: int
    media_type: str
    url: str
    valid_from: date
    valid_to: date | None
    voided: bool


class ProcedureFileIn(Input):
    procedure: str = Field(max_length=40, description=PROCEDURE)
    file: UUID = Field(description="An id of `POST /files`")
    kind: Literal["form", "sample", "guide"]
    title: str = Field(min_length=1, max_length=500)
    component: str = Field("", max_length=60, description="Code of the paper it is for; empty: the whole procedure")
    valid_from: Day | None = None
    valid_to: Day | None = None


class FileEndIn(Input):
    on: Day


class FileVoidIn(Input):
    reason: str = Field(min_length=1, max_length=500)


@router.get("/procedure-drafts", response={200: DraftRowPage, **PROBLEMS}, summary="Drafts that are being written")
def list_drafts(request: HttpRequest, query: Query[ListQuery]) -> Any:
    require(request.user, EDIT)
    return list_of(drafts_for(request.user), query, order=("-created_at", "-id"), out=_row)


@router.post(
    "/procedure-drafts",
    response={201: ProcedureDraftOut, **PROBLEMS},
    summary="Begin a procedure of the province's own",
)
@idempotent
def create(request: HttpRequest, response: HttpResponse, body: NewProcedureIn) -> Any:
    require(request.user, EDIT)
    told = drafts.NewProcedure(body.code, body.name, body.field, body.kind)
    return Status(201, _shown(drafts.create_procedure(told, actor=actor_of(request.user)), response))


@router.post(
    "/procedures/{code}/draft",
    response={201: ProcedureDraftOut, **PROBLEMS},
    summary="Begin a draft of what is in force",
)
@idempotent
def begin(request: HttpRequest, response: HttpResponse, code: str) -> Any:
    require(request.user, EDIT)
    return Status(201, _shown(drafts.begin_draft(shown.by_code(code), actor=actor_of(request.user)), response))


@router.get(
    "/procedures/{code}/draft", response={200: ProcedureDraftOut, **PROBLEMS}, summary="The draft of a procedure"
)
def draft(request: HttpRequest, response: HttpResponse, code: str) -> Any:
    return _shown(_draft(request, code), response)


@router.put(
    "/procedures/{code}/draft", response={200: ProcedureDraftOut, **PROBLEMS}, summary="Write the content of a draft"
)
def write(request: HttpRequest, response: HttpResponse, code: str, body: ContentIn) -> Any:
    found = _draft(request, code)
    _must_match(request, found)
    try:
        content = from_outside(body.content)
    except ValidationError as error:
        errors = tuple(
            FieldError(".".join(["content", *map(str, e["loc"])]), sentence(e))
            for e in error.errors(include_url=False, include_input=False)
        )
        raise Invalid("Nội dung chưa đúng dạng; xem từng trường.", errors=errors) from error
    return _shown(drafts.save_draft(found, content, seen=found.fingerprint, actor=actor_of(request.user)), response)


@router.post(
    "/procedures/{code}/draft/{step}",
    response={200: ProcedureDraftOut, **PROBLEMS},
    summary="Hand a draft over, take it back, renew it from its source, put it in force, or give it up",
)
@idempotent
def move(
    request: HttpRequest,
    response: HttpResponse,
    code: str,
    step: Literal["submit", "take-back", "renew", "put-in-force", "discard"],
    body: DraftStepIn,
) -> Any:
    found, actor = _draft(request, code), actor_of(request.user)
    match step:
        case "submit":
            drafts.submit_draft(found, actor=actor)
        case "take-back":
            drafts.take_back_draft(found, actor=actor, reason=body.reason)
        case "renew":
            drafts.renew_draft(found, actor=actor)
        case "put-in-force":
            if not may_publish(request.user):
                raise Forbidden("Tài khoản của bạn chưa được giao quyền làm việc này.")
            drafts.put_in_force(found, actor=actor, valid_from=body.valid_from)
        case "discard":
            drafts.discard_draft(found, actor=actor, reason=body.reason)
    return _shown(found, response)


@router.post(
    "/procedure-files",
    response={201: ProcedureFileOut, **PROBLEMS},
    summary="Put in a form, filled sample or guide",
)
@idempotent
def add_file(request: HttpRequest, body: ProcedureFileIn) -> Any:
    require(request.user, EDIT)
    try:
        found = shown.by_code(body.procedure)
    except AppError as error:
        raise wrong("procedure", error) from error
    try:
        (upload,) = uploads_for(request.user, [body.file])
    except AppError as error:
        raise wrong("file", error) from error
    told = body.dict(exclude={"file", "procedure"})
    return Status(201, shown.file_row(files.add_file(found, upload, actor=actor_of(request.user), **told)))


@router.post(
    "/procedure-files/{uid}/end",
    response={200: ProcedureFileOut, **PROBLEMS},
    summary="From a day on no longer offer a file",
)
@idempotent
def end_file(request: HttpRequest, uid: UUID, body: FileEndIn) -> Any:
    one = files_of.file_for(request.user, uid)
    return shown.file_row(files.end_file(one, on=body.on, actor=actor_of(request.user)))


@router.post(
    "/procedure-files/{uid}/void",
    response={200: ProcedureFileOut, **PROBLEMS},
    summary="Take away a file put in by mistake",
)
@idempotent
def void_file(request: HttpRequest, uid: UUID, body: FileVoidIn) -> Any:
    one = files_of.file_for(request.user, uid)
    return shown.file_row(files.void_file(one, reason=body.reason, actor=actor_of(request.user)))


def _row(one: Any) -> dict[str, Any]:
    return {
        "code": one.procedure.display_code,
        "name": one.name,
        "number": one.number,
        "state": "waits" if one.submitted_at else "written",
        "lacks": one.lacks.split(),
    }


def _draft(request: HttpRequest, code: str) -> Any:
    require(request.user, EDIT)
    found = drafts.open_draft(shown.by_code(code))
    if found is None:
        raise NotFound("Thủ tục này không có bản nào đang soạn.", code="no_draft")
    return found


def _shown(found: Any, response: HttpResponse) -> dict[str, Any]:
    response["ETag"] = _etag(found)
    return shown.draft_detail(found)


def _etag(found: Any) -> str:
    return f'"{found.fingerprint[:32]}"'


def _must_match(request: HttpRequest, found: Any) -> None:
    given = request.headers.get("If-Match", "").strip()
    if given and given != "*" and _etag(found) not in {part.strip().removeprefix("W/") for part in given.split(",")}:
        raise Stale("Bản ghi đã thay đổi từ lúc bạn đọc. Hãy đọc lại rồi sửa.")
