"""Which indicators there are."""

from __future__ import annotations

from collections.abc import Sequence

from motcua.kernel.errors import NotFound
from motcua.kernel.indicators import Indicator, indicators
from motcua.kernel.text import fold

KIND = "indicator"
"""Kind of subject: `indicator:plans.on_time`."""


def indicator_named(key: str) -> Indicator:
    """Raises NotFound."""
    found = indicators.get(key)
    if found is None:
        raise NotFound("Không có chỉ số “{key}”.", code="no_indicator", key=key[:100])
    return found


def catalogue(text: str = "", packages: Sequence[str] = (), owners: Sequence[str] = ()) -> list[Indicator]:
    """The indicators that have all the words (in key, title, formula, source or owner; without diacritics too), by package and title."""
    words = fold(text).split()
    found = [
        one
        for one in indicators
        if (not packages or one.package in packages)
        and (not owners or str(one.owner) in owners)
        and all(word in _searched(one) for word in words)
    ]
    return sorted(found, key=lambda one: (one.package, fold(str(one.title)), one.key))


def packages() -> list[str]:
    return sorted({one.package for one in indicators})


def owners() -> list[str]:
    return sorted({str(one.owner) for one in indicators if one.owner}, key=fold)


def _searched(one: Indicator) -> str:
    return fold(" ".join(map(str, (one.key, one.title, one.formula, one.source, one.owner))))
