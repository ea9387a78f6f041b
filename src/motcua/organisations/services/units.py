"""Changing units: establishing, renaming and moving them in the tree, correcting, identifiers. Mergers and the like: `reorganisation`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from motcua.kernel import clock, events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import FieldError, Invalid, Refused
from motcua.kernel.meanwhile import changed_meanwhile
from motcua.kernel.refs import Ref
from motcua.kernel.text import nfc, sort_key
from motcua.organisations.models import (
    Territory,
    Unit,
    UnitEvent,
    UnitEventParty,
    UnitIdentifier,
    UnitType,
    UnitVersion,
)
from motcua.organisations.queries.units import KIND, version_on
from motcua.organisations.rules import identifiers as forms
from motcua.organisations.rules.names import name_key
from motcua.organisations.services.tree import index_units, settle


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that a version says of a unit."""

    name: str
    type: str
    parent: Unit | None = None
    territory: Territory | None = None
    short_name: str = ""
    abbreviation: str = ""
    header_parent: str = ""
    header_body: str = ""
    place_name: str = ""
    position: int = 0

    @classmethod
    def of(cls, version: UnitVersion) -> Facts:
        return cls(**{f.name: getattr(version, f.name) for f in fields(cls)})


def ref_of(unit: Unit) -> Ref:
    return Ref.to(KIND, unit.uid)


def establish_unit(
    code: str, facts: Facts, *, actor: Actor, on: date, document: str = "", valid_to: date | None = None
) -> Unit:
    """A new unit with its first version and its event. Raises Invalid for a taken code or wrong facts, Refused for a circle."""
    _check(facts, code=code, on=on, valid_to=valid_to)
    with transaction.atomic():
        if Unit.objects.filter(code=code).exists():
            raise Invalid("Chưa lưu được đơn vị.", errors=(FieldError("code", "Mã này đã dùng cho đơn vị khác."),))
        unit = Unit.objects.create(code=code)
        UnitVersion.objects.create(unit=unit, valid_from=on, valid_to=valid_to, **_columns(facts))
        record_event(UnitEvent.Kind.ESTABLISH, on=on, document=document, after=(unit,), actor=actor)
        settle([unit.pk])
    return unit


def change_unit(unit: Unit, facts: Facts, *, actor: Actor, on: date, document: str = "") -> UnitVersion:
    """Let other facts hold from a date: the version of that date ends there, a new one begins. Later versions stay as they are.

    A version that itself begins on the date is changed in place. Another name makes a `rename` event of the unit's history. Raises
    Refused when the unit does not exist on the date.
    """
    _check(facts, code=unit.code, on=on)
    with transaction.atomic():
        lock(unit, actor)
        renamed = existing_on(unit, on).name != nfc(facts.name).strip()
        version = split_at(unit, on)
        write_facts(version, facts)
        if renamed:
            record_event(UnitEvent.Kind.RENAME, on=on, document=document, before=(unit,), after=(unit,), actor=actor)
        else:
            payload: dict[str, events.Plain] = {"from": on, "document": document}
            events.append(ref_of(unit), "unit.changed", actor=actor, payload=payload)
        settle([unit.pk])
        version.refresh_from_db()
    return version


def rename_unit(unit: Unit, name: str, *, actor: Actor, on: date, document: str = "", **others: Any) -> UnitVersion:
    """Another name from a date on, other facts as they are unless named in `others` (short_name, header_body, type, …)."""
    facts = replace(Facts.of(existing_on(unit, on)), name=name, **others)
    return change_unit(unit, facts, actor=actor, on=on, document=document)


def correct_version(version: UnitVersion, facts: Facts, *, actor: Actor, reason: str) -> UnitVersion:
    """Mend what was entered wrongly, for the whole range of the version. The event keeps what stood there before."""
    if not reason.strip():
        raise Invalid("Ghi lý do sửa.", errors=(FieldError("reason", "Ghi lý do sửa."),))
    _check(facts, code=version.unit.code, on=version.valid_from)
    before, after = _columns(Facts.of(version)), _columns(facts)
    changed = {k: _shown(before[k]) for k in after if before[k] != after[k] and k not in {"sort_key", "folded"}}
    if not changed:
        return version
    with transaction.atomic():
        lock(version.unit, actor)
        UnitVersion.objects.filter(pk=version.pk).update(**after)
        events.append(
            ref_of(version.unit),
            "unit.corrected",
            actor=actor,
            payload={"from": version.valid_from, "before": changed, "reason": reason},
        )
        settle([version.unit_id])
        version.refresh_from_db()
    return version


def give_identifier(
    unit: Unit, scheme: str, value: str, *, actor: Actor, valid_from: date, document: str = ""
) -> UnitIdentifier:
    """Give an electronic identifier. One that was ever given to any unit is refused; one of the scheme in force must be closed first."""
    value = forms.normal(value)
    if scheme not in UnitIdentifier.Scheme.values:
        raise Invalid("Không có loại mã “{scheme}”.", scheme=scheme)
    if not forms.fits(scheme, value):
        raise Invalid(
            "Mã “{value}” không đúng dạng của {scheme}.",
            errors=(FieldError("value", "Mã không đúng dạng, ví dụ H19.20."),),
            value=value,
            scheme=scheme,
        )
    with transaction.atomic():
        lock(unit, actor)
        if UnitIdentifier.objects.filter(scheme=scheme, value=value).exists():
            raise Refused(
                "Mã {value} đã cấp; mã đã cấp, kể cả đã đóng, không cấp lại.", code="identifier_used", value=value
            )
        if unit.identifiers.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=valid_from), scheme=scheme).exists():
            raise Refused(
                "Đơn vị đang có một mã {scheme} còn hiệu lực; hãy đóng mã đó trước.",
                code="identifier_open",
                scheme=scheme,
            )
        given = UnitIdentifier.objects.create(
            unit=unit, scheme=scheme, value=value, valid_from=valid_from, document=document
        )
        events.append(
            ref_of(unit),
            "unit.identifier_given",
            actor=actor,
            payload={"scheme": scheme, "value": value, "from": valid_from},
        )
        index_units([unit.pk])
    return given


