"""Acts over very many procedures: at once while they are small, by a job in portions when they are not.

Each procedure is done whole or not at all, together with its line. What was done stays when the act is stopped or breaks off; run again,
it goes on with the procedures that are left.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F, Q

from motcua.documents.queries.law import document_by_uid
from motcua.documents.queries.law import ref_of as document_ref
from motcua.kernel import batches, clock, events, jobs
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused
from motcua.kernel.refs import Ref
from motcua.organisations.queries.units import units_where
from motcua.procedures.events import EventKind
from motcua.procedures.models import (
    AssignmentRole,
    BulkAct,
    BulkKind,
    BulkLine,
    BulkState,
    CompetenceTransfer,
    Procedure,
)
from motcua.procedures.queries.assignments import transfer_ref
from motcua.procedures.queries.bulk import ref_of, working_job
from motcua.procedures.queries.registry import has_ended
from motcua.procedures.services.assignments import assign, hold, refuse_ended, refuse_unfit, refuse_wrong
from motcua.procedures.services.marks import (
    bearing,
    internal,
    levelled_later,
    outside,
    refuse_again,
    refuse_internal,
    refuse_later,
    refuse_outside,
    refuse_wrong_flag,
    refuse_wrong_level,
    set_flags,
    set_level,
)
from motcua.procedures.services.transfers import Planned, give_back, move_over, open_reversal, open_transfer

if TYPE_CHECKING:
    from motcua.documents.models import LegalDocument
    from motcua.organisations.models import Unit

JOB = "procedures_bulk"
PORTION = 250
"""The most that one transaction of the job writes, counted in rows: 30 to 45 ms of a quiet machine as measured."""
AIM = 0.04
"""Seconds that a portion should take, so that nobody waits for it: on a busy machine the next one is as much smaller."""
AT_ONCE = 250
"""As much is written in the request; more goes to a job."""
_EACH = 20
"""A procedure takes as long as so many rows of it: its line, its event, its version (measured: 2 to 4 ms against 0.15)."""
Progress = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one procedure."""

    made: int = 0
    there: int = 0
    reason: str = ""

    @property
    def state(self) -> BulkState:
        if self.reason:
            return BulkState.ASIDE
        return BulkState.DONE if self.made else BulkState.UNCHANGED


Work = Callable[[Sequence[Procedure]], Mapping[int, Outcome]]
"""Does its part of the act to some procedures, in the caller's transaction: procedure (key) → what became of it."""


def assign_many(
    procedures: Sequence[Procedure],
    units: Sequence[Unit],
    *,
    role: str,
    valid_from: date,
    actor: Actor,
    decision: LegalDocument | None = None,
    counter: Unit | None = None,
    confirmed: bool | None = None,
) -> BulkAct:
    """Giao very many procedures to units. Raises Invalid. `confirmed`: a person gives them and has, or has not, confirmed what does not
    fit the level of a unit (`refuse_unfit`); None asks nobody.
    """
    refuse_wrong(procedures, units, role=role, valid_from=valid_from)
    refuse_ended(procedures, valid_from)
    if confirmed is not None:
        refuse_unfit(procedures, units, [role], valid_from, decision=decision, confirmed=confirmed)
    facts = {
        "role": role,
        "from": valid_from.isoformat(),
        "units": [str(unit.uid) for unit in units],
        "counter": str(counter.uid) if counter else "",
        "document": _cited(decision),
    }
    return _begin(BulkKind.ASSIGN, procedures, facts, rows=len(procedures) * len(units), actor=actor)


def flag_many(
    procedures: Sequence[Procedure],
    *,
    kind: str,
    valid_from: date,
    decision: LegalDocument | None,
    actor: Actor,
    aside: bool = True,
) -> BulkAct:
    """Đánh dấu very many procedures; those that are not in force on the day are set `aside`, or refused all together. Raises Invalid."""
    cited = refuse_wrong_flag(procedures, kind=kind, decision=decision)
    if not aside:
        refuse_internal(procedures)
        refuse_outside(procedures, valid_from)
    if len(procedures) == 1:
        refuse_again(procedures[0], kind, valid_from)
    facts = {"kind": kind, "from": valid_from.isoformat(), "document": _cited(cited)}
    return _begin(BulkKind.FLAG, procedures, facts, rows=len(procedures), actor=actor)


def level_many(
    procedures: Sequence[Procedure],
    *,
    level: str,
    valid_from: date,
    actor: Actor,
    reason: str = "",
    reason_words: str = "",
    decision: LegalDocument | None = None,
    aside: bool = True,
) -> BulkAct:
    """Xác định mức độ of very many procedures; those with a level from the day on, and those not in force, are set `aside`, or refused
    all together. Raises Invalid.
    """
    regime = refuse_wrong_level(procedures, level=level, reason=reason, valid_from=valid_from)
    if not aside:
        refuse_internal(procedures)
        refuse_outside(procedures, valid_from)
        refuse_later(procedures, valid_from)
    facts = {
        "regime": regime.key,
        "level": level,
        "cause": reason,
        "words": reason_words,
        "from": valid_from.isoformat(),
        "document": _cited(decision),
    }
    return _begin(BulkKind.LEVEL, procedures, facts, rows=len(procedures), actor=actor)


