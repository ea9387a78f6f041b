"""The three real shapes, and the portal's own list: JSON (one object a line, or a list) and CSV."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from motcua.kernel.errors import N_, Invalid
from motcua.kernel.table_files import Line, Table, read_table
from motcua.procedures.content import Content
from motcua.procedures.imports.json_rows import Broken, json_rows
from motcua.procedures.reading import (
    CODE,
    COLUMNS,
    READERS,
    Bad,
    Batch,
    Doubt,
    Good,
    ReadProcedure,
    Row,
    read_national,
    strange_fields,
    wrong_kinds,
)
from motcua.procedures.reading.kept import listed
from motcua.procedures.reading.words import hides, said, tidy

SHAPES = ("dvcqg", "structured", "csv")
_NO_OBJECT = N_("Mỗi dòng của danh mục phải là một đối tượng JSON, viết trong {…}.")
_LONGEST_NAME = 2000
"""A longer one is another column's text, and no list can show it."""
_FIRST_WORDS = 60
"""Letters of a row without code and name by which people find it."""
_MOST_STRANGE, _LONGEST_FIELD = 50, 100
"""How many unknown fields are told, and how much of a name."""


_Reader = Callable[[Mapping[str, Any]], ReadProcedure]


def read_file(data: bytes, *, shape: str | None = None, name: str = "") -> Batch:
    """All rows in order. Raises Invalid for a file that is none of the shapes; a bad row is a `Bad`, never an error."""
    if shape not in (None, *SHAPES):
        raise Invalid("Không có dạng nguồn “{shape}”; có: {known}.", shape=shape, known=", ".join(SHAPES))
    start = data.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")[:1]  # marks of UTF-8 and UTF-16 do not tell what follows
    sha256 = hashlib.sha256(data).hexdigest()
    if shape == "csv" or (shape is None and start not in (b"{", b"[")):
        table = _table(data)
        return Batch("csv", tuple(_listed(table)), sha256, name, _strange(_more(line) for line in table.lines))
    rows = list(json_rows(data))
    if not rows:
        raise Invalid("Danh mục trong tệp không có dòng nào.", code="file_empty")
    if not any(isinstance(row, dict | Broken) for _, row in rows):
        raise Invalid(_NO_OBJECT, code="unknown_shape")
    reader = _reader_of([row for _, row in rows if isinstance(row, dict)])
    read: list[Row] = [_read(line, row, reader) for line, row in rows]
    found = "dvcqg" if reader is read_national else "structured"
    strange = _strange(strange_fields(row) for _, row in rows if isinstance(row, dict))
    return Batch(found, tuple(_alike(read, dict(rows))), sha256, name, strange)


def _reader_of(rows: list[dict[str, Any]]) -> _Reader:
    """By the keys that most rows have."""
    for key, reader in READERS:
        if sum(key in row for row in rows) * 2 > len(rows):
            return reader
    raise Invalid(
        "Tệp không phải danh mục thủ tục hành chính theo các dạng đã biết (dvcqg, structured, csv).",
        code="unknown_shape",
    )


def _read(line: int, row: Any, reader: _Reader) -> Row:
    if not isinstance(row, dict):
        told = "Dòng không phải JSON đọc được" if isinstance(row, Broken) else _NO_OBJECT.rstrip(".")
        return Bad(line, "", "", f"{told}: “{tidy(row)[:_FIRST_WORDS]}”.", row)
    if wrong := wrong_kinds(row):
        return Bad(line, *_told(row), wrong, row)
    try:
        read = reader(row)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        return Bad(line, *_told(row), f"Thiếu hoặc sai trường {error}.", row)
    if not read.content.name:
        return Bad(line, read.code, "", "Không có tên thủ tục.", row)
    if len(read.content.name) > _LONGEST_NAME:
        return _endless(line, read.code, read.content.name, row)
    read = _noticed(read, row)
    if not read.code:
        return Good(line, read, raw=row)
    if not CODE.fullmatch(read.code):
        return Bad(line, read.code, read.content.name, f"Mã “{read.code}” không đúng dạng 1.234567.", row)
    return Good(line, read)


