"""Blocks in the making, and how they become a `Document`: one linear text in which every word of every block has its place.

A reader collects drafts in document order, because what it learns on a later page can change them (a table goes on, a
sentence ends). `compose` then writes the linear text: one line for each paragraph, one for each table row, cells divided by
tabs, the paragraphs of a cell by one space.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from motcua.documents.reading.blocks import Block, Cell, Document, Kind, Note, Paragraph, Table, Text
from motcua.documents.reading.lines import is_ornament
from motcua.kernel.text import nfc

_SPACE = re.compile(r"\s+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb\x00-\x08\x0e-\x1f\x7f-\x9f]")

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def clean(value: str) -> str:
    """One Unicode form, no invisible characters, any run of white space one space."""
    return _SPACE.sub(" ", nfc(_INVISIBLE.sub("", value))).strip()


def raised(value: str) -> str:
    """Figures that stand high, as m² or a note's mark do, so that they are not read as part of the number before them."""
    return value.translate(_RAISED) if value.strip().isdigit() else value


@dataclass(slots=True)
class Passage:
    """A paragraph in the making. `turns` are the pages that begin inside it: (character, page)."""

    value: str
    page: int | None = None
    bold: bool = False
    italic: bool = False
    centered: bool = False
    level: int | None = None
    turns: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class DraftCell:
    row: int
    column: int
    paragraphs: list[str]
    row_span: int = 1
    column_span: int = 1
    bold: bool = False

    @property
    def value(self) -> str:
        return " ".join(self.paragraphs)


@dataclass(slots=True)
class DraftTable:
    """A table in the making. `row_pages[r]` is the page on which row r begins, None where unknown."""

    cells: list[DraftCell]
    rows: int
    columns: int
    exact: bool = False
    row_pages: list[int | None] = field(default_factory=list)

    @property
    def page(self) -> int | None:
        return self.row_pages[0] if self.row_pages else None

    def row_values(self, row: int) -> list[str]:
        """Words of the cells that begin in this row, by column; empty where none does."""
        values = [""] * self.columns
        for cell in self.cells:
            if cell.row == row:
                values[cell.column] = cell.value
        return values


Draft = Passage | DraftTable


def compose(
    drafts: Iterable[Draft],
    *,
    kind: Kind,
    pages: int | None = None,
    asides: Iterable[Passage] = (),
    notes: Sequence[Note] = (),
) -> Document:
    """The finished document. `document.text[t.offsets[i]] == t.value[i]` for every Text of it."""
    writer = _Writer()
    blocks: list[Block] = []
    for draft in drafts:
        if isinstance(draft, DraftTable):
            blocks.append(writer.table(draft, len(blocks)))
        elif draft.value and not is_ornament(draft.value):
            blocks.append(writer.paragraph(draft, len(blocks)))
    body_starts = writer.page_starts(pages)
    beside = [writer.paragraph(aside, len(blocks) + i) for i, aside in enumerate(a for a in asides if a.value)]
    return Document(
        text="".join(writer.pieces),
        blocks=tuple(blocks),
        kind=kind,
        pages=pages,
        notes=tuple(notes),
        page_starts=body_starts,
        asides=tuple(beside),
    )


class _Writer:
    """Writes the linear text piece by piece and remembers where pages begin."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.length = 0
        self.turns: dict[int, int] = {}

    def _write(self, piece: str) -> int:
        start = self.length
        self.pieces.append(piece)
        self.length += len(piece)
        return start

    def _turn(self, page: int | None, offset: int) -> None:
        if page is not None:
            self.turns.setdefault(page, offset)

    def paragraph(self, draft: Passage, index: int) -> Paragraph:
        start = self._write(draft.value)
        self._write("\n")
        self._turn(draft.page, start)
        for character, page in draft.turns:
            self._turn(page, start + character)
        return Paragraph(
            index=index,
            text=Text.at(draft.value, start),
            page=draft.page,
            bold=draft.bold,
            italic=draft.italic,
            centered=draft.centered,
            level=draft.level,
        )

    def table(self, draft: DraftTable, index: int) -> Table:
        by_place = {(cell.row, cell.column): cell for cell in draft.cells}
        cells: list[Cell] = []
        for row in range(draft.rows):
            self._turn(draft.row_pages[row] if row < len(draft.row_pages) else None, self.length)
            for column in range(draft.columns):
                if column:
                    self._write("\t")
                cell = by_place.get((row, column))
                if cell is not None:
                    cells.append(self._cell(cell, len(cells)))
            self._write("\n")
        return Table(
            index=index,
            cells=tuple(cells),
            rows=draft.rows,
            columns=draft.columns,
            page=draft.page,
            exact=draft.exact,
        )

    def _cell(self, cell: DraftCell, index: int) -> Cell:
        texts: list[Text] = []
        for number, value in enumerate(cell.paragraphs):
            if number:
                self._write(" ")
            texts.append(Text.at(value, self._write(value)))
        return Cell(
            index=index,
            row=cell.row,
            column=cell.column,
            paragraphs=tuple(texts),
            row_span=cell.row_span,
            column_span=cell.column_span,
            bold=cell.bold,
        )

    def page_starts(self, pages: int | None) -> tuple[int, ...]:
        """Where each page begins; a page without words begins where the next one does."""
        if not pages or not self.turns:
            return ()
        starts = [self.length] * pages
        following = self.length
        for page in range(pages, 0, -1):
            following = min(following, self.turns.get(page, following))
            starts[page - 1] = following
        starts[0] = 0
        return tuple(starts)
