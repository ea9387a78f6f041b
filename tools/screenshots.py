#!/usr/bin/env python3
"""Pictures of pages at the widths we judge them by, and what axe says of each.

    python tools/screenshots.py --base http://localhost:8000 --out /tmp/pictures /desk/ "/desk/ke-hoach/?q=khong+co"
    options: --widths 1280,390  --user NAME (password from MOTCUA_SAMPLE_PASSWORD)  --dark  --zoom 2  --no-js  --forced-colors  --print

Uses the Chromium of the system (`chromium` on PATH); installs nothing. Exits 1 when axe found a violation or a page did not answer.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

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


def main() -> int:
    options = _options()
    options.out.mkdir(parents=True, exist_ok=True)
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        raise SystemExit("screenshots: không thấy Chromium trên máy này.")
    found = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        for width in options.widths:
            page = _page(browser, options, width)
            for address in options.addresses:
                found += _picture(page, options, address, width)
            page.context.close()
        browser.close()
    return 1 if found else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("addresses", nargs="+")
    parser.add_argument("--base", default="http://localhost:8000")
    parser.add_argument("--out", type=Path, default=Path("test-results/screenshots"))
    parser.add_argument("--widths", type=lambda text: [int(part) for part in text.split(",")], default=[1280, 390])
    parser.add_argument("--user", default="")
    parser.add_argument("--zoom", type=float, default=1)
    for name in ("dark", "no-js", "forced-colors", "print", "no-axe"):
        parser.add_argument(f"--{name}", action="store_true")
    return parser.parse_args()


def _page(browser: Browser, options: argparse.Namespace, width: int) -> Page:
    """A page as a person has it. Zoom is a narrower window at a higher density: what a browser's own zoom does."""
    context = browser.new_context(
        viewport={"width": int(width / options.zoom), "height": int(900 / options.zoom)},
        device_scale_factor=options.zoom,
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        color_scheme="dark" if options.dark else "light",
        forced_colors="active" if options.forced_colors else "none",
        reduced_motion="reduce",
        java_script_enabled=not options.no_js,
    )
    page = context.new_page()
    page.on(
        "console",
        lambda message: print(f"  {message.type}: {message.text}") if message.type in {"error", "warning"} else None,
    )
    page.on("pageerror", lambda error: print(f"  script error: {error}"))
    if options.user:
        page.goto(urljoin(options.base, "/accounts/login/"))
        page.fill("input[name=login]", options.user)
        page.fill("input[name=password]", os.environ["MOTCUA_SAMPLE_PASSWORD"])
        page.click("main button[type=submit]")
        page.wait_for_load_state("networkidle")
    return page


def _picture(page: Page, options: argparse.Namespace, address: str, width: int) -> int:
    answer = page.goto(urljoin(options.base, address))
    page.wait_for_load_state("networkidle")
    if options.print:
        page.emulate_media(media="print")
    marks = [name for name in ("dark", "no_js", "forced_colors", "print") if getattr(options, name)]
    name = re.sub(r"[^a-z0-9]+", "-", address.lower()).strip("-") or "home"
    path = options.out / f"{'-'.join([name[:80], str(width), *marks])}{'-zoom' if options.zoom != 1 else ''}.png"
    page.screenshot(path=path, full_page=True)
    status = answer.status if answer else 0
    overflow = (
        page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if not options.no_js
        else 0
    )
    violations = [] if options.no_axe or options.no_js else _violations(page)
    wide = f"  WIDER THAN THE WINDOW by {overflow} px" if overflow > 0 else ""
    print(f"{status} {width:>5} {address}  {path}  axe: {len(violations)}{wide}")
    for violation in violations:
        print(f"  {violation['impact']} {violation['id']}: {violation['help']}")
        for node in violation["nodes"][:5]:
            print(f"    {node['html'][:160]}")
            for check in node["any"][:1]:
                print(f"      {check['message'][:220]}")
    return len(violations) + (status >= 500) + (overflow > 0)


def _violations(page: Page) -> list[dict[str, Any]]:
    results = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    violations: list[dict[str, Any]] = json.loads(json.dumps(results.response["violations"]))
    return violations


if __name__ == "__main__":
    sys.exit(main())
