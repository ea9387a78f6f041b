"""Titles of groups between the rows of a table ("II. …"), and how they count on. Shared by the joining of tables in text and in files."""

from __future__ import annotations

import re

from motcua.kernel.text import roman_value

FIRST_HEADS = frozenset({"stt", "tt", "sott", "sothutu"})
"""Folded and squeezed words at the top of a column of numbers."""
GROUP = re.compile(r"(?P<label>[IVX]{1,5}|[A-ZĐ])\s?[.)\-:/]\s*\S")


def follows(label: str, after: str) -> bool:
    """Whether `after` is the label that comes next: II after I, B after A."""
    here, there = roman_value(label), roman_value(after)
    if here is not None and there is not None and there == here + 1:
        return True
    return len(label) == len(after) == 1 and ord(after) == ord(label) + 1
