"""Opening the work of a plan: each task's slots become occurrences of the units that owe them; work from other sources is given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Prefetch

from motcua.documents.services.files import attach_file
from motcua.kernel import clock, events, search, workdays
from motcua.kernel.actors import Actor
from motcua.kernel.errors import N_, FieldError, Invalid, Refused
from motcua.kernel.refs import Ref
from motcua.kernel.text import nfc, sort_key
from motcua.organisations.queries.calendars import calendar_codes, calendar_for
from motcua.organisations.queries.units import stands_below
from motcua.plans import events as kinds
from motcua.plans.models import Occurrence, Plan, Task, TaskUnit, WorkSource
from motcua.plans.queries.leads import holders_of
from motcua.plans.queries.plans import ref_of
from motcua.plans.queries.tasks import SEARCH_KIND as TASK_KIND
from motcua.plans.queries.tasks import rule_of
from motcua.plans.queries.work import occurrence_ref, source_ref, task_ref
from motcua.plans.rules.slots import Frame, Slot, SlotKind, day_of, event_slot, reporting_periods, slots, span_of
from motcua.plans.services.search_words import source_words, task_words
from motcua.plans.workflow import OPEN_OCCURRENCES, OccurrenceState, PlanState

BATCH = 500
SOURCE_KIND = "work_source"
Holders = Mapping[tuple[int, int], Any]
"""(task, unit) → the officer who holds the post that leads there; None while it is vacant."""


@dataclass(frozen=True, slots=True)
class Work:
    """A task as somebody gives it: `due_on` is its one date; units are Unit rows."""

    text: str
    leads: Sequence[Any]
    due_on: date
    coordinators: Sequence[Any] = ()
    deliverable: str = ""
    goal: str = ""


class _Calendars:
    """Working calendars by unit. Units whose nearest calendar is the same share it; each is built once. Two queries, and those of each."""

    def __init__(self, on: date, units: Iterable[int]) -> None:
        self.on = on
        self._codes = calendar_codes(units, on)
        self._built: dict[str, workdays.Calendar] = {}

    def of(self, unit: int) -> workdays.Calendar:
        code = self._codes[unit]
        if code not in self._built:
            self._built[code] = calendar_for(unit, self.on)
        return self._built[code]


def open_work(plan: Plan, *, actor: Actor, reason: str = "") -> int:
    """Make the occurrences that the plan's tasks ask for, and take back those they no longer ask for that nobody has begun.

    Made again it makes nothing twice. Part of the caller's transaction; returns how many were made.
    """
    if plan.state != PlanState.ISSUED:
        raise Refused("Chỉ kế hoạch đã ban hành mới có công việc để thực hiện.", code="plan_not_issued")
    return settle(_tasks(plan), frame_of(plan), actor=actor, about=ref_of(plan), reason=reason)


def settle(tasks: Sequence[Task], frame: Frame, *, actor: Actor, about: Ref, reason: str = "") -> int:
    """Bring the occurrences of tasks in line with their schedules and leads. Returns how many were made."""
    calendars, holders = _Calendars(frame.starts_on, _owing(tasks)), _holders(tasks)
    existing, raised = _existing(tasks), _raised(tasks)
    made: list[Occurrence] = []
    gone: list[Occurrence] = []
    for task in tasks:
        known = existing.pop(task.pk, {})
        settled = _done_by_former_leads(task, known)
        for unit, slot in _wanted(task, frame, raised):
            found = known.pop((unit, slot.key), None)
            if found is None and slot.key not in settled:
                made.append(_occurrence(task, unit, slot, calendars, holders))
        gone += [one for (_unit, key), one in known.items() if not key.startswith("event-") and _untouched(one)]
    Occurrence.objects.bulk_create(made, batch_size=BATCH)
    _void(gone, reason or N_("Không còn trong kế hoạch."))
    if made or gone:
        events.append(about, kinds.WORK_OPENED, actor=actor, payload={"count": len(made), "voided": len(gone)})
    return len(made)


def close_work(tasks: Iterable[Task], *, reason: str) -> int:
    """Take all that is still open out of the figures: the plan was withdrawn or replaced. Part of the caller's transaction."""
    open_ones = Occurrence.objects.filter(task__in=tasks, voided_at__isnull=True, state__in=OPEN_OCCURRENCES)
    return open_ones.update(voided_at=clock.now(), void_reason=reason)


