"""The pieces of a query that records are measured by: words, neighbours, runs that stand for something else."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from motcua.kernel.search.ranked.lists import EVERY, Postings
from motcua.kernel.search.ranked.reading import Reading, Word
from motcua.kernel.search.ranked.spans import Span

PAIR = 0.75  # what two words side by side add, against each of them
SPAN_AS_TYPED = 0.45  # of words that stand for something else
SAYS_NOTHING = 0.04
_PHRASE_MASS = 1.0  # what a phrase stands for counts at most so much more than its own words


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the query: terms with their factor (share × rarity); `mass` is what a full answer to it is worth."""

    terms: tuple[tuple[str, float], ...]
    mass: float


@dataclass(frozen=True, slots=True)
class Group:
    """Readings of one piece, each a number of parts with its weight: a record is measured by the one that fits it best."""

    readings: tuple[tuple[float, tuple[Part, ...]], ...]


def terms_of(read: Reading) -> Iterator[str]:
    yield EVERY
    for word in read.words:
        yield from (term for term, _ in word.terms)
    for a, b in zip(read.words, read.words[1:], strict=False):
        yield from _pair_terms(a, b)
    for span in read.spans:
        for phrase, _ in span.phrases + span.completing:
            forms = phrase.split(" ")
            yield from forms
            yield from (f"{a} {b}" for a, b in itertools.pairwise(forms))


def _pair_terms(a: Word, b: Word) -> Iterator[str]:
    for left in _forms(a):
        for right in _forms(b):
            yield f"{left} {right}"


def _forms(word: Word) -> list[str]:
    return [term for term, _ in word.terms if term[0] != "="]


def groups_of(read: Reading, found: Mapping[str, Postings], total: int) -> Iterator[Group]:
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
        yield Group(((SAYS_NOTHING if at in fillers else 1.0, (_single(read.words[at], found, total),)),))
        at += 1
    covered = {i for s in read.spans if s.phrases + s.completing for i in range(s.start, s.end - 1)}
    for i, (a, b) in enumerate(zip(read.words, read.words[1:], strict=False)):
        if i in covered or i in fillers or i + 1 in fillers:
            continue
        likely = {f"{left} {right}": share for right, share in b.likely.items() for left in _forms(a)}
        part = _part([(t, likely.get(t, 1.0)) for t in _pair_terms(a, b) if t in found], found, total)
        if part.terms:
            yield Group(((PAIR, (part,)),))


def _spanned(read: Reading, span: Span, found: Mapping[str, Postings], total: int) -> Group:
    own = [read.words[at] for at in span.places]
    parts = [_single(word, found, total) for word in own]
    parts += [_pair([t for t in _pair_terms(a, b) if t in found], found, total) for a, b in itertools.pairwise(own)]
    readings = [(1.0 if span.official else SPAN_AS_TYPED, tuple(parts))]
    mass = sum(part.mass for part in parts)
    for phrase, weight in span.phrases + span.completing:
        forms = phrase.split(" ")
        said = [_part([(form, 1.0)], found, total) for form in forms]
        said += [_pair([f"{a} {b}"] if f"{a} {b}" in found else [], found, total) for a, b in itertools.pairwise(forms)]
        most = 1.0 if (phrase, weight) in span.completing else _PHRASE_MASS * mass / (sum(p.mass for p in said) or 1.0)
        factor = weight * min(1.0, most)
        readings.append((factor, tuple(part for part in said if part.terms)))
    return Group(tuple(readings))


def _single(word: Word, found: Mapping[str, Postings], total: int) -> Part:
    return _part(word.terms, found, total)


def _pair(terms: Sequence[str], found: Mapping[str, Postings], total: int) -> Part:
    return _part([(term, 1.0) for term in terms], found, total)


def _part(terms: Iterable[tuple[str, float]], found: Mapping[str, Postings], total: int) -> Part:
    weighed = tuple((term, share * _rarity(found[term].size, total)) for term, share in terms if term in found)
    return Part(weighed, max((factor for _, factor in weighed), default=math.log(total + 2)))


def _rarity(size: int, total: int) -> float:
    return math.log(1 + (total - size + 0.5) / (size + 0.5))
