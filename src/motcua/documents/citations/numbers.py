"""Numbers and symbols of documents: "45/2020/NĐ-CP", "15245/KH-UBND", "17-NQ/TW", "7288/UBND-KGVX" (NĐ 30/2020, annex I and III)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

KINDS = {
    "NQ": "Nghị quyết", "QĐ": "Quyết định", "CT": "Chỉ thị", "QC": "Quy chế", "QyĐ": "Quy định", "TC": "Thông cáo", "TB": "Thông báo",
    "HD": "Hướng dẫn", "CTr": "Chương trình", "KH": "Kế hoạch", "PA": "Phương án", "ĐA": "Đề án", "DA": "Dự án", "BC": "Báo cáo",
    "BB": "Biên bản", "TTr": "Tờ trình", "HĐ": "Hợp đồng", "CĐ": "Công điện", "CV": "Công văn", "GM": "Giấy mời", "PB": "Phiếu báo",
    "NĐ": "Nghị định", "TT": "Thông tư", "TTLT": "Thông tư liên tịch", "NQLT": "Nghị quyết liên tịch", "L": "Luật", "KL": "Kết luận",
    "QH": "Luật", "VBHN": "Văn bản hợp nhất", "PL": "Pháp lệnh", "BCTĐ": "Báo cáo thẩm định", "QĐi": "Quy định", "CTHĐ": "Chương trình hành động",
    "TTHT": "Thông tri", "LCT": "Lệnh", "SL": "Sắc lệnh", "CTrHĐ": "Chương trình hành động", "KHLT": "Kế hoạch liên tịch", "QCPH": "Quy chế phối hợp",
}  # fmt: skip
"""Type abbreviation → type (NĐ 30/2020 annex III and the law on legal instruments)."""

_UNMARKED = {k.replace("Đ", "D"): k for k in KINDS if "Đ" in k}
"""Abbreviations as OCR and old keyboards write them, without the stroke: "QD" → "QĐ". None of them is another type's own."""
_UNMARKED.pop("CD", None)
_UNMARKED.pop("HD", None)  # "HD" is hướng dẫn

_NUMBER = r"\d{1,6}[a-zđ]?"
_SYMBOL = r"[A-ZĐÐ][A-Za-zĐđÐð]{0,11}\d{0,2}"
_SYMBOLS = rf"{_SYMBOL}(?:\s?&\s?{_SYMBOL})?(?:\s?[-–.]\s?{_SYMBOL}(?:\s?&\s?{_SYMBOL})?){{0,4}}"
_FORM = re.compile(
    rf"(?<![\w/.,-])(?P<n>{_NUMBER})\s?(?:"
    rf"/\s?(?P<year>(?:19|20)\d\d)\s?/\s?(?P<dated>{_SYMBOLS})"
    rf"|[-–]\s?(?P<type>{_SYMBOL})\s?/\s?(?P<body>{_SYMBOLS})"
    rf"|/\s?(?P<plain>{_SYMBOLS})"
    rf")(?![\w/])"
)
_SPACE = re.compile(r"\s+")
_CUT = re.compile(r"[-–/.&\s]+")


@dataclass(frozen=True, slots=True)
class Number:
    """A document number found in a text: `value` as written without spaces, `start` and `end` its place."""

    value: str
    start: int
    end: int
    type: str
    body: str
    year: int | None


def find_numbers(text: str) -> Iterator[Number]:
    """Every number with a symbol that can be a document's, in order. Dates, fractions and phone numbers are none."""
    for match in _FORM.finditer(text):
        found = _number(match)
        if found is not None:
            yield found


def _number(match: re.Match[str]) -> Number | None:
    symbols = match["dated"] or match["plain"] or f"{match['type']}-{match['body']}"
    parts = [p for p in _CUT.split(symbols) if p]
    head = parts[0].replace("Ð", "Đ")
    end = match.end()
    kind = _type(head)
    if match["year"] is None and not _plausible(kind, parts):
        return None
    if match["year"] is not None and kind is None and not all(_is_symbol(p) for p in parts):
        return None
    value = _SPACE.sub("", match.group()).replace("–", "-").replace("Ð", "Đ").rstrip(".")
    year = int(match["year"]) if match["year"] else None
    return Number(value, match.start(), end, kind or "", parts[-1].replace("Ð", "Đ"), year)


def _type(head: str) -> str | None:
    """The type abbreviation that begins a symbol, with its stroke put back; None where the symbol begins with a body (công văn)."""
    if head in KINDS:
        return head
    if re.fullmatch(r"QH\d{1,2}", head):
        return "QH"
    if head in _UNMARKED:
        return _UNMARKED[head]
    upper = {k.upper(): k for k in KINDS}
    return upper.get(head) if head.isupper() else None


def _is_symbol(part: str) -> bool:
    return part == "TTg" or part in KINDS or sum(c.isupper() for c in part) >= max(2, len(part) // 2)


def _plausible(kind: str | None, parts: list[str]) -> bool:
    """Without a year in the middle: a known type alone or with bodies, or body and unit of an official letter."""
    if kind is not None:
        return len(parts) > 1 or kind not in {"L", "QH", "HĐ", "PL", "PA", "DA", "TC", "CT"}
    return len(parts) > 1 and all(_is_symbol(p) for p in parts)


def canonical(number: str) -> str:
    """The form under which numbers are compared: "17-NQ/TW", "17/NQ-TW" and "số 17 - NQ / TW" all give "17/NQ/TW".

    Capital letters, no leading zeros, Đ as D (scans and old keyboards lose the stroke), every divider "/".
    """
    text = number.upper().replace("Đ", "D").replace("Ð", "D")
    text = re.sub(r"^\s*SỐ\s*:?\s*", "", text)
    parts = re.findall(r"[0-9A-Z]+", text)
    if parts and parts[0].isdigit():
        parts[0] = parts[0].lstrip("0") or "0"
    return "/".join(parts)


def bears_year(number: str) -> bool:
    """Whether the year is part of the number ("45/2020/NĐ-CP"): such a number names one document for ever."""
    return re.match(r"\s*\w+\s?/\s?(?:19|20)\d\d\s?/", number) is not None


def spelled(number: str) -> str:
    """The form in which Decree 30/2020 writes a number; party numbers as the Party writes them: "17/NQ-TW" → "17-NQ/TW"."""
    found = next(find_numbers(number), None)
    if found is None or found.year is not None or found.body not in {"TW", "TU", "HU", "ĐU", "ĐUK", "BTV"}:
        return found.value if found else number.strip()
    digits = re.match(_NUMBER, found.value)
    return f"{digits.group()}-{found.type}/{found.body}" if digits and found.type else found.value


def restored(number: str) -> str:
    """A number read from a scan, with the strokes of its type put back ("3183/QD-UBND" → "3183/QĐ-UBND"). Digits are never touched."""

    def one(match: re.Match[str]) -> str:
        return {"HDND": "HĐND"}.get(match.group(), _UNMARKED.get(match.group(), match.group()))

    return re.sub(r"[A-Za-z]+", one, number)


def kind_of(number: Number) -> str:
    """The type that the symbol tells; an official letter (công văn) bears none."""
    return KINDS.get(number.type, "Công văn")
