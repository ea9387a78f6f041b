"""Tasks and their occurrences for those who work on them: loaders, what is mine, what waits for whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Value, When

from motcua.kernel import clock, search
from motcua.kernel.errors import Forbidden, NotFound
from motcua.kernel.refs import Ref
from motcua.organisations.permissions import (
    away_today,
    granted_units,
    has_grant,
    units_in_reach,
    units_lent,
    valid_on,
    visible,
)
from motcua.organisations.queries.people import officers_on
from motcua.organisations.queries.units import below, carried
from motcua.plans.models import (
    Assignee,
    Deliverable,
    Difficulty,
    HandIn,
    InputRequest,
    Occurrence,
    Task,
    TaskUnit,
    WorkSource,
)
from motcua.plans.permissions import (
    is_leader_of,
    may_do_with_occurrence,
    may_read_difficulty,
    may_read_task,
    posts_held,
    readable_difficulties,
    readable_occurrences,
    readable_tasks,
    theirs,
)
from motcua.plans.queries.open_rows import OPEN_TIMINGS, is_open
from motcua.plans.queries.tasks import SEARCH_KIND as TASK_SEARCH
from motcua.plans.workflow import WITH_THE_LEAD, OccurrenceState, RequestState

TASK = "task"
OCCURRENCE = "occurrence"
DIFFICULTY = "difficulty"
SOURCE = "work_source"
SOURCE_KINDS = WorkSource.Kind.choices
"""(key, what it is called)."""
SOON = timedelta(days=7)
"""How long before its due moment an occurrence is due soon."""


def task_ref(task: Task) -> Ref:
    return Ref.to(TASK, task.uid)


def occurrence_ref(occurrence: Occurrence) -> Ref:
    return Ref.to(OCCURRENCE, occurrence.uid)


def difficulty_ref(difficulty: Difficulty) -> Ref:
    return Ref.to(DIFFICULTY, difficulty.uid)


def source_ref(source: WorkSource) -> Ref:
    return Ref.to(SOURCE, source.uid)


def task_for(user: Any, uid: UUID | str) -> Task:
    """The task, if the user may read it. Raises NotFound."""
    found = Task.objects.select_related("plan", "work_source", "parent", "owner").filter(uid=uid).first()
    if found is None or not may_read_task(user, found):
        raise NotFound("Không có nhiệm vụ này, hoặc bạn không được mở.")
    return found


def occurrence_for(user: Any, uid: UUID | str, action: str = "plans.read") -> Occurrence:
    """The occurrence, if the user may do `action` with it. NotFound for what may not be seen, Forbidden for what may not be done."""
    tied = ("task__plan", "task__work_source", "task__parent", "task__owner", "unit", "officer__person")
    found = Occurrence.objects.select_related(*tied).filter(uid=uid).first()
    if found is None or not may_read_task(user, found.task):
        raise NotFound("Không có việc này, hoặc bạn không được mở.")
    if action != "plans.read" and not may_do_with_occurrence(user, found, action):
        raise Forbidden("Tài khoản của bạn chưa được giao quyền làm việc này.")
    return found


def occurrence_by_uid(uid: str) -> Occurrence:
    """For handlers: no person asks."""
    return Occurrence.objects.select_related("task__plan", "task__owner", "unit").get(uid=uid)


def of_sample_plans() -> QuerySet[Occurrence]:
    """What units owe of the sample plans, by due moment: for the sample's own life."""
    rows = standing().filter(task__plan__is_sample=True, unit__isnull=False)
    return rows.select_related("task__owner", "unit").order_by("due_at", "pk")


def difficulty_by_uid(uid: str) -> Difficulty:
    """For handlers: no person asks."""
    return Difficulty.objects.select_related("task", "unit", "leader__person").get(uid=uid)


def task_by_uid(uid: str) -> Task:
    """For handlers: no person asks."""
    return Task.objects.get(uid=uid)


def difficulty_for(user: Any, uid: UUID | str, action: str = "plans.read") -> Difficulty:
    """The difficulty, if the user may do `action` with it. The leader in charge may answer, wherever their grant lies."""
    found = Difficulty.objects.select_related("task__plan", "occurrence", "leader__person").filter(uid=uid).first()
    if found is None or not (may_read_difficulty(user, found) or is_leader_of(user, found)):
        raise NotFound("Không có khó khăn, vướng mắc này, hoặc bạn không được mở.")
    if action == "difficulties.answer" and not (is_leader_of(user, found) or has_grant(user, action, found.owner_id)):
        raise Forbidden("Chỉ lãnh đạo phụ trách mới cho ý kiến chỉ đạo.")
    if action == "difficulties.raise" and not has_grant(user, action, found.unit_id):
        raise Forbidden("Tài khoản của bạn chưa được giao quyền làm việc này.")
    return found


