"""From a file to a plan: every state, what is refused, what two people do at once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.factories import plans as factory
from tests.factories.plans import World

from motcua.documents.models import Citation
from motcua.kernel import events, jobs
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid, Refused, Stale, TransitionRefused
from motcua.organisations.permissions import actor_of
from motcua.plans.models import Correction, Plan, Reading, Task, TaskUnit
from motcua.plans.queries import readings
from motcua.plans.queries.plans import ref_of
from motcua.plans.services.acceptance import accept_reading
from motcua.plans.services.plans import give_number, move_plans, withdraw_plan
from motcua.plans.services.readings import (
    add_item,
    confirm_places,
    correct_value,
    discard_reading,
    open_reading,
    read_now,
    shown_blocks,
    start_reading,
)
from motcua.plans.workflow import PLAN, READING, PlanState, ReadingState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]


def test_a_plan_is_read_from_its_file_and_every_value_knows_its_words(world: World) -> None:
    reading = factory.read(world)
    assert reading.state == ReadingState.TO_REVIEW
    document = reading.current
    assert document is not None
    assert document["document"]["number"] == "18/KH-KCNĐN"
    assert [t["lead"] for t in document["tasks"][:3]] == ["Văn phòng", "Văn phòng", "Phòng Đầu tư"]
    for task in document["tasks"]:
        source = task["source"]
        assert " ".join(reading.text[source["start"] : source["end"]].split()) == source["quote"]


def test_the_shown_blocks_hold_all_words_of_the_document_in_order(world: World) -> None:
    reading = factory.read(world)
    places = [p for b in reading.blocks for p in ([b] if b["k"] == "p" else [p for c in b["cells"] for p in c["p"]])]
    assert [p["s"] for p in places] == sorted(p["s"] for p in places)
    words = " ".join(reading.text[p["s"] : p["e"]] for p in places).split()
    assert "Rà" in words
    assert len(words) > 100


def test_long_tables_are_kept_in_parts_with_every_word_once() -> None:
    from motcua.documents.reading.files import read_file

    rows = "\n".join(f"| {n} | Nhiệm vụ thứ {n} cần làm trong năm | Văn phòng | Quý II/2026 |" for n in range(1, 151))
    head = "| TT | Nhiệm vụ | Đơn vị chủ trì | Thời gian |\n"
    document = read_file((head + rows + "\n").encode(), name="bang.txt")
    tables = [b for b in shown_blocks(document) if b["k"] == "t"]
    assert len(tables) > 2
    assert max(t["rows"] for t in tables) <= 40
    starts = [p["s"] for t in tables for c in t["cells"] for p in c["p"]]
    assert len(starts) == len(set(starts)) == 151 * 4


def test_reading_waits_for_a_worker_and_a_dead_one_is_followed_by_another(world: World) -> None:
    reading = factory.started(world)
    assert reading.state == ReadingState.QUEUED
    job = readings.job_of(reading)
    Reading.objects.filter(pk=reading.pk).update(state=ReadingState.READING)  # a worker died here
    jobs.run_job.func(str(job.uid))
    reading.refresh_from_db()
    job.refresh_from_db()
    assert (reading.state, job.state) == (ReadingState.TO_REVIEW, "done")


def test_a_discarded_reading_is_left_alone_by_its_job(world: World) -> None:
    reading = discard_reading(factory.started(world), actor=SYSTEM, reason="nhầm tệp")
    job = readings.job_of(reading)
    jobs.run_job.func(str(job.uid))
    reading.refresh_from_db()
    assert (reading.state, reading.text) == (ReadingState.DISCARDED, "")


def test_a_file_that_cannot_be_read_fails_with_its_reason_and_can_be_tried_again(
    world: World, monkeypatch: Any
) -> None:
    from motcua.documents.reading import files as reader

    whole = reader.read_file

    def broken(*_args: Any, **_others: Any) -> Any:
        raise Invalid("Tệp hỏng.", code="broken_docx")

    reading = factory.started(world)
    monkeypatch.setattr(reader, "read_file", broken)
    read_now(reading, actor=SYSTEM)
    assert (reading.state, reading.error_code, reading.error) == (ReadingState.FAILED, "broken_docx", "Tệp hỏng.")
    monkeypatch.setattr(reader, "read_file", whole)
    assert read_now(reading, actor=SYSTEM).state == ReadingState.TO_REVIEW


def test_a_reading_without_files_is_refused(world: World) -> None:
    for start in (start_reading, open_reading):
        with pytest.raises(Invalid):
            start([], owner=world.board, actor=SYSTEM)


def test_a_correction_is_kept_with_who_and_what_stood_before(world: World) -> None:
    reading = factory.read(world)
    actor = actor_of(world.office)
    correct_value(reading, actor=actor, path="/tasks/2/lead", value="Văn phòng", seen="Phòng Đầu tư")
    reading.refresh_from_db()
    assert reading.current is not None
    assert reading.found is not None
    assert reading.current["tasks"][2]["lead"] == "Văn phòng"
    assert reading.found["tasks"][2]["lead"] == "Phòng Đầu tư"
    kept = Correction.objects.get()
    assert (kept.path, kept.before, kept.after, kept.actor_name) == (
        "/tasks/2/lead",
        "Phòng Đầu tư",
        "Văn phòng",
        actor.name,
    )


def test_the_same_value_again_is_no_correction(world: World) -> None:
    reading = factory.read(world)
    correct_value(reading, actor=SYSTEM, path="/document/number", value=" 18/KH-KCNĐN ")
    assert not Correction.objects.exists()


def test_two_people_correct_different_values_at_once_and_both_hold(world: World) -> None:
    first = factory.read(world)
    second = Reading.objects.get(pk=first.pk)
    correct_value(first, actor=SYSTEM, path="/tasks/0/lead", value="Phòng Đầu tư", seen="Văn phòng")
    correct_value(second, actor=SYSTEM, path="/tasks/1/lead", value="Phòng Đầu tư", seen="Văn phòng")
    first.refresh_from_db()
    assert first.current is not None
    assert [t["lead"] for t in first.current["tasks"][:2]] == ["Phòng Đầu tư", "Phòng Đầu tư"]


def test_who_comes_second_to_the_same_value_is_told_and_nothing_is_overwritten(world: World) -> None:
    first = factory.read(world)
    second = Reading.objects.get(pk=first.pk)
    correct_value(first, actor=SYSTEM, path="/tasks/0/lead", value="Phòng Đầu tư", seen="Văn phòng")
    with pytest.raises(Stale) as told:
        correct_value(second, actor=SYSTEM, path="/tasks/0/lead", value="Sở Nội vụ", seen="Văn phòng")
    assert "Phòng Đầu tư" in str(told.value)
    first.refresh_from_db()
    assert first.current is not None
    assert first.current["tasks"][0]["lead"] == "Phòng Đầu tư"


def test_an_added_item_stands_on_the_selected_words(world: World) -> None:
    reading = factory.read(world)
    start = reading.text.index("Ban Quản lý ban hành")
    add_item(reading, actor=SYSTEM, name="tasks", start=start, end=start + 20)
    assert reading.current is not None
    added = reading.current["tasks"][-1]
    assert (added["task"], added["source"]["start"]) == ("Ban Quản lý ban hành", start)
    for low, high in ((-1, 5), (5, 5), (9, 3), (0, 10**9)):
        with pytest.raises(Invalid):
            add_item(reading, actor=SYSTEM, name="tasks", start=low, end=high)


def test_ticks_stay_until_they_are_taken_off(world: World) -> None:
    reading = factory.read(world)
    confirm_places(reading, places=["/tasks/0", "/tasks/1"], confirmed=True, actor=SYSTEM)
    confirm_places(reading, places=["/tasks/1"], confirmed=False, actor=SYSTEM)
    reading.refresh_from_db()
    assert reading.checked == ["/tasks/0"]


@pytest.mark.parametrize("state", [s for s in ReadingState if s != ReadingState.TO_REVIEW])
def test_only_a_reading_under_review_is_changed_or_accepted(world: World, state: ReadingState) -> None:
    reading = factory.read(world)
    Reading.objects.filter(pk=reading.pk).update(state=state)
    reading.refresh_from_db()
    for act in (
        lambda: correct_value(reading, actor=SYSTEM, path="/document/number", value="1/KH-A"),
        lambda: add_item(reading, actor=SYSTEM, name="tasks", start=0, end=4),
        lambda: confirm_places(reading, places=["/tasks/0"], confirmed=True, actor=SYSTEM),
        lambda: accept_reading(reading, actor=SYSTEM),
    ):
        with pytest.raises(Refused):
            act()
    assert not Plan.objects.exists()


@pytest.mark.parametrize("state", list(ReadingState))
def test_a_reading_is_discarded_from_the_states_of_its_table_only(world: World, state: ReadingState) -> None:
    reading = factory.started(world)
    Reading.objects.filter(pk=reading.pk).update(state=state)
    reading.refresh_from_db()
    if state in READING.transitions["discard"].sources:
        assert discard_reading(reading, actor=SYSTEM, reason="nhầm").state == ReadingState.DISCARDED
    else:
        with pytest.raises(TransitionRefused):
            discard_reading(reading, actor=SYSTEM, reason="nhầm")


def test_an_accepted_plan_holds_what_was_reviewed_and_knows_its_units(world: World) -> None:
    reading = factory.read(world)
    correct_value(reading, actor=SYSTEM, path="/tasks/3/_removed", value=True)
    plan = accept_reading(reading, actor=actor_of(world.office))
    assert (plan.state, plan.number, plan.issued_on, plan.year) == (
        PlanState.ISSUED,
        "18/KH-KCNĐN",
        date(2026, 2, 5),
        2026,
    )
    assert plan.issuer == world.board
    tasks = list(Task.objects.filter(plan=plan).order_by("position"))
    assert [t.no for t in tasks] == ["1", "2", "3"]
    units = {(u.task.no, u.role, u.unit.code) for u in TaskUnit.objects.select_related("task", "unit")}
    assert {
        ("1", "lead", "bql-vp"),
        ("1", "coordinator", "bql-dt"),
        ("3", "lead", "bql-dt"),
        ("3", "coordinator", "bql-vp"),
    } <= units
    assert Citation.objects.filter(subject=str(ref_of(plan))).exists()
    assert "plan.accepted" in {e.kind for e in events.history(ref_of(plan))}
    assert events.verify(ref_of(plan)) is None


def test_a_plan_without_number_is_accepted_only_as_waiting_for_one(world: World) -> None:
    reading = factory.read(world, factory.plan_text("        /KH-KCNĐN"))
    assert reading.current is not None
    assert reading.current["document"]["number"] is None
    with pytest.raises(Invalid) as refused:
        accept_reading(reading, actor=SYSTEM)
    assert [e.field for e in refused.value.errors] == ["/document/number"]
    reading.refresh_from_db()
    plan = accept_reading(reading, actor=SYSTEM, awaiting_number=True)
    assert (plan.state, plan.number) == (PlanState.AWAITING_NUMBER, "")
    give_number(plan, actor=SYSTEM, number=" 18/KH-KCNĐN ", issued_on=date(2026, 2, 9))
    plan.refresh_from_db()
    assert (plan.state, plan.number, plan.canonical_number) == (PlanState.ISSUED, "18/KH-KCNĐN", plan.canonical_number)
    assert plan.canonical_number


def test_a_known_number_is_refused_unless_the_old_plan_is_replaced(world: World) -> None:
    old = factory.accepted(world)
    reading = factory.read(world, factory.plan_text().replace("Tháng 9/2026", "Tháng 10/2026"))
    assert readings.known_plan_like(reading) == old
    with pytest.raises(Refused) as refused:
        accept_reading(reading, actor=SYSTEM)
    assert refused.value.code == "plan_known"
    reading.refresh_from_db()
    assert reading.state == ReadingState.TO_REVIEW
    new = accept_reading(reading, actor=SYSTEM, replaces=old)
    old.refresh_from_db()
    assert (old.state, new.replaces) == (PlanState.REPLACED, old)


def test_a_number_given_twice_is_refused(world: World) -> None:
    factory.accepted(world)
    waiting = factory.accepted(world, factory.plan_text("        /KH-KCNĐN"), awaiting_number=True)
    with pytest.raises(Refused):
        give_number(waiting, actor=SYSTEM, number="18/KH-KCNĐN", issued_on=date(2026, 2, 9))
    waiting.refresh_from_db()
    assert waiting.state == PlanState.AWAITING_NUMBER


def test_the_same_words_are_recognised_whatever_their_file_is_called(world: World) -> None:
    first = factory.read(world, name="mot.txt")
    second = factory.read(world, factory.plan_text() + "\n\n", name="hai.txt")
    assert readings.same_text_as(second, world.office) == first
    assert readings.same_text_as(second, world.stranger) is None
    discard_reading(first, actor=SYSTEM, reason="trùng")
    assert readings.same_text_as(second, world.office) is None


@pytest.mark.parametrize("state", list(PlanState))
def test_plans_move_as_their_table_says(world: World, state: PlanState) -> None:
    plan = factory.accepted(world)
    Plan.objects.filter(pk=plan.pk).update(state=state)
    plan.refresh_from_db()
    if state in PLAN.transitions["withdraw"].sources:
        assert withdraw_plan(plan, actor=SYSTEM, reason="ban hành nhầm").state == PlanState.WITHDRAWN
    else:
        with pytest.raises(TransitionRefused):
            withdraw_plan(plan, actor=SYSTEM, reason="ban hành nhầm")


@pytest.mark.parametrize("number", ["", "  ", "mười hai"])
def test_a_number_that_is_none_is_refused(world: World, number: str) -> None:
    plan = factory.accepted(world, factory.plan_text("        /KH-KCNĐN"), awaiting_number=True)
    with pytest.raises(Invalid):
        give_number(plan, actor=SYSTEM, number=number, issued_on=date(2026, 2, 9))


def test_plans_and_their_readings_go_to_the_unit_that_takes_over(world: World) -> None:
    plan = factory.accepted(world)
    assert move_plans([str(ref_of(plan))], world.board.pk, world.elsewhere.pk) == 1
    plan.refresh_from_db()
    assert (plan.owner, plan.reading and plan.reading.owner) == (world.elsewhere, world.elsewhere)
    assert move_plans([str(ref_of(plan))], world.board.pk, world.elsewhere.pk) == 0


def test_what_is_no_plan_is_said_and_can_be_put_right(world: World) -> None:
    reading = factory.read(world, "BẢNG CHẤM ĐIỂM\nSTT\tĐơn vị\tĐiểm\n1\tSở Nội vụ\t95,5\n2\tSở Tư pháp\t93,0\n")
    with pytest.raises(Invalid) as refused:
        accept_reading(reading, actor=SYSTEM, awaiting_number=True)
    assert "/document/class" in {e.field for e in refused.value.errors}
