"""What a lead asks: more time, to be let off, input of a coordinator. And what the others answer."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction

from motcua.kernel import clock, events, workflow
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused
from motcua.kernel.text import nfc
from motcua.organisations.queries.people import same_person
from motcua.plans import events as kinds
from motcua.plans.models import InputRequest, Occurrence, Request, TaskUnit
from motcua.plans.queries.work import occurrence_ref
from motcua.plans.services.work import moment_of_day
from motcua.plans.workflow import OCCURRENCE, REQUEST, WITH_THE_LEAD


def ask_extension(occurrence: Occurrence, *, actor: Actor, until: date, reason: str) -> Request:
    """Ask the owner for more time. Asked after the due moment it is heard, but cures nothing: the due moment stays."""
    if until <= clock.local(occurrence.due_at).date():
        raise _wrong("until", N_("Ngày xin gia hạn phải sau hạn hiện nay."))
    return _ask(occurrence, Request.Kind.EXTENSION, reason, actor=actor, until=until)


def ask_to_be_let_off(occurrence: Occurrence, *, actor: Actor, reason: str) -> Request:
    """Tell the owner that it cannot be done, and why."""
    return _ask(occurrence, Request.Kind.CANNOT_BE_DONE, reason, actor=actor)


def grant_request(request: Request, *, actor: Actor, note: str = "") -> Request:
    """Agree. An extension moves the due moment (never the original one) only where it was asked in time."""
    _four_eyes(request, actor)
    occurrence = request.occurrence
    with transaction.atomic():
        _decide(request, "grant", note, actor=actor)
        if request.kind == Request.Kind.CANNOT_BE_DONE:
            workflow.move(occurrence, OCCURRENCE, "let_off", closed_at=clock.now())
        elif in_time(request) and request.until is not None:
            due_at = moment_of_day(request.until, occurrence.unit_id or occurrence.task.owner_id)
            changed = Occurrence.objects.filter(pk=occurrence.pk, version=occurrence.version)
            if changed.update(due_at=due_at, version=occurrence.version + 1) != 1:
                raise Refused("Việc này vừa thay đổi. Hãy tải lại trang.", code="transition_refused")
        payload: dict[str, events.Plain] = {
            "kind": request.kind,
            "until": request.until,
            "note": nfc(note).strip()[:500],
        }
        events.append(occurrence_ref(occurrence), kinds.REQUEST_GRANTED, actor=actor, payload=payload)
    occurrence.refresh_from_db()
    return request


def refuse_request(request: Request, *, actor: Actor, note: str) -> Request:
    """Do not agree, with the reason."""
    _four_eyes(request, actor)
    if not nfc(note).strip():
        raise _wrong("note", N_("Ghi lý do không đồng ý."))
    with transaction.atomic():
        _decide(request, "refuse", note, actor=actor)
        events.append(
            occurrence_ref(request.occurrence),
            kinds.REQUEST_REFUSED,
            actor=actor,
            payload={"kind": request.kind, "note": nfc(note).strip()[:500]},
        )
    return request


def drop_request(request: Request, *, actor: Actor) -> Request:
    """The lead takes its request back."""
    with transaction.atomic():
        workflow.move(request, REQUEST, "drop", decided_at=clock.now())
        events.append(
            occurrence_ref(request.occurrence), kinds.REQUEST_DROPPED, actor=actor, payload={"kind": request.kind}
        )
    return request


def in_time(request: Request) -> bool:
    """Whether it was asked before the due moment had passed."""
    return request.asked_at <= request.due_at_before


def ask_input(occurrence: Occurrence, *, unit: object, question: str, due_on: date, actor: Actor) -> InputRequest:
    """Ask a coordinator for its input by a date."""
    question, key = nfc(question).strip(), int(getattr(unit, "pk", 0))
    errors = []
    if not question:
        errors.append(FieldError("question", N_("Ghi điều cần cho ý kiến.")))
    if due_on < clock.today():
        errors.append(FieldError("due_on", N_("Hạn không thể ở quá khứ.")))
    if not occurrence.task.units.filter(unit=key, role=TaskUnit.Role.COORDINATOR).exists():
        errors.append(FieldError("unit", N_("Chọn một đơn vị phối hợp của nhiệm vụ.")))
    if errors:
        raise Invalid("Chưa gửi được. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))
    _with_the_lead(occurrence)
    with transaction.atomic():
        asked = InputRequest.objects.create(
            occurrence=occurrence,
            unit_id=key,
            question=question,
            due_at=moment_of_day(due_on, key),
            asked_by=str(actor.ref or ""),
            asked_name=actor.name,
            asked_at=clock.now(),
        )
        events.append(
            occurrence_ref(occurrence),
            kinds.INPUT_ASKED,
            actor=actor,
            payload={"unit": str(getattr(unit, "code", key)), "due_on": due_on},
        )
    return asked


def answer_input(asked: InputRequest, *, answer: str, actor: Actor) -> InputRequest:
    """A coordinator answers, once."""
    answer = nfc(answer).strip()
    if not answer:
        raise _wrong("answer", N_("Ghi ý kiến."))
    with transaction.atomic():
        now = clock.now()
        waiting = InputRequest.objects.filter(pk=asked.pk, answered_at__isnull=True)
        who = {"answered_by": str(actor.ref or ""), "answered_name": actor.name, "answered_at": now}
        if waiting.update(answer=answer, **who) != 1:
            raise Refused("Đã có người trả lời câu hỏi này.", code="transition_refused")
        events.append(occurrence_ref(asked.occurrence), kinds.INPUT_GIVEN, actor=actor)
    asked.refresh_from_db()
    return asked


def _ask(occurrence: Occurrence, kind: str, reason: str, *, actor: Actor, until: date | None = None) -> Request:
    reason = nfc(reason).strip()
    if not reason:
        raise _wrong("reason", N_("Hãy ghi lý do."))
    _with_the_lead(occurrence)
    with transaction.atomic():
        try:
            with transaction.atomic():
                request = Request.objects.create(
                    occurrence=occurrence,
                    kind=kind,
                    reason=reason,
                    until=until,
                    due_at_before=occurrence.due_at,
                    asked_by=str(actor.ref or ""),
                    asked_name=actor.name,
                    asked_at=clock.now(),
                )
        except IntegrityError as error:
            raise Refused("Đã có một đề nghị đang chờ trả lời.", code="request_open") from error
        payload: dict[str, events.Plain] = {"kind": kind, "until": until, "reason": reason[:500]}
        events.append(occurrence_ref(occurrence), kinds.REQUESTED, actor=actor, payload=payload)
    return request


def _with_the_lead(occurrence: Occurrence) -> None:
    if occurrence.voided_at is not None or occurrence.state not in WITH_THE_LEAD:
        raise Refused("Việc này không còn do đơn vị chủ trì xử lý.", code="transition_refused")


def _four_eyes(request: Request, actor: Actor) -> None:
    if actor.ref is not None and same_person(str(actor.ref), request.asked_by):
        raise Refused("Người đề nghị không tự quyết định đề nghị của mình.", code="own_request")


def _decide(request: Request, name: str, note: str, *, actor: Actor) -> None:
    workflow.move(
        request,
        REQUEST,
        name,
        decided_by=str(actor.ref or ""),
        decided_name=actor.name,
        decided_at=clock.now(),
        decision_note=nfc(note).strip(),
    )


def _wrong(field: str, text: str) -> Invalid:
    return Invalid("Chưa lưu được. Hãy sửa các ô được đánh dấu.", errors=(FieldError(field, text),))
