"""What a document rests on, as its paper names it."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.documents.models import LegalDocument
from motcua.documents.queries.cited_as_basis import basis_line


@pytest.mark.parametrize(
    ("kind", "number", "issuer", "issued_on", "subject", "line"),
    [
        (
            "law", "60/2014/QH13", "Quốc hội", date(2014, 11, 20), "Hộ tịch",
            "Căn cứ Luật Hộ tịch ngày 20 tháng 11 năm 2014",
        ),
        ("law", "60/2014/QH13", "Quốc hội", None, "Luật Hộ tịch.", "Căn cứ Luật Hộ tịch"),
        (
            "code", "91/2015/QH13", "Quốc hội", date(2015, 11, 24), "Dân sự",
            "Căn cứ Bộ luật Dân sự ngày 24 tháng 11 năm 2015",
        ),
        (
            "decree", "123/2015/NĐ-CP", "Chính phủ", date(2015, 2, 5), "Quy định chi tiết một số điều của Luật Hộ tịch",
            "Căn cứ Nghị định số 123/2015/NĐ-CP ngày 05 tháng 02 năm 2015 của Chính phủ quy định chi tiết một số điều của Luật Hộ tịch",
        ),
        (
            "decision", "12/QĐ-UBND", "Ủy ban nhân dân tỉnh", date(2026, 10, 1), "TTHC mới;",
            "Căn cứ Quyết định số 12/QĐ-UBND ngày 01 tháng 10 năm 2026 của Ủy ban nhân dân tỉnh TTHC mới",
        ),
        (
            "resolution", "1/NQ-CP", "Chính phủ", None, "Hà Nội và các tỉnh",
            "Căn cứ Nghị quyết số 1/NQ-CP của Chính phủ Hà Nội và các tỉnh",
        ),
        ("circular", "", "Bộ Tư pháp", None, "Về hộ tịch", "Căn cứ Thông tư của Bộ Tư pháp về hộ tịch"),
    ],
)  # fmt: skip
def test_laws_are_named_alone_and_others_with_number_day_issuer_and_subject(
    kind: str, number: str, issuer: str, issued_on: date | None, subject: str, line: str
) -> None:
    document = LegalDocument(kind=kind, number=number, issuer=issuer, issued_on=issued_on, subject=subject)
    assert basis_line(document) == line
