"""What changed between two texts, word by word. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_WORDS = re.compile(r"\s+|[^\s]+")
TOO_LONG = 4000
"""Words above which the middle is compared line by line: matching cost grows with the product of the lengths."""


@dataclass(frozen=True, slots=True)
class Piece:
    kind: Literal["same", "removed", "added"]
    text: str


def words(old: str, new: str) -> list[Piece]:
    """Pieces in reading order. Joining all but "added" gives `old`; joining all but "removed" gives `new`, to the letter."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    if len(before) + len(after) > TOO_LONG:
        before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    return list(_merged(_pieces(before, after)))


def _pieces(before: list[str], after: list[str]) -> Iterator[Piece]:
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece("same", "".join(before[a:b]))
            continue
        if a < b:
            yield Piece("removed", "".join(before[a:b]))
        if c < d:
            yield Piece("added", "".join(after[c:d]))


def _merged(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Changes parted by nothing but a space read as one change."""
    removed = added = ""
    gap = ""
    for piece in pieces:
        if piece.kind == "same" and (piece.text.strip() or not (removed or added)):
            yield from _change(removed, added)
            yield Piece("same", gap + piece.text)
            removed = added = gap = ""
            continue
        if piece.kind == "same":
            gap = piece.text
            continue
        if gap:
            removed, added, gap = removed + gap, added + gap, ""
        if piece.kind == "removed":
            removed += piece.text
        else:
            added += piece.text
    yield from _change(removed, added)
    if gap:
        yield Piece("same", gap)


def _change(removed: str, added: str) -> Iterator[Piece]:
    if removed:
        yield Piece("removed", removed)
    if added:
        yield Piece("added", added)
