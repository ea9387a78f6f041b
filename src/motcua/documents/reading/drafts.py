"""Blocks in the making, and how they become a `Document`: one linear text in which every word of every block has its place.

A reader collects drafts in document order, because what it learns on a later page can change them (a table goes on, a
sentence ends). `compose` then writes the linear text: one line for each paragraph, one for each table row, cells divided by
tabs, the paragraphs of a cell by one space.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from motcua.documents.reading.blocks import Block, Cell, Document, Kind, Note, Paragraph, Table, Text
from motcua.documents.reading.lines import is_ornament
from motcua.documents.reading.plaintext.marks import BREAK, clean_line
from motcua.documents.reading.plaintext.tables import paragraphs_of
from motcua.kernel.text import HIDDEN, nfc

_SPACE = re.compile(r"\s+")
_INVISIBLE = re.compile(f"[{HIDDEN}\x00-\x08\x0e-\x1f\x7f-\x9f]")

_MARKS = re.compile(
    r"\*\*|<(?:https?:|www\.|mailto:)|</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>|^#{1,6} |/ \*\w+\*$", re.IGNORECASE
)
_LABEL = re.compile(r"(?:[IVXLC]{1,6}|\d{1,3}(?:\.\d{1,3})*|[a-zđA-ZĐ])\.?")
_DASHES = re.compile(r"[\s:|=_–—-]*[=_–—-][\s:|=_–—-]*")  # a rule drawn with characters
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def clean(value: str) -> str:
    """One Unicode form, no invisible characters, any run of white space one space."""
    return _SPACE.sub(" ", nfc(_INVISIBLE.sub("", value))).strip()


def parted(before: str) -> bool:
    """What the line broke at its hyphen or slash goes on without a space: "17-" / "NQ/TW", "45/2020/" / "NĐ-CP"."""
    return len(before) > 1 and before[-1] in "-/" and before[-2].isalnum()


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
            blocks += writer.paragraphs(draft, len(blocks))
    body_starts = writer.page_starts(pages)
    beside: list[Paragraph] = []
    for aside in asides:
        beside += writer.paragraphs(aside, len(blocks) + len(beside)) if aside.value else []
    return Document(
        text="".join(writer.pieces),
        blocks=tuple(blocks),
        kind=kind,
        pages=pages,
        notes=tuple(notes),
        page_starts=body_starts,
        asides=tuple(beside),
    )


def _settle(table: DraftTable) -> None:
    """Where no cell reaches over rows, empty cells may stand for what is above or beside them: then spans are not exact.

    Such a table is told as text files tell theirs: empty cells left out, a lone first cell over all columns.
    """
    filled_places = sum(cell.row_span * cell.column_span for cell in table.cells if cell.paragraphs)
    if any(cell.row_span > 1 for cell in table.cells) or filled_places >= table.rows * table.columns:
        return
    table.exact = False
    table.cells = [cell for cell in table.cells if cell.paragraphs]
    filled: dict[int, list[DraftCell]] = {}
    for cell in table.cells:
        filled.setdefault(cell.row, []).append(cell)
    for cells in filled.values():
        first = cells[0]
        if len(cells) == 1 and first.column == 0 and not _LABEL.fullmatch(first.value):
            first.column_span = table.columns
    _drop_rows(table, {row for row, cells in filled.items() if all(_DASHES.fullmatch(cell.value) for cell in cells)})


def _drop_rows(table: DraftTable, rows: set[int]) -> None:
    """Leave out rows of a table none of whose cells reaches over rows."""
    if not rows:
        return
    table.cells = [cell for cell in table.cells if cell.row not in rows]
    for cell in table.cells:
        cell.row -= sum(row < cell.row for row in rows)
    table.row_pages = [page for row, page in enumerate(table.row_pages) if row not in rows]
    table.rows -= len(rows)


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

    def paragraphs(self, draft: Passage, index: int) -> list[Paragraph]:
        """The paragraph; several where marks of a converter divide it."""
        start = self._write(draft.value)
        self._write("\n")
        self._turn(draft.page, start)
        for character, page in draft.turns:
            self._turn(page, start + character)
        return [
            Paragraph(
                index=index + i,
                text=text,
                page=draft.page,
                bold=draft.bold or bold,
                italic=draft.italic,
                centered=draft.centered,
                level=draft.level or level,
            )
            for i, (text, bold, level) in enumerate(_texts(draft.value, start))
        ]

    def table(self, draft: DraftTable, index: int) -> Table:
        _settle(draft)
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
            start = self._write(value)
            texts += [part for text, _bold, _level in _texts(value, start) for part in paragraphs_of(text)]
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


def _texts(value: str, start: int) -> list[tuple[Text, bool, int | None]]:
    """The words of a paragraph that stands at `start`: (text, whether marks make it bold, heading level by marks).

    Text pasted into Word from the web or from an assistant brings its marks along (`**Mục tiêu**`, `<b>`, `## II.`): they are read
    as in text files.
    """
    if not _MARKS.search(value):
        return [(Text.at(value, start), False, None)]
    clean_value = clean_line(value, start)
    whole = clean_value.text
    cuts = [-1, *(i for i, c in enumerate(whole.value) if c == BREAK), len(whole)]
    parts = [whole[a + 1 : b].strip() for a, b in itertools.pairwise(cuts)]
    return [(part, clean_value.bold, clean_value.level) for part in parts if part]