def close_identifier(identifier: UnitIdentifier, *, actor: Actor, on: date, document: str = "") -> None:
    """End an identifier. It stays visible and is never given again."""
    with transaction.atomic():
        closed = UnitIdentifier.objects.filter(pk=identifier.pk, valid_to__isnull=True, valid_from__lt=on)
        if closed.update(valid_to=on, document=document or identifier.document) != 1:
            raise Refused("Mã này đã đóng, hoặc ngày đóng không sau ngày mở.", code="identifier_closed")
        events.append(
            ref_of(identifier.unit),
            "unit.identifier_closed",
            actor=actor,
            payload={"scheme": identifier.scheme, "value": identifier.value, "on": on},
        )


def lock(unit: Unit, actor: Actor) -> None:
    """Guard against two changes at once: raises Stale when the unit changed since it was read. Advances its version."""
    if Unit.objects.filter(pk=unit.pk, version=unit.version).update(version=F("version") + 1) != 1:
        raise changed_meanwhile(ref_of(unit), actor=actor)
    unit.version += 1


def record_event(
    kind: str,
    *,
    on: date,
    actor: Actor,
    document: str = "",
    note: str = "",
    before: tuple[Unit, ...] = (),
    after: tuple[Unit, ...] = (),
    changes: Mapping[str, object] | None = None,
    reverses: UnitEvent | None = None,
) -> UnitEvent:
    """The event row with its parties, and one audit event on each unit that takes part. Inside the caller's transaction."""
    made = UnitEvent.objects.create(
        kind=kind, on=on, document=document, note=note, changes=dict(changes or {}), reverses=reverses
    )
    UnitEventParty.objects.bulk_create(
        [UnitEventParty(event=made, unit=u, side=UnitEventParty.Side.PREDECESSOR) for u in before]
        + [UnitEventParty(event=made, unit=u, side=UnitEventParty.Side.SUCCESSOR) for u in after]
    )
    payload: dict[str, events.Plain] = {
        "event": made.uid,
        "on": on,
        "document": document,
        "before": [u.code for u in before],
        "after": [u.code for u in after],
    }
    parties = {u.pk: u for u in (*before, *after)}
    events.append_many(
        [events.NewEvent(ref_of(u), f"unit.{kind}", payload) for u in parties.values()], actor=actor, at=clock.now()
    )
    return made


def existing_on(unit: Unit, on: date) -> UnitVersion:
    """The version of the date; Refused where the unit does not exist then."""
    version = version_on(unit, on)
    if version is None:
        raise Refused(
            "Đơn vị {unit} không tồn tại vào ngày {on}.", code="unit_absent", unit=unit.code, on=f"{on:%d/%m/%Y}"
        )
    return version


def split_at(unit: Unit, on: date) -> UnitVersion:
    """The version that begins on the date: cut out of the one that holds then."""
    version = existing_on(unit, on)
    if version.valid_from == on:
        return version
    UnitVersion.objects.filter(pk=version.pk).update(valid_to=on)
    return UnitVersion.objects.create(
        unit=unit, valid_from=on, valid_to=version.valid_to, **_columns(Facts.of(version))
    )


def write_facts(version: UnitVersion, facts: Facts) -> None:
    UnitVersion.objects.filter(pk=version.pk).update(**_columns(facts))


def _columns(facts: Facts) -> dict[str, object]:
    columns = {f.name: getattr(facts, f.name) for f in fields(facts)}
    name = nfc(facts.name).strip()
    return columns | {"name": name, "sort_key": sort_key(name, limit=400), "folded": name_key(name)[:600]}


def _shown(value: object) -> events.Plain:
    return value.code if isinstance(value, Unit | Territory) else value if isinstance(value, int) else str(value)


def _check(facts: Facts, *, code: str, on: date, valid_to: date | None = None) -> None:
    errors = tuple(_errors(facts, code, on, valid_to))
    if errors:
        raise Invalid("Chưa lưu được đơn vị {unit}.", errors=errors, unit=code)


def _errors(facts: Facts, code: str, on: date, valid_to: date | None) -> Iterator[FieldError]:
    if not code or len(code) > 80 or not code.isascii() or not all(c.isalnum() or c in "-_" for c in code):
        yield FieldError("code", "Mã gồm chữ không dấu, chữ số và gạch nối, tối đa 80 ký tự.")
    if not facts.name.strip() or len(facts.name) > 300:
        yield FieldError("name", "Ghi tên đơn vị, tối đa 300 ký tự.")
    if facts.type not in UnitType.values:
        yield FieldError("type", "Không có loại đơn vị “{type}”.", {"type": facts.type})
    if facts.parent is not None and facts.parent.code == code:
        yield FieldError("parent", "Đơn vị không thể đứng dưới chính nó.")
    if valid_to is not None and valid_to <= on:
        yield FieldError("valid_to", "Ngày kết thúc phải sau ngày bắt đầu.")
