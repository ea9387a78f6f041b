"""Trình ký: putting a record on its route, and what each on the way may do. Signing is in `signing`, the number in `issuing`.

Who may is decided by `queries.approvals.approval_for`; what is possible (state, four eyes, whom the step waits for) here. Every verb is
one transaction guarded by the version that was seen: of two at once one wins, the other is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from motcua.documents.events import EventKind
from motcua.documents.models import Approval, ApprovalHolder, Kind, StoredFile
from motcua.documents.queries.approvals import KIND, approval_of, route_for
from motcua.documents.queries.holders import barred, drafted_by, eligible, officer_acting
from motcua.documents.queries.numbers import abbreviation_of
from motcua.documents.rules.routes import Act
from motcua.documents.services.approvables import Approvable, Issue, SigningOutcome, approvables
from motcua.documents.services.content import subject_errors
from motcua.documents.services.issuing import issue
from motcua.documents.services.signing import sign_on_paper
from motcua.documents.services.steps import (
    advance,
    at_step,
    begin_round,
    close_step,
    drop_rest,
    hand_to,
    keep_decision,
    note_of,
    officer_ref,
    open_next,
    refuse_own_draft,
    refuse_twice_in_a_row,
    tell,
)
from motcua.documents.workflow import APPROVAL, ApprovalState
from motcua.kernel import clock, search
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Forbidden, Invalid, NotFound, Refused, TransitionRefused
from motcua.kernel.refs import Ref
from motcua.kernel.text import nfc

if TYPE_CHECKING:
    from motcua.organisations.models import Officer, Unit

__all__ = [
    "Approvable", "Issue", "SigningOutcome", "approvables", "approve", "issue", "move_approvals", "redirect", "resubmit", "send_back",
    "sign_on_paper", "submit", "withdraw",
]  # fmt: skip


def submit(
    subject: Ref,
    *,
    kind: str,
    title: str,
    unit: Unit,
    content: StoredFile,
    actor: Actor,
    route: str | None = None,
    opinion: str = "",
) -> Approval:
    """Trình duyệt: put a record on a route, with the exact file that is to be signed. A record that came back goes on a new round, with
    the title as it is now; for another type or another body it has to be withdrawn first.

    `unit` is the issuing body; `route` a key of `queries.approvals.routes_for`, None for the one that applies by itself. The subject's
    kind must be in `approvables`. Raises Invalid (title, kind, route), Refused (it is on a route already), Forbidden (no post).
    """
    approvables[subject.kind]  # a programming error when nobody knows the kind
    there = approval_of(subject)
    if there is not None and there.state == ApprovalState.RETURNED:
        if (there.kind, there.unit_id) != (kind, unit.pk):
            raise Refused(
                "Loại văn bản hoặc cơ quan ban hành đã đổi. Hãy rút văn bản rồi trình lại từ đầu.", code="other"
            )
        return resubmit(there, actor=actor, content=content, opinion=opinion, title=title)
    officer = officer_acting(actor)
    opinion, title = note_of(opinion), " ".join(nfc(title).split())
    errors = tuple(_errors(kind, title))
    if errors:
        raise Invalid("Chưa trình được. Hãy sửa các ô được đánh dấu.", errors=errors)
    now, today = clock.now(), clock.today()
    taken = route_for(unit, kind, today, route)
    approval = Approval(
        subject=str(subject),
        kind=kind,
        title=title,
        unit=unit,
        drafter=officer,
        drafting_unit=officer.unit,
        route={"key": taken.key, "name": taken.name, "basis": taken.basis, "steps": [s.row() for s in taken.steps]},
        submitted_at=now,
        moved_at=now,
    )
    with transaction.atomic():
        try:
            with transaction.atomic():
                approval.save(force_insert=True)
        except IntegrityError as error:
            raise Refused("Văn bản này đang được trình hoặc đã ban hành.", code="on_route") from error
        begin_round(approval, content, opinion=opinion, officer=officer, actor=actor, now=now)
        index_approval(approval)
    return approval


def resubmit(
    approval: Approval, *, actor: Actor, content: StoredFile | None = None, opinion: str = "", title: str = ""
) -> Approval:
    """Trình lại: a new round after a return, with a new version; without `content` the record's package renders it afresh.

    `title` where the wording was corrected too.
    """
    officer = officer_acting(actor)
    if not drafted_by(approval, officer) and _still_serves(approval.drafter):
        raise Forbidden("Chỉ người trình được trình lại.", code="not_yours")
    _expect(approval, "resubmit")
    title = " ".join(nfc(title).split()) or approval.title
    errors = tuple(_errors(approval.kind, title))
    if errors:
        raise Invalid("Chưa trình được. Hãy sửa các ô được đánh dấu.", errors=errors)
    content = content or _rendered(approval)
    opinion, now = note_of(opinion), clock.now()
    with transaction.atomic():
        advance(approval, "resubmit", now, round=approval.round + 1, title=title)
        begin_round(approval, content, opinion=opinion, officer=officer, actor=actor, now=now)
        index_approval(approval)
        subject = Ref.parse(approval.subject)
        approvables[subject.kind].resubmitted(subject.uid, content, actor)
    return approval


def approve(approval: Approval, *, actor: Actor, note: str = "") -> Approval:
    """Đồng ý: the open review or check is done, the next step opens. Signing has its own verb."""
    note = note_of(note)
    desk = at_step(approval, "approve", actor)
    if desk.step.act in {Act.SIGN, Act.ISSUE}:
        raise Refused("Bước này cần chữ ký, không chỉ đồng ý.", code="needs_signature")
    refuse_own_draft(approval, desk.officer)
    refuse_twice_in_a_row(approval, desk.step, desk.officer)
    with transaction.atomic():
        advance(approval, "approve", desk.now)
        close_step(desk.step, "finish", desk.now)
        kept = keep_decision(desk, "approve", note)
        payload: dict[str, Any] = {"step": desk.step.label, "act": desk.step.act, "version": kept.sha256}
        payload |= {"decision": kept.uid}
        if desk.instead_of is not None:
            payload["instead_of"] = officer_ref(desk.instead_of)
        tell(approval, EventKind.APPROVAL_APPROVED, actor, payload)
        open_next(approval, actor, desk.now)
        subject = Ref.parse(approval.subject)
        approvables[subject.kind].passed(subject.uid, desk.step.act, actor)
    return approval


def send_back(approval: Approval, *, actor: Actor, note: str) -> Approval:
    """Trả lại: to the drafter, with the reason (bút phê). The round is over; a signature of it no longer holds."""
    note = note_of(note, needed=N_("Hãy ghi lý do trả lại để người trình biết cần sửa gì."))
    desk = at_step(approval, "send_back", actor, holders_only=approval.state == ApprovalState.ON_ROUTE)
    refuse_own_draft_unless_clerk(approval, desk.officer, desk.step.act)
    subject = Ref.parse(approval.subject)
    with transaction.atomic():
        advance(approval, "send_back", desk.now)
        close_step(desk.step, "send_back", desk.now)
        drop_rest(approval, desk.now)
        kept = keep_decision(desk, "send_back", note)
        payload: dict[str, Any] = {"step": desk.step.label, "act": desk.step.act, "version": kept.sha256}
        payload |= {"decision": kept.uid, "drafter": officer_ref(approval.drafter)}
        tell(approval, EventKind.APPROVAL_RETURNED, actor, payload)
        approvables[subject.kind].returned(subject.uid, note, actor)
    return approval


def redirect(approval: Approval, *, actor: Actor, to: Officer, note: str = "") -> Approval:
    """Chuyển: the open step waits for another officer who may do it, and for nobody else."""
    note = note_of(note)
    verb = "redirect_issue" if approval.state == ApprovalState.SIGNED else "redirect"
    desk = at_step(approval, verb, actor, holders_only=False)
    choices = eligible(desk.step, on=clock.today(), without=barred(desk.step))
    if to.pk not in {o.pk for o in choices}:
        told = FieldError("to", N_("Người này không xử lý được bước này, hoặc bước đang chờ chính họ."))
        raise Invalid("Hãy chọn người có quyền xử lý bước này.", errors=(told,))
    with transaction.atomic():
        advance(approval, verb, desk.now)
        ApprovalHolder.objects.filter(step=desk.step, until__isnull=True).update(until=desk.now)
        kept = keep_decision(desk, "redirect", note, to=to)
        payload: dict[str, Any] = {"step": desk.step.label, "act": desk.step.act, "holders": [officer_ref(to)]}
        tell(approval, EventKind.APPROVAL_REDIRECTED, actor, payload | {"decision": kept.uid})
        hand_to(desk.step, [to], actor, desk.now, redirected=True)
    return approval


def withdraw(approval: Approval, *, actor: Actor, reason: str) -> Approval:
    """Rút: the drafter takes it back before it is signed. It stays readable with its reason; the record may be submitted anew."""
    officer = officer_acting(actor)
    if not drafted_by(approval, officer) and _still_serves(approval.drafter):
        raise Forbidden("Chỉ người trình được rút văn bản.", code="not_yours")
    reason = nfc(reason).strip()[:500]
    if not reason:
        raise Invalid("Hãy ghi lý do rút.", errors=(FieldError("reason", "Hãy ghi lý do rút."),))
    _expect(approval, "withdraw")
    subject, now = Ref.parse(approval.subject), clock.now()
    with transaction.atomic():
        advance(approval, "withdraw", now, withdrawn_reason=reason)
        drop_rest(approval, now)
        tell(approval, EventKind.APPROVAL_WITHDRAWN, actor, {"reason": reason})
        approvables[subject.kind].withdrawn(subject.uid, reason, actor)
    return approval


def move_approvals(refs: Sequence[str], unit: int, to_unit: int) -> int:
    """Give the named approvals of one body to another. Part of the caller's transaction; returns how many moved."""
    uids = [ref.uid for ref in map(Ref.parse, refs) if ref.kind == KIND]
    return Approval.objects.filter(uid__in=uids, unit=unit).exclude(state=ApprovalState.ISSUED).update(unit=to_unit)


