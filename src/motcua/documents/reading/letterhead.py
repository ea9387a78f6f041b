"""The two places where a Vietnamese official document stands in two columns without being a table (NĐ 30/2020, annex I).

On top: agency and number on the left, national title, motto, place and date on the right. At the end: the recipients on the
left, who signs on the right. Word files hold both as tables without lines, PDF files as words side by side; read row by row
their halves would run into each other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from motcua.kernel.text import fold

_MOTTO = re.compile(
    r"[^a-z]*(?:cong hoa xa hoi chu nghia viet nam|doc lap\W*tu do\W*hanh phuc|dang cong san viet nam)[^a-z]*"
)
_NUMBER = re.compile(r"^so\s*:|^so\s+[\d.…_ ]*/[a-z]|^so\s*\d*\s*/\s*[a-z]")
_PLACE_DATE = re.compile(r"\bngay\b[\s\d.…_/]*\bthang\b[\s\d.…_/]*\bnam\b")
_RECIPIENTS = re.compile(r"^noi (?:nhan|gui)\b")
_ADDRESSEES = re.compile(r"^kinh gui\b")
_CAPACITY = re.compile(r"^(?:t/?m|k/?t|t/?l|tuq|t/?uq|q)\s*\.\s*[A-ZĐÀ-Ỹ]", re.IGNORECASE)
_POSTS = re.compile(
    r"^(?:pho )?(?:chu tich|giam doc|tong giam doc|truong ban|truong phong|chanh van phong|chanh thanh tra|bo truong|thu truong"
    r"|cuc truong|tong cuc truong|vu truong|hieu truong|vien truong|chu nhiem|thu tuong|thu truong don vi|bi thu|chi cuc truong"
    r"|nguoi lap(?: bieu)?|nguoi ky|dai dien)\b"
)


def is_motto(line: str) -> bool:
    """The national title or the motto, alone on its line: in running text the same words are the name of the state."""
    return len(line) <= 60 and _MOTTO.fullmatch(fold(line)) is not None


def is_number_line(line: str) -> bool:
    return _NUMBER.search(fold(line).strip()) is not None


def is_place_date(line: str) -> bool:
    return len(line) < 80 and _PLACE_DATE.search(fold(line)) is not None


def begins_recipients(line: str) -> bool:
    return _RECIPIENTS.search(fold(line).strip()) is not None


def begins_addressees(line: str) -> bool:
    return _ADDRESSEES.search(fold(line).strip()) is not None


def begins_signature(line: str) -> bool:
    """The capacity in which somebody signs ("KT. CHỦ TỊCH"), or a post in capitals."""
    line = line.strip()
    letters = [c for c in line if c.isalpha()]
    if not letters or sum(c.isupper() for c in letters) < 0.8 * len(letters):
        return False
    return _CAPACITY.match(line) is not None or _POSTS.search(fold(line)) is not None


def is_letterhead(lines: Sequence[str]) -> bool:
    """These lines stand at the top of a document: national title, or number and date together."""
    if any(is_motto(line) for line in lines):
        return True
    return any(is_number_line(line) for line in lines) and any(is_place_date(line) for line in lines)


def stands_in_columns(columns: Sequence[Sequence[str]]) -> bool:
    """Whether paragraphs that stand side by side (one sequence for each column) are two columns of text and no table.

    A letterhead, a signature block, or "Kính gửi" with its addressees.
    """
    filled = [column for column in columns if any(column)]
    if not filled:
        return False
    lines = [line for column in filled for line in column if line]
    if sum(map(len, lines)) > 3000:
        return False
    firsts = [next(line for line in column if line) for column in filled]
    if is_letterhead(lines):
        return True
    if begins_recipients(firsts[0]) or begins_addressees(firsts[0]):
        return True
    return len(filled) >= 2 and all(begins_signature(first) for first in firsts[1:]) and len(lines) <= 24
