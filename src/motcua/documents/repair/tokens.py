"""A line cut into runs of characters that may be words, and figures that are never touched.

A run keeps signs that OCR puts for letters ("v6i", "cw?", "mé&i"). Figures are numbers, dates, percentages, symbols of
documents ("300/KH-UBND"), addresses of mail and web, and codes such as A4 or 24h.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

_CHUNK = re.compile(r"\S+")
_RUN = re.compile(r"[^\s\-–—/.,;:()\[\]{}<>\"“”«»…*+=_~#%•|`]+")
_AROUND = "\"'“”‘’()[]{}<>.,;:!…*|`"
_KINDS = frozenset(("KH", "QD", "QĐ", "NQ", "ND", "NĐ", "CT", "TB", "BC", "TTR", "TT", "CV", "HD", "HĐ", "KL", "QC", "CTR", "PL")) | {
    "DA", "ĐA", "PA", "CD", "CĐ", "BB", "GM", "TTLT", "VBHN", "UBTVQH",
}  # fmt: skip
"""Abbreviated kinds that symbols of documents begin with, with and without their strokes."""

_FIGURES = re.compile(
    r"""
      [^\W\d_]?[\d.,:/\-–+%°²³xX]*\d[\d.,:/\-–+%°²³]*          # numbers, dates, times, "100%", "2021-2025", one letter before
    | \d+(/\d+)*[/-][A-ZĐa-z]\w*([-/.&–]\w+)*                   # 45/QĐ-UBND, 107/2021/NĐ-CP, 17-NQ/TW
    | [\w.+-]+@[\w-]+(\.[\w-]+)+                                # mail
    | (https?://|www\.)\S+ | [\w-]+(\.[\w-]+)*\.(vn|com|net|org|gov|edu|info|asia)(/\S*)?
    | \d*[A-Z]+\d{2,}\w* | \d+[A-Z]{1,2} | [A-Z]+\d+([.-]\d+)+  # H18, 1A, A1.2
    | (km|cm|dm|mm|m|ha)[23²³] | \d+(h|km|m|cm|mm|kg|ha|kv|kw|mw|hz|gb|mb)  # m2, 24h, 30km
    """,
    re.VERBOSE,
)
_LETTER_DIGIT = re.compile(r"(?!A|m[23])(?=.[0146]|[a-zđ])[^\W\d_]\d")
"""A letter and a digit that OCR may have put for a letter ("s6", "T6"); paper sizes and square metres are not meant."""
_BREAK = re.compile(r"[.;:|]|\n\s*\n|\n\s*[-–—+*•]")
_SYMBOL = re.compile(r"/?([A-ZĐ]{2,6})([-/][A-ZĐ][A-Za-zĐ]{0,12})+")


class Join(Enum):
    """What stands between a run and the one before it: white space, other signs, a line's end, or what ends a segment."""

    SPACE = "space"
    NEAR = "near"
    LINE = "line"
    BREAK = "break"


@dataclass(frozen=True, slots=True)
class Run:
    """Characters `[start, end)` of the text. `figure` ones are never changed as words."""

    start: int
    end: int
    text: str
    join: Join
    figure: bool = False


def runs_of(text: str) -> list[Run]:
    """All runs of a text, over its lines, in order. Blank lines, list marks and . ; : | before a run are breaks."""
    out: list[Run] = []
    end = 0
    for chunk in _CHUNK.finditer(text):
        bare = chunk.group().strip(_AROUND)
        left = chunk.start() + chunk.group().find(bare) if bare else chunk.start()
        if bare and is_figure(bare):
            pieces = [(left, left + len(bare), True)]
        else:
            pieces = [(chunk.start() + m.start(), chunk.start() + m.end(), False) for m in _RUN.finditer(chunk.group())]
        for start, stop, figure in pieces:
            piece = text[start:stop]
            out.append(Run(start, stop, piece, _join(text[end:start]), figure or is_figure(piece)))
            end = stop
    return out


def is_figure(text: str) -> bool:
    """Whether the text is a number, a date, a document's symbol, an address or a code."""
    if _FIGURES.fullmatch(text):
        return _LETTER_DIGIT.fullmatch(text) is None
    symbol = _SYMBOL.fullmatch(text)
    return symbol is not None and symbol.group(1) in _KINDS


def _join(between: str) -> Join:
    if _BREAK.search(between):
        return Join.BREAK
    if "\n" in between:
        return Join.LINE
    return Join.SPACE if between.isspace() else Join.NEAR