def refuse_own_draft_unless_clerk(approval: Approval, officer: Officer, act: str) -> None:
    """A clerk may find a fault in the form of their own draft; everywhere else four eyes hold."""
    if act != Act.ISSUE:
        refuse_own_draft(approval, officer)


def _expect(approval: Approval, verb: str) -> None:
    if approval.state not in APPROVAL.transitions[verb].sources:
        raise TransitionRefused("Không thể thực hiện bước này ở trạng thái hiện tại.", code="transition_refused")


def _still_serves(officer: Officer) -> bool:
    return officer.valid_to is None or officer.valid_to > clock.today()


def _rendered(approval: Approval) -> StoredFile:
    subject = Ref.parse(approval.subject)
    render = approvables[subject.kind].render
    if render is None:
        told = FieldError("content", N_("Hãy tải lên bản đã sửa."))
        raise Invalid("Trình lại cần tệp của bản đã sửa.", errors=(told,))
    try:
        return render(subject.uid)
    except KeyError as error:
        raise NotFound("Không còn văn bản gốc để dựng lại.", code="no_subject") from error


def _errors(kind: str, title: str) -> Iterator[FieldError]:
    if kind not in Kind.values:
        yield FieldError("kind", "Hãy chọn loại văn bản trong danh sách.")
    elif kind != Kind.LETTER and not abbreviation_of(kind, clock.today()):
        yield FieldError("kind", N_("Loại văn bản này không có chữ viết tắt trong quy định nên không cấp số được."))
    if not title or len(title) > 1000:
        yield FieldError("title", "Hãy ghi trích yếu, không quá 1.000 ký tự.")
    else:
        yield from (FieldError("title", e.template, e.params) for e in subject_errors(title))


def index_approval(approval: Approval) -> None:
    """Make a document on its route findable by its title, type and who drafted it."""
    search.index(
        KIND,
        approval.pk,
        title=approval.title,
        fields=((str(approval.get_kind_display()), 2), (approval.drafter.person.name, 3)),
    )
