"""The days on which something is due inside its period: "trước ngày 16 của tháng cuối quý", "ngày 05, 15, 25 hằng tháng", "trước 15/6 và 15/12".

What is found is written as `day_codes` tells.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from motcua.plans.reader.day_codes import LAST, LAST_DAYS, PeriodDay, months_in, written
from motcua.plans.reader.plan_document import Schedule

_N = r"(?:dau|cuoi|giua|thu\s+(?:nhat|hai|ba|tu|nam|sau|\d{1,2}))(?:\s+(?:tien|cung))?"
_AFTER = r"(?:sau|tiep theo|ke tiep|lien ke|lien sau|ke sau|tiep)\b"
_EACH = r"(?:hang|moi)\s+"
_QUARTER_NO = r"(?:\d|i{1,3}\b|iv\b)"
_TAIL = (
    rf"(?:\s*(?:cua\s+)?(?:{_EACH})?(?:thang\s+(?:(?P<nth>{_N})|(?P<next>{_AFTER}))|(?P<month>thang\b(?!\s*\d))))?"
    rf"(?:\s*(?:cua\s+)?(?:{_EACH})?(?P<unit>quy\b(?!\s*{_QUARTER_NO})|nam\b(?!\s+20)|ky\b|6 thang\b)(?:\s+bao cao)?(?:\s+(?P<later>{_AFTER}))?)?"
)
"""Of which month of which period a day is."""
_MORE = r"\s*(?:,\s*va\b|,|;|va\b|den\b|-|–)\s*(?:truoc\s+)?(?:ngay\s+)?"
_DAY_OF = re.compile(
    rf"(?:\b(?:ngay|mung)\s+(?:mung\s+)?(?P<days>(?:\d{{1,2}}{_MORE})*\d{{1,2}})(?!\s*/|\d)(?!\s+thang\s+\d)"
    r"|\b(?P<first>\d{1,2})\s+ngay\s+(?P<firstworking>lam viec\s+)?dau(?:\s+tien)?\b"
    r"|\bngay\s+(?P<nthworking>lam viec\s+)?thu\s+(?P<nthday>nhat|hai|ba|tu|nam|sau|bay|\d{1,2})\b(?!\s+(?:hang|moi)\s+tuan)"
    r"|\b(?:ngay|\d{1,2} ngay)\s+(?P<lastworking>lam viec\s+)?cuoi(?:\s+cung)?\b"
    r"|\btuan\s+(?:(?P<week>dau(?:\s+tien)?|cuoi(?:\s+cung)?)|(?:thu\s+)?(?P<weekno>nhat|hai|ba|tu|[1-4]))\b)"
    rf"{_TAIL}"
)
"""Days and weeks told of a month. The names of the groups tell which wording it is."""
_EDGE_OF = re.compile(
    rf"\bcuoi\s+(?:cua\s+)?(?:{_EACH})?(?:(?P<month>thang)\b(?!\s*\d)|(?P<unit>quy|ky|nam|6 thang)\b(?!\s*{_QUARTER_NO}))"
)
_MONTH_OF = re.compile(
    rf"\bthang\s+(?P<nth>{_N})(?:\s+cua)?\s+(?:{_EACH})?(?P<unit>quy|nam|ky|6 thang)(?:\s+bao cao)?(?:\s+(?P<later>{_AFTER}))?"
)
_BEGIN_OF = re.compile(rf"\bdau\s+(?:hang |moi )?(?:quy|ky)\b(?!\s*{_QUARTER_NO})")
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


_PERIODS = {"quy": "P3M", "6 thang": "P6M", "ky": None}


def told_periods(folded: str) -> Schedule | None:
    """What comes back in periods that only its days tell: "tuần đầu tháng", "ngày 05 của tháng sau", "cuối quý". None where nothing does."""
    for match in _DAY_OF.finditer(folded):
        if match["unit"] in _PERIODS:
            return Schedule(kind="periodic", every=_PERIODS[match["unit"]])
        if not match["unit"] and (match["next"] or (match["month"] and not match["days"])):
            return Schedule(kind="periodic", every="P1M")
    edge = _EDGE_OF.search(folded)
    if edge is None or edge["unit"] == "nam":
        return Schedule(kind="periodic", every="P3M") if _BEGIN_OF.search(folded) else None
    return Schedule(kind="periodic", every=_PERIODS[edge["unit"]] if edge["unit"] else "P1M")


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


_FROM_TO = re.compile(r"\s+den\s+|\s*[-–]\s*")


def _weekly(found: Schedule, folded: str) -> Schedule:
    """The days of the week that are listed; a span of them ("từ thứ Hai đến thứ Sáu") names no day."""
    matches = list(_WEEKDAY.finditer(folded))
    between = [folded[a.end() : b.start()] for a, b in pairwise(matches)]
    if not matches or any(_FROM_TO.fullmatch(words) for words in between):
        return found
    listed = 1 + next((n for n, words in enumerate(between) if not _lists(words)), len(between))
    days = sorted({_weekday(match) for match in matches[:listed]})
    return replace(found, due=("+".join(f"W-{day}" for day in days),))


def _weekday(match: re.Match[str]) -> int:
    return 7 if match["sunday"] else (_COUNT.get(match["n"]) or int(match["n"])) - 1


def _periodic(found: Schedule, folded: str, year: int | None) -> Schedule:
    length = months_in(found.every)
    if length is None or (length and 12 % length):
        return found
    days = _calendar_days(folded)
    if len(days) > 1 and length and len(days) not in {1, 12 // length} and length != 12:
        listed = [
            d for m, n in days if (d := _real(year, (m - 1) % 12 + 1, n))
        ]  # a report that some quarters do not ask for
        return replace(found, due=tuple(d.isoformat() for d in sorted(set(listed)))) if listed else found
    if days:
        placed = _of_calendar(found, length or 12, days)
        bare = not _DATE.search(folded) and set(placed.due or ()) == {_end_of(months_in(placed.every) or 12)}
        return replace(placed, due=None) if bare else placed  # a month or quarter without a day ends with itself
    rule = _rule(folded, length)
    return replace(found, due=(rule,)) if rule else found


def _calendar_days(folded: str) -> list[tuple[int, int]]:
    """(month, day) of each day named; months go on past 12 for days "năm sau"."""
    out: list[tuple[int, int]] = []
    for match in _DATE.finditer(folded):
        month, day = int(match["m"]), int(match["d"])
        if not (1 <= month <= 12 and 1 <= day <= LAST):
            return []
        if match["later"] or (out and month < out[-1][0] and len(out) > 1):
            month += 12
        out.append((month, day))
    if out or not re.search(r"\b(?:hang|moi) nam\b", folded):
        return out
    if named := _MONTHS_NAMED.search(folded):
        inside = next((m for m in _DAY_OF.finditer(folded) if m["days"] and not m["month"]), None)
        days = [d for d in _numbers(inside["days"]) if 1 <= d <= LAST] if inside else [LAST]
        return [(int(n), d) for n in re.findall(r"\d{1,2}", named["list"]) if 1 <= int(n) <= 12 for d in days]
    if quarter := _QUARTER_NAMED.search(folded):
        return [(3 * (_QUARTERS.get(quarter["q"]) or int(quarter["q"])), LAST)]
    return []


def _of_calendar(found: Schedule, length: int, days: Sequence[tuple[int, int]]) -> Schedule:
    """Days of the calendar as days of the periods that they close; days that fit no such periods are the days of every year."""
    if length == 12 and len(days) > 1 and 12 % len(days) == 0:  # "15/6 và 15/12 hằng năm" is every six months
        shorter = _closing(replace(found, every=f"P{12 // len(days)}M"), 12 // len(days), days)
        if shorter is not None:
            return shorter
    whole = _closing(replace(found, every="P1Y" if length == 12 else f"P{length}M"), length, days)
    if whole is not None and (length != 12 or len(days) == 1):
        return whole
    return replace(found, every="P1Y", due=(written(PeriodDay(month, day) for month, day in days),))


def _closing(found: Schedule, length: int, days: Sequence[tuple[int, int]]) -> Schedule | None:
    """The days as one of each period; None where they are not."""
    periods = 12 // length
    if len(days) == periods:
        placed = {n: (month - n * length, day) for n, (month, day) in enumerate(sorted(days))}
    else:
        placed = {min((month - 1) // length, periods - 1): (month, day) for month, day in days}
        placed = {n: (month - n * length, day) for n, (month, day) in placed.items()}
    if any(not 1 <= month <= 2 * length for month, _ in placed.values()):
        return None
    if len(placed) == periods and all(day == LAST_DAYS[(n * length + m - 1) % 12] for n, (m, day) in placed.items()):
        placed = {n: (month, LAST) for n, (month, _) in placed.items()}  # 31/1, 30/4 … is the end of the month
    rules = [written([PeriodDay(*placed.get(n, (length, LAST)))]) for n in range(periods)]
    return replace(found, due=(rules[0],) if len(set(rules)) == 1 else tuple(rules))


def _end_of(length: int) -> str:
    """The last day of a period."""
    return written([PeriodDay(length, LAST)])


_LENGTHS = {"quy": 3, "nam": 12, "6 thang": 6}


def _rule(folded: str, length: int) -> str | None:
    """The days by which every period's work is due, in the words of that period."""
    whole = re.sub(r"\b0(?=[36] thang)", "", folded)
    said = [m for m in _DAY_OF.finditer(whole) if _days_of(m, length) and _fits(m, length)]
    own = next((m for m in said if _LENGTHS.get(m["unit"] or "") == length), None) or next(iter(said), None)
    if own is not None:
        return written(day for match in _listed_with(own, said, whole) for day in _days_of(match, length))
    month = next((m for m in _MONTH_OF.finditer(whole) if _LENGTHS.get(m["unit"], length) == length), None)
    if month is not None:
        counted = _month(month, length)
        return written([PeriodDay(counted, LAST)]) if counted != length else None
    if length and _BEGIN_OF.search(whole):
        return written([PeriodDay(1, LAST)])
    edge = next((m for m in _EDGE_OF.finditer(whole) if _LENGTHS.get(m["unit"] or "", 1) == length), None)
    return _end_of(length) if edge else None


