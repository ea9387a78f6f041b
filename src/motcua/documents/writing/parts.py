"""What an official document consists of, as plain frozen values. How it looks is in `layout.py`, `word.py` and `official.typ`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

Align: TypeAlias = Literal["left", "center", "right", "justify"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style."""

    text: str
    bold: bool = False
    italic: bool = False


Words: TypeAlias = "str | tuple[Run, ...]"


@dataclass(frozen=True, slots=True)
class Heading:
    """A title inside the text. `text` carries its own number as the document writes it ("I. MỤC ĐÍCH", "1.2. Yêu cầu").

    `level` 1-4 makes the outline of the file. With `title` it is of the centred kind (Phần, Chương, Mục): `text` ("Chương I") on a line
    of its own, the title in capitals under it (annex I, II.6.đ).
    """

    text: str
    level: int = 1
    title: str = ""

    def __post_init__(self) -> None:
        if not 1 <= self.level <= 4:
            raise ValueError("a heading has level 1 to 4")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. Numbers and dashes of list items are part of the text, as the norm has them."""

    text: Words
    align: Align = "justify"
    indent: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; `paragraphs` stand under each other. A cell that spans stands once, at its top left."""

    paragraphs: tuple[Words, ...]
    row_span: int = 1
    column_span: int = 1
    bold: bool = False
    italic: bool = False
    align: Align = "left"

    @classmethod
    def of(
        cls,
        text: str,
        *,
        row_span: int = 1,
        column_span: int = 1,
        bold: bool = False,
        italic: bool = False,
        align: Align = "left",
    ) -> Cell:
        """A cell from plain text, one paragraph a line."""
        lines = tuple(text.split("\n")) if text else ()
        return cls(lines, row_span, column_span, bold, italic, align)


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `widths` are relative. `head` rows are repeated on each page; both `head` and `rows` leave out positions that a
    spanning cell covers. Spans that leave the grid, leave holes or reach from the head into the rows raise ValueError.
    """

    widths: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    head: tuple[tuple[Cell, ...], ...] = ()
    caption: str = ""

    def __post_init__(self) -> None:
        if not self.widths or min(self.widths) <= 0:
            raise ValueError("a table needs columns, each with a width above 0")
        for part in (self.head, self.rows):
            for _ in placed(part, len(self.widths)):
                pass


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code of an address with the words under it, which are also read to those who do not see it."""

    address: str
    words: str


Part: TypeAlias = "Heading | Paragraph | Table | Code"
CODE_WIDTH = 24
"""Millimetres: a code of 60 letters is read from a hand's distance by a cheap telephone."""


def placed(rows: tuple[tuple[Cell, ...], ...], columns: int) -> Iterator[tuple[int, int, Cell]]:
    """Each cell with its row and column in the grid, in reading order. Raises ValueError when the cells do not fill the grid exactly."""
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate(rows):
        free = (c for c in range(columns) if (r, c) not in taken)
        for cell in row:
            column = next(free, None)
            if column is None:
                raise ValueError(f"table row {r + 1} has more cells than columns")
            area = {(r + i, column + j) for i in range(cell.row_span) for j in range(cell.column_span)}
            if cell.row_span < 1 or cell.column_span < 1 or column + cell.column_span > columns or area & taken:
                raise ValueError(f"table row {r + 1}: a cell spans outside the grid or over another cell")
            if r + cell.row_span > len(rows):
                raise ValueError(f"table row {r + 1}: a cell spans below the last row")
            taken |= area
            yield r, column, cell
        if any((r, c) not in taken for c in range(columns)):
            raise ValueError(f"table row {r + 1} has fewer cells than columns")


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex, on pages of its own numbered from 1 (annex I, III.1.đ). It is numbered by the writer where there are two or more.

    `reference` is the line in brackets under the title; None lets the writer fill it from the document ("Kèm theo Kế hoạch số …"),
    the empty string leaves it out, as for electronic documents (annex I, III.1.c).
    """

    title: str
    parts: tuple[Part, ...]
    landscape: bool = False
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """`capacity` is one line each: "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH". No titles of learning before the name."""

    capacity: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    """An administrative document with its parts in the boxes of annex I, IV.

    `issuer` and `parent` are header lines as they were on the document's date; the writers put them into capitals. `number` is the
    number as issued ("05"), empty while it waits for one; `symbol` what follows the stroke ("KH-UBND"). `kind` is empty for an official
    letter (công văn): the subject then stands under the number after "V/v". `issuer_name` is the issuer's name in running text ("Ủy ban
    nhân dân tỉnh Đồng Nai"), which cannot be told from capitals. `authority` and `enacting` belong to decisions ("CHỦ TỊCH ỦY BAN NHÂN
    DÂN …", "QUYẾT ĐỊNH:").
    """

    issuer: tuple[str, ...]
    kind: str
    subject: str
    body: tuple[Part, ...]
    parent: tuple[str, ...] = ()
    issuer_name: str = ""
    number: str = ""
    symbol: str = ""
    place: str = ""
    issued_on: date | None = None
    addressees: tuple[str, ...] = ()
    authority: str = ""
    bases: tuple[Words, ...] = ()
    enacting: str = ""
    signature: Signature | None = None
    recipients: tuple[str, ...] = ()
    annexes: tuple[Annex, ...] = ()
    drafter: str = ""
