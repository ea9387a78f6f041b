"""One plan in several files (the signed PDF and its annexes in Word or Excel) as one document."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace

from motcua.documents.reading.blocks import Block, Cell, Document, Kind, Note, Paragraph, Text


def joined(documents: Sequence[tuple[str, Document]]) -> Document:
    """The documents one after the other, in the order given, each with its name.

    Places and page numbers go on counting. For each file a note `file_begins` tells where it begins, and its own notes follow
    with its name before them. Of `pages`, files without pages count none.
    """
    if len(documents) == 1:
        return documents[0][1]
    text: list[str] = []
    blocks: list[Block] = []
    asides: list[Paragraph] = []
    notes: list[Note] = []
    starts: list[int] = []
    length = pages = 0
    for name, document in documents:
        shift, turned = length, pages
        blocks += [_moved(block, len(blocks) + i, shift, turned) for i, block in enumerate(document.blocks)]
        asides += [_moved_paragraph(aside, 0, shift, turned) for aside in document.asides]
        notes.append(Note("file_begins", _begins(name, document, turned)))
        notes += [replace(note, message=f"{name}: {note.message}") for note in document.notes]
        if document.pages:
            own = document.page_starts or (0,) * document.pages
            starts += [start + shift for start in own]
            pages += document.pages
        ending = document.text if document.text.endswith("\n") else document.text + "\n"
        text.append(ending)
        length += len(ending)
    return Document(
        text="".join(text),
        blocks=tuple(blocks),
        kind=_kind([document for _name, document in documents]),
        pages=pages or None,
        notes=tuple(notes),
        repaired=any(document.repaired for _name, document in documents),
        page_starts=tuple(starts) if all(document.pages for _name, document in documents) else (),
        asides=tuple(replace(aside, index=len(blocks) + i) for i, aside in enumerate(asides)),
    )


def _begins(name: str, document: Document, pages: int) -> str:
    if document.pages:
        return f"Tệp {name}: từ trang {pages + 1}."
    return f"Tệp {name}: sau trang {pages}." if pages else f"Tệp {name}: ở đầu văn bản."


def _kind(documents: Sequence[Document]) -> Kind:
    """That of the first file: the plan itself; its annexes follow."""
    return documents[0].kind


def _moved(block: Block, index: int, shift: int, pages: int) -> Block:
    if isinstance(block, Paragraph):
        return _moved_paragraph(block, index, shift, pages)
    return replace(
        block,
        index=index,
        page=_page(block.page, pages),
        cells=tuple(_moved_cell(cell, shift) for cell in block.cells),
    )


def _moved_paragraph(paragraph: Paragraph, index: int, shift: int, pages: int) -> Paragraph:
    return replace(paragraph, index=index, text=_moved_text(paragraph.text, shift), page=_page(paragraph.page, pages))


def _moved_cell(cell: Cell, shift: int) -> Cell:
    return replace(cell, paragraphs=tuple(_moved_text(text, shift) for text in cell.paragraphs))


def _moved_text(text: Text, shift: int) -> Text:
    return Text(text.value, array("I", (offset + shift for offset in text.offsets))) if shift else text


def _page(page: int | None, pages: int) -> int | None:
    return page + pages if page is not None else None
