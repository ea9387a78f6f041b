"""From bytes, or from text that was decoded wrongly, to Unicode: which encoding it is, judged by how Vietnamese the result reads."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from motcua.kernel.text.legacy import LEGACY
from motcua.kernel.text.syllables import is_syllable

_NAMES = {
    "utf-8": "UTF-8",
    "tcvn3": "TCVN3 (ABC)",
    "vni": "VNI-Windows",
    "viscii": "VISCII",
    "windows-1258": "Windows-1258",
    "windows-1252": "Windows-1252",
}
_BOMS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_TOKEN = re.compile(r"[^\s!-/:-@\[-`{-~\d“”‘’–—…•°§€]+")
_AS_BYTES = {"−": "\xad", "μ": "\xb5", "\u2011": "\xad", "ˆ": "\x88", "˜": "\x98"}
"""Characters that programs put for a Latin-1 one when they copy such text: minus for the soft hyphen, mu for micro."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """NFC text and where it came from. `confident` is false where another encoding reads nearly as well; `notes` are sentences
    for people, empty when the text was plain UTF-8."""

    text: str
    encoding: str
    confident: bool
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Reading:
    """How Vietnamese a text reads: words with marked letters that are syllables, and that are none."""

    good: int
    bad: int

    @property
    def score(self) -> float:
        return self.good - 1.5 * self.bad


def decode(data: bytes) -> Decoded:
    """The text of a file's bytes. Never fails: what cannot be known is read as Windows-1252 and not confident."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _unicode(data[len(mark) :], encoding)
    if wide := _wide_encoding(data):
        return _unicode(data, wide)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _broken_utf8(data, error) or _eight_bit(data)
    return recover(text)


def recover(text: str) -> Decoded:
    """Text whose legacy bytes were taken for Latin-1 or Windows-1252 ("Céng hoµ x· héi chñ nghÜa ViÖt Nam"), made whole.

    Line by line, so that documents in which only some parts are in an old font come out right. Anything that reads well as it
    is, or reads no better in any encoding, is returned as NFC and nothing else.
    """
    if text.isascii():
        return Decoded(text, "utf-8", confident=True)
    lines = text.splitlines(keepends=True)
    ways = {**LEGACY, "utf-8": _twice_encoded}
    best = _best(lines, ways)
    if best is None:
        return Decoded(unicodedata.normalize("NFC", text), "utf-8", confident=True)
    name, confident = best
    out = "".join(_recovered_line(line, ways[name]) for line in lines)
    note = f"Chữ trong văn bản dùng bảng mã {_NAMES[name]}; đã chuyển sang Unicode."
    if name == "utf-8":
        note = "Chữ UTF-8 trong văn bản đã bị đọc nhầm bảng mã; đã khôi phục."
    return Decoded(out, name, confident, (note,))


def _best(lines: list[str], ways: dict[str, Callable[[str], str]]) -> tuple[str, bool] | None:
    """The encoding in which the lines read best, and whether clearly so; None if they read best as they are."""
    sample = _sample(lines)
    if not _like_vietnamese(sample):
        return None
    scores: dict[str, float] = {}
    for name, way in ways.items():
        total = _reading("\n".join(_recovered_line(line, way) for line in sample))
        scores[name] = total.score if total.good > max(1, 0.8 * (total.good + total.bad)) else float("-inf")
    name = max(scores, key=lambda key: scores[key])
    as_is = _reading("\n".join(sample)).score
    if scores[name] <= as_is + 1:
        return None
    others = max(score for key, score in scores.items() if key != name)
    return name, scores[name] >= 3 and scores[name] - max(others, as_is) >= 0.3 * scores[name]


def _like_vietnamese(lines: list[str]) -> bool:
    """Whether the words without marks could be Vietnamese: half of them are syllables. In other languages fewer are."""
    words = (word.strip(".,;:!?()\"'") for line in lines for word in line.split())
    plain = [word for word in words if word.isascii() and word.isalpha() and not word.isupper()]
    return 2 * sum(is_syllable(word) for word in plain) >= len(plain)


def _sample(lines: list[str], words: int = 4000) -> list[str]:
    """Lines with marked letters, enough to judge by."""
    out, seen = [], 0
    for line in lines:
        if not line.isascii():
            out.append(line)
            seen += len(line) // 5
            if seen > words:
                break
    return out


