"""When a task is due: the wordings of plans as one of eight kinds with dates.

by_date     "trước ngày 15/12/2025", "xong trước 30/6", "chậm nhất trong tháng 02/2024", "đến hết năm 2025"
quarter     "Quý I/2022", "Quý II, III", "Quý II - Quý IV/2025"
months      "Tháng 6 và tháng 11/2022", "Tháng 3 - 5/2024", "6 tháng đầu năm"
year        "Trong năm 2022", "Cả năm", "năm 2025-2026"
continuous  "Thường xuyên"
on_event    "Khi có yêu cầu", "Theo kế hoạch của tỉnh", "Sau khi …"
periodic    "hàng quý", "định kỳ 6 tháng", "ngày 20 hàng tháng", "02 lần/năm"
"""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import replace

from motcua.kernel.text import fold, roman_value
from motcua.plans.reader.due_days import dated, told_periods, with_days
from motcua.plans.reader.plan_document import Schedule

_Q = r"(?:i{1,3}|iv|[1-4])"
_OWN_YEAR = r"(?:\s*(?:/|-|nam|cua nam)\s*20\d\d\b)?"
_JOIN = r"\s*(?:,|;|va|den|-|–|\+|&)\s*(?:het\s+)?(?:trong\s+)?"
_QUARTERS = re.compile(rf"\bquy\s+{_Q}\b{_OWN_YEAR}(?:{_JOIN}(?:quy\s+)?{_Q}\b(?!\s*thang){_OWN_YEAR})*")
_QUARTER = re.compile(
    rf"(?P<join>,|;|va|den|-|–|\+|&)?\s*(?:het\s+)?(?:trong\s+)?(?:quy\s+)?\b(?P<n>{_Q})\b(?:\s*(?:/|-|nam|cua nam)\s*(?P<year>20\d\d))?"
)
_NOT_DAY = r"(?!\s*/\s*\d{1,2}\s*/)(?!\d)"
_MONTHS = re.compile(
    rf"\bthang\s+\d{{1,2}}{_NOT_DAY}{_OWN_YEAR}(?:{_JOIN}(?:thang\s+)?\d{{1,2}}{_NOT_DAY}{_OWN_YEAR})*"
)
_MONTH = re.compile(
    r"(?P<join>,|;|va|den|-|–|\+|&)?\s*(?:het\s+)?(?:trong\s+)?(?:thang\s+)?\b(?P<n>\d{1,2})(?!\d)(?:\s*(?:/|-|nam|cua nam)\s*(?P<year>20\d\d))?"
)
_DAY = re.compile(
    r"(?:ngay\s+)?(?<![\d/.])(?P<d>\d{1,2})\s*(?:/|-|thang|\.)\s*(?P<m>\d{1,2})(?:\s*(?:/|-|\.|,?\s*nam)\s*(?P<y>20\d\d))?(?![\d/%])"
)
_BARE_MONTHS = re.compile(r"\s*(?:trong\s+)?\d{1,2}\s*/\s*20\d\d(?:\s*(?:-|–|den)\s*\d{1,2}\s*/\s*20\d\d)?\s*$")
_ONGOING_FIRST = re.compile(r"(?:thuc hien )?(?:thuong xuyen|lien tuc)\b(?! (?:hang|moi|dinh ky|theo (?:thang|quy)))")
_YEARS = re.compile(
    r"\b(?:nam|giai doan|tu)\s+(?P<a>20\d\d)(?:\s*(?:-|–|,|va|den|den nam|va nam|- nam)\s*(?P<b>20\d\d))?"
)
_WHOLE_YEAR = re.compile(r"\b(?:ca nam|trong nam|suot nam|nam nay|trong ca nam|tu dau nam)\b")
_HALF = re.compile(
    r"\b(?:0(?=\d))?(?P<n>6|9|3|sau|chin)\s+thang\s+(?P<part>dau|cuoi)(?:\s+nam)?(?:\s*(?:/|nam)?\s*(?P<y>20\d\d))?"
)
_ONGOING = re.compile(r"\b(?:thuong xuyen|lien tuc|hang ngay|hang gio|hang ngay|24/7|hangngay|xuyen suot)\b")
_EVERY = re.compile(
    r"\b(?:hang|hằng|moi|dinh ky|theo)\s+(?P<unit>tuan|thang|quy(?! (?:dinh|che|trinh|hoach|mo))|nam|6 thang|3 thang|9 thang)\b|\b(?P<n>\d{1,2})\s*(?P<u>thang|tuan|nam|quy)\s*/\s*(?:mot |01 |1 )?lan"
    r"|\b(?P<times>\d{1,2})\s*(?:lan|cuoc|dot|hoi nghi|buoi|ky|so)\s*/\s*(?P<per>nam|quy|thang|tuan)|\bthang (?:cuoi|dau|giua|thu (?:hai|ba|2|3))(?: tien| cung)?(?: cua)?(?: moi)? (?P<tail>quy|nam|ky)\b|\bdinh ky\s+(?:(?P<dn>\d{1,2})\s+)?(?P<du>thang|quy|nam|tuan)\b|\b(?:dinh ky)\b"
    r"|^\s*(?:bao cao\s+)?(?P<list>(?:thang|quy|0?[369] thang|nam)(?:\s*(?:,|va)\s*(?:thang|quy|0?[369] thang|(?:0?1 |mot )?nam))+)\s*$"
    r"|^\s*(?P<sole>thang|quy|tuan|6 thang|3 thang|9 thang)\s*$"
)
_EVENT = re.compile(
    r"^\W*(?:khi|theo|sau khi|ngay sau|ngay khi|trong qua trinh|neu|trong vong|truoc khi|tuy theo|tuy|phu hop|sau|dot xuat|trong \d+ ngay(?! (?:lam viec )?dau\b)|cham nhat sau|cham nhat \d+ ngay|kip thoi"
    r"|trong thoi han|dam bao|bao dam|chua|khong)\b"
)
_STRICTLY_BEFORE = re.compile(r"\b(?:truoc|xong truoc)\s*$")
_LATEST = re.compile(r"\b(?:truoc|xong|cham nhat|muon nhat|den het|het|den|toi)\b[^,;]{0,25}$")
_SPAN = re.compile(r"\btu\b")


