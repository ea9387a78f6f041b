"""Reading the days of a calendar from CSV (`motcua calendar import`).

Columns `date,kind,name` and `source` or `origin`, optional `sessions`; others are ignored. `date` is ISO or dd/mm/yyyy. `kind` is
one of `DayKind`, or `off` and `work` as other tools write them. `sessions` are those worked on that date, like
`07:30-11:30; 13:00-17:00`; without them a swapped working day has the default ones and every other kind has none.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain

from motcua.kernel.errors import FieldError, Invalid
from motcua.kernel.workdays.calendar import CalendarDay, DayKind, Session, parse_sessions
from motcua.kernel.workdays.wording import day_said

_REQUIRED = ("date", "kind", "name")
_SOURCES = ("source", "origin")
_VIETNAMESE_DATE = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class ImportedDays:
    """The days by date, and what a person should look at though it can be taken."""

    days: Mapping[date, CalendarDay]
    notes: tuple[str, ...]


def read_days(data: bytes) -> ImportedDays:
    """Reads the whole file or nothing. Raises `Invalid`; its `errors` name every wrong line, its message the first of them."""
    lines = _lines(_decoded(data))
    days: dict[date, CalendarDay] = {}
    seen: dict[date, int] = {}
    errors: list[FieldError] = []
    for number, row in lines:
        try:
            day, entry = _entry(row)
            if day in seen:
                raise Invalid("ngày {day} đã có ở dòng {line}", day=day.isoformat(), line=seen[day])
        except Invalid as error:
            errors.append(FieldError(f"{number}", "Dòng {number}: {reason}", {"number": number, "reason": str(error)}))
            continue
        days[day], seen[day] = entry, number
    if errors:
        raise _refused(errors)
    if not days:
        raise Invalid("Tệp không có ngày nào.", code="calendar_file")
    return ImportedDays(dict(sorted(days.items())), tuple(_unbalanced(days)))


def _refused(errors: list[FieldError]) -> Invalid:
    if len(errors) == 1:
        return Invalid("{first}.", errors=tuple(errors), code="calendar_file", first=str(errors[0]))
    return Invalid(
        "{first} (và {more} dòng sai khác).",
        errors=tuple(errors),
        code="calendar_file",
        first=str(errors[0]),
        more=len(errors) - 1,
    )


def _decoded(data: bytes) -> str:
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Invalid("Tệp không phải văn bản UTF-8: hãy lưu lại dưới dạng CSV UTF-8.", code="calendar_file") from None


def _lines(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows that hold anything, each with the number of its line. Raises `Invalid` for a head without the columns."""
    head = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    columns: list[str] | None = None
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if columns is None:
                columns = _columns(cells)
            else:
                yield reader.line_num, dict(zip(columns, (cell.strip() for cell in cells), strict=False))
    except csv.Error as error:
        raise Invalid("Dòng {number}: không đọc được CSV ({error}).", number=reader.line_num, error=error) from None


def _columns(cells: list[str]) -> list[str]:
    columns = [cell.strip().lower() for cell in cells]
    missing = [name for name in _REQUIRED if name not in columns]
    if not any(name in columns for name in _SOURCES):
        missing.append("source")
    if missing:
        raise Invalid("Tệp thiếu cột: {columns}.", code="calendar_file", columns=", ".join(missing))
    return columns


def _entry(row: Mapping[str, str]) -> tuple[date, CalendarDay]:
    day = _date(row.get("date", ""))
    name = row.get("name", "")
    if not name:
        raise Invalid("thiếu tên ngày (cột name)")
    kind, pair = _kind(row.get("kind", ""), name)
    source = next((row[column] for column in _SOURCES if row.get(column)), "")
    return day, CalendarDay(kind, name, source, sessions=_sessions(row.get("sessions", "")), pair=pair)


def _date(text: str) -> date:
    vietnamese = _VIETNAMESE_DATE.fullmatch(text)
    try:
        if vietnamese:
            return date(int(vietnamese[3]), int(vietnamese[2]), int(vietnamese[1]))
        if _ISO_DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise Invalid("“{value}” không phải ngày: viết như 2026-02-16 hoặc 16/02/2026", value=text)


def _kind(text: str, name: str) -> tuple[DayKind, date | None]:
    """The kind, and the other date of a swap where the name says it; `off` is told apart by the words of its name."""
    word = text.lower()
    named = _VIETNAMESE_DATE.search(name)
    pair = _date(named[0]) if named else None
    if word == "work":
        return DayKind.SWAP_WORK, pair
    if word == "off":
        if "thay cho" in name.lower() or "hoán đổi" in name.lower():
            return DayKind.SWAP_OFF, pair
        return (DayKind.COMPENSATION, pair) if "nghỉ bù" in name.lower() else (DayKind.HOLIDAY, None)
    if word not in list(DayKind):
        known = ", ".join(chain(DayKind, ("off", "work")))
        raise Invalid("không có loại ngày “{value}” (có: {known})", value=text, known=known)
    return DayKind(word), None if word in (DayKind.HOLIDAY, DayKind.LOCAL_CLOSURE) else pair


def _sessions(text: str) -> tuple[Session, ...] | None:
    if not text:
        return None
    try:
        return parse_sessions(text)
    except Invalid as error:
        raise Invalid("{reason}", reason=str(error).removesuffix(".")) from None


def _unbalanced(days: Mapping[date, CalendarDay]) -> Iterator[str]:
    """Swaps balance: for each date off there is one worked (DOMAIN 10.1)."""
    counts = Counter((day.year, entry.kind) for day, entry in days.items())
    for year in sorted({day.year for day in days}):
        off, work = counts[year, DayKind.SWAP_OFF], counts[year, DayKind.SWAP_WORK]
        if off != work:
            yield f"Năm {year}: {off} ngày nghỉ hoán đổi nhưng {work} ngày làm bù."
    for day, entry in days.items():
        if entry.kind is DayKind.SWAP_WORK and entry.sessions is None and day.weekday() < 5:
            yield f"{day_said(day, 'vi')} là ngày làm việc thường, không cần làm bù."
