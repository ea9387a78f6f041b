"""Chromium of the machine, as every browser journey uses it. Without one the journeys are skipped, loudly."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright._impl._driver import compute_driver_executable
from playwright.sync_api import Page

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


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """Fails with the rule and the element when a page breaks one of the accessibility rules."""

    def check(page: Page) -> None:
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}}).response["violations"]
        assert not found, [(v["id"], [node["html"][:200] for node in v["nodes"]]) for v in found]

    return check