def source_for(user: Any, uid: UUID | str) -> WorkSource:
    found = WorkSource.objects.select_related("owner", "leader__person").filter(uid=uid).first()
    if found is None or not sources_for(user).filter(pk=found.pk).exists():
        raise NotFound("Không có nguồn giao việc này, hoặc bạn không được mở.")
    return found


def sources_for(user: Any) -> QuerySet[WorkSource]:
    """What gave work: for the owner's readers, and for those who read one of its tasks."""
    if not user.is_authenticated:
        return WorkSource.objects.none()
    owned = visible(WorkSource.objects.filter(pk=OuterRef("pk")), user, "plans.read", "owner")
    shared = readable_tasks(Task.objects.filter(work_source=OuterRef("pk")), user)
    return WorkSource.objects.filter(Q(Exists(owned)) | Q(Exists(shared)))


def progress_of_sources(sources: Sequence[int]) -> dict[int, tuple[int, int, int]]:
    """Source → (tasks, occurrences done, occurrences late). Two queries."""
    tasks = dict(Task.objects.filter(work_source__in=sources).values_list("work_source").annotate(n=Count("pk")))
    rows = standing().filter(task__work_source__in=sources).values("task__work_source")
    done = Q(state__in=[OccurrenceState.ACCEPTED, OccurrenceState.NOTHING_AROSE])
    late = Q(state__in=[str(s) for s in WITH_THE_LEAD], due_at__lt=clock.now())
    counted = {
        row["task__work_source"]: (row["done"], row["late"])
        for row in rows.annotate(done=Count("pk", filter=done), late=Count("pk", filter=late))
    }
    return {pk: (n, *counted.get(pk, (0, 0))) for pk, n in tasks.items()}


def progress_of_tasks(tasks: Iterable[int]) -> dict[int, tuple[int, int, int]]:
    """Task → (occurrences, done, late), the standing ones. One query."""
    done = Q(state__in=[OccurrenceState.ACCEPTED, OccurrenceState.NOTHING_AROSE, OccurrenceState.CANNOT_BE_DONE])
    late = Q(state__in=[str(s) for s in WITH_THE_LEAD], due_at__lt=clock.now())
    rows = standing().filter(task__in=list(tasks)).values("task").order_by("task")
    counted = rows.annotate(n=Count("pk"), done=Count("pk", filter=done), late=Count("pk", filter=late))
    return {row["task"]: (row["n"], row["done"], row["late"]) for row in counted}


def leaders_in_sources(user: Any) -> list[tuple[str, str]]:
    """Leaders who gave work, as (uid, name): choices of the book's filter."""
    rows = sources_for(user).filter(leader__isnull=False).order_by("leader__person__sort_key")
    return [(str(uid), name) for uid, name in rows.values_list("leader__uid", "leader__person__name").distinct()]


def tasks_with_occurrences(source: WorkSource) -> list[Any]:
    """Tasks of a source, each with its standing occurrences as `standing`. Two queries."""
    rows = Prefetch("occurrences", standing().order_by("due_at", "pk"), to_attr="standing")
    return list(source.tasks.order_by("position").prefetch_related(rows))


def may_answer(user: Any, difficulty: Difficulty) -> bool:
    """Whether this person may give the instruction: the leader in charge, or who may answer for the owner."""
    return is_leader_of(user, difficulty) or has_grant(user, "difficulties.answer", difficulty.owner_id)


def occurrences_for(user: Any) -> QuerySet[Occurrence]:
    """All standing occurrences of tasks the user may read."""
    return readable_occurrences(standing(), user)


def standing() -> QuerySet[Occurrence]:
    """Those that count: not taken away."""
    return Occurrence.objects.filter(voided_at__isnull=True).select_related("task", "unit")


def standing_of_plan(plan: Any) -> QuerySet[Occurrence]:
    """What units owe of a plan's tasks, without what an amendment took out, by due moment. One query."""
    return standing().filter(task__plan=plan, task__dropped_at__isnull=True).order_by("due_at", "pk")


def still_open(rows: QuerySet[Occurrence]) -> QuerySet[Occurrence]:
    return rows.filter(is_open())


