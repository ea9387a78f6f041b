"""What is handed out and hung up of procedures, as tagged PDF (PDF/UA-1): data in, bytes out."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import UTC, date, datetime, time
from pathlib import Path

from motcua.documents.writing import page_count, typeset
from motcua.procedures.writing.sheets import Paper
from motcua.procedures.writing.shortening import DEGREES, MOST_PAGES, in_short, shortened

_TEMPLATE = Path(__file__).with_name("papers.typ")


def to_pdf(paper: Paper, *, made_on: date) -> bytes:
    """The same paper of the same day gives the same bytes. A poster is one sheet and a leaflet two: what does not fit is shortened.
    Raises `Unavailable` where the fonts were not built.
    """
    most, data = MOST_PAGES.get(paper.kind), b""
    for degree in DEGREES.get(paper.kind, (None,)):
        sheets = tuple(
            in_short(s, paper.words) if degree is None else shortened(s, degree, paper.words) for s in paper.sheets
        )
        data = _set(replace(paper, sheets=sheets), made_on)
        if most is None or page_count(data) <= most:
            break
    return data


def _set(paper: Paper, made_on: date) -> bytes:
    moment = datetime.combine(made_on, time.min, UTC)
    return typeset(_TEMPLATE, asdict(paper), timestamp=moment, family="BeVietnamPro", standard="ua-1")
