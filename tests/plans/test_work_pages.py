"""Pages and REST of work: who may do what in which state, the same on both faces; what is shown and what changed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories import plans as factory
from tests.factories.plans import World

from motcua.kernel import clock
from motcua.kernel.actors import Actor
from motcua.plans.desk.occurrences import PAGES
from motcua.plans.models import Difficulty, Occurrence, Plan, WorkSource
from motcua.plans.queries.verbs import VERBS
from motcua.plans.rest.verbs import _RUN
from motcua.plans.services import asking, difficulties, results
from motcua.plans.services.results import Proof

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage", "standing_plan")]
SOMEBODY = Actor(None, "Ai đó")
DONE = [Proof("statement", text="Đã niêm yết")]
ROLES = ("office", "specialist", "clerk", "leader", "stranger", "auditor")
MAY: dict[str, set[str]] = {
    "hand_in": {"office", "leader"},
    "prepare": {"office", "specialist"},
    "accept": {"office", "leader"},
    "send_back": {"office", "leader"},
    "decide": {"office", "leader"},
    "start": {"office", "specialist"},
    "assign": {"office", "leader"},
    "hand_over": {"office", "leader"},
    "take_back": {"office", "leader"},
    "confirm_nothing_arose": {"office", "leader"},
    "ask_extension": {"office", "leader"},
    "ask_to_be_let_off": {"office", "leader"},
    "drop_request": {"office", "leader"},
    "ask_input": {"office", "specialist"},
    "answer_urging": {"office", "specialist", "leader"},
    "raise_difficulty": {"office", "specialist", "leader"},
    "name_lead": {"office", "leader"},
    "reopen": {"office", "leader"},
}
"""For an occurrence of the division: who the verb is open to. The specialist belongs to the division, the others to the board."""


@pytest.fixture
def one(plan: Plan) -> Occurrence:
    """What the division owes."""
    return Occurrence.objects.select_related("task__owner", "unit").get(
        task__plan=plan, task__no="3", task__deliverable__isnull=False
    )


def test_every_verb_has_a_page_an_action_of_rest_and_a_row_in_the_matrix() -> None:
    assert set(PAGES) == set(VERBS) == set(_RUN) == set(MAY)


def asked(role: str, turn: int) -> list[str]:
    """The verbs that are open to a role; and of those that are closed one for each kind of right, whose verbs are refused alike: `turn`
    chooses which. A verb's own way to its right, both faces and every role, is walked in `test_matrix.py`.
    """
    closed: dict[str, list[str]] = {}
    for verb in VERBS:
        if role not in MAY[verb]:
            closed.setdefault(VERBS[verb].action, []).append(verb)
    return [verb for verb in VERBS if role in MAY[verb]] + [alike[turn % len(alike)] for alike in closed.values()]


@pytest.mark.parametrize("role", ROLES)
def test_the_page_of_a_verb_opens_for_whom_it_is_granted(world: World, one: Occurrence, role: str) -> None:
    client = factory.signed_in(getattr(world, role))

    for verb in asked(role, 0):
        response = client.get(reverse("plans:occurrence_verb", args=[one.uid, PAGES[verb].slug]))
        refused = 404 if role == "stranger" else 403
        assert response.status_code == (200 if role in MAY[verb] else refused), verb


@pytest.mark.parametrize("role", ROLES)
def test_rest_asks_for_the_same_grants(world: World, one: Occurrence, role: str) -> None:
    client = factory.signed_in(getattr(world, role))

    for verb in asked(role, -1):
        with transaction.atomic():
            response = client.post(f"/api/v1/occurrences/{one.uid}/{verb}", data={}, content_type="application/json")
            transaction.set_rollback(True)
        if role in MAY[verb]:
            assert response.status_code not in {401, 403, 500}, (verb, response.content)
        else:
            assert response.status_code == (404 if role == "stranger" else 403), verb


def test_nobody_gets_in(one: Occurrence) -> None:
    client = factory.signed_in(None)

    assert client.get(reverse("plans:occurrence", args=[one.uid])).status_code == 302
    assert client.get(f"/api/v1/occurrences/{one.uid}").status_code == 401


def test_a_result_is_handed_in_on_the_page_and_accepted_by_another(world: World, one: Occurrence) -> None:
    factory.signed_in(world.leader).post(
        reverse("plans:occurrence_verb", args=[one.uid, "nop-ket-qua"]),
        {"note": "Xong", "statement": "Đã tập huấn 40 người"},
    )
    one.refresh_from_db()
    assert one.state == "handed_in"

    own = factory.signed_in(world.leader).post(
        reverse("plans:occurrence_verb", args=[one.uid, "cong-nhan"]), {"note": ""}
    )
    assert "không tự công nhận" in own.content.decode()
    factory.signed_in(world.office).post(reverse("plans:occurrence_verb", args=[one.uid, "cong-nhan"]), {"note": "Tốt"})

    one.refresh_from_db()
    assert (one.state, one.satisfied_by) == ("accepted", "statement")
    page = factory.signed_in(world.specialist).get(reverse("plans:occurrence", args=[one.uid])).content.decode()
    assert "Đã tập huấn 40 người" in page
    assert "Lê Văn Phòng công nhận lúc" in page


def test_a_result_without_proof_is_told_and_nothing_is_lost(world: World, one: Occurrence) -> None:
    response = factory.signed_in(world.office).post(
        reverse("plans:occurrence_verb", args=[one.uid, "nop-ket-qua"]), {"note": "Chữ đã gõ"}
    )

    assert response.status_code == 200
    assert "Kèm ít nhất một kết quả" in response.content.decode()
    assert "Chữ đã gõ" in response.content.decode()


def test_a_due_date_explains_itself(world: World, one: Occurrence) -> None:
    page = factory.signed_in(world.specialist).get(reverse("plans:occurrence_why", args=[one.uid])).content.decode()

    assert "30/09/2026" in page
    assert "Tháng được nêu tên trong văn bản" in page


def test_the_story_of_requests_inputs_and_difficulties_is_on_the_page(world: World, one: Occurrence) -> None:
    with clock.frozen(one.due_at - timedelta(days=9)):
        asked = asking.ask_extension(one, actor=SOMEBODY, until=date(2026, 10, 15), reason="Chờ giảng viên")
        asking.ask_input(
            one, unit=world.office_unit, question="Có phòng họp không?", due_on=date(2026, 9, 25), actor=SOMEBODY
        )
    asking.refuse_request(asked, actor=Actor(None, "Người duyệt"), note="Không lùi được")
    difficulties.raise_difficulty(one.task, unit=one.unit, occurrence=one, text="Thiếu phòng", actor=SOMEBODY)

    page = factory.signed_in(world.specialist).get(reverse("plans:occurrence", args=[one.uid])).content.decode()

    for words in ("Chờ giảng viên", "Không lùi được", "Có phòng họp không?", "Thiếu phòng", "Quá hạn, chưa trả lời"):
        assert words in page


def test_the_leader_answers_and_the_office_makes_a_task_of_it(world: World, one: Occurrence) -> None:
    made = difficulties.raise_difficulty(one.task, unit=one.unit, occurrence=one, text="Thiếu phòng", actor=SOMEBODY)
    address = reverse("plans:difficulty", args=[made.uid])
    assert factory.signed_in(world.specialist).post(address, {"text": "Tự trả lời"}).status_code == 403

    factory.signed_in(world.leader).post(address, {"text": "Dùng hội trường của Ban"})
    instruction = made.instructions.get()
    factory.signed_in(world.office).post(
        reverse("plans:make_task", args=[made.uid, instruction.uid]),
        {"text": "Bố trí hội trường", "leads": "Văn phòng", "due_on": "30/11/2026"},
    )

    instruction.refresh_from_db()
    made.refresh_from_db()
    assert made.state == Difficulty.State.ANSWERED
    assert instruction.task is not None
    assert instruction.task.occurrences.get().unit == world.office_unit


def test_work_is_given_on_one_page_with_several_tasks(world: World, plan: Plan) -> None:
    client = factory.signed_in(world.office)
    data: dict[str, Any] = {
        "owner": str(world.board.uid),
        "kind": "conclusion",
        "title": "Kết luận giao ban tháng 11",
        "number": "",
        "issuer_name": "",
        "issued_on": "19/11/2026",
        "leader": "",
        "viec-TOTAL_FORMS": "2",
        "viec-INITIAL_FORMS": "0",
        "viec-0-text": "Rà soát quy trình",
        "viec-0-leads": "Phòng Đầu tư",
        "viec-0-due_on": "30/11/2026",
        "viec-1-text": "Tổng hợp",
        "viec-1-leads": "Không có đơn vị này",
        "viec-1-due_on": "30/11/2026",
    }
    wrong = client.post(reverse("plans:give"), data)
    assert "Không rõ “Không có đơn vị này”" in wrong.content.decode()
    assert not WorkSource.objects.exists()

    more = client.post(reverse("plans:give"), data | {"more": "1"}).content.decode()
    assert "Nhiệm vụ 3" in more
    assert "Rà soát quy trình" in more

    client.post(reverse("plans:give"), data | {"viec-1-leads": "Văn phòng"})
    made = WorkSource.objects.get()
    assert made.tasks.count() == 2
    page = client.get(reverse("plans:source", args=[made.uid])).content.decode()
    assert "Phòng Đầu tư" in page


def test_lists_ask_as_often_for_many_as_for_few(world: World, plan: Plan) -> None:
    client = factory.signed_in(world.office)
    client.get(reverse("plans:work"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("plans:work"))
    factory.accepted(world, factory.plan_text("19/KH-KCNĐN").replace("Kiểm soát thủ tục", "Kiểm soát nhiều thủ tục"))

    with CaptureQueriesContext(connection) as many:
        client.get(reverse("plans:work"))

    assert len(many) == len(few)


def test_a_stale_etag_changes_nothing(world: World, one: Occurrence) -> None:
    client = factory.signed_in(world.office)
    etag = client.get(f"/api/v1/occurrences/{one.uid}")["ETag"]
    results.start(one, actor=SOMEBODY)

    response = client.post(
        f"/api/v1/occurrences/{one.uid}/hand_in",
        data={"deliverables": [{"statement": "Xong"}]},
        content_type="application/json",
        headers={"If-Match": etag},
    )

    assert response.status_code == 412


def test_programs_hand_in_and_read_the_story(world: World, one: Occurrence) -> None:
    client = factory.signed_in(world.office)
    body = {"note": "Xong", "deliverables": [{"statement": "Đã tập huấn"}]}

    made = client.post(f"/api/v1/occurrences/{one.uid}/hand_in", data=body, content_type="application/json").json()

    assert made["state"] == "handed_in"
    assert made["hand_ins"][0]["deliverables"][0]["text"] == "Đã tập huấn"
    assert "accept" in made["actions"]
    listed = client.get("/api/v1/occurrences?role=accept").json()["items"]
    assert [o["id"] for o in listed] == [str(one.uid)]
    task = client.get(f"/api/v1/tasks/{one.task.uid}").json()
    assert task["occurrences"][0]["state"] == "handed_in"


def test_programs_raise_a_difficulty_and_read_the_instruction(world: World, one: Occurrence) -> None:
    client = factory.signed_in(world.office)
    made = client.post(
        "/api/v1/difficulties",
        data={"occurrence": str(one.uid), "text": "Thiếu phòng"},
        content_type="application/json",
    )
    assert made.status_code == 201
    uid = made.json()["id"]

    leader = factory.signed_in(world.leader)
    leader.post(
        f"/api/v1/difficulties/{uid}/instructions", data={"text": "Dùng hội trường"}, content_type="application/json"
    )

    assert client.get(f"/api/v1/difficulties/{uid}").json()["instructions"][0]["text"] == "Dùng hội trường"
