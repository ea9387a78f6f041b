from __future__ import annotations

import pytest

from motcua.organisations.rules.scopes import opens, well_formed


@pytest.mark.parametrize(
    ("scope", "area", "method", "opened"),
    [
        ("*:read", "plans", "GET", True),
        ("*:read", "plans", "POST", False),
        ("plans:write", "plans", "POST", True),
        ("plans:write", "plans", "GET", True),
        ("plans:write", "units", "GET", False),
        ("*:write", "files", "DELETE", True),
    ],
)
def test_a_scope_opens_its_area_for_reading_or_for_both(scope: str, area: str, method: str, opened: bool) -> None:
    assert opens([scope], area, method) is opened


@pytest.mark.parametrize("scope", ["read", "plans", "plans:delete", "Plans:read", ":read", "*:read "])
def test_other_words_are_no_scope(scope: str) -> None:
    assert not well_formed(scope)
