"""Flags and levels online over REST, with the desk's rights: the province's own office and editors."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from motcua.kernel import clock, keyset
from motcua.kernel.errors import Forbidden
from motcua.organisations.permissions import actor_of, require
from motcua.procedures.permissions import may_keep
from motcua.procedures.queries import desk_api
from motcua.procedures.queries import marks as queries
from motcua.procedures.rest.bodies import DOCUMENT, RegistryEndIn, RegistryReasonIn, document_given, procedures_given
from motcua.procedures.rest.bulk_acts import BEGUN, begun
from motcua.procedures.services import bulk, marks
from motcua.ui.api import MOST_ROWS, PROBLEMS, Day, Input, ListQuery, idempotent

router = Router(tags=["procedures"])
ACTION = "flags.change"
Code = Annotated[str, Field(min_length=1, max_length=40)]
Flag = Literal["boundary_free", "online_payment", "public_post", "online_eligible"]


class MarkOut(Schema):
    id: UUID
    decision: str
    valid_from: date
    valid_to: date | None
    voided: bool
    void_reason: str


class FlagOut(MarkOut):
    kind: Flag


class LevelOut(MarkOut):
    regime: str
    level: str
    name: str = Field(description="As its regime calls it")
    reason: str
    reason_words: str


class MarksOut(Schema):
    """Newest first, those that ended or were voided too. The first 200 of each; `…/flags` and `…/levels` give the others."""

    flags: list[FlagOut]
    flags_next: str | None = Field(description="Cursor for `GET /procedures/{code}/flags`")
    levels: list[LevelOut]
    levels_next: str | None = Field(description="Cursor for `GET /procedures/{code}/levels`")


class FlagPage(Schema):
    items: list[FlagOut]
    next: str | None


class LevelPage(Schema):
    items: list[LevelOut]
    next: str | None


class FlagsIn(Input):
    procedures: list[Code] = Field(min_length=1, max_length=5000, description="Codes or ids")
    kind: Flag
    decision: str = Field(min_length=1, max_length=200, description=DOCUMENT)
    valid_from: Day


class LevelRuleOut(Schema):
    key: str
    name: str
    online: bool
    whole: bool
    needs_reason: bool


class LevelReasonOut(Schema):
    key: str
    name: str


class RegimeOut(Schema):
    """Which levels may be set from a day on, and the reasons that may be published for less than the whole."""

    regime: str
    article: str
    levels: list[LevelRuleOut]
    reasons: list[LevelReasonOut]


class LevelsIn(Input):
    """A level in the words of the rules of its first day: `GET /procedure-levels?on=…`."""

    procedures: list[Code] = Field(min_length=1, max_length=5000, description="Codes or ids")
    level: str = Field(min_length=1, max_length=40)
    reason: str = Field("", max_length=40, description="Why less than the whole is offered, where the rules want it")
    reason_words: str = Field("", max_length=1000)
    decision: str = Field("", max_length=200, description=DOCUMENT)
    valid_from: Day


class EndLevelIn(RegistryEndIn):
    reason: str = Field("", max_length=500)


ANSWER = {200: MarksOut, **PROBLEMS}


@router.get("/procedures/{code}/marks", response=ANSWER, summary="Flags and levels online of a procedure over time")
def marks_of(request: HttpRequest, code: str) -> Any:
    require(request.user, "procedures.read")
    return _told(desk_api.by_code(code))


@router.get(
    "/procedures/{code}/flags",
    response={200: FlagPage, **PROBLEMS},
    summary="Flags of a procedure over time, page by page",
)
def flags_of(request: HttpRequest, code: str, query: Query[ListQuery]) -> Any:
    require(request.user, "procedures.read")
    return _flags(desk_api.by_code(code), query)


@router.get(
    "/procedures/{code}/levels",
    response={200: LevelPage, **PROBLEMS},
    summary="Levels online of a procedure over time, page by page",
)
def levels_of(request: HttpRequest, code: str, query: Query[ListQuery]) -> Any:
    require(request.user, "procedures.read")
    return _levels(desk_api.by_code(code), query)


@router.get("/procedure-levels", response={200: RegimeOut, **PROBLEMS}, summary="Levels online by the rules of a day")
def levels(request: HttpRequest, on: Day | None = None) -> Any:
    require(request.user, "procedures.read")
    found = queries.regime_on(on or clock.today())
    reasons = [{"key": key, "name": name} for key, name in found.reasons.items()]
    return {"regime": found.key, "article": found.article, "levels": found.levels, "reasons": reasons}


@router.post("/procedure-flags", response=BEGUN, summary="Flag one or many procedures by a decision")
@idempotent
def set_flags(request: HttpRequest, body: FlagsIn) -> Any:
    _may(request)
    act = bulk.flag_many(
        procedures_given(body.procedures, "procedures"),
        kind=body.kind,
        valid_from=body.valid_from,
        decision=document_given(request, body.decision, "decision"),
        aside=False,
        actor=actor_of(request.user),
    )
    return begun(act)


@router.post("/procedure-levels", response=BEGUN, summary="Set the level online of one or many procedures")
@idempotent
def set_levels(request: HttpRequest, body: LevelsIn) -> Any:
    _may(request)
    act = bulk.level_many(
        procedures_given(body.procedures, "procedures"),
        level=body.level,
        valid_from=body.valid_from,
        reason=body.reason,
        reason_words=body.reason_words,
        decision=document_given(request, body.decision, "decision"),
        aside=False,
        actor=actor_of(request.user),
    )
    return begun(act)


@router.post("/procedures/{code}/flags/{uuid:flag}/end", response=ANSWER, summary="End a flag from a day on")
@idempotent
def end_flag(request: HttpRequest, code: str, flag: UUID, body: RegistryEndIn) -> Any:
    found = _keeping(request, code)
    marks.end_flag(queries.flag_for(found, flag), on=body.on, actor=actor_of(request.user))
    return _told(found)


@router.post("/procedures/{code}/flags/{uuid:flag}/void", response=ANSWER, summary="Take back a flag set by mistake")
@idempotent
def void_flag(request: HttpRequest, code: str, flag: UUID, body: RegistryReasonIn) -> Any:
    found = _keeping(request, code)
    marks.void_flag(queries.flag_for(found, flag), reason=body.reason, actor=actor_of(request.user))
    return _told(found)


@router.post("/procedures/{code}/levels/{uuid:level}/end", response=ANSWER, summary="No longer online from a day on")
@idempotent
def end_level(request: HttpRequest, code: str, level: UUID, body: EndLevelIn) -> Any:
    found = _keeping(request, code)
    row = queries.level_for(found, level)
    marks.end_level(row, on=body.on, reason=body.reason, actor=actor_of(request.user))
    return _told(found)


@router.post("/procedures/{code}/levels/{uuid:level}/void", response=ANSWER, summary="Take back a level set by mistake")
@idempotent
def void_level(request: HttpRequest, code: str, level: UUID, body: RegistryReasonIn) -> Any:
    found = _keeping(request, code)
    marks.void_level(queries.level_for(found, level), reason=body.reason, actor=actor_of(request.user))
    return _told(found)


def _may(request: HttpRequest) -> None:
    require(request.user, ACTION)
    if not may_keep(request.user, ACTION):
        raise Forbidden("Chỉ văn phòng, biên tập cấp tỉnh xác định mức độ và đánh dấu thủ tục.")


def _keeping(request: HttpRequest, code: str) -> Any:
    _may(request)
    return desk_api.by_code(code)


def _told(procedure: Any) -> dict[str, Any]:
    first = ListQuery(cursor=None, limit=MOST_ROWS)
    flags, levels = _flags(procedure, first), _levels(procedure, first)
    return {
        "flags": flags["items"],
        "flags_next": flags["next"],
        "levels": levels["items"],
        "levels_next": levels["next"],
    }


def _flags(procedure: Any, query: ListQuery) -> dict[str, Any]:
    rows = queries.flags_over_time(procedure)
    page = keyset.page(rows, order=queries.NEWEST_FIRST, cursor=query.cursor, limit=query.limit)
    return {"items": [queries.flag_row(one) for one in page.items], "next": page.next}


def _levels(procedure: Any, query: ListQuery) -> dict[str, Any]:
    rows = queries.levels_over_time(procedure)
    page = keyset.page(rows, order=queries.NEWEST_FIRST, cursor=query.cursor, limit=query.limit)
    return {"items": [queries.level_row(one) for one in page.items], "next": page.next}
