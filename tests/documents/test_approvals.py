"""Trình ký: the route step by step, versions and decisions, four eyes, what is told upwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.factories.approvals import (
    Board,
    Shelf,
    a_package_with_records,
    brought_to,
    draft,
    fresh,
    in_state,
    person,
    sign,
    signed_scan,
    submit_record,
    submitted,
)

from motcua.documents.models import Approval, ApprovalDecision, ApprovalStep, IssuedNumber, OutgoingDocument
from motcua.documents.permissions import may_read_approval, readable_approvals
from motcua.documents.queries.approvals import (
    approval_for,
    approval_of,
    approvals_of,
    current_version,
    live_approvals,
    open_step_of,
    ref_of,
    returned_to,
    signature_of,
    story_of,
    waiting_for,
)
from motcua.documents.queries.holders import barred, eligible
from motcua.documents.queries.numbers import number_of
from motcua.documents.rules.routes import Act
from motcua.documents.services.approvals import approve, move_approvals, redirect, resubmit, send_back, submit, withdraw
from motcua.documents.services.issuing import issue
from motcua.documents.services.numbers import take_number
from motcua.documents.workflow import APPROVAL, ApprovalState
from motcua.kernel import clock, events, registries
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import AppError, Forbidden, Invalid, Refused, TransitionRefused
from motcua.kernel.refs import Ref
from motcua.organisations.models import Officer
from motcua.organisations.services.delegations import delegate
from motcua.organisations.services.people import end_officer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    with a_package_with_records() as there:
        yield there


def waiting(board: Board) -> set[str]:
    """For whom something waits."""
    return {name for name, user in board.people.items() if waiting_for(user).exists()}


def kinds(approval: Approval) -> list[str]:
    """What its trail tells, the first first."""
    return [e.kind.partition(".")[2] for e in sorted(events.history(ref_of(approval)), key=lambda e: e.sequence)]


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
    assert (approval.state, approval.number, approval.issued_on) == ("issued", "01/KH-KCNĐN", date(2026, 11, 20))
    line = IssuedNumber.objects.get()
    assert (line.document, line.signer, line.file) == (approval.subject, "Huỳnh Văn Lãnh", approval.file)
    assert kinds(approval) == [
        "submitted", "step_opened", "approved", "step_opened", "approved", "step_opened", "signed", "step_opened", "issued",
    ]  # fmt: skip
    assert events.verify() is None


def test_the_officers_own_document_keeps_how_it_was_issued(board: Board) -> None:
    approval = in_state(board, ApprovalState.ISSUED)

    document = OutgoingDocument.objects.get()
    assert (document.number, document.issued_on, document.signer, document.capacity, document.file) == (
        "01/KH-KCNĐN", date(2026, 11, 20), "Huỳnh Văn Lãnh", "", approval.file,
    )  # fmt: skip
    assert number_of(Ref.to("outgoing_document", document.uid)) == approval.line


def test_every_decision_names_the_exact_version_that_was_seen(board: Board) -> None:
    approval = submitted(board)
    first = current_version(approval)
    approve(approval, actor=board.act("head"))
    send_back(approval, actor=board.act("office"), note="Thiếu phụ lục")
    resubmit(approval, actor=board.act("drafter"), content=draft(board, "Có phụ lục"), opinion="Đã bổ sung phụ lục")
    second = current_version(approval)
    approve(approval, actor=board.act("head"))

    seen = list(ApprovalDecision.objects.order_by("pk").values_list("verb", "version__round", "sha256"))
    assert first.sha256 != second.sha256
    assert seen == [("approve", 1, first.sha256), ("send_back", 1, first.sha256), ("approve", 2, second.sha256)]
    assert [(r.version.round, r.version.opinion, [t.step.state for t in r.steps]) for r in story_of(approval)] == [
        (2, "Đã bổ sung phụ lục", ["done", "open", "waiting", "waiting"]),
        (1, "", ["done", "returned", "dropped", "dropped"]),
    ]


VERBS: dict[str, Any] = {
    "approve": lambda b, a: approve(a, actor=b.act("head")),
    "send_back": lambda b, a: send_back(a, actor=b.act("clerk" if a.state == "signed" else "head"), note="Sửa lại"),
    "redirect": lambda b, a: redirect(a, actor=b.act("head"), to=b.officer("office")),
    "redirect_issue": lambda b, a: redirect(a, actor=b.act("clerk"), to=_second_clerk(b)),
    "sign": lambda b, a: sign(b, brought_to(b, Act.SIGN, a)),
    "resubmit": lambda b, a: resubmit(a, actor=b.act("drafter"), content=draft(b)),
    "issue": lambda b, a: issue(a, actor=b.act("clerk"), series=b.book),
    "withdraw": lambda b, a: withdraw(a, actor=b.act("drafter"), reason="Không trình nữa"),
}


def _second_clerk(board: Board) -> Any:
    person("Mai Thị Văn", board.board, "registry_clerk")
    return Officer.objects.select_related("person").get(person__name="Mai Thị Văn")


@pytest.mark.any_database
@pytest.mark.parametrize("state", list(ApprovalState))
@pytest.mark.parametrize("verb", list(APPROVAL.transitions))
def test_each_verb_leads_from_its_states_and_from_no_other(board: Board, verb: str, state: str) -> None:
    approval = in_state(board, state)
    before, count = fresh(approval), len(kinds(approval))

    if state in APPROVAL.transitions[verb].sources:
        VERBS[verb](board, approval)
        after = fresh(approval)
        assert after.state == APPROVAL.transitions[verb].target
        assert after.version > before.version
    elif verb == "redirect_issue" and state == "on_route":
        with pytest.raises(Invalid):  # the clerk does not review
            VERBS[verb](board, approval)
    elif verb == "redirect" and state == "signed":
        with pytest.raises(Invalid):  # the office does not give numbers
            VERBS[verb](board, approval)
    else:
        with pytest.raises((TransitionRefused, AssertionError)):
            VERBS[verb](board, approval)
        after = fresh(approval)
        assert (after.state, after.version, len(kinds(approval))) == (before.state, before.version, count)
    assert events.verify() is None


def test_all_states_are_known_here() -> None:
    assert set(VERBS) == set(APPROVAL.transitions)


# Four eyes ------------------------------------------------------------------------------------------------------------


def test_a_head_who_drafts_is_passed_over_and_the_trail_says_so(board: Board) -> None:
    approval = submitted(board, by="head")

    assert waiting(board) == {"office"}
    assert kinds(approval) == ["submitted", "step_skipped", "step_opened"]


def test_a_leader_who_drafts_does_not_sign_neither_by_themselves_nor_by_another_hand(board: Board) -> None:
    approval = submitted(board, by="leader")
    approve(approval, actor=board.act("office"))

    assert waiting(board) == {"deputy"}
    for signer in ({"signer": board.officer("leader")}, {"signer": None, "signer_name": "huỳnh văn lãnh"}):
        with pytest.raises(Refused) as refused:
            sign(board, approval, by="clerk", **signer)
        assert refused.value.code == "four_eyes"
    with pytest.raises(Refused) as refused:
        sign(board, approval, by="leader", signer=board.officer("deputy"))
    assert refused.value.code == "four_eyes"
    sign(board, approval, by="clerk", signer=board.officer("deputy"))
    assert fresh(approval).state == "signed"


def test_who_stands_in_for_a_leader_who_drafted_signs_no_more_than_the_leader(board: Board) -> None:
    approval = submitted(board, by="leader")
    approve(approval, actor=board.act("office"))
    delegate(
        board.officer("leader"), board.officer("head"), starts=date(2026, 11, 20), ends=date(2026, 11, 25),
        actor=board.act("leader"), reason="Đi họp",
    )  # fmt: skip

    assert "head" not in waiting(board)
    with pytest.raises(Forbidden):
        approval_for(board.head, approval.uid, "sign")


def test_nobody_signs_for_an_absent_leader_but_reviews_are_done_for_an_absent_head(board: Board) -> None:
    approval = submitted(board)
    delegate(
        board.officer("head"), board.officer("colleague"), starts=date(2026, 11, 20), ends=date(2026, 11, 25),
        actor=board.act("head"), reason="Nghỉ phép",
    )  # fmt: skip
    assert waiting(board) == {"head", "colleague"}

    approve(approval, actor=board.act("colleague"), note="Thay trưởng phòng")

    decision = ApprovalDecision.objects.get()
    assert (decision.officer, decision.instead_of) == (board.officer("colleague"), board.officer("head"))
    assert may_read_approval(board.colleague, approval)
    brought_to(board, Act.SIGN, approval)
    delegate(
        board.officer("leader"), board.officer("office"), starts=date(2026, 11, 20), ends=date(2026, 11, 25),
        actor=board.act("leader"), reason="Đi công tác",
    )  # fmt: skip
    assert waiting(board) == {"leader", "deputy"}


def test_the_drafter_who_stands_in_for_the_head_does_not_approve_their_own_draft(board: Board) -> None:
    approval = submitted(board)
    delegate(
        board.officer("head"), board.officer("drafter"), starts=date(2026, 11, 20), ends=date(2026, 11, 25),
        actor=board.act("head"), reason="Nghỉ phép",
    )  # fmt: skip

    with pytest.raises(Refused) as refused:
        approve(approval, actor=board.act("drafter"))

    assert refused.value.code == "four_eyes"


def test_nobody_approves_twice_in_a_row(board: Board) -> None:
    approval = submitted(board)
    redirect(approval, actor=board.act("head"), to=board.officer("office"))
    approve(approval, actor=board.act("office"))

    assert open_step_of(approval).act == Act.SIGN  # type: ignore[union-attr]  # one is open
    assert kinds(approval)[-2:] == ["step_skipped", "step_opened"]


def test_who_approved_last_is_not_named_as_signer(board: Board) -> None:
    approval = submitted(board)
    approve(approval, actor=board.act("head"))
    redirect(approval, actor=board.act("office"), to=board.officer("leader"))
    approve(approval, actor=board.act("leader"))

    assert waiting(board) == {"deputy"}
    with pytest.raises(Refused) as refused:
        sign(board, approval, by="clerk")
    assert refused.value.code == "same_person"


# Whom a step waits for ------------------------------------------------------------------------------------------------


def test_a_step_is_nobody_elses(board: Board) -> None:
    approval = submitted(board)

    for name in set(board.people) - {"head", "drafter"}:
        with pytest.raises(Forbidden):
            approve(approval, actor=board.act(name))
        with pytest.raises(Forbidden):
            send_back(approval, actor=board.act(name), note="Không phải việc của tôi")
    with pytest.raises(Forbidden):
        approve(approval, actor=SYSTEM)


def test_a_redirected_step_waits_for_the_one_it_was_given_to_and_nobody_else(board: Board) -> None:
    approval = submitted(board)

    redirect(approval, actor=board.act("head"), to=board.officer("leader"), note="Việc lớn, xin lãnh đạo xem")

    assert waiting(board) == {"leader"}
    with pytest.raises(Forbidden):
        approve(approval, actor=board.act("head"))
    step = open_step_of(approval)
    assert step is not None
    assert {o.person.name for o in eligible(step, on=clock.today(), without=barred(step))} == {
        "Phạm Thị Trưởng", "Trần Văn Phòng", "Ngô Thị Phó",
    }  # fmt: skip
    for name in ("stranger", "drafter", "leader", "clerk"):
        with pytest.raises(Invalid):
            redirect(approval, actor=board.act("leader"), to=board.officer(name))


def test_a_step_whose_holder_left_goes_to_whoever_holds_the_role_and_not_to_the_former_one(board: Board) -> None:
    approval = submitted(board)
    hand_on = registries.periodics["documents.unheld_steps"].run
    assert hand_on() == {"handed_on": 0}

    end_officer(board.officer("head"), on=date(2026, 11, 20), actor=SYSTEM)
    assert waiting(board) == set()
    assert hand_on() == {"handed_on": 0}
    board.people["new_head"] = person("Lý Trưởng Mới", board.division, "head")

    assert hand_on() == {"handed_on": 1}
    assert waiting(board) == {"new_head"}
    assert kinds(approval)[-1] == "step_opened"
    assert hand_on() == {"handed_on": 0}


def test_where_nobody_may_sign_the_step_waits_and_the_office_hands_it_on(board: Board) -> None:
    for name in ("leader", "deputy"):
        end_officer(board.officer(name), on=date(2026, 11, 20), actor=SYSTEM)
    approval = brought_to(board, Act.SIGN)
    assert waiting(board) == set()

    above = person("Cao Thị Cấp Trên", board.province, "leader")
    with pytest.raises(Invalid):
        redirect(approval, actor=board.act("office"), to=board.officer("head"))
    approval = approval_for(board.office, approval.uid, "redirect")
    redirect(approval, actor=board.act("office"), to=Officer.objects.get(person__user=above))
    assert waiting_for(above).count() == 1


# Sending back, withdrawing, submitting ---------------------------------------------------------------------------------


def test_a_return_needs_its_reason_tells_the_package_and_comes_back_to_the_drafter(board: Board, shelf: Shelf) -> None:
    approval = submit_record(board)

    with pytest.raises(Invalid):
        send_back(approval, actor=board.act("head"), note="  ")
    send_back(approval, actor=board.act("head"), note="Thiếu kinh phí")

    assert shelf.returned == [("a", "Thiếu kinh phí")]
    assert list(returned_to(board.drafter)) == [approval]
    assert waiting(board) == set()


def test_a_new_round_renders_the_record_afresh(board: Board, shelf: Shelf) -> None:
    approval = send_back(submit_record(board), actor=board.act("head"), note="Sửa")
    shelf.content = draft(board, "Bản mới")

    again = submit(
        Ref("approved_record", "a"), kind="plan", title="Kế hoạch năm", unit=board.board, content=shelf.content,
        actor=board.act("drafter"),
    )  # fmt: skip

    assert (again.pk, again.round, again.state) == (approval.pk, 2, "on_route")
    send_back(again, actor=board.act("head"), note="Sửa nữa")
    shelf.content = draft(board, "Bản mới nữa")
    resubmit(again, actor=board.act("drafter"))
    assert current_version(again).file == shelf.content
    assert [uid for uid, _file in shelf.resubmitted] == ["a", "a"]
    assert shelf.resubmitted[-1][1] == shelf.content


def test_a_corrected_title_goes_into_the_register_and_to_the_record(board: Board) -> None:
    approval = in_state(board, ApprovalState.RETURNED)
    with pytest.raises(Invalid):
        resubmit(approval, actor=board.act("drafter"), content=draft(board), title="MẬT: Kế hoạch A2")
    resubmit(approval, actor=board.act("drafter"), content=draft(board), title="Truyền thông năm 2027")

    issue(brought_to(board, Act.ISSUE, approval), actor=board.act("clerk"), series=board.book)

    assert IssuedNumber.objects.get().subject == OutgoingDocument.objects.get().title == "Truyền thông năm 2027"
    assert board.book.numbers.count() == 1


def test_a_record_that_came_back_changes_neither_its_type_nor_its_body(board: Board, shelf: Shelf) -> None:
    send_back(submit_record(board), actor=board.act("head"), note="Sửa")

    for others in ({"kind": "report"}, {"unit": board.province}):
        with pytest.raises(Refused) as refused:
            submit_record(board, **others)
        assert refused.value.code == "other"


def test_an_own_document_is_not_resubmitted_without_its_file(board: Board) -> None:
    approval = in_state(board, ApprovalState.RETURNED)

    with pytest.raises(Invalid):
        resubmit(approval, actor=board.act("drafter"))
    with pytest.raises(Forbidden):
        resubmit(approval, actor=board.act("colleague"), content=draft(board))


def test_the_office_takes_back_what_a_drafter_left_who_serves_no_more(board: Board) -> None:
    approval = submitted(board)
    with pytest.raises(Forbidden):
        withdraw(approval, actor=board.act("office"), reason="Người soạn đã chuyển công tác")
    end_officer(board.officer("drafter"), on=date(2026, 11, 20), actor=SYSTEM)

    approval = approval_for(board.office, approval.uid, "withdraw")
    withdraw(approval, actor=board.act("office"), reason="Người soạn đã chuyển công tác")

    assert fresh(approval).state == "withdrawn"


def test_a_withdrawn_record_may_be_submitted_anew_and_nothing_else_may(board: Board, shelf: Shelf) -> None:
    first = submit_record(board)
    with pytest.raises(Refused) as refused:
        submit_record(board)
    assert refused.value.code == "on_route"
    with pytest.raises(Invalid):
        withdraw(first, actor=board.act("drafter"), reason=" ")
    withdraw(first, actor=board.act("drafter"), reason="Đợi kinh phí")
    assert shelf.withdrawn == [("a", "Đợi kinh phí")]

    second = submit_record(board)

    assert approval_of(Ref("approved_record", "a")) == second
    assert approvals_of([Ref("approved_record", "a"), Ref("approved_record", "b")]) == {"approved_record:a": second}
    assert approval_of(Ref("approved_record", "b")) is None


@pytest.mark.parametrize(
    ("others", "field"),
    [
        ({"kind": "spell"}, "kind"),
        ({"kind": "other"}, "kind"),
        ({"title": " "}, "title"),
        ({"title": "TỐI MẬT: phương án phòng thủ"}, "title"),
        ({"opinion": "x" * 2001}, "note"),
    ],
)
def test_what_cannot_get_a_number_is_not_submitted(board: Board, others: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        submitted(board, **others)

    assert [e.field for e in refused.value.errors] == [field]
    assert not Approval.objects.exists()
    assert not OutgoingDocument.objects.exists()


def test_a_kind_of_record_that_nobody_declared_is_a_programming_error(board: Board) -> None:
    with pytest.raises(KeyError):
        submit_record(board, of="unheard_of")


# Issuing --------------------------------------------------------------------------------------------------------------


def test_the_package_is_told_in_the_same_transaction_and_its_refusal_takes_all_back(board: Board, shelf: Shelf) -> None:
    approval = brought_to(board, Act.ISSUE, submit_record(board))
    shelf.fault = Refused("Kế hoạch đã đổi.", code="changed")

    with pytest.raises(Refused):
        issue(approval, actor=board.act("clerk"), series=board.book)

    approval = fresh(approval)
    assert (approval.state, approval.number, IssuedNumber.objects.count()) == ("signed", "", 0)
    board.book.refresh_from_db()
    assert board.book.last == 0
    shelf.fault = None
    issue(approval, actor=board.act("clerk"), series=board.book)
    there = shelf.issued["a"]
    assert (there.number, there.signer, there.capacity, there.signed_on) == (
        "01/KH-KCNĐN", "Huỳnh Văn Lãnh", "", date(2026, 11, 20),
    )  # fmt: skip
    assert there.file == signature_of(approval).file  # type: ignore[union-attr]  # it is signed
    assert there.approval == ref_of(approval)


def test_a_record_on_a_route_gets_its_number_only_when_it_is_signed(board: Board, shelf: Shelf) -> None:
    submit_record(board)

    with pytest.raises(Refused) as refused:
        take_number(board.book, actor=SYSTEM, document=Ref("approved_record", "a"))

    assert refused.value.code == "not_signed"


def test_a_returned_signature_does_not_hold_and_the_document_is_signed_again(board: Board) -> None:
    approval = brought_to(board, Act.ISSUE)
    send_back(approval, actor=board.act("clerk"), note="Sai thể thức: thiếu nơi nhận")
    resubmit(approval, actor=board.act("drafter"), content=draft(board))
    assert signature_of(approval) is None

    brought_to(board, Act.ISSUE, approval)
    issue(approval, actor=board.act("clerk"), series=board.book)

    assert approval.signatures.count() == 2
    assert fresh(approval).file == signature_of(approval).file  # type: ignore[union-attr]  # it is signed


# Reading, moving, costs -----------------------------------------------------------------------------------------------


def test_a_draft_is_read_by_those_it_concerns_and_the_issued_document_by_the_whole_body(board: Board) -> None:
    approval = submitted(board)
    concerned = {"drafter", "head", "office", "leader", "deputy", "clerk", "auditor"}

    def readers() -> set[str]:
        found = {n for n, u in board.people.items() if may_read_approval(u, approval)}
        assert found == {n for n, u in board.people.items() if readable_approvals(Approval.objects.all(), u).exists()}
        return found

    assert readers() == concerned
    redirect(approval, actor=board.act("head"), to=board.officer("leader"))
    brought_to(board, Act.ISSUE, _approved(board, approval, "leader"))
    issue(fresh(approval), actor=board.act("clerk"), series=board.book)
    assert readers() == concerned


def _approved(board: Board, approval: Approval, by: str) -> Approval:
    return approve(fresh(approval), actor=board.act(by))


def test_approvals_move_with_their_body_until_they_are_issued(board: Board) -> None:
    live, over = submitted(board), in_state(board, ApprovalState.ISSUED)

    assert live_approvals(board.board.pk) == [str(ref_of(live))]
    assert move_approvals([str(ref_of(live)), str(ref_of(over)), "plan:1"], board.board.pk, board.elsewhere.pk) == 1
    assert (fresh(live).unit, fresh(over).unit) == (board.elsewhere, board.board)


def test_what_waits_costs_one_query_however_much(
    board: Board, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 3):
        while ApprovalStep.objects.filter(state="open").count() < count:
            submitted(board)
        with django_assert_num_queries(1):
            assert len([(s.title, s.subject, s.address) for s in waiting_for(board.head)]) == count


def test_a_story_costs_the_same_for_one_round_and_for_many(
    board: Board, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    approval = submitted(board)
    with django_assert_num_queries(5):
        story_of(approval)
    for _ in range(3):
        send_back(approval, actor=board.act("head"), note="Sửa")
        resubmit(approval, actor=board.act("drafter"), content=draft(board))

    with django_assert_num_queries(5):
        assert len(story_of(approval)) == 4


def test_the_longest_waiting_comes_first(board: Board) -> None:
    late = submitted(board)
    with clock.frozen(datetime(2026, 11, 21, 9, tzinfo=clock.ZONE) + timedelta(days=1)):
        submitted(board, title="Sau")

    assert next(s.approval for s in waiting_for(board.head)) == late


def test_a_scan_must_be_of_the_signed_paper_not_the_draft(board: Board) -> None:
    approval = brought_to(board, Act.SIGN)

    with pytest.raises(Invalid) as refused:
        sign(board, approval, scan=current_version(approval).file)
    assert [e.field for e in refused.value.errors] == ["scan"]
    other = signed_scan(board)
    with pytest.raises(AppError):
        sign(board, approval, scan=other, signed_on=date(2026, 11, 21))
    sign(board, approval, scan=other)
