"""Histories in which an entry holds until it is ended or the next one begins: what is taken back gives the time back that it took."""

from __future__ import annotations

from datetime import date
from itertools import zip_longest
from typing import Any

from django.db.models import QuerySet

from motcua.kernel.errors import N_, FieldError, Invalid
from motcua.procedures.models import Procedure
from motcua.procedures.queries.workflows import cases_of

NOT_SAVED = "Chưa lưu được. Hãy sửa các ô được đánh dấu."


def alone(procedure: int) -> None:
    """Nobody else writes the procedure's histories until the transaction ends."""
    Procedure.objects.select_for_update().get(pk=procedure)


def end_before(rows: QuerySet[Any], start: date, *, taken: str) -> None:
    """The entries that hold (`rows`) end where another begins. Part of the caller's transaction.

    Raises Invalid at `valid_from`, told by `taken` ({number}, {on}), where one begins on that day or later.
    """
    later = rows.filter(valid_from__gte=start).order_by("valid_from").first()
    if later is not None:
        raise wrong("valid_from", taken, number=later.number, on=f"{later.valid_from:%d/%m/%Y}")
    rows.filter(valid_to__isnull=True).update(valid_to=start)
    rows.filter(valid_to__gt=start).update(valid_to=start)


def known_case(procedure: Procedure, case: str, on: date) -> None:
    """No dossier would ever meet what is kept for a case that the procedure does not have. Raises Invalid at `case`."""
    cases = cases_of(procedure, on)
    if not case or case in cases:
        return
    if not cases:
        raise wrong("case", N_("Thủ tục không chia trường hợp; bỏ trống ô này."))
    raise wrong("case", N_("Thủ tục không có trường hợp này. Các trường hợp: {cases}."), cases="; ".join(cases))


def with_reason(reason: str) -> None:
    """Raises Invalid at `reason` where none is given."""
    if not reason.strip():
        raise wrong("reason", N_("Ghi lý do."))


def wrong(field: str, template: str, **params: object) -> Invalid:
    return Invalid(NOT_SAVED, errors=(FieldError(field, template, params),))


def close_ranks(rows: QuerySet[Any]) -> None:
    """Entries of one thing that count (`rows`): each holds until the day that was decided (`ended_on`) or until the next one begins.

    Part of the caller's transaction, after one of them was voided or removed.
    """
    found = list(rows.order_by("valid_from", "pk"))
    for row, following in zip_longest(found, found[1:]):
        ends = [day for day in (row.ended_on, following and following.valid_from) if day is not None]
        until = min(ends, default=None)
        if until != row.valid_to:
            rows.filter(pk=row.pk).update(valid_to=until)