def _listed_with(own: re.Match[str], said: Sequence[re.Match[str]], folded: str) -> list[re.Match[str]]:
    """The days that are told in one list with one of them; steps of one work stand apart."""
    at = said.index(own)
    first, last = at, at
    while first and _lists(folded[said[first - 1].end() : said[first].start()]):
        first -= 1
    while last + 1 < len(said) and _lists(folded[said[last].end() : said[last + 1].start()]):
        last += 1
    return list(said[first : last + 1])


def _numbers(words: str) -> list[int]:
    """The days of a list; of a span ("10 đến 15") its last."""
    days = [int(n) for n in re.findall(r"\d{1,2}", words)]
    return days[-1:] if re.search(r"\bden\b|-|–", words) else days


def _days_of(match: re.Match[str], length: int) -> list[PeriodDay]:
    """What one wording of days means in its period; none where it is no day of a month, or a weekday of some week."""
    if match["days"]:
        month = _month(match, length)
        return [PeriodDay(month, day) for day in _numbers(match["days"]) if 1 <= day <= LAST]
    if match["week"] or match["weekno"]:
        return _days_of_week(match, length)
    if match["first"]:
        working = match["firstworking"] is not None
        return _counted(_month(match, length, default=1), int(match["first"]), working=working)
    if match["nthday"]:
        number = _COUNT.get(match["nthday"]) or int(match["nthday"])
        return _counted(_month(match, length, default=1), number, working=match["nthworking"] is not None)
    month = _month(match, length)
    return [PeriodDay(month, 0, working=True) if match["lastworking"] else PeriodDay(month, LAST)]


