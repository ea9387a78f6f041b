"""Where the nodes of a diagram stand and how its edges run: lanes one below the other, steps from left to right in their order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from motcua.procedures.workflows.bpmn.graph import Edge, Graph, Node, NodeKind
from motcua.procedures.workflows.parts import END, Table

TASK = (160, 80)
GATEWAY = (50, 50)
EVENT = (36, 36)
_GAP = 45
_ROW = 130
_HEAD = 30
"""Width of the pool's and of a lane's own heading."""
_TOP = 80

Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Box:
    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> int:
        return self.y + self.height // 2

    @property
    def right(self) -> int:
        return self.x + self.width


@dataclass(frozen=True, slots=True)
class Layout:
    """`lanes` by role key; `ways` by edge id."""

    pool: Box
    lanes: Mapping[str, Box]
    nodes: Mapping[str, Box]
    ways: Mapping[str, Sequence[Point]]


def laid_out(table: Table, graph: Graph) -> Layout:
    columns = _columns(table)
    rows, heights = _rows(table, columns)
    left = _lefts(graph, columns)
    order = [role.key for role in table.roles]
    if any(node.lane == "" for node in graph.nodes):
        order.append("")
    tops: dict[str, int] = {}
    top = _TOP
    for lane in order:
        tops[lane] = top
        top += heights.get(lane, 1) * _ROW
    boxes = {node.id: _box(node, columns, left, rows, tops) for node in graph.nodes}
    right = max(box.right for box in boxes.values()) + _GAP
    pool = Box(160, _TOP, right - 160, max(top - _TOP, _ROW))
    lanes = {
        lane: Box(pool.x + _HEAD, tops[lane], pool.width - _HEAD, heights.get(lane, 1) * _ROW) for lane in order if lane
    }
    return Layout(pool, lanes, boxes, {edge.id: _way(edge, boxes) for edge in graph.edges})


def _columns(table: Table) -> dict[int, int]:
    """Step's place → its column: after every step that leads forward to it. The end's place → the last column."""
    places = table.places()
    found = dict.fromkeys(range(len(table.steps)), 1)
    for n, step in enumerate(table.steps):
        for flow in step.flows:
            if flow.to != END and places.get(flow.to, -1) > n:
                to = places[flow.to]
                found[to] = max(found[to], found[n] + 1)
    found[len(table.steps)] = max(found.values(), default=0) + 1
    return found


def _rows(table: Table, columns: Mapping[int, int]) -> tuple[dict[int, int], dict[str, int]]:
    """Step's place → its row in its lane; lane → how many rows it has."""
    known = {role.key for role in table.roles}
    taken: dict[tuple[str, int], int] = defaultdict(int)
    rows: dict[int, int] = {}
    for n, step in enumerate(table.steps):
        lane = step.role if step.role in known else ""
        rows[n] = taken[lane, columns[n]]
        taken[lane, columns[n]] += 1
    heights: dict[str, int] = {}
    for (lane, _column), count in taken.items():
        heights[lane] = max(heights.get(lane, 1), count)
    return rows, heights


def _lefts(graph: Graph, columns: Mapping[int, int]) -> dict[int, tuple[int, int]]:
    """Column → left edge of its joining gateways, left edge of its steps."""
    joins = {columns[node.step] for node in graph.nodes if node.id.startswith("join_")}
    splits = {columns[node.step] for node in graph.nodes if node.id.startswith("split_")}
    x = 160 + 2 * _HEAD + _GAP + EVENT[0] + _GAP
    lefts = {}
    for column in range(1, max(columns.values()) + 1):
        step = x + (GATEWAY[0] + _GAP if column in joins else 0)
        lefts[column] = (x, step)
        x = step + TASK[0] + _GAP + (GATEWAY[0] + _GAP if column in splits else 0)
    return lefts


def _box(
    node: Node,
    columns: Mapping[int, int],
    lefts: Mapping[int, tuple[int, int]],
    rows: Mapping[int, int],
    tops: Mapping[str, int],
) -> Box:
    middle = tops[node.lane] + rows.get(node.step, 0) * _ROW + _ROW // 2
    join, step = lefts[columns[node.step]]
    match node.kind:
        case NodeKind.START:
            x, size = join - _GAP - EVENT[0], EVENT
        case NodeKind.END:
            x, size = join, EVENT
        case NodeKind.STEP:
            x, size = step, TASK
        case _:
            x, size = (join if node.id.startswith("join_") else step + TASK[0] + _GAP), GATEWAY
    return Box(x, middle - size[1] // 2, *size)


def _way(edge: Edge, boxes: Mapping[str, Box]) -> list[Point]:
    """Straight where the row is free, else by one corner, else along the gap below the source's row; back to the left likewise."""
    start, end = boxes[edge.source], boxes[edge.target]
    a, b = (start.right, start.middle), (end.x, end.middle)
    others = [box for name, box in boxes.items() if name not in (edge.source, edge.target)]
    if b[0] > a[0]:
        near, far = a[0] + _GAP // 2, b[0] - _GAP // 2
        if a[1] == b[1] and _free(a[1], a[0], b[0], others):
            return [a, b]
        if a[1] != b[1] and _free(b[1], near, b[0], others):
            return [a, (near, a[1]), (near, b[1]), b]
        if a[1] != b[1] and _free(a[1], a[0], far, others):
            return [a, (far, a[1]), (far, b[1]), b]
        gap = _gap_below(start)
        return [a, (near, a[1]), (near, gap), (far, gap), (far, b[1]), b]
    gap = _gap_below(start if start.middle >= end.middle else end)
    out, into = start.x + start.width // 2, end.x + end.width // 2
    return [(out, start.y + start.height), (out, gap), (into, gap), (into, end.y + end.height)]


def _gap_below(box: Box) -> int:
    return box.middle + _ROW // 2 - 10


def _free(y: int, left: int, right: int, boxes: Sequence[Box]) -> bool:
    return not any(box.y < y < box.y + box.height and box.x < right and left < box.right for box in boxes)
