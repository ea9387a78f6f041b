"""Where running text says when a duty is due."""

from __future__ import annotations

import re
from collections.abc import Sequence

from motcua.kernel.text import fold

_PERIOD = r"(?:tháng|quý(?:\s+(?:I{1,3}|IV|[1-4])\b)?|(?:0?[369]|sáu|ba|chín)\s+tháng|năm)"
_NTH = r"(?:đầu|cuối|giữa|thứ\s+(?:nhất|hai|ba|[1-3]))(?:\s+(?:tiên|cùng))?"
_NEXT = r"(?:sau|tiếp theo|kế tiếp|liền kề|liền sau)"
_OF_PERIOD = rf"(?:của\s+)?(?:(?:mỗi|hàng|hằng)\s+)?(?:quý|năm|kỳ|6 tháng)(?:\s+báo cáo)?(?:\s+{_NEXT})?"
_IN_PERIOD = rf"(?:của\s+)?(?:(?:hàng|hằng|mỗi)\s+(?:tháng|quý)|tháng\s+{_NEXT}|tháng\s+{_NTH}(?:\s+{_OF_PERIOD})?)"
_DAY = r"(?:[Nn]gày|[Mm]ùng|[Nn]gày mùng)"
_DAYS = r"\d{1,2}(?:\s*(?:,\s*và|,|và|đến)\s*(?:trước\s+)?(?:ngày\s+)?\d{1,2}(?![\d/]))*"
_WEEKDAY = r"(?:[Tt]hứ\s+(?:[Hh]ai|[Bb]a|[Tt]ư|[Nn]ăm|[Ss]áu|[Bb]ảy|[2-7])|[Cc]hủ nhật)"
_WITHIN = (
    rf"(?:(?:\d{{1,2}}\s+ngày(?:\s+làm việc)?|(?:{_WEEKDAY}\s+(?:của\s+)?)?[Tt]uần)\s+(?:đầu(?:\s+tiên)?|cuối(?:\s+cùng)?|thứ\s+(?:nhất|hai|ba|tư|[1-4]))"
    r"|[Nn]gày\s+làm việc\s+(?:cuối(?:\s+cùng)?|đầu tiên|thứ\s+(?:nhất|hai|ba|tư|năm|\d{1,2}))|[Nn]gày cuối cùng)"
    rf"\s+(?:của\s+)?(?:tháng\s+{_NEXT}|tháng\s+{_NTH}\s+{_OF_PERIOD}|(?:(?:mỗi|hàng|hằng)\s+)?(?:quý|tháng)(?!\s+(?:\d|[IV]+\b))(?:\s+{_NEXT})?)"
)
_OF_EACH = rf"(?:(?:sơ kết|tổng kết)\s+)?(?:{_PERIOD}|năm)(?:\s*:|\s*\()?\s*(?:gửi\s+|xong\s+)?(?:trước|chậm nhất(?: là)?|xong)\s+(?:ngày\s+)?\d{{1,2}}\s*(?:/|tháng)\s*\d{{1,2}}(?:/20\d\d|\s+năm 20\d\d)?\)?"
"""The day of one report of the year: "6 tháng trước 10/6"."""
_MORE_DAYS = r"(?:(?:\s*,\s*|\s+và\s+|\s*,\s*và\s+)(?:trước\s+)?(?:ngày\s+)?\d{1,2}/\d{1,2}(?:/20\d\d)?(?![\d/]))*"
_DATE = r"(?:ngày\s+)?\d{1,2}/\d{1,2}(?:/20\d\d)?(?![\d/])"
_SPAN = rf"[Tt]ừ\s+(?:{_DATE}\s+đến\s+(?:hết\s+)?{_DATE}|(?:đầu\s+)?tháng\s+\d{{1,2}}(?:/20\d\d)?\s+đến\s+(?:hết\s+|cuối\s+)?tháng\s+\d{{1,2}}(?:\s*/\s*20\d\d|\s+năm\s+20\d\d)?)"
_CLAUSES = re.compile(
    rf"{_SPAN}|"
    rf"(?:[Đđ]ịnh kỳ\s+)?{_OF_EACH}(?:\s*(?:,|;|và|,\s*và)\s*(?:báo cáo\s+)?{_OF_EACH})+|"
    r"(?:(?:và\s+)?[Hh]oàn thành\s+)?(?:[Đđ]ịnh kỳ\s+)?(?:(?:xong\s+)?[Tt]rước|[Cc]hậm nhất|[Mm]uộn nhất|[Xx]ong|đến hết|trong)\s+(?:là\s+)?(?:vào\s+)?(?:trong\s+)?(?:ngày\s+\d{1,2}\s*(?:[/.\-]|tháng)\s*\d{1,2}"
    rf"(?:(?:[/.\-]|\s*năm\s*)20\d\d)?{_MORE_DAYS}(?:\s*(?:hàng|hằng)\s+năm)?|\d{{1,2}}/\d{{1,2}}(?:/20\d\d)?{_MORE_DAYS}"
    rf"|tháng\s+{_NTH}\s+{_OF_PERIOD}\b"
    r"|(?:đầu |giữa |cuối |hết )?(?:tháng\s+\d{1,2}|[Qq]uý\s+(?:I{1,3}|IV|[1-4])\b)(?:\s*(?:/|năm\s*|-)\s*20\d\d)?"
    rf"|{_DAY}\s+{_DAYS}\s+{_IN_PERIOD}|{_WITHIN}"
    r"|năm\s+20\d\d(?=\s*[.;,)]|$))"
    rf"|(?:(?:[Đđ]ịnh kỳ|[Vv]ào|[Tt]rước)\s+)?(?:vào\s+|trước\s+)?(?:các\s+)?{_DAY}\s+{_DAYS}\s+{_IN_PERIOD}\b"
    rf"|(?:[Hh]àng|[Hh]ằng|[Mm]ỗi)\s+tuần\s*[,(]?\s*(?:vào\s+|trước\s+)?(?:\d{{1,2}}\s*(?:giờ|h)\s*(?:\d{{2}})?\s*(?:phút)?\s*,?\s*)?(?:vào\s+|ngày\s+)?{_WEEKDAY}(?:\s*(?:,|và)\s*{_WEEKDAY})*"
    rf"|{_WEEKDAY}(?:\s*(?:,|và)\s*{_WEEKDAY})*\s+(?:hàng|hằng|mỗi)\s+tuần\b"
    rf"|(?:[Vv]ào\s+)?{_WITHIN}\b|(?:[Vv]ào\s+)?[Cc]uối\s+(?:mỗi|hàng|hằng)\s+(?:tháng|quý|năm)\b"
    rf"|[Bb]áo cáo\s+{_PERIOD}[^.;,]{{0,60}}(?:[,;]\s*(?:và\s+)?báo cáo\s+{_PERIOD}[^.;,]{{0,60}}){{1,5}}"
    rf"|(?<=báo cáo )(?:{_PERIOD}\s*(?:,|và|hoặc)\s*){{1,5}}{_PERIOD}(?!\s+20\d\d)"
    r"|^(?:Trong\s+)?(?:[Nn]ăm\s+20\d\d|[Qq]uý\s+(?:I{1,3}|IV|[1-4])\b[^:;,.]{0,20}|[Tt]háng\s+\d{1,2}\b[^:;,.]{0,20})(?=\s*:)"
    r"|[Mm]ỗi\s+(?:tháng|quý|tuần)\b|(?:(?:[Íí]t nhất|[Tt]ối thiểu)\s+)?\d{1,2}\s+lần\s?/\s?(?:tuần|tháng|quý|năm)\b"
    r"|(?:[Đđ]ịnh kỳ|[Hh]àng|[Hh]ằng)\s+(?:(?:hàng|hằng)\s+)?(?:quý\s+(?:I{1,3}|IV|[1-4])\b|tháng|quý|tuần|năm|(?:\d{1,2}|sáu|ba|chín)\s+tháng)(?:\s*(?:,|và|hoặc)\s*(?:(?:hàng|hằng)\s+)?(?:quý\s+\w{1,3}\b|tháng|quý|tuần|năm|\d{1,2}\s+tháng|I{1,3}V?\b))*"
    r"|^[Đđ]ịnh kỳ\b|(?<=[,;]\s)[Đđ]ịnh kỳ\b|^[Tt]hường xuyên\b|^[Hh][ằà]ng ngày\b|(?<=[,;]\s)[Hh][ằà]ng ngày(?=\s*,|\s+(?:theo dõi|cập nhật|tổng hợp|kiểm tra|báo cáo))|(?<=[,;]\s)(?:thực hiện\s+)?thường xuyên(?=[\s.;]*$)"
)
_FIXED = re.compile(r"\d")