def with_the_lead(rows: QuerySet[Occurrence]) -> QuerySet[Occurrence]:
    return rows.filter(is_open(), state__in=[str(s) for s in WITH_THE_LEAD])


def with_timing(rows: QuerySet[Occurrence], now: datetime) -> QuerySet[Occurrence]:
    """Give each row `timing`: late, due_soon, running, waiting (not begun by its dates), finished_late, on_time, closed."""
    today = clock.local(now).date()
    done = Q(state=OccurrenceState.ACCEPTED)
    lead = Q(state__in=[str(s) for s in WITH_THE_LEAD])
    late_hand_in = Q(handed_in_at__gt=F("original_due_at"))
    return rows.annotate(
        timing=Case(
            When(done & late_hand_in, then=Value("finished_late")),
            When(done, then=Value("on_time")),
            When(~lead & ~Q(state=OccurrenceState.HANDED_IN), then=Value("closed")),
            When(Q(state=OccurrenceState.HANDED_IN) & late_hand_in, then=Value("finished_late")),
            When(Q(state=OccurrenceState.HANDED_IN), then=Value("handed_in")),
            When(due_at__lt=now, then=Value("late")),
            When(due_at__lt=now + SOON, then=Value("due_soon")),
            When(starts_on__gt=today, then=Value("waiting")),
            default=Value("running"),
            output_field=CharField(),
        )
    )


def timing_of(occurrence: Occurrence, now: datetime) -> str:
    """Where one stands against its due moment; equals `with_timing`."""
    late_hand_in = occurrence.handed_in_at is not None and occurrence.handed_in_at > occurrence.original_due_at
    if occurrence.state == OccurrenceState.ACCEPTED:
        return "finished_late" if late_hand_in else "on_time"
    if occurrence.state == OccurrenceState.HANDED_IN:
        return "finished_late" if late_hand_in else "handed_in"
    if occurrence.state not in WITH_THE_LEAD:
        return "closed"
    if occurrence.due_at < now:
        return "late"
    if occurrence.due_at < now + SOON:
        return "due_soon"
    return "waiting" if occurrence.starts_on > clock.local(now).date() else "running"


def led_by(user: Any) -> QuerySet[Occurrence]:
    """What the user's units owe: all of it for those who hand in, what was given to them for the others."""
    own = Q(unit__in=units_in_reach(user, "occurrences.hand_in"))
    return standing().filter(own | by_name(user))


def by_name(user: Any) -> Q:
    """The condition that an occurrence was given to the person to work on, or by the paper to a post that they hold."""
    given = Assignee.objects.filter(ended_at__isnull=True, role__in=["lead", "support"]).filter(theirs(user, "officer"))
    return Q(pk__in=given.values("occurrence")) | Q(officer__in=posts_held(user))


def search_occurrences(rows: QuerySet[Occurrence], text: str) -> search.Found[Occurrence]:
    """Occurrences whose tasks the words find, ranked as the tasks are."""
    return carried(search.find(Task.objects.all(), TASK_SEARCH, text), rows, "task")


ROLES = ("lead", "mine", "coordinator", "accept", "approve", "stand_in")


def work_of(user: Any, roles: Sequence[str] = ()) -> QuerySet[Occurrence]:
    """What a person looks at as work: in the roles asked for; without roles what their units owe or what was given to them."""
    parts = {
        "lead": led_by,
        "mine": given_to,
        "coordinator": supported_by,
        "accept": to_accept,
        "approve": to_approve,
        "stand_in": left_to,
    }
    first, *others = [parts[role](user) for role in roles if role in parts] or [led_by(user)]
    rows = first
    if others:
        rows = standing().filter(reduce(or_, (Q(pk__in=one.values("pk")) for one in (first, *others))))
    return rows.select_related("task__plan", "task__work_source", "task__parent")


def with_timings(rows: QuerySet[Occurrence], timings: Sequence[str]) -> QuerySet[Occurrence]:
    """Those that stand so against their due moment."""
    among = rows.filter(is_open()) if OPEN_TIMINGS.issuperset(timings) else rows
    timed: Any = with_timing(among, clock.now())  # annotate() gives a type of its own, which is not to be seen outside
    return timed.filter(timing__in=list(timings))  # type: ignore[no-any-return]  # as above


def given_to(user: Any) -> QuerySet[Occurrence]:
    """What was given to the person themselves, or by the paper to a post that they hold."""
    today = valid_on(clock.today(), "officer__")
    given = Assignee.objects.filter(theirs(user, "officer"), today, ended_at__isnull=True)
    return standing().filter(Q(pk__in=given.values("occurrence")) | Q(officer__in=posts_held(user)))