def _counted(month: int, number: int, *, working: bool) -> list[PeriodDay]:
    most = 23 if working else LAST
    return [PeriodDay(month, number, working=working)] if 1 <= number <= most else []


def _days_of_week(match: re.Match[str], length: int) -> list[PeriodDay]:
    """The last day of the n-th week of a month, weeks being counted by sevens. "Thứ Sáu tuần cuối tháng" is a day that no rule here tells."""
    if _WEEKDAY.search(match.string[max(0, match.start() - 12) : match.start()]):
        return []
    if (match["week"] or "").startswith("cuoi"):
        return [PeriodDay(_month(match, length), LAST)]
    name = match["weekno"] or "nhat"
    return [PeriodDay(_month(match, length, default=1), 7 * (_COUNT.get(name) or int(name)))]


def _fits(match: re.Match[str], length: int) -> bool:
    """Whether a day is told of periods of this length: "ngày 25 của tháng cuối quý" is none of a month."""
    unit = match["unit"]
    if unit in _LENGTHS:
        return _LENGTHS[unit] == length or length == 0
    if not match["days"] and not unit and not match["next"] and not match["month"]:
        return length == 1  # a week or a counted day of no month that is named
    return length != 1 or match["nth"] is None


def _month(match: re.Match[str], length: int, *, default: int = 0) -> int:
    """Which month of the period is meant; its last where none is said, or the `default`. A period "sau" is the one after."""
    words = match["nth"] or ""
    if words.startswith("dau"):
        month = 1
    elif words.startswith("giua"):
        month = (length + 1) // 2
    elif words.startswith("thu"):
        name = words.split()[1]
        month = _COUNT.get(name) or int(name)
    else:
        month = default if default and not words else length
    if match.groupdict().get("next"):
        return length + 1
    return month + length if match["later"] else month