_LONGEST = 2000
"""Characters that are read of a wording; what stands behind them lost its marks and tells no time for sure."""


def parse_schedule(text: str | None, year: int | None) -> Schedule:
    """What a wording of a schedule column or clause says. `year` stands in where the wording names none.

    Without a year anywhere the kind is told and the dates stay open.
    """
    if not text or not text.strip(" -–.…"):
        return Schedule()
    folded = _in_full(re.sub(r"\s+", " ", fold(text[:_LONGEST])).strip(" .;"))
    for read in (
        _bare,
        _yearly,
        _ongoing_first,
        _periodic_first,
        _inside,
        _event,
        _by_date,
        _quarters,
        _half,
        _months,
        _years,
        _repeating,
        _ongoing,
        _late_event,
    ):
        found = read(folded, text, year)
        if found is not None:
            return with_days(found, folded, year)
    return Schedule(kind="unspecified")


_SHORT = re.compile(
    rf"\b(?:(?P<month>t)[\s.]?(?=\d{{1,2}}\s*[/.-]\s*20\d\d)|(?P<quarter>q)[\s.]{{0,2}}(?={_Q}(?:\s*[/.-]\s*20\d\d|$))|qui\b\s*)"
)
_SHORT_MONTHS = re.compile(r"t\d{1,2}(?:\s*(?:,|-|–|va|den)\s*t?\d{1,2})*(?:\s*/\s*20\d\d)?")


def _in_full(folded: str) -> str:
    """ "T3/2022" and "T3" are tháng 3, "Q1/2022" and "Q.I" quý 1, "quí" is quý."""
    if _SHORT_MONTHS.fullmatch(folded):
        return "thang " + folded.replace("t", "")
    return _SHORT.sub(lambda m: "thang " if m["month"] else "quy ", folded)


def _yearly(folded: str, _text: str, _year: int | None) -> Schedule | None:
    """A month, quarter or day "hàng năm" comes back every year; "quý I, 6 tháng, quý III và năm" are the quarters of every year."""
    if re.search(r"\d.*\b(?:hang|moi) nam$|\bquy .*\b(?:hang|moi) nam$", folded) and "," not in folded:
        return Schedule(kind="periodic", every="P1Y")
    if re.search(rf"\bquy\s+{_Q}\b", folded) and re.search(r"\b(?:0?6|sau) thang\b(?! (?:dau|cuoi))", folded):
        return Schedule(kind="periodic", every="P3M")
    return None


