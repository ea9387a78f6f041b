"""Dates, times and figures as people here read them. Pure: the language is an argument, the clock is never read.

Vietnamese: `20/11/2026`, `thứ Sáu 20/11/2026`, `14:05`, `1.234.567`, `96,5 %`. English: `20 Nov 2026`, `Friday 20 November 2026`,
`14:05`, `1,234,567`, `96.5%`. Moments with a zone are shown as clocks in Việt Nam show them.
"""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

from motcua.kernel import clock

WEEKDAYS_VI = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
NO_BREAK = "\u00a0"
"""A figure and its sign stay on one line."""


def _day(value: date | datetime) -> date:
    return clock.local(value).date() if isinstance(value, datetime) else value


def short_date(value: date | datetime, language: str = "vi") -> str:
    day = _day(value)
    if language == "en":
        return f"{day.day}\u00a0{MONTHS_EN[day.month - 1][:3]}\u00a0{day.year}"
    return f"{day:%d/%m/%Y}"


def long_date(value: date | datetime, language: str = "vi") -> str:
    day = _day(value)
    if language == "en":
        return f"{WEEKDAYS_EN[day.weekday()]} {day.day} {MONTHS_EN[day.month - 1]} {day.year}"
    return f"{WEEKDAYS_VI[day.weekday()]} {day:%d/%m/%Y}"


def clock_time(value: datetime | time) -> str:
    moment = clock.local(value) if isinstance(value, datetime) else value
    return f"{moment:%H:%M}"


def moment(value: datetime, language: str = "vi") -> str:
    """Time before date, as records of acts are read: `14:05 20/11/2026`."""
    return f"{clock_time(value)} {short_date(value, language)}"


def number(value: float | Decimal, language: str = "vi", places: int | None = None) -> str:
    """Thousands grouped; without `places`, as many decimals as the value has, at most two."""
    amount = value if isinstance(value, Decimal) else Decimal(str(value))
    if not amount.is_finite():
        return "–"
    if places is None:
        amount = amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
        text = f"{amount:,f}".rstrip("0").rstrip(".") if amount % 1 else f"{amount.to_integral_value():,f}"
    else:
        text = f"{amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,f}"
    return text if language == "en" else text.translate(str.maketrans(",.", ".,"))


def percent(value: float | Decimal, language: str = "vi", places: int = 1, *, even: bool = False) -> str:
    """`value` is in percent already (96.5, not 0.965). Whole figures drop the decimal: `100 %`; not where they stand in a column with
    others (`even`)."""
    amount = value if isinstance(value, Decimal) else Decimal(str(value))
    rounded = amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    whole = not even and rounded == rounded.to_integral_value()
    text = number(rounded, language, 0 if whole else places)
    return f"{text}%" if language == "en" else f"{text}{NO_BREAK}%"


def file_size(size: int, language: str = "vi") -> str:
    """Bytes as computers here show them, in steps of 1024: `812 byte`, `1,4 MB`."""
    amount = Decimal(size)
    for unit in ("byte", "KB", "MB", "GB"):
        if amount < 1024 or unit == "GB":
            break
        amount /= 1024
    places = 0 if unit in {"byte", "KB"} or amount == amount.to_integral_value() else 1
    return f"{number(amount, language, places)}\u00a0{unit}"
