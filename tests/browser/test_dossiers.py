"""A dossier from the counter to the applicant: taken in with a scanned identity card, over three units, answered, handed out, followed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.factories import dossiers as factory
from tests.factories.documents import docx_bytes

from motcua.dossiers.models import Dossier
from motcua.kernel import clock
from motcua.ui.fonts import DIST

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not (DIST / "bpmn.js").exists(), reason="static files are not built: make setup"),
    pytest.mark.usefixtures("storage"),
]
CARD = "075190001234|271234567|Trần Thị Bưởi|01021990|Nữ|12 Võ Thị Sáu, Trấn Biên, Đồng Nai|20012022"


def act(page: Page, name: str, fill: dict[str, str] | None = None) -> None:
    """By keyboard: the act of the page (of the menu, where another is the main one), its form, its button."""
    link = page.get_by_role("link", name=name, exact=True)
    if not link.is_visible():
        page.locator("summary", has_text="Việc khác").focus()
        page.keyboard.press("Enter")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    for label, value in (fill or {}).items():
        page.get_by_label(label, exact=False).first.fill(value)
    page.get_by_role("button", name=name, exact=True).last.focus()
    page.keyboard.press("Enter")


def test_a_dossier_goes_from_the_counter_to_the_applicant(
    desk: Any, axe: Callable[[Page], None], tmp_path: Path
) -> None:
    counter = factory.build_counter()
    page = desk(counter.motcua, "/desk/ho-so/nhan/1.000123/")
    axe(page)
    page.get_by_label("Số định danh hoặc mã số thuế").first.focus()
    page.keyboard.type(CARD)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Họ tên hoặc tên tổ chức").first).to_have_value("Trần Thị Bưởi")
    expect(page.get_by_label("Địa chỉ")).to_have_value("12 Võ Thị Sáu, Trấn Biên, Đồng Nai")
    page.keyboard.type("0901234567")  # the focus went on to the telephone
    expect(page.get_by_label("Điện thoại").first).to_have_value("0901234567")
    page.get_by_role("button", name="Tiếp nhận", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Đã tiếp nhận hồ sơ")).to_be_visible()
    axe(page)

    dossier = Dossier.objects.get()
    address = f"/desk/ho-so/{dossier.uid}/"
    for user in (counter.motcua, counter.truongphong, counter.chuyenvien, counter.truongphong, counter.lanhdao):
        page = desk(user, address)
        act(page, "Chuyển bước tiếp")
        expect(page.get_by_text("Đã chuyển bước.")).to_be_visible()
    signed = tmp_path / "ket-qua.docx"
    signed.write_bytes(docx_bytes("Giấy phép đã ký"))
    page = desk(counter.vanthu, address)
    page.get_by_role("link", name="Ghi kết quả đã ký").click()
    axe(page)
    page.get_by_label("Số, ký hiệu").fill("12/GPLĐ")
    page.get_by_label("Ngày ký").fill(f"{clock.today():%d/%m/%Y}")
    page.get_by_label("Người ký").fill("Võ Thanh Tùng")
    page.set_input_files("input[type=file]", signed)
    page.get_by_role("button", name="Ghi kết quả đã ký").click()
    expect(page.get_by_text("Đã ghi kết quả; chờ trả cho người nộp.")).to_be_visible()

    page = desk(counter.motcua, "/desk/ho-so/?view=hand_out")
    axe(page)
    page.get_by_role("link", name=dossier.code).click()
    page.get_by_role("link", name="Trả kết quả", exact=True).click()
    page.get_by_label("Đã kiểm tra giấy hẹn hoặc giấy tờ tùy thân").check()
    page.get_by_role("button", name="Trả kết quả", exact=True).click()
    expect(page.get_by_text("Đã trả kết quả.", exact=True)).to_be_visible()

    phone = desk(counter.kiemtra, "/tra-cuu/", phone=True)
    axe(phone)
    phone.get_by_label("Mã hồ sơ trên giấy hẹn").fill(dossier.code)
    phone.get_by_label("Bốn số cuối").fill("4567")
    phone.get_by_role("button", name="Tra cứu", exact=True).click()
    expect(phone.get_by_text("Đã trả kết quả").first).to_be_visible()
    axe(phone)
    assert "Bưởi" not in phone.content()
    wide = phone.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390
