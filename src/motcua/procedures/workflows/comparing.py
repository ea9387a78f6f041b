"""What changed between two workflows, step by step: a step is the same one where its number and work, or else its work alone, are."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from motcua.kernel.text import fold
from motcua.procedures.workflows.parts import Role, Step, Table

_ALIKE = 0.6
"""Titles that share this much are one step reworded."""


@dataclass(frozen=True, slots=True)
class StepChange:
    """A step before and after, with who took it; None where it is new or gone. Equal ones are listed too (`changed`)."""

    old: Step | None
    new: Step | None
    old_role: Role | None = None
    new_role: Role | None = None

    @property
    def changed(self) -> bool:
        return self.old != self.new or self.old_role != self.new_role


def step_changes(old: Table, new: Table) -> tuple[StepChange, ...]:
    """All steps in the order of `new`, each gone one where it stood."""
    pairs = _paired(old, new)
    found: list[StepChange] = []
    gone = [step for step in old.steps if step.key not in pairs.values()]
    places = old.places()
    for step in new.steps:
        before = pairs.get(step.key)
        while gone and before is not None and places[gone[0].key] < places[before]:
            found.append(_change(old, new, gone.pop(0), None))
        found.append(_change(old, new, old.step(before) if before is not None else None, step))
    return (*found, *(_change(old, new, step, None) for step in gone))


def _change(old: Table, new: Table, before: Step | None, after: Step | None) -> StepChange:
    return StepChange(before, after, old.role(before.role) if before else None, new.role(after.role) if after else None)


def _paired(old: Table, new: Table) -> dict[str, str]:
    """New key → old key."""
    pairs: dict[str, str] = {}
    free = {step.key: fold(step.title) for step in old.steps}
    titles = {step.key: fold(step.title) for step in new.steps}
    for key, title in titles.items():
        same = next((one for one, words in free.items() if words == title), None)
        if same is not None:
            pairs[key] = same
            del free[same]
    for key, title in titles.items():
        if key not in pairs and key in free and SequenceMatcher(None, free[key], title).ratio() >= _ALIKE:
            pairs[key] = key
            del free[key]
    return pairs
