"""Vietnamese text: one Unicode form, nothing hidden, folding, order, syllables, legacy encodings, hard-wrapped lines. Pure.

Repair of text that OCR garbled stands a few floors higher, in `motcua.documents.repair`.
"""

from __future__ import annotations

from motcua.kernel.text.contacts import without_contacts
from motcua.kernel.text.decoding import Decoded, decode, recover
from motcua.kernel.text.folding import fold, nfc, sort_key
from motcua.kernel.text.hidden import HIDDEN, has_hidden, unhidden
from motcua.kernel.text.lines import join_lines
from motcua.kernel.text.romans import roman, roman_value
from motcua.kernel.text.syllables import (
    Syllable,
    is_bare_syllable,
    is_syllable,
    parse_syllable,
    place_tone,
    plain_tones,
    split_tone,
)

__all__ = [
    "HIDDEN",
    "Decoded",
    "Syllable",
    "decode",
    "fold",
    "has_hidden",
    "is_bare_syllable",
    "is_syllable",
    "join_lines",
    "nfc",
    "parse_syllable",
    "place_tone",
    "plain_tones",
    "recover",
    "roman",
    "roman_value",
    "sort_key",
    "split_tone",
    "unhidden",
    "without_contacts",
]
