"""What is proposed after a review, the decision about it, and whether it was carried out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import F

from motcua.kernel import clock, events, workflow
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused
from motcua.kernel.text import nfc
from motcua.procedures.events import EventKind
from motcua.procedures.models import Procedure, Proposal, ProposalKind, ReviewItem
from motcua.procedures.queries.endings import ending_of
from motcua.procedures.queries.reviews import ref_of
from motcua.procedures.services.reviews import open_proposals, settle
from motcua.procedures.workflow import PROPOSAL, ReviewItemState, ReviewRoundState

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
    if day > clock.today():
        errors.append(FieldError("on", N_("Ngày không thể ở tương lai.")))
    elif item.round.decision_on is not None and day < item.round.decision_on:
        errors.append(FieldError("on", N_("Ngày kiến nghị không thể trước ngày ban hành kế hoạch của đợt.")))
    if errors:
        raise Invalid("Chưa ghi được. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))
    with transaction.atomic():
        ReviewItem.objects.filter(pk=item.pk).update(version=F("version") + 1)  # nobody settles it meanwhile
        item.refresh_from_db(fields=["version", "state"])
        open_item = item.state in (ReviewItemState.IN_HAND, ReviewItemState.ASSESSED)
        if not open_item or item.round.state != ReviewRoundState.UNDER_WAY:
            raise Refused("Chỉ kiến nghị được về thủ tục đang được rà soát.", code="not_open")
        made = Proposal.objects.create(item=item, kind=kind, text=text[:2000], to_whom=to_whom[:300], proposed_on=day)
        made.merged_with.set(others)
        payload: dict[str, events.Plain] = {"proposal": str(made.uid), "kind": kind}
        if others:
            payload["codes"] = [one.base_code for one in others]
        events.append(ref_of(item), EventKind.PROPOSED, actor=actor, payload=payload)
    return made


def decide(
    proposal: Proposal, *, accepted: bool, number: str, decided_on: date, actor: Actor, reason: str = ""
) -> Proposal:
    """Chấp thuận or not, by a decision. A refusal gives its reason. With the last one the review of the procedure is settled."""
    number, reason = " ".join(nfc(number).split()), nfc(reason).strip()
    errors = []
    if not number and accepted:
        errors.append(FieldError("number", N_("Ghi số, ký hiệu của quyết định.")))
    if not reason and not accepted:
        errors.append(FieldError("reason", N_("Ghi lý do không chấp thuận.")))
    if decided_on > clock.today():
        errors.append(FieldError("decided_on", N_("Ngày quyết định không thể ở tương lai.")))
    elif decided_on < proposal.proposed_on:
        errors.append(FieldError("decided_on", N_("Ngày quyết định không thể trước ngày kiến nghị.")))
    if errors:
        raise Invalid("Chưa ghi được. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))
    item = proposal.item
    if item.state != ReviewItemState.ASSESSED:
        raise Refused("Đơn vị chưa nộp kết quả rà soát thủ tục này.", code="not_assessed")
    with transaction.atomic():
        verb = "accept" if accepted else "refuse"
        workflow.move(
            proposal, PROPOSAL, verb, decision_number=number[:80], decided_on=decided_on, reason=reason[:1000]
        )
        payload: dict[str, events.Plain] = {
            "proposal": str(proposal.uid),
            "outcome": str(proposal.state),
            "number": number,
            "reason": reason[:500],
        }
        events.append(ref_of(item), EventKind.PROPOSAL_DECIDED, actor=actor, payload=payload)
        if not open_proposals(item):
            settle(item, actor=actor)
    return proposal


def carry_out(proposal: Proposal, *, on: date, actor: Actor, note: str = "") -> Proposal:
    """Ghi that what was decided is done, with the day and what shows it. Raises Invalid; Refused for an abolition of what is in force."""
    errors = []
    if on > clock.today():
        errors.append(FieldError("on", N_("Ngày thực hiện không thể ở tương lai.")))
    elif proposal.decided_on is not None and on < proposal.decided_on:
        errors.append(FieldError("on", N_("Ngày thực hiện không thể trước ngày quyết định.")))
    if errors:
        raise Invalid("Chưa ghi được. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))
    if proposal.kind == ProposalKind.ABOLISH:
        _need_ended(proposal.item.procedure, on)
    with transaction.atomic():
        workflow.move(proposal, PROPOSAL, "carry_out", done_on=on, done_note=nfc(note).strip()[:500])
        payload: dict[str, events.Plain] = {"proposal": str(proposal.uid), "on": on}
        events.append(ref_of(proposal.item), EventKind.PROPOSAL_DONE, actor=actor, payload=payload)
    return proposal


def withdraw(proposal: Proposal, *, reason: str, actor: Actor) -> Proposal:
    """Rút what is not decided yet; it stays readable with its reason."""
    reason = nfc(reason).strip()
    if not reason:
        raise Invalid("Hãy ghi lý do.", errors=(FieldError("reason", N_("Hãy ghi lý do.")),))
    with transaction.atomic():
        workflow.move(proposal, PROPOSAL, "withdraw", reason=reason[:1000])
        payload: dict[str, events.Plain] = {"proposal": str(proposal.uid), "reason": reason[:500]}
        events.append(ref_of(proposal.item), EventKind.PROPOSAL_WITHDRAWN, actor=actor, payload=payload)
    return proposal


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
