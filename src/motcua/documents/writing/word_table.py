"""Tables of a DOCX, built in one pass: python-docx's own interface walks the whole table for every cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as DocxParagraph

from motcua.documents.writing.layout import clean
from motcua.documents.writing.parts import Cell, Run, Table, Words, placed

_WHOLE = 800
"""Characters up to which a row is kept on one page."""
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TWIPS = 56.6929
"""Twentieths of a point in a millimetre."""


def new_paragraph() -> DocxParagraph:
    """A paragraph that stands nowhere yet. It has no story part, which only styles by name and pictures would need."""
    element: Any = OxmlElement("w:p")
    nowhere: Any = None
    return DocxParagraph(element, nowhere)


def append(container: Any, element: Any) -> None:
    """Add at the end of a body (before its section properties) or of a cell."""
    last = container[-1] if len(container) else None
    if last is not None and last.tag == qn("w:sectPr"):
        last.addprevious(element)
    else:
        container.append(element)


def never_empty(cell: Any) -> None:
    """A cell must end with a paragraph, or the file is broken."""
    if not len(cell) or cell[-1].tag != qn("w:p"):
        cell.append(OxmlElement("w:p"))


def frame(widths: Sequence[float]) -> tuple[Any, list[Any]]:
    """A one-row table without borders, for things that stand side by side. Returns it and its empty cells."""
    element = _empty(widths, borders=False)
    row = _row(head=False, whole=True)
    element.append(row)
    cells = []
    for width in widths:
        cell = _cell(width)
        row.append(cell)
        cells.append(cell)
    return element, cells


def table(part: Table, width: float, size: float) -> Any:
    """A table with borders; its head is repeated on every page. `width` in millimetres, `size` in points."""
    total = sum(part.widths)
    widths = [width * share / total for share in part.widths]
    element = _empty(widths, borders=True)
    for rows, head in ((part.head, True), (part.rows, False)):
        _rows(element, rows, widths, size, head=head)
    return element


def _rows(
    element: Any, rows: tuple[tuple[Cell, ...], ...], widths: Sequence[float], size: float, *, head: bool
) -> None:
    places: list[dict[int, tuple[Cell, bool]]] = [{} for _ in rows]
    for r, c, cell in placed(rows, len(widths)):
        for below in range(cell.row_span):
            places[r + below][c] = (cell, below == 0)
    for cells in places:
        whole = head or all(cell.row_span == 1 and _size(cell) <= _WHOLE for cell, _ in cells.values())
        row = _row(head=head, whole=whole)
        element.append(row)
        for c in sorted(cells):
            cell, begins = cells[c]
            row.append(_filled(cell, begins, sum(widths[c : c + cell.column_span]), size, head=head))


def _filled(cell: Cell, begins: bool, width: float, size: float, *, head: bool) -> Any:
    element = _cell(
        width, cell.column_span, "" if cell.row_span == 1 else "restart" if begins else "continue", head=head
    )
    if begins:
        align = "center" if head and cell.align == "left" else cell.align
        for words in cell.paragraphs:
            element.append(_paragraph(words, size, align, bold=cell.bold or head, italic=cell.italic))
    never_empty(element)
    return element


def _paragraph(words: Words, size: float, align: str, *, bold: bool, italic: bool) -> Any:
    """A paragraph of a cell, built by hand: long tables have tens of thousands of them."""
    element = OxmlElement("w:p")
    properties = _child(element, "w:pPr")
    _child(properties, "w:spacing", after="40")
    _child(properties, "w:jc", val={"justify": "both"}.get(align, align))
    for run in (Run(words),) if isinstance(words, str) else words:
        made = _child(element, "w:r")
        style = _child(made, "w:rPr")
        if bold or run.bold:
            _child(style, "w:b")
        if italic or run.italic:
            _child(style, "w:i")
        _child(style, "w:sz", val=str(round(size * 2)))
        for number, line in enumerate(clean(run.text).splitlines() or [""]):
            if number:
                _child(made, "w:br")
            text = _child(made, "w:t")
            text.text = line
            text.set(_SPACE, "preserve")
    return element


def _empty(widths: Sequence[float], *, borders: bool) -> Any:
    element = OxmlElement("w:tbl")
    properties = _child(element, "w:tblPr")
    _child(properties, "w:tblW", w=_twips(sum(widths)), type="dxa")
    if borders:
        lines = _child(properties, "w:tblBorders")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            _child(lines, f"w:{side}", val="single", sz="4", space="0", color="000000")
    _child(properties, "w:tblLayout", type="fixed")
    margins = _child(properties, "w:tblCellMar")
    for side in ("left", "right"):
        _child(margins, f"w:{side}", w=_twips(1.4 if borders else 0), type="dxa")
    grid = _child(element, "w:tblGrid")
    for width in widths:
        _child(grid, "w:gridCol", w=_twips(width))
    return element


def _row(*, head: bool, whole: bool) -> Any:
    row = OxmlElement("w:tr")
    properties = _child(row, "w:trPr")
    if whole:
        _child(properties, "w:cantSplit")
    if head:
        _child(properties, "w:tblHeader")
    return row


def _cell(width: float, columns: int = 1, merge: str = "", *, head: bool = False) -> Any:
    element = OxmlElement("w:tc")
    properties = _child(element, "w:tcPr")
    _child(properties, "w:tcW", w=_twips(width), type="dxa")
    if columns > 1:
        _child(properties, "w:gridSpan", val=str(columns))
    if merge:
        _child(properties, "w:vMerge", **({"val": "restart"} if merge == "restart" else {}))
    if head:
        _child(properties, "w:vAlign", val="center")
    return element


def _child(parent: Any, tag: str, **attributes: str) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    parent.append(element)
    return element


def _twips(millimetres: float) -> str:
    return str(round(millimetres * _TWIPS))


def _size(cell: Cell) -> int:
    return sum(len(w) if isinstance(w, str) else sum(len(run.text) for run in w) for w in cell.paragraphs)
