"""The program's face of tasks: the list, what measures and raises them, their parts and conversation, input that is asked."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema
from ninja.responses import Status

from motcua.kernel import clock, search
from motcua.kernel.errors import FieldError, Forbidden, Invalid, NotFound
from motcua.organisations.permissions import actor_of, require
from motcua.organisations.queries.people import officers_on
from motcua.organisations.queries.units import unit_named
from motcua.plans.queries import tasks_api as shown
from motcua.plans.queries import work as queries
from motcua.plans.queries.api import with_unit
from motcua.plans.queries.holding import dividing_units
from motcua.plans.queries.tasks import SEARCH_KIND
from motcua.plans.queries.triggers import triggers_of
from motcua.plans.rest.given import WorkIn, work_of
from motcua.plans.services.asking import answer_input
from motcua.plans.services.assigning import comment
from motcua.plans.services.measuring import bind_measure, remove_measure
from motcua.plans.services.triggers import bind_trigger, end_trigger
from motcua.plans.services.work import divide_task, raise_event
from motcua.ui.api import PROBLEMS, Day, Input, ListQuery, check_match, idempotent, list_of, with_etag

router = Router(tags=["work"])


class TasksQuery(ListQuery):
    q: str = Field("", max_length=500, description="Words of the task, its goal or result; diacritics optional")
    plan: UUID | None = None
    source: UUID | None = Field(None, description="Identifier of a document, conclusion or instruction that gave work")
    lead: str = Field("", max_length=80, description="Code or identifier of a unit that leads")
    coordinator: str = Field("", max_length=80, description="Code or identifier of a unit that supports")
    schedule: str = Field("", max_length=20, description="Kind of schedule: continuous, periodic, months, on_event …")
    ends_from: Day | None = None
    ends_to: Day | None = None


class TaskRow(Schema):
    id: UUID
    plan: UUID | None
    source: UUID | None
    parent: UUID | None
    owner: str
    no: str | None
    task: str
    deliverable: str | None
    schedule_kind: str
    schedule_text: str | None
    starts_on: date | None
    ends_on: date | None
    leads: list[str]
    coordinators: list[str]


class TaskRows(Schema):
    items: list[TaskRow]
    next: str | None


class MeasureFound(Schema):
    kind: str
    indicator: str | None
    comparator: str | None
    value: Decimal | None
    records: str | None
    least: int


class MeasureConfirmed(MeasureFound):
    confirmed_by: str
    confirmed_at: datetime


class RecordKindOut(Schema):
    key: str
    name: str


class MeasuringOut(Schema):
    """`proposed`: from the words of the task, while nobody has confirmed; `records`: the kinds of records that may do it."""

    task: UUID
    measurable: bool
    confirmed: MeasureConfirmed | None
    proposed: MeasureFound | None
    records: list[RecordKindOut]


class MeasureIn(Input):
    """`indicator`: a key of `/indicators` with `comparator` and `value`; `records`: a key of `records` and how many at `least`."""

    kind: Literal["indicator", "records", "by_hand"]
    indicator: str = Field("", max_length=120)
    comparator: Literal[">=", "<=", "=", ">", "<", ""] = ""
    value: Decimal | None = Field(None, max_digits=14, decimal_places=4)
    records: str = Field("", max_length=40)
    least: int = Field(1, ge=1, le=1000)

    model_config = {
        "json_schema_extra": {
            "examples": [
                {"kind": "indicator", "indicator": "plans.occurrences_on_time", "comparator": ">=", "value": 96},
                {"kind": "records", "records": "outreach", "least": 2},
                {"kind": "by_hand"},
            ]
        }
    }


class TriggerOut(Schema):
    id: UUID
    kind: str
    detail: str | None
    days: int
    confirmed_by: str
    confirmed_at: datetime
    ended_at: datetime | None


class TriggerKindOut(Schema):
    key: str
    details: list[str]


class TriggersOut(Schema):
    """`kinds`: the events of the system that may raise a task; `details`: of what there are several, empty where there is only one."""

    task: UUID
    waits: bool
    items: list[TriggerOut]
    proposed: str | None
    kinds: list[TriggerKindOut]


class TriggerIn(Input):
    kind: str = Field(min_length=1, max_length=40)
    detail: str = Field("", max_length=40)
    days: int = Field(ge=1, le=366, description="Within how many days of the event the task is due")

    model_config = {"json_schema_extra": {"examples": [{"kind": "work_source", "detail": "instruction", "days": 10}]}}


class EventIn(Input):
    event: str = Field(min_length=1, max_length=20_000, description="What has come up, in words")
    due_on: Day

    model_config = {
        "json_schema_extra": {"examples": [{"event": "Có quy định mới về phí", "due_on": "2026-12-31"}]},
    }


class RaisedOut(Schema):
    occurrences: list[UUID]


class PartIn(WorkIn):
    unit: str = Field("", max_length=80, description="The lead that divides; may be left out where there is only one")


class CommentIn(Input):
    text: str = Field(min_length=1, max_length=5000)
    mentions: list[UUID] = Field(default_factory=list, max_length=50, description="Officers that the words call")


class CommentOut(Schema):
    id: UUID
    occurrence: UUID | None
    text: str
    by: str
    at: datetime
    mentions: list[UUID]


class CommentPage(Schema):
    items: list[CommentOut]
    next: str | None


class AskedInputOut(Schema):
    id: UUID
    occurrence: UUID
    task: UUID
    unit: str
    question: str
    asked_by: str
    asked_at: datetime
    due_at: datetime
    answer: str | None
    answered_by: str | None
    answered_at: datetime | None
    late: bool


class InputPage(Schema):
    items: list[AskedInputOut]
    next: str | None


class AnswerIn(Input):
    answer: str = Field(min_length=1, max_length=20_000)


@router.get("/tasks", response={200: TaskRows, **PROBLEMS}, summary="Tasks of plans, documents and conclusions")
def list_tasks(request: HttpRequest, query: Query[TasksQuery]) -> Any:
    rows = shown.tasks_for(request.user)
    if query.plan is not None:
        rows = rows.filter(plan__uid=query.plan)
    if query.source is not None:
        rows = rows.filter(work_source__uid=query.source)
    for role, code in (("lead", query.lead), ("coordinator", query.coordinator)):
        if code:
            rows = with_unit(rows, role, unit_named(code))
    if query.schedule:
        rows = rows.filter(schedule_kind=query.schedule)
    if query.ends_from:
        rows = rows.filter(ends_on__gte=query.ends_from)
    if query.ends_to:
        rows = rows.filter(ends_on__lte=query.ends_to)
    order: tuple[str, ...] = ("-id",)
    if query.q.strip():
        rows = search.find(rows, SEARCH_KIND, query.q).queryset
        order = ("-search_rank", *order)
    return list_of(rows, query, order=order, out=shown.task_row)


@router.get(
    "/tasks/{uuid:uid}/measure",
    response={200: MeasuringOut, **PROBLEMS},
    summary="By what the system itself finds a continuous task done: confirmed, or proposed",
)
def one_measure(request: HttpRequest, response: HttpResponse, uid: UUID) -> Any:
    found = queries.task_for(request.user, uid)
    with_etag(response, shown.version_of_measure(found))
    return shown.measuring_out(found)


@router.post(
    "/tasks/{uuid:uid}/measure",
    response={200: MeasuringOut, **PROBLEMS},
    summary="Confirm, or change, by what a task is measured",
)
@idempotent
def confirm_measure(request: HttpRequest, uid: UUID, body: MeasureIn) -> Any:
    found = queries.task_for(request.user, uid)
    require(request.user, "targets.bind", found.owner_id)
    check_match(request, shown.version_of_measure(found))
    bind_measure(found, actor=actor_of(request.user), **body.dict())
    return shown.measuring_out(found)


@router.post(
    "/tasks/{uuid:uid}/measure/remove",
    response={200: MeasuringOut, **PROBLEMS},
    summary="Take back the confirmation: nothing measures the task any more",
)
@idempotent
def take_measure_back(request: HttpRequest, uid: UUID) -> Any:
    found = queries.task_for(request.user, uid)
    require(request.user, "targets.bind", found.owner_id)
    check_match(request, shown.version_of_measure(found))
    remove_measure(found, actor=actor_of(request.user))
    return shown.measuring_out(found)


@router.get(
    "/tasks/{uuid:uid}/triggers",
    response={200: TriggersOut, **PROBLEMS},
    summary="The events of the system that raise a task which waits for one",
)
def one_triggers(request: HttpRequest, uid: UUID) -> Any:
    return shown.triggers_out(queries.task_for(request.user, uid))


@router.post(
    "/tasks/{uuid:uid}/triggers",
    response={201: TriggerOut, **PROBLEMS},
    summary="Let events of a kind raise the task",
)
@idempotent
def add_trigger(request: HttpRequest, uid: UUID, body: TriggerIn) -> Any:
    found = queries.task_for(request.user, uid)
    require(request.user, "tasks.give", found.owner_id)
    return Status(201, shown.trigger_out(bind_trigger(found, actor=actor_of(request.user), **body.dict())))


@router.post(
    "/tasks/{uuid:uid}/triggers/{uuid:trigger}/end",
    response={200: TriggersOut, **PROBLEMS},
    summary="Such events raise the task no longer",
)
@idempotent
def take_trigger_back(request: HttpRequest, uid: UUID, trigger: UUID) -> Any:
    found = queries.task_for(request.user, uid)
    require(request.user, "tasks.give", found.owner_id)
    one = next((t for t in triggers_of(found) if t.uid == trigger), None)
    if one is None:
        raise NotFound("Nhiệm vụ này không gắn với sự kiện đó.")
    end_trigger(one, actor=actor_of(request.user))
    return shown.triggers_out(found)


@router.post(
    "/tasks/{uuid:uid}/events",
    response={201: RaisedOut, **PROBLEMS},
    summary="What the task waited for has come: its leads owe it",
)
@idempotent
def raise_one(request: HttpRequest, uid: UUID, body: EventIn) -> Any:
    found = queries.task_for(request.user, uid)
    require(request.user, "tasks.give", found.owner_id)
    made = raise_event(found, actor=actor_of(request.user), event=body.event, due_on=body.due_on)
    return Status(201, {"occurrences": [one.uid for one in made]})


@router.post(
    "/tasks/{uuid:uid}/parts",
    response={201: TaskRow, **PROBLEMS},
    summary="Divide: a part of the task for units under one that leads it",
)
@idempotent
def divide(request: HttpRequest, uid: UUID, body: PartIn) -> Any:
    found = queries.task_for(request.user, uid)
    leads = dividing_units(request.user, found)
    if not leads:
        raise Forbidden("Chỉ người phân công việc của đơn vị chủ trì mới chia nhỏ được nhiệm vụ.")
    wanted = unit_named(body.unit).pk if body.unit.strip() else None
    chosen = next((u.pk for u in leads if wanted in {None, u.pk}), None)
    if chosen is None or (wanted is None and len(leads) > 1):
        raise Invalid("Chọn đơn vị chia việc.", errors=(FieldError("unit", "Chọn một đơn vị chủ trì của nhiệm vụ."),))
    return Status(201, shown.task_row(divide_task(found, work_of(body), unit=chosen, actor=actor_of(request.user))))


@router.get(
    "/tasks/{uuid:uid}/comments", response={200: CommentPage, **PROBLEMS}, summary="The conversation about a task"
)
def list_comments(request: HttpRequest, uid: UUID, query: Query[ListQuery]) -> Any:
    rows = shown.comments_of(queries.task_for(request.user, uid))
    return list_of(rows, query, order=("-id",), out=shown.comment_out)


@router.post("/tasks/{uuid:uid}/comments", response={201: CommentOut, **PROBLEMS}, summary="A word in the conversation")
@idempotent
def add_comment(request: HttpRequest, uid: UUID, body: CommentIn) -> Any:
    found = queries.task_for(request.user, uid)
    called = list(officers_on(clock.today()).filter(uid__in=body.mentions).order_by("pk")) if body.mentions else []
    if len(called) != len(set(body.mentions)):
        raise Invalid(
            "Chưa gửi được.", errors=(FieldError("mentions", "Không có cán bộ này, hoặc đã thôi giữ vị trí."),)
        )
    return Status(201, shown.comment_out(comment(found, text=body.text, actor=actor_of(request.user), mentions=called)))


@router.get("/inputs", response={200: InputPage, **PROBLEMS}, summary="What others ask of the caller's units")
def list_inputs(request: HttpRequest, query: Query[ListQuery]) -> Any:
    rows = queries.inputs_asked_of(request.user).select_related("unit")
    return list_of(rows, query, order=("due_at", "id"), out=shown.input_out)


@router.post(
    "/inputs/{uuid:uid}/answer", response={200: AskedInputOut, **PROBLEMS}, summary="Answer for the unit asked"
)
@idempotent
def answer_one(request: HttpRequest, uid: UUID, body: AnswerIn) -> Any:
    found = queries.input_for(request.user, uid)
    answer_input(found, answer=body.answer, actor=actor_of(request.user))
    return shown.input_out(found)
