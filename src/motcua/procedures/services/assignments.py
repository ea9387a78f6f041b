"""Giao thực hiện: procedures to units, one or many at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q

from motcua.kernel import events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused
from motcua.kernel.events import NewEvent
from motcua.kernel.refs import Ref
from motcua.kernel.text import nfc
from motcua.organisations.queries.units import on_date
from motcua.procedures.events import EventKind
from motcua.procedures.models import Assignment, AssignmentRole, CompetenceTransfer, Procedure
from motcua.procedures.queries.assignments import HOLDING
from motcua.procedures.queries.fitting import unfit
from motcua.procedures.queries.registry import has_ended, ref_of

if TYPE_CHECKING:
    from motcua.documents.models import LegalDocument
    from motcua.organisations.models import Unit


@dataclass(frozen=True, slots=True)
class Assigned:
    """What an assignment did: rows made, and pairs that held the role already; `of` are the rows made by procedure (key)."""

    made: int
    there: int
    of: Mapping[int, int]


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
    refuse_wrong(procedures, units, role=role, valid_from=valid_from)
    with transaction.atomic():
        hold(procedures)
        there = _there(procedures, units, role, valid_from)
        rows = [
            Assignment(procedure=p, unit=u, role=role, counter=counter, decision=decision, valid_from=valid_from)
            for p in procedures
            for u in units
            if (p.pk, u.pk) not in there
        ]
        Assignment.objects.bulk_create(rows, batch_size=500)
        tell(
            EventKind.ASSIGNED,
            rows,
            actor,
            {"role": role, "from": valid_from, "document": decision.number if decision is not None else None},
        )
    return Assigned(len(rows), len(procedures) * len(units) - len(rows), Counter(row.procedure_id for row in rows))


def refuse_wrong(procedures: Sequence[Procedure], units: Sequence[Unit], *, role: str, valid_from: date) -> None:
    """Raise Invalid for what cannot be assigned."""
    errors = []
    if role not in AssignmentRole.values:
        errors.append(FieldError("role", N_("Chọn vai trò trong danh sách.")))
    if not procedures:
        errors.append(FieldError("procedures", N_("Chọn ít nhất một thủ tục.")))
    if not units:
        errors.append(FieldError("units", N_("Chọn ít nhất một đơn vị.")))
    errors += not_existing(units, valid_from)
    if errors:
        raise Invalid("Chưa giao được. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))


def refuse_ended(procedures: Sequence[Procedure], on: date) -> None:
    """Raise Invalid where all are abolished by the day; some of many are set aside one by one."""
    if all(has_ended(p, on) for p in procedures):
        codes = ", ".join(p.display_code for p in procedures[:20]) + (" …" if len(procedures) > 20 else "")
        told = FieldError("procedures", N_("Đã bãi bỏ vào ngày này: {codes}."), {"codes": codes})
        raise Invalid("Chưa giao được: thủ tục đã bãi bỏ.", errors=(told,))


def refuse_unfit(
    procedures: Sequence[Procedure],
    units: Sequence[Unit],
    roles: Sequence[str],
    on: date,
    *,
    decision: LegalDocument | None,
    confirmed: bool,
) -> None:
    """Raise Invalid where a person has still to confirm that units settle what is not named for their level: by a decision, and seen."""
    found = unfit(procedures, units, roles, on)
    if not found or (confirmed and decision is not None):
        return
    errors = []
    if decision is None:
        errors.append(
            FieldError(
                "decision", N_("Giao thủ tục cho đơn vị ngoài cấp thực hiện thì phải ghi văn bản phân cấp, ủy quyền.")
            )
        )
    if not confirmed:
        codes = ", ".join(p.display_code for p in found[:20]) + (" …" if len(found) > 20 else "")
        told = N_(
            "Cấp thực hiện của {count} thủ tục không có đơn vị được giao: {codes}. Hãy xác nhận là giao theo văn bản."
        )
        errors.append(FieldError("confirm", told, {"count": len(found), "codes": codes}))
    raise Invalid("Chưa giao: có thủ tục ngoài cấp của đơn vị.", errors=tuple(errors), code="unfit")


def end_assignments(rows: Sequence[Assignment], *, on: date, actor: Actor, reason: str = "") -> int:
    """Thôi giao from a day on. A row that had not begun by then was never in force and goes; the trail keeps what it was."""
    reason = nfc(reason).strip()[:500]
    keys = [row.pk for row in rows]
    with transaction.atomic():
        hold([row.procedure for row in rows])
        live = Assignment.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), pk__in=keys)
        ending = list(live.select_related("procedure", "unit").order_by("pk"))
        if not ending:
            raise Refused("Các đơn vị này đã thôi thực hiện.")
        end(ending, on)
        roles = sorted({row.role for row in ending})
        for role in roles:
            tell(
                EventKind.ASSIGNMENT_ENDED,
                [row for row in ending if row.role == role],
                actor,
                {"role": role, "to": on, "reason": reason},
            )
    return len(ending)


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


def hold(procedures: Iterable[Procedure]) -> None:
    keys = sorted({p.pk for p in procedures})
    Procedure.objects.filter(pk__in=keys).update(version=F("version") + 1)


def _there(procedures: Sequence[Procedure], units: Sequence[Unit], role: str, on: date) -> set[tuple[int, int]]:
    found = pairs([p.pk for p in procedures], [u.pk for u in units], on)
    return {(procedure, unit) for procedure, unit, held in found if held == role}


def pairs(procedures: Sequence[int], units: Sequence[int], on: date) -> set[tuple[int, int, str]]:
    """(procedure, unit, role) that hold on a day or begin after it."""
    live = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    rows = Assignment.objects.filter(live, procedure__in=procedures, unit__in=units)
    return set(rows.values_list("procedure", "unit", "role"))


def end(rows: Sequence[Assignment], on: date, by: CompetenceTransfer | None = None) -> None:
    """Rows in force end on the day; those that would only begin then or later were never in force."""
    begun = [row.pk for row in rows if row.valid_from < on]
    coming = [row.pk for row in rows if row.valid_from >= on]
    Assignment.objects.filter(pk__in=begun).update(valid_to=on, **({"ended_by": by} if by else {}))
    Assignment.objects.filter(pk__in=coming).delete()


def not_existing(units: Sequence[Unit], on: date) -> list[FieldError]:
    alive = set(on_date(on).filter(unit__in=[u.pk for u in units]).values_list("unit", flat=True))
    gone = [u.code for u in units if u.pk not in alive]
    if not gone:
        return []
    return [FieldError("units", N_("Vào ngày đó không có đơn vị: {units}."), {"units": ", ".join(gone[:5])})]


def tell(kind: EventKind, rows: Sequence[Assignment], actor: Actor, facts: dict[str, events.Plain]) -> None:
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
