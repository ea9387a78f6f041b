"""`motcua deadline`: the due moment of a limit and its ledger, for one case or for a file of them. No database by itself."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, TypeAlias

from motcua.kernel.clock import local
from motcua.kernel.errors import AppError, Invalid
from motcua.kernel.workdays import Calendar, Count, Limit, Pause, Result, due, shipped_calendar
from motcua.kernel.workdays.wording import Language

FindCalendar: TypeAlias = Callable[[str], Calendar]
"""Gives the calendar of a code, or raises `NotFound`."""

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?", re.ASCII)


def configure(parser: argparse.ArgumentParser) -> None:
    """Declares the options. Values are read in `run`, so that a wrong one is answered with one Vietnamese line."""
    parser.description = (
        "Tính thời điểm đến hạn và diễn giải từng ngày: ngày nào tính, ngày nào không, vì sao. "
        "Không có --calendar thì dùng lịch kèm sẵn, không cần cơ sở dữ liệu."
    )
    add = parser.add_argument
    add(
        "--start", metavar="MOMENT", help="thời điểm bắt đầu, ví dụ 2026-02-13T10:00; không ghi múi giờ là giờ Việt Nam"
    )
    add(
        "--limit", metavar="LIMIT", help="số và đơn vị (hour, working_day, day, month, same_day), ví dụ “5 working_day”"
    )
    add("--count", metavar="MODE", help="to_the_minute hoặc end_of_day (mặc định); hour không dùng đến")
    add("--pause", metavar="START/END", action="append", help="khoảng tạm dừng; viết được nhiều lần")
    add("--calendar", metavar="CODE", help="mã của một lịch làm việc trong cơ sở dữ liệu")
    add(
        "--batch",
        metavar="FILE.jsonl",
        help="mỗi dòng một trường hợp, in ra mỗi dòng một kết quả; “-” là đầu vào chuẩn",
    )
    add("--language", metavar="vi|en", default="vi", help="ngôn ngữ của phần diễn giải (mặc định vi)")
    add("--json", action="store_true", help="in kết quả dạng JSON")


def run(args: argparse.Namespace, *, find_calendar: FindCalendar = shipped_calendar) -> int:
    """Prints the result and returns the exit code: 0, 1 on failure, 2 on wrong usage.

    `find_calendar` is asked for `--calendar` only.
    """
    try:
        language = _language(args.language)
        if args.batch is None:
            return _print_one(args, language, find_calendar)
        return _print_batch(args, language, find_calendar)
    except AppError as error:
        print(f"motcua deadline: {error}", file=sys.stderr)
        return 2 if isinstance(error, Invalid) else 1


def _print_one(args: argparse.Namespace, language: Language, find_calendar: FindCalendar) -> int:
    for option in ("start", "limit"):
        if getattr(args, option) is None:
            raise Invalid("Thiếu --{option} (hoặc --batch).", option=option)
    pauses = [_halves(text) for text in args.pause or ()]
    case = {"start": args.start, "limit": args.limit, "count": args.count, "pauses": pauses}
    result = compute(case, _calendar(args.calendar, find_calendar))
    print(_dumped(result.as_json(language)) if args.json else result.as_text(language))
    return 0


def _print_batch(args: argparse.Namespace, language: Language, find_calendar: FindCalendar) -> int:
    for option in ("start", "limit", "count", "pause"):
        if getattr(args, option) is not None:
            raise Invalid("--{option} không đi cùng --batch: ghi trong từng dòng của tệp.", option=option)
    calendar = _calendar(args.calendar, find_calendar)
    with _opened(args.batch) as lines:
        for answer in answers(lines, calendar, language):
            # a program that feeds cases one by one waits for each answer
            print(_dumped(answer), flush=args.batch == "-")
    return 0


def answers(lines: Iterable[bytes], calendar: Calendar, language: Language = "vi") -> Iterator[dict[str, object]]:
    """One answer a line, in order; a line that cannot be answered gives `{"error": …}` and the next one is read."""
    for number, line in enumerate(lines):
        try:
            text = line.decode("utf-8-sig" if number == 0 else "utf-8")
            case = json.loads(text)
            if not isinstance(case, dict):
                raise Invalid("Mỗi dòng phải là một đối tượng JSON.")
            yield compute(case, calendar).as_json(language)
        except AppError as error:
            yield {"error": str(error)}
        except (ValueError, RecursionError):
            yield {"error": "Dòng này không phải JSON hợp lệ."}


def compute(case: dict[str, object], calendar: Calendar) -> Result:
    """The result of a case as programs write it: `start`, `limit`, and where wanted `count` and `pauses`. Raises `Invalid`."""
    count = case.get("count")
    return due(
        _moment(_text(case, "start")),
        Limit.parse(_text(case, "limit")),
        calendar=calendar,
        count=Count.END_OF_DAY if count is None else Count.parse(_text(case, "count")),
        pauses=_pauses(case.get("pauses")),
    )


def _calendar(code: str | None, find_calendar: FindCalendar) -> Calendar:
    return shipped_calendar() if code is None else find_calendar(code)


def _language(text: str) -> Language:
    match text:
        case "vi" | "en":
            return text
        case _:
            raise Invalid("Không có ngôn ngữ “{value}”: chọn vi hoặc en.", value=text)


def _text(case: dict[str, object], name: str) -> str:
    value = case.get(name)
    if not isinstance(value, str):
        raise Invalid("Thiếu “{name}”, hoặc không phải chuỗi ký tự.", name=name)
    return value


def _pauses(value: object) -> list[Pause]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise Invalid("“pauses” phải là danh sách các cặp [bắt đầu, kết thúc].")
    return [_pause(pair) for pair in value]


def _pause(pair: object) -> Pause:
    match pair:
        case [str(begin), str(end)] | {"from": str(begin), "to": str(end)}:
            return Pause(_moment(begin), _moment(end))
        case _:
            raise Invalid("Mỗi khoảng tạm dừng là một cặp [bắt đầu, kết thúc].")


def _halves(text: str) -> list[str]:
    begin, divider, end = text.partition("/")
    if not divider:
        raise Invalid("Không hiểu khoảng tạm dừng “{value}”: viết BẮT_ĐẦU/KẾT_THÚC.", value=text)
    return [begin, end]


def _moment(text: str) -> datetime:
    """A date and an hour; without an offset in Vietnam."""
    try:
        if _MOMENT.fullmatch(text.strip().upper()):
            return local(datetime.fromisoformat(text.strip().upper()))
    except (ValueError, OverflowError):
        pass
    raise Invalid("Không hiểu thời điểm “{value}”: viết như 2026-02-13T10:00.", value=text)


def _dumped(answer: dict[str, object]) -> str:
    return json.dumps(answer, ensure_ascii=False)


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    if name == "-":
        yield sys.stdin.buffer
        return
    try:
        file = Path(name).open("rb")  # noqa: SIM115 - only the opening is guarded here, the block below closes it
    except OSError as error:
        raise AppError("Không đọc được “{name}”: {reason}.", name=name, reason=error.strerror or error) from None
    with file:
        yield file
