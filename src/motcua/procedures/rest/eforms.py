"""Electronic forms over REST: what a procedure asks on a day is everybody's to read; writing them has the desk's rights."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema
from ninja.responses import Status
from pydantic import ValidationError

from motcua.kernel import clock
from motcua.kernel.errors import FieldError, NotFound
from motcua.organisations.permissions import actor_of, require
from motcua.procedures.eforms import EForm, faults, form_as_json, form_from_json, not_a_form
from motcua.procedures.queries import desk_api
from motcua.procedures.queries import eforms as queries
from motcua.procedures.queries.registry import procedure_for
from motcua.procedures.rest.bodies import RegistryEndIn, RegistryReasonIn
from motcua.procedures.services import eforms as services
from motcua.ui.api import PROBLEMS, Day, Input, check_match, idempotent, with_etag
from motcua.ui.errors import text_of

reading = Router(tags=["procedures"])
writing = Router(tags=["procedures"])
CONTENT = "`title`, `note`, `sections` of `items`: fields (`key`, `label`, `kind`, …) and groups (`key`, `label`, `fields`, …)"
CASE = "The case of the procedure, as its limits name it; empty: all"


class FormQuery(Schema):
    on: Day | None = Field(None, description="As of this date; today when left out")
    case: str = Field("", max_length=300, description=CASE)


class DraftQuery(Schema):
    case: str = Field("", max_length=300, description=CASE)


class ElectronicFormIn(Input):
    form: dict[str, Any] = Field(description=f"{CONTENT}. What it has no place for is refused")


class IssueFormIn(Input):
    valid_from: Day


class EndFormIn(RegistryEndIn):
    reason: str = Field(min_length=1, max_length=500)


class ElectronicFormRow(Schema):
    id: UUID
    procedure: str
    case: str
    number: int
    state: Literal["draft", "issued", "voided"]
    fields: int = Field(description="How many it has")
    valid_from: date | None
    valid_to: date | None


class ElectronicFormRows(Schema):
    items: list[ElectronicFormRow]


class PublicFormOut(Schema):
    id: UUID
    procedure: str
    case: str = Field(description="Empty: it is for all cases")
    number: int
    valid_from: date
    valid_to: date | None
    form: dict[str, Any] = Field(description=CONTENT)


class FormFaultOut(Schema):
    code: str
    at: str = Field(description="The field, group or section")
    message: str


class ElectronicFormDetail(ElectronicFormRow):
    """`ETag` names what was read; a change names it in `If-Match`."""

    form: dict[str, Any] = Field(description=CONTENT)
    faults: list[FormFaultOut] = Field(description="What keeps it from being issued")
    void_reason: str


ANSWER = {200: ElectronicFormDetail, **PROBLEMS}


@reading.get(
    "/procedures/{code}/form",
    response={200: PublicFormOut, **PROBLEMS},
    summary="The electronic form of a procedure as of a date",
)
def form(request: HttpRequest, code: str, query: Query[FormQuery]) -> Any:
    procedure = procedure_for(request.user, code)
    found = queries.eform_on(procedure, query.on or clock.today(), _case(query.case))
    if found is None:
        raise NotFound("Thủ tục chưa có tờ khai điện tử có hiệu lực vào ngày này.", code="no_eform")
    return _row(found, procedure) | {"form": found.content}


@writing.get(
    "/procedures/{code}/forms",
    response={200: ElectronicFormRows, **PROBLEMS},
    summary="All electronic forms of a procedure: in force, being written, ended, voided",
)
def forms(request: HttpRequest, code: str) -> Any:
    require(request.user, queries.READ)
    procedure = desk_api.by_code(code)
    return {"items": [_row(one, procedure) for one in queries.eforms_of(procedure)]}


@writing.get("/procedures/{code}/form/draft", response=ANSWER, summary="The form that is being written")
def draft(request: HttpRequest, response: HttpResponse, code: str, query: Query[DraftQuery]) -> Any:
    require(request.user, queries.EDIT)
    return _told(response, queries.draft_for(request.user, desk_api.by_code(code), _case(query.case)))


@writing.put(
    "/procedures/{code}/form/draft",
    response={201: ElectronicFormDetail, **ANSWER},
    summary="The whole form that is being written; begun where there is none",
)
def write(
    request: HttpRequest, response: HttpResponse, code: str, body: ElectronicFormIn, query: Query[DraftQuery]
) -> Any:
    require(request.user, queries.EDIT)
    procedure, case, said = desk_api.by_code(code), _case(query.case), _form(body)
    found, actor = queries.draft_of(procedure, case), actor_of(request.user)
    if found is None:
        return Status(201, _told(response, services.begin_eform(procedure, case=case, form=said, actor=actor)))
    check_match(request, found.version)
    return _told(response, services.change_eform(found, form=said, version=found.version, actor=actor))


@writing.post("/procedures/{code}/form/draft/issue", response=ANSWER, summary="Put the draft in force from a day on")
@idempotent
def issue(request: HttpRequest, response: HttpResponse, code: str, body: IssueFormIn, query: Query[DraftQuery]) -> Any:
    require(request.user, queries.ISSUE)
    found = queries.draft_for(request.user, desk_api.by_code(code), _case(query.case), queries.ISSUE)
    check_match(request, found.version)
    made = services.issue_eform(found, valid_from=body.valid_from, version=found.version, actor=actor_of(request.user))
    return _told(response, made)


@writing.get("/forms/{uuid:uid}", response=ANSWER, summary="One electronic form, whatever its state")
def one_form(request: HttpRequest, response: HttpResponse, uid: UUID) -> Any:
    return _told(response, queries.eform_for(request.user, uid))


@writing.post("/forms/{uuid:uid}/end", response=ANSWER, summary="From a day on it is not asked any more")
@idempotent
def end(request: HttpRequest, response: HttpResponse, uid: UUID, body: EndFormIn) -> Any:
    found = _seen(request, uid, queries.ISSUE)
    return _told(response, services.end_eform(found, on=body.on, reason=body.reason, actor=actor_of(request.user)))


@writing.post(
    "/forms/{uuid:uid}/void", response=ANSWER, summary="Give up a draft, or take back what was issued by mistake"
)
@idempotent
def void(request: HttpRequest, response: HttpResponse, uid: UUID, body: RegistryReasonIn) -> Any:
    found = queries.eform_for(request.user, uid)
    found = _seen(request, uid, queries.EDIT if found.state == "draft" else queries.ISSUE)
    return _told(response, services.void_eform(found, reason=body.reason, actor=actor_of(request.user)))


def _seen(request: HttpRequest, uid: UUID, action: str) -> Any:
    found = queries.eform_for(request.user, uid, action)
    check_match(request, found.version)
    return found


def _case(text: str) -> str:
    return " ".join(text.split())


def _form(body: ElectronicFormIn) -> EForm:
    try:
        return form_from_json(body.form)
    except ValidationError as error:
        raise not_a_form(error, "form") from error


def _told(response: HttpResponse, found: Any) -> dict[str, Any]:
    with_etag(response, found.version)
    said = queries.form_of(found)
    told = [
        {"code": one.code, "at": one.at, "message": text_of(FieldError("form", one.template, dict(one.params)))}
        for one in faults(said)
    ]
    return _row(found, found.procedure) | {
        "form": form_as_json(said),
        "faults": told,
        "void_reason": found.void_reason,
    }


def _row(found: Any, procedure: Any) -> dict[str, Any]:
    names = ("case", "number", "state", "fields", "valid_from", "valid_to")
    return {name: getattr(found, name) for name in names} | {
        "id": found.uid,
        "procedure": procedure.display_code,
    }
