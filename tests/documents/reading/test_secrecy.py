"""State secrets are refused: the marks are found wherever they stand, and never in running text."""

from __future__ import annotations

import pytest
from tests.factories.files import W, p, raw_pdf, scanned_pdf, tbl, tc, typst_images, typst_pdf, word_file

from motcua.documents.reading.files import read_file
from motcua.documents.reading.plaintext import read_plaintext
from motcua.documents.reading.scan import ocr_available
from motcua.documents.reading.secrecy import Mark, Secrecy, is_mark, refusal, secrecy_mark

BODY = (
    "KẾ HOẠCH\n\nBảo vệ bí mật nhà nước năm 2026\n\n"
    "- Tăng cường bảo mật thông tin; thay mật khẩu định kỳ; không đưa bí mật nhà nước lên mạng.\n\n"
    "- Rà soát khu vực có mật độ dân cư cao; văn bản mật được quản lý riêng, tuyệt mật và tối mật theo quy định.\n"
)


def level_of(text: str) -> Secrecy | None:
    mark = secrecy_mark(text)
    return mark.level if mark else None


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("MẬT", Secrecy.SECRET),
        ("TỐI MẬT", Secrecy.TOP_SECRET),
        ("TUYỆT MẬT", Secrecy.UTMOST_SECRET),
        ("M Ậ T", Secrecy.SECRET),
        ("T Ố I   M Ậ T", Secrecy.TOP_SECRET),
        ("T U Y Ệ T  M Ậ T", Secrecy.UTMOST_SECRET),
        ("[MẬT]", Secrecy.SECRET),
        ("| TỐI MẬT |", Secrecy.TOP_SECRET),
        ("--- MẬT ---", Secrecy.SECRET),
        ("Tối mật", Secrecy.TOP_SECRET),
        ("Mật", Secrecy.SECRET),
        ("MAT", Secrecy.SECRET),
        ("MÂT", Secrecy.SECRET),
        ("TOI MAT", Secrecy.TOP_SECRET),
        ("TUYET MAT", Secrecy.UTMOST_SECRET),
        ("TUYỆT MÂT.", Secrecy.UTMOST_SECRET),
        ("HỎA TỐC - MẬT", Secrecy.SECRET),
        ("TÀI LIỆU MẬT", Secrecy.SECRET),
        ("Độ mật: Tối mật", Secrecy.TOP_SECRET),
        ("Mức độ mật: MẬT", Secrecy.SECRET),
        ("ĐỘ MẬT : TUYỆT MẬT", Secrecy.UTMOST_SECRET),
        ("V/v triển khai phương án bảo vệ (Mật)", Secrecy.SECRET),
        ("KẾ HOẠCH diễn tập năm 2026 [TỐI MẬT]", Secrecy.TOP_SECRET),
        ("MẬT - Kế hoạch phòng thủ dân sự", Secrecy.SECRET),
        ("TỐI MẬT về kế hoạch phòng thủ dân sự", Secrecy.TOP_SECRET),
        ("Kế hoạch A2 MẬT", Secrecy.SECRET),
        ("Kế hoạch phòng thủ dân sự - TỐI MẬT", Secrecy.TOP_SECRET),
        ("Ma\u0302\u0323t".upper(), Secrecy.SECRET),
    ],
)
def test_a_mark_that_stands_for_itself_is_found(line: str, level: Secrecy) -> None:
    assert level_of(line) is level


@pytest.mark.parametrize(
    "line",
    [
        "Bảo mật",
        "BẢO MẬT",
        "BÍ MẬT",
        "Bí mật nhà nước",
        "BẢO VỆ BÍ MẬT NHÀ NƯỚC",
        "Mật khẩu",
        "MẬT KHẨU",
        "MẬT ĐỘ DÂN SỐ",
        "Mật độ",
        "MẬT MÃ",
        "CƠ MẬT",
        "MẶT TRẬN TỔ QUỐC",
        "Mặt",
        "mat",
        "V/v tăng cường công tác bảo vệ bí mật nhà nước",
        "Kế hoạch bảo đảm an toàn, bảo mật thông tin - mật khẩu",
        "Văn bản có dấu mật được quản lý theo quy định.",
        "Độ mật: (Mật/Tối mật/Tuyệt mật)",
        "Độ mật: Không",
        "danh mục tài liệu mật, tối mật, tuyệt mật của ngành",
        "",
    ],
)
def test_the_same_words_in_running_text_are_no_mark(line: str) -> None:
    assert level_of(line) is None


def test_the_highest_mark_counts() -> None:
    assert level_of("MẬT\nTUYỆT MẬT\nTỐI MẬT") is Secrecy.UTMOST_SECRET


def test_a_plan_about_secrecy_is_no_secret() -> None:
    assert secrecy_mark(read_plaintext(BODY)) is None


@pytest.mark.parametrize("mark", ["MẬT", "TỐI MẬT", "T U Y Ệ T   M Ậ T"])
def test_a_mark_in_a_text_file_is_found(mark: str) -> None:
    found = secrecy_mark(read_plaintext(f"UBND TỈNH\n\n{mark}\n\n{BODY}"))

    assert isinstance(found, Mark)
    assert found.level.value.replace(" ", "") == mark.lower().replace(" ", "")


