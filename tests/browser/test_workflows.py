"""An annex becomes a workflow: read, confirmed beside its words, drawn, issued; then a new number is written row by row on a phone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.factories.annexes import INVESTMENT, annex
from tests.factories.documents import law
from tests.factories.procedures import build_office, content, procedure

from motcua.kernel.workdays import Unit
from motcua.procedures.content import Limit
from motcua.procedures.models import InternalWorkflow
from motcua.ui.fonts import DIST

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not (DIST / "bpmn.js").exists(), reason="static files are not built: make setup"),
    pytest.mark.usefixtures("storage"),
]


def press(page: Page, name: str) -> None:
    """By keyboard: the button takes the focus and the Enter key."""
    page.get_by_role("button", name=name, exact=True).first.focus()
    page.keyboard.press("Enter")


@pytest.mark.usefixtures("worker")
def test_an_annex_becomes_an_issued_workflow_with_its_drawing(
    desk: Any, axe: Callable[[Page], None], tmp_path: Path
) -> None:
    office = build_office()
    investing = content("Cấp giấy chứng nhận đăng ký đầu tư", limits=(Limit(Decimal(3), Unit.WORKING_DAY),))
    found = procedure("1.009645", investing)
    law("12/QĐ-UBND", "Ủy ban nhân dân tỉnh", date(2026, 1, 5))
    paper = tmp_path / "phu-luc.docx"
    paper.write_bytes(annex(INVESTMENT))

    page = desk(office.office, "/desk/thu-tuc/quy-trinh/phu-luc/moi/")
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: told.append(str(error)))
    axe(page)
    page.set_input_files("input[type=file]", paper)
    page.get_by_label("Cấp tỉnh").check()
    page.get_by_label("Số quyết định").fill("12/QĐ-UBND")
    press(page, "Gửi và đọc")
    expect(page.get_by_text("Đọc được 1 quy trình")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Cấp giấy chứng nhận đăng ký đầu tư").click()
    expect(page.get_by_label("ngày làm việc", exact=True)).to_be_checked()
    axe(page)
    press(page, "Nhận thành bản soạn")
    page.get_by_role("link", name="Ban hành 1 bản soạn").click()
    press(page, "Ban hành")
    expect(page.get_by_text("Đã ban hành các quy trình của phụ lục")).to_be_visible()

    made = InternalWorkflow.objects.get(procedure=found)
    page.goto(page.url.split("/desk/")[0] + f"/desk/thu-tuc/quy-trinh/{made.uid}/")
    drawing = page.get_by_role("region", name="Sơ đồ")
    expect(drawing.locator("[data-element-id=step_3]")).to_be_visible()
    expect(drawing.locator(".ui-bpmn__time")).to_have_count(5)
    expect(drawing.locator(".bjs-powered-by")).to_be_visible()
    expect(page.get_by_text("Mọi đường đi đều kết thúc")).to_be_visible()
    # fitted its letters would be too small to read
    expect(page.get_by_role("button", name="Cỡ thật")).to_have_attribute("aria-pressed", "true")
    whole = drawing.locator("svg").first.bounding_box()
    press(page, "Vừa khung")
    expect(page.get_by_role("button", name="Vừa khung")).to_have_attribute("aria-pressed", "true")
    fitted = drawing.locator("svg").first.bounding_box()
    assert whole and fitted and fitted["width"] < whole["width"]
    axe(page)
    assert told == []

    page = desk(office.editor, f"/desk/thu-tuc/{found.uid}/quy-trinh/soan/", phone=True)
    page.get_by_label("Cấp tỉnh").check()
    press(page, "Bắt đầu soạn")
    expect(page.get_by_role("heading", name="Sửa các bước")).to_be_visible()
    axe(page)
    page.get_by_label("Số", exact=True).nth(5).fill("3a")
    page.get_by_label("Nội dung công việc").nth(5).fill("Lấy ý kiến Sở Xây dựng")
    page.get_by_label("Vị trí").nth(5).select_option("agency")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    press(page, "Lưu quy trình")
    expect(page.get_by_role("row", name="3a")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("link", name="So sánh các số").focus()
    page.keyboard.press("Enter")  # the drawing above it moves what a pointer aims at
    expect(page.get_by_text("Bước mới")).to_be_visible()
    axe(page)
