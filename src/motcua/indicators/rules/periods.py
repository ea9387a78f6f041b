"""Periods: what they are called, which days they cover, and which one comes next. Pure.

A period is written `2026`, `2026-H1`, `2026-9M`, `2026-Q1`, `2026-06`. Which days it covers depends on the rule: by the calendar, or as
reports are cut (NĐ 09/2019/NĐ-CP, Điều 12): from the 15th of the month before it to the 14th of its last month. A final `-R` (report) or
`-C` (calendar) names the rule; without it each indicator's own rule holds. So `2026-Q1-R` is 15/12/2025 to 14/03/2026.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from motcua.kernel.errors import Invalid
from motcua.kernel.indicators import Rule, Span, Window

Language = Literal["vi", "en"]

FIRST_YEAR, LAST_YEAR = 1945, 2200
CUT_OFF = 14
"""The last day of a month whose data a report takes."""

_MONTHS = {Span.MONTH: 1, Span.QUARTER: 3, Span.HALF: 6, Span.NINE_MONTHS: 9, Span.YEAR: 12}
_NUMBERS = {Span.MONTH: 12, Span.QUARTER: 4, Span.HALF: 2, Span.NINE_MONTHS: 1, Span.YEAR: 1}
_LETTERS = {Rule.CALENDAR: "C", Rule.REPORT: "R"}
_ROMAN = ("I", "II", "III", "IV")
_WRITTEN = re.compile(
    r"(?P<year>\d{4})(?:-(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<nine>9M)|(?P<month>0[1-9]|1[0-2])))?(?:-(?P<rule>[RC]))?",
    re.IGNORECASE,
)
# As people type it and as `name_of` prints it: "quý I/2026", "quý 1 năm 2026", "6 tháng đầu năm 2026", "9 tháng 2026", "tháng 6/2026".
_SPOKEN = re.compile(
    r"(?P<before>kỳ báo cáo )?"
    r"(?:quý (?P<quarter>iv|i{1,3}|[1-4])|(?:6|sáu) tháng(?P<half> đầu| cuối|)|(?P<nine>(?:9|chín) tháng)(?: đầu)?"
    r"|tháng (?P<month>0?[1-9]|1[0-2]))?"
    r"(?: ?năm | ?/ ?| )?(?P<year>\d{4})(?P<report> \(kỳ báo cáo\))?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Period:
    """`number` counts the periods of this length within the year from 1. `rule` None: each indicator's own."""

    year: int
    span: Span = Span.YEAR
    number: int = 1
    rule: Rule | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.number <= _NUMBERS[self.span]:
            raise ValueError(f"no {self.span} number {self.number} in a year")
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValueError(f"not a year of records: {self.year}")

    def __str__(self) -> str:
        tails = {
            Span.MONTH: f"-{self.number:02}",
            Span.QUARTER: f"-Q{self.number}",
            Span.HALF: f"-H{self.number}",
            Span.NINE_MONTHS: "-9M",
            Span.YEAR: "",
        }
        rule = f"-{_LETTERS[self.rule]}" if self.rule else ""
        return f"{self.year}{tails[self.span]}{rule}"


def parse_period(text: str) -> Period:
    """The period that is written or typed so. Raises Invalid, which says how periods are written."""
    plain = " ".join(text.split())
    found = _WRITTEN.fullmatch(plain) or _SPOKEN.fullmatch(plain.lower())
    if found is None or not FIRST_YEAR <= int(found["year"]) <= LAST_YEAR:
        raise Invalid(
            "“{text}” không phải là một kỳ. Viết như 2026, 2026-H1, 2026-9M, 2026-Q1, 2026-06; thêm -R cho kỳ báo cáo (từ ngày 15 đến "
            "ngày 14), -C cho kỳ theo lịch.",
            code="bad_period",
            text=text[:60],
        )
    parts = found.groupdict()
    span, number = _span_of(parts)
    return Period(int(parts["year"]), span, number, _rule_of(parts))


