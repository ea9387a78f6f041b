"""Word files: what the paper shows becomes text, in its order and with its numbers."""

from __future__ import annotations

import pytest
from tests.factories.files import (
    W,
    assert_places_exact,
    p,
    paragraphs_of,
    r,
    table_of,
    tbl,
    tc,
    word_file,
    zipped,
)

from motcua.documents.reading.blocks import Document, Paragraph, Table
from motcua.documents.reading.docx import read_docx
from motcua.documents.reading.limits import Limits
from motcua.kernel.errors import Invalid


def read(*body: str, **more: object) -> Document:
    document = read_docx(word_file("".join(body), **more))  # type: ignore[arg-type]  # handed on as they are
    assert_places_exact(document)
    return document


def test_paragraphs_and_tables_keep_the_order_of_the_body() -> None:
    document = read(p("Trước"), tbl([tc("a"), tc("b")]), p("Giữa"), tbl([tc("c"), tc("d"), tc("e")]), p("Sau"))

    assert [type(block) for block in document.blocks] == [Paragraph, Table, Paragraph, Table, Paragraph]
    assert [block.index for block in document.blocks] == [0, 1, 2, 3, 4]


def test_runs_of_one_paragraph_are_one_text_with_its_look() -> None:
    document = read(
        p(r("Mục ", "<w:b/>"), r("tiêu", "<w:b/>")), p(r("Một ", "<w:b/>"), "phần"), p(r("Nghiêng", "<w:i/>"))
    )

    assert paragraphs_of(document) == ["Mục tiêu", "Một phần", "Nghiêng"]
    assert [paragraph.bold for paragraph in document.paragraphs()] == [True, False, False]
    assert [paragraph.italic for paragraph in document.paragraphs()] == [False, False, True]


def test_styles_give_bold_capitals_alignment_and_heading_level() -> None:
    styles = f"""<w:styles xmlns:w="{W}">
      <w:style w:type="paragraph" w:styleId="base"><w:name w:val="base"/><w:pPr><w:jc w:val="center"/></w:pPr>
        <w:rPr><w:b/><w:caps/></w:rPr></w:style>
      <w:style w:type="paragraph" w:styleId="title"><w:name w:val="heading 2"/><w:basedOn w:val="base"/></w:style>
    </w:styles>"""
    document = read(
        p("Kế hoạch", props='<w:pStyle w:val="title"/>'),
        p(r("Thường", '<w:b w:val="0"/><w:caps w:val="0"/>'), props='<w:pStyle w:val="title"/>'),
        parts={"styles.xml": styles},
    )

    first, second = document.paragraphs()
    assert (first.text.value, first.bold, first.centered, first.level) == ("KẾ HOẠCH", True, True, 2)
    assert (second.text.value, second.bold) == ("Thường", False)


def test_a_style_based_on_itself_is_read_without_end() -> None:
    circle = "".join(
        f'<w:style w:styleId="{own}"><w:basedOn w:val="{other}"/></w:style>' for own, other in ("ab", "ba")
    )
    styles = f'<w:styles xmlns:w="{W}">{circle}</w:styles>'

    assert paragraphs_of(read(p("chữ", props='<w:pStyle w:val="a"/>'), parts={"styles.xml": styles})) == ["chữ"]


def test_tracked_changes_are_read_as_accepted() -> None:
    document = read(
        p(
            "Giao ",
            f"<w:ins>{r('Văn phòng ')}</w:ins>",
            "<w:del><w:r><w:delText>Sở Nội vụ </w:delText></w:r></w:del>",
            "chủ trì",
        ),
        p(f"<w:moveFrom>{r('Dời đi')}</w:moveFrom>", f"<w:moveTo>{r('Dời đến')}</w:moveTo>"),
    )

    assert paragraphs_of(document) == ["Giao Văn phòng chủ trì", "Dời đến"]


def test_a_paragraph_whose_end_was_deleted_runs_on_into_the_next() -> None:
    document = read(p("Công khai ", props="<w:rPr><w:del/></w:rPr>"), p("thủ tục"))

    assert paragraphs_of(document) == ["Công khai thủ tục"]


def test_hidden_words_and_field_instructions_are_not_printed() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:t>PAGE</w:t></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + r("12")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )

    assert paragraphs_of(read(p("Trang ", field, r(" ẩn", "<w:vanish/>"), " hết"))) == ["Trang 12 hết"]


