"""Plans through REST from the first draft to the last day: what is entered stands, what was changed meanwhile is not overwritten."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from tests.factories import plan_boards
from tests.factories.plans import World
from tests.factories.work import get, papers, post

from motcua.organisations.models import Officer
from motcua.plans.models import Assignee, Plan, PlanDraft, PlanRelease
from motcua.plans.queries.contents import content_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage", "standing_plan")]
TASK = {
    "task": "Rà soát quy trình",
    "lead": "Văn phòng",
    "coordinators": ["Phòng Đầu tư"],
    "schedule_text": "Quý II/2027",
}


def begun(world: World) -> str:
    made = post(world.office, "/plans", {"owner": "bql", "title": "Cải cách hành chính năm 2027", "year": 2027})
    assert made.status_code == 201, made.content
    return f"/plans/{made.json()['plan']}"


def done(answer: Any, status: int = 200) -> Any:
    assert answer.status_code == status, answer.content.decode()
    return answer.json()


def test_a_plan_is_drafted_edited_and_sent_on_its_route(world: World) -> None:
    plan = begun(world)
    for place, item in (
        ("/tasks/-", TASK),
        ("/tasks/-", {"task": "Tập huấn", "lead": "Phòng Đầu tư"}),
        ("/targets/-", {"text": "Tỷ lệ đúng hạn", "comparator": ">=", "value": 96.5, "unit": "%"}),
        ("/bases/-", {"words": "Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ"}),
        ("/topics/public/-", {"text": "Nộp hồ sơ trực tuyến"}),
    ):
        draft = done(post(world.office, f"{plan}/draft/items", {"place": place, "item": item}))
    assert draft["content"]["tasks"][0]["schedule"]["kind"] == "quarter"
    assert draft["content"]["targets"][0]["value"] == 96.5
    assert draft["content"]["bases"][0]["number"] == "61/2018/NĐ-CP"

    changed = {"place": "/tasks/0", "item": {"deliverable": "Báo cáo rà soát"}}
    draft = done(post(world.office, f"{plan}/draft/items", changed))
    kept = {name: draft["content"]["tasks"][0][name] for name in (*TASK, "deliverable")}
    assert kept == TASK | {"deliverable": "Báo cáo rà soát"}
    draft = done(post(world.office, f"{plan}/draft/items/move", {"place": "/tasks/1", "to": 0}))
    assert [t["task"] for t in draft["content"]["tasks"]] == ["Tập huấn", "Rà soát quy trình"]
    draft = done(post(world.office, f"{plan}/draft/items/remove", {"place": "/tasks/0"}))
    assert [t["task"] for t in draft["content"]["tasks"]] == ["Rà soát quy trình"]
    head = done(post(world.office, f"{plan}/draft/header", {"starts_on": "2027-02-01", "ends_on": "2027-11-30"}))
    assert head["content"]["document"]["title"] == "Cải cách hành chính năm 2027"
    assert head["content"]["document"]["ends_on"] == "2027-11-30"
    outline = "I. MỤC ĐÍCH\nLàm tốt hơn"
    assert (
        done(post(world.office, f"{plan}/draft/sections", {"text": outline}))["content"]["sections"][0]["label"] == "I"
    )
    edits = done(get(world.office, f"{plan}/draft/edits?limit=2"))
    assert [e["place"] for e in edits["items"]] == ["/sections", "/document"] and edits["next"]

    sent = done(post(world.office, f"{plan}/draft/submit", {"opinion": "Kính trình"}))
    assert sent["state"] == "in_approval"
    assert done(get(world.office, f"/approvals/{sent['approval']}"))["title"] == "Cải cách hành chính năm 2027"
    late = post(world.office, f"{plan}/draft/items", {"place": "/tasks/-", "item": TASK})
    assert (late.status_code, late.json()["code"]) == (409, "not_a_draft")


def test_who_saw_an_older_draft_does_not_overwrite_it(world: World) -> None:
    plan = begun(world)
    seen = get(world.office, f"{plan}/draft")["ETag"]
    body = {"place": "/tasks/-", "item": TASK}
    assert post(world.office, f"{plan}/draft/items", body, **{"If-Match": seen}).status_code == 200
    assert post(world.office, f"{plan}/draft/items", body, **{"If-Match": seen}).status_code == 412
    assert len(done(get(world.office, f"{plan}/draft"))["content"]["tasks"]) == 1


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"place": "/tasks/-", "item": {"words": "Căn cứ"}}, "item.words"),
        ({"place": "/tasks/-", "item": {"lead": "Văn phòng"}}, "task"),
        ({"place": "/reporting/-", "item": {"text": "Báo cáo", "period": "hằng tuần"}}, "period"),
        ({"place": "/sections/0", "item": {}}, "place"),
    ],
)
def test_what_is_wrong_with_an_item_is_said_at_its_field(world: World, body: Any, field: str) -> None:
    answer = post(world.office, f"{begun(world)}/draft/items", body)
    assert (answer.status_code, [e["field"] for e in answer.json()["errors"]]) == (422, [field])


@pytest.mark.parametrize(
    ("body", "field"), [({"owner": "khong-co"}, "owner"), ({"owner": "bql", "issuer": "so-noi-vu"}, "issuer")]
)
def test_a_plan_is_begun_for_a_known_unit_and_in_the_name_of_ones_own_body(world: World, body: Any, field: str) -> None:
    answer = post(world.office, "/plans", body | {"title": "Kế hoạch", "year": 2027})
    assert (answer.status_code, [e["field"] for e in answer.json()["errors"]]) == (422, [field])


def test_next_years_draft_brings_its_proposals(world: World, plan: Plan) -> None:
    made = done(post(world.office, f"/plans/{plan.uid}/next-year"), 201)
    assert made["origin"] == "last_year" and made["content"]["document"]["year"] == 2027
    assert [p["number"] for p in made["proposals"]] == list(range(len(made["proposals"]))) != []

    address = f"/plans/{made['plan']}/draft/proposals/0"
    left = done(post(world.office, address, {"take": False}))
    assert len(left["proposals"]) == len(made["proposals"]) - 1
    again = post(world.office, f"/plans/{plan.uid}/next-year")
    assert (again.status_code, again.json()["code"]) == (409, "drafted_already")


def test_only_what_nobody_took_up_is_drafted_from_a_superior_plan(world: World, plan: Plan) -> None:
    tasks = [str(t.uid) for t in plan.tasks.order_by("position") if t.no == "1"]
    body = {"owner": "bql", "title": "Thực hiện", "tasks": tasks}
    made = done(post(world.office, f"/plans/{plan.uid}/uncovered-draft", body), 201)
    assert [t["task"] for t in made["content"]["tasks"]] == [
        t.task for t in plan.tasks.filter(uid__in=tasks).order_by("position")
    ]
    strange = post(world.office, f"/plans/{plan.uid}/uncovered-draft", body | {"tasks": [str(plan.uid)]})
    assert [e["field"] for e in strange.json()["errors"]] == ["tasks.0"]


def test_opinions_are_asked_answered_decided_and_closed(world: World) -> None:
    plan = begun(world)
    done(post(world.office, f"{plan}/draft/items", {"place": "/tasks/-", "item": TASK}))
    asked = done(
        post(world.office, f"{plan}/draft/opinions", {"units": ["bql-dt", "bql-dt"], "due_on": "2027-01-29"}), 201
    )
    assert [u["unit"] for u in asked["units"]] == ["bql-dt"]
    (waiting,) = done(get(world.office, "/opinions"))["items"]
    given = {"answer": "comments", "comments": [{"place": "/tasks/0", "text": "Lùi sang quý III"}]}
    done(post(world.leader, f"/opinions/{waiting['id']}/answer", given))
    refused = post(world.office, f"{plan}/draft/submit", {})
    assert (refused.status_code, refused.json()["code"]) == (409, "opinions_open")

    (told,) = done(get(world.office, f"{plan}/opinions"))["items"]
    (comment,) = told["units"][0]["comments"]
    verdict = f"/consultations/{asked['id']}/comments/{comment['id']}/verdict"
    silent = post(world.office, verdict, {"verdict": "not_taken"})
    assert [e["field"] for e in silent.json()["errors"]] == ["reason"]
    body = {"verdict": "partly", "reason": "Giữ quý II cho phần đầu"}
    taken = done(post(world.office, verdict, body, **{"If-Match": f'"{comment["version"]}"'}))
    assert taken["units"][0]["comments"][0]["verdict"] == "partly"
    assert post(world.office, verdict, body, **{"If-Match": f'"{comment["version"]}"'}).status_code == 412
    assert done(post(world.office, f"/consultations/{asked['id']}/close"))["state"] == "closed"
    assert post(world.office, f"/consultations/{asked['id']}/close").status_code == 409


def test_a_comment_is_decided_where_it_was_made(world: World, plan: Plan) -> None:
    ids = papers(world, plan)
    other = begun(world)
    done(post(world.office, f"{other}/draft/items", {"place": "/tasks/-", "item": TASK}))
    elsewhere = done(post(world.office, f"{other}/draft/opinions", {"units": ["bql-dt"], "due_on": "2027-01-29"}), 201)
    address = f"/consultations/{elsewhere['id']}/comments/{ids['comment']}/verdict"
    assert post(world.office, address, {"verdict": "taken"}).status_code == 404


def test_an_amendment_changes_adds_and_drops_and_a_correction_is_applied(world: World, plan: Plan) -> None:
    content = content_of(plan)
    task, target = content["tasks"][0], content["targets"][0]
    begin = {"kind": "amendment", "title": "Điều chỉnh", "reason": "Thêm việc"}
    made = done(post(world.office, f"/plans/{plan.uid}/amendments", begin), 201)
    address = f"/amendments/{made['id']}"
    done(post(world.office, f"{address}/add", {"list": "tasks", "item": TASK}))
    done(post(world.office, f"{address}/drop", {"list": "targets", "uid": target["uid"]}))
    body = {"list": "tasks", "uid": task["uid"], "item": {"deliverable": "Sổ rà soát"}}
    told = done(post(world.office, f"{address}/change", body))
    assert [(c["op"], c["list"]) for c in told["changes"]] == [
        ("add", "tasks"),
        ("drop", "targets"),
        ("change", "tasks"),
    ]
    assert told["changes"][2]["after"] == {"deliverable": "Sổ rà soát"}
    told = done(post(world.office, f"{address}/take-out", {"place": 0}))
    assert [c["op"] for c in told["changes"]] == ["drop", "change"]
    assert done(post(world.office, f"{address}/submit"))["state"] == "in_approval"
    assert post(world.office, f"{address}/correct").status_code == 409

    correction = done(post(world.office, f"/plans/{plan.uid}/amendments", begin | {"kind": "correction"}), 201)
    address = f"/amendments/{correction['id']}"
    done(post(world.office, f"{address}/change", body))
    assert done(post(world.office, f"{address}/correct"))["state"] == "applied"
    assert plan.tasks.get(uid=task["uid"]).deliverable == "Sổ rà soát"


def test_the_public_sees_what_was_released_until_it_is_taken_back(world: World, plan: Plan) -> None:
    address = f"/plans/{plan.uid}/release"
    before = get(world.leader, address)
    assert before.json()["released"] is False
    told = done(post(world.leader, address, {"text": True, "targets": "frozen"}, **{"If-Match": before["ETag"]}))
    assert (told["released"], told["text"], told["progress"], told["targets"]) == (True, True, False, "frozen")
    assert told["released_by"] == "Đỗ Lãnh Đạo"
    stale = post(world.leader, f"{address}/end", {}, **{"If-Match": before["ETag"]})
    assert stale.status_code == 412
    assert post(world.leader, address, {}).status_code == 422
    assert done(post(world.leader, f"{address}/end", {"reason": "Đã hết năm"}))["released"] is False
    assert PlanRelease.objects.filter(plan=plan, ended_at__isnull=False).count() == 1


def test_a_plan_is_closed_by_its_table_and_opened_again(world: World, plan: Plan) -> None:
    table = done(get(world.office, f"/plans/{plan.uid}/closing"))
    times = [time for row in table["rows"] for time in row["occurrences"]]
    assert sum(table["counts"].values()) == len(times) > 0
    assert table["counts"]["open"] == sum(t["outcome"] == "open" for t in times)
    assert [t["subject"] for t in table["targets"]] == [t.subject for t in plan.targets.order_by("position")]

    closed = done(post(world.office, f"/plans/{plan.uid}/close", {"reason": "Hết năm"}))
    assert closed["state"] == "closed"
    assert post(world.office, f"/plans/{plan.uid}/close", {"reason": "Hết năm"}).status_code == 409
    assert done(post(world.office, f"/plans/{plan.uid}/reopen", {"reason": "Đóng nhầm"}))["state"] == "issued"
    assert (
        done(post(world.office, f"/plans/{plan.uid}/withdraw", {"reason": "Thay chủ trương"}))["state"] == "withdrawn"
    )


def test_all_that_an_officer_holds_is_handed_over(world: World, plan: Plan) -> None:
    ids = papers(world, plan)
    (holder,) = done(get(world.leader, "/holdings"))["items"]
    assert (UUID(holder["officer"]), holder["unit"], holder["holds"]) == (ids["officer"], "bql-dt", 1)
    (held,) = done(get(world.leader, f"/holdings/{ids['officer']}"))["items"]
    address = f"/holdings/{ids['officer']}/hand-over"
    body = {"to": str(ids["colleague"]), "reason": "Chuyển công tác"}
    stranger = Officer.objects.get(person__user=world.stranger)
    for wrong, field in (({"to": str(stranger.uid)}, "to"), ({"only": [str(plan.uid)]}, "only.0")):
        answer = post(world.leader, address, body | wrong)
        assert (answer.status_code, [e["field"] for e in answer.json()["errors"]]) == (422, [field])

    assert done(post(world.leader, address, body | {"only": [held["occurrence"]]})) == {"moved": 1}
    assert Assignee.objects.get(ended_at__isnull=True).officer.uid == ids["colleague"]
    assert post(world.leader, address, body).status_code == 404


def test_a_draft_takes_the_place_of_a_plan_in_force(world: World, plan: Plan) -> None:
    draft = begun(world)
    done(post(world.office, f"{draft}/draft/replaces", {"plan": str(plan.uid)}))
    assert PlanDraft.objects.get(plan__uid=draft.rsplit("/", 1)[1]).plan.replaces_id == plan.pk
    assert plan_boards.fresh(plan).state == "issued"
