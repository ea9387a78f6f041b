"""Citations of legal and administrative documents in running text. Pure.

`find_citations` reads every citation of a text, `merge` makes one entry per document of them, `canonical` gives the one form under which
a number is matched ("17-NQ/TW" = "17/NQ-TW" = "số 17 - NQ / TW"), `known_dates` and `instruments` are the shipped facts, and
`date_differences` names citations whose date is not the known one.
"""

from __future__ import annotations

from motcua.documents.citations.grammar import Citation, find_citations
from motcua.documents.citations.instruments import (
    DateDifference,
    Instrument,
    Relation,
    date_differences,
    instruments,
    known_dates,
)
from motcua.documents.citations.merging import merge
from motcua.documents.citations.numbers import canonical, find_numbers, kind_of, restored, spelled

__all__ = [
    "Citation",
    "DateDifference",
    "Instrument",
    "Relation",
    "canonical",
    "date_differences",
    "find_citations",
    "find_numbers",
    "instruments",
    "kind_of",
    "known_dates",
    "merge",
    "restored",
    "spelled",
]
