"""A ruled table with its words: which word stands in which cell, and which lines of a cell are one paragraph."""

from __future__ import annotations

from dataclasses import dataclass, field

from motcua.documents.reading.drafts import DraftCell, DraftTable, clean, parted
from motcua.documents.reading.layout.grids import Grid
from motcua.documents.reading.layout.pages import Line, Page, Word, lines_of
from motcua.documents.reading.lines import begins_article, begins_item, begins_small, ends_sentence, hangs, is_capitals

_LARGEST_PADDING = 9.0
_NARROW = 7.0


@dataclass(slots=True)
class PlacedTable:
    """A table on its page. `xs` are the lines between its columns, for the part of it on the next page to be compared with.

    `full` holds, for each cell of its last part by (row, column), whether its last line reaches the cell's edge: the sentence may
    go on. `seen` and `reaching` serve `turned`: how many cells it has looked through, and which of those touch the last row.
    """

    draft: DraftTable
    page: int
    top: float
    bottom: float
    xs: list[float]
    full: dict[tuple[int, int], bool]
    seen: int = 0
    reaching: list[DraftCell] = field(default_factory=list)


def place_words(page: Page, grids: list[Grid]) -> tuple[list[PlacedTable], list[Word]]:
    """The tables with their words, and the words that stand outside of them."""
    held: list[dict[int, list[Word]]] = [{} for _ in grids]
    outside: list[Word] = []
    for word in page.words:
        x, y = (word.x0 + word.x1) / 2, word.middle
        for grid, cells in zip(grids, held, strict=True):
            index = grid.cell_at(x, y)
            if index is not None:
                cells.setdefault(index, []).append(word)
                break
        else:
            outside.append(word)
    tables = []
    for grid, cells in zip(grids, held, strict=True):
        if cells:
            tables.append(_table(grid, cells, page))
    return tables, outside


def _table(grid: Grid, held: dict[int, list[Word]], page: Page) -> PlacedTable:
    lines = {index: lines_of(words, page.number) for index, words in held.items()}
    padding = _paddings(grid, lines)
    cells: list[DraftCell] = []
    full: dict[tuple[int, int], bool] = {}
    for index, cell in enumerate(grid.cells):
        own = lines.get(index, [])
        left, _top, right, _bottom = grid.box(cell)
        edge = right - padding[cell.column]
        cells.append(
            DraftCell(
                row=cell.row,
                column=cell.column,
                paragraphs=paragraphs_in_cell(own, left + padding[cell.column], edge),
                row_span=cell.row_span,
                column_span=cell.column_span,
                bold=bool(own) and all(line.bold for line in own),
            )
        )
        full[cell.row, cell.column] = bool(own) and _reaches(
            own[-1], left + padding[cell.column], edge, 0.12 * (right - left)
        )
    draft = DraftTable(
        cells=cells,
        rows=len(grid.ys) - 1,
        columns=len(grid.xs) - 1,
        exact=True,
        row_pages=[page.number] * (len(grid.ys) - 1),
    )
    placed = PlacedTable(draft, page.number, grid.top, grid.bottom, list(grid.xs), full)
    _drop_slivers(placed, grid)
    return placed


def _paddings(grid: Grid, lines: dict[int, list[Line]]) -> list[float]:
    """Room between rule and words, by column: the least that any of its lines leaves."""
    least = [_LARGEST_PADDING] * (len(grid.xs) - 1)
    for index, own in lines.items():
        cell = grid.cells[index]
        left = grid.xs[cell.column]
        for line in own:
            least[cell.column] = min(least[cell.column], max(line.x0 - left, 0.0))
    return least


def _reaches(line: Line, left: float, right: float, room: float) -> bool:
    return line.x1 - line.x0 >= right - left - room


def paragraphs_in_cell(lines: list[Line], left: float, right: float) -> list[str]:
    """Paragraphs of a cell: a line goes on in the next one when the next one's first word would not have fitted behind it."""
    out: list[str] = []
    before: Line | None = None
    for line in lines:
        value = clean(line.value)
        if before is not None and out and _goes_on(before, line, left, right):
            out[-1] = joined(out[-1], value)
        elif value:
            out.append(value)
        before = line
    return out


def joined(before: str, after: str) -> str:
    """Two printed lines of one paragraph."""
    return f"{before}{after}" if parted(before) else f"{before} {after}"


def _goes_on(before: Line, line: Line, left: float, right: float) -> bool:
    if begins_item(line.value) or begins_article(line.value):
        return False
    if before.bold != line.bold and is_capitals(before.value):
        return False
    room = (right - left) - (before.x1 - before.x0) - max(0.0, min(before.x0 - left, line.x0 - left))
    fits = line.first_width + 0.25 * line.size < room - 1.0
    if not fits:
        return True
    # centred and ragged lines broken by hand: the sentence itself says that it goes on
    return hangs(clean(before.value)) or (begins_small(line.value) and not ends_sentence(before.value))


def _drop_slivers(placed: PlacedTable, grid: Grid) -> None:
    """Leave out rows and columns that only exist because a rule is double."""
    draft = placed.draft
    for row in reversed(range(draft.rows)):
        if grid.ys[row + 1] - grid.ys[row] < _NARROW and not _used(draft, row=row) and draft.rows > 1:
            _remove_row(placed, row)
    for column in reversed(range(draft.columns)):
        if grid.xs[column + 1] - grid.xs[column] < _NARROW and not _used(draft, column=column) and draft.columns > 1:
            _remove_column(placed, column)


def _used(draft: DraftTable, row: int | None = None, column: int | None = None) -> bool:
    return any(
        cell.paragraphs
        for cell in draft.cells
        if (cell.row == row and cell.row_span == 1) or (cell.column == column and cell.column_span == 1)
    )


def _remove_row(placed: PlacedTable, row: int) -> None:
    draft = placed.draft
    draft.cells = [cell for cell in draft.cells if not (cell.row == row and cell.row_span == 1)]
    for cell in draft.cells:
        if cell.row <= row < cell.row + cell.row_span:
            cell.row_span -= 1
        elif cell.row > row:
            cell.row -= 1
    draft.rows -= 1
    del draft.row_pages[row]
    placed.full = {(r - (r > row), c): full for (r, c), full in placed.full.items() if r != row}


def _remove_column(placed: PlacedTable, column: int) -> None:
    draft = placed.draft
    draft.cells = [cell for cell in draft.cells if not (cell.column == column and cell.column_span == 1)]
    for cell in draft.cells:
        if cell.column <= column < cell.column + cell.column_span:
            cell.column_span -= 1
        elif cell.column > column:
            cell.column -= 1
    draft.columns -= 1
    del placed.xs[column + 1 if column + 1 < len(placed.xs) - 1 else column]
    placed.full = {(r, c - (c > column)): full for (r, c), full in placed.full.items() if c != column}
