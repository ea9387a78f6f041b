"""Every kind of record that does a task, and every kind of event that raises one, from the act that makes it to the occurrence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from tests.factories import documents as library
from tests.factories.inspected import reported, to_put_right
from tests.factories.plans import World, signed_in
from tests.factories.work import SOMEBODY, last_quarter, owed_in_quarters

from motcua.documents.services.numbers import cancel_number, take_number
from motcua.kernel import clock, delivery, events
from motcua.kernel.actors import Actor
from motcua.kernel.indicators import Window
from motcua.organisations.permissions import actor_of
from motcua.plans.models import HandIn, Occurrence, OutreachEvidence, Plan, Raised, Task, TaskUnit, Topic
from motcua.plans.queries.measures import window_of
from motcua.plans.queries.records import RECORDS, records_of
from motcua.plans.queries.triggers import source_of
from motcua.plans.rules.triggers import TRIGGERS
from motcua.plans.services import difficulties, initiatives, measuring, outreach, results, triggers
from motcua.plans.services.plans import give_number
from motcua.plans.services.targets import release_plan
from motcua.plans.services.work import open_work, register_source

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage", "standing_plan")]
LATER = datetime(2027, 1, 4, 9, tzinfo=clock.ZONE)
Maker = Callable[[World, Plan, Any], str]


def deliver() -> None:
    """What the worker does after commit; what one delivery brings about is delivered too."""
    delivery.deliver_due(limit=500)
    delivery.deliver_due(limit=500)


def plan_of(unit: Any, **others: Any) -> Plan:
    """A plan of a unit, as a row."""
    given: dict[str, Any] = {
        "owner": unit, "title": "Kế hoạch của đơn vị", "sort_key": "ke hoach", "year": 2026, "state": "issued",
        "number": "7/KH-DT", "canonical_number": "7/KH-DT", "issued_on": clock.today(), "created_at": clock.now(),
    }  # fmt: skip
    return Plan.objects.create(**given | others)


def issued_plan(_world: World, _plan: Plan, unit: Any) -> str:
    return f"plan:{plan_of(unit).uid}"


def released_plan(world: World, _plan: Plan, unit: Any) -> str:
    made = plan_of(unit, issued_on=date(2025, 2, 3))
    release_plan(made, actor=actor_of(world.leader), text=True, progress=False, targets="none")
    return f"plan:{made.uid}"


def numbered_report(_world: World, _plan: Plan, unit: Any) -> str:
    paper = library.signed("report", scan=library.scan(f"Báo cáo {unit.code}"))
    line = take_number(library.series(unit), actor=SOMEBODY, document=paper)
    return line.document or f"number_series:{line.series.uid}"


def shown_outreach(_world: World, plan: Plan, unit: Any) -> str:
    topic, _new = Topic.objects.get_or_create(
        plan=plan,
        position=1,
        defaults={"audience": "citizens", "audience_label": "Người dân", "text": "Nộp trực tuyến"},
    )
    outreach.show_outreach(
        plan, unit=unit, done_on=clock.today(), title="Phát thanh", topic=topic, address="https://a.vn", actor=SOMEBODY
    )
    return f"plan:{plan.uid}"


def accepted_result(_world: World, plan: Plan, unit: Any) -> str:
    other = Occurrence.objects.select_related("task__owner", "unit").get(
        task__plan=plan, task__no="2", task__deliverable__isnull=False
    )
    Occurrence.objects.filter(pk=other.pk).update(unit=unit)
    other.refresh_from_db()
    results.hand_in(other, actor=SOMEBODY, proofs=[results.Proof("statement", text="Đã niêm yết")])
    results.accept(other, actor=Actor(None, "Người nhận"))
    return f"occurrence:{other.uid}"


def reported_inspection(world: World, _plan: Plan, unit: Any) -> str:
    return f"inspection:{reported(world, unit).uid}"


def published_initiative(world: World, _plan: Plan, unit: Any) -> str:
    made = initiatives.write_initiative(
        owner=unit, kind="model", title="Một cửa lưu động", summary="Đi đến nơi", actor=actor_of(world.specialist)
    )
    initiatives.submit(made, actor=actor_of(world.specialist))
    initiatives.approve(made, decision_number="3/QĐ", decision_on=clock.today(), actor=actor_of(world.leader))
    initiatives.publish(made, actor=actor_of(world.leader))
    return f"initiative:{made.uid}"


MAKERS: dict[str, Maker] = {
    "plans_issued": issued_plan,
    "plans_released": released_plan,
    "reports_issued": numbered_report,
    "outreach": shown_outreach,
    "results": accepted_result,
    "inspections": reported_inspection,
    "initiatives": published_initiative,
}


class TestRecords:
    def test_every_kind_is_tried(self) -> None:
        assert set(MAKERS) == set(RECORDS)

    @pytest.mark.parametrize("kind", MAKERS)
    def test_a_record_of_the_unit_in_the_period_does_the_task_and_opens(
        self, world: World, plan: Plan, kind: str
    ) -> None:
        task = owed_in_quarters(plan)
        ref = MAKERS[kind](world, plan, world.division)
        measuring.bind_measure(task, actor=SOMEBODY, kind="records", records=kind)

        with clock.frozen(LATER):
            assert measuring.check_measures() == 1
            assert measuring.check_measures() == 0

        one = last_quarter(task)
        assert (one.state, one.satisfied_by) == ("accepted", "records")
        assert [d.ref for d in HandIn.objects.get(occurrence=one).deliverables.all()] == [ref]
        assert Occurrence.objects.get(task=task, key="2026-Q3").state == "not_started"
        page = signed_in(world.office).get(f"/desk/cong-viec/{one.uid}/").content.decode()
        assert str(RECORDS[kind].label) in page

    @pytest.mark.parametrize("kind", MAKERS)
    def test_records_of_others_of_other_days_and_not_yet_known_do_not_count(
        self, world: World, plan: Plan, kind: str
    ) -> None:
        task, now = owed_in_quarters(plan), clock.now()
        window = window_of(last_quarter(task))
        MAKERS[kind](world, plan, world.division)

        found = records_of(kind, task, world.division.pk, window, now)
        assert len(found) == 1
        assert window.start <= found[0].on <= window.end
        assert records_of(kind, task, world.elsewhere.pk, window, now) == []
        assert records_of(kind, task, world.office_unit.pk, window, now) == []
        assert len(records_of(kind, task, world.board.pk, window, now)) == 1  # what stands under a unit is its own
        before = Window(window.start - timedelta(days=92), window.start - timedelta(days=1))
        assert records_of(kind, task, world.division.pk, before, now) == []
        assert records_of(kind, task, world.division.pk, window, now - timedelta(minutes=1)) == []

    def test_fewer_than_asked_do_not_do_it(self, world: World, plan: Plan) -> None:
        task = owed_in_quarters(plan)
        shown_outreach(world, plan, world.division)
        measuring.bind_measure(task, actor=SOMEBODY, kind="records", records="outreach", least=2)

        with clock.frozen(LATER):
            assert measuring.check_measures() == 0
        shown_outreach(world, plan, world.division)
        with clock.frozen(LATER):
            assert measuring.check_measures() == 1

    def test_the_plan_that_gives_a_task_does_not_do_it(self, world: World, plan: Plan) -> None:
        task = owed_in_quarters(plan)
        year = Window(date(2026, 1, 1), date(2026, 12, 31))

        assert records_of("plans_issued", task, world.board.pk, year, clock.now()) == []

    def test_what_was_taken_back_does_not_count(self, world: World, plan: Plan) -> None:
        task, now = owed_in_quarters(plan), clock.now()
        window = window_of(last_quarter(task))
        shown_outreach(world, plan, world.division)
        outreach.void_outreach(OutreachEvidence.objects.get(), actor=SOMEBODY, reason="Ghi nhầm")
        paper = library.signed("report", scan=library.scan("Báo cáo"))
        line = take_number(library.series(world.division), actor=SOMEBODY, document=paper)
        cancel_number(line, actor=SOMEBODY, reason="Ghi nhầm")

        assert records_of("outreach", task, world.division.pk, window, now) == []
        assert records_of("reports_issued", task, world.division.pk, window, now) == []


def superior_plan(world: World, unit: Any) -> Any:
    """A plan above the board gets its number; the same of a body beside it raises nothing."""
    for owner, number in ((world.elsewhere, "3/KH-SNV"), (unit, "9/KH-UBND")):
        made = plan_of(owner, state="awaiting_number", number="", canonical_number="", issued_on=None)
        give_number(made, actor=SOMEBODY, number=number, issued_on=clock.today())
    return made


def amended(world: World, plan: Plan) -> str:
    """What the issue of an amending document tells of the superior plan. The way there is `test_amending`'s."""
    above, other = plan_of(world.province), plan_of(world.elsewhere)
    Plan.objects.filter(pk=plan.pk).update(superior=above)
    for one in (other, above):
        events.append(f"plan:{one.uid}", "plan.amended", actor=SOMEBODY, payload={"number": "4/QĐ", "changes": 1})
    return f"plan:{above.uid}"