def frame_of(plan: Plan) -> Frame:
    """The plan's span and reporting periods: its own span, else its year, longer where a task ends later."""
    ends = [
        d
        for d in plan.tasks.filter(ends_on__isnull=False, dropped_at__isnull=True).values_list("ends_on", flat=True)
        if d
    ]
    first, last = span_of(plan.year, plan.issued_on or clock.local(plan.created_at).date(), ends)
    if plan.starts_on and plan.ends_on:
        first, last = plan.starts_on, max([plan.ends_on, *ends])
    bare = Frame(first, last)
    return Frame(first, last, reporting_periods(bare, months=plan.report_months, cut_off=plan.cut_off))


def raise_event(
    task: Task,
    *,
    actor: Actor,
    event: str,
    due_on: date,
    raised_on: date | None = None,
    units: Collection[int] | None = None,
) -> list[Occurrence]:
    """What the task waited for has come: its leads (of them only `units`, where given) owe it by `due_on`.

    Of them the confirmation that nothing arose is no longer asked.
    """
    event, today = " ".join(nfc(event).split()), clock.today()
    if task.schedule_kind != "on_event":
        raise Refused("Nhiệm vụ này không chờ sự kiện nào.", code="not_on_event")
    errors = []
    if not event:
        errors.append(FieldError("event", N_("Ghi việc đã phát sinh.")))
    if due_on < today:
        errors.append(FieldError("due_on", N_("Hạn không thể ở quá khứ.")))
    if errors:
        raise Invalid("Chưa ghi được việc phát sinh. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))
    with transaction.atomic():
        keys = set(task.occurrences.filter(kind=SlotKind.EVENT).values_list("key", flat=True))
        slot = event_slot(len(keys) + 1, raised_on or today, due_on)
        calendars, holders = _Calendars(slot.starts_on, _owing([task])), _holders([task])
        leads = [unit for unit in _leads(task) if units is None or unit in units]
        if not leads:
            raise Refused("Đơn vị này không chủ trì nhiệm vụ.", code="not_the_lead")
        made = [_occurrence(task, unit, slot, calendars, holders, event=event) for unit in leads]
        Occurrence.objects.bulk_create(made)
        asked = task.occurrences.filter(kind=SlotKind.NOTHING_AROSE, voided_at__isnull=True)
        asked = asked if units is None else asked.filter(unit__in=leads)
        _void([one for one in asked if _untouched(one)], N_("Việc đã phát sinh."))
        events.append(task_ref(task), kinds.EVENT_RAISED, actor=actor, payload={"arose": event[:500], "due_on": due_on})
    return made


def register_source(
    *,
    kind: str,
    owner: Any,
    title: str,
    issued_on: date,
    actor: Actor,
    number: str = "",
    issuer_name: str = "",
    leader: Any = None,
    document_ref: str = "",
    works: Sequence[Work] = (),
    files: Sequence[Any] = (),
    is_sample: bool = False,
) -> WorkSource:
    """Enter what gives work (an incoming document, a conclusion, an instruction) and, in one step, the tasks it gives."""
    title = " ".join(nfc(title).split())
    errors = list(_source_errors(kind, title, number, issued_on))
    for n, work in enumerate(works):
        errors += _work_errors(work, f"works-{n}-")
    if errors:
        raise Invalid("Chưa giao được việc. Hãy sửa các ô được đánh dấu.", errors=tuple(errors))
    with transaction.atomic():
        source = WorkSource.objects.create(
            kind=kind,
            owner=owner,
            title=title,
            sort_key=sort_key(title)[:300],
            issued_on=issued_on,
            number=number.strip(),
            issuer_name=issuer_name.strip(),
            leader=leader,
            document_ref=document_ref,
            is_sample=is_sample,
            created_at=clock.now(),
        )
        events.append(
            source_ref(source), kinds.SOURCE_REGISTERED, actor=actor, payload={"kind": kind, "number": source.number}
        )
        for file in files:
            attach_file(file, source_ref(source), actor=actor)
        for work in works:
            give_task(source, work, actor=actor)
        index_source(source)
    return source


def index_source(source: WorkSource) -> None:
    """Make a source findable by number, title and issuer."""
    search.index_many(SOURCE_KIND, [source_words(source)])


def give_task(source: WorkSource, work: Work, *, actor: Actor) -> Task:
    """A task from a source, with its lead units and its one date (Giao việc)."""
    if errors := tuple(_work_errors(work)):
        raise Invalid("Chưa giao được việc. Hãy sửa các ô được đánh dấu.", errors=errors)
    with transaction.atomic():
        position = source.tasks.count()
        task = _new_task(
            work, owner_id=source.owner_id, work_source=source, position=position, starts_on=source.issued_on
        )
        _give(task, work, actor=actor)
    return task


def divide_task(task: Task, work: Work, *, unit: int, actor: Actor) -> Task:
    """A part of a task, given by a unit that leads it to units under it; that unit accepts the part's results."""
    if errors := tuple(_work_errors(work)):
        raise Invalid("Chưa giao được việc. Hãy sửa các ô được đánh dấu.", errors=errors)
    if not task.units.filter(unit=unit, role=TaskUnit.Role.LEAD).exists():
        raise Refused("Chỉ đơn vị chủ trì mới chia nhỏ được nhiệm vụ.", code="not_the_lead")
    on = clock.today()
    if not all(lead.pk == unit or stands_below(lead.pk, unit, on) for lead in work.leads):
        raise Refused("Chỉ chia việc cho đơn vị trực thuộc đơn vị chủ trì.", code="another_unit")
    with transaction.atomic():
        part = _new_task(work, owner_id=unit, parent=task, position=task.parts.count(), starts_on=clock.today())
        _give(part, work, actor=actor)
        events.append(task_ref(task), kinds.TASK_DIVIDED, actor=actor, payload={"task": task_ref(part)})
    return part


def name_lead(occurrence: Occurrence, unit: object, *, actor: Actor) -> Occurrence:
    """Say which unit owes what the paper gave to nobody we know."""
    key = int(getattr(unit, "pk", 0))
    if occurrence.unit_id is not None:
        raise Refused("Việc này đã có đơn vị chủ trì.", code="has_lead")
    with transaction.atomic():
        TaskUnit.objects.get_or_create(
            task=occurrence.task, unit_id=key, role=TaskUnit.Role.LEAD, defaults={"named": occurrence.task.lead or ""}
        )
        rows = Occurrence.objects.filter(task=occurrence.task, unit__isnull=True, voided_at__isnull=True)
        calendars = _Calendars(occurrence.starts_on, [key])
        for row in rows:
            result = workdays.due_by(row.ends_on, calendar=calendars.of(key))
            rows.filter(pk=row.pk).update(
                unit=key, due_at=result.due, original_due_at=result.due, calendar=calendars.of(key).code
            )
        events.append(
            task_ref(occurrence.task), kinds.LEAD_NAMED, actor=actor, payload={"unit": str(getattr(unit, "code", key))}
        )
    occurrence.refresh_from_db()
    return occurrence


def _tasks(plan: Plan) -> list[Task]:
    units = Prefetch("units", queryset=TaskUnit.objects.filter(role=TaskUnit.Role.LEAD).order_by("pk"))
    return list(plan.tasks.filter(dropped_at__isnull=True).order_by("position").prefetch_related(units))


def _leads(task: Task) -> list[int | None]:
    """The units that lead; nobody known: one None."""
    return [u.unit_id for u in task.units.all() if u.role == TaskUnit.Role.LEAD] or [None]


def _owing(tasks: Sequence[Task]) -> set[int]:
    """The units whose calendars the due moments of tasks are reckoned by."""
    return {unit or task.owner_id for task in tasks for unit in _leads(task)}


def _holders(tasks: Sequence[Task]) -> Holders:
    """(task, unit) → who holds the post that leads there, for the leads that are posts. Few queries where there are none."""
    rows = TaskUnit.objects.filter(task__in=[t.pk for t in tasks], role=TaskUnit.Role.LEAD, post__isnull=False)
    posts = {(task, unit): str(post) for task, unit, post in rows.values_list("task", "unit", "post")}
    known = holders_of(((unit, post) for (_task, unit), post in posts.items()), clock.today()) if posts else {}
    return {key: known[key[1], post] for key, post in posts.items()}


def _raised(tasks: Sequence[Task]) -> set[tuple[int, int | None]]:
    """(task, unit) for which what a task waits for has come at least once. One query."""
    waiting = [t.pk for t in tasks if t.schedule_kind == "on_event"]
    if not waiting:
        return set()
    rows = Occurrence.objects.filter(task__in=waiting, kind=SlotKind.EVENT)
    return set(rows.values_list("task", "unit").distinct())


def _wanted(task: Task, frame: Frame, raised: Collection[tuple[int, int | None]]) -> Iterable[tuple[int | None, Slot]]:
    found = slots(rule_of(task), frame)
    return [(unit, slot) for unit in _leads(task) for slot in found if (task.pk, unit) not in raised]


def _existing(tasks: Sequence[Task]) -> dict[int, dict[tuple[int | None, str], Occurrence]]:
    found: dict[int, dict[tuple[int | None, str], Occurrence]] = defaultdict(dict)
    for row in Occurrence.objects.filter(task__in=[t.pk for t in tasks], voided_at__isnull=True):
        found[row.task_id][row.unit_id, row.key] = row
    return found


def _done_by_former_leads(task: Task, known: Mapping[tuple[int | None, str], Occurrence]) -> set[str]:
    """Slots that were done by a unit that no longer leads (its work moved to another with a split): they are not owed again."""
    leads = set(_leads(task))
    return {key for (unit, key), one in known.items() if unit not in leads and one.state not in OPEN_OCCURRENCES}


def _occurrence(
    task: Task, unit: int | None, slot: Slot, calendars: _Calendars, holders: Holders, *, event: str = ""
) -> Occurrence:
    calendar = calendars.of(unit or task.owner_id)
    ends_on = day_of(slot, calendar)
    due = workdays.due_by(ends_on, calendar=calendar).due
    return Occurrence(
        task=task,
        unit_id=unit,
        officer=holders.get((task.pk, unit)) if unit is not None else None,
        key=slot.key,
        kind=slot.kind,
        starts_on=min(slot.starts_on, ends_on),
        ends_on=ends_on,
        inferred=slot.inferred,
        calendar=calendar.code,
        due_at=due,
        original_due_at=due,
        event=event,
        created_at=clock.now(),
    )


def _untouched(occurrence: Occurrence) -> bool:
    return occurrence.state == OccurrenceState.NOT_STARTED and occurrence.version == 1


def _void(rows: Sequence[Occurrence], reason: str) -> None:
    Occurrence.objects.filter(pk__in=[row.pk for row in rows]).update(voided_at=clock.now(), void_reason=reason)


def _new_task(work: Work, **where: object) -> Task:
    return Task.objects.create(
        task=" ".join(nfc(work.text).split()),
        goal=work.goal.strip() or None,
        deliverable=work.deliverable.strip() or None,
        schedule_kind="by_date",
        ends_on=work.due_on,
        **where,
    )


def _give(task: Task, work: Work, *, actor: Actor) -> None:
    """Units, occurrences, search and event of a task just made."""
    rows: list[TaskUnit] = []
    for role, units in ((TaskUnit.Role.LEAD, work.leads), (TaskUnit.Role.COORDINATOR, work.coordinators)):
        rows += [
            TaskUnit(task=task, unit=unit, role=role, named=str(getattr(unit, "code", "")))
            for unit in dict.fromkeys(units)
        ]
    TaskUnit.objects.bulk_create(rows)
    starts_on = min(task.starts_on or work.due_on, work.due_on)
    settle([task], Frame(starts_on, work.due_on), actor=actor, about=task_ref(task))
    search.index_many(TASK_KIND, [task_words(task)])
    codes = [str(getattr(unit, "code", "")) for unit in work.leads]
    events.append(task_ref(task), kinds.TASK_GIVEN, actor=actor, payload={"units": codes, "due_on": work.due_on})


def _source_errors(kind: str, title: str, number: str, issued_on: date) -> Iterable[FieldError]:
    if kind not in WorkSource.Kind.values:
        yield FieldError("kind", N_("Chọn nguồn giao việc trong danh sách."))
    if not title:
        yield FieldError("title", N_("Ghi trích yếu hoặc nội dung."))
    if kind == WorkSource.Kind.INCOMING_DOCUMENT and not number.strip():
        yield FieldError("number", N_("Ghi số, ký hiệu của văn bản đến."))
    if issued_on > clock.today():
        yield FieldError("issued_on", N_("Ngày không thể ở tương lai."))


def _work_errors(work: Work, prefix: str = "") -> Iterable[FieldError]:
    if not work.text.strip():
        yield FieldError(f"{prefix}text", N_("Ghi nội dung nhiệm vụ."))
    if not work.leads:
        yield FieldError(f"{prefix}leads", N_("Chọn ít nhất một đơn vị chủ trì."))


def moment_of_day(day: date, unit: int) -> datetime:
    """The due moment of a date for a unit: what inner dates and extensions use."""
    return workdays.due_by(day, calendar=calendar_for(unit, day)).due


__all__ = [
    "Work", "close_work", "divide_task", "frame_of", "give_task", "moment_of_day", "name_lead", "occurrence_ref",
    "open_work", "raise_event", "register_source", "settle",
]  # fmt: skip
