"""Lines of damaged text put right, and every change kept with its place in the original."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from motcua.documents.repair.arcs import arcs_of
from motcua.documents.repair.damage import Kind, Tally, judged, tally
from motcua.documents.repair.model import load
from motcua.documents.repair.search import best_path
from motcua.documents.repair.tokens import Join, Run, runs_of
from motcua.kernel.text import nfc

TELLING_WORDS, ENOUGH_WORDS, FARTHEST = 12, 25, 40
"""Words that tell by themselves, words to judge by with the lines around, and how many lines away those may stand."""
DAMAGED = (Kind.UNMARKED, Kind.GARBLED)
LONGEST_SEGMENT = 400


@dataclass(frozen=True, slots=True)
class Change:
    """`[start, end)` are places in the original text; `confidence` is 0 to 1."""

    start: int
    end: int
    before: str
    after: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Repaired:
    """The text put right, and what was changed, in order of place and without overlap."""

    text: str
    changes: tuple[Change, ...] = ()

    def offsets(self) -> array[int]:
        """For each character of `text` its place in the original, and one more for the end: what `reading.blocks.Text` needs."""
        out: array[int] = array("I")
        place = 0
        for change in self.changes:
            out.extend(range(place, change.start))
            size = len(change.before)
            out.extend(change.start + i * size // len(change.after) for i in range(len(change.after)))
            place = change.end
        out.extend(range(place, place + len(self.text) - len(out) + 1))
        return out


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece for showing differences: unchanged where `change` is None."""

    before: str
    after: str
    change: Change | None = None


def repair_line(text: str) -> Repaired:
    """Repair one line by itself; good text is returned as it is. `repair_text` knows more and does better."""
    return repair_text(text)


def repair_text(text: str) -> Repaired:
    """Repair a whole text: as many lines as before, places of changes in the whole text.

    Which parts are damaged is judged over neighbouring lines; those that are good, or no Vietnamese, stay as they are. Figures
    never change; in symbols of documents only letters that lost their stroke do ("ND-CP" → "NĐ-CP"), and that is a change like
    any other. Linear in the length of the text.
    """
    changes: list[Change] = []
    for start, end, kind in _stretches(text):
        if kind in DAMAGED:
            changes += _changes(text[start:end], kind, start)
    return applied(text, changes)


def applied(text: str, changes: Sequence[Change]) -> Repaired:
    out, end = [], 0
    for change in changes:
        out += [text[end : change.start], change.after]
        end = change.end
    out.append(text[end:])
    return Repaired("".join(out), tuple(changes))


def diff(text: str, changes: Sequence[Change]) -> Iterator[Segment]:
    """The original text in segments, changed and unchanged; the `before` parts make the original, the `after` parts the repaired."""
    end = 0
    for change in changes:
        if change.start > end:
            yield Segment(text[end : change.start], text[end : change.start])
        yield Segment(change.before, change.after, change)
        end = change.end
    if end < len(text):
        yield Segment(text[end:], text[end:])


def _stretches(text: str) -> Iterator[tuple[int, int, Kind]]:
    """Consecutive lines of one kind, each line judged together with its neighbours as far as it needs them."""
    lines = text.splitlines(keepends=True)
    tallies = [tally(line) for line in lines]
    whole = judged(sum(tallies, Tally())).kind
    start = end = 0
    last: Kind | None = None
    for number, line in enumerate(lines):
        kind = _line_kind(tallies, number, whole)
        if last is not None and kind is not last:
            yield start, end, last
            start = end
        last = kind
        end += len(line)
    if last is not None:
        yield start, end, last


def _line_kind(tallies: list[Tally], number: int, whole: Kind) -> Kind:
    """A line tells by itself where it has words enough, else together with those around it."""
    own = tallies[number]
    if whole is Kind.FOREIGN or (own.ours >= 2 and own.ours >= 0.25 * own.words):
        return Kind.FOREIGN if whole is Kind.FOREIGN else Kind.GOOD
    total = own if own.words >= TELLING_WORDS and not own.ours else _around(tallies, number)
    kind = judged(total).kind
    if kind not in DAMAGED:
        return kind
    if whole in DAMAGED:
        return whole  # a few lines by chance without misread letters do not tell the one from the other
    if total.ours > 0.1 * total.words or total.plain + total.latin < 0.5 * total.words:
        return Kind.GOOD  # names and foreign words within good text
    return kind


def _around(tallies: list[Tally], number: int) -> Tally:
    """Counts of a line and of as many around it as make enough words."""
    total = tallies[number]
    for reach in range(1, FARTHEST):
        if total.words >= ENOUGH_WORDS:
            break
        for other in (number - reach, number + reach):
            if 0 <= other < len(tallies):
                total += tallies[other]
    return total


def _changes(text: str, kind: Kind, offset: int) -> Iterator[Change]:
    for runs in _segments(runs_of(text)):
        for choice in best_path(arcs_of(runs, kind), [run.join for run in runs], load()):
            arc = choice.arc
            start, end = runs[arc.first].start, runs[arc.last - 1].end
            before = text[start:end]
            if arc.text != nfc(before):
                yield _narrowed(start + offset, before, arc.text, choice.confidence)


def _segments(runs: list[Run]) -> Iterator[list[Run]]:
    """Runs between breaks, which nothing reaches across, and no more at once than memory should hold."""
    start = 0
    for i in range(1, len(runs) + 1):
        if i == len(runs) or runs[i].join is Join.BREAK or i - start >= LONGEST_SEGMENT:
            if i > start:
                yield runs[start:i]
            start = i


def _narrowed(start: int, before: str, after: str, confidence: float) -> Change:
    """A change without the figures around it: in "45/QD-UBND" only the letters are marked."""
    left = re.match(r"[\d/.\-]*", before)
    skip = left.end() if left and after.startswith(left.group()) and "/" in before else 0
    return Change(start + skip, start + len(before), before[skip:], after[skip:], round(confidence, 3))
