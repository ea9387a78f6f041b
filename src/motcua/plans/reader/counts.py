"""Numbers of countable things that a plan wants: "đăng tối thiểu 24 tin, bài", "tổ chức 01 cuộc thi", "bình quân 02 tin/tháng".

A number counts when a thing that offices make, hold or reach stands right behind it, and either words of a bound stand before it ("tối
thiểu", "không quá") or a verb of making does ("tổ chức 01 hội nghị"). Durations, money, dates, numbers of documents, copies of a paper
and what was done before are none. They stand apart from the rates (`targets`), as truths of plans hold them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from motcua.documents.reading.blocks import Text
from motcua.kernel.text import fold
from motcua.plans.reader import grids
from motcua.plans.reader.grids import Grid
from motcua.plans.reader.outline import Node
from motcua.plans.reader.plan_document import Comparator, Target
from motcua.plans.reader.rows import TaskRow
from motcua.plans.reader.sources import Sources, trimmed
from motcua.plans.reader.targets import looks_back, period_of

_WORDS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
_NUMBER = (
    rf"(?P<n>\d{{1,3}}(?:\.\d{{3}})+|\d{{1,6}}|{'|'.join(_WORDS)})(?:\s*[-–]\s*\d{{1,6}})?(?:\s*\([^)\d]{{2,14}}\))?"
)
_MADE = (
    r"tin,?\s*(?:và\s*)?bài(?:\s+viết)?|tin(?!\s+(?:nhắn|học))|bài(?:\s+(?:viết|tuyên truyền|đăng|báo))?|chuyên (?:mục|trang|đề|san)|phóng sự|(?:video(?:\s+clip)?|clip)|infographic|"
    r"bản tin|tin nhắn|thông điệp|tờ (?:rơi|gấp|xếp)|pa\s?-?nô|áp phích|băng rôn|biển (?:hiệu|báo)|cuốn(?:\s+sổ tay)?|(?:bộ\s+)?tài liệu(?:\s+(?:hỏi đáp|tuyên truyền|hướng dẫn))?|sổ tay|ấn phẩm|"
    r"hội (?:nghị|thảo|thi)|cuộc (?:thi|họp|đối thoại|kiểm tra|thanh tra|khảo sát|tọa đàm|hội nghị|giám sát)|cuộc|tọa đàm|buổi(?:\s+(?:tập huấn|đối thoại|tuyên truyền|làm việc|sinh hoạt))?|"
    r"lớp(?:\s+(?:tập huấn|bồi dưỡng|đào tạo))?|khóa(?:\s+(?:tập huấn|bồi dưỡng|đào tạo))?|đoàn(?:\s+(?:kiểm tra|công tác))?|đợt(?:\s+(?:kiểm tra|tuyên truyền|cao điểm|ra quân))?|"
    r"mô hình|sáng kiến|giải pháp|đề tài|thủ tục(?:\s+hành chính)?|TTHC|dịch vụ công(?:\s+trực tuyến)?|DVC(?:TT)?|quy trình(?:\s+nội bộ)?|phương án(?:\s+đơn giản hóa)?|"
    r"nhiệm vụ|phiếu(?:\s+(?:khảo sát|điều tra|hỏi))?|tập thể|cá nhân|lượt(?:\s+(?:người|truy cập|tiếp cận|xem|tin|bài))?|ứng dụng|cơ sở dữ liệu|tiện ích|chữ ký số|tài khoản|quầy|điểm(?!\s+(?:%|đ|số|trở))"
)
_REACHED = r"người(?:\s+dân)?|cán bộ(?:,?\s*công chức)?(?:,?\s*viên chức)?|công chức|viên chức|học viên|đại biểu|doanh nghiệp|hộ(?:\s+dân)?|đơn vị|cơ quan|xã|phường|thị trấn|phòng|sở|hồ sơ|văn bản|tổ chức(?!\s+(?:lớp|hội|cuộc|tập|thực|kiểm|đối))"
_COUNTED = re.compile(
    rf"(?<![\w/.,%+-]){_NUMBER}\s+(?P<noun>{_MADE}|{_REACHED})(?!\w)(?:\s*(?:/|(?:mỗi|một)(?=\s))\s*(?P<per>tháng|quý|năm|tuần|ngày|kỳ|đơn vị|xã|lớp|đợt))?",
    re.IGNORECASE,
)
_LEAST = r"tối thiểu|ít nhất|không ít hơn|không dưới|không thấp hơn|thấp nhất(?: là)?|≥|>="
_MOST = r"tối đa|không quá|không vượt quá|không vượt|nhiều nhất(?: là)?|≤|<="
_BOUND = re.compile(
    rf"(?:(?P<least>{_LEAST})|(?P<most>{_MOST}))(?:\s+(?:là|được|có|đạt|phải|từ|khoảng))*\s*$", re.IGNORECASE
)
_ABOVE = re.compile(r"(?<!\w)(?:trên|hơn)\s*$", re.IGNORECASE)
_FROM = re.compile(r"(?<!\w)từ\s*$", re.IGNORECASE)
_MEAN = re.compile(
    r"(?:bình quân|trung bình|(?:mỗi|hàng|hằng)\s+(?P<each>tháng|quý|năm|tuần))(?:\s+(?:mỗi\s+(?:tháng|quý|năm|tuần)|đăng(?: tải)?|phát(?: sóng)?|có|đạt|là|thực hiện|tổ chức|được|từ)){0,3}[\s,:]*$",
    re.IGNORECASE,
)
_EACH = re.compile(r"(?<!\w)(?:mỗi|hàng|hằng)\s+(?P<each>tháng|quý|năm|tuần)\b[^\d.;:]*$", re.IGNORECASE)
_MAKES = re.compile(
    r"(?<!\w)(?:đăng(?:\s+tải)?|phát(?:\s+(?:sóng|hành|động))?|tổ chức|mở|xây dựng|in(?:\s+ấn)?|biên soạn|sản xuất|đào tạo|tập huấn|bồi dưỡng|nhân rộng|triển khai|duy trì|hoàn thành|"
    r"đơn giản hóa|cắt giảm|cung cấp|lắp đặt|treo|đề xuất|đề nghị|khen thưởng|biểu dương|đăng ký|lựa chọn|chọn|thực hiện|thu thập|phát ra|phấn đấu(?:\s+có)?|có|đạt|tạo|viết|công nhận|tham gia|"
    r"giảm|tăng thêm|bổ sung|thí điểm|tham mưu|rà soát)(?P<gap>(?:\s+(?!đã\b)[^\W\d]+){0,6})\s*$",
    re.IGNORECASE,
)
_VISITS = re.compile(
    r"(?<!\w)(?:kiểm tra|thanh tra|giám sát|khảo sát|lấy ý kiến|đánh giá|chấm điểm|làm việc|tập huấn|đào tạo|bồi dưỡng|thu hút|vận động|tuyên truyền|hỗ trợ|tiếp nhận|số hóa)"
    r"(?P<gap>(?:\s+(?!đã\b)[^\W\d]+){0,6})\s*$",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"(?<!\w)(?:của|thuộc|trong|theo|gồm|nhóm|số|và|hoặc|điều|khoản|mức|này|bởi|do|giữa|trên|từ|về|ở|ra|là|tại|cho|với|đến)$",
    re.IGNORECASE,
)
_MAY_VISIT = re.compile(r"(?<!\w)(?:tại|cho|với|đối với)$", re.IGNORECASE)
_NONE = re.compile(
    r"\bda (?:dang|to chuc|thuc hien|hoan thanh|xay dung|ban hanh|tiep nhan|mo|kiem tra|co)\b|\btruong hop\b|\bneu co\b|\bke tu\b|\bhien co\b|\bhien nay\b|\bbao gom\b|\bthanh phan\b|"
    r"\bphat hien\b|\bphan cong\b|\bbo ho so\b|\bnoi dung gom\b"
)
_JOINED = re.compile(r"\s*(?:,|;|và|\+|/|\()\s*(?:(?:tối thiểu|ít nhất)\s*)?$", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.;!?])\s+|\n")


_LONGEST = 2000
"""Characters of a sentence; a longer one lost its marks and tells nothing for sure."""
_BARE = 8
"""Characters that a result says beside what is counted, when it says nothing of its own."""


def read_counts(root: Node, grid_rows: Sequence[tuple[Grid, list[TaskRow], int]], maker: Sources) -> Iterator[Target]:
    """Counts of the paragraphs and of the tables, in the order of the document. `grid_rows` come with the block of their table."""
    tables = {block: rows for _, rows, block in grid_rows}
    for node in root.walk():
        if looks_back(node):
            continue
        if node.table is not None:
            for row in tables.get(node.block or 0, []):
                yield from _of_row(row, node.block, maker)
        elif node.entry is not None:
            yield from _of_text(node.text, node.block, None, maker, result=_among_goals(node))


def _among_goals(node: Node) -> bool:
    """An item under a heading of goals: a number that begins it is wanted ("02 cơ sở dữ liệu được kết nối")."""
    above = [n for n in node.lineage() if n is not node and n.is_heading]
    return bool(above) and re.search(r"muc tieu cu the|chi tieu|^muc tieu$", above[0].folded.strip(" .:")) is not None


def _of_row(row: TaskRow, block: int | None, maker: Sources) -> Iterator[Target]:
    """Of one row: what its result repeats of its task counts once."""
    told: set[tuple[float, str]] = set()
    for role in (grids.GOAL, grids.TASK, grids.TOPIC, grids.DELIVERABLE):
        text = row.values.get(role)
        if text is None or role in row.inherited:
            continue
        for read in _of_text(text, block, row.no, maker, result=role == grids.DELIVERABLE):
            found = _of_task(read, row)
            if (found.value, found.unit) not in told:
                told.add((found.value, found.unit))
                yield found


def _of_task(found: Target, row: TaskRow) -> Target:
    """ "01 lớp" in the column of results is of the row's work."""
    task = row.values.get(grids.TASK)
    if task is None or len(found.subject) > len(found.unit) + _BARE:
        return found
    return replace(found, subject=f"{' '.join(trimmed(task).value.split())} ({found.subject})"[:300])


