"""Which tasks an event of the system raises, for which of their leads, and what raised an occurrence."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from motcua.documents.queries.law import document_by_uid
from motcua.documents.queries.law import kinds as document_kinds
from motcua.kernel import clock
from motcua.kernel.refs import Ref
from motcua.kernel.registries import subjects
from motcua.organisations.queries.units import stands_below
from motcua.plans.models import Difficulty, Finding, Occurrence, Plan, Raised, Task, Trigger, WorkSource
from motcua.plans.rules.slots import SlotKind
from motcua.plans.rules.triggers import TRIGGERS, meant_by, propose_trigger
from motcua.plans.workflow import PlanState

if TYPE_CHECKING:
    from motcua.kernel.models import Event


@dataclass(frozen=True, slots=True)
class Fired:
    """A task that an event raises. `units`: of its leads those concerned; None: all."""

    trigger: Trigger
    units: frozenset[int] | None


def triggers_of(task: Task) -> list[Trigger]:
    return list(task.triggers.filter(ended_at__isnull=True).order_by("pk"))


def proposed(task: Task) -> str:
    """The kind of event that a task's own words speak of; empty where they speak of none."""
    return propose_trigger([task.event, task.schedule_text, task.task])


def fired_by(event: Event) -> list[Fired]:
    """What an event raises. One query where nothing listens to its kind."""
    rows = Trigger.objects.filter(kind__in=meant_by(event.kind), ended_at__isnull=True, task__dropped_at__isnull=True)
    rows = rows.exclude(task__plan__isnull=False, task__plan__state__in=_NOT_IN_FORCE)
    listening = list(rows.select_related("task__plan", "task__owner").order_by("pk"))
    if not listening:
        return []
    found = []
    for one in listening:
        units = _CONCERNS[one.kind](one, event)
        if units is not False:
            found.append(Fired(one, None if units is True else frozenset(units)))
    return found


def source_of(occurrence: Occurrence) -> Raised | None:
    """The event of the system that raised an occurrence; None where a person did, or where it was not raised. One query."""
    if occurrence.kind != SlotKind.EVENT:
        return None
    return Raised.objects.filter(task=occurrence.task_id, number=int(occurrence.key.rpartition("-")[2])).first()


def raised_of(task: str, words: str) -> list[Occurrence]:
    """What is open of the last event with these words that was raised for a task."""
    rows = Occurrence.objects.filter(task__uid=task, kind=SlotKind.EVENT, voided_at__isnull=True)
    found = list(rows.select_related("task", "unit", "officer").order_by("-pk"))
    found = [one for one in found if one.event[:500] == words]
    return [one for one in found if one.key == found[0].key]


def title_of(subject: str) -> str:
    """What a record is called, for the words of an occurrence it raised."""
    ref = Ref.parse(subject)
    kind = subjects.get(ref.kind)
    return kind.titles([ref.uid]).get(ref.uid, "") if kind is not None else ""


def source_shown(user: Any, raised: Raised) -> dict[str, str]:
    """Kind, title and address of what raised an occurrence; no title and address where the reader may not open it."""
    ref = Ref.parse(raised.subject)
    kind = subjects.get(ref.kind)
    label = gettext(TRIGGERS[raised.kind].label) if raised.kind in TRIGGERS else raised.kind
    if kind is None or ref.uid not in kind.readable(user, [ref.uid]):
        return {"label": label, "title": "", "url": ""}
    return {"label": label, "title": kind.titles([ref.uid]).get(ref.uid, ""), "url": kind.address(ref.uid)}


def details_of(kind: str) -> list[tuple[str, str]]:
    """Of what there are several in a kind of event, as (key, name)."""
    of = TRIGGERS[kind].details if kind in TRIGGERS else ""
    if of == "document":
        return [(key, str(name)) for key, name in document_kinds()]
    return [(key, str(name)) for key, name in WorkSource.Kind.choices] if of == "source" else []


_NOT_IN_FORCE = [s for s in PlanState if s != PlanState.ISSUED]


def _uid(event: Event) -> str:
    return Ref.parse(event.subject).uid


def _leads(task: Task) -> set[int]:
    return set(task.units.filter(role="lead").values_list("unit_id", flat=True))


def _superior_plan(one: Trigger, event: Event) -> bool:
    """A plan in force of a unit above the task's owner."""
    plan = Plan.objects.filter(uid=_uid(event), state=PlanState.ISSUED).first()
    owner = one.task.owner_id
    return plan is not None and plan.owner_id != owner and stands_below(owner, plan.owner_id, clock.today())


def _superior_amended(one: Trigger, event: Event) -> bool:
    plan = one.task.plan
    return plan is not None and Plan.objects.filter(uid=_uid(event), subordinates=plan).exists()


def _remedy(one: Trigger, event: Event) -> Iterable[int] | bool:
    unit = Finding.objects.filter(uid=_uid(event)).values_list("inspected__unit", flat=True).first()
    return [unit] if unit in _leads(one.task) else False


def _instruction(one: Trigger, event: Event) -> Iterable[int] | bool:
    unit = Difficulty.objects.filter(uid=_uid(event)).values_list("unit", flat=True).first()
    return [unit] if unit in _leads(one.task) else False


def _work_source(one: Trigger, event: Event) -> bool:
    source = WorkSource.objects.filter(uid=_uid(event)).first()
    if source is None or one.detail not in {"", source.kind}:
        return False
    return stands_below(one.task.owner_id, source.owner_id, clock.today())


def _document(one: Trigger, event: Event) -> bool:
    """One that every officer may read: what a unit keeps for itself raises nothing elsewhere."""
    document = document_by_uid(_uid(event))
    if document is None or one.detail not in {"", document.kind}:
        return False
    return document.access != "unit" or document.owner_unit_id == one.task.owner_id


_CONCERNS: dict[str, Callable[[Trigger, Any], Iterable[int] | bool]] = {
    "superior_plan": _superior_plan,
    "superior_amended": _superior_amended,
    "remedy": _remedy,
    "instruction": _instruction,
    "work_source": _work_source,
    "document": _document,
}
