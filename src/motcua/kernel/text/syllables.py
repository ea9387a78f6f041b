"""The grammar of written Vietnamese syllables: onset, rime and tone, and where the tone mark stands.

A word of running text is one syllable. The tables hold what modern spelling allows, not only what dictionaries hold, so
that names and rare words pass; loan words ("xăng-ti-mét") pass syllable by syllable, English ones do not.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Combining marks of huyền, hỏi, ngã, sắc, nặng; ngang has none."""


def _words(table: str) -> frozenset[str]:
    return frozenset(table.split())


_ONSETS = ("ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr", *"bcdđghklmnprstvx")
"""Longest first, so that the first that fits is the onset."""

_RIMES = _words("""
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et
    ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu o oc oi om on ong op ot
    ooc oong ô ôc ôi ôm ôn ông ôp ôt ôông ơ ơi ơm ơn ơp ơt oa oac oach oai oam oan oang oanh oao oap oat oay oăc
    oăm oăn oăng oăt oe oem oen oeo oet u ua uc ui um un ung up ut uôc uôi uôm uôn uông uôt uân uâng uât uây uê
    uêch uên uênh uêt uêu uơ uy uya uych uyn uynh uyp uyt uyu uyên uyêt ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm
    ươn ương ươp ươt ươu y yêm yên yêng yêt yêu ak ăk
""")
"""The last two are for names of the highlands: Đắk Lắk, Bắc Kạn."""
_AFTER_QU = _words("""
    a ac ach ai an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc ân âng ât ây e en eng eo et ê ên ênh êch êt êu i
    ia in inh ip ich it o ôc ôn ơ ơi ơn ơt y ych yên yêt yn ynh yp yt yu
""")
_AFTER_GI = _words("""
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e em en eng eo ep et ê
    êc êm ên êng êp êt êu iêc iêm iên iêng iêt iêu o oc oi on ong ot ô ôc ôi ôn ông ôt ơ ơi ơm ơn ơt u ua uc ui
    um un ung up uôc uôi uôm uôn uông ư ưa ưc ưng ưt ươc ươi ươm ươn ương ươu oan oang
""")
_BARE = {
    onset: frozenset("".join(c for c in unicodedata.normalize("NFD", rime) if c.isascii()) for rime in rimes)
    for onset, rimes in (("", _RIMES), ("qu", _AFTER_QU), ("gi", _AFTER_GI | {"n", "m", "nh", "ch"}))
}
_FRONT = frozenset("eêiy")
_STOPS = ("c", "k", "p", "t", "ch")
_SHAPED = frozenset("ăâêôơư")
_VOWELS = frozenset("aăâeêioôơuưy")


@dataclass(frozen=True, slots=True)
class Syllable:
    """Parts of one syllable in small letters. `tone` is one of `TONES`, or "" for ngang."""

    onset: str
    rime: str
    tone: str


def split_tone(word: str) -> tuple[str, str]:
    """The word without its tone mark (letter shapes stay), and the mark; the last mark counts where there are several."""
    tone, letters = "", []
    for part in unicodedata.normalize("NFD", word):
        if part in TONES:
            tone = part
        else:
            letters.append(part)
    return unicodedata.normalize("NFC", "".join(letters)), tone


@lru_cache(maxsize=32768)
def parse_syllable(word: str) -> Syllable | None:
    """The parts of a plausible Vietnamese syllable, whatever its case and wherever its tone mark stands; None if it is none."""
    letters, tone = split_tone(word.lower())
    onset = next((o for o in _ONSETS if letters.startswith(o)), "")
    rime = letters[len(onset) :]
    if onset == "gi" and (not rime or rime in ("n", "m", "ch", "p", "t", "nh")):  # gì, gìn: the vowel is the i of "gi"
        onset, rime = "g", "i" + rime
        return Syllable("gi", rime, tone) if rime in _RIMES and _tone_fits(rime, tone) else None
    if not _rime_fits(onset, rime) or not _tone_fits(rime, tone):
        return None
    return Syllable(onset, rime, tone)


def is_syllable(word: str) -> bool:
    """Whether the word could be Vietnamese. Unmarked words pass too ("nam"), so do English ones that look alike ("tin")."""
    return parse_syllable(word) is not None


@lru_cache(maxsize=32768)
def is_bare_syllable(word: str) -> bool:
    """Whether the word could be a Vietnamese one that lost all its marks, or has none: "nghiep", "duong", "nam"."""
    lower = word.lower()
    if not lower.isascii() or not lower.isalpha():
        return False
    onset = next((o for o in _ONSETS if lower.startswith(o)), "")
    rime = lower[len(onset) :]
    if onset == "gi" and not rime:
        return True
    if rime in _BARE[onset if onset in _BARE else ""]:
        front = rime[0] in "eiy"
        return front if onset in ("k", "gh", "ngh") else not (front and onset in ("c", "g", "ng"))
    return False


def _rime_fits(onset: str, rime: str) -> bool:
    if onset == "qu":
        return rime in _AFTER_QU
    if onset == "gi":
        return rime in _AFTER_GI
    if rime not in _RIMES:
        return False
    front = rime[0] in _FRONT
    if onset == "k" and rime in ("an", "on", "ông"):  # Kạn, Kon Tum, Mê Kông
        return True
    if onset in ("k", "gh", "ngh"):
        return front
    if onset in ("c", "g", "ng"):
        return not front
    return not (rime.startswith("yê") and onset)


def _tone_fits(rime: str, tone: str) -> bool:
    """Rimes that end in a stop bear sắc or nặng only; an unmarked one is let pass, for text that lost its marks."""
    return not rime.endswith(_STOPS) or tone in ("", "\u0301", "\u0323")


def place_tone(letters: str, tone: str) -> str:
    """The syllable with its tone mark where the older school and Decree-style writing put it: hòa, thủy, quý, toàn, giữa.

    `letters` bear their shapes but no tone; case is kept.
    """
    if not tone:
        return letters
    at = _bearer(letters.lower())
    return unicodedata.normalize("NFC", letters[: at + 1] + tone + letters[at + 1 :]) if at is not None else letters


def _bearer(letters: str) -> int | None:
    """Index of the vowel that bears the tone."""
    first = next((i for i, c in enumerate(letters) if c in _VOWELS), None)
    if first is None:
        return None
    if letters[:2] in ("qu", "gi") and len(letters) > 2 and letters[2] in _VOWELS:
        first = 2
    last = first
    while last + 1 < len(letters) and letters[last + 1] in _VOWELS:
        last += 1
    shaped = [i for i in range(first, last + 1) if letters[i] in _SHAPED]
    if shaped:
        return shaped[-1]
    if last + 1 < len(letters) or last - first == 2:  # a closed rime: its last vowel; three open vowels: the middle one
        return last if last - first < 2 else first + 1
    return first


def plain_tones(text: str) -> str:
    """The text with every tone mark where `place_tone` puts it, for comparing: "hoà", "hòa" and "thuỷ", "thủy" become one.

    Only words that are plausible syllables change; the length of NFC text stays the same.
    """
    if text.isascii():
        return text
    out, word = [], []
    for character in unicodedata.normalize("NFC", text):
        if character.isalpha():
            word.append(character)
        else:
            out.append(_plain_word("".join(word)))
            out.append(character)
            word.clear()
    out.append(_plain_word("".join(word)))
    return "".join(out)


@lru_cache(maxsize=8192)
def _plain_word(word: str) -> str:
    if word.isascii() or parse_syllable(word) is None:
        return word
    return place_tone(*split_tone(word))