def supported_by(user: Any) -> QuerySet[Occurrence]:
    """What the user's units support."""
    reach = units_in_reach(user, "occurrences.work")
    named = TaskUnit.objects.filter(role=TaskUnit.Role.COORDINATOR, unit__in=reach)
    return standing().filter(task__in=named.values("task"))


def to_accept(user: Any) -> QuerySet[Occurrence]:
    """Results that wait for the owner's word."""
    reach = units_in_reach(user, "occurrences.accept")
    return standing().filter(state=OccurrenceState.HANDED_IN, task__owner__in=reach)


def to_approve(user: Any) -> QuerySet[Occurrence]:
    """Results that a specialist prepared and the head is to hand in."""
    prepared = HandIn.objects.filter(state="prepared").values("occurrence")
    return standing().filter(pk__in=prepared, unit__in=units_in_reach(user, "occurrences.hand_in"))


def left_to(user: Any) -> QuerySet[Occurrence]:
    """What is the user's today in the place of officers who are away: given to those by name, theirs to hand in, or theirs to accept."""
    away = away_today(user)
    if not away:
        return standing().none()
    given = Assignee.objects.filter(officer__in=away, ended_at__isnull=True).values("occurrence")
    handed_in = Q(state=OccurrenceState.HANDED_IN, task__owner__in=units_lent(user, "occurrences.accept"))
    led = Q(unit__in=units_lent(user, "occurrences.hand_in"))
    return standing().filter(Q(pk__in=given) | Q(officer__in=away) | led | handed_in)


def inputs_asked_of(user: Any) -> QuerySet[InputRequest]:
    """Questions of others that wait for the user's units."""
    rows = InputRequest.objects.filter(answered_at__isnull=True).select_related("occurrence__task", "occurrence__unit")
    return visible(rows, user, "occurrences.work")


def difficulties_for(user: Any) -> QuerySet[Difficulty]:
    return readable_difficulties(Difficulty.objects.select_related("task__plan", "unit", "leader__person"), user)


def difficulties_waiting(user: Any) -> QuerySet[Difficulty]:
    """Those that wait for this person's instruction: as the leader in charge, or by the right to answer for the owner."""
    rows = Difficulty.objects.filter(state=Difficulty.State.OPEN).select_related("task__plan", "unit", "leader__person")
    may = visible(Difficulty.objects.filter(pk=OuterRef("pk")), user, "difficulties.answer", "owner")
    return rows.filter(theirs(user, "leader") | Q(leader__isnull=True) & Q(Exists(may)))


def open_request(occurrence: Occurrence, *, missing_ok: bool = False) -> Any:
    """What the lead asked and nobody has answered yet. Raises NotFound, or gives None."""
    found = occurrence.requests.select_related("occurrence__task").filter(state=RequestState.OPEN).first()
    if found is None and not missing_ok:
        raise NotFound("Không còn đề nghị nào chờ trả lời.")
    return found


def input_for(user: Any, uid: UUID | str) -> InputRequest:
    """A question to a coordinator, for those of its unit who may answer. Raises NotFound, Forbidden."""
    found = (
        InputRequest.objects.select_related(
            "occurrence__task__plan", "occurrence__task__owner", "occurrence__unit", "unit"
        )
        .filter(uid=uid)
        .first()
    )
    if found is None or not may_read_task(user, found.occurrence.task):
        raise NotFound("Không có câu hỏi này, hoặc bạn không được mở.")
    if not has_grant(user, "occurrences.work", found.unit_id):
        raise Forbidden("Chỉ đơn vị được hỏi mới trả lời.")
    return found


def assignable(occurrence: Occurrence) -> list[Any]:
    """Officers of today in the unit that owes the occurrence, and in what stands under it, by name."""
    today = clock.today()
    if occurrence.unit_id is None:
        return []
    units = below(occurrence.unit_id, today).values("unit")
    rows = officers_on(today).filter(Q(unit=occurrence.unit_id) | Q(unit__in=units))
    return list(rows.order_by("person__sort_key", "pk"))


def deliverables_of(unit: int) -> QuerySet[Deliverable]:
    """What a unit handed in before, newest first: one deliverable may serve many occurrences."""
    return Deliverable.objects.filter(unit=unit).order_by("-pk")


def may_give(user: Any) -> QuerySet[Any]:
    """Units for which the user may give work."""
    return granted_units(user, "tasks.give")
