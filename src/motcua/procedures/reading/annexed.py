"""The list annexed to a publication decision: tables of a DOCX or XLSX whose columns come in any order and under several names, with merged
cells and headings for fields and for what is done (new, amended, abolished).

Nothing is guessed: what a heading does not say stays open, and a person is told.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from motcua.documents.reading.blocks import Cell, Document, Paragraph, Table
from motcua.kernel.errors import Invalid
from motcua.kernel.text import fold

CODE = re.compile(r"(?<![\d.])([1-9]\.\d{6})((?:\.\d{3}\.\d{2}\.\d{2})?\.H\d{2})?(?![\d.])")
_SHORT_CODE = re.compile(r"[1-9]\.\d{1,5}")
_NUMBER_CODE = re.compile(r"[1-9],\d{1,6}")
"""A code that a spreadsheet took for a number, written as numbers are in Vietnamese."""
_ORDINAL = re.compile(r"^\s*(?:[IVXLC]+|[A-ZĐ]|\d{1,3}(?:\.\d{1,3})*)\s*[.)/:-]\s+")
_COUNTED = re.compile(r"\(?\d{1,2}\)?")
_DECISION = re.compile(r"Số:?\s*(\d+[a-zđ]?/QĐ-[A-ZĐ]+(?:-[A-ZĐ]+)*)")


NO_FIELD = "khác"
"""How a list heads the lines of which no field is known ("Lĩnh vực khác")."""


class Column(StrEnum):
    """What a column of such a list holds."""

    NUMBER = "number"
    CODE = "code"
    NAME = "name"
    LIMIT = "limit"
    PLACE = "place"
    FEE = "fee"
    GROUND = "ground"
    REPLACED = "replaced"
    FIELD = "field"
    AGENCY = "agency"
    LEVEL = "level"
    CHANNEL = "channel"
    NOTE = "note"


_HEADS: tuple[tuple[Column, re.Pattern[str]], ...] = tuple(
    (column, re.compile(pattern))
    for column, pattern in (
        (Column.NUMBER, r"^(?:so )?(?:stt|tt|so thu tu|so tt)$"),
        (Column.REPLACED, r"(?:duoc|bi) thay the|thay the cho"),
        (Column.GROUND, r"can cu|vbqppl|van ban quy pham|ten van ban|co so phap ly"),
        (Column.CODE, r"^ma\b|^so ho so|ma (?:so|tthc|thu tuc)|ma so tthc"),
        (Column.LIMIT, r"thoi han|thoi gian"),
        (Column.FEE, r"\bphi\b"),
        (Column.PLACE, r"dia diem|noi (?:tiep nhan|nop|thuc hien)"),
        (Column.CHANNEL, r"cach thuc|hinh thuc"),
        (Column.AGENCY, r"co quan"),
        (Column.LEVEL, r"^cap\b|cap thuc hien"),
        (Column.FIELD, r"linh vuc|^nganh"),
        (Column.NAME, r"ten (?:thu tuc|tthc)|^thu tuc hanh chinh|^tthc$|^ten$|noi dung thu tuc|thu tuc hanh chinh$"),
        (Column.NOTE, r"ghi chu|noi dung (?:sua doi|duoc sua)|noi dung$"),
    )
)
"""In the order in which they are tried: the narrow ones first."""

_ACTIONS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("new", re.compile(r"moi ban hanh|ban hanh moi|quy dinh moi|\btthc moi\b|chuan hoa")),
    ("amended", re.compile(r"sua doi|bo sung")),
    ("abolished", re.compile(r"bai bo|huy bo")),
    ("replaced", re.compile(r"thay the")),
)


class Doubt(StrEnum):
    """What a person should look at; `Note.words` are the words it was seen in."""

    NO_CODE = "no_code"
    CODE_ROUNDED = "code_rounded"
    CODE_TWICE = "code_twice"
    OTHER_NAME = "other_name"
    NO_ACTION = "no_action"
    WITHOUT_NAME = "without_name"


@dataclass(frozen=True, slots=True)
class Note:
    doubt: Doubt
    line: int
    words: str


@dataclass(frozen=True, slots=True)
class AnnexedRow:
    """A line of the list. `action` is "" where no heading says it; `cells` are the other cells as printed, by column."""

    line: int
    action: str
    code: str
    suffix: str
    name: str
    field: str
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class AnnexedList:
    rows: tuple[AnnexedRow, ...]
    notes: tuple[Note, ...]
    number: str = ""
    """Of the decision, where the file has its head."""


@dataclass(slots=True)
class _State:
    """What the headings so far say."""

    action: str = ""
    field: str = ""
    rows: list[AnnexedRow] = dataclasses.field(default_factory=list)
    notes: list[Note] = dataclasses.field(default_factory=list)


def read_list(document: Document) -> AnnexedList:
    """All lines of all tables that are such lists, in their order. Raises Invalid where there is none."""
    state = _State()
    number = ""
    seen = False
    for block in document.blocks:
        if isinstance(block, Paragraph):
            _heading(str(block.text), state, whole=False)
            number = number or next((m[1] for m in _DECISION.finditer(str(block.text))), "")
        else:
            number = number or next((m[1] for c in block.cells for m in _DECISION.finditer(str(c.text))), "")
            seen = _table(block, state) or seen
    if not seen:
        raise Invalid(
            "Không thấy bảng danh mục nào trong tệp: bảng phải có cột tên thủ tục, và thường có cột mã, thời hạn, địa điểm, phí, căn cứ.",
            code="no_list",
        )
    if not state.rows:
        raise Invalid("Bảng danh mục trong tệp không có dòng nào.", code="empty_list")
    return AnnexedList(tuple(state.rows), (*state.notes, *_checked(state.rows)), number)


def _table(table: Table, state: _State) -> bool:
    """Take the lines of a table; False where it is no list of procedures."""
    grid = table.grid()
    found = _header(grid)
    if found is None:
        return False
    columns, first = found
    last: Cell | None = None
    for row in grid[first:]:
        texts = _texts(row, columns)
        if _is_heading(row):
            _heading(_joined(row), state, whole=True)
        elif (_is_header(row) and not CODE.search(_joined(row))) or _is_count(row) or not any(texts.values()):
            continue
        elif _goes_on(texts, same := _cell(row, columns, Column.NAME), last):
            _more(state, texts)
        else:
            state.rows.append(_row(len(state.rows) + 1, texts, state))
            last = same
    return True


def _goes_on(texts: dict[Column, str], name: Cell | None, last: Cell | None) -> bool:
    """Whether a row belongs to the line before: its name's cell reaches down to it, or it has neither name nor code."""
    return (name is not None and name is last) or not (texts.get(Column.NAME) or texts.get(Column.CODE))


