"""One spelling of Unicode, and the forms under which text is searched and sorted.

`fold` serves the stored column and the query alike, `sort_key` the stored column that lists are ordered by: the two
databases collate differently, so the order is made here (DESIGN.md section 4, "References, keys, order").
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = {"\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0301": "5", "\u0323": "6"}
"""Combining tone mark → rank: ngang is 1, then huyền, hỏi, ngã, sắc, nặng as dictionaries order them."""

_LETTERS = {
    "a": "a1", "ă": "a2", "â": "a3", "d": "d1", "đ": "d2", "e": "e1", "ê": "e2",
    "o": "o1", "ô": "o2", "ơ": "o3", "u": "u1", "ư": "u2",
}  # fmt: skip
"""Letters that the alphabet tells apart although their base letter is the same, each before the next base letter."""

_SHAPES = {"\u0306": {"a": "ă"}, "\u0302": {"a": "â", "e": "ê", "o": "ô"}, "\u031b": {"o": "ơ", "u": "ư"}}
_PIECES = re.compile(r"[0-9]+|[^\W\d_]+")


def nfc(text: str) -> str:
    """The text in Unicode normal form C, the only form in which the product stores text."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """The text without case, tone marks, letter shapes and đ: "Đăng ký" → "dang ky". Folding twice changes nothing."""
    if text.isascii():
        return text.lower()
    bare = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare.replace("đ", "d"))


def sort_key(text: str, *, limit: int | None = None) -> str:
    """A key whose plain character order is Vietnamese dictionary order.

    Words compare one after the other: first their letters (a ă â b c d đ e ê …), then their tone (ngang huyền hỏi ngã
    sắc nặng), only then the next word, as printed dictionaries and name lists do. Numbers compare by value and stand
    before words. Case and punctuation do not count. The key consists of 0-9 and a-z alone, so every collation of either
    database orders it the same. For Latin text it is at most 2 × len(text) + 4 per word long; `limit` cuts it, which
    keeps the order except between texts that are alike up to there.
    """
    key = "".join(_piece_key(piece) for piece in _PIECES.findall(unicodedata.normalize("NFKC", text).casefold()))
    return key if limit is None else key[:limit]


@lru_cache(maxsize=8192)
def _piece_key(piece: str) -> str:
    if piece.isascii() and piece.isdigit():
        return _number_key(piece)
    tone, letters = "1", []
    for character in unicodedata.normalize("NFC", piece):
        letter, own_tone = _letter(character)
        letters.append(letter)
        if tone == "1":
            tone = own_tone
    return "".join(letters) + "0" + tone


def _number_key(digits: str) -> str:
    """Longer numbers are greater: the length stands before the digits."""
    digits = digits.lstrip("0") or "0"
    size = len(digits)
    return (str(size) if size < 9 else f"9{min(size, 999):03}") + digits


def _letter(character: str) -> tuple[str, str]:
    """Code of one letter, and the rank of the tone it bears."""
    base, tone = "", "1"
    for part in unicodedata.normalize("NFD", character):
        if part in _TONES:
            tone = _TONES[part]
        elif part in _SHAPES:
            base = _SHAPES[part].get(base, base)
        elif not unicodedata.combining(part):
            base += part
    if not base.isascii() and base not in _LETTERS:
        return "".join(f"zz9{ord(c):06x}" for c in base), tone  # other scripts stand behind the Latin alphabet
    return _LETTERS.get(base, base), tone
