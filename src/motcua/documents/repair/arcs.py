"""All ways to take the runs of a text: as words, as two words, two runs as one, or as they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from motcua.documents.repair.candidates import DEAR, Candidate, garbled, is_clean, unmarked
from motcua.documents.repair.damage import Kind
from motcua.documents.repair.model import UNKNOWN
from motcua.documents.repair.symbols import mended_roman, mended_symbol
from motcua.documents.repair.tokens import Join, Run
from motcua.kernel.text import fold

_QUOTES, _MARKS = "'’‘`´", "?!|°"
"""Signs behind a word that may be the rest of a letter ("cw?" for "cứ") or dirt; the first kind hardly ever stand for themselves."""
KEEP_QUOTE, KEEP_MARK, DROP_TAIL = 70, 45, 30
KEEP_CLEAN, KEEP_ODD, KEEP_CODE = 15, 60, 120
"""Cost of leaving an unknown word as it is: letters only, with other signs, and like a code ("1a")."""
WRONG_CASE = 20
"""Of a capital within a sentence where a sign was read, and of none at its beginning."""
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
        return [_unmarked_arcs(run, i) for i, run in enumerate(runs)]
    out = [_garbled_arcs(run, i) for i, run in enumerate(runs)]
    for i, run in enumerate(runs):
        if run.figure:
            continue
        if i + 1 < len(runs) and runs[i + 1].join is Join.SPACE and not runs[i + 1].figure:
            out[i] += _joined(run, runs[i + 1], i)
        if _dear(run):
            out[i] += _split(run, i)
    return out


def _unmarked_arcs(run: Run, i: int) -> list[Arc]:
    if run.figure:
        return [Arc(i, i + 1, (), 0, mended_symbol(run.text))]
    found = [Arc(i, i + 1, (c.word,), c.cost, c.text) for c in unmarked(run.text)]
    return found or [Arc(i, i + 1, (UNKNOWN,), 0, run.text)]


def _garbled_arcs(run: Run, i: int) -> list[Arc]:
    if roman := mended_roman(run):
        return [Arc(i, i + 1, (), 0, roman)]
    if run.figure:
        return [Arc(i, i + 1, (), 0, mended_symbol(run.text))]
    out = [Arc(i, i + 1, (c.word,), c.cost + _case_cost(c, run), c.text) for c in garbled(run.text)]
    out += _tailed(run, i)
    if not any(arc.text == run.text for arc in out):
        out.append(_kept(run, i))
    return out


def _tailed(run: Run, i: int) -> list[Arc]:
    """A sign behind the run is dirt, or stands for itself."""
    stem = run.text.rstrip(_QUOTES + _MARKS)
    if not stem or stem == run.text:
        return []
    tail = run.text[len(stem) :]
    keep = KEEP_QUOTE if tail[0] in _QUOTES else KEEP_MARK
    out = []
    for c in garbled(stem):
        out.append(Arc(i, i + 1, (c.word,), c.cost + keep, c.text + tail))
        out.append(Arc(i, i + 1, (c.word,), c.cost + DROP_TAIL, c.text))
    return out


def _case_cost(candidate: Candidate, run: Run) -> int:
    """Where a sign, or a stroke that may be l, was read for the first letter, the place in the sentence tells its case."""
    if run.text.isupper() or (run.text[0].isalpha() and run.text[0] != "I"):
        return 0
    begins = run.join is Join.BREAK or run.start == 0
    return WRONG_CASE if candidate.text[0].isupper() != begins else 0


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
