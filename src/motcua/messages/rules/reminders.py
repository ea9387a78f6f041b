"""When somebody is reminded, and of whose lateness who hears. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

MADE_UP = 7
"""So many days without a run are made up for where what has been told already is not asked for (`due_ranges`)."""


@dataclass(frozen=True, slots=True)
class Reminders:
    """The value of a rule such as `plans.reminders`: days before and after the due date; after how many days the next ones hear."""

    before: tuple[int, ...]
    after: tuple[int, ...]
    head_after: int
    leader_after: int

    @classmethod
    def of(cls, value: Mapping[str, object]) -> Reminders:
        """From the rule's value."""
        return cls(
            _days(value["before"]),
            _days(value["after"]),
            int(str(value["head_after"])),
            int(str(value["leader_after"])),
        )

    @property
    def first(self) -> int:
        """How many days before the due date anything is told."""
        return max(self.before, default=0)

    def stage(self, due_on: date, today: date) -> int | None:
        """The last threshold that has been reached, in days after the due date (negative: before); None while there is none.

        A day on which nothing ran is made up for by the next; of several thresholds passed meanwhile only the last is told.
        """
        passed = (today - due_on).days
        reached = [stage for stage in (*(-d for d in self.before), *self.after) if stage <= passed]
        return max(reached, default=None)

    def due_ranges(self, today: date) -> list[tuple[date, date]]:
        """The due dates (both ends included) whose last threshold was reached today or within the days that are made up for."""
        stages = sorted({*(-d for d in self.before), *self.after})
        found = []
        for n, stage in enumerate(stages):
            following = stages[n + 1] if n + 1 < len(stages) else stage + MADE_UP
            last = min(stage + MADE_UP, following) - 1
            found.append((today - timedelta(days=last), today - timedelta(days=stage)))
        return found


def _days(value: object) -> tuple[int, ...]:
    given: Iterable[object] = value if isinstance(value, list) else ()
    return tuple(sorted({int(str(day)) for day in given if int(str(day)) > 0}))
