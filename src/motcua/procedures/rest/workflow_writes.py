"""Writing internal workflows over REST: a table as JSON or BPMN, checked, put in force by its decision; with the desk's rights."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema
from ninja.responses import Status

from motcua.kernel import clock
from motcua.kernel.errors import FieldError, Invalid
from motcua.organisations.permissions import actor_of, require
from motcua.procedures.queries import desk_api
from motcua.procedures.queries import workflows as queries
from motcua.procedures.rest.bodies import DOCUMENT, Amount, RegistryEndIn, RegistryReasonIn, document_given
from motcua.procedures.rest.workflows import (
    StepTimeOut,
    WorkflowRoleOut,
    WorkflowSpanOut,
    WorkflowStepOut,
    steps_of,
)
from motcua.procedures.services import workflows as services
from motcua.procedures.workflows import END, Table, Time, longest, table_from_json
from motcua.procedures.workflows.bpmn import read_bpmn, write_bpmn
from motcua.ui.api import NOT_KEPT, PROBLEMS, Day, Input, check_match, idempotent, with_etag, wrong
from motcua.ui.errors import text_of

router = Router(tags=["procedures"])
READ, EDIT, ISSUE = queries.READ, "workflows.edit", "workflows.issue"
Level = Literal["province", "commune", "vertical"]
XML = "application/xml"


class TimeIn(Input):
    value: Amount
    unit: Literal["hour", "working_day", "day", "month", "same_day"]


class WayIn(Input):
    to: str = Field("", max_length=40, description="Key of the step that follows; empty: the work ends")
    condition: str = Field("", max_length=1000)


class StepIn(Input):
    """One row of the table. `ways` lead on; without any it goes on to the step below, and the last step ends the work."""

    key: str = Field(min_length=1, max_length=40, description="Its number as printed")
    title: str = Field(min_length=1, max_length=2000)
    role: str = Field("", max_length=60, description="Key of one of `roles`")
    time: TimeIn | None = None
    output: str = Field("", max_length=2000)
    note: str = Field("", max_length=2000)
    ways: list[WayIn] = Field(
        default_factory=list,
        max_length=50,
        description='None: on to the step below, as in the form of the desk. Where the work ends before the last step: `[{"to": ""}]`',
    )
    split: Literal["one", "all"] = Field("one", description="Of several ways one is taken, or all at the same time")
    join: Literal["any", "all"] = Field("any", description="Whether it waits for all steps before it")
    counted: bool = Field(True, description="Whether its time belongs to the procedure's limit")


class RoleIn(Input):
    key: str = Field(min_length=1, max_length=60)
    name: str = Field(min_length=1, max_length=500, description="As the decision calls it")
    kind: str = Field("", max_length=60, description="The position by which each unit's holders are found")
    agency: str = Field("", max_length=500, description="The other agency of a step between agencies")


class TableIn(Input):
    steps: list[StepIn] = Field(min_length=1, max_length=services.MOST_STEPS)
    roles: list[RoleIn] = Field(default_factory=list, max_length=100)
    total: TimeIn | None = Field(None, description="The sum that the decision prints")
    exact: bool = Field(False, description="The decision says that the steps' times make up the limit")


class WorkflowTableIn(Input):
    """The workflow as a `table`, or as the text of a BPMN 2.0 file."""

    table: TableIn | None = None
    bpmn: str | None = Field(None, max_length=5_000_000)


class NewWorkflowIn(WorkflowTableIn):
    """Without a table it begins as what the procedure runs on today."""

    level: Level
    case: str = Field("", max_length=300, description="The case of the procedure, as its limits name it; empty: all")


class CheckWorkflowIn(WorkflowTableIn):
    case: str = Field("", max_length=300)
    on: Day | None = Field(None, description="By the rules and the limit of this day; today when left out")


class IssueWorkflowIn(Input):
    decision: str = Field(min_length=1, max_length=200, description=DOCUMENT)
    valid_from: Day


class EndWorkflowIn(RegistryEndIn):
    reason: str = Field(min_length=1, max_length=500)


class WorkflowFindingOut(Schema):
    """A `fault` keeps a workflow from being put in force; a `doubt` is told."""

    code: str
    step: str
    weight: Literal["fault", "doubt"]
    message: str


class CheckedOut(Schema):
    roles: list[WorkflowRoleOut]
    steps: list[WorkflowStepOut]
    total: StepTimeOut | None
    exact: bool
    longest: list[WorkflowSpanOut]
    limit: StepTimeOut | None = Field(description="The procedure's own limit, the local one before the national")
    findings: list[WorkflowFindingOut]
    doubts: list[str] = Field(description="What a BPMN file says that the table could not take over")


class WorkflowRowOut(Schema):
    id: UUID
    procedure: str
    level: Level
    case: str
    number: int
    state: Literal["draft", "issued", "voided"]
    decision: str
    valid_from: date | None
    valid_to: date | None


class WorkflowRowsOut(Schema):
    items: list[WorkflowRowOut]


class WorkflowDetail(WorkflowRowOut, CheckedOut):
    """`ETag` names what was read; a change names it in `If-Match`."""

    void_reason: str


ANSWER = {200: WorkflowDetail, **PROBLEMS}


@router.get(
    "/procedures/{code}/workflows",
    response={200: WorkflowRowsOut, **PROBLEMS},
    summary="All workflows of a procedure: in force, being written, ended, voided",
)
def workflows_of(request: HttpRequest, code: str) -> Any:
    require(request.user, READ)
    found = desk_api.by_code(code)
    return {"items": [_row(one, found) for one in queries.workflows_of(found)]}


@router.post(
    "/procedures/{code}/workflows",
    response={201: WorkflowDetail, **PROBLEMS},
    summary="Begin a workflow: from a table, a BPMN file, or what the procedure runs on",
)
@idempotent
def begin(request: HttpRequest, response: HttpResponse, code: str, body: NewWorkflowIn) -> Any:
    require(request.user, EDIT)
    found, case = desk_api.by_code(code), " ".join(body.case.split())
    table, doubts = _table(body)
    if table is None:
        table = queries.in_use(found, body.level, clock.today(), case).table
    made = services.begin_workflow(found, level=body.level, case=case, table=table, actor=actor_of(request.user))
    return Status(201, _told(response, made, doubts))


@router.post(
    "/procedures/{code}/workflows/check",
    response={200: CheckedOut, **PROBLEMS},
    summary="What is wrong or doubtful with a table; nothing is kept",
)
def check(request: HttpRequest, code: str, body: CheckWorkflowIn) -> Any:
    require(request.user, READ)
    table, doubts = _table(body)
    if table is None:
        raise Invalid(NOT_KEPT, errors=(FieldError("table", "Hãy gửi bảng quy trình hoặc tệp BPMN."),))
    return _checked(table, desk_api.by_code(code), body.case, body.on or clock.today(), doubts)


@router.get("/workflows/{uuid:uid}", response=ANSWER, summary="One workflow: its table, and what is wrong with it")
def one_workflow(request: HttpRequest, response: HttpResponse, uid: UUID) -> Any:
    return _told(response, queries.workflow_for(request.user, uid))


@router.get(
    "/workflows/{uuid:uid}/bpmn",
    response=PROBLEMS,
    summary="A workflow as a BPMN 2.0 file",
    openapi_extra={"responses": {200: {"description": "The file", "content": {XML: {"schema": {"type": "string"}}}}}},
)
def drawing(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = queries.workflow_for(request.user, uid)
    return HttpResponse(write_bpmn(queries.table_of(found), name=found.procedure.name), content_type=XML)


@router.put("/workflows/{uuid:uid}", response=ANSWER, summary="Another table for a workflow that is being written")
def write(request: HttpRequest, response: HttpResponse, uid: UUID, body: WorkflowTableIn) -> Any:
    found = _seen(request, uid, EDIT)
    table, doubts = _table(body)
    if table is None:
        raise Invalid(NOT_KEPT, errors=(FieldError("table", "Hãy gửi bảng quy trình hoặc tệp BPMN."),))
    made = services.change_workflow(found, table=table, version=found.version, actor=actor_of(request.user))
    return _told(response, made, doubts)


@router.post("/workflows/{uuid:uid}/issue", response=ANSWER, summary="Put it in force by its decision")
@idempotent
def issue(request: HttpRequest, response: HttpResponse, uid: UUID, body: IssueWorkflowIn) -> Any:
    found = _seen(request, uid, ISSUE)
    made = services.issue_workflow(
        found,
        decision=document_given(request, body.decision, "decision"),
        valid_from=body.valid_from,
        version=found.version,
        actor=actor_of(request.user),
    )
    return _told(response, made)


@router.post("/workflows/{uuid:uid}/end", response=ANSWER, summary="From a day on it does not hold any more")
@idempotent
def end(request: HttpRequest, response: HttpResponse, uid: UUID, body: EndWorkflowIn) -> Any:
    found = _seen(request, uid, ISSUE)
    return _told(response, services.end_workflow(found, on=body.on, reason=body.reason, actor=actor_of(request.user)))


@router.post(
    "/workflows/{uuid:uid}/void", response=ANSWER, summary="Give up a draft, or take back what was issued by mistake"
)
@idempotent
def void(request: HttpRequest, response: HttpResponse, uid: UUID, body: RegistryReasonIn) -> Any:
    found = queries.workflow_for(request.user, uid)
    found = _seen(request, uid, EDIT if found.state == "draft" else ISSUE)
    return _told(response, services.void_workflow(found, reason=body.reason, actor=actor_of(request.user)))


def _seen(request: HttpRequest, uid: UUID, action: str) -> Any:
    found = queries.workflow_for(request.user, uid, action)
    check_match(request, found.version)
    return found


def _table(body: WorkflowTableIn) -> tuple[Table | None, list[str]]:
    """The table of a body, and what a drawing says that it could not take over. Raises Invalid."""
    if body.table is not None and body.bpmn is not None:
        raise Invalid(NOT_KEPT, errors=(FieldError("bpmn", "Chỉ gửi một trong hai: bảng hoặc BPMN."),))
    if body.bpmn is not None:
        try:
            read = read_bpmn(body.bpmn.encode(), queries.role_kinds(clock.today()))
        except Invalid as error:
            raise wrong("bpmn", error) from error
        return read.table, [text_of(doubt) for doubt in read.doubts]
    if body.table is None:
        return None, []
    known = {role.key for role in body.table.roles}
    errors = tuple(
        FieldError(f"table.steps.{n}.role", "Không có vai trò “{role}”.", {"role": step.role})
        for n, step in enumerate(body.table.steps)
        if step.role and step.role not in known
    )
    if errors:
        raise Invalid(NOT_KEPT, errors=errors)
    plain = body.table.dict()
    below = [*(step["key"] for step in plain["steps"]), END][1:]
    for step, after in zip(plain["steps"], below, strict=True):
        step["flows"] = step.pop("ways") or [{"to": after}]
    return table_from_json(plain), []


def _told(response: HttpResponse, found: Any, doubts: list[str] | None = None) -> dict[str, Any]:
    with_etag(response, found.version)
    today = clock.today()
    on = max(found.valid_from, today) if found.valid_from and found.state != "draft" else today
    checked = _checked(queries.table_of(found), found.procedure, found.case, on, doubts or [])
    return _row(found, found.procedure) | checked | {"void_reason": found.void_reason}


def _row(found: Any, procedure: Any) -> dict[str, Any]:
    names = ("level", "case", "number", "state", "valid_from", "valid_to")
    return {name: getattr(found, name) for name in names} | {
        "id": found.uid,
        "procedure": procedure.display_code,
        "decision": found.decision.number if found.decision else "",
    }


def _checked(table: Table, procedure: Any, case: str, on: date, doubts: list[str]) -> dict[str, Any]:
    """A table with what is wrong with it on a day, beside the limit of the procedure."""
    limit = queries.limit_of(queries.limits_of(procedure, on), case)
    return {
        "roles": [asdict(role) for role in table.roles],
        "steps": [
            step
            | {"time": asdict(step["time"]) if step["time"] else None, "ways": [asdict(way) for way in step["ways"]]}
            for step in steps_of(table)
        ],
        "total": asdict(table.total) if table.total else None,
        "exact": table.exact,
        "longest": [asdict(span) for span in longest(table, queries.hours_a_day(on))],
        "limit": asdict(Time(limit.value, limit.unit)) if limit else None,
        "findings": [
            {
                "code": one.code,
                "step": one.step,
                "weight": one.weight.value,
                "message": text_of(FieldError("table", one.template, dict(one.params))),
            }
            for one in queries.findings_of(table, on, limit)
        ],
        "doubts": doubts,
    }