def _noticed(read: ReadProcedure, row: Mapping[str, Any]) -> ReadProcedure:
    """The same with a note where characters that nobody sees were dropped, and of which fields."""
    hidden = dict.fromkeys(_hiding(row, ""))
    return replace(read, doubts=(*read.doubts, (Doubt.HIDDEN_DROPPED, ", ".join(hidden)))) if hidden else read


def _hiding(value: Any, field: str) -> Iterator[str]:
    if isinstance(value, str):
        if hides(value):
            yield field
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _hiding(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _hiding(inner, field)


def _told(row: Mapping[str, Any]) -> tuple[str, str]:
    """Code and name of a row that is not read, as far as they can be told."""
    facts = row.get("metadata")
    facts = facts if isinstance(facts, Mapping) else {}
    code = row.get("ma_thu_tuc") or facts.get("mã_thủ_tục")
    name = row.get("ten_thu_tuc") or facts.get("tên_thủ_tục") or row.get("title")
    return tidy(code)[:40] if isinstance(code, str) else "", said(name)[:200] if isinstance(name, str) else ""


def _endless(line: int, code: str, name: str, raw: Any) -> Bad:
    return Bad(line, code, name[:200], f"Tên thủ tục dài {len(name)} chữ, quá {_LONGEST_NAME}.", raw)


def _alike(rows: list[Row], raw: Mapping[int, Any]) -> list[Row]:
    """Rows of one file that share their whole text under different codes are doubted; of rows with one code the last one counts."""
    last = {row.read.code: row.line for row in rows if isinstance(row, Good)}
    texts: dict[Any, list[str]] = defaultdict(list)
    for row in rows:
        if isinstance(row, Good) and row.read.code and last[row.read.code] == row.line:
            texts[_text(row.read.content)].append(row.read.code)
    checked: list[Row] = []
    for row in rows:
        if isinstance(row, Good) and not row.read.code:
            checked.append(row)
        elif isinstance(row, Good) and last[row.read.code] != row.line:
            reason = f"Mã {row.read.code} có nhiều dòng; dòng {last[row.read.code]} được dùng."
            checked.append(Bad(row.line, row.read.code, row.read.content.name, reason, raw[row.line]))
        elif isinstance(row, Good) and len(others := texts[_text(row.read.content)]) > 1:
            words = ", ".join(code for code in others if code != row.read.code)
            checked.append(
                replace(row, read=replace(row.read, doubts=(*row.read.doubts, (Doubt.SAME_TEXT_AS_ANOTHER, words))))
            )
        else:
            checked.append(row)
    return checked


def _text(content: Content) -> tuple[str, int]:
    """What two rows are alike by: name, order of steps and papers."""
    return content.name, hash((content.steps, content.components, content.unread))


def _strange(rows: Iterable[Iterable[str]]) -> dict[str, int]:
    """Fields that nobody knows, with the rows that have them: the most frequent first."""
    counted = Counter(field for fields in rows for field in fields)
    told = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST_STRANGE]
    return {tidy(field)[:_LONGEST_FIELD]: rows for field, rows in told}


def _more(line: Line) -> Iterable[str]:
    return (column for column, cell in line.cells.items() if cell and column not in COLUMNS)


def _table(data: bytes) -> Table:
    table = read_table(data)
    if not {"ma_so", "ten"} <= set(table.columns):
        raise Invalid(
            "Danh mục CSV cần các cột ma_so, ten (và nên có linh_vuc, co_quan_thuc_hien).", code="unknown_shape"
        )
    return table


def _listed(table: Table) -> Iterator[Row]:
    """The portal's list: code, name, issuing ministry, performing agency, field."""
    for line in table.lines:
        code, name = tidy(line["ma_so"]), said(line["ten"])
        if not name or not CODE.fullmatch(code):
            yield Bad(
                line.number,
                code,
                name,
                f"Mã “{code}” không đúng dạng 1.234567." if name else "Không có tên thủ tục.",
                line.cells,
            )
            continue
        if len(name) > _LONGEST_NAME:
            yield _endless(line.number, code, name, line.cells)
            continue
        yield Good(line.number, _noticed(ReadProcedure(code, listed(line.cells)), line.cells), partial=True)
