"""Indexing what is there already: for rows that were kept before their list had a search box, and after a fault.

Each package says for each of its kinds which rows there are and how some of them are indexed (`declare_index`, in its `apps.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from motcua.kernel.errors import Invalid
from motcua.kernel.models import SearchEntry
from motcua.kernel.search import ranked
from motcua.kernel.search.indexing import remove

PORTION = 500


@dataclass(frozen=True, slots=True)
class Index:
    """`rows`: everything of the kind that is to be found; `write`: index the rows with these primary keys."""

    rows: Callable[[], QuerySet[Any]]
    write: Callable[[Sequence[int]], object]


@dataclass(frozen=True, slots=True)
class Again:
    """What was done for a kind: rows indexed, of them such as were not found before, and entries of rows that are gone."""

    kind: str
    rows: int
    new: int
    gone: int


indexes: dict[str, Index] = {}


def declare_index(kind: str, rows: Callable[[], QuerySet[Any]], write: Callable[[Sequence[int]], object]) -> None:
    indexes[kind] = Index(rows, write)


def reindex(kinds: Sequence[str] = ()) -> Iterator[Again]:
    """Index all rows of the kinds (of every kind without any), portion by portion, each in a transaction of its own; one after the other.

    Run again it changes nothing; broken off it goes on with the next run. Raises Invalid for a kind that nobody declared.
    """
    unknown = [kind for kind in kinds if kind not in indexes]
    if unknown:
        known = ", ".join(sorted(indexes))
        raise Invalid("Không có loại “{kind}”. Các loại: {known}.", kind=unknown[0], known=known)
    for kind in kinds or sorted(indexes):
        yield _again(kind, indexes[kind])


def _again(kind: str, index: Index) -> Again:
    before = _known(kind)
    pks = list(index.rows().order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(pks), PORTION):
        index.write(pks[start : start + PORTION])
    gone = sorted(before - set(pks))
    for start in range(0, len(gone), PORTION):
        remove(kind, gone[start : start + PORTION])
    return Again(kind, len(pks), len(set(pks) - before), len(gone))


def _known(kind: str) -> set[int]:
    if kind in ranked.ranked_kinds:
        return ranked.known(kind)
    return set(SearchEntry.objects.filter(kind=kind).values_list("object_id", flat=True))
