"""The life of an occurrence: every verb over every state, deadlines, proofs, requests, assignments."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from tests.factories.plans import World

from motcua.kernel import clock, events
from motcua.kernel.actors import Actor
from motcua.kernel.errors import AppError, Invalid, Refused, TransitionRefused
from motcua.organisations.permissions import actor_of
from motcua.organisations.queries.people import officers_on
from motcua.plans.models import Assignee, HandIn, Occurrence, Plan, Request, Task, TaskUnit
from motcua.plans.queries.work import occurrence_ref
from motcua.plans.services import asking, assigning, results
from motcua.plans.services.results import Proof
from motcua.plans.services.work import Work, divide_task, name_lead, open_work, raise_event, register_source
from motcua.plans.workflow import OCCURRENCE, OccurrenceState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage", "standing_plan")]

DONE = [Proof("statement", text="Đã niêm yết tại Bộ phận Một cửa ngày 25/6")]


@pytest.fixture
def unit_actor(world: World) -> Actor:
    """Somebody of the unit that owes."""
    return actor_of(world.office)


@pytest.fixture
def owner_actor(world: World) -> Actor:
    """Somebody else, of the unit that accepts."""
    return actor_of(world.leader)


def occurrence_of(plan: Plan, no: str = "1") -> Occurrence:
    return Occurrence.objects.select_related("task__owner", "unit").get(
        task__plan=plan, task__no=no, task__deliverable__isnull=False
    )


def task_of(plan: Plan, no: str) -> Task:
    return Task.objects.get(plan=plan, no=no, deliverable__isnull=False)


def in_state(plan: Plan, state: OccurrenceState) -> Occurrence:
    """An occurrence put into a state as the verbs leave it."""
    found = occurrence_of(plan)
    if state in {OccurrenceState.HANDED_IN, OccurrenceState.ACCEPTED, OccurrenceState.RETURNED}:
        results.hand_in(found, actor=Actor(None, "Người nộp"), proofs=DONE)
    if state == OccurrenceState.ACCEPTED:
        results.accept(found, actor=Actor(None, "Người nhận"))
    elif state == OccurrenceState.RETURNED:
        results.send_back(found, actor=Actor(None, "Người nhận"), note="Thiếu phụ lục")
    elif state == OccurrenceState.IN_PROGRESS:
        results.start(found, actor=Actor(None, "Người làm"))
    elif state == OccurrenceState.CANNOT_BE_DONE:
        asked = asking.ask_to_be_let_off(found, actor=Actor(None, "Người xin"), reason="Không còn thủ tục này")
        asking.grant_request(asked, actor=Actor(None, "Người duyệt"))
    elif state == OccurrenceState.NOTHING_AROSE:
        Occurrence.objects.filter(pk=found.pk).update(kind="nothing_arose")
        found.refresh_from_db()
        results.confirm_nothing_arose(found, actor=Actor(None, "Người làm"))
    found.refresh_from_db()
    assert found.state == state
    return found


VERBS: dict[str, Any] = {
    "start": lambda o, a: results.start(o, actor=a),
    "hand_in": lambda o, a: results.hand_in(o, actor=a, proofs=DONE),
    "take_back": lambda o, a: results.take_back(o, actor=a),
    "accept": lambda o, a: results.accept(o, actor=a),
    "send_back": lambda o, a: results.send_back(o, actor=a, note="Thiếu phụ lục"),
    "satisfy": lambda o, a: results.satisfy(o, actor=a, by="records", proofs=DONE),
    "reopen": lambda o, a: results.reopen(o, actor=a, reason="Ghi nhầm"),
}


@pytest.mark.any_database
@pytest.mark.parametrize("state", list(OccurrenceState))
@pytest.mark.parametrize("verb", VERBS)
def test_each_verb_leads_on_from_the_states_of_the_table_only(plan: Plan, verb: str, state: OccurrenceState) -> None:
    found = in_state(plan, state)
    before = len(events.history(occurrence_ref(found)))
    transition = OCCURRENCE.transitions[verb]

    if state in transition.sources:
        VERBS[verb](found, Actor(None, "Ai đó"))
        found.refresh_from_db()
        assert found.state == transition.target
        assert len(events.history(occurrence_ref(found))) == before + 1
    else:
        with pytest.raises(TransitionRefused):
            VERBS[verb](found, Actor(None, "Ai đó"))
        found.refresh_from_db()
        assert found.state == state
        assert len(events.history(occurrence_ref(found))) == before


def test_a_plan_s_tasks_become_occurrences_of_the_units_that_lead(world: World, plan: Plan) -> None:
    rows = Occurrence.objects.filter(task__plan=plan, task__deliverable__isnull=False).order_by("task__position")

    found = {
        o.task.no: (o.unit, o.kind, o.ends_on)
        for o in rows.select_related("task", "unit")
        if o.task.no in {"1", "2", "3"}
    }

    assert found["1"] == (world.office_unit, "once", date(2026, 6, 30))
    assert found["2"][:2] == (world.office_unit, "once")
    assert found["3"] == (world.division, "month", date(2026, 9, 30))


def test_a_due_moment_is_the_end_of_work_and_never_a_day_of_rest(plan: Plan) -> None:
    late_in_may = occurrence_of(plan)

    assert clock.local(late_in_may.due_at) == datetime(2026, 6, 30, 17, tzinfo=clock.ZONE)


def test_opening_the_work_again_makes_nothing_twice(plan: Plan) -> None:
    count = Occurrence.objects.count()

    made = open_work(plan, actor=Actor(None, "Ai đó"))

    assert (made, Occurrence.objects.count()) == (0, count)


def test_a_changed_schedule_takes_back_what_nobody_began_and_leaves_what_somebody_did(plan: Plan) -> None:
    begun, untouched = occurrence_of(plan, "2"), occurrence_of(plan, "3")
    results.start(begun, actor=Actor(None, "Ai đó"))
    Task.objects.filter(pk=task_of(plan, "2").pk).update(schedule_kind="continuous", ends_on=None)
    Task.objects.filter(pk=task_of(plan, "3").pk).update(schedule_kind="year", ends_on=date(2026, 12, 31), months=None)

    open_work(plan, actor=Actor(None, "Ai đó"))

    begun.refresh_from_db()
    untouched.refresh_from_db()
    assert begun.voided_at is None
    assert untouched.voided_at is not None
    standing = Occurrence.objects.filter(task=task_of(plan, "3"), voided_at__isnull=True)
    assert [o.ends_on for o in standing] == [date(2026, 12, 31)]


def test_a_withdrawn_plan_owes_nothing_any_more(world: World, plan: Plan) -> None:
    from motcua.plans.services.plans import withdraw_plan

    withdraw_plan(plan, actor=actor_of(world.office), reason="Ban hành nhầm")

    assert not Occurrence.objects.filter(task__plan=plan, voided_at__isnull=True).exists()


def test_done_needs_a_deliverable(plan: Plan, unit_actor: Actor) -> None:
    with pytest.raises(Invalid):
        results.hand_in(occurrence_of(plan), actor=unit_actor, proofs=[])

    assert not HandIn.objects.exists()


def test_who_handed_in_does_not_accept(plan: Plan, unit_actor: Actor) -> None:
    found = occurrence_of(plan)
    results.hand_in(found, actor=unit_actor, proofs=DONE)

    with pytest.raises(Refused, match="không tự công nhận"):
        results.accept(found, actor=unit_actor)


def test_a_slow_owner_makes_no_unit_late(plan: Plan, unit_actor: Actor, owner_actor: Actor) -> None:
    found = occurrence_of(plan)
    with clock.frozen(found.due_at - timedelta(minutes=1)):
        results.hand_in(found, actor=unit_actor, proofs=DONE)
    with clock.frozen(found.due_at + timedelta(days=30)):
        results.accept(found, actor=owner_actor)

    found.refresh_from_db()
    assert found.handed_in_at is not None
    assert found.handed_in_at <= found.original_due_at


def test_a_returned_result_counts_from_its_next_hand_in(plan: Plan, unit_actor: Actor, owner_actor: Actor) -> None:
    found = occurrence_of(plan)
    with clock.frozen(found.due_at - timedelta(days=1)):
        results.hand_in(found, actor=unit_actor, proofs=DONE)
        results.send_back(found, actor=owner_actor, note="Thiếu phụ lục")
    with clock.frozen(found.due_at + timedelta(days=1)):
        results.hand_in(found, actor=unit_actor, proofs=DONE)
        results.accept(found, actor=owner_actor)

    found.refresh_from_db()
    assert found.handed_in_at is not None
    assert found.handed_in_at > found.original_due_at
    assert list(found.hand_ins.order_by("number").values_list("state", flat=True)) == ["returned", "accepted"]


def test_one_deliverable_serves_several_occurrences(plan: Plan, unit_actor: Actor) -> None:
    first, second = occurrence_of(plan, "1"), occurrence_of(plan, "2")

    version = results.hand_in(first, actor=unit_actor, proofs=DONE, also=[second])

    second.refresh_from_db()
    assert second.state == OccurrenceState.HANDED_IN
    assert list(second.hand_ins.get().deliverables.all()) == list(version.deliverables.all())


def test_a_result_does_not_serve_another_unit(plan: Plan, unit_actor: Actor) -> None:
    with pytest.raises(Refused, match="cùng một đơn vị"):
        results.hand_in(occurrence_of(plan, "1"), actor=unit_actor, proofs=DONE, also=[occurrence_of(plan, "3")])

    assert not HandIn.objects.exists()


def test_a_specialist_prepares_and_the_head_hands_in(world: World, plan: Plan, unit_actor: Actor) -> None:
    found = occurrence_of(plan)
    version = results.prepare(found, actor=actor_of(world.specialist), proofs=DONE, note="Trình trưởng phòng")
    assert found.state == OccurrenceState.IN_PROGRESS

    results.hand_in(found, actor=unit_actor, prepared=version)

    version.refresh_from_db()
    assert (version.prepared_name, version.handed_in_name) == ("Vũ Chuyên Viên", "Lê Văn Phòng")
    assert found.hand_ins.count() == 1


def test_an_extension_asked_in_time_moves_the_due_moment_and_keeps_the_original(
    plan: Plan, unit_actor: Actor, owner_actor: Actor
) -> None:
    found = occurrence_of(plan)
    original = found.due_at
    with clock.frozen(original - timedelta(days=5)):
        asked = asking.ask_extension(found, actor=unit_actor, until=date(2026, 7, 15), reason="Chờ văn bản của tỉnh")

        asking.grant_request(asked, actor=owner_actor)

    found.refresh_from_db()
    assert found.original_due_at == original
    assert clock.local(found.due_at) == datetime(2026, 7, 15, 17, tzinfo=clock.ZONE)


def test_an_extension_asked_too_late_cures_nothing(plan: Plan, unit_actor: Actor, owner_actor: Actor) -> None:
    found = occurrence_of(plan)
    original = found.due_at
    with clock.frozen(original + timedelta(days=2)):
        asked = asking.ask_extension(found, actor=unit_actor, until=date(2026, 7, 15), reason="Quên")
        asking.grant_request(asked, actor=owner_actor)

    found.refresh_from_db()
    assert (found.due_at, found.original_due_at) == (original, original)


def test_who_asks_does_not_decide(plan: Plan, unit_actor: Actor) -> None:
    asked = asking.ask_to_be_let_off(occurrence_of(plan), actor=unit_actor, reason="Không còn thủ tục này")

    with pytest.raises(Refused, match="không tự quyết định"):
        asking.grant_request(asked, actor=unit_actor)


def test_one_request_waits_at_a_time(plan: Plan, unit_actor: Actor) -> None:
    found = occurrence_of(plan)
    asking.ask_to_be_let_off(found, actor=unit_actor, reason="Không còn thủ tục này")

    with pytest.raises(Refused, match="đang chờ trả lời"):
        asking.ask_extension(found, actor=unit_actor, until=date(2026, 7, 15), reason="Chờ")

    assert Request.objects.count() == 1


def test_input_is_asked_of_coordinators_only_and_answered_once(world: World, plan: Plan, unit_actor: Actor) -> None:
    found = occurrence_of(plan, "2")
    with pytest.raises(Invalid):
        asking.ask_input(found, unit=world.elsewhere, question="Ý kiến?", due_on=date(2026, 6, 1), actor=unit_actor)

    asked = asking.ask_input(found, unit=world.division, question="Ý kiến?", due_on=date(2026, 12, 1), actor=unit_actor)
    asking.answer_input(asked, answer="Thống nhất", actor=actor_of(world.specialist))

    with pytest.raises(Refused):
        asking.answer_input(asked, answer="Không", actor=actor_of(world.specialist))
    assert asked.answered_name == "Vũ Chuyên Viên"


def test_a_task_on_event_is_owed_when_it_is_raised_and_no_longer_asks_whether_nothing_arose(
    plan: Plan, unit_actor: Actor
) -> None:
    task = task_of(plan, "1")
    Task.objects.filter(pk=task.pk).update(schedule_kind="on_event", starts_on=None, ends_on=None)
    open_work(plan, actor=unit_actor)
    task.refresh_from_db()
    assert [o.kind for o in task.occurrences.filter(voided_at__isnull=True)] == ["nothing_arose"]

    raise_event(task, actor=unit_actor, event="Quyết định công bố mới", due_on=clock.today() + timedelta(days=5))
    raise_event(task, actor=unit_actor, event="Quyết định công bố nữa", due_on=clock.today() + timedelta(days=9))

    assert sorted(o.key for o in task.occurrences.filter(voided_at__isnull=True)) == ["event-1", "event-2"]
    open_work(plan, actor=unit_actor)
    assert sorted(o.key for o in task.occurrences.filter(voided_at__isnull=True)) == ["event-1", "event-2"]


def test_the_head_gives_work_to_one_lead_at_a_time(world: World, plan: Plan, unit_actor: Actor) -> None:
    found = occurrence_of(plan)
    one, other = list(officers_on(clock.today()).order_by("pk")[:2])
    assigning.assign(found, one, role="lead", note="Đồng chí xử lý", actor=unit_actor)

    assigning.assign(found, other, role="lead", actor=unit_actor)

    assert [a.officer for a in Assignee.objects.filter(ended_at__isnull=True)] == [other]
    assert Assignee.objects.count() == 2


def test_an_inner_date_is_not_after_the_due_moment(plan: Plan, unit_actor: Actor) -> None:
    officer = officers_on(clock.today()).first()

    with pytest.raises(Invalid):
        assigning.assign(occurrence_of(plan), officer, role="lead", due_on=date(2026, 7, 20), actor=unit_actor)


def test_what_is_handed_over_keeps_role_and_note(plan: Plan, unit_actor: Actor) -> None:
    one, other = list(officers_on(clock.today()).order_by("pk")[:2])
    held = assigning.assign(occurrence_of(plan), one, role="support", note="Cùng làm", actor=unit_actor)

    made = assigning.hand_over(held, other, actor=unit_actor, reason="Đi học")

    assert (made.role, made.note, made.officer) == ("support", "Cùng làm", other)


def test_a_conclusion_becomes_tasks_with_lead_and_deadline_in_one_step(world: World, unit_actor: Actor) -> None:
    made = register_source(
        kind="conclusion",
        owner=world.board,
        title="Thông báo kết luận họp giao ban doanh nghiệp quý III",
        number="12/TB-KCNĐN",
        issued_on=clock.today(),
        actor=unit_actor,
        works=[
            Work("Rà soát quy trình cấp phép xây dựng", (world.division,), clock.today() + timedelta(days=10)),
            Work("Tổng hợp kiến nghị", (world.office_unit, world.division), clock.today() + timedelta(days=3)),
        ],
    )

    assert sorted(Occurrence.objects.filter(task__work_source=made).values_list("unit__code", flat=True)) == [
        "bql-dt",
        "bql-dt",
        "bql-vp",
    ]
    assert all(t.owner == world.board for t in made.tasks.all())


def test_a_task_without_lead_gives_nothing_half(world: World, unit_actor: Actor) -> None:
    with pytest.raises(Invalid):
        register_source(
            kind="conclusion",
            owner=world.board,
            title="Kết luận",
            issued_on=clock.today(),
            actor=unit_actor,
            works=[Work("Việc", (world.division,), clock.today()), Work("", (), clock.today())],
        )

    assert not Task.objects.filter(plan=None).exists()


def test_a_lead_divides_its_task_among_units_under_it(world: World, plan: Plan, unit_actor: Actor) -> None:
    task = task_of(plan, "3")
    part = divide_task(
        task, Work("Phần tài liệu", (world.division,), date(2026, 9, 1)), unit=world.division.pk, actor=unit_actor
    )

    assert (part.owner, part.parent) == (world.division, task)
    with pytest.raises(Refused, match="trực thuộc"):
        divide_task(
            task, Work("Phần", (world.office_unit,), date(2026, 9, 1)), unit=world.division.pk, actor=unit_actor
        )
    with pytest.raises(Refused, match="chủ trì"):
        divide_task(task, Work("Phần", (world.division,), date(2026, 9, 1)), unit=world.elsewhere.pk, actor=unit_actor)


def test_what_nobody_leads_is_named_once(world: World, plan: Plan, unit_actor: Actor) -> None:
    task = task_of(plan, "1")
    TaskUnit.objects.filter(task=task).delete()
    Occurrence.objects.filter(task=task).delete()
    open_work(plan, actor=unit_actor)
    found = Occurrence.objects.select_related("task").get(task=task)
    assert found.unit is None

    name_lead(found, world.division, actor=unit_actor)

    assert (found.unit, Occurrence.objects.filter(task=task).count()) == (world.division, 1)
    with pytest.raises(Refused):
        name_lead(found, world.office_unit, actor=unit_actor)


def test_nothing_is_done_with_what_was_taken_away(plan: Plan, unit_actor: Actor) -> None:
    found = occurrence_of(plan)
    Occurrence.objects.filter(pk=found.pk).update(voided_at=clock.now(), void_reason="Điều chỉnh")
    found.refresh_from_db()

    for verb in ("start", "hand_in", "satisfy"):
        with pytest.raises(AppError, match="đã được bỏ"):
            VERBS[verb](found, unit_actor)
