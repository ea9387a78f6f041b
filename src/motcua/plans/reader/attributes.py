"""Lines and brackets that say who, when and with what result: "- Đơn vị chủ trì: …", "(phối hợp: …; thời gian: …)"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from motcua.documents.reading.blocks import Text
from motcua.plans.reader.bodies import begins_with_unit, unit_heading
from motcua.plans.reader.schedules import parse_schedule

_LEAD, _COORDINATORS, _SCHEDULE, _DELIVERABLE = "lead", "coordinators", "schedule", "deliverable"
_NAMES: tuple[tuple[str, str], ...] = (
    (_SCHEDULE, r"(?:Thời gian|Thời hạn|Tiến độ|Thời điểm|Hạn)(?:\s+(?:thực hiện|hoàn thành|triển khai|tổ chức|báo cáo|dự kiến))*(?:\s*\(?dự kiến\)?)?|Hoàn thành|Hạn hoàn thành"),
    (_COORDINATORS, r"(?:(?:Đơn vị|Cơ quan|Bộ phận|Các đơn vị|Các cơ quan|Phòng)(?:,\s*đơn vị)?\s+)?phối hợp(?:\s+thực hiện)?"),
    (_LEAD, (r"(?:(?:Đơn vị|Cơ quan|Bộ phận|Phòng|Cơ quan,\s*đơn vị|Các cơ quan,\s*đơn vị|Các đơn vị|Cán bộ|Công chức|Người)\s+)?(?:chủ trì|thực hiện|chịu trách nhiệm|phụ trách|đầu mối|tham mưu)"
            r"(?:\s+(?:thực hiện|tham mưu|chính|triển khai))*|Chuẩn bị(?: nội dung)?|Trách nhiệm thực hiện|Phân công thực hiện|Phân công")),
    (_DELIVERABLE, r"(?:Sản phẩm|Kết quả|Kết quả đầu ra|Đầu ra|Sản phẩm,\s*kết quả|Kết quả,\s*sản phẩm)(?:\s*(?:/|-)\s*(?:kết quả|sản phẩm))?(?:\s+(?:đầu ra|dự kiến|thực hiện|đạt được|hoàn thành|cần đạt|đạt))*"),
)  # fmt: skip
_ONE = [(role, re.compile(rf"(?P<name>{pattern})\s*:\s*", re.IGNORECASE)) for role, pattern in _NAMES]
_ANY = re.compile("|".join(rf"(?P<{role}>(?:{pattern})\s*:\s*)" for role, pattern in _NAMES), re.IGNORECASE)
_BRACKET = re.compile(r"\(\s*(?P<inside>[^()]*(?:\([^()]*\)[^()]*)*)\)\s*[.;]?\s*$")
_BORNE = re.compile(
    r"(?:[Gg]iao\s+)?(?P<lead>[^();:]{3,120}?)\s+(?:chủ trì|thực hiện|phụ trách|chịu trách nhiệm)(?:\s+thực hiện)?(?:\s*[,;]\s*(?:(?:phối hợp\s+(?:với|cùng)\s+)(?P<others>[^()]{3,200}))?)?\.?"
)
"""A bracket that says who bears the duty: "(Văn phòng thực hiện)", "(Sở Nội vụ chủ trì, phối hợp với Sở Tài chính)"."""
_BEARER_AND_WHEN = re.compile(
    r"(?P<who>[^();:]{3,120}?)(?:\s+(?:chủ trì|thực hiện|phụ trách|chịu trách nhiệm))?(?:\s+thực hiện)?\s*[;,]\s*(?P<when>[^();]{3,80})"
)
"""A bracket of a unit and a time: "(Phòng Công nghệ thông tin; hằng ngày)"."""
_WHEN = re.compile(
    r"(?:(?:[Hh]oàn thành|[Tt]hực hiện|[Tt]rước|[Tt]rong|[Vv]ào|[Xx]ong|[Cc]hậm nhất|ngày)\s+){0,3}(?:[Qq]uý\s+(?:I{1,3}|IV|[1-4])\b|[Tt]háng\s+\d|\d{1,2}/\d{1,2}/20\d\d)[^();:]{0,40}|[Tt]hường xuyên"
)
"""A bracket that holds nothing but a time: "(Quý IV/2023)"."""
_DIVIDER = re.compile(r"[;,.\s\-–+*]*$")


@dataclass(slots=True)
class Attributes:
    lead: Text | None = None
    coordinators: Text | None = None
    schedule: Text | None = None
    deliverable: Text | None = None

    def add(self, role: str, text: Text) -> None:
        """Keep the first value of a role; a lead line that goes on with "phối hợp: …" gives both."""
        for name, value in [half for piece in _pieces(role, text) for half in _halves(*piece)]:
            if getattr(self, name) is None and any(c.isalnum() for c in value.value):
                setattr(self, name, value)

    def __bool__(self) -> bool:
        return any(getattr(self, name) is not None for name in (_LEAD, _COORDINATORS, _SCHEDULE, _DELIVERABLE))


def attribute_of(text: Text) -> tuple[str, Text] | None:
    """The role and value of a line that is one attribute; None for other lines."""
    for role, pattern in _ONE:
        match = pattern.match(text.value)
        if match and len(text) - match.end() < 600:
            return role, text[match.end() :]
    return None


def inline_attributes(text: Text) -> tuple[Attributes, Text]:
    """Attributes in a bracket at the end of a duty, or behind its sentence; and the duty without them."""
    found = Attributes()
    bracket = _BRACKET.search(text.value)
    if bracket is not None:
        inside = text[bracket.start("inside") : bracket.end("inside")]
        if _add_all(found, inside):
            _borne_before(found, inside)
            return found, text[: bracket.start()].strip()
        borne = _BORNE.fullmatch(inside.value.strip())
        if borne is not None and begins_with_unit(borne["lead"]):
            inside = inside.strip()
            found.lead = inside[borne.start("lead") : borne.end("lead")]
            found.coordinators = inside[borne.start("others") : borne.end("others")] if borne["others"] else None
            return found, text[: bracket.start()].strip()
        if _bearer_and_when(found, inside.strip()):
            return found, text[: bracket.start()].strip()
        if _WHEN.fullmatch(inside.value.strip()):
            found.add(_SCHEDULE, inside)
            return found, text
    first = next(
        (
            m
            for m in (_ANY.finditer(text.value) if ":" in text.value else ())
            if m.start() and re.search(r"[.;:]\s*[-–(+*]?\s*$", text.value[: m.start()])
        ),
        None,
    )
    if first is not None and first.start() > 15 and first.group().strip()[:1].isupper():
        _add_all(found, text[first.start() :])
        head = text[: first.start()]
        return found, head[: len(head.value.rstrip(" -–(+*"))]
    return found, text


def _bearer_and_when(found: Attributes, inside: Text) -> bool:
    """Whether a bracket holds a unit and a time, divided by a mark; both are kept."""
    match = _BEARER_AND_WHEN.fullmatch(inside.value)
    if match is None or not begins_with_unit(match["who"]) or unit_heading(match["who"]) is None:
        return False
    if parse_schedule(match["when"], None).kind == "unspecified":
        return False
    found.lead = inside[match.start("who") : match.end("who")]
    found.add(_SCHEDULE, inside[match.start("when") :])
    return True


def _borne_before(found: Attributes, inside: Text) -> None:
    """Who bears the duty before the named parts of a bracket: "(Sở Nội vụ chủ trì, phối hợp với Sở Tài chính; thời gian: quý II)"."""
    first = _ANY.search(inside.value)
    before = inside[: first.start()] if first else inside
    before = _cut(before)
    borne = _BORNE.fullmatch(before.value)
    if found.lead is not None or borne is None or not begins_with_unit(borne["lead"]):
        return
    found.lead = before[borne.start("lead") : borne.end("lead")]
    if borne["others"] and found.coordinators is None:
        found.coordinators = before[borne.start("others") : borne.end("others")]


def _add_all(found: Attributes, text: Text) -> bool:
    matches = list(_ANY.finditer(text.value))
    if not matches:
        return False
    for match, following in zip(matches, [*matches[1:], None], strict=True):
        end = following.start() if following is not None else len(text)
        part = text[match.end() : end]
        cut = _DIVIDER.search(part.value)
        found.add(match.lastgroup or _LEAD, part[: cut.start()] if cut else part)
    return True


_SENTENCE = re.compile(
    r"[.;]\s+(?=(?:Hoàn thành|Thực hiện|Xong|Trước|Chậm nhất|Định kỳ|Hàng|Hằng|Thường xuyên|Quý|Tháng|Trong)\b)"
)


def _without_time(role: str, text: Text) -> list[tuple[str, Text]]:
    """Units, and the time that a sentence of its own tells behind them: "Văn phòng. Hoàn thành trước 20/4"."""
    match = _SENTENCE.search(text.value) if role in {_LEAD, _COORDINATORS} else None
    if match is None or parse_schedule(text.value[match.end() :], None).kind == "unspecified":
        return [(role, text)]
    return [(role, text[: match.start()]), (_SCHEDULE, text[match.end() :])]


def _pieces(role: str, text: Text) -> list[tuple[str, Text]]:
    """A value in which further attributes stand: "Sở Nội vụ; phối hợp: các sở, ngành; thời gian: Quý II"."""
    inner = [m for m in _ANY.finditer(text.value) if m.start()]
    ends = [*(m.start() for m in inner), len(text)]
    out = [(role, _cut(text[: ends[0]]))]
    out += [(m.lastgroup or role, _cut(text[m.end() : end])) for m, end in zip(inner, ends[1:], strict=True)]
    return [part for name, value in out for part in _without_time(name, value)]


_WITH = re.compile(
    r"[\s,;]+(?:chủ trì\s*[,;]?(?:\s*(?:và\s+)?phối hợp\s+(?:với|cùng)\s+(?P<others>.+))?|(?:và\s+)?phối hợp\s+(?:(?:với|cùng)\s+)?(?P<more>.+))$",
    re.DOTALL,
)


def _halves(role: str, text: Text) -> list[tuple[str, Text]]:
    """ "Sở Nội vụ chủ trì, phối hợp với các sở, ngành" as the value of one line."""
    match = _WITH.search(text.value) if role == _LEAD else None
    if match is None:
        return [(role, text)]
    lead = [(role, text[: match.start()])]
    others = "others" if match["others"] else "more" if match["more"] else None
    return [*lead, (_COORDINATORS, text[match.start(others) :])] if others else lead


def _cut(text: Text) -> Text:
    match = _DIVIDER.search(text.value)
    return text[: match.start()].strip() if match else text.strip()
