"""What wordings mean, entered by people: the editable side of `queries.resolution`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F, Q

from motcua.kernel import events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import FieldError, Invalid, Refused
from motcua.kernel.meanwhile import changed_meanwhile
from motcua.kernel.refs import Ref
from motcua.organisations.models import Territory, Unit, UnitAlias, UnitAliasMember, UnitType
from motcua.organisations.rules.names import name_key, without_notes


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a wording means: named units, or those that a rule finds under a base, less the excluded ones."""

    rule: str = UnitAlias.Rule.UNITS
    units: tuple[Unit, ...] = ()
    excluded: tuple[Unit, ...] = ()
    base: str = UnitAlias.Base.ISSUER
    base_unit: Unit | None = None
    types: tuple[str, ...] = ()
    prefix: str = ""
    level: str = ""


def alias_ref(alias: UnitAlias) -> Ref:
    return Ref.to("unit_alias", alias.uid)


def add_alias(
    text: str,
    meaning: Meaning,
    *,
    actor: Actor,
    valid_from: date,
    valid_to: date | None = None,
    owner: Unit | None = None,
) -> UnitAlias:
    """Let a wording mean units in the documents of `owner` and what stands under it (None: of everybody), from a date on."""
    folded = name_key(without_notes(text))[:300]
    _check(folded, meaning, valid_from, valid_to)
    with transaction.atomic():
        _refuse_overlap(owner, folded, valid_from, valid_to)
        alias = UnitAlias.objects.create(
            owner=owner,
            text=text.strip()[:300],
            folded=folded,
            valid_from=valid_from,
            valid_to=valid_to,
            **_columns(meaning),
        )
        _set_members(alias, meaning)
        events.append(alias_ref(alias), "unit_alias.added", actor=actor, payload=_payload(alias, meaning))
    return alias


def change_alias(alias: UnitAlias, meaning: Meaning, *, actor: Actor) -> UnitAlias:
    """Correct what a wording means, for its whole range. Raises Stale when somebody else was quicker."""
    _check(alias.folded, meaning, alias.valid_from, alias.valid_to)
    with transaction.atomic():
        changed = UnitAlias.objects.filter(pk=alias.pk, version=alias.version)
        if changed.update(version=F("version") + 1, **_columns(meaning)) != 1:
            raise changed_meanwhile(alias_ref(alias), actor=actor)
        _set_members(alias, meaning)
        alias.refresh_from_db()
        events.append(alias_ref(alias), "unit_alias.changed", actor=actor, payload=_payload(alias, meaning))
    return alias


def end_alias(alias: UnitAlias, *, on: date, actor: Actor) -> None:
    """The wording means nothing special from a date on."""
    with transaction.atomic():
        still = UnitAlias.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), pk=alias.pk, valid_from__lt=on)
        if still.update(valid_to=on, version=F("version") + 1) != 1:
            raise Refused("Cách gọi này đã kết thúc, hoặc ngày kết thúc không sau ngày bắt đầu.", code="alias_ended")
        events.append(alias_ref(alias), "unit_alias.ended", actor=actor, payload={"on": on})


def _columns(meaning: Meaning) -> dict[str, object]:
    return {
        "rule": meaning.rule,
        "base": meaning.base,
        "base_unit": meaning.base_unit,
        "types": list(meaning.types),
        "prefix": name_key(meaning.prefix),
        "level": meaning.level,
    }


def _set_members(alias: UnitAlias, meaning: Meaning) -> None:
    alias.members.all().delete()
    members = [(u, False) for u in meaning.units] + [(u, True) for u in meaning.excluded]
    UnitAliasMember.objects.bulk_create([UnitAliasMember(alias=alias, unit=u, excluded=out) for u, out in members])


def _payload(alias: UnitAlias, meaning: Meaning) -> dict[str, events.Plain]:
    def codes(units: Iterable[Unit]) -> list[str]:
        return [u.code for u in units]

    return {
        "text": alias.text,
        "owner": alias.owner.code if alias.owner else None,
        "rule": meaning.rule,
        "units": codes(meaning.units),
        "excluded": codes(meaning.excluded),
        "from": alias.valid_from,
        "to": alias.valid_to,
    }


def _refuse_overlap(owner: Unit | None, folded: str, start: date, end: date | None) -> None:
    others = UnitAlias.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=start), owner=owner, folded=folded)
    if (others if end is None else others.filter(valid_from__lt=end)).exists():
        raise Refused("Cách gọi này đã có trong khoảng ngày đó; hãy sửa hoặc kết thúc cái cũ.", code="alias_overlap")


def _check(folded: str, meaning: Meaning, start: date, end: date | None) -> None:
    errors = []
    if not folded:
        errors.append(FieldError("text", "Ghi cách gọi như trong văn bản."))
    if end is not None and end <= start:
        errors.append(FieldError("valid_to", "Ngày kết thúc phải sau ngày bắt đầu."))
    if meaning.rule not in UnitAlias.Rule.values:
        errors.append(FieldError("rule", "Không có cách xác định này."))
    if meaning.rule == UnitAlias.Rule.UNITS and not meaning.units:
        errors.append(FieldError("units", "Chọn ít nhất một đơn vị."))
    if (meaning.base == UnitAlias.Base.UNIT) != (meaning.base_unit is not None):
        errors.append(FieldError("base_unit", "Chọn đơn vị làm gốc."))
    if wrong := [t for t in meaning.types if t not in UnitType.values]:
        errors.append(FieldError("types", "Không có loại đơn vị “{type}”.", {"type": wrong[0]}))
    if meaning.level and meaning.level not in Territory.Level.values:
        errors.append(FieldError("level", "Không có cấp này."))
    if errors:
        raise Invalid("Chưa lưu được cách gọi.", errors=tuple(errors))
