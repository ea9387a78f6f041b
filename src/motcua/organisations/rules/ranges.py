"""Half-open ranges of dates `[start, end)`; `end` None is open. Pure."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

Range: TypeAlias = "tuple[date, date | None]"

BEGINNING = date(1900, 1, 1)
"""Before anything that the product keeps."""


def holds(of: Range, on: date) -> bool:
    return of[0] <= on and (of[1] is None or on < of[1])


def intersect(a: Range, b: Range) -> Range | None:
    """The dates in both ranges; None when there are none."""
    start = max(a[0], b[0])
    ends = [end for end in (a[1], b[1]) if end is not None]
    end = min(ends) if ends else None
    return None if end is not None and end <= start else (start, end)


def overlap(a: Range, b: Range) -> bool:
    return intersect(a, b) is not None


def joined(ranges: list[Range]) -> list[Range]:
    """The same dates in as few ranges as possible, in order."""
    out: list[Range] = []
    for start, end in sorted(ranges, key=lambda r: r[0]):
        if out and (out[-1][1] is None or start <= out[-1][1]):
            before = out.pop()
            last = None if before[1] is None or end is None else max(before[1], end)
            out.append((before[0], last))
        else:
            out.append((start, end))
    return out
