"""A table as the nodes and edges of a diagram."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from motcua.procedures.workflows.parts import END, Join, Split, Step, Table


class NodeKind(StrEnum):
    START = "startEvent"
    END = "endEvent"
    STEP = "task"
    ONE = "exclusiveGateway"
    ALL = "parallelGateway"


@dataclass(frozen=True, slots=True)
class Node:
    """`lane` is a role's key, "" outside lanes; `step` its step's place in the table, or the number of steps for the end."""

    id: str
    kind: NodeKind
    lane: str
    step: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    id: str
    source: str
    target: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Graph:
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def graph_of(table: Table) -> Graph:
    """Steps are `step_1` …; a step that waits for all has a gateway `join_n` before it, one that splits `split_n` behind it."""
    nodes = list(_nodes(table))
    ends = {step.key: f"step_{n}" for n, step in enumerate(table.steps, 1)}
    enters = {
        step.key: f"join_{n}" if step.join is Join.ALL else ends[step.key] for n, step in enumerate(table.steps, 1)
    }
    pairs: list[tuple[str, str, str]] = []
    if table.steps:
        pairs.append(("start", enters[table.steps[0].key], ""))
    for n, step in enumerate(table.steps, 1):
        if step.join is Join.ALL:
            pairs.append((f"join_{n}", f"step_{n}", ""))
        pairs += list(_ways_on(step, n, enters))
    return Graph(tuple(nodes), tuple(Edge(f"flow_{n}", *pair) for n, pair in enumerate(pairs, 1)))


def _nodes(table: Table) -> Iterator[Node]:
    lane = {role.key for role in table.roles}
    first = table.steps[0].role if table.steps else ""
    yield Node("start", NodeKind.START, first if first in lane else "", 0)
    for n, step in enumerate(table.steps, 1):
        where = step.role if step.role in lane else ""
        if step.join is Join.ALL:
            yield Node(f"join_{n}", NodeKind.ALL, where, n - 1)
        yield Node(f"step_{n}", NodeKind.STEP, where, n - 1, step.title)
        if len(step.flows) > 1:
            yield Node(f"split_{n}", NodeKind.ALL if step.split is Split.ALL else NodeKind.ONE, where, n - 1)
    last = next((s.role for s in reversed(table.steps) if not s.flows), table.steps[-1].role if table.steps else "")
    yield Node("end", NodeKind.END, last if last in lane else "", len(table.steps))


def _ways_on(step: Step, n: int, enters: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    if len(step.flows) <= 1:
        flow = step.flows[0] if step.flows else None
        to = enters.get(flow.to, "end") if flow and flow.to != END else "end"
        yield (f"step_{n}", to, flow.condition if flow else "")
        return
    yield (f"step_{n}", f"split_{n}", "")
    for flow in step.flows:
        yield (f"split_{n}", "end" if flow.to == END else enters.get(flow.to, "end"), flow.condition)
