"""Papers that say themselves in which case they are brought ("Trường hợp ủy quyền thì nộp văn bản ủy quyền"): one can tick such a case
like one that stands as a heading. What is not certain stays a paper with its words. Pure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_PAPER = (
    r"(?:\(?(?:\d{1,2}|[a-zđ])[.)]\s*|[-–+]\s*)?(?:(?:thêm|kèm theo|kèm|bổ sung|các|những|một trong các|bản chính|bản sao|bản chụp|bản gốc|"
    r"\d{1,2})\s+(?:có chứng thực\s+)?)*"
    r"(?:giấy|văn bản|tờ|đơn|biên bản|quyết định|hợp đồng|tài liệu|bản|chứng từ|hồ sơ|sổ|thẻ|phiếu|báo cáo|danh sách|hộ chiếu|"
    r"chứng chỉ|sơ yếu|lý lịch|hóa đơn|xác nhận|trích lục|bằng|ảnh|cam kết|nghị quyết|công văn|thông báo|kết quả|dự án|phương án)\b"
)
_SOMEBODY = r"(?:người|bên|tổ chức|doanh nghiệp|cá nhân|thương nhân|chủ|công ty|đơn vị)(?:\s+[^\s,]+){0,5}"
_WHO, _SUBJECT = rf"(?:,\s*{_SOMEBODY}?)", rf"(?:{_SOMEBODY}?\s+)"
_FIRST = re.compile(
    r"^(?:Trong |Đối với )?(?:trường hợp|nếu|khi)\s+(?P<said>[^:]{6,160}?)"
    rf"(?:\s*:\s*|{_WHO}?,?\s+(?:thì\s+)?{_SUBJECT}?(?:phải |cần )?(?:nộp|có|gửi|bổ sung|xuất trình|cung cấp|kèm theo)\s+)"
    rf"(?P<paper>{_PAPER}.*)$",
    re.IGNORECASE | re.DOTALL,
)
_FOR = re.compile(rf"^Đối với\s+(?P<said>[^:]{{3,120}}):\s*(?P<paper>{_PAPER}.*)$", re.IGNORECASE | re.DOTALL)
_BARE = "".join(
    rf"(?<!{word} )"
    for word in (
        "về",
        "các",
        "những",
        "từng",
        "tùy",
        "tuỳ",
        "trừ",
        "số",
        "theo",
        "xác nhận",
        "một",
        "mỗi",
        "với",
        "trong",
    )
)
"""What makes "trường hợp" a thing that is spoken of and no condition."""
_LAST = re.compile(
    rf"^(?P<paper>{_PAPER}.*?)(?:\s*[,(]\s*(?:áp dụng )?|\s+)(?:(?:trong|đối với) trường hợp|{_BARE}trường hợp|nếu)\s+"
    r"(?P<said>[^().;]{6,160})\)?$",
    re.IGNORECASE | re.DOTALL,
)
_FOR_LAST = re.compile(
    rf"^(?P<paper>{_PAPER}.*?)\s*\((?:áp dụng )?(?:đối với|dành cho)\s+(?P<said>[^()]{{3,120}})\)$",
    re.IGNORECASE | re.DOTALL,
)
_NOT_OF_ONESELF = re.compile(
    r"cơ quan|cơ sở dữ liệu|CSDL|hệ thống|khai thác|tra cứu|tích hợp|trực tiếp|trực tuyến|bưu (?:chính|điện)|"
    r"(?:môi trường|phương thức|bản|dữ liệu) điện tử|"
    r"qua mạng|bản (?:sao|chụp|chính|gốc|dịch)|giấy tờ|tài liệu|hồ sơ|"
    r"(?:nêu|nói|quy định|kể) (?:tại|trên)|theo quy định|nêu trên|sau đây|dưới đây|khoản \d|điểm [a-zđ]\b|Điều \d|"
    r"\b(?:có|cần|có yêu cầu|trên|này|đó|khác)$|^(?:có|cần|cần thiết|có liên quan)$|\bthì\b|^pháp luật|(?<!bù )\btrừ\b|"
    r"không đủ|chưa đầy đủ|"
    r"\b(?:phải|nộp|gửi|xuất trình|cung cấp)\b|\b(?:không|chưa|để|mà|và|hoặc|đã|được)$",
    re.IGNORECASE,
)
_AGAIN = re.compile(r"\btrường hợp\b|\bnếu\b|\bđối với\b|(?<!bù )\btrừ\b|\bkhông (?:phải|cần|yêu cầu)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<![\s(]\d)[.;]\s+(?=\S)|\n")
_LEADING = re.compile(r"^(?:trường hợp\s+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Condition:
    """In which case a paper is brought, as the heading of a case; and what is brought then."""

    case: str
    paper: str


def condition_of(name: str) -> Condition | None:
    """None where a paper is for everybody, or where one cannot say with certainty of which case it is, or not of oneself."""
    whole = " ".join(name.split()).strip(" ;.,")
    first, *more = _SENTENCE.split(whole, maxsplit=1)
    for pattern in (_FIRST, _FOR, _LAST, _FOR_LAST):
        found = pattern.match(first.rstrip(" ;.,"))
        if found is None:
            continue
        said = _LEADING.sub("", found["said"].strip(" ,;:.-")).strip()
        paper = found["paper"].strip(" ,;:(")
        if len(said) < 4 or _NOT_OF_ONESELF.search(said) or _AGAIN.search(said) or _AGAIN.search(paper):
            return None
        if pattern in (_FIRST, _FOR) and more and _AGAIN.search(more[0]):
            return None
        by = "Đối với" if pattern in (_FOR, _FOR_LAST) else "Trường hợp"
        return Condition(f"{by} {said}", paper)
    return None
