"""Chuyển thẩm quyền: competence over procedures goes from one unit to others on a day, as one operation that is taken back as one.

It goes over procedure by procedure, each whole or not at all, so that very many can be carried out portion by portion.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from motcua.kernel import clock, events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused
from motcua.kernel.text import nfc
from motcua.procedures.events import EventKind
from motcua.procedures.models import Assignment, AssignmentRole, CompetenceTransfer, Procedure
from motcua.procedures.queries.assignments import carried_on, held_by, transfer_ref
from motcua.procedures.services.assignments import end, hold, not_existing, pairs, tell

if TYPE_CHECKING:
    from motcua.documents.models import LegalDocument
    from motcua.organisations.models import Unit


@dataclass(frozen=True, slots=True)
class Line:
    """One procedure and role of a transfer: the row that ends, and the units that are given it; `there` hold it already."""

    ending: Assignment
    to: tuple[Unit, ...]
    there: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """What a transfer would do; nothing is written. `procedures` differ, `lines` are by role."""

    from_unit: Unit
    to_units: tuple[Unit, ...]
    roles: tuple[str, ...]
    on: date
    lines: tuple[Line, ...]

    @property
    def procedures(self) -> int:
        return len({line.ending.procedure_id for line in self.lines})

    @property
    def procedures_in_order(self) -> list[Procedure]:
        return list({line.ending.procedure_id: line.ending.procedure for line in self.lines}.values())

    @property
    def made(self) -> int:
        return sum(len(line.to) for line in self.lines)


def plan_transfer(
    from_unit: Unit,
    to_units: Sequence[Unit],
    *,
    roles: Sequence[str],
    on: date,
    procedures: Sequence[Procedure] | None = None,
) -> Planned:
    """Xem trước: which rows end on the day and which begin; of some procedures only when they are given. Raises Invalid."""
    errors = []
    if not to_units:
        errors.append(FieldError("to_units", N_("Chọn ít nhất một đơn vị tiếp nhận.")))
    if from_unit.pk in {u.pk for u in to_units}:
        errors.append(FieldError("to_units", N_("Đơn vị giao không thể đồng thời là đơn vị nhận.")))
    if not roles or not set(roles) <= set(AssignmentRole.values):
        errors.append(FieldError("roles", N_("Chọn ít nhất một vai trò.")))
    errors += [FieldError("to_units", e.template, e.params) for e in not_existing(to_units, on)]
    if errors:
        raise Invalid("Chưa chuyển được. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))
    rows = held_by(from_unit.pk, roles, on)
    if procedures is not None:
        rows = rows.filter(procedure__in=[p.pk for p in procedures])
    ending = list(rows)
    if not ending:
        told = FieldError("from_unit", N_("Đơn vị này không thực hiện thủ tục nào như vậy vào ngày đó."))
        raise Invalid("Không có gì để chuyển.", errors=(told,))
    return Planned(from_unit, tuple(to_units), tuple(roles), on, _lines(ending, to_units, on))


def open_transfer(planned: Planned, *, actor: Actor, decision: LegalDocument) -> CompetenceTransfer:
    """The record of a transfer whose procedures have still to go over. Part of the caller's transaction."""
    transfer = CompetenceTransfer.objects.create(
        from_unit=planned.from_unit,
        roles=list(planned.roles),
        on=planned.on,
        decision=decision,
        carried_out_at=clock.now(),
        by_name=actor.name,
        counts={"procedures": planned.procedures, "units": len(planned.to_units), "made": planned.made, "until": {}},
    )
    payload: dict[str, events.Plain] = {
        "unit": planned.from_unit.code,
        "units": [u.code for u in planned.to_units],
        "on": planned.on,
        "count": planned.procedures,
        "document": decision.number,
    }
    events.append(transfer_ref(transfer), EventKind.TRANSFERRED, actor=actor, payload=payload)
    return transfer


def move_over(
    transfer: CompetenceTransfer, procedures: Sequence[Procedure], to_units: Sequence[Unit], *, actor: Actor
) -> Mapping[int, tuple[int, int]]:
    """Let the competence over these procedures go over: procedure (key) → rows made, and pairs that were there before.

    What the unit does not hold any more has no entry. Part of the caller's transaction; as many queries for one as for a hundred.
    """
    hold(procedures)
    rows = held_by(transfer.from_unit_id, transfer.roles, transfer.on).filter(procedure__in=[p.pk for p in procedures])
    lines = _lines(list(rows), to_units, transfer.on)
    end([line.ending for line in lines], transfer.on, transfer)
    made = [
        Assignment(
            procedure=line.ending.procedure,
            unit=unit,
            role=line.ending.role,
            decision=transfer.decision,
            valid_from=transfer.on,
            transfer=transfer,
        )
        for line in lines
        for unit in line.to
    ]
    Assignment.objects.bulk_create(made, batch_size=500)
    until = {str(x.ending.uid): x.ending.valid_to.isoformat() for x in lines if x.ending.valid_to}
    if until:
        transfer.counts["until"] |= until
        CompetenceTransfer.objects.filter(pk=transfer.pk).update(counts=transfer.counts)
    number = transfer.decision.number if transfer.decision else None
    facts: dict[str, events.Plain] = {"from": transfer.on, "document": number}
    for role in transfer.roles:
        tell(EventKind.ASSIGNED, [r for r in made if r.role == role], actor, facts | {"role": role})
    done: dict[int, tuple[int, int]] = {}
    for line in lines:
        before = done.get(line.ending.procedure_id, (0, 0))
        done[line.ending.procedure_id] = (before[0] + len(line.to), before[1] + len(line.there))
    return done


