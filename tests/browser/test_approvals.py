"""A draft goes from its drafter to signature on paper and number, on a phone and on a desk; axe on every page on the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.factories import approvals as factory
from tests.factories.documents import series

from motcua.documents.models import Approval
from motcua.kernel import clock
from motcua.ui.fonts import DIST

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not (DIST / "desk.js").exists(), reason="static files are not built: make setup"),
    pytest.mark.usefixtures("storage"),
]
LIST = "/desk/trinh-ky/"


def test_a_draft_goes_to_signature_on_paper_and_number(desk: Any, axe: Callable[[Page], None], tmp_path: Path) -> None:
    board = factory.build_board()
    series(board.board, year=clock.today().year)  # the book of the real year: a browser has no frozen clock
    draft, paper = tmp_path / "du-thao.txt", tmp_path / "ban-ky.txt"
    draft.write_text("Kế hoạch truyền thông quý IV của Ban Quản lý")
    paper.write_text("Kế hoạch truyền thông quý IV, đã ký")

    page = desk(board.drafter, LIST, phone=True)
    page.get_by_role("link", name="Trình văn bản", exact=True).first.click()
    axe(page)
    page.get_by_label("Loại văn bản").select_option(label="Kế hoạch")
    page.get_by_label("Trích yếu").fill("Truyền thông quý IV")
    page.get_by_label("Cơ quan ban hành").select_option(label="Ban Quản lý các khu công nghiệp")
    page.locator("input[type=file]").set_input_files(draft)
    page.get_by_role("button", name="Trình duyệt").click()
    expect(page.get_by_role("heading", name="Truyền thông quý IV")).to_be_visible()
    axe(page)

    for user, phone in ((board.head, True), (board.office, False)):
        page = desk(user, LIST, phone=phone)
        page.get_by_role("link", name="Truyền thông quý IV").first.click()
        page.locator("summary", has_text="Đọc văn bản tại đây").click()
        expect(page.get_by_text("của Ban Quản lý", exact=False).first).to_be_visible()
        axe(page)
        page.get_by_label("Bút phê").fill("Nhất trí")
        page.get_by_role("button", name="Đồng ý").click()
        expect(page.get_by_text("Đã đồng ý")).to_be_visible()

    page = desk(board.clerk, Approval.objects.get().address)
    page.get_by_role("link", name="Ký (bản giấy)").click()
    axe(page)
    page.get_by_label("Người ký").first.select_option(value=str(board.officer("leader").uid))
    page.locator("input[type=file]").set_input_files(paper)
    page.get_by_role("button", name="Ghi nhận đã ký").click()
    page.get_by_role("link", name="Cấp số, phát hành").click()
    axe(page)
    page.get_by_role("button", name="Cấp số, phát hành").click()
    expect(page.get_by_text("Đã cấp số và phát hành")).to_be_visible()
    axe(page)

    assert Approval.objects.get().number.startswith("01/KH-")
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
