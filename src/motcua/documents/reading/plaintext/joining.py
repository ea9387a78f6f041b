"""Paragraphs out of hard-wrapped lines."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from motcua.documents.reading.blocks import Text
from motcua.documents.reading.plaintext.lines import Layout, Line, squeezed
from motcua.documents.reading.plaintext.marks import BREAK
from motcua.kernel.text import fold

KIND_LINES = {
    "kehoach", "quyetdinh", "chuongtrinh", "chuongtrinhhanhdong", "dean", "phuongan", "baocao", "thongbao", "congvan",
    "totrinh", "huongdan", "chithi", "nghiquyet", "quyche", "quydinh", "congdien", "ketluan", "giaymoi", "bienban",
    "kehoachphoihop", "kehoachlientich", "thongtu", "nghidinh",
}  # fmt: skip
"""Types of documents as they stand alone on a line (NĐ 30/2020 Art. 7), squeezed."""

_HALVES = re.compile(
    r"(?:phat thanh|lao dong|van hoa|tai chinh|kinh te|hanh chinh|ke hoach|quan ly|chinh tri|to chuc|noi chinh|thong tin"
    r"|khoa giao|giao duc|an ninh|xa hoi|tong hop|phap che|doc lap|tu do|nong nghiep|ky thuat|cong nghiep|thuong mai)$"
)
"""First halves of names with a dash in them ("Phát thanh - Truyền hình"), folded."""
_SECOND_HALVES = re.compile(
    r"(?:truyen hinh|the thao|xa hoi|thuong binh|ke hoach|ky thuat|hanh phuc|tu do|moi truong|ngan sach|ke toan|du lich|ton giao"
    r"|tuyen giao|dan van|cong nghe|ha tang|do thi|khoa hoc|phap che|tai vu|vat tu|tai chinh|hanh chinh|thuong mai|dich vu|quoc phong"
    r"|ho tich|viec lam|thong tin(?!,))\b"
)
"""What they go on with. Names only: a duty below "Sở Tài chính" begins with a dash and a verb."""
_SMALL_WORD = re.compile(
    r"(?:^|[\s(])(?:của|và|về|các|những|theo|tại|do|với|cho|trên|trong|tháng|ngày|từ|đến|là|được|cùng|giữa|thuộc|bằng|ở"
    r"|như|hoặc|để|qua|lần thứ|vào|đối với|bởi|nhằm|khi|nếu|sẽ|phải|đã)$",
    re.IGNORECASE,
)
"""Words that no paragraph ends with."""
_NUMBER_WANTED = re.compile(r"(?:^|[\s(])số$", re.IGNORECASE)
"""Before figures the sign of a number; else an attribute that may end a heading ("chuyển đổi số", "chính quyền số")."""
_FIGURE_WANTED = re.compile(
    r"(?:^|[\s(])(?:đạt|dưới|vượt|hơn|tối thiểu|tối đa|ít nhất|nhiều nhất|khoảng|còn|lên|xuống|tỷ lệ|tỉ lệ|≥|≤|>|<)$",
    re.IGNORECASE,
)
"""Before the figure of a rate: "… số hóa đạt" / "100%"."""
_ONLY_MARKS = re.compile(r"[\s.,;:)…!?/”\"]+$")
_DASH_START = re.compile(r"[-–—+]\s*(?P<rest>\S.*)", re.DOTALL)
_HYPHEN_END = re.compile(r"[\w)][-/]$")
_DASH_END = re.compile(r"\s[-–—]$")


@dataclass(slots=True)
class Draft:
    """A paragraph in the making."""

    lines: list[Line]
    links: list[str]

    @property
    def last(self) -> Line:
        return self.lines[-1]

    def text(self) -> Text:
        """All lines joined, paragraph marks inside a line as spaces."""
        value: list[str] = []
        offsets: array[int] = array("I")
        end = self.lines[0].start
        for line, link in zip(self.lines, ["", *self.links], strict=True):
            if link:
                value.append(link)
                offsets.append(end)
            value.append(line.value.replace(BREAK, " ").replace("\t", " "))
            offsets.extend(line.text.offsets[:-1])
            end = line.text.end
        offsets.append(end)
        return Text("".join(value), offsets).strip()


def header_length(lines: Sequence[Line]) -> int:
    """Number of lines up to and with the one that names the type ("KẾ HOẠCH"): there every line stands for itself."""
    for index, line in enumerate(lines[:60]):
        if squeezed(line.value.strip("\t ")) in KIND_LINES and line.value[:1].isupper():
            return index + 1
        if index and len(line.value) > 200:
            break
    return 0


def paragraphs(lines: Sequence[Line | None], layout: Layout, header: int) -> list[Draft]:
    """Lines grouped into paragraphs. `header` counts the lines at the begin that are never joined; None (a rule) divides."""
    drafts: list[Draft] = []
    open_ended, receivers, count = False, False, 0
    for line in lines:
        if line is None:
            open_ended = False
            continue
        count += 1
        link = _link(drafts[-1], line, layout, receivers=receivers) if open_ended and count > header + 1 else None
        if link is None:
            drafts.append(Draft([line], []))
        else:
            drafts[-1].lines.append(line)
            drafts[-1].links.append(link)
        if fold(line.value).startswith(("noi nhan", "noi nhin")):
            receivers = True
        open_ended = line.level is None
    return drafts


def _link(draft: Draft, line: Line, layout: Layout, *, receivers: bool) -> str | None:
    """What joins `line` to the paragraph before it: " " or nothing ("17-" + "NQ/TW"); None where it begins a new one."""
    before = draft.last
    if not before.value or not line.value:
        return None
    cut = _cut(before.value, line, layout)
    if cut is not None:
        return cut
    if _ROMAN_ALONE.fullmatch(line.value.strip()) and not _COUNTED.search(fold(before.value)):
        return None
    if line.begins_part:
        return " " if _broken_dash(before, line, layout) else None
    item = draft.lines[0].begins_item
    return " " if _goes_on(before, line, layout, receivers=receivers, item=item) else None


_ROMAN_ALONE = re.compile(r"[IVX]{1,5}\.?")
"""The number of a group that a copied table left in a line of its own."""
_COUNTED = re.compile(
    r"(?:\b(?:quy|cap|loai|hang|nhom|vung|khu vuc|phu luc|phu bieu|phan|chuong|muc|khoa|ky|dot|va)|[,;–-])\s*$"
)


def _cut(before: str, line: Line, layout: Layout) -> str | None:
    """A word or number cut over two lines."""
    if _HYPHEN_END.search(before) and re.match(r"[\w]", line.value) and not re.match(r"\d{1,2}[.)]\s", line.value):
        return ""
    if _DASH_END.search(before) and layout.wrapped and not line.begins_item:
        return " "
    return None


def _broken_dash(before: Line, line: Line, layout: Layout) -> bool:
    """A dash inside a name or a range that happens to begin a line: "Phát thanh" / "- Truyền hình", "2021" / "- 2030"."""
    match = _DASH_START.match(line.value)
    if match is None or before.terminal:
        return False
    if re.match(r"20\d\d", match["rest"]):
        return bool(re.search(r"\b20\d\d$", before.value))
    if _HALVES.search(fold(before.value)) and _SECOND_HALVES.match(fold(match["rest"])):
        return True
    return match["rest"][:1].islower() and layout.wrapped and len(before.value) >= layout.width * 0.8


def _goes_on(before: Line, line: Line, layout: Layout, *, receivers: bool, item: bool) -> bool:
    if _ONLY_MARKS.match(line.value) or _bracket_open(before.value, line.value):
        return True
    if before.capitals or line.capitals:
        return before.capitals and line.capitals and not receivers and _heading_wraps(before, line, layout)
    if receivers:
        return not before.terminal and line.gap <= layout.gap and before.value.lstrip()[:1] in "-–+•"
    if before.value.endswith(","):
        return True
    first = line.value.lstrip("“\"'(‘")[:1]
    if before.terminal:
        return layout.wrapped and _sentence_goes_on(before, line, layout, item=item)
    wanted = _NUMBER_WANTED.search(before.value) or _FIGURE_WANTED.search(before.value)
    number = first.isdigit() and wanted and not line.begins_item
    if first.islower() or number or _SMALL_WORD.search(before.value):
        return True
    if layout.wrapped:
        near = len(before.value) >= layout.width * (0.6 if first.isdigit() else 0.8)
        return near and line.gap <= layout.gap and before.bold == line.bold
    return len(before.value) > 240 and line.gap <= 3 and first.isdigit()


def _sentence_goes_on(before: Line, line: Line, layout: Layout, *, item: bool) -> bool:
    """After the end of a sentence or clause, in a file with wrapped lines: a full line is followed by more of the same paragraph."""
    if line.value.lstrip("“\"'(‘")[:1].islower():
        return item or (len(before.value) >= layout.width * 0.8 and line.gap <= layout.gap)
    full = len(before.value) >= layout.width * 0.85 and line.gap <= layout.gap and not before.value.endswith(":")
    return full and (item or layout.gap == 0)


def _bracket_open(before: str, after: str) -> bool:
    return before.count("(") > before.count(")") and after.count(")") > after.count("(")


def _heading_wraps(before: Line, line: Line, layout: Layout) -> bool:
    """A heading in capitals that runs over lines."""
    if before.terminal or line.gap > layout.gap or squeezed(before.value) in KIND_LINES:
        return False
    return (
        before.begins_item or bool(_SMALL_WORD.search(before.value.lower())) or len(before.value) >= layout.width * 0.6
    )