def _header(grid: Sequence[Sequence[Cell | None]]) -> tuple[dict[Column, int], int] | None:
    """The columns, and the first row behind the head; a head may reach over several rows."""
    for start, row in enumerate(grid[:12]):
        if not _is_header(row):
            continue
        end = start + 1
        while end < len(grid) and (_is_header(grid[end]) or _reaches(grid[start], grid[end])):
            end += 1
        columns: dict[Column, int] = {}
        for place in range(len(row)):
            texts = list(dict.fromkeys(_text(grid[r][place]) for r in range(start, end)))
            found = _column(texts[-1]) or _column(" ".join(texts))  # the lowest cell of a head says it most exactly
            if found is not None:
                columns.setdefault(found, place)
        if Column.NAME in columns:
            return columns, end
    return None


def _reaches(head: Sequence[Cell | None], row: Sequence[Cell | None]) -> bool:
    """Whether a row is the second line of a head whose cells reach down into it."""
    below = {id(cell) for cell in row if cell is not None}
    return sum(id(cell) in below for cell in head if cell is not None) >= 2


def _is_header(row: Sequence[Cell | None]) -> bool:
    """At least two columns known by their heads, one of them the name's; cells of a head are short."""
    texts = {_text(cell) for cell in row if cell is not None and len(_text(cell)) < 120}
    known = {_column(text) for text in texts if text} - {None}
    return Column.NAME in known and len(known) >= 2


def _column(words: str) -> Column | None:
    plain = _plain(re.sub(r"\([^)]*\)", " ", words))
    return next((column for column, pattern in _HEADS if plain and pattern.search(plain)), None)


def _is_heading(row: Sequence[Cell | None]) -> bool:
    """One text over the whole width, or beside nothing but its ordinal."""
    texts = list(dict.fromkeys(_text(cell) for cell in row if cell is not None and _text(cell)))
    cells = {id(cell) for cell in row if cell is not None and _text(cell)}
    if len(cells) == 1:
        return not CODE.search(texts[0]) and not _COUNTED.fullmatch(texts[0])
    return len(cells) == 2 and re.fullmatch(r"[IVXLC]+|[A-ZĐ]\.?", texts[0]) is not None and not CODE.search(texts[-1])


def _is_count(row: Sequence[Cell | None]) -> bool:
    """The line "(1) (2) (3)" under a head."""
    texts = [_text(cell) for cell in row if cell is not None]
    return len(texts) > 2 and all(_COUNTED.fullmatch(text) for text in texts)