def _bare(folded: str, _text: str, year: int | None) -> Schedule | None:
    """Figures alone ("12/2025", "01/2024 - 12/2024", "2025"), and "hàng quý" alone."""
    if match := _BARE_MONTHS.match(folded):
        return _months(f"thang {folded}", folded, year)
    if match := re.fullmatch(r"(20\d\d)(?:\s*[-–]\s*(20\d\d))?", folded):
        return _of_years(int(match[1]), int(match[2] or match[1]))
    if folded in {"hang nam", "hang thang", "hang quy", "hang tuan"}:
        return _repeating(folded, folded, year)
    return None


def _ongoing_first(folded: str, _text: str, _year: int | None) -> Schedule | None:
    """ "Thường xuyên" said first holds, whatever report follows; "thường xuyên hàng tháng" comes back every month."""
    return Schedule(kind="continuous") if _ONGOING_FIRST.match(folded) else None


def _periodic_first(folded: str, text: str, year: int | None) -> Schedule | None:
    """ "Định kỳ quý I, 6 tháng, quý III, hàng năm": the quarters named are those of every year."""
    if not folded.startswith("dinh ky"):
        return None
    if re.search(r"\bquy (?:i|ii|iii|iv|[1-4])\b|\b(?:3|ba) thang\b", folded):
        return Schedule(kind="periodic", every="P3M")
    return _repeating(folded, text, year)


def _inside(folded: str, _text: str, _year: int | None) -> Schedule | None:
    """Days of a month or quarter that is not named: those of each ("ngày làm việc cuối cùng của tháng")."""
    if _EVENT.match(folded) or _EVERY.search(folded) or _DAY.search(folded) or re.search(r"\b20\d\d\b", folded):
        return None
    return told_periods(folded)


def _event(folded: str, text: str, _year: int | None) -> Schedule | None:
    """Wordings that begin with their condition, unless they go on to a date ("Theo kế hoạch, trước ngày 30/6")."""
    if not _EVENT.match(folded):
        return None
    dated = _DAY.search(folded) if re.search(r"\b(?:truoc|cham nhat|xong)\s+(?:ngay\s+)?\d", folded) else None
    if dated is not None and not re.match(r"(?:sau|khi|ngay sau)", folded):
        return None
    if re.match(r"theo (?:quy|thang|nam)\b(?! dinh)", folded):
        return None
    return Schedule(kind="on_event", event=" ".join(text.split()).strip(" .;"))


def _late_event(folded: str, text: str, _year: int | None) -> Schedule | None:
    if re.search(r"\b(?:khi|theo|sau khi|yeu cau|thuc te|phat sinh|dot xuat)\b", folded):
        return Schedule(kind="on_event", event=" ".join(text.split()).strip(" .;"))
    return None


def _by_date(folded: str, _text: str, year: int | None) -> Schedule | None:
    if re.search(r"\b(?:hang|moi) (?:thang|quy|nam|tuan)\b|\bdinh ky\b", folded):
        return None
    first = next(_DAY.finditer(folded), None)
    if first is not None and _is_day(first, folded):
        if year is None and not re.search(r"\b20\d\d\b", folded):
            return Schedule(kind="by_date")
        real = dated(folded, year)
        if not real:
            return None
        if len(real) > 1 and (_SPAN.search(folded) or re.search(r"\d\s*(?:-|–|den)\s*(?:ngay\s*)?\d", folded)):
            return Schedule(kind="by_date", start=min(real), end=max(real))
        return Schedule(kind="by_date", end=max(real))
    return _by_period_end(folded, year)


def _is_day(match: re.Match[str], folded: str) -> bool:
    """ "15/12/2025", "30/6"; not "tháng 3-5" or "quý 1/2"."""
    before = folded[: match.start()]
    if re.search(r"\b(?:thang|quy|tuan(?: thu)?)\s*(?:\d{1,2}\s*(?:,|va|-|–)\s*)*$", before):
        return False
    return bool(match["y"]) or "/" in match.group() or match.group().startswith("ngay") or "thang" in match.group()


