"""A damaged document put right: its blocks bear repaired words, its text and all places stay those of the file.

So values are read from words a person would write, and quoted in the words that stand there.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from motcua.documents.reading.blocks import Block, Document, Paragraph, Text

if TYPE_CHECKING:
    from motcua.documents.repair import Change

_MARKED = re.compile("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉĩịọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹ]", re.IGNORECASE)
_SURELY_GOOD = 0.08
"""Share of letters that only Vietnamese has, above which no closer look is needed (good text has about 0.2)."""


def restored(document: Document) -> Document:
    """The document with repaired words where it is damaged, else the same object. `Document.repaired` tells which."""
    if document.repaired or _surely_good(document.text):
        return document
    from motcua.documents.repair import looks_damaged, repair_text  # only damaged files pay for loading the model

    if not looks_damaged(document.text):
        return document
    changes = repair_text(document.text).changes
    if not changes:
        return document
    blocks = tuple(_block(block, changes) for block in document.blocks)
    return replace(document, blocks=blocks, repaired=True)


def _surely_good(text: str) -> bool:
    sample = text if len(text) < 60_000 else text[:30_000] + text[-30_000:]
    letters = sum(c.isalpha() for c in sample)
    return not letters or len(_MARKED.findall(sample)) > _SURELY_GOOD * letters


def _block(block: Block, changes: Sequence[Change]) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, text=_text(block.text, changes))
    cells = tuple(replace(cell, paragraphs=tuple(_text(t, changes) for t in cell.paragraphs)) for cell in block.cells)
    return replace(block, cells=cells)


def _text(text: Text, changes: Sequence[Change]) -> Text:
    """The text with the changes that fall into it; a new character stands where the old word stood, in proportion."""
    first = _first(changes, text.start)
    if first >= len(changes) or changes[first].start >= text.end:
        return text
    value, offsets = text.value, text.offsets
    out: list[str] = []
    places: array[int] = array("I")
    place = 0
    for index in range(first, len(changes)):
        change = changes[index]
        if change.start >= text.end:
            break
        begin = _place(offsets, change.start, place, len(value))
        end = _place(offsets, change.end, begin, len(value))
        if end == begin:
            continue
        out.append(value[place:begin])
        places.extend(offsets[place:begin])
        after = change.after
        out.append(after)
        width = offsets[end - 1] + 1 - offsets[begin]
        places.extend(offsets[begin] + min(width - 1, i * width // max(1, len(after))) for i in range(len(after)))
        place = end
    out.append(value[place:])
    places.extend(offsets[place:])
    return Text("".join(out), places)


def _first(changes: Sequence[Change], start: int) -> int:
    """Index of the first change that ends behind `start`."""
    low, high = 0, len(changes)
    while low < high:
        middle = (low + high) // 2
        if changes[middle].end <= start:
            low = middle + 1
        else:
            high = middle
    return low


def _place(offsets: Sequence[int], target: int, low: int, high: int) -> int:
    """Index of the first character that stands at `target` or behind it. Places never go back within a text."""
    while low < high:
        middle = (low + high) // 2
        if offsets[middle] < target:
            low = middle + 1
        else:
            high = middle
    return low
