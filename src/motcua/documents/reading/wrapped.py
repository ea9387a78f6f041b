"""Files in which every printed line became a paragraph of its own: converters and OCR programs write such Word files.

Their lines are joined as those of a text file are. In other files paragraphs are what the file says; only one that plainly goes on
in the next (a page broke it, or a title was broken for its looks) is made whole.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Sequence

from motcua.documents.reading.blocks import Paragraph
from motcua.documents.reading.drafts import Draft, Passage, parted
from motcua.documents.reading.lines import begins_item, begins_small, ends_sentence
from motcua.documents.reading.plaintext import read_plaintext
from motcua.documents.reading.plaintext.joining import KIND_LINES
from motcua.documents.reading.plaintext.lines import squeezed

_FIELD = re.compile(r"\w{1,30}:")
_LEAST = 6
_SHARE = 0.12


def rejoin(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with broken paragraphs made whole."""
    if _is_wrapped(drafts):
        return [draft for run in _runs(drafts) for draft in _as_text(run)]
    out: list[Draft] = []
    for draft in drafts:
        before = out[-1] if out else None
        if isinstance(before, Passage) and isinstance(draft, Passage) and runs_on(before.value, draft.value):
            out[-1] = _joined([before, draft])
        else:
            out.append(draft)
    return out


def runs_on(before: str, after: str) -> bool:
    """No paragraph begins with a small letter, unless it is a list item, a field ("module: …"), or the title under "KẾ HOẠCH"."""
    if before.isupper() and squeezed(before) in KIND_LINES:
        return False
    return begins_small(after) and not begins_item(after) and not ends_sentence(before) and not _FIELD.match(after)


def _is_wrapped(drafts: Sequence[Draft]) -> bool:
    values = [draft.value for draft in drafts if isinstance(draft, Passage)]
    broken = sum(runs_on(a, b) for a, b in itertools.pairwise(values))
    return broken >= max(_LEAST, _SHARE * len(values))


def _runs(drafts: Sequence[Draft]) -> list[list[Draft]]:
    """Paragraphs that follow one another, and tables each alone."""
    runs: list[list[Draft]] = []
    for draft in drafts:
        if runs and isinstance(draft, Passage) and isinstance(runs[-1][-1], Passage):
            runs[-1].append(draft)
        else:
            runs.append([draft])
    return runs


def _as_text(run: list[Draft]) -> list[Draft]:
    """The run read as the lines of a text file."""
    passages = [draft for draft in run if isinstance(draft, Passage)]
    if len(passages) < 2 or len(passages) != len(run):
        return run
    starts: list[int] = [0]
    for passage in passages:
        starts.append(starts[-1] + len(passage.value) + 1)
    document = read_plaintext("\n".join(passage.value for passage in passages))
    out: list[Draft] = []
    place = 0
    for block in document.blocks:
        if not isinstance(block, Paragraph):
            continue
        first, last = (bisect_right(starts, offset) - 1 for offset in (block.text.start, max(block.text.end - 1, 0)))
        if last < place:
            continue  # the lines are given already
        out += passages[place:first]
        out.append(_joined(passages[max(first, place) : last + 1]))
        place = last + 1
    return [*out, *passages[place:]]


def _joined(passages: Sequence[Passage]) -> Passage:
    first = passages[0]
    if len(passages) == 1:
        return first
    value, turns, page = first.value, list(first.turns), first.page
    for passage in passages[1:]:
        value += ("" if parted(value) else " ") + passage.value
        start = len(value) - len(passage.value)
        if passage.page is not None and passage.page != page:
            turns.append((start, passage.page))
        turns += [(start + character, turned) for character, turned in passage.turns]
        page = passage.turns[-1][1] if passage.turns else passage.page
    return Passage(
        value,
        page=first.page,
        bold=all(passage.bold for passage in passages),
        italic=all(passage.italic for passage in passages),
        centered=all(passage.centered for passage in passages),
        level=first.level,
        turns=turns,
    )
