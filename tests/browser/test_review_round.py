"""A yearly review: opened, given to a unit, one procedure assessed with its costs, proposed, decided; shares and report tell of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from playwright.sync_api import Page, expect
from tests.factories.procedures import build_office, procedure
from tests.factories.reviews import decided, handed_in_with

from motcua.kernel import clock
from motcua.procedures.models import ReviewItem, ReviewRound
from motcua.ui.fonts import DIST

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not DIST.exists(), reason="static files are not built: make setup"),
    pytest.mark.usefixtures("storage"),
]

CODES = [f"1.10000{n}" for n in range(10)]


def press(page: Page, name: str, role: Any = "button") -> None:
    """By keyboard: it takes the focus and the Enter key."""
    page.get_by_role(role, name=name, exact=True).first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def decide(page: Page, number: str) -> None:
    page.get_by_role("link", name="Ghi quyết định về kiến nghị").first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.get_by_label("Chấp thuận", exact=True).check()
    page.get_by_label("Số, ký hiệu của quyết định").fill(number)
    page.get_by_label("Ngày quyết định").fill(f"{clock.today():%d/%m/%Y}")
    press(page, "Ghi quyết định về kiến nghị")


def another_procedure_is_reviewed(found: ReviewRound) -> None:
    """By somebody else, meanwhile: the second of the two that are proposed for decentralisation."""
    item = ReviewItem.objects.select_related("round", "procedure").get(round=found, procedure__base_code=CODES[1])
    decided(*handed_in_with(item, "decentralise"))


def test_a_round_from_its_opening_to_its_report(desk: Any, axe: Callable[[Page], None], tmp_path: Path) -> None:
    office = build_office()
    names = {code: procedure(code).name for code in CODES}
    today = f"{clock.today():%d/%m/%Y}"

    page = desk(office.office, "/desk/thu-tuc/ra-soat/")
    told: list[str] = []
    page.on("pageerror", lambda error: told.append(str(error)))
    axe(page)
    press(page, "Lập đợt rà soát", "link")
    page.get_by_label("Năm").fill(str(clock.today().year))
    press(page, "Lập đợt rà soát")
    press(page, "Thêm thủ tục", "link")
    page.locator("[name=procedures]").fill("\n".join(CODES[:2]))
    page.get_by_label("Đơn vị rà soát").fill("tinh")
    page.get_by_label("Hoàn thành trước hết ngày").fill(today)
    press(page, "Thêm thủ tục")
    press(page, "Ghi kế hoạch đã ký ngoài phần mềm", "link")
    page.get_by_label("Số, ký hiệu của kế hoạch").fill("5/KH-UBND")
    page.get_by_label("Ngày ban hành").fill(today)
    press(page, "Ghi kế hoạch đã ký ngoài phần mềm")
    expect(page.get_by_text("các đơn vị được báo")).to_be_visible()
    axe(page)
    found = ReviewRound.objects.get()
    item = ReviewItem.objects.get(procedure__base_code=CODES[0])

    page = desk(office.users["specialist"], f"/desk/thu-tuc/ra-soat/muc/{item.uid}/")
    page.on("pageerror", lambda error: told.append(str(error)))
    press(page, "Đánh giá theo tiêu chí", "link")
    axe(page)
    for group in page.get_by_role("group").filter(has=page.get_by_label("Đạt một phần")).all():
        group.get_by_label("Đạt", exact=True).focus()
        page.keyboard.press("Space")
    page.get_by_label("Kết luận").fill("Bỏ một giấy tờ, phân cấp cho xã.")
    press(page, "Lưu đánh giá")
    press(page, "Tính chi phí tuân thủ", "link")
    axe(page)
    for line in page.locator("[name^=before-][name$=-fees]").all():
        line.fill("0")
    for side, fee in (("before", "1.024.000"), ("after", "231.000")):
        page.locator(f"[name={side}-0-name]").fill("Lệ phí")
        page.locator(f"[name={side}-0-fees]").fill(fee)
        page.locator(f"[name={side}_all-times]").fill("1")
        page.locator(f"[name={side}_all-people]").fill("10")
    press(page, "Tính lại, chưa lưu")
    expect(page.get_by_text("77,44").first).to_be_visible()
    press(page, "Lưu bảng tính")
    for kind, whom in (("simplify", ""), ("decentralise", "Ủy ban nhân dân cấp xã")):
        press(page, "Thêm kiến nghị", "link")
        page.get_by_label("Kiến nghị", exact=True).select_option(kind)
        page.get_by_label("Nội dung, lý do").fill("Giấy tờ đã có trong cơ sở dữ liệu.")
        if whom:
            page.get_by_label("Phân cấp, ủy quyền cho").fill(whom)
        press(page, "Thêm kiến nghị")
    press(page, "Nộp kết quả rà soát", "link")
    press(page, "Nộp kết quả rà soát")
    expect(page.get_by_text("Chờ quyết định 2 kiến nghị")).to_be_visible()
    axe(page)
    another_procedure_is_reviewed(found)

    page = desk(office.office, f"/desk/thu-tuc/ra-soat/muc/{item.uid}/")
    decide(page, "7/QĐ-UBND")
    decide(page, "7/QĐ-UBND")
    expect(page.get_by_text("Đã xong", exact=True).first).to_be_visible()
    page.get_by_role("link", name=found.title).first.click()
    expect(page.get_by_text("10 % của 10 thủ tục của tỉnh")).to_be_visible()
    expect(page.get_by_text("20 % của 10 thủ tục của tỉnh")).to_have_count(2)
    with page.expect_download() as download:
        page.get_by_role("link", name="Báo cáo (Word)").click()
    paper = tmp_path / "bao-cao.docx"
    download.value.save_as(paper)
    written = docx.Document(str(paper))
    assert names[CODES[0]] in [cell.text for table in written.tables for row in table.rows for cell in row.cells]
    assert any("giảm 77,44 %" in one.text for one in written.paragraphs)
    assert told == []
