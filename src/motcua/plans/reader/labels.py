"""Numbers and letters before the items of a plan: "II.", "1.", "1.2", "a)", "-", "+" (NĐ 30/2020 annex I, section 6)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

ALPHABET = "abcdđeghiklmnopqrstuvxy"
"""Letters in the order in which points are counted."""

_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


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


def roman_value(label: str) -> int | None:
    """Value of a Roman number; None where it is none ("IIII", "CIX" is fine, "XIC" not)."""
    total, last = 0, 1000
    for index, character in enumerate(label):
        value = _ROMAN_VALUES.get(character)
        if value is None:
            return None
        following = _ROMAN_VALUES.get(label[index + 1], 0) if index + 1 < len(label) else 0
        total += -value if value < following else value
        last = value
    return total if total and roman(total) == label and last else None


def roman(value: int) -> str:
    out = ""
    for step, letters in (
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        while value >= step:
            out += letters
            value -= step
    return out


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
