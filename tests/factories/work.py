"""Work of a plan in the shape that a test asks for, and the bodies with which programs change it."""

from __future__ import annotations

from typing import Any

from tests.factories.plans import World, signed_in

from motcua.kernel import clock
from motcua.kernel.actors import Actor
from motcua.organisations.permissions import actor_of
from motcua.plans.models import Occurrence, Plan, Task
from motcua.plans.services import asking, difficulties
from motcua.plans.services.measuring import bind_measure
from motcua.plans.services.triggers import bind_trigger
from motcua.plans.services.work import open_work, register_source

SOMEBODY = Actor(None, "Ai đó")
MEASURE = {"kind": "records", "records": "outreach", "least": 2}
WORK = {"task": "Rà soát quy trình", "leads": ["bql-dt"], "due_on": "2027-01-29"}

BODIES: dict[str, Any] = {
    "/tasks/{task}/measure": MEASURE,
    "/tasks/{waits}/triggers": {"kind": "document", "days": 7},
    "/tasks/{waits}/events": {"event": "Có quy định mới", "due_on": "2027-01-29"},
    "/tasks/{task}/parts": WORK,
    "/tasks/{task}/comments": {"text": "Nhờ xem giúp"},
    "/inputs/{input}/answer": {"answer": "Có phòng"},
    "/targets/{target}/binding": {"indicator": ""},
    "/targets/{target}/reports": {"on": "2026-10-01", "value": 82, "evidence": "Báo cáo số 12"},
    "/difficulties/{difficulty}/instructions": {"text": "Dùng hội trường"},
    "/difficulties/{difficulty}/settle": {"note": "Đã có phòng"},
    "/difficulties/{answered}/instructions/{instruction}/task": {"leads": ["bql-vp"], "due_on": "2027-01-29"},
    "/work-sources": {
        "kind": "conclusion", "owner": "bql", "title": "Kết luận giao ban", "issued_on": "2026-10-01", "tasks": [WORK],
    },
    "/work-sources/{source}/tasks": WORK,
}  # fmt: skip


def owed_in_quarters(plan: Plan, kind: str = "continuous") -> Task:
    """The division's task, owed in each reporting period of the plan (`on_event`: when something comes up)."""
    task = Task.objects.get(plan=plan, no="3", deliverable__isnull=False)
    plan.report_months = 3
    plan.save(update_fields=["report_months"])
    Occurrence.objects.filter(task=task).delete()
    Task.objects.filter(pk=task.pk).update(schedule_kind=kind, months=None, starts_on=None, ends_on=None)
    open_work(plan, actor=SOMEBODY)
    task.refresh_from_db()
    return task


def last_quarter(task: Task) -> Occurrence:
    return Occurrence.objects.select_related("task__owner", "unit").get(task=task, key="2026-Q4")


def everything(world: World, plan: Plan) -> dict[str, Any]:
    """Ids of one of each that operations of REST speak of."""
    task = owed_in_quarters(plan)
    bind_measure(task, kind="by_hand", actor=SOMEBODY)
    waits = Task.objects.get(plan=plan, no="2", deliverable__isnull=False)
    Task.objects.filter(pk=waits.pk).update(schedule_kind="on_event")
    waits.refresh_from_db()
    owed = Occurrence.objects.filter(task=task).select_related("task__owner", "unit").order_by("due_at")[0]
    asked = asking.ask_input(
        owed, unit=world.office_unit, question="Có phòng không?", due_on=clock.today(), actor=SOMEBODY
    )
    raised = difficulties.raise_difficulty(task, unit=world.division, text="Thiếu phòng", actor=SOMEBODY)
    answered = difficulties.raise_difficulty(task, unit=world.division, text="Thiếu người", actor=SOMEBODY)
    word = difficulties.instruct(answered, text="Điều người", actor=actor_of(world.leader))
    source = register_source(
        kind="instruction", owner=world.board, title="Rà soát ngay", issued_on=clock.today(), actor=SOMEBODY
    )
    trigger = bind_trigger(waits, kind="work_source", days=10, actor=SOMEBODY)
    return {
        "task": task.uid, "owed": owed.uid, "waits": waits.uid, "trigger": trigger.uid, "input": asked.uid, "difficulty": raised.uid,
        "answered": answered.uid, "instruction": word.uid, "source": source.uid,
        "target": plan.targets.order_by("position")[0].uid,
    }  # fmt: skip


def post(user: Any, address: str, body: Any = None, **headers: str) -> Any:
    client = signed_in(user)
    return client.post(f"/api/v1{address}", data=body or {}, content_type="application/json", headers=headers)


def get(user: Any, address: str) -> Any:
    return signed_in(user).get(f"/api/v1{address}")
