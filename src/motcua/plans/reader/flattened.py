"""Tables that a copy from a PDF left as paragraphs, a cell a paragraph: found by their header, and set up again.

"STT" alone in a paragraph, names of columns behind it, then rows that begin with their number alone. Which cell stands in which column
is told by what it says: units, times, products; cells keep their order, and empty ones are left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from motcua.documents.reading.blocks import Cell, Table, Text
from motcua.kernel.text import fold, roman_value
from motcua.plans.reader import grids
from motcua.plans.reader.bodies import begins_with_unit, unit_heading
from motcua.plans.reader.labels import Rank, label_of
from motcua.plans.reader.outline import Entry
from motcua.plans.reader.schedules import parse_schedule

_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{1,2})?|[IVX]{1,5}|[A-HĐ])\s*\.?")
_COLUMN_NUMBER = re.compile(r"\(\s*\d{1,2}\s*\)")
_PRODUCT = re.compile(
    r"(?:Báo cáo|Kế hoạch|Quyết định|Văn bản|Danh mục|Tờ trình|Hội nghị|Công văn|Biên bản|Thông báo|Hồ sơ|Dữ liệu|Quy chế|Quy trình|Tin, bài|Biểu|Bảng|Đề án|Chương trình|Lớp|Cuộc|\d{2} )"
)
_MOST_COLUMNS = 9
_LONG_NAME = 60
_LONG_CELL = 1500
_UNITS = frozenset({grids.LEAD, grids.COORDINATORS, grids.BOTH})
_TIMES = frozenset({grids.SCHEDULE, grids.BEGIN, grids.END})
_WORK = frozenset({grids.TASK, grids.GOAL, grids.TOPIC})


def with_tables(entries: Sequence[Entry]) -> list[Entry]:
    """The entries with each such table as one entry; others as they are."""
    out: list[Entry] = []
    place = 0
    while place < len(entries):
        found = _table(entries, place) if _opens(entries[place]) else None
        if found is None:
            out.append(entries[place])
            place += 1
        else:
            out.append(found[0])
            place = found[1]
    return out


def _opens(entry: Entry) -> bool:
    return entry.table is None and len(entry.text) <= 12 and grids.role_of(fold(entry.text.value)) == grids.NO


def _table(entries: Sequence[Entry], start: int) -> tuple[Entry, int] | None:
    """The table that begins at a header, and the place behind it; None where there is none."""
    header = _header(entries, start)
    if header is None:
        return None
    names, place = header
    rows, end = _rows(entries, place, len(names))
    if len(rows) < 2:
        return None
    roles = [grids.role_of(fold(name.value)) or grids.OTHER for name in names]
    cells = [[(column, [name]) for column, name in enumerate(names)]]
    for number, words in rows:
        cells.append([(0, [number]), *_placed(words, roles)])
    flat = [(r, c, texts) for r, row in enumerate(cells) for c, texts in row]
    made = tuple(Cell(index=i, row=r, column=c, paragraphs=tuple(texts)) for i, (r, c, texts) in enumerate(flat))
    block = entries[start].block
    table = Table(index=block, cells=made, rows=len(cells), columns=len(names))
    return Entry(Text("", [0]), block, table=table), end


def _header(entries: Sequence[Entry], start: int) -> tuple[list[Text], int] | None:
    """The names of the columns and where the first row begins. A name may run over two paragraphs ("Thời gian" / "thực hiện")."""
    names = [entries[start].text.strip()]
    for place in range(start + 1, min(start + 2 * _MOST_COLUMNS, len(entries))):
        entry = entries[place]
        words = entry.text.value.strip()
        if entry.table is not None or len(words) > _LONG_NAME:
            return None
        if _COLUMN_NUMBER.fullmatch(words):
            continue
        if _NUMBER.fullmatch(words) and (words.rstrip(" .") in {"1", "I", "A"}):
            return (names, place) if _names_work(names) else None
        if grids.role_of(fold(words)) is None or words[:1].islower():
            if len(names) == 1:
                return None
            names[-1] = Text.join([names[-1], entry.text.strip()])
        else:
            names.append(entry.text.strip())
    return None


def _names_work(names: Sequence[Text]) -> bool:
    roles = {grids.role_of(fold(name.value)) for name in names}
    return 3 <= len(names) <= _MOST_COLUMNS and bool(roles & _WORK) and bool(roles & (_UNITS | _TIMES))


@dataclass(slots=True)
class _Count:
    """Where the counting of rows stands: the last plain number, and the last letter or Roman one above it."""

    number: int = 0
    group: int = 0

    def takes(self, label: str) -> bool:
        """Whether a number alone in its paragraph goes on with the rows; a page's number seldom does."""
        if label[0].isdigit():
            whole, _dot, part = label.partition(".")
            if part:
                return int(whole) in {self.number, self.number + 1}
            if int(whole) not in {self.number + 1, 1}:
                return False
            self.number = int(whole)
            return True
        value = roman_value(label) or ord(label[0]) - ord("A") + 1
        letter = ord(label[0]) - ord("A") + 1 if len(label) == 1 else 0
        if self.group + 1 not in {value, letter}:
            return False
        self.group, self.number = self.group + 1, 0
        return True


