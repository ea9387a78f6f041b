"""What the system itself knows of work: data that do it, events that raise it, posts that it follows, how far many units are."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from tests.factories import plans as factory
from tests.factories.plans import World, signed_in
from tests.factories.work import last_quarter, owed_in_quarters

from motcua.kernel import clock, delivery, events
from motcua.kernel.actors import SYSTEM, Actor
from motcua.kernel.errors import Invalid, Refused
from motcua.messages.models import Message
from motcua.organisations.models import Officer
from motcua.organisations.permissions import actor_of
from motcua.organisations.services.accounts import create_officer
from motcua.organisations.services.posts import create_post, seat, unseat
from motcua.plans.models import HandIn, Occurrence, Plan, Raised, Task, TaskUnit
from motcua.plans.queries.measures import figure_address, proposal_for
from motcua.plans.queries.rollups import rollups_of
from motcua.plans.queries.triggers import source_of
from motcua.plans.queries.verbs import verbs_for
from motcua.plans.queries.work import given_to, occurrence_ref
from motcua.plans.services import difficulties, measuring, results, triggers
from motcua.plans.services.holding import follow_posts
from motcua.plans.services.results import Proof
from motcua.plans.services.work import Work, open_work, raise_event, register_source

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage", "standing_plan")]
SOMEBODY = Actor(None, "Ai đó")
DONE = [Proof("statement", text="Đã niêm yết")]
LATER = datetime(2027, 1, 4, 9, tzinfo=clock.ZONE)


def measured_by(task: Task, **given: Any) -> None:
    asked = {"kind": "indicator", "indicator": "plans.deliverables_missing", "comparator": "<=", "value": Decimal(0)}
    measuring.bind_measure(task, actor=SOMEBODY, **(asked | given))


def titles_told(template: str) -> list[str]:
    rows = Message.objects.filter(template=f"plans.{template}", channel="in_product").select_related("officer__person")
    return sorted(row.officer.person.name for row in rows if row.officer)


def deliver() -> None:
    """What the worker does after commit; what one delivery brings about is delivered too."""
    delivery.deliver_due(limit=500)
    delivery.deliver_due(limit=500)


class TestMeasures:
    def test_data_that_fulfil_the_condition_at_the_cut_off_do_the_work_in_time_however_late_the_check_runs(
        self, plan: Plan
    ) -> None:
        task = owed_in_quarters(plan)
        # what is missing now was handed in before the due moment of the last quarter
        measured_by(task, comparator=">=")
        one = last_quarter(task)

        with clock.frozen(LATER):
            assert measuring.check_measures() > 0
            assert measuring.check_measures() == 0

        one.refresh_from_db()
        assert (one.state, one.satisfied_by) == ("accepted", "indicator")
        assert one.handed_in_at == one.original_due_at < LATER
        assert one.closed_at == LATER

    def test_the_figure_with_its_parts_days_and_moment_is_the_evidence_that_opens(
        self, world: World, plan: Plan
    ) -> None:
        task = owed_in_quarters(plan)
        measured_by(task, comparator=">=")
        with clock.frozen(LATER):
            measuring.check_measures()
        one = last_quarter(task)

        version = HandIn.objects.get(occurrence=one)
        (proof,) = version.deliverables.all()

        assert "01/10/2026–31/12/2026" in version.note
        assert "dữ liệu đến" in version.note
        assert proof.ref == f"measured_figure:{one.uid}.plans.deliverables_missing"
        assert "from=2026-10-01&to=2026-12-31&unit=bql-dt" in figure_address(proof.ref.partition(":")[2])
        page = signed_in(world.office).get(f"/desk/cong-viec/{one.uid}/").content.decode()
        assert "Tự động công nhận theo số liệu" in page
        assert "/so-lieu/" in page or "plans.deliverables_missing" in page

    def test_what_the_data_do_not_bear_out_stays_open_and_the_lead_is_told_once(self, world: World, plan: Plan) -> None:
        task = owed_in_quarters(plan)
        measured_by(task, comparator=">", value=Decimal(500))

        with clock.frozen(LATER):
            assert measuring.check_measures() == 0
            assert measuring.check_measures() == 0
            deliver()
            one = last_quarter(task)
            page = signed_in(world.office).get(f"/desk/cong-viec/{one.uid}/").content.decode()

        assert one.state == "not_started"
        kinds = [e.kind for e in events.history(occurrence_ref(one))]
        assert kinds.count("occurrence.measured") == 1
        assert titles_told("not_fulfilled")
        assert "Số liệu chưa đạt điều kiện hoàn thành" in page

    def test_the_owner_hears_of_it_and_may_return_it_and_then_it_is_left_to_people(
        self, world: World, plan: Plan
    ) -> None:
        task = owed_in_quarters(plan)
        measured_by(task, comparator=">=")
        with clock.frozen(LATER):
            measuring.check_measures()
            deliver()
            one = last_quarter(task)
            assert "Đỗ Lãnh Đạo" in titles_told("satisfied")
            results.reopen(one, actor=actor_of(world.leader), reason="Số liệu chưa đủ")
            assert measuring.check_measures() == 0

        one.refresh_from_db()
        assert (one.state, one.satisfied_by) == ("in_progress", "")

    def test_nothing_is_looked_at_before_the_cut_off_or_without_a_confirmed_measure(self, plan: Plan) -> None:
        task = owed_in_quarters(plan)

        with clock.frozen(LATER):
            assert measuring.check_measures() == 0
        measured_by(task, comparator=">=")
        assert measuring.check_measures() == 3  # the quarters that are over; not the one that runs
        assert last_quarter(task).state == "not_started"

    def test_records_of_the_unit_in_the_period_do_the_work(self, plan: Plan) -> None:
        task = owed_in_quarters(plan)
        measuring.bind_measure(task, actor=SOMEBODY, kind="records", records="results", least=1)
        other = Occurrence.objects.filter(task__plan=plan, task__no="2", task__deliverable__isnull=False).get()
        TaskUnit.objects.filter(task=other.task, role="lead").update(unit=last_quarter(task).unit)
        Occurrence.objects.filter(pk=other.pk).update(unit=last_quarter(task).unit)
        other.refresh_from_db()
        results.hand_in(other, actor=SOMEBODY, proofs=DONE)
        results.accept(other, actor=Actor(None, "Người nhận"))

        with clock.frozen(LATER):
            measuring.check_measures()

        one = last_quarter(task)
        assert (one.state, one.satisfied_by) == ("accepted", "records")
        assert [d.ref for d in HandIn.objects.get(occurrence=one).deliverables.all()] == [str(occurrence_ref(other))]
        assert Occurrence.objects.get(task=task, key="2026-Q1").state == "not_started"

    @pytest.mark.parametrize(
        "wrong",
        [
            {"kind": "indicator", "indicator": "none.such"},
            {"kind": "indicator", "value": None},
            {"kind": "indicator", "comparator": "~"},
            {"kind": "records", "records": "none_such"},
            {"kind": "guess"},
        ],
    )
    def test_a_measure_names_what_exists(self, plan: Plan, wrong: dict[str, Any]) -> None:
        with pytest.raises(Invalid):
            measured_by(owed_in_quarters(plan), **wrong)

    def test_only_continuous_and_periodic_tasks_are_measured(self, plan: Plan) -> None:
        with pytest.raises(Refused):
            measured_by(Task.objects.get(plan=plan, no="1", deliverable__isnull=False))

    def test_the_words_of_a_task_propose_what_measures_it_and_a_person_confirms(self, world: World, plan: Plan) -> None:
        task = owed_in_quarters(plan)
        Task.objects.filter(pk=task.pk).update(task="Tuyên truyền cải cách hành chính")
        task.refresh_from_db()
        found = proposal_for(task)
        assert found is not None
        assert found.records == "outreach"

        desk = signed_in(world.office)
        assert "Đề xuất, chờ xác nhận" in desk.get(f"/desk/nhiem-vu/{task.uid}/").content.decode()
        answer = desk.post(
            f"/desk/nhiem-vu/{task.uid}/do-bang/", {"kind": "records", "records": "outreach", "least": "2"}
        )
        assert answer.status_code == 302
        page = desk.get(f"/desk/nhiem-vu/{task.uid}/").content.decode()
        assert "ít nhất 2 trong kỳ" in page
        assert "Đổi cách đo" in page

    @pytest.mark.parametrize(
        ("role", "status"), [("office", 200), ("leader", 403), ("specialist", 403), ("auditor", 403)]
    )
    def test_who_may_say_what_measures_a_task(self, world: World, plan: Plan, role: str, status: int) -> None:
        task = owed_in_quarters(plan)

        assert signed_in(getattr(world, role)).get(f"/desk/nhiem-vu/{task.uid}/do-bang/").status_code == status


class TestTriggers:
    def waiting(self, plan: Plan) -> Task:
        return owed_in_quarters(plan, "on_event")

    def test_an_event_of_the_system_raises_the_task_once_with_its_source_shown(self, world: World, plan: Plan) -> None:
        task = self.waiting(plan)
        triggers.bind_trigger(task, kind="work_source", detail="instruction", days=10, actor=SOMEBODY)
        source = register_source(
            kind="instruction", owner=world.board, title="Rà soát ngay", issued_on=clock.today(), actor=SOMEBODY
        )
        register_source(
            kind="conclusion", owner=world.board, title="Kết luận khác", issued_on=clock.today(), actor=SOMEBODY
        )
        deliver()
        deliver()
        for event in events.history(f"work_source:{source.uid}"):
            triggers.raise_by(event)

        (one,) = Occurrence.objects.filter(task=task, kind="event")
        assert "Rà soát ngay" in one.event
        assert one.ends_on == clock.today() + timedelta(days=10)
        raised = source_of(one)
        assert raised is not None
        assert raised.subject == f"work_source:{source.uid}"
        page = signed_in(world.office).get(f"/desk/cong-viec/{one.uid}/").content.decode()
        assert f"/desk/giao-viec/{source.uid}/" in page
        assert titles_told("raised")

    def test_what_concerns_one_lead_is_raised_for_it_alone_and_the_others_still_confirm(
        self, world: World, plan: Plan
    ) -> None:
        task = self.waiting(plan)
        TaskUnit.objects.create(task=task, unit=world.office_unit, role="lead", named="Văn phòng")
        open_work(plan, actor=SOMEBODY)
        triggers.bind_trigger(task, kind="instruction", days=5, actor=SOMEBODY)
        made = difficulties.raise_difficulty(task, unit=world.division, text="Thiếu người", actor=SOMEBODY)
        difficulties.instruct(made, text="Điều người từ Văn phòng", actor=actor_of(world.leader))
        deliver()
        open_work(plan, actor=SOMEBODY)

        standing = Occurrence.objects.filter(task=task, voided_at__isnull=True)
        assert {(o.unit_id, o.kind) for o in standing} == {
            (world.division.pk, "event"),
            (world.office_unit.pk, "nothing_arose"),
        }

    def test_nothing_raises_a_task_that_nobody_bound_or_that_no_longer_stands(self, world: World, plan: Plan) -> None:
        task = self.waiting(plan)
        bound = triggers.bind_trigger(task, kind="work_source", days=10, actor=SOMEBODY)
        with pytest.raises(Refused):
            triggers.bind_trigger(task, kind="work_source", days=3, actor=SOMEBODY)
        triggers.end_trigger(bound, actor=SOMEBODY)
        register_source(kind="instruction", owner=world.board, title="Rà soát", issued_on=clock.today(), actor=SOMEBODY)
        deliver()

        assert not Raised.objects.exists()

    def test_a_person_binds_and_unbinds_events_on_the_task_s_page(self, world: World, plan: Plan) -> None:
        task = self.waiting(plan)
        desk = signed_in(world.office)
        address = f"/desk/nhiem-vu/{task.uid}/su-kien/"

        answer = desk.post(address, {"kind": "document", "document": "decision", "source": "instruction", "days": "7"})

        assert answer.status_code == 302
        bound = task.triggers.get()
        assert (bound.kind, bound.detail, bound.days) == ("document", "decision", 7)
        assert "trong 7 ngày" in desk.get(f"/desk/nhiem-vu/{task.uid}/").content.decode()
        assert signed_in(world.specialist).get(address).status_code == 403
        assert desk.post(f"{address}{bound.uid}/bo").status_code == 302
        assert not task.triggers.filter(ended_at__isnull=True).exists()

    def test_a_person_still_raises_for_all_leads(self, plan: Plan) -> None:
        task = self.waiting(plan)
        raise_event(task, actor=SOMEBODY, event="Có quy định mới", due_on=clock.today())

        (one,) = Occurrence.objects.filter(task=task, voided_at__isnull=True)
        assert source_of(one) is None


class TestPosts:
    @pytest.fixture
    def led_by_head(self, world: World) -> tuple[World, Plan]:
        text = factory.plan_text("19/KH-KCNĐN").replace(
            "Công khai thủ tục hành chính tại Bộ phận Một cửa | Văn phòng |",
            "Công khai thủ tục hành chính tại Bộ phận Một cửa | Lãnh đạo Ban |",
        )
        return world, factory.accepted(world, text)

    def head_post(self, world: World) -> Any:
        return create_post(world.board, kind="head", title="Trưởng ban", actor=SYSTEM, valid_from=date(2020, 1, 1))

    def owed(self, plan: Plan) -> Occurrence:
        return Occurrence.objects.select_related("task", "unit", "officer__person").get(
            task__plan=plan, task__no="2", task__deliverable__isnull=False
        )

    def officer(self, user: Any) -> Officer:
        return Officer.objects.get(person__user=user)

    def test_the_holder_of_the_post_has_the_work_and_hands_in_personally(self, led_by_head: tuple[World, Plan]) -> None:
        world, plan = led_by_head
        person = create_officer("Bùi Trưởng Ban", unit=world.board, role="editor", actor=SYSTEM, on=date(2020, 1, 1))
        seat(self.head_post(world), self.officer(person.user), valid_from=date(2020, 1, 1), actor=SYSTEM)
        deliver()

        one = self.owed(plan)
        assert one.unit == world.board
        assert one.officer is not None
        assert one.officer.person.name == "Bùi Trưởng Ban"
        assert list(given_to(person.user)) == [one]
        assert "hand_in" in verbs_for(person.user, one)
        assert "accept" not in verbs_for(person.user, one)
        assert titles_told("by_post") == ["Bùi Trưởng Ban"]
        assert "Bùi Trưởng Ban" in signed_in(world.office).get(f"/desk/nhiem-vu/{one.task.uid}/").content.decode()

    def test_work_follows_the_post_and_what_is_done_keeps_who_held_it(self, led_by_head: tuple[World, Plan]) -> None:
        world, plan = led_by_head
        post = self.head_post(world)
        tenure = seat(post, self.officer(world.leader), valid_from=date(2020, 1, 1), actor=SYSTEM)
        deliver()
        assert self.owed(plan).officer == self.officer(world.leader)

        unseat(tenure, on=clock.today(), actor=SYSTEM)
        deliver()
        vacant = self.owed(plan)
        page = signed_in(world.office).get(f"/desk/cong-viec/{vacant.uid}/").content.decode()
        assert vacant.officer is None
        assert "Khuyết" in page

        seat(post, self.officer(world.office), valid_from=clock.today(), actor=SYSTEM)
        deliver()
        one = self.owed(plan)
        assert one.officer == self.officer(world.office)
        results.hand_in(one, actor=SOMEBODY, proofs=DONE)
        results.accept(one, actor=Actor(None, "Người nhận"))
        post.tenures.filter(officer=self.officer(world.office)).update(valid_to=clock.today() + timedelta(days=1))
        with clock.frozen(clock.now() + timedelta(days=3)):
            assert follow_posts() == 0

        assert self.owed(plan).officer == self.officer(world.office)

    def test_a_term_that_runs_out_is_seen_by_the_schedule(self, led_by_head: tuple[World, Plan]) -> None:
        world, plan = led_by_head
        until = clock.today() + timedelta(days=2)
        seat(
            self.head_post(world), self.officer(world.leader), valid_from=date(2020, 1, 1), valid_to=until, actor=SYSTEM
        )
        assert follow_posts() == 1
        assert follow_posts() == 0

        with clock.frozen(clock.now() + timedelta(days=3)):
            assert follow_posts() == 1

        assert self.owed(plan).officer is None


class TestManyUnits:
    def collective(self, world: World, plan: Plan) -> Task:
        source = register_source(
            kind="conclusion",
            owner=world.board,
            title="Kết luận giao ban",
            issued_on=clock.today(),
            actor=SOMEBODY,
            works=[Work("Báo cáo rà soát", (world.office_unit, world.division, world.board), clock.today())],
        )
        return source.tasks.get()

    def test_a_task_tells_how_many_of_its_units_are_done_late_and_silent_and_opens_to_them(
        self, world: World, plan: Plan
    ) -> None:
        task = self.collective(world, plan)
        first, second, _third = Occurrence.objects.filter(task=task).order_by("pk")
        results.hand_in(first, actor=SOMEBODY, proofs=DONE)
        results.accept(first, actor=Actor(None, "Người nhận"))
        results.start(second, actor=SOMEBODY)

        with clock.frozen(clock.now() + timedelta(days=5)):
            (slot,) = rollups_of([task.pk])[task.pk]
            page = signed_in(world.office).get(f"/desk/nhiem-vu/{task.uid}/").content.decode()
            board = signed_in(world.office).get("/desk/bang-theo-doi/").content.decode()

        rolled = slot.rolled
        assert (rolled.units, rolled.done, rolled.working, rolled.silent, rolled.late) == (3, 1, 1, 1, 2)
        assert "1/3 đơn vị xong" in page
        assert page.count("/desk/cong-viec/") >= 3
        assert "1/3 đơn vị xong" in board
        assert "Nhiệm vụ nhiều đơn vị cùng làm" in board

    def test_the_plan_s_page_and_workbook_tell_k_of_n(self, world: World, plan: Plan) -> None:
        task = Task.objects.get(plan=plan, no="3", deliverable__isnull=False)
        TaskUnit.objects.create(task=task, unit=world.office_unit, role="lead", named="Văn phòng")
        open_work(plan, actor=SOMEBODY)
        desk = signed_in(world.office)

        assert "0/2 đơn vị xong" in desk.get(f"/desk/ke-hoach/{plan.uid}/").content.decode()
        book = load_workbook(BytesIO(desk.get(f"/desk/ke-hoach/{plan.uid}/tai/xlsx").content))
        rows = [[cell for cell in row if cell is not None] for row in book["Nhiều đơn vị cùng làm"].values]
        assert ["3", task.task] == rows[-1][:2]
        assert rows[-1][4:] == [2, 0, 0, 0, 2, 0, 2]

    def test_rest_tells_k_of_n_and_what_measures_a_task(self, world: World, plan: Plan) -> None:
        task = self.collective(world, plan)
        told = signed_in(world.office).get(f"/api/v1/tasks/{task.uid}").json()

        (slot,) = told["units"]
        assert (slot["units"], slot["done"], slot["silent"], told["measured_by"]) == (3, 0, 3, None)

    def test_a_task_of_one_unit_is_not_told_so(self, plan: Plan) -> None:
        assert rollups_of(plan.tasks.values_list("pk", flat=True)) == {}

    def test_roll_ups_ask_once_however_many_tasks(self, world: World, plan: Plan) -> None:
        tasks = [self.collective(world, plan).pk for _n in range(3)]

        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert len(rollups_of(tasks)) == 3
        assert len(asked) == 1
