"""Is it a plan? A plan, a decision that carries one, or something else, and why."""

from __future__ import annotations

import re
from collections.abc import Sequence

from motcua.kernel.text import fold
from motcua.plans.reader.entries import ARTICLE, DECISION_KINDS, PLAN_KINDS
from motcua.plans.reader.outline import Entry
from motcua.plans.reader.plan_document import DocumentClass
from motcua.plans.reader.zones import Zones

_OWN_WORDS = re.compile(
    r"(?:lap|ban hanh|xay dung|trien khai)[^.;:]{0,40}\bke hoach\b[^.;]{0,400}(?:nhu sau|sau day)|tren day la ke hoach|tren day la chuong trinh"
)
_ATTACHED = re.compile(
    r"kem theo (?:quyet dinh|nghi quyet) nay[^.;]{0,80}(?:ke hoach|chuong trinh)|(?:ban hanh|phe duyet)[^.;]{0,30}(?:ke hoach|chuong trinh)"
)
_NEWS = re.compile(
    r"\((?:vov|ttxvn|chinhphu|baodongnai|dongnai|bao)[^)]*\)|\bpv\b|phong vien|tin,? anh\s*:|tac gia\s*:|cho biet|phat bieu (?:tai|chi dao)|dien ra (?:tai|vao)|sang (?:nay|ngay)|chieu (?:nay|ngay)"
)
_SCORES = re.compile(r"\bdiem\b|xep hang|xep loai|diem chuan|tu cham|diem tham dinh")


def classify(zones: Zones, entries: Sequence[Entry]) -> tuple[DocumentClass, str | None]:
    """The class, and for what is no plan the reason (Vietnamese, for people)."""
    if zones.kind_name in PLAN_KINDS:
        if _has_content(zones):
            return "plan", None
        return "not_a_plan", "Văn bản mang tên kế hoạch nhưng không có nội dung nào để đọc."
    if zones.kind_name in DECISION_KINDS:
        return _decision(zones)
    if zones.kind_name is not None:
        return "not_a_plan", f"Văn bản là {zones.kind_name.lower()}, không phải kế hoạch."
    return _headless(entries)


def _has_content(zones: Zones) -> bool:
    return any(e.table is not None or len(e.text) > 20 for e in zones.body)


def _decision(zones: Zones) -> tuple[DocumentClass, str | None]:
    if zones.attached and _has_content(zones):
        return "decision_with_plan", None
    words = fold(" ".join(e.text.value for e in zones.decision[:60]))
    name = (zones.kind_name or "").lower()
    if _ATTACHED.search(words) and "ke hoach" in words:
        return "not_a_plan", f"Đây là {name} ban hành kế hoạch, nhưng kế hoạch kèm theo không có trong tệp."
    return "not_a_plan", f"Văn bản là {name}, không kèm theo kế hoạch."


def _headless(entries: Sequence[Entry]) -> tuple[DocumentClass, str | None]:
    """Without a line that names its type a document must say in its own words that it is a plan."""
    texts = [e.text.value for e in entries if e.table is None]
    if not any(t.strip() for t in texts) and not any(e.table is not None for e in entries):
        return "not_a_plan", "Tệp không có chữ nào để đọc."
    words = fold(" ".join(texts))
    if _OWN_WORDS.search(words):
        return "plan", None
    tables = [e.table for e in entries if e.table is not None]
    letters = sum(len(c.text) for t in tables for c in t.cells)
    if tables and letters > len(words):
        cells = fold(" ".join(c.text.value for t in tables for c in t.cells[:60]))
        if _SCORES.search(cells) or _SCORES.search(words[:600]):
            return "not_a_plan", "Văn bản là bảng chấm điểm hoặc số liệu, không phải kế hoạch."
        return "not_a_plan", "Văn bản chỉ có bảng số liệu, không có tên loại “Kế hoạch”."
    if ARTICLE.search(words):
        return "not_a_plan", "Văn bản chia theo điều, không có tên loại “Kế hoạch”."
    if _NEWS.search(words) or not any(label in words for label in ("can cu ", "noi nhan")):
        return "not_a_plan", "Văn bản giống một bài viết hoặc tin: không có số, căn cứ, tên loại “Kế hoạch”."
    return "not_a_plan", "Không thấy tên loại “Kế hoạch” ở đầu văn bản."
