"""What people did not want of a source, kept for the next file that says the same."""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping
from typing import TypeVar

from django.utils import translation

from motcua.kernel import clock
from motcua.procedures.content import Content, changed_parts
from motcua.procedures.models import ImportRow, RowState
from motcua.procedures.queries import words
from motcua.procedures.queries.comparing import PARTS
from motcua.procedures.queries.imports import said_of

K = TypeVar("K", bound=Hashable)


def refusals_among(rows: Mapping[K, tuple[str, object]]) -> dict[K, ImportRow]:
    """Of rows by their name and what is kept of them: the newest decision about the same words in any run, where it refused some or all of
    them. One query.
    """
    decided = ImportRow.objects.filter(
        state__in=(RowState.REJECTED, RowState.ACCEPTED), name__in={name[:2000] for name, _ in rows.values()}
    )
    newest = {_key(row.raw): row for row in decided.order_by("decided_at", "pk")}
    found = {which: newest.get(_key(raw)) for which, (_, raw) in rows.items()}
    return {
        which: row for which, row in found.items() if row is not None and (row.state == RowState.REJECTED or left(row))
    }


def left_out(rows: Mapping[K, tuple[int, Content]]) -> dict[K, dict[str, ImportRow]]:
    """Of rows by their procedure (key) and what they say: the parts that a person left out of another row about the procedure which said
    the same of them, each with that row. So a part stays left out though the source changes others. Two queries.
    """
    accepted = ImportRow.objects.filter(state=RowState.ACCEPTED, procedure__in={key for key, _ in rows.values()})
    newest: dict[int, dict[str, int | None]] = {}
    for pk, about, parts, taken in accepted.order_by("decided_at", "pk").values_list(
        "pk", "procedure", "parts", "taken"
    ):
        newest.setdefault(about, {}).update((part, None if part in taken else pk) for part in parts)
    decided = ImportRow.objects.in_bulk({pk for parts in newest.values() for pk in parts.values() if pk})
    found: dict[K, dict[str, ImportRow]] = {}
    for which, (about, content) in rows.items():
        left = {part: decided[pk] for part, pk in newest.get(about, {}).items() if pk}
        kept = {
            part: row
            for part, row in left.items()
            if (said := said_of(row)) and part not in changed_parts(said, content)
        }
        if kept:
            found[which] = kept
    return found


def refusal_of(row: ImportRow) -> ImportRow | None:
    """Who has refused what a row says, or left out a part of it."""
    if whole := refusals_among({row.pk: (row.name, row.raw)}).get(row.pk):
        return whole
    said = said_of(row)
    if said is None or row.procedure_id is None:
        return None
    parts = left_out({row.pk: (row.procedure_id, said)}).get(row.pk, {})
    return next((decided for part, decided in parts.items() if part in row.parts), None)


def left(row: ImportRow) -> list[str]:
    """Parts that a person left out of an accepted row; none of one refused whole."""
    return [] if row.state == RowState.REJECTED else [part for part in row.parts if part not in row.taken]


def told(decided: ImportRow) -> str:
    """Who refused it, when and why; kept with rows, so always in Vietnamese."""
    with translation.override("vi"):
        when = f"{clock.local(decided.decided_at):%H:%M %d/%m/%Y}" if decided.decided_at else ""
        who = f"{decided.decided_by}, {when}"
        if decided.state == RowState.REJECTED:
            return f"Đã không nhận nội dung này ({who})" + (f": {decided.note.rstrip('.')}." if decided.note else ".")
        return f"Đã nhận một phần nội dung này, để lại {words.listed([PARTS.get(one, one) for one in left(decided)])} ({who})."


def told_left(parts: Mapping[str, ImportRow]) -> str:
    """Which parts stay as they are since a person left them out, who and when; as `told`."""
    with translation.override("vi"):
        by = [
            f"{words.listed([PARTS.get(one, one) for one in parts if parts[one] is decided])} "
            f"({decided.decided_by}, {clock.local(decided.decided_at):%H:%M %d/%m/%Y})"
            for decided in dict.fromkeys(parts.values())
            if decided.decided_at
        ]
        return f"Phần đã để lại khi nhận, giữ như danh mục: {'; '.join(by)}."


def _key(raw: object) -> str:
    return json.dumps(raw, ensure_ascii=False, sort_keys=True)