def test_links_controls_and_formulas_give_their_words() -> None:
    control = f"<w:sdt><w:sdtContent>{r('điều khiển')}</w:sdtContent></w:sdt>"
    body = p(f"<w:hyperlink>{r('Cổng')}</w:hyperlink>", " và ", control, "<m:oMath><m:t> x=1</m:t></m:oMath>")

    assert paragraphs_of(read(body, f"<w:sdt><w:sdtContent>{p('Khối')}</w:sdtContent></w:sdt>")) == [
        "Cổng và điều khiển x=1",
        "Khối",
    ]


def test_line_breaks_divide_items_and_kinds_but_not_sentences() -> None:
    br = "<w:r><w:br/></w:r>"
    document = read(
        p("KẾ HOẠCH", br, "Kiểm soát thủ tục hành chính", br, "của Ban Quản lý"),
        p("- Kế hoạch;", br, "- Báo cáo."),
        p("Mức 1.", br, "Mức 2"),
    )

    assert paragraphs_of(document) == [
        "KẾ HOẠCH",
        "Kiểm soát thủ tục hành chính của Ban Quản lý",
        "- Kế hoạch;",
        "- Báo cáo.",
        "Mức 1.",
        "Mức 2",
    ]


def test_symbols_special_hyphens_and_raised_figures() -> None:
    document = read(
        p(
            '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>',
            " đạt 100 m",
            r("2", '<w:vertAlign w:val="superscript"/>'),
        ),
        p(r("17"), "<w:r><w:noBreakHyphen/></w:r>", r("NQ/TW"), "<w:r><w:softHyphen/></w:r>"),
    )

    assert paragraphs_of(document) == ["✓ đạt 100 m²", "17-NQ/TW"]


def test_decomposed_letters_come_out_whole() -> None:
    assert paragraphs_of(read(p("Ke\u0302\u0301 hoa\u0323ch\u200b"))) == ["Kế hoạch"]


def test_headers_footers_and_notes_stand_aside_and_can_be_quoted() -> None:
    parts = {
        "header1.xml": f'<w:hdr xmlns:w="{W}">{p("Dự thảo lần 2")}{p("2")}</w:hdr>',
        "footnotes.xml": f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" w:id="0">{p("x")}</w:footnote>'
        f'<w:footnote w:id="2">{p("Theo Nghị quyết số 76/NQ-CP")}</w:footnote></w:footnotes>',
    }
    body = p("Căn cứ", '<w:r><w:footnoteReference w:id="2"/></w:r>', " pháp lý")
    document = read(body, parts=parts, relations=[("header", "header1.xml"), ("footnotes", "footnotes.xml")])

    assert paragraphs_of(document) == ["Căn cứ pháp lý"]
    assert [aside.text.value for aside in document.asides] == ["Dự thảo lần 2", "Theo Nghị quyết số 76/NQ-CP"]
    assert document.quote(document.span(document.asides[1].text)) == "Theo Nghị quyết số 76/NQ-CP"


def test_a_letterhead_kept_in_the_page_header_opens_the_text() -> None:
    header = (
        f'<w:hdr xmlns:w="{W}">{tbl([tc("SỞ Y TẾ", "Số: 3/KH-SYT"), tc("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")])}</w:hdr>'
    )
    document = read(p("KẾ HOẠCH"), parts={"header1.xml": header}, relations=[("header", "header1.xml")])

    assert paragraphs_of(document) == ["SỞ Y TẾ", "Số: 3/KH-SYT", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "KẾ HOẠCH"]


def test_text_boxes_are_read_once_after_their_paragraph() -> None:
    box = f"<wps:txbx><w:txbxContent>{p('Trong khung')}</w:txbxContent></wps:txbx>"
    old = f"<w:pict><v:textbox><w:txbxContent>{p('Trong khung')}</w:txbxContent></v:textbox></w:pict>"
    drawing = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )

    assert paragraphs_of(read(p("Neo", drawing), p("Sau"))) == ["Neo", "Trong khung", "Sau"]


def test_pages_are_known_where_word_wrote_down_its_page_breaks() -> None:
    turn = "<w:r><w:lastRenderedPageBreak/></w:r>"
    document = read(
        p("Trang một"), p(turn, "Trang hai"), tbl([tc(p(turn, "ba")), tc("x")], [tc("y"), tc(p(turn, "bốn"))])
    )

    assert document.pages == 4
    assert [block.page for block in document.blocks] == [1, 2, 3]
    assert document.page_of(document.text.index("Trang hai")) == 2
    assert read(p("không rõ trang")).pages is None


