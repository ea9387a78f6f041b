"""The grammar of a citation: type, number, date, issuer and subject, as decisions, plans and letters write them.

    Nghị quyết số 68/NQ-CP ngày 12 tháng 5 năm 2020 của Chính phủ ban hành Chương trình …
    Nghị quyết 18/NQ-TW ngày 25/11/2017 của Ban chấp hành Trung ương Khóa XII về …
    các Nghị định số 61/2018/NĐ-CP, số 107/2021/NĐ-CP và 45/2020/NĐ-CP
    Luật Tổ chức chính quyền địa phương số 72/2025/QH15 ngày 16/6/2025

A citation inside the subject of another ("Kế hoạch … về thực hiện Quyết định số 468/QĐ-TTg …") is `nested`.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from collections import deque
from dataclasses import dataclass, field, replace

from motcua.documents.citations.bodies import BODIES, is_about, issuer_end
from motcua.documents.citations.dates import AFTER_NUMBER, as_date
from motcua.documents.citations.named import find_named
from motcua.documents.citations.numbers import Number, find_numbers, kind_of

_KIND_NAMES = (
    "Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh", "Lệnh", "Nghị quyết liên tịch", "Nghị quyết", "Nghị định", "Quyết định", "Thông tư liên tịch", "Thông tư",
    "Chỉ thị", "Chương trình hành động", "Chương trình phối hợp", "Chương trình", "Kế hoạch hành động", "Kế hoạch", "Công văn", "Công điện",
    "Thông báo kết luận", "Thông báo", "Kết luận", "Đề án", "Phương án", "Báo cáo thẩm định", "Báo cáo", "Tờ trình", "Hướng dẫn", "Quy định", "Quy chế",
    "Văn bản hợp nhất", "Văn bản", "Thông tri", "Quy hoạch", "Biên bản", "Giấy mời",
)  # fmt: skip
_KIND = "|".join(_KIND_NAMES)
_KIND_BEFORE = re.compile(
    rf"(?<!\w)(?<!pháp )(?<!kỷ )(?P<kind>{_KIND})(?P<between>(?:\s+(?!(?:{_KIND})\s+(?:số|\d))[^\s.;:()]+){{0,18}}?)?\s*(?:\b[Ss]ố)?\s*:?\s*$",
    re.IGNORECASE,
)
_HAS_SO = re.compile(r"\b[Ss]ố\s*:?\s*$")
_NAMED_BEFORE = re.compile(rf"(?:[Ss]ố|{_KIND})\s*:?\s*$", re.IGNORECASE)  # "10/KH" alone may be anything
_OF = re.compile(r"\s*,?\s*\(?(?:của|do|tại)\s+")
_SUBJECT_END = re.compile(
    r"(?P<hard>[;\n]|(?<!\bTP)(?<!\bTp)\.(?=\s|$)|\s*[,(]\s*(?:sau đây|gọi tắt)|\s*\((?:đã\s+)?(?:được\s+)?sửa đổi"
    r"|,\s+(?=(?-i:[A-ZĐỦ])[^;.,]{3,90}(?:,[^;.,]{1,60})?\s(?:lập|ban hành|xây dựng)(?:\s[^;.]{1,30})?\s[Kk]ế hoạch))"
    rf"|(?:,\s*(?:và\s+)?|\s+và\s+)(?:các\s+)?(?:{_KIND})\s+(?:số\s+)?\d",
    re.IGNORECASE,
)
_AMENDS = re.compile(r"(?:về\s+)?(?:việc\s+)?(?:sửa đổi|bổ sung|sửa, đổi)", re.IGNORECASE)
_AMENDED_BY = re.compile(
    r"\s*[(,]\s*(?:đã\s+)?(?:được\s+)?sửa đổi(?:,\s*bổ sung)?(?:\s+một số điều)?\s+(?:tại|bởi|theo|bằng)(?:\s+các)?\s*$",
    re.IGNORECASE,
)
"""Between a document and those that have amended it: "Nghị định số 61/2018/NĐ-CP … (được sửa đổi, bổ sung tại Nghị định số 107/2021/NĐ-CP …)"."""
_OF_WHAT = re.compile(r"(?:của|đổi|sung)(?:\s+các)?\s*$")
_LISTED = re.compile(r"[\s,]*(?:và\s+)?(?:các\s+)?")
_CANON = {name.lower(): name for name in _KIND_NAMES}
_WINDOW = 160
_LONGEST = 800
"""Characters of what a document is about."""


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention of a document. `start`..`end` name it (type to issuer), `start`..`subject_end` include what it is about.

    `number` is as written, without spaces. `inferred` names fields that follow from the symbol rather than stand in the text.
    """

    kind: str
    number: str | None
    issuer: str | None
    issued_on: datetime.date | None
    subject: str | None
    start: int
    end: int
    subject_end: int
    amends: tuple[str, ...] = ()
    nested: bool = False
    inferred: frozenset[str] = field(default=frozenset())

    @property
    def weight(self) -> int:
        """How much a mention tells: the fullest one supplies what others lack."""
        return (
            4 * (self.issued_on is not None)
            + 2 * (self.issuer is not None and "issuer" not in self.inferred)
            + (self.subject is not None)
        )