def transfer_many(
    planned: Planned, *, decision: LegalDocument | None, actor: Actor, confirmed: bool | None = None
) -> CompetenceTransfer:
    """Chuyển thẩm quyền as it was planned. Raises Invalid without decision, and as `assign_many` for what has to be `confirmed`."""
    if decision is None:
        told = FieldError("decision", N_("Ghi văn bản chuyển thẩm quyền."))
        raise Invalid("Chưa chuyển được. Hãy sửa các ô được đánh dấu.", errors=(told,))
    moving = planned.procedures_in_order
    if confirmed is not None:
        refuse_unfit(moving, planned.to_units, planned.roles, planned.on, decision=decision, confirmed=confirmed)
    with transaction.atomic():
        transfer = open_transfer(planned, actor=actor, decision=decision)
        facts = {"units": [str(unit.uid) for unit in planned.to_units], "from": planned.on.isoformat()}
        rows = max(planned.made, len(planned.lines))
        _begin(BulkKind.TRANSFER, moving, facts, rows=rows, actor=actor, transfer=transfer)
    return transfer


def reverse_many(transfer: CompetenceTransfer, *, reason: str, actor: Actor) -> CompetenceTransfer:
    """Hoàn lại a transfer as one operation, also one that was stopped half way. Raises Invalid, Refused."""
    if working_job(transfer) is not None:
        raise Refused("Việc chuyển đang chạy. Hãy đợi xong, hoặc dừng việc đó rồi hoàn lại.", code="still_moving")
    with transaction.atomic():
        procedures = open_reversal(transfer, reason=reason, actor=actor)
        rows = transfer.made.count() + transfer.ended.count()
        _begin(BulkKind.REVERSAL, procedures, {}, rows=rows, actor=actor, transfer=transfer)
    transfer.refresh_from_db()
    return transfer


