"""A table that goes on over a page break is one table: its parts are joined, the repeated header kept once."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

from motcua.documents.reading.drafts import Draft, DraftCell, DraftTable
from motcua.kernel.text import fold

_HEADER_ROWS = 4


def join_repeated(drafts: list[Draft]) -> list[Draft]:
    """Join each table to the one right before it when it has the same columns and repeats the same header rows."""
    out: list[Draft] = []
    for draft in drafts:
        before = out[-1] if out else None
        if isinstance(before, DraftTable) and isinstance(draft, DraftTable) and before.columns == draft.columns:
            repeated = repeated_rows(before, draft)
            if repeated:
                append_rows(before, draft, skip=repeated)
                continue
        out.append(draft)
    return out


def repeated_rows(first: DraftTable, second: DraftTable) -> int:
    """How many rows at the top of the second table repeat the header of the first; 0 when it has a header of its own."""
    above, below = _top(first), _top(second)
    count = 0
    for row in range(min(_HEADER_ROWS, first.rows, second.rows)):
        own, other = _shape(above, row), _shape(below, row)
        if own != other or not any(value for *_, value in own):
            break
        count = row + 1
    # the header must be whole: no cell of it may reach below the rows that agree
    while count and any(c.row < count < c.row + c.row_span for c in (*above, *below)):
        count -= 1
    return count if count < second.rows and _looks_like_header(below, count) else 0


def _top(table: DraftTable) -> list[DraftCell]:
    """Cells of the rows that may be a header. Cells stand in row order, and a table may be very long."""
    return list(takewhile(lambda cell: cell.row < _HEADER_ROWS, table.cells))


def append_rows(first: DraftTable, second: DraftTable, *, skip: int = 0) -> None:
    """Put the rows of the second table, but for its first `skip`, under those of the first."""
    shift = first.rows - skip
    first.cells += [replace(cell, row=cell.row + shift) for cell in second.cells if cell.row >= skip]
    first.row_pages += second.row_pages[skip:]
    first.rows += second.rows - skip


def _shape(cells: list[DraftCell], row: int) -> list[tuple[int, int, int, str]]:
    return sorted(
        (cell.column, cell.column_span, cell.row_span, " ".join(fold(cell.value).split()))
        for cell in cells
        if cell.row == row
    )


def _looks_like_header(cells: list[DraftCell], rows: int) -> bool:
    """Short words without sentences: a first row of figures that happens to repeat is no header."""
    values = [cell.value for cell in cells if cell.row < rows and cell.value]
    return bool(values) and all(len(value) < 120 for value in values) and not all(v[:1].isdigit() for v in values)
