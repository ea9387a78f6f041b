"""Papers about procedures. Pure: no Django, no clock."""

from motcua.procedures.writing.papers import to_pdf
from motcua.procedures.writing.sheets import (
    Answer,
    CaseLines,
    Kind,
    Line,
    Paper,
    PaperLine,
    PartLines,
    Sheet,
    StepLine,
)

__all__ = ["Answer", "CaseLines", "Kind", "Line", "Paper", "PaperLine", "PartLines", "Sheet", "StepLine", "to_pdf"]
