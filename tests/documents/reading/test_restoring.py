"""Damaged documents keep their words beside the repaired ones."""

from __future__ import annotations

from motcua.documents.reading.blocks import Paragraph
from motcua.documents.reading.plaintext import read_plaintext
from motcua.documents.reading.restoring import restored

DAMAGED = """\
KE HOACH
Thong tin, tuyén truyén cai cich hanh chinh nam 2024
Thuc hién Ké hoach s6 300/KH-UBND ngay 28/12/2023 ciua Chu tich UBND tinh vé cai cach hanh chinh
- Tang cudng trach nhiém cua cac don vi, dia phwong trong giai quyét cic phan anh, kién nghi cta ngudi dan
"""


def test_a_damaged_document_bears_repaired_words_at_the_places_of_the_old_ones() -> None:
    document = restored(read_plaintext(DAMAGED))
    title = document.blocks[1]

    assert isinstance(title, Paragraph)
    assert document.repaired
    assert title.text.value == "Thông tin, tuyên truyền cải cách hành chính năm 2024"
    assert document.quote(document.span(title.text)) == "Thong tin, tuyén truyén cai cich hanh chinh nam 2024"
    assert document.quote(document.span(title.text[11:23])) == "tuyén truyén"


def test_figures_and_numbers_of_documents_are_never_changed_by_repair() -> None:
    document = restored(read_plaintext(DAMAGED))

    assert "300/KH-UBND ngày 28/12/2023" in document.blocks[2].text.value  # type: ignore[union-attr]  # a paragraph


def test_a_good_document_is_returned_as_it_is() -> None:
    document = read_plaintext("KẾ HOẠCH\nTuyên truyền cải cách hành chính năm 2024 trên địa bàn tỉnh")

    assert restored(document) is document
