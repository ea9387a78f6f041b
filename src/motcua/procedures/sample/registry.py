"""The sample procedures in the registry, with all that they said and will say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from motcua.kernel.actors import SAMPLE
from motcua.procedures.sample.reading import SUFFIX, Written
from motcua.procedures.services.histories import History, draft_content, take_in

if TYPE_CHECKING:
    from motcua.procedures.models import Procedure


def load_registry(all_of_them: Sequence[Written], *, left: Mapping[str, date]) -> dict[str, Procedure]:
    """Procedures by their code. Versions are published on their days; those from the day in `left` on wait for a decision."""
    return take_in([_history(one, left.get(one.code, date.max)) for one in all_of_them], actor=SAMPLE)


def write_draft(procedure: Procedure, one: Written, day: date) -> None:
    """The version that begins on a day, where it is not there yet, as the draft that a decision publishes."""
    there = set(procedure.versions.values_list("valid_from", flat=True))
    for dated in one.versions:
        if dated.since == day and day not in there:
            draft_content(procedure, dated.content, valid_from=day)


def _history(one: Written, left: date) -> History:
    published = tuple((dated.since, dated.content) for dated in one.versions if dated.since < left)
    return History(one.code, one.versions[-1].content.name, published, suffix=SUFFIX, internal=one.internal)
