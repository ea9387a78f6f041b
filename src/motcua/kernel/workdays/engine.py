"""The one engine of working time: the due moment of a limit, exact to the minute (CONTRACT, "Deadlines, exactly").

Nothing else in the house does date arithmetic on deadlines. Pure: no clock, no settings, no database.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from motcua.kernel.errors import Invalid
from motcua.kernel.workdays.calendar import Calendar, minute_of, minutes_of
from motcua.kernel.workdays.ledger import Reckoning, Stretch, moment_of
from motcua.kernel.workdays.result import Result
from motcua.kernel.workdays.terms import Count, Limit, Pause, Unit
from motcua.kernel.workdays.timeline import MINUTES_OF_DAY, Timeline

END_OF_TIME = (date.max.toordinal() + 1) * MINUTES_OF_DAY
SAME_DAY_UNTIL = time(15)


def due(
    start: datetime,
    limit: Limit,
    *,
    calendar: Calendar,
    count: Count = Count.END_OF_DAY,
    pauses: Sequence[Pause] = (),
    same_day_until: time = SAME_DAY_UNTIL,
) -> Result:
    """When `limit`, started at `start`, is due.

    Moments without zone are Vietnamese; seconds are dropped. `count` does not matter to hours. `same_day_until` is the hour after
    which a `same_day` limit ends on the next working date. Raises `Invalid` where the result lies beyond the year 9999.
    """
    line = calendar.timeline
    given = minutes_of(start)
    begin = line.normalise(given)
    if begin >= END_OF_TIME:
        raise _beyond(limit)
    last, base = _term(line, begin, limit, count, minute_of(same_day_until))
    moment = base
    stretches: tuple[Stretch, ...] = ()
    if pauses:
        by_minutes = limit.unit is Unit.HOUR or count is Count.TO_THE_MINUTE
        moment, stretches = _paused(line, begin, base, _merged(pauses), by_minutes=by_minutes)
    if moment >= END_OF_TIME:
        raise _beyond(limit)
    return Result(Reckoning(calendar, limit, count, same_day_until, given, begin, last, base, moment, stretches))


def due_by(day: date, *, calendar: Calendar) -> Result:
    """When something to be done by a date is due: at the end of that date's work, on a rest day at the end of the next working date's
    (Bộ luật Dân sự 2015 Art. 148(5)). The ledger begins on the working date before.
    """
    line = calendar.timeline
    last = day.toordinal()
    before = line.nth_date(line.dates_through(last - 1))
    start = moment_of(before * MINUTES_OF_DAY + line.spans(before)[0][0])
    return due(start, Limit(last - before, Unit.DAY), calendar=calendar)


def due_as_promised(start: datetime, promised: datetime, *, calendar: Calendar, pauses: Sequence[Pause] = ()) -> Result:
    """When something is due whose date somebody else has promised (an earlier system): that moment, moved by pauses in working dates.

    The limit of the result is the number of days between, at least one.
    """
    line = calendar.timeline
    given, base = minutes_of(start), minutes_of(promised)
    begin = line.normalise(given)
    last = base // MINUTES_OF_DAY
    limit = Limit(max(1, last - begin // MINUTES_OF_DAY), Unit.DAY)
    moment, stretches = _paused(line, begin, base, _merged(pauses), by_minutes=False)
    if moment >= END_OF_TIME:
        raise _beyond(limit)
    return Result(
        Reckoning(calendar, limit, Count.END_OF_DAY, SAME_DAY_UNTIL, given, begin, last, base, moment, stretches)
    )


def _term(line: Timeline, begin: int, limit: Limit, count: Count, same_day_until: int) -> tuple[int, int]:
    """A limit before pauses: the date (ordinal) on which it ends by its own count, and the due moment."""
    day, minute = divmod(begin, MINUTES_OF_DAY)
    match limit.unit:
        case Unit.WORKING_DAY:
            last = line.date_after(day, limit.amount)
            return last, _on(line, last, minute, count)
        case Unit.HOUR:
            moment = line.moment_at(line.minutes_before(begin) + limit.amount * 60)
            return moment // MINUTES_OF_DAY, moment
        case Unit.SAME_DAY:
            last = day if minute <= same_day_until else line.date_after(day, 1)
            return last, line.end_of(last)
        case Unit.DAY:
            last = day + limit.amount
        case Unit.MONTH:
            last = _months_after(day, limit)
    worked = line.date_after(last - 1, 1)
    if worked == last:
        return last, _on(line, last, minute, count)
    # rule 4: a last date without work gives way to the next working one, and the limit ends with it
    return last, line.end_of(worked)


def _on(line: Timeline, day: int, minute: int, count: Count) -> int:
    """The moment on a working date at which a limit of days ends (rule 3)."""
    return line.clamp(day, minute) if count is Count.TO_THE_MINUTE else line.end_of(day)


def _months_after(ordinal: int, limit: Limit) -> int:
    """The same day number so many months later, else that month's last day."""
    day = date.fromordinal(ordinal)
    year, month = divmod(day.year * 12 + day.month - 1 + limit.amount, 12)
    if year > date.max.year:
        raise _beyond(limit)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])).toordinal()


def _merged(pauses: Iterable[Pause]) -> list[tuple[int, int, str]]:
    """By time, overlapping and touching ones made one, as `(begin, end, reason)`."""
    merged: list[tuple[int, int, str]] = []
    for begin, end, reason in sorted(
        (minutes_of(pause.begin), minutes_of(pause.end), pause.reason) for pause in pauses
    ):
        if merged and begin <= merged[-1][1]:
            earlier = merged.pop()
            reasons = dict.fromkeys(said for said in (earlier[2], reason) if said)
            merged.append((earlier[0], max(earlier[1], end), "; ".join(reasons)))
        else:
            merged.append((begin, end, reason))
    return merged


def _paused(
    line: Timeline, begin: int, running: int, pauses: list[tuple[int, int, str]], *, by_minutes: bool
) -> tuple[int, tuple[Stretch, ...]]:
    """Rule 5: each pause in time order, applied to the due moment that the earlier ones have moved."""
    stretches = []
    for pause_begin, pause_end, reason in pauses:
        counted_from = max(pause_begin, begin)
        added = 0
        if counted_from < min(pause_end, running):
            if by_minutes:
                added = line.minutes_before(pause_end) - line.minutes_before(counted_from)
            else:
                until, after = pause_end // MINUTES_OF_DAY, counted_from // MINUTES_OF_DAY
                added = line.dates_through(until) - line.dates_through(after)
        if added:
            running = _moved(line, running, added, by_minutes=by_minutes)
        stretches.append(Stretch(pause_begin, pause_end, counted_from, added, reason))
    return running, tuple(stretches)


def _moved(line: Timeline, moment: int, added: int, *, by_minutes: bool) -> int:
    if by_minutes:
        return line.moment_at(line.minutes_before(moment) + added)
    return line.end_of(line.date_after(moment // MINUTES_OF_DAY, added))


def _beyond(limit: Limit) -> Invalid:
    return Invalid("Thời hạn “{limit}” vượt quá năm 9999.", code="limit_too_long", limit=str(limit))
