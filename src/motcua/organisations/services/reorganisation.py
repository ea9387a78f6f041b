"""Mergers, splits, dissolutions and transfers of functions: shown first, then carried out in one transaction, undone by a second event.

A rename or a merger rewrites nothing: rows keep their unit, the successor is resolved at read and sees them through the closure. In a
split or a transfer it must be said what goes where: `moves` names the records (Refs) and the unit that gets each; packages list and
move their own through `kernel.registries.holdings`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from motcua.kernel.actors import Actor
from motcua.kernel.errors import FieldError, Invalid, Refused, Stale
from motcua.kernel.registries import holdings
from motcua.organisations.models import MovedHolding, Unit, UnitEvent, UnitEventParty, UnitIdentifier, UnitVersion
from motcua.organisations.permissions import valid_on
from motcua.organisations.queries.units import children_on, on_date, stands_below
from motcua.organisations.services.ended_posts import Ending, end_with_units, ending_with, restore_ended
from motcua.organisations.services.tree import settle
from motcua.organisations.services.units import Facts, existing_on, lock, record_event, split_at, write_facts

Kind = UnitEvent.Kind


@dataclass(frozen=True, slots=True)
class Reorganisation:
    """What is to happen on a date. `ends` are the predecessors that cease; `moves` gives each named record to a successor."""

    kind: str
    on: date
    predecessors: tuple[Unit, ...]
    successors: tuple[Unit, ...]
    ends: tuple[Unit, ...] = ()
    moves: Mapping[str, Unit] = field(default_factory=dict)
    document: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """What a package keeps for a unit."""

    key: str
    label: str
    unit: Unit
    refs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """What a reorganisation does, before it is done. `unassigned` counts records of ended units that `moves` does not name: they stay
    with the ended unit, visible to its only successor or from above."""

    ended: tuple[Unit, ...]
    reparented: tuple[tuple[Unit, Unit | None], ...]
    moved: tuple[tuple[str, Unit, Unit, int], ...]
    unassigned: tuple[tuple[str, Unit, int], ...]
    identifiers: tuple[UnitIdentifier, ...]
    officers: int
    posts: Ending = field(default_factory=Ending)
    """Posts of ended units with who holds them, charges, signing authorities and delegations: they end on the date."""


def merge(
    predecessors: Iterable[Unit], successor: Unit, *, on: date, document: str = "", note: str = ""
) -> Reorganisation:
    """Predecessors go into the successor, which may be one of them and then goes on."""
    units = tuple(predecessors)
    ends = tuple(u for u in units if u.pk != successor.pk)
    return Reorganisation(Kind.MERGE, on, units, (successor,), ends, {}, document, note)


def split(
    unit: Unit,
    successors: Iterable[Unit],
    *,
    on: date,
    moves: Mapping[str, Unit],
    goes_on: bool = False,
    document: str = "",
) -> Reorganisation:
    """The unit is divided among successors; with `goes_on` it remains (tách), else it ends (chia)."""
    return Reorganisation(Kind.SPLIT, on, (unit,), tuple(successors), () if goes_on else (unit,), moves, document)


def dissolve(
    unit: Unit,
    successors: Iterable[Unit] = (),
    *,
    on: date,
    moves: Mapping[str, Unit] | None = None,
    document: str = "",
) -> Reorganisation:
    """The unit ends; its work goes to the successors, if any."""
    return Reorganisation(Kind.DISSOLVE, on, (unit,), tuple(successors), (unit,), moves or {}, document)


def transfer(unit: Unit, to: Unit, *, on: date, moves: Iterable[str], document: str = "") -> Reorganisation:
    """Some work, with the named records, goes from one unit to another; both go on."""
    return Reorganisation(Kind.TRANSFER, on, (unit,), (to,), (), dict.fromkeys(moves, to), document)


def held_by(unit: Unit) -> list[Held]:
    """All that packages keep for a unit, by kind: what a split or transfer distributes."""
    return [Held(key, str(h.label), unit, tuple(h.refs(unit.pk))) for key, h in holdings.items()]


def preview(plan: Reorganisation) -> Effect:
    """What `carry_out` would do; nothing is written. Raises what it would raise."""
    _check(plan)
    posts, children = ending_with(plan.ends, plan.on), _reparented(plan)
    held = [h for unit in plan.predecessors for h in held_by(unit)]
    if strangers := plan.moves.keys() - {ref for of_unit in held for ref in of_unit.refs}:
        raise _not_held(plan, min(strangers))
    moved, unassigned = _shares(plan, held)
    return Effect(
        plan.ends,
        tuple(children),
        tuple((label, old, new, count) for (label, old, new), count in sorted(moved.items(), key=str)),
        tuple((label, unit, count) for (label, unit), count in sorted(unassigned.items(), key=str)),
        tuple(i for unit in plan.ends for i in _closing(unit, plan.on)),
        sum(u.officers.filter(valid_on(plan.on)).count() for u in plan.ends),
        posts,
    )


def carry_out(plan: Reorganisation, *, actor: Actor) -> UnitEvent:
    """Do it: versions end, children follow a single successor, identifiers close, posts end with what rests on them, records move, the
    event is recorded. All or nothing."""
    with transaction.atomic():
        _check(plan)
        posts = ending_with(plan.ends, plan.on)
        parties = {u.pk: u for u in (*plan.predecessors, *plan.successors)}
        children = _reparented(plan)
        for unit in {**parties, **{c.pk: c for c, _ in children}}.values():
            lock(unit, actor)
        changes: dict[str, list[list[Any]]] = {"cut": [], "made": [], "identifiers": [], "later": []}
        for child, parent in children:
            _reparent(child, parent, plan.on, changes)
        for unit in plan.ends:
            _end(unit, plan.on, changes)
        end_with_units(posts, plan.on, actor=actor, changes=changes)
        event = record_event(
            plan.kind,
            on=plan.on,
            document=plan.document,
            note=plan.note,
            before=plan.predecessors,
            after=plan.successors,
            changes=changes,
            actor=actor,
        )
        _move(plan, event)
        settle(parties)
    return event


def reverse(event: UnitEvent, *, actor: Actor, reason: str, document: str = "") -> UnitEvent:
    """Undo an event that should not have been recorded: versions, identifiers and records return to where they were.

    Raises Refused when the event is itself an undoing, was undone already, or when something built on it since.
    """
    if not reason.strip():
        raise Invalid("Ghi lý do hủy bỏ.", errors=(FieldError("reason", "Ghi lý do hủy bỏ."),))
    if event.kind not in {Kind.MERGE, Kind.SPLIT, Kind.DISSOLVE, Kind.TRANSFER}:
        raise Refused("Chỉ hủy bỏ được việc sáp nhập, chia tách, giải thể hoặc chuyển nhiệm vụ.", code="not_reversible")
    with transaction.atomic():
        if UnitEvent.objects.filter(reverses=event).exists():
            raise Refused("Việc này đã được hủy bỏ.", code="already_reversed")
        parties = list(event.parties.select_related("unit"))
        _restore(event)
        restore_ended(event.changes, event.on, actor=actor)
        _move_back(event)
        made = record_event(
            Kind.REVERSAL,
            on=event.on,
            document=document,
            note=reason,
            before=_side(parties, UnitEventParty.Side.SUCCESSOR),
            after=_side(parties, UnitEventParty.Side.PREDECESSOR),
            reverses=event,
            actor=actor,
        )
        units = {p.unit_id: p.unit for p in parties}
        Unit.objects.filter(pk__in=units).update(version=F("version") + 1)
        settle(units)
    return made


def _side(parties: Iterable[UnitEventParty], side: str) -> tuple[Unit, ...]:
    return tuple(p.unit for p in parties if p.side == side)


def _check(plan: Reorganisation) -> None:
    if not plan.predecessors or (plan.kind != Kind.DISSOLVE and not plan.successors):
        raise Invalid("Nêu đơn vị trước và đơn vị sau khi sắp xếp.")
    if plan.kind == Kind.MERGE and len(plan.successors) != 1:
        raise Invalid("Sáp nhập có đúng một đơn vị sau sắp xếp.")
    for side in (plan.predecessors, plan.successors):
        if len({u.pk for u in side}) != len(side):
            raise Invalid("Mỗi đơn vị chỉ nêu một lần.")
    if {u.pk for u in plan.predecessors} == {u.pk for u in plan.successors}:
        raise Invalid("Đơn vị không thể sắp xếp vào chính nó.")
    for unit in (*plan.predecessors, *plan.successors):
        existing_on(unit, plan.on)
    if any(u.pk in {e.pk for e in plan.ends} for u in plan.successors):
        raise Invalid("Đơn vị kết thúc hoạt động không thể đồng thời là đơn vị kế thừa.")
    if strangers := [u for u in plan.moves.values() if u.pk not in {s.pk for s in plan.successors}]:
        raise Invalid("Chỉ chuyển hồ sơ cho đơn vị kế thừa, không phải {unit}.", unit=strangers[0].code)
    for unit in plan.ends:
        planned = UnitVersion.objects.filter(Q(unit=unit) | Q(parent=unit), valid_from__gte=plan.on)
        if planned.exclude(Q(parent=unit) & Q(valid_from=plan.on)).exists():
            raise Refused(
                "{unit} có thay đổi đã ghi từ ngày này trở đi; hãy sửa trước.", code="later_versions", unit=unit.code
            )


def _reparented(plan: Reorganisation) -> list[tuple[Unit, Unit | None]]:
    """Children of ended units and their new parent: the only successor (whose own parent is then the ended unit's).

    With several successors or none, children must be placed before.
    """
    ends = {u.pk for u in plan.ends}
    children = [(v.unit, u) for u in plan.ends for v in children_on(u, plan.on) if v.unit_id not in ends]
    if children and len(plan.successors) != 1:
        raise Refused(
            "Còn đơn vị trực thuộc chưa có nơi chuyển: {units}. Hãy chuyển hoặc kết thúc trước.",
            code="children_left",
            units=", ".join(sorted(c.code for c, _ in children)),
        )
    for child, _ in children:
        if child.pk != plan.successors[0].pk and stands_below(plan.successors[0], child, plan.on):
            raise Refused(
                "Đơn vị kế thừa đang đứng dưới {unit}, đơn vị sẽ về trực thuộc chính nó; hãy chuyển trước.",
                code="unit_cycle",
                unit=child.code,
            )
    return [
        (child, plan.successors[0] if child.pk != plan.successors[0].pk else _living_above(ended, plan))
        for child, ended in children
    ]


def _living_above(ended: Unit, plan: Reorganisation) -> Unit | None:
    """The nearest unit above an ended one that goes on."""
    ends = {u.pk for u in plan.ends}
    parent = existing_on(ended, plan.on).parent
    while parent is not None and parent.pk in ends:
        parent = existing_on(parent, plan.on).parent
    return parent


def _reparent(child: Unit, parent: Unit | None, on: date, changes: dict[str, list[list[Any]]]) -> None:
    before = existing_on(child, on)
    after = split_at(child, on)
    if after.pk == before.pk:
        changes["later"].append([after.pk, before.parent_id])
    else:
        changes["made"].append([after.pk, before.pk])
    write_facts(after, replace(Facts.of(before), parent=parent))


def _end(unit: Unit, on: date, changes: dict[str, list[list[Any]]]) -> None:
    version = existing_on(unit, on)
    changes["cut"].append([version.pk, version.valid_to.isoformat() if version.valid_to else None])
    UnitVersion.objects.filter(pk=version.pk).update(valid_to=on)
    for identifier in _closing(unit, on):
        changes["identifiers"].append([identifier.pk, None])
        UnitIdentifier.objects.filter(pk=identifier.pk).update(valid_to=on)


def _closing(unit: Unit, on: date) -> list[UnitIdentifier]:
    """Identifiers that close when the unit ends."""
    return list(UnitIdentifier.objects.filter(unit=unit, valid_to__isnull=True, valid_from__lt=on).order_by("pk"))


def _not_held(plan: Reorganisation, ref: str) -> Invalid:
    return Invalid("{unit} không giữ hồ sơ {ref}.", unit=plan.predecessors[0].code, ref=ref)


def _shares(plan: Reorganisation, held: Iterable[Held]) -> tuple[Counter[Any], Counter[Any]]:
    moved: Counter[Any] = Counter()
    unassigned: Counter[Any] = Counter()
    ends = {u.pk for u in plan.ends}
    for of_unit in held:
        for ref in of_unit.refs:
            if ref in plan.moves and plan.moves[ref].pk == of_unit.unit.pk:
                continue  # named to stay where it is
            if ref in plan.moves:
                moved[of_unit.label, of_unit.unit, plan.moves[ref]] += 1
            elif of_unit.unit.pk in ends:
                unassigned[of_unit.label, of_unit.unit] += 1
    return moved, unassigned


def _move(plan: Reorganisation, event: UnitEvent) -> None:
    """Give the named records to their successors, and keep which ones, so that the event can be undone."""
    left = dict(plan.moves)
    for unit in plan.predecessors:
        for held in held_by(unit):
            by_target: dict[int, list[str]] = {}
            for ref in held.refs:
                if ref in left:
                    by_target.setdefault(left.pop(ref).pk, []).append(ref)
            for target, refs in by_target.items():
                if target == unit.pk:
                    continue
                _move_some(event, held.key, refs, unit.pk, target)
    if left:
        raise _not_held(plan, min(left))


def _move_some(event: UnitEvent, key: str, refs: list[str], unit: int, target: int) -> None:
    if holdings[key].move(refs, unit, target) != len(refs):
        raise Stale("Một số hồ sơ vừa được chuyển đi nơi khác. Hãy xem lại rồi thực hiện lại.")
    MovedHolding.objects.bulk_create(
        [MovedHolding(event=event, holding=key, ref=ref, from_unit_id=unit, to_unit_id=target) for ref in refs],
        batch_size=500,
    )


def _move_back(event: UnitEvent) -> None:
    groups: dict[tuple[str, int, int], list[str]] = {}
    for moved in event.moved.order_by("pk"):
        groups.setdefault((moved.holding, moved.from_unit_id, moved.to_unit_id), []).append(moved.ref)
    for (key, unit, target), refs in groups.items():
        if holdings[key].move(refs, target, unit) != len(refs):
            raise Refused(
                "Một số hồ sơ đã được chuyển tiếp sau lần sắp xếp này, không thể trả lại nguyên trạng.", code="moved_on"
            )


def _restore(event: UnitEvent) -> None:
    """Put versions and identifiers back exactly; each update names the state it expects, so a later change is refused, not lost."""
    changes = event.changes
    for made, before in changes.get("made", []):
        row = UnitVersion.objects.filter(pk=made, valid_from=event.on).first()
        if row is None or UnitVersion.objects.filter(unit=row.unit_id, valid_from__gt=event.on).exists():
            raise _built_upon()
        row.delete()  # it repeated the version before, with another parent; that one takes its range back
        _expect(UnitVersion.objects.filter(pk=before, valid_to=event.on).update(valid_to=row.valid_to))
    for version, parent in changes.get("later", []):
        _expect(UnitVersion.objects.filter(pk=version, valid_from=event.on).update(parent=parent))
    for version, end in changes.get("cut", []):
        cut = UnitVersion.objects.filter(pk=version, valid_to=event.on)
        if on_date(event.on).filter(unit__in=cut.values("unit")).exists():
            raise _built_upon()
        _expect(cut.update(valid_to=date.fromisoformat(end) if end else None))
    for identifier, _ in changes.get("identifiers", []):
        _expect(UnitIdentifier.objects.filter(pk=identifier, valid_to=event.on).update(valid_to=None))


def _expect(changed: int) -> None:
    if changed != 1:
        raise _built_upon()


def _built_upon() -> Refused:
    return Refused("Đơn vị đã thay đổi tiếp sau lần sắp xếp này; hãy hủy các thay đổi sau trước.", code="built_upon")
