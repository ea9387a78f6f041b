"""Answering: the records that fit a reading best."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from motcua.kernel.models import RankedRecord
from motcua.kernel.search.ranked import lists, reading
from motcua.kernel.search.ranked.kinds import ranked_kinds
from motcua.kernel.search.ranked.lists import BLOCK, EVERY, FULL, Postings
from motcua.kernel.search.ranked.reading import Reading, Span, Word
from motcua.kernel.search.words import folded_phrase

MOST_HITS = 300
MOST_CLOSE = 80  # looked at a second time
_PAIR = 0.9  # what two words side by side add, against each of them
_SPAN_AS_TYPED = 0.45  # of words that stand for something else
_SAYS_NOTHING = 0.04
_PHRASE_MASS = 1.2  # what a phrase stands for counts at most so much more than its own words
_COVERED = 0.55  # how much of a score hangs on the share of the query that a record answers
_TITLE_IS, _TITLE_HOLDS = 0.8, 0.15
_LEAST = 0.12  # of the best score: what lies below is no answer


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the query: terms with their factor (share × rarity); `mass` is what a full answer to it is worth."""

    terms: tuple[tuple[str, float], ...]
    mass: float


@dataclass(frozen=True, slots=True)
class Group:
    """Readings of one piece, each a number of parts with its weight: a record is measured by the one that fits it best."""

    readings: tuple[tuple[float, tuple[Part, ...]], ...]


@dataclass(slots=True)
class Hits:
    """Keys best first with their scores (0 to 10,000); what was corrected, what stood for what, which folded words may be marked."""

    scores: list[tuple[int, int]] = field(default_factory=list)
    corrections: dict[str, str] = field(default_factory=dict)
    stands_for: dict[str, str] = field(default_factory=dict)
    marked: frozenset[str] = frozenset()
    relaxed: bool = False


def best(kind: str, text: str, *, typing: bool = False, among: Collection[int] | None = None) -> Hits:
    """The records of a kind (those `among` the given keys) that a text finds. `typing`: the last word may be unfinished. Four to eight queries, however many records there are."""
    read = reading.read(kind, text[:500], ranked_kinds[kind].phrases, typing=typing)
    if not read.words:
        return Hits()
    forms = [word.form for word in read.words]
    found = lists.read(kind, set(_terms(read)))
    every = found.get(EVERY, Postings())
    groups = list(_groups(read, found, every.size))
    scores = _scores(groups, found)
    if among is not None:
        scores = {key: score for key, score in scores.items() if key in among}
    if not scores:
        return Hits(corrections=read.corrections)
    top, covered = _closer(kind, scores, groups, found, every, forms)
    marked = {term for term in found if term.isalnum()}
    stands = {" ".join(w.said for w in read.words[s.start : s.end]): s.phrases[0][0] for s in read.spans if s.phrases}
    return Hits(_cut(top), read.corrections, stands, frozenset(marked), relaxed=covered < 0.999)


def _terms(read: Reading) -> Iterator[str]:
    yield EVERY
    for word in read.words:
        yield from (term for term, _ in word.terms)
    for a, b in zip(read.words, read.words[1:], strict=False):
        yield from _pair_terms(a, b)
    for span in read.spans:
        for phrase, _ in span.phrases + span.completing:
            forms = phrase.split(" ")
            yield from forms
            yield from (f"{a} {b}" for a, b in zip(forms, forms[1:], strict=False))


def _pair_terms(a: Word, b: Word) -> Iterator[str]:
    for left in _forms(a):
        for right in _forms(b):
            yield f"{left} {right}"


def _forms(word: Word) -> list[str]:
    return [term for term, _ in word.terms if term[0] != "="]


def _groups(read: Reading, found: dict[str, Postings], total: int) -> Iterator[Group]:
    """The pieces of the query: runs that stand for something else, single words, and neighbours."""
    at = 0
    spans = {span.start: span for span in read.spans}
    fillers = {i for s in read.spans if s.silent for i in range(s.start, s.end)}
    if len(fillers) == len(read.words):
        fillers = set()  # nothing but filler: then the words are all there is
    while at < len(read.words):
        span = spans.get(at)
        if span is not None and span.phrases + span.completing:
            yield _spanned(read, span, found, total)
            at = span.end
            continue
        yield Group(((_SAYS_NOTHING if at in fillers else 1.0, (_single(read.words[at], found, total),)),))
        at += 1
    covered = {i for s in read.spans if s.phrases + s.completing for i in range(s.start, s.end - 1)}
    for i, (a, b) in enumerate(zip(read.words, read.words[1:], strict=False)):
        if i in covered or i in fillers or i + 1 in fillers:
            continue
        part = _pair([t for t in _pair_terms(a, b) if t in found], found, total)
        if part.terms:
            yield Group(((_PAIR, (part,)),))


def _spanned(read: Reading, span: Span, found: dict[str, Postings], total: int) -> Group:
    own = read.words[span.start : span.end]
    parts = [_single(word, found, total) for word in own]
    parts += [_pair([t for t in _pair_terms(a, b) if t in found], found, total) for a, b in zip(own, own[1:], strict=False)]
    readings = [(1.0 if span.official else _SPAN_AS_TYPED, tuple(parts))]
    mass = sum(part.mass for part in parts)
    for phrase, weight in span.phrases + span.completing:
        forms = phrase.split(" ")
        said = [_part([(form, 1.0)], found, total) for form in forms]
        said += [_pair([f"{a} {b}"] if f"{a} {b}" in found else [], found, total) for a, b in zip(forms, forms[1:], strict=False)]
        most = 1.0 if (phrase, weight) in span.completing else _PHRASE_MASS * mass / (sum(p.mass for p in said) or 1.0)
        factor = weight * min(1.0, most)
        readings.append((factor, tuple(part for part in said if part.terms)))
    return Group(tuple(readings))


