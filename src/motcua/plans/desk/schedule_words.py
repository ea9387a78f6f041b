"""The days inside the periods of a schedule, in words an officer reads and the reader reads back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext

from motcua.kernel.errors import N_
from motcua.plans.reader.day_codes import LAST, LAST_DAYS, PeriodDay, months_in, period_days, week_days

_WEEKDAYS = (
    N_("thứ Hai"), N_("thứ Ba"), N_("thứ Tư"), N_("thứ Năm"), N_("thứ Sáu"), N_("thứ Bảy"), N_("Chủ nhật"),
)  # fmt: skip


def due_words(due: Sequence[str] | None, every: str | None) -> str:
    """ "ngày 5, 15, 25 hằng tháng", "16/3, 16/6, 16/9, 16/12 hằng năm", "15/6/2026, 15/12/2026"; empty where no day is known."""
    days = [date.fromisoformat(d) for d in due or () if len(d) == 10 and d[:4].isdigit()]
    if days:
        return ", ".join(f"{d.day}/{d.month}/{d.year}" for d in days)
    if weekly := next((week for code in due or () if (week := week_days(code))), ()):
        return gettext("{day} hằng tuần").format(day=", ".join(gettext(_WEEKDAYS[n - 1]) for n in weekly))
    rules = [found for code in due or () if (found := period_days(code))]
    if not rules:
        return ""
    length = months_in(every) or 0
    if not length or rules[0][0].month == 0 or 12 % length:
        return gettext("{days} tháng cuối kỳ báo cáo").format(days=_days(rules[0]))
    if len(rules) == 1 and (length == 1 or (length in _TOLD and _by_month(rules[0], length))):
        return _of_period(rules[0], length)
    listed = [_day_words(n * length, day) for n in range(12 // length) for day in rules[n % len(rules)]]
    return gettext("{days} hằng năm").format(days=", ".join(listed))


_TOLD = {
    3: (
        N_("{days} tháng cuối quý"),
        N_("{days} tháng thứ {month} của quý"),
        N_("{days} tháng thứ {month} của quý sau"),
    ),
    6: (
        N_("{days} tháng cuối của 6 tháng"),
        N_("{days} tháng thứ {month} của 6 tháng"),
        N_("{days} tháng thứ {month} của 6 tháng sau"),
    ),
    12: (
        N_("{days} tháng cuối hằng năm"),
        N_("{days} tháng thứ {month} hằng năm"),
        N_("{days} tháng thứ {month} năm sau, hằng năm"),
    ),
}
"""A day of the last month of a period, of another, of one of the next period."""


def _by_month(rule: Sequence[PeriodDay], length: int) -> bool:
    """Whether the days are told by the months of their period: several days, and working days, which have no date every year."""
    return (len(rule) > 1 and length < 12) or any(day.working for day in rule)


def _of_period(rule: Sequence[PeriodDay], length: int) -> str:
    """The days of one period month by month."""
    out = []
    for month in sorted({day.month for day in rule}):
        days = _days([day for day in rule if day.month == month])
        if length == 1:
            words = gettext("{days} tháng sau, hằng tháng") if month > 1 else gettext("{days} hằng tháng")
        else:
            last, own, following = _TOLD[length]
            words = gettext(last if month == length else following if month > length else own)
        out.append(words.format(days=days, month=(month - 1) % length + 1))
    return ", ".join(out)


def _days(rule: Sequence[PeriodDay]) -> str:
    """ "ngày 5, 15"; working days and the end of the month by name."""
    numbers = [str(day.day) for day in rule if not day.working and day.day != LAST]
    told = [gettext("ngày {days}").format(days=", ".join(numbers))] if numbers else []
    if any(day.day == LAST for day in rule):
        told.append(gettext("ngày cuối cùng"))
    for day in rule:
        if day.working:
            name = gettext("ngày làm việc thứ {number}") if day.day else gettext("ngày làm việc cuối cùng")
            told.append(name.format(number=day.day))
    return ", ".join(told)


def _day_words(before: int, day: PeriodDay) -> str:
    """A day of the year, `before` months after its begin; one past December is of the next year."""
    month = before + day.month
    at = (month - 1) % 12
    words = f"{min(day.day, LAST_DAYS[at])}/{at + 1}"
    if day.working:
        words = f"{_days([day])} {gettext('tháng {month}').format(month=at + 1)}"
    return gettext("{day} năm sau").format(day=words) if month > 12 else words
