"""Work of a plan in the shape that a test asks for, and the bodies with which programs change it."""

from __future__ import annotations

from typing import Any

from tests.factories.plans import World, signed_in

from motcua.kernel import clock
from motcua.kernel.actors import Actor
from motcua.organisations.models import Officer
from motcua.organisations.permissions import actor_of
from motcua.plans.models import Occurrence, Plan, PlanDraft, Task
from motcua.plans.services import amending, asking, assigning, difficulties, drafts, opinions
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


def papers(world: World, plan: Plan) -> dict[str, Any]:
    """Ids of a draft, of one that a unit was asked about, of changes of the plan, and of an officer who holds work."""
    actor = actor_of(world.office)
    draft = _drafted(world, "Kiểm soát thủ tục hành chính năm 2027")
    consultation = opinions.ask_opinions(
        _drafted(world, "Chuyển đổi số năm 2027"), units=[world.division], due_on=clock.today(), actor=actor
    )
    asked = consultation.consulted.select_related("consultation__shown", "consultation__plan", "unit").get()
    opinions.answer(asked, answer="comments", comments=[("/tasks/0", "Lùi hạn")], version=asked.version, actor=SOMEBODY)
    made = {
        kind: amending.begin_amendment(plan, title="Sửa", reason="Đọc nhầm", actor=actor, kind=kind)
        for kind in ("amendment", "correction")
    }
    target = plan.targets.order_by("position")[0]
    for one in made.values():
        given = {"text": target.text, "comparator": ">=", "value": "97", "unit": "%"}
        amending.change_item(one, "targets", str(target.uid), given, version=one.version, actor=actor)
    owed = Occurrence.objects.filter(task__plan=plan, unit=world.division).select_related("task").order_by("pk")[0]
    holder = Officer.objects.get(person__user=world.specialist)
    assigning.assign(owed, holder, role="lead", actor=SOMEBODY)
    return {
        "plan": plan.uid, "draft": draft.plan.uid, "asked": consultation.uid, "comment": asked.opinions.get().uid,
        "amendment": made["amendment"].uid, "correction": made["correction"].uid, "target": target.uid, "officer": holder.uid,
        "task": plan.tasks.get(no="1", deliverable__isnull=False).uid,
        "colleague": Officer.objects.get(person__user=world.leader).uid,
    }  # fmt: skip


def _drafted(world: World, title: str) -> PlanDraft:
    made = drafts.begin_draft(world.board, actor=actor_of(world.office), issuer=world.board, title=title, year=2027)
    draft = PlanDraft.objects.select_related("plan__owner", "plan__issuer").get(plan=made)
    for task in ("Rà soát quy trình", "Tập huấn"):
        given = {"task": task, "lead": "Văn phòng", "schedule_text": "Quý II/2027"}
        drafts.edit_item(draft, "/tasks/-", given, version=draft.version, actor=actor_of(world.office))
    return draft


def post(user: Any, address: str, body: Any = None, **headers: str) -> Any:
    client = signed_in(user)
    return client.post(f"/api/v1{address}", data=body or {}, content_type="application/json", headers=headers)


def get(user: Any, address: str) -> Any:
    return signed_in(user).get(f"/api/v1{address}")
