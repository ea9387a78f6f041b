"""Writing the lists, in the transaction of the service that changes the record."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from django.db import connection, transaction

from motcua.kernel.models import RankedList, RankedRecord
from motcua.kernel.search.ranked.lists import BLOCK, EVERY, FULL, pack, unpack
from motcua.kernel.search.ranked.weights import terms_of
from motcua.kernel.search.words import folded_phrase

if TYPE_CHECKING:
    from motcua.kernel.search.indexing import Entry

_KEYS = 800  # of one statement

Change = dict[int, int]
"""Place in the block → new weight, 0 where the record leaves the list."""


def write(kind: str, entries: Sequence[Entry]) -> None:
    """Make records findable, replacing what they were found by before. Writers of one kind wait for each other until they commit."""
    terms = {entry.object_id: _weighed(entry) for entry in entries}
    with transaction.atomic():
        _alone(kind)
        before = _held(kind, terms)
        _apply(kind, _changes(before, terms))
        RankedRecord.objects.filter(kind=kind, object_id__in=list(before)).delete()
        rows = [
            RankedRecord(
                kind=kind,
                object_id=entry.object_id,
                title=folded_phrase(entry.title),
                terms=_packed(terms[entry.object_id]),
            )
            for entry in entries
        ]
        RankedRecord.objects.bulk_create(rows, batch_size=200)


def remove(kind: str, object_ids: Sequence[int]) -> None:
    """Make records unfindable."""
    with transaction.atomic():
        _alone(kind)
        before = _held(kind, object_ids)
        _apply(kind, _changes(before, {}))
        RankedRecord.objects.filter(kind=kind, object_id__in=list(before)).delete()


def known(kind: str) -> set[int]:
    """Keys of all records that are indexed."""
    return set(RankedRecord.objects.filter(kind=kind).values_list("object_id", flat=True))


def _weighed(entry: Entry) -> dict[str, int]:
    return {**terms_of(entry.title, entry.fields), EVERY: max(1, min(FULL, round(FULL * entry.prior)))}


def _alone(kind: str) -> None:
    """SQLite has one writer anyway; on PostgreSQL two of them would write over each other's lists."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"ranked {kind}"])


def _held(kind: str, keys: Iterable[int]) -> dict[int, list[str]]:
    rows = RankedRecord.objects.filter(kind=kind, object_id__in=list(keys)).values_list("object_id", "terms")
    return {key: zlib.decompress(bytes(packed)).decode().split("\n") for key, packed in rows}


def _packed(terms: Iterable[str]) -> bytes:
    return zlib.compress("\n".join(terms).encode(), 1)


def _changes(
    before: Mapping[int, Iterable[str]], after: Mapping[int, Mapping[str, int]]
) -> dict[tuple[str, int], Change]:
    changes: dict[tuple[str, int], Change] = defaultdict(dict)
    for key, terms in before.items():
        block, place = divmod(key, BLOCK)
        for term in terms:
            changes[term, block][place] = 0
    for key, weights in after.items():
        block, place = divmod(key, BLOCK)
        for term, weight in weights.items():
            changes[term, block][place] = weight
    return changes


def _apply(kind: str, changes: Mapping[tuple[str, int], Change]) -> None:
    ordered = sorted(changes)
    for start in range(0, len(ordered), _KEYS):
        _apply_part(kind, {key: changes[key] for key in ordered[start : start + _KEYS]})


def _apply_part(kind: str, changes: Mapping[tuple[str, int], Change]) -> None:
    terms, blocks = {term for term, _ in changes}, {block for _, block in changes}
    rows = RankedList.objects.filter(kind=kind, term__in=terms, block__in=blocks)
    now = {(term, block): (size, data) for term, block, size, data in rows.values_list("term", "block", "size", "data")}
    upserts, emptied = [], []
    for (term, block), change in changes.items():
        weights = _merged(now.get((term, block)), change)
        if weights:
            upserts.append((kind, term, block, len(weights), pack(weights)))
        elif (term, block) in now:
            emptied.append((kind, term, block))
    with connection.cursor() as cursor:
        if upserts:
            cursor.executemany(
                "INSERT INTO kernel_rankedlist (kind, term, block, size, data) VALUES (%s, %s, %s, %s, %s)"
                " ON CONFLICT (kind, term, block) DO UPDATE SET size = excluded.size, data = excluded.data",
                upserts,
            )
        if emptied:
            cursor.executemany("DELETE FROM kernel_rankedlist WHERE kind = %s AND term = %s AND block = %s", emptied)


def _merged(now: tuple[int, bytes | memoryview] | None, change: Change) -> dict[int, int]:
    weights: dict[int, int] = {}
    if now:
        places, old = unpack(bytes(now[1]), now[0])
        weights = dict(zip(places, old, strict=True))
    weights.update(change)
    return {place: weight for place, weight in weights.items() if weight}
