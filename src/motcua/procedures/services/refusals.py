"""Rows of a file that say what people have refused before wait for a person, whatever the run would do with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from motcua.kernel.batches import batches_of
from motcua.procedures.content import changed_parts, differences, with_parts
from motcua.procedures.models import ImportRow, RowState
from motcua.procedures.queries.imports import source_of
from motcua.procedures.queries.refusals import left_out, refusals_among, told, told_left
from motcua.procedures.reading import Good
from motcua.procedures.reading.kept import kept_as
from motcua.procedures.services.planning import PORTION, Kept, Planned, Step


def after_refusals(steps: Sequence[Step]) -> list[Step]:
    """The same steps; what would be written or waits, and was refused, waits and says who refused it, when and why. Of a row that says
    more, only the parts that a person left out stay as they are. Three queries for each portion."""
    asked = [step for step in steps if isinstance(step, Planned) or (step and step.line.state == RowState.PROPOSED)]
    found: dict[int, Step] = {}
    for portion in batches_of(asked, PORTION):
        rows = {step.line.line: (step.line.name, kept_as(step.row)) for step in portion}
        refused = refusals_among(rows)
        about = {
            step.line.line: (step.known.procedure.pk, step.row.read.content)
            for step in portion
            if step.known and isinstance(step.row, Good)
        }
        left = left_out(about) if about else {}
        for step in portion:
            if decided := refused.get(step.line.line):
                found[step.line.line] = _waits(step, told(decided))
            elif parts := left.get(step.line.line):
                found[step.line.line] = _without(step, parts)
    return [found.get(step.line.line, step) if step is not None else None for step in steps]


def _waits(step: Planned | Kept, why: str) -> Kept:
    line = replace(step.line, state=RowState.PROPOSED, reason=f"{why} {step.line.reason}".strip())
    return Kept(step.row, line, step.known)


def _without(step: Planned | Kept, left: Mapping[str, ImportRow]) -> Step:
    """The step without the parts that were left out. The source's own is kept without them too: so they are told again."""
    before = step.known.before if step.known else None
    if isinstance(step, Kept) or before is None or step.known is None or step.known.content is None:
        parts = {part: row for part, row in left.items() if part in step.line.parts}
        return _waits(step, told_left(parts)) if parts else step
    old = step.known.content
    kept = {part: left[part] for part in changed_parts(old, step.content) if part in left}
    if not kept:
        return step
    content = with_parts(step.content, old, kept)
    if content == old:
        return _waits(step, told_left(kept))
    source = with_parts(step.source or step.row.read.content, source_of(before), kept)
    changed = tuple(dict.fromkeys(one.part for one in differences(old, content)))
    line = replace(step.line, parts=changed, reason=f"{told_left(kept)} {step.line.reason}".strip())
    return replace(step, content=content, source=source, line=line)
