"""Lines whose halves stand side by side, set apart by tabs: the letterhead and the signature block of files without tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from motcua.documents.reading.drafts import Draft, DraftTable, Passage, clean
from motcua.documents.reading.letterhead import (
    begins_recipients,
    begins_signature,
    is_motto,
    is_number_line,
    is_place_date,
    stands_in_columns,
)
from motcua.documents.reading.lines import begins_item, begins_small, ends_sentence, hangs, is_capitals, is_label


def halves(value: str) -> tuple[str, str] | None:
    """Left and right of the first tab that divides two pieces of text; None where tabs only indent or follow a label."""
    parts = [part for part in (clean(part) for part in value.split("\t")) if part]
    if len(parts) > 1 and is_label(parts[0]):
        parts[:2] = [f"{parts[0]} {parts[1]}"]
    return (parts[0], " ".join(parts[1:])) if len(parts) > 1 else None


def mended(column: Sequence[Draft]) -> list[Draft]:
    """A narrow column with the sentences joined that were broken by hand to fit it ("- Các bộ," / "cơ quan ngang bộ;")."""
    out: list[Draft] = []
    for draft in column:
        before = out[-1] if out else None
        if isinstance(before, Passage) and isinstance(draft, Passage) and _runs_on(before.value, draft.value):
            before.value = f"{before.value} {draft.value}"
        else:
            out.append(draft)
    return out


def _runs_on(before: str, after: str) -> bool:
    if begins_item(after) or ends_sentence(before) or is_number_line(after) or is_place_date(after):
        return False
    return begins_small(after) or (hangs(before) and not is_capitals(after))


def untangle(drafts: list[Draft]) -> list[Draft]:
    """The drafts with every tab gone: side-by-side lines left column first, other tabs as spaces."""
    out: list[Draft] = []
    position = 0
    while position < len(drafts):
        run = _run(drafts, position)
        out.extend(_in_columns(run) or [_plain(draft) for draft in run])
        position += len(run)
    return out


def _run(drafts: list[Draft], start: int) -> list[Draft]:
    """The drafts from `start` on that may form one block in two columns: at least the first of them."""
    first = drafts[start]
    parts = halves(first.value) if isinstance(first, Passage) else None
    if parts is None or not any(map(_is_landmark, parts)):
        return [first]
    run: list[Draft] = [first]
    recipients = begins_recipients(parts[0])
    for draft in drafts[start + 1 :]:
        if isinstance(draft, DraftTable):
            break
        divided = halves(draft.value)
        item = begins_item(clean(draft.value))
        goes_on = (item or divided is not None) if recipients else (divided is not None and not item)
        if not goes_on:
            break
        recipients = recipients or (divided is not None and begins_recipients(divided[0]))
        run.append(draft)
    return run


def _is_landmark(line: str) -> bool:
    return (
        is_motto(line)
        or is_number_line(line)
        or is_place_date(line)
        or begins_recipients(line)
        or begins_signature(line)
    )


def _in_columns(run: list[Draft]) -> list[Draft] | None:
    """Left column, then right column; None where the run is no such block."""
    left: list[Passage] = []
    right: list[Passage] = []
    for passage in _passages(run):
        parts = halves(passage.value)
        if parts is None:
            left.append(replace(passage, value=clean(passage.value)))
            continue
        left.append(replace(passage, value=parts[0], turns=[]))
        right.append(replace(passage, value=parts[1], turns=[]))
    if right and stands_in_columns([[p.value for p in left], [p.value for p in right]]):
        return [*mended(left), *mended(right)]
    return None


def _passages(run: list[Draft]) -> Iterator[Passage]:
    return (draft for draft in run if isinstance(draft, Passage))


def _plain(draft: Draft) -> Draft:
    if isinstance(draft, Passage) and "\t" in draft.value:
        draft.value = clean(draft.value)
    return draft
