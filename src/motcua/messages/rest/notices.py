"""The program's face: one's own notices under `/api/v1`."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.responses import Status

from motcua.kernel import clock
from motcua.messages.queries import notices
from motcua.messages.services import people
from motcua.ui.api import PROBLEMS, ListQuery, idempotent, list_of

router = Router(tags=["notices"])


class NoticeQuery(ListQuery):
    state: Literal["", "unread", "read"] = Field("", description="Unread or read ones only")
    purpose: str = Field("", max_length=40)
    q: str = Field("", max_length=200, description="Words of the notice; diacritics optional")


class NoticeOut(Schema):
    """`subject` is the reference of the record, `kind:id`; its own address says whether the caller may open it."""

    id: UUID
    purpose: str
    template: str
    title: str
    body: str
    subject: str
    sent_at: datetime
    read_at: datetime | None


class NoticePage(Schema):
    items: list[NoticeOut]
    next: str | None


def _notice(message: Any) -> dict[str, Any]:
    return {
        "id": message.uid,
        "purpose": message.purpose,
        "template": message.template,
        "title": notices.title_of(message),
        "body": notices.body_of(message),
        "subject": message.subject,
        "sent_at": clock.local(message.sent_at),
        "read_at": clock.local(message.read_at) if message.read_at else None,
    }


@router.get("/notices", response={200: NoticePage, **PROBLEMS}, summary="One's own notices, newest first")
def list_notices(request: HttpRequest, query: Query[NoticeQuery]) -> Any:
    rows = notices.notices_for(request.user)
    if query.state:
        rows = notices.unread_or_read(rows, [query.state])
    if query.purpose:
        rows = rows.filter(purpose=query.purpose)
    if query.q.strip():
        rows = notices.search_notices(rows, query.q)
    return list_of(rows, query, order=("-sent_at", "-pk"), out=_notice)


@router.post("/notices/{uid}/read", response={200: NoticeOut, **PROBLEMS}, summary="Mark one's own notice as read")
@idempotent
def read_notice(request: HttpRequest, uid: UUID) -> Any:
    """The first time counts; again it changes nothing."""
    people.mark_read(notices.notice_for(request.user, uid))
    return Status(200, _notice(notices.notice_for(request.user, uid)))
