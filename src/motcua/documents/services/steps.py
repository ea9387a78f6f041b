"""The machinery of a route: opening the next step, closing the open one, keeping decisions. Part of the callers' transactions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from motcua.documents.events import EventKind
from motcua.documents.models import (
    Approval,
    ApprovalDecision,
    ApprovalHolder,
    ApprovalStep,
    ApprovalVersion,
    StoredFile,
)
from motcua.documents.queries.approvals import current_version, open_step_of, ref_of
from motcua.documents.queries.holders import barred, drafted_by, held_by, last_person, officer_acting, resolve
from motcua.documents.rules.routes import StepSpec, WhenNobody
from motcua.documents.services.files import attach_file
from motcua.documents.workflow import APPROVAL, APPROVAL_STEP, StepState
from motcua.kernel import clock, events, workflow
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Forbidden, Invalid, Refused, TransitionRefused
from motcua.kernel.refs import Ref
from motcua.kernel.text import nfc

if TYPE_CHECKING:
    from motcua.organisations.models import Officer

LONGEST_NOTE = 2000
_TOLD = N_("Văn bản đã được xử lý từ lúc bạn mở trang. Hãy tải lại trang để xem trạng thái mới.")


@dataclass(frozen=True, slots=True)
class Desk:
    """A decision about to be made: who decides, at which step, on which version, and for whom they stand in."""

    actor: Actor
    officer: Officer
    step: ApprovalStep
    version: ApprovalVersion
    now: datetime
    instead_of: Officer | None = None


def at_step(approval: Approval, verb: str, actor: Actor, *, holders_only: bool = True) -> Desk:
    """The open step and who decides it. Raises TransitionRefused (not in this state), Forbidden (it does not wait for them)."""
    if approval.state not in APPROVAL.transitions[verb].sources:
        raise TransitionRefused("Không thể thực hiện bước này ở trạng thái hiện tại.", code="transition_refused")
    officer = officer_acting(actor)
    step = open_step_of(approval)
    if step is None or step.round != approval.round:
        raise TransitionRefused(_TOLD, code="transition_refused")
    held = held_by(step, officer, clock.today())
    if held is None and holders_only:
        raise Forbidden("Bước này không chờ bạn xử lý.", code="not_yours")
    stood_in_for = held.officer if held is not None and held.officer.person_id != officer.person_id else None
    return Desk(actor, officer, step, current_version(approval), clock.now(), stood_in_for)


def refuse_own_draft(approval: Approval, officer: Officer) -> None:
    """Four eyes: who drafted neither approves nor signs."""
    if drafted_by(approval, officer):
        raise Refused("Người soạn thảo không duyệt và không ký văn bản do mình trình.", code="four_eyes")


def refuse_twice_in_a_row(approval: Approval, step: ApprovalStep, officer: Officer) -> None:
    """The same person does not approve two steps that follow each other, unless the route says so."""
    if not step.spec.get("again") and officer.person_id == last_person(approval):
        raise Refused("Người này vừa duyệt bước ngay trước; bước này cần một người khác.", code="same_person")


def advance(approval: Approval, verb: str, now: datetime, **changes: object) -> None:
    """Take a transition of the approval, guarded by the version that was seen: of two at once one wins."""
    workflow.move(approval, APPROVAL, verb, where=Q(version=approval.version), moved_at=now, **changes)


def keep_decision(desk: Desk, verb: str, note: str, *, to: Officer | None = None) -> ApprovalDecision:
    """The decision with the version it was made on."""
    return ApprovalDecision.objects.create(
        approval=desk.step.approval,
        step=desk.step,
        version=desk.version,
        sha256=desk.version.sha256,
        verb=verb,
        officer=desk.officer,
        name=desk.actor.name,
        post=desk.officer.post,
        instead_of=desk.instead_of,
        to=to,
        note=note,
        at=desk.now,
    )


def close_step(step: ApprovalStep, transition: str, now: datetime) -> None:
    workflow.move(step, APPROVAL_STEP, transition, closed_at=now)


def drop_rest(approval: Approval, now: datetime) -> None:
    """The rest of the round will not happen."""
    for step in approval.steps.filter(round=approval.round, state__in=[StepState.WAITING, StepState.OPEN]):
        close_step(step, "drop", now)


def begin_round(
    approval: Approval, content: StoredFile, *, opinion: str, officer: Officer, actor: Actor, now: datetime
) -> ApprovalVersion:
    """Keep the version, lay out the steps of the route, open the first."""
    take_file(approval, content, actor)
    version = ApprovalVersion.objects.create(
        approval=approval,
        round=approval.round,
        file=content,
        sha256=content.blob.sha256,
        submitted_by=officer,
        submitted_at=now,
        opinion=opinion,
    )
    specs = [StepSpec.of_row(row) for row in approval.route["steps"]]
    ApprovalStep.objects.bulk_create(
        ApprovalStep(
            approval=approval, round=approval.round, position=n, key=s.key, label=s.label, act=s.act, role=s.role, spec=s.row()
        )
        for n, s in enumerate(specs, start=1)
    )  # fmt: skip
    tell(
        approval,
        EventKind.APPROVAL_SUBMITTED,
        actor,
        {
            "kind": approval.kind,
            "unit": approval.unit.code,
            "route": approval.route["name"],
            "version": version.sha256,
            "drafter": officer_ref(approval.drafter),
        },
    )
    open_next(approval, actor, now)
    return version


def open_next(approval: Approval, actor: Actor, now: datetime) -> ApprovalStep:
    """Open the next step of the round whose role somebody holds, or that waits. Steps that may be passed over are."""
    for step in approval.steps.filter(round=approval.round, state=StepState.WAITING).order_by("position"):
        step.approval = approval
        holders = _holders(step)
        if not holders and step.spec.get("when_nobody") == WhenNobody.SKIP:
            workflow.move(step, APPROVAL_STEP, "skip", closed_at=now)
            tell(approval, EventKind.APPROVAL_STEP_SKIPPED, actor, {"step": step.label, "act": step.act})
            continue
        workflow.move(step, APPROVAL_STEP, "open", opened_at=now)
        hand_to(step, holders, actor, now)
        return step
    raise ValueError("a route ends with the step that issues")


def take_file(approval: Approval, file: StoredFile, actor: Actor) -> None:
    """Give a file to the approval, unless it is its record's own. Raises Refused when it belongs to something else."""
    if file.owner != approval.subject:
        attach_file(file, ref_of(approval), actor=actor)