def window_of(period: Period, rule: Rule = Rule.CALENDAR) -> Window:
    """The days of a period by its own rule, else by the one given."""
    months = _MONTHS[period.span]
    first = date(period.year, (period.number - 1) * months + 1, 1)
    last_month = date(period.year, first.month + months - 1, 1)
    if (period.rule or rule) is Rule.REPORT:
        return Window(_month_before(first).replace(day=CUT_OFF + 1), last_month.replace(day=CUT_OFF))
    return Window(first, _month_after(last_month) - timedelta(days=1))


def period_of(window: Window) -> Period | None:
    """The period, with its rule, that covers exactly these days; None for any other stretch of time."""
    for rule in Rule:
        for span in Span:
            if window_of(held := current(window.end, span, rule)) == window:
                return held
    return None


def current(on: date, span: Span, rule: Rule = Rule.CALENDAR) -> Period:
    """The period of a length in which a day lies; after nine months, those nine months until the next ones begin."""
    month = on.replace(day=1)
    if rule is Rule.REPORT and on.day > CUT_OFF:
        month = _month_after(month)
    number = (month.month - 1) // _MONTHS[span] + 1
    return Period(month.year, span, min(number, _NUMBERS[span]), rule)


def following(period: Period, steps: int = 1) -> Period:
    """The period of the same length so many steps on (back, when negative)."""
    per_year = _NUMBERS[period.span]
    position = period.year * per_year + period.number - 1 + steps
    return replace(period, year=position // per_year, number=position % per_year + 1)


def preceding(period: Period) -> Period:
    return following(period, -1)


def last_until(until: date, span: Span, count: int, rule: Rule = Rule.CALENDAR) -> list[Period]:
    """The `count` periods up to the one in which a day lies, oldest first: the points of a trend."""
    last = current(until, span, rule)
    return [following(last, step) for step in range(1 - count, 1)]


def within_year(year: int, rule: Rule | None = None) -> Iterator[Period]:
    """Every period of a year, short ones first."""
    for span, numbers in _NUMBERS.items():
        for number in range(1, numbers + 1):
            yield Period(year, span, number, rule)


def name_of(period: Period, language: Language = "vi") -> str:
    """«Quý I/2026», «6 tháng đầu năm 2026»; «Quarter I/2026». A report period says so."""
    names = _english(period) if language == "en" else _vietnamese(period)
    if period.rule is Rule.REPORT:
        return f"{names} (reporting period)" if language == "en" else f"{names} (kỳ báo cáo)"
    return names


def _vietnamese(period: Period) -> str:
    match period.span:
        case Span.MONTH:
            return f"Tháng {period.number}/{period.year}"
        case Span.QUARTER:
            return f"Quý {_ROMAN[period.number - 1]}/{period.year}"
        case Span.HALF:
            return f"6 tháng {'đầu' if period.number == 1 else 'cuối'} năm {period.year}"
        case Span.NINE_MONTHS:
            return f"9 tháng đầu năm {period.year}"
        case Span.YEAR:
            return f"Năm {period.year}"


def _english(period: Period) -> str:
    match period.span:
        case Span.MONTH:
            return f"Month {period.number}/{period.year}"
        case Span.QUARTER:
            return f"Quarter {_ROMAN[period.number - 1]}/{period.year}"
        case Span.HALF:
            return f"{'First' if period.number == 1 else 'Second'} half of {period.year}"
        case Span.NINE_MONTHS:
            return f"First nine months of {period.year}"
        case Span.YEAR:
            return f"Year {period.year}"


def _span_of(parts: dict[str, str | None]) -> tuple[Span, int]:
    if quarter := parts["quarter"]:
        return Span.QUARTER, int(quarter) if quarter.isdecimal() else _ROMAN.index(quarter.upper()) + 1
    if (half := parts["half"]) is not None:
        return Span.HALF, 2 if half.strip() in {"2", "cuối"} else 1
    if month := parts["month"]:
        return Span.MONTH, int(month)
    return (Span.NINE_MONTHS, 1) if parts["nine"] else (Span.YEAR, 1)


def _rule_of(parts: dict[str, str | None]) -> Rule | None:
    letter = (parts.get("rule") or ("R" if parts.get("before") or parts.get("report") else "")).upper()
    return next((rule for rule, written in _LETTERS.items() if written == letter), None)


def _month_after(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _month_before(first: date) -> date:
    return (first - timedelta(days=1)).replace(day=1)