def event_superior_plan(world: World, _plan: Plan, _task: Task) -> str:
    return f"plan:{superior_plan(world, world.province).uid}"


def event_superior_amended(world: World, plan: Plan, _task: Task) -> str:
    return amended(world, plan)


def event_remedy(world: World, _plan: Plan, _task: Task) -> str:
    return f"finding:{to_put_right(world, world.division).uid}"


def event_instruction(world: World, _plan: Plan, task: Task) -> str:
    made = difficulties.raise_difficulty(task, unit=world.division, text="Thiếu người", actor=SOMEBODY)
    difficulties.instruct(made, text="Điều người", actor=actor_of(world.leader))
    return f"difficulty:{made.uid}"


def event_work_source(world: World, _plan: Plan, _task: Task) -> str:
    given = {"kind": "conclusion", "issued_on": clock.today(), "actor": SOMEBODY}
    register_source(owner=world.elsewhere, title="Của nơi khác", **given)
    return f"work_source:{register_source(owner=world.board, title='Kết luận', **given).uid}"


def event_document(world: World, _plan: Plan, _task: Task) -> str:
    on = clock.today()
    library.law("8/CV", "Sở Nội vụ", on, access="unit", owner_unit=world.elsewhere.pk)
    return f"legal_document:{library.law('61/2026/NĐ-CP', 'Chính phủ', on, kind='decree').uid}"


