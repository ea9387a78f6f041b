"""All ways to take the runs of a text: as words, as two words, two runs as one, or as they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from motcua.documents.repair.candidates import DEAR, Candidate, garbled, is_clean, unmarked
from motcua.documents.repair.damage import Kind, bears_our_letters
from motcua.documents.repair.model import UNKNOWN, load
from motcua.documents.repair.symbols import mended_roman, mended_symbol
from motcua.documents.repair.tokens import Join, Run
from motcua.kernel.text import fold

_QUOTES, _MARKS = "'’‘´", "?!°"
"""Signs behind a word that may be the rest of a letter ("cw?" for "cứ") or dirt; the first kind hardly ever stand for themselves."""
KEEP_QUOTE, KEEP_MARK, DROP_TAIL = 70, 45, 30
KEEP_CLEAN, KEEP_ODD, KEEP_CODE = 15, 60, 120
"""Cost of leaving an unknown word as it is: letters only, with other signs, and like a code ("1a")."""
WRONG_CASE = 20
"""Of a capital within a sentence where a sign was read, and of none at its beginning."""
LONE_CAPITALS, LONGEST_LONE = 70, 4
"""Of a short word in capitals among others that are not: rather its last letters were read as capitals."""
ABBREVIATION = 40
"""Of taking capitals without a vowel for a word."""
BEFORE_YEAR = 30
_YEAR = re.compile("(19|20)[0-9]{2}")
_VOWEL = re.compile("[aeiouy]")
JOIN_COST, SPLIT_COST = 60, 70
SHORTEST_PAIR, LONGEST_PAIR = 5, 16
"""Characters of a run that may be two words."""


@dataclass(frozen=True, slots=True)
class Arc:
    """One way to take runs `[first, last)`: the words it stands for (none: a figure, which the context reads across)."""

    first: int
    last: int
    words: tuple[int, ...]
    cost: float
    text: str


def arcs_of(runs: Sequence[Run], kind: Kind) -> list[list[Arc]]:
    """The arcs that begin at each run. Every run has one that takes it alone."""
    if kind is Kind.UNMARKED:
        return [_favoured(_unmarked_arcs(run, i), runs, i) for i, run in enumerate(runs)]
    out = [_favoured(_garbled_arcs(runs, i), runs, i) for i in range(len(runs))]
    for i, run in enumerate(runs):
        if run.figure:
            continue
        if i + 1 < len(runs) and runs[i + 1].join is Join.SPACE and not runs[i + 1].figure:
            out[i] += _joined(run, runs[i + 1], i)
        if _dear(run):
            out[i] += _split(run, i)
    return out


def _favoured(arcs: list[Arc], runs: Sequence[Run], i: int) -> list[Arc]:
    """Before a year stands the word for year: the counts of word pairs, which know no figures, cannot tell."""
    if i + 1 == len(runs) or not _YEAR.fullmatch(runs[i + 1].text) or runs[i].text.istitle():
        return arcs
    year = load().ids["năm"]
    return [replace(arc, cost=arc.cost - BEFORE_YEAR) if arc.words == (year,) else arc for arc in arcs]


def _unmarked_arcs(run: Run, i: int) -> list[Arc]:
    if run.figure:
        return [Arc(i, i + 1, (), 0, mended_symbol(run.text))]
    stem = run.text.rstrip(_QUOTES + _MARKS) or run.text
    tail = run.text[len(stem) :]
    found = [Arc(i, i + 1, (c.word,), c.cost, c.text + tail) for c in unmarked(stem)]
    return found or [Arc(i, i + 1, (UNKNOWN,), 0, run.text)]


def _garbled_arcs(runs: Sequence[Run], i: int) -> list[Arc]:
    run = runs[i]
    if roman := mended_roman(run):
        return [Arc(i, i + 1, (), 0, roman)]
    if run.figure:
        return [Arc(i, i + 1, (), 0, mended_symbol(run.text))]
    if bears_our_letters(run.text):
        return [Arc(i, i + 1, (c.word,), 0, run.text) for c in unmarked(run.text)]
    lone = not any(
        other.text.isupper() and not other.figure for other in (*runs[max(0, i - 1) : i], *runs[i + 1 : i + 2])
    )
    out = [Arc(i, i + 1, (c.word,), c.cost + _case_cost(c, run, lone=lone), c.text) for c in garbled(run.text)]
    out += _tailed(runs, i)
    if not any(arc.text == run.text for arc in out):
        out.append(_kept(run, i))
    return out


def _tailed(runs: Sequence[Run], i: int) -> list[Arc]:
    """A sign behind the run is dirt, or stands for itself, as a question mark does at the end of a sentence."""
    run = runs[i]
    stem = run.text.rstrip(_QUOTES + _MARKS)
    if not stem or stem == run.text:
        return []
    tail = run.text[len(stem) :]
    keep, drop = (KEEP_QUOTE, DROP_TAIL) if tail[0] in _QUOTES else (KEEP_MARK, DROP_TAIL)
    if tail == "?" and (i + 1 == len(runs) or (runs[i + 1].join is Join.LINE and not runs[i + 1].text[0].islower())):
        keep, drop = 0, KEEP_MARK
    out = []
    for c in garbled(stem):
        out.append(Arc(i, i + 1, (c.word,), c.cost + keep, c.text + tail))
        out.append(Arc(i, i + 1, (c.word,), c.cost + drop, c.text))
    return out


def _case_cost(candidate: Candidate, run: Run, *, lone: bool) -> int:
    """What speaks against the candidate's case. `lone`: no word beside the run stands in capitals."""
    text = candidate.text
    if text == run.text:
        return 0
    if len(run.text) > 1 and text.isupper() and load().syllables[candidate.word]:
        if not _VOWEL.search(fold(run.text)):
            return ABBREVIATION
        return LONE_CAPITALS if lone and len(run.text) <= LONGEST_LONE else 0
    if run.text[0].isalpha() and run.text[0] != "I":  # a small l looks like it, and a sign has no case
        return 0
    begins = run.join is Join.BREAK or run.start == 0
    return WRONG_CASE if text[0].isupper() != begins else 0


