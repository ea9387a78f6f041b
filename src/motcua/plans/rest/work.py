"""The program's face of work: tasks, occurrences with their verbs, difficulties (CONTRACT)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema
from ninja.responses import Status

from motcua.kernel import clock
from motcua.kernel.errors import FieldError, Invalid, NotFound
from motcua.organisations.permissions import actor_of, require
from motcua.organisations.queries.units import unit_named
from motcua.plans.queries import work as queries
from motcua.plans.queries import work_api as shown
from motcua.plans.queries.verbs import VERBS, verbs_for
from motcua.plans.rest import verbs
from motcua.plans.rest.given import WorkIn, work_of
from motcua.plans.rest.tasks import TaskRow
from motcua.plans.services import difficulties
from motcua.plans.workflow import OccurrenceState
from motcua.ui.api import PROBLEMS, Day, Input, ListQuery, check_match, idempotent, list_of, with_etag

router = Router(tags=["work"])
STATES = "|".join(str(s) for s in OccurrenceState)
TIMINGS = "late|due_soon|running|waiting|handed_in|finished_late|on_time|closed"


class WorkQuery(ListQuery):
    role: str = Field(
        "", pattern=f"^({'|'.join(queries.ROLES)})?$", description="What the caller looks at; empty: all they may read"
    )
    state: str = Field("", pattern=f"^({STATES})?$")
    timing: str = Field("", pattern=f"^({TIMINGS})?$", description="Where it stands against its due moment")
    unit: str = Field("", max_length=80, description="Code or identifier of the unit that owes")
    due_from: Day | None = None
    due_to: Day | None = None


class DifficultyQuery(ListQuery):
    state: str = Field("", pattern="^(open|answered|settled)?$")
    unit: str = Field("", max_length=80, description="Code or identifier of the unit that has the difficulty")


class OccurrenceOut(Schema):
    id: UUID
    task: UUID
    title: str
    key: str
    kind: str
    unit: str | None
    owner: str
    holder: str | None
    state: str
    timing: str
    starts_on: date
    ends_on: date
    due_at: datetime
    original_due_at: datetime
    inferred: bool
    handed_in_at: datetime | None
    closed_at: datetime | None
    satisfied_by: str | None
    event: str | None
    voided: str | None


class OccurrencePage(Schema):
    items: list[OccurrenceOut]
    next: str | None


class ProofOut(Schema):
    id: UUID
    kind: str
    title: str
    number: str
    text: str
    ref: str | None


class HandInOut(Schema):
    number: int
    state: str
    note: str
    prepared_by: str
    prepared_at: datetime
    handed_in_by: str
    handed_in_at: datetime | None
    decided_by: str
    decided_at: datetime | None
    decision_note: str
    deliverables: list[ProofOut]


class AssigneeOut(Schema):
    officer: UUID
    name: str
    role: str
    note: str
    due_at: datetime | None
    ended_at: datetime | None


class RequestOut(Schema):
    id: UUID
    kind: str
    state: str
    reason: str
    until: date | None
    asked_by: str
    asked_at: datetime
    decided_by: str
    decided_at: datetime | None
    decision_note: str


class InputOut(Schema):
    id: UUID
    unit: str
    question: str
    due_at: datetime
    answer: str
    answered_at: datetime | None


class OccurrenceDetail(OccurrenceOut):
    hand_ins: list[HandInOut]
    assignees: list[AssigneeOut]
    requests: list[RequestOut]
    inputs: list[InputOut]
    actions: list[str]


class MeasureOut(Schema):
    """By what the system itself finds the task's occurrences done, as a person confirmed it."""

    kind: str
    indicator: str | None
    comparator: str | None
    value: Decimal | None
    records: str | None
    least: int


class SlotOut(Schema):
    """How far the units are that owe one slot: each stands in done, handed_in, working, silent or let_off; `late` overlaps."""

    key: str
    due_at: datetime
    units: int
    done: int
    handed_in: int
    working: int
    silent: int
    let_off: int
    late: int


