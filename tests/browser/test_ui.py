"""What only a browser can show: focus, keys, swaps, saving by itself, files, the policy, and axe."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect
from pytest_django.live_server_helper import LiveServer
from tests.factories import ui as addresses
from tests.factories.ui import make_records

from motcua.ui.fonts import DIST

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not (DIST / "desk.js").exists(), reason="static files are not built: make setup"),
]


@pytest.fixture(autouse=True)
def _addresses(settings: object) -> None:
    settings.ROOT_URLCONF = "tests.factories.ui"  # type: ignore[attr-defined]  # pytest-django's settings
    addresses.SAVED.clear()
    addresses.ANSWERS["autosave"] = 204


@pytest.fixture
def complaints(page: Page) -> Iterator[list[str]]:
    """What the browser's console says; a breach of the policy or a script error fails the test that uses it."""
    said: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        # htmx reports a search overtaken by the next letter (hx-sync) as an error; a 404 of the test's own is none either.
        expected = ("Failed to load resource", "htmx:afterRequest", "htmx:sendAbort")
        if message.type == "error" and not message.text.startswith(expected):
            said.append(message.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield said
    assert said == []


GALLERY = "/thu/bo-mau/"


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(
    "query", ["", "?list=filtered&form=wrong", "?list=none", "?list=empty&layout=public&form=wrong"]
)
def test_the_components_break_no_rule_and_fit_the_window(
    page: Page, live_server: LiveServer, axe: Callable[[Page], None], complaints: list[str], width: int, query: str
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{live_server.url}{GALLERY}{query}")

    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_the_desk_in_the_dark_breaks_no_rule(page: Page, live_server: LiveServer, axe: Callable[[Page], None]) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(f"{live_server.url}{GALLERY}?list=filtered&form=wrong")

    axe(page)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(14, 24, 34)"


@pytest.mark.parametrize("address", ["/accounts/login/", "/accounts/password/reset/", "/khong-co"])
def test_pages_outside_break_no_rule(
    page: Page, live_server: LiveServer, axe: Callable[[Page], None], complaints: list[str], address: str
) -> None:
    page.goto(f"{live_server.url}{address}")

    axe(page)


def test_a_list_is_narrowed_sorted_and_paged_by_keyboard_alone(
    page: Page, live_server: LiveServer, complaints: list[str]
) -> None:
    make_records(24)
    page.goto(f"{live_server.url}/thu/danh-sach/")

    page.keyboard.press("/")
    expect(page.locator("#list-search")).to_be_focused()
    page.keyboard.type("le van")
    expect(page.locator("#list-count")).to_have_text("6 mục")
    expect(page.locator("#list-search")).to_be_focused()
    expect(page).to_have_url(f"{live_server.url}/thu/danh-sach/?q=le%20van")

    page.locator("#sort-reader_name").focus()
    page.keyboard.press("Enter")
    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("Người đọc")
    expect(page.locator("#sort-reader_name")).to_be_focused()
    expect(page).to_have_url(re.compile("sort=reader_name"))

    page.locator("#list-search").fill("")
    page.locator("#list-search").press("Enter")
    expect(page.locator("#list-count")).to_have_text("24 mục")
    expect(page).to_have_url(f"{live_server.url}/thu/danh-sach/?sort=reader_name")

    page.locator("#pager-older").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#pager-newer")).to_be_visible()
    page.locator("body").click(position={"x": 5, "y": 300})
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("[data-row]").nth(1).locator("a")).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator("[data-row]").nth(0).locator("a")).to_be_focused()


def test_taking_off_a_chip_clears_the_filter_and_keeps_a_place_for_the_focus(
    page: Page, live_server: LiveServer, complaints: list[str]
) -> None:
    make_records(9)
    page.goto(f"{live_server.url}/thu/danh-sach/")
    page.locator(".ui-filters summary").click()
    page.get_by_label("Căn cước").check()
    expect(page.locator("#list-count")).to_have_text("3 mục")

    page.locator(".ui-chip").focus()
    page.keyboard.press("Enter")

    expect(page.locator("#list-count")).to_have_text("9 mục")
    expect(page.locator("#list-count")).to_be_focused()
    expect(page.get_by_label("Căn cước")).not_to_be_checked()
    expect(page).to_have_url(f"{live_server.url}/thu/danh-sach/")


def test_leaving_the_search_box_undoes_neither_a_page_nor_a_sort(
    page: Page, live_server: LiveServer, complaints: list[str]
) -> None:
    make_records(24)
    page.goto(f"{live_server.url}/thu/danh-sach/?sort=reader_name")
    page.locator("#pager-older").click()
    expect(page).to_have_url(re.compile("cursor="))
    second = page.url

    page.locator("#list-search").focus()
    page.locator("#list-search").press("End")
    page.locator("#sort-at").focus()
    page.wait_for_timeout(600)  # longer than any delay of the form
    assert page.url == second

    page.locator("#list-search").fill("le van")
    page.locator("#sort-at").click()
    expect(page.locator("#list-count")).to_have_text("6 mục")
    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("Lúc")
    assert parse_qs(urlsplit(page.url).query) == {"q": ["le van"], "sort": ["at"]}


def test_going_back_shows_the_list_as_it_was(page: Page, live_server: LiveServer) -> None:
    make_records(24)
    page.goto(f"{live_server.url}/thu/danh-sach/")
    page.locator("#pager-older").click()
    expect(page.locator("#pager-newer")).to_be_visible()
    second = page.locator("tbody [data-row]").all_text_contents()
    page.goto(f"{live_server.url}/accounts/login/")

    page.go_back()

    expect(page.locator("tbody [data-row]")).to_have_text(second)


