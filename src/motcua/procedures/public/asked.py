"""What an address asks that a page cannot give: it is said, not passed over."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from django.http import HttpRequest

_OF_OTHERS = re.compile(r"utm_\w+|\w*clid|zarsrc|kiosk|_\w*", re.IGNORECASE)
"""What links and the product's own frame add to any address."""


def not_understood(
    request: HttpRequest, names: Collection[str], answers: Mapping[str, Collection[str]] | None = None
) -> dict[str, Any]:
    """For the page: the parts of the address that are no question of this page (`names`), or whose value none of its answers is
    (`answers`), and the address without them."""
    allowed = answers or {}
    strange = [
        (name, value)
        for name, values in request.GET.lists()
        for value in values
        if not _OF_OTHERS.fullmatch(name)
        and (name not in (*names, *allowed) or (value and name in allowed and value not in allowed[name]))
    ]
    kept = request.GET.copy()
    for name in dict(strange):
        kept.setlist(name, [value for value in kept.getlist(name) if (name, value) not in strange])
    return {
        "not_understood": [f"{name}={value}"[:60] for name, value in strange][:6],
        "understood_url": f"?{kept.urlencode()}",
    }
