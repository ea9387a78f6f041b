"""An officer amends a procedure, takes the draft into a decision and publishes; a citizen reads the new words, the old ones, and what differs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.factories.procedures import build_office, procedure
from tests.factories.publication import list_bytes

from motcua.kernel import clock
from motcua.ui.fonts import DIST

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not (DIST / "desk.js").exists(), reason="static files are not built: make setup"),
    pytest.mark.usefixtures("worker"),
]


def press(page: Page, name: str, role: Any = "button") -> None:
    """By keyboard: it takes the focus and the Enter key."""
    page.get_by_role(role, name=name, exact=True).first.focus()
    page.keyboard.press("Enter")


def headed(page: Page, words: str) -> Page:
    """The page, once it is the one of this heading."""
    expect(page.get_by_role("heading", level=1)).to_have_text(words)
    return page


def test_an_amendment_is_published_and_read_beside_what_held_before(
    desk: Any, browser: Browser, live_server: LiveServer, axe: Callable[[Page], None], tmp_path: Path
) -> None:
    office = build_office()
    found = procedure("1.100001", origin="own")
    today = f"{clock.today():%d/%m/%Y}"

    page = desk(office.office, f"/desk/thu-tuc/{found.uid}/")
    press(page, "Soạn phiên bản mới")
    press(page, "Thời hạn giải quyết", "link")
    page.get_by_label("Thời hạn").first.fill("15")
    press(page, "Lưu phần này")
    expect(page.locator("main ins")).to_contain_text("15")
    press(page, "Chuyển công bố", "link")
    press(headed(page, "Chuyển công bố"), "Chuyển công bố")
    expect(page.get_by_text("Chờ công bố").first).to_be_visible()

    page = desk(office.office, "/desk/thu-tuc/cong-bo/")
    axe(page)
    press(page, "Lập quyết định công bố", "link")
    axe(headed(page, "Lập quyết định công bố"))
    page.get_by_label("Trích yếu").fill("Công bố thủ tục hành chính sửa đổi lĩnh vực xây dựng")
    press(page, "Lập quyết định công bố")
    expect(page.get_by_text("Chưa có dòng nào")).to_be_visible()
    axe(page)
    press(page, "Đọc danh mục kèm quyết định", "link")
    axe(headed(page, "Đọc danh mục kèm quyết định"))
    paper = tmp_path / "danh-muc.xlsx"
    paper.write_bytes(list_bytes((1, "1.100001", found.name)))
    page.set_input_files("input[type=file]", paper)
    press(page, "Gửi và đọc")
    # Read by the worker; the page finds out by itself.
    press(page, "Xác nhận 1 dòng đúng tên thủ tục")
    expect(page.get_by_text("Đã xác nhận").first).to_be_visible()
    press(page, "Ghi số, ngày ký", "link")
    page.get_by_label("Số, ký hiệu").fill("461/QĐ-UBND")
    page.get_by_label("Ngày ký").fill(today)
    press(page, "Ghi số, ngày ký")
    expect(page.get_by_text("Đã ký, chưa công bố").first).to_be_visible()
    press(page, "Công bố", "link")
    press(headed(page, "Công bố"), "Công bố")
    expect(page.get_by_text("Đã công bố").first).to_be_visible()
    axe(page)

    citizen = browser.new_page(viewport={"width": 390, "height": 844})
    citizen.goto(f"{live_server.url}/thu-tuc/1.100001")
    expect(citizen.locator("main")).to_contain_text("15 ngày")
    expect(citizen.locator("main")).to_contain_text("461/QĐ-UBND")
    press(citizen, "So sánh các lần thay đổi", "link")
    expect(citizen.get_by_role("heading", level=2)).to_have_text(["Quyết định công bố", "Thời hạn giải quyết"])
    expect(citizen.locator("main del")).to_contain_text(["20"])
    expect(citizen.locator("main ins")).to_contain_text(["461/QĐ-UBND", "15"])
    axe(citizen)
    citizen.go_back()
    headed(citizen, found.name)
    press(citizen, "01/01/2025", "link")
    expect(citizen.locator("main")).to_contain_text("20 ngày")
    expect(citizen.locator("main")).not_to_contain_text("15 ngày")
    citizen.close()