def _by_period_end(folded: str, year: int | None) -> Schedule | None:
    """ "chậm nhất trong tháng 02/2024", "trước quý II", "đến hết năm 2025"."""
    for read in (_quarters, _months, _years):
        pattern = {_quarters: _QUARTERS, _months: _MONTHS, _years: _YEARS}[read]
        match = pattern.search(folded)
        if match is None:
            continue
        before = folded[: match.start()]
        if not _LATEST.search(before) or _SPAN.search(before):
            return None
        period = read(folded, folded, year)
        if period is None or period.end is None:
            return Schedule(kind="by_date") if period is not None else None
        if _STRICTLY_BEFORE.search(before) and period.start is not None:
            return Schedule(kind="by_date", end=period.start - datetime.timedelta(days=1))
        return Schedule(kind="by_date", end=period.end)
    return None


def _quarters(folded: str, _text: str, year: int | None) -> Schedule | None:
    dated = _all_dated(_QUARTERS, _QUARTER, folded, year, 4)
    if dated is None or re.search(r"\b(?:hang|moi)\s+quy\b", folded):
        return None
    if not dated:
        return Schedule(kind="quarter")
    named = sorted(set(dated))
    (first_year, first), (last_year, last) = named[0], named[-1]
    apart = (last_year - first_year) * 4 + last - first >= len(named)  # "Quý I và quý III": not the time between them
    return Schedule(
        kind="quarter",
        start=datetime.date(first_year, 3 * first - 2, 1),
        end=_month_end(last_year, 3 * last),
        due=tuple(_month_end(y, 3 * n).isoformat() for y, n in named) if apart else None,
    )


def _all_dated(
    run: re.Pattern[str], one: re.Pattern[str], folded: str, year: int | None, size: int
) -> list[tuple[int, int]] | None:
    """Every quarter or month that any part of the wording names ("Lần 1: tháng 6; lần 2: tháng 12").

    None where none is named, empty where they have no year or are none ("tháng 13").
    """
    out: list[tuple[int, int]] = []
    match = None
    for match in run.finditer(folded):
        words = match.group()[match.group().index(" ") :]
        dated = _dated(one, words, _trailing_year(folded, match.end(), year), size)
        if dated is None:
            return []
        out.extend(dated)
    return out if match is not None else None


