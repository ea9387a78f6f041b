"""Who stands under whom, when: the transitive closure of dated edges. Pure.

Two kinds of edges lead up from a unit: to its parent (step 1) and, after a merger or a dissolution with one successor, to that
successor (step 0: what the unit held is the successor's, exactly as if the successor had held it).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from motcua.organisations.rules.ranges import BEGINNING, Range, intersect, joined


@dataclass(frozen=True, slots=True)
class Edge:
    child: int
    parent: int
    range: Range
    step: int = 1


@dataclass(frozen=True, slots=True, order=True)
class Row:
    descendant: int
    ancestor: int
    depth: int
    valid_from: date
    valid_to: date | None


def parent_edges(child: int, versions: Sequence[tuple[date, int | None]]) -> list[Edge]:
    """Edges from a unit's versions `(valid_from, parent)`, in order of date.

    The first parent is taken back to the beginning and the last one on for ever: rows of a unit that is planned or that has ended are
    still seen from above.
    """
    edges = []
    starts = [BEGINNING, *(start for start, _ in versions[1:])]
    spans: list[Range] = [*pairwise(starts), (starts[-1], None)]
    for (_, parent), span in zip(versions, spans, strict=True):
        if parent is not None:
            edges.append(Edge(child, parent, span))
    return edges


def closure(units: Iterable[int], edges: Iterable[Edge]) -> set[Row]:
    """All rows, those of each unit with itself (depth 0, for ever) included. A cycle in the edges is walked once and ends there."""
    upward: dict[int, list[Edge]] = {}
    for edge in edges:
        upward.setdefault(edge.child, []).append(edge)
    rows: set[Row] = set()
    for unit in units:
        for (ancestor, depth), spans in _above(unit, upward).items():
            rows.update(Row(unit, ancestor, depth, start, end) for start, end in joined(spans))
    return rows


def cycle(edges: Iterable[Edge]) -> list[int] | None:
    """Units that stand under one another on some date, in order, or None."""
    upward: dict[int, list[Edge]] = {}
    for edge in edges:
        upward.setdefault(edge.child, []).append(edge)
    for unit in upward:
        if (found := _back_to(unit, upward)) is not None:
            return found
    return None


def _above(unit: int, upward: Mapping[int, Sequence[Edge]]) -> dict[tuple[int, int], list[Range]]:
    found: dict[tuple[int, int], list[Range]] = {}
    pending: list[tuple[int, int, Range, frozenset[int]]] = [(unit, 0, (BEGINNING, None), frozenset({unit}))]
    while pending:
        node, depth, span, path = pending.pop()
        found.setdefault((node, depth), []).append(span)
        for edge in upward.get(node, ()):
            shared = intersect(span, edge.range)
            if shared is not None and edge.parent not in path:
                pending.append((edge.parent, depth + edge.step, shared, path | {edge.parent}))
    return found


def _back_to(unit: int, upward: Mapping[int, Sequence[Edge]]) -> list[int] | None:
    pending: list[tuple[int, Range, tuple[int, ...]]] = [(unit, (BEGINNING, None), (unit,))]
    while pending:
        node, span, path = pending.pop()
        for edge in upward.get(node, ()):
            shared = intersect(span, edge.range)
            if shared is None:
                continue
            if edge.parent == unit:
                return [*path, unit]
            if edge.parent not in path:
                pending.append((edge.parent, shared, (*path, edge.parent)))
    return None
