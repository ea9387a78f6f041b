"""An officer takes a plan in by keyboard: sign in, import, correct, accept, find it again; axe on every page on the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.factories import documents as office
from tests.factories import plans as factory

from motcua.plans.models import Plan, Reading
from motcua.plans.sample import as_word
from motcua.ui.fonts import DIST

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not (DIST / "desk.js").exists(), reason="static files are not built: make setup"),
]


def sign_in(page: Page, live_server: LiveServer, name: str) -> None:
    page.goto(f"{live_server.url}/desk/ke-hoach/nhan/")
    page.get_by_label("Tên đăng nhập").fill(name)
    page.keyboard.press("Tab")
    page.locator("input[name=password]").fill(office.PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(
        f"{live_server.url}/desk/ke-hoach/nhan/"
    )  # whole: the sign-in page names it too, as where to go next


@pytest.mark.usefixtures("worker")
def test_a_word_plan_is_taken_in_corrected_accepted_and_found_again(
    page: Page, live_server: LiveServer, axe: Callable[[Page], None], tmp_path: Path
) -> None:
    world = factory.build_world()
    plan = tmp_path / "ke-hoach.docx"
    plan.write_bytes(as_word(factory.plan_text()))

    sign_in(page, live_server, world.office.username)
    axe(page)
    page.get_by_label("Đơn vị phụ trách kế hoạch").select_option(label="Ban Quản lý các khu công nghiệp")
    page.locator("input[type=file]").set_input_files(plan)
    page.get_by_role("button", name="Gửi tệp và đọc").focus()
    page.keyboard.press("Enter")

    # Read by the worker; the page finds out by itself.
    expect(page.get_by_role("heading", name="Kiểm soát thủ tục hành chính năm 2026").first).to_be_visible()
    page.wait_for_load_state("networkidle")  # a second look for the result may have been under way
    axe(page)
    page.locator("a.ui-tabs__link", has_text="Nhiệm vụ").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/nhiem-vu/")
    axe(page)

    # j to the first item, e into its first value: its words are marked in the source.
    page.keyboard.press("j")
    page.keyboard.press("e")
    expect(page.locator("mark.ui-source__mark").first).to_contain_text("Rà soát quy trình")
    page.keyboard.press("Tab")  # who leads
    expect(page.locator("mark.ui-source__mark").first).to_have_text("Văn phòng")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Phòng Đầu tư")
    field = page.locator("[data-path='/tasks/0/lead']")
    expect(field.locator("[data-state]")).to_have_text("Đã lưu")
    expect(field.locator("[data-understood]")).to_contain_text("Phòng Đầu tư")
    page.keyboard.press("Escape")
    page.keyboard.press("x")
    expect(page.locator("[data-review-item]").first.locator("[data-confirm]")).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(page.locator("[data-path='/tasks/0/lead'] [data-control]")).to_have_value("Phòng Đầu tư")

    page.get_by_role("link", name="Chấp nhận kế hoạch").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/chap-nhan/")
    axe(page)
    page.get_by_role("button", name="Chấp nhận kế hoạch").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Kế hoạch đã vào hệ thống.")).to_be_visible()
    axe(page)
    accepted = Plan.objects.get()
    assert accepted.tasks.order_by("position")[0].lead == "Phòng Đầu tư"

    page.keyboard.press("g")
    page.keyboard.press("p")
    page.wait_for_url("**/desk/ke-hoach/")
    page.keyboard.press("/")
    page.keyboard.type("kiem soat thu tuc")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="18/KH-KCNĐN")).to_be_visible()
    axe(page)


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_of_plans_breaks_no_rule_and_fits_the_window(
    page: Page, live_server: LiveServer, axe: Callable[[Page], None], width: int
) -> None:
    world = factory.build_world()
    plan = factory.accepted(world, queued=False)
    reading = factory.read(world, factory.plan_text("19/KH-KCNĐN"), queued=False)
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, live_server, world.office.username)
    review, shown = f"ban-doc/{reading.uid}/", f"{plan.uid}/"
    tails = [
        review,
        f"{review}can-cu/",
        f"{review}chap-nhan/",
        shown,
        f"{shown}chi-tieu/",
        f"{shown}van-ban-nguon/",
        f"{shown}nhat-ky/",
        "",
    ]
    for tail in tails:
        page.goto(f"{live_server.url}/desk/ke-hoach/{tail}")
        axe(page)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, tail


@pytest.mark.usefixtures("worker")
def test_on_a_phone_the_tabs_are_one_row_and_marked_words_lead_to_their_row(
    page: Page, live_server: LiveServer
) -> None:
    world = factory.build_world()
    plan = factory.accepted(world, queued=False)
    page.set_viewport_size({"width": 390, "height": 900})
    sign_in(page, live_server, world.office.username)
    page.goto(f"{live_server.url}/desk/ke-hoach/{plan.uid}/van-ban-nguon/")
    tabs = page.locator(".ui-tabs__link")
    assert len({round(box["y"]) for tab in tabs.all() if (box := tab.bounding_box())}) == 1
    expect(page.locator(".ui-tabs__link[aria-current]")).to_be_in_viewport(ratio=1)
    page.locator("a.ui-source__found", has_text="Tập huấn kỹ năng số").click()
    row = page.locator(f"#nhiem-vu-{plan.tasks.get(task__contains='Tập huấn').uid}")
    expect(row).to_be_in_viewport()
    expect(row).to_contain_text("Tập huấn kỹ năng số cho công chức")


@pytest.mark.usefixtures("worker")
def test_what_somebody_else_changed_is_told_and_nothing_typed_is_lost(page: Page, live_server: LiveServer) -> None:
    world = factory.build_world()
    reading = factory.read(world, queued=False)
    sign_in(page, live_server, world.office.username)
    page.goto(f"{live_server.url}/desk/ke-hoach/ban-doc/{reading.uid}/nhiem-vu/")
    current = Reading.objects.get(pk=reading.pk).current or {}
    current["tasks"][0]["lead"] = "Sở Nội vụ"
    Reading.objects.filter(pk=reading.pk).update(current=current)  # somebody else was quicker
    field = page.locator("[data-path='/tasks/0/lead']")
    field.locator("[data-control]").fill("Phòng Đầu tư")
    expect(field.locator("[data-state]")).to_contain_text("Sở Nội vụ")
    expect(field.locator("[data-control]")).to_have_value("Phòng Đầu tư")
    field.get_by_role("button", name="Lưu chữ của tôi").click()
    expect(field.locator("[data-state]")).to_have_text("Đã lưu")
    assert (Reading.objects.get(pk=reading.pk).current or {})["tasks"][0]["lead"] == "Phòng Đầu tư"
