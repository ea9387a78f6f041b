"""The records that the package's indicators of work count (`plans.indicators`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from django.db.models import F, Q, QuerySet

from motcua.kernel import clock
from motcua.kernel.indicators import Row, Window
from motcua.organisations.queries.scopes import codes_of
from motcua.plans.models import Difficulty, Occurrence
from motcua.plans.queries.work import difficulty_ref, occurrence_ref
from motcua.plans.workflow import OccurrenceState

FINISHED = (OccurrenceState.ACCEPTED, OccurrenceState.NOTHING_AROSE)


def due(window: Window, as_of: datetime) -> QuerySet[Occurrence]:
    """What units owed by a moment of the window that has come, or was finished before; without what they were let off."""
    first, after = _begin(window.start), _begin(window.end + timedelta(days=1))
    known = Occurrence.objects.filter(
        Q(voided_at__isnull=True) | Q(voided_at__gt=as_of), unit__isnull=False, created_at__lte=as_of
    )
    come = Q(original_due_at__lte=as_of) | Q(state__in=FINISHED, closed_at__lte=as_of)
    let_off = Q(state=OccurrenceState.CANNOT_BE_DONE, closed_at__lte=as_of)
    return (
        known.filter(come, original_due_at__gte=first, original_due_at__lt=after)
        .exclude(let_off)
        .select_related("task")
    )


def on_time(rows: QuerySet[Occurrence], _window: Window, as_of: datetime) -> QuerySet[Occurrence]:
    """Handed in by the original due moment, and accepted or still with the owner: a slow owner makes no unit late."""
    states = (*FINISHED, OccurrenceState.HANDED_IN)
    return rows.filter(state__in=states, handed_in_at__lte=F("original_due_at")).filter(handed_in_at__lte=as_of)


def missing(window: Window, as_of: datetime) -> QuerySet[Occurrence]:
    """Due in the window, the moment past, and nothing handed in yet."""
    handed_in = Q(handed_in_at__isnull=False, handed_in_at__lte=as_of)
    return due(window, as_of).filter(due_at__lte=as_of).exclude(handed_in)


def occurrence_rows(found: Sequence[Occurrence]) -> Iterator[Row]:
    codes = codes_of(o.unit_id for o in found if o.unit_id)
    for one in found:
        yield Row(occurrence_ref(one), one.task.task[:200], codes[one.unit_id or 0], one.original_due_at, part=one.key)


def raised(window: Window, as_of: datetime) -> QuerySet[Difficulty]:
    """Difficulties raised in the window that were answered, or whose time for an answer has passed."""
    first, after = _begin(window.start), _begin(window.end + timedelta(days=1))
    rows = Difficulty.objects.filter(raised_at__gte=first, raised_at__lt=after, raised_at__lte=as_of)
    return rows.filter(Q(answered_at__lte=as_of) | Q(due_at__lte=as_of))


def answered_in_time(rows: QuerySet[Difficulty], _window: Window, as_of: datetime) -> QuerySet[Difficulty]:
    return rows.filter(answered_at__lte=as_of).filter(answered_at__lte=F("due_at"))


def difficulty_rows(found: Sequence[Difficulty]) -> Iterator[Row]:
    codes = codes_of(d.unit_id for d in found)
    for one in found:
        yield Row(difficulty_ref(one), one.text[:200], codes[one.unit_id], one.raised_at)


def _begin(day: date) -> datetime:
    return datetime.combine(day, time.min, clock.ZONE)
