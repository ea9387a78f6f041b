"""The lines of a text file, and how the file is laid out: wrapped at a width or one paragraph a line, single or double spaced."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from motcua.documents.reading.blocks import Text
from motcua.documents.reading.plaintext.marks import BREAK, clean_line
from motcua.kernel.text import fold

RULE = re.compile(r"\s*(?:[-_=*~–—.·]\s*){3,}$|\s*[|+:\-\s]*-{3,}[|+:\-\s]*$")
PAGE_NUMBER = re.compile(r"[-–—\s]*(?:[Tt]rang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?[-–—\s]*")
TERMINAL = re.compile(r"[.;:!?…](?:[\"”’')\]]*)$|\.\s*/\.?$")
_ITEM = re.compile(
    r"[-–—•●▪◦‣■□✓➢*+]\s*(?=\S)|[IVXLC]{1,6}\s?[.)\-:/]\s*(?=\S)"
    r"|\d{1,2}(?:\.\d{1,2}){0,4}(?:[.)]\s*(?![\d.,/%])(?=\S)|[.)]\s+(?=\d{1,3}(?:[.,]\d+)?(?:\s?%|\s+[^\W\d_]))|/\s+(?=[^\W\d]))"
    r"|\d{1,2}(?:\.\d{1,2}){1,4}\s+(?=[^\W\d])|[a-zđ]{1,2}[).]\s+(?=\S)|[A-ZĐ][.)]\s+(?=\S)"
)
_OPENING = re.compile(
    r"(?:Căn cứ|Trên đây là|Nơi nhận|Kính gửi|PHỤ LỤC|Phụ lục\b|Điều \d|Chương [IVX]+\b|CHƯƠNG\b|PHẦN\b|Phần (?:thứ|[IVX])"
    r"|Số\s*:|Xét đề nghị|Theo đề nghị|KẾ HOẠCH\s*$|QUYẾT ĐỊNH\s*:?$|\((?:Kèm|Ban hành) theo)"
)
_CAPACITY = re.compile(r"(?:TM|KT|TL|TUQ|Q|T/M|K/T|T/L)\s?\.?\s+[A-ZĐÂĂÊÔƠƯỦỤ]")


@dataclass(slots=True)
class Line:
    """`gap`: blank lines before it. `tabs`: dividers of cells in it. `pieces`: paragraphs that tags set inside it."""

    text: Text
    start: int
    end: int
    gap: int
    bold: bool
    level: int | None
    new_page: bool
    raw: str

    @property
    def value(self) -> str:
        return self.text.value

    @property
    def begins_item(self) -> bool:
        return _ITEM.match(self.value) is not None

    @property
    def begins_part(self) -> bool:
        """An item, or words with which a part of a document begins."""
        return (
            self.begins_item
            or self.level is not None
            or _OPENING.match(self.value) is not None
            or _CAPACITY.match(self.value) is not None
        )

    @property
    def terminal(self) -> bool:
        return TERMINAL.search(self.value) is not None

    @property
    def capitals(self) -> bool:
        """Words in capital letters only."""
        return self.value.isupper() and sum(c.isalpha() for c in self.value) > 3


@dataclass(frozen=True, slots=True)
class Layout:
    """`width`: characters of a full line. `wrapped`: paragraphs run over lines. `gap`: blank lines inside a wrapped paragraph."""

    width: int
    wrapped: bool
    gap: int


def read_lines(text: str, page_starts: Sequence[int]) -> Iterator[Line | None]:
    """Lines with words in order; None for a drawn rule. Page numbers at a page's begin are left out."""
    gap, new_page, page = 0, True, 0
    for start, end in _bounds(text):
        while page < len(page_starts) and page_starts[page] < end:
            page += 1
            new_page = True
        raw = text[start:end]
        if "\x0c" in raw:
            new_page = True
        if not raw.strip():
            gap += 1
            continue
        if RULE.match(raw) and "\t" not in raw and "|" not in raw:
            gap += 1
            yield None
            continue
        if new_page and PAGE_NUMBER.fullmatch(raw.strip()) and (page_starts or "\x0c" in raw):
            continue
        cleaned = clean_line(raw, start)
        if not cleaned.text.value.strip(BREAK):
            gap += 1
            continue
        yield Line(cleaned.text, start, end, gap, cleaned.bold, cleaned.level, new_page, raw)
        gap, new_page = 0, False


_NUMBER_ALONE = re.compile(r"[-–—\s]*(?:[Tt]rang\s*)?(?P<n>\d{1,3})(?:\s*/\s*\d{1,3})?[-–—\s]*")
_APART = 12
"""Lines between two page numbers, at least."""


def without_page_numbers(lines: Sequence[Line | None]) -> list[Line | None]:
    """Drop lines of one number each that count the pages: 2, 3, 4 …, a page's lines apart. Other numbers stay.

    A number of its own that breaks the count ("12" left from a table) does not end it, if most numbers count.
    """
    found = [(i, int(m["n"])) for i, line in enumerate(lines) if line is not None and (m := _alone(line))]
    numbers: set[int] = set()
    last, page = 0, 0
    for index, value in found:
        if index - last >= _APART and (value in {1, 2} if not numbers else value == page + 1):
            numbers.add(index)
            last, page = index, value
    if len(found) - len(numbers) > len(numbers) // 2:
        return list(lines)
    return [line for index, line in enumerate(lines) if index not in numbers]


def _alone(line: Line) -> re.Match[str] | None:
    return _NUMBER_ALONE.fullmatch(line.raw.strip()) if "\t" not in line.raw and "|" not in line.raw else None


def _bounds(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in re.finditer(r"\r\n|\r|\n", text):
        yield start, match.start()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def layout_of(lines: Sequence[Line]) -> Layout:
    """Measured on pairs of lines where the second clearly goes on with the first."""
    prose = [line for line in lines if "\t" not in line.value and "|" not in line.raw]
    lengths = sorted(len(line.value) for line in prose)
    if not lengths:
        return Layout(80, wrapped=False, gap=0)
    width = lengths[min(len(lengths) - 1, int(len(lengths) * 0.9))]
    gaps: dict[int, int] = {}
    going_on = 0
    for before, line in pairwise(prose):
        if line.value[:1].islower() and not line.begins_item and not before.terminal:
            going_on += 1
            gaps[line.gap] = gaps.get(line.gap, 0) + 1
    wrapped = width <= 160 and going_on >= max(2, len(prose) * 0.12)
    gap = max(gaps, key=lambda g: (gaps[g], -g)) if gaps else 0
    return Layout(max(width, 20), wrapped=wrapped, gap=gap)


def squeezed(text: str) -> str:
    """Folded letters only: "K Ế  HOẠCH" → "kehoach"."""
    return "".join(c for c in fold(text) if c.isalpha())
