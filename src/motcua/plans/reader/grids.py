"""Tables as rows with named columns: which column holds the task, the lead, the deliverable, whatever their order and wording."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from motcua.documents.reading.blocks import Cell, Table, Text
from motcua.kernel.text import fold
from motcua.plans.reader.schedules import parse_schedule

NO = "no"
GOAL, TASK, LEAD, COORDINATORS, BOTH, DELIVERABLE, SCHEDULE, BEGIN, END = (
    "goal", "task", "lead", "coordinators", "lead_and_coordinators", "deliverable", "schedule", "begin", "end",
)  # fmt: skip
TOPIC, CHANNEL, AUDIENCE, UNIT, VALUE, MARK, OTHER = "topic", "channel", "audience", "unit", "value", "mark", "other"

_ROLES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (role, re.compile(pattern))
    for role, pattern in (
        (NO, r"^(?:s ?t ?t|t ?t|so tt|so thu tu|thu tu|#)$"),
        (UNIT, r"^(?:don vi tinh|dvt|dv tinh|don vi do)$"),
        (OTHER, r"^(?:ghi chu|kinh phi.*|du toan.*|nguon (?:kinh phi|von|luc).*|dia diem.*|so luong.*|can cu.*|ly do.*|linh vuc(?!.*(?:tieu chi|noi dung|nhiem vu)).*|ma (?:so|tthc|thu tuc).*|luy ke.*|diem.*|ty trong.*|tinh trang.*|.*\bduoc (?:kiem tra|khao sat|danh gia|thanh tra|doi thoai))$"),
        (BEGIN, r"\bbat dau\b"),
        (END, r"\bket thuc\b"),
        (SCHEDULE, r"\bthoi gian\b|\bthoi han\b|\btien do\b|\bthoi diem\b|\bhan hoan thanh\b|\bhoan thanh\b|\blo trinh\b|\bhan\b"),
        (BOTH, r"chu tri.*phoi hop|phoi hop.*chu tri"),
        (COORDINATORS, r"phoi hop|lien quan$"),
        (LEAD, (r"chu tri|dau moi|phu trach|phan cong|trach nhiem|(?:don vi|co quan|bo phan|phong|nguoi|can bo|cong chuc|to chuc|chu the|dia phuong).*(?:thuc hien|tham muu|trien khai)"
               r"|^(?:don vi|co quan|bo phan|phong|don vi, ca nhan|co quan, don vi|co quan/don vi)$")),
        (TOPIC, r"noi dung (?:thong tin,? |can )?(?:tuyen truyen|truyen thong)"),
        (CHANNEL, r"hinh thuc|kenh|phuong thuc|cach thuc"),
        (AUDIENCE, r"^doi tuong"),
        (DELIVERABLE, r"ket qua|san pham|dau ra|minh chung|ho so (?:chung minh|kiem chung)"),
        (GOAL, r"muc tieu|chi tieu|muc dich|yeu cau"),
        (TASK, r"nhiem vu|noi dung|cong viec|hoat dong|giai phap|dau viec|viec can lam|chu de|ten (?:tthc|thu tuc)|thu tuc hanh chinh|tieu chi"),
    )
)  # fmt: skip
_SUBTITLE_ROLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (LEAD, re.compile(r"^(?:chu tri|chinh)$")),
    (COORDINATORS, re.compile(r"^phoi hop$")),
)
_COLUMN_NUMBER = re.compile(r"\(?\s*(?:\d{1,2}|[A-Za-z])\s*\)?(?:\s*=.*)?")
_SPECIFIC = re.compile(r"cong viec|hoat dong|cu the|chi tiet|nhiem vu|viec can lam")
_LONG = 90


@dataclass(slots=True)
class Row:
    """A row under the header: words by role. `own` are the roles whose cell begins in this row (not one reaching down from above)."""

    values: dict[str, Text]
    own: set[str]
    spanned: set[str]
    lone: Text | None
    wide: bool
    index: int
    bold: bool = False

    @property
    def empty(self) -> bool:
        return self.lone is None and not self.values


@dataclass(slots=True)
class Grid:
    """A table with the roles of its columns."""

    table: Table
    roles: dict[int, str]
    marks: dict[int, str]
    rows: list[Row] = field(default_factory=list)

    def has(self, *roles: str) -> bool:
        return any(role in self.roles.values() for role in roles)

    @property
    def is_task_table(self) -> bool:
        about = self.has(TASK, GOAL, TOPIC)
        return about and (
            self.has(LEAD, BOTH)
            or self.has(SCHEDULE, BEGIN, END, MARK)
            or (self.has(DELIVERABLE) and self.has(COORDINATORS))
        )

    @property
    def is_outreach(self) -> bool:
        return self.has(TOPIC) and self.has(CHANNEL)

    def tells_topics(self) -> None:
        """In a plan of communication the work beside a column of channels is what is made known."""
        if self.has(CHANNEL) and self.has(TASK) and not self.has(TOPIC):
            self.roles = {c: TOPIC if r == TASK else r for c, r in self.roles.items()}
            for row in self.rows:
                row.values = {TOPIC if r == TASK else r: t for r, t in row.values.items()}
                row.own = {TOPIC if r == TASK else r for r in row.own}


def read_grid(table: Table, before: Grid | None = None) -> Grid | None:
    """The table with its columns named; None where no header tells them. A headless table may go on with the one before it."""
    grid = table.grid()
    top = _opened(grid)
    start, end = _header_rows(top)
    if start is None:
        if before is not None and before.table.columns == table.columns:
            return _filled(Grid(table, before.roles, before.marks), grid, 0, set())
        return None
    roles = _roles(top, start, end, table.columns)
    repeated = {_row_words(grid[r]) for r in range(start, end)}
    marks = {c: _below(top, start, end, c) or _words(top, start, c) for c, role in roles.items() if role == MARK}
    return _filled(Grid(table, roles, marks), grid, end, repeated)


_DEEPEST = 8
"""Rows among which a header is looked for, with those that name its parts."""


def _opened(grid: Sequence[Sequence[Cell | None]]) -> list[Sequence[Cell | None]]:
    """The grid with the empty cells of its top rows left open, as in text: files made by converters do not merge their headers."""
    top = [[c if c is not None and c.text.value.strip() else None for c in row] for row in grid[:_DEEPEST]]
    return [*top, *grid[_DEEPEST:]]


def _header_rows(grid: Sequence[Sequence[Cell | None]]) -> tuple[int | None, int]:
    """First header row and the row behind the last: where two columns or more bear known names."""
    for start in range(min(4, len(grid))):
        names = _distinct(grid[start])
        if any(len(c.text) > _LONG for c in names):
            continue
        known = {r for c in names if (r := role_of(fold(c.text.value)))}
        if len(known - {OTHER}) >= 2 or (len(known) >= 2 and NO in known):
            end = start + 1
            while end < len(grid) and end < start + 3 and _is_subheader(grid, end):
                end += 1
            while end < len(grid) and _is_column_numbers(grid[end]):
                end += 1
            return start, end
    return None, 0


def _distinct(row: Sequence[Cell | None]) -> list[Cell]:
    out: list[Cell] = []
    for cell in row:
        if cell is not None and cell.text.value.strip() and not any(cell is c for c in out):
            out.append(cell)
    return out


def _is_subheader(grid: Sequence[Sequence[Cell | None]], row: int) -> bool:
    """A further header row: it names the parts of a column that the row above spans."""
    above, own = grid[row - 1], [c for c in _distinct(grid[row]) if c.row == row]
    if not own or any(len(c.text) > 60 for c in own):
        return False
    first = grid[row][0]
    if first is not None and first.row == row and first.text.value.strip() and role_of(fold(first.text.value)) is None:
        return False
    if _is_column_numbers(grid[row]):
        return False
    for cell in own:
        over = above[cell.column] if cell.column < len(above) else None
        if (
            over is not None
            and over.row < row
            and over.column_span == 1
            and not (over.column == cell.column and _names_parts(above, cell))
        ):
            return False
    return any(_shared(above, cell) for cell in own)


def _shared(above: Sequence[Cell | None], cell: Cell) -> bool:
    """Whether the name above a cell is shared with other columns (spanned, or in text left open)."""
    over = above[cell.column] if cell.column < len(above) else None
    return over is None or over.column_span > 1 or _names_parts(above, cell)


def _names_parts(above: Sequence[Cell | None], cell: Cell) -> bool:
    """In text a spanning header fills only its first column: the next one is open."""
    following = cell.column + 1
    return following < len(above) and above[following] is None


def _is_column_numbers(row: Sequence[Cell | None]) -> bool:
    """ "(1) (2) (3)" under the header."""
    cells = _distinct(row)
    if len(cells) < 3 or not all(_COLUMN_NUMBER.fullmatch(c.text.value.strip()) for c in cells):
        return False
    digits = [int(d) for c in cells if (d := re.sub(r"\D", "", c.text.value.split("=")[0]))]
    return len(digits) >= 2 and all(b == a + 1 for a, b in pairwise(digits))


def _header(grid: Sequence[Sequence[Cell | None]], start: int, end: int, column: int) -> str:
    return " ".join(dict.fromkeys(t for r in range(start, end) if (t := _words(grid, r, column))))


def _words(grid: Sequence[Sequence[Cell | None]], row: int, column: int) -> str:
    """Words of a header cell; in text an open cell belongs to the name on its left if a row below names its part."""
    cell = grid[row][column] if column < len(grid[row]) else None
    return cell.text.value.strip() if cell is not None else ""


def _roles(grid: Sequence[Sequence[Cell | None]], start: int, end: int, columns: int) -> dict[int, str]:
    roles: dict[int, str] = {}
    carried = ""
    for column in range(columns):
        top = _words(grid, start, column)
        below = _below(grid, start, end, column)
        carried = top or (carried if below else "")
        role = _column_role(carried, below)
        if role:
            roles[column] = role
    return _settled(roles, grid, start, end)


def _below(grid: Sequence[Sequence[Cell | None]], start: int, end: int, column: int) -> str:
    """The lowest name of a column under a name that it shares with others."""
    top = _words(grid, start, column)
    names = [
        w
        for r in range(start + 1, end)
        if (w := _words(grid, r, column)) and w != top and not _COLUMN_NUMBER.fullmatch(w)
    ]
    return names[-1] if names else ""


def _column_role(top: str, below: str) -> str | None:
    folded_top, folded = fold(top), fold(below)
    if not below:
        return role_of(folded_top) or (MARK if _is_time(top) else None)
    for role, pattern in _SUBTITLE_ROLES:
        if pattern.search(folded):
            return role
    if role_of(folded_top) == SCHEDULE:
        if _is_time(below):
            return MARK
        return END if re.search(r"hoan thanh|ket thuc", folded) else role_of(folded) or SCHEDULE
    return role_of(folded) or role_of(f"{folded_top} {folded}")


def _is_time(name: str) -> bool:
    """Whether a column is called by a quarter or a month: what is to be done then is marked in it."""
    return len(name) <= 20 and parse_schedule(name, None).kind in {"quarter", "months"}


def role_of(folded: str) -> str | None:
    folded = re.sub(r"\s+", " ", folded).strip(" .:*()")
    return next((role for role, pattern in _ROLES if pattern.search(folded)), None) if folded else None


def _settled(roles: dict[int, str], grid: Sequence[Sequence[Cell | None]], start: int, end: int) -> dict[int, str]:
    """One column a role: of several that could be the task the most specific, the ones before it tell the goal; a nameless wide one is the task."""
    names = {c: fold(_header(grid, start, end, c)) for c in roles}
    tasks = [c for c, r in roles.items() if r == TASK]
    if len(tasks) > 1:
        best = max(tasks, key=lambda c: (bool(_SPECIFIC.search(names[c])), c))
        for column in tasks:
            if column != best:
                roles[column] = GOAL if column < best and GOAL not in roles.values() else OTHER
    if not tasks and TOPIC in roles.values() and (LEAD in roles.values() or BOTH in roles.values()):
        pass  # a table of outreach work: the topic is what is to be done
    for role in (NO, GOAL, LEAD, COORDINATORS, DELIVERABLE, TOPIC, CHANNEL, AUDIENCE):
        several = [c for c, r in roles.items() if r == role]
        for column in several[1:]:
            roles[column] = OTHER
    schedules = [c for c, r in roles.items() if r == SCHEDULE]
    if BEGIN in roles.values() and schedules:
        roles[schedules[-1]] = END
    for column in schedules[1:] if BEGIN not in roles.values() else []:
        roles[column] = OTHER
    if TASK not in roles.values() and TOPIC not in roles.values():
        _name_task(roles, grid, end)
    return roles


def _name_task(roles: dict[int, str], grid: Sequence[Sequence[Cell | None]], end: int) -> None:
    """The column of the longest words among those without a name; else the goal's own column is the task."""
    columns = len(grid[0]) if grid else 0
    sizes = {
        c: sum(len(cell.text) for r in grid[end:] if (cell := r[c]) is not None)
        for c in range(columns)
        if c not in roles
    }
    widest = max(sizes, key=lambda c: sizes[c], default=None)
    if widest is not None and sizes[widest] > 12 * max(1, len(grid) - end):
        roles[widest] = TASK
    elif GOAL in roles.values():
        roles[next(c for c, r in roles.items() if r == GOAL)] = TASK


