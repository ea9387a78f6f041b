"""Biểu giao ban: what the units of a scope did in a period, what is late, what comes, difficulties, conclusions of last time.

Every count is the length of the rows that `rows_of` gives for the same scope, so that each number opens to exactly its records.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from motcua.kernel import clock
from motcua.organisations.queries.posts import leaders_in_charge
from motcua.organisations.queries.units import names_on
from motcua.plans.models import Difficulty, Occurrence, WorkSource
from motcua.plans.queries.board import FINISHED, led, units_looked_at
from motcua.plans.queries.then import Cut, cut_at, finished_since, standing_at, turned_back, with_the_lead_at
from motcua.plans.queries.work import sources_for
from motcua.plans.rules.briefing import Span
from motcua.plans.workflow import WITH_THE_LEAD

DONE, LATE, DUE = "done", "late", "due"
COUNTS = (DONE, LATE, DUE)
LONGEST = 60
"""Records of each kind that are read for page and paper; all of them are in the lists and in the workbook."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose work: of the units that the user answers for all of them, one unit, or those in a leader's charge."""

    user: Any
    span: Span
    unit: str = ""
    leader: str = ""
    units: tuple[int, ...] | None = None
    past: Cut | None = None
    """The end of a period that is over: all is told as it stood then."""

    @property
    def cut(self) -> datetime:
        """The moment that what is late is told of: now, or the period's end when that is past."""
        return self.past.moment if self.past is not None else clock.now()

    @property
    def day(self) -> date:
        """The last day told of: names of units and who leads whom are those of it."""
        return self.span.last if self.past is not None else clock.today()


@dataclass(frozen=True, slots=True)
class Line:
    """One unit. `done` in the period, `late` at its end, `due` from then to the end of the next period."""

    uid: str
    name: str
    done: int
    late: int
    due: int
    difficulties: int


@dataclass(frozen=True, slots=True)
class Concluded:
    """A task that a conclusion gave, at one unit."""

    source: WorkSource
    occurrence: Occurrence
    unit: str


@dataclass(frozen=True, slots=True)
class Briefing:
    """All of the page. Lists are cut at `LONGEST`; the counts are not."""

    lines: tuple[Line, ...]
    total: Line
    late: tuple[tuple[Occurrence, str], ...]
    due: tuple[tuple[Occurrence, str], ...]
    difficulties: tuple[tuple[Difficulty, str], ...]
    concluded: tuple[Concluded, ...]


def scope_of(user: Any, span: Span, *, unit: str = "", leader: str = "") -> Scope:
    """The scope with its units worked out. Seven queries with a leader, none without; three more for a period that is over."""
    end = _begin(span.after)
    scope = Scope(user, span, unit, leader, past=cut_at(end) if end <= clock.now() else None)
    if not leader:
        return scope
    owing = list(units_looked_at(user, ["watch"]).values_list("pk", flat=True))
    charged = leaders_in_charge(owing, scope.day)
    return replace(scope, units=tuple(pk for pk in owing if pk in charged and str(charged[pk].uid) == leader))


def leaders_for(user: Any, on: date) -> list[tuple[str, str]]:
    """Leaders in charge on a day of the units that the user answers for, as (uid, name)."""
    owing = list(units_looked_at(user, ["watch"]).values_list("pk", flat=True))
    found = leaders_in_charge(owing, on).values()
    named = {str(o.uid): f"{o.person.name}, {o.post}" for o in found}
    return sorted(named.items(), key=lambda choice: choice[1])


def units_for(user: Any) -> list[tuple[str, str]]:
    """Units that the user answers for and that owe something, as (uid, name)."""
    found = dict(units_looked_at(user, ["watch"]).values_list("pk", "uid"))
    names = names_on(found, clock.today())
    return sorted(((str(uid), names.get(pk, "")) for pk, uid in found.items()), key=lambda choice: choice[1])


def work_in(scope: Scope) -> QuerySet[Occurrence]:
    """What the units of the scope owe or did; for a period that is over each row as of then (`queries.then`)."""
    rows = (
        led(scope.user, standing_at(scope.past))
        if scope.past
        else led(scope.user).filter(task__dropped_at__isnull=True)
    )
    rows = rows.filter(unit__isnull=False)
    if scope.units is not None:
        rows = rows.filter(unit__in=scope.units)
    return rows.filter(unit__uid=scope.unit) if scope.unit else rows


def counted_as(which: str, scope: Scope) -> Q:
    """Done: acknowledged in the period. Late: due before the cut and not handed in by then. Due: with the lead, due after the cut
    until the next period ends. Of a period that is over by the due moments and states of then.
    """
    first, until = _begin(scope.span.first), _begin(scope.span.following.after)
    past = scope.past
    if which == DONE:
        return finished_since(first, past) if past else Q(state__in=FINISHED, closed_at__gte=first)
    lead = with_the_lead_at(past) if past else Q(state__in=[str(s) for s in WITH_THE_LEAD])
    due = "due_then" if past else "due_at"
    if which == LATE:
        return lead & Q(**{f"{due}__lt": scope.cut})
    return lead & Q(**{f"{due}__gte": scope.cut, f"{due}__lt": until})


