"""Which steps of an internal workflow open when one is done. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from motcua.procedures.workflows import END, Flow, Join, Split, Step, Table

COUNTER = "counter"
"""The position that takes dossiers in and gives results back."""
APPLICANT = "applicant"
"""The role that only waits for the applicant: asking for a supplement does that, not a step."""


def kind_of(table: Table, step: Step) -> str:
    """Key of the position that takes a step; "" where the workflow does not say."""
    role = table.role(step.role)
    return role.kind if role is not None else ""


def first(table: Table) -> tuple[str, ...]:
    """The step with which a dossier begins; none of an empty workflow."""
    return (table.steps[0].key,) if table.steps else ()


def ways(table: Table, key: str) -> tuple[Flow, ...]:
    """Where a step may lead; of several that exclude each other somebody chooses one. Waiting for the applicant is no choice."""
    steps = table.by_key()
    flows = steps[key].flows or (Flow(),)
    return tuple(f for f in flows if f.to == END or kind_of(table, steps[f.to]) != APPLICANT) or flows


def must_choose(table: Table, key: str) -> bool:
    """Whether somebody has to say which way it goes on."""
    step = table.step(key)
    return step.split is Split.ONE and len(ways(table, key)) > 1


def opened_by(table: Table, key: str, *, chosen: str | None, still_open: Collection[str]) -> tuple[str, ...]:
    """The steps that open when `key` is done while `still_open` others are. `chosen`: the way that was taken, where there is a choice.

    A step that joins all waits until nothing that is open leads to it any more. What waits for the applicant is passed over.
    """
    found: list[str] = []
    for to in _targets(table, key, chosen):
        found += _arrived(table, to, set(still_open) | set(found))
    return tuple(dict.fromkeys(one for one in found if one not in still_open))


def _targets(table: Table, key: str, chosen: str | None) -> Iterable[str]:
    step = table.step(key)
    if step.split is Split.ALL:
        return [f.to for f in step.flows]
    offered = [f.to for f in ways(table, key)]
    return [chosen if chosen is not None and chosen in offered else offered[0]]


def _arrived(table: Table, to: str, still_open: Collection[str]) -> list[str]:
    if to == END:
        return []
    step = table.step(to)
    if kind_of(table, step) == APPLICANT:
        return [one for flow in step.flows for one in _arrived(table, flow.to, still_open)]
    if step.join is Join.ALL and any(leads_to(table, one, to) for one in still_open if one != to):
        return []
    return [to]


def leads_to(table: Table, key: str, to: str) -> bool:
    """Whether a step can still be reached, going forward in the order of the paper."""
    places, steps = table.places(), table.by_key()
    seen: set[str] = set()
    waiting = [key]
    while waiting:
        one = waiting.pop()
        if one == to:
            return True
        if one in seen or one == END:
            continue
        seen.add(one)
        waiting += [f.to for f in steps[one].flows if f.to != END and places[f.to] > places[one]]
    return False


def before(table: Table, key: str) -> tuple[str, ...]:
    """Steps to which a dossier may be sent back from a step: those before it in the order of the paper that people of the office take."""
    place = table.places()[key]
    return tuple(step.key for step in table.steps[:place] if kind_of(table, step) != APPLICANT)


def last_before_return(table: Table) -> frozenset[str]:
    """Steps after which nothing is left but giving the result back at the counter: the result must stand before they are done."""
    places, steps = table.places(), table.by_key()

    def is_return(key: str) -> bool:
        if key == END:
            return True
        onward = [f.to for f in steps[key].flows]
        return kind_of(table, steps[key]) == COUNTER and all(
            to == END or (places[to] > places[key] and is_return(to)) for to in onward
        )

    return frozenset(
        step.key
        for step in table.steps
        if not is_return(step.key) and any(is_return(f.to) for f in (step.flows or (Flow(),)))
    )
