"""Tables that go on over pages, in text: header rows printed again, rows cut by the page break, group rows that fell between."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from motcua.documents.reading.blocks import Text
from motcua.documents.reading.groups import FIRST_HEADS, GROUP, follows
from motcua.documents.reading.plaintext.lines import squeezed
from motcua.documents.reading.plaintext.tables import Row

_NUMBERED = re.compile(r"[(\[]?\d{1,3}(?:\.\d{1,3})*[)\].]?$|[IVX]{1,5}\.?$")


@dataclass(slots=True)
class TableDraft:
    """Rows in the making. `head`: number of header rows at the top."""

    rows: list[Row]
    columns: int

    @property
    def head(self) -> int:
        if not self.rows or not self.rows[0] or squeezed(self.rows[0][0].value) not in FIRST_HEADS:
            return 0
        return 2 if len(self.rows) > 1 and not self.rows[1][0] and _is_subhead(self.rows[0], self.rows[1]) else 1


def _is_subhead(first: Row, second: Row) -> bool:
    """A second header row fills cells that the first one leaves open, with few words."""
    filled = [i for i, cell in enumerate(second) if cell]
    if not filled or any(len(second[i].value) > 60 for i in filled):
        return False
    opens = any(i < len(first) and not first[i] for i in filled)
    return opens and len(filled) < len([c for c in first if c])


def joined(before: TableDraft, between: Sequence[Text], after: TableDraft) -> bool:
    """Join `after` to `before` where it is the same table going on; the paragraphs between them must be rows of it. True if joined."""
    if before.columns != after.columns and not (after.columns < before.columns and not after.head and not between):
        return False
    repeated = _repeats(before, after)
    if between and not (len(between) == 1 and not after.head and _is_next_group(before, between[0])):
        return False
    if after.head and not repeated:
        return False
    if not repeated and not between and not before.head and not _cut_row(after):
        return False
    rows = after.rows[after.head :] if repeated else after.rows
    before.rows.extend([text] for text in between)
    cut = not between and (
        _cut_row(after) if not repeated else bool(rows) and not rows[0][0] and _continues(before.rows[-1], rows[0])
    )
    if rows and cut:
        _append_cells(before.rows[-1], rows[0])
        rows = rows[1:]
    before.rows.extend(rows)
    return True


def _repeats(before: TableDraft, after: TableDraft) -> bool:
    if not before.head or not after.head:
        return False
    one, two = (["".join(squeezed(c.value) for c in row) for row in t.rows[: t.head]] for t in (before, after))
    return one == two


def _cut_row(after: TableDraft) -> bool:
    """The first row goes on with one that a page break cut: no number of its own, and a cell that begins in the middle of a sentence."""
    first = after.rows[0] if after.rows else []
    return bool(first) and not first[0] and any(cell.value[:1].islower() for cell in first if cell)


def _continues(row: Row, rest: Row) -> bool:
    pairs = [(row[i] if i < len(row) else None, cell) for i, cell in enumerate(rest) if cell]
    return (
        bool(pairs)
        and all(cell.value[:1].islower() for _, cell in pairs)
        and any(above and above.value[-1:] not in ".;:" for above, _ in pairs)
    )


def _append_cells(row: Row, rest: Row) -> None:
    while len(row) < len(rest):
        row.append(Text("", [rest[len(row)].start]))
    for i, cell in enumerate(rest):
        if cell:
            row[i] = Text.join([row[i], cell]) if row[i] else cell


def _is_next_group(before: TableDraft, text: Text) -> bool:
    """Whether a paragraph between two parts of a table is the table's next group: "II. …" after a row "I. …"."""
    match = GROUP.match(text.value)
    if match is None or len(text) > 300:
        return False
    for row in reversed(before.rows):
        last = GROUP.match(row[0].value) if row and row[0] and not _NUMBERED.match(row[0].value) else None
        if last:
            return follows(last["label"], match["label"])
    return False
