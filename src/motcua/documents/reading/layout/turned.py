"""A ruled table that goes on over a page: the parts joined, the repeated header kept once, divided rows and cells made whole."""

from __future__ import annotations

from dataclasses import replace

from motcua.documents.reading.continued import append_rows, join_paragraphs, repeated_rows
from motcua.documents.reading.drafts import DraftCell, DraftTable
from motcua.documents.reading.layout.cells import PlacedTable
from motcua.documents.reading.lines import begins_item, begins_small, ends_sentence, hangs

_ALIKE = 7.0
_LONG = 25  # characters: a longer last line that fills its cell hardly ends there by chance


def joins(above: PlacedTable, below: PlacedTable) -> bool:
    """Whether `below`, which opens its page, is the next part of `above`, which closed its own. Makes their columns equal."""
    if below.page != (above.draft.row_pages[-1] or above.page) + 1:
        return False
    if abs(above.xs[0] - below.xs[0]) > 2 * _ALIKE or abs(above.xs[-1] - below.xs[-1]) > 2 * _ALIKE:
        return False
    if _within(below.xs, above.xs):
        _widen(below, above.xs)
    elif _within(above.xs, below.xs):
        _widen(above, below.xs)
    return len(above.xs) == len(below.xs)


def append(above: PlacedTable, below: PlacedTable) -> None:
    """Put the rows of `below` under those of `above`."""
    skip = repeated_rows(above.draft, below.draft)
    if skip:
        below_draft = _without_rows(below.draft, skip)
        full = {(row - skip, column): value for (row, column), value in below.full.items() if row >= skip}
    else:
        below_draft, full = below.draft, dict(below.full)
    if _row_goes_on(above, below_draft):
        _join_row(above, below_draft)
        below_draft = _without_rows(below_draft, 1)
        full = {(row - 1, column): value for (row, column), value in full.items() if row >= 1}
    elif below_draft.rows:
        _extend_merged(above, below_draft)
    shift = above.draft.rows
    append_rows(above.draft, below_draft)
    above.full = {(row + shift, column): value for (row, column), value in full.items()} or above.full


def _without_rows(draft: DraftTable, skip: int) -> DraftTable:
    """The table without its first rows; cells that reach below them keep the part that does."""
    cells = []
    for cell in draft.cells:
        if cell.row >= skip:
            cells.append(replace(cell, row=cell.row - skip))
        elif cell.row + cell.row_span > skip:
            cells.append(replace(cell, row=0, row_span=cell.row + cell.row_span - skip, paragraphs=[]))
    return DraftTable(cells, draft.rows - skip, draft.columns, draft.exact, draft.row_pages[skip:])


def _within(few: list[float], many: list[float]) -> bool:
    shift = few[0] - many[0]
    return all(any(abs(x - shift - other) <= _ALIKE for other in many) for x in few)


def _widen(table: PlacedTable, xs: list[float]) -> None:
    """Put the table on a grid that has more columns than its own: its cells span those between their edges."""
    shift = table.xs[0] - xs[0]
    new = [min(range(len(xs)), key=lambda i: abs(xs[i] - (x - shift))) for x in table.xs]
    for cell in table.draft.cells:
        start, end = new[cell.column], new[cell.column + cell.column_span]
        cell.column, cell.column_span = start, max(end - start, 1)
    table.full = {(row, new[column]): value for (row, column), value in table.full.items()}
    table.draft.columns = len(xs) - 1
    table.xs = list(xs)


def _bottom_cells(table: PlacedTable) -> dict[int, DraftCell]:
    """Cells that touch the last row, by the column where they begin.

    Only the cells since the last part was added are looked through: a table over a hundred pages must not cost their square.
    """
    draft = table.draft
    recent = [*table.reaching, *draft.cells[table.seen :]]
    table.seen = len(draft.cells)
    table.reaching = [cell for cell in recent if cell.row + cell.row_span >= draft.rows]
    return {cell.column: cell for cell in table.reaching}


def _row_goes_on(above: PlacedTable, below: DraftTable) -> bool:
    """Whether the page divided a row: what stands in the first row below completes sentences of the last row above."""
    first = [cell for cell in below.cells if cell.row == 0 and cell.paragraphs]
    if not first or below.rows == 0:
        return False
    bottom = _bottom_cells(above)
    strong = False
    for cell in first:
        partner = bottom.get(cell.column)
        if partner is None or partner.column_span != cell.column_span or not partner.paragraphs:
            return False
        end, begin = partner.paragraphs[-1], cell.paragraphs[0]
        if begins_small(begin) or hangs(end):
            strong = True
        elif begins_item(begin) and cell.column > 0:
            continue
        elif ends_sentence(end) or not above.full.get((partner.row, partner.column), False):
            return False
        elif len(end) > _LONG:
            strong = True
    labels = [cell for cell in first if cell.column == 0]
    return strong and all(begins_small(cell.paragraphs[0]) for cell in labels)


def _join_row(above: PlacedTable, below: DraftTable) -> None:
    bottom = _bottom_cells(above)
    for cell in below.cells:
        partner = bottom.get(cell.column)
        if cell.row != 0 or partner is None or not cell.paragraphs:
            continue
        join_paragraphs(partner.paragraphs, cell.paragraphs)


def _extend_merged(above: PlacedTable, below: DraftTable) -> None:
    """A merged cell that the page divided stands empty at the top of the next one: it is given to the cell above.

    Only where the row begins without a label, and only columns merged as far as the label's own.
    """
    bottom = _bottom_cells(above)
    label = bottom.get(0)
    top = {cell.column: cell for cell in below.cells if cell.row == 0}
    if label is None or 0 not in top or top[0].paragraphs or not label.paragraphs:
        return
    if top[0].column_span != label.column_span or not any(cell.paragraphs for cell in top.values()):
        return
    for column, cell in top.items():
        partner = bottom.get(column)
        if partner is None or cell.paragraphs or not partner.paragraphs:
            continue
        if partner.column_span == cell.column_span and partner.row == label.row:
            partner.row_span += cell.row_span
            below.cells.remove(cell)
