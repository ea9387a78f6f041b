"""Titles of groups between the rows of a table ("II. …"), and how they count on. Shared by the joining of tables in text and in files."""

from __future__ import annotations

import re

FIRST_HEADS = frozenset({"stt", "tt", "sott", "sothutu"})
"""Folded and squeezed words at the top of a column of numbers."""
GROUP = re.compile(r"(?P<label>[IVX]{1,5}|[A-ZĐ])\s?[.)\-:/]\s*\S")
ROMANS = (
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX",
)  # fmt: skip


def follows(label: str, after: str, *, most: int = len(ROMANS)) -> bool:
    """Whether `after` is the label that comes next: II after I, B after A. Roman numbers count as far as `most`."""
    romans = ROMANS[:most]
    if label in romans and after in romans:
        return romans.index(after) == romans.index(label) + 1
    return len(label) == len(after) == 1 and ord(after) == ord(label) + 1
