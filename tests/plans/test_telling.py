"""Who is told what about work: reminders once and to who owes it today, results to the owner, difficulties to the leader at once."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from tests.factories.plans import World

from motcua.kernel import clock, delivery, events
from motcua.kernel.actors import Actor
from motcua.messages.models import Message
from motcua.organisations.permissions import actor_of
from motcua.organisations.queries.people import officers_on
from motcua.organisations.services.people import end_officer
from motcua.plans.models import Occurrence, Plan
from motcua.plans.queries.work import occurrence_ref
from motcua.plans.services import asking, assigning, difficulties, results
from motcua.plans.services.results import Proof
from motcua.plans.services.telling import remind_all

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage", "standing_plan")]
SOMEBODY = Actor(None, "Ai đó")
DONE = [Proof("statement", text="Đã niêm yết")]


def deliver() -> None:
    """What the worker does after commit."""
    delivery.deliver_due(limit=500)


def occurrence_of(plan: Plan, no: str = "1") -> Occurrence:
    return Occurrence.objects.select_related("task__owner", "unit").get(
        task__plan=plan, task__no=no, task__deliverable__isnull=False
    )


def told(template: str, about: Occurrence | None = None) -> list[str]:
    """Names of those told in the product, about all or about one."""
    rows = Message.objects.filter(template=f"plans.{template}", channel="in_product").order_by("pk")
    if about is not None:
        rows = rows.filter(subject=str(occurrence_ref(about)))
    return [row.officer.person.name for row in rows.select_related("officer__person") if row.officer]


def at(moment: datetime, days: int) -> datetime:
    return moment + timedelta(days=days)


def test_who_owes_is_reminded_before_and_after_and_no_reminder_comes_twice(world: World, plan: Plan) -> None:
    found = occurrence_of(plan)
    officer = officers_on(clock.today()).get(person__name="Vũ Chuyên Viên")
    assigning.assign(found, officer, role="lead", actor=SOMEBODY)
    for days in (-10, -7, -7, -6, -1, 0, 1, 2, 7, 7):
        with clock.frozen(at(found.due_at, days)):
            remind_all()

    assert told("due_soon", found) == ["Vũ Chuyên Viên"] * 2
    assert told("late", found) == ["Vũ Chuyên Viên"] * 2
    kinds = [e.kind for e in events.history(occurrence_ref(found))]
    assert kinds.count("occurrence.reminded") == 4


def test_a_former_holder_is_told_nothing(world: World, plan: Plan) -> None:
    found = occurrence_of(plan)
    officer = officers_on(clock.today()).get(person__name="Vũ Chuyên Viên")
    assigning.assign(found, officer, role="lead", actor=SOMEBODY)
    end_officer(officer, on=clock.today(), actor=SOMEBODY)

    with clock.frozen(clock.now() + timedelta(days=2)):
        remind_all()

    assert told("late", found)
    assert "Vũ Chuyên Viên" not in told("late")


def test_what_is_done_is_not_reminded(world: World, plan: Plan) -> None:
    for no in ("1", "2", "3"):
        results.hand_in(occurrence_of(plan, no), actor=SOMEBODY, proofs=DONE)
    Occurrence.objects.exclude(task__deliverable__isnull=False).update(voided_at=clock.now())

    with clock.frozen(at(clock.now(), 400)):
        assert remind_all() == 0


def test_a_result_is_told_to_who_accepts_and_the_word_on_it_to_who_did_it(world: World, plan: Plan) -> None:
    found = occurrence_of(plan)
    officer = officers_on(clock.today()).get(person__name="Vũ Chuyên Viên")
    assigning.assign(found, officer, role="lead", actor=SOMEBODY, note="Đồng chí xử lý")
    results.prepare(found, actor=actor_of(world.specialist), proofs=DONE)
    results.hand_in(found, actor=SOMEBODY, prepared=found.hand_ins.get())
    results.send_back(found, actor=actor_of(world.leader), note="Thiếu phụ lục")
    deliver()
    deliver()

    assert told("assigned") == ["Vũ Chuyên Viên"]
    assert set(told("handed_in")) == {"Lê Văn Phòng", "Đỗ Lãnh Đạo"}
    assert told("returned") == ["Vũ Chuyên Viên"]


def test_a_request_and_its_answer_are_told(world: World, plan: Plan) -> None:
    found = occurrence_of(plan)
    officer = officers_on(clock.today()).get(person__name="Vũ Chuyên Viên")
    assigning.assign(found, officer, role="lead", actor=SOMEBODY)
    asked = asking.ask_extension(found, actor=SOMEBODY, until=date(2027, 6, 15), reason="Chờ văn bản")
    asking.grant_request(asked, actor=actor_of(world.leader), note="Đồng ý")
    deliver()

    assert "Đỗ Lãnh Đạo" in told("requested")
    assert told("decided") == ["Vũ Chuyên Viên"]


def test_a_difficulty_reaches_the_leader_and_the_answer_comes_back(world: World, plan: Plan) -> None:
    found = occurrence_of(plan)
    made = difficulties.raise_difficulty(
        found.task, unit=found.unit, occurrence=found, text="Chưa có phần mềm", actor=actor_of(world.specialist)
    )
    deliver()
    difficulties.instruct(made, text="Dùng tạm biểu mẫu", actor=actor_of(world.leader))
    deliver()

    assert told("difficulty") == ["Đỗ Lãnh Đạo"]
    assert told("instruction") == ["Vũ Chuyên Viên"]


def test_those_mentioned_are_told(world: World, plan: Plan) -> None:
    officer = officers_on(clock.today()).get(person__name="Vũ Chuyên Viên")
    assigning.comment(occurrence_of(plan).task, text="Nhờ xem giúp", mentions=[officer], actor=actor_of(world.office))
    deliver()

    assert told("mentioned") == ["Vũ Chuyên Viên"]
