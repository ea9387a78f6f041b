"""Official documents written out: one plain value, three files.

`OfficialDocument` says what the document contains; `to_docx` and `to_pdf` set it in the layout of Decree 30/2020/NĐ-CP, annex I;
`to_xlsx` writes tables for reckoning. Pure: no Django, no clock, nothing is fetched.
"""

from motcua.documents.writing.filling import filled
from motcua.documents.writing.parts import (
    Annex,
    Cell,
    Code,
    Heading,
    OfficialDocument,
    Paragraph,
    Part,
    Run,
    Signature,
    Table,
)
from motcua.documents.writing.pdf import to_pdf
from motcua.documents.writing.sheet import XLSX, Column, Sheet, to_xlsx
from motcua.documents.writing.typesetting import page_count, typeset
from motcua.documents.writing.word import DOCX, to_docx

__all__ = [
    "DOCX",
    "XLSX",
    "Annex",
    "Cell",
    "Code",
    "Column",
    "Heading",
    "OfficialDocument",
    "Paragraph",
    "Part",
    "Run",
    "Sheet",
    "Signature",
    "Table",
    "filled",
    "page_count",
    "to_docx",
    "to_pdf",
    "to_xlsx",
    "typeset",
]
