"""Giao thực hiện: procedures to units, one or very many at once; competence that goes from one unit to others on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q

from motcua.kernel import clock, events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused
from motcua.kernel.events import NewEvent
from motcua.kernel.refs import Ref
from motcua.kernel.text import nfc
from motcua.organisations.queries.units import on_date
from motcua.procedures.events import EventKind
from motcua.procedures.models import Assignment, AssignmentRole, CompetenceTransfer, Procedure
from motcua.procedures.queries.assignments import HOLDING, held_by, transfer_ref
from motcua.procedures.queries.registry import ref_of

if TYPE_CHECKING:
    from motcua.documents.models import LegalDocument
    from motcua.organisations.models import Unit


@dataclass(frozen=True, slots=True)
class Assigned:
    """What a bulk assignment did: rows made, and pairs that held the role already."""

    made: int
    there: int


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
    def made(self) -> int:
        return sum(len(line.to) for line in self.lines)


def assign(
    procedures: Sequence[Procedure],
    units: Sequence[Unit],
    *,
    role: str,
    valid_from: date,
    actor: Actor,
    decision: LegalDocument | None = None,
    counter: Unit | None = None,
) -> Assigned:
    """Giao: each procedure to each unit, from a day on. Pairs that hold the role on or after that day are left as they are.

    A few queries, however many pairs. Raises Invalid.
    """
    errors = []
    if role not in AssignmentRole.values:
        errors.append(FieldError("role", N_("Chọn vai trò trong danh sách.")))
    if not procedures:
        errors.append(FieldError("procedures", N_("Chọn ít nhất một thủ tục.")))
    if not units:
        errors.append(FieldError("units", N_("Chọn ít nhất một đơn vị.")))
    errors += _not_existing(units, valid_from)
    if errors:
        raise Invalid("Chưa giao được. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))
    with transaction.atomic():
        _hold(procedures)
        there = _there(procedures, units, role, valid_from)
        rows = [
            Assignment(procedure=p, unit=u, role=role, counter=counter, decision=decision, valid_from=valid_from)
            for p in procedures
            for u in units
            if (p.pk, u.pk) not in there
        ]
        Assignment.objects.bulk_create(rows, batch_size=500)
        _tell(
            EventKind.ASSIGNED,
            rows,
            actor,
            {"role": role, "from": valid_from, "document": decision.number if decision is not None else None},
        )
    return Assigned(len(rows), len(procedures) * len(units) - len(rows))


def end_assignments(rows: Sequence[Assignment], *, on: date, actor: Actor, reason: str = "") -> int:
    """Thôi giao from a day on. A row that had not begun by then was never in force and goes; the trail keeps what it was."""
    reason = nfc(reason).strip()[:500]
    keys = [row.pk for row in rows]
    with transaction.atomic():
        _hold([row.procedure for row in rows])
        live = Assignment.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), pk__in=keys)
        ending = list(live.select_related("procedure", "unit").order_by("pk"))
        if not ending:
            raise Refused("Các đơn vị này đã thôi thực hiện.")
        _end(ending, on)
        roles = sorted({row.role for row in ending})
        for role in roles:
            _tell(
                EventKind.ASSIGNMENT_ENDED,
                [row for row in ending if row.role == role],
                actor,
                {"role": role, "to": on, "reason": reason},
            )
    return len(ending)


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
    errors += [FieldError("to_units", e.template, e.params) for e in _not_existing(to_units, on)]
    if errors:
        raise Invalid("Chưa chuyển được. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))
    rows = held_by(from_unit.pk, roles, on)
    if procedures is not None:
        rows = rows.filter(procedure__in=[p.pk for p in procedures])
    ending = list(rows)
    if not ending:
        told = FieldError("from_unit", N_("Đơn vị này không thực hiện thủ tục nào như vậy vào ngày đó."))
        raise Invalid("Không có gì để chuyển.", errors=(told,))
    there = _pairs([r.procedure_id for r in ending], [u.pk for u in to_units], on)
    lines = [
        Line(
            row,
            tuple(u for u in to_units if (row.procedure_id, u.pk, row.role) not in there),
            tuple(u for u in to_units if (row.procedure_id, u.pk, row.role) in there),
        )
        for row in ending
    ]
    return Planned(from_unit, tuple(to_units), tuple(roles), on, tuple(lines))


def carry_out_transfer(planned: Planned, *, actor: Actor, decision: LegalDocument | None) -> CompetenceTransfer:
    """Chuyển thẩm quyền as it was planned, in one transaction. Raises Invalid without decision, Refused when rows changed meanwhile."""
    if decision is None:
        told = FieldError("decision", N_("Ghi văn bản chuyển thẩm quyền."))
        raise Invalid("Chưa chuyển được. Hãy sửa các ô được đánh dấu.", errors=(told,))
    again = plan_transfer(
        planned.from_unit,
        planned.to_units,
        roles=planned.roles,
        on=planned.on,
        procedures=list({line.ending.procedure_id: line.ending.procedure for line in planned.lines}.values()),
    )
    if [(x.ending.pk, x.to) for x in again.lines] != [(x.ending.pk, x.to) for x in planned.lines]:
        raise Refused("Việc giao thủ tục vừa thay đổi. Hãy xem trước lại rồi chuyển.")
    with transaction.atomic():
        _hold([line.ending.procedure for line in planned.lines])
        transfer = CompetenceTransfer.objects.create(
            from_unit=planned.from_unit,
            roles=list(planned.roles),
            on=planned.on,
            decision=decision,
            carried_out_at=clock.now(),
            by_name=actor.name,
            counts={
                "procedures": planned.procedures,
                "units": len(planned.to_units),
                "made": planned.made,
                "until": {str(x.ending.uid): x.ending.valid_to.isoformat() for x in planned.lines if x.ending.valid_to},
            },
        )
        _end([line.ending for line in planned.lines], planned.on, transfer)
        rows = [
            Assignment(
                procedure=line.ending.procedure,
                unit=unit,
                role=line.ending.role,
                decision=decision,
                valid_from=planned.on,
                transfer=transfer,
            )
            for line in planned.lines
            for unit in line.to
        ]
        Assignment.objects.bulk_create(rows, batch_size=500)
        payload: dict[str, events.Plain] = {
            "unit": planned.from_unit.code,
            "units": [u.code for u in planned.to_units],
            "on": planned.on,
            "count": planned.procedures,
            "document": decision.number,
        }
        events.append(transfer_ref(transfer), EventKind.TRANSFERRED, actor=actor, payload=payload)
        facts: dict[str, events.Plain] = {"from": planned.on, "document": decision.number}
        for role in planned.roles:
            _tell(EventKind.ASSIGNED, [r for r in rows if r.role == role], actor, facts | {"role": role})
    return transfer


def reverse_transfer(transfer: CompetenceTransfer, *, reason: str, actor: Actor) -> CompetenceTransfer:
    """Hoàn lại as one operation. Before its day everything is as it was; after it the new units' share ends today, and what was taken
    from the old unit is given back from today: the days between were the new units' own. Raises Invalid, Refused.
    """
    reason, today, now = nfc(reason).strip()[:500], clock.today(), clock.now()
    if not reason:
        raise Invalid("Hãy ghi lý do.", errors=(FieldError("reason", N_("Hãy ghi lý do.")),))
    with transaction.atomic():
        rows = CompetenceTransfer.objects.filter(pk=transfer.pk, reversed_at__isnull=True)
        made = list(transfer.made.select_related("procedure", "unit").order_by("pk"))
        ended = list(transfer.ended.select_related("procedure", "unit").order_by("pk"))
        back = [_kept(row) for row in made]
        if rows.update(reversed_at=now, reversed_by=actor.name, reverse_reason=reason, taken_back=back) != 1:
            raise Refused("Lần chuyển này đã được hoàn lại.")
        _hold([row.procedure for row in [*made, *ended]])
        running = [row for row in made if row.valid_to is None or row.valid_to > today]
        if transfer.on > today:
            Assignment.objects.filter(pk__in=[r.pk for r in made]).delete()
            _run_on(ended, transfer)
        else:
            _end(running, today)
            taken = _pairs([r.procedure_id for r in ended], [transfer.from_unit_id], today)
            again = [
                Assignment(
                    procedure=row.procedure,
                    unit=row.unit,
                    role=row.role,
                    counter_id=row.counter_id,
                    decision_id=row.decision_id,
                    valid_from=today,
                )
                for row in ended
                if (row.procedure_id, row.unit_id, row.role) not in taken
            ]
            Assignment.objects.bulk_create(again, batch_size=500)
        payload: dict[str, events.Plain] = {"reason": reason, "count": len(ended)}
        events.append(transfer_ref(transfer), EventKind.TRANSFER_REVERSED, actor=actor, payload=payload)
    transfer.refresh_from_db()
    return transfer


def move_assignments(refs: Sequence[str], unit: int, to_unit: int) -> int:
    """Give what a unit performs to another (a split, dissolution or transfer of units). Part of the caller's transaction.

    What the other holds already in the same role stays as it is there; the moved row then ends with the old unit.
    """
    uids = [ref.uid for ref in map(Ref.parse, refs) if ref.kind == HOLDING]
    rows = Assignment.objects.filter(uid__in=uids)
    found = list(rows.filter(unit=unit).order_by("pk"))
    theirs = Assignment.objects.filter(
        unit=to_unit, valid_to__isnull=True, procedure__in=[r.procedure_id for r in found]
    )
    taken = set(theirs.values_list("procedure", "role"))
    moving = [r.pk for r in found if r.valid_to is not None or (r.procedure_id, r.role) not in taken]
    at_counter = rows.filter(counter=unit).update(counter=to_unit)
    moved = Assignment.objects.filter(pk__in=moving, unit=unit).update(unit=to_unit)
    return moved or at_counter


def _hold(procedures: Iterable[Procedure]) -> None:
    keys = sorted({p.pk for p in procedures})
    Procedure.objects.filter(pk__in=keys).update(version=F("version") + 1)


def _there(procedures: Sequence[Procedure], units: Sequence[Unit], role: str, on: date) -> set[tuple[int, int]]:
    found = _pairs([p.pk for p in procedures], [u.pk for u in units], on)
    return {(procedure, unit) for procedure, unit, held in found if held == role}


def _pairs(procedures: Sequence[int], units: Sequence[int], on: date) -> set[tuple[int, int, str]]:
    """(procedure, unit, role) that hold on a day or begin after it."""
    live = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    rows = Assignment.objects.filter(live, procedure__in=procedures, unit__in=units)
    return set(rows.values_list("procedure", "unit", "role"))


def _end(rows: Sequence[Assignment], on: date, by: CompetenceTransfer | None = None) -> None:
    """Rows in force end on the day; those that would only begin then or later were never in force."""
    begun = [row.pk for row in rows if row.valid_from < on]
    coming = [row.pk for row in rows if row.valid_from >= on]
    Assignment.objects.filter(pk__in=begun).update(valid_to=on, **({"ended_by": by} if by else {}))
    Assignment.objects.filter(pk__in=coming).delete()


def _run_on(rows: Sequence[Assignment], transfer: CompetenceTransfer) -> None:
    """Rows that a transfer would have ended hold as long as before."""
    until = transfer.counts.get("until", {})
    open_ones = [row.pk for row in rows if str(row.uid) not in until]
    Assignment.objects.filter(pk__in=open_ones).update(valid_to=None, ended_by=None)
    for row in rows:
        if str(row.uid) in until:
            Assignment.objects.filter(pk=row.pk).update(valid_to=date.fromisoformat(until[str(row.uid)]), ended_by=None)


def _kept(row: Assignment) -> dict[str, str | None]:
    return {
        "procedure": row.procedure.base_code,
        "unit": row.unit.code,
        "role": row.role,
        "from": row.valid_from.isoformat(),
        "to": row.valid_to.isoformat() if row.valid_to else None,
    }


def _not_existing(units: Sequence[Unit], on: date) -> list[FieldError]:
    alive = set(on_date(on).filter(unit__in=[u.pk for u in units]).values_list("unit", flat=True))
    gone = [u.code for u in units if u.pk not in alive]
    if not gone:
        return []
    return [FieldError("units", N_("Vào ngày đó không có đơn vị: {units}."), {"units": ", ".join(gone[:5])})]


def _tell(kind: EventKind, rows: Sequence[Assignment], actor: Actor, facts: dict[str, events.Plain]) -> None:
    """One event for each procedure; it names few units, and counts many."""
    by_procedure: dict[int, list[Assignment]] = {}
    for row in rows:
        by_procedure.setdefault(row.procedure_id, []).append(row)
    told = [
        NewEvent(
            ref_of(group[0].procedure),
            kind,
            facts | {"count": len(group), "units": [r.unit.code for r in group[:5]]},
        )
        for group in by_procedure.values()
    ]
    if told:
        events.append_many(told, actor=actor)
