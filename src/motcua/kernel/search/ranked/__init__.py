"""Search that ranks: for kinds that people ask for in their own words (docs/decisions/0009).

A kind is declared once (`declare`); from then on `search.index`, `search.remove` and `search.find` work by rank for it. In place of
"every record that holds all the words" an answer is the best hits, in order, at most `asking.MOST_HITS` of them.
"""

from __future__ import annotations

from motcua.kernel.search.ranked.asking import MOST_HITS, Hits, best
from motcua.kernel.search.ranked.kinds import Phrase, Phrases, Ranked, declare, ranked_kinds
from motcua.kernel.search.ranked.thinning import Speech
from motcua.kernel.search.ranked.writing import known, remove, write

__all__ = [
    "MOST_HITS",
    "Hits",
    "Phrase",
    "Phrases",
    "Ranked",
    "Speech",
    "best",
    "declare",
    "known",
    "ranked_kinds",
    "remove",
    "write",
]
