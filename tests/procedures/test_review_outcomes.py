"""What came of a round, told so that it adds up: what came and went after the plan, what a share does not count, what a part of the proposals
saves, and in what the registry shows that a proposal was carried out.
"""

from __future__ import annotations

import io
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import docx
import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from tests.factories.procedures import Office, content, procedure
from tests.factories.reviews import assessed, decided, fees, handed_in_with, items, running_round

from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid, Refused
from motcua.kernel.workdays import Unit
from motcua.procedures.content import Condition, Limit
from motcua.procedures.models import Procedure, Proposal, ReviewItem, ReviewRound
from motcua.procedures.queries.proposal_carriers import carriers_of
from motcua.procedures.queries.reviews import members_of
from motcua.procedures.services import proposals, reviews
from motcua.procedures.services.granted_costs import grant_cost
from motcua.procedures.services.review_report import report_for
from motcua.procedures.services.versions import version_of

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 20)


def again(found: ReviewRound) -> ReviewRound:
    return ReviewRound.objects.select_related("owner").get(pk=found.pk)


def told(found: ReviewRound) -> str:
    paper = docx.Document(io.BytesIO(report_for(again(found)).content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return " ".join("\n".join([*(p.text for p in paper.paragraphs), *cells]).split())


def partly(office: Office, code: str = "1.100001") -> tuple[ReviewRound, ReviewItem]:
    """A simplification accepted, an abolition refused; 10.000 đồng a year before, 5.000 after all of it."""
    found = running_round(office.province, procedure(code))
    (item,) = items(found)
    reviews.reckon_cost(item, fees(1_000, 500), actor=SYSTEM)
    one, other = handed_in_with(item, "simplify", "decentralise")
    decided(one)
    decided(other, accepted=False)
    return found, item


def test_what_came_after_the_plan_and_went_again_is_told_with_its_reason_and_the_sum_is_right(office: Office) -> None:
    found = running_round(office.province, *(procedure(f"1.10000{n}") for n in (1, 2)))
    reviews.add_items(
        again(found), [procedure("1.100008"), procedure("1.100009")], reviews.Planned(office.province), actor=SYSTEM
    )
    first, _second, _later, gone = items(found)
    reviews.drop_item(gone, reason="Bộ đã tự rà soát", actor=SYSTEM)
    reviews.drop_item(first, reason="Luật sắp thay", actor=SYSTEM)
    report = told(found)
    assert (
        "Số thủ tục trong kế hoạch: 2; bổ sung sau khi ban hành kế hoạch: 2; đưa ra khỏi đợt, có lý do kèm theo: 2; "
        "còn lại trong đợt: 2; đã rà soát: 0; chưa xong: 2." in report
    )
    assert "Bộ đã tự rà soát (bổ sung sau khi ban hành kế hoạch)" in report

    client = Client()
    client.force_login(office.office)
    book = openpyxl.load_workbook(io.BytesIO(client.get(reverse("procedures:review_xlsx", args=[found.uid])).content))
    rows = {row[1]: row for row in book.worksheets[0].iter_rows(values_only=True)}
    assert rows["1.100009"][6:8] == ("Đã đưa ra khỏi đợt", "Đưa ra khỏi đợt: Bộ đã tự rà soát")


def test_what_left_before_the_plan_was_never_in_the_round(office: Office) -> None:
    found = reviews.plan_round("Rà soát năm 2026", year=2026, owner=office.province, actor=SYSTEM)
    reviews.add_items(
        found, [procedure("1.100001"), procedure("1.100002")], reviews.Planned(office.province), actor=SYSTEM
    )
    reviews.drop_item(items(found)[0], reason="Nhầm lĩnh vực", actor=SYSTEM)
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        reviews.start_round(found, number="5/KH", decided_on=TODAY, actor=SYSTEM)
        assert "Nhầm lĩnh vực" not in told(found)


def test_what_a_share_does_not_count_is_told_and_adds_up(office: Office) -> None:
    codes = ("1.100001", "1.100002", "1.100003")
    found = running_round(office.province, *map(procedure, codes), procedure("1.100004", kind="internal"))
    for item in items(found):
        assessed(item)
    Procedure.objects.filter(base_code="1.100002").update(abolished_on=date(2026, 11, 1))
    ended = Procedure.objects.get(base_code="1.100002")
    ended.versions.update(valid_to=date(2026, 11, 1))
    report = told(found)
    assert "đã rà soát: 4" in report
    assert "Thủ tục đã rà soát trong đợt: 2/2" in report
    words = "tỷ lệ không tính: 1 thủ tục nội bộ; 1 thủ tục không có hiệu lực ngày 20/11/2026."
    assert words in report
    client = Client()
    client.force_login(office.office)
    assert words in client.get(reverse("procedures:review", args=[found.uid])).content.decode()


def test_a_part_of_what_was_proposed_saves_what_who_decides_confirms(office: Office) -> None:
    found, item = partly(office)
    report = told(found)
    assert (
        "Chưa cộng: 1 thủ tục chỉ được chấp thuận một phần kiến nghị. Theo phương án đầy đủ: trước rà soát 10.000 đồng/năm, "
        "sau khi thực hiện kiến nghị 5.000 đồng/năm, giảm 50 %; mức giảm của phần được chấp thuận chưa được xác nhận."
        in report
    )
    grant_cost(fresh(item), dossier=Decimal(800), year=Decimal(8000), note="Chỉ bỏ bản sao", actor=SYSTEM)
    report = told(found)
    assert "trước rà soát 10.000 đồng/năm, sau khi thực hiện kiến nghị 8.000 đồng/năm, giảm 20 %" in report
    assert (
        "Trong đó 1 thủ tục chỉ được chấp thuận một phần kiến nghị, tính theo chi phí sau mà người quyết định xác nhận"
        in report
    )
    assert "20 % (phần được chấp thuận)" in report
    assert "Chưa cộng" not in report


def test_a_cost_of_a_part_is_confirmed_only_where_there_is_a_part_and_falls_with_its_decision(office: Office) -> None:
    _found, item = partly(office)
    for dossier, year, note in (
        (None, Decimal(1), "Phần"),
        (Decimal(1), None, "Phần"),
        (Decimal(1), Decimal(-1), "Phần"),
        (Decimal(1), Decimal(1), " "),
    ):
        with pytest.raises(Invalid):
            grant_cost(fresh(item), dossier=dossier, year=year, note=note, actor=SYSTEM)
    grant_cost(fresh(item), dossier=Decimal(800), year=Decimal(8000), note="Phần", actor=SYSTEM)
    refused = Proposal.objects.select_related("item__round").get(item=item, state="refused")
    proposals.correct(refused, proposals.Decision(True, "9/QĐ", TODAY), why="Ghi nhầm", actor=SYSTEM)
    assert (fresh(item).granted_year, fresh(item).granted_note) == (None, "")
    with pytest.raises(Refused):
        grant_cost(fresh(item), dossier=Decimal(800), year=Decimal(8000), note="Phần", actor=SYSTEM)


def test_a_part_that_makes_it_dearer_is_told_as_more(office: Office) -> None:
    found, item = partly(office)
    grant_cost(fresh(item), dossier=Decimal(1200), year=Decimal(12000), note="Thêm một bản", actor=SYSTEM)
    report = told(found)
    assert "sau khi thực hiện kiến nghị 12.000 đồng/năm, tăng 20 %" in report
    assert "tăng 20 % (phần được chấp thuận)" in report
    assert "giảm -" not in report


def fresh(item: ReviewItem) -> ReviewItem:
    """As the page loads it."""
    (found,) = (one for one in members_of(again(item.round)) if one.pk == item.pk)
    return found


def known_long(code: str) -> Procedure:
    found = procedure(code)
    found.versions.update(created_at=clock.now() - timedelta(days=300))
    return found


def renewed(found: Procedure, **parts: Any) -> None:
    """Its second version, in force today: with a shorter limit."""
    found.versions.update(valid_to=TODAY)
    limits = parts.pop("limits", (Limit(Decimal(1), Unit.WORKING_DAY),))
    version_of(found, content(limits=limits, **parts), number=2, valid_from=TODAY, at=clock.now(), field=None).save()


def test_what_is_done_names_the_version_that_says_it_or_that_none_does(office: Office, client: Client) -> None:
    found = running_round(office.province, known_long("1.100001"))
    (one,) = handed_in_with(items(found)[0], "shorten")
    decided(one)
    client.force_login(office.office)
    page, done = (
        reverse("procedures:review_item", args=[one.item.uid]),
        reverse("procedures:proposal_act", args=[one.uid, "thuc-hien"]),
    )
    assert "Danh mục chưa có phiên bản nào" in client.get(done).content.decode()
    assert client.post(done, {"on": "20/11/2026", "note": ""}).status_code == 302
    assert "danh mục chưa ghi thay đổi này" in client.get(page).content.decode()
    assert "danh mục chưa ghi thay đổi" in told(found)

    renewed(one.item.procedure)
    again_address = reverse("procedures:proposal_act", args=[one.uid, "sua-thuc-hien"])
    (version,) = carriers_of(Proposal.objects.get(pk=one.pk))
    assert "phiên bản 2" in client.get(again_address).content.decode()
    assert client.post(again_address, {"on": "20/11/2026", "note": "", "version": str(version.uid)}).status_code == 302
    assert "phiên bản 2, từ ngày 20/11/2026" in client.get(page).content.decode()
    assert "thực hiện xong ngày 20/11/2026 (1.100001, phiên bản 2" in told(found)


def test_a_version_from_before_the_decision_carries_nothing(office: Office) -> None:
    found = running_round(office.province, known_long("1.100001"), procedure("1.100002"))
    (one,) = handed_in_with(items(found)[0], "shorten")
    decided(one)
    old = one.item.procedure.versions.get()
    for version in (old, items(found)[1].procedure.versions.get()):
        with pytest.raises(Invalid):
            proposals.carry_out(one, on=TODAY, version=version, actor=SYSTEM)


def test_what_held_before_the_proposal_carries_it_not_out_even_where_it_was_written_today(office: Office) -> None:
    """An import of the morning writes what has been in force for years."""
    found = running_round(office.province, procedure("1.100001"))
    (one,) = handed_in_with(items(found)[0], "shorten")
    decided(one)
    assert carriers_of(one) == []
    renewed(one.item.procedure)
    assert [version.number for version in carriers_of(one)] == [2]


def test_a_time_limit_is_shortened_by_no_version_that_leaves_it_as_it_was(office: Office) -> None:
    found = procedure("1.100001")
    (one,) = handed_in_with(items(running_round(office.province, found))[0], "shorten")
    decided(one)
    renewed(found, limits=content().limits, conditions=(Condition("Có trụ sở"),))
    assert carriers_of(one) == []
    with pytest.raises(Invalid):
        proposals.carry_out(one, on=TODAY, version=found.versions.get(number=2), actor=SYSTEM)
