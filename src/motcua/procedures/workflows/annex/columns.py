"""Which column of a table says what, by its heading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from motcua.documents.reading.blocks import Cell, Table
from motcua.kernel.text import fold


class Column(StrEnum):
    PROCEDURE = "procedure"
    KEY = "key"
    TITLE = "title"
    ROLE = "role"
    PLACE = "place"
    TIME = "time"
    OUTPUT = "output"
    NOTE = "note"


_HEADINGS = (
    (Column.PROCEDURE, r"(?:ten |ma )?(?:so )?(?:thu tuc|tthc)\b"),
    (Column.TIME, r"(?:tong )?thoi (?:gian|han|luong)|so (?:gio|ngay)\b"),
    (Column.OUTPUT, r"(?:bieu mau |ho so )?ket qua|san pham|dau ra"),
    (Column.NOTE, r"ghi chu|bieu mau|mo ta|cach thuc|can cu|luu y|dien giai"),
    (Column.PLACE, r"(?:don vi|co quan|bo phan|phong|noi thuc hien|noi giai quyet)\b"),
    (Column.ROLE, r"trach nhiem|nguoi\b|chu the|can bo|cong chuc|chuc danh|vi tri|ca nhan|phan cong|thuc hien boi"),
    (Column.KEY, r"(?:stt|tt|so tt|so thu tu|thu tu|thu tu cong viec|thu tu cac buoc|buoc|cac buoc|so buoc|b)$"),
    (Column.TITLE, r"noi dung|cong viec|trinh tu|cac buoc|ten buoc|buoc|hoat dong|nhiem vu|quy trinh|viec"),
)
_PERSON = re.compile(r"\b(?:nguoi|ca nhan|trach nhiem|can bo|cong chuc|chuc danh|vi tri)\b")
_NUMBERED = re.compile(r"\(?[0-9a-z]{1,2}\)?")


def plain(text: str) -> str:
    return " ".join(re.findall(r"[0-9a-z]+", fold(text)))


def heading_rows(table: Table) -> int:
    """How many rows the heading takes: as far down as its merged cells reach."""
    first = [cell for cell in table.cells if cell.row == 0]
    return min(max((cell.row_span for cell in first), default=1), 3, table.rows)


def headings(grid: Sequence[Sequence[Cell | None]], rows: int) -> list[str]:
    """The heading of each column, the words of merged cells above one another said once."""
    found = []
    for column in range(len(grid[0]) if grid else 0):
        cells = dict.fromkeys(row[column] for row in grid[:rows] if row[column] is not None)
        found.append(" ".join(cell.text.value for cell in cells if cell is not None))
    return found


def columns_of(names: Sequence[str]) -> dict[Column, int] | None:
    """Column → its place. None for a table that is no workflow: it says work, and who does it or how long it takes."""
    places: dict[Column, int] = {}
    for n, name in enumerate(names):
        kind = _kind_of(plain(name))
        if kind is Column.KEY and kind in places and "buoc" in plain(name):
            kind = Column.TITLE  # the rows are numbered beside their steps
        if kind is not None:
            places.setdefault(kind, n)
    if Column.ROLE not in places and Column.PLACE in places:
        places[Column.ROLE] = places.pop(Column.PLACE)
    if Column.TITLE not in places and Column.KEY in places and "buoc" in plain(names[places[Column.KEY]]):
        places[Column.TITLE] = places.pop(Column.KEY)
    if Column.TITLE not in places and Column.NOTE in places:
        places[Column.TITLE] = places.pop(Column.NOTE)
    told = {Column.ROLE, Column.TIME} & places.keys()
    return places if Column.TITLE in places and told else None


def is_numbering(cells: Sequence[str]) -> bool:
    """The row "(1) (2) (3)" below a heading."""
    said = [cell for cell in (c.strip() for c in cells) if cell]
    numbers = [re.sub(r"\W", "", cell) for cell in said]
    return (
        len(said) > 1 and all(_NUMBERED.fullmatch(cell) for cell in said) and numbers == _counted(numbers[0], numbers)
    )


def _counted(first: str, numbers: Sequence[str]) -> list[str]:
    start = int(first) if first.isdigit() else None
    return [] if start is None else [str(start + n) for n in range(len(numbers))]


def _kind_of(name: str) -> Column | None:
    if not name:
        return None
    for kind, pattern in _HEADINGS:
        if re.match(pattern, name):
            return Column.ROLE if kind is Column.PLACE and _PERSON.search(name) else kind
    return None