def _row_words(row: Sequence[Cell | None]) -> str:
    return "|".join(re.sub(r"\W", "", fold(c.text.value)) for c in _distinct(row))


def _filled(out: Grid, grid: Sequence[Sequence[Cell | None]], start: int, repeated: set[str]) -> Grid:
    for index in range(start, len(grid)):
        if _row_words(grid[index]) in repeated or _is_column_numbers(grid[index]):
            continue
        row = _row(out, grid[index], index)
        if not row.empty:
            out.rows.append(row)
    return out


def _row(grid: Grid, cells: Sequence[Cell | None], index: int) -> Row:
    own = [c for c in _distinct(cells) if c.row == index]
    values: dict[str, Text] = {}
    fresh: set[str] = set()
    spanned: set[str] = set()
    marked: list[Text] = []
    for column, role in grid.roles.items():
        cell = cells[column] if column < len(cells) else None
        if cell is None:
            continue
        if cell.row < index:
            spanned.add(role)
        if not cell.text.value.strip():
            continue
        if role == MARK:
            marked.append(_named_by(grid.marks[column], cell.text))
            continue
        if role == OTHER or (
            cell.column != column and cell.column in grid.roles and not _task_reached(grid, cell, column)
        ):
            continue
        values.setdefault(role, cell.text)
        if cell.row == index:
            fresh.add(role)
    if marked:
        values[SCHEDULE] = Text.join(marked, ", ")
        fresh.add(SCHEDULE)
    lone, wide = _lone(grid, own)
    return Row(values, fresh, spanned, lone, wide, index, bold=bool(own) and all(c.bold for c in own))


def _named_by(name: str, mark: Text) -> Text:
    """The column's name in place of the mark in it ("x" under "Quý II")."""
    return Text(name, array("I", [mark.start] * len(name) + [mark.end]))


def _task_reached(grid: Grid, cell: Cell, column: int) -> bool:
    """A cell over the columns of goal and task holds the task."""
    return grid.roles[column] == TASK and grid.roles.get(cell.column) in {GOAL, OTHER, None}


def _lone(grid: Grid, own: Sequence[Cell]) -> tuple[Text | None, bool]:
    """The words of a row that has only one cell with words, and whether that cell spans the table."""
    if len(own) != 1:
        return None, False
    cell = own[0]
    wide = cell.column_span >= max(2, grid.table.columns - 1)
    return cell.text, wide
