"""Tables of a Word file in exact grid coordinates, and those that are no tables but a letterhead, a signature block, a frame."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from motcua.documents.reading.columns import mended, untangle
from motcua.documents.reading.docx.markup import attribute, child, local, number_of, switch, value_of
from motcua.documents.reading.docx.paragraphs import ParagraphReader
from motcua.documents.reading.drafts import Draft, DraftCell, DraftTable, Passage, clean
from motcua.documents.reading.letterhead import stands_in_columns

_WIDEST = 63  # columns: Word itself has no more
_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"})


@dataclass(slots=True)
class _Place:
    """A cell of the file with its place in the grid."""

    row: int
    column: int
    width: int
    drafts: list[Draft]
    height: int = 1


@dataclass(slots=True)
class _Grid:
    places: list[_Place] = field(default_factory=list)
    rows: int = 0
    row_pages: list[int | None] = field(default_factory=list)

    @property
    def columns(self) -> int:
        return max((place.column + place.width for place in self.places), default=0)


def read_blocks(container: etree._Element, reader: ParagraphReader) -> list[Draft]:
    """Paragraphs and tables of a body, cell, header or text box, in order; boxes after the paragraph that holds them."""
    out: list[Draft] = []
    for element in block_elements(container):
        out += read_block(element, reader)
    return out


def read_block(element: etree._Element, reader: ParagraphReader) -> list[Draft]:
    """One paragraph or table as drafts. Tabs are still in the values of paragraphs."""
    if local(element) == "tbl":
        return read_table(element, reader)
    out: list[Draft] = list(reader.read(element))
    for box in reader.take_boxes():
        out += read_blocks(box, reader)
    return out


def block_elements(container: etree._Element) -> Iterator[etree._Element]:
    """`w:p` and `w:tbl` that stand directly in the container, or inside content controls and tracked insertions."""
    for element in container:
        name = local(element)
        if name in {"p", "tbl"}:
            yield element
        elif name in _WRAPPERS:
            yield from block_elements(element)
        elif name == "AlternateContent":
            chosen = child(element, "Choice")
            if chosen is not None:
                yield from block_elements(chosen)


def read_table(table: etree._Element, reader: ParagraphReader) -> list[Draft]:
    """The table as one draft; or its contents as drafts, where it only serves the layout."""
    grid = _read_grid(table, reader)
    if not grid.places:
        return []
    if grid.columns == 1:
        return [draft for place in grid.places for draft in place.drafts]
    if grid.columns <= 6 and grid.rows <= 12:
        columns = _columns(grid)
        if len(columns) <= 3 and stands_in_columns([_values(drafts) for drafts in columns]):
            return [draft for drafts in columns for draft in mended(drafts)]
    return [_as_table(grid)]


def _columns(grid: _Grid) -> list[list[Draft]]:
    """Contents by column, empty columns left out. A cell that is wider than one column counts where it begins."""
    by_column: dict[int, list[Draft]] = {}
    for place in sorted(grid.places, key=lambda place: (place.column, place.row)):
        if place.drafts:
            by_column.setdefault(place.column, []).extend(place.drafts)
    return list(by_column.values())


def _values(drafts: list[Draft]) -> list[str]:
    return [clean(draft.value) if isinstance(draft, Passage) else draft.row_values(0)[0] for draft in drafts]


def _as_table(grid: _Grid) -> DraftTable:
    return DraftTable(
        cells=[
            DraftCell(
                row=place.row,
                column=place.column,
                paragraphs=_cell_paragraphs(place.drafts),
                row_span=place.height,
                column_span=place.width,
                bold=_is_bold(place.drafts),
            )
            for place in grid.places
        ],
        rows=grid.rows,
        columns=grid.columns,
        exact=True,
        row_pages=grid.row_pages,
    )


def _cell_paragraphs(drafts: list[Draft]) -> list[str]:
    """A nested table has no place in a cell: each of its rows becomes a paragraph."""
    out: list[str] = []
    for draft in untangle(drafts):
        if isinstance(draft, DraftTable):
            rows = (" ".join(filter(None, draft.row_values(row))) for row in range(draft.rows))
            out += [row for row in rows if row]
        elif draft.value:
            out.append(draft.value)
    return out


def _is_bold(drafts: list[Draft]) -> bool:
    return bool(drafts) and all(isinstance(draft, Passage) and draft.bold for draft in drafts)


def _read_grid(table: etree._Element, reader: ParagraphReader) -> _Grid:
    grid = _Grid()
    open_merges: dict[int, _Place] = {}
    for row in _rows(table):
        column = min(number_of(child(row, "trPr"), "gridBefore") or 0, _WIDEST)
        merges: dict[int, _Place] = {}
        for cell in _cells(row):
            if column >= 4 * _WIDEST:
                break  # no table of people: a file made to exhaust its reader
            place = _Place(grid.rows, column, _width(cell), _cell_drafts(cell, reader))
            _put(grid, place, cell, open_merges, merges)
            column += place.width
        open_merges = merges
        grid.row_pages.append(_first_page(grid, reader.reading.page))
        grid.rows += 1
    return grid


def _width(cell: etree._Element) -> int:
    return min(max(number_of(child(cell, "tcPr"), "gridSpan") or 1, 1), _WIDEST)


def _first_page(grid: _Grid, current: int) -> int | None:
    """The page on which the row being read begins: that of its first words."""
    drafts = (draft for place in grid.places if place.row == grid.rows for draft in place.drafts)
    return next((draft.page for draft in drafts), current)


def _put(grid: _Grid, place: _Place, cell: etree._Element, above: dict[int, _Place], merges: dict[int, _Place]) -> None:
    """Put the cell into the grid: as itself, or as more of the cell above or to the left that it is merged with.

    `above` are the vertical merges open in the row before, `merges` collects those open in this one.
    """
    properties = child(cell, "tcPr")
    vertical = child(properties, "vMerge")
    continued = vertical is not None and attribute(vertical, "val") != "restart"
    if value_of(properties, "hMerge") == "continue" and grid.places and grid.places[-1].row == grid.rows:
        grid.places[-1].width += place.width
    elif continued and place.column in above and above[place.column].width == place.width:
        merges[place.column] = above[place.column]
        merges[place.column].height += 1
    else:
        grid.places.append(place)
        if vertical is not None:
            merges[place.column] = place


def _cell_drafts(cell: etree._Element, reader: ParagraphReader) -> list[Draft]:
    out: list[Draft] = []
    for element in block_elements(cell):
        if local(element) == "tbl":
            out += read_table(element, reader)
            continue
        out += reader.read(element, keep_label=True)
        for box in reader.take_boxes():
            out += read_blocks(box, reader)
    return out


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """Rows, also those inside content controls and insertions; not the deleted and the hidden ones."""
    for element in table:
        name = local(element)
        if name == "tr":
            properties = child(element, "trPr")
            if child(properties, "del") is None and not switch(properties, "hidden"):
                yield element
        elif name in _WRAPPERS:
            yield from _rows(element)


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    for element in row:
        name = local(element)
        if name == "tc":
            if child(child(element, "tcPr"), "cellDel") is None:
                yield element
        elif name in _WRAPPERS:
            yield from _cells(element)


def count_cells(drafts: list[Draft]) -> int:
    return sum(len(draft.cells) for draft in drafts if isinstance(draft, DraftTable))


__all__ = ["block_elements", "count_cells", "read_block", "read_blocks", "read_table"]
