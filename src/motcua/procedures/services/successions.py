"""Histories in which an entry holds until it is ended or the next one begins: what is taken back gives the time back that it took."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any

from django.db.models import QuerySet


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
