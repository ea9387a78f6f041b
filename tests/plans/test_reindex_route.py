"""Drafts, documents on their route and issued ones are made findable again by the same words."""

from __future__ import annotations

import pytest
from tests.factories import plan_boards
from tests.factories.approvals import Board
from tests.factories.index import emptied, kept

from motcua.kernel import search

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]


def test_documents_on_their_route_and_issued_are_found_again(board: Board) -> None:
    plan_boards.submitted(board)
    plan_boards.issued(board, plan_boards.drafted(board, title="Kế hoạch đã ban hành năm 2026"))
    before = kept()
    emptied()

    list(search.reindex())

    assert kept() == before
