"""Lists of a term: which records of a block of keys hold it, and how much they say it. Packing is pure; `read` asks the database."""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from motcua.kernel.models import RankedList
from motcua.kernel.search.among import rows_of

BLOCK = 2048
"""Keys in a block: a common word takes few rows, and a changed record rewrites little."""
FULL = 255
"""The greatest weight."""
EVERY = "*"
"""The term that every record holds; its weights say how readily a record is shown (`Entry.prior`)."""


def pack(weights: Mapping[int, int]) -> bytes:
    """Places in the block, ascending (two bytes each, little end first), then their weights (one byte each)."""
    places = array("H", sorted(weights))
    tail = bytes(weights[place] for place in places)
    if sys.byteorder == "big":
        places.byteswap()
    return places.tobytes() + tail


def unpack(data: bytes, size: int) -> tuple[array[int], bytes]:
    """Places and weights of a packed list of `size` records."""
    places = array("H")
    places.frombytes(data[: 2 * size])
    if sys.byteorder == "big":
        places.byteswap()
    return places, data[2 * size :]


@dataclass(slots=True)
class Postings:
    """All records that hold a term, block by block."""

    size: int = 0
    blocks: list[tuple[int, array[int], bytes]] = field(default_factory=list)

    def weights_of(self, asked: Mapping[int, Sequence[int]]) -> dict[int, int]:
        """Those of the records (ascending places by block) that hold the term: key → weight."""
        found: dict[int, int] = {}
        for block, places, weights in self.blocks:
            if block not in asked:
                continue
            base, at, size = block * BLOCK, 0, len(places)
            for place in asked[block]:
                at = bisect_left(places, place, at)
                if at == size:
                    break
                if places[at] == place:
                    found[base + place] = weights[at]
        return found


def read(kind: str, terms: Collection[str]) -> dict[str, Postings]:
    """The lists of the terms that records hold; one query."""
    found: dict[str, Postings] = {}
    for term, block, size, data in rows_of(
        kind, "SELECT term, block, size, data FROM kernel_rankedlist", "term", terms
    ):
        postings = found.setdefault(term, Postings())
        postings.size += size
        postings.blocks.append((block, *unpack(bytes(data), size)))
    return found


def sizes(kind: str, terms: Collection[str]) -> dict[str, int]:
    """How many records hold each of the terms, those that none holds left out; one query."""
    found: dict[str, int] = {}
    for term, size in rows_of(kind, "SELECT term, size FROM kernel_rankedlist", "term", terms):
        found[term] = found.get(term, 0) + size
    return found


def beginning(kind: str, prefix: str, most: int) -> dict[str, int]:
    """Terms that begin so with the number of their records, the most common first."""
    found: dict[str, int] = {}
    for term, size in RankedList.objects.filter(kind=kind, term__startswith=prefix).values_list("term", "size"):
        found[term] = found.get(term, 0) + size
    return {term: found[term] for term in sorted(found, key=lambda term: (-found[term], term))[:most]}


def by_block(keys: Sequence[int]) -> dict[int, list[int]]:
    """Places by block, ascending."""
    blocks: dict[int, list[int]] = {}
    for key in sorted(keys):
        blocks.setdefault(key // BLOCK, []).append(key % BLOCK)
    return blocks
