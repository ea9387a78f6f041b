"""Text files into blocks: lines joined, marks dropped, tables found, every character in its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories import plan_texts

from motcua.documents.reading.blocks import Document, Paragraph, Table, Text
from motcua.documents.reading.plaintext import read_plaintext


def paragraphs(text: str) -> list[str]:
    return [b.text.value for b in read_plaintext(text).blocks if isinstance(b, Paragraph)]


def table(text: str) -> Table:
    (found,) = (b for b in read_plaintext(text).blocks if isinstance(b, Table))
    return found


def rows(found: Table) -> list[list[str]]:
    """Words of the cells that begin at each place."""
    grid = found.grid()
    return [
        [c.text.value if c is not None and (c.row, c.column) == (r, k) else "" for k, c in enumerate(line)]
        for r, line in enumerate(grid)
    ]


def texts_of(document: Document) -> list[Text]:
    out: list[Text] = []
    for block in document.blocks:
        out += [block.text] if isinstance(block, Paragraph) else [t for cell in block.cells for t in cell.paragraphs]
    return out


WRAPPED = """\
KẾ HOẠCH
Tuyên truyền cải cách hành chính năm 2024
Căn cứ Nghị quyết số 17-
NQ/TW về đẩy mạnh cải cách hành chính, nâng cao hiệu lực quản lý của
bộ máy nhà nước;
- Phối hợp với Đài Phát thanh
- Truyền hình tỉnh tuyên truyền sâu rộng trên địa bàn tỉnh về các nội
dung cải cách hành chính giai đoạn 2021-
2030 đến mọi tầng lớp nhân dân trong tỉnh và các doanh nghiệp trong
khu công nghiệp.
- Niêm yết công khai thủ tục hành chính tại nơi tiếp nhận hồ sơ của các
cơ quan.
"""


def test_lines_wrapped_by_a_converter_become_the_paragraphs_they_were() -> None:
    assert paragraphs(WRAPPED) == [
        "KẾ HOẠCH",
        "Tuyên truyền cải cách hành chính năm 2024",
        "Căn cứ Nghị quyết số 17-NQ/TW về đẩy mạnh cải cách hành chính, nâng cao hiệu lực quản lý của bộ máy nhà nước;",
        (
            "- Phối hợp với Đài Phát thanh - Truyền hình tỉnh tuyên truyền sâu rộng trên địa bàn tỉnh về các nội dung cải cách hành chính "
            "giai đoạn 2021-2030 đến mọi tầng lớp nhân dân trong tỉnh và các doanh nghiệp trong khu công nghiệp."
        ),
        "- Niêm yết công khai thủ tục hành chính tại nơi tiếp nhận hồ sơ của các cơ quan.",
    ]


def test_a_file_with_an_empty_line_after_every_line_is_joined_the_same() -> None:
    doubled = WRAPPED.replace("\n", "\n\n")

    assert paragraphs(doubled) == paragraphs(WRAPPED)


def test_a_paragraph_that_a_page_break_cut_goes_on_behind_it() -> None:
    text = "- Kế hoạch số 51-KH/TU\n\nngày 21/02/2008 của Ban Chấp hành Đảng bộ tỉnh.\n\n2. Yêu cầu\n\n- Kịp thời."

    assert paragraphs(text) == [
        "- Kế hoạch số 51-KH/TU ngày 21/02/2008 của Ban Chấp hành Đảng bộ tỉnh.",
        "2. Yêu cầu",
        "- Kịp thời.",
    ]


def test_a_heading_in_capitals_that_runs_over_lines_is_one_heading() -> None:
    text = WRAPPED + "II. NỘI DUNG, HÌNH THỨC VÀ ĐỐI TƯỢNG TUYÊN TRUYỀN CẢI CÁCH\nHÀNH CHÍNH NĂM 2024\n1. Đối tượng\n"

    assert "II. NỘI DUNG, HÌNH THỨC VÀ ĐỐI TƯỢNG TUYÊN TRUYỀN CẢI CÁCH HÀNH CHÍNH NĂM 2024" in paragraphs(text)


def test_lines_of_header_and_signature_stay_lines() -> None:
    found = paragraphs(
        "UBND HUYỆN ĐÔNG HẢI\nPHÒNG NỘI VỤ\nSố: 5/KH-PNV\nKẾ HOẠCH\nKiểm tra\nNơi nhận:\n- UBND huyện;\n- Lưu: VT.\nKT. TRƯỞNG PHÒNG\nPHÓ TRƯỞNG PHÒNG"
    )

    assert found[:3] == ["UBND HUYỆN ĐÔNG HẢI", "PHÒNG NỘI VỤ", "Số: 5/KH-PNV"]
    assert found[-2:] == ["KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("**Kiểm soát** thủ tục (*PAR Index*)", "Kiểm soát thủ tục (PAR Index)"),
        ("## II. Nội dung", "II. Nội dung"),
        ("<b>I. Hoàn thiện quy chế</b>", "I. Hoàn thiện quy chế"),
        ("tại địa chỉ <https://dichvucong.gov.vn> và", "tại địa chỉ https://dichvucong.gov.vn và"),
        ("theo Kế hoạch này. / *huay*", "theo Kế hoạch này."),
        ("Tỷ lệ &lt; 5% &amp; giảm dần", "Tỷ lệ < 5% & giảm dần"),
        ("Một\u00a0cửa  \u200bliên   thông", "Một cửa liên thông"),
        ("* Ghi chú: a * b", "* Ghi chú: a * b"),
        ("xem [Cổng](https://a.vn/x) nhé", "xem Cổng nhé"),
    ],
)
def test_converters_marks_are_no_words(line: str, words: str) -> None:
    assert paragraphs(line) == [words]


def test_bold_and_heading_marks_are_kept_as_facts() -> None:
    bold, heading = read_plaintext("**Đậm cả dòng**\n\n### Tiêu đề").blocks

    assert isinstance(bold, Paragraph)
    assert isinstance(heading, Paragraph)
    assert (bold.bold, heading.level) == (True, 3)


def test_tabs_make_a_table_and_a_line_without_cells_spans_it() -> None:
    found = table("STT\tNhiệm vụ\tChủ trì\nI. Cải cách thể chế\n1\tRà soát văn bản\tSở Tư pháp\n\tCông bố\t")

    assert rows(found) == [
        ["STT", "Nhiệm vụ", "Chủ trì"],
        ["I. Cải cách thể chế", "", ""],
        ["1", "Rà soát văn bản", "Sở Tư pháp"],
        ["", "Công bố", ""],
    ]
    assert next(c for c in found.cells if c.row == 1).column_span == 3
    assert not found.exact


def test_tabs_that_only_indent_make_no_table() -> None:
    assert paragraphs("\tCăn cứ Luật.\n\tTheo đề nghị.") == ["Căn cứ Luật.", "Theo đề nghị."]


def test_a_table_over_pages_is_one_table_without_its_repeated_header() -> None:
    found = table(
        "STT\tNội dung\tChủ trì\n1\tViệc một\tA\n\nSTT\tNội dung\tChủ trì\n2\tViệc hai\tB\n\nSTT\tNội dung\tChủ trì\n3\tViệc ba\tC"
    )

    assert [r[1] for r in rows(found)] == ["Nội dung", "Việc một", "Việc hai", "Việc ba"]


def test_a_row_cut_by_the_page_break_is_put_together() -> None:
    found = table(
        "STT\tNội dung\tHình thức\n1\tQuy tắc ứng xử, đạo đức\t- Hội nghị.\n\n\tcông vụ, thái độ phục vụ.\t\n2\tGiải đáp.\t"
    )

    assert rows(found)[1] == ["1", "Quy tắc ứng xử, đạo đức công vụ, thái độ phục vụ.", "- Hội nghị."]


def test_a_group_row_that_fell_out_of_its_table_returns_to_it() -> None:
    found = table("STT\tNội dung\tHình thức\nI. Đối với công chức\t\t\n1\tA\tB\n\nII. Đối với doanh nghiệp\n\n1\tC\tD")

    assert [r[0] for r in rows(found)] == ["STT", "I. Đối với công chức", "1", "II. Đối với doanh nghiệp", "1"]


def test_another_table_right_behind_a_heading_is_another_table() -> None:
    blocks = read_plaintext(
        "STT\tChỉ tiêu\tGiá trị\n1\tA\t90\nII. NHIỆM VỤ\nNội dung\tChủ trì\tTiến độ\nViệc\tSở\tQuý I"
    ).blocks

    assert [type(b).__name__ for b in blocks] == ["Table", "Paragraph", "Table"]


def test_markdown_tables_lose_their_rules_and_break_cells_at_br() -> None:
    found = table("| STT | Kết quả |\n|---|:--:|\n| 1 | - Kế hoạch;<br>- Báo cáo |")

    assert [p.value for p in found.cells[-1].paragraphs] == ["- Kế hoạch;", "- Báo cáo"]
    assert found.rows == 2


def test_html_tables_tell_their_spans() -> None:
    found = table('<table><tr><td rowspan="2">1</td><td>A</td></tr><tr><td>B</td></tr></table>')

    assert found.exact
    assert [(c.row, c.column, c.row_span, c.text.value) for c in found.cells] == [
        (0, 0, 2, "1"),
        (0, 1, 1, "A"),
        (1, 1, 1, "B"),
    ]


def test_list_items_of_a_cell_are_its_paragraphs() -> None:
    found = table(
        "STT\tMục tiêu\n1\t<p>- Tối thiểu 95% xong.</p> <p>- Tỷ lệ đạt 90%.</p>\n2\t- Họp cơ quan. - Sinh hoạt Đảng."
    )

    assert [[p.value for p in c.paragraphs] for c in found.cells if c.column == 1][1:] == [
        ["- Tối thiểu 95% xong.", "- Tỷ lệ đạt 90%."],
        ["- Họp cơ quan.", "- Sinh hoạt Đảng."],
    ]


def test_pages_are_told_by_form_feeds_or_by_the_caller() -> None:
    by_feed = read_plaintext("Trang một\n\x0cTrang hai")
    by_caller = read_plaintext("Trang một\nTrang hai", page_starts=(0, 10))

    assert [b.page for b in by_feed.blocks] == [b.page for b in by_caller.blocks] == [1, 2]


def test_page_numbers_at_the_head_of_a_page_are_no_text() -> None:
    assert paragraphs("Một\n\x0c2\nHai\n\x0c- 3 -\nBa") == ["Một", "Hai", "Ba"]


def test_text_in_decomposed_form_is_read_composed() -> None:
    document = read_plaintext("Ke\u0302\u0301 hoa\u0323ch")

    assert document.text == document.blocks[0].text.value == "Kế hoạch"  # type: ignore[union-attr]  # a paragraph


@pytest.mark.parametrize("text", [v for k, v in vars(plan_texts).items() if k.isupper()])
def test_every_character_of_a_block_stands_where_it_says(text: str) -> None:
    document = read_plaintext(text)

    for piece in texts_of(document):
        for index, character in enumerate(piece.value):
            if not character.isspace():
                assert document.text[piece.offsets[index]] == character
        assert list(piece.offsets) == sorted(piece.offsets)


@given(st.text(alphabet="aăĐ1-|\t\n <>b/*#.;:", max_size=200))
def test_any_text_is_read_and_no_word_is_lost_or_made(text: str) -> None:
    document = read_plaintext(text)
    letters = "".join(c for piece in texts_of(document) for c in piece.value if c in "ăĐ1")

    assert all(
        document.text[p.offsets[i]] == c for p in texts_of(document) for i, c in enumerate(p.value) if c in "ăĐ1"
    )
    assert len(letters) <= sum(c in "ăĐ1" for c in text)


def numbered_pages(*numbers: int) -> str:
    page = "\n".join(f"- Đơn vị thứ {i} nộp báo cáo;" for i in range(14))
    return page + "".join(f"\n{number}\n{page}" for number in numbers)


def test_lines_that_count_the_pages_are_left_out() -> None:
    found = paragraphs(numbered_pages(2, 3, 4))

    assert not [p for p in found if p[:1].isdigit() or p[-1].isdigit()]


@pytest.mark.parametrize("numbers", [(2, 5), (7, 8), (3, 2)])
def test_numbers_that_count_no_pages_stay(numbers: tuple[int, int]) -> None:
    text = "\n".join(paragraphs(numbered_pages(*numbers)))

    assert all(f"{number}" in text.replace("thứ", "").split() for number in numbers)


@pytest.mark.parametrize(
    "unit", ["Sở Tài chính", "Phòng Văn hóa - Xã hội", "Phòng Kinh tế", "Văn phòng Đảng ủy, Phòng Tổng hợp"]
)
def test_a_duty_below_a_unit_whose_name_could_go_on_is_a_line_of_its_own(unit: str) -> None:
    document = read_plaintext(f"1. {unit}\n- Bố trí kinh phí thực hiện.\n- Hướng dẫn các đơn vị.\n")

    assert [str(block.text) for block in document.blocks] == [
        f"1. {unit}",
        "- Bố trí kinh phí thực hiện.",
        "- Hướng dẫn các đơn vị.",
    ]


def test_a_name_cut_at_its_dash_is_put_together() -> None:
    document = read_plaintext("Đề nghị Đài Phát thanh\n- Truyền hình tỉnh đưa tin, bài về cải cách hành chính.\n")

    assert [str(block.text) for block in document.blocks] == [
        "Đề nghị Đài Phát thanh - Truyền hình tỉnh đưa tin, bài về cải cách hành chính."
    ]


def test_a_bare_number_that_is_no_page_does_not_end_the_count_of_pages() -> None:
    found = paragraphs(numbered_pages(2, 3).replace("\n3\n", "\n3\n\n45\n", 1) + numbered_pages(4))

    assert "45" in found
    assert not {"2", "3", "4"} & set(found)


def test_the_figure_of_a_rate_on_the_next_line_belongs_to_its_sentence() -> None:
    assert paragraphs("I. CHỈ TIÊU\n1. Tỷ lệ văn bản ký số đạt\n100%; tỷ lệ họp trực tuyến đạt trên 30%.\n2. Khác") == [
        "I. CHỈ TIÊU",
        "1. Tỷ lệ văn bản ký số đạt 100%; tỷ lệ họp trực tuyến đạt trên 30%.",
        "2. Khác",
    ]
