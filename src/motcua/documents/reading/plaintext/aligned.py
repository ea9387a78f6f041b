"""Tables whose columns stand under each other by spaces only, as converters of PDF print them. Pure.

The header begins with "STT" and has two names or more behind it, spaces apart. A row begins with its number; lines without one go on with
the cells above them.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from motcua.documents.reading.blocks import Text
from motcua.documents.reading.plaintext.lines import Line

_HEADER = re.compile(r"\s*(?:S\.?TT|TT|[Ss]tt|Số TT|SỐ TT)\.?\s{2,}\S+(?: \S+)*\s{2,}\S")
_PIECE = re.compile(r"\S+(?: \S+)*")
_LABEL = re.compile(r"(?:[IVXLC]{1,6}|\d{1,3}(?:\.\d{1,3}){0,2}|[A-HĐ]|[a-z])[.)]?")
_GROUP = re.compile(r"(?:[IVXLC]{1,6}|[A-HĐ])[.)]?")
_ENDS = re.compile(r"\s*(?:[IVXLC]{1,6}\s?[.)]\s+\S|Nơi nhận|Trên đây là|PHỤ LỤC|Phụ lục)")
_MOST_LINES = 2000
_APART = 2
"""Blank positions between two columns, at least."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """Words of a line without two blanks between them, and where they stand in it."""

    start: int
    end: int
    text: Text


def begins_aligned(line: Line) -> bool:
    """Whether a line may be the header of such a table."""
    return "\t" not in line.raw and "|" not in line.raw and _HEADER.match(line.raw) is not None


def aligned_rows(lines: Sequence[Line | None], start: int) -> tuple[list[list[Text]], int, int] | None:
    """Rows, number of columns, and the place behind the table that begins at `start`; None where there is none."""
    header = _pieces(lines[start])
    if len(header) < 3:
        return None
    told, end = _lines_of(lines, start, header)
    begins = _columns(told, header)
    rows: list[list[Text]] = []
    numbered = 0
    for pieces in told:
        cells = _cells(pieces, begins)
        own = bool(cells[0]) and _LABEL.fullmatch(cells[0].value) is not None
        if own or not rows:
            rows.append(cells)
            numbered += own
        else:
            rows[-1] = [
                Text.join([t for t in pair if t]) if any(pair) else pair[0]
                for pair in zip(rows[-1], cells, strict=True)
            ]
    return (rows, len(begins), end) if numbered > 1 else None


def _pieces(line: Line | None) -> list[_Piece]:
    if line is None:
        return []
    return [
        _Piece(m.start(), m.end(), Text(m.group(), array("I", range(line.start + m.start(), line.start + m.end() + 1))))
        for m in _PIECE.finditer(line.raw)
    ]


def _lines_of(lines: Sequence[Line | None], start: int, header: Sequence[_Piece]) -> tuple[list[list[_Piece]], int]:
    """The pieces of the table's lines: until words stand under "STT" that are no number, or a heading of the text."""
    told, place = [list(header)], start + 1
    edge = header[1].start - _APART
    while place < min(len(lines), start + _MOST_LINES):
        line = lines[place]
        if line is not None:
            pieces = _pieces(line)
            first = pieces[0]
            if "\t" in line.raw or "|" in line.raw or _ENDS.match(line.raw):
                break
            if first.start < min(edge, header[0].end + 1) and _LABEL.fullmatch(first.text.value) is None:
                break
            told.append(pieces)
        place += 1
    return told, place


def _columns(told: Sequence[Sequence[_Piece]], header: Sequence[_Piece]) -> list[int]:
    """Where each column begins: behind the blanks that run through all lines, else where the names of the header stand."""
    taken: set[int] = set()
    for pieces in told:
        if len(pieces) > 1 and not _GROUP.fullmatch(pieces[0].text.value):
            for piece in pieces:
                taken.update(range(piece.start, piece.end))
    begins = [n for n in sorted(taken) if not any(n - k in taken for k in range(1, _APART + 1))]
    if len(begins) == len(header):
        return [0, *begins[1:]]
    return [0, *(piece.start for piece in header[1:])]


def _cells(pieces: Sequence[_Piece], begins: Sequence[int]) -> list[Text]:
    empty = Text("", array("I", [pieces[0].text.start]))
    cells = [empty] * len(begins)
    for piece in pieces:
        middle = min(piece.end - 1, piece.start + _APART)
        column = max(n for n, begin in enumerate(begins) if begin <= middle)
        cells[column] = Text.join([t for t in (cells[column], piece.text) if t])
    return cells
