"""A decision's annex → the workflows printed in it, each with the words it came from. Pure; a person confirms what is read.

`read_annex` takes a `documents.reading.Document`. Columns are known by their headings, whatever they are called; what a row says beyond
that stays words, and what is not certain is told as a `Doubt`.
"""

from __future__ import annotations

from motcua.procedures.workflows.annex.found import Doubt, Found
from motcua.procedures.workflows.annex.tables import days_are_working, read_annex, with_days_as

__all__ = ["Doubt", "Found", "days_are_working", "read_annex", "with_days_as"]
