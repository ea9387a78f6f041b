"""Tasks, targets, sources and difficulties through REST: who may do what, the same as on the desk, and what changes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories import plans as factory
from tests.factories.plans import World
from tests.factories.work import BODIES, MEASURE, SOMEBODY, WORK, everything, get, owed_in_quarters, post

from motcua.kernel import clock, events
from motcua.organisations.models import Officer
from motcua.plans.models import Difficulty, InputRequest, Plan, TargetReport, Task, TaskMeasure, WorkSource
from motcua.plans.queries.work import task_ref
from motcua.plans.services.measuring import bind_measure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage", "standing_plan")]


@pytest.fixture
def task(plan: Plan) -> Task:
    """Owed in each reporting period by the division."""
    return owed_in_quarters(plan)


class TestMeasures:
    def test_a_program_sees_the_proposal_confirms_changes_and_takes_it_back(self, world: World, task: Task) -> None:
        Task.objects.filter(pk=task.pk).update(task="Tuyên truyền cải cách hành chính")
        address = f"/tasks/{task.uid}/measure"
        first = get(world.office, address).json()
        assert (first["confirmed"], first["proposed"]["records"]) == (None, "outreach")
        assert "outreach" in {one["key"] for one in first["records"]}

        made = post(world.office, address, MEASURE).json()
        assert made["confirmed"]["least"] == 2
        assert made["confirmed"]["confirmed_by"] == "Lê Văn Phòng"
        changed = {"kind": "indicator", "indicator": "plans.deliverables_missing", "comparator": "<=", "value": 0}
        again = post(world.office, address, changed).json()
        assert again["confirmed"]["indicator"] == "plans.deliverables_missing"
        assert again["confirmed"]["records"] is None
        told = get(world.specialist, f"/tasks/{task.uid}").json()["measured_by"]
        assert told["comparator"] == "<="

        assert post(world.office, f"{address}/remove").json()["confirmed"] is None
        assert not TaskMeasure.objects.filter(task=task).exists()
        assert post(world.office, f"{address}/remove").json()["code"] == "not_measured"
        kinds = [e.kind for e in events.history(task_ref(task)) if "measure" in e.kind]
        assert kinds == ["task.measure_bound", "task.measure_bound", "task.measure_removed"]

    def test_who_read_an_older_one_changes_nothing(self, world: World, task: Task) -> None:
        address = f"/tasks/{task.uid}/measure"
        post(world.office, address, MEASURE)
        tag = get(world.office, address)["ETag"]
        assert post(world.office, address, MEASURE | {"least": 3}, **{"If-Match": tag}).status_code == 200

        assert post(world.office, address, {"kind": "by_hand"}, **{"If-Match": tag}).status_code == 412
        assert post(world.office, f"{address}/remove", **{"If-Match": tag}).status_code == 412
        assert TaskMeasure.objects.get(task=task).least == 3

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"kind": "indicator", "indicator": "none.such", "comparator": ">=", "value": 1}, "indicator"),
            ({"kind": "indicator", "indicator": "plans.deliverables_missing", "comparator": ">="}, "value"),
            ({"kind": "records", "records": "none_such"}, "records"),
            ({"kind": "guess"}, "kind"),
            ({"kind": "by_hand", "more": 1}, "more"),
        ],
    )
    def test_what_is_wrong_is_named(self, world: World, task: Task, wrong: Any, field: str) -> None:
        answer = post(world.office, f"/tasks/{task.uid}/measure", wrong)

        assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
        assert [e["field"].rpartition(".")[2] for e in answer.json()["errors"]] == [field]

    def test_a_task_of_one_date_is_not_measured(self, world: World, plan: Plan) -> None:
        one = Task.objects.get(plan=plan, no="1", deliverable__isnull=False)

        assert get(world.office, f"/tasks/{one.uid}/measure").json()["measurable"] is False
        answer = post(world.office, f"/tasks/{one.uid}/measure", MEASURE)
        assert (answer.status_code, answer.json()["code"]) == (409, "not_measurable")

    def test_the_office_takes_a_measure_back_on_the_page_too(self, world: World, task: Task) -> None:
        bind_measure(task, kind="records", records="outreach", actor=SOMEBODY)
        address = f"/desk/nhiem-vu/{task.uid}/do-bang/bo"
        page = factory.signed_in(world.office).get(f"/desk/nhiem-vu/{task.uid}/").content.decode()
        assert address in page
        assert address not in factory.signed_in(world.specialist).get(f"/desk/nhiem-vu/{task.uid}/").content.decode()
        assert factory.signed_in(world.specialist).post(address).status_code == 403

        factory.signed_in(world.office).post(address)

        assert not TaskMeasure.objects.filter(task=task).exists()


class TestTriggers:
    def test_a_program_binds_an_event_which_raises_the_task_and_ends_it(self, world: World, plan: Plan) -> None:
        task = owed_in_quarters(plan, "on_event")
        address = f"/tasks/{task.uid}/triggers"
        body = {"kind": "work_source", "detail": "instruction", "days": 10}

        made = post(world.office, address, body).json()
        assert post(world.office, address, body).json()["code"] == "trigger_known"
        told = get(world.office, address).json()
        assert [one["id"] for one in told["items"]] == [made["id"]]
        assert {"key": "superior_plan", "details": []} in told["kinds"]

        assert post(world.office, f"{address}/{made['id']}/end").json()["items"] == []
        assert post(world.office, f"{address}/{made['id']}/end").status_code == 404

    @pytest.mark.parametrize("wrong", [{"kind": "none", "days": 3}, {"kind": "document", "detail": "x", "days": 3}])
    def test_a_kind_or_detail_that_is_none_is_named(self, world: World, plan: Plan, wrong: Any) -> None:
        task = owed_in_quarters(plan, "on_event")

        answer = post(world.office, f"/tasks/{task.uid}/triggers", wrong)

        assert answer.status_code == 422
        assert answer.json()["errors"]

    def test_what_came_up_is_owed_by_the_leads(self, world: World, plan: Plan) -> None:
        task = owed_in_quarters(plan, "on_event")
        due = clock.today() + timedelta(days=5)

        made = post(world.office, f"/tasks/{task.uid}/events", {"event": "Có phí mới", "due_on": due.isoformat()})

        (uid,) = made.json()["occurrences"]
        assert get(world.office, f"/occurrences/{uid}").json()["event"] == "Có phí mới"
        late = {"event": "Có phí mới", "due_on": (clock.today() - timedelta(days=1)).isoformat()}
        assert post(world.office, f"/tasks/{task.uid}/events", late).json()["errors"][0]["field"] == "due_on"


class TestGivenWork:
    def test_a_document_gives_its_tasks_in_one_step_once(self, world: World) -> None:
        body = BODIES["/work-sources"] | {"leader": None}
        made = post(world.office, "/work-sources", body, **{"Idempotency-Key": "a1"})
        assert post(world.office, "/work-sources", body, **{"Idempotency-Key": "a1"}).json() == made.json()

        (task,) = made.json()["tasks"]
        assert (task["task"], task["leads"], task["source"]) == ("Rà soát quy trình", ["bql-dt"], made.json()["id"])
        assert WorkSource.objects.count() == 1
        one = get(world.office, f"/tasks?source={made.json()['id']}").json()["items"]
        assert [row["id"] for row in one] == [task["id"]]
        assert get(world.office, "/work-sources?q=giao ban").json()["items"][0]["title"] == "Kết luận giao ban"

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"owner": "none"}, "owner"),
            ({"tasks": [WORK | {"leads": ["bql-dt", "none"]}]}, "tasks.0.leads.1"),
            ({"kind": "incoming_document"}, "number"),
            ({"issued_on": "2030-01-01"}, "issued_on"),
            ({"files": ["00000000-0000-4000-8000-000000000000"]}, "files"),
            ({"document": "00000000-0000-4000-8000-000000000000"}, "document"),
            ({"leader": "00000000-0000-4000-8000-000000000000"}, "leader"),
            ({"title": "Kết\u0000luận"}, "title"),
        ],
    )
    def test_what_is_wrong_is_named_and_nothing_is_kept(
        self, world: World, changes: dict[str, Any], field: str
    ) -> None:
        answer = post(world.office, "/work-sources", BODIES["/work-sources"] | changes)

        assert answer.status_code == 422, answer.content
        assert [e["field"].removeprefix("body.body.") for e in answer.json()["errors"]] == [field]
        assert not WorkSource.objects.exists()

    def test_tasks_are_listed_as_they_are_readable_and_asked_in_constant_queries(
        self, world: World, plan: Plan
    ) -> None:
        client = factory.signed_in(world.office)
        client.get("/api/v1/tasks")
        with CaptureQueriesContext(connection) as few:
            listed = client.get("/api/v1/tasks").json()["items"]
        for n in range(3):
            post(world.office, "/work-sources", BODIES["/work-sources"] | {"title": f"Kết luận {n}"})
        with CaptureQueriesContext(connection) as many:
            more = client.get("/api/v1/tasks").json()["items"]

        assert (len(more) - len(listed), len(many) - len(few)) == (3, 0)
        assert get(world.stranger, "/tasks").json()["items"] == []
        led = get(world.office, "/tasks?lead=bql-dt&schedule=by_date").json()["items"]
        assert {row["task"] for row in led} == {"Rà soát quy trình"}
        assert get(world.office, f"/tasks?plan={plan.uid}&q=tap huan").json()["items"][0]["no"] == "3"

    def test_a_part_goes_to_units_under_the_lead_alone(self, world: World, task: Task) -> None:
        made = post(world.office, f"/tasks/{task.uid}/parts", WORK)
        assert made.json()["parent"] == str(task.uid)

        other = post(world.office, f"/tasks/{task.uid}/parts", WORK | {"leads": ["bql-vp"]})
        assert other.status_code == 409
        assert post(world.office, f"/tasks/{task.uid}/parts", WORK | {"unit": "bql-vp"}).status_code == 422


class TestWords:
    def test_a_comment_calls_officers_that_are_there(self, world: World, task: Task) -> None:
        called = Officer.objects.get(person__user=world.specialist)
        made = post(world.office, f"/tasks/{task.uid}/comments", {"text": "Nhờ xem", "mentions": [str(called.uid)]})

        assert made.json()["mentions"] == [str(called.uid)]
        listed = get(world.specialist, f"/tasks/{task.uid}/comments").json()["items"]
        assert [(one["text"], one["by"]) for one in listed] == [("Nhờ xem", "Lê Văn Phòng")]
        unknown = {"text": "Nhờ xem", "mentions": [str(task.uid)]}
        assert post(world.office, f"/tasks/{task.uid}/comments", unknown).json()["errors"][0]["field"] == "mentions"

    def test_input_is_listed_for_who_is_asked_and_answered_once(self, world: World, plan: Plan) -> None:
        uid = everything(world, plan)["input"]
        assert [one["id"] for one in get(world.office, "/inputs").json()["items"]] == [str(uid)]
        assert get(world.stranger, "/inputs").json()["items"] == []

        assert post(world.office, f"/inputs/{uid}/answer", {"answer": "Có phòng"}).json()["answer"] == "Có phòng"
        assert post(world.office, f"/inputs/{uid}/answer", {"answer": "Không"}).status_code == 409
        assert InputRequest.objects.get(uid=uid).answer == "Có phòng"

    def test_an_instruction_becomes_a_task_once_and_the_difficulty_is_settled_once(
        self, world: World, plan: Plan
    ) -> None:
        ids = everything(world, plan)
        address = f"/difficulties/{ids['answered']}"
        made = post(world.office, f"{address}/instructions/{ids['instruction']}/task", BODIES[
            "/difficulties/{answered}/instructions/{instruction}/task"
        ])  # fmt: skip
        task = made.json()["instructions"][0]["task"]
        assert get(world.office, f"/tasks/{task}").json()["task"] == "Điều người"
        again = post(
            world.office,
            f"{address}/instructions/{ids['instruction']}/task",
            {"leads": ["bql"], "due_on": "2027-01-29"},
        )
        assert again.json()["code"] == "already_task"

        assert post(world.specialist, f"{address}/settle").json()["state"] == Difficulty.State.SETTLED
        assert post(world.specialist, f"{address}/settle").status_code == 409


class TestTargets:
    def test_a_target_tells_its_figure_and_takes_a_report_with_evidence(self, world: World, plan: Plan) -> None:
        target = plan.targets.order_by("position")[0]
        address = f"/targets/{target.uid}"
        blank = get(world.office, address).json()
        assert (blank["figure"], blank["verdict"], blank["measure"]) == (None, "no_data", None)

        post(world.office, f"{address}/binding", {"indicator": ""})
        body = {"on": "2026-10-01", "numerator": 96, "denominator": 100, "evidence": "Báo cáo số 12"}
        told = post(world.office, f"{address}/reports", body).json()

        assert (told["measure"], float(told["figure"]), told["evidence"]) == ("by_hand", 96.0, "Báo cáo số 12")
        assert told["from"] == "2026-01-01"

    @pytest.mark.parametrize(
        "wrong",
        [
            {"numerator": 1},
            {"numerator": 9_999_999_999, "denominator": 0.0001},
            {"numerator": 1, "denominator": 0},
            {},
            {"value": 3, "on": "2031-01-01"},
        ],
    )
    def test_a_report_that_says_nothing_is_refused(self, world: World, plan: Plan, wrong: dict[str, Any]) -> None:
        target = plan.targets.order_by("position")[0]
        body = {"on": "2026-10-01", "evidence": "Báo cáo"} | wrong

        assert post(world.office, f"/targets/{target.uid}/reports", body).status_code == 422
        assert not TargetReport.objects.exists()

    def test_a_bound_target_is_not_reported_by_hand(self, world: World, plan: Plan) -> None:
        target = plan.targets.order_by("position")[0]
        bound = post(world.office, f"/targets/{target.uid}/binding", {"indicator": "plans.occurrences_on_time"}).json()
        assert (bound["measure"], bound["bound"]) == ("indicator", "plans.occurrences_on_time")

        body = {"on": "2026-10-01", "value": 1, "evidence": "Báo cáo"}
        assert post(world.office, f"/targets/{target.uid}/reports", body).json()["code"] == "measured"
