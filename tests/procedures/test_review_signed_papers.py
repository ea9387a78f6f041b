"""What was signed is handed out as signed: plan and report of a round, the opinion on a draft; and what a report tells of its own round."""

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
from tests.factories.reviews import (
    answers,
    assessed,
    decided,
    fees,
    handed_in_with,
    items,
    planned_round,
    running_round,
)

from motcua.documents.queries.approvals import current_version
from motcua.documents.queries.files import content_of
from motcua.documents.queries.issued import Handed, signed_file
from motcua.documents.rules.routes import Act
from motcua.documents.services.issuing import issue
from motcua.documents.writing.layout import ROOM
from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM
from motcua.procedures.models import ReviewRound
from motcua.procedures.queries import regulations as regulation_queries
from motcua.procedures.queries import reviews as review_queries
from motcua.procedures.queries.round_shares import round_shares
from motcua.procedures.services import proposals, regulations, reviews
from motcua.procedures.services.regulation_paper import opinion_for
from motcua.procedures.services.review_changes import RoundFacts, change_item, change_round
from motcua.procedures.services.review_papers import plan_for
from motcua.procedures.services.review_report import report_for
from motcua.procedures.services.review_routes import PLAN, submit_paper

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]

TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def standing_board(standing: Standing) -> Board:
    with standing(), clock.frozen(documents_factory.NOW):
        return factory.build_board()


@pytest.fixture
def board(standing_board: Board, db: None) -> Board:
    return deepcopy(standing_board)


def words_of(paper: Handed) -> str:
    read = docx.Document(io.BytesIO(paper.content))
    cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    return " ".join("\n".join([*(p.text for p in read.paragraphs), *cells]).split())


def again(found: ReviewRound) -> ReviewRound:
    return ReviewRound.objects.select_related("owner").get(pk=found.pk)


def test_a_plan_recorded_by_number_prints_what_it_held_then(board: Board) -> None:
    found = running_round(board.board, *(procedure(f"1.10000{n}") for n in (1, 2, 3, 4)), unit=board.division)
    signed = words_of(plan_for(again(found)))
    assert "Số: 5/KH-BQL" in signed
    assert "4 thủ tục" in signed
    one, other, third, _ = items(found)
    reviews.drop_item(one, reason="Trùng", actor=SYSTEM)
    change_item(other, reviews.Planned(board.board, "own", product="Khác"), actor=SYSTEM)
    change_item(third, reviews.Planned(board.division, due_on=date(2026, 12, 1), ground="own"), actor=SYSTEM)
    reviews.add_items(again(found), [procedure("1.100009")], reviews.Planned(board.division), actor=SYSTEM)
    assert words_of(plan_for(again(found))) == signed


def test_a_number_typed_wrong_is_mended_and_the_plan_keeps_its_text(board: Board) -> None:
    found = running_round(board.board, procedure("1.100001"), procedure("1.100002"), unit=board.division)
    reviews.drop_item(items(found)[0], reason="Trùng", actor=SYSTEM)
    facts = RoundFacts("Rà soát", 2026, decision_number="15/KH-BQL", decision_on=date(2026, 1, 21))
    change_round(again(found), facts, actor=SYSTEM)
    told = words_of(plan_for(again(found)))
    assert "Số: 15/KH-BQL" in told
    assert "Rà soát, đánh giá 2 thủ tục" in told


def test_a_plan_whose_text_nobody_kept_does_not_bear_the_signed_number(board: Board) -> None:
    found = running_round(board.board, procedure("1.100001"), unit=board.division)
    ReviewRound.objects.filter(pk=found.pk).update(plan={})
    assert "5/KH-BQL" not in words_of(plan_for(again(found)))


def test_a_plan_that_was_signed_here_is_that_text_with_its_number_day_and_signer(board: Board) -> None:
    found = planned_round(board.board, procedure("1.100001"), procedure("1.100002"), unit=board.division)
    approval = submit_paper(found, PLAN, actor=board.act("drafter"))
    issue(brought_to(board, Act.ISSUE, fresh(approval)), actor=board.act("clerk"), series=board.book)
    reviews.drop_item(items(again(found))[0], reason="Trùng", actor=SYSTEM)
    handed, kept = plan_for(again(found)), current_version(fresh(approval)).file
    told, sent = words_of(handed), words_of(Handed(kept.name, content_of(kept)))
    number = again(found).decision_number
    assert handed.name == f"Ke-hoach-ra-soat-2026-{number.replace('/', '-')}.docx"
    assert (f"Số: {number}" in told, f"Kế hoạch số {number} ngày 20 tháng 11 năm 2026" in told) == (True, True)
    assert "Huỳnh Văn Lãnh" in told
    assert ROOM not in told
    assert told.split("I. MỤC ĐÍCH")[1].split("Phụ lục")[0] == sent.split("I. MỤC ĐÍCH")[1].split("Phụ lục")[0]
    signed = signed_file(review_queries.plan_ref(again(found)))
    assert signed is not None
    assert signed.name == "ban-ky.txt"


