"""Two who act on one approval at once: one wins, the other is told; and whatever people try, the promises of the route hold."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories.approvals import (
    Board,
    brought_to,
    build_board,
    draft,
    fresh,
    in_state,
    sign,
    signed_scan,
    submitted,
)
from tests.factories.documents import in_threads

from motcua.documents.models import Approval, ApprovalDecision, ApprovalSignature, IssuedNumber
from motcua.documents.queries.approvals import approval_for, open_step_of
from motcua.documents.rules.routes import Act
from motcua.documents.services.approvals import approve, redirect, resubmit, send_back, sign_on_paper, withdraw
from motcua.documents.services.issuing import issue
from motcua.kernel import events
from motcua.kernel.errors import AppError, TransitionRefused
from motcua.organisations.models import User

pytestmark = [pytest.mark.usefixtures("storage")]


def both(first: Callable[[], object], second: Callable[[], object]) -> list[object]:
    return in_threads(lambda n: (first, second)[n](), 2)


def one_wins(results: list[object]) -> None:
    lost = [r for r in results if isinstance(r, Exception)]
    assert len(lost) == 1, results
    assert isinstance(lost[0], AppError), lost


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_wins_and_the_other_is_told() -> None:
    board = build_board()
    approval = submitted(board)
    head, drafter = board.act("head"), board.act("drafter")

    one_wins(
        both(
            lambda: approve(fresh(approval), actor=head),
            lambda: withdraw(fresh(approval), actor=drafter, reason="Trình nhầm"),
        )
    )

    assert fresh(approval).state in {"on_route", "withdrawn"}
    assert events.verify() is None


@pytest.mark.django_db(transaction=True)
def test_one_who_clicks_twice_approves_once() -> None:
    board = build_board()
    approval = submitted(board)
    head = board.act("head")
    seen = [fresh(approval), fresh(approval)]

    one_wins(both(lambda: approve(seen[0], actor=head), lambda: approve(seen[1], actor=head)))

    assert ApprovalDecision.objects.count() == 1
    step = open_step_of(fresh(approval))
    assert step is not None
    assert step.act == Act.CHECK


@pytest.mark.django_db(transaction=True)
def test_two_clerks_at_once_give_one_number() -> None:
    board = build_board()
    approval = brought_to(board, Act.ISSUE)
    clerk = board.act("clerk")
    seen = [fresh(approval), fresh(approval)]

    one_wins(
        both(
            lambda: issue(seen[0], actor=clerk, series=board.book),
            lambda: issue(seen[1], actor=clerk, series=board.book),
        )
    )

    assert list(IssuedNumber.objects.values_list("text", flat=True)) == ["01/KH-KCNĐN"]
    board.book.refresh_from_db()
    assert board.book.last == 1


@pytest.mark.django_db(transaction=True)
def test_two_signatures_at_once_leave_one() -> None:
    board = build_board()
    approval = brought_to(board, Act.SIGN)
    office, deputy = board.act("office"), board.officer("deputy")
    scans = [signed_scan(board), signed_scan(board)]
    day = fresh(approval).submitted_at.date()

    one_wins(
        in_threads(
            lambda n: sign_on_paper(
                fresh(approval), actor=office, scan=scans[n], signed_on=day, capacity="", signer=deputy
            ),
            2,
        )
    )

    assert ApprovalSignature.objects.count() == 1


@pytest.mark.django_db
def test_who_saw_an_older_state_is_told(board: Board) -> None:
    approval = submitted(board)
    seen = fresh(approval)
    approve(approval, actor=board.act("head"))

    with pytest.raises(TransitionRefused):
        withdraw(seen, actor=board.act("drafter"), reason="Trình nhầm")

    assert fresh(approval).state == "on_route"


@pytest.fixture
def board(db: None) -> Board:
    return build_board()


PEOPLE = ["drafter", "head", "office", "leader", "deputy", "clerk", "colleague", "stranger"]
MOVES: dict[str, Callable[[Board, Approval, str], Any]] = {
    "approve": lambda b, a, who: approve(a, actor=b.act(who)),
    "send_back": lambda b, a, who: send_back(a, actor=b.act(who), note="Sửa"),
    "redirect": lambda b, a, who: redirect(a, actor=b.act(who), to=b.officer("office")),
    "sign": lambda b, a, who: sign(b, a, by=who, scan=signed_scan(b)),
    "issue": lambda b, a, who: issue(a, actor=b.act(who), series=b.book),
    "resubmit": lambda b, a, who: resubmit(a, actor=b.act(who), content=draft(b)),
    "withdraw": lambda b, a, who: withdraw(a, actor=b.act(who), reason="Rút"),
}
# people try what is theirs more often than anything, else no example gets far
LIKELY = [("approve", "head"), ("approve", "office"), ("sign", "clerk"), ("issue", "clerk"), ("resubmit", "drafter")]
attempts = st.one_of(st.sampled_from(LIKELY), st.tuples(st.sampled_from(sorted(MOVES)), st.sampled_from(PEOPLE)))


@pytest.mark.any_database
@pytest.mark.django_db
@settings(
    max_examples=20,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # each example has an approval of its own
)
@given(st.sampled_from(["drafter", "head", "leader"]), st.lists(attempts, max_size=14))
def test_whatever_people_try_the_promises_hold(board: Board, drafter: str, tried: list[tuple[str, str]]) -> None:
    approval = submitted(board, by=drafter)
    for verb, who in tried:
        before = fresh(approval)
        try:
            MOVES[verb](board, approval_for(User.objects.get(pk=board.people[who].pk), approval.uid, verb), who)
        except AppError:
            after = fresh(approval)
            assert (after.state, after.version) == (before.state, before.version)
        _promises(fresh(approval))
    assert events.verify() is None


def _promises(approval: Approval) -> None:
    steps = list(approval.steps.filter(round=approval.round).order_by("position"))
    opened = [s for s in steps if s.state == "open"]
    assert len(opened) == (approval.state in {"on_route", "signed"})
    if opened:
        assert all(s.state in {"done", "skipped"} for s in steps if s.position < opened[0].position)
        assert all(s.state == "waiting" for s in steps if s.position > opened[0].position)
        assert (opened[0].act == Act.ISSUE) == (approval.state == "signed")
    decided = list(approval.decisions.select_related("officer", "version").order_by("pk"))
    assert all(d.officer_id != approval.drafter_id for d in decided if d.verb in {"approve", "sign"})
    assert all(d.sha256 == d.version.sha256 for d in decided)
    agreed = [(d.version_id, d.officer_id) for d in decided if d.verb == "approve"]
    assert all(a != b for a, b in pairwise(agreed))
    assert all(s.signer_id != approval.drafter_id for s in approval.signatures.all())
    assert (approval.state == "issued") == bool(approval.number)
    assert IssuedNumber.objects.filter(document=approval.subject).count() == (approval.state == "issued")


@pytest.mark.django_db
def test_an_issued_document_never_changes(board: Board) -> None:
    approval = in_state(board, "issued")
    before = Approval.objects.filter(pk=approval.pk).values().get()

    for verb, move in MOVES.items():
        for who in PEOPLE:
            with pytest.raises(AppError):
                move(board, fresh(approval), who)
            assert Approval.objects.filter(pk=approval.pk).values().get() == before, (verb, who)
