"""Work as it stood at a past moment: what was owed then, its due moment then, and whether it still lay with its lead.

Three records tell it. The trail of each occurrence holds what moved its state (`at` and kind). A granted extension holds the due moment
before it and when it was decided. The trail's `occurrence.moved` holds the due moment before an amendment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, DateTimeField, F, Func, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from motcua.kernel import clock
from motcua.kernel.models import Event
from motcua.kernel.refs import Ref
from motcua.plans import events as kinds
from motcua.plans.models import Occurrence, Request
from motcua.plans.queries.baseline import LED_TO
from motcua.plans.queries.board import FINISHED
from motcua.plans.queries.work import OCCURRENCE
from motcua.plans.workflow import WITH_THE_LEAD, OccurrenceState, RequestState

FINISHING = [kind for kind, state in LED_TO.items() if state in FINISHED]
TO_THE_LEAD = [kind for kind, state in LED_TO.items() if state in WITH_THE_LEAD]
_LET_OFF = Q(kind=kinds.REQUEST_GRANTED, payload__kind=str(Request.Kind.CANNOT_BE_DONE))

_PIECES = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
"""Of the 32 digits of a uid: where a piece begins, how long it is."""
Moves = Mapping[UUID, datetime]
"""Occurrence → its due moment at the cut, for those that an amendment moved since."""


class RefOf(Func):
    """The Ref of a row of a kind, as the trail writes it, from its column of uids: SQLite keeps those without hyphens."""

    arity = 1
    output_field = CharField()

    def __init__(self, kind: str, uid: Any) -> None:
        super().__init__(uid, kind=str(Ref(kind, "")))

    def as_sqlite(self, compiler: Any, connection: Any, **extra_context: Any) -> tuple[str, Any]:  # noqa: ARG002 - Django's own
        column, params = compiler.compile(self.get_source_expressions()[0])
        pieces = (f"substr({column}, {start}, {length})" for start, length in _PIECES)
        hyphened = " || '-' || ".join(pieces)
        return f"('{self.extra['kind']}' || {hyphened})", (*params,) * len(_PIECES)

    def as_postgresql(self, compiler: Any, connection: Any, **extra_context: Any) -> tuple[str, Any]:  # noqa: ARG002 - as above
        column, params = compiler.compile(self.get_source_expressions()[0])
        return f"('{self.extra['kind']}' || {column}::text)", params


@dataclass(frozen=True, slots=True)
class Cut:
    """A past moment, and what amendments moved since. `day` is the first day after it."""

    moment: datetime
    day: date
    moves: Moves


def cut_at(moment: datetime) -> Cut:
    """The cut of a past moment. Two queries, three where an amendment moved something since."""
    return Cut(moment, clock.local(moment).date(), _moved_since(moment))


def standing_at(cut: Cut) -> QuerySet[Occurrence]:
    """What was owed: made before the cut and taken away only since. Where a whole plan or source came into the system later than its own
    date, its work counts from that date; a plan that replaces another counts from when it did.
    """
    plan = Q(
        task__plan__created_at__gte=cut.moment, task__plan__issued_on__lt=cut.day, task__plan__replaces__isnull=True
    )
    source = Q(task__work_source__created_at__gte=cut.moment, task__work_source__issued_on__lt=cut.day)
    rows = Occurrence.objects.filter(Q(created_at__lt=cut.moment) | plan | source)
    rows = rows.filter(Q(voided_at__isnull=True) | Q(voided_at__gte=cut.moment))
    rows = rows.filter(Q(task__dropped_at__isnull=True) | Q(task__dropped_at__gte=cut.moment))
    return with_past(rows.select_related("task", "unit"), cut)


def with_past(rows: QuerySet[Occurrence], cut: Cut) -> QuerySet[Occurrence]:
    """Give each row `told` (kind of the last event before the cut that moved its state; null: none did), `told_at`, `due_then`."""
    trail = Event.objects.filter(subject=RefOf(OCCURRENCE, OuterRef("uid")), at__lt=cut.moment)
    last = trail.filter(Q(kind__in=list(LED_TO)) | _LET_OFF).order_by("-sequence")
    granted = _extended_since(cut.moment).filter(occurrence=OuterRef("pk")).order_by("decided_at", "pk")
    due: Any = Coalesce(Subquery(granted.values("due_at_before")[:1]), F("due_at"))
    if cut.moves:
        due = Case(*_whens(cut.moves), default=due, output_field=DateTimeField())
    annotated: Any = rows.annotate(
        told=Subquery(last.values("kind")[:1]), told_at=Subquery(last.values("at")[:1]), due_then=due
    )
    return annotated  # type: ignore[no-any-return]  # annotate() gives the query set a type of its own, not to be seen outside


def finished_since(first: datetime, cut: Cut) -> Q:
    """Of rows `with_past`: acknowledged in `[first, cut)` and still so at the cut."""
    untold = Q(told__isnull=True, state__in=FINISHED, closed_at__gte=first, closed_at__lt=cut.moment)
    return Q(told__in=FINISHING, told_at__gte=first) | untold


def with_the_lead_at(cut: Cut) -> Q:
    """Of rows `with_past`: those that lay with their lead."""
    handed_in = Q(handed_in_at__lt=cut.moment) | Q(closed_at__lt=cut.moment)
    return Q(told__in=TO_THE_LEAD) | Q(told__isnull=True) & ~handed_in


def turned_back(one: Any, cut: Cut) -> Occurrence:
    """The record of a row `with_past` as it stood: state, due moment, hand-in. Never saved."""
    state = LED_TO.get(one.told, OccurrenceState.CANNOT_BE_DONE) if one.told else None
    moments = {name: getattr(one, name) for name in ("handed_in_at", "closed_at")}
    known = {name: moment if moment and moment < cut.moment else None for name, moment in moments.items()}
    if state is None:
        state = one.state if any(known.values()) else OccurrenceState.NOT_STARTED
    elif state not in WITH_THE_LEAD and known["handed_in_at"] is None:
        known["handed_in_at"] = one.told_at
    one.state, one.due_at = str(state), one.due_then
    one.handed_in_at = None if state in WITH_THE_LEAD else known["handed_in_at"]
    return one  # type: ignore[no-any-return]  # annotated rows have no type of their own


def _moved_since(moment: datetime) -> Moves:
    """The due moment before the first amendment since. Where an extension was granted between cut and amendment, its own record tells."""
    first: dict[UUID, Event] = {}
    for event in Event.objects.filter(kind=kinds.OCCURRENCE_MOVED, at__gte=moment).order_by("at", "pk"):
        first.setdefault(UUID(Ref.parse(event.subject).uid), event)
    if not first:
        return {}
    asked = _extended_since(moment).filter(occurrence__uid__in=list(first))
    for uid, decided_at in asked.values_list("occurrence__uid", "decided_at"):
        if decided_at is not None and uid in first and decided_at < first[uid].at:
            del first[uid]
    return {uid: _before(event) for uid, event in first.items()}


def _extended_since(moment: datetime) -> QuerySet[Request]:
    """Extensions granted since, asked in time: those that moved a due moment."""
    return Request.objects.filter(
        kind=Request.Kind.EXTENSION,
        state=RequestState.GRANTED,
        decided_at__gte=moment,
        asked_at__lte=F("due_at_before"),
    )


def _before(event: Event) -> datetime:
    """The first versions of this software wrote the day only: the end of work of that day is taken."""
    if told := event.payload.get("before"):
        return datetime.fromisoformat(told)
    return datetime.combine(date.fromisoformat(event.payload["from"]), time(17), clock.ZONE)


def _whens(moves: Moves) -> list[When]:
    by_moment: dict[datetime, list[UUID]] = {}
    for uid, moment in moves.items():
        by_moment.setdefault(moment, []).append(uid)
    return [When(uid__in=uids, then=Value(moment, output_field=DateTimeField())) for moment, uids in by_moment.items()]
