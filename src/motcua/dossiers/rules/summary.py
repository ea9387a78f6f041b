"""Form II.06 (tình hình, kết quả giải quyết TTHC): its columns and the identities that hold between them. Pure.

Source: annex II of Circular 01/2020/TT-VPCP as provincial systems print it; the numbers of the columns are those of the paper.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from motcua.kernel.errors import N_

ONLINE, OTHER, CARRIED, EARLY, PUNCTUAL, LATE, WITHIN, OVERDUE = (4, 5, 6, 8, 9, 10, 12, 13)
COUNTED: Final = (ONLINE, OTHER, CARRIED, EARLY, PUNCTUAL, LATE, WITHIN, OVERDUE)
"""The columns that are counted; the others are their sums."""
SUMS: Final[Mapping[int, tuple[int, ...]]] = {3: (4, 5, 6), 7: (8, 9, 10), 11: (12, 13)}
COLUMNS: Final[Mapping[int, str]] = {
    3: N_("Tiếp nhận: tổng số"),
    4: N_("Trong kỳ: trực tuyến"),
    5: N_("Trong kỳ: trực tiếp, bưu chính"),
    6: N_("Từ kỳ trước"),
    7: N_("Đã giải quyết: tổng số"),
    8: N_("Trước hạn"),
    9: N_("Đúng hạn"),
    10: N_("Quá hạn"),
    11: N_("Đang giải quyết: tổng số"),
    12: N_("Trong hạn"),
    13: N_("Quá hạn"),
}
GROUPS: Final = ((N_("Số hồ sơ nhận giải quyết"), 3, 6), (N_("Đã giải quyết"), 7, 10), (N_("Đang giải quyết"), 11, 13))
"""Heads over the columns: title, first and last column."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the form: `counts` of the counted columns by their number; `key` tells which dossiers it is about."""

    title: str
    key: str
    counts: Mapping[int, int] = field(default_factory=dict)

    def of(self, column: int) -> int:
        return sum(self.counts.get(part, 0) for part in SUMS.get(column, (column,)))

    @property
    def cells(self) -> list[tuple[int, int]]:
        return [(column, self.of(column)) for column in COLUMNS]


def total(title: str, lines: Iterable[Line]) -> Line:
    """The sum of lines, column by column."""
    counts = dict.fromkeys(COUNTED, 0)
    for line in lines:
        for column in COUNTED:
            counts[column] += line.counts.get(column, 0)
    return Line(title, "", counts)


def broken(lines: Iterable[Line]) -> Iterator[Line]:
    """Lines whose dossiers do not add up: what was taken on is what was settled and what is being settled, (3) = (7) + (11)."""
    return (line for line in lines if line.of(3) != line.of(7) + line.of(11))
