"""The likeliest words for a row of runs: a search through all candidates in their context."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from motcua.documents.repair.arcs import Arc
from motcua.documents.repair.model import END, START, Model
from motcua.documents.repair.tokens import Join

BREAK_COST = 6
"""Of ending a segment at the end of a line without a sign."""


@dataclass(slots=True)
class _State:
    """Cheapest way to reach a place with `word` last."""

    word: int
    cost: float
    arc: Arc | None
    before: _State | None


@dataclass(frozen=True, slots=True)
class Choice:
    """The arc taken, and how sure: its share among the other ways to take the same runs between the same neighbours."""

    arc: Arc
    confidence: float


def best_path(arcs: Sequence[Sequence[Arc]], joins: Sequence[Join], model: Model) -> list[Choice]:
    """`arcs[i]` begin at run i, `joins[i]` stands before it. Every run must be reachable by arcs."""
    pair = _pair_costs(model)
    places: list[dict[int, _State]] = [{} for _ in range(len(arcs) + 1)]
    places[0][START] = _State(START, 0.0, None, None)
    for place, ways in enumerate(arcs):
        states = _after_join(places[place], joins[place], pair) if place else list(places[0].values())
        soft = joins[place] is Join.LINE and place > 0
        for arc in ways:
            _extend(states, arc, places[arc.last], pair, soft)
    last = min(places[-1].values(), key=lambda s: s.cost + pair(s.word, END))
    path = []
    state: _State | None = last
    while state is not None:
        if state.arc is not None:
            path.append(state)
        state = state.before
    path.reverse()
    return _with_confidence(path, arcs, joins, pair)


def _pair_costs(model: Model) -> Callable[[int, int], float]:
    known: dict[tuple[int, int], int] = {}

    def pair(first: int, second: int) -> float:
        key = (first, second)
        found = known.get(key)
        if found is None:
            found = known[key] = model.pair_cost(first, second)
        return found

    return pair


def _after_join(states: dict[int, _State], join: Join, pair: Callable[[int, int], float]) -> list[_State]:
    """The states as the next run finds them: behind a break there is one, the segment's start."""
    if join is not Join.BREAK or not states:
        return list(states.values())
    ended = min(states.values(), key=lambda s: s.cost + pair(s.word, END))
    if ended.word == START:
        return [ended]
    return [_State(START, ended.cost + pair(ended.word, END), None, ended)]


def _step(first: int, second: int, soft: bool, pair: Callable[[int, int], float]) -> float:
    """Cost of the next word, at a line's end also that of a new segment."""
    if not soft:
        return pair(first, second)
    return min(pair(first, second), pair(first, END) + pair(START, second) + BREAK_COST)


def _extend(
    states: list[_State], arc: Arc, target: dict[int, _State], pair: Callable[[int, int], float], soft: bool
) -> None:
    if not arc.words:
        for state in states:
            total = state.cost + arc.cost
            known = target.get(state.word)
            if known is None or known.cost > total:
                target[state.word] = _State(state.word, total, arc, state)
        return
    first, final = arc.words[0], arc.words[-1]
    best, total = states[0], math.inf
    for state in states:
        cost = state.cost + _step(state.word, first, soft, pair)
        if cost < total:
            best, total = state, cost
    total += arc.cost + sum(pair(a, b) for a, b in zip(arc.words, arc.words[1:], strict=False))
    known = target.get(final)
    if known is None or known.cost > total:
        target[final] = _State(final, total, arc, best)


def _with_confidence(
    path: list[_State], arcs: Sequence[Sequence[Arc]], joins: Sequence[Join], pair: Callable[[int, int], float]
) -> list[Choice]:
    chosen = [state.arc for state in path if state.arc is not None]
    out = []
    for index, arc in enumerate(chosen):
        before = _neighbour(chosen, joins, index, -1)
        after = _neighbour(chosen, joins, index, 1)
        own = _local(arc, before, after, pair)
        rivals = [
            _local(other, before, after, pair) for other in arcs[arc.first] if other.last == arc.last and other != arc
        ]
        share = 1.0 / (1.0 + sum(math.exp(min(50.0, (own - rival) / 10)) for rival in rivals))
        out.append(Choice(arc, share))
    return out


def _neighbour(chosen: list[Arc], joins: Sequence[Join], index: int, step: int) -> int:
    """The word beside, across figures; the segment's end at a break."""
    edge = START if step < 0 else END
    at = index
    while True:
        joint = chosen[at].first if step < 0 else chosen[at].last
        at += step
        if not 0 <= at < len(chosen) or joins[joint] is Join.BREAK:
            return edge
        if chosen[at].words:
            return chosen[at].words[-1 if step < 0 else 0]


def _local(arc: Arc, before: int, after: int, pair: Callable[[int, int], float]) -> float:
    if not arc.words:
        return arc.cost + pair(before, after)
    inner = sum(pair(a, b) for a, b in zip(arc.words, arc.words[1:], strict=False))
    return arc.cost + pair(before, arc.words[0]) + inner + pair(arc.words[-1], after)
