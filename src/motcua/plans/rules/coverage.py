"""Which items of a superior plan a plan under it takes up, by the words they share. Pure.

Words are compared without tone marks; years, numbers and words that every plan uses do not count. A match is a proposal: from SURE on it
is taken as such until somebody denies it, between LOOK and SURE somebody has to look, below it is none.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from motcua.kernel.text import fold

SURE, LOOK = 0.72, 0.45
_SAME_UNIT = 0.05
"""What it adds that the plan is of a unit which the superior item names."""
_WORD = re.compile(r"[a-z0-9]+")
_COMMON = frozenset(
    {
        "va", "cac", "cua", "tai", "cho", "theo", "ve", "trong", "voi", "tren",
        "den", "tu", "nam", "thang", "quy", "ngay", "duoc", "la", "co", "de",
        "khi", "moi", "nhung", "mot", "hoac", "thuc", "hien", "to", "chuc", "tiep",
        "tuc", "day", "manh", "tang", "cuong", "trien", "khai", "dia", "ban", "tinh",
        "huyen", "xa", "phuong", "dinh", "ke", "hoach", "nay", "bao", "dam",
        "hieu", "qua", "cong", "tac", "viec",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a plan holds. `kind` keeps apart what cannot match (the code of a channel, the unit of a target)."""

    key: str
    text: str
    plan: str = ""
    units: frozenset[int] = frozenset()
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """The item of one plan that is most like an item above."""

    plan: str
    key: str
    score: float

    @property
    def sure(self) -> bool:
        return self.score >= SURE


def words_of(text: str) -> list[str]:
    """The words of a text that tell something. All of them where none does."""
    found = [w for w in _WORD.findall(fold(text)) if not w.isdigit()]
    return [w for w in found if w not in _COMMON] or found


def likeness(one: str, other: str) -> float:
    """How alike two texts are, 0 to 1: shared words and shared pairs of words. The same whichever comes first."""
    return _likeness(words_of(one), words_of(other))


def matches(above: Sequence[Item], below: Iterable[Item]) -> dict[str, list[Match]]:
    """Key of each item above → the best match of each plan below, the most alike first. Items without any have an empty list."""
    rows = list(below)
    words = [words_of(item.text) for item in rows]
    places: dict[str, list[int]] = defaultdict(list)
    for n, tokens in enumerate(words):
        for token in set(tokens):
            places[token].append(n)
    return {item.key: _best(item, rows, words, places) for item in above}


def state_of(found: Sequence[Match], marks: Mapping[str, bool]) -> str:
    """`confirmed`, `likely`, `possible` or `none`: what is known of one item. `marks`: plan → what a person said."""
    if any(marks.values()):
        return "confirmed"
    left = [m for m in found if marks.get(m.plan) is not False]
    if any(m.sure for m in left):
        return "likely"
    return "possible" if left else "none"


def _best(item: Item, rows: Sequence[Item], words: Sequence[list[str]], places: Mapping[str, list[int]]) -> list[Match]:
    mine = words_of(item.text)
    shared: Counter[int] = Counter(n for token in set(mine) for n in places.get(token, ()))
    best: dict[str, Match] = {}
    for n, common in shared.items():
        other = rows[n]
        if other.kind != item.kind or common * 2 < min(len(set(mine)), len(set(words[n])), 4):
            continue
        score = _likeness(mine, words[n])
        if score >= LOOK - _SAME_UNIT and item.units & other.units:
            score = min(1.0, score + _SAME_UNIT)
        if score >= LOOK and (other.plan not in best or score > best[other.plan].score):
            best[other.plan] = Match(other.plan, other.key, round(score, 3))
    return sorted(best.values(), key=lambda m: (-m.score, m.plan))


def _likeness(one: Sequence[str], other: Sequence[str]) -> float:
    if not one or not other:
        return 0.0
    if list(one) == list(other):
        return 1.0
    single = _dice(Counter(one), Counter(other))
    pairs = _dice(_pairs(one), _pairs(other))
    shorter, longer = sorted((Counter(one), Counter(other)), key=lambda c: c.total())
    within = (shorter & longer).total() / shorter.total() if shorter.total() >= 4 else 0.0
    return max(0.6 * single + 0.4 * pairs, 0.85 * within if within > 0.85 else 0.0)


def _pairs(words: Sequence[str]) -> Counter[tuple[str, str]]:
    return Counter(pairwise(words)) or Counter([(words[0], "")])


def _dice(one: Counter[Any], other: Counter[Any]) -> float:
    return 2 * (one & other).total() / (one.total() + other.total())