def find_schedule(text: str) -> tuple[int, int] | None:
    """Place of the clause in running text that says when: a deadline before a period, a period before "thường xuyên"."""
    matches = list(_CLAUSES.finditer(text))
    if not matches:
        return None
    matches = [m for m in matches if not _modifies(text, m)]
    deadline = next(
        (m for m in matches if _FIXED.search(m.group()) and not fold(m.group()).startswith(("dinh ky", "hang"))), None
    )
    best = deadline or (matches[0] if matches else None)
    return _with_interval(text, best, matches) if best else None


_BETWEEN = re.compile(r"[\s,;:(–-]{1,4}(?:báo cáo\s+)?")
_REPEATS = re.compile(r"(?:[Đđ]ịnh kỳ|[Hh]àng|[Hh]ằng|[Mm]ỗi)\b")


def _with_interval(text: str, best: re.Match[str], matches: Sequence[re.Match[str]]) -> tuple[int, int]:
    """ "Hằng quý, trước ngày 05 của tháng đầu quý sau": the interval that stands right before its day belongs to it."""
    start, end = best.span()
    before = next((m for m in matches if m.end() <= start and _BETWEEN.fullmatch(text, m.end(), start)), None)
    if before is not None and _REPEATS.match(before.group()):
        start = before.start()
        if "(" in text[start:end] and text[end : end + 1] == ")":
            end += 1
    return start, end


_BEFORE = 60
"""Characters before an interval that tell what it belongs to."""


def _modifies(text: str, match: re.Match[str]) -> bool:
    """ "ngân sách hằng năm", "kế hoạch hàng năm": an attribute of a thing, not when a task is done."""
    if not fold(match.group()).startswith(("hang", "hằng")):
        return False
    before = fold(text[max(0, match.start() - _BEFORE) : match.start()]).rstrip(" ")
    return bool(before) and not re.search(
        r"(?:[,;(:]|bao cao|hop|so ket|kiem tra|ra soat|cap nhat|giao ban|dinh ky|tong hop|ket qua|danh gia|thuc hien|tuan|va|hoac)$",
        before,
    )
