"""A Word file that was signed gets its number, its day and its signer; what stands in it already stays."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import docx
from docx.oxml.ns import qn

from motcua.documents.writing import Annex, OfficialDocument, Paragraph, Signature, filled, to_docx

DAY = date(2026, 2, 5)
HEAD = Signature(("TRƯỞNG BAN",), "Trần Văn Bình")
DEPUTY = Signature(("KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN"), "Lê Thị Hoa")


def made(**others: Any) -> bytes:
    given: dict[str, Any] = {
        "issuer": ("Ban Quản lý",),
        "kind": "Kế hoạch",
        "subject": "Rà soát thủ tục",
        "symbol": "KH-BQL",
        "place": "Đồng Nai",
        "body": (Paragraph("Thời hạn năm ngày, tháng này."),),
        "signature": HEAD,
        "recipients": ("Lưu: VT",),
        "annexes": (Annex("Danh mục", (Paragraph("1"),)),),
    }
    return to_docx(OfficialDocument(**given | others))


def lines(data: bytes) -> list[str]:
    file: Any = docx.Document(io.BytesIO(data))
    found = ("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in file.element.body.iter(qn("w:p")))
    return [line for line in found if line]


def test_number_and_day_stand_in_the_head_and_in_the_reference_of_each_annex() -> None:
    told = lines(filled(made(), number="04/KH-KCNĐN", on=DAY))
    assert "Số: 04/KH-KCNĐN" in told
    assert "Đồng Nai, ngày 05 tháng 02 năm 2026" in told
    assert "(Kèm theo Kế hoạch số 04/KH-KCNĐN ngày 05 tháng 02 năm 2026 của Ban Quản lý)" in told
    assert "Thời hạn năm ngày, tháng này./." in told
    assert "\u00a0" not in "".join(told)


def test_a_letter_without_a_symbol_gets_its_whole_number() -> None:
    assert "Số: 12/KCNĐN-VP" in lines(filled(made(kind="", symbol=""), number="12/KCNĐN-VP", on=DAY))


def test_what_was_written_by_hand_stays() -> None:
    told = lines(filled(made(number="7", issued_on=date(2026, 1, 3)), number="04/KH-KCNĐN", on=DAY))
    assert "Số: 7/KH-BQL" in told
    assert "Đồng Nai, ngày 03 tháng 01 năm 2026" in told


def test_words_that_an_office_program_cut_into_pieces_are_found() -> None:
    file: Any = docx.Document(io.BytesIO(made()))
    head = next(p for p in file.tables[0].cell(0, 0).paragraphs if p.text.startswith("Số"))
    whole = head.text
    head.runs[0].text = whole[:6]
    head.add_run(whole[6:])
    out = io.BytesIO()
    file.save(out)
    assert "Số: 04/KH-BQL" in lines(filled(out.getvalue(), number="04/KH-BQL", on=DAY))


def test_the_name_is_that_of_who_signed() -> None:
    same = lines(made())
    told = lines(filled(made(), number="04/KH-BQL", on=DAY, signature=DEPUTY))
    assert [line for line in told if line.isupper() and "BAN" in line][-2:] == list(DEPUTY.capacity)
    assert (DEPUTY.name in told, HEAD.name in told) == (True, False)
    assert (DEPUTY.name in same, HEAD.name in same) == (False, True)
    assert DEPUTY.name in lines(filled(made(signature=None), number="04/KH-BQL", on=DAY, signature=DEPUTY))


def test_who_signed_as_drafted_stands_once() -> None:
    told = lines(filled(made(), number="04/KH-BQL", on=DAY, signature=HEAD))
    assert told.count(HEAD.name) == told.count("TRƯỞNG BAN") == 1