class TaskDetail(TaskRow):
    goal: str | None
    measured_by: MeasureOut | None
    units: list[SlotOut]
    occurrences: list[OccurrenceOut]


class InstructionOut(Schema):
    id: UUID
    text: str
    by: str
    at: datetime
    task: UUID | None


class DifficultyOut(Schema):
    id: UUID
    task: UUID | None
    occurrence: UUID | None
    unit: str
    owner: str
    state: str
    text: str
    proposal: str
    leader: str | None
    due_at: datetime
    raised_by: str
    raised_at: datetime
    answered_at: datetime | None
    settled_at: datetime | None
    instructions: list[InstructionOut]


class DifficultyPage(Schema):
    items: list[DifficultyOut]
    next: str | None


class DifficultyIn(Input):
    occurrence: UUID
    text: str = Field(min_length=1, max_length=20_000)
    proposal: str = Field("", max_length=20_000)


class InstructionIn(Input):
    text: str = Field(min_length=1, max_length=20_000)


class SettleIn(Input):
    note: str = Field("", max_length=20_000, description="How it was settled")


class MadeTaskIn(Input):
    """The task that an instruction becomes. `text` empty: the words of the instruction. Units are codes or identifiers."""

    leads: list[str] = Field(min_length=1, max_length=500)
    due_on: Day
    text: str = Field("", max_length=20_000)
    deliverable: str = Field("", max_length=500)


@router.get("/occurrences", response={200: OccurrencePage, **PROBLEMS}, summary="Work: each time a unit owes a task")
def list_occurrences(request: HttpRequest, query: Query[WorkQuery]) -> Any:
    rows = queries.work_of(request.user, [query.role]) if query.role else queries.occurrences_for(request.user)
    if query.state:
        rows = rows.filter(state=query.state)
    if query.timing:
        rows = queries.with_timings(rows, [query.timing])
    if query.unit:
        rows = rows.filter(unit=unit_named(query.unit))
    if query.due_from:
        rows = rows.filter(due_at__date__gte=query.due_from)
    if query.due_to:
        rows = rows.filter(due_at__date__lte=query.due_to)
    now = clock.now()
    rows = rows.select_related("task__owner", "unit", "officer__person")
    return list_of(rows, query, order=("due_at", "id"), out=lambda o: shown.occurrence_out(o, now))


@router.get("/tasks/{uuid:uid}", response={200: TaskDetail, **PROBLEMS}, summary="A task and each time it is owed")
def one_task(request: HttpRequest, response: HttpResponse, uid: UUID) -> Any:
    found = queries.task_for(request.user, uid)
    with_etag(response, found.version)
    return shown.task_out(found, clock.now())


@router.get(
    "/occurrences/{uuid:uid}", response={200: OccurrenceDetail, **PROBLEMS}, summary="One occurrence with its story"
)
def one_occurrence(request: HttpRequest, response: HttpResponse, uid: UUID) -> Any:
    found = queries.occurrence_for(request.user, uid)
    with_etag(response, found.version)
    return shown.occurrence_detail(found, clock.now(), verbs_for(request.user, found))


@router.post(
    "/occurrences/{uuid:uid}/{action}",
    response={200: OccurrenceDetail, **PROBLEMS},
    summary="Take an action: hand_in, accept, send_back, assign, ask_extension …",
)
@idempotent
def act(request: HttpRequest, uid: UUID, action: str, body: verbs.ActionIn) -> Any:
    if action not in VERBS:
        queries.occurrence_for(request.user, uid)
        raise NotFound("Không có bước “{action}”.", code="no_action", action=action[:60])
    found = queries.occurrence_for(request.user, uid, VERBS[action].action)
    check_match(request, found.version)
    verbs.run(request, found, action, body)
    again = queries.occurrence_for(request.user, uid)
    return shown.occurrence_detail(again, clock.now(), verbs_for(request.user, again))