def _of_text(
    text: Text, block: int | None, no: str | None, maker: Sources, *, result: bool = False
) -> Iterator[Target]:
    """`result`: the text tells what comes out, so that a number that begins it is wanted ("24 tin, bài")."""
    place = 0
    for match in [*_SENTENCE.finditer(text.value), None]:
        end = match.start() if match else len(text.value)
        yield from _of_sentence(text[place:end], block, no, maker, result=result)
        place = match.end() if match else end


def _of_sentence(text: Text, block: int | None, no: str | None, maker: Sources, *, result: bool) -> Iterator[Target]:
    words = text.value
    matches = list(_COUNTED.finditer(words)) if len(words) <= _LONGEST else []
    if not matches or _NONE.search(fold(words)):
        return
    before: tuple[int, Comparator, float] | None = None  # where the last count ended, and how it was bound
    for match in matches:
        begins = result and not words[: match.start()].strip(" -–+•(")
        bound = _bound(words, match, before) or (("=", 0.7) if begins else None)
        if bound is None:
            continue
        comparator, confidence = bound
        before = (match.end(), comparator, confidence)
        yield _target(text, match, comparator, confidence=confidence, block=block, no=no, maker=maker)


def _bound(
    words: str, match: re.Match[str], last: tuple[int, Comparator, float] | None
) -> tuple[Comparator, float] | None:
    """How a number is bound, and how sure it is one the plan wants; None where it is not."""
    head = words[max(0, match.start() - 80) : match.start()]
    if match["n"].casefold() in _WORDS and not _BOUND.search(head):
        return None  # "một đơn vị" is no number
    if found := _BOUND.search(head):
        return (">=" if found["least"] else "<="), 0.85
    if last is not None and _JOINED.fullmatch(words, last[0], match.start()):
        return last[1], last[2]
    more = re.match(r"\s*trở lên", words[match.end() :])
    if _MEAN.search(head) or (match["per"] and match["per"].casefold() in {"tháng", "quý", "năm", "tuần", "ngày"}):
        return "=", 0.8
    bare = _FROM.sub("", _ABOVE.sub("", head)).rstrip(" (:")
    if not _wanted(bare, match["noun"]):
        return None
    if _ABOVE.search(head):
        return ">", 0.7
    return (">=" if more or _FROM.search(head) or re.search(r"[-–]\s*\d", match[0]) else "="), 0.7


