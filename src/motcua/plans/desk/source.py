"""The source pane: the document's own words in the order of the paper, in parts, with what was found in them marked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Json = Any
PART = 40_000
"""Characters of one part: about 15 pages, drawn in well under a tenth of a second."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters [start, end) on which something stands: `key` names the item, `title` says what it is, `url` leads to it."""

    start: int
    end: int
    key: str
    title: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, inside a mark or not."""

    text: str
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """One paragraph: where it stands, its pieces, and the repaired words where OCR was mended."""

    start: int
    end: int
    pieces: tuple[Piece, ...]
    repaired: str = ""
    classes: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    paragraphs: tuple[Words, ...]
    row_span: int
    column_span: int


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """A paragraph (`words`) or a table (`rows`)."""

    words: Words | None
    rows: tuple[tuple[Cell, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """Blocks [first, last) of the document; `before` and `after` are the first blocks of the parts next to it, None at the ends."""

    blocks: tuple[ShownBlock, ...]
    first: int
    last: int
    before: int | None
    after: int | None


def part_of(
    text: str,
    blocks: Sequence[Mapping[str, Json]],
    marks: Sequence[Mark] = (),
    *,
    at: int | None = None,
    first: int = 0,
) -> Part:
    """The part that begins with block `first`, or the one that holds character `at`."""
    starts = _parts(blocks)
    if at is not None:
        index = max(bisect_right([_begin(b) for b in blocks], at) - 1, 0) if blocks else 0
    else:
        index = min(max(first, 0), max(len(blocks) - 1, 0))
    number = max(bisect_right(starts, index) - 1, 0)
    low = starts[number] if starts else 0
    high = starts[number + 1] if number + 1 < len(starts) else len(blocks)
    ordered = flattened(marks)
    keys = [m.start for m in ordered]
    shown = tuple(_shown(text, b, ordered, keys) for b in blocks[low:high])
    return Part(
        shown,
        low,
        high,
        starts[number - 1] if number else None,
        high if high < len(blocks) else None,
    )


def flattened(marks: Sequence[Mark]) -> list[Mark]:
    """Marks that do not overlap: the shorter one wins, so that a value inside a longer quote can be reached."""
    out: list[Mark] = []
    taken: list[tuple[int, int]] = []
    for mark in sorted(marks, key=lambda m: (m.end - m.start, m.start)):
        place = bisect_right(taken, (mark.start, mark.end))
        if place and taken[place - 1][1] > mark.start:
            continue
        if place < len(taken) and taken[place][0] < mark.end:
            continue
        taken.insert(place, (mark.start, mark.end))
        out.append(mark)
    return sorted(out, key=lambda m: m.start)


def _parts(blocks: Sequence[Mapping[str, Json]]) -> list[int]:
    """The first block of each part."""
    starts: list[int] = []
    size = PART
    for n, block in enumerate(blocks):
        length = _length(block)
        if size + length > PART and size:
            starts.append(n)
            size = 0
        size += length
    return starts


def _length(block: Mapping[str, Json]) -> int:
    if block["k"] == "p":
        return int(block["e"]) - int(block["s"]) + 40
    return sum(int(p["e"]) - int(p["s"]) + 80 for c in block["cells"] for p in c["p"])


def _begin(block: Mapping[str, Json]) -> int:
    if block["k"] == "p":
        return int(block["s"])
    return min((int(p["s"]) for c in block["cells"] for p in c["p"]), default=0)


def _shown(text: str, block: Mapping[str, Json], marks: Sequence[Mark], keys: Sequence[int]) -> ShownBlock:
    if block["k"] == "p":
        styles = {"b": "ui-source__bold", "i": "ui-source__italic", "c": "ui-source__centred"}
        classes = " ".join(name for key, name in styles.items() if block.get(key))
        return ShownBlock(_words(text, block, marks, keys, classes))
    rows: dict[int, list[Mapping[str, Json]]] = {}
    for cell in block["cells"]:
        rows.setdefault(cell["r"], []).append(cell)
    drawn = tuple(
        tuple(
            Cell(tuple(_words(text, p, marks, keys) for p in c["p"]), c["rs"], c["cs"])
            for c in sorted(rows.get(r, ()), key=lambda c: c["c"])
        )
        for r in range(block["rows"])
    )
    return ShownBlock(None, drawn)


def _words(
    text: str, place: Mapping[str, Json], marks: Sequence[Mark], keys: Sequence[int], classes: str = ""
) -> Words:
    start, end = int(place["s"]), int(place["e"])
    return Words(start, end, tuple(_pieces(text, start, end, marks, keys)), str(place.get("m") or ""), classes)


def _pieces(text: str, start: int, end: int, marks: Sequence[Mark], keys: Sequence[int]) -> Iterator[Piece]:
    at = start
    n = max(bisect_right(keys, start) - 1, 0)
    while n < len(marks) and marks[n].start < end:
        mark = marks[n]
        n += 1
        low, high = max(mark.start, at), min(mark.end, end)
        if low >= high:
            continue
        if at < low:
            yield Piece(text[at:low])
        yield Piece(text[low:high], mark)
        at = high
    if at < end:
        yield Piece(text[at:end])
