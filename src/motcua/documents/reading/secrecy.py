"""Marks of state secrecy on a document: MẬT, TỐI MẬT, TUYỆT MẬT.

A mark stands for itself: alone on a line (a stamp, a box, a page header, a watermark), behind "Độ mật:", or set off in a subject line.
The same words inside a sentence ("bảo vệ bí mật nhà nước", "mật khẩu", "mật độ") are none. A file that bears a mark must not be kept;
this room only finds the mark and words the refusal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from motcua.documents.reading.blocks import Document
from motcua.kernel.errors import Refused
from motcua.kernel.text import fold, nfc


class Secrecy(StrEnum):
    """The three degrees (Law on the protection of state secrets, article 8), lowest first."""

    SECRET = "mật"  # noqa: S105 - a degree of secrecy, no password
    TOP_SECRET = "tối mật"  # noqa: S105 - the same
    UTMOST_SECRET = "tuyệt mật"  # noqa: S105 - the same


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark and where it stands. It quotes nothing, so it may be logged and shown."""

    level: Secrecy
    place: str  # "line", "label", "subject"
    page: int | None = None


_LEVELS = {"mat": Secrecy.SECRET, "toimat": Secrecy.TOP_SECRET, "tuyetmat": Secrecy.UTMOST_SECRET}
_EXACT = frozenset({"mật", "tối mật", "tuyệt mật"})
_BEFORE = r"(?:(?:tai lieu|van ban|dau|hoa toc|khan|thuong khan|do|muc do|cap do)\W+)*"
_ALONE = re.compile(rf"\W*{_BEFORE}((?:t\W*o\W*i\W*|t\W*u\W*y\W*e\W*t\W*)?m\W*a\W*t)\W*(?:(?:trang|page)?\W*\d*\W*)?")
_LABELLED = re.compile(
    r"\b(?:muc\s+|cap\s+)?do\s+(?:bao\s+)?mat\s*[:：]\s*\W{0,3}((?:toi\s*|tuyet\s*)?mat)\b(?!\s*(?:[/,;|]|hoac|va)\s*(?:toi|tuyet|mat|khong))"
)
_IN_BRACKETS = re.compile(r"[(\[]\s*((?:tối\s+|tuyệt\s+)?mật)\s*[)\]]", re.IGNORECASE)
_AT_AN_END = re.compile(r"^\W*(TUYỆT MẬT|TỐI MẬT|MẬT)\s*[:.\-–—]\s+\S|\S\s*[-–—]\s*(TUYỆT MẬT|TỐI MẬT|MẬT)\W*$")
_SHOUTED = re.compile(
    r"(?:(?P<before>(?!(?:TỐI|TUYỆT)\W)\w+)\W+)?(?<!\w)(?P<level>TUYỆT MẬT|TỐI MẬT|MẬT)(?!\w)(?:\W+(?P<after>\w+))?"
)
_SECRET_WORD = re.compile(r"m\s*[ậâăaạặấầá]\s*t\b", re.IGNORECASE)

_HEAD_LINES = 40  # lines of a document's head, where a subject line stands
_PAGE_HEAD = 12  # lines of a page's head, where a stamp may stand
_LONGEST_SUBJECT = 300
_MOST_CELLS = 3  # more cells in a row are data: a table may well list degrees of secrecy


def secrecy_mark(source: Document | str) -> Mark | None:
    """The highest mark that a document, or a single subject line, bears; None where there is none."""
    if isinstance(source, str):
        marks = [
            mark
            for line in source.splitlines()
            for mark in [_mark_of(nfc(line), head=True, subject=True, page=None) or _shouted(nfc(line))]
            if mark
        ]
    else:
        marks = list(_marks_in(source))
    return max(marks, key=lambda mark: list(Secrecy).index(mark.level), default=None)


def is_mark(line: str) -> bool:
    """The line is a mark and nothing else."""
    return _alone(nfc(line), head=True) is not None


def refusal(mark: Mark) -> Refused:
    """Why the file is not taken. Raised before anything of it is stored."""
    return Refused(
        "Văn bản có dấu chỉ độ mật “{level}”. Hệ thống này không được tiếp nhận, lưu trữ bí mật nhà nước nên tệp đã bị từ chối và không "
        "lưu lại. Hãy xử lý văn bản theo quy định về bảo vệ bí mật nhà nước.",
        code="state_secret",
        level=mark.level.value.upper(),
    )


def _marks_in(document: Document) -> Iterator[Mark]:
    offset = 0
    page_lines = 0
    page: int | None = None
    aside_start = document.asides[0].text.start if document.asides else len(document.text)
    for number, line in enumerate(document.text.split("\n")):
        now = document.page_of(offset)
        page_lines = page_lines + 1 if now == page else 1
        page = now
        head = number < _HEAD_LINES or page_lines <= _PAGE_HEAD or offset >= aside_start
        parts = line.split("\t")
        if len(parts) <= _MOST_CELLS and _SECRET_WORD.search(line):
            for part in parts:
                mark = _mark_of(part, head=head, subject=number < _HEAD_LINES, page=page)
                if mark is not None:
                    yield mark
        offset += len(line) + 1


def _mark_of(line: str, *, head: bool, subject: bool, page: int | None) -> Mark | None:
    level = _alone(line, head=head)
    if level is not None:
        return Mark(level, "line", page)
    labelled = _LABELLED.search(fold(line))
    if labelled is not None and len(line) < 4 * _LONGEST_SUBJECT:
        return Mark(_level(labelled[1]), "label", page)
    if subject and len(line) <= _LONGEST_SUBJECT:
        found = _IN_BRACKETS.search(line) or _AT_AN_END.search(line)
        if found is not None:
            return Mark(_level(next(group for group in found.groups() if group)), "subject", page)
    return None


def _shouted(subject: str) -> Mark | None:
    """A mark that stands in capitals inside a sentence in small letters ("Kế hoạch A2 MẬT"). In "BÍ MẬT" and "MẬT KHẨU" it is no mark."""
    found = _SHOUTED.search(subject)
    if found is None or not any(c.islower() for c in subject):
        return None
    beside = [w for w in (found["before"], found["after"]) if w and w.isupper() and len(w) > 1 and w.isalpha()]
    return None if beside else Mark(Secrecy(found["level"].lower()), "subject")


def _alone(line: str, *, head: bool) -> Secrecy | None:
    """The level of a mark that is all there is on the line.

    Capitals with their diacritics are a mark anywhere; capitals as OCR reads them ("TOI MAT", "MÂT"), and small letters, at the head of
    the document or of a page.
    """
    if not 3 <= len(line.strip()) <= 60:
        return None
    match = _ALONE.fullmatch(fold(line))
    if match is None:
        return None
    letters = [c for c in line if c.isalpha()]
    capitals = all(c.isupper() for c in letters)
    words = " ".join(re.findall(r"[^\W\d_]+", line.lower()))
    squeezed = words.replace(" ", "")
    exact = any(squeezed.endswith(form.replace(" ", "")) for form in _EXACT)
    if not ((capitals and (exact or head)) or (exact and head)):
        return None
    if squeezed.startswith(("bimật", "bảomật", "cơmật")):
        return None
    return _level(match[1])


def _level(words: str) -> Secrecy:
    return _LEVELS[re.sub(r"[^a-z]", "", fold(words))]