_PART_OF_QUARTER = re.compile(r"\b(?P<part>dau|giua)\s+quy\s+(?:i{1,3}|iv|[1-4])\b")


def _in_named(found: Schedule, folded: str) -> list[datetime.date]:
    """Days in named months or quarters: "Tháng 6 và tháng 12 (trước ngày 15)", "Quý I, II (trước ngày 15 tháng cuối quý)"."""
    if found.start is None or found.end is None:
        return []
    match = next((m for m in _DAY_OF.finditer(folded) if any(not d.working for d in _days_of(m, 3))), None)
    if match is None:
        part = _PART_OF_QUARTER.search(folded) if found.kind == "quarter" else None
        months = {"dau": 1, "giua": 2}.get(part["part"] if part else "", 0)
        return [_clamped(n // 12, n % 12 + 1, LAST) for n in _ends(found, months)] if months and _single(found) else []
    days = [d for d in _days_of(match, 3) if not d.working]
    if found.months and not match["nth"] and not match["next"] and not match["later"] and not match["unit"]:
        return [_clamped(int(m[:4]), int(m[5:]), d.day) for m in found.months for d in days]
    if found.kind == "quarter" and (match["nth"] or match["unit"] == "quy"):
        return [_clamped(n // 12, n % 12 + 1, d.day) for d in days for n in _ends(found, d.month)]
    return []


def _single(found: Schedule) -> bool:
    """Whether one quarter is named."""
    return found.start is not None and found.end is not None and (found.end - found.start).days < 93


def _ends(found: Schedule, month: int) -> list[int]:
    """The n-th months of the quarters from the first named to the last, counted from the year 0."""
    if found.start is None or found.end is None:
        return []
    first = found.start.year * 12 + found.start.month - 1
    last = found.end.year * 12 + found.end.month - 1
    return [start + month - 1 for start in range(first, last + 1, 3)]


def _clamped(year: int, month: int, day: int) -> datetime.date:
    following = datetime.date(year + month // 12, month % 12 + 1, 1)
    return min(datetime.date(year, month, 1) + datetime.timedelta(days=day - 1), following - datetime.timedelta(days=1))
