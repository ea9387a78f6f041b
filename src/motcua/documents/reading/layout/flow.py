"""Printed lines into paragraphs: which line goes on with the one before it.

The sign that never fails is room: a line was broken by the program when the first word of the next one would not have fitted
behind it, and by the author when it would. Indents, leading, type and list marks decide the rest.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from motcua.documents.reading.drafts import Passage, clean, parted
from motcua.documents.reading.layout.pages import Line
from motcua.documents.reading.letterhead import begins_recipients, begins_signature, is_motto
from motcua.documents.reading.lines import (
    begins_article,
    begins_item,
    begins_small,
    ends_sentence,
    hangs,
    is_capitals,
    is_ornament,
)
from motcua.documents.reading.secrecy import is_mark

_STEP = 6.0  # what counts as an indent
_WIDEST_HANG = 60.0
_LEAST_BROKEN = 6
_FEW = 8


@dataclass(slots=True)
class Measure:
    """How the body of a document is set: its margins, its leading, whether paragraphs begin indented."""

    left: float
    right: float
    leading: float
    indented: bool
    items_indented: bool
    by_hand: bool = False  # lines end where somebody broke them, not where the room ended

    def is_centered(self, line: Line) -> bool:
        middle = (self.left + self.right) / 2
        return (
            abs(line.center - middle) < max(8.0, 0.02 * (self.right - self.left))
            and line.x0 - self.left > 15
            and self.right - line.x1 > 15
        )

    def has_room_for(self, word: float, line: Line) -> bool:
        """Whether so wide a word would still have fitted behind this line."""
        room = self.right - line.x1
        if self.is_centered(line):
            room = (self.right - self.left) - (line.x1 - line.x0)
        return word + 0.25 * line.size < room - 2.0


def measure(lines: Sequence[Line], width: float) -> Measure:
    """The measure of lines that are set alike: those of one document on pages of one width."""
    if not lines:
        return Measure(0.0, 0.0, 0.0, indented=False, items_indented=False)
    left = _edge(lines, rightmost=False)
    right = _edge(lines, rightmost=True)
    if len(lines) < _FEW:  # too few lines to show the margin: as on the left, or what the longest line shows
        right = max(right, width - left)
    pairs = [(a, b) for a, b in itertools.pairwise(lines) if a.page == b.page and b.bottom > a.bottom]
    leading = median([b.bottom - a.bottom for a, b in pairs]) if len(pairs) >= _FEW else 1.3 * lines[0].size
    wide = [line for line in lines if line.x1 > right - 12]
    at_edge = sum(line.x0 < left + _STEP for line in wide)
    stepped = sum(left + _STEP < line.x0 < left + _WIDEST_HANG for line in wide)
    items = [line for line in lines if begins_item(line.value)]
    items_in = sum(line.x0 > left + _STEP for line in items)
    own = Measure(
        left,
        right,
        leading,
        indented=stepped >= 3 and at_edge >= 3,
        items_indented=len(items) >= 3 and items_in >= 0.7 * len(items),
    )
    own.by_hand = _is_broken_by_hand(lines, own)
    return own


def _is_broken_by_hand(lines: Sequence[Line], own: Measure) -> bool:
    """Text that was wrapped before it was set: sentences go on in the next line although there was room for more."""
    inside = [
        (a, b)
        for a, b in itertools.pairwise(lines)
        if begins_small(clean(b.value)) and not ends_sentence(clean(a.value)) and not own.is_centered(b)
    ]
    early = sum(own.has_room_for(b.first_width, a) for a, b in inside)
    return early >= _LEAST_BROKEN and early >= 0.25 * len(inside)


def _edge(lines: Sequence[Line], *, rightmost: bool) -> float:
    """The outermost place where many lines end (or begin); without such a place, nearly the outermost."""
    places = [line.x1 if rightmost else line.x0 for line in lines]
    bins = Counter(round(place / 2) for place in places)
    enough = max(3, 0.08 * len(lines))
    often = [b for b, count in bins.items() if count + bins[b + 1] + bins[b - 1] >= enough]
    if often:
        chosen = max(often) if rightmost else min(often)
        near = [place for place in places if abs(round(place / 2) - chosen) <= 1]
        return max(near) if rightmost else min(near)
    ordered = sorted(places)
    return ordered[int(0.97 * (len(ordered) - 1))] if rightmost else ordered[int(0.03 * (len(ordered) - 1))]


def goes_on(paragraph: Sequence[Line], line: Line, own: Measure) -> bool:
    """Whether the line belongs to the paragraph whose lines so far are given."""
    last = paragraph[-1]
    if _is_apart(last, line, own) or _changes_type(last, line) or _is_set_right(last, line, own):
        return False
    value = clean(line.value)
    before = clean(last.value)
    if _opens(before, value, line, own) or any(map(_stands_alone, (before, value))):
        return False
    if own.is_centered(last) and own.is_centered(line):
        return _centered_goes_on(last, line, before, value, own)
    if own.is_centered(line) and abs(last.center - line.center) < 12:
        # a title whose first line fills the measure: only type tells it from the body
        return (is_capitals(before) and is_capitals(value)) or (last.bold and line.bold and not own.indented)
    if own.has_room_for(line.first_width, last) and not _runs_on_early(last, before, value, own):
        return False
    return _fits_indents(paragraph, line, own)


def _runs_on_early(last: Line, before: str, value: str, own: Measure) -> bool:
    """The line ended before its room did, yet its sentence goes on."""
    long = own.by_hand and last.x1 - last.x0 > 0.6 * (own.right - own.left)
    if ends_sentence(before):
        return long and begins_small(value) and before.endswith(";")
    if begins_small(value):
        return True
    return long and not is_capitals(before)


def _is_apart(last: Line, line: Line, own: Measure) -> bool:
    if line.page != last.page:
        return False
    step = line.bottom - last.bottom
    return step > 1.7 * max(own.leading, 1.15 * last.size) or step < 0


def _is_set_right(last: Line, line: Line, own: Measure) -> bool:
    """A short line at the right margin (a date, a page header) and one that begins further left."""
    return last.x0 > (own.left + own.right) / 2 and line.x0 < last.x0 - _WIDEST_HANG


def _stands_alone(value: str) -> bool:
    return is_ornament(value) or is_mark(value)


def _changes_type(last: Line, line: Line) -> bool:
    if abs(last.size - line.size) > 0.14 * max(last.size, line.size):
        return True
    if last.bold and not line.some_bold:
        return not begins_small(clean(line.value))
    return line.bold and not last.some_bold


def _opens(before: str, value: str, line: Line, own: Measure) -> bool:
    """The line begins something: a list item, an article, a legal base, the motto, the recipients, a signature."""
    indented = line.x0 > own.left + _STEP
    if value.startswith("Căn cứ ") and (indented or not before.endswith(".")):
        return True
    if begins_item(value):
        # where items begin indented, one that does not is a wrapped line that happens to begin like one
        return indented or not own.items_indented
    if begins_article(value):
        return indented or not own.indented
    return is_motto(value) or begins_recipients(value) or (begins_signature(value) and len(value) < 60)


def _centered_goes_on(last: Line, line: Line, before: str, value: str, own: Measure) -> bool:
    """Titles are broken for their looks: capitals do not run on into small letters, an open phrase does."""
    if is_capitals(before) != is_capitals(value):
        return False
    if begins_small(value) or hangs(before):
        return not ends_sentence(before)
    return not own.has_room_for(line.first_width, last)


def _fits_indents(paragraph: Sequence[Line], line: Line, own: Measure) -> bool:
    """The left edge agrees with that of the paragraph's further lines."""
    if len(paragraph) > 1 and paragraph[-1].page == line.page:
        return line.x0 < paragraph[-1].x0 + _STEP
    first = paragraph[0]
    if len(paragraph) > 1:
        return line.x0 < own.left + _WIDEST_HANG
    if abs(line.x0 - first.x0) <= _STEP:
        # a whole line at the first-line indent, followed by another one there: two paragraphs
        return not (own.indented and first.x0 > own.left + _STEP)
    return line.x0 < first.x0 + _WIDEST_HANG


def passage_of(paragraph: Sequence[Line], own: Measure | None) -> Passage:
    """The paragraph of these lines."""
    pieces: list[str] = []
    turns: list[tuple[int, int]] = []
    length, page = 0, paragraph[0].page
    for line in paragraph:
        text = clean(line.value)
        if pieces and text and not parted(pieces[-1]):
            pieces.append(" ")
            length += 1
        if line.page != page:
            page = line.page
            turns.append((length, page))
        pieces.append(text)
        length += len(text)
    return Passage(
        "".join(pieces),
        page=paragraph[0].page,
        bold=all(line.bold for line in paragraph),
        italic=all(line.italic for line in paragraph),
        centered=own is not None and all(own.is_centered(line) for line in paragraph),
        turns=turns,
    )


def passages_of(lines: Iterable[Line], own: Measure) -> list[Passage]:
    """The paragraphs of lines that follow one another, on one page or over several."""
    out: list[Passage] = []
    paragraph: list[Line] = []
    for line in lines:
        if paragraph and not goes_on(paragraph, line, own):
            out.append(passage_of(paragraph, own))
            paragraph = []
        paragraph.append(line)
    if paragraph:
        out.append(passage_of(paragraph, own))
    return out
