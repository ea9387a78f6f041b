"""The knowledge that repair rests on, loaded when first needed: which words follow which, and what OCR makes of letters.

Written by `tools/train_repair.py`. All costs are tenths of a nat (−10 · ln p): they add, and less is likelier.
"""

from __future__ import annotations

import json
import lzma
import sys
from array import array
from bisect import bisect_left

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files

from motcua.kernel.text import fold

START, END, UNKNOWN = 0, 1, -1
"""Ids of the segment's ends, and of words that are not in the vocabulary."""

UNKNOWN_COST = 150
"""Of any word outside the vocabulary, in any context."""

Confusions = dict[str, dict[str, list[tuple[str, int]]]]
"""characters read → first letter printed → (further letters printed, cost)."""


@dataclass(slots=True)
class Node:
    """One node of the tree of Vietnamese syllables, by letter. `word` is the id of the word that ends here, or UNKNOWN."""

    next: dict[str, Node] = field(default_factory=dict)
    word: int = UNKNOWN


class Model:
    """`words[id]` in small letters, NFC, tone marks by `plain_tones`; `ids` is its inverse."""

    def __init__(self, data: bytes) -> None:
        whole = lzma.decompress(data)
        size = int.from_bytes(whole[:4], "little")
        head = json.loads(whole[4 : 4 + size])
        arrays: dict[str, bytes] = {}
        place = 4 + size
        for name, length in head["sizes"]:
            arrays[name] = whole[place : place + length]
            place += length
        self.words: list[str] = head["words"].split("\n")
        self.ids = {word: i for i, word in enumerate(self.words)}
        self.shares = arrays["shares"]
        self.syllables = arrays["syllables"]
        self._backs, self._costs = arrays["backs"], arrays["costs"]
        self._starts = array("I", arrays["starts"])
        seconds = bytearray(2 * len(arrays["low"]))
        seconds[0::2], seconds[1::2] = arrays["low"], arrays["high"]
        self._seconds = array("H", bytes(seconds))
        if sys.byteorder == "big":
            self._starts.byteswap()
            self._seconds.byteswap()
        self._confusions: dict[str, dict[str, int]] = head["confusions"]

    def pair_cost(self, first: int, second: int) -> int:
        """Cost of `second` after `first`."""
        if second == UNKNOWN:
            return UNKNOWN_COST
        if first == UNKNOWN:
            return self.shares[second]
        end = self._starts[first + 1]
        at = bisect_left(self._seconds, second, self._starts[first], end)
        if at < end and self._seconds[at] == second:
            return self._costs[at]
        return self._backs[first] + self.shares[second]

    @cached_property
    def tree(self) -> Node:
        """All words that are plausible Vietnamese syllables."""
        root = Node()
        for number, word in enumerate(self.words):
            if self.syllables[number]:
                node = root
                for letter in word:
                    if letter not in node.next:
                        node.next[letter] = Node()
                    node = node.next[letter]
                node.word = number
        return root

    @cached_property
    def by_fold(self) -> dict[str, list[int]]:
        """Folded form → the words that have it."""
        found: dict[str, list[int]] = {}
        for number, word in enumerate(self.words[2:], 2):
            found.setdefault(fold(word), []).append(number)
        return found

    @cached_property
    def small(self) -> Confusions:
        """For words in small letters, and behind the first letter of a capitalised one."""
        return self._inverse(str.islower)

    @cached_property
    def capital(self) -> Confusions:
        """For words in capitals."""
        return self._inverse(str.isupper)

    @cached_property
    def title(self) -> Confusions:
        """For the beginning of a capitalised word."""
        return self._inverse(str.istitle)

    def _inverse(self, fits: Callable[[str], bool]) -> Confusions:
        out: Confusions = {}
        for chunk, reads in self._confusions.items():
            if fits(chunk):
                letters = chunk.lower()
                for read, cost in reads.items():
                    out.setdefault(read, {}).setdefault(letters[0], []).append((letters[1:], cost))
        return out


@cache
def load() -> Model:
    """The one model of this process. The first call reads it (about a tenth of a second)."""
    return Model((files(__package__) / "data" / "model.bin").read_bytes())
