"""Standing in for somebody who is away, over REST: mine, who stands in for whom now; making one, ending one early."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema
from ninja.responses import Status

from motcua.kernel import clock
from motcua.kernel.errors import AppError, Forbidden, Invalid
from motcua.organisations.permissions import actor_of, is_officer, require
from motcua.organisations.queries import delegations as queries
from motcua.organisations.queries.people import officer_of
from motcua.organisations.rules.grounds import Ground
from motcua.organisations.services import delegations as services
from motcua.ui.api import PROBLEMS, Day, Input, ListQuery, check_match, idempotent, list_of, with_etag, wrong

router = Router(tags=["delegations"])
_HOUR = "^(([01][0-9]|2[0-3]):[0-5][0-9])?$"


class DelegationQuery(ListQuery):
    of: Literal["", "given", "received", "standing"] = Field(
        "", description="Given or received by the caller; standing: everybody's, now. Empty: all of these"
    )


class DelegationOut(Schema):
    """From `starts_at` to before `ends_at` the receiver does the giver's work and gets their notices; it is never the right to sign."""

    id: UUID
    giver: UUID
    giver_name: str
    giver_unit: str
    receiver: UUID
    receiver_name: str
    receiver_unit: str
    starts_at: datetime
    ends_at: datetime
    planned_end: datetime
    stands: bool
    reason: str
    document: str


class DelegationPage(Schema):
    items: list[DelegationOut]
    next: str | None


class DelegationIn(Input):
    """`giver`: who is away; the caller in the post they act in when left out. Whole days, the last one too; or from and to an hour."""

    receiver: UUID = Field(description="Officer who does the work meanwhile")
    giver: UUID | None = None
    starts_on: Day
    ends_on: Day
    starts_time: str = Field("", pattern=_HOUR, description="13:30; from the day's begin when left out")
    ends_time: str = Field("", pattern=_HOUR, description="To the day's end when left out")
    reason: str = Field("", max_length=200, description="Nothing about anybody's health")
    document: str = Field("", max_length=200, description="Number and symbol, if a document says so")
    document_date: Day | None = None

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "receiver": "01900000-0000-7000-8000-000000000001",
                    "starts_on": "2026-12-07",
                    "ends_on": "2026-12-11",
                    "reason": "đi công tác",
                }
            ]
        }
    }


@router.get("/delegations", response={200: DelegationPage, **PROBLEMS}, summary="Who stands in for whom")
def list_delegations(request: HttpRequest, query: Query[DelegationQuery]) -> Any:
    """For officers: names of those who are away are not public."""
    _officers_only(request)
    rows = queries.shown_to(request.user, query.of)
    return list_of(rows, query, order=("-starts_at", "-id"), out=_out)


@router.post("/delegations", response={201: DelegationOut, **PROBLEMS}, summary="Let somebody stand in")
@idempotent
def delegate(request: HttpRequest, response: HttpResponse, body: DelegationIn) -> Any:
    _officers_only(request)
    own = queries.officers_of(request.user, clock.today())
    giver = _officer(body.giver, "giver") if body.giver is not None else next(iter(own), None)
    if giver is None:
        raise wrong("giver", Invalid("Ghi người vắng."))
    if giver.pk not in {o.pk for o in own}:
        require(request.user, queries.FOR_OTHERS, giver.unit)
    made = services.delegate(
        giver,
        _officer(body.receiver, "receiver"),
        starts=_moment(body.starts_on, body.starts_time),
        ends=_moment(body.ends_on, body.ends_time),
        reason=body.reason,
        ground=Ground(body.document, body.document_date),
        actor=actor_of(request.user),
    )
    with_etag(response, made.version)
    return Status(201, _out(queries.delegation_of(str(made.uid))))


@router.post(
    "/delegations/{uuid:uid}/end",
    response={200: DelegationOut, **PROBLEMS},
    summary="End it now; what has not begun never does",
)
@idempotent
def end(request: HttpRequest, uid: UUID) -> Any:
    _officers_only(request)
    found = queries.delegation_of(str(uid))
    queries.require_may_end(request.user, found)
    check_match(request, found.version)
    services.end_delegation(found, actor=actor_of(request.user))
    return _out(queries.delegation_of(str(uid)))


def _officers_only(request: HttpRequest) -> None:
    if not is_officer(request.user):
        raise Forbidden("Tài khoản của bạn chưa được giao quyền làm việc này.")


def _officer(uid: UUID, field: str) -> Any:
    try:
        return officer_of(str(uid))
    except AppError as error:
        raise wrong(field, error) from error


def _moment(day: date, hour: str) -> date | datetime:
    return datetime.combine(day, time.fromisoformat(hour)) if hour else day


def _out(one: Any) -> dict[str, Any]:
    now = clock.now()
    return {
        "id": one.uid,
        "giver": one.giver.uid,
        "giver_name": one.giver.person.name,
        "giver_unit": one.giver.unit.code,
        "receiver": one.receiver.uid,
        "receiver_name": one.receiver.person.name,
        "receiver_unit": one.receiver.unit.code,
        "starts_at": one.starts_at,
        "ends_at": one.ends_at,
        "planned_end": one.planned_end,
        "stands": one.starts_at <= now < one.ends_at,
        "reason": one.reason,
        "document": one.document,
    }
