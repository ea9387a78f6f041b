"""A letter that urges goes the route of letters, is signed and numbered, and is sent by that."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.factories import plan_boards
from tests.factories.approvals import Board

from motcua.kernel import clock, events
from motcua.kernel.errors import Refused
from motcua.plans import events as kinds
from motcua.plans.models import Occurrence, UrgingLetter
from motcua.plans.queries.work import occurrence_ref, task_ref
from motcua.plans.services import urging as services

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]


def test_a_letter_goes_its_route_and_is_sent_with_its_number(board: Board) -> None:
    task = plan_boards.TASK | {"schedule_text": "Tháng 10/2026"}
    plan = plan_boards.issued(board, plan_boards.drafted(board, tasks=(task,)))
    late = list(Occurrence.objects.select_related("task__owner").filter(task__plan=plan))
    made = services.draft_letter(
        owner=board.board, occurrences=late, answer_by=clock.today() + timedelta(days=5), actor=board.act("drafter")
    )
    approval = services.submit_letter(made, actor=board.act("drafter"))
    assert UrgingLetter.objects.get().state == "in_approval"
    with pytest.raises(Refused):
        services.submit_letter(UrgingLetter.objects.get(), actor=board.act("drafter"))
    plan_boards.brought_through(board, approval)

    found = UrgingLetter.objects.get()
    assert (found.state, found.number != "", found.sent_at is not None) == ("sent", True, True)
    for subject in (occurrence_ref(late[0]), task_ref(late[0].task)):
        told = [e for e in events.history(subject) if e.kind == kinds.URGED]
        assert [e.payload["number"] for e in told] == [found.number]
