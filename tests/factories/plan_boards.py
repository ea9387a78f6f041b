"""A board whose plans are drafted here and go their way: the people of `approvals`, with the calendar that due moments need."""

from __future__ import annotations

from typing import Any

from tests.factories import approvals as ways
from tests.factories.approvals import Board

from motcua.documents.models import Approval
from motcua.documents.queries.approvals import approval_of
from motcua.documents.rules.routes import Act
from motcua.documents.services.issuing import issue
from motcua.kernel.refs import Ref
from motcua.organisations.models import COUNTRY, Calendar
from motcua.plans.models import Plan, PlanDraft
from motcua.plans.queries.plans import ref_of
from motcua.plans.services import drafts, issuing

TASK = {
    "no": "1",
    "task": "Rà soát thủ tục hành chính",
    "lead": "Phòng Quản lý Đầu tư",
    "deliverable": "Báo cáo rà soát",
    "schedule_text": "Quý IV/2026",
}


def build() -> Board:
    Calendar.objects.get_or_create(code=COUNTRY, defaults={"name": "Lịch làm việc của cơ quan hành chính nhà nước"})
    return ways.build_board()


def drafted(
    board: Board, by: str = "drafter", *, tasks: tuple[dict[str, Any], ...] = (TASK,), **others: Any
) -> PlanDraft:
    """A draft of the board with tasks."""
    given: dict[str, Any] = {"title": "Kiểm soát thủ tục hành chính năm 2026", "year": 2026} | others
    plan = drafts.begin_draft(board.board, actor=board.act(by), issuer=board.board, **given)
    draft = PlanDraft.objects.select_related("plan__owner", "plan__issuer").get(plan=plan)
    for task in tasks:
        drafts.edit_item(draft, "/tasks/-", task, version=draft.version, actor=board.act(by))
    return draft


def submitted(board: Board, draft: PlanDraft | None = None) -> Approval:
    draft = draft or drafted(board)
    return issuing.submit_plan(draft, actor=board.act("drafter"), version=draft.version)


def brought_through(board: Board, approval: Approval) -> Approval:
    """Signed and numbered by the usual people."""
    return issue(ways.brought_to(board, Act.ISSUE, approval), actor=board.act("clerk"), series=board.book)


def issued(board: Board, draft: PlanDraft | None = None) -> Plan:
    """A plan that came into force on its route."""
    draft = draft or drafted(board)
    brought_through(board, submitted(board, draft))
    return fresh(draft.plan)


def fresh(plan: Plan) -> Plan:
    return Plan.objects.select_related("owner", "issuer", "reading", "replaces").get(pk=plan.pk)


def approval(subject: Plan | Ref) -> Approval:
    found = approval_of(subject if isinstance(subject, Ref) else ref_of(subject))
    assert found is not None
    return found
