"""A table that goes on over a page break is one table: its parts are joined, the repeated header kept once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from motcua.documents.reading.drafts import Draft, DraftCell, DraftTable, Passage, parted
from motcua.documents.reading.groups import FIRST_HEADS, GROUP, follows
from motcua.documents.reading.lines import begins_item, begins_small, ends_sentence
from motcua.documents.reading.plaintext.lines import PAGE_NUMBER, squeezed
from motcua.kernel.text import fold

_HEADER_ROWS = 4
_LONGEST_GROUP = 300


def join_tables(drafts: Sequence[Draft]) -> list[Draft]:
    """Join each table to the one before it where it is plainly its next part.

    They have as many columns, and the second repeats the first one's header, or has none while the first does, or begins in the middle
    of a sentence. Of the paragraphs between them only a group title may stand that counts on from the table's last ("II. …").
    """
    out: list[Draft] = []
    for draft in drafts:
        if not (isinstance(draft, DraftTable) and _join_back(out, draft)):
            out.append(draft)
    return out


def _join_back(out: list[Draft], table: DraftTable) -> bool:
    for back in (1, 2):
        before = out[-back] if len(out) >= back else None
        if isinstance(before, DraftTable):
            between = [
                draft
                for draft in out[len(out) - back + 1 :]
                if isinstance(draft, Passage) and PAGE_NUMBER.fullmatch(draft.value) is None
            ]
            if not _is_next_part(before, between, table):
                return False
            del out[len(out) - back + 1 :]
            _append(before, between, table)
            return True
    return False


def _is_next_part(before: DraftTable, between: list[Passage], table: DraftTable) -> bool:
    if before.columns != table.columns:
        return False
    if between:
        return not has_header(table) and _is_next_group(before, between[0].value)
    if repeated_rows(before, table):
        return True
    return not has_header(table) and (has_header(before) or _begins_inside(table))


def _append(before: DraftTable, between: list[Passage], table: DraftTable) -> None:
    for passage in between:
        before.cells.append(DraftCell(before.rows, 0, [passage.value], column_span=before.columns, bold=passage.bold))
        before.row_pages.append(passage.page)
        before.rows += 1
    skip = repeated_rows(before, table)
    if not between and not skip and _begins_inside(table):
        _join_first_row(before, table)
        skip = 1
    append_rows(before, table, skip=skip)


def has_header(table: DraftTable) -> bool:
    """The table begins with a header of its own, told by its column of numbers."""
    return bool(table.cells) and table.cells[0].column == 0 and squeezed(table.cells[0].value) in FIRST_HEADS


def _begins_inside(table: DraftTable) -> bool:
    """The first row has no number and goes on with a sentence: the page cut it from the row before."""
    first = [cell for cell in table.cells if cell.row == 0 and cell.paragraphs]
    return bool(first) and first[0].column > 0 and any(begins_small(cell.value) for cell in first)


def _join_first_row(before: DraftTable, table: DraftTable) -> None:
    bottom = {cell.column: cell for cell in before.cells if cell.row + cell.row_span == before.rows}
    for cell in table.cells:
        above = bottom.get(cell.column)
        if cell.row == 0 and above is not None:
            join_paragraphs(above.paragraphs, cell.paragraphs)


def join_paragraphs(above: list[str], below: Sequence[str]) -> None:
    """Put a cell's paragraphs under those of the cell that a page cut from it; the sentence that was cut becomes whole."""
    if above and below and not begins_item(below[0]) and (begins_small(below[0]) or not ends_sentence(above[-1])):
        above[-1] += ("" if parted(above[-1]) else " ") + below[0]
        below = below[1:]
    above.extend(below)


def _is_next_group(before: DraftTable, value: str) -> bool:
    """A paragraph between two parts of a table that is its next group row: "II. …" after a row "I. …"."""
    match = GROUP.match(value)
    if match is None or len(value) > _LONGEST_GROUP:
        return False
    for cell in reversed(before.cells):
        last = GROUP.match(cell.value) if cell.column == 0 else None
        if last is not None and len(cell.value) > 6:
            return follows(last["label"], match["label"])
    return False


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


def append_rows(first: DraftTable, second: DraftTable, *, skip: int = 0) -> None:
    """Put the rows of the second table, but for its first `skip`, under those of the first."""
    shift = first.rows - skip
    first.cells += [replace(cell, row=cell.row + shift) for cell in second.cells if cell.row >= skip]
    first.row_pages += second.row_pages[skip:]
    first.rows += second.rows - skip


def _top(table: DraftTable) -> list[DraftCell]:
    """Cells of the rows that may be a header. Cells stand in row order, and a table may be very long."""
    return list(takewhile(lambda cell: cell.row < _HEADER_ROWS, table.cells))


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
