"""The local layer: what the province settles of its own, each entry with its decision and dates. No import comes here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F, Q, QuerySet

from motcua.kernel import clock, events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused
from motcua.kernel.events import NewEvent
from motcua.kernel.refs import Ref
from motcua.kernel.text import nfc
from motcua.procedures.content import Content, Limit, from_json
from motcua.procedures.content.bounds import beyond_time
from motcua.procedures.content.local import UNBASED, Local, Value, Words, key_of, longer, plain_of, value_of
from motcua.procedures.events import EventKind
from motcua.procedures.models import LocalEntry, LocalKind, Procedure
from motcua.procedures.queries.local import HOLDING, named_on
from motcua.procedures.queries.registry import has_ended, ref_of, version_on

if TYPE_CHECKING:
    from motcua.documents.models import LegalDocument
    from motcua.organisations.models import Unit


@dataclass(frozen=True, slots=True)
class _New:
    """An entry as it is told."""

    procedure: Procedure
    kind: str
    value: Value
    unit: Unit | None = None
    valid_to: date | None = None


def add_entry(
    procedure: Procedure,
    *,
    kind: str,
    value: Value,
    valid_from: date,
    actor: Actor,
    decision: LegalDocument | None = None,
    unit: Unit | None = None,
    valid_to: date | None = None,
) -> LocalEntry:
    """Thêm một mục. All but notes rest on a decision. Raises Invalid: no decision, an empty range, a limit that is longer than the
    national one, another entry about the same at the same unit on one of its days.
    """
    version = version_on(procedure, valid_from) if isinstance(value, Limit) else None
    contents = {procedure.pk: from_json(version.content)} if version is not None else {}
    new = _New(procedure, kind, value, unit, valid_to)
    made, wrong = _add([new], contents, valid_from=valid_from, decision=decision, actor=actor)
    if wrong:
        raise Invalid("Chưa thêm được. Hãy sửa các ô được đánh dấu.", errors=wrong[0])
    return made[0]


def add_many(
    told: Sequence[tuple[Procedure, str, Value]],
    contents: Mapping[int, Content],
    *,
    valid_from: date,
    decision: LegalDocument | None,
    actor: Actor,
) -> dict[int, tuple[FieldError, ...]]:
    """What one decision settles of many procedures, for the whole province and open-ended; `contents` is what holds on the day, by
    procedure. Returns what is wrong with each by its place; with anything wrong nothing is written. Five statements, however many.
    """
    return _add([_New(*one) for one in told], contents, valid_from=valid_from, decision=decision, actor=actor)[1]


def _add(
    told: Sequence[_New],
    contents: Mapping[int, Content],
    *,
    valid_from: date,
    decision: LegalDocument | None,
    actor: Actor,
) -> tuple[list[LocalEntry], dict[int, tuple[FieldError, ...]]]:
    """All of them, or nothing and what is wrong with each by its place."""
    keys = {new.procedure.pk for new in told}
    layers: dict[tuple[int, str, int | None], list[LocalEntry]] = defaultdict(list)
    wrong: dict[int, tuple[FieldError, ...]] = {}
    made: list[LocalEntry] = []
    with transaction.atomic():
        # What their pages say changes, so their versions do; two writers of one layer wait for each other.
        Procedure.objects.filter(pk__in=keys).update(version=F("version") + 1)
        for row in _holding(valid_from).filter(procedure__in=keys).order_by("valid_from", "pk"):
            layers[row.procedure_id, row.kind, row.unit_id].append(row)
        for place, new in enumerate(told):
            errors = _errors(new, valid_from, decision)
            if isinstance(new.value, Limit):
                errors += _too_long(contents.get(new.procedure.pk), new.value)
            layer = layers[new.procedure.pk, new.kind, new.unit.pk if new.unit else None]
            if (other := _same(new, layer)) is not None:
                errors.append(_taken(other))
            if errors:
                wrong[place] = tuple(errors)
                continue
            entry = LocalEntry(
                procedure=new.procedure,
                kind=new.kind,
                unit=new.unit,
                value=plain_of(new.kind, new.value),
                decision=decision,
                valid_from=valid_from,
                valid_to=new.valid_to,
            )
            layer.append(entry)
            made.append(entry)
        if wrong:
            transaction.set_rollback(True)
            return [], wrong
        LocalEntry.objects.bulk_create(made, batch_size=500)
        events.append_many(
            [NewEvent(ref_of(one.procedure), EventKind.LOCAL_ADDED, _told(one)) for one in made], actor=actor
        )
    return made, {}


def end_entry(entry: LocalEntry, *, on: date, actor: Actor) -> LocalEntry:
    """Chấm dứt: it holds until the day before `on`. Raises Invalid for a day that is not later than its first, Refused when it ended."""
    if on <= entry.valid_from:
        told = FieldError("on", N_("Ngày chấm dứt phải sau ngày bắt đầu; ghi nhầm thì hủy mục này."))
        raise Invalid("Ngày chấm dứt chưa đúng.", errors=(told,))
    with transaction.atomic():
        rows = LocalEntry.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=on), pk=entry.pk, voided_at__isnull=True
        )
        if rows.update(valid_to=on) != 1:
            raise Refused("Mục này đã chấm dứt hoặc đã hủy.")
        _hold(entry.procedure)
        payload: dict[str, events.Plain] = {"entry": entry.uid, "kind": entry.kind, "to": on}
        events.append(ref_of(entry.procedure), EventKind.LOCAL_ENDED, actor=actor, payload=payload)
    entry.valid_to = on
    return entry


def void_entry(entry: LocalEntry, *, reason: str, actor: Actor) -> LocalEntry:
    """Hủy what was recorded by mistake: it never held; it stays readable with the reason."""
    reason = nfc(reason).strip()[:500]
    if not reason:
        raise Invalid("Hãy ghi lý do.", errors=(FieldError("reason", N_("Hãy ghi lý do.")),))
    now = clock.now()
    with transaction.atomic():
        rows = LocalEntry.objects.filter(pk=entry.pk, voided_at__isnull=True)
        if rows.update(voided_at=now, void_reason=reason) != 1:
            raise Refused("Mục này đã hủy.")
        _hold(entry.procedure)
        payload: dict[str, events.Plain] = {"entry": entry.uid, "kind": entry.kind, "reason": reason}
        events.append(ref_of(entry.procedure), EventKind.LOCAL_VOIDED, actor=actor, payload=payload)
    entry.voided_at, entry.void_reason = now, reason
    return entry


def move_entries(refs: Sequence[str], unit: int, to_unit: int) -> int:
    """Give what holds at one unit to another (a split or transfer of units). Part of the caller's transaction."""
    uids = [ref.uid for ref in map(Ref.parse, refs) if ref.kind == HOLDING]
    return LocalEntry.objects.filter(uid__in=uids, unit=unit).update(unit=to_unit)


