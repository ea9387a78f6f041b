"""Trình ký: the draft of an answer or an apology goes on a route; what the route decides moves the dossier in the same transaction."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q

from motcua.documents.queries.approvals import approval_of
from motcua.documents.services.approvables import Approvable, Issue
from motcua.documents.services.approvals import submit
from motcua.documents.services.files import need_paper
from motcua.dossiers import events as kinds
from motcua.dossiers.models import Decision, DecisionKind, Dossier, DossierStep
from motcua.dossiers.queries.decisions import KIND, decision_named, open_decision
from motcua.dossiers.queries.dossiers import open_steps, ref_of, table_for
from motcua.dossiers.rules import routing
from motcua.dossiers.services.acting import NOT_DONE, officer_of, reason_of, touched
from motcua.dossiers.services.ending import process
from motcua.dossiers.services.extending import extend
from motcua.dossiers.services.progress import pass_on, reopen
from motcua.dossiers.services.steps import still_open
from motcua.dossiers.workflow import ACTIVE, DossierState
from motcua.kernel import clock, events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, TransitionRefused
from motcua.kernel.refs import Ref
from motcua.organisations.queries.seated import house_of
from motcua.organisations.queries.units import units_where
from motcua.records.services import Issued

if TYPE_CHECKING:
    from motcua.documents.models import StoredFile

LETTER, DECIDED = "letter", "decision"
DONE_BY = {"review": "dossiers.check", "sign": "dossiers.decide"}
"""Act of a route → the step of a dossier that it does. That the office checks the form is no step of a dossier."""


def propose(
    dossier: Dossier,
    step: DossierStep,
    *,
    file: StoredFile,
    actor: Actor,
    negative: bool = False,
    article: str = "",
    note: str = "",
) -> Decision:
    """The draft answer goes on the route of the agency; the steps behind follow it. Raises Invalid, Refused, TransitionRefused.

    One that came back goes on a new round with the new draft.
    """
    if dossier.state not in (DossierState.ACCEPTED, DossierState.IN_PROCESS):
        raise TransitionRefused("Hồ sơ không ở trạng thái trình ký được.", code="transition_refused")
    ground = reason_of(article, field="article", most=500)
    if negative and not ground:
        told = FieldError("article", N_("Từ chối giải quyết phải ghi điều khoản làm căn cứ."))
        raise Invalid(NOT_DONE, errors=(told,))
    need_paper(file, "file")
    step = still_open(dossier, step)
    said = reason_of(note, field="note")
    now = clock.now()
    with transaction.atomic():
        decision = open_decision(dossier, DecisionKind.RESULT) or Decision(dossier=dossier, kind=DecisionKind.RESULT)
        decision.step, decision.negative, decision.article, decision.drafted_at = step, negative, ground, now
        decision.save()
        pass_on(dossier, step, actor=actor, at=now, note=said)
        _submit(decision, file, kind=LETTER if negative else DECIDED, actor=actor, opinion=said)
        _tell(decision, kinds.PROPOSED, actor, now, negative=negative)
    return decision


def propose_extension(
    dossier: Dossier, *, until: datetime, reason: str, file: StoredFile, actor: Actor, ground: str = ""
) -> Decision:
    """The draft of an apology with a new date goes to the head; the date moves when it is issued."""
    if dossier.state not in ACTIVE or dossier.effective_due_at is None:
        raise TransitionRefused("Chỉ hẹn lại được hồ sơ đang giải quyết.", code="transition_refused")
    told = reason_of(reason, field="reason", needed=N_("Ghi lý do chưa trả được kết quả đúng hẹn."))
    now = clock.now()
    if until <= max(now, dossier.effective_due_at):
        wrong = FieldError("until", N_("Ngày hẹn lại phải sau ngày đến hạn hiện nay."))
        raise Invalid(NOT_DONE, errors=(wrong,))
    need_paper(file, "file")
    with transaction.atomic():
        decision = open_decision(dossier, DecisionKind.EXTENSION) or Decision(
            dossier=dossier, kind=DecisionKind.EXTENSION
        )
        decision.until, decision.reason, decision.drafted_at = until, told, now
        decision.ground = reason_of(ground, field="ground", most=1000)
        decision.save()
        touched(dossier)
        _submit(decision, file, kind=LETTER, actor=actor, opinion=told)
        _tell(decision, kinds.PROPOSED, actor, now, until=until)
    return decision


def _submit(decision: Decision, file: StoredFile, *, kind: str, actor: Actor, opinion: str) -> None:
    dossier = decision.dossier
    unit = units_where(Q(pk=house_of(dossier.unit_id or 0, clock.today()))).get()
    title = f"{decision.get_kind_display()}: {dossier.procedure_version.name} ({dossier.code})"
    ref = Ref.to(KIND, decision.uid)
    submit(ref, kind=_kept_kind(ref, kind), title=title[:1000], unit=unit, content=file, actor=actor, opinion=opinion)


def _kept_kind(ref: Ref, kind: str) -> str:
    """What came back keeps its type: a new round is of the same paper."""
    there = approval_of(ref)
    return there.kind if there is not None and there.state == "returned" else kind


def _passed(uid: str, act: str, actor: Actor) -> None:
    """A step of the route was done: the step of the dossier that it does is done too."""
    decision = decision_named(uid)
    if decision is None or decision.kind != DecisionKind.RESULT:
        return
    dossier = decision.dossier
    last = routing.last_before_return(table_for(dossier))
    for step in open_steps(dossier):
        if step.action == DONE_BY.get(act) and step.key not in last:
            pass_on(dossier, step, actor=actor, at=clock.now())
            return


def _issued(uid: str, issue: Issue) -> None:
    """Văn thư has given the number: the answer stands, or the date moves."""
    decision = decision_named(uid)
    if decision is None:
        return
    dossier = decision.dossier
    if decision.kind == DecisionKind.EXTENSION:
        extend(
            dossier,
            until=decision.until or clock.now(),
            reason=decision.reason,
            letter=issue.number,
            signer=issue.signer,
            ground=decision.ground,
            actor=issue.actor,
        )
    else:
        outcome = Issued(
            number=issue.number,
            issued_on=issue.issued_on,
            signer=issue.signer,
            signer_post=issue.signer_post,
            capacity=issue.capacity,
            file=issue.file,
            title=dossier.procedure_version.name,
            negative=decision.negative,
            article=decision.article,
            approval=str(issue.approval or ""),
        )
        process(dossier, None, outcome=outcome, actor=issue.actor)
    Decision.objects.filter(pk=decision.pk).update(closed_at=clock.now())


def _returned(uid: str, note: str, actor: Actor) -> None:
    """Back to whoever proposed it, with the reason."""
    decision = decision_named(uid)
    if decision is not None and decision.step is not None:
        reopen(decision.dossier, decision.step, actor=actor, reason=note)


def _withdrawn(uid: str, reason: str, actor: Actor) -> None:
    """Its drafter took it back."""
    decision = decision_named(uid)
    if decision is None:
        return
    Decision.objects.filter(pk=decision.pk).update(closed_at=clock.now())
    if decision.step is not None:
        reopen(decision.dossier, decision.step, actor=actor, reason=reason)


def _tell(decision: Decision, kind: str, actor: Actor, at: datetime, **payload: Any) -> None:
    officer_of(actor)
    facts = {"document": Ref.to(KIND, decision.uid), **payload}
    events.append(ref_of(decision.dossier), kind, actor=actor, payload=facts, at=at)


APPROVABLE = Approvable(issued=_issued, returned=_returned, withdrawn=_withdrawn, passed=_passed)
