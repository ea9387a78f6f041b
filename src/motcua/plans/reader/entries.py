"""From blocks to entries: paragraphs and tables in order, layout tables as paragraphs, the line that names the type on its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from motcua.documents.reading.blocks import Document, Paragraph, Table, Text
from motcua.kernel.text import fold
from motcua.plans.reader.letters import LOWER, UPPER
from motcua.plans.reader.outline import Entry

KINDS = {
    "kehoach": "Kế hoạch", "quyetdinh": "Quyết định", "chuongtrinh": "Chương trình", "chuongtrinhhanhdong": "Chương trình hành động", "dean": "Đề án",
    "phuongan": "Phương án", "baocao": "Báo cáo", "thongbao": "Thông báo", "congvan": "Công văn", "totrinh": "Tờ trình", "huongdan": "Hướng dẫn",
    "chithi": "Chỉ thị", "nghiquyet": "Nghị quyết", "quyche": "Quy chế", "quydinh": "Quy định", "congdien": "Công điện", "ketluan": "Kết luận",
    "giaymoi": "Giấy mời", "bienban": "Biên bản", "kehoachphoihop": "Kế hoạch phối hợp", "kehoachlientich": "Kế hoạch liên tịch",
    "chuongtrinhcongtac": "Chương trình công tác", "thongtu": "Thông tư", "nghidinh": "Nghị định", "kehoachhanhdong": "Kế hoạch hành động",
}  # fmt: skip
"""Types as they stand alone on a line, folded and squeezed → as written in running text (NĐ 30/2020 Art. 7)."""

PLAN_KINDS = frozenset({"Kế hoạch", "Chương trình", "Chương trình hành động", "Kế hoạch phối hợp", "Kế hoạch liên tịch", "Chương trình công tác",
                        "Kế hoạch hành động", "Đề án", "Phương án"})  # fmt: skip

DECISION_KINDS = frozenset({"Quyết định", "Nghị quyết"})
"""Types that may carry a plan in their articles or behind them."""
ARTICLE = re.compile(r"dieu \d+\s*[.:]")

_KIND_AND_TITLE = re.compile(
    rf"(?P<kind>KẾ HOẠCH|QUYẾT ĐỊNH|CHƯƠNG TRÌNH|PHƯƠNG ÁN|ĐỀ ÁN|BÁO CÁO|THÔNG BÁO)\s+(?P<title>(?:[{UPPER}][{LOWER}]|[{UPPER}]{{2,}}\s|[{LOWER}]+\s).{{8,}})",
    re.DOTALL,
)
_LAYOUT = re.compile(
    r"cong hoa xa hoi|doc lap\s*-\s*tu do|noi nhan\s*:|^(?:tm|kt|tl|tuq)\s?\.|^-?\s*luu\s*:|^(?:pho )?(?:chu tich|giam doc|truong ban|chanh van phong|truong phong|thu truong|cuc truong|hieu truong)$",
    re.MULTILINE,
)
_NUMBER_LINE = re.compile(r"\bso\s*:?\s*\d*\s*/\s*[a-z]|ngay\s+\S{0,3}\s*thang\s+\S{0,3}\s*nam\s+20")


_MISREAD = (
    (re.compile(r"\b(?:S[ốôơoổộóỏ]|SO)(?= (?:Nội vụ|Tài chính|Thông tin|Tư pháp|Y tế|Công [Tt]hương|Xây dựng|Giáo dục|Khoa học|Kế hoạch|Lao động|Văn hóa|Nông nghiệp|Tài nguyên|Ngoại vụ|Du lịch))"), "Sở"),
    (re.compile(r"(?<=[Cc]ác )(?:S[ốôơoổộóỏ]|SO|SỞ|s[ốôơoổộ])(?=, (?:ban|ngành|phòng))"), "Sở"),
    (re.compile(r"\bT[ìi]nh(?= (?:[ĐD]oàn|[Úuủ][yỷỹ]))"), "Tỉnh"),
    (re.compile(r"\b([Pp])h[íôo]i? (?=hợp\b)"), "Phối "),
)  # fmt: skip
"""What OCR makes of names of units, where the words beside them leave no doubt. Only in documents that were repaired."""


def _mended(text: Text) -> Text:
    for pattern, word in _MISREAD:
        for match in reversed(list(pattern.finditer(text.value))):
            new = word if match.group()[:1].isupper() else word.lower()
            places = [text.offsets[min(match.start() + i, match.end() - 1)] for i in range(len(new))]
            offsets = [*text.offsets[: match.start()], *places, *text.offsets[match.end() :]]
            text = Text(text.value[: match.start()] + new + text.value[match.end() :], offsets)
    return text


def entries_of(document: Document) -> list[Entry]:
    """Paragraphs and tables; tables that only lay out the header or the signature become paragraphs, column after column."""
    out: list[Entry] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            if block.text.value.strip():
                text = _mended(block.text) if document.repaired else block.text
                out.append(Entry(text, block.index, block.bold, block.centered, block.level))
        elif _is_layout(block):
            out.extend(_cells_as_paragraphs(block))
        else:
            out.append(Entry(Text("", [0]), block.index, table=block))
    return [piece for entry in out for piece in _split_kind(entry)]


def _is_layout(table: Table) -> bool:
    if table.columns > 3 or len(table.cells) > 16:
        return False
    words = "\n".join(fold(cell.text.value) for cell in table.cells)
    if table.columns == 1 or len(table.cells) == 1:
        return len(words) < 3000 and not re.search(r"\bstt\b", words)
    return bool(_LAYOUT.search(words)) or (len(words) < 500 and bool(_NUMBER_LINE.search(words)))


def _cells_as_paragraphs(table: Table) -> Iterator[Entry]:
    for column in range(table.columns):
        for cell in table.cells:
            if cell.column == column:
                for text in cell.paragraphs:
                    if text.value.strip():
                        yield Entry(text.strip(), table.index, cell.bold)


def _split_kind(entry: Entry) -> Iterator[Entry]:
    """ "KẾ HOẠCH Cải cách hành chính năm 2024" in one paragraph is type and title."""
    match = _KIND_AND_TITLE.match(entry.text.value) if entry.table is None else None
    if match is None or len(entry.text) > 400 or match["title"].rstrip().endswith((":", ";")):
        yield entry
        return
    for begin, end in (match.span("kind"), match.span("title")):
        yield Entry(entry.text[begin:end].strip(), entry.block, entry.bold, entry.centered, entry.level)


def squeezed(text: str) -> str:
    return "".join(c for c in fold(text) if c.isalpha())


def kind_of(entry: Entry) -> str | None:
    """The type that an entry names by standing alone on its line."""
    value = entry.text.value.strip(" .:*")
    if entry.table is not None or not value or len(value) > 40 or not value[:1].isupper():
        return None
    letters = [c for c in value if c.isalpha()]
    if sum(c.isupper() for c in letters) < len(letters) * 0.7:
        return None
    return KINDS.get(squeezed(value))
