"""The table of legal grounds with its columns run together: title and number ("Luật Quản lý thuế38/2019/QH14Nghị định 126/2020/NĐ-CP…").

A row ends with a number behind which the next row begins without a space. The capital of the next title is not part of the number:
Vietnamese words begin with one capital, the abbreviations in numbers have nothing but capitals.
"""

from __future__ import annotations

import re

from motcua.procedures.content import Ground, Part
from motcua.procedures.reading.found import Gathered

HEADING = re.compile(r"Tên văn bản pháp lý\s*Mã văn bản")
_BODY = r"(?:QĐ-TTg|CT-TTg|TTg|UBTVQH\d{2}|QH\d{2}|[A-ZĐ]{1,8}(?:-[A-ZĐ&]{1,10}){0,4})"
_NUMBER = re.compile(
    rf"(?:(?<=(?:19|20)\d\d)\d{{1,4}}[a-z]?/(?:19|20)\d\d/{_BODY}"  # behind a title that ends in a year
    rf"|(?:(?<![\d/])|(?<=QH\d\d)|(?<=UBTVQH\d\d))\d{{1,5}}[a-z]?/(?:(?:19|20)\d\d/)?{_BODY})"
)
_PREFIX = re.compile(
    r"(?:(?:Bộ luật|Luật|Pháp lệnh|Nghị quyết|Nghị định|Quyết định|Thông tư liên tịch|Thông tư|Chỉ thị|Văn bản hợp nhất)? ?[Ss]ố:? ?)$"
)


def read_grounds(text: str, into: Gathered) -> None:
    """The legal grounds; words behind the last number stay as words."""
    body = HEADING.sub("", text, count=1).strip()
    start = 0
    for number, end in _row_ends(body):
        row = body[start:end]
        title = _PREFIX.sub("", row[: len(row) - len(number)]).strip()
        start = end
        if not title and into.grounds and into.grounds[-1].number == number:
            # the title ended in the number, which the second column repeats
            into.grounds[-1] = Ground(number, f"{into.grounds[-1].title} {number}".removeprefix(f"{number} "))
            continue
        into.grounds.append(Ground(number, title or number))
    into.leave(Part.GROUNDS, body[start:])


def _row_ends(body: str) -> list[tuple[str, int]]:
    """Numbers behind which a row ends, with where they end."""
    ends: list[tuple[str, int]] = []
    place = 0
    while found := _NUMBER.search(body, place):
        number = _without_next_capital(found[0], body[found.end() : found.end() + 1])
        end = found.start() + len(number)
        place = end
        behind = body[end : end + 1]
        if not behind or behind.isalnum() or behind in '“"(-+*':
            ends.append((number, end))
    return ends


def _without_next_capital(number: str, behind: str) -> str:
    """ "126/2020/NĐ-CPT" before "hông": the T is the next title's."""
    if behind.islower() and number[-1].isupper() and not number.endswith("TTg"):
        return number[:-1]
    return number
