"""A citizen signs in by electronic identity, sees who they are, and finds the desk closed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer
from tests.factories import identity

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def provider(live_server: LiveServer, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    callback = f"{live_server.url}/accounts/oidc/citizen/login/callback/"
    with identity.running_provider(tmp_path_factory.mktemp("provider"), callback) as address:
        settings.SOCIALACCOUNT_PROVIDERS = identity.apps(address)
        directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
        settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": directives | {"form-action": ["'self'", address]}}
        yield address


def test_a_citizen_signs_in_and_out_by_electronic_identity(
    page: Page, live_server: LiveServer, provider: str, axe: Callable[[Page], None]
) -> None:
    page.goto(f"{live_server.url}/")
    axe(page)
    page.get_by_role("button", name="Đăng nhập qua Tài khoản định danh điện tử").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Tài khoản định danh thử nghiệm")).to_be_visible()
    axe(page)
    page.get_by_label("Tên đăng nhập").fill("doanhnghiep")
    page.get_by_label("Mật khẩu", exact=True).fill(identity.PASSWORD)
    page.keyboard.press("Enter")

    expect(page).to_have_url(f"{live_server.url}/")
    expect(page.locator("header")).to_contain_text("Công ty TNHH Mẫu Đồng Nai")
    axe(page)

    refused = page.goto(f"{live_server.url}/desk/")
    assert refused is not None
    assert refused.status == 403
    expect(page.locator("main")).to_contain_text("chỉ dành cho cán bộ")
    axe(page)

    page.get_by_role("button", name="Đăng xuất").click()
    expect(page.get_by_role("link", name="Đăng nhập", exact=True)).to_be_visible()
