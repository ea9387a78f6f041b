"""An annex that came from a scanner is recognised and read like any other."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from tests.factories.annexes import INVESTMENT
from tests.factories.procedures import Office, procedure

from motcua.documents.reading.scan import ocr_available
from motcua.documents.services.files import store_made
from motcua.documents.writing import Cell, OfficialDocument, Paragraph, Table, to_pdf
from motcua.kernel.actors import SYSTEM
from motcua.kernel.refs import Ref
from motcua.procedures.models import FoundWorkflow, WorkflowReading
from motcua.procedures.services.annexes import read_now
from motcua.procedures.workflows import table_from_json

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not ocr_available(), reason="Tesseract with Vietnamese is not installed"),
]


def scanned() -> bytes:
    """A picture of a printed annex: no text in it."""
    head, *rows = INVESTMENT.rows[:4]
    table = Table(
        (1, 4, 3, 2, 2),
        tuple(tuple(map(Cell.of, row)) for row in rows),
        head=(tuple(Cell.of(text, bold=True) for text in head),),
    )
    paper = OfficialDocument(
        parent=("ỦY BAN NHÂN DÂN TỈNH",),
        issuer=("BAN QUẢN LÝ",),
        place="Đồng Nai",
        kind="Phụ lục",
        subject="Quy trình nội bộ",
        body=(*(Paragraph(text, indent=False) for text in INVESTMENT.above), table),
        recipients=("Lưu: VT",),
    )
    page = pypdfium2.PdfDocument(to_pdf(paper))[0].render(scale=150 / 72).to_pil().convert("L")
    out = io.BytesIO()
    page.save(out, "PDF", resolution=150.0)
    return out.getvalue()


def test_a_scanned_annex_is_recognised_page_by_page_and_read(office: Office, storage: Path) -> None:
    found = procedure("1.009645")
    file = store_made(scanned(), name="quet.pdf", owner=Ref.to("workflow_reading", "x"), actor=SYSTEM)
    reading = WorkflowReading.objects.create(file=file, level="province", read_at=file.uploaded_at, by_name="An")
    pages: list[tuple[int, int | None]] = []

    assert read_now(reading, actor=SYSTEM, progress=lambda done, total: pages.append((done, total))) == 1

    one = FoundWorkflow.objects.get()
    assert (one.procedure, pages) == (found, [(1, 1)])
    steps = table_from_json(one.table).steps
    assert [step.title for step in steps] == ["Tiếp nhận hồ sơ", "Phân công thụ lý", "Thẩm định hồ sơ"]
