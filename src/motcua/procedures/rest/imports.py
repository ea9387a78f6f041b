"""Imports and comparisons over REST: send a file, see its rows, decide about those that wait."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, File, Form, Query, Router, Schema
from ninja.files import UploadedFile
from ninja.responses import Status

from motcua.documents.services.files import store_data
from motcua.kernel.errors import FieldError, Invalid
from motcua.organisations.permissions import actor_of, require
from motcua.procedures.queries import desk_api as shown
from motcua.procedures.queries import imports as queries
from motcua.procedures.queries.words import BROKEN_OFF
from motcua.procedures.rest.drafts import DifferenceOut
from motcua.procedures.rest.works import WorkState, work_told
from motcua.procedures.services.deciding import accept_row, give_code, reject_row
from motcua.procedures.services.runs import compare_again, start_accepting, start_run
from motcua.ui.api import NOT_KEPT, PROBLEMS, Day, Input, ListQuery, idempotent, list_of, only_fields

router = Router(tags=["procedures"])
IMPORT = "procedures.import"


class ImportOut(Schema):
    id: UUID
    mode: Literal["import", "compare"]
    source: str
    file_name: str
    started_at: datetime
    ended_at: datetime | None = Field(description="Null while the file is being read")
    by: str
    counts: dict[str, int]
    strange_fields: dict[str, int] = Field(
        description="Fields that the file's shape does not have, with the rows that have them: nothing was read from them"
    )
    state: WorkState = Field(description="Of the work on it")
    error: str | None = Field(description="Why the file could not be read")


class ImportPage(Schema):
    items: list[ImportOut]
    next: str | None


class ImportRowOut(Schema):
    id: UUID
    line: int
    code: str
    name: str
    state: Literal["new", "changed", "proposed", "set_aside", "accepted", "rejected"]
    reason: str
    lacks: list[str]
    doubts: list[str]
    parts: list[str]
    taken: list[str]
    note: str


class ImportRowPage(Schema):
    items: list[ImportRowOut]
    next: str | None


class RefusedOut(Schema):
    by: str
    at: datetime
    reason: str
    left: list[str] = Field(description="Parts that were left out; empty where the row was refused whole")


class ImportRowDetail(ImportRowOut):
    seen: str = Field(
        description="What the registry says now; a decision may name it, so that it is not made over something else"
    )
    outdated: bool = Field(
        description="The registry has changed since the row was compared with it: it can be accepted only after a new comparison"
    )
    untold: list[str] = Field(
        description="Parts whose value in the row is of a wrong type: accepting it leaves them as they are"
    )
    emptied: list[str] = Field(
        description="Parts that the row would empty: they are taken only where `parts` names them"
    )
    refused: RefusedOut | None = Field(
        description="Who has refused the same words of a source, in any import: such a row is accepted by itself only"
    )
    differences: list[DifferenceOut]


class ImportRowQuery(ListQuery):
    state: Literal["", "new", "changed", "proposed", "set_aside", "accepted", "rejected"] = ""


class ImportIn(Schema):
    mode: Literal["import", "compare"] = "compare"
    valid_from: Day | None = Field(None, description="Since when new contents are in force; today when left out")


class AcceptIn(Input):
    parts: list[str] | None = Field(
        None, max_length=40, description="Parts to take; when left out all that differ, but for those in `emptied`"
    )
    seen: str | None = Field(None, max_length=64)


class RejectIn(Input):
    reason: str = Field("", max_length=500)


class CodeIn(Input):
    code: str = Field(max_length=20)
    sure: bool = Field(False, description="The procedure has a wholly other name, and it is meant all the same")


@router.get("/procedure-imports", response={200: ImportPage, **PROBLEMS}, summary="Imports and comparisons")
def list_imports(request: HttpRequest, query: Query[ListQuery]) -> Any:
    require(request.user, IMPORT)
    told = list_of(queries.runs_for(request.user), query, order=("-started_at", "-id"), out=lambda run: {"run": run})
    runs = [item["run"] for item in told["items"]]
    return told | {"items": _all_told(runs)}


@router.post(
    "/procedure-imports", response={202: ImportOut, **PROBLEMS}, summary="Send a file to be imported or compared"
)
@idempotent
def start_import(request: HttpRequest, body: Form[ImportIn], file: File[UploadedFile]) -> Any:
    require(request.user, IMPORT)
    only_fields(request, "file", "mode", "valid_from")
    if request.POST.get("valid_from") == "":  # django-ninja takes an empty part for none
        raise Invalid(NOT_KEPT, errors=(FieldError("valid_from", "Viết ngày như 2026-02-16."),))
    actor = actor_of(request.user)
    kept = store_data(file.read(), name=file.name or "", actor=actor)
    run = start_run(kept, name=file.name or "", mode=body.mode, valid_from=body.valid_from, actor=actor)
    return Status(202, _told(run))


@router.get("/procedure-imports/{uid}", response={200: ImportOut, **PROBLEMS}, summary="One import or comparison")
def one_import(request: HttpRequest, uid: UUID) -> Any:
    return _told(queries.run_for(request.user, uid))


@router.get("/procedure-imports/{uid}/rows", response={200: ImportRowPage, **PROBLEMS}, summary="Its rows worth a look")
def rows(request: HttpRequest, uid: UUID, query: Query[ImportRowQuery]) -> Any:
    found = queries.rows_of(queries.run_for(request.user, uid))
    if query.state:
        found = found.filter(state=query.state)
    return list_of(found, query, order=("line", "id"), out=shown.row_row)


@router.post(
    "/procedure-imports/{uid}/accept", response={202: ImportOut, **PROBLEMS}, summary="Accept every row that waits"
)
@idempotent
def accept_all(request: HttpRequest, uid: UUID) -> Any:
    found = queries.run_for(request.user, uid)
    start_accepting(found, actor=actor_of(request.user))
    return Status(202, _told(queries.run_for(request.user, uid)))


@router.post(
    "/procedure-imports/{uid}/compare-again",
    response={202: ImportOut, **PROBLEMS},
    summary="Compare the kept file with the registry as it is now",
)
@idempotent
def again(request: HttpRequest, uid: UUID) -> Any:
    return Status(202, _told(compare_again(queries.run_for(request.user, uid), actor=actor_of(request.user))))


def _told(run: Any) -> dict[str, Any]:
    return _all_told([run])[0]


def _all_told(runs: Sequence[Any]) -> list[dict[str, Any]]:
    jobs = queries.jobs_of(runs)
    broken = queries.broken_off(runs, jobs)
    return [shown.run_row(run) | _work(run, job, broken=run.pk in broken) for run, job in zip(runs, jobs, strict=True)]


def _work(run: Any, job: Any, *, broken: bool) -> dict[str, Any]:
    """A command reads its file without a job."""
    if broken:
        return {"state": "failed", "error": str(BROKEN_OFF)}
    if job is None and run.ended_at is None:
        return {"state": "running", "error": None}
    return work_told(job)


@router.get(
    "/procedure-import-rows/{uid}",
    response={200: ImportRowDetail, **PROBLEMS},
    summary="A row with what accepting it would change",
)
def row(request: HttpRequest, uid: UUID) -> Any:
    return _detail(queries.row_for(request.user, uid))


@router.post(
    "/procedure-import-rows/{uid}/accept",
    response={200: ImportRowDetail, **PROBLEMS},
    summary="Accept a row, whole or by parts",
)
@idempotent
def accept(request: HttpRequest, uid: UUID, body: AcceptIn) -> Any:
    found = queries.row_for(request.user, uid)
    accept_row(found, parts=body.parts, seen=body.seen, actor=actor_of(request.user))
    return _detail(found)


@router.post(
    "/procedure-import-rows/{uid}/reject",
    response={200: ImportRowDetail, **PROBLEMS},
    summary="Leave the registry as it is",
)
@idempotent
def reject(request: HttpRequest, uid: UUID, body: RejectIn) -> Any:
    found = queries.row_for(request.user, uid)
    reject_row(found, reason=body.reason, actor=actor_of(request.user))
    return _detail(found)


@router.post(
    "/procedure-import-rows/{uid}/code",
    response={200: ImportRowDetail, **PROBLEMS},
    summary="Say which procedure a row is about",
)
@idempotent
def code(request: HttpRequest, uid: UUID, body: CodeIn) -> Any:
    found = queries.row_for(request.user, uid)
    return _detail(give_code(found, body.code, sure=body.sure, actor=actor_of(request.user)))


def _detail(found: Any) -> dict[str, Any]:
    waits = found.state in {"proposed", "set_aside"}
    return shown.row_detail(found, queries.proposal_of(found) if waits else None)
