"""Letters of documents' symbols that lost their stroke or mark: "45/QD-UBND" is "45/QĐ-UBND". Digits are never touched."""

from __future__ import annotations

import re

from motcua.documents.repair.tokens import Join, Run

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


def mended_roman(run: Run) -> str | None:
    """The Roman number of a heading in which I was read as l, L, 1 or |; None if the run is none, or none that is garbled."""
    if run.join not in (Join.BREAK, Join.LINE) or not 2 <= len(run.text) <= 4 or run.text.isdigit():
        return None
    if not re.fullmatch(r"X{0,2}(V?[IlL1|i]{0,3}|[IlL1|i][VX])", run.text) or not re.search(r"[IVX]", run.text):
        return None
    roman = re.sub(r"[lL1|i]", "I", run.text)
    return roman if roman != run.text else None
