"""A printed page as geometry: words and ruled lines with their places, whether a PDF told them or a scan.

Coordinates are points (1/72 inch) from the top left of the page as it is read, y downwards.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property


@dataclass(slots=True)
class Word:
    """Characters without white space between them. `spaced` is true where a space stands before the word."""

    value: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool = False
    italic: bool = False
    spaced: bool = True

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(slots=True)
class Rule:
    """A ruled line: horizontal at y=`at` from x=`start` to x=`end`, or vertical at x=`at` from y to y."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Page:
    """What a reader found on one page. `scanned` pages were recognised from an image.

    `beside` are words without a place in the text: watermarks, stamps across the page, notes stuck on it.
    """

    number: int
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)
    scanned: bool = False
    beside: list[str] = field(default_factory=list)


@dataclass
class Line:
    """Words on one baseline, left to right. Not slotted: the properties are computed once."""

    words: list[Word]
    page: int
    number: int = 0  # place in the page's flow

    @cached_property
    def value(self) -> str:
        out = [self.words[0].value]
        for before, word in zip(self.words, self.words[1:], strict=False):
            gap = word.x0 - before.x1
            if gap > 0.2 * word.size or (word.spaced and gap > 0.02 * word.size):
                out.append(" ")
            out.append(word.value)
        return "".join(out)

    @cached_property
    def x0(self) -> float:
        return self.words[0].x0

    @cached_property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @cached_property
    def top(self) -> float:
        return min(word.top for word in self.words)

    @cached_property
    def bottom(self) -> float:
        return max(word.bottom for word in self.words)

    @cached_property
    def size(self) -> float:
        """The size of most of its characters."""
        weights: dict[float, int] = {}
        for word in self.words:
            weights[word.size] = weights.get(word.size, 0) + len(word.value)
        return max(weights, key=lambda size: weights[size])

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def center(self) -> float:
        return (self.x0 + self.x1) / 2

    @cached_property
    def bold(self) -> bool:
        return all(word.bold for word in self.words)

    @cached_property
    def italic(self) -> bool:
        return all(word.italic for word in self.words)

    @cached_property
    def some_bold(self) -> bool:
        return any(word.bold for word in self.words)

    @cached_property
    def first_width(self) -> float:
        """Width of what cannot be parted at the line's beginning: a break before it happens when this does not fit."""
        end = self.words[0].x1
        for before, word in zip(self.words, self.words[1:], strict=False):
            if word.spaced or word.x0 - before.x1 > 0.2 * word.size:
                break
            end = word.x1
        return end - self.x0

    def pieces(self, gap: float) -> list[Line]:
        """The line cut where its words stand further apart than `gap` times their size."""
        groups: list[list[Word]] = [[self.words[0]]]
        for before, word in zip(self.words, self.words[1:], strict=False):
            if word.x0 - before.x1 > gap * word.size:
                groups.append([])
            groups[-1].append(word)
        return [self] if len(groups) == 1 else [Line(group, self.page, self.number) for group in groups]


def lines_of(words: list[Word], page: int) -> list[Line]:
    """Words gathered into lines, top to bottom. A word joins the line whose last word it overlaps most in height.

    Looking at the last word only keeps the lines of a slightly turned scan apart.
    """
    open_lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.x0, word.top)):
        best, most = None, 0.5
        top, bottom = word.top, word.bottom
        for line in open_lines:
            last = line[-1]
            if last.bottom <= top or last.top >= bottom or word.x0 - last.x1 <= -0.6 * word.size:
                continue
            overlap = _overlap(last, word)
            if overlap > most:
                best, most = line, overlap
        if best is None:
            open_lines.append([word])
        else:
            best.append(word)
    lines = [Line(line, page) for line in open_lines]
    lines.sort(key=lambda line: (line.middle, line.x0))
    return lines


def _overlap(one: Word, other: Word) -> float:
    """Share of the lower word's height that both have in common."""
    common = min(one.bottom, other.bottom) - max(one.top, other.top)
    return common / max(min(one.bottom - one.top, other.bottom - other.top), 0.1)
