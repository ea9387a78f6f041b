"""Drafts, opinions and amendments through REST: who reads, who answers for a unit, what is told when it cannot be."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.factories import plan_boards
from tests.factories.approvals import Board

from motcua.kernel import clock, delivery
from motcua.kernel.actors import SYSTEM
from motcua.messages.models import Message
from motcua.organisations.models import Officer
from motcua.organisations.services.accounts import create_officer
from motcua.organisations.services.tokens import create_token
from motcua.plans.models import Consulted
from motcua.plans.queries import recipients
from motcua.plans.queries.contents import content_of
from motcua.plans.services import amending, opinions
from motcua.plans.services.notices import remind_others

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]


@pytest.fixture
def asked(board: Board) -> Consulted:
    """The division is asked for its opinion on a draft."""
    draft = plan_boards.drafted(board)
    made = opinions.ask_opinions(
        draft, units=[board.division], due_on=clock.today() + timedelta(days=5), actor=board.act("drafter")
    )
    return made.consulted.get()


def token_of(board: Board, unit: Any, role: str, name: str) -> dict[str, str]:
    user = create_officer(name, username=name, unit=unit, role=role, actor=SYSTEM, on=clock.today()).user
    officer = Officer.objects.get(person__user=user)
    return {"Authorization": f"Bearer {create_token(officer, actor=SYSTEM, scopes=['*:write'])[1]}"}


def answered(asked: Consulted, headers: dict[str, str], body: dict[str, Any]) -> Any:
    return Client().post(f"/api/v1/opinions/{asked.uid}/answer", body, content_type="application/json", headers=headers)


@pytest.mark.parametrize(
    ("role", "status"),
    [("office", 200), ("head", 200), ("leader", 200), ("specialist", 404), ("auditor", 404), ("registry_clerk", 404)],
)
def test_who_answers_for_a_unit(board: Board, asked: Consulted, role: str, status: int) -> None:
    headers = token_of(board, board.division, role, "nguoi-tra-loi")

    answer = answered(asked, headers, {"answer": "agrees"})

    assert answer.status_code == status
    assert Consulted.objects.get(pk=asked.pk).answer == ("agrees" if status == 200 else "")
    if status != 200:
        assert answer["Content-Type"] == "application/problem+json"


def test_comments_name_their_place_and_what_is_missing_is_told(board: Board, asked: Consulted) -> None:
    headers = token_of(board, board.division, "head", "truong-phong")
    empty = answered(asked, headers, {"answer": "comments"})
    assert (empty.status_code, empty["Content-Type"]) == (422, "application/problem+json")

    given = answered(
        asked, headers, {"answer": "comments", "comments": [{"place": "/tasks/0", "text": "Lùi sang quý sau"}]}
    )

    assert given.status_code == 200
    drafter = {"Authorization": token_of(board, board.board, "office", "van-phong")["Authorization"]}
    plan = asked.consultation.plan
    (told,) = Client().get(f"/api/v1/plans/{plan.uid}/opinions", headers=drafter).json()["items"]
    (unit,) = told["units"]
    assert (unit["answer"], unit["silent"]) == ("comments", False)
    assert [(c["place"], c["text"]) for c in unit["comments"]] == [("/tasks/0", "Lùi sang quý sau")]
    draft = Client().get(f"/api/v1/plans/{plan.uid}/draft", headers=drafter)
    assert draft.json()["content"]["tasks"][0]["task"] == plan_boards.TASK["task"]
    assert Client().get("/api/v1/opinions", headers=headers).json()["items"] == []


def test_units_are_told_that_they_are_asked_reminded_and_who_asked_hears_of_answers_and_silence(
    board: Board, asked: Consulted
) -> None:
    def told(template: str) -> int:
        return Message.objects.filter(template=f"plans.{template}", channel="in_product").count()

    delivery.deliver_due(limit=500)
    delivery.deliver_due(limit=500)
    assert told("opinions_asked") >= 1
    assert Message.objects.filter(template="plans.opinions_asked").first().subject == f"opinion_request:{asked.uid}"  # type: ignore[union-attr]  # asserted above

    with clock.frozen(clock.now() + timedelta(days=4)):
        remind_others()
        count = told("opinions_due")
        remind_others()
        assert told("opinions_due") == count >= 1
    with clock.frozen(clock.now() + timedelta(days=6)):
        remind_others()
        assert told("opinions_silent") == 1

    opinions.answer(asked, answer="agrees", comments=(), version=asked.version, actor=board.act("head"))
    delivery.deliver_due(limit=500)
    assert told("opinion_given") == 1
    with clock.frozen(clock.now() + timedelta(days=12)):
        assert remind_others() == 0


def test_an_amendment_is_read_through_rest_and_told_to_the_leads_it_changes(board: Board) -> None:
    plan = plan_boards.issued(board)
    task = plan.tasks.get()
    given = content_of(plan)["tasks"][0] | {"deliverable": "Báo cáo rà soát và phụ lục"}
    made = amending.begin_amendment(
        plan, title="Điều chỉnh kế hoạch", reason="Thay đổi thời gian", actor=board.act("drafter")
    )
    amending.change_item(
        made,
        "tasks",
        str(task.uid),
        given,
        version=made.version,
        actor=board.act("drafter"),
    )
    headers = token_of(board, board.board, "office", "van-phong")

    (listed,) = Client().get(f"/api/v1/amendments?plan={plan.uid}", headers=headers).json()["items"]

    assert (listed["state"], listed["changes"][0]["op"]) == ("draft", "change")
    assert Client().get(f"/api/v1/amendments/{listed['id']}", headers=headers).status_code == 200
    amending.submit_amendment(made, actor=board.act("drafter"), version=made.version)
    delivery.deliver_due(limit=500)
    delivery.deliver_due(limit=500)
    (unit,) = task.units.filter(role="lead").values_list("unit", flat=True)
    heads = {one.person.name for one in recipients.of_unit(unit, clock.today(), "occurrences.hand_in")}
    told = Message.objects.filter(template="plans.amendment_submitted", channel="in_product")
    assert {row.officer.person.name for row in told.select_related("officer__person") if row.officer} == heads
