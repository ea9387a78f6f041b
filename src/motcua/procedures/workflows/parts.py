"""The parts of a workflow. A step leads on by its flows; a flow without a target ends the work."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from motcua.kernel.workdays import Unit

END = ""
"""The target of a flow after which nothing follows."""


class Split(StrEnum):
    """What follows a step with several flows: one of them (the first whose condition holds), or all at the same time."""

    ONE = "one"
    ALL = "all"


class Join(StrEnum):
    """When a step with several steps before it begins: after any of them, or when all are done."""

    ANY = "any"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Time:
    """An amount in the units of `kernel.workdays`. Hours are working hours."""

    value: Decimal
    unit: Unit


@dataclass(frozen=True, slots=True)
class Role:
    """Who takes steps, as the decision calls them. `kind` is a key of the rule `procedures.workflow_roles`, by which a unit's posts are
    found; "" while nobody has said. `agency` names the other agency of a liên thông step.
    """

    key: str
    name: str
    kind: str = ""
    agency: str = ""


@dataclass(frozen=True, slots=True)
class Flow:
    """Leads to the step `to` (`END`: to the end), where `condition` holds."""

    to: str = END
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table. `key` is its number as printed ("2a"). `words` are those of its time that could not be read with certainty.

    `counted` tells whether its time belongs to the procedure's limit: waiting for the applicant does not.
    """

    key: str
    title: str
    role: str = ""
    time: Time | None = None
    words: str = ""
    output: str = ""
    note: str = ""
    flows: tuple[Flow, ...] = ()
    split: Split = Split.ONE
    join: Join = Join.ANY
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """The workflow of one procedure at one level. The first step begins; the others stand in the order of the paper.

    `total` is the sum that the decision prints; `exact`: the decision says that the steps' times make up the limit. `unread` are words
    of the paper that found no place.
    """

    steps: tuple[Step, ...] = ()
    roles: tuple[Role, ...] = ()
    total: Time | None = None
    exact: bool = False
    unread: tuple[str, ...] = ()

    def step(self, key: str) -> Step:
        """The step of a key. Raises KeyError."""
        return self.by_key()[key]

    def by_key(self) -> Mapping[str, Step]:
        return {step.key: step for step in self.steps}

    def places(self) -> Mapping[str, int]:
        """Key → place in the order of the paper, from 0."""
        return {step.key: n for n, step in enumerate(self.steps)}

    def role(self, key: str) -> Role | None:
        return next((role for role in self.roles if role.key == key), None)


def in_sequence(table: Table) -> Table:
    """The table with each step leading to the next one: how a paper without words on branches is meant."""
    following = [*(step.key for step in table.steps[1:]), END]
    steps = tuple(
        dataclasses.replace(step, flows=(Flow(to),) if to else ())
        for step, to in zip(table.steps, following, strict=True)
    )
    return dataclasses.replace(table, steps=steps)


def normal(table: Table) -> Table:
    """One form for one meaning: a step that only ends has no flows, one way on is no split, a role that nobody has stands nowhere."""
    known = {role.key for role in table.roles}
    steps = tuple(_normal_step(step, known) for step in table.steps)
    used = {step.role for step in steps}
    return dataclasses.replace(table, steps=steps, roles=tuple(role for role in table.roles if role.key in used))


def _normal_step(step: Step, known: AbstractSet[str]) -> Step:
    flows = tuple(dict.fromkeys(step.flows))
    flows = () if flows == (Flow(),) else flows
    split = step.split if len(flows) > 1 else Split.ONE
    return dataclasses.replace(step, flows=flows, split=split, role=step.role if step.role in known else "")
