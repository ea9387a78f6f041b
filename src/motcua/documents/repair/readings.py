"""The syllables that a run of characters may have been printed as, likeliest first.

A run is cut at every place into what was read for the onset, the vowels and the coda. The parts recur all the time, so what
they may stand for is kept. Each part is searched in a tree of letters, within a budget: what the rest of its characters costs
at least is known beforehand, so a way is left as soon as it cannot be paid any more.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from motcua.documents.repair.model import Confusions, Node, load

WIDTH = 75
"""Words, and parts of words, dearer than the cheapest by more than this are left out."""
MOST_RIMES, MOST_PIECES = 60, 50
LONGEST_ONSET, LONGEST_CODA = 6, 4
"""Characters that an onset (at most "ngh") and a coda (at most two letters) may be read as."""
LONGEST = 4
"""Characters that one or two letters may be read as."""
DEAREST, SLACK = 120, 70
"""A part is given up when it costs more than the first, or that much more than it must."""
_NEVER = 100_000


def words_read(run: str, shape: str, most: int) -> list[tuple[int, int]]:
    """(word, cost of the reading) of at most `most` words, in order of cost and rarity together.

    `shape` is the case of the word: "small", "title" or "capital".
    """
    model = load()
    inside = _inside(shape)
    best: dict[int, int] = {}
    limit = _NEVER
    for end, onset, onset_cost in _onsets(run[:LONGEST_ONSET], shape):
        if onset_cost > limit:
            break
        rime_shape = inside if onset else shape
        if onset_cost + _least(run[end:], rime_shape) > limit:
            continue
        for rime, rime_cost in _rimes(run[end:], rime_shape):
            cost = onset_cost + rime_cost
            if cost > limit:
                break
            word = model.ids.get(onset + rime, -1)
            if word >= 0 and model.syllables[word] and best.get(word, _NEVER) > cost:
                best[word] = cost
                limit = min(limit, cost + model.rarity(word) + WIDTH)
    ranked = sorted(best.items(), key=lambda item: item[1] + model.rarity(item[0]))
    return ranked[:most]


@lru_cache(maxsize=4096)
def _onsets(start: str, shape: str) -> list[tuple[int, str, int]]:
    """(characters taken, onset, cost), cheapest first. "" takes none at no cost."""
    found = [(0, "", 0)]
    for taken in range(len(start) + 1):
        found += [(taken, onset, cost) for onset, cost in _pieces(0, start[:taken], shape) if onset]
    return sorted(found, key=lambda item: item[2])


@lru_cache(maxsize=8192)
def _rimes(part: str, shape: str) -> list[tuple[str, int]]:
    """(rime, cost), cheapest first."""
    rimes = load().rimes
    inside = _inside(shape)
    best: dict[str, int] = {}
    limit = _NEVER
    for end in range(len(part), max(0, len(part) - LONGEST_CODA) - 1, -1):
        codas = _pieces(2, part[end:], inside) if end < len(part) else [("", 0), *_pieces(2, "", inside)]
        if not codas or codas[0][1] + _bound(1, part[:end], shape) > limit:
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


@lru_cache(maxsize=16384)
def _pieces(part: int, run: str, shape: str) -> list[tuple[str, int]]:
    """(onset, nucleus or coda, cost) that may have been read as all of `run`, cheapest first."""
    if _bound(part, run, shape) > DEAREST:
        return []
    model = load()
    first, later = model.tables[shape], model.tables[_inside(shape)]
    return _search(model.parts[part], run, first[part == 1], later[part == 1])


@lru_cache(maxsize=16384)
def _bound(part: int, run: str, shape: str) -> int:
    """What a piece costs at least that was read as all of `run`."""
    tables = load().tables
    return _rest(run, [tables[shape][part == 1], tables[_inside(shape)][part == 1]])[0]


@lru_cache(maxsize=16384)
def _least(run: str, shape: str) -> int:
    """What a rime costs at least that was read as all of `run`."""
    tables = load().tables
    return _rest(run, [*tables[shape], *tables[_inside(shape)]])[0]


def _inside(shape: str) -> str:
    """The case behind the first letter."""
    return "capital" if shape == "capital" else "small"


def _search(tree: Node, run: str, first: Confusions, later: Confusions) -> list[tuple[str, int]]:
    """(piece, cost) of the pieces in a tree that may have been read as all of `run`, cheapest first."""
    size = len(run)
    rest = _rest(run, [first, later])
    budget = min(DEAREST, rest[0] + SLACK)
    best: dict[str, tuple[int, int]] = {}
    seen: dict[tuple[int, int], int] = {}
    stack = [(tree, 0, 0)]
    while stack:
        node, place, cost = stack.pop()
        table = first if node is tree else later
        for end in range(place, min(size, place + LONGEST) + 1):
            room = budget - cost - rest[end]
            for letters, price in table.ways.get(run[place:end], ()):
                if price > room:
                    break
                after = node.next.get(letters[0])
                if after is not None and len(letters) == 2:
                    after = after.next.get(letters[1])
                if after is None:
                    continue
                total = cost + price
                if total >= seen.get((id(after), end), _NEVER):
                    continue
                seen[id(after), end] = total
                stack.append((after, end, total))
                if end == size and after.piece is not None:
                    best[after.piece] = (total, after.floor)
    likeliest = sorted(best.items(), key=lambda item: sum(item[1]))[:MOST_PIECES]
    return sorted(((piece, cost) for piece, (cost, _) in likeliest), key=lambda item: item[1])


def _rest(run: str, tables: Sequence[Confusions]) -> list[int]:
    """What the characters from j on cost at least."""
    size = len(run)
    out = [_NEVER] * size + [0]
    for i in range(size - 1, -1, -1):
        for j in range(i + 1, min(size, i + LONGEST) + 1):
            part = run[i:j]
            for table in tables:
                cost = table.cheapest.get(part, _NEVER) + out[j]
                out[i] = min(out[i], cost)
    return out
