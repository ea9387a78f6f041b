"""Deadline cases as programs write them: JSON objects with `start`, `limit`, and where wanted `count` and `pauses`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from motcua.kernel.clock import local
from motcua.kernel.errors import AppError, Invalid
from motcua.kernel.workdays.calendar import Calendar
from motcua.kernel.workdays.engine import due
from motcua.kernel.workdays.result import Result
from motcua.kernel.workdays.terms import Count, Limit, Pause
from motcua.kernel.workdays.wording import Language

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?", re.ASCII)


def answers(lines: Iterable[bytes], calendar: Calendar, language: Language = "vi") -> Iterator[dict[str, object]]:
    """One answer a line, in order; a line that cannot be answered gives `{"error": …}` and the next one is read."""
    for number, line in enumerate(lines):
        try:
            yield compute(_object(line, "utf-8" if number else "utf-8-sig"), calendar).as_json(language)
        except AppError as error:
            yield {"error": str(error)}


def compute(case: Mapping[str, object], calendar: Calendar) -> Result:
    """The result of a case as programs write it: `start`, `limit`, and where wanted `count` and `pauses`. Raises `Invalid`."""
    count = case.get("count")
    return due(
        _moment(_text(case, "start")),
        Limit.parse(_text(case, "limit")),
        calendar=calendar,
        count=Count.END_OF_DAY if count is None else Count.parse(_text(case, "count")),
        pauses=_pauses(case.get("pauses")),
    )


def _object(line: bytes, encoding: str) -> Mapping[str, object]:
    try:
        case = json.loads(line.decode(encoding))
    except (ValueError, RecursionError):
        raise Invalid("Dòng này không phải JSON hợp lệ.") from None
    if not isinstance(case, dict):
        raise Invalid("Mỗi dòng phải là một đối tượng JSON.")
    return case


def _text(case: Mapping[str, object], name: str) -> str:
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


def _moment(text: str) -> datetime:
    """A date and an hour; without an offset in Vietnam."""
    try:
        if _MOMENT.fullmatch(text.strip().upper()):
            return local(datetime.fromisoformat(text.strip().upper()))
    except (ValueError, OverflowError):
        pass
    raise Invalid("Không hiểu thời điểm “{value}”: viết như 2026-02-13T10:00.", value=text)