def carry_on(act: BulkAct, *, actor: Actor, progress: Progress | None = None) -> None:
    """Do what is left of an act, in portions. Safe to run again, and by two at once: each line is done by one of them."""
    work = _WORK[BulkKind(act.kind)](act, actor)
    total = act.lines.count()
    size = most = max(1, PORTION // (_EACH + max(1, len(act.facts.get("units", ())))))
    left = act.lines.filter(state=BulkState.WAITING)
    while True:
        with batches.batch():
            BulkAct.objects.filter(pk=act.pk).update(ended_at=F("ended_at"))  # whoever else runs it waits here
            start = time.monotonic()
            lines = list(left.select_related("procedure").order_by("pk")[:size])
            if not lines:
                BulkAct.objects.filter(pk=act.pk, ended_at__isnull=True).update(ended_at=clock.now())
                break
            outcomes = work([line.procedure for line in lines])
            for line in lines:
                found = outcomes.get(line.procedure_id, Outcome())
                line.state, line.made, line.there, line.reason = found.state, found.made, found.there, found.reason
            BulkLine.objects.bulk_update(lines, ["state", "made", "there", "reason"], batch_size=200)
            size = max(1, min(most, round(size * AIM / max(time.monotonic() - start, 1e-6))))
        if progress is not None:
            progress(total - left.count(), total)
    act.refresh_from_db()


def _begin(
    kind: BulkKind,
    procedures: Iterable[Procedure],
    facts: dict[str, Any],
    *,
    rows: int,
    actor: Actor,
    transfer: CompetenceTransfer | None = None,
) -> BulkAct:
    """Write down what is to be done; do it at once where it is small, else queue it."""
    with transaction.atomic():
        act = BulkAct.objects.create(
            kind=kind, facts=facts, transfer=transfer, started_at=clock.now(), by_name=actor.name
        )
        lines = [BulkLine(act=act, procedure=one) for one in dict.fromkeys(procedures)]
        BulkLine.objects.bulk_create(lines, batch_size=500)
        payload: dict[str, events.Plain] = {
            "bulk_kind": kind.value,
            "procedures": len(lines),
            "from": facts.get("from"),
        }
        events.append(ref_of(act), EventKind.BULK_BEGUN, actor=actor, payload=payload)
        if rows + _EACH * len(lines) <= AT_ONCE:
            carry_on(act, actor=actor)
            return act
        subject = ref_of(act) if transfer is None else transfer_ref(transfer)
        title = f"{kind.label}: {len(lines)} thủ tục"
        job = jobs.enqueue(JOB, {"act": str(act.uid)}, actor=actor, title=title, subject=subject)
        BulkAct.objects.filter(pk=act.pk).update(job=str(job.uid))
        act.job = str(job.uid)
    return act


def _assigning(act: BulkAct, actor: Actor) -> Work:
    facts = act.facts
    units = _units(facts["units"])
    counter = next(iter(_units([facts["counter"]])), None) if facts["counter"] else None
    decision, since = _decision(facts), date.fromisoformat(facts["from"])
    to_citizens = counter is not None or facts["role"] == AssignmentRole.RECEIVING

    def work(procedures: Sequence[Procedure]) -> Mapping[int, Outcome]:
        ended = {p.pk for p in procedures if has_ended(p, since)}
        inside = internal(procedures) - ended if to_citizens else set()
        aside = dict.fromkeys(ended, _ENDED) | dict.fromkeys(inside, _NO_COUNTER)
        left = [p for p in procedures if p.pk not in aside]
        if not left:
            return aside
        done = assign(
            left, units, role=facts["role"], valid_from=since, decision=decision, counter=counter, actor=actor
        )
        made = {p.pk: done.of.get(p.pk, 0) for p in left}
        return {key: Outcome(n, len(units) - n) for key, n in made.items()} | aside

    return work


def _flagging(act: BulkAct, actor: Actor) -> Work:
    facts = act.facts
    decision, since = _decision(facts), date.fromisoformat(facts["from"])

    def work(procedures: Sequence[Procedure]) -> Mapping[int, Outcome]:
        hold(procedures)
        aside = _set_aside(procedures, since)
        there = bearing(procedures, facts["kind"], since)
        if inside := [p for p in procedures if p.pk not in aside]:
            set_flags(inside, kind=facts["kind"], valid_from=since, decision=decision, actor=actor)
        done = {p.pk: Outcome(there=1) if p.pk in there else Outcome(made=1) for p in inside}
        return done | aside

    return work


def _levelling(act: BulkAct, actor: Actor) -> Work:
    facts = act.facts
    decision, since = _decision(facts), date.fromisoformat(facts["from"])

    def work(procedures: Sequence[Procedure]) -> Mapping[int, Outcome]:
        hold(procedures)
        later = Outcome(reason=N_("Đã xác định mức độ từ ngày này hoặc sau đó."))
        aside = dict.fromkeys(levelled_later(procedures, since), later) | _set_aside(procedures, since)
        if free := [p for p in procedures if p.pk not in aside]:
            set_level(
                free,
                level=facts["level"],
                valid_from=since,
                reason=facts["cause"],
                reason_words=facts["words"],
                decision=decision,
                actor=actor,
            )
        return {p.pk: Outcome(made=1) for p in free} | aside

    return work


def _transferring(act: BulkAct, actor: Actor) -> Work:
    transfer = CompetenceTransfer.objects.select_related("decision").get(acts=act)
    units = _units(act.facts["units"])
    gone = Outcome(reason=N_("Đơn vị giao không còn thực hiện thủ tục này."))

    def work(procedures: Sequence[Procedure]) -> Mapping[int, Outcome]:
        if CompetenceTransfer.objects.filter(pk=transfer.pk, reversed_at__isnull=False).exists():
            raise Refused("Lần chuyển này đã được hoàn lại.")
        done = move_over(transfer, procedures, units, actor=actor)
        return {p.pk: Outcome(*done[p.pk]) if p.pk in done else gone for p in procedures}

    return work


def _reversing(act: BulkAct, actor: Actor) -> Work:  # noqa: ARG001 - the event of the reversal names its actor
    transfer = CompetenceTransfer.objects.get(acts=act)

    def work(procedures: Sequence[Procedure]) -> Mapping[int, Outcome]:
        back = give_back(transfer, procedures)
        return {p.pk: Outcome(made=back.get(p.pk, 0)) for p in procedures}

    return work


_WORK: dict[BulkKind, Callable[[BulkAct, Actor], Work]] = {
    BulkKind.ASSIGN: _assigning,
    BulkKind.FLAG: _flagging,
    BulkKind.LEVEL: _levelling,
    BulkKind.TRANSFER: _transferring,
    BulkKind.REVERSAL: _reversing,
}


_ENDED = Outcome(reason=N_("Thủ tục đã bãi bỏ vào ngày này."))
_OUTSIDE = Outcome(reason=N_("Chưa có nội dung hiệu lực vào ngày này, hoặc đã bãi bỏ."))


_INTERNAL = Outcome(reason=N_("Thủ tục nội bộ không nhận: người dân không nộp."))
_NO_COUNTER = Outcome(reason=N_("Thủ tục nội bộ không nhận: không tiếp nhận tại quầy của người dân."))


def _set_aside(procedures: Sequence[Procedure], since: date) -> dict[int, Outcome]:
    """What can bear neither flag nor level from a day on, and why."""
    return dict.fromkeys(outside(procedures, since), _OUTSIDE) | dict.fromkeys(internal(procedures), _INTERNAL)


def _cited(decision: LegalDocument | None) -> str:
    return str(document_ref(decision)) if decision is not None else ""


def _units(uids: Sequence[str]) -> list[Unit]:
    return list(units_where(Q(uid__in=uids)).order_by("pk"))


def _decision(facts: Mapping[str, Any]) -> LegalDocument | None:
    return document_by_uid(Ref.parse(facts["document"]).uid) if facts["document"] else None
