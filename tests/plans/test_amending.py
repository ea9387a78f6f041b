"""Changing what was issued: by a numbered document only, with before and after; errors of reading apart."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from tests.factories import approvals as ways
from tests.factories import plan_boards as factory
from tests.factories.approvals import Board

from motcua.documents.services.approvals import send_back
from motcua.kernel import clock
from motcua.kernel.errors import AppError, Invalid, Refused, TransitionRefused
from motcua.kernel.workflow import move
from motcua.plans.models import Amendment, Occurrence, Plan
from motcua.plans.queries import briefing
from motcua.plans.queries.contents import content_at, content_of
from motcua.plans.rules.briefing import span_of
from motcua.plans.services import amending
from motcua.plans.services.results import Proof, hand_in
from motcua.plans.workflow import AMENDMENT, AmendmentState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]
SECOND = factory.TASK | {"no": "2", "task": "Công khai thủ tục", "schedule_text": "Trước ngày 30/11/2026"}


@pytest.fixture
def plan(board: Board) -> Plan:
    return factory.issued(board, factory.drafted(board, tasks=(factory.TASK, SECOND)))


def begun(board: Board, plan: Plan, **others: Any) -> Amendment:
    given = {"title": "Điều chỉnh thời hạn", "reason": "Theo chỉ đạo mới"} | others
    return amending.begin_amendment(plan, actor=board.act("drafter"), **given)


def uid(plan: Plan, no: str) -> str:
    return str(plan.tasks.get(no=no).uid)


def changed(board: Board, plan: Plan, found: Amendment, no: str, **fields: Any) -> Amendment:
    given = next(t for t in content_of(plan)["tasks"] if t["no"] == no) | fields
    return amending.change_item(found, "tasks", uid(plan, no), given, version=found.version, actor=board.act("drafter"))


def put_in_force(board: Board, found: Amendment) -> Amendment:
    approval = amending.submit_amendment(found, actor=board.act("drafter"), version=found.version)
    factory.brought_through(board, approval)
    return Amendment.objects.get(pk=found.pk)


def test_changes_hold_only_once_the_document_has_its_number(board: Board, plan: Plan) -> None:
    found = changed(board, plan, begun(board, plan), "1", schedule_text="Quý I/2027")
    amending.drop_item(found, "tasks", uid(plan, "2"), version=found.version, actor=board.act("drafter"))
    amending.add_item(
        found,
        "tasks",
        SECOND | {"no": "3", "task": "Tập huấn", "lead": "Ban Quản lý"},
        version=found.version,
        actor=board.act("drafter"),
    )
    assert str(plan.tasks.get(no="1").ends_on) == "2026-12-31"

    with clock.frozen(clock.now() + timedelta(days=1)):
        found = put_in_force(board, found)

    assert found.state == AmendmentState.APPLIED and found.number and found.file is not None
    first, second, third = plan.tasks.order_by("position")
    assert (str(first.ends_on), second.dropped_at is not None, third.task) == ("2027-03-31", True, "Tập huấn")
    open_ones = Occurrence.objects.filter(task__plan=plan, voided_at__isnull=True)
    assert {o.task_id for o in open_ones} == {first.pk, third.pk}
    assert [o.due_at.astimezone(clock.ZONE).date().isoformat() for o in open_ones.filter(task=first)] == ["2027-03-31"]
    before = content_at(plan, plan.versions.get(kind="issued").at)
    assert before is not None
    assert [t["no"] for t in before["tasks"]] == ["1", "2"]
    assert [t["no"] for t in content_of(factory.fresh(plan))["tasks"]] == ["1", "3"]


def test_what_a_unit_has_begun_stays_when_its_task_moves(board: Board, plan: Plan) -> None:
    mine = Occurrence.objects.select_related("task__owner", "unit").get(task__plan=plan, task__no="1")
    hand_in(mine, actor=board.act("head"), proofs=[Proof("statement", text="Đã rà soát xong toàn bộ thủ tục")])
    put_in_force(board, changed(board, plan, begun(board, plan), "1", schedule_text="Tháng 11/2026"))

    mine.refresh_from_db()
    assert mine.voided_at is None and mine.state == "handed_in"


def test_a_new_lead_owes_the_task_from_then_on(board: Board, plan: Plan) -> None:
    put_in_force(board, changed(board, plan, begun(board, plan), "1", lead="Sở Nội vụ"))
    rows = Occurrence.objects.filter(task__plan=plan, task__no="1", voided_at__isnull=True)
    assert [o.unit for o in rows] == [board.elsewhere]


def test_one_amendment_at_a_time_and_only_of_a_plan_in_force(board: Board, plan: Plan) -> None:
    begun(board, plan)
    with pytest.raises(Refused, match="chưa xong"):
        begun(board, plan)
    with pytest.raises(Refused, match="đang thực hiện"):
        begun(board, factory.drafted(board, title="Kế hoạch khác").plan)


def test_nothing_changed_is_no_change(board: Board, plan: Plan) -> None:
    with pytest.raises(Invalid):
        changed(board, plan, begun(board, plan), "1")


def test_a_second_change_of_a_task_takes_the_place_of_the_first(board: Board, plan: Plan) -> None:
    found = changed(board, plan, begun(board, plan), "1", schedule_text="Quý I/2027")
    found = changed(board, plan, found, "1", schedule_text="Quý II/2027")
    assert [c["after"]["schedule_text"] for c in found.changes] == ["Quý II/2027"]


def test_returned_it_is_a_draft_with_the_note(board: Board, plan: Plan) -> None:
    found = changed(board, plan, begun(board, plan), "1", schedule_text="Quý I/2027")
    approval = amending.submit_amendment(found, actor=board.act("drafter"), version=found.version)
    send_back(ways.fresh(approval), actor=board.act("head"), note="Nêu rõ lý do")
    found.refresh_from_db()
    assert (found.state, found.return_note) == (AmendmentState.DRAFT, "Nêu rõ lý do")

    again = amending.submit_amendment(found, actor=board.act("drafter"), version=found.version)
    assert again.round == 2


def test_of_two_people_who_change_it_at_once_the_second_is_told(board: Board, plan: Plan) -> None:
    mine = begun(board, plan)
    yours = Amendment.objects.select_related("plan").get(pk=mine.pk)
    changed(board, plan, mine, "1", schedule_text="Quý I/2027")
    with pytest.raises(Refused, match="đã thay đổi từ lúc bạn mở"):
        changed(board, plan, yours, "2", schedule_text="Quý I/2027")


@pytest.mark.any_database
@pytest.mark.parametrize("state", list(AmendmentState))
@pytest.mark.parametrize("verb", list(AMENDMENT.transitions))
def test_each_verb_leads_on_from_the_states_of_the_table_only(
    board: Board, plan: Plan, verb: str, state: AmendmentState
) -> None:
    found = begun(board, plan, kind="amendment")
    columns: dict[str, Any] = (
        {"kind": "correction", "applied_at": clock.now()}
        if state == "applied" or AMENDMENT.transitions[verb].target == "applied"
        else {}
    )
    Amendment.objects.filter(pk=found.pk).update(state=state, **columns)
    found.refresh_from_db()
    if state in AMENDMENT.transitions[verb].sources:
        move(found, AMENDMENT, verb)
        assert found.state == AMENDMENT.transitions[verb].target
    else:
        with pytest.raises(TransitionRefused):
            move(found, AMENDMENT, verb)


@pytest.mark.parametrize("state", [AmendmentState.IN_APPROVAL, AmendmentState.WITHDRAWN])
def test_what_is_no_draft_takes_no_changes(board: Board, plan: Plan, state: AmendmentState) -> None:
    found = begun(board, plan)
    Amendment.objects.filter(pk=found.pk).update(state=state)
    found.refresh_from_db()
    with pytest.raises(AppError):
        changed(board, plan, found, "1", schedule_text="Quý I/2027")
    with pytest.raises(AppError):
        amending.submit_amendment(found, actor=board.act("drafter"), version=found.version)


def test_a_plan_is_not_changed_under_the_name_of_a_correction_without_a_reading(board: Board, plan: Plan) -> None:
    with pytest.raises(Refused, match="lỗi đọc"):
        begun(board, plan, kind="correction")
    with pytest.raises(Refused, match="văn bản điều chỉnh có số"):
        amending.correct(begun(board, plan), actor=board.act("office"), version=1)


def test_a_past_giao_ban_tells_what_an_amendment_moved_since_as_late(board: Board, plan: Plan) -> None:
    mine = Occurrence.objects.get(task__plan=plan, task__no="2")  # due on 30 November
    with clock.frozen(clock.now() + timedelta(days=21)):
        found = begun(board, plan)
        for no in ("1", "2"):
            found = changed(board, plan, found, no, schedule_text="Quý I/2027")
        put_in_force(board, found)
        week = span_of("week", date(2026, 12, 2))
        past, now = (briefing.scope_of(board.office, span) for span in (week, week.following))

        assert (briefing.briefing_of(past).total.late, briefing.briefing_of(now).total.late) == (1, 0)
        (row,) = (briefing.as_told(one, past) for one in briefing.rows_of(briefing.LATE, past))
        assert (row.pk, row.due_at) == (mine.pk, mine.due_at)
