"""A quarter is closed: its figure stands beside what was promised, and says later what has changed since."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.factories import plans as factory
from tests.factories.documents import _officer as officer

from motcua.kernel.actors import Actor
from motcua.organisations.permissions import actor_of
from motcua.plans.models import Occurrence
from motcua.plans.services import asking
from motcua.plans.services.targets import bind_target
from motcua.ui.fonts import DIST

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not (DIST / "desk.js").exists(), reason="static files are not built: make setup"),
    pytest.mark.usefixtures("worker"),
]
KEY = "plans.occurrences_on_time"
TITLE = "Nhiệm vụ hoàn thành đúng hạn"
QUARTER = f"/desk/chi-so/{KEY}/?unit=bql&period=2026-Q2"


def test_a_quarter_is_closed_and_says_later_what_has_changed_since(desk: Any, axe: Callable[[Page], None]) -> None:
    world = factory.build_world()
    closer = officer("Đỗ Văn Phòng Tỉnh", world.province, "office")
    plan = factory.accepted(world, queued=False)
    target = plan.targets.order_by("position")[0]
    bind_target(target, indicator=KEY, actor=actor_of(world.office))

    page = desk(closer, "/desk/chi-so/")
    page.get_by_role("link", name="Chốt số liệu kỳ").click()
    axe(page)
    page.get_by_label("Kỳ", exact=True).fill("quý II/2026")
    page.get_by_label(TITLE).check()
    page.get_by_role("button", name="Chốt số liệu").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Đã xong")).to_be_visible()  # the worker runs it, the page finds out by itself
    page.get_by_role("link", name="Mở kết quả").click()
    expect(page.get_by_role("heading", name="Quý II/2026")).to_be_visible()
    axe(page)

    for phone in (False, True):
        page = desk(world.office, QUARTER, phone=phone)
        expect(page.get_by_text("Đã chốt", exact=True).first).to_be_visible()
        expect(page.locator(".ui-figures").first).to_contain_text("0 %")
        goals = page.locator("section", has=page.get_by_role("heading", name="Chỉ tiêu"))
        expect(goals).to_contain_text("≥ 100 %")
        expect(goals.get_by_role("link", name=plan.number)).to_be_visible()
        expect(page.locator(".ui-chart__goal")).to_have_count(1)
        axe(page)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0

    owed = Occurrence.objects.filter(task__plan=plan, ends_on="2026-06-30").order_by("pk")[0]
    asked = asking.ask_to_be_let_off(owed, actor=Actor(None, "Người xin"), reason="Không còn thủ tục này")
    asking.grant_request(asked, actor=Actor(None, "Người duyệt"))

    page = desk(world.office, QUARTER)
    page.get_by_role("link", name="Chốt theo dữ liệu lúc").click()
    page.get_by_role("link", name="Tính lại").click()
    expect(page.get_by_text("Khớp hoàn toàn")).to_be_visible()
    expect(page.get_by_text("Khác với lúc chốt")).to_be_visible()
    expect(page.get_by_text("Không còn: 1")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Trang chỉ số với kỳ và đơn vị này").click()
    expect(page.get_by_text("Đã chốt", exact=True).first).to_be_visible()