def test_contents_lists_stand_aside() -> None:
    styles = f'<w:styles xmlns:w="{W}"><w:style w:styleId="TOC1"><w:name w:val="toc 1"/></w:style></w:styles>'
    document = read(
        p("I. Mục đích 2", props='<w:pStyle w:val="TOC1"/>'), p("I. Mục đích"), parts={"styles.xml": styles}
    )

    assert paragraphs_of(document) == ["I. Mục đích"]
    assert [aside.text.value for aside in document.asides] == ["I. Mục đích 2"]


def test_words_in_the_fonts_from_before_unicode_are_converted_and_noted() -> None:
    font = '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>'
    capitals = '<w:rFonts w:ascii=".VnTimeH"/>'
    vni = '<w:rFonts w:ascii="VNI-Times"/>'
    document = read(
        p(r("C\xe9ng hoµ x· héi", font)), p(r("kÕ ho¹ch", capitals)), p(r("Coäng hoøa", vni)), p("Kế hoạch")
    )

    assert paragraphs_of(document) == ["Cộng hoà xã hội", "KẾ HOẠCH", "Cộng hòa", "Kế hoạch"]
    assert [note.code for note in document.notes] == ["encoding_converted"]


def test_marks_pasted_from_the_web_are_read_as_in_text_files() -> None:
    document = read(
        p("**I. Mục đích**"),
        p("## II. Yêu cầu"),
        tbl([tc("1"), tc("&lt;p&gt;- Một.&lt;/p&gt; &lt;p&gt;- Hai.&lt;/p&gt;")]),
    )

    assert paragraphs_of(document) == ["I. Mục đích", "II. Yêu cầu"]
    assert [paragraph.bold for paragraph in document.paragraphs()] == [True, False]
    assert [text.value for text in table_of(document).cells[1].paragraphs] == ["- Một.", "- Hai."]


def test_a_file_with_a_paragraph_for_each_printed_line_is_joined_like_text() -> None:
    lines = [
        "- Tăng cường phối hợp, chia sẻ thông tin giữa các cơ quan hành chính",
        "nhà nước với các cơ quan báo chí, truyền thông về tình hình triển khai, kết",
        "quả thực hiện cải cách hành chính trên địa bàn tỉnh.",
        "- Đưa việc tuyên truyền cải cách hành chính vào hoạt động thường",
        "xuyên trên các trang thông tin điện tử của tất cả các sở, ban, ngành,",
        "đơn vị trên địa bàn tỉnh theo Kế hoạch số 12/KH-UBND ngày 12/01/2026 của",
        "UBND tỉnh.",
        "- Đổi mới tư duy, lề lối, phương thức làm việc và hành động sáng tạo trong",
        "thực hiện các nhiệm vụ cải cách hành chính của đơn vị, bảo đảm tiến độ và",
        "chất lượng.",
    ]
    document = read(*map(p, lines))

    assert [value.split()[1] for value in paragraphs_of(document)] == ["Tăng", "Đưa", "Đổi"]
    assert "12/01/2026 của UBND tỉnh." in paragraphs_of(document)[1]


def test_a_strict_file_reads_like_any_other() -> None:
    strict = word_file(p("Kế hoạch"))
    data = zipped(
        {
            "word/document.xml": _part(strict, "word/document.xml").replace(
                W.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main"
            )
        }
    )

    assert paragraphs_of(read_docx(data)) == ["Kế hoạch"]


def _part(data: bytes, name: str) -> bytes:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 not a zip",
        word_file(p("a"))[:400],
        zipped({"word/document.xml": b"<w:document><w:body>"}),
        zipped({"word/styles.xml": b"<x/>"}),
        zipped({"word/document.xml": b"not xml"}),
    ],
    ids=["no zip", "cut off", "cut xml", "no body", "no xml"],
)
def test_a_broken_file_says_what_to_do(data: bytes) -> None:
    with pytest.raises(Invalid) as caught:
        read_docx(data)

    assert caught.value.code == "broken_docx"
    assert "Lưu thành" in str(caught.value)


def test_more_cells_than_any_plan_has_are_refused_while_reading() -> None:
    rows = [[tc("a"), tc("b")]] * 30

    with pytest.raises(Invalid, match="ô bảng") as caught:
        read_docx(word_file(tbl(*rows)), limits=Limits(table_cells=50))
    assert caught.value.code == "too_large"
