"""When a message may go out: working time, quiet hours, the hour of the digest. Pure: moments in, moments out.

Working time is that of the calendar of the recipient's unit. Quiet hours hold for everybody and for urgent messages too; they may span
midnight. Nothing here counts a deadline.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from motcua.kernel.clock import ZONE, local
from motcua.kernel.workdays import Calendar

_MOST_STEPS = 40  # each leads to another session or to the end of another night: four weeks of them


class Pace(StrEnum):
    """How a message may wait."""

    NOW = "now"
    """The person asked for it a moment ago."""
    URGENT = "urgent"
    """At any hour outside the quiet ones."""
    WORKING = "working"
    """In working time."""
    DIGEST = "digest"
    """With the digest of a working morning."""


@dataclass(frozen=True, slots=True)
class Hours:
    """The rule set `messaging.sending_hours`: from `quiet_from` to `quiet_until` nothing goes out; digests not before `digest_from`.

    `channels`: quiet hours of channels to people outside the house that have their own. `any_hour`: purposes for which those people are
    told at any hour.
    """

    quiet_from: time
    quiet_until: time
    digest_from: time
    channels: Mapping[str, tuple[time, time]] = field(default_factory=dict)
    any_hour: frozenset[str] = frozenset()

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> Hours:
        """From the rule's value; a change made before channels had hours of their own holds for all of them."""
        own = value.get("channels", [])
        return cls(
            time.fromisoformat(value["quiet_from"]),
            time.fromisoformat(value["quiet_until"]),
            time.fromisoformat(value["digest_from"]),
            {c["channel"]: (time.fromisoformat(c["quiet_from"]), time.fromisoformat(c["quiet_until"])) for c in own},
            frozenset(value.get("any_hour", [])),
        )

    @property
    def value(self) -> dict[str, Any]:
        """As the rule keeps it."""
        own = [
            {"channel": channel, "quiet_from": f"{begin:%H:%M}", "quiet_until": f"{end:%H:%M}"}
            for channel, (begin, end) in sorted(self.channels.items())
        ]
        return {
            "quiet_from": f"{self.quiet_from:%H:%M}",
            "quiet_until": f"{self.quiet_until:%H:%M}",
            "digest_from": f"{self.digest_from:%H:%M}",
            "channels": own,
            "any_hour": sorted(self.any_hour),
        }

    def outward(self, moment: datetime, channel: str, purpose: str) -> datetime:
        """The first moment, not before `moment`, at which somebody outside the house may be told over a channel."""
        if purpose in self.any_hour:
            return moment
        begin, end = self.channels.get(channel, (self.quiet_from, self.quiet_until))
        return replace(self, quiet_from=begin, quiet_until=end).after_quiet(moment)

    def quiet(self, moment: datetime) -> bool:
        at = local(moment).time()
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= at < self.quiet_until
        return at >= self.quiet_from or at < self.quiet_until

    def after_quiet(self, moment: datetime) -> datetime:
        """The moment itself outside quiet hours, else their end."""
        if not self.quiet(moment):
            return moment
        wall = local(moment)
        end = datetime.combine(wall.date(), self.quiet_until, ZONE)
        return end if end > wall else end + timedelta(days=1)


def when(pace: Pace, moment: datetime, calendar: Calendar, hours: Hours) -> datetime:
    """The first moment, not before `moment`, at which a message of this pace may go out. A digest is asked for with `digest_after`.

    Where the quiet hours leave no working time (`leave_working_time`), the first moment outside them.
    """
    if pace is Pace.NOW:
        return moment
    if pace is Pace.URGENT:
        return hours.after_quiet(moment)
    free = hours.after_quiet(moment)
    first = free
    for _ in range(_MOST_STEPS):
        begin = working_from(free, calendar)
        free = hours.after_quiet(begin)
        if free == begin:
            return free
    return first


def leave_working_time(hours: Hours, calendar: Calendar, day: date) -> bool:
    """Whether quiet hours leave some working time in the days from `day` on."""
    begin = datetime.combine(day, time.min, ZONE)
    found = when(Pace.WORKING, begin, calendar, hours)
    return working_from(found, calendar) == found


def working_from(moment: datetime, calendar: Calendar) -> datetime:
    """The moment itself inside a session, else the begin of the next one. A session's end is outside."""
    wall = local(moment)
    for session in calendar.sessions(wall.date()):
        if wall < datetime.combine(wall.date(), session.end, ZONE):
            return max(wall, datetime.combine(wall.date(), session.begin, ZONE))
    day = calendar.next_working_date(wall.date())
    return datetime.combine(day, calendar.sessions(day)[0].begin, ZONE)


def digest_on(day: date, calendar: Calendar, hours: Hours) -> datetime | None:
    """When the digest of a date may go out at the earliest; None on a day of rest and where no such moment lies in working time."""
    sessions = calendar.sessions(day)
    if not sessions:
        return None
    earliest = max(sessions[0].begin, hours.digest_from)
    found = when(Pace.WORKING, datetime.combine(day, earliest, ZONE), calendar, hours)
    return found if found.date() == day else None


def digest_after(moment: datetime, calendar: Calendar, hours: Hours) -> datetime:
    """The first digest that can hold a message of this moment: that of the same morning while it has not begun, else the next one."""
    wall = local(moment)
    day = calendar.working_date_from(wall.date())
    for _ in range(366):
        found = digest_on(day, calendar, hours)
        if found is not None and found >= wall:
            return found
        day = calendar.next_working_date(day)
    return hours.after_quiet(moment)
