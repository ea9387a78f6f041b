"""How far the units are that owe the same slot of one task: k of n. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from motcua.plans.workflow import OccurrenceState

_DONE = (OccurrenceState.ACCEPTED, OccurrenceState.NOTHING_AROSE)


@dataclass(frozen=True, slots=True)
class RollUp:
    """Every unit stands in exactly one of done, handed_in, working, silent, let_off. `late` counts those of the last but one two whose
    due moment has passed: it overlaps with them.
    """

    units: int
    done: int
    handed_in: int
    working: int
    silent: int
    """Nobody there has begun."""
    let_off: int
    late: int

    @property
    def owed(self) -> int:
        """Units that are still expected to do it or have done it: what k is told of."""
        return self.units - self.let_off

    @property
    def complete(self) -> bool:
        return self.done == self.owed


def roll_up(states: Mapping[str, int], late: int) -> RollUp:
    """From the number of occurrences in each state, and how many of those that lie with the lead are past their due moment."""
    count = {state: states.get(str(state), 0) for state in OccurrenceState}
    silent = count[OccurrenceState.NOT_STARTED]
    working = count[OccurrenceState.IN_PROGRESS] + count[OccurrenceState.RETURNED]
    return RollUp(
        units=sum(count.values()),
        done=sum(count[state] for state in _DONE),
        handed_in=count[OccurrenceState.HANDED_IN],
        working=working,
        silent=silent,
        let_off=count[OccurrenceState.CANNOT_BE_DONE],
        late=min(late, silent + working),
    )
