"""The program's face of đôn đốc: letters to units that are late, and their answers. Answering is an action of the occurrence."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema

from motcua.plans.queries import urging as queries
from motcua.plans.queries import urging_api as shown
from motcua.plans.workflow import LetterState
from motcua.ui.api import PROBLEMS, ListQuery, list_of, with_etag

router = Router(tags=["work"])


class LetterQuery(ListQuery):
    state: str = Field("", pattern=f"^({'|'.join(str(s) for s in LetterState)})?$")


class LetterOut(Schema):
    id: UUID
    owner: str
    state: str
    title: str
    number: str
    issued_on: date | None
    answer_by: date
    sent_at: datetime | None
    created_at: datetime


class LetterPage(Schema):
    items: list[LetterOut]
    next: str | None


class LineOut(Schema):
    occurrence: UUID
    task: UUID
    title: str
    unit: str
    due_at: datetime
    days_late: int
    still_late: bool
    answer: str | None
    promised_on: date | None
    text: str
    answered_by: str
    answered_at: datetime | None


class LetterDetail(LetterOut):
    file: UUID | None = Field(None, description="Id of the file of the letter as signed, numbered and sent")
    lines: list[LineOut]


@router.get(
    "/urging-letters", response={200: LetterPage, **PROBLEMS}, summary="Letters that urge units about late work"
)
def list_letters(request: HttpRequest, query: Query[LetterQuery]) -> Any:
    rows = queries.letters_for(request.user)
    if query.state:
        rows = rows.filter(state=query.state)
    return list_of(rows, query, order=("-created_at", "-id"), out=shown.letter)


@router.get(
    "/urging-letters/{uuid:uid}",
    response={200: LetterDetail, **PROBLEMS},
    summary="One letter: what was late, who answered. A unit sees its own lines",
)
def one_letter(request: HttpRequest, response: HttpResponse, uid: UUID) -> Any:
    found = queries.letter_for(request.user, uid)
    with_etag(response, found.version)
    paper = queries.issued_paper(found)
    told = shown.letter(found) | {"file": paper.uid if paper is not None else None}
    return told | {"lines": [shown.line(x) for x in queries.lines_seen(request.user, found)]}
