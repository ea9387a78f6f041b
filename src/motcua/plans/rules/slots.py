"""From a task's schedule to the moments at which something is due. Pure.

A quarter, a year or a date is due once; named months once each; a periodic task once in each of its periods; a continuous one once in each
reporting period of its plan. A task that waits for an event is due when the event is raised; at the end of the plan its lead confirms that
nothing arose. What the paper leaves open is due with the plan, and says that this was inferred.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from motcua.kernel.errors import Invalid
from motcua.kernel.workdays import Calendar
from motcua.plans.reader.day_codes import PeriodDay, period_days, week_days

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
_EVERY = re.compile(
    r"P(?:(?P<years>\d{1,3})Y)?(?:(?P<months>\d{1,3})M)?(?:(?P<weeks>\d{1,3})W)?(?:(?P<days>\d{1,4})D)?"
)
_DATE = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
CONFIRMATION = timedelta(days=30)
"""How long before the plan's end its leads are asked whether nothing arose."""
_MOST = 400
"""Slots of one task that are still believable: every day of a year, and some."""


class SlotKind(StrEnum):
    """What a slot stands for."""

    ONCE = "once"
    MONTH = "month"
    PERIOD = "period"
    REPORT = "report"
    EVENT = "event"
    NOTHING_AROSE = "nothing_arose"


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a task is to be done, as it was read: `every` an ISO 8601 duration, `months` as `2026-06`, `due` as `reader.day_codes` tells:
    the days inside each period, or the several days on which it is due."""

    kind: str
    starts_on: date | None = None
    ends_on: date | None = None
    every: str = ""
    months: tuple[str, ...] = ()
    due: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """Dates with both ends included, and the key by which its slot is known."""

    key: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Frame:
    """The plan around a task: its first and last day, and its reporting periods in order of time."""

    starts_on: date
    ends_on: date
    periods: tuple[Window, ...] = ()

    def __post_init__(self) -> None:
        if self.ends_on < self.starts_on:
            raise ValueError("a plan ends before it starts")


@dataclass(frozen=True, slots=True)
class Slot:
    """One time at which a task is due: `ends_on` is the last day. `key` is the same however often the slots are made.

    `inferred` tells that the paper gives no such date: it is the end of the plan. With `working` the day is that
    working day of the month of `ends_on` (0: its last), which only a calendar knows: `day_of`.
    """

    key: str
    kind: SlotKind
    starts_on: date
    ends_on: date
    inferred: bool = False
    working: int | None = None


def day_of(slot: Slot, calendar: Calendar) -> date:
    """The last day of a slot by a calendar."""
    if slot.working is None:
        return slot.ends_on
    first = slot.ends_on.replace(day=1)
    if slot.working:
        return calendar.add_working_days(first - timedelta(days=1), slot.working)
    return calendar.add_working_days(_months_on(first, 1), -1)


def slots(schedule: Schedule, frame: Frame) -> list[Slot]:
    """All slots of a task in its plan, by time. A task on event has one only: the confirmation that nothing arose."""
    days = _days(schedule)
    match schedule.kind:
        case "by_date" | "months" | "quarter" | "periodic" if days:
            found = list(_dated(schedule, frame, days))
        case "months":
            found = list(_months(schedule, frame))
        case "periodic":
            found = list(_periods(schedule, frame))
        case "continuous":
            found = list(_reports(schedule, frame))
        case "on_event":
            found = [nothing_arose(frame)]
        case _:
            found = [_once(schedule, frame)]
    return sorted(found, key=lambda slot: (slot.ends_on, slot.key))


def event_slot(number: int, raised_on: date, due_on: date) -> Slot:
    """The slot of the n-th event that was raised for a task."""
    return Slot(f"event-{number}", SlotKind.EVENT, raised_on, max(raised_on, due_on))


def nothing_arose(frame: Frame) -> Slot:
    """At the end of the plan the lead confirms that the event did not come."""
    opens_on = max(frame.starts_on, frame.ends_on - CONFIRMATION)
    return Slot("nothing-arose", SlotKind.NOTHING_AROSE, opens_on, frame.ends_on)


def reporting_periods(frame: Frame, *, months: int, cut_off: int = 0) -> tuple[Window, ...]:
    """The plan's span in periods of so many months. With a cut-off day (14), each ends on that day of its last month and begins on the
    day after it in the month before (NĐ 09/2019/NĐ-CP Art. 12: quarter I from 15/12 to 14/03); without, periods are calendar ones.

    Periods count from January of the plan's first year, so that a quarter is a quarter whenever the plan begins; those that end before
    the plan begins, or begin after it ends, are left out. `months` is 1, 2, 3, 4, 6 or 12.
    """
    if months not in {1, 2, 3, 4, 6, 12}:
        raise ValueError("periods divide a year")
    if not 0 <= cut_off <= 28:
        raise ValueError("a cut-off day is in every month")
    found = []
    for year in range(frame.starts_on.year, frame.ends_on.year + 1):
        for first in range(1, 13, months):
            last = first + months - 1
            ends_on = date(year, last, cut_off) if cut_off else date(year, last, monthrange(year, last)[1])
            starts_on = _begins(year, first, cut_off)
            if ends_on >= frame.starts_on and starts_on <= frame.ends_on:
                found.append(Window(_period_key(year, first, months), starts_on, ends_on))
    return tuple(found)


def span_of(year: int | None, issued_on: date, ends: Sequence[date]) -> tuple[date, date]:
    """First and last day of a plan: its year, or the year of its date; later where a task of it ends later."""
    at = year or issued_on.year
    return date(at, 1, 1), max([date(at, 12, 31), *ends])


def _once(schedule: Schedule, frame: Frame) -> Slot:
    ends_on = schedule.ends_on or frame.ends_on
    starts_on = min(schedule.starts_on or frame.starts_on, ends_on)
    return Slot("once", SlotKind.ONCE, starts_on, ends_on, inferred=schedule.ends_on is None)


def _months(schedule: Schedule, frame: Frame) -> Iterator[Slot]:
    named = sorted({month for month in schedule.months if _MONTH.fullmatch(month)})
    if not named:
        yield _once(schedule, frame)
    for month in named:
        year, number = int(month[:4]), int(month[5:])
        yield Slot(month, SlotKind.MONTH, date(year, number, 1), date(year, number, monthrange(year, number)[1]))


def _dated(schedule: Schedule, frame: Frame, days: Sequence[date]) -> Iterator[Slot]:
    """Once on each day that is named; the time for each begins after the one before. A named month keeps the key of its month."""
    begins = schedule.starts_on or frame.starts_on
    monthly = schedule.kind == "months" and len({(d.year, d.month) for d in days}) == len(days)
    for day in days:
        if len(days) == 1 and not monthly:
            yield Slot("once", SlotKind.ONCE, min(begins, day), day)
        elif monthly:
            yield Slot(f"{day:%Y-%m}", SlotKind.MONTH, day.replace(day=1), day)
        else:
            yield Slot(day.isoformat(), SlotKind.PERIOD, min(begins, day), day)
        begins = day + timedelta(days=1)


def _days(schedule: Schedule) -> list[date]:
    """The days of the calendar among what is due."""
    return sorted({date.fromisoformat(d) for d in schedule.due if _DATE.fullmatch(d)})


def _periods(schedule: Schedule, frame: Frame) -> Iterator[Slot]:
    """One period after the other from the schedule's first day; the last one ends with the schedule.

    With a day inside the period ("trước ngày 16 của tháng cuối quý") periods are those of the calendar, and each is due on that day.
    """
    step = _EVERY.fullmatch(schedule.every) if schedule.every else None
    months, days = _lengths(step)
    first, last = schedule.starts_on or frame.starts_on, schedule.ends_on or frame.ends_on
    rules = [found for code in schedule.due if (found := period_days(code))]
    weekdays = next((week for code in schedule.due if (week := week_days(code))), ())
    if not months and not days:
        yield from _reported(schedule, frame, rules)
        return
    if weekdays and days == 7:
        yield from _weeks(first, last, weekdays)
        return
    if rules and months and 12 % months == 0:
        yield from _ruled(first, last, months, rules)
        return
    number, begins = 0, first
    while begins <= last:
        number += 1
        if number > _MOST:
            raise Invalid(
                "Chu kỳ “{every}” quá ngắn cho thời gian của kế hoạch.", code="period_too_short", every=schedule.every
            )
        following = _months_on(first, months * number) if months else first + timedelta(days=days * number)
        yield Slot(begins.isoformat(), SlotKind.PERIOD, begins, min(following - timedelta(days=1), last))
        begins = following


_Rules = Sequence[Sequence[PeriodDay]]
"""The days of one period for all of them, or of each period of a year."""


def _ruled(first: date, last: date, months: int, rules: _Rules) -> Iterator[Slot]:
    """Calendar periods that begin in the span, or whose day falls in it."""
    for year in range(first.year, last.year + 1):
        for n in range(12 // months):
            begins = date(year, n * months + 1, 1)
            whole = Slot(begins.isoformat(), SlotKind.PERIOD, begins, begins)
            for slot in _on_days(whole, months, rules[n % len(rules)]):
                if slot.ends_on >= first and begins <= last:
                    yield replace(slot, starts_on=min(max(slot.starts_on, first), slot.ends_on))


def _on_days(period: Slot, months: int, days: Sequence[PeriodDay]) -> Iterator[Slot]:
    """A period's slot for each of its days; the time for one begins after the one before. A single day keeps the period's key."""
    starts_on = period.starts_on
    for day in days:
        at = _months_on(period.starts_on.replace(day=1), (day.month or months) - 1)
        ends_on = (
            _weekday(at, day.day) if day.working else at.replace(day=min(day.day, monthrange(at.year, at.month)[1]))
        )
        key = period.key if len(days) == 1 else f"{period.key}/{day}"
        working = day.day if day.working else None
        yield replace(period, key=key, starts_on=min(starts_on, ends_on), ends_on=ends_on, working=working)
        starts_on = ends_on + timedelta(days=1)


def _weekday(month: date, number: int) -> date:
    """About where a month's n-th working day lies, for order: its n-th day from Monday to Friday, its last day for 0."""
    last = monthrange(month.year, month.month)[1]
    days = [d for d in range(1, last + 1) if month.replace(day=d).weekday() < 5]
    return month.replace(day=days[number - 1] if 0 < number <= len(days) else last)


