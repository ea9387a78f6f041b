"""Drafting a plan, its way to signature, and the plan that comes of it."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from tests.factories import approvals as ways
from tests.factories import plan_boards as factory
from tests.factories.approvals import Board

from motcua.documents.queries.approvals import current_version
from motcua.documents.queries.files import content_of
from motcua.documents.services.approvals import resubmit, send_back, withdraw
from motcua.kernel import events
from motcua.kernel.errors import Forbidden, Invalid, Refused, TransitionRefused
from motcua.kernel.workflow import move
from motcua.plans.models import Occurrence, Plan, PlanDraft, PlanVersion
from motcua.plans.queries.plans import files_of, ref_of
from motcua.plans.services import drafts, issuing
from motcua.plans.services.plans import withdraw_plan
from motcua.plans.workflow import PLAN, PlanState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]


def test_a_draft_goes_over_its_route_to_a_plan_in_force_with_work(board: Board) -> None:
    draft = factory.drafted(board)
    assert Occurrence.objects.count() == 0

    plan = factory.issued(board, draft)

    assert plan.state == PlanState.ISSUED
    assert plan.number and plan.issued_on is not None and plan.signer_name == "Huỳnh Văn Lãnh"
    task = plan.tasks.get()
    assert task.schedule_kind == "quarter" and str(task.ends_on) == "2026-12-31"
    assert [o.unit for o in Occurrence.objects.filter(task=task)] == [board.division]
    assert [f.uid for f in files_of(plan)] == [factory.approval(plan).file.uid]  # type: ignore[union-attr]  # issued
    kinds = [v.kind for v in plan.versions.order_by("number")]
    assert kinds == [PlanVersion.Kind.SUBMITTED, PlanVersion.Kind.ISSUED]
    assert "plan.issued" in [e.kind for e in events.history(ref_of(plan))]


def test_the_paper_on_the_route_holds_the_words_of_the_draft(board: Board) -> None:
    approval = factory.submitted(board)
    paper = docx.Document(io.BytesIO(content_of(current_version(approval).file)))

    words = [c.text for t in paper.tables for r in t.rows for c in r.cells]
    assert "Rà soát thủ tục hành chính" in words


def test_what_is_returned_is_a_draft_again_and_goes_on_a_new_round_with_its_new_words(board: Board) -> None:
    draft = factory.drafted(board)
    approval = factory.submitted(board, draft)
    send_back(approval, actor=board.act("head"), note="Bổ sung sản phẩm")
    draft.plan.refresh_from_db()
    assert draft.plan.state == PlanState.DRAFT

    drafts.edit_item(
        draft, "/tasks/0", factory.TASK | {"deliverable": "Danh mục"}, version=draft.version, actor=board.act("drafter")
    )
    again = issuing.submit_plan(draft, actor=board.act("drafter"), version=draft.version)

    draft.plan.refresh_from_db()
    assert (again.pk, again.round, draft.plan.state) == (approval.pk, 2, PlanState.IN_APPROVAL)


def test_sending_it_again_from_the_approval_takes_the_draft_and_no_other_file(board: Board) -> None:
    draft = factory.drafted(board)
    approval = send_back(factory.submitted(board, draft), actor=board.act("head"), note="Xem lại")
    with pytest.raises(Refused, match="Nội dung kế hoạch"):
        resubmit(ways.fresh(approval), actor=board.act("drafter"), content=ways.draft(board))

    resubmit(ways.fresh(approval), actor=board.act("drafter"))

    draft.plan.refresh_from_db()
    assert draft.plan.state == PlanState.IN_APPROVAL


def test_a_withdrawn_approval_leaves_a_draft(board: Board) -> None:
    draft = factory.drafted(board)
    withdraw(factory.submitted(board, draft), actor=board.act("drafter"), reason="Chờ số liệu")
    draft.plan.refresh_from_db()
    assert draft.plan.state == PlanState.DRAFT


def test_an_empty_draft_says_what_is_missing(board: Board) -> None:
    draft = factory.drafted(board, tasks=())
    with pytest.raises(Invalid) as refused:
        factory.submitted(board, draft)
    assert [e.field for e in refused.value.errors] == ["tasks"]


def test_who_drafted_does_not_sign(board: Board) -> None:
    draft = factory.drafted(board, by="leader")
    approval = issuing.submit_plan(draft, actor=board.act("leader"), version=draft.version)
    with pytest.raises((Forbidden, Refused)):
        ways.sign(board, approval)


EDITS: dict[str, Any] = {
    "header": lambda d, a: drafts.edit_header(d, {"title": "Tên khác", "year": 2026}, version=d.version, actor=a),
    "sections": lambda d, a: drafts.edit_sections(d, "I. MỤC ĐÍCH\nLàm rõ.", version=d.version, actor=a),
    "item": lambda d, a: drafts.edit_item(d, "/tasks/-", factory.TASK, version=d.version, actor=a),
    "out": lambda d, a: drafts.take_out_item(d, "/tasks/0", version=d.version, actor=a),
    "move": lambda d, a: drafts.move_item(d, "/tasks/0", 0, version=d.version, actor=a),
    "submit": lambda d, a: issuing.submit_plan(d, actor=a, version=d.version),
}


@pytest.mark.parametrize("state", list(PlanState))
@pytest.mark.parametrize("edit", EDITS)
def test_only_a_draft_can_be_changed_and_submitted(board: Board, edit: str, state: PlanState) -> None:
    draft = factory.drafted(board)
    number = "1/KH" if state in {PlanState.ISSUED, PlanState.CLOSED} else ""
    Plan.objects.filter(pk=draft.plan.pk).update(state=state, number=number)
    draft.plan.refresh_from_db()
    if state == PlanState.DRAFT:
        EDITS[edit](draft, board.act("drafter"))
        return
    with pytest.raises(Refused):
        EDITS[edit](draft, board.act("drafter"))


@pytest.mark.any_database
@pytest.mark.parametrize("state", list(PlanState))
@pytest.mark.parametrize(
    "verb", ["submit", "send_back", "issue", "close", "reopen", "withdraw", "replace", "give_number"]
)
def test_each_verb_of_a_plan_leads_on_from_the_states_of_the_table_only(
    board: Board, verb: str, state: PlanState
) -> None:
    plan = factory.drafted(board).plan
    Plan.objects.filter(pk=plan.pk).update(state=state, number="1/KH" if state in {"issued", "closed"} else "")
    plan.refresh_from_db()
    columns = {"number": "1/KH"} if verb in {"issue", "give_number"} else {}
    if state in PLAN.transitions[verb].sources:
        move(plan, PLAN, verb, **columns)
        assert plan.state == PLAN.transitions[verb].target
    else:
        with pytest.raises(TransitionRefused):
            move(plan, PLAN, verb, **columns)


def test_of_two_people_who_edit_at_once_the_second_is_told(board: Board) -> None:
    mine = factory.drafted(board)
    yours = PlanDraft.objects.select_related("plan").get(pk=mine.pk)
    drafts.edit_item(
        mine, "/tasks/0", factory.TASK | {"task": "Việc của tôi"}, version=mine.version, actor=board.act("drafter")
    )
    with pytest.raises(Refused, match="đã thay đổi từ lúc bạn mở"):
        drafts.edit_item(
            yours, "/tasks/0", factory.TASK | {"task": "Việc của bạn"}, version=yours.version, actor=board.act("head")
        )

    mine.refresh_from_db()
    assert mine.content["tasks"][0]["task"] == "Việc của tôi"


def test_every_edit_is_kept_with_before_and_after(board: Board) -> None:
    draft = factory.drafted(board)
    drafts.edit_item(
        draft, "/tasks/0", factory.TASK | {"lead": "Văn phòng"}, version=draft.version, actor=board.act("head")
    )
    last = draft.changes.order_by("-number").first()
    assert last is not None
    assert (last.before["lead"], last.after["lead"], last.actor_name) == (
        "Phòng Quản lý Đầu tư",
        "Văn phòng",
        "Phạm Thị Trưởng",
    )


def test_last_year_s_plan_is_moved_by_a_year_and_marks_what_is_unfinished(board: Board) -> None:
    last = factory.issued(board)
    plan = drafts.draft_from_last_year(last, actor=board.act("drafter"))

    draft = plan.draft
    task = draft.content["tasks"][0]
    assert (plan.year, plan.title) == (2027, "Kiểm soát thủ tục hành chính năm 2027")
    assert task["schedule_text"] == "Quý IV/2027" and task["schedule"]["end"] == "2027-12-31"
    assert task["source"]["carried_from"][0].startswith("occurrence:")
    assert [p["after"] for p in draft.proposals] == ["Kiểm soát thủ tục hành chính năm 2027", "Quý IV/2027"]
    with pytest.raises(Refused):
        drafts.draft_from_last_year(last, actor=board.act("drafter"))


def test_a_change_that_the_transfer_made_can_be_undone(board: Board) -> None:
    plan = drafts.draft_from_last_year(factory.issued(board), actor=board.act("drafter"))
    draft = PlanDraft.objects.select_related("plan").get(plan=plan)
    drafts.settle_proposal(draft, 1, take=False, version=draft.version, actor=board.act("drafter"))
    drafts.settle_proposal(draft, 0, take=True, version=draft.version, actor=board.act("drafter"))

    assert draft.proposals == []
    assert draft.content["tasks"][0]["schedule"]["end"] == "2026-12-31"
    assert draft.content["document"]["title"].endswith("2027")


def test_a_draft_that_replaces_a_plan_takes_its_place_when_it_is_issued(board: Board) -> None:
    old = factory.issued(board)
    draft = factory.drafted(board, title="Kế hoạch thay thế")
    issuing.replace_plan(draft, old, actor=board.act("office"))
    old.refresh_from_db()
    assert old.state == PlanState.ISSUED

    factory.issued(board, draft)

    old.refresh_from_db()
    assert old.state == PlanState.REPLACED
    assert not Occurrence.objects.filter(task__plan=old, voided_at__isnull=True).exists()


def test_a_plan_is_closed_and_reopened_with_its_reason(board: Board) -> None:
    plan = factory.issued(board)
    issuing.close_plan(plan, actor=board.act("office"))
    with pytest.raises(Invalid):
        issuing.reopen_plan(plan, actor=board.act("office"), reason=" ")
    issuing.reopen_plan(plan, actor=board.act("office"), reason="Còn báo cáo năm")
    assert plan.state == PlanState.ISSUED
    withdraw_plan(plan, actor=board.act("office"), reason="Thu hồi theo văn bản mới")
    assert plan.state == PlanState.WITHDRAWN
