"""The plans of the sample province: all four layouts, written by us, read by the real reader; one is left for the visitor to review."""

from __future__ import annotations

import io
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import docx

from motcua.documents.services.files import store_upload
from motcua.kernel.actors import SAMPLE
from motcua.organisations.queries.units import unit_named
from motcua.plans.services.acceptance import accept_reading
from motcua.plans.services.readings import open_reading, read_now


@dataclass(frozen=True, slots=True)
class Paper:
    """One sample text: its file under `data/sample`, the unit that answers for it, whether it comes as Word, whether it is accepted."""

    name: str
    unit: str
    word: bool
    accepted: bool = True


PAPERS = (
    Paper("tuyen-truyen-2025-quet", "bql-kcn", word=False),
    Paper("cai-cach-hanh-chinh-2026", "bql-kcn", word=True),
    Paper("truyen-thong-2026", "vp-ubnd", word=True),
    Paper("nang-cao-chi-so-2026", "ubnd-dong-nai", word=False),
    Paper("kiem-soat-thu-tuc-2026", "bql-kcn", word=True, accepted=False),
)


def load_papers() -> None:
    """Read and accept the sample plans. A few seconds."""
    for paper in PAPERS:
        text = files("motcua.plans").joinpath("data", "sample", f"{paper.name}.txt").read_text(encoding="utf-8")
        name = f"mau-{paper.name}.{'docx' if paper.word else 'txt'}"
        stored = store_upload(as_word(text) if paper.word else text.encode(), name=name, actor=SAMPLE)
        reading = open_reading([stored], owner=unit_named(paper.unit), actor=SAMPLE, is_sample=True)
        read_now(reading, actor=SAMPLE)
        if paper.accepted:
            accept_reading(reading, actor=SAMPLE, awaiting_number=not _number(reading))


def as_word(text: str) -> bytes:
    """The text as a Word file: lines that begin with a bar are rows of a real table."""
    made = docx.Document()
    rows: list[list[str]] = []
    for line in (*text.splitlines(), ""):
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
            continue
        if rows:
            _table(made, rows)
            rows = []
        if line.strip():
            made.add_paragraph(line)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _table(made: Any, rows: list[list[str]]) -> None:
    table = made.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for line, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(line.cells, cells, strict=True):
            cell.text = text


def _number(reading: Any) -> str:
    head = (reading.current or {}).get("document") or {}
    return str(head.get("number") or "")
