"""Several files as one document: a signed plan and its annexes, in the order given."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace

from motcua.documents.reading.blocks import Block, Document, Paragraph, Text

_BETWEEN = "\n"


def combined(documents: Sequence[Document]) -> Document:
    """One document with the blocks of all; places and block numbers moved along. A single document is returned as it is."""
    if len(documents) == 1:
        return documents[0]
    texts: list[str] = []
    blocks: list[Block] = []
    asides: list[Paragraph] = []
    starts: list[int] = []
    length = 0
    for document in documents:
        first = len(blocks)
        blocks.extend(_moved(block, length, first) for block in document.blocks)
        asides.extend(replace(a, text=_shifted(a.text, length)) for a in document.asides)
        starts.extend(start + length for start in document.page_starts or (0,))
        texts.append(document.text)
        length += len(document.text) + len(_BETWEEN)
    paged = any(document.page_starts for document in documents)
    return Document(
        text=_BETWEEN.join(texts),
        blocks=tuple(blocks),
        kind=documents[0].kind if documents else "text",
        pages=len(starts) if paged else None,
        notes=tuple(note for document in documents for note in document.notes),
        repaired=any(document.repaired for document in documents),
        page_starts=tuple(starts) if paged else (),
        asides=tuple(asides),
    )


def _moved(block: Block, offset: int, first: int) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, index=block.index + first, text=_shifted(block.text, offset))
    cells = tuple(replace(cell, paragraphs=tuple(_shifted(t, offset) for t in cell.paragraphs)) for cell in block.cells)
    return replace(block, index=block.index + first, cells=cells)


def _shifted(text: Text, offset: int) -> Text:
    return Text(text.value, array("I", (place + offset for place in text.offsets))) if offset else text
