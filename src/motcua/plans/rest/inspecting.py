"""Inspections over REST, the verbs: planned, team, begun, verdicts recorded, concluded, followed up; what is to be put right."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field
from ninja.responses import Status

from motcua.kernel.errors import AppError, FieldError, Invalid, NotFound
from motcua.organisations.permissions import actor_of, require
from motcua.organisations.queries.people import officer_of
from motcua.plans.queries import inspections as queries
from motcua.plans.queries import inspections_api as shown
from motcua.plans.queries.work import occurrence_for
from motcua.plans.rest.given import ReasonIn, file_named, unit_given, units_named
from motcua.plans.rest.inspections import FindingDetail, InspectionDetail, router
from motcua.plans.services import inspections as services
from motcua.plans.services import remedies
from motcua.ui.api import PROBLEMS, Day, Input, check_match, idempotent, wrong

__all__ = ["router"]  # that of `inspections`: one address has one router

ANSWER = {200: InspectionDetail, **PROBLEMS}
OF_FINDING = {200: FindingDetail, **PROBLEMS}


class InspectionIn(Input):
    """`occurrence`: the work of a plan that the inspection carries out. The checklist is the one in force on the first day."""

    owner: str = Field(min_length=1, max_length=80, description="Code of the unit that inspects")
    kind: str = Field(min_length=1, max_length=40)
    title: str = Field(min_length=1, max_length=500)
    starts_on: Day
    ends_on: Day
    units: list[str] = Field(min_length=1, max_length=500)
    occurrence: UUID | None = None


class TeamIn(Input):
    """`conflict_reason`: why somebody of an inspected unit is on the team."""

    leader: UUID
    members: list[UUID] = Field(default_factory=list, max_length=100)
    conflict_reason: str = Field("", max_length=500)


class DecisionIn(Input):
    decision_number: str = Field(min_length=1, max_length=100)
    decision_on: Day


class VerdictEntryIn(Input):
    """`item`: an id of `items`; left out for what was found beyond the checklist. `file`: an id of `POST /files`."""

    item: UUID | None = None
    verdict: Literal["good", "fault", "not_applicable"]
    text: str = Field("", max_length=20_000)
    file: UUID | None = None


class VerdictsIn(Input):
    unit: str = Field(min_length=1, max_length=80)
    entries: list[VerdictEntryIn] = Field(min_length=1, max_length=500)


class ConclusionIn(Input):
    conclusion: str = Field(min_length=1, max_length=20_000)
    recommendation: str = Field("", max_length=20_000)


class AskedRemedyIn(Input):
    remedy: str = Field(min_length=1, max_length=20_000)
    due_on: Day


class LaterRemedyIn(Input):
    due_on: Day
    reason: str = Field(min_length=1, max_length=500)


class RemedyNoteIn(Input):
    note: str = Field("", max_length=20_000)


@router.post("/inspections", response={201: InspectionDetail, **PROBLEMS}, summary="Plan an inspection")
@idempotent
def plan_one(request: HttpRequest, body: InspectionIn) -> Any:
    require(request.user, "inspections.manage")
    owner = unit_given(body.owner, "owner")
    require(request.user, "inspections.manage", owner)
    work = None
    if body.occurrence is not None:
        try:
            work = occurrence_for(request.user, body.occurrence)
        except AppError as error:
            raise wrong("occurrence", error) from error
    made = services.plan_inspection(
        owner=owner, kind=body.kind, title=body.title, starts_on=body.starts_on, ends_on=body.ends_on, occurrence=work,
        units=units_named(body.units, "units"), actor=actor_of(request.user),
    )  # fmt: skip
    return Status(201, _told(request, made.uid))


@router.post("/inspections/{uuid:uid}/team", response=ANSWER, summary="Cử đoàn: who inspects")
@idempotent
def team(request: HttpRequest, uid: UUID, body: TeamIn) -> Any:
    found = _managed(request, uid)
    people = [_officer(body.leader, "leader"), *(_officer(o, f"members.{n}") for n, o in enumerate(body.members))]
    members = [services.Member(o, leads=n == 0, conflict_reason=body.conflict_reason) for n, o in enumerate(people)]
    services.set_team(found, members, actor=actor_of(request.user))
    return _told(request, uid)


@router.post("/inspections/{uuid:uid}/begin", response=ANSWER, summary="Begin, by a decision")
@idempotent
def begin(request: HttpRequest, uid: UUID, body: DecisionIn) -> Any:
    services.begin(_managed(request, uid), **body.dict(), actor=actor_of(request.user))
    return _told(request, uid)


@router.post("/inspections/{uuid:uid}/verdicts", response=ANSWER, summary="Record what was found in a unit")
@idempotent
def verdicts(request: HttpRequest, uid: UUID, body: VerdictsIn) -> Any:
    found = queries.inspection_for(request.user, uid, "inspections.record")
    check_match(request, found.version)
    unit = unit_given(body.unit, "unit")
    inspected = found.units.select_related("inspection__checklist", "unit").filter(unit=unit).first()
    if inspected is None:
        raise wrong("unit", NotFound("Đơn vị này không thuộc cuộc kiểm tra."))
    items = {item.uid: item for item in queries.items_of(found.checklist)}
    entries = []
    for n, one in enumerate(body.entries):
        if one.item is not None and one.item not in items:
            raise wrong(f"entries.{n}.item", NotFound("Nội dung này không thuộc danh mục của cuộc kiểm tra."))
        file = file_named(request, one.file, f"entries.{n}.file")
        entries.append(services.Verdict(items[one.item] if one.item else None, one.verdict, one.text, file))
    try:
        services.record(inspected, entries, actor=actor_of(request.user))
    except Invalid as error:
        raise Invalid(error.template, errors=tuple(_placed(one) for one in error.errors)) from error
    return _told(request, uid)


@router.post("/inspections/{uuid:uid}/conclude", response=ANSWER, summary="Kết luận: the units see what was found")
@idempotent
def conclude(request: HttpRequest, uid: UUID, body: ConclusionIn) -> Any:
    services.conclude(_managed(request, uid), **body.dict(), actor=actor_of(request.user))
    return _told(request, uid)


@router.post("/inspections/{uuid:uid}/take-up-again", response=ANSWER, summary="Inspect further after the conclusion")
@idempotent
def take_up_again(request: HttpRequest, uid: UUID, body: ReasonIn) -> Any:
    services.take_up_again(_managed(request, uid), reason=body.reason, actor=actor_of(request.user))
    return _told(request, uid)


@router.post("/inspections/{uuid:uid}/close", response=ANSWER, summary="Stop following it up")
@idempotent
def close(request: HttpRequest, uid: UUID) -> Any:
    services.close(_managed(request, uid), actor=actor_of(request.user))
    return _told(request, uid)


@router.post("/inspections/{uuid:uid}/cancel", response=ANSWER, summary="It is not carried out")
@idempotent
def cancel(request: HttpRequest, uid: UUID, body: ReasonIn) -> Any:
    services.cancel(_managed(request, uid), reason=body.reason, actor=actor_of(request.user))
    return _told(request, uid)


@router.post("/findings/{uuid:uid}/require", response=OF_FINDING, summary="Ask the unit to put it right by a date")
@idempotent
def require_remedy(request: HttpRequest, uid: UUID, body: AskedRemedyIn) -> Any:
    remedies.require_remedy(_finding(request, uid, "inspections.record"), **body.dict(), actor=actor_of(request.user))
    return _finding_told(request, uid)


@router.post("/findings/{uuid:uid}/extend", response=OF_FINDING, summary="Another date; the first stays readable")
@idempotent
def extend(request: HttpRequest, uid: UUID, body: LaterRemedyIn) -> Any:
    remedies.extend_remedy(_finding(request, uid), **body.dict(), actor=actor_of(request.user))
    return _finding_told(request, uid)


@router.post("/findings/{uuid:uid}/lift", response=OF_FINDING, summary="No longer ask for it")
@idempotent
def lift(request: HttpRequest, uid: UUID, body: ReasonIn) -> Any:
    remedies.lift_remedy(_finding(request, uid), reason=body.reason, actor=actor_of(request.user))
    return _finding_told(request, uid)


@router.post("/findings/{uuid:uid}/accept", response=OF_FINDING, summary="Acknowledge it as put right")
@idempotent
def accept(request: HttpRequest, uid: UUID, body: RemedyNoteIn) -> Any:
    remedies.accept_remedy(_finding(request, uid), note=body.note, actor=actor_of(request.user))
    return _finding_told(request, uid)


@router.post("/findings/{uuid:uid}/send-back", response=OF_FINDING, summary="Return the report of what was put right")
@idempotent
def send_back(request: HttpRequest, uid: UUID, body: RemedyNoteIn) -> Any:
    remedies.send_back_remedy(_finding(request, uid), note=body.note, actor=actor_of(request.user))
    return _finding_told(request, uid)


def _managed(request: HttpRequest, uid: UUID) -> Any:
    found = queries.inspection_for(request.user, uid, "inspections.manage")
    check_match(request, found.version)
    return found


def _finding(request: HttpRequest, uid: UUID, action: str = "inspections.manage") -> Any:
    found = queries.finding_for(request.user, uid, action)
    check_match(request, found.version)
    return found


def _told(request: HttpRequest, uid: UUID) -> Any:
    return shown.inspection_detail(queries.inspection_for(request.user, uid), request.user)


def _finding_told(request: HttpRequest, uid: UUID) -> Any:
    return shown.finding_detail(queries.finding_for(request.user, uid))


def _officer(uid: UUID, field: str) -> Any:
    try:
        return officer_of(str(uid))
    except AppError as error:
        raise wrong(field, error) from error


def _placed(error: FieldError) -> FieldError:
    """The service says `text-0` of the first entry; the body has `entries.0.text`."""
    name, _dash, n = error.field.partition("-")
    return replace(error, field=f"entries.{n}.{name}") if n.isdigit() else error
