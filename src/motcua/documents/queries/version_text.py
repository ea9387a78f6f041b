"""The words of a version as submitted, so that they can be read and compared without opening the file."""

from __future__ import annotations

from collections.abc import Iterator

from motcua.documents.models import StoredFile
from motcua.documents.queries.files import content_of
from motcua.documents.reading.blocks import Document, Table

LONGEST = 400_000
"""Characters shown; a longer document is read from its file."""


def text_of_file(file: StoredFile) -> str:
    """One line per paragraph, cells of a row joined by ` | `. No text recognition. Raises Invalid for what has no text or is broken."""
    from motcua.documents.reading.files import read_file  # here, since it is heavy to import

    document = read_file(content_of(file), name=file.name, ocr=False)
    return "\n".join(_lines(document))[:LONGEST]


def _lines(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Table):
            for row in block.grid():
                yield " | ".join(str(c.text) for c in dict.fromkeys(row) if c is not None and c.text)
        elif line := str(block.text).strip():
            yield line
