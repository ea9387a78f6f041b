"""Procedures of foreign sources → `Content`. Pure. What cannot be read with certainty stays as words of its part."""

from __future__ import annotations

from motcua.procedures.reading.found import Bad, Batch, Doubt, Good, ReadProcedure, Row
from motcua.procedures.reading.national import read_national
from motcua.procedures.reading.structured import read_older, read_structured

__all__ = ["Bad", "Batch", "Doubt", "Good", "ReadProcedure", "Row", "read_national", "read_older", "read_structured"]
