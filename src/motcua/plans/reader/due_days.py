"""The day on which something is due inside its period: "trước ngày 16 của tháng cuối quý", "trước 15/6 và 15/12".

`Schedule.due` holds it in one of three forms:
"MM-DD"       of every period: MM counts its months from 01 (13 of a year's period is January of the next), 00 is its last one, whatever
              its length; a day that the month does not have is the month's last. One for all periods, or one for each period of a year.
"YYYY-MM-DD"  once on each of these days
"W-N"         of every week: Monday is 1
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from motcua.plans.reader.plan_document import Schedule

_N = r"(?:dau|cuoi|giua|thu\s+(?:nhat|hai|ba|tu|nam|sau|\d))(?:\s+(?:tien|cung))?"
_AFTER = r"(?:sau|tiep theo|ke tiep|lien ke|lien sau|ke sau|tiep)\b"
_EACH = r"(?:hang|moi)\s+"
_DAY_OF = re.compile(
    rf"\b(?:ngay|mung)\s+(?:mung\s+)?(?:\d{{1,2}}\s*,\s*|\d{{1,2}}\s+(?:va|den|den ngay|va ngay)\s+)*(?P<d>\d{{1,2}})(?!\s*/|\d)(?!\s+thang\s+\d)"
    rf"(?:\s*(?:cua\s+)?(?:{_EACH})?(?:thang\s+(?:(?P<nth>{_N})|(?P<next>{_AFTER}))|(?P<month>thang)))?"
    rf"(?:\s*(?:cua\s+)?(?:{_EACH})?(?P<unit>quy|nam|ky|6 thang)(?:\s+bao cao)?(?:\s+(?P<later>{_AFTER}))?)?"
)
_MONTH_OF = re.compile(
    rf"\bthang\s+(?P<nth>{_N})(?:\s+cua)?\s+(?:{_EACH})?(?P<unit>quy|nam|ky|6 thang)(?:\s+bao cao)?(?:\s+(?P<later>{_AFTER}))?"
)
_BEGIN_OF = re.compile(r"\bdau\s+(?:hang |moi )?(?:quy|ky)\b")
_WEEK_OF = re.compile(r"\btuan\s+(?:(?P<first>dau(?: tien)?|thu nhat)|thu\s+(?P<n>hai|ba|2|3))\b")
_WEEKDAY = re.compile(r"\b(?:thu\s+(?P<n>hai|ba|tu|nam|sau|bay|[2-7])|(?P<sunday>chu nhat))\b")
_DATE = re.compile(
    r"(?<![\d/.])(?P<d>\d{1,2})\s*(?:/|-|thang|\.)\s*(?P<m>\d{1,2})(?:\s*(?:/|-|\.|,?\s*nam)\s*(?P<y>20\d\d))?(?![\d/%])"
    rf"(?P<later>\s*(?:cua\s+)?nam\s+{_AFTER})?"
)
_MONTHS_NAMED = re.compile(r"\bthang\s+(?P<list>\d{1,2}(?:\s*(?:,|va|thang)\s*(?:thang\s+)?\d{1,2})*)(?![\d/])")
_QUARTER_NAMED = re.compile(r"\bquy\s+(?P<q>i{1,3}|iv|[1-4])\b")
_LISTED = re.compile(
    r"(?:[\s,;:()&]|va\b|truoc\b|ngay\b|cham nhat\b|xong\b|la\b|vao\b|(?:lan|dot|ky)\s+(?:\d|i{1,3})\b|doi voi\b|bao cao\b|so ket\b|tong ket\b|ket qua\b|"
    r"(?:0?[369]|sau|ba|chin) thang(?: dau)?(?: nam)?\b|quy (?:i{1,3}|iv|[1-4])\b|ca nam\b|nam(?: 20\d\d)?\b|hang nam\b|20\d\d)*"
)
_RANGE = re.compile(r"\btu\b|\d\s*(?:-|–|\bden\b)\s*(?:het\s+)?(?:ngay\s*)?\d")
_COUNT = {"nhat": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5, "sau": 6, "bay": 7}
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_BETWEEN = 60
"""Characters between two days of a list; more are another clause."""
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LAST = 31
"""A day that every month clamps to its end."""


def with_days(found: Schedule, folded: str, year: int | None) -> Schedule:
    """The schedule with the day inside its periods, where the wording names one. `year` stands in where it names none."""
    if found.kind == "periodic":
        return _weekly(found, folded) if found.every == "P1W" else _periodic(found, folded, year)
    if found.kind == "by_date" and found.end is not None and found.start is None:
        days = listed_days(folded, found.end)
        return replace(found, due=tuple(d.isoformat() for d in days)) if len(days) > 1 else found
    if found.kind in {"months", "quarter"} and found.start is not None:
        days = _in_named(found, folded)
        return replace(found, due=tuple(d.isoformat() for d in days)) if days else found
    return found


def dated(folded: str, year: int | None) -> list[datetime.date]:
    """The days of a wording in their order. One without a year takes that of the next that has one, else `year`."""
    out: list[datetime.date] = []
    following: datetime.date | None = None
    for match in reversed(list(_DATE.finditer(folded))):
        stated = int(match["y"]) if match["y"] else following.year if following else year
        day = _real(stated, int(match["m"]), int(match["d"]))
        if day is None:
            continue
        if following is not None and not match["y"] and day > following:
            day = _real(day.year - 1, day.month, day.day) or day
        if match["y"]:
            following = day
        out.append(day)
    return out[::-1]


def listed_days(folded: str, last: datetime.date) -> list[datetime.date]:
    """Several days that are told as a list ("trước 15/6 và 15/12"), by time; none where the words between tell of steps or of a range."""
    matches = list(_DATE.finditer(folded))
    between = [folded[a.end() : b.start()] for a, b in pairwise(matches)]
    if len(matches) < 2 or _RANGE.search(_without_days(folded, matches)) or not all(map(_lists, between)):
        return []
    return sorted(set(dated(folded, last.year)))


def _lists(between: str) -> bool:
    return len(between) <= _BETWEEN and _LISTED.fullmatch(between) is not None


def _without_days(folded: str, matches: Sequence[re.Match[str]]) -> str:
    """The wording with each day as "0", so that the bar of 15-6 is none of a range."""
    out, place = [], 0
    for match in matches:
        out += [folded[place : match.start()], "0"]
        place = match.end()
    return "".join([*out, folded[place:]])


def _real(year: int | None, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day) if year else None
    except ValueError:
        return None


def _weekly(found: Schedule, folded: str) -> Schedule:
    match = _WEEKDAY.search(folded)
    if match is None:
        return found
    name = match["n"] or ""
    day = 7 if match["sunday"] else (_COUNT.get(name) or int(name)) - 1
    return replace(found, due=(f"W-{day}",))


def _periodic(found: Schedule, folded: str, year: int | None) -> Schedule:
    length = _months_in(found.every)
    if length is None or (length and 12 % length):
        return found
    days = _calendar_days(folded)
    if len(days) > 1 and length and len(days) not in {1, 12 // length} and length != 12:
        listed = [
            d for m, n in days if (d := _real(year, (m - 1) % 12 + 1, n))
        ]  # a report that some quarters do not ask for
        return replace(found, due=tuple(d.isoformat() for d in sorted(set(listed)))) if listed else found
    if days:
        return _of_calendar(found, length or 12, days)
    rule = _rule(folded, length)
    return replace(found, due=(rule,)) if rule else found


def _months_in(every: str | None) -> int | None:
    """Months of a duration; 0 where the length is the plan's own ("định kỳ"); None for weeks and days."""
    if every is None:
        return 0
    if match := re.fullmatch(r"P(\d+)([MY])", every):
        return int(match[1]) * (12 if match[2] == "Y" else 1)
    return None


