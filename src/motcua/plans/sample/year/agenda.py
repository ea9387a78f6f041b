"""The moving clock: what happens when, in order of time, with the schedule's work of each working day and the events delivered."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from itertools import count

from motcua.kernel import clock, delivery, workdays
from motcua.kernel.registries import periodics
from motcua.kernel.workdays import Calendar

Step = Callable[[], object]
SCHEDULED = ("plans.", "messages.", "indicators.")
"""Which of the schedule's work runs in the year: what packages do each day. The kernel's own looks after the machine of today."""
_MORNING = time(7, 45)
_PORTION = 500


class Agenda:
    """Steps by moment. A step may plan later ones. `days` counts the working days on which the schedule ran."""

    def __init__(self, first: date, calendar: Calendar) -> None:
        self._calendar = calendar
        self._steps: list[tuple[datetime, int, Step]] = []
        self._order = count()
        self._day = first
        self.days = 0

    def at(self, day: date, step: Step, *, hour: int = 9, minute: int = 0) -> None:
        """Plan a step for a day; on a day of rest it is done on the next working one."""
        self.at_moment(datetime.combine(self.working(day), time(hour, minute), clock.ZONE), step)

    def working(self, day: date) -> date:
        """The day, or the next working one after days of rest."""
        return clock.local(workdays.due_by(day, calendar=self._calendar).due).date()

    def at_moment(self, moment: datetime, step: Step) -> None:
        heapq.heappush(self._steps, (moment, next(self._order), step))

    def run(self) -> None:
        """Until nothing is planned any more."""
        while self._steps:
            moment, _, step = heapq.heappop(self._steps)
            self._mornings_until(moment)
            with clock.frozen(moment):
                step()
                _deliver()

    def _mornings_until(self, moment: datetime) -> None:
        while (morning := datetime.combine(self._day, _MORNING, clock.ZONE)) <= moment:
            if self.working(self._day) == self._day:
                with clock.frozen(morning):
                    self._scheduled()
                self.days += 1
            self._day += timedelta(days=1)

    @staticmethod
    def _scheduled() -> None:
        for name, work in periodics.items():
            if name.startswith(SCHEDULED):
                work.run()
        _deliver()


def _deliver() -> None:
    while delivery.deliver_due(limit=_PORTION):
        pass
