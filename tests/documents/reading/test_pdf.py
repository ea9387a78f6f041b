"""Born-digital PDF files: printed lines become the paragraphs and tables that they were."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pypdf
import pytest
from tests.factories.files import (
    assert_places_exact,
    lines_of,
    paragraphs_of,
    plan_docx,
    plan_pdf,
    raw_pdf,
    rows_of,
    table_of,
    typst_pdf,
)

from motcua.documents.reading.blocks import Document, Table
from motcua.documents.reading.docx import read_docx
from motcua.documents.reading.limits import Limits
from motcua.documents.reading.pdf import read_pdf
from motcua.kernel.errors import Invalid

LONG = (
    "Nâng cao hiệu quả hoạt động của cơ quan hành chính nhà nước, tạo điều kiện thuận lợi cho người dân, tổ chức, doanh nghiệp trong "
    "việc tiếp cận, khai thác kết quả giải quyết thủ tục hành chính theo Nghị định số 45/2020/NĐ-CP ngày 08/4/2020 của Chính phủ về "
    "thực hiện thủ tục hành chính trên môi trường điện tử"
)


def read(source: str) -> Document:
    document = read_pdf(typst_pdf(source))
    assert_places_exact(document)
    return document


def test_the_same_plan_as_word_and_as_pdf_gives_the_same_blocks() -> None:
    word, pdf = read_docx(plan_docx()), read_pdf(plan_pdf())

    assert lines_of(pdf) == lines_of(word)
    assert pdf.pages is not None
    assert pdf.pages >= 3
    assert table_of(pdf).exact
    assert len([block for block in pdf.blocks if isinstance(block, Table)]) == 1
    assert_places_exact(pdf)


def test_wrapped_lines_are_one_paragraph_and_items_stay_apart() -> None:
    document = read(f"I. Mục đích\n\n\\- {LONG}.\n\n\\- {LONG}.\n\na) Ngắn.\n\nb) {LONG};\n\n1. Hết.")

    assert paragraphs_of(document) == ["I. Mục đích", f"- {LONG}.", f"- {LONG}.", "a) Ngắn.", f"b) {LONG};", "1. Hết."]


def test_paragraphs_without_indents_are_told_apart_by_the_room_on_their_last_line() -> None:
    document = read(
        f"#set par(first-line-indent: 0pt, spacing: 0.65em)\n{LONG}.\n\n{LONG}.\n\nMột câu ngắn.\n\n{LONG}."
    )

    assert paragraphs_of(document) == [f"{LONG}.", f"{LONG}.", "Một câu ngắn.", f"{LONG}."]


def test_a_paragraph_and_its_places_go_on_over_a_page_break() -> None:
    document = read("\n\n".join(f"\\- Việc số {n}: {LONG}." for n in range(1, 26)))

    assert paragraphs_of(document) == [f"- Việc số {n}: {LONG}." for n in range(1, 26)]
    assert document.pages == 3
    divided = [p for p in document.paragraphs() if document.page_of(p.text.start) != document.page_of(p.text.end - 1)]
    assert len(divided) >= 1


def test_page_numbers_and_running_heads_are_no_text() -> None:
    foot = 'footer: context align(center)[#counter(page).display("1 / 1", both: true)]'
    head = f"#set page(header: align(right)[Dự thảo ngày 12/01/2026], {foot})\n"
    document = read(head + "\n\n".join(f"\\- {LONG}." for _ in range(30)))

    assert document.pages is not None
    assert document.pages >= 3
    assert set(paragraphs_of(document)) == {f"- {LONG}."}
    assert [aside.text.value for aside in document.asides] == ["Dự thảo ngày 12/01/2026"]


def test_titles_over_two_lines_are_one_and_the_kind_stands_alone() -> None:
    title = (
        "Thông tin, tuyên truyền cải cách hành chính, kiểm soát thủ tục hành chính của Ban Quản lý các Khu công nghiệp "
        "tỉnh Đồng Nai năm 2026"
    )
    document = read(f"#align(center)[#strong[KẾ HOẠCH]]\n\n#align(center)[#strong[{title}]]\n\n{LONG}.\n\n{LONG}.")

    first, second, *_ = document.paragraphs()
    assert (first.text.value, first.bold, first.centered) == ("KẾ HOẠCH", True, True)
    assert second.text.value == title
    assert len(document.blocks) == 4


def test_letterhead_and_signature_are_read_column_by_column() -> None:
    letterhead = """#grid(columns: (2fr, 3fr), align: center, row-gutter: 8pt,
      [UBND TỈNH ĐỒNG NAI], [*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM*],
      [*BAN QUẢN LÝ*], [*Độc lập - Tự do - Hạnh phúc*],
      [Số: #h(1cm) /KH-KCN], [#emph[Đồng Nai, ngày 27 tháng 01 năm 2026]])
"""
    signature = """#grid(columns: (1fr, 1fr),
      par(first-line-indent: 0pt)[#text(11pt)[*Nơi nhận:* \\ \\- UBND tỉnh; \\ \\- Các bộ, cơ quan ngang bộ, \\
        cơ quan thuộc Chính phủ; \\ \\- Lưu: VT.]],
      align(center)[*KT. TRƯỞNG BAN \\ PHÓ TRƯỞNG BAN* #v(2cm) *Nguyễn Văn Đức*])
"""
    document = read(letterhead + f"\n#align(center)[*KẾ HOẠCH*]\n\n{LONG}.\n\n" + signature)

    assert paragraphs_of(document) == [
        "UBND TỈNH ĐỒNG NAI",
        "BAN QUẢN LÝ",
        "Số: /KH-KCN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Đồng Nai, ngày 27 tháng 01 năm 2026",
        "KẾ HOẠCH",
        f"{LONG}.",
        "Nơi nhận:",
        "- UBND tỉnh;",
        "- Các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ;",
        "- Lưu: VT.",
        "KT. TRƯỞNG BAN",
        "PHÓ TRƯỞNG BAN",
        "Nguyễn Văn Đức",
    ]


def test_a_table_keeps_merged_cells_and_lists_in_cells() -> None:
    document = read(
        """#table(columns: (1cm, 4cm, 1fr, 3cm),
        table.cell(rowspan: 2)[STT], table.cell(colspan: 2)[Nội dung], table.cell(rowspan: 2)[Chủ trì], [Mục tiêu], [Nhiệm vụ],
        table.cell(rowspan: 2)[1], table.cell(rowspan: 2)[100% đúng hạn], [\\- Kế hoạch rà soát;\\ \\- Báo cáo kết quả.],
        table.cell(rowspan: 2)[Văn phòng], [Công khai trên Trang thông tin điện tử của Ban Quản lý các Khu công nghiệp tỉnh Đồng Nai])"""
    )

    table = table_of(document)
    assert table.exact
    assert rows_of(table) == [
        ["STT", "Nội dung", "Nội dung", "Chủ trì"],
        ["STT", "Mục tiêu", "Nhiệm vụ", "Chủ trì"],
        ["1", "100% đúng hạn", "- Kế hoạch rà soát; - Báo cáo kết quả.", "Văn phòng"],
        [
            "1",
            "100% đúng hạn",
            "Công khai trên Trang thông tin điện tử của Ban Quản lý các Khu công nghiệp tỉnh Đồng Nai",
            "Văn phòng",
        ],
    ]
    items = next(cell for cell in table.cells if cell.row == 2 and cell.column == 2)
    assert [text.value for text in items.paragraphs] == ["- Kế hoạch rà soát;", "- Báo cáo kết quả."]


def test_a_long_table_over_pages_is_one_with_its_header_once() -> None:
    rows = ", ".join(f"[{n}], [Rà soát, đánh giá thủ tục hành chính lần {n}], [Phòng {n}]" for n in range(1, 90))
    table = table_of(read(f"#table(columns: (1cm, 1fr, 3cm), table.header([STT], [Nội dung], [Chủ trì]), {rows})"))

    assert table.rows == 90
    assert rows_of(table)[89] == ["89", "Rà soát, đánh giá thủ tục hành chính lần 89", "Phòng 89"]


def test_a_row_that_the_page_divides_is_made_whole() -> None:
    words = " ".join(f"câu số {n}, {LONG}," for n in range(8)) + " hết."
    table = table_of(
        read(
            f"#v(15cm)\n#table(columns: (1cm, 8cm, 1fr), [STT], [Nội dung], [Chủ trì], [1], [{words}], [Văn phòng], [2], [Tiếp], [Phòng A])"
        )
    )

    assert rows_of(table) == [["STT", "Nội dung", "Chủ trì"], ["1", words, "Văn phòng"], ["2", "Tiếp", "Phòng A"]]


def test_rules_that_only_underline_or_frame_make_no_table() -> None:
    document = read(f"#underline[Độc lập] #line(length: 4cm)\n\n#rect(width: 100%)[{LONG}.]\n\nHết.")

    assert not any(isinstance(block, Table) for block in document.blocks)


def test_footnotes_stand_aside_and_their_marks_do_not_change_numbers() -> None:
    document = read(f"Theo Quyết định số 468#footnote[Sửa đổi năm 2024.] và {LONG}.")

    assert paragraphs_of(document) == [f"Theo Quyết định số 468¹ và {LONG}."]
    assert [aside.text.value for aside in document.asides] == ["¹Sửa đổi năm 2024."]


def test_a_page_that_lies_across_is_read_upright() -> None:
    document = read(
        f"{LONG}.\n#page(flipped: true)[#table(columns: (1cm, 1fr, 3cm), [STT], [Nội dung], [Chủ trì], [1], [{LONG}], [Văn phòng])]"
    )

    assert rows_of(table_of(document))[1] == ["1", LONG, "Văn phòng"]


@pytest.mark.parametrize(
    ("rotate", "matrix"),
    [(0, "1 0 0 1 60 700"), (90, "0 1 -1 0 200 60"), (180, "-1 0 0 -1 500 100"), (270, "0 -1 1 0 100 700")],
)
def test_turned_pages_read_in_the_direction_of_their_words(rotate: int, matrix: str) -> None:
    content = f"BT /F1 12 Tf {matrix} Tm (Ke hoach so 12) Tj 0 -16 Td (dong thu hai) Tj ET".encode()

    assert paragraphs_of(read_pdf(raw_pdf([content], rotate=rotate))) == ["Ke hoach so 12 dong thu hai"]


def test_words_across_the_page_stand_aside() -> None:
    content = (
        b"BT /F1 12 Tf 60 700 Td (Noi dung ke hoach) Tj ET BT /F1 40 Tf 0.7 0.7 -0.7 0.7 150 200 Tm (BAN NHAP) Tj ET"
    )
    document = read_pdf(raw_pdf([content]))

    assert paragraphs_of(document) == ["Noi dung ke hoach"]
    assert [aside.text.value for aside in document.asides] == ["BAN NHAP"]


def test_fonts_from_before_unicode_are_converted_by_their_name() -> None:
    content = "BT /F1 13 Tf 60 700 Td (C\xe9ng ho\xb5 x\xb7 h\xe9i ch\xf1 ngh\xdca Vi\xd6t Nam) Tj ET".encode("latin-1")
    document = read_pdf(raw_pdf([content], font=".VnTime"))

    assert paragraphs_of(document) == ["Cộng hoà xã hội chủ nghĩa Việt Nam"]
    assert [note.code for note in document.notes] == ["encoding_converted"]


def test_fonts_from_before_unicode_are_converted_by_their_words_when_the_name_is_lost() -> None:
    lines = [
        "KÕ ho¹ch kiÓm so¸t thñ tôc hµnh chÝnh",
        "n¨m 2022 cña Ban Qu¶n lý c¸c Khu c«ng nghiÖp",
        "C¨n cø NghÞ ®Þnh cña ChÝnh phñ",
    ]
    content = (
        b"BT /F1 13 Tf 60 700 Td " + b" ".join(f"({line}) Tj 0 -30 Td".encode("cp1252") for line in lines) + b" ET"
    )
    document = read_pdf(raw_pdf([content]))

    assert (
        paragraphs_of(document)[0]
        == "Kế hoạch kiểm soát thủ tục hành chính năm 2022 của Ban Quản lý các Khu công nghiệp"
    )
    assert [note.code for note in document.notes] == ["encoding_converted"]


def _locked(algorithm: str, *, user: str) -> bytes:
    writer = pypdf.PdfWriter(io.BytesIO(typst_pdf(f"{LONG}.")))
    writer.encrypt(user_password=user, owner_password="chủ", algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_a_password_is_said_clearly(algorithm: str) -> None:
    with pytest.raises(Invalid, match="bỏ mật khẩu") as caught:
        read_pdf(_locked(algorithm, user="bí mật"))

    assert caught.value.code == "password_protected"


def test_a_file_that_only_forbids_changes_is_read() -> None:
    assert paragraphs_of(read_pdf(_locked("AES-256", user=""))) == [f"{LONG}."]


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7\n", b"%PDF-1.7\nrubbish " * 50, typst_pdf("Kế hoạch")[:600], raw_pdf([])],
    ids=["empty", "rubbish", "cut off", "no pages"],
)
def test_a_damaged_file_is_said_clearly(data: bytes) -> None:
    with pytest.raises(Invalid, match="bị hỏng") as caught:
        read_pdf(data)

    assert caught.value.code == "broken_pdf"


def test_blank_pages_hold_no_text() -> None:
    with pytest.raises(Invalid) as caught:
        read_pdf(raw_pdf([b"", b""]))

    assert caught.value.code == "no_text"


def test_a_signed_file_is_read_and_left_alone(tmp_path: Path) -> None:
    value = "/Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange [0 10 20 10] /Contents <00>"
    signature = f"/Annots [ << /Type /Annot /Subtype /Widget /FT /Sig /Rect [0 0 0 0] /V << {value} >> >> ]"
    path = tmp_path / "ke-hoach-signed.pdf"
    path.write_bytes(raw_pdf([b"BT /F1 12 Tf 60 700 Td (Ke hoach so 12) Tj ET"], extra=signature))
    path.chmod(0o400)
    before = hashlib.sha256(path.read_bytes()).hexdigest()

    document = read_pdf(path.read_bytes())

    assert [note.code for note in document.notes] == ["signed_pdf"]
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before


def test_a_stream_that_explodes_is_refused_before_it_is_opened() -> None:
    bomb = raw_pdf([b" " * (20 * 1024 * 1024)])
    assert len(bomb) < 100_000

    with pytest.raises(Invalid) as caught:
        read_pdf(bomb, limits=Limits(expanded_bytes=10 * 1024 * 1024))
    assert caught.value.code == "zip_bomb"


def test_more_pages_than_any_plan_has_are_refused() -> None:
    with pytest.raises(Invalid, match="trang") as caught:
        read_pdf(raw_pdf([b""] * 12), limits=Limits(pages=10))

    assert caught.value.code == "too_large"


def test_progress_is_told_page_by_page_and_may_stop_the_reading() -> None:
    told: list[tuple[int, int]] = []
    read_pdf(plan_pdf(), progress=lambda done, pages: told.append((done, pages)))
    assert told == [(n, told[-1][1]) for n in range(1, told[-1][1] + 1)]

    class Cancelled(Exception):
        pass

    def stop(_done: int, _pages: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_pdf(plan_pdf(), progress=stop)
