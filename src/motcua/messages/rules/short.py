"""What is said where there is little room: text messages, whose alphabet decides their length, and templates that Zalo has approved. Pure.

A text message is cut into parts (3GPP TS 23.038, 23.040): of letters of the GSM alphabet 160 fit into one, 153 into each of several; as
soon as one letter is not in it (nearly every Vietnamese one), 70 and 67.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

MOST_PARTS = 6
"""Of a finished text message. A longer one is not sent: the next channel takes its place."""
LONGEST_ZNS = 400
"""Characters of a finished Zalo message."""
LONGEST_SMS_WORDING = 700
LONGEST_TEMPLATE_ID = 50

_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ ÆæßÉ!\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_PAIRS = frozenset("^{}\\[~]|€\f")  # two places each, and never divided between two parts
_PLAIN = str.maketrans(
    {"đ": "d", "Đ": "D", "₫": "d", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "–": "-", "—": "-",
     "−": "-", "…": "...", "•": "-", "·": "-", "\u00a0": " ", "\u202f": " ", "\t": " ", "×": "x"}
)  # fmt: skip
_PARAMETER = re.compile(r"([A-Za-z][A-Za-z0-9_]{0,49})\s*=\s*\{?([a-z][a-z0-9_]{0,39})\}?")


class Coding(StrEnum):
    """How the letters of a text message are written."""

    GSM7 = "gsm7"
    UCS2 = "ucs2"


@dataclass(frozen=True, slots=True)
class Size:
    """How much room a text message takes: `places` of `coding`, in `parts` that are charged one by one."""

    coding: Coding
    places: int
    parts: int


def size_of(text: str) -> Size:
    """The room of a text message. An empty one has no parts."""
    if all(letter in _GSM or letter in _GSM_PAIRS for letter in text):
        widths = [2 if letter in _GSM_PAIRS else 1 for letter in text]
        return Size(Coding.GSM7, sum(widths), _parts(widths, 160, 153))
    widths = [2 if ord(letter) > 0xFFFF else 1 for letter in text]
    return Size(Coding.UCS2, sum(widths), _parts(widths, 70, 67))


def _parts(widths: Iterable[int], alone: int, joined: int) -> int:
    given = list(widths)
    if sum(given) <= alone:
        return 1 if given else 0
    parts, used = 1, 0
    for width in given:
        if used + width > joined:
            parts, used = parts + 1, 0
        used += width
    return parts


def without_marks(text: str) -> str:
    """Vietnamese as people typed it on old telephones: no diacritics, only letters of the GSM alphabet."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)).translate(_PLAIN)
    return "".join(c if c in _GSM or c in _GSM_PAIRS else "?" for c in unicodedata.normalize("NFC", bare))


@dataclass(frozen=True, slots=True)
class Short:
    """What a template says by text message and by Zalo, beside its letter. Empty: not over that channel.

    `sms_marks`: with diacritics; without them the words are written bare when they are sent. `zns_template_*` is the number under which
    the provider approved the text `zns_*`, which stands here so that its length is known and people see what is sent. The variables that
    the text names are the provider's parameters, under the same names; `zns_parameters` names others, one a line: `ten_khach = name`.
    """

    sms_vi: str = ""
    sms_en: str = ""
    sms_marks: bool = True
    zns_template_vi: str = ""
    zns_vi: str = ""
    zns_template_en: str = ""
    zns_en: str = ""
    zns_parameters: str = ""

    def only(self, language: str) -> Short:
        """The words of one language alone, where those of Vietnamese stand."""
        if language == "vi":
            return replace(self, sms_en="", zns_template_en="", zns_en="")
        mine = Short(self.sms_en, "", self.sms_marks, self.zns_template_en, self.zns_en)
        return replace(mine, zns_parameters=self.zns_parameters)

    def sms(self, language: str) -> str:
        """In the language, else in Vietnamese."""
        return (self.sms_en if language == "en" else "") or self.sms_vi

    def zns(self, language: str) -> tuple[str, str]:
        """(number of the provider's template, text) in the language, else in Vietnamese."""
        english = language == "en" and self.zns_template_en and self.zns_en
        return (self.zns_template_en, self.zns_en) if english else (self.zns_template_vi, self.zns_vi)


TEXTS = ("sms_vi", "sms_en", "zns_vi", "zns_en")
"""The fields of `Short` that hold variables."""


def parameters(lines: str, named: Iterable[str]) -> dict[str, str]:
    """The provider's parameters of a Zalo template, each with the variable that fills it. Raises ValueError with the line that is wrong."""
    found: dict[str, str] = {}
    for line in lines.splitlines():
        if not line.strip():
            continue
        met = _PARAMETER.fullmatch(line.strip())
        if met is None or met[1] in found:
            raise ValueError(line.strip())
        found[met[1]] = met[2]
    return found or {name: name for name in sorted(named)}


def filled(wanted: Mapping[str, str], values: Mapping[str, str]) -> dict[str, str]:
    """The parameters with their values, each on one line as Zalo takes them."""
    return {name: " ".join(values[variable].split()) for name, variable in wanted.items()}
