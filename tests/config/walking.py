"""A walk over the running product: every page and every reading operation that links lead to, each kind once or twice."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Collection
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import requests
from django.urls import Resolver404, resolve

SIGN_IN = "/accounts/login/"
ENDS = re.compile(r"/(accounts|i18n|static)/")
"""Pages of the account, the language: walked over, the walk would end itself."""
OF_A_KIND = 1


class Links(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a" and (href := dict(attrs).get("href")):
            self.found.append(href)


def signed_in(origin: str, name: str, password: str) -> requests.Session:
    """A session of the account; an AssertionError when the product does not let it in."""
    session = requests.Session()
    page = session.get(origin + SIGN_IN, timeout=30)
    (token,) = set(re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text))
    given = {"login": name, "password": password, "csrfmiddlewaretoken": token}
    answer = session.post(origin + SIGN_IN, given, headers={"Referer": origin + SIGN_IN}, timeout=30)
    assert SIGN_IN not in answer.url, f"{name} was not let in"
    return session


def pages(
    origin: str, session: requests.Session, *starts: str, known: Collection[str] = ()
) -> tuple[Counter[str], list[str]]:
    """How often each view was opened, and what answered with an error, as `status address`. `known` views are opened only to start from."""
    seen, walked, wrong = set(starts), Counter[str](), list[str]()
    waiting = deque(starts)
    while waiting:
        address = waiting.popleft()
        try:
            view = resolve(urlsplit(address).path).view_name
        except Resolver404:
            wrong.append(f"no page {address}")
            continue
        if walked[view] == OF_A_KIND or (view in known and address not in starts):
            continue
        walked[view] += 1
        answer = session.get(origin + address, timeout=60)
        if answer.status_code >= 400:
            wrong.append(f"{answer.status_code} {address}")
        if "text/html" in answer.headers.get("Content-Type", ""):
            for href in Links(answer.text).found:
                where = urldefrag(urljoin(answer.url, href)).url
                if where.startswith(origin) and (path := where[len(origin) :]) not in seen and not ENDS.match(path):
                    seen.add(path)
                    waiting.append(path)
    return walked, wrong


def readings(origin: str, token: str) -> tuple[int, list[str]]:
    """How many reading operations of the OpenAPI document were asked, lists first and then one record of each, and what went wrong."""
    session = requests.Session()
    session.headers["Authorization"] = f"Bearer {token}"
    document: dict[str, Any] = session.get(f"{origin}/api/v1/openapi.json", timeout=60).json()
    asked, wrong = 0, list[str]()
    known: dict[str, str] = {}  # the list of records → the address of its first one
    for path, methods in sorted(document["paths"].items(), key=lambda item: item[0].count("{")):
        parent, _, _rest = path.partition("/{")
        if "get" not in methods or path.count("{") > 1 or ("{" in path and parent not in known):
            continue
        address = re.sub(r"\{\w+\}", known.get(parent, ""), path)
        answer = session.get(origin + address, timeout=60)
        asked += 1
        if (
            answer.status_code >= 400 and "{" not in path and answer.status_code != 422
        ):  # 422: a list that must be asked for something
            wrong.append(f"{answer.status_code} {address}")
        elif answer.status_code >= 500:
            wrong.append(f"{answer.status_code} {address}")
        found = answer.json() if "json" in answer.headers.get("Content-Type", "") else {}
        records = found.get("items", []) if isinstance(found, dict) else found
        if "{" not in path and records and isinstance(records[0], dict):
            key = next((records[0][name] for name in ("uid", "code", "key") if records[0].get(name)), None)
            if key is not None:
                known[path] = str(key)
    return asked, wrong
