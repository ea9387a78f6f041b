"""What readers say of public pages, and what was done about it, over REST with the desk's rights."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from motcua.kernel import access
from motcua.kernel.refs import Ref
from motcua.kernel.text import without_contacts
from motcua.organisations.permissions import actor_of, require
from motcua.procedures.queries import pages
from motcua.procedures.services.remarks import MOST, settle_remark, settle_remarks
from motcua.ui.api import PROBLEMS, Input, ListQuery, idempotent, list_of

router = Router(tags=["procedures"])
_MOST_AT_ONCE = 100


class PageRemarkOut(Schema):
    id: UUID
    procedure: str = Field(description="Code")
    version: int = Field(description="Number of the version that was read")
    text: str = Field(
        description="As it was typed; in lists without telephone numbers, addresses and papers of persons"
    )
    at: datetime
    state: Literal["new", "handled"]
    answer: str = Field(description="What was done about it")
    settled_by: str
    settled_at: datetime | None


class PageRemarksOut(Schema):
    items: list[PageRemarkOut]
    next: str | None


class PageRemarksQuery(ListQuery):
    state: Literal["new", "handled", "all"] = "new"


class SettleRemarkIn(Input):
    answer: str = Field(min_length=1, max_length=MOST)


class SettleRemarksIn(SettleRemarkIn):
    remarks: list[UUID] = Field(min_length=1, max_length=_MOST_AT_ONCE)


class SettledOut(Schema):
    settled: int = Field(description="Those that still waited")


def _told(remark: Any, text: str) -> dict[str, Any]:
    return {
        "id": remark.uid,
        "procedure": remark.procedure.display_code,
        "version": remark.read_version.number,
        "text": text,
        "at": remark.at,
        "state": "new" if remark.settled_at is None else "handled",
        "answer": remark.answer,
        "settled_by": remark.settled_by,
        "settled_at": remark.settled_at,
    }


@router.get("/page-remarks", response={200: PageRemarksOut, **PROBLEMS}, summary="What readers say of public pages")
def remarks(request: HttpRequest, query: Query[PageRemarksQuery]) -> Any:
    require(request.user, pages.SETTLE)
    rows = pages.remarks(() if query.state == "all" else (query.state,))
    return list_of(rows, query, order=("at", "id"), out=lambda row: _told(row, without_contacts(row.text)))


@router.get("/page-remarks/{uuid:remark}", response={200: PageRemarkOut, **PROBLEMS}, summary="One, as it was typed")
def remark(request: HttpRequest, remark: UUID) -> Any:
    found = pages.remark_for(request.user, remark)
    if without_contacts(found.text) != found.text:
        access.record_reading(actor_of(request.user), Ref.to(pages.REMARK, found.uid))
    return _told(found, found.text)


@router.post("/page-remarks/settle", response={200: SettledOut, **PROBLEMS}, summary="Settle several with one answer")
@idempotent
def settle_several(request: HttpRequest, body: SettleRemarksIn) -> Any:
    found = pages.remarks_for(request.user, body.remarks)
    return {"settled": settle_remarks(found, answer=body.answer, actor=actor_of(request.user))}


@router.post(
    "/page-remarks/{uuid:remark}/settle", response={200: PageRemarkOut, **PROBLEMS}, summary="Tell what was done"
)
@idempotent
def settle(request: HttpRequest, remark: UUID, body: SettleRemarkIn) -> Any:
    found = settle_remark(pages.remark_for(request.user, remark), answer=body.answer, actor=actor_of(request.user))
    return _told(found, without_contacts(found.text))
