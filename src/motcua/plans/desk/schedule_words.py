"""The day inside the periods of a schedule, in words an officer reads and the reader reads back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext

from motcua.kernel.errors import N_

_MONTHS = {"P1M": 1, "P2M": 2, "P3M": 3, "P4M": 4, "P6M": 6, "P12M": 12, "P1Y": 12}
_WEEKDAYS = (
    N_("thứ Hai"), N_("thứ Ba"), N_("thứ Tư"), N_("thứ Năm"), N_("thứ Sáu"), N_("thứ Bảy"), N_("Chủ nhật"),
)  # fmt: skip
_LAST = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def due_words(due: Sequence[str] | None, every: str | None) -> str:
    """ "ngày 20 hằng tháng", "16/3, 16/6, 16/9, 16/12 hằng năm", "15/6/2026, 15/12/2026"; empty where no day is known."""
    days = [date.fromisoformat(d) for d in due or () if len(d) == 10]
    if days:
        return ", ".join(f"{d.day}/{d.month}/{d.year}" for d in days)
    first = next(iter(due or ()), "")
    if first.startswith("W-"):
        return gettext("{day} hằng tuần").format(day=gettext(_WEEKDAYS[int(first[2]) - 1]))
    rules = [(int(m[1]), int(m[2])) for d in due or () if (m := re.fullmatch(r"(\d\d)-(\d\d)", d))]
    if not rules:
        return ""
    length = _MONTHS.get(every or "", 0)
    if not length or rules[0][0] == 0:
        return gettext("ngày {day} tháng cuối kỳ báo cáo").format(day=rules[0][1])
    if length == 1:
        return _monthly(*rules[0])
    listed = [_day_words(n * length + rules[n % len(rules)][0], rules[n % len(rules)][1]) for n in range(12 // length)]
    return gettext("{days} hằng năm").format(days=", ".join(listed))


def _monthly(month: int, day: int) -> str:
    if month > 1:
        return gettext("ngày {day} tháng sau, hằng tháng").format(day=day)
    return gettext("ngày {day} hằng tháng").format(day=day)


def _day_words(month: int, day: int) -> str:
    """A day of the year; one past December is of the next year."""
    at = (month - 1) % 12
    words = f"{min(day, _LAST[at])}/{at + 1}"
    return gettext("{day} năm sau").format(day=words) if month > 12 else words
