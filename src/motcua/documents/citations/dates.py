"""Dates as documents write them: "12/01/2023", "ngày 12 tháng 5 năm 2020", "08.6.2010"."""

from __future__ import annotations

import datetime
import re

DAY = r"(?P<day>\d{1,2})\s*(?:/|-|\.|tháng)\s*(?P<month>\d{1,2})\s*(?:/|-|\.|,?\s*năm)\s*(?P<year>(?:19|20)\d\d)(?!\d)"
AFTER_NUMBER = re.compile(rf"\s*,?\s*\(?(?:(?:được\s+)?(?:ban hành|ký)\s+)?ngày\s+{DAY}\)?", re.IGNORECASE)


def as_date(match: re.Match[str]) -> datetime.date | None:
    """The date that a match of DAY names; None where the calendar has no such day ("31/02/2024")."""
    try:
        return datetime.date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
