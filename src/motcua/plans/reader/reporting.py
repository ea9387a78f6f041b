"""Who reports to whom and how often."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from motcua.documents.reading.blocks import Text
from motcua.kernel.text import fold
from motcua.plans.reader.labels import Rank
from motcua.plans.reader.letters import UPPER
from motcua.plans.reader.outline import Entry, Node
from motcua.plans.reader.parts import Part, ruling_part
from motcua.plans.reader.plan_document import ReportDuty, ReportPeriod, Task
from motcua.plans.reader.schedule_clauses import find_schedule
from motcua.plans.reader.schedules import parse_schedule
from motcua.plans.reader.sources import Sources, trimmed

_PERIODS: tuple[tuple[ReportPeriod, re.Pattern[str]], ...] = (
    (
        "monthly",
        re.compile(
            r"\b(?:hang|moi|dinh ky|tung) thang\b|\bbao cao thang\b|(?<!\d )(?<!\d)\bthang, quy\b|\b\d{1,2} hang thang\b|theo thang\b"
        ),
    ),
    (
        "quarterly",
        re.compile(
            r"\b(?:0?3|ba) thang\b|\bquy (?:i|ii|iii|iv|1|2|3|4|111|l|ll|lll)\b|\b(?:hang|moi|dinh ky|tung|theo|bao cao) quy\b(?! (?:dinh|che|trinh|hoach|mo|luat|uoc|tac))|\b,? quy,|\bthang, quy\b|cuoi quy\b"
        ),
    ),
    ("6_months", re.compile(r"\b(?:0?6|sau) thang\b|\bso ket\b")),
    ("9_months", re.compile(r"\b(?:0?9|chin) thang\b")),
    (
        "annual",
        re.compile(
            r"\b(?:hang|hằng|moi|cuoi|ca) nam\b|\bbao cao nam\b|(?:[,;]|\bva|\bhoac) (?:bao cao )?(?:mot )?nam\b(?! 20| hoc)|\btong ket\b|(?<!\d)0?1 nam\b|\bnam(?= (?:gui|ve|va dot xuat|hoac dot xuat))"
        ),
    ),
    (
        "ad_hoc",
        re.compile(
            r"dot xuat|\bneu co (?:kho khan|vuong mac|phat sinh|van de)|\b(?:kho khan|vuong mac)[^.;]{0,120}\b(?:bao cao|phan anh)|khi (?:co )?yeu cau"
        ),
    ),
)
_REPORT = re.compile(r"\bbáo cáo|\bphản ánh(?= kịp thời| về| đến)|\bthông tin, báo cáo", re.IGNORECASE)
_NOT_A_DUTY = re.compile(
    r"hệ thống (?:thông tin )?báo cáo|(?:quy định|về) chế độ báo cáo định kỳ và quản lý|xây dựng báo cáo thẩm định",
    re.IGNORECASE,
)
_BODY = (
    r"(?:UBND|Ủy ban|Uỷ ban|Chủ tịch|Sở|Lãnh đạo|Ban(?! hành)|Văn phòng|VP|Phòng|Bộ|Giám đốc|Thủ trưởng|Trưởng|Chánh|Thường trực|Tỉnh ủy|HĐND|Trung tâm|Cục|Chi cục"
    r"|Thủ tướng|Chính phủ|Đảng ủy|Công an|Hội đồng|BHXH|Bảo hiểm xã hội|Bộ trưởng|Cục trưởng|Tổng cục|Vụ|Bí thư)"
)
"""Words with which the name of who receives a report begins."""
_RECIPIENT = (
    rf"(?P<to>(?:{_BODY}|cấp có thẩm quyền|cấp trên|cơ quan có thẩm quyền|lãnh đạo)(?:\s+(?!\d|hàng|hằng|mỗi|để|trước|theo|tổng hợp|xem xét|qua|và (?:kịp|đề|tổng)"
    r"|định kỳ|kết quả|về|trong|chậm|vào|bằng|thông qua|chỉ đạo|nhằm|đúng|khi|có ý kiến)[^\s,;:.()]+){0,10})"
)
"""The name, up to a mark or to what is said of the report."""
_TO = re.compile(rf"(?:cho|về|gửi về|gửi|lên|tới|đến|với)\s+{_RECIPIENT}")
_DIRECT = re.compile(rf"[Bb]áo cáo(?: ngay| kịp thời| trực tiếp)?(?: cho)?\s+{_RECIPIENT}")
_VIA = re.compile(
    r"(?:\(\s*)?(?:thông qua|qua)\s+(?P<via>(?:Sở|Văn phòng|VP|Phòng|Ban|Trung tâm|Bộ|Cơ quan)(?:\s+(?!để|tổng hợp|theo|trước|xem xét|biết)[^\s,;.()]+){0,9})"
)
_DUE = re.compile(
    r"(?:(?:chậm nhất|trước|muộn nhất)(?: là)?(?: vào)?(?: trước)? ngày\s+\d{1,2}[^;.()]{0,60}?(?=\s+(?:để|gửi|về)\b|[,;.()]|$)|ngày \d{1,2} (?:của )?(?:hàng tháng|hằng tháng|tháng cuối quý)[^;.,()]{0,40})"
)


def read_reporting(root: Node, closing: Sequence[Entry], tasks: Sequence[Task], maker: Sources) -> Iterator[ReportDuty]:
    """One entry for each period that a duty to report names; "unspecified" where it names none."""
    for node in root.walk():
        if node.entry is None or node.table is not None:
            continue
        part = ruling_part(node)
        if part not in {Part.DUTIES, Part.REPORTS, Part.WORK} or (node.is_heading and node.rank <= Rank.ROMAN):
            continue
        yield from _of_paragraph(node.text, node.block, maker, loose=part is not Part.WORK)
    blocks = {node.block for node in root.walk() if node.table is not None}
    yield from _of_rows([task for task in tasks if task.source.block in blocks])
    for entry in closing:
        if entry.table is None:
            yield from _of_paragraph(entry.text, entry.block, maker, loose=False)


def _of_rows(tasks: Sequence[Task]) -> Iterator[ReportDuty]:
    """Table rows whose work is to report at stated times."""
    for task in tasks:
        words = fold(task.task)
        whole = f"{task.task} {task.schedule_text or ''}"
        if re.match(
            r"(?:thuc hien (?:che do )?(?:thong tin,? )?bao cao|bao cao|tong hop,? bao cao|xay dung bao cao)", words
        ):
            every = _LENGTHS.get(task.schedule.every or "")
            for period in _periods(fold(whole)) or ([every] if every else []):
                yield ReportDuty(period, _to(task.task), task.task, task.source)


def _of_paragraph(text: Text, block: int | None, maker: Sources, *, loose: bool) -> Iterator[ReportDuty]:
    for sentence in _sentences(text):
        value = sentence.value
        if not _REPORT.search(value) or _NOT_A_DUTY.search(value):
            continue
        periods = _periods(fold(value)) or _of_schedule(value)
        if not periods and not (loose and _is_duty(value)):
            continue
        piece = trimmed(sentence)
        source = maker.of(piece, block, 0.8 if periods else 0.6)
        due, via = _DUE.search(value), _VIA.search(value)
        for period in periods or ["unspecified"]:
            yield ReportDuty(
                period=period,
                to=_to(value),
                text=" ".join(piece.value.split()),
                source=source,
                due_text=due.group().strip() if due else None,
                via=via["via"].strip() if via else None,
            )


def _is_duty(value: str) -> bool:
    """Reporting to somebody, or reporting results; not a report that is merely mentioned."""
    return _to(value) is not None or bool(
        re.search(r"định kỳ[^.;]{0,60}báo cáo|báo cáo (?:kết quả|tình hình|định kỳ)", value, re.IGNORECASE)
    )


def _periods(folded: str) -> list[ReportPeriod]:
    return [period for period, pattern in _PERIODS if pattern.search(folded)]


_LENGTHS: dict[str, ReportPeriod] = {"P1M": "monthly", "P3M": "quarterly", "P6M": "6_months", "P1Y": "annual"}


def _of_schedule(value: str) -> list[ReportPeriod]:
    """The period that only the day of the report tells: "trong tuần đầu của tháng sau"."""
    place = find_schedule(value)
    found = parse_schedule(value[slice(*place)], None).every if place else None
    return [_LENGTHS[found]] if found in _LENGTHS else []


def _to(value: str) -> str | None:
    report = _REPORT.search(value)
    start = report.end() if report else 0
    match = _TO.search(value, start) or _DIRECT.search(value) or _before(value)
    return " ".join(match["to"].split()).rstrip(" ,.") if match else None


def _before(value: str) -> re.Match[str] | None:
    """A recipient named before the report; the units with whom the work is done ("phối hợp với …") are none."""
    return next((m for m in _TO.finditer(value) if not m.group().startswith("với ")), None)


def _sentences(text: Text) -> Iterator[Text]:
    place = 0
    for match in re.finditer(rf"(?<=[.!?;])\s+(?=[{UPPER}])", text.value):
        yield text[place : match.start()]
        place = match.end()
    yield text[place:]
