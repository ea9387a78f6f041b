"""Which procedures of a field look alike, and which papers many of them ask for: where a review might look first. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from heapq import nsmallest
from itertools import combinations, product

from motcua.kernel.text import fold
from motcua.procedures.rules.sure_papers import core_of

NAMES_ALIKE = 0.6
"""From which share of common words on two names are shown beside each other."""
PAPERS_ALIKE = 3
"""From how many equal papers on two procedures are shown beside each other."""
MANY = 3
"""From how many procedures of a field on a paper counts as asked for again and again."""
MOST = 50
"""Pairs that are kept of one field, the likest: names made after one pattern are alike by thousands, and nobody reads them all."""
_LONGEST_FIELD = 2000
"""Fields above this are compared by their papers only: pairs of names grow with the square."""


@dataclass(frozen=True, slots=True)
class Said:
    """What is compared of a procedure: key, field, name and the names of its papers."""

    key: int
    field: int
    name: str
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two procedures of one field. `score` is the share of words their names have in common; `papers` those that both ask for, as the first
    writes them: of one name, or of one name to which the other only adds a remark.
    """

    field: int
    first: int
    second: int
    score: Decimal
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Repeated:
    """A paper that several procedures of a field ask for."""

    field: int
    name: str
    procedures: tuple[int, ...]


def key_of(text: str) -> str:
    """Two spellings of a name are one."""
    return " ".join("".join(c if c.isalnum() else " " for c in fold(text).lower()).split())


def pairs(said: Iterable[Said]) -> Iterator[Pair]:
    """The pairs worth a look, field by field, each once with the lower key first; of one field the `MOST` likest."""
    for field, members in sorted(_by_field(said).items()):
        words = {one.key: frozenset(key_of(one.name).split()) for one in members}
        papers = {one.key: {key_of(p): p for p in one.papers if key_of(p)} for one in members}
        alike = _alike(words) if len(members) <= _LONGEST_FIELD else {}
        shared = {pair: found for pair, found in _shared(papers).items() if len(found) >= PAPERS_ALIKE or pair in alike}
        scored = {
            pair: alike[pair] if pair in alike else _hundredths(words[pair[0]], words[pair[1]])
            for pair in {*alike, *shared}
        }
        likest = nsmallest(MOST, scored, key=lambda pair: (-scored[pair] - 10 * len(shared.get(pair, ())), pair))
        for first, second in sorted(likest):
            both = papers[second] | papers[first]
            names = tuple(both[key] for key in sorted(shared.get((first, second), ())))
            yield Pair(field, first, second, Decimal(scored[first, second]) / 100, names)


def repeated(said: Iterable[Said]) -> Iterator[Repeated]:
    """Papers that at least `MANY` procedures of a field ask for, field by field, the most asked first."""
    for field, members in sorted(_by_field(said).items()):
        asked: defaultdict[str, dict[int, str]] = defaultdict(dict)
        for one in members:
            for paper in one.papers:
                if key := key_of(paper):
                    asked[key].setdefault(one.key, paper)
        found = [
            Repeated(field, next(iter(by.values())), tuple(sorted(by))) for by in asked.values() if len(by) >= MANY
        ]
        yield from sorted(found, key=lambda r: (-len(r.procedures), key_of(r.name)))


def _by_field(said: Iterable[Said]) -> Mapping[int, Sequence[Said]]:
    found: defaultdict[int, list[Said]] = defaultdict(list)
    for one in said:
        found[one.field].append(one)
    return found


def _alike(words: Mapping[int, frozenset[str]]) -> dict[tuple[int, int], int]:
    """Pairs with the hundredths of words that both names have. By length: a name more than so much longer cannot share enough."""
    found = {}
    members = sorted((key for key, name in words.items() if name), key=lambda key: (len(words[key]), key))
    for n, first in enumerate(members):
        longest = len(words[first]) / (NAMES_ALIKE - 0.005)
        for second in members[n + 1 :]:
            if len(words[second]) > longest:
                break
            score = _hundredths(words[first], words[second])
            if score >= NAMES_ALIKE * 100:
                found[min(first, second), max(first, second)] = score
    return found


def _hundredths(one: frozenset[str], other: frozenset[str]) -> int:
    common = len(one & other)
    every = len(one) + len(other) - common
    return round(100 * common / every) if every else 0


def _shared(papers: Mapping[int, Mapping[str, str]]) -> dict[tuple[int, int], set[str]]:
    """Pairs with the papers that both ask for. Papers that a whole field asks for tell nothing and are left out."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for key, names in papers.items():
        for name in names:
            holders[name].append(key)
    most = max(10, len(papers) // 4)
    found: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    for name, keys in holders.items():
        if len(keys) <= most:
            for pair in combinations(sorted(keys), 2):
                found[pair].add(name)
    for core, keys in _remarked(papers).items():
        bare = holders.get(core, ())
        if len(bare) + len(keys) <= most:
            for one, other in product(bare, keys):
                if one != other:
                    found[min(one, other), max(one, other)].add(core)
    return found


def _remarked(papers: Mapping[int, Mapping[str, str]]) -> dict[str, list[int]]:
    """Core of a name → who asks for it with a remark. Two remarks on one core may be two papers: they are not set side by side."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for holder, names in papers.items():
        for core in {core for key, name in names.items() if (core := key_of(core_of(name))) != key}:
            found[core].append(holder)
    return found
