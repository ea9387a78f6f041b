"""The parts of a document by place: header, title, opening, body, closing, recipients and signature, annexes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from motcua.documents.reading.blocks import Text
from motcua.kernel.text import fold
from motcua.plans.reader.entries import ARTICLE, DECISION_KINDS, PLAN_KINDS, kind_of
from motcua.plans.reader.labels import Rank, label_of
from motcua.plans.reader.letters import LOWER, UPPER
from motcua.plans.reader.outline import Entry

OPENING = re.compile(
    r"(?:can cu|thuc hien|theo|xet|tren co so|nham|de|trien khai|tiep tuc|thi hanh|can cu vao|nhung nam|trong nam|hien nay|ngay|uy ban nhan dan|ubnd|ban|so"
    r"|van phong|chu tich|thi hanh|phat huy|duoc su)\b"
)
_CLOSING = re.compile(
    r"tren day la|tren day, |(?:yeu cau|de nghi) (?:thu truong|cac|lanh dao|giam doc|truong).{0,250}(?:nghiem tuc|trien khai|thuc hien|phoi hop)"
    r"|ke hoach nay (?:thay the|co hieu luc)|trong qua trinh (?:trien khai|to chuc|thuc hien)|nhan duoc ke hoach nay|can cu ke hoach nay, (?:de nghi|yeu cau)"
)
_RECIPIENTS = re.compile(r"noi nh[ai]n\b")
_ANNEX = re.compile(
    r"(?:phu luc|phu bieu|danh muc|bieu mau|bang phan cong|bang chi tiet|bang tong hop|bieu \d|mau so)\b"
)
_AS_FOLLOWS = re.compile(r"(?:nhu sau|sau day)\s*[:.]?\s*$|noi dung (?:chu yeu |cu the )?sau\s*[:.]?\s*$")


_ISSUES = re.compile(r"(?:ban hanh|phe duyet|thong qua)\b[^.;]{0,40}(?:ke hoach|chuong trinh)")


@dataclass(frozen=True, slots=True)
class Zones:
    """Entries by part; `kind` is the entry that names the type, None where there is none. `closing` are paragraphs between body and recipients."""

    header: Sequence[Entry]
    kind: Entry | None
    kind_name: str | None
    title: Sequence[Entry]
    opening: Sequence[Entry]
    body: Sequence[Entry]
    closing: Sequence[Entry]
    tail: Sequence[Entry]
    attached: bool
    """A plan attached to a decision was found: `title`, `opening` and `body` are the plan's, `header` the decision's."""
    decision: Sequence[Entry]
    """The decision's own words (its articles), empty for other documents."""


def zones_of(entries: Sequence[Entry]) -> Zones:
    kind_at = next((i for i, e in enumerate(entries[:80]) if kind_of(e)), None)
    if kind_at is None:
        return _headless(entries)
    name = kind_of(entries[kind_at])
    decides = name in DECISION_KINDS
    plan_at = _attached_plan(entries, kind_at) if decides else None
    if decides and plan_at is None and (article := _written_out(entries, kind_at)):
        return _within_decision(entries, kind_at, name, article)
    start = kind_at if plan_at is None else plan_at
    title_end = _title_end(entries, start + 1)
    tail_at = _tail_start(entries, title_end)
    body_at = _opening_end(entries, title_end, tail_at)
    closing_at = _closing_start(entries, body_at, tail_at)
    annex_at = _annex_start(entries, tail_at)
    own_title = entries[kind_at + 1 : _title_end(entries, kind_at + 1)]
    decision: Sequence[Entry] = ()
    tail = entries[tail_at:annex_at]
    if decides:
        decision = entries[kind_at:start] if plan_at is not None else entries[kind_at:]
        if plan_at is not None:
            first_tail = next((i for i in range(kind_at, plan_at) if _is_recipients(entries[i])), plan_at)
            tail = entries[first_tail:plan_at] or tail
    return Zones(
        header=entries[:kind_at],
        kind=entries[kind_at],
        kind_name=name,
        title=own_title if own_title and plan_at is not None else entries[start + 1 : title_end],
        opening=[*_bases_of(decision), *entries[title_end:body_at]],
        body=[*entries[body_at:closing_at], *entries[annex_at:]],
        closing=entries[closing_at:tail_at],
        tail=_apart(tail),
        attached=plan_at is not None,
        decision=decision,
    )


def _written_out(entries: Sequence[Entry], kind_at: int) -> int | None:
    """The article that has the plan in itself: "Điều 1. Ban hành Kế hoạch …, với những nội dung sau đây:"."""
    for index in range(kind_at + 1, len(entries) - 1):
        words = fold(entries[index].text.value)
        if ARTICLE.match(words) and _ISSUES.search(words) and _AS_FOLLOWS.search(words):
            return index
    return None


