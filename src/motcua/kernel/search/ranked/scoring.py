"""Measuring records by the pieces of a query: first all that hold the telling words, roughly; then the likeliest, exactly. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from motcua.kernel.search.ranked.lists import BLOCK, Postings, by_block
from motcua.kernel.search.ranked.pieces import PAIR, SAYS_NOTHING, SPAN_AS_TYPED, Group, Part

_SCANNED = 15_000  # entries of lists, the shortest first: what bounds the time of a search among many records
_NOTHING = 1e-9
_MOSTLY = 0.5  # of a phrase: more of it stands side by side
_MOST_MASS = 12.0  # of one piece in the share that a record answers


@dataclass(frozen=True, slots=True)
class Close:
    """A record with its exact score and the share of the query, by the rarity of its words, that it answers; `together`: some of those
    words stand side by side in it, as they were asked."""

    key: int
    score: float
    share: float
    together: bool


def likely(
    groups: Sequence[Group], found: Mapping[str, Postings], most: int, among: Collection[int] | None
) -> list[tuple[int, float]]:
    """Keys, with a rough score, of the records that hold most of the query's rarest terms.

    Common terms come last, and not at all where there are rarer ones enough: a record that holds none of those is not the best.
    """
    factors: dict[str, float] = {}
    for group in groups:
        for factor, parts in group.readings:
            for part in parts:
                for term, share in part.terms:
                    factors[term] = max(factors.get(term, 0.0), factor * share)
    rows: dict[int, list[float]] = {}
    scanned = 0
    for term in sorted(factors, key=lambda term: (found[term].size, term)):
        if scanned and scanned + found[term].size > _SCANNED:
            break
        scanned += found[term].size
        _add(rows, found[term], factors[term])
    return _highest(rows, most, among)


def _highest(rows: Mapping[int, Sequence[float]], most: int, among: Collection[int] | None) -> list[tuple[int, float]]:
    """Sorting bare numbers to learn where to cut is a third of the time of sorting them with their keys."""
    if among is None:
        every = sorted(chain.from_iterable(rows.values()))
        least = max(every[-most] if len(every) > most else 0.0, _NOTHING)
        hits = [
            (block * BLOCK + place, score)
            for block, row in rows.items()
            for place, score in enumerate(row)
            if score >= least
        ]
    else:
        hits = [(key, rows[key // BLOCK][key % BLOCK]) for key in among if key // BLOCK in rows]
        hits = [hit for hit in hits if hit[1] >= _NOTHING]
    hits.sort(key=lambda hit: (-hit[1], hit[0]))
    return hits[:most]


def _add(rows: dict[int, list[float]], postings: Postings, by: float) -> None:
    for block, places, weights in postings.blocks:
        row = rows.get(block)
        if row is None:
            row = rows[block] = [0.0] * BLOCK
        for place, weight in zip(places, weights, strict=True):
            row[place] += by * weight


def measured(groups: Sequence[Group], found: Mapping[str, Postings], keys: Sequence[int]) -> list[Close]:
    """The records with their exact scores, in the order of the keys."""
    blocks = by_block(keys)
    held = {term: found[term].weights_of(blocks) for term in _terms(groups)}
    scores = dict.fromkeys(keys, 0.0)
    answered = dict.fromkeys(keys, 0.0)
    together: set[int] = set()
    asked, pieces = 0.0, 0
    for group in groups:
        mass = _mass(group)
        asked += mass
        pieces += mass > 0
        if len(group.readings) == 1:
            factor, parts = group.readings[0]
            part = parts[0]
            for key, score in _part_scores(part, held).items():
                scores[key] += factor * score
                answered[key] += mass
                if factor == PAIR:
                    together.add(key)
            continue
        for key, (score, share) in _best_readings(group, held).items():
            scores[key] += score
            answered[key] += mass * share
            if share > _MOSTLY:
                together.add(key)
    return [
        Close(key, scores[key], answered[key] / asked if asked else 1.0, pieces < 2 or key in together) for key in keys
    ]


def _terms(groups: Iterable[Group]) -> set[str]:
    return {term for group in groups for _, parts in group.readings for part in parts for term, _ in part.terms}


def _mass(group: Group) -> float:
    """What a full answer to a piece counts in the share; words that say nothing and neighbours do not."""
    if group.readings[0][0] in (SAYS_NOTHING, PAIR):
        return 0.0
    return max(min(sum(part.mass for part in parts), _MOST_MASS) for _, parts in group.readings)


def _part_scores(part: Part, held: Mapping[str, Mapping[int, int]]) -> dict[int, float]:
    """A word with its marks adds to the word without; of several readings of a mistyped word the best counts."""
    adds = any(term[0] == "=" for term, _ in part.terms)
    scores: dict[int, float] = {}
    for term, share in part.terms:
        for key, weight in held[term].items():
            score = share * weight
            before = scores.get(key, 0.0)
            scores[key] = before + score if adds else max(before, score)
    return scores


def _best_readings(group: Group, held: Mapping[str, Mapping[int, int]]) -> dict[int, tuple[float, float]]:
    """Of each record the best score of any reading, and the best share of one that it answers."""
    best: dict[int, tuple[float, float]] = {}
    for factor, parts in group.readings:
        whole = sum(part.mass for part in parts) or 1.0
        worth = SPAN_AS_TYPED if factor == SPAN_AS_TYPED else 1.0
        sums: dict[int, list[float]] = {}
        for part in parts:
            for key, score in _part_scores(part, held).items():
                one = sums.setdefault(key, [0.0, 0.0])
                one[0] += score
                one[1] += part.mass
        for key, (score, mass) in sums.items():
            before = best.get(key, (0.0, 0.0))
            best[key] = (max(before[0], factor * score), max(before[1], worth * mass / whole))
    return best
