"""Tasks told in running text: one for each dash or lettered item, or numbered paragraph, with the unit that bears it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from motcua.documents.reading.blocks import Text
from motcua.kernel.text import fold
from motcua.plans.reader.attributes import Attributes, attribute_of, inline_attributes
from motcua.plans.reader.bodies import (
    actor_of,
    begins_with_unit,
    coordinators_in,
    proper_heading,
    split_units,
    unit_heading,
)
from motcua.plans.reader.labels import Rank
from motcua.plans.reader.outline import Node
from motcua.plans.reader.parts import Part, ruling_part
from motcua.plans.reader.plan_document import Schedule, Source, Task
from motcua.plans.reader.schedule_clauses import find_schedule
from motcua.plans.reader.schedules import parse_schedule
from motcua.plans.reader.sources import Sources, trimmed

_DIFFICULTY = re.compile(
    r"(?:(?<=[.;!?])\s+|^)(?P<when>(?:Trong quá trình [^.;,]{3,80},\s*)?(?P<event>(?:[Nn]ếu|[Tt]rường hợp|[Kk]hi|[Nn]hững)?\s*(?:có |gặp |phát sinh |phát hiện )*(?:những |các )?(?:nội dung |vấn đề )?"
    r"(?:khó khăn|vướng mắc|phát sinh)[^.;]{0,40}?))(?=[,\s]+(?:phải|đề nghị|các|cần|kịp thời|thì|yêu cầu|báo cáo|phản ánh|xin|liên hệ|Thủ trưởng|thủ trưởng|gửi|đơn vị|cơ quan|[A-ZĐỦ]))"
)
_MONEY = re.compile(r"\s*(?:kinh phi|nguon kinh phi|nguon von|nguon ngan sach|ngan sach)\b")
_NOT_A_DUTY = re.compile(
    r"\s*(?:tren day la|thoi gian|dia diem|thanh phan|doi tuong|noi dung cu the|cu the nhu sau|\(?chi tiet|\(?co phu luc|\(?kem theo|noi nhan|ghi chu|ngoai ra$|tong cong|theo bieu|phu luc)\b"
    r"|\s*(?:pham vi|quy mo|co mau|so (?:luong|phieu|nguoi)|phuong phap|cach (?:thuc|tinh)|tieu chi|noi dung|hinh thuc|yeu cau|muc dich)\b[^.:;]{0,60}:"
)
_POINTER = re.compile(
    r"(?:chi tiet|cu the) (?:theo|tai|trong|nhu) (?:phu luc|bang|bieu)|nhu sau\s*:?$|sau day\s*:?$|cac [^.;:,]{2,50} sau\s*:?$"
)
_PLAN_WORD = re.compile(
    r"(?:xây dựng|lập|ban hành|tham mưu ban hành|hoàn thiện)(?: và (?:ban hành|triển khai|tổ chức thực hiện|trình [^,;.]{2,30}))?,?(?: (?:ban hành|trình))?\s+"
    r"(?P<product>(?:[Kk]ế hoạch|[Bb]áo cáo|[Đđ]ề án|[Qq]uy chế|[Cc]hương trình|[Pp]hương án|[Dd]anh mục|[Qq]uy trình)\s(?!này|nêu|và|để|theo|cụ thể|trên)(?:[^;.:]{3,140}?năm 20\d\d|[^,;.:]{3,160}?))"
    r"(?=\s+(?:để|nhằm|trình|theo|và (?:bố trí|tổ chức|triển khai|gửi|báo cáo|trình|chỉ đạo|hướng dẫn)|của (?:cơ quan|đơn vị|địa phương|ngành|mình)|phù hợp|tại (?:cơ quan|đơn vị)|trên địa bàn|gửi|trước|trong (?:quý|tháng)|hoàn thành|báo cáo|và)|[,;.:]|$)"
)
STATED, INFERRED, HEADING = 0.85, 0.6, 0.8


class _Note(Protocol):
    """Keeps where a field was found and how sure its reading is."""

    def __call__(self, field_name: str, text: Text, confidence: float) -> None: ...


@dataclass(slots=True)
class _Pending:
    """A task in the making: attribute lines that follow it may still add to it."""

    node: Node
    duty: Text
    lead: Text | None
    lead_sure: float
    attributes: Attributes = field(default_factory=Attributes)
    event: tuple[Text, Text] | None = None


def narrative_tasks(root: Node, maker: Sources, year: int | None) -> Iterator[Task]:
    """Tasks of the parts that give work or duties, in order."""
    for section in root.children:
        for pending in _collect(section, None):
            if pending.attributes or ruling_part(pending.node) is not Part.EXAMINED:
                yield _task(pending, maker, year)


def _collect(node: Node, lead: Text | None) -> list[_Pending]:
    """Tasks at and under an item. `lead` is the unit that a heading above names."""
    part = ruling_part(node)
    if part not in {Part.DUTIES, Part.WORK, Part.MONEY, Part.REPORTS, Part.EXAMINED, None} or node.table is not None:
        return []
    unit = _unit(node, part)
    if unit is not None:
        lead = node.text[unit[0] : unit[1]]
        return _of_children(node, lead)
    if part is None:
        return [p for child in node.children if child.children or child.is_heading for p in _collect(child, lead)]
    if _holds(node):
        return _of_children(node, lead)
    return _leaf(node, part, lead)


def _unit(node: Node, part: Part | None) -> tuple[int, int] | None:
    """Place of the unit that a heading names. Among duties a heading of proper names is one, whatever kind of body it is."""
    if not (node.rank < Rank.PLUS and node.children):
        return None
    within = Rank.NUMBER <= node.rank <= Rank.DASH
    duties = part is Part.DUTIES or (begins_with_unit(node.text.value) and _among_duties(node))
    found = unit_heading(node.text.value) if duties or within else None
    if found is None and duties and within and node.is_heading:
        found = proper_heading(node.text.value)
    return found


def _among_duties(node: Node) -> bool:
    """Under the duties, though words of its own heading tell of work ("… Tổ công tác")."""
    return node.parent is not None and ruling_part(node.parent) is Part.DUTIES


def _holds(node: Node) -> bool:
    """Whether an item only heads those under it: numbered or lettered ones, dashes, or the paragraphs of a heading."""
    attributes = [c for c in node.children if attribute_of(c.text) is not None]
    below = [c for c in node.children if c.rank != Rank.PLUS and attribute_of(c.text) is None]
    if attributes and node.is_heading and all(_NOT_A_DUTY.match(c.folded) for c in below):
        return False  # "Tập huấn nghiệp vụ" with lines for its content, audience, time and lead
    if any(c.rank is not Rank.PLAIN or c.table is not None for c in below):
        return True
    return (
        node.is_heading
        and bool(below)
        and not (actor_of(node.text.value) and not node.text.value.rstrip().endswith(":"))
    )


def _of_children(node: Node, lead: Text | None) -> list[_Pending]:
    out: list[_Pending] = []
    open_since = 0
    items = any(c.rank is not Rank.PLAIN and c.rank < Rank.PLUS and attribute_of(c.text) is None for c in node.children)
    actor = (
        actor_of(node.text.value)
        if (lead is None and not node.is_heading) or node.text.value.rstrip().endswith(":")
        else None
    )
    if actor is not None and lead is None:
        lead = node.text[actor.start : actor.end]
    for child in node.children:
        found = attribute_of(child.text)
        if found is not None:
            for pending in out[open_since:]:
                pending.attributes.add(*found)
            continue
        if child.rank is Rank.PLAIN and items and not _is_sentence_duty(child, lead):
            continue
        if out and any(p.attributes for p in out[open_since:]):
            open_since = len(out)
        out.extend(_collect(child, lead))
    return out


def _is_sentence_duty(node: Node, lead: Text | None) -> bool:
    """A paragraph among listed items counts when it says who acts."""
    return lead is None and actor_of(node.text.value) is not None and not node.text.value.rstrip().endswith(":")


def _leaf(node: Node, part: Part, lead: Text | None) -> list[_Pending]:
    words = fold(node.text.value)
    if not words.strip() or _NOT_A_DUTY.match(words) or _POINTER.search(words):
        return []
    if node.rank <= Rank.ROMAN:
        return []
    actor = actor_of(node.text.value)
    if _MONEY.match(words) or (part is Part.MONEY and actor is None):
        return []
    if part is Part.REPORTS and actor is None and lead is None and not re.search(r"bao cao", words):
        return []
    if node.rank is Rank.PLAIN and part is Part.WORK and actor is None and lead is None and not _under_numbered(node):
        return []
    if node.is_heading and not node.children and part is Part.WORK and len(node.text) < 40 and actor is None:
        return []
    pendings = [p for p in _sentences(node, lead) if any(c.isalnum() for c in p.duty.value)]
    for child in node.children:
        found = attribute_of(child.text)
        if found is not None:
            for pending in pendings:
                pending.attributes.add(*found)
    return pendings


def _under_numbered(node: Node) -> bool:
    """A paragraph that is the whole content of a numbered heading."""
    return node.parent is not None and node.parent.rank >= Rank.NUMBER and node.parent.is_heading


def _sentences(node: Node, lead: Text | None) -> Iterator[_Pending]:
    """The duty, and the sentence "nếu có khó khăn, vướng mắc …" behind it as a duty of its own."""
    text = node.text
    split = _DIFFICULTY.search(text.value)
    main = text[: split.start("when")] if split else text
    if main.value.strip(" .;"):
        yield _duty(node, main, lead)
    if split:
        rest = trimmed(text[split.start("when") :])
        when = text[split.start("when") : split.end("when")].strip()
        event = text[split.start("event") : split.end("event")].strip()
        alone = not main.value.strip(" .;")
        yield _Pending(node, rest, lead if alone else None, INFERRED, event=(when, event))


_ABOUT = re.compile(
    r"(?:Về |Chế độ |Công tác |Việc |Cải cách |Hiện đại hóa |Hiện đại hoá |Chuyển đổi số|Kiểm soát |Báo cáo (?:định kỳ|đột xuất|chuyên đề))[^:.;]{0,80}:\s*(?=[A-ZĐÀ-Ỹ]|các\s)"
)
"""What a duty is about, said before who bears it: "Chế độ báo cáo: Các đơn vị báo cáo …"."""


def _duty(node: Node, text: Text, lead: Text | None) -> _Pending:
    attributes, text = inline_attributes(text)
    about = _ABOUT.match(text.value)
    if about is not None and lead is None and actor_of(text.value[about.end() :]) is not None:
        text = text[about.end() :]
    if lead is None:
        text = _from_actor(text, attributes)
    actor = actor_of(text.value)
    if actor is not None and (
        lead is None or (actor.duty > actor.end + 1 and text.value[actor.end : actor.duty].strip() == ":")
    ):
        own = text[actor.start : actor.end]
        sure = STATED if text.value[actor.end : actor.duty].strip().startswith(":") else 0.8
        return _Pending(node, trimmed(text[actor.duty :]), own, sure, attributes)
    return _Pending(node, trimmed(text), lead, HEADING if lead is not None else INFERRED, attributes)


_CIRCUMSTANCE = re.compile(
    r"(?P<what>(?:(?P<ground>Trên cơ sở|Căn cứ|Theo|Dựa trên|Dựa vào)|Định kỳ|Hàng|Hằng|Trước|Chậm nhất|Trong|Đến)\b[^,;:.]{2,120}),\s*(?=\S)"
)
"""What is said before who acts: "Trên cơ sở Kế hoạch này, các phòng …", "Hằng quý, các đơn vị …"."""


def _from_actor(text: Text, attributes: Attributes) -> Text:
    """The duty from the unit on that acts, where a ground or a time stands before it; the time is kept."""
    match = _CIRCUMSTANCE.match(text.value)
    if match is None or actor_of(text.value[match.end() :]) is None:
        return text
    if match["ground"] is None:
        when = text[: match.end("what")]
        if parse_schedule(when.value, None).kind in {"unspecified", "on_event"}:
            return text
        attributes.schedule = attributes.schedule or when
    return text[match.end() :]


def _task(pending: _Pending, maker: Sources, year: int | None) -> Task:
    sources: dict[str, Source] = {}
    block = pending.node.block

    def note(field_name: str, text: Text, confidence: float) -> None:
        sources[field_name] = maker.of(text, block, confidence)

    note("task", pending.duty, STATED)
    lead, coordinators = _units(pending, note)
    schedule_text, schedule = _schedule(pending, note, year)
    deliverable = _deliverable(pending, note)
    top = pending.node.top
    confidence = min([STATED if lead else INFERRED, *(s.confidence or 1.0 for s in sources.values())])
    return Task(
        no=_number(pending.node),
        section=top.label,
        section_title=top.title,
        goal=None,
        task=_line(pending.duty),
        lead=lead,
        coordinators=coordinators,
        deliverable=deliverable,
        schedule_text=schedule_text,
        schedule=schedule,
        source=maker.of(pending.duty, block, confidence),
        confidence=round(confidence, 2),
        sources=sources,
    )


def _line(text: Text) -> str:
    return " ".join(text.value.split())


def _number(node: Node) -> str | None:
    """The nearest number above a dash item, else its letter."""
    for above in node.lineage():
        if above.label is not None and Rank.ROMAN < above.rank <= Rank.LETTER:
            return above.label
    return None


def _units(pending: _Pending, note: _Note) -> tuple[str | None, tuple[str, ...]]:
    lead, sure = pending.lead, pending.lead_sure
    if pending.attributes.lead is not None:
        lead, sure = pending.attributes.lead, 0.95
    others = pending.attributes.coordinators
    other_sure = 0.95
    if others is None and pending.event is None:
        found = coordinators_in(pending.duty.value)
        others = pending.duty[found[0] : found[1]] if found else None
        other_sure = 0.7
    name = None
    if lead is not None:
        lead = trimmed(lead)
        note("lead", lead, sure)
        name = _line(lead)
    if others is None or not others.value.strip(" -.;"):
        return name, ()
    note("coordinators", others, other_sure)
    return name, tuple(_line(t) for t in split_units(others))


def _schedule(pending: _Pending, note: _Note, year: int | None) -> tuple[str | None, Schedule]:
    if pending.event is not None:
        when, event = pending.event
        note("schedule_text", when, 0.8)
        return _line(when), Schedule(kind="on_event", event=_line(event))
    stated = pending.attributes.schedule
    if stated is not None:
        stated = trimmed(stated)
        note("schedule_text", stated, 0.95)
        return _line(stated), parse_schedule(stated.value, year)
    found = find_schedule(pending.duty.value)
    if found is None:
        return None, Schedule()
    clause = pending.duty[found[0] : found[1]].strip()
    note("schedule_text", clause, 0.7)
    return _line(clause), parse_schedule(clause.value, year)


def _deliverable(pending: _Pending, note: _Note) -> str | None:
    stated = pending.attributes.deliverable
    if stated is not None:
        stated = trimmed(stated)
        note("deliverable", stated, 0.95)
        return _line(stated)
    match = _PLAN_WORD.search(pending.duty.value)
    if match is None or pending.event is not None:
        return None
    product = trimmed(pending.duty[match.start("product") : match.end("product")])
    note("deliverable", product, INFERRED)
    return _line(product)
