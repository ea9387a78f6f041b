"""Official documents as PDF: the norm's layout, words that come out again, nothing evaluated, an archive's format."""

from __future__ import annotations

import io
import re
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pdfplumber
import pypdf
import pytest
from tests.factories.official import VOWELS, decision, letter, plan, table

from motcua.documents.reading.files import read_file
from motcua.documents.writing import Annex, Cell, Code, OfficialDocument, Paragraph, Table, to_pdf
from motcua.kernel.errors import Unavailable

MM = 72 / 25.4


def pages_of(data: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def words_of(data: bytes, page: int) -> list[dict[str, Any]]:
    with pdfplumber.open(io.BytesIO(data)) as file:
        return file.pages[page].extract_words(extra_attrs=["fontname", "size"])


@pytest.fixture(scope="module")
def made() -> bytes:
    return to_pdf(plan())


def test_it_is_an_archive_file_with_tags_title_and_its_fonts_inside(made: bytes) -> None:
    reader = pypdf.PdfReader(io.BytesIO(made))
    catalog = reader.trailer["/Root"]

    metadata = catalog["/Metadata"].get_data().decode()
    assert re.search(r"pdfaid:part>?=?\"?2", metadata)
    assert re.search(r"pdfaid:conformance>?=?\"?B", metadata)
    assert catalog["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalog
    assert catalog["/Lang"].startswith("vi")
    assert reader.metadata is not None
    assert reader.metadata.title == "Kế hoạch Kiểm soát thủ tục hành chính năm 2026"
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            descriptor = font["/DescendantFonts"][0]["/FontDescriptor"]
            assert any(key in descriptor for key in ("/FontFile2", "/FontFile3"))


def test_the_same_document_gives_the_same_bytes(made: bytes) -> None:
    assert to_pdf(plan()) == made


def test_every_vietnamese_letter_comes_out_again_in_every_style() -> None:
    data = to_pdf(plan(2, subject=VOWELS, bases=(VOWELS,), body=(Paragraph(VOWELS),), annexes=()))

    text = unicodedata.normalize("NFC", "".join(pages_of(data))).replace("\n", "").replace(" ", "")
    assert text.count(VOWELS) == 3  # bold, italic, upright


def test_text_is_never_evaluated(made: bytes) -> None:
    assert "#panic() *đậm* $x^2$ <b> & “trích” giữ nguyên" in " ".join(pages_of(made)[0].split())


def test_the_first_page_has_the_parts_of_the_norm_in_their_places(made: bytes) -> None:
    words = words_of(made, 0)
    text = pages_of(made)[0]
    place = {w["text"]: w for w in words}

    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
    assert "UBND TỈNH ĐỒNG NAI" in text
    assert "BAN QUẢN LÝ CÁC KHU" in text
    assert "Số: 05/KH-KCNĐN" in text
    assert "Đồng Nai, ngày 05 tháng 02 năm 2026" in text
    assert place["CỘNG"]["x0"] > place["UBND"]["x0"]
    assert abs(place["CỘNG"]["top"] - place["UBND"]["top"]) < 3
    assert "Bold" in place["CỘNG"]["fontname"]
    assert "Bold" not in place["UBND"]["fontname"]
    assert "Italic" in next(w for w in words if w["text"] == "Căn")["fontname"]
    assert round(place["CỘNG"]["size"]) == 13
    left = min(w["x0"] for w in words) / MM
    right = 210 - max(w["x1"] for w in words) / MM
    assert 29.5 <= left <= 35
    assert 14.5 <= right <= 20.5


def test_pages_are_numbered_above_the_text_but_not_the_first_and_each_annex_from_1(made: bytes) -> None:
    pages = pages_of(made)
    annexes = [i for i, text in enumerate(pages) if "Phụ lục I" in text]
    first_words = [words_of(made, i)[0] for i in range(len(pages))]

    assert len(annexes) == 2
    assert first_words[0]["text"] == "UBND"
    assert [w["text"] for w in first_words[1 : annexes[0]]] == [str(n) for n in range(2, annexes[0] + 1)]
    assert first_words[annexes[0]]["text"] == first_words[annexes[1]]["text"] == "Phụ"
    assert first_words[annexes[0] + 1]["text"] == "2"
    number = first_words[1]
    assert abs((number["x0"] + number["x1"]) / 2 - (30 + 210 - 15) / 2 * MM) < 2
    assert number["bottom"] < 20 * MM


def test_a_long_table_repeats_its_head_on_every_page(made: bytes) -> None:
    holding = [text for text in pages_of(made) if "Nhiệm vụ " in text and "Mục tiêu " in text]

    assert len(holding) >= 3
    assert all("Nội dung thực hiện" in text and "Đơn vị chủ trì" in text for text in holding)


def test_an_annex_may_lie_on_its_side(made: bytes) -> None:
    reader = pypdf.PdfReader(io.BytesIO(made))
    sizes = [(round(float(p.mediabox.width) / MM), round(float(p.mediabox.height) / MM)) for p in reader.pages]

    assert sizes[0] == (210, 297)
    assert (297, 210) in sizes
    assert sizes[-1] == (210, 297)


def test_the_signature_is_never_alone_on_a_page() -> None:
    for lines in range(24, 40):
        body = tuple(Paragraph(f"Dòng {i}.") for i in range(lines))
        pages = pages_of(to_pdf(plan(1, body=body, annexes=())))
        if len(pages) == 2 and "Nguyễn Thị Ước Nguyện" in pages[1]:
            assert f"Dòng {lines - 1}./." in pages[1]
            break
    else:
        pytest.fail("no document of these lengths breaks at its end")


def test_a_letter_has_its_subject_under_the_number_and_its_addressees() -> None:
    (text,) = pages_of(to_pdf(letter()))

    assert "V/v tăng cường kiểm soát" in text
    assert "Kính gửi:" in text
    assert "- Ủy ban nhân dân các xã, phường." in text
    assert "TM. ỦY BAN NHÂN DÂN" in text
    assert text.rstrip().endswith(("Trần Văn Đức", "Lưu: VT."))


def test_a_decision_names_its_authority_and_enacts() -> None:
    (text,) = pages_of(to_pdf(decision()))

    assert text.index("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH") < text.index("Căn cứ Luật") < text.index("QUYẾT ĐỊNH:")
    assert re.search(r"Số:\s+/QĐ-UBND", text)


@pytest.mark.parametrize(
    ("given", "shown"),
    [("≥ 96 %", "≥ 96 %"), ("→ 1", "→ 1"), ("\uf0b7 mục", "• mục"), ("漢 chữ", "\ufffd chữ"), ("a\x00\x1fb", "ab")],
)
def test_a_letter_that_no_font_has_is_shown_as_lost_and_stops_nothing(given: str, shown: str) -> None:
    text = " ".join(pages_of(to_pdf(plan(1, body=(Paragraph(given),), annexes=(), bases=())))[0].split())

    assert f"{shown}./." in text


def test_an_empty_document_is_still_a_page() -> None:
    assert len(pages_of(to_pdf(OfficialDocument(issuer=(), kind="", subject="", body=())))) == 1


def test_the_longest_cell_breaks_over_pages_and_loses_nothing() -> None:
    words = [f"chữ{i}" for i in range(4000)]
    body = (Table((1, 9), ((Cell.of("1"), Cell.of(" ".join(words))),)),)

    text = " ".join(pages_of(to_pdf(plan(1, body=body, annexes=()))))

    assert all(w in text for w in (words[0], words[1999], words[-1]))


def test_what_is_written_reads_back_as_the_same_table() -> None:
    document = read_file(to_pdf(plan(30, annexes=(), subject="Kế hoạch thử")), name="a.pdf")

    cells = [" ".join(c.text.value.split()) for b in document.blocks if hasattr(b, "cells") for c in b.cells]
    for number in range(1, 31):
        assert cells.count(f"Nhiệm vụ {number}") == 1
    assert "Mục tiêu chung 3" in cells


def test_fonts_that_were_not_built_are_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setattr("motcua.ui.fonts.DIST", tmp_path)

    with pytest.raises(Unavailable, match="make setup"):
        to_pdf(letter())


def test_an_annex_of_a_table_alone_needs_no_paragraph() -> None:
    data = to_pdf(replace(letter(), annexes=(Annex("Bảng", (table(3),)),)))

    assert "Phụ lục" in pages_of(data)[1]


def test_documents_written_at_once_do_not_mix() -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda n: to_pdf(plan(1, subject=f"Kế hoạch số {n}", annexes=())), range(12)))

    for number, data in enumerate(made):
        assert f"Kế hoạch số {number}\n" in pages_of(data)[0]


def test_a_code_stands_with_its_words_for_those_who_do_not_see_it() -> None:
    one = OfficialDocument(("A",), "PHIẾU", "", (Code("http://x.vn/tra-cuu/1/?t=2", "Quét mã"), Paragraph("B")))
    made = to_pdf(one)
    assert "Quét mã" in unicodedata.normalize("NFC", pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text())
    assert made == to_pdf(one)
    assert made != to_pdf(replace(one, body=(Code("http://x.vn/tra-cuu/2/?t=2", "Quét mã"), Paragraph("B"))))