def test_a_report_that_was_recorded_stays_as_it_was(board: Board) -> None:
    found = running_round(board.board, procedure("1.100001"), unit=board.division)
    item = items(found)[0]
    decided(*handed_in_with(item))
    found = reviews.close_round(again(found), number="7/BC-BQL", reported_on=TODAY, actor=SYSTEM)
    before = report_for(again(found))
    assert "Số: 7/BC-BQL" in words_of(before)
    assert "chưa thực hiện xong" in words_of(before)
    proposals.carry_out(item.proposals.get(), on=TODAY, actor=SYSTEM)
    assert report_for(again(found)) == before


def test_an_opinion_that_was_recorded_stays_as_it_was(board: Board) -> None:
    facts = regulations.Draft("Quy định thủ tục", date(2026, 11, 10))
    found = regulations.register(facts, owner=board.board, drafter=board.elsewhere, actor=SYSTEM)
    made = regulations.add_impact(found, action="amended", procedure=procedure("1.100001"), actor=SYSTEM)
    regulations.assess_impact(made, answers(), fees(10, 5), actor=SYSTEM)
    regulations.record_opinion(found, number="77/BQL", given_on=TODAY, text="Thống nhất.", actor=SYSTEM)
    found = regulation_queries.regulation_by_uid(str(found.uid))
    before = opinion_for(found)
    assert "Số: 77/BQL" in words_of(before)
    with clock.frozen(documents_factory.NOW.replace(year=2027)):
        assert opinion_for(regulation_queries.regulation_by_uid(str(found.uid))) == before


def test_the_report_counts_the_plan_and_names_what_was_taken_out(board: Board) -> None:
    found = running_round(board.board, *(procedure(f"1.10000{n}") for n in (1, 2, 3, 4)), unit=board.division)
    for item in items(found)[1:]:
        reviews.drop_item(item, reason=f"Bộ đang sửa {item.procedure.base_code}", actor=SYSTEM)
    reviews.add_items(again(found), [procedure("1.100009")], reviews.Planned(board.division), actor=SYSTEM)
    assessed(items(found)[0])
    told = words_of(report_for(again(found)))
    assert (
        "Số thủ tục trong kế hoạch: 4; bổ sung sau khi ban hành kế hoạch: 1; đưa ra khỏi đợt, có lý do kèm theo: 3; "
        "còn lại trong đợt: 2; đã rà soát: 1; chưa xong: 1." in told
    )
    assert "Bộ đang sửa 1.100003" in told


def test_a_round_counts_its_own_work_whatever_the_year_of_it(board: Board) -> None:
    found = reviews.plan_round("Rà soát năm 2027", year=2027, owner=board.board, actor=SYSTEM)
    reviews.add_items(
        found, [procedure("1.100001"), procedure("1.100002")], reviews.Planned(board.division), actor=SYSTEM
    )
    reviews.start_round(found, number="5/KH", decided_on=TODAY, actor=SYSTEM)
    decided(*handed_in_with(items(found)[0]))
    counts = {one.key: (one.count, one.whole) for one in round_shares(found, TODAY)}
    assert counts == {"reviewed": (1, 2), "simplify": (1, 2), "decentralise": (0, 2)}
    assert "Thủ tục đã rà soát trong đợt: 1/2" in words_of(report_for(again(found)))


def test_the_report_tells_refused_from_accepted_and_counts_only_what_was_accepted(board: Board) -> None:
    found = running_round(board.board, *(procedure(f"1.10000{n}") for n in (1, 2, 3)), unit=board.division)
    accepted, refused, waiting = items(found)
    for item in (accepted, refused, waiting):
        reviews.reckon_cost(item, fees(1_000, 750), actor=SYSTEM)
    decided(*handed_in_with(accepted))
    decided(*handed_in_with(refused, "shorten"), accepted=False)
    handed_in_with(waiting)
    told = words_of(report_for(again(found)))
    assert (
        "Rút ngắn thời hạn: 1 kiến nghị, trong đó 0 được chấp thuận (0 đã thực hiện), 1 không được chấp thuận" in told
    )
    assert "(KHÔNG được chấp thuận ngày 20/11/2026: Chưa đủ)" in told
    assert "Của 1 thủ tục đã tính đủ" in told
    assert "trước rà soát 10.000 đồng/năm, sau khi thực hiện kiến nghị 7.500 đồng/năm, giảm 25 %" in told
    assert "Đã thực hiện xong 0 thủ tục, chưa thực hiện xong 1 thủ tục" in told
    assert "Không cộng vào mức giảm: 1 thủ tục có kiến nghị không được chấp thuận." in told
    assert "Không cộng vào mức giảm: 1 thủ tục có kiến nghị chờ quyết định." in told