def _within_decision(entries: Sequence[Entry], kind_at: int, name: str | None, article: int) -> Zones:
    """The plan reaches from the article that issues it to the next one."""
    title_end = _title_end(entries, kind_at + 1)
    tail_at = _tail_start(entries, article)
    annex_at = _annex_start(entries, tail_at)
    next_article = next((i for i in range(article + 1, tail_at) if ARTICLE.match(fold(entries[i].text.value))), tail_at)
    decision = entries[kind_at : article + 1]
    return Zones(
        header=entries[:kind_at],
        kind=entries[kind_at],
        kind_name=name,
        title=entries[kind_at + 1 : title_end],
        opening=_bases_of(decision),
        body=[*entries[article + 1 : next_article], *entries[annex_at:]],
        closing=entries[next_article:tail_at],
        tail=_apart(entries[tail_at:annex_at]),
        attached=True,
        decision=decision,
    )


def _headless(entries: Sequence[Entry]) -> Zones:
    """Without a line that names a type: the whole is body, as far as the recipients."""
    tail_at = _tail_start(entries, 0)
    annex_at = _annex_start(entries, tail_at)
    body_at = _opening_end(entries, 0, tail_at)
    closing_at = _closing_start(entries, body_at, tail_at)
    body = [*entries[body_at:closing_at], *entries[annex_at:]]
    return Zones(
        (),
        None,
        None,
        (),
        entries[:body_at],
        body,
        entries[closing_at:tail_at],
        _apart(entries[tail_at:annex_at]),
        False,
        (),
    )


def _bases_of(decision: Sequence[Entry]) -> list[Entry]:
    return [
        e for e in decision if e.table is None and fold(e.text.value).startswith(("can cu", "xet ", "theo de nghi"))
    ]


def _attached_plan(entries: Sequence[Entry], kind_at: int) -> int | None:
    """The line "KẾ HOẠCH" behind a decision's articles."""
    for index in range(kind_at + 1, len(entries)):
        if kind_of(entries[index]) in PLAN_KINDS:
            return index
    return None


def _title_end(entries: Sequence[Entry], start: int) -> int:
    """The title: the first paragraph, and those that go on with it."""
    end, length = start, 0
    while end < len(entries) and end < start + 7:
        entry = entries[end]
        value = entry.text.value.strip()
        if entry.table is not None or _ends_title(
            entry, value, first=end == start, length=length, before=entries[end - 1]
        ):
            break
        length += len(value)
        end += 1
    return end


_AUTHORITY = re.compile(
    r"(?:CHỦ TỊCH|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|UBND|GIÁM ĐỐC|BỘ TRƯỞNG|HỘI ĐỒNG|TRƯỞNG BAN|THỦ TƯỚNG|CHÁNH VĂN PHÒNG|HIỆU TRƯỞNG|CỤC TRƯỞNG|TRƯỞNG PHÒNG)\b"
)


def _ends_title(entry: Entry, value: str, *, first: bool, length: int, before: Entry) -> bool:
    """Whether an entry behind the type is no (more) part of the title."""
    folded = fold(value)
    if (
        _is_recipients(entry)
        or value.endswith((":", ";"))
        or folded.startswith(("can cu", "kinh gui", "xet ", "theo de nghi"))
    ):
        return True
    label = label_of(value)
    if label is not None and (label.rank <= Rank.NUMBER or (label.rank == Rank.DASH and not first)):
        return True
    if first:
        return len(value) > 500
    if _NUMBER_OR_DATE.match(folded) or _is_authority(value, before.text.value):
        return True
    if value.startswith("(") and len(value) < 250:
        return False
    return length > 400 if value[:1].islower() else _begins_opening(entry, folded, length + len(value), before)


_NUMBER_OR_DATE = re.compile(r"so\s*:|.{0,40}ngay\s+\d.{0,12}thang")


def _is_authority(value: str, before: str) -> bool:
    """The line of a decision that names who decides ("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH")."""
    return (
        value.isupper() and bool(_AUTHORITY.match(value)) and not before.rstrip().upper().endswith(("CỦA", "VÀ", "VỚI"))
    )


def _begins_opening(entry: Entry, folded: str, length: int, before: Entry) -> bool:
    """A paragraph that looks unlike the title, or speaks as an opening does."""
    same_look = entry.bold == before.bold and (entry.bold or entry.centered or entry.text.value.isupper())
    if OPENING.match(folded) and not same_look:
        return True
    if length > 420 or folded.endswith(".") or len(folded) > 200:
        return True
    return not same_look and bool(_YEAR.search(fold(before.text.value)))


