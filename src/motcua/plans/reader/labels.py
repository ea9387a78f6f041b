"""Numbers and letters before the items of a plan: "II.", "1.", "1.2", "a)", "-", "+" (NĐ 30/2020 annex I, section 6)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from motcua.kernel.text import roman_value

ALPHABET = "abcdđeghiklmnopqrstuvxy"
"""Letters in the order in which points are counted."""


class Rank(IntEnum):
    """How high an item stands in the outline; a smaller rank holds the greater ones."""

    ROOT = 0
    ANNEX = 1
    PART = 2
    ROMAN = 3
    NUMBER = 4
    NUMBER_2 = 5
    NUMBER_3 = 6
    NUMBER_4 = 7
    LETTER = 8
    DASH = 9
    PLUS = 10
    PLAIN = 20


@dataclass(frozen=True, slots=True)
class Label:
    """`value` is the label as printed without its closing mark; None for dashes. `end` is where the words begin."""

    rank: Rank
    value: str | None
    end: int


_ANNEX = re.compile(
    r"(?P<v>(?:PHỤ LỤC|Phụ lục|PHỤ BIỂU|Phụ biểu)(?:\s+(?:số\s+)?(?:[IVX]{1,5}|\d{1,2}|[A-Z]))?)\s*[.:\-–]?\s*(?=$|[^\W\d_]|\()"
)
_PART = re.compile(r"(?P<v>(?:PHẦN|Phần)\s+(?:(?:THỨ|thứ)\s+\w+|[IVX]{1,5}|\d{1,2}|[A-Z]))\s*[.:\-–]?\s*")
_ROMAN = re.compile(r"(?P<v>[IVXLC]{1,6})\s?[.)\-:/–]+\s*(?=\S)")
_NUMBER = re.compile(
    r"(?P<v>\d{1,2}(?:\.\d{1,2}){0,4})\s?(?:[.):]+\s*(?![\d.,/%])|[.)]\s+(?=\d{1,3}(?:[.,]\d+)?(?:\s?%|\s+[^\W\d_]))|/\s+|[-–]\s+)(?=\S)"
)
_NUMBERS = re.compile(r"(?P<v>\d{1,2}(?:\.\d{1,2}){1,4})\s+(?=[^\W\d_])")
_LETTER = re.compile(r"(?P<v>[a-zđ])\s?(?:[.)]+|/)\s*(?=\S)")
_CAPITAL = re.compile(r"(?P<v>[A-ZĐ])\s?[.)]\s+(?=\S)")
_DASH = re.compile(r"[-–—•●▪◦‣■□✓➢*]+\s*(?=\S)")
_PLUS = re.compile(r"[+]\s*(?=\S)")
_NUMBER_RANKS = (Rank.NUMBER, Rank.NUMBER_2, Rank.NUMBER_3, Rank.NUMBER_4, Rank.NUMBER_4)


def label_of(text: str) -> Label | None:
    """The label with which a paragraph begins; None for plain paragraphs."""
    for pattern, rank in ((_ANNEX, Rank.ANNEX), (_PART, Rank.PART)):
        if match := pattern.match(text):
            return Label(rank, match["v"], match.end())
    if (match := _ROMAN.match(text)) and roman_value(match["v"]) is not None:
        return Label(Rank.ROMAN, match["v"], match.end())
    if match := _NUMBER.match(text) or _NUMBERS.match(text):
        return Label(_NUMBER_RANKS[match["v"].count(".")], match["v"], match.end())
    if match := _LETTER.match(text):
        return Label(Rank.LETTER, match["v"], match.end())
    if match := _CAPITAL.match(text):
        return Label(Rank.PART, match["v"], match.end())
    if match := _DASH.match(text):
        return Label(Rank.DASH, None, match.end())
    if match := _PLUS.match(text):
        return Label(Rank.PLUS, None, match.end())
    return None


def place_in_order(label: str) -> int | None:
    """The last part of a label as a count ("IV" → 4, "2.3" → 3, "đ" → 5); None where it has no order."""
    last = label.rsplit(".", maxsplit=1)[-1]
    if last.isdigit():
        return int(last)
    if last in ALPHABET:
        return ALPHABET.index(last) + 1
    if (value := roman_value(last)) is not None:
        return value
    return ord(last) - ord("A") + 1 if len(last) == 1 and "A" <= last <= "Z" else None
