"""The act of signing and the number: capacities and what they rest on, books of one's own and of other systems."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.factories.approvals import Board, brought_to, fresh, sign, signed_scan, submitted
from tests.factories.documents import series

from motcua.documents.models import ApprovalSignature, IssuedNumber
from motcua.documents.queries.approvals import books_for, current_version, line_of, signature_of
from motcua.documents.queries.files import open_content
from motcua.documents.rules.routes import Act
from motcua.documents.services.files import store_upload
from motcua.documents.services.issuing import Clerking, issue
from motcua.documents.services.numbers import cancel_number
from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid, Refused
from motcua.organisations.models import Post
from motcua.organisations.services.posts import Ground, create_post, seat
from motcua.organisations.services.signing import give_signing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]
SINCE = date(2026, 1, 1)


def refused(board: Board, **others: Any) -> dict[str, str]:
    """Why a signature is not taken: field → sentence."""
    approval = brought_to(board, Act.SIGN)
    with pytest.raises(Invalid) as told:
        sign(board, approval, by="clerk", **others)
    assert fresh(approval).state == "on_route"
    assert not ApprovalSignature.objects.exists()
    return {e.field: str(e) for e in told.value.errors}


@pytest.mark.parametrize(
    ("others", "field"),
    [
        ({"capacity": "XX"}, "capacity"),
        ({"signer": None}, "signer_name"),
        ({"signer": None, "signer_name": "x" * 201}, "signer_name"),
        ({"signer_post": "x" * 201}, "signer_post"),
        ({"signed_on": date(2026, 11, 21)}, "signed_on"),
        ({"capacity": "KT"}, "authority"),
        ({"capacity": "TL"}, "authority"),
        ({"capacity": "TUQ"}, "authority"),
        ({"capacity": "Q"}, "authority"),
        ({"capacity": "KT", "authority": "x" * 501}, "authority"),
    ],
)
def test_a_signature_lacks_nothing(board: Board, others: dict[str, Any], field: str) -> None:
    assert set(refused(board, **others)) == {field}


def test_where_no_posts_are_recorded_the_authority_is_named(board: Board) -> None:
    approval = sign(board, brought_to(board, Act.SIGN), capacity="KT", authority="Quy chế 12/QĐ-KCNĐN, Điều 5")

    kept = signature_of(approval)
    assert kept is not None
    assert (kept.means, kept.capacity, kept.authority, kept.signer_post) == (
        "paper", "KT", "Quy chế 12/QĐ-KCNĐN, Điều 5", board.officer("leader").post,
    )  # fmt: skip
    assert kept.recorded_by == board.officer("leader")


def test_somebody_without_an_account_signs_by_name(board: Board) -> None:
    approval = sign(
        board,
        brought_to(board, Act.SIGN),
        by="clerk",
        signer=None,
        signer_name=" Nguyễn  Văn Ký ",
        signer_post="Trưởng ban",
    )

    kept = signature_of(approval)
    assert kept is not None
    assert (kept.signer, kept.signer_name, kept.signer_post) == (None, "Nguyễn Văn Ký", "Trưởng ban")


@pytest.fixture
def seated(board: Board) -> Board:
    """The board's posts are recorded: `leader` is its head, `deputy` the deputy, who signs KT. by a document."""
    head = create_post(board.board, kind=Post.Kind.HEAD, title="Trưởng ban", actor=SYSTEM, valid_from=SINCE)
    deputy = create_post(board.board, kind=Post.Kind.DEPUTY, title="Phó Trưởng ban", actor=SYSTEM, valid_from=SINCE)
    seat(head, board.officer("leader"), valid_from=SINCE, actor=SYSTEM)
    seat(deputy, board.officer("deputy"), valid_from=SINCE, actor=SYSTEM)
    ground = Ground(document="12/TB-KCNĐN", date=SINCE)
    give_signing(
        board.board, deputy, capacity="KT", actor=SYSTEM, valid_from=date(2026, 6, 1), ground=ground, kinds=["KH"]
    )
    return board


def test_a_recorded_authority_is_what_the_signature_rests_on(seated: Board) -> None:
    approval = sign(
        seated,
        brought_to(seated, Act.SIGN),
        by="clerk",
        signer=seated.officer("deputy"),
        capacity="KT",
        authority="tự ghi",
    )

    kept = signature_of(approval)
    assert kept is not None
    assert kept.authority == "12/TB-KCNĐN"


def test_the_head_signs_as_head(seated: Board) -> None:
    assert sign(seated, brought_to(seated, Act.SIGN), by="clerk").state == "signed"


@pytest.mark.parametrize(
    ("who", "others", "field"),
    [
        ("deputy", {"capacity": ""}, "capacity"),
        ("deputy", {"capacity": "TL", "authority": "tự ghi"}, "capacity"),
        ("deputy", {"capacity": "KT", "signed_on": date(2026, 5, 31)}, "capacity"),
        ("other_head", {"capacity": "", "signer_post": "Trưởng ban"}, "capacity"),
        ("leader", {"capacity": "KT"}, "capacity"),
        ("", {"capacity": "", "signer_name": "Ai Đó"}, "signer"),
    ],
)
def test_where_posts_are_recorded_nobody_signs_in_a_capacity_they_do_not_have(
    seated: Board, who: str, others: dict[str, Any], field: str
) -> None:
    signer = seated.officer(who) if who else None

    assert set(refused(seated, signer=signer, **others)) == {field}


