"""Chromium of the machine, as every browser journey uses it. Without one the journeys are skipped, loudly."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright._impl._driver import compute_driver_executable
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer
from pytest_playwright.pytest_playwright import CreateContextCallback

from motcua.kernel import jobs
from motcua.kernel.worker import Worker
from motcua.organisations.models import User

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
TIMEOUT = 60_000
"""Milliseconds. The machine may be busy; a passing run needs a few seconds."""
SCREEN: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# Playwright's sync interface keeps an event loop in the thread, which Django takes for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


@pytest.fixture(scope="session", autouse=True)
def driver() -> None:
    """Playwright drives the browser by a program of its own, which some machines cannot run."""
    tried = subprocess.run([*compute_driver_executable(), "--version"], capture_output=True, text=True, check=False)
    if tried.returncode:
        pytest.skip(
            f"NO BROWSER: its driver does not run here ({tried.stderr.strip()}); the browser journeys did not run"
        )


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("NO BROWSER: this machine has no Chromium; the browser journeys did not run")
    return browser_type_launch_args | {"executable_path": program, "args": ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return browser_context_args | {"locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh", "reduced_motion": "reduce"}


@pytest.fixture(scope="session", autouse=True)
def patience() -> None:
    expect.set_options(timeout=TIMEOUT)


class Desk(Protocol):
    """Opens an address as an officer, on a screen of their own or on a phone."""

    def __call__(self, user: User, address: str, *, phone: bool = False) -> Page: ...


@pytest.fixture
def desk(new_context: CreateContextCallback, live_server: LiveServer) -> Desk:
    """Several people work at once, each in a browser of their own. They come with a session: signing in is a journey of its own
    (test_plan_import.py), and three pages each time.
    """
    opened: dict[tuple[int, bool], BrowserContext] = {}

    def at(user: User, address: str, *, phone: bool = False) -> Page:
        if (user.pk, phone) not in opened:
            context = new_context(viewport=PHONE if phone else SCREEN)
            context.set_default_timeout(TIMEOUT)
            client = Client()
            client.force_login(user, backend="motcua.organisations.signin.OfficerBackend")
            name = settings.SESSION_COOKIE_NAME
            context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
            opened[user.pk, phone] = context
        context = opened[user.pk, phone]
        page = context.pages[0] if context.pages else context.new_page()
        page.goto(live_server.url + address)
        return page

    return at


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Fails with the rule and the element when a page breaks one of the accessibility rules."""

    def check(page: Page) -> None:
        # Only violations are worked out and sent back: the hundreds of things in order are half of the time.
        options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
        found = Axe().run(page, options=options).response["violations"]
        assert not found, [(v["id"], [node["html"][:200] for node in v["nodes"]]) for v in found]

    return check


@pytest.fixture
def worker(storage: Path) -> Iterator[None]:
    """A worker that runs jobs beside the server, as in production, and files of this test alone."""
    working = Worker(1)
    thread = threading.Thread(target=working.run, name="worker", daemon=True)
    thread.start()
    yield
    working.stop()
    thread.join(15)
    jobs.stopping.clear()
