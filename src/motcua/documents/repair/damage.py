"""Whether a text needs repair: good Vietnamese, Vietnamese without its marks, garbled by OCR, or no Vietnamese at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from motcua.documents.repair.tokens import is_figure
from motcua.kernel.text import fold, is_bare_syllable, is_syllable, nfc

_WORD = re.compile(r"[^\s\-–—/.,;:()\[\]{}<>\"“”«»…*+=_~#%•]+")
_OURS = frozenset("ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉĩịọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹ")
"""Letters outside Latin-1: OCR without Vietnamese never yields them."""

_SHAPE = re.compile(r"(ngh?|[cgknpt]h|tr|gi|qu|[bcdghklmnprstvx])?[aeiouydrwvt01469&@]{1,4}(ch|n[gh]?|[cmpte])?")

_LOST_DOT = re.compile("[AEIOUY].*Q(?!U)|Q[AEIOY]")
"""Capitals in which the dot below made a Q of an O ("TUQNG", "NQI")."""


class Kind(StrEnum):
    GOOD = "good"
    UNMARKED = "unmarked"
    GARBLED = "garbled"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Damage:
    """`score` is the share of words that look damaged, 0 to 1; `why` a sentence for people; `kind` decides what to do."""

    score: float
    why: str
    kind: Kind

    def __bool__(self) -> bool:
        return self.kind in (Kind.UNMARKED, Kind.GARBLED)


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of words by how they are written. They add."""

    ours: int = 0
    plain: int = 0
    latin: int = 0
    odd: int = 0
    foreign: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.ours + other.ours,
            self.plain + other.plain,
            self.latin + other.latin,
            self.odd + other.odd,
            self.foreign + other.foreign,
        )

    @property
    def words(self) -> int:
        return self.ours + self.plain + self.latin + self.odd + self.foreign


def looks_damaged(text: str) -> Damage:
    """Judge a whole text. Figures, abbreviations and single letters do not count."""
    return judged(tally(text))


def tally(text: str) -> Tally:
    counts = {"ours": 0, "plain": 0, "latin": 0, "odd": 0, "foreign": 0}
    for word in _WORD.findall(nfc(text)):
        if kind := _word_kind(word):
            counts[kind] += 1
    return Tally(**counts)


def judged(count: Tally) -> Damage:
    """Good Vietnamese bears marks that only Vietnamese has on half of its words; text that OCR garbled on none."""
    words = count.words
    if not words:
        return Damage(0.0, "Không có chữ để đánh giá.", Kind.GOOD)
    ours = count.ours / words
    odd = (count.odd + count.latin) / words
    if ours >= 0.25:
        return Damage(round(count.odd / words, 3), "Chữ có dấu tiếng Việt đầy đủ.", Kind.GOOD)
    if count.foreign > 0.45 * words:
        return Damage(0.0, "Không phải chữ tiếng Việt.", Kind.FOREIGN)
    share = f"{100 * (1 - ours):.0f}"
    if odd > 0.08:
        why = f"{share} % số chữ mất dấu tiếng Việt, nhiều chữ sai nét: văn bản quét được đọc bằng bộ nhận dạng không biết tiếng Việt."
        return Damage(round(1 - ours, 3), why, Kind.GARBLED)
    return Damage(round(1 - ours, 3), f"{share} % số chữ không có dấu tiếng Việt.", Kind.UNMARKED)


def bears_our_letters(word: str) -> bool:
    """Whether it is a well-formed Vietnamese word with letters that OCR without Vietnamese cannot yield."""
    return not _OURS.isdisjoint(word.lower()) and is_syllable(word)


@lru_cache(maxsize=16384)
def _word_kind(word: str) -> str | None:
    """Which count of `Tally` the word belongs to; None if it tells nothing."""
    letters = [c for c in word if c.isalpha()]
    if len(letters) < 2 or is_figure(word):
        return None
    lower = word.lower()
    if _OURS.intersection(lower):
        return "ours" if is_syllable(lower) or word.isupper() else "odd"
    if not word.isalpha():
        return "odd"
    if not word.isascii():
        return "latin"
    if is_bare_syllable(lower):
        return "plain"
    if word.isupper() and len(word) < 8:
        return "odd" if _LOST_DOT.search(word) else None  # an abbreviation
    return "odd" if _like_garbled(lower) else "foreign"


def _like_garbled(lower: str) -> bool:
    """An onset of ours, then signs that OCR puts for vowels and their marks, then perhaps a coda: "chire", "td", "tuwong"."""
    return _SHAPE.fullmatch(fold(lower)) is not None