def test_a_list_works_without_scripts(browser: Browser, live_server: LiveServer) -> None:
    make_records(12)
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/thu/danh-sach/")

    page.locator("#list-search").fill("tran thi")
    page.locator("#list-search").press("Enter")
    assert "3 mục" in page.locator("#list-count").inner_text()
    page.locator(".ui-filters summary").click()
    page.get_by_label("Căn cước").check()
    page.get_by_role("button", name="Lọc", exact=True).click()
    assert "1 mục" in page.locator("#list-count").inner_text()


def test_a_form_saves_itself_and_says_when(page: Page, live_server: LiveServer, complaints: list[str]) -> None:
    page.goto(f"{live_server.url}/thu/mau/")

    page.get_by_label("Tên đơn vị").fill("Văn phòng")

    expect(page.locator("[data-autosave-state]")).to_contain_text("Đã lưu lúc")
    assert addresses.SAVED[-1]["name"] == "Văn phòng"


def test_a_failure_to_save_is_loud_and_tried_again(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/thu/mau/")
    page.route("**/thu/mau/*", lambda route: route.abort())
    state = page.locator("[data-autosave-state]")

    page.get_by_label("Tên đơn vị").fill("Văn phòng")
    expect(state).to_contain_text("CHƯA LƯU ĐƯỢC")
    expect(state).to_have_class(re.compile("ui-autosave--failed"))
    page.unroute("**/thu/mau/*")

    expect(state).to_contain_text("Đã lưu lúc", timeout=8000)
    assert addresses.SAVED[-1]["name"] == "Văn phòng"


def test_leaving_with_something_unsaved_asks_first(page: Page, live_server: LiveServer) -> None:
    addresses.ANSWERS["autosave"] = 422
    page.goto(f"{live_server.url}/thu/mau/")
    page.get_by_label("Tên đơn vị").fill("Văn phòng")
    expect(page.locator("[data-autosave-state]")).to_contain_text("có mục chưa đúng")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

    page.goto(f"{live_server.url}/accounts/login/")

    assert asked == ["beforeunload"]


def test_a_file_too_large_is_told_before_it_is_sent(page: Page, live_server: LiveServer, tmp_path: Path) -> None:
    page.goto(f"{live_server.url}/thu/mau/")
    page.evaluate("document.querySelector('input[type=file]').dataset.uploadLimit = '10'")
    page.reload()
    large = tmp_path / "ke-hoach.docx"
    large.write_bytes(b"x" * 2000)

    page.locator("input[type=file]").set_input_files(large)

    expect(page.locator("[data-upload-files]")).to_have_text(re.compile(r"ke-hoach\.docx · 2 KB"))


def test_an_upload_shows_the_form_again_with_what_is_wrong(
    page: Page, live_server: LiveServer, tmp_path: Path, complaints: list[str]
) -> None:
    page.goto(f"{live_server.url}/thu/mau/")
    file = tmp_path / "ke-hoach.txt"
    file.write_text("KẾ HOẠCH")
    page.locator("input[type=file]").set_input_files(file)

    page.get_by_role("button", name="Lưu nháp").click()

    expect(page.locator("#error-summary")).to_be_focused()
    expect(page.locator("#error-summary")).to_contain_text("Tên đơn vị: Hãy điền mục này.")
    page.get_by_role("link", name=re.compile("Tên đơn vị")).first.click()
    expect(page.get_by_label("Tên đơn vị")).to_be_focused()


def test_why_opens_in_place_and_an_error_keeps_the_page(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}{GALLERY}")

    page.get_by_text("Vì sao?").click()
    expect(page.locator(".ui-why__body").first).to_contain_text("Ngày đầu tính: thứ Hai 16/11/2026")

    page.get_by_text("Vì sao chưa tính được?").click()
    expect(page.locator("#page-alerts")).to_contain_text("Không tính được: chưa có quy định cho ngày 20/11/2026.")
    expect(page.locator(".ui-why__body").nth(1)).to_contain_text("Xem giải thích")
    page.get_by_role("button", name="Đóng").first.click()
    expect(page.locator("#page-alerts")).to_be_empty()


def test_a_lost_connection_is_told(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}{GALLERY}")
    page.context.set_offline(offline=True)

    page.get_by_text("Vì sao?").click()

    expect(page.locator("#page-alerts")).to_contain_text("Không nối được với máy chủ")


def test_the_shortcuts_are_listed_and_escape_closes_them(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}{GALLERY}")

    page.keyboard.press("?")
    expect(page.locator("#shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#shortcuts")).not_to_be_visible()


def test_the_skip_link_is_first_and_leads_to_the_content(page: Page, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}{GALLERY}")

    page.keyboard.press("Tab")
    expect(page.locator(".govuk-skip-link")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("main")).to_be_focused()


def test_a_phone_s_first_load_of_a_public_page_is_light(page: Page, live_server: LiveServer) -> None:
    import gzip

    loaded: dict[str, int] = {}

    def weigh(response: object) -> None:
        body = response.body()  # type: ignore[attr-defined]  # playwright's response
        kind = "font" if response.url.endswith(".woff2") else "other"  # type: ignore[attr-defined]
        loaded[kind] = loaded.get(kind, 0) + (len(body) if kind == "font" else len(gzip.compress(body)))

    page.on("response", weigh)
    page.goto(f"{live_server.url}/accounts/login/")
    page.wait_for_load_state("networkidle")

    assert loaded["other"] <= 100_000
    assert loaded["font"] <= 70_000