def _heading(text: str, state: _State, *, whole: bool) -> None:
    """What a heading says of the lines below it; `whole`: it stands in the table, so it may be a field's bare name."""
    plain = _plain(text)
    if not plain or len(plain) > 300:
        return
    action = _action(plain)
    words = _bare(text)
    # in running text a field is named in titles too: only what begins with it is a heading of its own
    about_field = "linh vuc" in plain if whole else _plain(words).startswith("linh vuc")
    if action and action != state.action:
        state.action, state.field = action, ""
    if about_field:
        at = re.search(r"lĩnh\s+vực\s*:?\s*", words, re.IGNORECASE)
        state.field = _named(words[at.end() :] if at and at.end() < len(words) else words)
    elif whole and not action and not re.search(r"cap (?:tinh|xa|bo|huyen)|thu tuc hanh chinh|tthc", plain):
        state.field = _named(words)


def _action(plain: str) -> str:
    """The one thing that a heading says is done; titles that name several say nothing. What is amended and replaced alike is amended."""
    found = [action for action, pattern in _ACTIONS if pattern.search(plain)]
    if found == ["amended", "replaced"]:
        return "amended"
    return found[0] if len(found) == 1 else ""


def _bare(text: str) -> str:
    words = " ".join(text.split())
    while (found := _ORDINAL.match(words)) is not None:
        words = words[found.end() :]
    return words.strip(" .:;-–")


def _named(words: str) -> str:
    """A field's name as it is written; all capitals become a plain name."""
    name = words.strip(" .:;()-–")
    name = re.sub(r"\s*\(\s*\d+\s*(?:TTHC|thủ tục).*$", "", name, flags=re.IGNORECASE)
    if name.casefold() == NO_FIELD:
        return ""
    return name.capitalize() if name.isupper() else name


def _row(line: int, texts: dict[Column, str], state: _State) -> AnnexedRow:
    name, said = texts.get(Column.NAME, ""), texts.get(Column.CODE, "")
    if _NUMBER_CODE.fullmatch(said):
        said = said.replace(",", ".")
    found = CODE.search(said) or CODE.search(name)
    code, suffix = (found[1], found[2] or "") if found else ("", "")
    if found and not CODE.search(said):
        name = name.replace(found[0], " ").strip(" -–:.;()")
    if not code and _SHORT_CODE.fullmatch(said):
        code = said.ljust(8, "0")
        state.notes.append(Note(Doubt.CODE_ROUNDED, line, said))
    kept = {
        str(column): text
        for column, text in texts.items()
        if text and column not in (Column.NUMBER, Column.CODE, Column.NAME, Column.FIELD)
    }
    return AnnexedRow(
        line, state.action, code, suffix, " ".join(name.split()), texts.get(Column.FIELD) or state.field, kept
    )


def _more(state: _State, texts: dict[Column, str]) -> None:
    """A further row of the same line: what it adds is kept behind what is there."""
    if not state.rows:
        return
    last = state.rows[-1]
    cells = dict(last.cells)
    for column, text in texts.items():
        if column in (Column.NUMBER, Column.CODE, Column.NAME, Column.FIELD) or not text:
            continue
        before = cells.get(str(column), "")
        if text not in before:
            cells[str(column)] = f"{before}\n{text}".strip()
    state.rows[-1] = replace(last, cells=cells)


def _checked(rows: Sequence[AnnexedRow]) -> Iterator[Note]:
    seen: set[str] = set()
    for row in rows:
        if not row.name:
            yield Note(Doubt.WITHOUT_NAME, row.line, row.code)
        if not row.code:
            yield Note(Doubt.NO_CODE, row.line, row.name)
        elif row.code in seen:
            yield Note(Doubt.CODE_TWICE, row.line, row.code)
        seen.add(row.code)
        if not row.action:
            yield Note(Doubt.NO_ACTION, row.line, row.code or row.name)


def _texts(row: Sequence[Cell | None], columns: dict[Column, int]) -> dict[Column, str]:
    return {column: _text(row[place]) for column, place in columns.items() if place < len(row)}


def _cell(row: Sequence[Cell | None], columns: dict[Column, int], column: Column) -> Cell | None:
    place = columns.get(column)
    return row[place] if place is not None and place < len(row) else None


def _joined(row: Sequence[Cell | None]) -> str:
    return " ".join(dict.fromkeys(_text(cell) for cell in row if cell is not None and _text(cell)))


def _text(cell: Cell | None) -> str:
    return "" if cell is None else "\n".join(" ".join(str(p).split()) for p in cell.paragraphs).strip()


def _plain(text: str) -> str:
    return " ".join(fold(text).lower().split())
