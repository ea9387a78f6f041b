"""What a section is for, by its heading: purposes, work, duties, money, outreach."""

from __future__ import annotations

import re
from enum import Enum

from motcua.kernel.text import fold
from motcua.plans.reader.outline import Node


class Part(Enum):
    PURPOSE = "purpose"
    WORK = "work"
    DUTIES = "duties"
    MONEY = "money"
    TOPICS = "topics"
    CHANNELS = "channels"
    AUDIENCE = "audience"
    OUTREACH = "outreach"
    REPORTS = "reports"
    EXAMINED = "examined"


_OUTREACH = re.compile(r"tuyen truyen|truyen thong|thong tin,")
_PATTERNS: tuple[tuple[Part, re.Pattern[str]], ...] = (
    (
        Part.DUTIES,
        re.compile(
            r"to chuc (?:thuc hien|trien khai)|phan cong|trach nhiem (?:cua|thuc hien|to chuc)|^trach nhiem|nhiem vu cu the cua|thuc hien ke hoach$"
        ),
    ),
    (Part.REPORTS, re.compile(r"che do (?:thong tin,? )?bao cao|^bao cao")),
    (Part.MONEY, re.compile(r"^(?:nguon )?kinh phi|du toan|^nguon luc|^dieu kien bao dam|^co so vat chat")),
)
_CONTENT = re.compile(r"\bnoi dung\b|chu de")
_FORM = re.compile(r"\bhinh thuc\b|\bkenh\b|phuong thuc|phuong tien")
_WHO = re.compile(r"^doi tuong\b|^doi tuong,? pham vi|^pham vi")
_PURPOSE = re.compile(
    r"muc dich|yeu cau|muc tieu|quan diem|chi tieu|can cu|tinh hinh|thuc trang|ket qua dat duoc|danh gia chung|su can thiet|nguyen tac|ket qua thuc hien|ket qua nam|han che|ton tai|dac diem|thoi gian, dia diem|thanh phan|pham vi|doi tuong"
)
_EXAMINED = re.compile(
    r"\b(?:noi dung|phuong phap|phuong thuc|hinh thuc|cach thuc|trinh tu|tieu chi|pham vi|doi tuong|thoi ky|thoi gian|thanh phan)\b[^.;:]{0,60}\b(?:tu |hau )?(?:kiem tra|khao sat|thanh tra|giam sat|dieu tra)\b"
)
"""What an inspection or a survey looks at, and how: no work that anybody is given, unless it says who bears it."""
_WORK = re.compile(
    r"nhiem vu|giai phap|noi dung|cong viec|cong tac|trien khai|hoat dong|lo trinh|ke hoach|tien do|thoi gian thuc hien"
)


_BARE = re.compile(r"(?:(?:noi dung|hinh thuc|doi tuong|phuong thuc)(?:,? (?:va |cac )?|$))+(?:thuc hien)?\W*$")
"""Headings that tell their sense only by the plan they stand in: "Nội dung", "Hình thức"."""


def says_outreach(title: str | None) -> bool:
    """Whether a plan is by its title one of communication."""
    return _OUTREACH.search(fold(title or "")) is not None


def mark_outreach(root: Node, title: str | None) -> None:
    """Note at the root whether the plan is one of communication: its title says so, and it has parts for what and for how."""
    headings = [n.folded for n in root.walk() if n.is_heading]
    root.about_outreach = (
        says_outreach(title) and any(_CONTENT.search(h) for h in headings) and any(_FORM.search(h) for h in headings)
    )


def part_of(node: Node) -> Part | None:
    """What the heading of an item tells; None for items without a telling heading."""
    if not node.is_heading:
        return None
    words = node.folded
    for part, pattern in _PATTERNS:
        if pattern.search(words):
            return part
    outreach = _outreach(node, words)
    if outreach is not None:
        return outreach
    if _EXAMINED.search(words) and not re.search(r"nhiem vu|giai phap", words):
        return Part.EXAMINED
    if _PURPOSE.search(words) and not re.search(r"nhiem vu|giai phap", words):
        return Part.PURPOSE
    if _WHO.search(words):
        return Part.AUDIENCE
    return Part.WORK if _WORK.search(words) else None


def _outreach(node: Node, words: str) -> Part | None:
    """Headings of a communications plan; a bare "Nội dung" or "Hình thức" counts under one of them."""
    here = _OUTREACH.search(words) or (_BARE.match(words) and node.root.about_outreach)
    above = any(_OUTREACH.search(n.folded) for n in node.lineage() if n is not node and n.is_heading)
    content, form = _CONTENT.search(words), _FORM.search(words)
    if not here and not (above and (content or form or _WHO.search(words)) and len(words) < 60):
        return None
    if content and form:
        return Part.OUTREACH
    if content:
        return Part.TOPICS
    if form:
        return Part.CHANNELS
    if _WHO.search(words):
        return Part.AUDIENCE
    return (
        Part.WORK
        if here and re.search(r"\b(?:cong tac|day manh|tang cuong)\b", words)
        else Part.OUTREACH
        if re.search(r"noi dung|hinh thuc|doi tuong", words)
        else None
    )


def ruling_part(node: Node) -> Part | None:
    """The part that the nearest telling heading above an item gives it."""
    for above in node.lineage():
        part = part_of(above)
        if part is not None:
            return part
    return None