def _weeks(first: date, last: date, weekdays: Sequence[int]) -> Iterator[Slot]:
    """The same days of each week, Monday being 1."""
    monday, begins = first - timedelta(days=first.weekday()), first
    while monday <= last:
        for n in weekdays:
            due = monday + timedelta(days=n - 1)
            if first <= due <= last:
                key = monday.isoformat() if len(weekdays) == 1 else f"{monday.isoformat()}/W-{n}"
                yield Slot(key, SlotKind.PERIOD, max(begins, monday), due)
                begins = due + timedelta(days=1)
        monday += timedelta(days=7)


def _reported(schedule: Schedule, frame: Frame, rules: _Rules) -> Iterator[Slot]:
    """ "Định kỳ" without an interval: in each reporting period of the plan, where the wording names a day of it; else once."""
    if not rules or not frame.periods:
        yield _once(schedule, frame)
        return
    for slot in _reports(schedule, frame):
        begins = slot.starts_on.replace(day=1)
        months = (slot.ends_on.year - begins.year) * 12 + slot.ends_on.month - begins.month + 1
        yield from _on_days(slot, months, rules[0])


def _lengths(step: re.Match[str] | None) -> tuple[int, int]:
    """Months and days of a duration; one of the two is 0. Months and days together are taken as days of thirty to a month."""
    if step is None:
        return 0, 0
    months = int(step["years"] or 0) * 12 + int(step["months"] or 0)
    days = int(step["weeks"] or 0) * 7 + int(step["days"] or 0)
    return (0, months * 30 + days) if days else (months, 0)


def _reports(schedule: Schedule, frame: Frame) -> Iterator[Slot]:
    """One slot in each reporting period that the task's own dates touch."""
    first, last = schedule.starts_on or date.min, schedule.ends_on or date.max
    touched = [p for p in frame.periods if p.ends_on >= first and p.starts_on <= last]
    if not touched:
        yield _once(schedule, frame)
    for period in touched:
        yield Slot(period.key, SlotKind.REPORT, period.starts_on, period.ends_on)


def _months_on(first: date, months: int) -> date:
    """The same day number so many months later, else that month's last day."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, min(first.day, monthrange(year, month + 1)[1]))


def _begins(year: int, month: int, cut_off: int) -> date:
    """The first day of a period that begins in a month; with a cut-off, the day after it in the month before."""
    if not cut_off:
        return date(year, month, 1)
    before = date(year, month, 1) - timedelta(days=1)
    return before.replace(day=cut_off) + timedelta(days=1)


def _period_key(year: int, first: int, months: int) -> str:
    names = {1: f"{year}-{first:02}", 3: f"{year}-Q{(first + 2) // 3}", 6: f"{year}-H{(first + 5) // 6}", 12: f"{year}"}
    return names.get(months, f"{year}-{first:02}+{months}")
