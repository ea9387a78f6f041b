"""The three real shapes, and the portal's own list: JSON (one object a line, or a list) and CSV."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from motcua.kernel.errors import N_, Invalid
from motcua.kernel.table_files import read_table
from motcua.procedures.content import Content
from motcua.procedures.imports.json_rows import Broken, json_rows
from motcua.procedures.reading import (
    CODE,
    READERS,
    Bad,
    Batch,
    Doubt,
    Good,
    ReadProcedure,
    Row,
    read_national,
    wrong_kinds,
)
from motcua.procedures.reading.kept import listed
from motcua.procedures.reading.words import said, tidy

SHAPES = ("dvcqg", "structured", "csv")
_NO_OBJECT = N_("Mỗi dòng của danh mục phải là một đối tượng JSON, viết trong {…}.")
_LONGEST_NAME = 2000
"""A longer one is another column's text, and no list can show it."""


_Reader = Callable[[Mapping[str, Any]], ReadProcedure]


def read_file(data: bytes, *, shape: str | None = None, name: str = "") -> Batch:
    """All rows in order. Raises Invalid for a file that is none of the shapes; a bad row is a `Bad`, never an error."""
    if shape not in (None, *SHAPES):
        raise Invalid("Không có dạng nguồn “{shape}”; có: {known}.", shape=shape, known=", ".join(SHAPES))
    start = data.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")[:1]  # marks of UTF-8 and UTF-16 do not tell what follows
    sha256 = hashlib.sha256(data).hexdigest()
    if shape == "csv" or (shape is None and start not in (b"{", b"[")):
        return Batch("csv", tuple(_listed(data)), sha256, name)
    rows = list(json_rows(data))
    if not rows:
        raise Invalid("Danh mục trong tệp không có dòng nào.", code="file_empty")
    if not any(isinstance(row, dict | Broken) for _, row in rows):
        raise Invalid(_NO_OBJECT, code="unknown_shape")
    reader = _reader_of([row for _, row in rows if isinstance(row, dict)])
    read: list[Row] = [_read(line, row, reader) for line, row in rows]
    found = "dvcqg" if reader is read_national else "structured"
    return Batch(found, tuple(_alike(read, dict(rows))), sha256, name)


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
        broken = isinstance(row, Broken)
        return Bad(line, "", "", "Dòng không phải JSON đọc được." if broken else _NO_OBJECT, row)
    if wrong := wrong_kinds(row):
        return Bad(line, *_told(row), wrong, row)
    try:
        read = reader(row)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        return Bad(line, "", "", f"Thiếu hoặc sai trường {error}.", row)
    if not read.content.name:
        return Bad(line, read.code, "", "Không có tên thủ tục.", row)
    if len(read.content.name) > _LONGEST_NAME:
        return _endless(line, read.code, read.content.name, row)
    if not read.code:
        return Good(line, read, raw=row)
    if not CODE.fullmatch(read.code):
        return Bad(line, read.code, read.content.name, f"Mã “{read.code}” không đúng dạng 1.234567.", row)
    return Good(line, read)


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


def _listed(data: bytes) -> Iterator[Row]:
    """The portal's list: code, name, issuing ministry, performing agency, field."""
    table = read_table(data)
    if not {"ma_so", "ten"} <= set(table.columns):
        raise Invalid(
            "Danh mục CSV cần các cột ma_so, ten (và nên có linh_vuc, co_quan_thuc_hien).", code="unknown_shape"
        )
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
        yield Good(line.number, ReadProcedure(code, listed(line.cells)), partial=True)
