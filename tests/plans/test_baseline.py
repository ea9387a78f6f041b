"""What changed between two dates."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from tests.factories import plan_boards as boards
from tests.factories.approvals import Board

from motcua.kernel import clock
from motcua.plans.queries.baseline import baseline_of
from motcua.plans.services.results import Proof, accept, hand_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]


def test_what_changed_between_two_dates_is_content_and_progress(board: Board) -> None:
    start: datetime = clock.now()
    plan = boards.issued(board)
    work = plan.tasks.get().occurrences.select_related("task__owner", "unit").get()
    with clock.frozen(start + timedelta(days=1)):
        hand_in(work, actor=board.act("head"), proofs=[Proof("statement", text="Đã rà soát xong toàn bộ thủ tục")])
    with clock.frozen(start + timedelta(days=2)):
        work.refresh_from_db()
        accept(work, actor=board.act("leader"))
        states = [
            [
                (m.before, m.after)
                for m in baseline_of(plan, start + timedelta(hours=h), start + timedelta(hours=e)).moved
            ]
            for h, e in ((0, 23), (0, 30), (30, 60), (-24, 60))
        ]
    assert states == [[], [("not_started", "handed_in")], [("handed_in", "accepted")], [("", "accepted")]]
