"""Words that stand in two columns without rules: the letterhead and the signature block of a printed page, column by column."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from motcua.documents.reading.drafts import clean
from motcua.documents.reading.layout.pages import Line
from motcua.documents.reading.letterhead import (
    begins_addressees,
    begins_recipients,
    begins_signature,
    is_motto,
    is_number_line,
    is_place_date,
    stands_in_columns,
)
from motcua.documents.reading.lines import begins_item, is_capitals, is_label
from motcua.kernel.text import fold

_GAP = 1.6  # pieces of a line that stand further apart than this times their size are columns
_LEAST_GUTTER = 5.0
_ABOVE = 4


@dataclass(slots=True)
class Gutter:
    """The empty strip between the columns; it narrows as lines are taken in."""

    start: float
    end: float

    def takes(self, pieces: list[Line]) -> tuple[list[Line], list[Line]] | None:
        """The pieces left and right of the strip, None where one crosses it or it would close."""
        left = [piece for piece in pieces if piece.x1 <= self.end - _LEAST_GUTTER and piece.x0 < self.start]
        right = [piece for piece in pieces if piece.x0 >= self.start + _LEAST_GUTTER and piece.x1 > self.end]
        if len(left) + len(right) != len(pieces):
            return None
        start = max([self.start, *(piece.x1 for piece in left)])
        end = min([self.end, *(piece.x0 for piece in right)])
        if end - start < _LEAST_GUTTER:
            return None
        self.start, self.end = start, end
        return _one_line(left), _one_line(right)


def _one_line(pieces: list[Line]) -> list[Line]:
    """Pieces of one line in one column are one line after all: "Số:      /KH-UBND", the number to be filled in."""
    if len(pieces) < 2:
        return pieces
    return [Line([word for piece in pieces for word in piece.words], pieces[0].page, pieces[0].number)]


@dataclass(slots=True)
class Side:
    """Two columns of lines; they take the place of the lines from index `first` to `last` of the page."""

    first: int
    last: int
    gutter: Gutter
    left: list[Line] = field(default_factory=list)
    right: list[Line] = field(default_factory=list)
    carried: bool = False  # the rest of a block that began on the page before


def pieces_of(line: Line) -> list[Line]:
    """The parts of a line that stand apart; a list label stays with its words."""
    pieces = line.pieces(_GAP)
    while len(pieces) > 1 and is_label(clean(pieces[0].value)):
        pieces[:2] = [Line([*pieces[0].words, *pieces[1].words], line.page, line.number)]
    return pieces


def sides_of(lines: list[Line], before: Gutter | None = None) -> list[Side]:
    """The blocks in two columns on one page, in order and without overlap.

    `before` is the strip of a signature block that closed the page before: the recipients may go on here.
    """
    pieces = [pieces_of(line) for line in lines]
    carried = _carried(pieces, before) if before is not None else None
    out = [carried] if carried is not None else []
    index = carried.last + 1 if carried is not None else 0
    while index < len(lines):
        gutter = _gutter_at(pieces, index)
        side = _grow(pieces, index, gutter, out[-1].last + 1 if out else 0) if gutter is not None else None
        if side is None:
            index += 1
            continue
        out.append(side)
        index = side.last + 1
    return out


def _carried(pieces: list[list[Line]], gutter: Gutter) -> Side | None:
    """The rest of a signature block: lines that leave its strip free, the left ones going on with the list of recipients."""
    side = Side(0, -1, gutter, carried=True)
    for index, own in enumerate(pieces):
        taken = gutter.takes(own)
        if taken is None or any(not begins_item(clean(line.value)) and not side.left for line in taken[0]):
            break
        side.left += taken[0]
        side.right += taken[1]
        side.last = index
    return side if side.left else None


def closes_with_recipients(side: Side) -> bool:
    return any(begins_recipients(clean(line.value)) for line in side.left)


def _gutter_at(pieces: list[list[Line]], index: int) -> Gutter | None:
    """The strip between two columns, where a landmark on this line shows that there are two."""
    own = pieces[index]
    values = [clean(piece.value) for piece in own]
    if len(own) >= 2 and any(_is_landmark(value) for value in values):
        cut = next((i for i, value in enumerate(values) if i and _is_landmark(value)), 1)
        return Gutter(own[cut - 1].x1, own[cut].x0)
    if len(own) != 1 or not _is_landmark(values[0]):
        return None
    for other in (*range(index + 1, min(index + 8, len(pieces))), *range(max(0, index - _ABOVE), index)):
        gutter = _between(own[0], pieces[other])
        if gutter is not None:
            return gutter
    return None


def _between(line: Line, others: list[Line]) -> Gutter | None:
    """The strip between a landmark that stands alone on its line and its partner on a line above or below."""
    value = clean(line.value)
    for other in others:
        partner = clean(other.value)
        if begins_recipients(value) and begins_signature(partner) and other.x0 - line.x1 > _LEAST_GUTTER:
            return Gutter(line.x1, other.x0)
        if begins_signature(value) and begins_recipients(partner) and line.x0 - other.x1 > _LEAST_GUTTER:
            return Gutter(other.x1, line.x0)
        if is_motto(value) and _is_agency(partner) and line.x0 - other.x1 > _LEAST_GUTTER:
            return Gutter(other.x1, line.x0)
        if is_number_line(value) and is_place_date(partner) and other.x0 - line.x1 > _LEAST_GUTTER:
            return Gutter(line.x1, other.x0)
    return None


@lru_cache(maxsize=4096)
def _is_landmark(value: str) -> bool:
    return (
        is_motto(value)
        or is_number_line(value)
        or is_place_date(value)
        or begins_recipients(value)
        or begins_signature(value)
    )


def _is_agency(value: str) -> bool:
    return value.isupper() and len(value) < 80


def _grow(pieces: list[list[Line]], index: int, gutter: Gutter, floor: int) -> Side | None:
    """Take in the lines above and below that leave the strip free."""
    side = Side(index, index, gutter)
    taken = gutter.takes(pieces[index])
    if taken is None:
        return None
    side.left, side.right = list(taken[0]), list(taken[1])
    for above in range(index - 1, max(floor, index - _ABOVE) - 1, -1):
        taken = gutter.takes(pieces[above])
        if taken is None or not _belongs_above(side, pieces[above]):
            break
        side.left[:0], side.right[:0] = taken
        side.first = above
    for below in range(index + 1, len(pieces)):
        if _is_complete(side, pieces[below]):
            break
        taken = gutter.takes(pieces[below])
        if taken is None:
            break
        side.left += taken[0]
        side.right += taken[1]
        side.last = below
    columns = [[clean(line.value) for line in side.left], [clean(line.value) for line in side.right]]
    return side if all(columns) and stands_in_columns(columns) else None


def _belongs_above(side: Side, pieces: list[Line]) -> bool:
    """Near enough to be the first line of a column: agency names above the motto, a capacity above the recipients."""
    nearest = min((line.top for line in (*side.left, *side.right)), default=0.0)
    values = [clean(piece.value) for piece in pieces]
    shows = any(_is_landmark(value) or _is_agency(value) for value in values)
    return shows and nearest - max(piece.bottom for piece in pieces) < 3 * pieces[0].size


def _is_complete(side: Side, following: list[Line]) -> bool:
    """A letterhead ends below its number and date, where only a subject ("V/v …") may still hang under the number; a signature
    block ends where an annex begins."""
    values = [clean(line.value) for line in (*side.left, *side.right)]
    if _annex_begins(side, following):
        return True
    if any(begins_addressees(clean(piece.value)) for piece in following) and any(map(_is_heading, values)):
        return True
    if not any(is_motto(value) for value in values) and not any(is_number_line(value) for value in values):
        return False
    if not any(is_place_date(value) for value in values):
        return False
    under_number = any(fold(value).startswith(("v/v", "ve viec")) for value in values)
    lowest = max(line.bottom for line in (*side.left, *side.right))
    apart = min(piece.top for piece in following) - lowest
    begins_subject = fold(clean(following[0].value)).startswith(("v/v", "ve viec"))
    if begins_subject:
        return False
    return not (
        under_number and len(following) == 1 and apart < 0.6 * following[0].size and following[0].x1 < side_edge(side)
    )


def _annex_begins(side: Side, following: list[Line]) -> bool:
    """Capitals below the list of recipients, in its own column: the title of what is attached, no recipient."""
    below_recipients = closes_with_recipients(side) and len(side.left) > 1
    return below_recipients and following[0].x1 < side.gutter.end and is_capitals(clean(following[0].value))


def _is_heading(value: str) -> bool:
    return is_motto(value) or is_number_line(value) or is_place_date(value)


def side_edge(side: Side) -> float:
    """Right edge of the left column."""
    return max((line.x1 for line in side.left), default=0.0) + 12
