"""Repair of text that OCR garbled or that lost its diacritics: a noisy channel over Vietnamese syllables in context. Pure."""

from __future__ import annotations

from motcua.documents.repair.damage import Damage, Kind, looks_damaged
from motcua.documents.repair.repairing import Change, Repaired, Segment, diff, repair_line, repair_text

__all__ = ["Change", "Damage", "Kind", "Repaired", "Segment", "diff", "looks_damaged", "repair_line", "repair_text"]
