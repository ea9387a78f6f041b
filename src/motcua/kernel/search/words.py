"""Words of a text, the same for what is stored and what is asked. Pure."""

from __future__ import annotations

import re

from motcua.kernel.text import fold, nfc

_WORD = re.compile(r"[^\W_]+")
LONGEST = 60


def words(text: str) -> list[str]:
    """Lower-case words in order; digits and letters that stand together stay together ("17nq", "h19")."""
    return [w[:LONGEST] for w in _WORD.findall(nfc(text).lower())]


def folded_phrase(text: str) -> str:
    """The text as its folded words with single spaces, for phrase matches."""
    return " ".join(fold(w) for w in words(text))


def distance(a: str, b: str, most: int) -> int:
    """Edits (insert, delete, replace, swap neighbours) that turn a into b; anything above `most` comes back as most + 1."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before, last = last, row
    return min(last[-1], most + 1)
