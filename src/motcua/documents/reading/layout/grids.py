"""Ruled lines into tables: the grid they draw, and the cells in it, merged ones included."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from dataclasses import dataclass, field

from motcua.documents.reading.layout.pages import Page, Rule

_NEAR = 3.0  # rules closer than this are one, or touch
_SHORTEST = 8.0
_COVERED = 0.6
_MOST_CROSSINGS = 4_000_000  # no table of a printed page: a drawing


@dataclass(slots=True)
class GridCell:
    """One cell in grid coordinates; `row_span` × `column_span` elementary fields without a rule between them."""

    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(slots=True)
class Grid:
    """A ruled table on one page. `xs` and `ys` are the lines of the grid; cell (r, c) lies between ys[r], ys[r+1] and xs[c], xs[c+1]."""

    xs: list[float]
    ys: list[float]
    cells: list[GridCell]
    at: dict[tuple[int, int], int] = field(default_factory=dict)  # elementary field → index in `cells`

    @property
    def top(self) -> float:
        return self.ys[0]

    @property
    def bottom(self) -> float:
        return self.ys[-1]

    def cell_at(self, x: float, y: float) -> int | None:
        """Index of the cell that holds a point, None outside."""
        column, row = bisect_right(self.xs, x) - 1, bisect_right(self.ys, y) - 1
        return self.at.get((row, column))

    def box(self, cell: GridCell) -> tuple[float, float, float, float]:
        return (
            self.xs[cell.column],
            self.ys[cell.row],
            self.xs[cell.column + cell.column_span],
            self.ys[cell.row + cell.row_span],
        )


def grids_of(page: Page) -> list[Grid]:
    """The tables that the page's rules draw, top to bottom. Frames with one field and underlines are none."""
    across = merged(page.across)
    down = merged(page.down)
    if len(across) * len(down) > _MOST_CROSSINGS:
        return []
    grids = []
    for horizontal, vertical in _connected(across, down):
        grid = _grid(horizontal, vertical)
        if grid is not None:
            grids.append(grid)
    return sorted(grids, key=lambda grid: (grid.top, grid.xs[0]))


def merged(rules: list[Rule]) -> list[Rule]:
    """Rules on the same line that touch or overlap made one; dots and short strokes left over are dropped."""
    out: list[Rule] = []
    for level in _levels(rules):
        run: Rule | None = None
        for rule in sorted(level, key=lambda rule: rule.start):
            if run is not None and rule.start <= run.end + _NEAR:
                run.end = max(run.end, rule.end)
                continue
            run = Rule(rule.at, rule.start, rule.end)
            out.append(run)
    return [rule for rule in out if rule.end - rule.start >= _SHORTEST]


def _levels(rules: list[Rule]) -> list[list[Rule]]:
    """Rules grouped by where they lie, neighbours within tolerance together."""
    levels: list[list[Rule]] = []
    last = float("-inf")
    for rule in sorted(rules, key=lambda rule: rule.at):
        if rule.at - last > 0.75 * _NEAR:
            levels.append([])
        levels[-1].append(rule)
        last = rule.at
    return levels


def _connected(across: list[Rule], down: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Groups of rules that cross or touch one another."""
    parent = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, h in enumerate(across):
        for j, v in enumerate(down, len(across)):
            touches = h.start - _NEAR <= v.at <= h.end + _NEAR and v.start - _NEAR <= h.at <= v.end + _NEAR
            if touches:
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate([*across, *down]):
        groups.setdefault(root(i), ([], []))[0 if i < len(across) else 1].append(rule)
    return list(groups.values())


def _places(values: list[float]) -> list[float]:
    """Distinct places, those within tolerance made one."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= _NEAR:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def _grid(across: list[Rule], down: list[Rule]) -> Grid | None:
    if len(across) < 2 or len(down) < 1:
        return None
    xs = _places([rule.at for rule in down])
    ys = _places([rule.at for rule in across])
    left, right = min(rule.start for rule in across), max(rule.end for rule in across)
    top, bottom = min(rule.start for rule in down), max(rule.end for rule in down)
    # tables open at a side: the rules across reach further than the outermost rule down
    xs = ([left] if xs[0] - left > 2 * _SHORTEST else []) + xs + ([right] if right - xs[-1] > 2 * _SHORTEST else [])
    ys = ([top] if ys[0] - top > 2 * _SHORTEST else []) + ys + ([bottom] if bottom - ys[-1] > 2 * _SHORTEST else [])
    if len(xs) < 2 or len(ys) < 2:
        return None
    cells = _cells(xs, ys, across, down)
    if len(cells) < 2:
        return None
    at = {
        (row, column): index
        for index, cell in enumerate(cells)
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }
    return Grid(xs, ys, cells, at)


@dataclass(frozen=True, slots=True)
class _Walls:
    """Which sides of the elementary fields are ruled: `down[x line][row]`, `across[y line][column]`. The outermost count as ruled."""

    down: list[list[bool]]
    across: list[list[bool]]

    @property
    def rows(self) -> int:
        return len(self.across) - 1

    @property
    def columns(self) -> int:
        return len(self.down) - 1

    def divides(self, line: int, row: int) -> bool:
        return line in {0, self.columns} or self.down[line][row]

    def goes_on(self, row: int, column: int, width: int) -> bool:
        """Whether a cell of this width reaches into this row: nothing divides it from above, nor is it divided there."""
        if any(self.across[row][c] for c in range(column, column + width)):
            return False
        if any(self.down[c][row] for c in range(column + 1, column + width)):
            return False
        return self.divides(column, row) and self.divides(column + width, row)


def _cells(xs: list[float], ys: list[float], across: list[Rule], down: list[Rule]) -> list[GridCell]:
    """Elementary fields joined to rectangles where no rule divides them."""
    walls = _Walls([_walls(x, down, ys) for x in xs], [_walls(y, across, xs) for y in ys])
    taken: set[tuple[int, int]] = set()
    cells: list[GridCell] = []
    for row in range(walls.rows):
        for column in range(walls.columns):
            if (row, column) in taken:
                continue
            width = 1
            while not walls.divides(column + width, row) and (row, column + width) not in taken:
                width += 1
            height = 1
            while row + height < walls.rows and walls.goes_on(row + height, column, width):
                height += 1
            cells.append(GridCell(row, column, height, width))
            taken |= {(r, c) for r in range(row, row + height) for c in range(column, column + width)}
    return cells


def _walls(at: float, rules: list[Rule], places: list[float]) -> list[bool]:
    """For each field along this grid line: whether rules cover most of its side."""
    near = [rule for rule in rules if abs(rule.at - at) <= _NEAR + 1]
    out = []
    for start, end in itertools.pairwise(places):
        covered = sum(max(0.0, min(end, rule.end) - max(start, rule.start)) for rule in near)
        out.append(covered >= _COVERED * (end - start))
    return out
