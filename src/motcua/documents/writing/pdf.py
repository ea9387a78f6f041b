"""An official document as PDF/A-2b, tagged, with its fonts inside."""

from __future__ import annotations

import io
from dataclasses import asdict
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import segno

from motcua.documents.writing import layout as norm
from motcua.documents.writing.layout import DECREE_30, Layout, clean
from motcua.documents.writing.parts import (
    CODE_WIDTH,
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
    Words,
)
from motcua.documents.writing.typesetting import typeset

_TEMPLATE = Path(__file__).with_name("official.typ")
_SHORT = 600
"""Characters of a last paragraph that may move to the next page together with the signature."""
_WHOLE = 800
"""Characters up to which a cell is kept on one page; longer ones break, so that no row is higher than a page."""


def to_pdf(document: OfficialDocument, *, layout: Layout = DECREE_30, fonts: Path | None = None) -> bytes:
    """The document as PDF. The same document gives the same bytes. About 40 ms a document, with long tables 1 s per 100 pages.

    `fonts` is a folder with Tinos as TTF, by default the one that the static build made; raises `Unavailable` when it was not built.
    """
    return typeset(_TEMPLATE, _document(document, layout), timestamp=_timestamp(document), fonts=fonts)


def _timestamp(document: OfficialDocument) -> datetime:
    day = document.issued_on
    return datetime.combine(day, time.min, UTC) if day else datetime(2020, 3, 5, tzinfo=UTC)


def _document(document: OfficialDocument, layout: Layout) -> dict[str, Any]:
    body = norm.ended(document.body)
    letter = "" if document.kind else document.subject
    return {
        "layout": asdict(layout),
        "font": norm.FONT_FILE,
        "country": norm.COUNTRY,
        "motto": norm.MOTTO,
        "title": clean(" ".join(part for part in (document.kind, document.subject) if part)),
        "author": clean(" ".join(document.issuer)),
        "parent": [line.upper() for line in _lines(document.parent)],
        "issuer": [line.upper() for line in _lines(document.issuer)],
        "number_line": clean(norm.number_line(document.number, document.symbol)),
        "date_line": clean(norm.date_line(document.place, document.issued_on)),
        "kind": clean(document.kind.upper()),
        "subject": clean(document.subject),
        "letter_subject": clean(f"V/v {letter.removeprefix('V/v').strip()}") if letter else "",
        "addressees": _addressees(document.addressees),
        "authority": clean(document.authority),
        "bases": [_words(base) for base in norm.base_lines(document.bases)],
        "enacting": clean(document.enacting),
        "body": [_part(part) for part in body],
        "keep_last": bool(body) and isinstance(body[-1], Paragraph) and _length(body[-1].text) <= _SHORT,
        "signature": _signature(document.signature),
        "recipients": _lines(norm.recipient_lines(document.recipients)),
        "drafter": clean(document.drafter),
        "annexes": [_annex(document, annex, i) for i, annex in enumerate(document.annexes)],
    }


def _signature(signature: Signature | None) -> dict[str, Any] | None:
    return {"capacity": _lines(signature.capacity), "name": clean(signature.name)} if signature else None


def _addressees(lines: tuple[str, ...]) -> list[str]:
    return _lines(lines if len(lines) < 2 else norm.recipient_lines(lines))


def _annex(document: OfficialDocument, annex: Annex, index: int) -> dict[str, Any]:
    return {
        "word": norm.annex_word(index, len(document.annexes)),
        "title": clean(annex.title),
        "reference": clean(norm.annex_reference(document, annex)),
        "landscape": annex.landscape,
        "parts": [_part(part) for part in norm.ended(annex.parts)],
    }


def _part(part: Part) -> dict[str, Any]:
    match part:
        case Heading():
            return {"what": "heading", "text": clean(part.text), "level": part.level, "title": clean(part.title)}
        case Paragraph():
            return {"what": "paragraph", "text": _words(part.text), "align": part.align, "indent": part.indent}
        case Code():
            return {"what": "code", "svg": _code(part), "words": clean(part.words), "width": CODE_WIDTH}
        case Table():
            return {
                "what": "table",
                "caption": clean(part.caption),
                "widths": list(part.widths),
                "head": [_cell(cell, head=True) for row in part.head for cell in row],
                "rows": [_cell(cell, head=False) for row in part.rows for cell in row],
            }


def _code(part: Code) -> str:
    made = io.BytesIO()
    segno.make(part.address, error="m", micro=False).save(made, kind="svg", border=2, dark="#000", light="#fff")
    return made.getvalue().decode()


def _cell(cell: Cell, *, head: bool) -> dict[str, Any]:
    return {
        "paragraphs": [_words(words) for words in cell.paragraphs],
        "row_span": cell.row_span,
        "column_span": cell.column_span,
        "bold": cell.bold or head,
        "italic": cell.italic,
        "align": "center" if head and cell.align == "left" else cell.align,
        "head": head,
        "breakable": cell.row_span > 1 or sum(map(_length, cell.paragraphs)) > _WHOLE,
    }


def _words(words: Words) -> list[dict[str, Any]]:
    runs = (Run(words),) if isinstance(words, str) else words
    return [{"text": clean(run.text), "bold": run.bold, "italic": run.italic} for run in runs]


def _length(words: Words) -> int:
    return len(words) if isinstance(words, str) else sum(len(run.text) for run in words)


def _lines(lines: tuple[str, ...]) -> list[str]:
    return [clean(line) for line in lines]
