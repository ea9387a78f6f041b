"""Working time as integers: how many working dates and minutes lie before a point, and which point a number leads to.

Dates are proleptic ordinals (`date.toordinal`), moments are minutes (`ordinal * 1440 + minute of the day`). The weekly pattern is
summed in closed form and dated exceptions by prefix sums of what they change, so that every question costs O(log exceptions),
whatever the distance, and a calendar of a hundred exceptions is built in a fraction of a millisecond.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import TypeAlias

MINUTES_OF_DAY = 1440

Spans: TypeAlias = tuple[tuple[int, int], ...]
"""Sessions of one date: `(begin, end)` minutes of the day, ascending, not overlapping, end exclusive."""


def _minutes(spans: Spans) -> int:
    return sum(end - begin for begin, end in spans)


class _Ladder:
    """A count that grows by a fixed amount per weekday, corrected at dated exceptions; counts dates or minutes."""

    __slots__ = ("_corrections", "_per_week", "_reached", "_thresholds", "_weekdays")

    def __init__(self, weekdays: Sequence[int], ordinals: Sequence[int], steps: Sequence[int]) -> None:
        """`weekdays`: the step of Monday to Sunday; `ordinals` ascending with `steps`: the step of each exception."""
        self._weekdays = (0, *accumulate(weekdays))
        self._per_week = self._weekdays[7]
        self._thresholds = ordinals
        changes = (step - weekdays[(ordinal - 1) % 7] for ordinal, step in zip(ordinals, steps, strict=True))
        self._corrections = (0, *accumulate(changes))
        self._reached = [self.through(ordinal) for ordinal in ordinals]

    def through(self, ordinal: int) -> int:
        """The count from the beginning of time to the end of that date. Ordinal 1 is a Monday."""
        weeks, days = divmod(ordinal, 7)
        correction = self._corrections[bisect_right(self._thresholds, ordinal)]
        return weeks * self._per_week + self._weekdays[days] + correction

    def reach(self, count: int) -> int:
        """The first date at whose end the count is at least `count` (≥ 1)."""
        index = bisect_left(self._reached, count)
        weeks, rest = divmod(count - self._corrections[index] - 1, self._per_week)
        ordinal = weeks * 7 + bisect_left(self._weekdays, rest + 1)
        if index < len(self._thresholds):
            return min(ordinal, self._thresholds[index])
        return ordinal


class Timeline:
    """The working time of one calendar. Immutable."""

    __slots__ = ("_dates", "_exceptions", "_minutes", "_week")

    def __init__(self, week: Sequence[Spans], exceptions: Mapping[int, Spans]) -> None:
        """`week`: the spans of Monday to Sunday, at least one of them not empty; `exceptions` by ordinal."""
        self._week = tuple(week)
        self._exceptions = dict(exceptions)
        ordinals = sorted(exceptions)
        dated = [exceptions[ordinal] for ordinal in ordinals]
        self._dates = _Ladder([1 if spans else 0 for spans in week], ordinals, [1 if spans else 0 for spans in dated])
        self._minutes = _Ladder([_minutes(spans) for spans in week], ordinals, [_minutes(spans) for spans in dated])

    def spans(self, ordinal: int) -> Spans:
        """The sessions worked on that date; empty on a rest day."""
        exception = self._exceptions.get(ordinal)
        return self._week[(ordinal - 1) % 7] if exception is None else exception

    def dates_through(self, ordinal: int) -> int:
        """How many working dates there are up to and including that date."""
        return self._dates.through(ordinal)

    def nth_date(self, number: int) -> int:
        """The working date with that number (≥ 1), as `dates_through` counts."""
        return self._dates.reach(number)

    def date_after(self, ordinal: int, number: int) -> int:
        """The `number`-th (≥ 1) working date after that date."""
        return self._dates.reach(self._dates.through(ordinal) + number)

    def end_of(self, ordinal: int) -> int:
        """The moment at which the last session of a working date ends."""
        return ordinal * MINUTES_OF_DAY + self.spans(ordinal)[-1][1]

    def minutes_before(self, moment: int) -> int:
        """How many working minutes have passed at that moment."""
        ordinal, minute = divmod(moment, MINUTES_OF_DAY)
        today = sum(min(end, minute) - begin for begin, end in self.spans(ordinal) if begin < minute)
        return self._minutes.through(ordinal - 1) + today

    def moment_at(self, minutes: int) -> int:
        """The earliest moment at which that many (≥ 1) working minutes have passed: at a session's end it stays there."""
        ordinal = self._minutes.reach(minutes)
        rest = minutes - self._minutes.through(ordinal - 1)
        for begin, end in self.spans(ordinal):
            if rest <= end - begin:
                return ordinal * MINUTES_OF_DAY + begin + rest
            rest -= end - begin
        raise AssertionError("the minutes of a date are those of its sessions")

    def normalise(self, moment: int) -> int:
        """The moment itself inside a session, else the begin of the next one; a session's end is outside (CONTRACT, rule 1)."""
        ordinal, minute = divmod(moment, MINUTES_OF_DAY)
        for begin, end in self.spans(ordinal):
            if minute < end:
                return ordinal * MINUTES_OF_DAY + max(minute, begin)
        following = self.date_after(ordinal, 1)
        return following * MINUTES_OF_DAY + self.spans(following)[0][0]

    def clamp(self, ordinal: int, minute: int) -> int:
        """That minute of a working date, held inside its sessions; in a gap the end of the session before (rule 3)."""
        spans = self.spans(ordinal)
        held = spans[0][0]
        for begin, end in spans:
            if minute < begin:
                break
            held = min(minute, end)
        return ordinal * MINUTES_OF_DAY + held
