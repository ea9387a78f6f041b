"""By what a task is satisfied: what a person confirmed, what our rules propose, and the figure or records of a period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from motcua.indicators.queries.values import value_of
from motcua.kernel import events
from motcua.kernel.indicators import Value, Window, indicators
from motcua.kernel.models import Event
from motcua.kernel.refs import Ref
from motcua.plans import events as kinds
from motcua.plans.models import HandIn, Occurrence, Task, TaskMeasure
from motcua.plans.permissions import readable_occurrences
from motcua.plans.queries.records import RECORDS, Record, records_of
from motcua.plans.queries.targets import indicator_words
from motcua.plans.queries.work import occurrence_ref, with_the_lead
from motcua.plans.rules.binding import propose
from motcua.plans.rules.measuring import holds, propose_records
from motcua.plans.workflow import HandInState

FIGURE = "measured_figure"
"""Kind of subject: the figure that satisfied an occurrence. Its uid is that of the occurrence, a point, the key of the indicator."""
MEASURABLE = frozenset({"continuous", "periodic", "months"})
"""Kinds of schedules whose occurrences the system may satisfy."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What our rules think measures a task. An indicator's condition comes from a target that the paper ties to the task."""

    indicator: str = ""
    comparator: str = ">="
    value: Decimal | None = None
    records: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a measure gave for one occurrence as of a moment."""

    as_of: datetime
    fulfilled: bool
    figure: Value | None = None
    records: tuple[Record, ...] = ()


def measure_of(task: Task) -> TaskMeasure | None:
    return TaskMeasure.objects.filter(task=task).first()


def proposal_for(task: Task) -> Proposal | None:
    """From the words of the task and its targets alone; a person confirms. One query."""
    if task.schedule_kind not in MEASURABLE:
        return None
    for target in task.targets.filter(dropped_at__isnull=True).select_related("binding").order_by("position"):
        binding = getattr(target, "binding", None)
        if binding is not None and binding.indicator:
            return Proposal(binding.indicator, target.comparator, target.value)
    if found := propose(task.task, indicator_words()):
        return Proposal(found.key)
    said = propose_records(f"{task.task} {task.deliverable or ''}", {key: k.words for key, k in RECORDS.items()})
    return Proposal(records=said.key) if said is not None else None


def window_of(occurrence: Occurrence) -> Window:
    """The days whose data count: those of the slot, which ends at the data cut-off."""
    return Window(occurrence.starts_on, occurrence.ends_on)


def measured(occurrence: Occurrence, measure: TaskMeasure, as_of: datetime) -> Measured:
    """The measure of one occurrence as of a moment."""
    unit = occurrence.unit_id or occurrence.task.owner_id
    if measure.kind == TaskMeasure.Kind.INDICATOR:
        if measure.indicator not in indicators:  # the package that declared it is no longer there
            return Measured(as_of, fulfilled=False)
        figure = value_of(measure.indicator, unit=unit, window=window_of(occurrence), as_of=as_of).of
        return Measured(as_of, holds(figure.value, measure.comparator, measure.value or Decimal(0)), figure)
    records = tuple(records_of(measure.records, occurrence.task, unit, window_of(occurrence), as_of))
    return Measured(as_of, len(records) >= measure.least, records=records)


def to_measure(now: datetime) -> QuerySet[Occurrence]:
    """What is measured by the system, past its due moment and still with the lead. What a person opened again is left to people."""
    rows = with_the_lead(Occurrence.objects.filter(unit__isnull=False, original_due_at__lte=now))
    taken_back = HandIn.objects.filter(occurrence=OuterRef("pk"), state=HandInState.ACCEPTED)
    rows = rows.filter(~Exists(taken_back), task__measure__kind__in=["indicator", "records"])
    return rows.select_related("task__measure", "task__plan", "task__owner", "unit").order_by("due_at", "pk")


def last_check(occurrence: Occurrence) -> Event | None:
    """The last time the measure was looked at and not fulfilled. One query."""
    history = events.history(occurrence_ref(occurrence))
    return next((e for e in reversed(list(history)) if e.kind == kinds.OCCURRENCE_MEASURED), None)


def figure_ref(occurrence: Occurrence, key: str) -> Ref:
    return Ref.to(FIGURE, f"{occurrence.uid}.{key}")


def figure_titles(uids: Sequence[str]) -> Mapping[str, str]:
    return {uid: str(indicators[uid[37:]].title) for uid in uids if uid[37:] in indicators}


def figure_address(uid: str) -> str:
    """The indicator's page for the unit and days of the occurrence, which opens the rows."""
    found = Occurrence.objects.select_related("unit").filter(uid=uid[:36]).first()
    address = reverse("indicators:indicator", args=[uid[37:]])
    if found is None:
        return address
    asked: dict[str, Any] = {"from": found.starts_on.isoformat(), "to": found.ends_on.isoformat()}
    if found.unit is not None:
        asked["unit"] = found.unit.code
    return f"{address}?{urlencode(asked)}"


def readable_figures(user: Any, uids: Sequence[str]) -> set[str]:
    """Who may read the occurrence."""
    rows = readable_occurrences(Occurrence.objects.filter(uid__in={uid[:36] for uid in uids}), user)
    known = {str(uid) for uid in rows.values_list("uid", flat=True)}
    return {uid for uid in uids if uid[:36] in known and uid[37:] in indicators}