def find_citations(text: str) -> list[Citation]:
    """All citations of a paragraph in order of appearance. Linear in the length of `text`."""
    numbers = [
        n
        for n in find_numbers(text)
        if n.year or n.body != n.type or _NAMED_BEFORE.search(text[max(0, n.start - 40) : n.start])
    ]
    found: list[Citation] = []
    covered = 0  # end of the subject of the last citation that is not nested
    for index, number in enumerate(numbers):
        floor = numbers[index - 1].end if index else 0
        one = _citation(text, number, floor, found[-1] if found else None)
        nested = one.start < covered
        found.append(replace(one, nested=nested))
        if not nested:
            covered = one.subject_end
    found = [_with_amends(text, one, found[index + 1 : index + 40]) for index, one in enumerate(found)]
    found = _with_amenders(text, found)
    taken = [(one.start, one.end) for one in found]
    outer = [one for one in found if not one.nested]
    starts = [one.start for one in outer]
    for kind, issuer, subject, issued_on, start, end in find_named(text, taken):
        holder = bisect_right(starts, start) - 1
        nested = holder >= 0 and start < outer[holder].subject_end
        if nested and kind in {"Đề án", "Kế hoạch"}:
            continue  # the words of the other document's title
        found.append(Citation(kind, None, issuer, issued_on, subject, start, end, end, nested=nested))
    return sorted(found, key=lambda one: one.start)


def _citation(text: str, number: Number, floor: int, before: Citation | None) -> Citation:
    kind, start, title = _kind(text, number, floor, before)
    end, issued_on, issuer = number.end, None, None
    dated = AFTER_NUMBER.match(text, end)
    if dated:
        issued_on, end = as_date(dated), dated.end()
    of = _OF.match(text, end)
    if of:
        stop = issuer_end(text, of.end())
        if stop > of.end():
            issuer, end = _name(text[of.end() : stop]), stop
            dated = None if issued_on else AFTER_NUMBER.match(text, end)
            if dated:
                issued_on, end = as_date(dated), dated.end()
    subject_end, subject = _subject(text, end)
    inferred: frozenset[str] = frozenset()
    if issuer is None:
        issuer = _issuer_of(number)
        inferred = frozenset({"issuer"}) if issuer else inferred
    return Citation(kind, number.value, issuer, issued_on, subject or title, start, end, subject_end, inferred=inferred)


def _kind(text: str, number: Number, floor: int, before: Citation | None) -> tuple[str, int, str | None]:
    """Type, place where the citation begins, and the title where it stands between type and number ("Luật … số 72/2025/QH15")."""
    window_start = max(floor, number.start - _WINDOW)
    window = text[window_start : number.start]
    said_so = _HAS_SO.search(window)
    begin = window_start + said_so.start() if said_so else number.start
    match = next(iter(deque(_KIND_BEFORE.finditer(window), maxlen=1)), None)  # the nearest type word counts
    if match is None:
        told = kind_of(number)
        if told == "Công văn" and before is not None and text[floor:begin].strip(" ,") in {"", "và", "số", "các"}:
            told = before.kind
        return told, begin, None
    between = (match["between"] or "").strip()
    if between and not said_so:
        return kind_of(number), begin, None
    kind = _CANON[match["kind"].lower()]
    if between and re.fullmatch(r"[Ss]ố", between):
        between = ""
    return kind, window_start + match.start(), between or None


def _name(words: str) -> str:
    words = words.strip()
    return words[:1].upper() + words[1:]


def _issuer_of(number: Number) -> str | None:
    if number.type == "QH" or number.body.startswith("QH"):
        return "Quốc hội"
    if number.body.startswith("UBTVQH"):
        return "Ủy ban Thường vụ Quốc hội"
    return BODIES.get(number.body)


def _subject(text: str, start: int) -> tuple[int, str | None]:
    """End of what a document is about, and the words; (start, None) where the text does not say."""
    begin = start
    while begin < len(text) and text[begin] in " ,":
        begin += 1
    if text[start:begin].count(",") > 1 or not is_about(text, begin):
        return start, None
    amending = _AMENDS.match(text, begin) is not None  # then "…, Nghị định số …" goes on with what is amended
    end = limit = min(len(text), begin + _LONGEST)
    place = begin
    while (match := _SUBJECT_END.search(text, place, limit)) is not None:
        if match["hard"] or not amending:
            end = match.start()
            break
        place = match.end()
    words = text[begin:end].rstrip(" .,;:/")
    return begin + len(words), words or None


def _with_amends(text: str, one: Citation, following: list[Citation]) -> Citation:
    """The numbers that a document says it amends: the first one named in its subject, and those listed with it."""
    if one.subject is None or not _AMENDS.match(one.subject):
        return one
    amended: list[str] = []
    place = one.end
    for other in following:
        if other.number and place <= other.start < one.subject_end:
            between = text[place : other.start]
            if not (_LISTED.fullmatch(between) if amended else _OF_WHAT.search(between)):
                break
            amended.append(other.number)
            place = other.subject_end
    return replace(one, amends=tuple(dict.fromkeys(amended)))


def _with_amenders(text: str, found: list[Citation]) -> list[Citation]:
    """Documents named in brackets as having amended the one before them: they amend it, and stand inside its naming."""
    out: list[Citation] = []
    amended: Citation | None = None
    for one in found:
        before = out[-1] if out else None
        between = text[before.subject_end : one.start] if before is not None else ""
        if before is not None and _AMENDED_BY.fullmatch(between):
            amended = before
        elif amended is None or not _LISTED.fullmatch(between):
            amended = None
        if amended is not None and amended.number is not None:
            one = replace(one, amends=(*one.amends, amended.number), nested=True)
        out.append(one)
    return out