def _wanted(head: str, noun: str) -> bool:
    """Whether a verb of making, or of going to see, takes the number as its object."""
    reached = re.fullmatch(_REACHED, noun, re.IGNORECASE) is not None
    found = _VISITS.search(head)
    if found is not None and (not _ASIDE.search(head) or _MAY_VISIT.search(head)):
        return True
    found = None if reached else _MAKES.search(head)
    return found is not None and not _ASIDE.search(head)


def _target(
    text: Text,
    match: re.Match[str],
    comparator: Comparator,
    *,
    confidence: float,
    block: int | None,
    no: str | None,
    maker: Sources,
) -> Target:
    whole = trimmed(text)
    dash = re.match(r"[-–+•*]\s*", whole.value)
    whole = whole[dash.end() :] if dash else whole
    source = maker.of(whole, block, confidence)
    noun = " ".join(match["noun"].casefold().split())
    unit = "TTHC" if noun == "tthc" else noun
    each = _EACH.search(text.value[max(0, match.start() - 80) : match.start()])
    per = match["per"] or (each["each"] if each else None)
    digits = match["n"].casefold()
    return Target(
        text=" ".join(whole.value.split()),
        subject=_subject(text.value, match),
        comparator=comparator,
        value=_WORDS.get(digits) or int(digits.replace(".", "")),
        unit=f"{unit}/{per.casefold()}" if per else unit,
        source=source,
        task_no=no,
        confidence=source.confidence,
        period=period_of(text.value),
    )


_WORDS_OF_BOUND = re.compile(
    rf"\s*(?:{_LEAST}|{_MOST}|bình quân|trên|hơn|từ)(?:\s+(?:là|được|có|đạt|phải|từ|khoảng))*\s*$", re.IGNORECASE
)


def _subject(words: str, match: re.Match[str]) -> str:
    """What is counted, with what it is for: the clause without the number and its bound."""
    begin = max(
        (
            m.end()
            for m in re.finditer(
                r"[;:]\s|,\s(?=(?:tối thiểu|ít nhất|tổ chức|đăng|mở|xây dựng)\b)", words[: match.start()]
            )
        ),
        default=0,
    )
    before = _WORDS_OF_BOUND.sub("", words[begin : match.start()])
    end = re.search(r"[;.](?:\s|$)|,\s+(?=\D{0,20}\d)", words[match.end() :])
    after = words[match.end() : match.end() + end.start() if end else len(words)]
    found = " ".join(f"{before} {match['noun']} {after}".split()).strip(" ,;:.-–()")
    return re.sub(r"\s+(?=[,;.)])|(?<=\()\s+|\s+trở lên\b", "", found)[:300]
