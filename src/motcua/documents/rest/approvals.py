"""`/approvals` under `/api/v1`: what is on a route, and the acts of whoever a step waits for. Files by the id of `POST /files`."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from ninja.responses import Status

from motcua.documents.queries import approvals as queries
from motcua.documents.queries.files import uploads_for
from motcua.documents.rest.approval_schemas import (
    ApprovalDetail,
    ApprovalPage,
    ApprovalQuery,
    IssueIn,
    NoteIn,
    RedirectIn,
    ResubmitIn,
    ReturnIn,
    SignIn,
    SubmitIn,
    WithdrawIn,
)
from motcua.documents.services import approvals as services
from motcua.documents.services.issuing import Clerking
from motcua.documents.services.outgoing import submit_document
from motcua.kernel import clock, search
from motcua.kernel.errors import FieldError, Forbidden, Invalid, NotFound
from motcua.organisations.permissions import actor_of, require
from motcua.organisations.queries.people import officer_of
from motcua.organisations.queries.units import unit_named
from motcua.ui.api import PROBLEMS, check_match, idempotent, list_of, with_etag

router = Router(tags=["approvals"])


@router.get(
    "/approvals", response={200: ApprovalPage, **PROBLEMS}, summary="Documents on a route that the caller may read"
)
def list_approvals(request: HttpRequest, query: Query[ApprovalQuery]) -> Any:
    rows = queries.approvals_for(request.user)
    if query.state:
        rows = rows.filter(state=query.state)
    if query.kind:
        rows = rows.filter(kind=query.kind)
    if query.of == "waiting":
        rows = queries.for_me(request.user, rows)
    elif query.of == "drafted":
        rows = queries.drafted_for(request.user, rows)
    order: tuple[str, ...] = ("-moved_at", "-id")
    if query.q.strip():
        rows = search.find(rows, queries.KIND, query.q).queryset
        order = ("-search_rank", *order)
    return list_of(queries.with_standing(rows), query, order=order, out=_out)


@router.get("/approvals/{uuid:uid}", response={200: ApprovalDetail, **PROBLEMS}, summary="One approval with its story")
def one_approval(request: HttpRequest, response: HttpResponse, uid: UUID) -> Any:
    return _told(request, response, uid)


@router.post("/approvals", response={201: ApprovalDetail, **PROBLEMS}, summary="Submit a document of one's own")
@idempotent
def submit(request: HttpRequest, response: HttpResponse, payload: SubmitIn) -> Any:
    require(request.user, "approvals.submit")
    unit = unit_named(payload.unit)
    if unit not in queries.bodies_for(request.user, clock.today()):
        raise Forbidden("Bạn chỉ trình văn bản của cơ quan mình và cơ quan cấp trên.", code="other_body")
    made = submit_document(
        kind=payload.kind,
        title=payload.title,
        unit=unit,
        content=_file(request, payload.file),
        route=payload.route,
        opinion=payload.opinion,
        actor=actor_of(request.user),
    )
    return Status(201, _told(request, response, made.uid))


@router.post(
    "/approvals/{uuid:uid}/approve", response={200: ApprovalDetail, **PROBLEMS}, summary="Approve the open step"
)
@idempotent
def approve(request: HttpRequest, response: HttpResponse, uid: UUID, payload: NoteIn) -> Any:
    services.approve(_seen(request, uid, "approve"), actor=actor_of(request.user), note=payload.note)
    return _told(request, response, uid)


@router.post(
    "/approvals/{uuid:uid}/send_back",
    response={200: ApprovalDetail, **PROBLEMS},
    summary="Send back to the drafter, with a note",
)
@idempotent
def send_back(request: HttpRequest, response: HttpResponse, uid: UUID, payload: ReturnIn) -> Any:
    services.send_back(_seen(request, uid, "send_back"), actor=actor_of(request.user), note=payload.note)
    return _told(request, response, uid)


@router.post(
    "/approvals/{uuid:uid}/redirect",
    response={200: ApprovalDetail, **PROBLEMS},
    summary="Let another officer do the open step",
)
@idempotent
def redirect(request: HttpRequest, response: HttpResponse, uid: UUID, payload: RedirectIn) -> Any:
    found = _seen(request, uid, "redirect")
    services.redirect(found, actor=actor_of(request.user), to=officer_of(str(payload.to)), note=payload.note)
    return _told(request, response, uid)


@router.post(
    "/approvals/{uuid:uid}/sign", response={200: ApprovalDetail, **PROBLEMS}, summary="Record that the paper was signed"
)
@idempotent
def sign(request: HttpRequest, response: HttpResponse, uid: UUID, payload: SignIn) -> Any:
    found = _seen(request, uid, "sign")
    words = payload.dict(exclude={"file", "signer"})
    signer = officer_of(str(payload.signer)) if payload.signer else None
    scan = _file(request, payload.file)
    services.sign_on_paper(found, actor=actor_of(request.user), scan=scan, signer=signer, **words)
    return _told(request, response, uid)


@router.post(
    "/approvals/{uuid:uid}/issue", response={200: ApprovalDetail, **PROBLEMS}, summary="Give the number and issue"
)
@idempotent
def issue(request: HttpRequest, response: HttpResponse, uid: UUID, payload: IssueIn) -> Any:
    found = _seen(request, uid, "issue")
    words = Clerking(
        drafter=payload.drafter,
        recipients=payload.recipients,
        note=payload.note,
        text=payload.number,
        issued_on=payload.issued_on,
        file=_file(request, payload.file) if payload.file else None,
    )
    services.issue(found, actor=actor_of(request.user), series=_book(found, payload.series), clerking=words)
    return _told(request, response, uid)


@router.post(
    "/approvals/{uuid:uid}/resubmit", response={200: ApprovalDetail, **PROBLEMS}, summary="A new round after a return"
)
@idempotent
def resubmit(request: HttpRequest, response: HttpResponse, uid: UUID, payload: ResubmitIn) -> Any:
    found = _seen(request, uid, "resubmit")
    content = _file(request, payload.file) if payload.file else None
    services.resubmit(
        found, actor=actor_of(request.user), content=content, opinion=payload.opinion, title=payload.title
    )
    return _told(request, response, uid)


@router.post(
    "/approvals/{uuid:uid}/withdraw",
    response={200: ApprovalDetail, **PROBLEMS},
    summary="Take it back before it is signed",
)
@idempotent
def withdraw(request: HttpRequest, response: HttpResponse, uid: UUID, payload: WithdrawIn) -> Any:
    services.withdraw(_seen(request, uid, "withdraw"), actor=actor_of(request.user), reason=payload.reason)
    return _told(request, response, uid)


def _seen(request: HttpRequest, uid: UUID, verb: str) -> Any:
    """The approval, if the caller may do this with it and `If-Match` names the version that is there."""
    found = queries.approval_for(request.user, uid, verb)
    check_match(request, found.version)
    return found


def _file(request: HttpRequest, uid: UUID) -> Any:
    try:
        return uploads_for(request.user, [uid])[0]
    except NotFound as error:
        told = FieldError("file", error.template, error.params)
        raise Invalid("Không dùng được tệp này.", code="no_file", errors=(told,)) from error


def _book(approval: Any, uid: UUID | None) -> Any:
    if uid is not None:
        return queries.book_for(approval, uid)
    books = queries.books_for(approval, clock.today())
    if not books:
        raise Invalid("Cơ quan ban hành chưa mở sổ văn bản đi của năm nay.", code="no_series")
    return books[0]


def _out(approval: Any) -> dict[str, Any]:
    return {
        "id": str(approval.uid),
        "subject": approval.subject,
        "kind": approval.kind,
        "kind_name": str(approval.get_kind_display()),
        "title": approval.title,
        "unit": approval.unit.code,
        "drafter": str(approval.drafter.uid),
        "drafter_name": approval.drafter.person.name,
        "state": approval.state,
        "round": approval.round,
        "step": approval.standing,
        "waits": approval.waits,
        "number": approval.number,
        "issued_on": approval.issued_on,
        "submitted_at": approval.submitted_at,
        "moved_at": approval.moved_at,
    }


def _told(request: HttpRequest, response: HttpResponse, uid: UUID) -> dict[str, Any]:
    found = queries.with_standing(queries.approvals_for(request.user)).filter(uid=uid).first()
    if found is None:
        raise NotFound("Không có văn bản trình này, hoặc bạn không được xem.", code="no_approval")
    with_etag(response, found.version)
    story = queries.story_of(found)
    signature = queries.signature_of(found)
    return _out(found) | {
        "route": found.route["name"],
        "basis": found.route["basis"],
        "versions": [_version(r.version) for r in story],
        "steps": [_step(told) for r in reversed(story) for told in r.steps],
        "signature": _signature(signature) if signature else None,
        "file": str(found.file.uid) if found.file else None,
        "withdrawn_reason": found.withdrawn_reason,
        "actions": sorted(queries.verbs_of(request.user, found)),
    }


def _version(version: Any) -> dict[str, Any]:
    return {
        "round": version.round,
        "file": str(version.file.uid),
        "name": version.file.name,
        "sha256": version.sha256,
        "opinion": version.opinion,
        "submitted_by": str(version.submitted_by.uid),
        "submitted_at": version.submitted_at,
    }


def _step(told: queries.Told) -> dict[str, Any]:
    step = told.step
    return {
        "round": step.round,
        "position": step.position,
        "label": step.label,
        "act": step.act,
        "role": step.role,
        "state": step.state,
        "opened_at": step.opened_at,
        "closed_at": step.closed_at,
        "holders": [str(h.officer.uid) for h in told.holders if h.until is None] if step.state == "open" else [],
        "decisions": [_decision(d, step.round) for d in told.decisions],
    }


def _decision(decision: Any, number: int) -> dict[str, Any]:
    return {
        "verb": decision.verb,
        "officer": str(decision.officer.uid),
        "name": decision.name,
        "post": decision.post,
        "instead_of": str(decision.instead_of.uid) if decision.instead_of else None,
        "to": str(decision.to.uid) if decision.to else None,
        "note": decision.note,
        "version": number,
        "sha256": decision.sha256,
        "at": decision.at,
    }


def _signature(signature: Any) -> dict[str, Any]:
    return {
        "means": signature.means,
        "signer": str(signature.signer.uid) if signature.signer else None,
        "signer_name": signature.signer_name,
        "signer_post": signature.signer_post,
        "capacity": signature.capacity,
        "authority": signature.authority,
        "signed_on": signature.signed_on,
        "file": str(signature.file.uid),
    }