@router.get(
    "/difficulties", response={200: DifficultyPage, **PROBLEMS}, summary="Difficulties that the caller may read"
)
def list_difficulties(request: HttpRequest, query: Query[DifficultyQuery]) -> Any:
    rows = queries.difficulties_for(request.user).select_related("owner", "unit", "task", "occurrence")
    rows = rows.prefetch_related("instructions__task")
    if query.state:
        rows = rows.filter(state=query.state)
    if query.unit:
        rows = rows.filter(unit=unit_named(query.unit))
    return list_of(rows, query, order=("-raised_at", "-id"), out=shown.difficulty_out)


@router.get("/difficulties/{uuid:uid}", response={200: DifficultyOut, **PROBLEMS}, summary="One difficulty")
def one_difficulty(request: HttpRequest, response: HttpResponse, uid: UUID) -> Any:
    found = queries.difficulty_for(request.user, uid)
    with_etag(response, found.version)
    return shown.difficulty_out(found)


@router.post(
    "/difficulties", response={201: DifficultyOut, **PROBLEMS}, summary="Raise a difficulty with an occurrence"
)
@idempotent
def raise_difficulty(request: HttpRequest, body: DifficultyIn) -> Any:
    require(request.user, "difficulties.raise")
    try:
        found = queries.occurrence_for(request.user, body.occurrence, "difficulties.raise")
    except NotFound as error:
        raise Invalid("Không có việc này.", errors=(FieldError("occurrence", error.template),)) from error
    made = difficulties.raise_difficulty(
        found.task,
        unit=found.unit,
        occurrence=found,
        text=body.text,
        proposal=body.proposal,
        actor=actor_of(request.user),
    )
    return Status(201, shown.difficulty_out(made))


@router.post(
    "/difficulties/{uuid:uid}/instructions",
    response={200: DifficultyOut, **PROBLEMS},
    summary="The leader's instruction",
)
@idempotent
def instruct(request: HttpRequest, uid: UUID, body: InstructionIn) -> Any:
    found = queries.difficulty_for(request.user, uid, "difficulties.answer")
    check_match(request, found.version)
    difficulties.instruct(found, text=body.text, actor=actor_of(request.user))
    return shown.difficulty_out(queries.difficulty_for(request.user, uid))


@router.post(
    "/difficulties/{uuid:uid}/settle",
    response={200: DifficultyOut, **PROBLEMS},
    summary="The unit tells that it is over",
)
@idempotent
def settle(request: HttpRequest, uid: UUID, body: SettleIn) -> Any:
    found = queries.difficulty_for(request.user, uid, "difficulties.raise")
    check_match(request, found.version)
    difficulties.settle_difficulty(found, actor=actor_of(request.user), note=body.note)
    return shown.difficulty_out(queries.difficulty_for(request.user, uid))


@router.post(
    "/difficulties/{uuid:uid}/instructions/{uuid:instruction}/task",
    response={201: DifficultyOut, **PROBLEMS},
    summary="Give a task from an instruction",
)
@idempotent
def make_task(request: HttpRequest, uid: UUID, instruction: UUID, body: MadeTaskIn) -> Any:
    found = queries.difficulty_for(request.user, uid)
    require(request.user, "tasks.give", found.owner_id)
    given = found.instructions.filter(uid=instruction).select_related("difficulty__owner", "difficulty__leader").first()
    if given is None:
        raise NotFound("Không có ý kiến này.")
    text = body.text or given.text
    work = work_of(WorkIn(task=text, leads=body.leads, due_on=body.due_on, deliverable=body.deliverable))
    difficulties.make_task(
        given, leads=work.leads, due_on=body.due_on, deliverable=work.deliverable, text=body.text,
        actor=actor_of(request.user),
    )  # fmt: skip
    return Status(201, shown.difficulty_out(queries.difficulty_for(request.user, uid)))
