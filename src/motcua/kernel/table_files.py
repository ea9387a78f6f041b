"""CSV files as offices and data sets have them: any usual encoding and separator, columns by name, line numbers for messages."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from motcua.kernel.errors import Invalid
from motcua.kernel.text import nfc

MOST_BYTES = 50 * 1024 * 1024
_UNTYPED = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffd]")
_STRAY = 0.05
"""Share of characters that nobody types with which a file may still be text; of packed data every tenth is one."""
_LOOKED_AT = 65_536
_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its line in the file, and its cells by column name (lower case), NFC, without surrounding space."""

    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Table:
    columns: tuple[str, ...]
    lines: tuple[Line, ...]


def read_table(data: bytes) -> Table:
    """The whole file. Raises Invalid for an empty, too large or unreadable one."""
    if len(data) > MOST_BYTES:
        raise Invalid("Tệp lớn quá 50 MB.", code="file_too_large")
    text = _decoded(data)
    head = next((row for row in text.splitlines() if row.strip()), "")
    if not head:
        raise Invalid("Tệp không có nội dung.", code="file_empty")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    try:
        rows = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise Invalid("Dòng {number}: không đọc được CSV.", number=reader.line_num) from error
    columns = tuple(nfc(c).strip().lower() for c in rows[0][1])
    return Table(columns, tuple(_lines(columns, rows[1:])))


def _lines(columns: tuple[str, ...], rows: list[tuple[int, list[str]]]) -> Iterator[Line]:
    for number, row in rows:
        yield Line(number, {c: nfc(v).strip() for c, v in zip(columns, row, strict=False)})


def check_text(text: str) -> None:
    """Raise Invalid where what was decoded cannot have been text: a Word, Excel or PDF file, a picture, an archive."""
    start = text[:_LOOKED_AT]
    if len(_UNTYPED.findall(start)) > _STRAY * len(start):
        raise Invalid(
            "Tệp không phải văn bản (có thể là tệp Word, Excel, PDF, ảnh hay tệp nén): hãy lưu lại dưới dạng CSV UTF-8 hoặc JSON rồi gửi.",
            code="not_text",
        )


def _decoded(data: bytes) -> str:
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
        check_text(text)
        return text.replace("\x00", "")  # no database keeps it
    except UnicodeDecodeError:
        check_text(data.decode("latin-1"))
        raise Invalid("Tệp không phải văn bản UTF-8: hãy lưu lại dưới dạng CSV UTF-8.", code="file_encoding") from None


def parse_date(text: str) -> date | None:
    """2026-04-30 or 30/04/2026; None for anything else."""
    try:
        if match := _DATE.fullmatch(text):
            return date(int(match[3]), int(match[2]), int(match[1]))
        return date.fromisoformat(text)
    except ValueError:
        return None


def digits(text: str) -> str:
    """A code that a spreadsheet turned into a number: `25216.0` → `25216`."""
    return re.sub(r"\.0+$", "", text)
