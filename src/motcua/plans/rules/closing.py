"""What became of each time at which a unit owed a task, for the table that closes a plan's year. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from motcua.plans.workflow import OccurrenceState


class Outcome(StrEnum):
    """On time is the hand-in against the original due moment, as the indicator counts it; an extension cures nothing there."""

    ON_TIME = "on_time"
    EXTENDED = "extended"
    """After the original due moment, within what an extension asked in time gave: counted apart."""
    LATE = "late"
    NOTHING_AROSE = "nothing_arose"
    MISSING = "missing"
    LET_OFF = "let_off"
    OPEN = "open"


_FINISHED = (OccurrenceState.ACCEPTED, OccurrenceState.HANDED_IN)


def outcome(
    state: str, *, original_due_at: datetime, due_at: datetime, handed_in_at: datetime | None, now: datetime
) -> Outcome:
    """`now` decides what is missing and what is still open. A confirmation after its day is late like any other."""
    if state == OccurrenceState.CANNOT_BE_DONE:
        return Outcome.LET_OFF
    in_time = handed_in_at is not None and handed_in_at <= original_due_at
    if state == OccurrenceState.NOTHING_AROSE:
        return Outcome.NOTHING_AROSE if in_time else Outcome.LATE
    if state in _FINISHED:
        if not in_time and handed_in_at is not None and handed_in_at <= due_at:
            return Outcome.EXTENDED
        return Outcome.ON_TIME if in_time else Outcome.LATE
    return Outcome.MISSING if due_at <= now else Outcome.OPEN


def counts(outcomes: Iterable[Outcome]) -> dict[Outcome, int]:
    """Every outcome, with 0 at least."""
    found = Counter(outcomes)
    return {one: found[one] for one in Outcome}
