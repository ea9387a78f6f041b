"""The act of signing. On paper: the scan with date, signer and capacity closes the step. Another way of signing replaces this only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction

from motcua.documents.events import EventKind
from motcua.documents.models import Approval, ApprovalSignature, Capacity, StoredFile
from motcua.documents.queries.numbers import abbreviation_of
from motcua.documents.rules.routes import RESTING, Act
from motcua.documents.services.approvables import SigningOutcome, approvables
from motcua.documents.services.steps import (
    Desk,
    advance,
    at_step,
    close_step,
    keep_decision,
    note_of,
    officer_ref,
    open_next,
    refuse_own_draft,
    refuse_twice_in_a_row,
    take_file,
    tell,
)
from motcua.kernel import clock
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused
from motcua.kernel.refs import Ref
from motcua.kernel.text import fold, nfc
from motcua.organisations.queries.posts import may_sign_as, seated_head

if TYPE_CHECKING:
    from motcua.organisations.models import Officer

PAPER = "paper"


def sign_on_paper(
    approval: Approval,
    *,
    actor: Actor,
    scan: StoredFile,
    signed_on: date,
    capacity: str,
    signer: Officer | None = None,
    signer_name: str = "",
    signer_post: str = "",
    authority: str = "",
    note: str = "",
) -> Approval:
    """Ký (bản giấy): the signed paper closes the signing step. Recorded by the signer, or for them by office or văn thư.

    `capacity` is a code of `rules.routes.Capacity`; KT., TL. and TUQ. rest on an authority: the one recorded for the signer's post,
    else `authority` names it. Who drafted neither signs nor records. Raises Invalid, Refused, Forbidden.
    """
    note = note_of(note)
    desk = at_step(approval, "sign", actor, holders_only=False)
    if desk.step.act != Act.SIGN:
        raise Refused("Văn bản chưa đến bước ký.", code="not_at_signing")
    outcome = SigningOutcome(
        means=PAPER,
        signer=signer,
        signer_name=" ".join(nfc(signer_name).split()) or (signer.person.name if signer else ""),
        signer_post=" ".join(nfc(signer_post).split()) or (signer.post if signer else ""),
        capacity=capacity,
        authority=" ".join(nfc(authority).split()),
        signed_on=signed_on,
        file=scan,
    )
    errors = tuple(_errors(outcome, desk))
    if errors:
        raise Invalid("Chưa ghi được việc ký. Hãy sửa các ô được đánh dấu.", errors=errors)
    return close_with(approval, desk, outcome, note=note)


def close_with(approval: Approval, desk: Desk, outcome: SigningOutcome, *, note: str = "") -> Approval:
    """Close the signing step with what the act of signing left, however it was done. Four eyes and authority are asked here."""
    refuse_own_draft(approval, desk.officer)
    if outcome.signer is not None:
        refuse_own_draft(approval, outcome.signer)
        refuse_twice_in_a_row(approval, desk.step, outcome.signer)
    elif fold(outcome.signer_name) == fold(approval.drafter.person.name):
        refuse_own_draft(approval, approval.drafter)
    outcome = _with_authority(approval, outcome)
    with transaction.atomic():
        advance(approval, "sign", desk.now)
        close_step(desk.step, "finish", desk.now)
        keep_decision(desk, "sign", note)
        _keep(approval, desk, outcome)
        tell(
            approval,
            EventKind.APPROVAL_SIGNED,
            desk.actor,
            {
                "means": outcome.means,
                "capacity": outcome.capacity,
                "authority": outcome.authority,
                "signed_on": outcome.signed_on,
                "signer": officer_ref(outcome.signer) if outcome.signer else None,
                "file": outcome.file.uid,
                "version": desk.version.sha256,
            },
        )
        open_next(approval, desk.actor, desk.now)
        subject = Ref.parse(approval.subject)
        approvables[subject.kind].passed(subject.uid, Act.SIGN, desk.actor)
    return approval


def _keep(approval: Approval, desk: Desk, outcome: SigningOutcome) -> None:
    take_file(approval, outcome.file, desk.actor)
    ApprovalSignature.objects.create(
        approval=approval,
        step=desk.step,
        means=outcome.means,
        signer=outcome.signer,
        signer_name=outcome.signer_name,
        signer_post=outcome.signer_post,
        capacity=outcome.capacity,
        authority=outcome.authority,
        signed_on=outcome.signed_on,
        file=outcome.file,
        sha256=outcome.file.blob.sha256,
        recorded_by=desk.officer,
        recorded_at=desk.now,
    )


def _with_authority(approval: Approval, outcome: SigningOutcome) -> SigningOutcome:
    """The capacity with the document it rests on: the recorded one; where the body's posts are not recorded, the one that was named."""
    kind = abbreviation_of(approval.kind, outcome.signed_on) or "CV"
    capacities = may_sign_as(outcome.signer, approval.unit, outcome.signed_on, kind) if outcome.signer else []
    recorded = next((c for c in capacities if c.code == outcome.capacity), None)
    if recorded is not None:
        rests = outcome.capacity in RESTING and recorded.document
        return replace(outcome, authority=recorded.document) if rests else outcome
    if seated_head(approval.unit, outcome.signed_on) is not None:
        raise _no_authority(outcome)
    if outcome.capacity in RESTING and not outcome.authority:
        told = FieldError("authority", N_("Ghi văn bản giao quyền: quy chế, thông báo phân công hoặc giấy ủy quyền."))
        raise Invalid("Ký thay, thừa lệnh, thừa ủy quyền hoặc quyền phải dựa trên một văn bản.", errors=(told,))
    return outcome


def _no_authority(outcome: SigningOutcome) -> Invalid:
    """The body's posts are recorded, and they do not let this person sign so on that day."""
    if outcome.signer is None:
        told = FieldError("signer", N_("Cơ quan này đã ghi các chức vụ; hãy chọn người ký trong danh sách."))
        return Invalid("Chưa rõ ai ký.", code="no_authority", errors=(told,))
    told = FieldError(
        "capacity", N_("Chưa ghi nhận thẩm quyền này của người ký vào ngày ký; ghi ở trang thẩm quyền ký.")
    )
    return Invalid(
        "Người này chưa được ghi nhận thẩm quyền ký như vậy vào ngày ký.", code="no_authority", errors=(told,)
    )


def _errors(outcome: SigningOutcome, desk: Desk) -> Iterator[FieldError]:
    if outcome.capacity not in Capacity.values:
        yield FieldError("capacity", N_("Hãy chọn quyền hạn ký trong danh sách."))
    if not outcome.signer_name or len(outcome.signer_name) > 200:
        yield FieldError("signer_name", N_("Hãy chọn hoặc ghi họ tên người ký, không quá 200 ký tự."))
    if len(outcome.signer_post) > 200:
        yield FieldError("signer_post", N_("Chức vụ không quá 200 ký tự."))
    if len(outcome.authority) > 500:
        yield FieldError("authority", N_("Không quá 500 ký tự."))
    if outcome.signed_on > clock.today():
        yield FieldError("signed_on", N_("Ngày ký không thể ở tương lai."))
    if outcome.file.blob.sha256 == desk.version.sha256:
        yield FieldError("scan", N_("Đây chính là bản trình. Hãy tải lên bản quét đã có chữ ký."))
    elif _signed_another(outcome, desk):
        yield FieldError("scan", N_("Bản quét này đã dùng cho văn bản khác."))


def _signed_another(outcome: SigningOutcome, desk: Desk) -> bool:
    others = ApprovalSignature.objects.filter(sha256=outcome.file.blob.sha256).exclude(approval=desk.step.approval)
    return others.exists()
