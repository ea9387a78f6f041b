"""The knowledge that repair rests on, loaded when first needed: which words follow which, and what OCR makes of letters.

Written by `tools/train_repair.py`. All costs are tenths of a nat (−10 · ln p): they add, and less is likelier.
"""

from __future__ import annotations

import json
import lzma
import re
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

_PARTS = re.compile("([bcdđghklmnpqrstvx]*)(.*?)([bcdđghklmnpqrstvx]*)")

UNKNOWN_COST = 150
"""Of any word outside the vocabulary, in any context."""


@dataclass(frozen=True, slots=True)
class Confusions:
    """`ways`: characters read → one or two letters printed and the cost of that, cheapest first. `cheapest`: the least cost of
    characters, whatever the letters."""

    ways: dict[str, list[tuple[str, int]]]
    cheapest: dict[str, int]


@dataclass(slots=True)
class Node:
    """One node of a tree of letters. `piece` is the onset or rime that ends here, if one does; `floor` the least rarity of
    the words that have a piece below."""

    next: dict[str, Node] = field(default_factory=dict)
    piece: str | None = None
    floor: int = 255


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
        self.confusions: dict[str, dict[str, int]] = head["confusions"]

    def rarity(self, word: int) -> int:
        """What is held against a rare word before its context is known: half the cost that it has without any."""
        return self.shares[word] // 2

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
    def parts(self) -> tuple[Node, Node, Node]:
        """Trees of the onsets, nuclei and codas of the vocabulary's syllables; onsets and codas may be empty."""
        return self._tree(0), self._tree(1), self._tree(2)

    @cached_property
    def rimes(self) -> frozenset[str]:
        """What follows the onset in any syllable of the vocabulary."""
        return frozenset("".join(cut(word)[1:]) for i, word in enumerate(self.words) if self.syllables[i])

    def _tree(self, part: int) -> Node:
        root = Node()
        for number, word in enumerate(self.words):
            if self.syllables[number]:
                node, piece, rarity = root, cut(word)[part], self.rarity(number)
                for letter in piece:
                    if letter not in node.next:
                        node.next[letter] = Node()
                    node = node.next[letter]
                    node.floor = min(node.floor, rarity)
                node.piece = piece
        return root

    @cached_property
    def by_fold(self) -> dict[str, list[int]]:
        """Folded form → the words that have it."""
        found: dict[str, list[int]] = {}
        for number, word in enumerate(self.words[2:], 2):
            found.setdefault(fold(word), []).append(number)
        return found

    @cached_property
    def tables(self) -> dict[str, tuple[Confusions, Confusions]]:
        """For letters in "small" and "capital", and for the first of a "title" word: confusions of consonants, and of vowels."""
        fits = {"small": str.islower, "capital": str.isupper, "title": str.istitle}
        return {shape: (self._table(fit, vowels=False), self._table(fit, vowels=True)) for shape, fit in fits.items()}

    def _table(self, fits: Callable[[str], bool], *, vowels: bool) -> Confusions:
        ways: dict[str, list[tuple[str, int]]] = {}
        for letters, reads in self.confusions.items():
            lower = letters.lower()
            if fits(letters) and (cut(lower)[1] != "") is vowels:
                for characters, cost in reads.items():
                    ways.setdefault(characters, []).append((lower, cost))
        for found in ways.values():
            found.sort(key=lambda way: way[1])
        return Confusions(ways, {characters: found[0][1] for characters, found in ways.items()})


def cut(word: str) -> tuple[str, str, str]:
    """Onset, nucleus and coda of a syllable in small letters, by letters alone: "quyền" is "q", "uyề", "n"."""
    found = _PARTS.fullmatch(word)
    return (found[1], found[2], found[3]) if found else (word, "", "")


@cache
def load() -> Model:
    """The one model of this process. The first call reads it (about a tenth of a second)."""
    return Model((files(__package__) / "data" / "model.bin").read_bytes())
