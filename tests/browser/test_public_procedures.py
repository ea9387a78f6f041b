"""A citizen on a phone finds a procedure in everyday words and takes the checklist along; pages seen open without a network; a kiosk is
wiped after each person."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import pypdf
import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.factories import procedures as factory

from motcua.procedures.content import Component, Condition, Given
from motcua.procedures.models import Procedure

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}
KIOSK = {"width": 1080, "height": 1920}
LONG = "Trẻ em sinh ra tại Việt Nam thì được đăng ký khai sinh. " * 40


@pytest.fixture
def registry(db: None) -> None:
    papers = (
        Component("1", "Tờ khai đăng ký khai sinh", originals=1),
        Component("2", "Giấy chứng sinh", originals=1),
        Component("3", "Văn bản ủy quyền", case="Nhờ người khác đi làm thay", originals=1),
        Component("4", "Giấy xác nhận của cơ sở y tế", case="Trẻ bị bỏ rơi", copies=1, given=Given.COPY),
    )
    birth = factory.content(
        "Đăng ký khai sinh",
        field="Hộ tịch",
        components=papers,
        other_names=("làm giấy khai sinh",),
        conditions=(Condition(LONG),),
    )
    factory.procedure("1.100001", birth, birth)
    factory.procedure("1.100002", factory.content("Cấp giấy phép xây dựng công trình"))
    factory.procedure("1.100003", factory.content("Đăng ký kết hôn", field="Hộ tịch"))
    gone = factory.procedure("1.100004", factory.content("Cấp sổ hộ khẩu"))
    Procedure.objects.filter(pk=gone.pk).update(abolished_on=date(2026, 1, 1))


def test_a_citizen_finds_a_procedure_on_a_phone_and_prints_the_checklist(
    browser: Browser, live_server: LiveServer, registry: None, axe: Callable[[Page], None]
) -> None:
    page = browser.new_page(viewport=PHONE)
    page.goto(live_server.url)
    axe(page)
    page.get_by_role("searchbox").fill("lam giay khai sinh")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Đăng ký khai sinh", exact=True).first.click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Đăng ký khai sinh")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_label("Nhờ người khác đi làm thay").check()
    page.get_by_role("button", name="Lập danh mục của tôi").click()
    expect(page.locator("main")).to_contain_text("Văn bản ủy quyền")
    expect(page.locator("main")).not_to_contain_text("Giấy xác nhận của cơ sở y tế")
    axe(page)

    address = page.get_by_role("link", name="In danh mục giấy tờ của tôi (PDF)").get_attribute("href")
    paper = page.request.get(live_server.url + str(address))
    said = " ".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(paper.body())).pages)
    assert "Văn bản ủy quyền" in said
    assert "Giấy xác nhận của cơ sở y tế" not in said
    page.close()


EVERY_WAY = (
    "/thu-tuc/linh-vuc/",
    "/thu-tuc/co-quan/",
    "/thu-tuc/moi/",
    "/thu-tuc/thong-ke/",
    "/thu-tuc/viec/sinh-con/",
    "/thu-tuc/?field=Hộ tịch&online=1",
    "/thu-tuc/?q=qwzx",
    "/thu-tuc/1.100001/thay-doi",
    "/thu-tuc/1.100004",
    "/thu-tuc/1.999999",
    "/ngoai-tuyen/",
    "/en/thu-tuc/1.100001",
    "/en/thu-tuc/thong-ke/",
)


def test_every_page_can_be_read_by_everybody_on_a_phone(
    browser: Browser, live_server: LiveServer, registry: None, axe: Callable[[Page], None]
) -> None:
    page = browser.new_page(viewport=PHONE)
    for address in EVERY_WAY:
        page.goto(live_server.url + address)
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address

    # By keyboard alone: past the head by the skip link, then from the box to a hit.
    page.goto(f"{live_server.url}/thu-tuc/?q=ket+hon")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Đến nội dung chính")).to_be_focused()
    page.keyboard.press("Enter")
    hit = page.get_by_role("link", name="Đăng ký kết hôn", exact=True)
    for _ in range(12):
        page.keyboard.press("Tab")
        if hit.evaluate("e => e === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Đăng ký kết hôn")
    page.close()


def test_without_javascript_everything_works(browser: Browser, live_server: LiveServer, registry: None) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url)
    page.get_by_role("searchbox").fill("khai sinh")
    page.get_by_role("button", name="Tìm").click()
    page.get_by_role("link", name="Đăng ký khai sinh", exact=True).first.click()
    condition = page.get_by_text("Trẻ em sinh ra tại Việt Nam")
    expect(condition).to_be_hidden()  # what is long waits in a fold: its link opens it, and so does a touch
    page.get_by_role("link", name="Yêu cầu, điều kiện").click()
    expect(condition).to_be_visible()
    page.get_by_label("Chỗ nào chưa đúng").fill("Thiếu lệ phí")
    page.get_by_role("button", name="Gửi góp ý").click()

    expect(page.locator("main")).to_contain_text("Cảm ơn bạn")
    page.get_by_role("link", name="So sánh các lần thay đổi").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Các lần thay đổi")
    context.close()


def test_a_page_that_was_seen_opens_without_a_network(
    browser: Browser, live_server: LiveServer, registry: None
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{live_server.url}/thu-tuc/1.100001")  # the first of all, as by a QR code
    page.evaluate(
        "async () => { while (!(await caches.match(location.href, { ignoreVary: true }))) await new Promise(r => setTimeout(r, 50)) }"
    )

    context.set_offline(True)
    page.goto(f"{live_server.url}/thu-tuc/1.100001")
    expect(page.get_by_role("heading", level=1)).to_have_text("Đăng ký khai sinh")
    expect(page.locator("#page-alerts")).to_contain_text("bản đã lưu trên máy này")
    page.get_by_label("Chỗ nào chưa đúng").fill("Phí đã đổi")
    page.get_by_role("button", name="Gửi góp ý").click()
    expect(page.locator("form [role=alert]")).to_contain_text("Không nối được với máy chủ")
    expect(page.get_by_label("Chỗ nào chưa đúng")).to_have_value("Phí đã đổi")
    page.goto(f"{live_server.url}/thu-tuc/1.100003")
    expect(page.get_by_role("heading", level=1)).to_have_text("Không có mạng")
    expect(page.locator("#page-alerts")).not_to_contain_text("bản đã lưu")
    page.goto(f"{live_server.url}/en/thu-tuc/1.100003")
    assert page.evaluate("document.documentElement.lang") == "en"
    context.close()


def test_a_kiosk_keeps_nothing_of_the_person_before(
    browser: Browser, live_server: LiveServer, registry: None, axe: Callable[[Page], None]
) -> None:
    context = browser.new_context(viewport=KIOSK)
    page = context.new_page()
    page.goto(f"{live_server.url}/?kiosk=1")
    axe(page)
    page.get_by_role("searchbox").fill("kết hôn")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Đăng ký kết hôn", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đăng ký kết hôn")
    axe(page)
    links = page.evaluate(
        "[...document.querySelectorAll('a:not(.govuk-skip-link), summary')]"
        ".filter(e => e.offsetParent && e.getBoundingClientRect().height < 48).map(e => e.outerHTML.slice(0, 80))"
    )
    assert links == []
    small = page.evaluate(
        "[...document.querySelectorAll('.govuk-button, .govuk-input, .ui-public-header__link')]"
        ".filter(e => e.offsetParent && e.getBoundingClientRect().height < 64).map(e => e.outerHTML.slice(0, 80))"
    )
    assert small == []

    page.get_by_role("button", name="Kết thúc, xóa hết").click()
    expect(page).to_have_url(f"{live_server.url}/")
    assert [cookie["name"] for cookie in context.cookies()] == ["kiosk"]
    page.go_back()
    expect(page).to_have_url(f"{live_server.url}/")
    context.close()


def test_a_kiosk_left_alone_asks_and_then_wipes(browser: Browser, live_server: LiveServer, registry: None) -> None:
    context = browser.new_context(viewport=KIOSK)
    page = context.new_page()
    page.clock.install()
    page.goto(f"{live_server.url}/?kiosk=1")
    page.goto(f"{live_server.url}/thu-tuc/1.100001")

    page.clock.run_for(95_000)
    expect(page.get_by_role("dialog")).to_contain_text("Bạn còn đang xem chứ?")
    page.get_by_role("button", name="Tôi còn xem").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.clock.run_for(115_000)

    expect(page).to_have_url(f"{live_server.url}/")
    context.close()
