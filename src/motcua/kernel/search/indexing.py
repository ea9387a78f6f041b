"""Writing the index. Called by services inside their transaction, so that record and index never part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import connection, transaction

from motcua.kernel.models import SearchEntry, SearchPosting, SearchTerm
from motcua.kernel.search import ranked
from motcua.kernel.search.words import folded_phrase, words
from motcua.kernel.text import fold

TITLE_WEIGHT = 8
MOST_WORDS = 2000  # of one record: what stands further down in a long text does not tell records apart
_BATCH = 400


@dataclass(frozen=True, slots=True)
class Entry:
    """What one record is found by: its title and further texts with their weights (1 body … 8 as good as the title).

    `prior` (up to 1) says how readily it is shown; only kinds that are searched by rank look at it.
    """

    object_id: int
    title: str
    fields: Sequence[tuple[str, int]] = field(default_factory=tuple)
    prior: float = 1.0


def index(kind: str, object_id: int, *, title: str, fields: Sequence[tuple[str, int]] = ()) -> None:
    """Make one record findable, replacing what it was found by before."""
    index_many(kind, [Entry(object_id, title, fields)])


def index_many(kind: str, entries: Iterable[Entry]) -> None:
    """The same for many records in few statements (imports, samples, re-indexing)."""
    pending: list[Entry] = []
    for entry in entries:
        pending.append(entry)
        if len(pending) == _BATCH:
            _write(kind, pending)
            pending = []
    if pending:
        _write(kind, pending)


def remove(kind: str, object_ids: Sequence[int]) -> None:
    """Make records unfindable. The vocabulary stays: its words are harmless."""
    if kind in ranked.ranked_kinds:
        ranked.remove(kind, object_ids)
        return
    with transaction.atomic():
        SearchPosting.objects.filter(kind=kind, object_id__in=object_ids).delete()
        SearchEntry.objects.filter(kind=kind, object_id__in=object_ids).delete()


def _write(kind: str, entries: Sequence[Entry]) -> None:
    if kind in ranked.ranked_kinds:
        ranked.write(kind, entries)
        return
    weights = {entry.object_id: _weights(entry) for entry in entries}
    with transaction.atomic():
        ids = _term_ids({word for of_one in weights.values() for word in of_one})
        remove(kind, list(weights))
        SearchEntry.objects.bulk_create(
            [SearchEntry(kind=kind, object_id=e.object_id, title=folded_phrase(e.title)[:600]) for e in entries]
        )
        _insert_postings(
            [(kind, pk, ids[word], weight) for pk, of_one in weights.items() for word, weight in of_one.items()]
        )


def _insert_postings(rows: Sequence[tuple[str, int, int, int]]) -> None:
    """Plain SQL, the same on both databases: a fifth of the time of `bulk_create`, which weighs in imports of thousands of records."""
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO kernel_searchposting (kind, object_id, term_id, weight) VALUES (%s, %s, %s, %s)", rows
            )


def _weights(entry: Entry) -> dict[str, int]:
    """Each word of the record with the best weight of the fields it stands in."""
    best: dict[str, int] = {}
    for text, weight in ((entry.title, TITLE_WEIGHT), *entry.fields):
        for word in words(text):
            if best.get(word, 0) < weight and (word in best or len(best) < MOST_WORDS):
                best[word] = weight
    return best


def _term_ids(wanted: set[str]) -> dict[str, int]:
    """Ids of all words, making those that are new. Two writers may make the same word: the second one's insert is ignored."""
    known = _known(wanted)
    if missing := sorted(wanted - known.keys()):
        SearchTerm.objects.bulk_create(
            [SearchTerm(text=w, folded=fold(w), length=len(fold(w))) for w in missing],
            batch_size=500,
            ignore_conflicts=True,
        )
        known |= _known(set(missing))
    return known


def _known(wanted: set[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    ordered = sorted(wanted)
    for start in range(0, len(ordered), 500):
        chunk = ordered[start : start + 500]
        found.update(SearchTerm.objects.filter(text__in=chunk).values_list("text", "pk"))
    return found