def _rows(entries: Sequence[Entry], start: int, columns: int) -> tuple[list[tuple[Text, list[Text]]], int]:
    """The rows as number and cells, and where they end: at a heading, a table, or when the last row is full."""
    rows: list[tuple[Text, list[Text]]] = []
    count = _Count()
    place = start
    while place < len(entries):
        entry = entries[place]
        words = entry.text.value.strip()
        if entry.table is not None or len(words) > _LONG_CELL or _ends(words):
            break
        if _NUMBER.fullmatch(words) and count.takes(words.rstrip(" .")):
            rows.append((entry.text.strip(), []))
        elif not rows or (len(rows[-1][1]) >= columns - 1 and not _more_rows(entries, place)):
            break
        else:
            rows[-1][1].append(entry.text.strip())
        place += 1
    return [row for row in rows if row[1]], place


_AHEAD = 12


def _more_rows(entries: Sequence[Entry], place: int) -> bool:
    """Whether a number alone stands shortly behind: then a cell too many is a part of its neighbour."""
    ahead = entries[place : place + _AHEAD]
    for entry in ahead:
        words = entry.text.value.strip()
        if entry.table is not None or _ends(words):
            return False
        if _NUMBER.fullmatch(words):
            return True
    return False


def _ends(words: str) -> bool:
    """A numbered heading or item with its words, or what stands at the foot of a document."""
    if re.match(r"Nơi nhận|Trên đây là|Ghi chú\s*:|PHỤ LỤC|Phụ lục", words):
        return True
    label = label_of(words)
    return label is not None and label.value is not None and label.end < len(words) and label.rank <= Rank.NUMBER


def _placed(words: Sequence[Text], roles: Sequence[str]) -> list[tuple[int, list[Text]]]:
    """Each paragraph of a row in its column: the best order-keeping choice. A lone paragraph is the title of a group."""
    columns = range(1, len(roles))
    if len(words) == 1:
        first = next((c for c in columns if roles[c] in _WORK), 1)
        return [(first, list(words))]
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for text in words:
        following: dict[int, tuple[float, list[int]]] = {}
        for last, (score, path) in best.items():
            for column in range(max(last, 1), len(roles)):
                own = score + _suits(text, roles[column]) + _step(text, last, column, roles)
                if column not in following or own > following[column][0]:
                    following[column] = (own, [*path, column])
        best = following
    chosen = max(best.values(), key=lambda found: found[0])[1]
    return [(c, [t for t, at in zip(words, chosen, strict=True) if at == c]) for c in sorted(set(chosen))]


def _step(text: Text, last: int, column: int, roles: Sequence[str]) -> float:
    """What it costs that a paragraph stands in this column behind one in the last: going on in it, or leaving columns open."""
    if column == last:
        return -0.2 if text.value[:1].islower() or text.value[:1] in "-–+•" else -1.0
    left = roles[last + 1 : column]
    return -sum(0.4 if role in {grids.COORDINATORS, grids.OTHER} else 0.9 for role in left)


def _suits(text: Text, role: str) -> float:
    """How well a paragraph's words stand in a column of this role."""
    value = text.value
    unit = _unit(value)
    time = len(value) <= _SHORT and parse_schedule(value, None).kind != "unspecified"
    if role in _TIMES:
        return 3.0 if time else -2.0
    if role in _UNITS:
        return 2 * unit or (-2.0 if time else -0.5)
    if role == grids.DELIVERABLE:
        return 1.2 if _PRODUCT.match(value) else (-1.5 if unit or time else 0.3)
    if role in _WORK:
        return -1.5 * unit if unit else (-1.5 if time else 1.0)
    return 0.0


_SHORT = 120


def _unit(value: str) -> float:
    """How surely a cell names units; one whose name holds a verb ("Phòng Quản lý xây dựng") may be a sentence."""
    if len(value) > 2 * _SHORT or not begins_with_unit(value):
        return 0.0
    if unit_heading(value) is not None:
        return 1.0
    return 0.7 if len(value) <= _SHORT and not value.rstrip().endswith(".") else 0.0