def _recovered_line(line: str, way: Callable[[str], str]) -> str:
    """The line in Unicode, or as it is where it bears letters that no 8-bit encoding could have been taken for."""
    latin = _as_latin(line)
    if latin is None:
        return unicodedata.normalize("NFC", line)
    converted = way(latin)
    if _reading(converted).bad and not _reading(line).bad:
        return unicodedata.normalize("NFC", line)
    return converted


def _as_latin(line: str) -> str | None:
    """The line's bytes as characters U+0000 to U+00FF, None where it has others."""
    out = []
    for character in line:
        shown = _AS_BYTES.get(character, character)
        if ord(shown) < 0x100:
            out.append(shown)
            continue
        try:
            out.append(shown.encode("cp1252").decode("latin-1"))
        except UnicodeEncodeError:
            return None
    return "".join(out)


def _twice_encoded(latin: str) -> str:
    """UTF-8 bytes that were taken for Windows-1252 ("CÃ´ng")."""
    try:
        return unicodedata.normalize("NFC", latin.encode("latin-1").decode("utf-8"))
    except UnicodeDecodeError:
        return latin


def _reading(text: str) -> _Reading:
    """Count the different marked words. ASCII words tell nothing and do not count, nor do single signs (bullets, ©)."""
    good = bad = 0
    for word in set(_TOKEN.findall(text)):
        if word.isascii() or len(word) < 2:
            continue
        if _well_formed(word):
            good += 1
        else:
            bad += 1
    return _Reading(good, bad)


@lru_cache(maxsize=16384)
def _well_formed(word: str) -> bool:
    """One case or a capital in front, and a syllable. "nĐ" is none of ours, "NĐ" (an abbreviation) may be."""
    word = unicodedata.normalize("NFC", word)
    if not (word.islower() or word.isupper() or word[1:].islower()):
        return False
    return is_syllable(word) or (
        word.isupper() and word.isalpha() and set(word) - set("Đ") < set("ABCDEGHIKLMNOPQRSTUVXY")
    )


def _unicode(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    whole = "\ufffd" not in text
    found = recover(text)
    if encoding == "utf-8" and not found.notes:
        return Decoded(found.text, encoding, whole)
    if found.notes:
        return found
    note = f"Tệp dùng bảng mã {encoding.upper()}; đã chuyển sang Unicode."
    return Decoded(found.text, encoding, whole, (note,))


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark: half the bytes are high bytes, and of Vietnamese those are few in kind."""
    if len(data) < 4 or len(data) % 2 or b"\0" not in data[:4096]:
        return None
    high = b"\x00\x01\x03\x1e\x20"
    shares = {
        "utf-16-be": sum(byte in high for byte in data[0:4096:2]),
        "utf-16-le": sum(byte in high for byte in data[1:4096:2]),
    }
    encoding = max(shares, key=lambda key: shares[key])
    if shares[encoding] < 0.97 * len(data[0:4096:2]) or b"\0" not in data[encoding == "utf-16-le" : 4096 : 2]:
        return None
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return encoding if "\0" not in text else None


def _broken_utf8(data: bytes, error: UnicodeDecodeError) -> Decoded | None:
    """UTF-8 with a few damaged bytes, such as a cut end: the damaged places are marked."""
    text = data.decode("utf-8", errors="replace")
    broken, marked = text.count("\ufffd"), sum(not c.isascii() for c in text)
    if broken > 0.02 * marked and not (error.start >= len(data) - 3 and marked > 1):
        return None
    note = f"Tệp UTF-8 có {broken} chỗ hỏng, được đánh dấu bằng ký tự �."
    return Decoded(unicodedata.normalize("NFC", text), "utf-8", confident=False, notes=(note,))


def _eight_bit(data: bytes) -> Decoded:
    text = "".join(bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in range(256))
    latin = data.decode("latin-1").translate({i: c for i, c in enumerate(text) if ord(c) != i})
    found = recover(latin)
    if found.notes:
        return found
    note = "Không nhận ra bảng mã của tệp; tạm đọc theo Windows-1252, cần kiểm tra lại."
    return Decoded(found.text, "windows-1252", confident=False, notes=(note,))