def _dated(pattern: re.Pattern[str], words: str, year: int | None, size: int) -> list[tuple[int, int]] | None:
    """(year, count) of each quarter or month named, ranges filled. A year stands for what is named before it; None without any year."""
    found: list[tuple[str | None, int, int | None]] = []
    for match in pattern.finditer(words):
        count = int(match["n"]) if match["n"].isdigit() else roman_value(match["n"].upper()) or 0
        if not 1 <= count <= size:
            return None
        found.append((match["join"], count, int(match["year"]) if match["year"] else None))
    own, out = year, []
    for join, count, stated in reversed(found):
        own = stated or own
        if own is None:
            return None
        out.append((join, own, count))
    out.reverse()
    filled: list[tuple[int, int]] = []
    for join, own, count in out:
        if filled and join in {"den", "-", "–"}:
            index = filled[-1][0] * size + filled[-1][1]
            filled.extend(
                ((i - 1) // size, (i - 1) % size + 1) for i in range(index + 1, min(own * size + count, index + 60))
            )
        filled.append((own, count))
    return filled or None


def _trailing_year(folded: str, end: int, year: int | None) -> int | None:
    named = re.match(r"[^\d]{0,12}\b(20\d\d)\b", folded[end:]) or re.search(r"\b(20\d\d)\b", folded)
    return int(named[1]) if named else year


def _half(folded: str, _text: str, year: int | None) -> Schedule | None:
    match = _HALF.search(folded)
    if match is None:
        return None
    count = {"sau": 6, "chin": 9}.get(match["n"]) or int(match["n"])
    months = list(range(1, count + 1)) if match["part"] == "dau" else list(range(13 - count, 13))
    own = int(match["y"]) if match["y"] else year
    return _of_months(months, own) if own else Schedule(kind="months")


def _months(folded: str, _text: str, year: int | None) -> Schedule | None:
    dated = _all_dated(_MONTHS, _MONTH, folded, year, 12)
    if dated is None:
        return None
    return _of_dated(dated) if dated else Schedule(kind="months")


def _of_dated(dated: list[tuple[int, int]]) -> Schedule:
    ordered = sorted(set(dated))
    (first_year, first), (last_year, last) = ordered[0], ordered[-1]
    months = tuple(f"{y}-{m:02}" for y, m in ordered)
    return Schedule(
        kind="months", start=datetime.date(first_year, first, 1), end=_month_end(last_year, last), months=months
    )


def _of_months(numbers: list[int], year: int) -> Schedule | None:
    return _of_dated([(year, n) for n in numbers]) if all(1 <= n <= 12 for n in numbers) else None


def _month_end(year: int, month: int) -> datetime.date:
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


_YEAR_END = re.compile(r"\bcuoi nam\b(?:\s+(?P<y>20\d\d))?")


def _years(folded: str, _text: str, year: int | None) -> Schedule | None:
    if match := _YEAR_END.search(folded):
        own = int(match["y"]) if match["y"] else year
        return Schedule(kind="by_date", end=datetime.date(own, 12, 31) if own else None)
    if match := _YEARS.search(folded):
        return _of_years(int(match["a"]), int(match["b"] or match["a"]))
    if _WHOLE_YEAR.search(folded) and not _ONGOING.search(folded):
        return _of_years(year, year) if year else Schedule(kind="year")
    return None


def _of_years(first: int, last: int) -> Schedule:
    return Schedule(kind="year", start=datetime.date(first, 1, 1), end=datetime.date(max(first, last), 12, 31))


_UNITS = {
    "tuan": "P1W", "thang": "P1M", "quy": "P3M", "nam": "P1Y", "3 thang": "P3M", "6 thang": "P6M", "9 thang": "P9M",
}  # fmt: skip
_PER = {"nam": 12, "quy": 3, "thang": 1}


def _repeating(folded: str, _text: str, _year: int | None) -> Schedule | None:
    matches = list(_EVERY.finditer(folded))
    if not matches:
        return None
    match = next((m for m in matches if any(m.groupdict().values())), matches[0])  # a bare "định kỳ" says least
    return Schedule(kind="periodic", every=_interval(match, folded))


def _interval(match: re.Match[str], folded: str) -> str | None:
    """ISO duration of the shortest interval that is named; None for a bare "định kỳ"."""
    if match["unit"]:
        return _UNITS[match["unit"]]
    if match["n"]:
        return {
            "thang": f"P{int(match['n'])}M",
            "tuan": f"P{int(match['n'])}W",
            "nam": f"P{int(match['n'])}Y",
            "quy": f"P{3 * int(match['n'])}M",
        }[match["u"]]
    if match["times"]:
        return _times(int(match["times"]), match["per"])
    if match["du"]:
        count = int(match["dn"] or 1)
        return (
            _UNITS.get(f"{count} {match['du']}")
            or {"thang": f"P{count}M", "quy": f"P{3 * count}M", "nam": f"P{count}Y", "tuan": f"P{count}W"}[match["du"]]
        )
    if match["sole"]:
        return _UNITS[match["sole"]]
    if match["tail"]:
        return {"quy": "P3M", "nam": "P1Y"}.get(match["tail"])
    named = match["list"] or folded
    for words in ("thang", "quy", "3 thang", "6 thang", "9 thang", "nam"):
        if re.search(rf"(?:^|,|va|ky)\s*(?:hang )?0?{words}\b", named):
            return _UNITS[words]
    return None


def _times(times: int, per: str) -> str:
    """So many times in a period: equal parts of it in whole months, else that period ("02 lần/tháng" is every month, its days being open)."""
    months = _PER.get(per, 0)
    if not times or not months or months % times:
        return _UNITS[per]
    return "P1Y" if months // times == 12 else f"P{months // times}M"


def _ongoing(folded: str, _text: str, _year: int | None) -> Schedule | None:
    return Schedule(kind="continuous") if _ONGOING.search(folded) else None


def between(first: Schedule, last: Schedule) -> Schedule:
    """A task with a column for its begin and one for its end."""
    if first.start is None and first.end is None:
        return last
    if last.end is None:
        return first
    start = first.start or first.end
    if first.kind == last.kind and last.kind in {"months", "quarter"}:
        return replace(last, start=start, months=None)
    return Schedule(kind="by_date", start=start, end=last.end)
