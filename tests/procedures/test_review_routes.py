"""Plan and report of a round, and the opinion on a draft regulation, on their way to signature: made here, returned, numbered, kept."""

from __future__ import annotations

import io
from copy import deepcopy
from datetime import date

import docx
import pytest
from tests.database import Standing
from tests.factories import approvals as factory
from tests.factories import documents as documents_factory
from tests.factories.approvals import Board, brought_to, fresh
from tests.factories.procedures import procedure
from tests.factories.reviews import answers, assessed, fees, items, planned_round, proposed, running_round

from motcua.documents.models import Approval
from motcua.documents.rules.routes import Act
from motcua.documents.services.approvals import resubmit, send_back
from motcua.documents.services.issuing import issue
from motcua.kernel import clock, events
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Refused, TransitionRefused
from motcua.messages.models import Message
from motcua.procedures.models import DraftRegulation, ReviewRound
from motcua.procedures.queries import regulations as regulation_queries
from motcua.procedures.queries import reviews as queries
from motcua.procedures.services import regulation_asking, regulations, reviews
from motcua.procedures.services.regulation_paper import opinion_docx
from motcua.procedures.services.review_changes import RoundFacts, change_round, delete_round
from motcua.procedures.services.review_papers import plan_docx
from motcua.procedures.services.review_report import report_docx
from motcua.procedures.services.review_routes import PLAN, REPORT, submit_paper

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def standing_board(standing: Standing) -> Board:
    with standing(), clock.frozen(documents_factory.NOW):
        return factory.build_board()


@pytest.fixture
def board(standing_board: Board, db: None) -> Board:
    return deepcopy(standing_board)


def drafted(board: Board) -> ReviewRound:
    return planned_round(board.board, procedure("1.100001"), procedure("1.100002"), unit=board.division)


def issued(board: Board, approval: Approval) -> None:
    issue(brought_to(board, Act.ISSUE, fresh(approval)), actor=board.act("clerk"), series=board.book)


def words_of(content: bytes) -> str:
    paper = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return " ".join("\n".join([*(p.text for p in paper.paragraphs), *cells]).split())


def test_a_plan_gets_its_number_on_the_route_and_then_units_are_told(board: Board) -> None:
    found = drafted(board)
    approval = submit_paper(found, PLAN, actor=board.act("drafter"))
    assert (found.state, approval.kind, approval.unit) == ("plan_in_approval", "plan", board.board)
    assert not Message.objects.filter(template="procedures.review_assigned").exists()
    issued(board, approval)
    found.refresh_from_db()
    assert (found.state, found.decision_number, found.decision_on) == ("under_way", "01/KH-KCNĐN", TODAY)
    (begun,) = (e for e in events.history(queries.ref_of(found)) if e.kind.endswith(".started"))
    assert begun.actor_name == board.act("clerk").name
    told = Message.objects.filter(template="procedures.review_assigned", channel="in_product")
    assert {one.person.name for one in told} == {"Phạm Thị Trưởng", "Lê Văn Soạn", "Đỗ Văn Bạn"}
    assert {one.title for one in told} == {"Rà soát 2 thủ tục: Rà soát năm 2026"}


def test_while_it_waits_for_a_signature_nothing_in_the_round_changes(board: Board) -> None:
    found = drafted(board)
    submit_paper(found, PLAN, actor=board.act("drafter"))
    item = items(found)[0]
    with pytest.raises(Refused):
        reviews.add_items(found, [procedure("1.100003")], reviews.Planned(board.division), actor=SYSTEM)
    with pytest.raises(Refused):
        reviews.drop_item(item, reason="Thôi", actor=SYSTEM)
    with pytest.raises(Refused):
        change_round(found, RoundFacts("Khác", 2026), actor=SYSTEM)
    with pytest.raises(Refused):
        delete_round(found, actor=SYSTEM)
    with pytest.raises(TransitionRefused):
        reviews.start_round(found, number="5/KH", decided_on=TODAY, actor=SYSTEM)


def test_returned_it_is_mended_and_goes_again_as_it_stands_then(board: Board) -> None:
    found = drafted(board)
    approval = submit_paper(found, PLAN, actor=board.act("drafter"))
    send_back(fresh(approval), actor=board.act("head"), note="Thêm thủ tục đất đai")
    found.refresh_from_db()
    assert (found.state, found.note) == ("draft", "Thêm thủ tục đất đai")
    with pytest.raises(Refused):
        delete_round(found, actor=SYSTEM)
    reviews.add_items(found, [procedure("1.100003")], reviews.Planned(board.division), actor=SYSTEM)
    resubmit(fresh(approval), actor=board.act("drafter"))
    found.refresh_from_db()
    assert (found.state, found.note) == ("plan_in_approval", "")
    newest = fresh(approval).versions.order_by("-round").first()
    assert newest is not None
    assert newest.file.name == "Ke-hoach-ra-soat-2026-lan-2.docx"
    told = [(e.kind.partition(".")[2], e.actor_name) for e in events.history(queries.ref_of(found))][-3:]
    assert told == [
        ("plan_returned", board.act("head").name),
        ("items_added", SYSTEM.name),
        ("plan_submitted", board.act("drafter").name),
    ]


def test_a_plan_without_procedures_does_not_go(board: Board) -> None:
    found = planned_round(board.board)
    with pytest.raises(Refused):
        submit_paper(found, PLAN, actor=board.act("drafter"))
    assert not Approval.objects.exists()