def _hold(procedure: Procedure) -> None:
    """What a procedure's page says changes, so its version does; two writers of one layer wait for each other."""
    Procedure.objects.filter(pk=procedure.pk).update(version=F("version") + 1)


def _errors(new: _New, start: date, decision: Any) -> list[FieldError]:
    errors, kind, value, end = [], new.kind, new.value, new.valid_to
    if kind not in LocalKind.values:
        errors.append(FieldError("kind", N_("Chọn loại trong danh sách.")))
    if decision is None and kind not in UNBASED:
        errors.append(FieldError("decision", N_("Ghi quyết định, nghị quyết làm căn cứ.")))
    days = {"valid_from": start, "valid_to": end}
    errors += [FieldError(name, N_("Năm phải từ 1945 đến 2200.")) for name, day in days.items() if beyond_time(day)]
    if end is not None and end <= start:
        errors.append(FieldError("valid_to", N_("Ngày hết hiệu lực phải sau ngày bắt đầu.")))
    if has_ended(new.procedure, start):
        errors.append(FieldError("valid_from", N_("Thủ tục đã bãi bỏ vào ngày này.")))
    if isinstance(value, Words) and not value.text.strip():
        errors.append(FieldError("text", N_("Ghi nội dung.")))
    elif isinstance(value, Words) and kind == Local.DELEGATED and not value.unit and named_on(value.text, start):
        errors.append(FieldError("text", N_("Cơ quan này có trong danh sách đơn vị; hãy chọn ở ô cơ quan.")))
    if isinstance(value, Limit) and value.value <= 0:
        errors.append(FieldError("amount", N_("Thời hạn phải lớn hơn 0.")))
    return errors


def _too_long(content: Content | None, value: Limit) -> list[FieldError]:
    for national in content.limits if content else ():
        covers = value.case in ("", national.case) and value.channel in (None, national.channel)
        if covers and longer(value, national):
            return [FieldError("amount", N_("Thời hạn của địa phương không được dài hơn thời hạn chung của thủ tục."))]
    return []


def _holding(on: date) -> QuerySet[LocalEntry]:
    return LocalEntry.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), voided_at__isnull=True)


def _same(new: _New, rows: Iterable[LocalEntry]) -> LocalEntry | None:
    """Of the rows that hold on its first day or later, one about the same that holds on one of its days."""
    key = key_of(new.kind, new.value)
    begun = (row for row in rows if new.valid_to is None or row.valid_from < new.valid_to)
    return next((row for row in begun if key_of(row.kind, value_of(row.kind, row.value)) == key), None)


def _taken(other: LocalEntry) -> FieldError:
    return FieldError(
        "valid_from",
        N_("Đã có mục cùng loại cho cùng trường hợp, cùng nơi từ ngày {on}. Hãy chấm dứt mục đó trước."),
        {"on": f"{other.valid_from:%d/%m/%Y}"},
    )


def _told(made: LocalEntry) -> dict[str, events.Plain]:
    return {
        "entry": made.uid,
        "kind": made.kind,
        "from": made.valid_from,
        "to": made.valid_to,
        "unit": made.unit.code if made.unit else None,
        "document": made.decision.number if made.decision else None,
    }
