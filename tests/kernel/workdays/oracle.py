"""A slow second opinion on deadlines, written from CONTRACT's seven rules and from nothing of the engine.

It knows an office only as "which sessions on which date", and it walks: minute by minute where minutes count, date by date where
dates count. It is the measure the engine is compared with, so it shares no code and no idea with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)

Hours = list[tuple[time, time]]


@dataclass
class Office:
    """Sessions per weekday (Monday 0), and those of single dates, which beat the weekday."""

    week: dict[int, Hours]
    days: dict[date, Hours]

    def hours(self, day: date) -> Hours:
        return self.days[day] if day in self.days else self.week.get(day.weekday(), [])

    def works(self, day: date) -> bool:
        return self.hours(day) != []

    def is_open(self, moment: datetime) -> bool:
        return any(begin <= moment.time() < end for begin, end in self.hours(moment.date()))

    def closing(self, day: date) -> datetime:
        return datetime.combine(day, self.hours(day)[-1][1])


def normalised(office: Office, start: datetime) -> datetime:
    """Rule 1."""
    while not office.is_open(start):
        start += MINUTE
    return start


def after_working_minutes(office: Office, moment: datetime, minutes: int) -> datetime:
    """Rule 2: let that many open minutes pass; what falls on a session's end stays there."""
    while minutes:
        if office.is_open(moment):
            minutes -= 1
        moment += MINUTE
    return moment


def after_working_dates(office: Office, day: date, number: int) -> date:
    """Rule 3: the n-th working date after that date."""
    while number:
        day += DAY
        if office.works(day):
            number -= 1
    return day


def clock_time_on(office: Office, day: date, clock: time) -> datetime:
    """Rule 3, to the minute: back from the clock time to the nearest moment in or at the end of a session, else the first begin."""
    moment = datetime.combine(day, clock)
    while moment.date() == day:
        if any(begin <= moment.time() <= end for begin, end in office.hours(day)):
            return moment
        moment -= MINUTE
    return datetime.combine(day, office.hours(day)[0][0])


def months_later(day: date, number: int) -> date:
    """Rule 4: the same day number, else the month's last day."""
    year, month = day.year, day.month
    for _ in range(number):
        month += 1
        if month == 13:
            year, month = year + 1, 1
    for number_of_day in range(day.day, 0, -1):
        try:
            return date(year, month, number_of_day)
        except ValueError:
            continue
    raise AssertionError


def unpaused_due(office: Office, start: datetime, amount: int, unit: str, count: str, same_day_until: time) -> datetime:
    """Rules 2, 3, 4 and 6 for a start already normalised."""
    today = start.date()
    if unit == "hour":
        return after_working_minutes(office, start, amount * 60)
    if unit == "same_day":
        return office.closing(after_working_dates(office, today, 1) if start.time() > same_day_until else today)
    if unit == "working_day":
        day = wanted = after_working_dates(office, today, amount)
    else:
        day = wanted = today + amount * DAY if unit == "day" else months_later(today, amount)
        while not office.works(day):
            day += DAY
    if count == "end_of_day" or day != wanted:
        return office.closing(day)
    return clock_time_on(office, day, start.time())


def paused_stretches(start: datetime, pauses: list[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """Rule 5: the union of all paused minutes from the start on, as its unbroken runs."""
    minutes = set()
    for begin, end in pauses:
        while begin < end:
            if begin >= start:
                minutes.add(begin)
            begin += MINUTE
    runs = []
    for minute in sorted(minutes):
        if minute - MINUTE not in minutes:
            runs.append([minute, minute + MINUTE])
        runs[-1][1] = minute + MINUTE
    return [(begin, end) for begin, end in runs]


def due_by_walking(
    office: Office,
    start: datetime,
    amount: int,
    unit: str,
    count: str,
    pauses: list[tuple[datetime, datetime]],
    same_day_until: time = time(15),
) -> datetime:
    """The due moment by all rules."""
    start = normalised(office, start)
    due = unpaused_due(office, start, amount, unit, count, same_day_until)
    for begin, end in paused_stretches(start, pauses):
        if begin >= due:
            continue
        if unit == "hour" or count == "to_the_minute":
            minute, added = begin, 0
            while minute < end:
                added += office.is_open(minute)
                minute += MINUTE
            due = after_working_minutes(office, due, added)
        else:
            day, added = begin.date() + DAY, 0
            while day <= end.date():
                added += office.works(day)
                day += DAY
            due = office.closing(after_working_dates(office, due.date(), added)) if added else due
    return due