_YEAR = re.compile(r"\bnam 20\d\d\b")


def _is_recipients(entry: Entry) -> bool:
    return (
        entry.table is None and len(entry.text) < 400 and bool(_RECIPIENTS.match(fold(entry.text.value).lstrip(" *-")))
    )


_CAPACITY = re.compile(
    rf"(?:(?:TM|KT|TL|TUQ|Q)\s?\.|[TK]/[MTL]\s?\.?)\s?[{UPPER}]|(?:PHÓ\s+)?(?:CHỦ TỊCH|GIÁM ĐỐC|TRƯỞNG BAN|CHÁNH VĂN PHÒNG|TRƯỞNG PHÒNG|HIỆU TRƯỞNG|CỤC TRƯỞNG|THỦ TRƯỞNG)\s*$"
)


def _tail_start(entries: Sequence[Entry], start: int) -> int:
    """Where recipients or, without them, the signature begin: the last such place that is followed by no section."""
    for index in range(start, len(entries)):
        if _is_recipients(entries[index]):
            before = index
            while (
                before > start
                and entries[before - 1].table is None
                and _CAPACITY.match(entries[before - 1].text.value.strip())
            ):
                before -= 1
            return before
    for index in range(len(entries) - 1, start, -1):
        if entries[index].table is None and _CAPACITY.match(entries[index].text.value.strip()):
            first = index
            while (
                first > start
                and entries[first - 1].table is None
                and _CAPACITY.match(entries[first - 1].text.value.strip())
            ):
                first -= 1
            return first
    return len(entries)


_WIDE = 4
"""Blanks in the file between two halves of a line that stand side by side."""


def _apart(tail: Sequence[Entry]) -> list[Entry]:
    """Recipients, then the signature that stands beside them in the same lines."""
    left: list[Entry] = []
    right: list[Entry] = []
    for entry in tail:
        gap = _wide_gap(entry.text) if entry.table is None else None
        if gap is None:
            left.append(entry)
        else:
            left.append(replace(entry, text=entry.text[:gap].strip()))
            right.append(replace(entry, text=entry.text[gap:].strip()))
    return [*left, *right]


def _wide_gap(text: Text) -> int | None:
    """Place of the blank that stands for several in the file, with a name or a capacity behind it on the same line."""
    for place in range(1, len(text.value) - 1):
        if text.value[place] == " " and text.offsets[place + 1] - text.offsets[place] >= _WIDE:
            behind = text.value[place + 1 :].strip()
            if _CAPACITY.match(behind) or _FULL_NAME.fullmatch(behind) or behind.isupper():
                return place
    return None


_FULL_NAME = re.compile(rf"(?:[A-Z][a-zA-Z]*\.\s*)*(?:[{UPPER}][{LOWER}]+\s+){{1,4}}[{UPPER}][{LOWER}]+")


def _opening_end(entries: Sequence[Entry], start: int, stop: int) -> int:
    """The opening reaches to the first section, or to the paragraph that says "như sau:"."""
    for index in range(start, stop):
        entry = entries[index]
        if entry.table is not None or (entry.level is not None and index > start):
            return index
        label = label_of(entry.text.value)
        if label is not None and label.rank <= Rank.LETTER:
            return index
        if label is not None and not re.match(r"\W*(?:can cu|thuc hien|theo)", fold(entry.text.value)):
            return index
        if _AS_FOLLOWS.search(fold(entry.text.value)):
            return index + 1
    return stop if stop - start < 6 else start


def _closing_start(entries: Sequence[Entry], start: int, stop: int) -> int:
    """From "Trên đây là Kế hoạch …" on, when nothing numbered follows."""
    index = stop
    while index > start:
        entry = entries[index - 1]
        if entry.table is not None or label_of(entry.text.value) is not None:
            break
        index -= 1
    for place in range(index, stop):
        if _CLOSING.match(fold(entries[place].text.value)):
            return place
    return stop


def _annex_start(entries: Sequence[Entry], tail_at: int) -> int:
    """What follows the signature: annexes and their tables."""
    for index in range(tail_at + 1, len(entries)):
        entry = entries[index]
        if entry.table is not None or _ANNEX.match(fold(entry.text.value)):
            return index
        label = label_of(entry.text.value)
        if (
            label is not None
            and label.rank in {Rank.ROMAN, Rank.PART, Rank.ANNEX}
            and not _CAPACITY.match(entry.text.value)
        ):
            return index
    return len(entries)
