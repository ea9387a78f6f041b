"""Words that stand for nothing, and lists in which a comma may be part of a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from motcua.kernel.text import fold, has_hidden, nfc, unhidden

_NOTHING = {"khong co thong tin", "khong co", "khong", "khong quy dinh", "--", "-", "khong yeu cau", "khong thu"}
_EMPTY = {"khong co thong tin", "--", "-", ""}
_SHORT = 40
_SPACES = re.compile(r"[ \t\u00a0\u200b\ufeff]+")
_LINES = re.compile(r"\s*\n\s*\n\s*")


def tidy(text: object) -> str:
    """One Unicode form, nothing hidden, single spaces, at most one empty line; paragraph marks left by a page are line ends."""
    plain = re.sub(r"</?p>|<br ?/?>", "\n", nfc(str(text or "")).replace("\r\n", "\n"))
    plain = unhidden(_SPACES.sub(" ", plain))
    return _LINES.sub("\n", re.sub(r" ?\n ?", "\n", plain)).strip()


def hides(text: str) -> bool:
    """Whether `tidy` drops characters that nobody sees; those of no width that part words are odd spaces."""
    return has_hidden(text) and has_hidden(_SPACES.sub(" ", text))


def said(text: object) -> str:
    """The text, "" where it only says that there is no information."""
    plain = tidy(text)
    return "" if len(plain) < _SHORT and fold(plain).lower().strip(" .") in _EMPTY else plain


def denies(text: object) -> bool:
    """Whether the text says that there is none ("Không", "Không quy định"), which is an answer; "không có thông tin" is none."""
    plain = tidy(text)
    folded = fold(plain).lower().strip(" .;-") if len(plain) < _SHORT else plain
    return folded in _NOTHING and folded not in _EMPTY


def listed(text: str, marks: str = ",;\n") -> Iterator[str]:
    """Pieces between commas (or other marks) outside brackets."""
    depth, start = 0, 0
    for place, letter in enumerate(text):
        if letter in "([":
            depth += 1
        elif letter in ")]":
            depth = max(0, depth - 1)
        elif letter in marks and depth == 0:
            yield text[start:place].strip()
            start = place + 1
    yield text[start:].strip()
