"""What a case of a dossier is called where one ticks it.

Sources give cases as headings of prose: what only announces papers ("…, hồ sơ gồm") is cut off; what cannot be told from prose with
certainty stays a heading over its papers and is no choice. Pure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

_LONGEST = 160  # characters of a choice
_LONGEST_CASE = 300  # of one that says itself that it is a case
_ORDINAL = re.compile(
    r"^(?:\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ]\d?(?:\.\d{1,2})?|[IVX]{1,4})[).]+\s*|[-–+•*]\s*|"
    r"\d{1,2}\s+(?=Đối với|Trường hợp))+(?=[A-ZĐÀ-Ỹ“\"])"
)
_SAME = (
    r"(?:các\s+|những\s+|một\s+trong\s+(?:các|những|số)\s+|thêm\s+)?(?:giấy tờ|tài liệu|thành phần|nội dung|văn bản)?"
)
_ANNOUNCES = re.compile(
    rf"[\s,;:]*(?:,\s*hồ sơ\s[^,;:()]*(?:,[^,;:()]*)?\s)?(?:(?:thì\s+)?(?:thành phần\s+)?(?:hồ sơ|bộ hồ sơ)\s+)?(?:đề nghị\s+)?"
    rf"(?:cụ thể\s+)?(?:bao gồm|gồm có|gồm|như sau|sau đây|cụ thể|còn có)\s*{_SAME}(?:\s*(?:sau đây|sau|như sau))?\s*(?::.*)?$",
    re.DOTALL,
)
_LISTS = re.compile(r":\s*\(?(?:i|1|a)\)\s.*$", re.DOTALL)
_THEN = re.compile(r"^((?:Đối với |Trong )?(?:[Tt]rường hợp|[Nn]ếu|[Kk]hi)\b.*?),?\s+thì\s", re.DOTALL)
_DOSSIER = re.compile(
    r"(?:,\s*(?:thì\s+)?(?:thành phần\s+)?hồ sơ(?:\s[^,]{0,40})?|,?\s*(?:(?:phải|cần)\s+)?(?:bổ sung thêm|bổ sung|nộp thêm|nộp bổ sung)|"
    r"\s+(?:gửi|nộp)\s+\d{1,2}\s+(?:\([^()]*\)\s*)?bộ hồ sơ\b.*)$"
)
_AGENCY = r"(?:cơ quan|sở|bộ|ủy ban|uỷ ban|UBND|chủ tịch|chi cục|cục|phòng|văn phòng|thủ tướng|hội đồng)"
_ELSEWHERE = re.compile(
    rf"^hồ sơ (?:do |của )?{_AGENCY}\b.*\b(?:trình|gửi|chuyển|lấy ý kiến|xin ý kiến|báo cáo|thẩm định)\b|"
    r"^hồ sơ (?:trình|lấy ý kiến|xin ý kiến)\b|"
    r"^(?:đối với )?trường hợp\s*(?:thứ\s*)?\(?(?:\d{1,2}|[a-zđ]|một|hai|ba|này|trên|nêu trên)\)?$|"
    r"\b(?:nêu|nói) trên\b|\btrên đây\b|"
    r"^(?:đối với )?(?:các )?(?:trường hợp|đối tượng)\s+(?:được )?(?:quy định|nêu|thuộc)\s+(?:tại\s+)?(?:các\s+)?"
    r"(?:điểm|khoản|điều|mục)\b[^,;:]*$",
    re.IGNORECASE,
)
"""What agencies hand to one another, and what only points at another place of the text: nobody can say that of himself."""
_CASE = re.compile(r"^(?:(?:Đối với|Trường hợp|Nếu|Khi)\b)")
_EVERYBODY = re.compile(
    r"^(?:\d+\.?\s*)?(?:thành phần\s+)?(?:hồ sơ|bộ hồ sơ|giấy tờ|tài liệu)?(?:[\s,]*(?:phải nộp|cần nộp|bao gồm|gồm có|gồm))*$"
)
_PROSE = re.compile(
    r"^(?:Trong (?:phiếu|đơn|văn bản|báo cáo)|Lưu ý|Ghi chú|Chú ý|Ngoài |Các (?:giấy tờ|tài liệu|loại)|Một trong|Giấy tờ |Tài liệu |"
    r"Biểu mẫu|Theo quy định|Kèm theo|Trường hợp pháp luật|Những |Một (?:bản|số|trong) |Nội dung của|Hồ sơ gồm|\d+ bản )|"
    r"\bphải (?:nộp|xuất trình|có|gửi)\b|\bcó thể\b|\bnộp kèm\b|\b(?:giấy tờ|tài liệu|văn bản|trường hợp) sau$|\.\s+[A-ZĐ]"
)


@dataclass(frozen=True, slots=True)
class Label:
    """`text` "" where the papers are everybody's; `choice`: one can say of oneself whether it is one's case."""

    text: str
    choice: bool


NOBODYS = Label("", choice=False)
"""Of papers that stand under no case: everybody brings them."""


def label_of(case: str) -> Label:
    """What a case is called, in its own words."""
    said = " ".join(case.split()).strip(" :;,.-–")
    if _EVERYBODY.match(said.lower()):
        return NOBODYS
    short = _ORDINAL.sub("", said)
    if then := _THEN.match(short):
        short = then[1]
    short = _LISTS.sub("", short)
    short = _closed(_ANNOUNCES.sub("", short, count=1).rstrip(" :;,.-–("))
    if _CASE.match(short) or not short.lower().startswith("hồ sơ"):
        short = _DOSSIER.sub("", short).rstrip(" :;,.-–(")
    if not short:
        return Label(said, choice=False)
    longest = _LONGEST_CASE if _CASE.match(short) else _LONGEST
    if _PROSE.search(short) or _ELSEWHERE.search(short) or len(short) > longest or not short[0].isalnum():
        return Label(said, choice=False)
    return Label(short, choice=True)


def choices_of(labels: Mapping[str, Label]) -> set[str]:
    """Of headings with their labels those that are choices: one group for all is nobody's case, and headings that read alike do not tell
    which is mine."""
    times = Counter(like(label.text) for label in labels.values())
    found = {case for case, label in labels.items() if label.choice and times[like(label.text)] < 2}
    return found if len(labels) > 1 else set()


def like(label: str) -> str:
    """Two headings that say the same of the reader are one: by their words, without "đối với"."""
    return " ".join(label.lower().split()).removeprefix("đối với ")


def _closed(text: str) -> str:
    """Without a bracket that is opened last and never closed."""
    opened = text.rfind("(")
    return text[:opened].rstrip(" ,;:") if opened > text.rfind(")") else text
