"""The local layer of a procedure: entries as rows for officers, and as values for pages, programs and clocks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import F, QuerySet

from motcua.kernel.errors import Invalid, NotFound
from motcua.kernel.refs import Ref
from motcua.kernel.workdays import Limit as ClockLimit
from motcua.organisations.permissions import valid_on
from motcua.organisations.queries.units import names_on, unit_called
from motcua.procedures.content import ChannelKind, Content, Fee, Limit
from motcua.procedures.content import local as pure
from motcua.procedures.models import LocalEntry, Procedure
from motcua.procedures.queries import words

if TYPE_CHECKING:
    from motcua.organisations.models import Unit

HOLDING = "local_entry"
"""Kind of the Refs by which reorganisations name the entries of a unit."""


def entries(procedure: Procedure) -> QuerySet[LocalEntry]:
    """All entries by kind, the newest first; those that were voided come last."""
    rows = procedure.local_entries.select_related("decision", "unit", "procedure")
    return rows.order_by(F("voided_at").asc(nulls_first=True), "kind", "-valid_from", "-pk")


def in_force(procedures: Iterable[int], on: date) -> QuerySet[LocalEntry]:
    """The layer of a day, of many procedures (keys)."""
    rows = LocalEntry.objects.filter(valid_on(on), procedure__in=list(procedures), voided_at__isnull=True)
    return rows.select_related("decision", "unit").order_by("pk")


def entry_for(procedure: Procedure, uid: UUID | str) -> LocalEntry:
    found = procedure.local_entries.select_related("decision", "unit", "procedure").filter(uid=uid).first()
    if found is None:
        raise NotFound("Thủ tục không có mục địa phương này.", code="no_entry")
    return found


def values(rows: Iterable[LocalEntry]) -> list[pure.Entry]:
    """Rows as `content.local` takes them."""
    return [
        pure.Entry(
            pure.Local(row.kind),
            pure.value_of(row.kind, row.value),
            row.decision.number if row.decision else "",
            row.valid_from,
            row.valid_to,
            row.unit.code if row.unit else "",
            str(row.uid),
        )
        for row in rows
    ]


def layer_of(procedure: Procedure, on: date) -> list[pure.Entry]:
    """The entries of a procedure that hold on a day. One query."""
    return values(in_force([procedure.pk], on))


def layers_of(procedures: Iterable[int], on: date) -> dict[int, list[pure.Entry]]:
    """`layer_of` of many procedures (keys). One query."""
    found: dict[int, list[LocalEntry]] = {}
    for row in in_force(procedures, on):
        found.setdefault(row.procedure_id, []).append(row)
    return {pk: values(rows) for pk, rows in found.items()}


def effective_of(procedure: Procedure, content: Content, on: date, *, unit: str = "") -> pure.Effective:
    """A content with the layer of a day, at a unit (code) or in the province at large. Both values of each pair are shown."""
    return pure.effective(content, layer_of(procedure, on), unit=unit)


def clock_limit_of(
    procedure: Procedure,
    content: Content,
    on: date,
    *,
    case: str = "",
    channel: ChannelKind | None = None,
    unit: str = "",
) -> ClockLimit | None:
    """The limit that a dossier's clock takes, as `kernel.workdays` reads it; None where the content names none, or no whole number."""
    found = pure.clock_limit(content, layer_of(procedure, on), case=case, channel=channel, unit=unit)
    if found is None or found.value != int(found.value) or found.value < 1:
        return None
    return ClockLimit(int(found.value), found.unit)


def delegated_to(unit: Unit, text: str, on: date) -> pure.Words:
    """A delegation to a unit of ours: its code, and what is said of it, or its name as it is on the day."""
    return pure.Words(" ".join(text.split()) or names_on([unit.pk], on).get(unit.pk, unit.code), unit.code)


def named_on(text: str, on: date) -> bool:
    """Whether a text is nothing but the name or code of a unit of ours."""
    with suppress(NotFound, Invalid):
        return unit_called(text, on) is not None
    return False


def said(value: pure.Value) -> str:
    """What people read of an entry's value."""
    match value:
        case Limit():
            text = words.limit_words(value)
        case Fee():
            exempt = words.exempt_words(value.exempt) if value.exempt else ""
            text = f"{words.FEES[value.kind]}: {words.fee_words(value)}{'. ' if exempt else ''}{exempt}"
        case _:
            return value.text
    about = ", ".join(w for w in (str(words.CHANNELS[value.channel]) if value.channel else "", value.case) if w)
    return f"{text} ({about})" if about else text


def fill_shown(rows: Sequence[Any], on: date) -> None:
    """`row.said`, `row.unit_name` and `row.running` for lists of entries. One query."""
    names = names_on([row.unit_id for row in rows if row.unit_id], on)
    for row in rows:
        value = pure.value_of(row.kind, row.value)
        row.said = said(value)
        row.foreign = row.kind == pure.Local.DELEGATED and isinstance(value, pure.Words) and not value.unit
        row.unit_name = names.get(row.unit_id, "") if row.unit_id else ""
        row.running = row.voided_at is None and (row.valid_to is None or row.valid_to > on)


def refs_of_unit(unit: int) -> list[str]:
    """Entries that hold at a unit, as Refs: for splits and transfers of units."""
    rows = LocalEntry.objects.filter(unit=unit, voided_at__isnull=True, valid_to__isnull=True).order_by("pk")
    return [str(Ref.to(HOLDING, uid)) for uid in rows.values_list("uid", flat=True)]


def plain(entry: pure.Entry) -> dict[str, Any]:
    """An entry for programs."""
    return {
        "id": entry.uid,
        "kind": str(entry.kind),
        "value": pure.plain_of(entry.kind, entry.value),
        "text": said(entry.value),
        "decision": entry.decision,
        "unit": entry.unit,
        "valid_from": entry.valid_from,
        "valid_to": entry.valid_to,
    }


def entry_row(entry: LocalEntry) -> dict[str, Any]:
    """An entry for programs of officers, whatever became of it."""
    return {
        "id": entry.uid,
        "kind": entry.kind,
        "value": entry.value,
        "text": said(pure.value_of(entry.kind, entry.value)),
        "decision": entry.decision.number if entry.decision else "",
        "unit": entry.unit.code if entry.unit else "",
        "valid_from": entry.valid_from,
        "valid_to": entry.valid_to,
        "voided": entry.voided_at is not None,
        "void_reason": entry.void_reason,
    }


def cases_of(content: Content) -> list[str]:
    """The cases that limits, fees and papers of a content name: for these a local value may be set."""
    parts: list[Any] = [*content.limits, *content.fees, *content.components]
    return list(dict.fromkeys(one.case for one in parts if one.case))