def test_a_number_that_came_with_a_signature_is_not_typed_over(board: Board) -> None:
    found = drafted(board)
    issued(board, submit_paper(found, PLAN, actor=board.act("drafter")))
    found.refresh_from_db()
    facts = RoundFacts("Rà soát năm 2026", 2026, decision_number="99/KH", decision_on=date(2026, 1, 2), sent_on=TODAY)
    change_round(found, facts, actor=SYSTEM)
    assert (found.decision_number, found.decision_on, found.sent_on) == ("01/KH-KCNĐN", TODAY, TODAY)


def test_a_report_goes_when_everything_is_settled_and_closes_the_round(board: Board) -> None:
    found = running_round(board.board, procedure("1.100001"), unit=board.division)
    item = items(found)[0]
    with pytest.raises(Refused):
        submit_paper(found, REPORT, actor=board.act("drafter"))
    reviews.settle(assessed(item), actor=SYSTEM)
    approval = submit_paper(found, REPORT, actor=board.act("drafter"))
    assert (found.state, approval.kind) == ("report_in_approval", "report")
    issued(board, approval)
    found.refresh_from_db()
    assert (found.state, found.report_on) == ("closed", TODAY)
    assert found.report_number.endswith("/BC-KCNĐN")


def test_the_plan_names_each_procedure_with_who_reviews_it_why_and_by_when(board: Board) -> None:
    found = planned_round(board.board, together=True)
    planned = reviews.Planned(
        board.division, "feedback", "3 phản ánh trong quý III", "Bỏ bản sao", "Xây dựng", date(2026, 12, 15)
    )
    reviews.add_items(found, [procedure("1.100001"), procedure("1.100002", kind="internal")], planned, actor=SYSTEM)
    told = words_of(plan_docx(found))
    for part in (
        "2 thủ tục, trong đó có 1 thủ tục hành chính nội bộ", "Phòng Quản lý Đầu tư: rà soát 2 thủ tục", "1.100001", "Nhóm: Xây dựng",
        "Phản ánh, kiến nghị: 3 phản ánh trong quý III", "15/12/2026", "Bỏ bản sao", "chi phí tuân thủ",
    ):  # fmt: skip
        assert part in told, part


def test_the_report_says_what_was_proposed_and_saved(board: Board) -> None:
    found = running_round(board.board, procedure("1.100001"), unit=board.division)
    item = items(found)[0]
    reviews.reckon_cost(item, fees(1_024_000, 231_000), actor=SYSTEM)
    reviews.answer(item, answers(), conclusion="Bỏ một giấy tờ.", actor=SYSTEM)
    proposed(item)
    told = words_of(report_docx(found))
    assert "Đơn giản hóa hồ sơ, trình tự, mẫu đơn: 1 kiến nghị" in told
    assert "77,44 % (có kiến nghị chờ quyết định)" in told


def ready(board: Board) -> DraftRegulation:
    """A draft whose one procedure is assessed, with one unit that answered and one that is silent."""
    facts = regulations.Draft("Quy định thủ tục về khuyến công", date(2026, 11, 10), kind="decision")
    found = regulations.register(facts, owner=board.board, drafter=board.elsewhere, actor=SYSTEM)
    made = regulations.add_impact(found, action="amended", procedure=procedure("1.100001"), actor=SYSTEM)
    told = answers() | {"cost": {"verdict": "partly", "note": "Còn nộp bản sao"}}
    regulations.assess_impact(made, told, fees(1_024_000, 231_000), actor=SYSTEM)
    regulation_asking.ask_units(found, [board.division, board.province], days=3, actor=SYSTEM)
    asked = next(one for one in regulation_queries.comments_of(found) if one.unit_id == board.division.pk)
    regulation_asking.comment(asked, stand="remarks", text="Bỏ bản sao căn cước.", actor=SYSTEM)
    return found


def test_the_opinion_is_a_letter_of_ours_that_gets_its_number_on_the_route(board: Board) -> None:
    found = ready(board)
    regulations.write_opinion(found, "Cơ bản thống nhất.\nĐề nghị bỏ bản sao.", actor=SYSTEM)
    told = words_of(opinion_docx(found))
    for part in (
        "V/v ý kiến về quy định thủ tục hành chính tại dự thảo Quyết định quy định thủ tục về khuyến công", "Sở Nội vụ", "Cơ bản thống nhất.",
        "Phòng Quản lý Đầu tư: thống nhất, có ý kiến sửa. Bỏ bản sao căn cước.", "chưa trả lời (hạn ngày",
        "Chi phí tuân thủ: đạt một phần – Còn nộp bản sao", "giảm 77,44 %",
    ):  # fmt: skip
        assert part in told, part
    approval = regulations.submit_opinion(found, text=found.opinion, actor=board.act("drafter"))
    send_back(fresh(approval), actor=board.act("head"), note="Nêu rõ điều khoản")
    found.refresh_from_db()
    assert (found.state, found.note) == ("asking", "Nêu rõ điều khoản")
    regulations.write_opinion(found, "Đề nghị bỏ bản sao tại Điều 5.", actor=SYSTEM)
    resubmit(fresh(approval), actor=board.act("drafter"))
    issued(board, approval)
    found.refresh_from_db()
    assert (found.state, found.opinion_on) == ("opined", TODAY)
    assert found.opinion_number
    with pytest.raises(Refused):
        regulations.write_opinion(found, "Khác", actor=SYSTEM)
