"""Documents cited by name, without a number: resolutions of congresses, laws, programmes, yearly plans of a body.

Only names that point to one document (or one named collection) count: a type with a body, a congress or a year. "các Đề án, Kế hoạch",
"kế hoạch này" and plans that are still to be written are none.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence

from motcua.documents.citations.bodies import is_about, issuer_end
from motcua.documents.citations.dates import AFTER_NUMBER, as_date

Named = tuple[str, str | None, str | None, datetime.date | None, int, int]
"""Type, issuer, subject, date, start, end."""

_CONGRESS = re.compile(
    r"Nghị quyết (?:của )?(?P<issuer>(?:Đại hội|Hội nghị)(?: (?!về|thực hiện|ban hành|Nghị quyết)[^\s,;:.()]+){1,14}(?:,? nhiệm kỳ \d{4}\s?-\s?\d{4})?)"
)
_PROGRAMME = re.compile(r"Chương trình hành động (?:số )?của (?=[A-ZĐỦ])")
_LAW = re.compile(
    r"(?<![\w])(?P<kind>Luật|Bộ luật|Pháp lệnh) (?!số\b|này\b|\d)(?P<name>[^\s,;:.()]+(?: [^\s,;:.()]+){0,12})"
)
_MORE = re.compile(r", [^\s,;:.()]+(?: [^\s,;:.()]+){0,5}")
_AMENDING = re.compile(r"sửa đổi[^;.]{5,240}?(?=\s+ngày\s|[;.]|$)")
_END = re.compile(r"[;.\n]")
_OF_BODY = re.compile(r"(?P<kind>Quyết định|Nghị quyết|Chỉ thị|Thông tư|Nghị định|Công văn|Kết luận) của (?=[A-ZĐỦ])")
_YEARLY = re.compile(
    r"(?<!xây dựng )(?<!ban hành )(?<!lập )(?<!đây là )(?P<kind>[Kk]ế hoạch) (?P<name>(?!này|số|như|trên|nêu|của|hoạt động\b)[^;:.()]{4,90}?)"
    r"(?: năm (?P<year>20\d\d))? của (?P<issuer>(?:UBND|Ủy ban|Ban|Sở|Bộ|tỉnh|thành phố|các đơn vị|Chính phủ|Tỉnh|Văn phòng)(?: (?!năm|giai đoạn)[^\s,;:.()]+){0,8})"
    r"(?: năm (?P<tail>20\d\d))?"
)
_SCHEME = re.compile(r"Đề án (?!này|số|các\b)(?P<name>[^\s,;:.()“”]+(?: [^\s,;:.()“”]+){1,9})")
_STOPS = re.compile(r" (?:và|của|để|nhằm|theo|được|trong|trên|tại|ngày|thì|gắn|cho|đến|do|phục vụ|thuộc|về việc|có) ?")


def find_named(text: str, taken: Sequence[tuple[int, int]]) -> Iterator[Named]:
    """Documents named without a number, apart from places in `taken` (citations with a number)."""
    used = sorted(taken)
    for finder in (_congresses, _programmes, _laws, _of_bodies, _yearly, _schemes):
        for one in finder(text):
            start, end = one[4], one[5]
            place = bisect_left(used, (start, end))
            if (place and used[place - 1][1] > start) or (place < len(used) and used[place][0] < end):
                continue
            insort(used, (start, end))
            yield one


def _congresses(text: str) -> Iterator[Named]:
    for match in _CONGRESS.finditer(text):
        issuer = match["issuer"].rstrip()
        yield "Nghị quyết", issuer, None, None, match.start(), match.start("issuer") + len(issuer)


def _programmes(text: str) -> Iterator[Named]:
    for match in _PROGRAMME.finditer(text):
        end = issuer_end(text, match.end())
        issuer = text[match.end() : end]
        subject = _words_about(text, end)
        stop = end + 1 + len(subject) if subject else end
        yield "Chương trình hành động", issuer, subject, None, match.start(), stop


def _laws(text: str) -> Iterator[Named]:
    for match in _LAW.finditer(text):
        name = match["name"]
        begin = match.start("name")
        if name.startswith("sửa đổi"):
            whole = _AMENDING.match(text, begin)
            name = whole.group() if whole else name
        elif name.endswith(("phòng", "Phòng", "Cán bộ", "tiết kiệm")) and text[match.end() : match.end() + 2] == ", ":
            more = _MORE.match(text, match.end())
            name += more.group() if more else ""
        cut = None if name.startswith("sửa đổi") else _STOPS.search(name)
        name = name[: cut.start()] if cut else name
        if len(name.split()) < 2 and not name[:1].isupper():
            continue
        end = begin + len(name)
        dated = AFTER_NUMBER.match(text, end)
        yield match["kind"], None, name, as_date(dated) if dated else None, match.start(), dated.end() if dated else end


def _of_bodies(text: str) -> Iterator[Named]:
    for match in _OF_BODY.finditer(text):
        end = issuer_end(text, match.end())
        subject = _words_about(text, end)
        if subject and end > match.end():
            yield match["kind"], text[match.end() : end], subject, None, match.start(), end


def _yearly(text: str) -> Iterator[Named]:
    for match in _YEARLY.finditer(text):
        name = match["name"]
        if re.search(r"\d/|\b(?:số|triển khai|thực hiện|này)\b", name) or len(name.split()) > 14:
            continue
        yield "Kế hoạch", match["issuer"], name, None, match.start(), match.end()


def _schemes(text: str) -> Iterator[Named]:
    for match in _SCHEME.finditer(text):
        name = match["name"]
        cut = _STOPS.search(name + " ")
        name = name[: cut.start()] if cut else name
        if len(name.split()) >= 2:
            yield "Đề án", None, name, None, match.start(), match.start("name") + len(name)


def _words_about(text: str, start: int) -> str | None:
    begin = start + 1
    if not is_about(text, begin):
        return None
    stop = _END.search(text, begin, begin + 800)
    return text[begin : stop.start() if stop else begin + 800].strip() or None