def test_a_word_alone_deep_in_the_text_needs_capitals_and_diacritics() -> None:
    long = "\n\n".join(f"- Việc số {n} của kế hoạch." for n in range(60))

    assert secrecy_mark(read_plaintext(f"{BODY}\n\n{long}\n\nMAT\n\nMật\n")) is None
    assert secrecy_mark(read_plaintext(f"{BODY}\n\n{long}\n\nTUYỆT MẬT\n")) is not None


HEADER = f'<w:hdr xmlns:w="{W}" xmlns:v="urn:schemas-microsoft-com:vml">%s</w:hdr>'


@pytest.mark.parametrize(
    ("body", "header"),
    [
        (p("UBND TỈNH") + p("MẬT") + p("KẾ HOẠCH"), ""),
        (tbl([tc("UBND TỈNH", "Số: 05/KH-UBND", tbl([tc("TỐI MẬT")])), tc("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")]), ""),
        (
            p(
                "Neo",
                f"<w:r><w:pict><v:textbox><w:txbxContent>{p('TUYỆT MẬT')}</w:txbxContent></v:textbox></w:pict></w:r>",
            ),
            "",
        ),
        (p("KẾ HOẠCH"), HEADER % p("MẬT")),
        (p("KẾ HOẠCH"), HEADER % p('<w:r><w:pict><v:shape><v:textpath string="TUYỆT MẬT"/></v:shape></w:pict></w:r>')),
        (p("KẾ HOẠCH (MẬT)"), ""),
        (p("<w:r><w:rPr><w:caps/></w:rPr><w:t>mật</w:t></w:r>") + p("KẾ HOẠCH"), ""),
    ],
    ids=["line", "letterhead", "text box", "header", "watermark", "subject", "capitals by format"],
)
def test_a_mark_in_a_word_file_is_found(body: str, header: str) -> None:
    data = word_file(body, {"header1.xml": header} if header else {}, [("header", "header1.xml")] if header else [])

    assert secrecy_mark(read_file(data)) is not None


def test_degrees_listed_in_a_data_table_are_no_mark() -> None:
    rows = [
        [tc("STT"), tc("Tên"), tc("Đơn vị"), tc("Độ mật")],
        [tc("1"), tc("Danh mục"), tc("Văn phòng"), tc("Tối mật")],
    ]

    assert secrecy_mark(read_file(word_file(p("KẾ HOẠCH") + tbl(*rows)))) is None


@pytest.mark.parametrize(
    "source",
    [
        "#box(stroke: 1pt, inset: 4pt)[*MẬT*]\n\n#align(center)[*KẾ HOẠCH*]\n\nNội dung của kế hoạch.",
        "#grid(columns: 2 * (1fr,), [UBND TỈNH], [*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM*], [Số: 05/KH], [])\n\n#box(stroke: 1pt)[TỐI MẬT]",
        "#box(stroke: 1pt, inset: 4pt)[TỐI MẬT] #h(4cm) *KẾ HOẠCH*\n\nNội dung.",
        "#set page(header: align(right)[TUYỆT MẬT])\nNội dung trang một.\n#pagebreak()\nNội dung trang hai.",
        "#set page(background: rotate(45deg, text(60pt, fill: silver)[MẬT]))\nNội dung của kế hoạch.",
        "#text(tracking: 8pt)[MẬT]\n\nNội dung.",
    ],
    ids=["box", "under the letterhead", "beside the kind", "header", "watermark", "spaced"],
)
def test_a_mark_in_a_pdf_is_found(source: str) -> None:
    assert secrecy_mark(read_file(typst_pdf(source))) is not None


def test_a_mark_stuck_on_a_pdf_as_a_note_is_found() -> None:
    words = "TỐI MẬT".encode("utf-16-be").hex()
    note = f"/Annots [ << /Type /Annot /Subtype /FreeText /Rect [50 700 200 740] /Contents <FEFF{words}> >> ]"
    data = raw_pdf([b"BT /F1 12 Tf 60 600 Td (Ke hoach so 12) Tj ET"], extra=note)

    assert secrecy_mark(read_file(data)) == Mark(Secrecy.TOP_SECRET, "line", 1)


@pytest.mark.ocr
@pytest.mark.skipif(not ocr_available(), reason="Tesseract with Vietnamese is not installed")
def test_a_stamp_on_a_scan_is_found() -> None:
    stamp = "#text(fill: red)[#box(stroke: 2pt + red, inset: 6pt)[#text(18pt)[*TUYỆT MẬT*]]]\n\n"
    image = typst_images(
        stamp + "#align(center)[*KẾ HOẠCH*]\n\nNội dung của kế hoạch phòng thủ dân sự năm 2026 của tỉnh.", 200
    )[0]

    mark = secrecy_mark(read_file(scanned_pdf([image])))

    assert mark is not None
    assert mark.level is Secrecy.UTMOST_SECRET


def test_the_refusal_says_why_and_quotes_nothing() -> None:
    error = refusal(Mark(Secrecy.TOP_SECRET, "line"))

    assert error.code == "state_secret"
    assert "TỐI MẬT" in str(error)
    assert "không lưu lại" in str(error).replace("\n", " ")


def test_is_mark_tells_a_stamp_from_a_sentence() -> None:
    assert is_mark("MẬT")
    assert not is_mark("Bảo mật")
