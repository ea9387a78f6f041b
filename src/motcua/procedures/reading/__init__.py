"""Procedures of foreign sources → `Content`. Pure. What cannot be read with certainty stays as words of its part."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from motcua.procedures.reading.found import LOCAL_DOUBTS, LOOKED_AT_EACH, Bad, Batch, Doubt, Good, ReadProcedure, Row
from motcua.procedures.reading.kinds import COLUMNS, strange_fields, wrong_kinds
from motcua.procedures.reading.national import CODE, read_national
from motcua.procedures.reading.structured import read_older, read_structured

__all__ = [
    "CODE",
    "COLUMNS",
    "LOCAL_DOUBTS",
    "LOOKED_AT_EACH",
    "READERS",
    "Bad",
    "Batch",
    "Doubt",
    "Good",
    "ReadProcedure",
    "Row",
    "read_national",
    "read_older",
    "read_structured",
    "strange_fields",
    "wrong_kinds",
]

Reader = Callable[[Mapping[str, Any]], ReadProcedure]
READERS: tuple[tuple[str, Reader], ...] = (
    ("ma_thu_tuc", read_national),
    ("metadata", read_structured),
    ("title", read_older),
)
"""A key that each shape alone has, and its reader."""
