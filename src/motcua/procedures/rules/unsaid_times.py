"""Figures that stand where a time is asked for and say no unit. Sources have hundreds ("Trực tiếp: 1"); such a figure is no limit. Pure."""

from __future__ import annotations

import re

_BARE = re.compile(r"(?:([^:\d]{1,80}):)?\s*\d+(?:[.,]\d+)?\s*")
_TIME = re.compile(
    r"\d+\)?\s+(?:ngày|giờ|tháng|phút|tuần)\b(?!\s*\d)|\b(?:trong|cùng|ngay)\s+(?:trong\s+)?(?:một\s+|cùng\s+)?(?:ngày|buổi)\b(?!\s*\d)",
    re.IGNORECASE,
)


def bare_figure(text: str) -> str | None:
    """What a figure without a unit is said of ("Trực tiếp", "" where nothing is named); None where the words are no such figure."""
    found = _BARE.fullmatch(text)
    return (found[1] or "").strip() if found else None


def tells_time(text: str) -> bool:
    """Whether words say how long something takes ("03 ngày làm việc", "ngay trong ngày"); a date does not."""
    return _TIME.search(text) is not None
