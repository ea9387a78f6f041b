"""Competence that goes over, over REST: what it would do, carried out as one operation, taken back as one; the province's own office."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.responses import Status

from motcua.kernel.errors import Forbidden
from motcua.organisations.permissions import actor_of, require
from motcua.procedures.permissions import may_keep
from motcua.procedures.queries import assignments as queries
from motcua.procedures.queries.bulk import act_of, states_of
from motcua.procedures.queries.fitting import unfit
from motcua.procedures.rest.bodies import (
    DOCUMENT,
    UNIT,
    RegistryReasonIn,
    document_given,
    procedures_given,
    unit_given,
    units_given,
)
from motcua.procedures.rest.publication import Role
from motcua.procedures.services import bulk
from motcua.procedures.services.transfers import Planned, plan_transfer
from motcua.ui.api import PROBLEMS, Day, Input, ListQuery, idempotent, list_of

router = Router(tags=["procedures"])
READ, ACTION = "procedures.read", "assignments.change"
SHOWN = 500
"""Lines of a preview; more are counted."""
Code = Annotated[str, Field(min_length=1, max_length=80)]


class TransferPlanIn(Input):
    from_unit: str = Field(min_length=1, max_length=80, description=UNIT)
    to_units: list[Code] = Field(default_factory=list, max_length=500, description="Codes or identifiers")
    communes: bool = Field(False, description="To all People's Committees of communes instead of `to_units`")
    roles: list[Role] = Field(default=["competent", "performing"], min_length=1, max_length=4)
    procedures: list[Code] | None = Field(None, max_length=5000, description="All that the unit holds when left out")
    on: Day


class TransferIn(TransferPlanIn):
    decision: str = Field(min_length=1, max_length=200, description=f"What it rests on. {DOCUMENT}")
    confirm: bool = Field(
        False, description="What the preview lists under `confirm` was seen, and rests on the decision"
    )


class TransferLineOut(Schema):
    procedure: str
    name: str
    role: Role
    made: int = Field(description="Units that are given it")
    there: int = Field(description="Units that held it already")


class ToConfirmOut(Schema):
    procedure: str
    name: str


class TransferPlanOut(Schema):
    procedures: int
    units: int
    made: int
    lines: list[TransferLineOut] = Field(description=f"The first {SHOWN}")
    confirm: list[ToConfirmOut] = Field(description="Their contents do not name the level of the units that get them")


class TransferOut(Schema):
    id: UUID
    from_unit: str
    roles: list[Role]
    on: date
    decision: str
    procedures: int
    units: int
    made: int = Field(description="As it was planned")
    carried_out_at: datetime
    reversed_at: datetime | None
    reverse_reason: str


class TransferDetail(TransferOut):
    progress: dict[str, int] = Field(description="Procedures of the last act by state: waiting, done, unchanged, aside")
    state: Literal["under_way", "done"] = Field(description="Very many procedures go over by a job, in portions")
    act: UUID | None = Field(
        description="The last act: `GET /bulk-acts/{act}` tells why it broke off, and of each procedure"
    )


class TransferPage(Schema):
    items: list[TransferOut]
    next: str | None


@router.get(
    "/competence-transfers", response={200: TransferPage, **PROBLEMS}, summary="Transfers of competence, newest first"
)
def list_transfers(request: HttpRequest, query: Query[ListQuery]) -> Any:
    require(request.user, READ)
    return list_of(queries.transfers(), query, order=("-on", "-id"), out=_row)


@router.get(
    "/competence-transfers/{uuid:uid}",
    response={200: TransferDetail, **PROBLEMS},
    summary="One transfer, and how far it is",
)
def one_transfer(request: HttpRequest, uid: UUID) -> Any:
    require(request.user, READ)
    return _told(queries.transfer_for(request.user, uid))


@router.post(
    "/competence-transfers/preview",
    response={200: TransferPlanOut, **PROBLEMS},
    summary="What a transfer would do; nothing is kept",
)
def preview(request: HttpRequest, body: TransferPlanIn) -> Any:
    _may(request)
    planned = _planned(body)
    doubtful = unfit(planned.procedures_in_order, planned.to_units, planned.roles, planned.on)
    return {
        "procedures": planned.procedures,
        "units": len(planned.to_units),
        "made": planned.made,
        "lines": [
            {
                "procedure": line.ending.procedure.display_code,
                "name": line.ending.procedure.name,
                "role": line.ending.role,
                "made": len(line.to),
                "there": len(line.there),
            }
            for line in planned.lines[:SHOWN]
        ],
        "confirm": [{"procedure": one.display_code, "name": one.name} for one in doubtful],
    }


@router.post(
    "/competence-transfers",
    response={201: TransferDetail, **PROBLEMS},
    summary="Chuyển thẩm quyền: what a unit holds goes over from a day on, as one operation",
)
@idempotent
def transfer(request: HttpRequest, body: TransferIn) -> Any:
    _may(request)
    made = bulk.transfer_many(
        _planned(body),
        decision=document_given(request, body.decision, "decision"),
        confirmed=body.confirm,
        actor=actor_of(request.user),
    )
    return Status(201, _told(queries.transfer_for(request.user, made.uid)))


@router.post(
    "/competence-transfers/{uuid:uid}/reverse",
    response={200: TransferDetail, **PROBLEMS},
    summary="Hoàn lại: take it back as one operation",
)
@idempotent
def take_back(request: HttpRequest, uid: UUID, body: RegistryReasonIn) -> Any:
    _may(request)
    found = queries.transfer_for(request.user, uid)
    bulk.reverse_many(found, reason=body.reason, actor=actor_of(request.user))
    return _told(queries.transfer_for(request.user, uid))


def _may(request: HttpRequest) -> None:
    require(request.user, ACTION)
    if not may_keep(request.user, ACTION):
        raise Forbidden("Chỉ văn phòng cấp tỉnh chuyển thẩm quyền giữa các đơn vị.")


def _planned(body: TransferPlanIn) -> Planned:
    return plan_transfer(
        unit_given(body.from_unit, "from_unit"),
        queries.communes_on(body.on) if body.communes else units_given(body.to_units, "to_units"),
        roles=list(dict.fromkeys(body.roles)),
        on=body.on,
        procedures=None if body.procedures is None else procedures_given(body.procedures, "procedures"),
    )


def _row(found: Any) -> dict[str, Any]:
    names = ("roles", "on", "carried_out_at", "reversed_at", "reverse_reason")
    counts = {name: found.counts.get(name, 0) for name in ("procedures", "units", "made")}
    own = {
        "id": found.uid,
        "from_unit": found.from_unit.code,
        "decision": found.decision.number if found.decision else "",
    }
    return {name: getattr(found, name) for name in names} | counts | own


def _told(found: Any) -> dict[str, Any]:
    act = act_of(found)
    states = states_of(act) if act is not None else {}
    under_way = act is not None and act.ended_at is None
    own = {"progress": states, "act": act.uid if act is not None else None}
    return _row(found) | own | {"state": "under_way" if under_way else "done"}
