"""Rows of a file that say what people have refused before wait for a person, whatever the run would do with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from motcua.kernel.batches import batches_of
from motcua.procedures.models import RowState
from motcua.procedures.queries.refusals import refusals_among, told
from motcua.procedures.reading.kept import kept_as
from motcua.procedures.services.planning import PORTION, Kept, Planned, Step


def after_refusals(steps: Sequence[Step]) -> list[Step]:
    """The same steps; what would be written or waits, and was refused, waits and says who refused it, when and why. A query for each
    portion."""
    asked = [step for step in steps if isinstance(step, Planned) or (step and step.line.state == RowState.PROPOSED)]
    found: dict[int, Step] = {}
    for portion in batches_of(asked, PORTION):
        rows = {step.line.line: (step.line.name, kept_as(step.row)) for step in portion}
        refused = refusals_among(rows)
        for step in portion:
            if decided := refused.get(step.line.line):
                reason = f"{told(decided)} {step.line.reason}".strip()
                line = replace(step.line, state=RowState.PROPOSED, reason=reason)
                found[line.line] = Kept(step.row, line, step.known)
    return [found.get(step.line.line, step) if step is not None else None for step in steps]
