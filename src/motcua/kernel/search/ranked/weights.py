"""What a record is found by and how much each word of it says (BM25F with fixed lengths, so that a record's weights are its own). Pure."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import lru_cache

from motcua.kernel.search.ranked.lists import FULL
from motcua.kernel.search.words import words
from motcua.kernel.text import fold, plain_tones

TITLE = 8
PAIRED = 3
"""Fields from this weight on are short enough to be found by pairs of neighbouring words too."""
MOST_TERMS = 3000  # of one record
_USUAL = 18  # words in a title
_USUAL_LONG = 120  # words in the longer fields
_SHARE = 0.6  # how much of a field's length counts
_HALF = 1.0  # the strength that gives half of the full weight


_folded = lru_cache(maxsize=1 << 15)(fold)
"""Words come again and again: a language's syllables are some ten thousand."""


@lru_cache(maxsize=1 << 15)
def written(word: str) -> str:
    """The term of a word as it is written, "" where folding changes nothing."""
    return "" if word == _folded(word) else "=" + plain_tones(word)


def terms_of(title: str, fields: Sequence[tuple[str, int]]) -> dict[str, int]:
    """Terms of a record with their weights 1 to 255: folded words, words as written ("=thuế") and folded neighbours ("dang ky")."""
    strength: dict[str, float] = {}
    for text, weight in ((title, TITLE), *fields):
        _field(strength, words(text), weight)
    strongest = sorted(strength.items(), key=lambda pair: -pair[1])[:MOST_TERMS]
    return {term: max(1, round(FULL * value / (value + _HALF))) for term, value in strongest}


def _field(strength: dict[str, float], found: Sequence[str], weight: int) -> None:
    usual = _USUAL if weight >= PAIRED else _USUAL_LONG
    one = weight / TITLE / (1 - _SHARE + _SHARE * len(found) / usual)
    folded = [_folded(word) for word in found]
    terms = [*folded, *(term for word in found if (term := written(word)))]
    if weight >= PAIRED:
        terms += [f"{a} {b}" for a, b in itertools.pairwise(folded)]
    for term in terms:
        strength[term] = strength.get(term, 0.0) + one
