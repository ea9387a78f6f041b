"""Letters of documents' symbols that lost their stroke or mark: "45/QD-UBND" is "45/QĐ-UBND". Digits are never touched."""

from __future__ import annotations

import re

_PARTS = {
    "QD": "QĐ", "HDND": "HĐND", "HDTV": "HĐTV", "HDQT": "HĐQT", "LDTBXH": "LĐTBXH", "BLDTBXH": "BLĐTBXH", "SLDTBXH": "SLĐTBXH",
    "GDDT": "GDĐT", "BGDDT": "BGDĐT", "SGDDT": "SGDĐT", "TLD": "TLĐ", "LDLD": "LĐLĐ", "KHDT": "KHĐT", "BKHDT": "BKHĐT",
}  # fmt: skip
"""Parts that mean nothing else. HD (hướng dẫn) and CD are left alone: they may be right as they stand."""
_SYMBOL = re.compile(r"(?P<number>[\d/]*)(?P<letters>[A-ZĐ].*)")


def mended_symbol(text: str) -> str:
    """The figure itself, or, where it is a document's symbol, with its đ restored where nothing else can be meant."""
    found = _SYMBOL.fullmatch(text)
    if found is None or not re.search(r"[-/]", text):
        return text
    pieces = re.split(r"([-/.&–])", found["letters"])
    mended = [_PARTS.get(piece, piece) for piece in pieces]
    if pieces[0] == "ND" and "CP" in pieces[1:]:
        mended[0] = "NĐ"
    return found["number"] + "".join(mended)