def _kept(run: Run, i: int) -> Arc:
    if re.fullmatch(r"\d+[^\W\d_]?|[^\W\d_]\d", run.text):
        return Arc(i, i + 1, (), KEEP_CODE, run.text)
    return Arc(i, i + 1, (UNKNOWN,), KEEP_CLEAN if is_clean(run.text) else KEEP_ODD, run.text)


def _dear(run: Run) -> bool:
    found = garbled(run.text)
    return not found or min(c.cost for c in found) > DEAR * len(run.text)


def _joined(left: Run, right: Run, i: int) -> list[Arc]:
    """One word that a space fell into ("Tr ang")."""
    whole = left.text + right.text
    if len(whole) > 8 or not any(_dear(part) or not _VOWEL.search(fold(part.text)) for part in (left, right)):
        return []
    found = [c for c in garbled(whole, dirt=False) if c.cost <= DEAR * len(whole)]
    return [Arc(i, i + 2, (c.word,), c.cost + JOIN_COST, c.text) for c in found[:4]]


def _split(run: Run, i: int) -> list[Arc]:
    """Two words whose space was lost."""
    out: list[Arc] = []
    if not SHORTEST_PAIR <= len(run.text) <= LONGEST_PAIR:
        return out
    for cut in range(2, len(run.text) - 1):
        for a in garbled(run.text[:cut], dirt=False)[:3]:
            for b in garbled(run.text[cut:], dirt=False)[:3]:
                cost = a.cost + b.cost
                if cost <= DEAR * len(run.text):
                    out.append(Arc(i, i + 1, (a.word, b.word), cost + SPLIT_COST, f"{a.text} {b.text}"))
    return out
