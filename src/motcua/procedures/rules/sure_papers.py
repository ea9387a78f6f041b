"""Which lines of a list of papers are for certain a paper that everybody of the case brings.

Tables of sources hold notes, headings, papers of single cases and alternatives as rows like any other. What is not certain is not counted:
a count then says "at least". Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

_MARK = r"(?:[-–+•*]|\(?(?:[ivx]{1,4}|[a-zđ]|\d{1,2})[).]|\d{1,2}(?:\.\d{1,2})+\.?)"
_LEADING = re.compile(rf"^\s*(?:{_MARK}\s*)+", re.IGNORECASE)
_CLAUSE = re.compile(r"[;.](?=\s|$)|\n")
_BRACKETED = re.compile(r"\(([^()]*)\)")
_HOW = re.compile(r"bản (?:sao|chính|chụp|gốc)|đối chiếu|chứng thực", re.IGNORECASE)
_WAY = re.compile(r"trực tiếp|trực tuyến|bưu (?:chính|điện)|môi trường điện tử", re.IGNORECASE)
_ONLY_IF = re.compile(
    r"\btrường hợp\b|\bnếu\b|\bđối với\b|(?<!sau )(?<!trước )(?<!từ )\bkhi\b|\btùy\b|\bkhông bắt buộc\b|\bkhuyến khích\b|^áp dụng\b|"
    r"^dành cho\b|\(dành cho\b|^hoặc\b|"
    r"^(?:các )?(?:giấy tờ|tài liệu|hồ sơ|văn bản)[^,;]{0,20} khác\b",
    re.IGNORECASE,
)
_EXCUSED = re.compile(
    r"\bnếu có\b|\bnếu cần\b|"
    r"đã (?:được )?(?:có|khai thác|kết nối|tích hợp)[^.;]{0,60}(?:cơ sở dữ liệu|CSDL|hệ thống)|"
    r"\bkhông áp dụng\b|\bchỉ (?:áp dụng|nộp|yêu cầu)\b|\bthì miễn\b|\bđược miễn\b",
    re.IGNORECASE,
)
_NOT_NEEDED = re.compile(
    r"không (?:phải|cần|yêu cầu|bắt buộc)(?: phải)? (?:nộp|xuất trình|gửi|có|cung cấp|thực hiện|tải)", re.IGNORECASE
)
_DEMANDS = re.compile(r"\b(?:nộp|phải có|gửi|bổ sung|xuất trình|cung cấp|kèm)\b", re.IGNORECASE)
_NOTE = re.compile(
    r"^(?:lưu ý|ghi chú|chú ý|số lượng(?: hồ sơ)?\b|thành phần hồ sơ\b|không (?:quy định|có|yêu cầu)\b|"
    r"người (?:yêu cầu|có yêu cầu|tiếp nhận|nộp)\b|"
    r"cá nhân có\b|cơ quan \w+)|\b(?:có trách nhiệm|có quyền)\b",
    re.IGNORECASE,
)
_ONE_OF = re.compile(r"\bmột (?:trong|số|hoặc)\b[^;.]*(?:\bsau(?: đây)?:?|:)$", re.IGNORECASE)
_INSTEAD = re.compile(r"^(?:trường hợp|nếu) không có\b", re.IGNORECASE)
_SEVERAL = re.compile(rf"^(?:bản (?:sao|chính|chụp) )?các\b|\n\s*{_MARK}\s+\S", re.IGNORECASE)

_REMARK = re.compile(r"\s*(?:[,;]\s|\(|\n|\s[-–]\s|\bcòn (?:giá trị|hiệu lực|thời hạn)\b).*", re.IGNORECASE | re.DOTALL)
_WORDS_OF_A_NAME = 3
"""“Bản sao, …” and “Giấy phép (…)” name no paper by themselves."""


class Line(StrEnum):
    """What a line is. `SEVERAL`: at least one paper, how many nobody has counted. `PERHAPS`: a paper of some, or one of a choice."""

    PAPER = "paper"
    SEVERAL = "several"
    PERHAPS = "perhaps"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Bring:
    """So many papers for certain; `more`: there are lines of which one cannot say."""

    papers: int
    more: bool


def line_of(name: str, *, counted: bool) -> Line:
    """A line by its words; `counted`: the source asks for a number of copies, or that it be shown."""
    text = _LEADING.sub("", name).strip()
    excused = _NOT_NEEDED.search(text)
    if not counted and (
        text.endswith(":") or _NOTE.search(text) or excused or (_ONLY_IF.match(text) and not _DEMANDS.search(text))
    ):
        return Line.NOTE
    first = _CLAUSE.split(_without_manners(text), maxsplit=1)[0]
    if (
        not counted
        or excused
        or text.endswith(":")
        or _NOTE.match(text)
        or _ONLY_IF.search(first)
        or _EXCUSED.search(text)
    ):
        return Line.PERHAPS
    return Line.SEVERAL if _SEVERAL.search(text) else Line.PAPER


def core_of(name: str) -> str:
    """A paper's name without the remark after it ("Giấy khám sức khỏe còn giá trị", "Ảnh màu 4 cm x 6 cm, phông trắng"): what stands before
    the first comma, bracket or word of validity. The whole name where that leaves too few words to be a name of its own.
    """
    core = _REMARK.sub("", _LEADING.sub("", name).strip())
    return core if len(core.split()) >= _WORDS_OF_A_NAME else name


def bring(lines: Iterable[tuple[str, Line]]) -> Bring:
    """The lines of what everybody of a case brings, as (name, line). Below a heading that says "one of these" none is for certain;
    a line that says what to bring instead makes one of the others uncertain."""
    listed = list(lines)
    choice = len(listed) > 1 and any(
        line in (Line.NOTE, Line.PERHAPS) and _ONE_OF.search(name.rstrip()) for name, line in listed
    )
    sure = [] if choice else [line for _, line in listed if line in (Line.PAPER, Line.SEVERAL)]
    unsure = [line for _, line in listed if line in (Line.SEVERAL, Line.PERHAPS)]
    replaced = sum(_INSTEAD.match(_LEADING.sub("", name)) is not None for name, _ in listed)
    return Bring(max(0, len(sure) - replaced), bool(unsure) or choice or bool(replaced))


def _without_manners(text: str) -> str:
    """Without brackets that only say how a paper is handed in ("(bản sao kèm bản chính để đối chiếu nếu nộp trực tiếp)")."""
    return _BRACKETED.sub(
        lambda b: " " if _HOW.search(b[1]) and (_WAY.search(b[1]) or not _ONLY_IF.search(b[1])) else b[0], text
    )
