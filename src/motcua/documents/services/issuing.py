"""Văn thư gives the number and issues: the last act of a route. What is issued never changes again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from motcua.documents.events import EventKind
from motcua.documents.models import Approval, ApprovalSignature, IssuedNumber, NumberSeries, StoredFile
from motcua.documents.queries.approvals import KIND, ref_of, signature_of
from motcua.documents.services.approvables import Issue, approvables
from motcua.documents.services.numbers import SignedDocument, enter_number, take_number
from motcua.documents.services.steps import (
    advance,
    at_step,
    close_step,
    keep_decision,
    note_of,
    officer_ref,
    take_file,
    tell,
)
from motcua.kernel import search
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused
from motcua.kernel.refs import Ref


@dataclass(frozen=True, slots=True)
class Clerking:
    """What the clerk adds. `text` and `issued_on` only where another system counts; `file`: the stamped paper, else the signed one."""

    drafter: str = ""
    recipients: str = ""
    note: str = ""
    text: str = ""
    issued_on: date | None = None
    file: StoredFile | None = None


def issue(approval: Approval, *, actor: Actor, series: NumberSeries, clerking: Clerking | None = None) -> Approval:
    """Cấp số, phát hành: the next number of the book (or, where another system counts, the number that it gave), then it is issued.

    The record's package is told in the same transaction (`approvables`). Raises Refused (not signed, another body's book), Invalid.
    """
    words = clerking or Clerking()
    note = note_of(words.note)
    desk = at_step(approval, "issue", actor, holders_only=False)
    if series.unit_id != approval.unit_id:
        raise Refused("Sổ này không phải của cơ quan ban hành.", code="other_body")
    signature = signature_of(approval)
    if signature is None:
        raise Refused("Văn bản chưa được ký nên chưa cấp số được.", code="not_signed")
    _check_day(words, signature)
    subject = Ref.parse(approval.subject)
    with transaction.atomic():
        close_step(desk.step, "finish", desk.now)
        line = _number(series, approval, signature, words, actor)
        file = words.file or signature.file
        take_file(approval, file, actor)
        advance(approval, "issue", desk.now, number=line.text, issued_on=line.issued_on, line=line, file=file)
        keep_decision(desk, "issue", note)
        tell(
            approval,
            EventKind.APPROVAL_ISSUED,
            actor,
            {
                "number": line.text,
                "issued_on": line.issued_on,
                "line": line.uid,
                "file": file.uid,
                "drafter": officer_ref(approval.drafter),
            },
        )
        index_issued(approval, signature)
        approvables[subject.kind].issued(subject.uid, _told(approval, line, signature, file, actor))
    return approval


def _number(
    series: NumberSeries, approval: Approval, signature: ApprovalSignature, words: Clerking, actor: Actor
) -> IssuedNumber:
    document = SignedDocument(
        kind=approval.kind,
        subject=approval.title,
        signer=signature.signer_name,
        drafter=words.drafter.strip(),
        recipients=words.recipients,
        note=words.note,
        ref=Ref.parse(approval.subject),
        scan=words.file or signature.file,
    )
    if not series.external:
        return take_number(series, actor=actor, document=document)
    if words.issued_on is None:
        told = FieldError("issued_on", N_("Hãy ghi ngày ban hành như trên văn bản."))
        raise Invalid("Chưa ghi được số. Hãy sửa các ô được đánh dấu.", errors=(told,))
    return enter_number(series, actor=actor, document=document, text=words.text, issued_on=words.issued_on)


def _check_day(words: Clerking, signature: ApprovalSignature) -> None:
    if words.issued_on is not None and words.issued_on < signature.signed_on:
        told = FieldError("issued_on", N_("Ngày ban hành không thể trước ngày ký."))
        raise Invalid("Chưa ghi được số. Hãy sửa các ô được đánh dấu.", errors=(told,))


def _told(
    approval: Approval, line: IssuedNumber, signature: ApprovalSignature, file: StoredFile, actor: Actor
) -> Issue:
    return Issue(
        number=line.text,
        issued_on=line.issued_on,
        signer=signature.signer_name,
        capacity=signature.capacity,
        file=file,
        signer_post=signature.signer_post,
        signed_on=signature.signed_on,
        line=line,
        approval=ref_of(approval),
        title=approval.title,
        actor=actor,
    )


def index_issued(approval: Approval, signature: ApprovalSignature) -> None:
    """Make an issued document findable by its number, title and signer."""
    fields = ((str(approval.get_kind_display()), 2), (approval.drafter.person.name, 3), (signature.signer_name, 3))
    search.index(KIND, approval.pk, title=f"{approval.number} {approval.title}", fields=fields)