def rows_of(which: str, scope: Scope) -> QuerySet[Occurrence]:
    """The records behind a count."""
    return _countable(scope).filter(counted_as(which, scope))


def _countable(scope: Scope) -> QuerySet[Occurrence]:
    """Of the scope's work what some count of the period can hold: what is not closed, and what was closed since the period began.

    Who opens work again empties `closed_at`; so what is closed since before the period lay closed in all of it, and the trails of years
    need not be read. A day is left for the trail, which is written a moment after the record.
    """
    since = _begin(scope.span.first) - timedelta(days=1)
    return work_in(scope).filter(Q(closed_at__isnull=True) | Q(closed_at__gte=since))


def difficulties_in(scope: Scope) -> QuerySet[Difficulty]:
    """Those that waited for an instruction at the cut."""
    owed = work_in(scope).order_by().filter(unit=OuterRef("unit"))
    rows = Difficulty.objects.filter(Exists(owed), raised_at__lte=scope.cut)
    rows = rows.select_related("task", "unit", "leader__person")
    unanswered = Q(answered_at__isnull=True) | Q(answered_at__gte=scope.cut)
    unsettled = ~Q(state=Difficulty.State.SETTLED) | Q(settled_at__gte=scope.cut)
    return rows.filter(unanswered & unsettled).order_by("raised_at", "pk")


def briefing_of(scope: Scope) -> Briefing:
    """Counts by unit and the records themselves. A constant number of queries."""
    counts = {which: Count("pk", filter=counted_as(which, scope)) for which in COUNTS}
    rows: Any = _countable(scope).order_by().values_list("unit", "unit__uid").annotate(**counts)
    counted: dict[int, tuple[Any, ...]] = {
        unit: tuple(found) for unit, *found in rows.values_list("unit", "unit__uid", *COUNTS)
    }
    troubled: dict[int, int] = {}
    difficulties = list(difficulties_in(scope))
    for one in difficulties:
        troubled[one.unit_id] = troubled.get(one.unit_id, 0) + 1
        counted.setdefault(one.unit_id, (one.unit.uid, 0, 0, 0))
    late, due = _listed(LATE, scope), _listed(DUE, scope)
    concluded = _last_conclusions(scope)
    named = {*counted, *(o.unit_id for o, _source in concluded)}
    names = names_on({pk for pk in named if pk is not None}, scope.day)
    lines = tuple(
        Line(str(uid), names.get(unit, ""), done, late_ones, due_ones, troubled.get(unit, 0))
        for unit, (uid, done, late_ones, due_ones) in counted.items()
    )
    shown = sorted(
        (x for x in lines if x.done or x.late or x.due or x.difficulties), key=lambda x: (-x.late, -x.due, x.name)
    )
    return Briefing(
        tuple(shown),
        _total(lines),
        tuple((o, names.get(o.unit_id or 0, "")) for o in late),
        tuple((o, names.get(o.unit_id or 0, "")) for o in due),
        tuple((d, names.get(d.unit_id, "")) for d in difficulties[:LONGEST]),
        tuple(Concluded(source, o, names.get(o.unit_id or 0, "")) for o, source in concluded),
    )


def of_line(scope: Scope, unit: str) -> Scope:
    """The same for one unit of it."""
    return replace(scope, unit=unit) if unit else scope


def _total(lines: Iterable[Line]) -> Line:
    found = list(lines)
    return Line("", "", *(sum(getattr(x, name) for x in found) for name in (DONE, LATE, DUE, "difficulties")))


def _listed(which: str, scope: Scope) -> list[Occurrence]:
    rows = rows_of(which, scope).select_related("task__plan", "task__work_source", "task__parent", "unit")
    found = rows.order_by("due_then" if scope.past else "due_at", "pk")[:LONGEST]
    return [as_told(one, scope) for one in found]


def as_told(one: Occurrence, scope: Scope) -> Occurrence:
    """A row of the scope as the period tells of it."""
    return turned_back(one, scope.past) if scope.past else one


def _last_conclusions(scope: Scope) -> list[tuple[Occurrence, WorkSource]]:
    """Tasks of the meetings held since the previous period began; when there was none, of the last meeting before."""
    held = sources_for(scope.user).filter(kind=WorkSource.Kind.CONCLUSION, issued_on__lt=scope.span.after)
    since: date = scope.span.previous.first
    if not held.filter(issued_on__gte=since).exists():
        last = held.order_by("-issued_on").values_list("issued_on", flat=True).first()
        if last is None:
            return []
        since = last
    sources = held.filter(issued_on__gte=since)
    rows = work_in(scope).filter(task__work_source__in=sources.values("pk"))
    found = rows.select_related("task__work_source", "unit").order_by("-task__work_source__issued_on", "due_at", "pk")
    return [(as_told(o, scope), o.task.work_source) for o in found[:LONGEST] if o.task.work_source is not None]


def _begin(day: date) -> datetime:
    return datetime.combine(day, time.min, clock.ZONE)
