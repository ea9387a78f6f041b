"""The calendars that ship as data, so that deadlines can be computed without a database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from motcua.kernel.errors import NotFound
from motcua.kernel.workdays.calendar import Calendar, CalendarDay, DayKind, parse_sessions

SHIPPED = ("vn",)
_DATA = Path(__file__).parent / "data"
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@cache
def shipped_calendar(code: str = "vn") -> Calendar:
    """The shipped calendar of that code, read once per process. Raises `NotFound`."""
    if code not in SHIPPED:
        raise NotFound("Không có lịch làm việc “{calendar}”.", calendar=code)
    return _calendar(_read(_DATA / f"{code}.yaml"))


def _read(path: Path) -> dict[str, Any]:
    import yaml  # a tenth of the command's start, paid only where shipped data is read

    # the C loader is ten times faster, and absent where PyYAML was built without libyaml
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return dict(yaml.load(path.read_bytes(), Loader=loader))  # noqa: S506 - both loaders are the safe ones


def _calendar(data: Mapping[str, Any]) -> Calendar:
    week = {_WEEKDAYS.index(name): parse_sessions(sessions) for name, sessions in data["week"].items()}
    return Calendar(data["code"], data["name"], week, dict(_days(data)), frozenset(data["known_years"]))


def _days(data: Mapping[str, Any]) -> Iterator[tuple[date, CalendarDay]]:
    names, sources = data["names"], data["sources"]
    for row in data["days"]:
        name, source = names[row["name"]], sources[row["source"]]
        yield (
            row["date"],
            CalendarDay(
                DayKind(row["kind"]),
                name["vi"],
                source["vi"],
                name_en=name["en"],
                source_en=source["en"],
                pair=row.get("for"),
            ),
        )