def test_an_authority_covers_the_types_of_documents_it_names(seated: Board) -> None:
    approval = brought_to(seated, Act.SIGN, submitted(seated, kind="report"))

    with pytest.raises(Invalid):
        sign(seated, approval, by="clerk", signer=seated.officer("deputy"), capacity="KT")


def test_nothing_is_signed_before_it_comes_to_the_leader(board: Board) -> None:
    approval = submitted(board)

    with pytest.raises(Refused) as told:
        sign(board, approval)
    assert told.value.code == "not_at_signing"


def test_the_same_scan_does_not_sign_two_documents(board: Board) -> None:
    paper = signed_scan(board)
    sign(board, brought_to(board, Act.SIGN), scan=paper)
    second = brought_to(board, Act.SIGN)
    with open_content(paper) as content:
        copy = store_upload(content.read(), name="ban-ky-2.txt", actor=board.act("clerk"))

    for scan in (paper, copy):
        with pytest.raises(Invalid) as told:
            sign(board, second, by="clerk", scan=scan)
        assert [e.field for e in told.value.errors] == ["scan"]
    assert fresh(second).state == "on_route"


def test_a_file_of_another_record_is_not_taken(board: Board) -> None:
    other = submitted(board)
    second = brought_to(board, Act.SIGN)

    with pytest.raises(Refused) as told:
        sign(board, second, by="clerk", scan=current_version(other).file)
    assert told.value.code == "file_taken"
    assert fresh(second).state == "on_route"


# The number -----------------------------------------------------------------------------------------------------------


def test_where_another_system_counts_number_date_and_file_are_entered(board: Board) -> None:
    outside = series(board.board, kind="plan", external=True)
    approval = brought_to(board, Act.ISSUE)
    stamped = signed_scan(board, "clerk")
    words = {"text": "145/KH-KCNĐN", "issued_on": date(2026, 11, 20), "file": stamped}

    for wrong in (
        {"issued_on": None},
        {"issued_on": date(2026, 11, 19)},
        {"issued_on": date(2026, 11, 21)},
        {"text": ""},
    ):
        with pytest.raises(Invalid):
            issue(fresh(approval), actor=board.act("clerk"), series=outside, clerking=Clerking(**(words | wrong)))
    issue(fresh(approval), actor=board.act("clerk"), series=outside, clerking=Clerking(**words))

    approval = fresh(approval)
    assert (approval.number, approval.issued_on, approval.file) == ("145/KH-KCNĐN", date(2026, 11, 20), stamped)
    assert IssuedNumber.objects.get().file == stamped
    signature = signature_of(approval)
    assert signature is not None
    assert signature.file != stamped


def test_the_stamped_paper_and_the_clerks_words_stand_in_the_register(board: Board) -> None:
    approval = brought_to(board, Act.ISSUE, submitted(board, kind="letter"))
    stamped = signed_scan(board, "clerk")
    clerking = Clerking(drafter="ĐT", recipients="Các sở; lưu VT", note="Hỏa tốc", file=stamped)

    issue(approval, actor=board.act("clerk"), series=board.book, clerking=clerking)

    line = IssuedNumber.objects.get()
    assert (line.text, line.recipients, line.note, line.file) == ("01/KCNĐN-ĐT", "Các sở; lưu VT", "Hỏa tốc", stamped)


def test_a_number_comes_from_a_book_of_the_body_and_of_the_type(board: Board) -> None:
    approval = brought_to(board, Act.ISSUE)
    elsewhere = series(board.elsewhere, body_symbol="SNV")
    decisions, plans = series(board.board, kind="decision"), series(board.board, kind="plan")

    assert books_for(approval, clock.today()) == [plans, board.book]
    for book in (elsewhere, decisions):
        with pytest.raises(Refused):
            issue(fresh(approval), actor=board.act("clerk"), series=book)
    assert fresh(approval).state == "signed"


def test_a_cancelled_number_stays_visible_and_the_issued_document_as_it_was(board: Board) -> None:
    approval = issue(brought_to(board, Act.ISSUE), actor=board.act("clerk"), series=board.book)
    line = line_of(approval)
    assert line is not None

    cancel_number(line, actor=board.act("clerk"), reason="Cấp nhầm sổ")

    approval = fresh(approval)
    line = line_of(approval)
    assert line is not None
    assert (approval.state, line.state, line.cancel_reason) == ("issued", "cancelled", "Cấp nhầm sổ")


def test_the_version_that_was_signed_is_named_beside_the_scan(board: Board) -> None:
    approval = sign(board, brought_to(board, Act.SIGN))

    decision = approval.decisions.get(verb="sign")
    signature = signature_of(approval)
    assert signature is not None
    assert decision.sha256 == current_version(approval).sha256 != signature.sha256