def _calendar_days(folded: str) -> list[tuple[int, int]]:
    """(month, day) of each day named; months go on past 12 for days "năm sau"."""
    out: list[tuple[int, int]] = []
    for match in _DATE.finditer(folded):
        month, day = int(match["m"]), int(match["d"])
        if not (1 <= month <= 12 and 1 <= day <= _LAST):
            return []
        if match["later"] or (out and month < out[-1][0] and len(out) > 1):
            month += 12
        out.append((month, day))
    if out or not re.search(r"\b(?:hang|moi) nam\b", folded):
        return out
    if named := _MONTHS_NAMED.search(folded):
        inside = _DAY_OF.search(folded)
        day = int(inside["d"]) if inside and not inside["month"] else _LAST
        return [(int(n), day) for n in re.findall(r"\d{1,2}", named["list"]) if 1 <= int(n) <= 12]
    if quarter := _QUARTER_NAMED.search(folded):
        return [(3 * (_QUARTERS.get(quarter["q"]) or int(quarter["q"])), _LAST)]
    return []


def _of_calendar(found: Schedule, length: int, days: Sequence[tuple[int, int]]) -> Schedule:
    """Days of the calendar as days of the periods that they close."""
    if length == 12 and len(days) > 1:  # "15/6 và 15/12 hằng năm" is every six months
        if 12 % len(days):
            return found
        length = 12 // len(days)
    found = replace(found, every="P1Y" if length == 12 else f"P{length}M")
    periods = 12 // length
    if len(days) == periods:
        placed = {n: (month - n * length, day) for n, (month, day) in enumerate(sorted(days))}
    else:
        placed = {min((month - 1) // length, periods - 1): (month, day) for month, day in days}
        placed = {n: (month - n * length, day) for n, (month, day) in placed.items()}
    if any(not 1 <= month <= 2 * length for month, _ in placed.values()):
        return found
    if len(placed) == periods and all(day == _DAYS[(n * length + m - 1) % 12] for n, (m, day) in placed.items()):
        placed = {n: (month, _LAST) for n, (month, _) in placed.items()}  # 31/1, 30/4 … is the end of the month
    rules = [_written(*placed.get(n, (length, _LAST))) for n in range(periods)]
    if set(rules) == {_written(length, _LAST)}:
        return found
    return replace(found, due=(rules[0],) if len(set(rules)) == 1 else tuple(rules))


def _written(month: int, day: int) -> str:
    return f"{month:02}-{day:02}"


_LENGTHS = {"quy": 3, "nam": 12, "6 thang": 6}


def _rule(folded: str, length: int) -> str | None:
    """The day by which every period's work is due, in the words of that period."""
    whole = re.sub(r"\b0(?=[36] thang)", "", folded)
    said = [m for m in _DAY_OF.finditer(whole) if 1 <= int(m["d"]) <= _LAST and _fits(m, length)]
    own = next((m for m in said if _LENGTHS.get(m["unit"] or "") == length), None) or next(iter(said), None)
    if own is not None:
        return _written(_month(own, length), int(own["d"]))
    month = next((m for m in _MONTH_OF.finditer(whole) if _LENGTHS.get(m["unit"], length) == length), None)
    if month is not None:
        counted = _month(month, length)
        return _written(counted, _LAST) if counted != length else None
    if length and _BEGIN_OF.search(whole):
        return _written(1, _LAST)
    week = _WEEK_OF.search(whole) if length == 1 else None
    return _written(1, 7 * (1 if week["first"] else 3 if week["n"] in {"ba", "3"} else 2)) if week else None


def _fits(match: re.Match[str], length: int) -> bool:
    """Whether a day is told of periods of this length: "ngày 25 của tháng cuối quý" is none of a month."""
    unit = match["unit"]
    if unit in _LENGTHS:
        return _LENGTHS[unit] == length or length == 0
    return length != 1 or match["nth"] is None


def _month(match: re.Match[str], length: int) -> int:
    """Which month of the period is meant; its last where none is said. A period "sau" is the one after."""
    words = match["nth"] or ""
    if words.startswith("dau"):
        month = 1
    elif words.startswith("giua"):
        month = (length + 1) // 2
    elif words.startswith("thu"):
        name = words.split()[1]
        month = _COUNT.get(name) or int(name)
    else:
        month = length
    if match.groupdict().get("next"):
        return length + 1
    return month + length if match["later"] else month


def _in_named(found: Schedule, folded: str) -> list[datetime.date]:
    """Days in named months or quarters: "Tháng 6 và tháng 12 (trước ngày 15)", "Quý I, II (trước ngày 15 tháng cuối quý)"."""
    match = next((m for m in _DAY_OF.finditer(folded) if 1 <= int(m["d"]) <= _LAST), None)
    if match is None or found.start is None or found.end is None:
        return []
    day = int(match["d"])
    if found.months and not match["nth"] and not match["next"] and not match["later"]:
        return [_clamped(int(m[:4]), int(m[5:]), day) for m in found.months]
    if found.kind == "quarter" and (match["nth"] or match["unit"] == "quy"):
        first = found.start.year * 12 + found.start.month - 1
        last = found.end.year * 12 + found.end.month - 1
        starts = range(first, last + 1, 3)
        ends = [s + _month(match, 3) - 1 for s in starts]
        return [_clamped(n // 12, n % 12 + 1, day) for n in ends]
    return []


def _clamped(year: int, month: int, day: int) -> datetime.date:
    following = datetime.date(year + month // 12, month % 12 + 1, 1)
    return min(datetime.date(year, month, 1) + datetime.timedelta(days=day - 1), following - datetime.timedelta(days=1))
