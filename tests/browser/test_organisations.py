"""Somebody stands in for an absent head and never signs for them; two units become one, are looked at both ways, and part again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.factories import approvals, documents, indicators
from tests.factories import organisations as factory

from motcua.documents.rules.routes import Act
from motcua.documents.services.approvals import approve
from motcua.kernel import clock
from motcua.organisations.models import COUNTRY, Calendar, Delegation
from motcua.organisations.services.delegations import delegate
from motcua.ui.fonts import DIST

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not (DIST / "desk.js").exists(), reason="static files are not built: make setup"),
    pytest.mark.usefixtures("storage"),
]
AWAY = "/desk/uy-quyen/"


def press(page: Page, name: str) -> None:
    """By keyboard: the button takes the focus and the Enter key."""
    page.get_by_role("button", name=name, exact=True).first.focus()
    page.keyboard.press("Enter")


def test_a_colleague_works_for_an_absent_head_until_it_ends_and_never_signs(
    desk: Any, axe: Callable[[Page], None]
) -> None:
    board = approvals.build_board()
    first = approvals.submitted(board)
    last = (clock.today() + timedelta(days=3)).strftime("%d/%m/%Y")

    page = desk(board.head, AWAY)
    axe(page)
    page.get_by_role("link", name="Ủy quyền cho người khác").click()
    axe(page)
    page.get_by_label("Người làm thay").fill("Đỗ Văn Bạn")
    page.get_by_label("Đến hết ngày").fill(last)
    page.get_by_label("Lý do").fill("Đi công tác")
    press(page, "Ủy quyền")
    expect(page.get_by_text("Đang thay")).to_be_visible()
    axe(page)

    page = desk(board.colleague, first.address, phone=True)
    page.get_by_label("Bút phê").fill("Nhất trí")
    press(page, "Đồng ý")
    expect(page.get_by_text("Đã đồng ý")).to_be_visible()
    expect(page.get_by_text("Phạm Thị Trưởng").first).to_be_visible()
    axe(page)

    # The leader is away too, and the same colleague stands in: the document waits for a signature that is not theirs to give.
    now = clock.now()
    leader, colleague = board.officer("leader"), board.officer("colleague")
    delegate(leader, colleague, starts=now, ends=now + timedelta(days=2), actor=board.act("leader"))
    approve(approvals.fresh(first), actor=board.act("office"))
    page = desk(board.colleague, first.address, phone=True)
    expect(page.get_by_role("heading", name=first.title)).to_be_visible()
    expect(page.get_by_role("link", name="Ký (bản giấy)")).to_have_count(0)
    refused = page.goto(page.url + "ky/")
    assert refused is not None
    assert refused.status == 403
    axe(page)

    page = desk(board.head, AWAY)
    page.locator("summary", has_text="Kết thúc sớm").focus()
    page.keyboard.press("Enter")
    axe(page)
    press(page, "Kết thúc sớm")
    expect(page.get_by_text("Đã kết thúc; việc và thông báo chỉ còn đến người giữ vị trí.")).to_be_visible()
    assert Delegation.objects.filter(giver=board.officer("head"), ends_at__gt=clock.now()).count() == 0

    second = approvals.submitted(board, title="Sau ngày về")
    page = desk(board.colleague, second.address, phone=True)
    expect(page.get_by_role("button", name="Đồng ý")).to_have_count(0)
    page = desk(board.head, second.address)
    press(page, "Đồng ý")
    expect(page.get_by_text("Đã đồng ý")).to_be_visible()
    assert approvals.brought_to(board, Act.SIGN, approvals.fresh(second)).pk == second.pk


def test_two_units_become_one_are_read_in_both_structures_and_part_again(
    desk: Any, axe: Callable[[Page], None]
) -> None:
    Calendar.objects.get_or_create(code=COUNTRY, defaults={"name": "Lịch làm việc"})  # emptied by tests that commit
    province = factory.province()
    office = factory.user("vanhanh", province.committee, "operator")
    today = clock.today()
    for n, unit in enumerate((province.department, province.board, province.board)):
        documents.law(f"{n}/QĐ-UB", "Ủy ban", today, f"Văn bản số {n}", owner_unit=unit.pk)
    figure = f"/desk/chi-so/test.papers/?unit=ban&from={today}&to={today}"

    with indicators.declared(indicators.count()):
        page = desk(office, "/desk/don-vi/snv/")
        page.get_by_role("link", name="Sáp nhập, chia tách").click()
        axe(page)
        page.get_by_label("Sáp nhập vào đơn vị khác").check()
        page.get_by_label("Đơn vị tiếp nhận, kế thừa").fill("ban")
        page.get_by_label("Theo văn bản").fill("12/NQ-HĐND")
        press(page, "Xem sẽ xảy ra gì")
        ended = page.locator(".govuk-summary-list__row", has_text="Đơn vị kết thúc hoạt động")
        expect(ended).to_contain_text("Sở Nội vụ")
        axe(page)
        page = desk(office, figure)
        assert figure_on(page) == "2"  # looking has changed nothing
        page.go_back()
        press(page, "Thực hiện")
        expect(page.get_by_text("Đã ghi việc sắp xếp.")).to_be_visible()
        expect(page.get_by_text("Vào ngày này, việc của đơn vị thuộc về:")).to_be_visible()
        axe(page)

        page = desk(office, figure)
        assert figure_on(page) == "3"
        axe(page)
        eve = (today - timedelta(days=1)).strftime("%d/%m/%Y")
        page.get_by_label("Theo cơ cấu tổ chức").select_option(label=f"Cơ cấu ngày {eve}")
        press(page, "Xem")
        assert figure_on(page) == "2"

        page = desk(office, "/desk/don-vi/snv/", phone=True)
        page.get_by_role("link", name="Hủy bỏ việc đã ghi").first.click()
        axe(page)
        page.get_by_label("Lý do").fill("Nghị quyết bị thu hồi")
        press(page, "Hủy bỏ việc này")
        expect(page.get_by_text("mọi thứ trở lại như trước")).to_be_visible()
        page = desk(office, figure, phone=True)
        assert figure_on(page) == "2"
        axe(page)


def figure_on(page: Page) -> str:
    """The figure that an indicator's page shows first."""
    shown = page.locator(".ui-figures").first
    expect(shown).to_be_visible()
    return shown.locator("dd").first.inner_text().strip()