def _single(word: Word, found: dict[str, Postings], total: int) -> Part:
    return _part(word.terms, found, total)


def _pair(terms: Sequence[str], found: dict[str, Postings], total: int) -> Part:
    return _part([(term, 1.0) for term in terms], found, total)


def _part(terms: Iterable[tuple[str, float]], found: dict[str, Postings], total: int) -> Part:
    weighed = tuple((term, share * _rarity(found[term].size, total)) for term, share in terms if term in found)
    return Part(weighed, max((factor for _, factor in weighed), default=math.log(total + 2)))


def _rarity(size: int, total: int) -> float:
    return math.log(1 + (total - size + 0.5) / (size + 0.5))


def _scores(groups: Sequence[Group], found: dict[str, Postings]) -> dict[int, float]:
    """Record → sum over the pieces of the query; every record that holds any of its words."""
    rows: dict[int, list[float]] = {}
    for group in groups:
        if len(group.readings) == 1:
            factor, parts = group.readings[0]
            for part in parts:
                _add(rows, part, factor, found)
            continue
        fits: dict[int, float] = {}
        for factor, parts in group.readings:
            one: dict[int, list[float]] = {}
            for part in parts:
                _add(one, part, factor, found)
            for key, score in _flat(one):
                if score > fits.get(key, 0.0):
                    fits[key] = score
        for key, score in fits.items():
            block, place = divmod(key, BLOCK)
            _row(rows, block)[place] += score
    return dict(_flat(rows))


def _add(rows: dict[int, list[float]], part: Part, factor: float, found: dict[str, Postings]) -> None:
    if len(part.terms) > 1 and not any(term[0] == "=" for term, _ in part.terms):
        fits: dict[int, float] = {}  # readings of one mistyped word: the best of them, not their sum
        for term, share in part.terms:
            for key, weight in found[term].items():
                score = share * weight
                if score > fits.get(key, 0.0):
                    fits[key] = score
        for key, score in fits.items():
            block, place = divmod(key, BLOCK)
            _row(rows, block)[place] += factor * score
        return
    for term, share in part.terms:
        for block, places, weights in found[term].blocks:
            row = _row(rows, block)
            by = factor * share
            for place, weight in zip(places, weights, strict=True):
                row[place] += by * weight


def _row(rows: dict[int, list[float]], block: int) -> list[float]:
    row = rows.get(block)
    if row is None:
        row = rows[block] = [0.0] * BLOCK
    return row


def _flat(rows: dict[int, list[float]]) -> Iterator[tuple[int, float]]:
    for block, row in rows.items():
        base = block * BLOCK
        for place, score in enumerate(row):
            if score:
                yield base + place, score


def _closer(
    kind: str,
    scores: dict[int, float],
    groups: Sequence[Group],
    found: dict[str, Postings],
    every: Postings,
    forms: Sequence[str],
) -> tuple[list[tuple[int, float]], float]:
    """All hits in order, the first of them measured again by how much of the query they answer and by their titles; and the best share."""
    priors = dict(every.items()) if len(scores) > 2 * MOST_HITS else {key: every.weight_of(key) for key in scores}
    ranked = sorted(((score * priors.get(key, FULL) / FULL, key) for key, score in scores.items()), key=lambda p: (-p[0], p[1]))
    close = ranked[:MOST_CLOSE]
    titles = dict(
        RankedRecord.objects.filter(kind=kind, object_id__in=[key for _, key in close]).values_list("object_id", "title")
    )
    phrase = " ".join(forms)
    again, most = [], 0.0
    for score, key in close:
        share = _share(groups, found, key)
        most = max(most, share)
        title = titles.get(key, "")
        boost = 1.0 + (_TITLE_IS if title == phrase else _TITLE_HOLDS if phrase in title else 0.0)
        again.append((key, score * (1 - _COVERED + _COVERED * share) * boost))
    again.sort(key=lambda pair: (-pair[1], pair[0]))
    floor = again[-1][1] if again else 0.0
    rest = [(key, min(floor, score * (1 - _COVERED))) for score, key in ranked[MOST_CLOSE:MOST_HITS]]
    return again + rest, most


def _share(groups: Sequence[Group], found: dict[str, Postings], key: int) -> float:
    """Which share of the query, by the rarity of its words, a record answers."""
    asked = answered = 0.0
    for group in groups:
        if group.readings[0][0] == _SAYS_NOTHING or group.readings[0][0] == _PAIR:
            continue
        mass, most = 0.0, 0.0
        for factor, parts in group.readings:
            whole = sum(part.mass for part in parts) or 1.0
            held = sum(part.mass for part in parts if any(found[term].weight_of(key) for term, _ in part.terms))
            mass = max(mass, min(whole, 12.0))
            most = max(most, held / whole * (1.0 if factor > _SPAN_AS_TYPED else _SPAN_AS_TYPED if len(group.readings) > 1 else 1.0))
        asked += mass
        answered += mass * most
    return answered / asked if asked else 1.0


def _cut(top: Sequence[tuple[int, float]]) -> list[tuple[int, int]]:
    """Scores as whole numbers of the best one's 10,000; without such as lie far below it."""
    if not top:
        return []
    highest = top[0][1]
    return [(key, round(10_000 * score / highest)) for key, score in top if score >= _LEAST * highest]


__all__ = ["MOST_HITS", "Hits", "best", "folded_phrase"]
