"""The shape in which every reader hands a document on, whatever file it came from.

`Document.text` is the document as read, before any repair. Every piece of text that is taken from it is a `Text`: the characters as we
understand them (lines joined, marks dropped, OCR repaired) and, for each of them, where in `Document.text` it stands. So any part of any
value can be quoted in the document's own words.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open range of characters in `Document.text`, with the block and page where it begins (page is 1-based, None if unknown)."""

    start: int
    end: int
    block: int | None = None
    page: int | None = None


class Text:
    """Characters with their places. `offsets[i]` is the place of character i in `Document.text`; one more offset marks the end."""

    __slots__ = ("offsets", "value")

    def __init__(self, value: str, offsets: Sequence[int]) -> None:
        if len(offsets) != len(value) + 1:
            raise ValueError("a Text needs one offset for each character and one for the end")
        self.value = value
        self.offsets = offsets if isinstance(offsets, array) else array("I", offsets)

    @classmethod
    def at(cls, value: str, start: int) -> Text:
        """A run of characters that stands in the document exactly as it is, from `start` on."""
        return cls(value, array("I", range(start, start + len(value) + 1)))

    def __str__(self) -> str:
        return self.value

    def __len__(self) -> int:
        return len(self.value)

    def __bool__(self) -> bool:
        return bool(self.value)

    def __repr__(self) -> str:
        return f"Text({self.value!r})"

    def __getitem__(self, part: slice) -> Text:
        """A contiguous part, keeping its places."""
        start, stop, step = part.indices(len(self.value))
        if step != 1:
            raise ValueError("a Text is cut in contiguous parts only")
        stop = max(stop, start)
        offsets = self.offsets[start : stop + 1]
        if stop > start and stop < len(
            self.value
        ):  # a part ends where its last character ends, not where the next one begins
            offsets[-1] = self.offsets[stop - 1] + 1
        return Text(self.value[start:stop], offsets)

    def strip(self) -> Text:
        left = len(self.value) - len(self.value.lstrip())
        return self[left : left + len(self.value.strip())]

    @staticmethod
    def join(parts: Sequence[Text], between: str = " ") -> Text:
        """One text from several, in order; the joining characters stand where the part before them ends."""
        value: list[str] = []
        offsets: array[int] = array("I")
        end = 0
        for part in parts:
            if value and between:
                value.append(between)
                offsets.extend([end] * len(between))
            value.append(part.value)
            offsets.extend(part.offsets[:-1])
            end = part.offsets[-1]
        offsets.append(end)
        return Text("".join(value), offsets)

    @property
    def start(self) -> int:
        return int(self.offsets[0])

    @property
    def end(self) -> int:
        return int(self.offsets[-1])


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, hard-wrapped lines joined. `level` is a heading level where the file says so (1..9), else None."""

    index: int
    text: Text
    page: int | None = None
    bold: bool = False
    italic: bool = False
    centered: bool = False
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, in grid coordinates from 0.

    `paragraphs` are the cell's own paragraphs or list items; `text` joins them with a space.
    """

    index: int
    row: int
    column: int
    paragraphs: tuple[Text, ...]
    row_span: int = 1
    column_span: int = 1
    bold: bool = False

    @property
    def text(self) -> Text:
        return Text.join(self.paragraphs) if self.paragraphs else Text("", [0])


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its cells in reading order. A cell that spans several rows or columns stands once, at its top left.

    `exact` tells whether spans are known from the file (DOCX) or only guessed from empty cells (plain text).
    """

    index: int
    cells: tuple[Cell, ...]
    rows: int
    columns: int
    page: int | None = None
    exact: bool = False

    def grid(self) -> list[list[Cell | None]]:
        """rows × columns; every position of a spanning cell refers to that cell; None where the file has no cell."""
        out: list[list[Cell | None]] = [[None] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            for r in range(cell.row, min(cell.row + cell.row_span, self.rows)):
                for c in range(cell.column, min(cell.column + cell.column_span, self.columns)):
                    out[r][c] = cell
        return out


Block = Paragraph | Table
Kind = Literal["text", "docx", "pdf", "scan", "doc", "xlsx"]


@dataclass(frozen=True, slots=True)
class Note:
    """Something a reader of the file should know (an encoding converted, a page read by OCR). `code` is stable."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Document:
    """A file as read. `repaired` is true where letters were repaired after OCR: then `text` keeps the words as they stood.

    `asides` stand beside the running text: page headers and footers, footnotes, tables of contents. Their words end `text`,
    so they can be quoted and searched, but they are no part of `blocks`.
    """

    text: str
    blocks: tuple[Block, ...]
    kind: Kind = "text"
    pages: int | None = None
    notes: tuple[Note, ...] = ()
    repaired: bool = False
    page_starts: tuple[int, ...] = field(default=())
    asides: tuple[Paragraph, ...] = ()

    def quote(self, span: Span) -> str:
        """The document's own words at `span`, white space collapsed."""
        return " ".join(self.text[span.start : span.end].split())

    def span(self, text: Text, block: int | None = None) -> Span:
        page = self.page_of(text.start)
        return Span(text.start, text.end, block, page)

    def page_of(self, offset: int) -> int | None:
        """1-based page of a character, None where the file has no pages."""
        if not self.page_starts:
            return None
        low, high = 0, len(self.page_starts)
        while low < high:
            middle = (low + high) // 2
            if self.page_starts[middle] <= offset:
                low = middle + 1
            else:
                high = middle
        return max(low, 1)

    def paragraphs(self) -> Iterator[Paragraph]:
        return (block for block in self.blocks if isinstance(block, Paragraph))
