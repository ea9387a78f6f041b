"""What people did not want of a source, kept for the next file that says the same."""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping
from typing import TypeVar

from django.utils import translation

from motcua.kernel import clock
from motcua.procedures.models import ImportRow, RowState
from motcua.procedures.queries import words
from motcua.procedures.queries.comparing import PARTS

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


def refusal_of(row: ImportRow) -> ImportRow | None:
    return refusals_among({row.pk: (row.name, row.raw)}).get(row.pk)


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


def _key(raw: object) -> str:
    return json.dumps(raw, ensure_ascii=False, sort_keys=True)
