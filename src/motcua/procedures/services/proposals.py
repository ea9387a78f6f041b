"""What is proposed after a review, the decision about it, and whether it was carried out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F

from motcua.kernel import clock, events, workflow
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused, TransitionRefused
from motcua.kernel.meanwhile import moment_of, was_oneself
from motcua.kernel.models import Event
from motcua.kernel.text import nfc
from motcua.procedures.events import EventKind
from motcua.procedures.models import Procedure, ProcedureVersion, Proposal, ProposalKind, ReviewItem, ReviewRound
from motcua.procedures.queries.endings import ending_of
from motcua.procedures.queries.proposal_carriers import carriers_of
from motcua.procedures.queries.review_beside import contrary_to, merged_from
from motcua.procedures.queries.reviews import ref_of
from motcua.procedures.services.reviews import one_line, open_proposals, settle
from motcua.procedures.workflow import PROPOSAL, REVIEW_ITEM, ProposalState, ReviewItemState, ReviewRoundState

_MERGE = ProposalKind.MERGE


def propose(
    item: ReviewItem,
    *,
    kind: str,
    text: str,
    actor: Actor,
    to_whom: str = "",
    merged_with: Sequence[Procedure] = (),
    on: date | None = None,
) -> Proposal:
    """Kiến nghị about a procedure under review. Raises Invalid, Refused (not under review, or settled)."""
    text, to_whom = nfc(text).strip(), " ".join(nfc(to_whom).split())
    day = on or clock.today()
    errors = []
    if kind not in ProposalKind.values:
        errors.append(FieldError("kind", N_("Chọn loại kiến nghị trong danh sách.")))
    if not text:
        errors.append(FieldError("text", N_("Ghi nội dung kiến nghị.")))
    if kind == ProposalKind.DECENTRALISE and not to_whom:
        errors.append(FieldError("to_whom", N_("Ghi cấp, cơ quan được phân cấp hoặc ủy quyền.")))
    others = [one for one in dict.fromkeys(merged_with) if one.pk != item.procedure_id] if kind == _MERGE else []
    if kind == _MERGE and not others:
        errors.append(FieldError("merged_with", N_("Ghi mã thủ tục khác sẽ được gộp với thủ tục này.")))
    errors += [
        FieldError("merged_with", why, {"code": one.display_code})
        for one in others
        if (why := _not_mergeable(item, one))
    ]
    if day > clock.today():
        errors.append(FieldError("on", N_("Ngày không thể ở tương lai.")))
    elif item.round.decision_on is not None and day < item.round.decision_on:
        errors.append(FieldError("on", N_("Ngày kiến nghị không thể trước ngày ban hành kế hoạch của đợt.")))
    if errors:
        raise Invalid("Chưa ghi được. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))
    with transaction.atomic():
        ReviewItem.objects.filter(pk=item.pk).update(version=F("version") + 1)  # nobody settles it meanwhile
        item.refresh_from_db(fields=["version", "state"])
        _need_in_hand(item)
        _refuse_contrary(item, kind)
        made = Proposal.objects.create(item=item, kind=kind, text=text[:2000], to_whom=to_whom[:300], proposed_on=day)
        made.merged_with.set(others)
        payload: dict[str, events.Plain] = {"proposal": str(made.uid), "kind": kind}
        if others:
            payload["codes"] = [one.base_code for one in others]
        events.append(ref_of(item), EventKind.PROPOSED, actor=actor, payload=payload)
    return made


def _not_mergeable(item: ReviewItem, other: Procedure) -> str:
    """Why a procedure cannot be merged with the one under review; "" where it can."""
    if other.abolished_on is not None and other.abolished_on <= clock.today():
        return N_("{code} đã bãi bỏ, không gộp được.")
    if other.kind != item.procedure.kind:
        return N_("{code} không cùng loại: thủ tục hành chính không gộp với thủ tục nội bộ.")
    if merged_from(item, other):
        return N_("Đã có kiến nghị gộp {code} với thủ tục này: giữ một trong hai.")
    return ""


def _refuse_contrary(item: ReviewItem, kind: str) -> None:
    """What excludes one another is not proposed in one review. Raises Invalid that names the first one."""
    first = contrary_to(item, kind)
    if first is None:
        return
    told = FieldError(
        "kind",
        N_(
            "Đã kiến nghị “{first}” ngày {day}. Bãi bỏ không đi cùng kiến nghị khác về cùng thủ tục: giữ một trong hai."
        ),
        {"first": first.get_kind_display(), "day": f"{first.proposed_on:%d/%m/%Y}"},
    )
    raise Invalid("Hai kiến nghị trái nhau. Đổi ý thì rút kiến nghị trước đã.", code="contrary", errors=(told,))


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about a proposal, as its paper says. A refusal gives its reason."""

    accepted: bool
    number: str
    decided_on: date
    reason: str = ""

    def columns(self, proposal: Proposal) -> dict[str, Any]:
        """As it is kept. Raises Invalid."""
        number, reason = one_line(self.number), nfc(self.reason).strip()
        errors = []
        if not number and self.accepted:
            errors.append(FieldError("number", N_("Ghi số, ký hiệu của quyết định.")))
        if not reason and not self.accepted:
            errors.append(FieldError("reason", N_("Ghi lý do không chấp thuận.")))
        if self.decided_on > clock.today():
            errors.append(FieldError("decided_on", N_("Ngày quyết định không thể ở tương lai.")))
        elif self.decided_on < proposal.proposed_on:
            errors.append(FieldError("decided_on", N_("Ngày quyết định không thể trước ngày kiến nghị.")))
        if errors:
            raise Invalid("Chưa ghi được. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))
        kept = "" if self.accepted else reason[:1000]
        return {"decision_number": number[:80], "decided_on": self.decided_on, "reason": kept}


def decide(proposal: Proposal, decision: Decision, *, actor: Actor) -> Proposal:
    """Chấp thuận or not, by a decision. With the last one the review of the procedure is settled. Raises Invalid; Refused, where another
    was quicker with who and what.
    """
    columns = decision.columns(proposal)
    if proposal.state != ProposalState.PROPOSED:
        raise _dealt_with(proposal, actor)
    item = proposal.item
    if item.state != ReviewItemState.ASSESSED:
        raise Refused("Đơn vị chưa nộp kết quả rà soát thủ tục này.", code="not_assessed")
    with transaction.atomic():
        try:
            workflow.move(proposal, PROPOSAL, _verb(decision), **columns)
        except TransitionRefused as error:
            raise _dealt_with(proposal, actor) from error
        events.append(ref_of(item), EventKind.PROPOSAL_DECIDED, actor=actor, payload=_told(proposal))
        if not open_proposals(item):
            settle(item, actor=actor)
    return proposal


def correct(
    proposal: Proposal, decision: Decision | None, *, why: str, actor: Actor, version: int | None = None
) -> Proposal:
    """Sửa a decision that was typed wrong, or void it (None): then the proposal waits again, and its procedure with it. What stood and why
    it changed stay in the trail. No longer once the report is on its way: it tells what was decided. Raises Invalid, Refused.
    """
    if version is not None and proposal.version != version:
        raise _dealt_with(proposal, actor)
    why = _need(why, "why", N_("Hãy ghi lý do sửa."))
    columns = decision.columns(proposal) if decision is not None else {}
    before, done = (
        _told(proposal),
        {"done_on": proposal.done_on, "done_note": proposal.done_note, "carried_by": proposal.carried_by},
    )
    item = proposal.item
    if decision is not None and decision.accepted and proposal.done_on and decision.decided_on > proposal.done_on:
        told = FieldError("decided_on", N_("Ngày quyết định không thể sau ngày đã ghi thực hiện xong."))
        raise Invalid("Chưa ghi được. Hãy sửa các ô được đánh dấu.", errors=(told,))
    with transaction.atomic():
        _hold_open_round(item)
        emptied = {
            "decision_number": "",
            "decided_on": None,
            "reason": "",
            "done_on": None,
            "done_note": "",
            "carried_by": None,
        }
        try:
            workflow.move(proposal, PROPOSAL, "void", **emptied)
        except TransitionRefused as error:
            raise _dealt_with(proposal, actor) from error
        if decision is not None:
            workflow.move(proposal, PROPOSAL, _verb(decision), **columns)
            if decision.accepted and done["done_on"]:
                workflow.move(proposal, PROPOSAL, "carry_out", **done)
        elif item.state == ReviewItemState.SETTLED:
            workflow.move(item, REVIEW_ITEM, "reopen")
        # what a part of the proposals saves was confirmed in sight of the decision that stood
        ReviewItem.objects.filter(pk=item.pk).update(granted_dossier=None, granted_year=None, granted_note="")
        stood = (before[key] for key in ("outcome", "number", "on", "reason"))
        payload = _told(proposal) | {
            "reason": why[:500],
            "before": " ".join(str(value) for value in (*stood, done["done_on"]) if value),
        }
        events.append(ref_of(item), EventKind.PROPOSAL_CORRECTED, actor=actor, payload=payload)
    return proposal


def carry_out(
    proposal: Proposal, *, on: date, actor: Actor, note: str = "", version: ProcedureVersion | None = None
) -> Proposal:
    """Ghi that what was decided is done, with the day, what shows it, and the version in which the registry says it (one of `carriers_of`);
    again where that came later. Raises Invalid; Refused for an abolition of what is in force.
    """
    errors = []
    if on > clock.today():
        errors.append(FieldError("on", N_("Ngày thực hiện không thể ở tương lai.")))
    elif proposal.decided_on is not None and on < proposal.decided_on:
        errors.append(FieldError("on", N_("Ngày thực hiện không thể trước ngày quyết định.")))
    if errors:
        raise Invalid("Chưa ghi được. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))
    if version is not None and version not in carriers_of(proposal):
        told = FieldError(
            "version", N_("Phiên bản này không phải của thủ tục, chưa công bố, hoặc có từ trước quyết định.")
        )
        raise Invalid("Chưa ghi được. Hãy sửa các ô được đánh dấu.", errors=(told,))
    if proposal.kind == ProposalKind.ABOLISH:
        _need_ended(proposal.item.procedure, on)
    with transaction.atomic():
        kept = {"done_on": on, "done_note": nfc(note).strip()[:500], "carried_by": version}
        workflow.move(proposal, PROPOSAL, "carry_out", **kept)
        payload: dict[str, events.Plain] = {"proposal": str(proposal.uid), "on": on}
        if version is not None:
            payload["version"] = version.number
        events.append(ref_of(proposal.item), EventKind.PROPOSAL_DONE, actor=actor, payload=payload)
    return proposal


def withdraw(proposal: Proposal, *, reason: str, actor: Actor) -> Proposal:
    """Rút what is not handed in yet, or was handed back; it stays readable with its reason. Raises Invalid, Refused."""
    reason = _need(reason, "reason", N_("Hãy ghi lý do."))
    item = proposal.item
    with transaction.atomic():
        ReviewItem.objects.filter(pk=item.pk).update(version=F("version") + 1)  # nobody hands it in meanwhile
        item.refresh_from_db(fields=["version", "state"])
        _need_in_hand(item)
        workflow.move(proposal, PROPOSAL, "withdraw", reason=reason[:1000])
        payload: dict[str, events.Plain] = {"proposal": str(proposal.uid), "reason": reason[:500]}
        events.append(ref_of(item), EventKind.PROPOSAL_WITHDRAWN, actor=actor, payload=payload)
    return proposal


def _need_in_hand(item: ReviewItem) -> None:
    """What was handed in is decided about: the unit changes it only where it is handed back. Raises Refused."""
    if item.state in (ReviewItemState.ASSESSED, ReviewItemState.SETTLED):
        raise Refused(
            "Kết quả rà soát thủ tục này đã nộp; muốn thêm hay rút kiến nghị thì phải được trả lại trước.",
            code="handed_in",
        )
    if item.state != ReviewItemState.IN_HAND or item.round.state != ReviewRoundState.UNDER_WAY:
        raise Refused("Chỉ kiến nghị được về thủ tục đang được rà soát.", code="not_open")


def _hold_open_round(item: ReviewItem) -> None:
    """The report does not go out meanwhile; once it is on its way, what it tells stays. Raises Refused."""
    ReviewRound.objects.filter(pk=item.round_id).update(version=F("version") + 1)
    item.round.refresh_from_db()
    item.refresh_from_db(fields=["version", "state"])
    match item.round.state:
        case ReviewRoundState.UNDER_WAY:
            return
        case ReviewRoundState.REPORT_IN_APPROVAL:
            raise Refused(
                "Báo cáo của đợt đang trình ký. Báo cáo phải được trả lại hoặc rút thì mới sửa được quyết định đã ghi.",
                code="reported",
            )
        case _:
            raise Refused(
                "Báo cáo của đợt ({number}) đã ghi quyết định này; không sửa được nữa.",
                number=item.round.report_number,
                code="reported",
            )


def _verb(decision: Decision) -> str:
    return "accept" if decision.accepted else "refuse"


def _told(proposal: Proposal) -> dict[str, events.Plain]:
    return {
        "proposal": str(proposal.uid),
        "outcome": str(proposal.state),
        "number": proposal.decision_number,
        "on": proposal.decided_on,
        "reason": proposal.reason[:500],
    }


_DEALT_WITH = {
    (ProposalState.ACCEPTED, True): N_("Bạn đã ghi chấp thuận kiến nghị này theo {number} lúc {at}, ở cửa sổ khác."),
    (ProposalState.ACCEPTED, False): N_("{who} đã ghi chấp thuận kiến nghị này theo {number} lúc {at}."),
    (ProposalState.REFUSED, True): N_("Bạn đã ghi không chấp thuận kiến nghị này lúc {at}, ở cửa sổ khác: {reason}"),
    (ProposalState.REFUSED, False): N_("{who} đã ghi không chấp thuận kiến nghị này lúc {at}: {reason}"),
    (ProposalState.WITHDRAWN, True): N_("Bạn đã rút kiến nghị này lúc {at}, ở cửa sổ khác: {reason}"),
    (ProposalState.WITHDRAWN, False): N_("{who} đã rút kiến nghị này lúc {at}: {reason}"),
    (ProposalState.PROPOSED, True): N_("Bạn đã hủy quyết định đã ghi về kiến nghị này lúc {at}, ở cửa sổ khác."),
    (ProposalState.PROPOSED, False): N_("{who} đã hủy quyết định đã ghi về kiến nghị này lúc {at}."),
}
"""What a late one is told, by how the proposal stands now, and whether it was oneself."""


def _dealt_with(proposal: Proposal, actor: Actor) -> Refused:
    proposal.refresh_from_db(fields=["state", "decision_number", "reason"])
    state = ProposalState.ACCEPTED if proposal.state == ProposalState.DONE else ProposalState(proposal.state)
    kinds = (EventKind.PROPOSAL_DECIDED, EventKind.PROPOSAL_CORRECTED, EventKind.PROPOSAL_WITHDRAWN)
    told = Event.objects.filter(subject=str(ref_of(proposal.item)), kind__in=kinds)
    done = told.filter(payload__proposal=str(proposal.uid)).order_by("-sequence").first()
    if done is None:
        return TransitionRefused("Kiến nghị này chưa có quyết định nào được ghi.")
    return TransitionRefused(
        _DEALT_WITH[state, was_oneself(done, actor)],
        who=done.actor_name,
        at=moment_of(done),
        number=proposal.decision_number,
        reason=proposal.reason,
    )


def _need(text: str, field: str, told: str) -> str:
    text = nfc(text).strip()
    if not text:
        raise Invalid(told, errors=(FieldError(field, told),))
    return text


def _need_ended(found: Procedure, on: date) -> None:
    """An abolition is done when the registry says so: by a decision that publishes it. Raises Refused."""
    ending = ending_of(found)
    if ending is None:
        raise Refused(
            "Thủ tục vẫn đang hiệu lực trong danh mục. Ghi quyết định công bố bãi bỏ trước, rồi ghi đã thực hiện.",
            code="still_in_force",
        )
    if ending.on > on:
        raise Refused(
            "Thủ tục chỉ hết hiệu lực từ ngày {day}: ngày thực hiện xong không thể trước ngày đó.",
            day=f"{ending.on:%d/%m/%Y}",
            code="still_in_force",
        )
