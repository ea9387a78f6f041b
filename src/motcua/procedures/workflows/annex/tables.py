"""Walks an annex: headings, tables, tables that go on, sums."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from motcua.documents.reading.blocks import Cell, Document, Paragraph
from motcua.documents.reading.blocks import Table as Grid
from motcua.kernel.text import fold, nfc
from motcua.kernel.workdays import Unit
from motcua.procedures.workflows.annex.columns import (
    Column,
    columns_of,
    heading_rows,
    headings,
    is_numbering,
    plain,
)
from motcua.procedures.workflows.annex.found import Doubt, Found
from motcua.procedures.workflows.parts import Role, Step, Table, Time, in_sequence
from motcua.procedures.workflows.roles import RoleKind, key_for, recognised
from motcua.procedures.workflows.wording import read_time, unit_at_head

_CODED = re.compile(
    r"[(\[]?\s*(?:mã(?: số)?(?: tthc| thủ tục)?\s*:?\s*)?[1-9]\.\d{6}[\d.]*(?:H\d\d)?\s*[)\]]?", re.IGNORECASE
)
"""A code with what stands around it, to be taken out of a name."""
_CODE = re.compile(r"(?<![\d.])[1-9]\.\d{6}(?!\d)")
_NUMBERING = r"^\W*(?:(?:[IVX]+|\d+|[a-zA-Z])[.)/:]\s*)*"
_NAME = re.compile(
    _NUMBERING + r"(?:quy trình(?: nội bộ)?(?: số)?\s*\d*\s*[:.-]?\s*)?"
    r"(?:tên )?thủ tục(?: hành chính)?\s*\d*\s*[:.-]?\s*(?P<name>.+)$",
    re.IGNORECASE,
)
_QUOTED_NAME = re.compile(r"thủ tục[^“\"]{0,40}[“\"](?P<name>[^”\"]+)", re.IGNORECASE)
_WORKFLOW_NAME = re.compile(_NUMBERING + r"quy trình(?: nội bộ)?(?: số)?\s*\d*\s*[:.-]\s*(?P<name>.+)$", re.IGNORECASE)
_NUMBERED_NAME = re.compile(r"^\W*(?:(?:[IVX]+|\d+)[.)]\s*)+(?P<name>.+)$")
_LIMIT = re.compile(
    r"(?:tổng )?thời (?:hạn|gian)(?: giải quyết| thực hiện)?[^:]{0,40}:\s*(?P<words>[^.;(]+)", re.IGNORECASE
)
_SUM = re.compile(r"tong\b|cong\b|tong cong|tong so|tong thoi gian")
_STEP = re.compile(
    r"^\s*(?:bước|b)\s*(?P<key>\d{1,2}(?:[.]\d{1,2})*[a-zđ]?)\s*[:.)-]*\s*(?P<rest>.*)$", re.IGNORECASE | re.DOTALL
)
_KEY = re.compile(r"(?:bước|b)?\s*(?P<key>\d{1,2}(?:[.]\d{1,2})*[a-zđ]?)\s*[:.)-]*", re.IGNORECASE)
_BRANCH = re.compile(
    r"\b(?:truong hop|neu)\b.*\bbuoc \d|\b(?:quay lai|tra lai|chuyen (?:den|sang|toi|tiep)) buoc \d|\bsong song\b|\bdong thoi\b"
    r"|\bcung luc\b|\bcho moi nhanh\b|: (?:buoc \d|ket thuc)"
    r"|\bneu\b.{0,200}?\b(?:thi|tra|chuyen|tu choi|bo sung)\b"
    r"|\btruong hop\b.{0,200}?\b(?:thi|tra|chuyen|tu choi|bo sung|thieu|chua|khong)\b"
)
"""What may lead elsewhere than to the row below: only a person can say whether it does, and where to."""


@dataclass(slots=True)
class _Reading:
    """A workflow while its rows come in."""

    heading: tuple[str, ...]
    columns: dict[Column, int]
    width: int
    headed: Unit | None
    rows: list[tuple[str, ...]] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    total: Time | None = None
    names: tuple[str, ...] = ()
    """The headings of the columns."""
    timed: int | None = None
    """The index of the time cell last taken: a merged one stands for several rows."""


def read_annex(document: Document, kinds: Sequence[RoleKind]) -> tuple[Found, ...]:
    """The workflows in order. A table under the same headings with no words before it goes on with the one above."""
    found: list[_Reading] = []
    words: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            if text := block.text.value.strip():
                words.append(text)
            continue
        begun = _begin(block, tuple(words))
        if begun is not None and found and not words and begun.columns == found[-1].columns:
            _take(found, block, heading_rows(block), kinds)
        elif begun is not None:
            found.append(begun)
            _take(found, block, heading_rows(block), kinds)
        elif found and not words and block.columns == found[-1].width:
            _take(found, block, 0, kinds)
        words = []
    return tuple(_finished(one) for one in found if one.steps)


def with_days_as(table: Table, unit: Unit) -> Table:
    """The table with the plain word "ngày" meant as `unit` (a person says which)."""

    def meant(time: Time | None) -> Time | None:
        return Time(time.value, unit) if time is not None and time.unit is Unit.DAY else time

    steps = tuple(dataclasses.replace(step, time=meant(step.time)) for step in table.steps)
    return dataclasses.replace(table, steps=steps, total=meant(table.total))


def days_are_working(found: Found) -> bool:
    """Whether the paper itself suggests that "ngày" is "ngày làm việc": it says so elsewhere, or counts other steps in hours."""
    said = fold(" ".join((found.heading, *(cell for row in found.rows for cell in row))))
    return "ngay lam viec" in said or any(s.time is not None and s.time.unit is Unit.HOUR for s in found.table.steps)


def _begin(grid: Grid, words: tuple[str, ...]) -> _Reading | None:
    rows = grid.grid()
    names = headings(rows, heading_rows(grid))
    columns = columns_of(names)
    if columns is None:
        return None
    headed = unit_at_head(names[columns[Column.TIME]]) if Column.TIME in columns else None
    return _Reading(words, columns, grid.columns, headed, rows=[tuple(names)], names=tuple(names))


def _again(reading: _Reading, heading: tuple[str, ...]) -> _Reading:
    """Another procedure under the same headings."""
    return _Reading(heading, reading.columns, reading.width, reading.headed, rows=[reading.names], names=reading.names)


def _take(found: list[_Reading], table: Grid, skip: int, kinds: Sequence[RoleKind]) -> None:
    """Read the rows of a table into the last workflow; a row or a cell that names another procedure begins another one."""
    named: Cell | None = None
    for row in table.grid()[skip:]:
        cells = tuple(_said(cell) for cell in row)
        if not any(cells) or is_numbering(cells):
            continue
        reading = found[-1]
        alone = len({id(cell) for cell in row if cell is not None}) == 1 and len(row) > 1
        place = reading.columns.get(Column.PROCEDURE)
        if alone and _names_procedure(cells[0]):
            reading = _next(found, (cells[0],))
        elif place is not None and row[place] is not None and row[place] is not named and cells[place] and not alone:
            named = row[place]
            if not _is_sum(cells):
                reading = _next(found, (cells[place],))
        reading.rows.append(cells)
        if _is_sum(cells):
            _sum(reading, cells)
        elif alone:
            if not _names_procedure(cells[0]):
                reading.unread.append(cells[0])
                reading.doubts.append(Doubt("section", cells[0]))
        else:
            _row(reading, row, kinds)


def _next(found: list[_Reading], heading: tuple[str, ...]) -> _Reading:
    """The workflow that a name in the table begins: the last one where it has no step yet."""
    last = found[-1]
    if last.steps:
        found.append(_again(last, heading))
    else:
        last.heading = (*last.heading, *heading)
    return found[-1]


def _names_procedure(words: str) -> bool:
    return bool(_CODE.search(words) or _NAME.match(nfc(words)))


def _row(reading: _Reading, row: Sequence[Cell | None], kinds: Sequence[RoleKind]) -> None:
    def said(column: Column) -> str:
        return _said(row[reading.columns[column]]) if column in reading.columns else ""

    title, key = said(Column.TITLE), _key(said(Column.KEY))
    if numbered := _STEP.match(title):
        key, title = numbered["key"].lower(), numbered["rest"].strip() or title
    if not title:
        reading.unread.append(" | ".join(cell for cell in map(_said, row) if cell))
        return
    key = _free_key(reading, key)
    time, words = _time(reading, row, key)
    beside = tuple(_beside(reading, row))
    leading = [
        part for part in (title, said(Column.NOTE), said(Column.OUTPUT), *beside) if _BRANCH.search(fold(part).lower())
    ]
    if leading:
        reading.doubts.append(Doubt("branch", leading[0], key))
    reading.steps.append(
        Step(
            key=key,
            title=title,
            role=_role(reading, said(Column.ROLE), said(Column.PLACE), key, kinds),
            time=time,
            words=words,
            output=said(Column.OUTPUT),
            note="\n".join(part for part in (said(Column.NOTE), *beside) if part),
        )
    )


def _beside(reading: _Reading, row: Sequence[Cell | None]) -> Iterator[str]:
    """Words of columns that the table has no place for, each after its heading."""
    known = {row[place] for place in reading.columns.values() if place < len(row)}
    for name, cell in zip(reading.names, row, strict=False):
        if cell is not None and cell not in known and (words := _said(cell)):
            known.add(cell)
            yield f"{name}: {words}" if name else words


def _time(reading: _Reading, row: Sequence[Cell | None], key: str) -> tuple[Time | None, str]:
    cell = row[reading.columns[Column.TIME]] if Column.TIME in reading.columns else None
    words = _said(cell)
    if cell is not None and cell.row_span > 1 and words:
        if reading.timed == cell.index:
            return None, ""
        reading.doubts.append(Doubt("shared_time", words, key))
    reading.timed = cell.index if cell is not None else None
    if not words:
        reading.doubts.append(Doubt("no_time", step=key))
        return None, ""
    time = read_time(words, reading.headed)
    if time is None:
        reading.doubts.append(Doubt("time", words, key))
        return None, words
    return time, ""


def _role(reading: _Reading, person: str, place: str, key: str, kinds: Sequence[RoleKind]) -> str:
    name = ", ".join(dict.fromkeys(part for part in (person, place) if part))
    if not name:
        reading.doubts.append(Doubt("no_role", step=key))
        return ""
    same = next((role for role in reading.roles if plain(role.name) == plain(name)), None)
    if same is None:
        kind = recognised(person or place, kinds) or recognised(place, kinds)
        same = Role(key_for(name, [role.key for role in reading.roles]), name, kind)
        reading.roles.append(same)
        if not kind:
            reading.doubts.append(Doubt("role", name, key))
    return same.key


def _key(words: str) -> str:
    found = _KEY.fullmatch(words.strip())
    return found["key"].lower() if found else ""


def _free_key(reading: _Reading, key: str) -> str:
    """The printed number; a number of our own where there is none, or where it stands already."""
    taken = {step.key for step in reading.steps}
    if key and key not in taken:
        return key
    if not key:
        return next(str(n) for n in range(len(taken) + 1, 2 * len(taken) + 2) if str(n) not in taken)
    reading.doubts.append(Doubt("numbers", key, key))
    return next(f"{key}.{n}" for n in range(2, len(taken) + 3) if f"{key}.{n}" not in taken)


def _is_sum(cells: Sequence[str]) -> bool:
    first = next((cell for cell in cells if cell), "")
    return _SUM.match(plain(first)) is not None and len({c for c in cells if c}) <= 3


def _sum(reading: _Reading, cells: Sequence[str]) -> None:
    place = reading.columns.get(Column.TIME)
    candidates = [cells[place]] if place is not None and place < len(cells) else []
    candidates += [cell.rpartition(":")[2] for cell in cells]
    times = [time for words in candidates if (time := read_time(words, reading.headed)) is not None]
    if times:
        reading.total = times[0]
    else:
        reading.unread.append(" | ".join(dict.fromkeys(cell for cell in cells if cell)))
        reading.doubts.append(Doubt("total", " ".join(dict.fromkeys(cells))))


def _finished(reading: _Reading) -> Found:
    limit = next((time for line in reading.heading for time in _limits(line)), None)
    table = Table(tuple(reading.steps), tuple(reading.roles), reading.total or limit, unread=tuple(reading.unread))
    heading = "\n".join(reading.heading[-8:])
    codes = list(dict.fromkeys(_CODE.findall(heading)))
    doubts = list(reading.doubts)
    if limit and reading.total and limit.unit is reading.total.unit and limit.value != reading.total.value:
        doubts.append(Doubt("totals"))
    if len(codes) != 1:
        doubts.insert(0, Doubt("codes" if codes else "no_code", ", ".join(codes)))
    if any(step.time is not None and step.time.unit is Unit.DAY for step in table.steps):
        doubts.append(Doubt("days"))
    return Found(
        heading=heading,
        code=codes[0] if codes else "",
        name=_name(reading.heading),
        table=in_sequence(table),
        limit=limit,
        rows=tuple(reading.rows),
        doubts=tuple(doubts),
    )


def _limits(line: str) -> Iterator[Time]:
    for found in _LIMIT.finditer(nfc(line)):
        words = re.split(r",| kể từ| tính từ| sau khi", found["words"])[0]
        if (time := read_time(words)) is not None:
            yield time


def _name(lines: Sequence[str]) -> str:
    """The procedure's name as the heading says it: after "Thủ tục", else the numbered line, else the last one."""
    for pattern in (_QUOTED_NAME, _NAME, _WORKFLOW_NAME, _NUMBERED_NAME):
        for line in reversed(lines):
            found = pattern.search(nfc(line)) if pattern is _QUOTED_NAME else pattern.match(nfc(line))
            if found and (pattern is _QUOTED_NAME or "quy trình nội bộ giải quyết" not in line.lower()):
                return _CODED.sub("", found["name"]).strip(' “”"().:;-–')
    rest = [line for line in lines if not _LIMIT.search(line)]
    return _CODED.sub("", rest[-1]).strip(' “”"().:;-–') if rest else ""


def _said(cell: Cell | None) -> str:
    return " ".join(nfc(cell.text.value).split()) if cell is not None else ""
