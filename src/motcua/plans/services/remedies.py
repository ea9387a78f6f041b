"""What inspected units put right: asked for until a date, reported with proof, accepted or returned, followed until closed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from motcua.documents.services.files import attach_file
from motcua.kernel import clock, events, workflow
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused, TransitionRefused
from motcua.kernel.refs import Ref
from motcua.kernel.text import nfc
from motcua.organisations.queries.people import same_person
from motcua.plans import events as kinds
from motcua.plans.models import Finding, RemedyReport
from motcua.plans.queries.inspections import finding_ref
from motcua.plans.services.work import moment_of_day
from motcua.plans.workflow import FINDING, TO_PUT_RIGHT, InspectionState


def require_remedy(finding: Finding, *, remedy: str, due_on: date, actor: Actor) -> Finding:
    """Ask the unit to put something right until the end of a working day."""
    remedy = nfc(remedy).strip()
    errors = []
    if not remedy:
        errors.append(FieldError("remedy", N_("Ghi việc phải khắc phục.")))
    if due_on < clock.today():
        errors.append(FieldError("due_on", N_("Hạn không thể ở quá khứ.")))
    if errors:
        raise Invalid("Chưa lưu được. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))
    if finding.verdict != Finding.Verdict.FAULT:
        raise Refused("Chỉ yêu cầu khắc phục điều chưa đạt.", code="no_fault")
    if finding.inspected.inspection.state not in {InspectionState.UNDER_WAY, InspectionState.CONCLUDED}:
        raise Refused("Cuộc kiểm tra không còn ở bước ghi yêu cầu khắc phục.", code="not_under_way")
    due = moment_of_day(due_on, finding.inspected.unit_id)
    with transaction.atomic():
        workflow.move(finding, FINDING, "require_remedy", remedy=remedy, due_at=due, original_due_at=due)
        payload: dict[str, events.Plain] = {"due_on": due_on}
        events.append(finding_ref(finding), kinds.REMEDY_REQUIRED, actor=actor, payload=payload)
    return finding


def extend_remedy(finding: Finding, *, due_on: date, reason: str, actor: Actor) -> Finding:
    """Another date; the first one stays and decides what is called late."""
    reason = _reason(reason)
    due = moment_of_day(due_on, finding.inspected.unit_id)
    if finding.due_at is None or due <= finding.due_at:
        raise _wrong("due_on", N_("Hạn mới phải sau hạn đang có."))
    with transaction.atomic():
        rows = Finding.objects.filter(pk=finding.pk, state__in=[str(s) for s in TO_PUT_RIGHT])
        if rows.update(due_at=due, version=F("version") + 1) != 1:
            raise TransitionRefused("Không thể thực hiện bước này ở trạng thái hiện tại.", code="transition_refused")
        payload: dict[str, events.Plain] = {"due_on": due_on, "reason": reason}
        events.append(finding_ref(finding), kinds.REMEDY_EXTENDED, actor=actor, payload=payload)
    finding.refresh_from_db()
    return finding


def lift_remedy(finding: Finding, *, reason: str, actor: Actor) -> Finding:
    """No longer ask for it, with the reason: it was asked for in error, or has become pointless."""
    reason = _reason(reason)
    with transaction.atomic():
        workflow.move(finding, FINDING, "lift", due_at=None, original_due_at=None)
        events.append(finding_ref(finding), kinds.REMEDY_LIFTED, actor=actor, payload={"reason": reason})
    return finding


def report_remedy(finding: Finding, *, text: str, actor: Actor, proof: Any = None) -> RemedyReport:
    """The unit says what it has put right, with its proof (an upload)."""
    text = nfc(text).strip()
    if not text:
        raise _wrong("text", N_("Nêu việc đã khắc phục."))
    if proof is None and not finding.reports.exclude(proof="").exists():
        raise _wrong("proof", N_("Kèm tệp minh chứng."))
    now = clock.now()
    with transaction.atomic():
        workflow.move(finding, FINDING, "report", reported_at=now)
        last = finding.reports.order_by("-number").values_list("number", flat=True).first() or 0
        try:
            made = RemedyReport.objects.create(
                finding=finding,
                number=last + 1,
                text=text,
                proof=str(Ref.to("stored_file", proof.uid)) if proof is not None else "",
                reported_by=str(actor.ref or ""),
                reported_name=actor.name,
                reported_at=now,
            )
        except IntegrityError as error:
            raise TransitionRefused(
                "Vừa có một báo cáo được gửi. Hãy tải lại trang.", code="transition_refused"
            ) from error
        if proof is not None:
            attach_file(proof, finding_ref(finding), actor=actor)
        events.append(finding_ref(finding), kinds.REMEDY_REPORTED, actor=actor, payload={"number": made.number})
    return made


def accept_remedy(finding: Finding, *, actor: Actor, note: str = "") -> Finding:
    """Acknowledge it as put right; not by who reported it."""
    with transaction.atomic():
        _decide(finding, accepted=True, note=note, actor=actor)
        workflow.move(finding, FINDING, "accept", closed_at=clock.now())
        events.append(finding_ref(finding), kinds.REMEDY_ACCEPTED, actor=actor, payload={"note": note[:500]})
    return finding


def send_back_remedy(finding: Finding, *, note: str, actor: Actor) -> Finding:
    """Return the report with what is still missing."""
    note = nfc(note).strip()
    if not note:
        raise _wrong("note", N_("Ghi lý do trả lại."))
    with transaction.atomic():
        _decide(finding, accepted=False, note=note, actor=actor)
        workflow.move(finding, FINDING, "send_back", reported_at=None)
        events.append(finding_ref(finding), kinds.REMEDY_RETURNED, actor=actor, payload={"note": note[:500]})
    return finding


def _decide(finding: Finding, *, accepted: bool, note: str, actor: Actor) -> None:
    report = finding.reports.filter(accepted__isnull=True).order_by("-number").first()
    if report is None:
        raise TransitionRefused("Không có báo cáo khắc phục nào đang chờ.", code="transition_refused")
    if actor.ref is not None and same_person(str(actor.ref), report.reported_by):
        raise Refused("Người báo cáo khắc phục không tự công nhận.", code="own_result")
    RemedyReport.objects.filter(pk=report.pk).update(
        accepted=accepted, decided_name=actor.name, decided_at=clock.now(), decision_note=nfc(note).strip()
    )


def _reason(reason: str) -> str:
    reason = nfc(reason).strip()[:500]
    if not reason:
        raise _wrong("reason", N_("Hãy ghi lý do."))
    return reason


def _wrong(field: str, text: str) -> Invalid:
    return Invalid("Chưa lưu được. Hãy sửa các ô được đánh dấu.", errors=(FieldError(field, text),))
