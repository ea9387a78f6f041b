"""Recomputes every indicator of plans from the exported records of a year, and from nothing else. Runs by itself:

    python tests/plans/recount.py So-lieu-goc-ke-hoach-2025.xlsx --as-of 2026-11-20T09:00:00+07:00

prints one JSON object: indicator → unit → quarter → [numerator, denominator]; the unit "*" is the whole province. It imports nothing of
Một Cửa, on purpose: the rules below were written from the formulas that the catalogue of indicators shows.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any

import openpyxl

VIETNAM = timezone(timedelta(hours=7))
FINISHED = {"accepted", "nothing_arose"}
IN_FORCE = {"issued", "closed"}
Row = dict[str, Any]
Counted = Sequence[tuple[str, bool]]
"""For each record that counts: the unit that answers for it, and whether it is a hit."""


def tables(path: Path | str) -> dict[str, list[Row]]:
    """Sheet → its rows by their heads; empty cells are None."""
    book = openpyxl.load_workbook(path, read_only=True)
    found = {}
    for sheet in book.worksheets:
        heads, *rows = list(sheet.iter_rows(values_only=True))
        found[sheet.title] = [dict(zip(heads, row, strict=True)) for row in rows]
    return found


def quarter(year: int, number: int) -> tuple[date, date]:
    """First day, and the day after the last."""
    first = date(year, 3 * number - 2, 1)
    return first, date(year + number // 4, 3 * number % 12 + 1, 1)


def moment(text: Any) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def day(text: Any) -> date | None:
    return date.fromisoformat(text) if text else None


def begin(at: date) -> datetime:
    return datetime.combine(at, time.min, VIETNAM)


def due(row: Row, first: date, after: date, as_of: datetime) -> bool:
    """Fell due in the window, is known and not taken away, its moment has come or it was finished before; nobody was let off."""
    original, closed, voided = moment(row["Hạn gốc"]), moment(row["Kết thúc lúc"]), moment(row["Bỏ lúc"])
    if not begin(first) <= original < begin(after) or moment(row["Ghi lúc"]) > as_of or (voided and voided <= as_of):
        return False
    over = closed is not None and closed <= as_of
    if row["Mã trạng thái"] == "cannot_be_done" and over:
        return False
    return original <= as_of or (row["Mã trạng thái"] in FINISHED and over)


def on_time(data: dict[str, list[Row]], first: date, after: date, as_of: datetime) -> Iterator[tuple[str, bool]]:
    for row in data["Lần thực hiện"]:
        if due(row, first, after, as_of):
            handed = moment(row["Nộp lúc"])
            state = row["Mã trạng thái"] in FINISHED | {"handed_in"}
            yield row["Đơn vị"], bool(state and handed and handed <= moment(row["Hạn gốc"]) and handed <= as_of)


def missing(data: dict[str, list[Row]], first: date, after: date, as_of: datetime) -> Iterator[tuple[str, bool]]:
    for row in data["Lần thực hiện"]:
        handed = moment(row["Nộp lúc"])
        if due(row, first, after, as_of) and moment(row["Hạn"]) <= as_of and not (handed and handed <= as_of):
            yield row["Đơn vị"], True


def answered(data: dict[str, list[Row]], first: date, after: date, as_of: datetime) -> Iterator[tuple[str, bool]]:
    for row in data["Khó khăn"]:
        raised, limit, said = moment(row["Nêu lúc"]), moment(row["Hạn trả lời"]), moment(row["Trả lời lúc"])
        known = said is not None and said <= as_of
        if begin(first) <= raised < begin(after) and raised <= as_of and (known or limit <= as_of):
            yield row["Đơn vị"], known and said <= limit


def outreach(kind: str, place: str) -> Callable[..., Iterator[tuple[str, bool]]]:
    def counted(data: dict[str, list[Row]], first: date, after: date, as_of: datetime) -> Iterator[tuple[str, bool]]:
        last = after - timedelta(days=1)
        shown = {
            (row["Kế hoạch"], row[place])
            for row in data["Minh chứng"]
            if first <= day(row["Ngày làm"]) <= last
            and moment(row["Ghi lúc"]) <= as_of
            and not (row["Bỏ lúc"] and moment(row["Bỏ lúc"]) <= as_of)
        }
        for row in data["Nội dung, hình thức"]:
            if row["Loại"] == kind and in_force(row, first, last, as_of):
                yield row["Đơn vị"], (row["Kế hoạch"], row["Thứ tự"]) in shown

    return counted


def in_force(row: Row, first: date, last: date, as_of: datetime) -> bool:
    starts, ends, issued = day(row["Từ ngày"]), day(row["Đến ngày"]), day(row["Ngày ban hành"])
    if row["Mã trạng thái kế hoạch"] not in IN_FORCE or moment(row["Ghi lúc"]) > as_of:
        return False
    span = ends >= first and starts is not None and starts <= last if ends else row["Năm"] in {None, first.year}
    begins = starts or issued
    return bool(span) and (begins is None or begins <= last)


def plans_in_time(data: dict[str, list[Row]], first: date, after: date, as_of: datetime) -> Iterator[tuple[str, bool]]:
    today = as_of.astimezone(VIETNAM).date()
    for row in data["Kế hoạch phải có"]:
        limit, issued = day(row["Hạn"]), day(row["Ngày ban hành"])
        if row["Mã trạng thái"] in IN_FORCE and moment(row["Ghi lúc"]) <= as_of and first <= limit < after:
            kept = issued is not None and issued <= limit and issued <= today
            if kept or limit < today:
                yield row["Đơn vị"], kept


RULES: dict[str, tuple[bool, Callable[..., Iterator[tuple[str, bool]]]]] = {
    "plans.occurrences_on_time": (True, on_time),
    "plans.deliverables_missing": (False, missing),
    "plans.difficulties_answered_in_time": (True, answered),
    "plans.issued_on_time": (True, plans_in_time),
    "plans.topics_covered": (True, outreach("nội dung", "Thứ tự nội dung")),
    "plans.channels_used": (True, outreach("hình thức", "Thứ tự hình thức")),
}
"""Indicator → whether it is a share, and what it counts."""


def above(data: dict[str, list[Row]], on: date) -> dict[str, set[str]]:
    """Unit → the units it stands under on a date, itself included."""
    found: dict[str, set[str]] = {}
    for row in data["Đơn vị"]:
        end = day(row["Trước ngày"])
        if day(row["Từ ngày"]) <= on and (end is None or on < end):
            found.setdefault(row["Đơn vị"], set()).add(row["Thuộc đơn vị"])
    return found


def recount(
    data: dict[str, list[Row]], year: int, number: int, as_of: datetime
) -> dict[str, dict[str, list[int | None]]]:
    """Indicator → unit ("*": the province) → [numerator, denominator], of one quarter. Units without any record are not named."""
    first, after = quarter(year, number)
    tree = above(data, as_of.astimezone(VIETNAM).date())
    result: dict[str, dict[str, list[int | None]]] = {}
    for key, (share, rule) in RULES.items():
        figures: dict[str, list[int]] = {"*": [0, 0]}
        for unit, hit in rule(data, first, after, as_of):
            for one in {"*"} | tree.get(unit, set()):
                hits_and_all = figures.setdefault(one, [0, 0])
                hits_and_all[0] += hit
                hits_and_all[1] += 1
        result[key] = {unit: [n, every if share else None] for unit, (n, every) in figures.items()}
    return result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("export", type=Path)
    parser.add_argument("--year", type=int)
    parser.add_argument("--as-of", type=datetime.fromisoformat, default=datetime.now(VIETNAM))
    arguments = parser.parse_args()
    data = tables(arguments.export)
    years = [row["Hạn gốc"][:4] for row in data["Lần thực hiện"]]
    year = arguments.year or int(max(set(years), key=years.count))
    found = {f"{year}-Q{number}": recount(data, year, number, arguments.as_of) for number in (1, 2, 3, 4)}
    print(json.dumps(found, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
