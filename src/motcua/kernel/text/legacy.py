"""Tables of the 8-bit Vietnamese encodings that old files still use, and the way from each to Unicode.

Every function takes bytes as characters U+0000 to U+00FF, the shape in which such text arrives when a program took it for
Latin-1, and gives NFC text. Sources: TCVN 5712:1993, RFC 1456 (VISCII), Microsoft code page 1258, the VNI-Windows fonts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from motcua.kernel.text.syllables import split_tone

_TCVN3_FROM_A0 = (
    "\u00a0ĂÂÊÔƠƯĐăâêôơưđẰ"
    "\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴ"
    "ẮẦẨẪẤỀặầẩẫấậèỂẻẽ"
    "éẹềểễếệìỉỄẾỒĩíịò"
    "Ổỏõóọồổỗốộờởỡớợù"
    "ỖủũúụừửữứựỳỷỹýỵỐ"
)
"""TCVN3 (ABC) from 0xA0 on; below stands what Windows has there. The fonts show capitals by their face (.VnTimeH), not by code."""

_VISCII_FROM_80 = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐ"
    "ỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ"
    "Õắằặấầẩậẽẹếềểễệố"
    "ồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳ"
    "ĐứÒÓÔạỷừửÙÚỹỵÝỡư"
    "àáâãảăữẫèéêẻìíĩỉ"
    "đựòóôõỏọụùúũủýợỮ"
)
_VISCII_CONTROLS = {0x02: "Ẳ", 0x05: "Ẵ", 0x06: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ"}

_VNI_SHAPES = {  # a mark that follows a, e, o (circumflex) or a (breve): what it adds to the letter
    "â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309", "ã": "\u0302\u0303", "ä": "\u0302\u0323",
    "ê": "\u0306", "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309", "ü": "\u0306\u0303", "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_SINGLE = {
    "ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ",
}  # fmt: skip

_WORD = re.compile(r"[^\W\d_]+")


def from_tcvn3(latin: str) -> str:
    """TCVN3 (ABC). Toned letters have no capitals of their own: in words set in capitals they are restored from their neighbours."""
    text = latin.translate(_tcvn3_table())
    return _with_capitals(unicodedata.normalize("NFC", text))


def from_viscii(latin: str) -> str:
    return unicodedata.normalize("NFC", latin.translate(_viscii_table()))


def from_windows_1258(latin: str) -> str:
    """Windows-1258 writes tones as combining marks after the letter."""
    text = latin.encode("latin-1").decode("cp1258", errors="replace")
    return unicodedata.normalize("NFC", text)


def from_vni(latin: str) -> str:
    """VNI-Windows writes a letter and then its marks: "Coäng" is "Cộng"."""
    pairs, pattern = _vni_pairs()
    return unicodedata.normalize("NFC", pattern.sub(lambda match: pairs[match.group()], latin))


LEGACY: dict[str, Callable[[str], str]] = {
    "tcvn3": from_tcvn3,
    "vni": from_vni,
    "viscii": from_viscii,
    "windows-1258": from_windows_1258,
}
"""Name of each encoding → the way to Unicode, in the order in which equals are preferred (by how common they are)."""


@lru_cache(maxsize=1)
def _tcvn3_table() -> dict[int, str]:
    return {0xA0 + i: letter for i, letter in enumerate(_TCVN3_FROM_A0)} | _windows_punctuation()


@lru_cache(maxsize=1)
def _viscii_table() -> dict[int, str]:
    return {0x80 + i: letter for i, letter in enumerate(_VISCII_FROM_80)} | _VISCII_CONTROLS


@lru_cache(maxsize=1)
def _windows_punctuation() -> dict[int, str]:
    """What Windows shows for 0x80 to 0x9F: quotation marks, dashes, the ellipsis."""
    return {i: shown for i in range(0x80, 0xA0) if (shown := bytes([i]).decode("cp1252", errors="ignore"))}


@lru_cache(maxsize=1)
def _vni_pairs() -> tuple[dict[str, str], re.Pattern[str]]:
    pairs = dict(_VNI_SINGLE)
    for mark, added in _VNI_SHAPES.items():
        pairs |= {base + mark: base + added for base in ("aeo" if "\u0302" in added else "a")}
    for mark, tone in _VNI_TONES.items():
        pairs |= {base + mark: base + tone for base in "aeiouy"}
        pairs |= {"ô" + mark: "ơ" + tone, "ö" + mark: "ư" + tone}
    capitals = {key.upper(): value.upper() for key, value in pairs.items()}
    mixed = {key[0].upper() + key[1:]: value[0].upper() + value[1:] for key, value in pairs.items() if len(key) == 2}
    pairs = mixed | capitals | pairs
    pairs |= {chr(code): shown for code, shown in _windows_punctuation().items()}
    return pairs, re.compile("|".join(sorted(map(re.escape, pairs), key=len, reverse=True)))


def _with_capitals(text: str) -> str:
    """Raise the toned letters of words whose other letters are capitals. A word that does not tell ("Hà") follows its neighbours."""
    if text.islower():
        return text
    return "".join(_line_with_capitals(line) for line in text.splitlines(keepends=True))


def _line_with_capitals(line: str) -> str:
    words = list(_WORD.finditer(line))
    told = [_in_capitals(word.group()) for word in words]
    out, end = [], 0
    for index, word in enumerate(words):
        capitals = told[index]
        if capitals is None:
            near = [t for t in (_nearest(told, index, -1), _nearest(told, index, 1)) if t is not None]
            capitals = bool(near) and all(near)
        out.append(line[end : word.start()])
        out.append(word.group().upper() if capitals else word.group())
        end = word.end()
    out.append(line[end:])
    return "".join(out)


def _nearest(told: list[bool | None], index: int, step: int) -> bool | None:
    """What the nearest telling word on one side tells."""
    index += step
    while 0 <= index < len(told):
        if told[index] is not None:
            return told[index]
        index += step
    return None


def _in_capitals(word: str) -> bool | None:
    """Whether the letters that have capitals of their own in TCVN3 are capitals; None where they do not tell."""
    telling = [c for c in word if not split_tone(c)[1]]
    if any(c.islower() for c in telling):
        return False
    if len(telling) >= 2 or (telling and word[0] != telling[0]):
        return True
    return None
