"""`/dossiers` under `/api/v1`: filing, reading, acting (CONTRACT)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from ninja.responses import Status

from motcua.documents.writing import to_pdf
from motcua.dossiers.queries import api
from motcua.dossiers.queries import dossiers as queries
from motcua.dossiers.queries.actions import Possible
from motcua.dossiers.queries.answering import answered, form_of_dossier, form_of_filing, holder_of
from motcua.dossiers.queries.clocks import deadline_of
from motcua.dossiers.queries.filing import Offer, Place, case_of, counter_of, national_channel, offer_on, place_for
from motcua.dossiers.queries.printed import document_of, printed_for
from motcua.dossiers.rest.schemas import (
    AnswersIn,
    DossierActionIn,
    DossierIn,
    DossierOut,
    DossierPage,
    DossiersQuery,
    EventsOut,
)
from motcua.dossiers.services.answering import fill_in
from motcua.dossiers.services.intake import Filing, submit
from motcua.dossiers.services.printing import count_print
from motcua.dossiers.services.verbs import LACKS, files_of, papers_of, run
from motcua.kernel import clock, search
from motcua.kernel.errors import AppError, FieldError, Invalid, NotFound
from motcua.organisations.permissions import actor_of, has_any_grant, require
from motcua.organisations.queries.units import unit_named
from motcua.procedures.queries.registry import public_procedure
from motcua.ui.api import PROBLEMS, check_match, idempotent, list_of, with_etag, wrong
from motcua.ui.language import spoken

router = Router(tags=["dossiers"])
ORDER = ("-submitted_at", "-id")


@router.get(
    "/dossiers", response={200: DossierPage, **PROBLEMS}, summary="Dossiers that the caller may read, newest first"
)
def list_dossiers(request: HttpRequest, query: Query[DossiersQuery]) -> Any:
    rows = queries.dossiers_for(request.user).filter(voided_at__isnull=not query.voided)
    if query.status:
        rows = rows.filter(state=query.status)
    if query.unit:
        rows = rows.filter(unit__code=query.unit)
    if query.procedure:
        rows = rows.filter(procedure__base_code=query.procedure[:8])
    if query.q.strip():
        numbers = queries.by_numbers(rows, query.q)
        rows = search.find(rows, queries.KIND, query.q).queryset if numbers is None else numbers
    masked = not has_any_grant(request.user, "dossiers.handle")
    now = clock.now()
    return list_of(rows, query, order=ORDER, out=lambda row: api.row_of(row, masked=masked, now=now))


@router.post("/dossiers", response={201: DossierOut, **PROBLEMS}, summary="File a dossier, complete or not")
@idempotent
def file_dossier(request: HttpRequest, response: HttpResponse, payload: DossierIn) -> Any:
    require(request.user, "dossiers.take_in")
    offer = _offer(payload)
    place = _place(request, payload, offer)
    case = _case(offer, payload.case)
    filing = Filing(
        offer=offer,
        channel=national_channel(payload.channel, payload.external.system if payload.external else "", clock.today()),
        source=payload.external.system if payload.external else "kiosk" if payload.channel == "kiosk" else "own",
        place=place,
        intake_unit=counter_of(request.user, place),
        case=case,
        holder=payload.applicant.dict(),
        submitter=payload.submitter.dict() if payload.submitter else None,
        basis=payload.submitter.basis if payload.submitter else "",
        scope=payload.submitter.scope if payload.submitter else "",
        papers=papers_of(request.user, [one.model_dump() for one in payload.components]),
        answered=answered(
            form_of_filing(offer, case), payload.form, payload.applicant.dict(), elsewhere=payload.external is not None
        ),
        external_code=payload.external.code if payload.external else "",
        external_at=payload.external.submitted_at if payload.external else None,
    )
    if payload.submitter is not None and payload.submitter.file is not None:
        files_of(request.user, [payload.submitter.file], "submitter.file")
    with transaction.atomic():
        dossier = submit(filing, actor=actor_of(request.user))
        if payload.accept:
            _accept_if_decided(request, dossier, payload)
    made = queries.dossier_for(request.user, dossier.code)
    with_etag(response, made.version)
    return Status(201, api.told(request.user, made))


@router.get("/dossiers/{code}", response={200: DossierOut, **PROBLEMS}, summary="One dossier with what can be done now")
def one_dossier(request: HttpRequest, response: HttpResponse, code: str, reveal: bool = False) -> Any:
    dossier = queries.dossier_for(request.user, code)
    with_etag(response, dossier.version)
    return api.told(request.user, dossier, reveal=reveal)


@router.get(
    "/dossiers/{code}/deadline",
    response={200: dict[str, Any], **PROBLEMS},
    summary="The promised date, explained day by day",
)
def deadline(request: HttpRequest, code: str) -> Any:
    dossier = queries.dossier_for(request.user, code)
    found = deadline_of(dossier, spoken())
    if found is None:
        raise NotFound("Hồ sơ chưa được tiếp nhận nên chưa có ngày hẹn trả.", code="not_accepted")
    return found


@router.get("/dossiers/{code}/events", response={200: EventsOut, **PROBLEMS}, summary="What happened to a dossier")
def dossier_events(request: HttpRequest, code: str) -> Any:
    dossier = queries.dossier_for(request.user, code)
    return {"items": api.events_of(dossier), "next": None}


@router.get(
    "/dossiers/{code}/forms/{uuid:uid}", response={200: None, **PROBLEMS}, summary="A form that was made out, as PDF"
)
def one_form(request: HttpRequest, code: str, uid: UUID) -> Any:
    dossier = queries.handled_for(request.user, code)
    printed = printed_for(dossier, str(uid))
    response = HttpResponse(to_pdf(document_of(printed)), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{printed.number.replace("/", "-")}.pdf"'
    return response


@router.post(
    "/dossiers/{code}/forms/{uuid:uid}/print",
    response={200: dict[str, int], **PROBLEMS},
    summary="Count a print of a form",
)
@idempotent
def print_form(request: HttpRequest, code: str, uid: UUID) -> Any:
    dossier = queries.dossier_for(request.user, code, "dossiers.take_in")
    printed = printed_for(dossier, str(uid))
    return {"prints": count_print(printed, actor=actor_of(request.user))}


@router.put(
    "/dossiers/{code}/form",
    response={200: DossierOut, **PROBLEMS},
    summary="Fill in the form of a dossier that is not accepted yet; all answers in place of those before",
)
@idempotent
def fill_form(request: HttpRequest, response: HttpResponse, code: str, payload: AnswersIn) -> Any:
    dossier = queries.dossier_for(request.user, code, "dossiers.take_in")
    check_match(request, dossier.version)
    fill_in(dossier, answered(form_of_dossier(dossier), payload.form, holder_of(dossier)), actor=actor_of(request.user))
    changed = queries.dossier_for(request.user, code)
    with_etag(response, changed.version)
    return api.told(request.user, changed)


@router.post(
    "/dossiers/{code}/{action}", response={200: DossierOut, **PROBLEMS}, summary="Act; see `actions` of the dossier"
)
@idempotent
def act(request: HttpRequest, response: HttpResponse, code: str, action: str, payload: DossierActionIn) -> Any:
    dossier = queries.dossier_for(request.user, code)
    check_match(request, dossier.version)
    possible = Possible(request.user, dossier)
    run(request.user, possible, possible.named(action), payload.model_dump(exclude_unset=True))
    changed = queries.dossier_for(request.user, code)
    with_etag(response, changed.version)
    return api.told(request.user, changed)


def _offer(payload: DossierIn) -> Offer:
    try:
        return offer_on(public_procedure(payload.procedure), clock.today())
    except AppError as error:
        raise wrong("procedure", error, LACKS) from error


def _case(offer: Offer, said: str) -> str:
    """The case that was said; of a procedure with one case that one."""
    if said:
        try:
            return case_of(offer, said)
        except NotFound as error:
            raise wrong("case", error, LACKS) from error
    return offer.cases[0] if len(offer.cases) == 1 else ""


def _place(request: HttpRequest, payload: DossierIn, offer: Offer) -> Place | None:
    if not payload.unit:
        return place_for(request.user, offer.places)
    try:
        unit = unit_named(payload.unit)
    except AppError as error:
        raise wrong("unit", error, LACKS) from error
    found = next((place for place in offer.places if place.unit == unit.pk), None)
    if found is None:
        raise Invalid(LACKS, errors=(FieldError("unit", "Đơn vị này không giải quyết thủ tục."),))
    return found


def _accept_if_decided(request: HttpRequest, dossier: Any, payload: DossierIn) -> None:
    """Both in one act. Where the unit or the case has yet to be chosen it is only filed: the answer's `actions` tell what is asked."""
    possible = Possible(request.user, dossier)
    action = possible.named("accept")
    if any(need.required and need.name in ("unit", "case") for need in action.needs):
        return
    taken = payload.model_dump(include={"ground", "received_at", "reason", "limit"}, exclude_unset=True)
    run(request.user, possible, action, taken)
