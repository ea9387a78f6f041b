"""The shipped Vietnamese calendar: complete, balanced, and in agreement day by day with the checked list."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from motcua.kernel.errors import NotFound
from motcua.kernel.workdays import DayKind, shipped_calendar

SHARED = Path(__file__).parents[4] / "shared/data/holidays/vn-public-sector-days-2020-2026.csv"
VN = shipped_calendar()
YEARS = range(2020, 2027)


def entries(kind: DayKind, year: int) -> list[date]:
    return [day for day, entry in VN.exceptions.items() if entry.kind is kind and day.year == year]


def test_it_is_read_once() -> None:
    assert shipped_calendar("vn") is shipped_calendar("vn")
    assert {year for year in range(2015, 2032) if VN.is_known(year)} == set(YEARS)


def test_another_code_is_not_found() -> None:
    for code in ("xx", "../vn", ""):
        with pytest.raises(NotFound):
            shipped_calendar(code)


@pytest.mark.parametrize("year", YEARS)
def test_each_year_has_the_holidays_of_the_labour_code(year: int) -> None:
    of_the_law = {2020: 10, 2026: 12}.get(year, 11)

    assert len(entries(DayKind.HOLIDAY, year)) == of_the_law


@pytest.mark.parametrize("year", YEARS)
def test_each_holiday_on_a_weekend_is_compensated_and_each_swap_balances(year: int) -> None:
    resting = {day for day in entries(DayKind.HOLIDAY, year) if day.weekday() >= 5}
    compensated = {VN.exceptions[day].pair for day in entries(DayKind.COMPENSATION, year)}
    off, work = entries(DayKind.SWAP_OFF, year), entries(DayKind.SWAP_WORK, year)

    assert compensated == resting
    assert {VN.exceptions[day].pair for day in off} == set(work)
    assert {VN.exceptions[day].pair for day in work} == set(off)


def test_every_day_names_its_decision_in_both_languages() -> None:
    for entry in VN.exceptions.values():
        assert entry.name
        assert entry.name_en
        assert entry.source
        assert entry.source_en


def test_the_week_is_of_forty_hours() -> None:
    hours = Counter(
        {
            day: sum(s.end.hour * 60 + s.end.minute - s.begin.hour * 60 - s.begin.minute for s in sessions)
            for day, sessions in VN.week.items()
        }
    )

    assert hours == dict.fromkeys(range(5), 480)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the checked list lies outside the repository")
def test_it_agrees_day_by_day_with_the_checked_list() -> None:
    with SHARED.open(encoding="utf-8") as file:
        listed = {date.fromisoformat(row["date"]): row["kind"] for row in csv.DictReader(file)}

    day, differing = date(YEARS[0], 1, 1), []
    while day.year in YEARS:
        worked = listed[day] == "work" if day in listed else day.weekday() < 5
        if VN.is_working(day) is not worked:
            differing.append(day)
        day += timedelta(days=1)

    assert not differing
