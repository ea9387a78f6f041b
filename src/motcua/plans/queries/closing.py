"""The table that closes a plan's year: every row of the paper, each time it was owed, what satisfied it; every target with its figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from motcua.kernel import clock
from motcua.organisations.queries.units import names_on
from motcua.plans.models import Deliverable, HandIn, Occurrence, Plan, Request, Task, TaskUnit
from motcua.plans.queries.plans import tasks_of
from motcua.plans.queries.targets import LiveTarget, live_targets
from motcua.plans.queries.work import standing
from motcua.plans.rules.closing import Outcome, counts, outcome
from motcua.plans.workflow import HandInState, OccurrenceState, RequestState

OUTCOMES = {
    Outcome.ON_TIME: _("Đúng hạn"),
    Outcome.EXTENDED: _("Trong hạn đã gia hạn"),
    Outcome.LATE: _("Muộn"),
    Outcome.NOTHING_AROSE: _("Không phát sinh"),
    Outcome.MISSING: _("Chưa nộp, đã quá hạn"),
    Outcome.LET_OFF: _("Được thôi thực hiện"),
    Outcome.OPEN: _("Chưa đến hạn"),
}
MEASURES = {"computed": _("tính từ số liệu"), "by_hand": _("báo cáo bằng tay"), "nothing": _("chưa có gì đo")}


@dataclass(frozen=True, slots=True)
class Time:
    """One time at which a unit owed a task. `extended_to`: the due moment that an extension asked in time gave. `versions`: how often it
    was handed in; `proofs`: what the counting version holds; `reason`: why the unit was let off.
    """

    occurrence: Occurrence
    unit: str
    outcome: Outcome
    extended_to: datetime | None
    accepted_at: datetime | None
    versions: int
    proofs: tuple[Deliverable, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Closing:
    """One row of the paper. `leads` are names of the units as they were called on the plan's day."""

    task: Task
    leads: tuple[str, ...]
    times: tuple[Time, ...]

    @property
    def counts(self) -> dict[Outcome, int]:
        return counts(t.outcome for t in self.times)


@dataclass(frozen=True, slots=True)
class ClosedTarget:
    """`measure`: computed (an indicator, confirmed), by_hand (reported, or to be reported), nothing."""

    live: LiveTarget
    measure: str


@dataclass(frozen=True, slots=True)
class Table:
    """`as_of` is the moment it was read."""

    plan: Plan
    as_of: datetime
    rows: tuple[Closing, ...]
    targets: tuple[ClosedTarget, ...]

    @property
    def counts(self) -> dict[Outcome, int]:
        return counts(t.outcome for row in self.rows for t in row.times)


def table_of(plan: Plan) -> Table:
    """The whole table as of now. A constant number of queries, besides those of the bound indicators."""
    now, today = clock.now(), clock.today()
    tasks = list(tasks_of(plan, dropped=True))
    times: dict[int, list[Occurrence]] = defaultdict(list)
    for one in _times(plan):
        times[one.task_id].append(one)
    units = {o.unit_id for found in times.values() for o in found if o.unit_id}
    units |= {u.unit_id for t in tasks for u in t.units.all()}
    names = names_on(units, plan.issued_on or today)
    rows = tuple(
        Closing(
            task,
            tuple(names.get(u.unit_id, "") for u in task.units.all() if u.role == TaskUnit.Role.LEAD),
            tuple(_time(one, names, now) for one in times[task.pk]),
        )
        for task in tasks
        if times[task.pk] or task.dropped_at is None
    )
    return Table(plan, now, rows, _targets(plan, today))