EVENTS: dict[str, Callable[[World, Plan, Task], str]] = {
    "superior_plan": event_superior_plan,
    "superior_amended": event_superior_amended,
    "remedy": event_remedy,
    "instruction": event_instruction,
    "work_source": event_work_source,
    "document": event_document,
}
OF_ONE_LEAD = {"remedy", "instruction"}
"""Events that concern one unit: of a task's leads it alone has work from them."""


class TestEvents:
    def test_every_kind_is_tried(self) -> None:
        assert set(EVENTS) == set(TRIGGERS)

    @pytest.mark.parametrize("kind", EVENTS)
    def test_an_event_raises_the_task_once_for_whom_it_concerns_with_its_source_shown(
        self, world: World, plan: Plan, kind: str
    ) -> None:
        task = owed_in_quarters(plan, "on_event")
        TaskUnit.objects.create(task=task, unit=world.office_unit, role="lead", named="Văn phòng")
        open_work(plan, actor=SOMEBODY)
        triggers.bind_trigger(task, kind=kind, days=10, actor=SOMEBODY)

        ref = EVENTS[kind](world, plan, task)
        deliver()
        deliver()
        for event in events.history(ref):
            triggers.raise_by(event)

        made = list(Occurrence.objects.filter(task=task, kind="event").select_related("unit").order_by("unit"))
        concerned = [world.division] if kind in OF_ONE_LEAD else [world.office_unit, world.division]
        assert sorted(o.unit.code for o in made if o.unit) == sorted(u.code for u in concerned)
        assert {o.ends_on for o in made} == {clock.today() + timedelta(days=10)}
        raised = source_of(made[0])
        assert raised is not None
        assert (raised.kind, raised.subject, Raised.objects.count()) == (kind, ref, 1)
        told = signed_in(world.leader).get(f"/desk/cong-viec/{made[0].uid}/").content.decode()
        assert TRIGGERS[kind].label in told
        waiting = Occurrence.objects.filter(task=task, kind="nothing_arose", voided_at__isnull=True)
        assert [o.unit_id for o in waiting] == ([world.office_unit.pk] if kind in OF_ONE_LEAD else [])

    @pytest.mark.parametrize("kind", EVENTS)
    def test_a_task_elsewhere_a_dropped_one_and_one_of_a_plan_no_longer_in_force_are_not_raised(
        self, world: World, plan: Plan, kind: str
    ) -> None:
        task = owed_in_quarters(plan, "on_event")
        there = plan_of(world.elsewhere, number="5/KH-SNV", canonical_number="5/KH-SNV")
        others = []
        for owner, where, changes in (
            (world.board, plan, {"dropped_at": clock.now()}),
            (world.board, plan_of(world.board, state="closed"), {}),
        ):
            other = Task.objects.create(
                plan=where,
                owner=owner,
                position=90 + len(others),
                task="Khi có việc",
                schedule_kind="on_event",
                **changes,
            )
            others.append(other)
        if kind in {"remedy", "instruction", "superior_amended"}:
            # of another plan and another lead
            far = Task.objects.create(
                plan=there, owner=world.elsewhere, position=1, task="Khi có việc", schedule_kind="on_event"
            )
            others.append(far)
        for other in others:
            TaskUnit.objects.create(task=other, unit=world.elsewhere, role="lead", named="Sở Nội vụ")
            triggers.bind_trigger(other, kind=kind, days=10, actor=SOMEBODY)

        EVENTS[kind](world, plan, task)
        deliver()

        assert not Raised.objects.exists()

    def test_a_detail_narrows_and_a_document_of_another_unit_stays_its_own(self, world: World, plan: Plan) -> None:
        task = owed_in_quarters(plan, "on_event")
        triggers.bind_trigger(task, kind="document", detail="decree", days=5, actor=SOMEBODY)
        on = clock.today()
        library.law("9/QĐ-TTg", "Thủ tướng", on, kind="decision")
        library.law("1/NĐ", "Sở Nội vụ", on, kind="decree", access="unit", owner_unit=world.elsewhere.pk)
        deliver()
        assert not Raised.objects.exists()

        library.law("62/2026/NĐ-CP", "Chính phủ", on, kind="decree")
        deliver()
        assert Raised.objects.count() == 1
