"""Roman numbers, as parts of documents and lists are counted. Pure."""

from __future__ import annotations

_STEPS = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def roman(value: int) -> str:
    """A whole number from 1 in capitals; empty for 0 and below."""
    out = ""
    for step, letters in _STEPS:
        while value >= step:
            out += letters
            value -= step
    return out


def roman_value(label: str) -> int | None:
    """What a Roman number of the letters I, V, X, L, C counts; None where it is none ("IIII", "XIC").

    D and M are left out: no part is counted as far, and both are letters of lists.
    """
    total, last = 0, 1000
    for index, character in enumerate(label):
        value = _VALUES.get(character)
        if value is None:
            return None
        following = _VALUES.get(label[index + 1], 0) if index + 1 < len(label) else 0
        total += -value if value < following else value
        last = value
    return total if total and roman(total) == label and last else None
