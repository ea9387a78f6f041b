"""The program's face: what a procedure runs on, on a date, at a level."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from motcua.kernel import clock, keyset
from motcua.kernel.errors import FieldError, Invalid
from motcua.organisations.permissions import require
from motcua.procedures.queries import workflow_standing as standing
from motcua.procedures.queries import workflows as queries
from motcua.procedures.queries.registry import procedure_for
from motcua.procedures.rules.filed_cases import lacking
from motcua.procedures.workflows import END, Flow, Table, Time, longest
from motcua.ui.api import PROBLEMS, Day, ListQuery
from motcua.ui.errors import text_of

router = Router(tags=["procedures"])


class WorkflowQuery(Schema):
    level: Literal["", "province", "commune", "vertical"] = Field(
        "", description="At which level the procedure is run; the first at which it is performed when left out"
    )
    on: Day | None = Field(None, description="As of this date; today when left out")
    case: str = Field("", max_length=300, description="The case of the procedure, as its limits name it")


class StepTimeOut(Schema):
    value: Decimal
    unit: Literal["hour", "working_day", "day", "month", "same_day"]


class StepWayOut(Schema):
    to: str = Field(description="Key of the step that follows; empty: the work ends")
    condition: str


class WorkflowStepOut(Schema):
    key: str = Field(description="Its number as printed")
    title: str
    role: str = Field(description="Key of the role that takes it")
    time: StepTimeOut | None
    output: str
    note: str
    split: Literal["one", "all"] = Field(description="Of several ways one is taken, or all at the same time")
    join: Literal["any", "all"] = Field(description="Whether it waits for all steps before it")
    counted: bool = Field(description="Whether its time belongs to the procedure's limit")
    ways: list[StepWayOut]


class WorkflowRoleOut(Schema):
    key: str
    name: str = Field(description="As the decision calls it")
    kind: str = Field(description="The position by which each unit's holders are found")
    agency: str


class WorkflowSpanOut(Schema):
    """What the longest way takes: working hours, calendar days and months are never added."""

    hours: Decimal
    days: Decimal
    months: Decimal
    way: list[str]


class WorkflowCaseOut(Schema):
    case: str = Field(description="Empty: what no case names")
    default: bool = Field(description="No issued workflow serves it: it runs on the stated default")


class WorkflowOut(Schema):
    procedure: str
    level: str
    case: str
    default: bool = Field(
        description="The case runs on the stated default; where none is asked for, a case of the procedure does"
    )
    cases: list[WorkflowCaseOut] = Field(
        description="Under which cases a dossier may be filed; empty where the procedure is not divided. Where each has a workflow of its "
        "own, `steps` stand under a case alone"
    )
    basis: str = Field(description="The article of the default")
    id: UUID | None
    number: int | None
    decision: str
    valid_from: date | None
    valid_to: date | None
    roles: list[WorkflowRoleOut]
    steps: list[WorkflowStepOut]
    longest: list[WorkflowSpanOut] = Field(description="One, unless ways are measured in different units")
    limit: StepTimeOut | None = Field(description="The procedure's own limit, the local one before the national")
    findings: list[str] = Field(description="What is wrong or doubtful with it, in words")


@router.get(
    "/procedures/{code}/workflow",
    response={200: WorkflowOut, **PROBLEMS},
    summary="The internal workflow of a procedure, or of one of its cases, as of a date",
)
def workflow(request: HttpRequest, code: str, query: Query[WorkflowQuery]) -> Any:
    require(request.user, queries.READ)
    procedure, on = procedure_for(request.user, code), query.on or clock.today()
    level = query.level or queries.levels_of(procedure, on)[0]
    cases, case = queries.filed_on(procedure, on), " ".join(query.case.split())
    if case and case not in cases:
        told = "Thủ tục không có trường hợp này."
        raise Invalid(told, errors=(FieldError("case", told),))
    served = queries.served_on(procedure, level, on)
    without = lacking([case] if case else cases, served)
    used = queries.in_use(procedure, level, on, case)
    found, table = used.workflow, used.table if used.workflow or without else Table(())
    limit = queries.limit_of(queries.limits_of(procedure, on), case)
    return {
        "procedure": procedure.display_code,
        "level": level,
        "case": found.case if found else "",
        "default": bool(without),
        "cases": [{"case": one, "default": bool(lacking([one], served))} for one in cases],
        "basis": used.basis if without else "",
        "id": found.uid if found else None,
        "number": found.number if found else None,
        "decision": found.decision.number if found and found.decision else "",
        "valid_from": found.valid_from if found else None,
        "valid_to": found.valid_to if found else None,
        "roles": table.roles,
        "steps": steps_of(table),
        "longest": longest(table, queries.hours_a_day(on)) if table.steps else [],
        "limit": Time(limit.value, limit.unit) if limit else None,
        "findings": [
            text_of(FieldError("table", one.template, dict(one.params)))
            for one in (queries.findings_of(table, on, limit) if table.steps else ())
        ],
    }


class WorkflowBacklogQuery(ListQuery):
    level: Literal["province", "commune"] = Field(
        "province", description="Those at which the province issues workflows"
    )
    standing: Literal["", "part", "none"] = Field(
        "", description="`part`: some cases have their workflow; `none`: nothing has"
    )
    on: Day | None = Field(None, description="As of this date; today when left out")


class WorkflowBacklogRow(Schema):
    procedure: str
    name: str
    standing: Literal["part", "none"]
    cases: list[str] = Field(
        description="Under which a dossier may be filed; an empty one stands for what no case names"
    )
    lacking: list[str] = Field(description="Those of them that run on the stated default")


class WorkflowBacklogPage(Schema):
    items: list[WorkflowBacklogRow]
    next: str | None


@router.get(
    "/workflow-backlog",
    response={200: WorkflowBacklogPage, **PROBLEMS},
    summary="Procedures of which a case, or the whole, has no internal workflow at a level",
)
def backlog(request: HttpRequest, query: Query[WorkflowBacklogQuery]) -> Any:
    require(request.user, queries.READ)
    on = query.on or clock.today()
    rows = standing.backlog(on, query.level)
    if query.standing:
        rows = standing.of_standing(rows, on, [query.standing])
    found = keyset.page(rows, order=("sort_key", "id"), cursor=query.cursor, limit=query.limit)
    lacks = standing.lacks_of([row.pk for row in found.items], on, query.level)
    told = [
        {
            "procedure": row.display_code,
            "name": row.name,
            "standing": lacks[row.pk].standing,
            "cases": lacks[row.pk].cases,
            "lacking": lacks[row.pk].lacking,
        }
        for row in found.items
    ]
    return {"items": told, "next": found.next}


def steps_of(table: Table) -> Sequence[dict[str, Any]]:
    names = ("key", "title", "role", "time", "output", "note", "split", "join", "counted")
    return [
        {name: getattr(step, name) for name in names} | {"ways": step.flows or (Flow(END),)} for step in table.steps
    ]
