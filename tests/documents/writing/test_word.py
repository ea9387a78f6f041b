"""Official documents as DOCX: real tables and sections, all text kept, a file that reads back as it was meant."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.factories.official import VOWELS, decision, letter, plan

from motcua.documents.reading.blocks import Table as ReadTable
from motcua.documents.reading.files import read_file
from motcua.documents.writing import Code, OfficialDocument, Paragraph, to_docx


def opened(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def texts(data: bytes) -> list[str]:
    return [p.text for p in opened(data).paragraphs if p.text]


@pytest.fixture(scope="module")
def made() -> bytes:
    return to_docx(plan())


def test_page_margins_and_typeface_are_those_of_the_norm(made: bytes) -> None:
    document = opened(made)
    section = document.sections[0]

    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    margins = [section.top_margin, section.bottom_margin, section.left_margin, section.right_margin]
    assert [round(m.mm) for m in margins] == [20, 20, 30, 15]
    normal = document.styles["Normal"]
    assert (normal.font.name, normal.font.size.pt) == ("Times New Roman", 14)
    assert document.core_properties.title == "Kế hoạch Kiểm soát thủ tục hành chính năm 2026"


def test_the_letterhead_stands_in_two_columns(made: bytes) -> None:
    left, right = opened(made).tables[0].rows[0].cells

    assert [p.text for p in left.paragraphs if p.text] == [
        "UBND TỈNH ĐỒNG NAI",
        "BAN QUẢN LÝ CÁC KHU CÔNG NGHIỆP",
        "Số: 05/KH-KCNĐN",
    ]
    assert [p.text for p in right.paragraphs if p.text] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Đồng Nai, ngày 05 tháng 02 năm 2026",
    ]


def test_page_numbers_stand_in_the_head_but_not_on_the_first_page(made: bytes) -> None:
    for section in opened(made).sections:
        assert section.different_first_page_header_footer
        assert section.header._element.findall(f".//{qn('w:fldSimple')}")[0].get(qn("w:instr")) == "PAGE"
        assert not section.first_page_header.paragraphs[0].text


def test_each_annex_is_a_section_numbered_from_1_and_may_lie_on_its_side(made: bytes) -> None:
    sections = opened(made).sections
    starts = [s._sectPr.find(qn("w:pgNumType")) for s in sections]

    assert [round(s.page_width.mm) for s in sections] == [210, 297, 210]
    assert starts[0] is None
    assert [n.get(qn("w:start")) for n in starts[1:]] == ["1", "1"]
    order = [child.tag for child in sections[1]._sectPr]
    assert order.index(qn("w:pgNumType")) < order.index(qn("w:cols"))  # the schema fixes their places


def test_tables_keep_their_spans_and_repeat_their_head(made: bytes) -> None:
    table = opened(made).tables[1]
    heads = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]

    assert heads[:3] == [True, True, False]
    assert table.rows[0].cells[1]._tc is table.rows[0].cells[2]._tc
    assert table.rows[5].cells[1].text == table.rows[6].cells[1].text == "Mục tiêu chung 3"
    assert len({cell._tc for cell in table.rows[2].cells}) == 1


def test_headings_make_an_outline_and_text_keeps_its_marks(made: bytes) -> None:
    document = opened(made)
    styles = {p.text: p.style.name for p in document.paragraphs}

    assert styles["KẾ HOẠCH"] == "Heading 1"
    assert styles["I. MỤC ĐÍCH, YÊU CẦU"] == "Heading 2"
    assert styles["1. Mục đích"] == "Heading 3"
    assert "- Nâng cao hiệu quả; giá trị #panic() *đậm* $x^2$ <b> & “trích” giữ nguyên." in styles
    assert "Căn cứ Quyết định số 1/QĐ-UBND." in styles


def test_letters_and_decisions_have_their_own_parts() -> None:
    head = [p.text for p in opened(to_docx(letter())).tables[0].rows[0].cells[0].paragraphs]
    assert "V/v tăng cường kiểm soát thủ tục hành chính" in head
    assert "- Ủy ban nhân dân các xã, phường." in texts(to_docx(letter()))
    lines = texts(to_docx(decision()))
    assert lines.index("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH") < lines.index("QUYẾT ĐỊNH:")


def test_a_cell_always_ends_with_a_paragraph_and_so_does_the_document(made: bytes) -> None:
    body = opened(made).element.body

    assert all(cell[-1].tag == qn("w:p") for cell in body.iter(qn("w:tc")))
    assert body[-2].tag == qn("w:p")


def test_every_vietnamese_letter_is_kept() -> None:
    assert f"{VOWELS}./." in texts(to_docx(plan(1, body=(Paragraph(VOWELS),))))


@settings(max_examples=30)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_gives_a_file_that_opens(subject: str, text: str) -> None:
    data = to_docx(OfficialDocument(issuer=(subject,), kind="Kế hoạch", subject=subject, body=(Paragraph(text),)))

    assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
    assert len(opened(data).tables) == 1


def test_what_is_written_reads_back_as_the_same_table(made: bytes) -> None:
    document = read_file(made, name="a.docx")

    table = next(b for b in document.blocks if isinstance(b, ReadTable) and b.rows > 20)
    shared = next(c for c in table.cells if c.text.value == "Mục tiêu chung 3")
    group = next(c for c in table.cells if c.text.value == "NHÓM 1")
    assert (table.columns, shared.row_span, group.column_span) == (4, 2, 4)


def test_a_code_is_a_picture_with_its_words() -> None:
    made = to_docx(
        OfficialDocument(("A",), "PHIẾU", "", (Code("http://x.vn/tra-cuu/1/?t=2", "Quét mã"), Paragraph("B")))
    )
    file = docx.Document(io.BytesIO(made))
    picture: Any = file.inline_shapes[0]
    assert round(picture.width.mm) == 24 and picture._inline.docPr.get("descr") == "Quét mã"
    assert "Quét mã" in [paragraph.text for paragraph in file.paragraphs]
