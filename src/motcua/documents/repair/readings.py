"""The syllables that a run of characters may have been printed as, likeliest first.

A run is cut at every place into what was read for the onset, the vowels and the coda. The parts recur all the time, so what
they may stand for is kept. Each part is searched in a tree of letters, best first: a node carries a row, `row[j]` being
the cheapest way to read the letters down to it as the first j characters; what the rest costs at least is known beforehand.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from heapq import heappop, heappush

from motcua.documents.repair.model import Confusions, Node, load

WIDTH = 75
"""Words, and parts of words, dearer than the cheapest by more than this are left out."""
MOST_RIMES, MOST_PIECES = 60, 60
LONGEST_ONSET, LONGEST_CODA = 6, 4
"""Characters that an onset (at most "ngh") and a coda (at most two letters) may be read as."""
LONGEST = 4
"""Characters that one or two letters may be read as."""
DEAREST = 110
"""A part dearer than this is given up by itself."""
_NEVER = 100_000

Row = list[int]
Steps = Sequence[tuple[int, int, int]]
"""(from, to, cost): letters read as characters [from, to)."""


def words_read(run: str, shape: str, most: int) -> list[tuple[int, int]]:
    """(word, cost of the reading) of at most `most` words, in order of cost and rarity together.

    `shape` is the case of the word: "small", "title" or "capital".
    """
    model = load()
    inside = _inside(shape)
    best: dict[int, int] = {}
    limit = _NEVER
    onsets = _onsets(run[:LONGEST_ONSET], shape)
    for end, onset, onset_cost in onsets:
        if onset_cost > limit:
            break
        for rime, rime_cost in _rimes(run[end:], inside if onset else shape):
            cost = onset_cost + rime_cost
            if cost > limit:
                break
            word = model.ids.get(onset + rime, -1)
            if word >= 0 and model.syllables[word] and best.get(word, _NEVER) > cost:
                best[word] = cost
                limit = min(limit, cost + model.rarity(word) + WIDTH)
    ranked = sorted(best.items(), key=lambda item: item[1] + model.rarity(item[0]))
    return ranked[:most]


@lru_cache(maxsize=16384)
def _onsets(start: str, shape: str) -> list[tuple[int, str, int]]:
    """(characters taken, onset, cost), cheapest first. "" takes none at no cost."""
    found = [(0, "", 0)]
    for taken in range(len(start) + 1):
        found += [(taken, onset, cost) for onset, cost in _pieces(0, start[:taken], shape) if onset]
    return sorted(found, key=lambda item: item[2])


@lru_cache(maxsize=65536)
def _rimes(part: str, shape: str) -> list[tuple[str, int]]:
    """(rime, cost), cheapest first."""
    rimes = load().rimes
    inside = _inside(shape)
    best: dict[str, int] = {}
    limit = _NEVER
    for end in range(max(0, len(part) - LONGEST_CODA), len(part) + 1):
        codas = _pieces(2, part[end:], inside) if end < len(part) else [("", 0), *_pieces(2, "", inside)]
        if not codas:
            continue
        for nucleus, nucleus_cost in _pieces(1, part[:end], shape):
            if nucleus_cost + codas[0][1] > limit:
                break
            for coda, coda_cost in codas:
                rime, cost = nucleus + coda, nucleus_cost + coda_cost
                if cost > limit:
                    break
                if rime in rimes and best.get(rime, _NEVER) > cost:
                    best[rime] = cost
                    limit = min(limit, cost + WIDTH)
    return sorted(best.items(), key=lambda item: item[1])[:MOST_RIMES]


@lru_cache(maxsize=65536)
def _pieces(part: int, run: str, shape: str) -> list[tuple[str, int]]:
    """(onset, nucleus or coda, cost) that may have been read as all of `run`, cheapest first."""
    model = load()
    first, later = model.tables[shape], model.tables[_inside(shape)]
    return _search(model.parts[part], run, first[part == 1], later[part == 1])


def _inside(shape: str) -> str:
    """The case behind the first letter."""
    return "capital" if shape == "capital" else "small"


def _search(tree: Node, run: str, first: Confusions, later: Confusions) -> list[tuple[str, int]]:
    """(piece, cost) of the pieces in a tree that may have been read as all of `run`, cheapest first."""
    size = len(run)
    stretches = [(i, j, run[i:j]) for i in range(size + 1) for j in range(i, min(size, i + LONGEST) + 1)]
    rest = _rest(size, stretches, first, later)
    beginning, inside = _Edges(stretches, first), _Edges(stretches, later)
    root: Row = [0] + [_NEVER] * size
    heap: list[tuple[int, int, Node | None, Row, Row, str]] = [(rest[0], 0, tree, root, root, "")]
    found: list[tuple[str, int]] = []
    limit, count = DEAREST, 0
    while heap and len(found) < MOST_PIECES:
        price, _, node, row, before, letter = heappop(heap)
        if price > limit:
            break
        if node is None:
            found.append((letter, row[0]))
            limit = min(limit, price + WIDTH)
            continue
        singles = inside if letter else beginning
        pairs = beginning if before is root else inside
        for child_letter, child in node.next.items():
            child_row = _child_row(row, singles[child_letter], before, pairs[letter + child_letter] if letter else ())
            least = min(map(int.__add__, child_row, rest)) + child.floor
            if least <= limit:
                count += 1
                heappush(heap, (least, count, child, child_row, row, child_letter))
                if child.piece is not None and child_row[size] < _NEVER:
                    count += 1
                    own = child_row[size]
                    heappush(heap, (own + child.floor, count, None, [own], row, child.piece))
    return sorted(found, key=lambda item: item[1])


class _Edges(dict[str, Steps]):
    """letters → (from, to, cost) for every stretch of a run that they may have been read as; made when first asked for."""

    def __init__(self, stretches: list[tuple[int, int, str]], table: Confusions) -> None:
        super().__init__()
        self._stretches, self._table = stretches, table

    def __missing__(self, letters: str) -> Steps:
        reads = self._table.reads.get(letters)
        found: Steps = ()
        if reads:
            found = [(i, j, reads[part]) for i, j, part in self._stretches if part in reads]
        self[letters] = found
        return found


def _child_row(row: Row, single: Steps, before: Row, pair: Steps) -> Row:
    """The row one letter further: the letter by itself, or together with the one before it."""
    out = [_NEVER] * len(row)
    for i, j, cost in single:
        total = row[i] + cost
        out[j] = min(out[j], total)
    for i, j, cost in pair:
        total = before[i] + cost
        out[j] = min(out[j], total)
    return out


def _rest(size: int, stretches: list[tuple[int, int, str]], first: Confusions, later: Confusions) -> Row:
    """What the characters from j on cost at least."""
    out = [_NEVER] * size + [0]
    for i, j, part in reversed(stretches):
        if i < j:
            cost = min(first.cheapest.get(part, _NEVER), later.cheapest.get(part, _NEVER))
            out[i] = min(out[i], cost + out[j])
    return out
