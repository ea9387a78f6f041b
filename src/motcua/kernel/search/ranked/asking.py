"""Answering: the records that fit a reading best."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from heapq import nlargest

from motcua.kernel.search.among import rows_of
from motcua.kernel.search.ranked import lists, reading
from motcua.kernel.search.ranked.kinds import ranked_kinds
from motcua.kernel.search.ranked.lists import EVERY, FULL, Postings
from motcua.kernel.search.ranked.pieces import groups_of, terms_of
from motcua.kernel.search.ranked.scoring import Close, likely, measured

MOST_HITS = 200
MOST_CLOSE = 100  # measured exactly; those behind them stay in the rough order
_LONG = 14  # words: whoever types more gives a name, and the rough order is nearly right
_COVERED = 0.55  # how much of a score hangs on the share of the query that a record answers
_TITLE_IS, _TITLE_HOLDS = 0.8, 0.15
_GOES_ON = 0.6  # a title that holds what is being typed, as far as it goes
_FIRST = 5  # what people look at
_LEAST = 0.12  # of the best score: what lies below is no answer


@dataclass(slots=True)
class Hits:
    """Keys best first with their scores (0 to 10,000); what was corrected, what stood for what, which words may be marked;
    which share of what was asked the best of them answer; `scattered`: none of those holds two of its words side by side."""

    scores: list[tuple[int, int]] = field(default_factory=list)
    corrections: dict[str, str] = field(default_factory=dict)
    stands_for: dict[str, str] = field(default_factory=dict)
    marked: frozenset[str] = frozenset()
    answered: float = 1.0
    scattered: bool = False


def best(kind: str, text: str, *, typing: bool = False, among: Collection[int] | None = None) -> Hits:
    """The records of a kind (those `among` the given keys) that a text finds. `typing`: the last word may be
    unfinished. Three to seven queries, however many records there are."""
    read = reading.read(kind, text[:500], ranked_kinds[kind], typing=typing)
    if not read.words:
        return Hits()
    forms = [word.form for word in read.words]
    found = read.held
    if further := set(terms_of(read)) - read.asked:
        found |= lists.read(kind, further)
    every = found.get(EVERY, Postings())
    groups = list(groups_of(read, found, every.size))
    candidates = likely(groups, found, MOST_HITS, among)
    if not candidates:
        return Hits(corrections=read.corrections, answered=0.0)
    few = MOST_CLOSE if len(forms) <= _LONG else MOST_CLOSE // 3
    close, others = candidates[:few], candidates[few:]
    exact = measured(groups, found, [key for key, _ in close])
    top, answered = _ordered(kind, exact, every, " ".join(forms), holds=_GOES_ON if typing else _TITLE_HOLDS)
    scattered = not any(one.together for one in nlargest(_FIRST, exact, key=lambda one: one.score))
    top += [(key, top[-1][1] * score / close[-1][1]) for key, score in others]
    stands = {
        " ".join(w.said for w in read.words[s.start : s.end]): s.said for s in read.spans if s.said and not s.official
    }
    return Hits(_cut(top), read.corrections, stands, read.marked, answered, scattered)


def _ordered(
    kind: str, close: Sequence[Close], every: Postings, phrase: str, *, holds: float
) -> tuple[list[tuple[int, float]], float]:
    """Keys with their scores, best first, by how much of the query they answer, their titles and their priors; and the best share."""
    keys = [one.key for one in close]
    titles = dict(rows_of(kind, "SELECT object_id, title FROM kernel_rankedrecord", "object_id", keys))
    priors = every.weights_of(lists.by_block(keys))
    scored = []
    for one in close:
        title = titles.get(one.key, "")
        boost = 1.0 + (_TITLE_IS if title == phrase else holds if phrase in title else 0.0)
        share = 1 - _COVERED + _COVERED * one.share
        scored.append((one.key, one.score * share * boost * priors.get(one.key, FULL) / FULL))
    scored.sort(key=lambda pair: (-pair[1], pair[0]))
    best_share = max((one.share for one in nlargest(_FIRST, close, key=lambda one: one.score)), default=0.0)
    return scored, best_share


def _cut(top: Sequence[tuple[int, float]]) -> list[tuple[int, int]]:
    """Scores as whole numbers of the best one's 10,000; without such as lie far below it."""
    highest = top[0][1]
    return [(key, round(10_000 * score / highest)) for key, score in top if score >= _LEAST * highest]
