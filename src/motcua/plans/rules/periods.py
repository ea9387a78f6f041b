"""From the reporting duties of a plan to the periods in which its continuous tasks are owed. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

_MONTHS = {"monthly": 1, "quarterly": 3, "9_months": 3, "6_months": 6, "annual": 12}
_CUT_OFF = re.compile(
    r"(?:chốt|số liệu|tính đến|đến hết)[^.;]{0,40}?ngày\s+(0?[1-9]|1\d|2[0-8])\b(?!\s*(?:tháng\s+(?:0?[1-9]|1[0-2])\b|[/-]))",
    re.IGNORECASE,
)
DEFAULT_MONTHS = 3


def months_of(periods: Iterable[str]) -> int:
    """Length in months of a plan's reporting periods: the shortest that its duties name; a quarter where they name none."""
    known = [_MONTHS[period] for period in periods if period in _MONTHS]
    return min(known, default=DEFAULT_MONTHS)


def cut_off_of(texts: Iterable[str]) -> int:
    """The day on which data close, where a duty says so ("số liệu chốt đến ngày 14 của tháng cuối kỳ"); else 0.

    A day with its month ("ngày 14 tháng 6") is one date, not a day of every period.
    """
    for text in texts:
        if found := _CUT_OFF.search(text):
            return int(found[1])
    return 0
