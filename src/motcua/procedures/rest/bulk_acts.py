"""Acts over very many procedures over REST: how far one is, what became of each procedure."""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext
from ninja import Field, Query, Router, Schema
from ninja.responses import Status

from motcua.procedures.queries import bulk as queries
from motcua.procedures.queries.marks import levelled_without_channel
from motcua.procedures.rest.works import WorkState, work_told
from motcua.ui.api import PROBLEMS, ListQuery, list_of

router = Router(tags=["procedures"])
WARNED = 20


class BulkActOut(Schema):
    """Few procedures are done at once (200), very many by a job in portions (202); each procedure whole or not at all."""

    act: UUID
    state: WorkState
    made: int = Field(description="Rows written so far")
    there: int = Field(description="Those that were there already are left as they are")
    aside: int = Field(description="Procedures that were set aside, each with its reason")
    waiting: int = Field(description="Procedures that are still to be done")
    warnings: list[str] = Field(description="What was done and yet does not fit; of the first 20 procedures the codes")
    error: str | None = Field(description="Why the job broke off; run again it goes on with those that wait")


class BulkLineOut(Schema):
    procedure: str = Field(description="Code")
    state: Literal["waiting", "done", "unchanged", "aside"]
    made: int
    there: int
    reason: str = Field(description="Why it was set aside")


class BulkLinePage(Schema):
    items: list[BulkLineOut]
    next: str | None


class BulkLineQuery(ListQuery):
    state: Literal["", "waiting", "done", "unchanged", "aside"] = ""


BEGUN: dict[Any, Any] = {200: BulkActOut, 202: BulkActOut, **PROBLEMS}
"""What an act answers that was done, and one that was begun."""


@router.get("/bulk-acts/{uuid:uid}", response={200: BulkActOut, **PROBLEMS}, summary="How far an act over many is")
def one_act(request: HttpRequest, uid: UUID) -> Any:
    return _told(queries.act_for(request.user, uid))


@router.get(
    "/bulk-acts/{uuid:uid}/lines", response={200: BulkLinePage, **PROBLEMS}, summary="What became of each procedure"
)
def lines(request: HttpRequest, uid: UUID, query: Query[BulkLineQuery]) -> Any:
    found = queries.lines_of(queries.act_for(request.user, uid))
    if query.state:
        found = found.filter(state=query.state)
    return list_of(found, query, order=("id",), out=_line)


def begun(act: Any) -> Status[dict[str, Any]]:
    """The answer to who has asked for an act."""
    return Status(200 if act.ended_at is not None else 202, _told(act))


def _told(act: Any) -> dict[str, Any]:
    return {"act": act.uid, "warnings": _warnings(act), **queries.sums_of(act), **work_told(queries.job_of(act))}


def _warnings(act: Any) -> list[str]:
    found = levelled_without_channel(act)
    codes = list(found.values_list("base_code", flat=True)[:WARNED])
    told = [gettext("Lần giao này chưa ghi văn bản làm căn cứ.")] if queries.is_unfounded(act) else []
    if not codes:
        return told
    said = gettext("Mức độ là trực tuyến mà nội dung không có kênh trực tuyến: {codes}.")
    return [*told, said.format(codes=", ".join(codes) + (f" … ({found.count()})" if len(codes) == WARNED else ""))]


def _line(row: Any) -> dict[str, Any]:
    told = {name: getattr(row, name) for name in ("state", "made", "there")}
    return told | {"procedure": row.procedure.base_code, "reason": gettext(row.reason) if row.reason else ""}