def open_reversal(transfer: CompetenceTransfer, *, reason: str, actor: Actor) -> list[Procedure]:
    """Record that a transfer is taken back as one operation, and what it had made; gives the procedures that have still to go back.
    Before its day everything will be as it was; after it the new units' share ends today, and what was taken from the old unit is given
    back from today: the days between were the new units' own. Part of the caller's transaction. Raises Invalid, Refused.
    """
    reason = nfc(reason).strip()[:500]
    if not reason:
        raise Invalid("Hãy ghi lý do.", errors=(FieldError("reason", N_("Hãy ghi lý do.")),))
    names = ("procedure__base_code", "unit__code", "role", "valid_from", "valid_to")
    if (later := carried_on(transfer)) is not None:
        raise Refused(
            "Có thủ tục đã chuyển tiếp theo {document} từ ngày {day}. Hãy hoàn lại lần chuyển đó trước.",
            code="carried_on",
            document=later.decision.number if later.decision else "–",
            day=f"{later.on:%d/%m/%Y}",
        )
    back = [_kept(*row) for row in transfer.made.order_by("pk").values_list(*names)]
    ended = transfer.ended.count()
    rows = CompetenceTransfer.objects.filter(pk=transfer.pk, reversed_at__isnull=True)
    facts = {"reversed_at": clock.now(), "reversed_by": actor.name, "reverse_reason": reason, "taken_back": back}
    if rows.update(**facts) != 1:
        raise Refused("Lần chuyển này đã được hoàn lại.")
    payload: dict[str, events.Plain] = {"reason": reason, "count": ended}
    events.append(transfer_ref(transfer), EventKind.TRANSFER_REVERSED, actor=actor, payload=payload)
    touched = Q(pk__in=transfer.made.values("procedure")) | Q(pk__in=transfer.ended.values("procedure"))
    return list(Procedure.objects.filter(touched).order_by("sort_key", "pk"))


def give_back(transfer: CompetenceTransfer, procedures: Sequence[Procedure]) -> Mapping[int, int]:
    """Let these procedures go back to the unit: procedure (key) → rows that hold again. Part of the caller's transaction."""
    today = clock.today()
    hold(procedures)
    made = list(transfer.made.filter(procedure__in=procedures).order_by("pk"))
    ended = list(transfer.ended.filter(procedure__in=procedures).order_by("pk"))
    if transfer.on > today:
        Assignment.objects.filter(pk__in=[r.pk for r in made]).delete()
        _run_on(ended, transfer)
        return Counter(row.procedure_id for row in ended)
    end([row for row in made if row.valid_to is None or row.valid_to > today], today)
    taken = pairs([r.procedure_id for r in ended], [transfer.from_unit_id], today)
    again = [
        Assignment(
            procedure_id=row.procedure_id,
            unit_id=row.unit_id,
            role=row.role,
            counter_id=row.counter_id,
            decision_id=row.decision_id,
            transfer_id=row.transfer_id,  # who gave it to the unit takes it back there too
            valid_from=today,
        )
        for row in ended
        if (row.procedure_id, row.unit_id, row.role) not in taken
    ]
    Assignment.objects.bulk_create(again, batch_size=500)
    return Counter(row.procedure_id for row in again)


def _lines(ending: Sequence[Assignment], to_units: Sequence[Unit], on: date) -> tuple[Line, ...]:
    there = pairs([r.procedure_id for r in ending], [u.pk for u in to_units], on)
    return tuple(
        Line(
            row,
            tuple(u for u in to_units if (row.procedure_id, u.pk, row.role) not in there),
            tuple(u for u in to_units if (row.procedure_id, u.pk, row.role) in there),
        )
        for row in ending
    )


def _run_on(rows: Sequence[Assignment], transfer: CompetenceTransfer) -> None:
    """Rows that a transfer would have ended hold as long as before."""
    until = transfer.counts.get("until", {})
    open_ones = [row.pk for row in rows if str(row.uid) not in until]
    Assignment.objects.filter(pk__in=open_ones).update(valid_to=None, ended_by=None)
    for row in rows:
        if str(row.uid) in until:
            Assignment.objects.filter(pk=row.pk).update(valid_to=date.fromisoformat(until[str(row.uid)]), ended_by=None)


def _kept(code: str, unit: str, role: str, start: date, stop: date | None) -> dict[str, str | None]:
    return {
        "procedure": code,
        "unit": unit,
        "role": role,
        "from": start.isoformat(),
        "to": stop.isoformat() if stop else None,
    }