def plain(table: Table) -> dict[str, Any]:
    """The table as plain values, for programs and the command line. Moments are RFC 3339."""
    return {
        "plan": {
            "id": str(table.plan.uid),
            "number": table.plan.number,
            "title": table.plan.title,
            "year": table.plan.year,
        },
        "as_of": clock.local(table.as_of).isoformat(timespec="seconds"),
        "counts": {str(one): n for one, n in table.counts.items()},
        "rows": [
            {
                "no": row.task.no,
                "task": row.task.task,
                "leads": list(row.leads) or [row.task.lead or ""],
                "schedule": row.task.schedule_kind,
                "schedule_text": row.task.schedule_text,
                "dropped": row.task.dropped_at is not None,
                "occurrences": [_plain_time(t) for t in row.times],
            }
            for row in table.rows
        ],
        "targets": [_plain_target(t) for t in table.targets],
    }


def measure_of(one: LiveTarget) -> str:
    """What gives the figure of a target."""
    if one.binding is not None and one.binding.indicator:
        return "computed"
    return "by_hand" if one.binding is not None or one.report is not None else "nothing"


def _times(plan: Plan) -> Sequence[Occurrence]:
    """Standing ones, with their versions and what was asked. Four queries."""
    proofs = Prefetch("deliverables", Deliverable.objects.order_by("pk"))
    versions = Prefetch("hand_ins", HandIn.objects.order_by("number").prefetch_related(proofs))
    asked = Prefetch("requests", Request.objects.filter(state=RequestState.GRANTED).order_by("pk"))
    rows = standing().filter(task__plan=plan).prefetch_related(versions, asked)
    return list(rows.order_by("original_due_at", "unit__code", "pk"))


def _time(one: Occurrence, names: dict[int, str], now: datetime) -> Time:
    handed = [v for v in one.hand_ins.all() if v.handed_in_at is not None]
    counting = next((v for v in reversed(handed) if v.state in {HandInState.ACCEPTED, HandInState.HANDED_IN}), None)
    let_off = one.state == OccurrenceState.CANNOT_BE_DONE
    return Time(
        one,
        names.get(one.unit_id or 0, ""),
        outcome(
            one.state, original_due_at=one.original_due_at, due_at=one.due_at, handed_in_at=one.handed_in_at, now=now
        ),
        one.due_at if one.due_at > one.original_due_at else None,
        one.closed_at if one.state in {OccurrenceState.ACCEPTED, OccurrenceState.NOTHING_AROSE} else None,
        len(handed),
        tuple(counting.deliverables.all()) if counting is not None else (),
        next((r.reason for r in one.requests.all() if let_off and r.kind == Request.Kind.CANNOT_BE_DONE), ""),
    )


def _targets(plan: Plan, today: date) -> tuple[ClosedTarget, ...]:
    return tuple(ClosedTarget(one, measure_of(one)) for one in live_targets(plan, today))


def _plain_time(time: Time) -> dict[str, Any]:
    one = time.occurrence
    return {
        "id": str(one.uid),
        "unit": one.unit.code if one.unit else None,
        "key": one.key,
        "original_due_at": _moment(one.original_due_at),
        "extended_to": _moment(time.extended_to),
        "handed_in_at": _moment(one.handed_in_at),
        "accepted_at": _moment(time.accepted_at),
        "versions": time.versions,
        "outcome": str(time.outcome),
        "satisfied_by": one.satisfied_by or ("confirmation" if one.state == OccurrenceState.NOTHING_AROSE else None),
        "proofs": [{"kind": p.kind, "title": p.title, "number": p.number, "ref": p.ref or None} for p in time.proofs],
        "reason": time.reason or None,
    }


def _plain_target(target: ClosedTarget) -> dict[str, Any]:
    live = target.live
    value = live.value.value if live.value is not None else None
    return {
        "id": str(live.target.uid),
        "subject": live.target.subject,
        "comparator": live.target.comparator,
        "goal": str(live.target.value),
        "unit": live.target.unit,
        "measure": target.measure,
        "indicator": live.binding.indicator if live.binding is not None and live.binding.indicator else None,
        "value": str(value) if value is not None else None,
        "frozen": live.frozen,
        "verdict": str(live.verdict),
    }


def _moment(value: datetime | None) -> str | None:
    return clock.local(value).isoformat(timespec="seconds") if value is not None else None
