"""Task rows of a table under their groups; continuation rows take from above what they leave open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from motcua.documents.reading.blocks import Text
from motcua.kernel.text import roman_value
from motcua.plans.reader import grids
from motcua.plans.reader.grids import Grid, Row
from motcua.plans.reader.labels import Rank, label_of

_LABEL = re.compile(r"(?P<v>[IVXLC]{1,6}|\d{1,3}(?:\.\d{1,3})*|[a-zđA-ZĐ]|[IVX]+\.\d{1,2}|[A-Z]\d{1,2})\s*[.)]?")
_TOTAL = re.compile(r"\s*(?:tổng (?:cộng|số)|cộng)\b", re.IGNORECASE)
_INHERITED = (
    grids.GOAL,
    grids.LEAD,
    grids.COORDINATORS,
    grids.BOTH,
    grids.DELIVERABLE,
    grids.SCHEDULE,
    grids.BEGIN,
    grids.END,
)


@dataclass(slots=True)
class Group:
    """A group row: "II. Công tác kiểm soát TTHC", with the numbered rows under it."""

    label: str | None
    title: Text
    rank: Rank
    rows: list[TaskRow] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    parent: Group | None = None


@dataclass(slots=True)
class TaskRow:
    """Words by role. `inherited` are the roles taken from the row above; `no` is printed once and holds for rows without one."""

    no: str | None
    own_no: bool
    values: dict[str, Text]
    inherited: set[str]
    group: Group | None
    whole: Text


def task_rows(grid: Grid) -> tuple[list[Group], list[TaskRow]]:
    """Groups as a tree (top ones listed), and all task rows in order."""
    tops: list[Group] = []
    out: list[TaskRow] = []
    group: Group | None = None
    before: TaskRow | None = None
    for index, row in enumerate(grid.rows):
        heading = _group(row, grid.rows[index + 1] if index + 1 < len(grid.rows) else None)
        if heading is not None:
            group = _placed(tops, group, heading)
            before = None
            continue
        if before is not None and _goes_on(grid, row, before):
            for role in row.own:
                before.values[role] = Text.join(
                    [t for t in (before.values.get(role), row.values[role]) if t is not None]
                )
            continue
        if group is not None and grids.NO in row.own:
            group = _left_by(group, _number(row.values.get(grids.NO)))
        task = _task(grid, row, group, before)
        if task is None:
            continue
        out.append(task)
        before = task
        if group is not None:
            group.rows.append(task)
    return tops, out


def _goes_on(grid: Grid, row: Row, before: TaskRow) -> bool:
    """A row that a page break cut in a text file: no number, and words that go on in the middle of the sentence above."""
    if grid.table.exact or grids.NO in row.own or not row.own or not grid.has(grids.NO):
        return False
    role = grids.TASK if grids.TASK in row.own else grids.TOPIC
    above = before.values.get(role)
    if role not in row.own or above is None:
        return False
    return row.values[role].value[:1].islower() and above.value.rstrip()[-1:] not in set(".;:!?")


def _placed(tops: list[Group], current: Group | None, heading: Group) -> Group:
    """Into the tree by rank: Roman above numbers above letters."""
    while current is not None and current.rank >= heading.rank:
        current = current.parent
    heading.parent = current
    (current.groups if current is not None else tops).append(heading)
    return heading


def _left_by(group: Group, no: str | None) -> Group | None:
    """Row 4 after row 3 with its 3.1 and 3.2, or with its dashes, stands beside 3, not under it."""
    below = group.rows[-1].no if group.rows else None
    if no is None or not _LABEL.fullmatch(no) or (below is not None and not _LABEL.fullmatch(below)):
        return group
    here: Group | None = group
    while here is not None and here.label is not None and here.rank >= Rank.NUMBER:
        if _rank(no) > here.rank or (below is not None and _rank(below) <= here.rank):
            break
        here = here.parent
    return here


def _group(row: Row, following: Row | None) -> Group | None:
    if row.lone is not None and row.wide:
        return _titled(row.lone)
    texts = {r: t for r, t in row.values.items() if r in row.own}
    number = texts.pop(grids.NO, None)
    title = next(iter(texts.values()), None)
    if title is None or len(texts) != 1 or not set(texts) <= {grids.TASK, grids.GOAL, grids.TOPIC}:
        return None
    if number is None:
        return _titled(title) if row.bold and label_of(title.value) is not None else None
    match = _LABEL.fullmatch(number.value.strip())
    if match is None or not _is_group_label(match["v"], row, following):
        return None
    return Group(match["v"], title, _rank(match["v"]))


def _titled(text: Text) -> Group:
    label = label_of(text.value)
    if label is None or label.value is None:
        return Group(None, text, Rank.ROMAN)
    return Group(label.value, text[label.end :].strip(), label.rank)


def _rank(label: str) -> Rank:
    if roman_value(label) is not None and label not in {"C", "L"}:
        return Rank.ROMAN
    if label[0].isdigit():
        return (Rank.NUMBER, Rank.NUMBER_2, Rank.NUMBER_3)[min(label.count("."), 2)]
    return Rank.PART if label.isupper() else Rank.LETTER


def _is_group_label(label: str, row: Row, following: Row | None) -> bool:
    """Roman numbers and capitals head groups; a plain number does when the rows below are counted under it, or it stands in bold."""
    if row.spanned & {grids.LEAD, grids.SCHEDULE, grids.COORDINATORS, grids.DELIVERABLE}:
        return False
    if _rank(label) <= Rank.ROMAN:
        return True
    if following is None or following.lone is not None:
        return row.bold
    below = following.values.get(grids.NO)
    if below is None or grids.NO not in following.own:
        return bool(set(following.values) & {grids.LEAD, grids.BOTH, grids.SCHEDULE, grids.DELIVERABLE})
    words = below.value.strip().rstrip(".)")
    deeper = words.startswith(label + ".") or (label[0].isdigit() and words[:1].isalpha()) or words in {"-", "+"}
    return deeper or (row.bold and words == "1" and label != "1")


def _task(grid: Grid, row: Row, group: Group | None, before: TaskRow | None) -> TaskRow | None:
    values = dict(row.values)
    number = values.pop(grids.NO, None) if grids.NO in row.own else None
    values.pop(grids.NO, None)
    no = _number(number)
    values, moved = _goal_as_task(grid, values, row)
    task = values.get(grids.TASK) or values.get(grids.TOPIC)
    if number is None and task is not None and not grid.has(grids.NO):
        no, values = _number_in_words(values, grids.TASK if grids.TASK in values else grids.TOPIC)
        task = values.get(grids.TASK) or values.get(grids.TOPIC)
    continues = no is None and before is not None and grid.has(grids.NO)
    inherited: set[str] = set()
    if continues and before is not None:
        inherited = _inherit(grid, row, values, before, moved=moved)
        no = before.no
    if task is None or not any(c.isalnum() for c in task.value) or _TOTAL.match(task.value):
        return None
    whole = Text.join([t for t in row.values.values() if t.start >= task.start] or [task])
    return TaskRow(no, not continues, values, inherited, group, whole)


def _number(text: Text | None) -> str | None:
    if text is None:
        return None
    words = text.value.strip()
    match = _LABEL.fullmatch(words)
    return match["v"] if match else words.rstrip(".)") or None if words not in {"-", "+", "–", "•", "*"} else None


def _number_in_words(values: dict[str, Text], role: str) -> tuple[str | None, dict[str, Text]]:
    """A table without a column for numbers may carry them in the task: "1. Ban hành kế hoạch"."""
    text = values[role]
    label = label_of(text.value)
    if label is None or label.value is None or label.rank not in {Rank.NUMBER, Rank.NUMBER_2, Rank.NUMBER_3}:
        return None, values
    return label.value, {**values, role: text[label.end :].strip()}


def _goal_as_task(grid: Grid, values: dict[str, Text], row: Row) -> tuple[dict[str, Text], bool]:
    """Words in the goal's column with the task's left open are a merged cell: the task, without a goal."""
    if grids.GOAL in row.own and grids.TASK not in values and grid.has(grids.TASK):
        moved = dict(values)
        moved[grids.TASK] = moved.pop(grids.GOAL)
        return moved, True
    if grids.GOAL in values and grids.TASK in values and values[grids.GOAL] is values[grids.TASK]:
        return {r: t for r, t in values.items() if r != grids.GOAL}, True
    same = grids.GOAL in values and grids.TASK in values and values[grids.GOAL].start == values[grids.TASK].start
    return ({r: t for r, t in values.items() if r != grids.GOAL}, True) if same else (values, False)


def _inherit(grid: Grid, row: Row, values: dict[str, Text], before: TaskRow, *, moved: bool) -> set[str]:
    """An empty cell of a row without a number is a merged cell, unless the file says that it is a cell of its own beside a merged number."""
    truly_empty = grid.table.exact and grids.NO in row.spanned
    taken = set()
    for role in _INHERITED:
        if role in values or role not in before.values or (role == grids.GOAL and moved):
            continue
        if truly_empty and role not in row.spanned:
            continue
        values[role] = before.values[role]
        taken.add(role)
    return taken


def walk(groups: list[Group]) -> Iterator[Group]:
    for group in groups:
        yield group
        yield from walk(group.groups)
