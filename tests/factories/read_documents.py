"""Documents as readers hand them on, for tests of what reads them further."""

from __future__ import annotations

from collections.abc import Sequence

from motcua.documents.reading.blocks import Document
from motcua.documents.reading.drafts import Draft, DraftCell, DraftTable, Passage, compose
from motcua.documents.reading.plaintext import read_plaintext
from motcua.plans.reader import PlanDocument, read_plan

Cell = str | tuple[str, int, int] | None
"""Words; or words with row and column span; None where a spanning cell reaches."""


def exact_table(rows: Sequence[Sequence[Cell]]) -> DraftTable:
    """A table as a Word file tells it: every cell with its spans, empty cells included."""
    cells = []
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if cell is not None:
                words, height, width = cell if isinstance(cell, tuple) else (cell, 1, 1)
                cells.append(DraftCell(r, c, words.split("\n") if words else [""], height, width))
    return DraftTable(cells, len(rows), max(len(row) for row in rows), exact=True)


def word_document(*parts: str | DraftTable) -> Document:
    drafts: list[Draft] = [Passage(part) if isinstance(part, str) else part for part in parts]
    return compose(drafts, kind="docx")


HEAD = "UBND TỈNH SÔNG LA\nSố: 12/KH-UBND\nSông La, ngày 05 tháng 01 năm 2024\nKẾ HOẠCH\nCải cách hành chính năm 2024\nCăn cứ Luật số 1/2020/QH14, UBND tỉnh ban hành Kế hoạch như sau:\n"


def plan_of(body: str) -> PlanDocument:
    """The plan read from a header and `body`."""
    return read_plan(read_plaintext(HEAD + body))


def plan_with(*parts: str | DraftTable) -> PlanDocument:
    """The same as a Word file."""
    return read_plan(word_document(*HEAD.strip().split("\n"), *parts))
