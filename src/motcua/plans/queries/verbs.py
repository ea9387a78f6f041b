"""What may be done next with an occurrence: one table for the buttons of the desk and for the actions of REST."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from motcua.plans.models import Occurrence
from motcua.plans.permissions import may_do_with_occurrence
from motcua.plans.queries.urging import waits_for_answer
from motcua.plans.rules.slots import SlotKind
from motcua.plans.workflow import (
    OCCURRENCE,
    OPEN_OCCURRENCES,
    WITH_THE_LEAD,
    HandInState,
    OccurrenceState,
    RequestState,
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the table looks at besides the state. Five short queries at most."""

    assigned: bool
    asked: bool
    prepared: bool
    coordinators: bool
    urged: bool


@dataclass(frozen=True, slots=True)
class Verb:
    """`action` is the permission; `possible` looks at the record as it is."""

    action: str
    possible: Callable[[Occurrence, Facts], bool]


def _by_workflow(name: str) -> Callable[[Occurrence, Facts], bool]:
    sources = OCCURRENCE.transitions[name].sources
    return lambda occurrence, _facts: occurrence.state in sources


VERBS: dict[str, Verb] = {
    "hand_in": Verb("occurrences.hand_in", lambda o, _f: o.unit_id is not None and o.state in WITH_THE_LEAD),
    "prepare": Verb("occurrences.work", lambda o, _f: o.unit_id is not None and o.state in WITH_THE_LEAD),
    "accept": Verb("occurrences.accept", _by_workflow("accept")),
    "send_back": Verb("occurrences.accept", _by_workflow("send_back")),
    "decide": Verb("occurrences.accept", lambda _o, f: f.asked),
    "start": Verb("occurrences.work", lambda o, _f: o.unit_id is not None and o.state == OccurrenceState.NOT_STARTED),
    "assign": Verb("occurrences.assign", lambda o, _f: o.unit_id is not None and o.state in OPEN_OCCURRENCES),
    "hand_over": Verb("occurrences.assign", lambda o, f: f.assigned and o.state in OPEN_OCCURRENCES),
    "take_back": Verb("occurrences.hand_in", _by_workflow("take_back")),
    "confirm_nothing_arose": Verb(
        "occurrences.hand_in", lambda o, _f: o.kind == SlotKind.NOTHING_AROSE and o.state in WITH_THE_LEAD
    ),
    "ask_extension": Verb(
        "occurrences.hand_in", lambda o, f: o.unit_id is not None and o.state in WITH_THE_LEAD and not f.asked
    ),
    "ask_to_be_let_off": Verb(
        "occurrences.hand_in", lambda o, f: o.unit_id is not None and o.state in WITH_THE_LEAD and not f.asked
    ),
    "drop_request": Verb("occurrences.hand_in", lambda _o, f: f.asked),
    "ask_input": Verb("occurrences.work", lambda o, f: f.coordinators and o.state in WITH_THE_LEAD),
    "answer_urging": Verb("urging.answer", lambda o, f: o.unit_id is not None and f.urged),
    "raise_difficulty": Verb("difficulties.raise", lambda o, _f: o.unit_id is not None),
    "name_lead": Verb("tasks.give", lambda o, _f: o.unit_id is None),
    "reopen": Verb("occurrences.accept", _by_workflow("reopen")),
}
"""In the order of the buttons."""


def verbs_for(user: Any, occurrence: Occurrence) -> list[str]:
    """The verbs that are possible now and that this person may take. A question of the grants for each kind of action."""
    if occurrence.voided_at is not None:
        return []
    facts = Facts(
        assigned=occurrence.assignees.filter(ended_at__isnull=True).exists(),
        asked=occurrence.requests.filter(state=RequestState.OPEN).exists(),
        prepared=occurrence.hand_ins.filter(state=HandInState.PREPARED).exists(),
        coordinators=occurrence.task.units.filter(role="coordinator").exists(),
        urged=waits_for_answer(occurrence),
    )
    possible = {name: verb for name, verb in VERBS.items() if verb.possible(occurrence, facts)}
    allowed = {a for a in {v.action for v in possible.values()} if may_do_with_occurrence(user, occurrence, a)}
    found = [name for name, verb in possible.items() if verb.action in allowed]
    # who hands in needs no approval of a head
    return [name for name in found if not (name == "prepare" and "hand_in" in found)]