def hand_to(
    step: ApprovalStep, holders: Sequence[Officer], actor: Actor, now: datetime, *, redirected: bool = False
) -> None:
    """Let a step wait for these officers from now on, and tell them."""
    ApprovalHolder.objects.bulk_create(
        ApprovalHolder(step=step, officer=officer, redirected=redirected, since=now) for officer in holders
    )
    payload: dict[str, events.Plain] = {
        "step": step.label,
        "act": step.act,
        "holders": [officer_ref(o) for o in holders],
    }
    tell(step.approval, EventKind.APPROVAL_STEP_OPENED, actor, payload)


def reopen_unheld(steps: Iterable[ApprovalStep], *, actor: Actor) -> int:
    """Hand steps whose holders have all left (or that never had one) to whoever holds the role now. Returns how many found somebody."""
    found = 0
    for step in steps:
        with transaction.atomic():
            holders = _holders(step)
            if not holders:
                continue
            now = clock.now()
            ApprovalHolder.objects.filter(step=step, until__isnull=True).update(until=now)
            hand_to(step, holders, actor, now)
            found += 1
    return found


def tell(approval: Approval, kind: EventKind, actor: Actor, payload: dict[str, events.Plain]) -> None:
    """One event of the approval; each names the record that is to be signed and the round."""
    known: dict[str, events.Plain] = {"subject": Ref.parse(approval.subject), "round": approval.round}
    events.append(ref_of(approval), kind, actor=actor, payload=known | payload)


def officer_ref(officer: Officer) -> Ref:
    return Ref.to("officer", officer.uid)


def note_of(text: str, *, needed: str = "") -> str:
    """A note as it is kept. `needed`: the sentence for who leaves it out."""
    note = nfc(text).strip()
    if needed and not note:
        raise Invalid(needed, errors=(FieldError("note", needed),))
    if len(note) > LONGEST_NOTE:
        told = FieldError("note", N_("Tối đa {most} ký tự."), {"most": LONGEST_NOTE})
        raise Invalid("Ý kiến dài quá.", errors=(told,))
    return note


def _holders(step: ApprovalStep) -> list[Officer]:
    approval = step.approval
    return resolve(
        StepSpec.of_row(step.spec),
        unit=approval.unit,
        drafting_unit=approval.drafting_unit,
        on=clock.today(),
        without=barred(step),
    )
