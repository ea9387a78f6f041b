"""`motcua deadline`: the due moment of a limit and its ledger, for one case or for a file of them. No database by itself."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, BinaryIO

from motcua.kernel.command_files import MEBIBYTE, opened
from motcua.kernel.errors import AppError, Invalid

if TYPE_CHECKING:
    # every command of the kernel imports this file to declare its options; the engine is loaded only where it runs
    from motcua.kernel.workdays import Calendar
    from motcua.kernel.workdays.wording import Language

LONGEST_LINE = MEBIBYTE
"""Bytes of one case of a batch: thousands of pauses."""


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


def run(args: argparse.Namespace, *, find_calendar: Callable[[str], Calendar] | None = None) -> int:
    """Prints the result and returns the exit code: 0, 1 on failure, 2 on wrong usage.

    `find_calendar` gives the calendar of a code or raises `NotFound`; it is asked for `--calendar` only, and without it only the
    shipped calendars are known.
    """
    try:
        language = _language(args.language)
        if args.batch is None:
            _print_one(args, language, find_calendar)
        else:
            _print_batch(args, language, find_calendar)
    except AppError as error:
        print("motcua deadline:", *str(error).split(), file=sys.stderr)
        return 2 if isinstance(error, Invalid) else 1
    return 0


def _print_one(args: argparse.Namespace, language: Language, find_calendar: Callable[[str], Calendar] | None) -> None:
    from motcua.kernel.workdays.cases import compute

    for option in ("start", "limit"):
        if getattr(args, option) is None:
            raise Invalid("Thiếu --{option} (hoặc --batch).", option=option)
    pauses = [_halves(text) for text in args.pause or ()]
    case = {"start": args.start, "limit": args.limit, "count": args.count, "pauses": pauses}
    result = compute(case, _calendar(args.calendar, find_calendar))
    print(_dumped(result.as_json(language)) if args.json else result.as_text(language))


def _print_batch(args: argparse.Namespace, language: Language, find_calendar: Callable[[str], Calendar] | None) -> None:
    from motcua.kernel.workdays.cases import answers

    for option in ("start", "limit", "count", "pause"):
        if getattr(args, option) is not None:
            raise Invalid("--{option} không đi cùng --batch: ghi trong từng dòng của tệp.", option=option)
    calendar = _calendar(args.calendar, find_calendar)
    with _batch(args.batch) as file:
        for answer in answers(_lines(file), calendar, language):
            # a program that feeds cases one by one waits for each answer
            print(_dumped(answer), flush=args.batch == "-")


def _calendar(code: str | None, find_calendar: Callable[[str], Calendar] | None) -> Calendar:
    from motcua.kernel.workdays import shipped_calendar

    if code is None:
        return shipped_calendar()
    return (find_calendar or shipped_calendar)(code)


def _language(text: str) -> Language:
    match text:
        case "vi" | "en":
            return text
        case _:
            raise Invalid("Không có ngôn ngữ “{value}”: chọn vi hoặc en.", value=text)


def _halves(text: str) -> list[str]:
    begin, divider, end = text.partition("/")
    if not divider:
        raise Invalid("Không hiểu khoảng tạm dừng “{value}”: viết BẮT_ĐẦU/KẾT_THÚC.", value=text)
    return [begin, end]


def _dumped(answer: Mapping[str, object]) -> str:
    text = json.dumps(answer, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:  # half a surrogate pair, echoed from a case: only its escape can be printed
        return json.dumps(answer)
    return text


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Line by line; one that is longer than any case comes without its end, so that it cannot fill the memory."""
    while line := file.readline(LONGEST_LINE):
        yield line
        while len(line) == LONGEST_LINE and not line.endswith(b"\n"):
            line = file.readline(LONGEST_LINE)


@contextmanager
def _batch(name: str) -> Iterator[BinaryIO]:
    """A file that cannot be opened is a failure (1), not a wrong usage."""
    with ExitStack() as stack:
        try:
            file = stack.enter_context(opened(name))
        except Invalid as error:
            raise AppError(error.template, code=error.code, **error.params) from None
        yield file
