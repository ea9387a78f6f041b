"""Papers about procedures. Pure: no Django, no clock."""

from motcua.procedures.writing.papers import (
    Answer,
    CaseLines,
    Kind,
    Line,
    Paper,
    PaperLine,
    PartLines,
    Sheet,
    StepLine,
    to_pdf,
)

__all__ = ["Answer", "CaseLines", "Kind", "Line", "Paper", "PaperLine", "PartLines", "Sheet", "StepLine", "to_pdf"]
