"""How long words of a source stand on a page: what is read at once, what waits in a fold, which lines stand under which. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

_LONG_PAPER = 260
"""Characters of a paper that one reads at a glance: five lines on a phone."""
_FIRST = (24, 200)  # a first sentence shorter than that tells nothing, a longer one is cut
_REST = 80  # not worth a fold
_SENTENCE = re.compile(r"[.;](?=\s+\S)|\n")
_FOLDED = 1200
"""Characters above which a part of a page waits in a fold: a screen and a half of a phone."""
_MARKS = ((re.compile(r"[-–•*]\s*(?=\S)"), 1), (re.compile(r"[+]\s*(?=\S)"), 2))


def head_and_rest(text: str) -> tuple[str, str]:
    """The first sentence of a paper that is told at length, and what follows it; ("…", "") for one that is read at a glance."""
    whole = text.strip()
    if len(whole) <= _LONG_PAPER:
        return whole, ""
    least, most = _FIRST
    ends = [m.end() for m in _SENTENCE.finditer(whole) if least <= m.end() and not _in_brackets(whole, m.end())]
    if ends and ends[0] <= most:
        head, rest = whole[: ends[0]].rstrip(" ;\n"), whole[ends[0] :].strip()
    else:
        begun = whole[:most].rsplit(" ", 1)[0]
        head, rest = f"{begun.rstrip(' ,;:')}…", f"…{whole[len(begun) :]}"
    return (head, rest) if len(rest) >= _REST else (whole, "")


def words_within(text: str, most: int) -> str:
    """The text, or as many whole words as `most` characters hold."""
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0].rstrip(' ,;:')}…"


def sentences_within(text: str, most: int) -> str:
    """As many whole sentences as `most` characters hold; none of one that is longer."""
    if len(text) <= most:
        return text
    ends = [
        m.end() for m in _SENTENCE.finditer(text[: most + 2]) if m.end() <= most and not _in_brackets(text, m.end())
    ]
    return text[: ends[-1]].rstrip(" ;\n") if ends else ""


def _in_brackets(text: str, end: int) -> bool:
    return text.count("(", 0, end) > text.count(")", 0, end)


def waits(texts: Iterable[str]) -> bool:
    """Whether a part of a page is so long that it waits until somebody opens it."""
    return sum(map(len, texts)) > _FOLDED


def headings(notes: list[tuple[str, bool]]) -> set[int]:
    """Places of notes that only announce what stands behind them ("… các giấy tờ sau:"); given all lines as (text, whether it is a
    note)."""
    behind = (*notes[1:], ("", True))
    return {
        place
        for place, ((text, note), (_, next_note)) in enumerate(zip(notes, behind, strict=True))
        if note and not next_note and text.rstrip().endswith(":")
    }


def indented(text: str) -> list[tuple[int, str]]:
    """The lines of prose, each with how far it is set in by the marks of the source: "-" once, "+" twice."""
    found: list[tuple[int, str]] = []
    for line in (one.strip() for one in text.split("\n")):
        if not line:
            continue
        depth, said = next(
            ((depth, mark.sub("", line, count=1)) for mark, depth in _MARKS if mark.match(line)), (0, line)
        )
        found.append((depth, said))
    return found
