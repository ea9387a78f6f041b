"""The local layer and assignments over REST: what the province settles of its own, who performs what; with the desk's rights."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.responses import Status

from motcua.kernel import clock, keyset
from motcua.kernel.errors import FieldError, Forbidden, Invalid
from motcua.kernel.workdays import Unit
from motcua.organisations.permissions import actor_of, require
from motcua.procedures.content import ChannelKind, Fee, FeeKind, Limit
from motcua.procedures.content.local import WANTED, Local, Value, Words, unsaid
from motcua.procedures.permissions import may_assign, may_change_local
from motcua.procedures.queries import assignments, desk_api, local
from motcua.procedures.rest.bodies import (
    DOCUMENT,
    UNIT,
    Amount,
    RegistryEndIn,
    RegistryReasonIn,
    document_given,
    procedures_given,
    unit_given,
    units_given,
)
from motcua.procedures.rest.bulk_acts import BEGUN, begun
from motcua.procedures.rest.publication import ProcedureUnitsOut, ProcedureUnitsQuery, Role, units_of
from motcua.procedures.services import assignments as giving
from motcua.procedures.services import bulk
from motcua.procedures.services import local as layer
from motcua.ui.api import MOST_ROWS, NOT_KEPT, PROBLEMS, Day, Input, ListQuery, idempotent

router = Router(tags=["procedures"])
CHANGE, ASSIGN = "local.change", "assignments.change"
Code = Annotated[str, Field(min_length=1, max_length=40)]


class LocalLimitIn(Input):
    value: Amount = Field(Decimal(1), description="Of `same_day` it does not count")
    unit: Literal["working_day", "day", "hour", "month", "same_day"]


class LocalFeeIn(Input):
    kind: Literal["fee", "charge", "other"]
    amount: int = Field(ge=0, le=10**14, description="In đồng; zero is free of charge")
    per: str = Field("", max_length=100, description="For what it is asked: hồ sơ, giấy phép")
    exempt: str = Field("", max_length=1000, description="Who pays less, or nothing")


class LocalEntryIn(Input):
    """`limit`, `fee`, `agency` or `text`, as its kind asks; all but notes rest on a decision."""

    kind: Literal["limit", "fee", "place", "delegated", "note"]
    limit: LocalLimitIn | None = None
    fee: LocalFeeIn | None = None
    agency: str = Field("", max_length=80, description=f"Of delegations. {UNIT} to which it is delegated")
    text: str = Field(
        "", max_length=2000, description="Of delegations: more words, or an agency that is no unit of ours"
    )
    channel: Literal["", "direct", "online", "post"] = Field("", description="Of limits and fees: only when filed so")
    case: str = Field("", max_length=300, description="Of limits and fees: a case as the procedure names it")
    unit: str = Field("", max_length=80, description=f"{UNIT} at which it holds; the whole province when left out")
    decision: str = Field("", max_length=200, description=f"What it rests on. {DOCUMENT}")
    valid_from: Day
    valid_to: Day | None = None


class LocalEntryRowOut(Schema):
    id: UUID
    kind: Literal["limit", "fee", "place", "delegated", "note"]
    value: dict[str, Any]
    text: str
    decision: str
    unit: str
    valid_from: date
    valid_to: date | None
    voided: bool
    void_reason: str


class LocalEntriesOut(Schema):
    """What was recorded last stands first: who adds an entry finds it on the first page."""

    items: list[LocalEntryRowOut]
    next: str | None


class LocalEntriesQuery(ListQuery):
    limit: int = Field(MOST_ROWS, ge=1, le=MOST_ROWS)


class AssignIn(Input):
    """Each procedure to each unit. Pairs that hold the role already are left as they are."""

    procedures: list[Code] = Field(default_factory=list, max_length=5000, description="Codes or ids")
    field: str = Field("", max_length=300, description="Also all public procedures in force of a field, by its name")
    level: Literal["", "ministry", "province", "commune", "vertical"] = Field(
        "", description="Of the field, only at it"
    )
    units: list[Code] = Field(default_factory=list, max_length=500, description="Codes or identifiers")
    communes: bool = Field(False, description="All People's Committees of communes instead of `units`")
    role: Role = "performing"
    counter: str = Field("", max_length=80, description=f"{UNIT} that takes dossiers in, where it is another")
    decision: str = Field("", max_length=200, description=DOCUMENT)
    valid_from: Day
    confirm: bool = Field(
        False,
        description="Units get procedures whose contents do not name their level: seen, and the decision says so. Without it such "
        "procedures are refused (422, code `unfit`) and named",
    )


class EndAssignmentIn(RegistryEndIn):
    reason: str = Field("", max_length=500)


@router.get(
    "/procedures/{code}/local",
    response={200: LocalEntriesOut, **PROBLEMS},
    summary="All entries of the local layer, those that ended or were voided too",
)
def entries(request: HttpRequest, code: str, query: Query[LocalEntriesQuery]) -> Any:
    require(request.user, "procedures.read")
    return _layer(desk_api.by_code(code), query)


@router.post(
    "/procedures/{code}/local",
    response={201: LocalEntriesOut, **PROBLEMS},
    summary="Add an entry to the local layer",
)
@idempotent
def add_entry(request: HttpRequest, code: str, body: LocalEntryIn) -> Any:
    require(request.user, CHANGE)
    found, unit = desk_api.by_code(code), unit_given(body.unit, "unit")
    if not may_change_local(request.user, unit.pk if unit is not None else None):
        raise Forbidden("Bạn chỉ được ghi nội dung của đơn vị mình phụ trách.")
    try:
        layer.add_entry(
            found,
            kind=body.kind,
            value=_value(body, found),
            valid_from=body.valid_from,
            valid_to=body.valid_to,
            unit=unit,
            decision=document_given(request, body.decision, "decision"),
            actor=actor_of(request.user),
        )
    except Invalid as error:
        named = tuple(replace(one, field="limit") if one.field == "amount" else one for one in error.errors)
        raise Invalid(error.template, errors=named, code=error.code) from error
    return Status(201, _layer(found))


@router.post(
    "/procedures/{code}/local/{uuid:entry}/end",
    response={200: LocalEntriesOut, **PROBLEMS},
    summary="End an entry from a day on",
)
@idempotent
def end_entry(request: HttpRequest, code: str, entry: UUID, body: RegistryEndIn) -> Any:
    found = _entry(request, code, entry)
    layer.end_entry(found, on=body.on, actor=actor_of(request.user))
    return _layer(found.procedure)


@router.post(
    "/procedures/{code}/local/{uuid:entry}/void",
    response={200: LocalEntriesOut, **PROBLEMS},
    summary="Take back an entry recorded by mistake",
)
@idempotent
def void_entry(request: HttpRequest, code: str, entry: UUID, body: RegistryReasonIn) -> Any:
    found = _entry(request, code, entry)
    layer.void_entry(found, reason=body.reason, actor=actor_of(request.user))
    return _layer(found.procedure)


@router.post(
    "/procedure-assignments",
    response=BEGUN,
    summary="Give procedures to units from a day on, one or very many at once",
)
@idempotent
def assign(request: HttpRequest, body: AssignIn) -> Any:
    require(request.user, ASSIGN)
    units = assignments.communes_on(body.valid_from) if body.communes else units_given(body.units, "units")
    _may_over(request, units)
    chosen = procedures_given(body.procedures, "procedures")
    done = bulk.assign_many(
        assignments.with_field(chosen, body.field, body.level, clock.today()),
        units,
        role=body.role,
        counter=unit_given(body.counter, "counter"),
        decision=document_given(request, body.decision, "decision"),
        valid_from=body.valid_from,
        confirmed=body.confirm,
        actor=actor_of(request.user),
    )
    return begun(done)


@router.post(
    "/procedures/{code}/units/{uuid:assignment}/end",
    response={200: ProcedureUnitsOut, **PROBLEMS},
    summary="A unit no longer performs a procedure from a day on",
)
@idempotent
def end_assignment(request: HttpRequest, code: str, assignment: UUID, body: EndAssignmentIn) -> Any:
    require(request.user, ASSIGN)
    found = desk_api.by_code(code)
    row = assignments.assignment_for(found, assignment)
    _may_over(request, [row.unit])
    giving.end_assignments([row], on=body.on, reason=body.reason, actor=actor_of(request.user))
    return units_of(found, ProcedureUnitsQuery(cursor=None, limit=MOST_ROWS, on=None))


def _value(body: LocalEntryIn, procedure: Any) -> Value:
    """What was entered, as the layer keeps it. Raises Invalid for another part than the kind asks for, and for an unknown case."""
    agency = unit_given(body.agency, "agency")
    there = {"limit": body.limit, "fee": body.fee, "text": body.text.strip(), "agency": agency}
    given = [name for name, value in there.items() if value not in (None, "")]
    wanted = WANTED[Local(body.kind)]
    errors = [FieldError(name, "Loại này không có mục này.") for name in given if name not in wanted]
    if lacks := unsaid(body.kind, given):
        errors.append(FieldError(lacks, "Hãy ghi mục này."))
    if "text" in wanted:
        parts = {"channel": body.channel, "case": body.case}
        errors += [FieldError(name, "Loại này không có mục này.") for name, words in parts.items() if words]
    elif body.case and body.case not in desk_api.cases_of(procedure, clock.today()):
        errors.append(FieldError("case", "Thủ tục không có trường hợp này."))
    if errors:
        raise Invalid(NOT_KEPT, errors=tuple(errors))
    channel = ChannelKind(body.channel) if body.channel else None
    if body.limit is not None:
        measure = Unit(body.limit.unit)
        amount = Decimal(1) if measure is Unit.SAME_DAY else body.limit.value.normalize() + 0
        return Limit(amount, measure, channel, body.case)
    if body.fee is not None:
        more = {"per": " ".join(body.fee.per.split()), "exempt": " ".join(body.fee.exempt.split())}
        return Fee(FeeKind(body.fee.kind), Decimal(body.fee.amount), channel=channel, case=body.case, **more)
    if agency is not None:
        return local.delegated_to(agency, body.text, body.valid_from)
    return Words(" ".join(body.text.split()))


def _entry(request: HttpRequest, code: str, entry: UUID) -> Any:
    require(request.user, CHANGE)
    found = local.entry_for(desk_api.by_code(code), entry)
    if not may_change_local(request.user, found.unit_id):
        raise Forbidden("Bạn chỉ được sửa nội dung của đơn vị mình phụ trách.")
    return found


def _layer(procedure: Any, query: ListQuery | None = None) -> dict[str, Any]:
    cursor, limit = (query.cursor, query.limit) if query else (None, MOST_ROWS)
    page = keyset.page(local.entries(procedure), order=("-id",), cursor=cursor, limit=limit)
    return {"items": [local.entry_row(entry) for entry in page.items], "next": page.next}


def _may_over(request: HttpRequest, units: list[Any]) -> None:
    if not may_assign(request.user, units):
        raise Forbidden("Bạn chỉ giao được cho đơn vị mình phụ trách.")
