"""Tables of Word files: exact where the file tells, joined over pages, and no tables where they only serve the layout."""

from __future__ import annotations

from tests.factories.files import assert_places_exact, p, paragraphs_of, rows_of, table_of, tbl, tc, word_file

from motcua.documents.reading.blocks import Document, Table
from motcua.documents.reading.docx import read_docx


def read(*body: str) -> Document:
    document = read_docx(word_file("".join(body)))
    assert_places_exact(document)
    return document


def test_rows_that_were_deleted_are_left_out() -> None:
    table = (
        f"<w:tbl><w:tr>{tc('1')}{tc('giữ')}</w:tr><w:tr><w:trPr><w:del/></w:trPr>{tc('2')}{tc('bỏ')}</w:tr>"
        f"<w:ins><w:tr>{tc('3')}{tc('thêm')}</w:tr></w:ins></w:tbl>"
    )

    assert rows_of(table_of(read(table))) == [["1", "giữ"], ["3", "thêm"]]


def test_merged_cells_stand_once_at_their_top_left() -> None:
    head = [
        tc("STT", props='<w:vMerge w:val="restart"/>'),
        tc("Nội dung", props='<w:gridSpan w:val="2"/>'),
        tc("Chủ trì", props='<w:vMerge w:val="restart"/>'),
    ]
    second = [tc(props="<w:vMerge/>"), tc("Mục tiêu"), tc("Nhiệm vụ"), tc(props="<w:vMerge/>")]
    table = table_of(read(tbl(head, second, [tc("1"), tc("100%"), tc("Rà soát"), tc("Văn phòng")])))

    assert table.exact
    assert [(c.row, c.column, c.row_span, c.column_span) for c in table.cells[:5]] == [
        (0, 0, 2, 1),
        (0, 1, 1, 2),
        (0, 3, 2, 1),
        (1, 1, 1, 1),
        (1, 2, 1, 1),
    ]
    assert rows_of(table) == [
        ["STT", "Nội dung", "Nội dung", "Chủ trì"],
        ["STT", "Mục tiêu", "Nhiệm vụ", "Chủ trì"],
        ["1", "100%", "Rà soát", "Văn phòng"],
    ]


def test_a_vertical_merge_of_another_width_begins_a_cell_of_its_own() -> None:
    rows = (
        [tc("a", props='<w:vMerge w:val="restart"/>'), tc("b"), tc("c")],
        [tc("d", props='<w:gridSpan w:val="2"/><w:vMerge/>'), tc("e")],
    )

    assert rows_of(table_of(read(tbl(*rows)))) == [["a", "b", "c"], ["d", "d", "e"]]


def test_rows_that_begin_further_in_leave_their_first_places_empty() -> None:
    indented = f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{tc("x")}</w:tr>'

    assert table_of(read(f"<w:tbl><w:tr>{tc('a')}{tc('b')}</w:tr>{indented}</w:tbl>")).grid()[1][0] is None


def test_a_table_without_merged_cells_whose_empty_cells_may_mean_the_same_is_not_exact() -> None:
    table = table_of(
        read(tbl([tc("STT"), tc("Việc"), tc("Chủ trì")], [tc("I. Nhóm"), tc(), tc()], [tc("1"), tc("Rà soát"), tc()]))
    )

    assert not table.exact
    assert rows_of(table) == [["STT", "Việc", "Chủ trì"], ["I. Nhóm"] * 3, ["1", "Rà soát", ""]]
    assert table.grid()[2][2] is None


def test_a_nested_table_gives_its_rows_as_paragraphs_of_the_cell() -> None:
    nested = tbl([tc("Quý I"), tc("60%")], [tc("Quý II"), tc("80%")])
    cell = table_of(read(tbl([tc("1"), tc("Theo quý:", nested)]))).cells[1]

    assert [text.value for text in cell.paragraphs] == ["Theo quý:", "Quý I 60%", "Quý II 80%"]


def test_a_frame_of_one_column_is_no_table() -> None:
    document = read(tbl([tc("Ghi chú quan trọng", tbl([tc("STT"), tc("Việc")], [tc("1"), tc("Rà soát")]))]))

    assert paragraphs_of(document) == ["Ghi chú quan trọng"]
    assert rows_of(table_of(document)) == [["STT", "Việc"], ["1", "Rà soát"]]


def test_the_letterhead_reads_left_column_then_right_column() -> None:
    left = tc("UBND TỈNH ĐỒNG NAI", "BAN QUẢN LÝ", "Số: 10/KH-KCN")
    right = tc(
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "_______",
        "Đồng Nai, ngày 27 tháng 01 năm 2026",
    )
    document = read(tbl([left, right]), p("KẾ HOẠCH"))

    assert paragraphs_of(document) == [
        "UBND TỈNH ĐỒNG NAI",
        "BAN QUẢN LÝ",
        "Số: 10/KH-KCN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Đồng Nai, ngày 27 tháng 01 năm 2026",
        "KẾ HOẠCH",
    ]


def test_a_letterhead_of_two_rows_is_read_by_column_too() -> None:
    rows = (
        [tc("UBND XÃ A"), tc("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM")],
        [tc("Số:    /KH-UBND"), tc("A, ngày    tháng    năm 2026")],
    )

    assert paragraphs_of(read(tbl(*rows))) == [
        "UBND XÃ A",
        "Số: /KH-UBND",
        "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "A, ngày tháng năm 2026",
    ]


def test_the_signature_block_gives_the_recipients_then_who_signs() -> None:
    left = tc("Nơi nhận:", "- UBND tỉnh;", "- Các bộ, cơ quan ngang bộ,", "cơ quan thuộc Chính phủ;", "- Lưu: VT.")
    document = read(tbl([left, tc("KT. TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "", "Nguyễn Văn A")]))

    assert paragraphs_of(document) == [
        "Nơi nhận:",
        "- UBND tỉnh;",
        "- Các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ;",
        "- Lưu: VT.",
        "KT. TRƯỞNG BAN",
        "PHÓ TRƯỞNG BAN",
        "Nguyễn Văn A",
    ]


def test_halves_set_apart_by_tabs_are_untangled_too() -> None:
    tab = "<w:r><w:tab/></w:r>"
    document = read(
        p("UBND TỈNH ĐỒNG NAI", tab, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        p("Số: 10/KH-UBND", tab, "Đồng Nai, ngày 05 tháng 01 năm 2026"),
        p("-", tab, "Việc thứ nhất", tab, "trong tháng"),
        p("Nơi nhận:", tab, "TM. ỦY BAN NHÂN DÂN"),
        p("- Như trên;"),
        p("- Lưu: VT.", tab, "Nguyễn Văn B"),
    )

    assert paragraphs_of(document) == [
        "UBND TỈNH ĐỒNG NAI",
        "Số: 10/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Đồng Nai, ngày 05 tháng 01 năm 2026",
        "- Việc thứ nhất trong tháng",
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN",
        "Nguyễn Văn B",
    ]


def test_a_table_that_repeats_its_header_is_the_next_part_of_the_one_before() -> None:
    head = [tc("STT"), tc("Nội dung"), tc("Chủ trì")]
    document = read(
        tbl(head, [tc("1"), tc("Rà soát"), tc("Văn phòng")]),
        p(""),
        tbl(head, [tc("2"), tc("Công khai"), tc("Phòng A")]),
        p("II. Nội dung khác"),
        tbl([tc("Khác"), tc("bảng"), tc("hẳn")], [tc("a"), tc("b"), tc("c")]),
    )

    assert rows_of(table_of(document)) == [
        ["STT", "Nội dung", "Chủ trì"],
        ["1", "Rà soát", "Văn phòng"],
        ["2", "Công khai", "Phòng A"],
    ]
    assert len([block for block in document.blocks if isinstance(block, Table)]) == 2


def test_a_group_title_that_fell_between_two_parts_of_a_table_becomes_its_row() -> None:
    first = tbl([tc("STT"), tc("Nội dung")], [tc("I. Đối với cán bộ"), tc()], [tc("1"), tc("Nghị quyết")])
    document = read(first, p("II. Đối với doanh nghiệp"), tbl([tc("1"), tc("Chính sách")], [tc("2"), tc("Thủ tục")]))

    assert len(document.blocks) == 1
    assert rows_of(table_of(document))[3] == ["II. Đối với doanh nghiệp"] * 2


def test_a_row_that_a_page_cut_is_made_whole() -> None:
    first = tbl(
        [tc("STT"), tc("Nội dung"), tc("Kết quả")], [tc("1"), tc("Thực hiện quy tắc ứng xử, đạo đức"), tc("Báo cáo")]
    )
    document = read(first, tbl([tc(), tc("công vụ, thái độ phục vụ."), tc()], [tc("2"), tc("Giải đáp"), tc("Văn bản")]))

    assert rows_of(table_of(document))[1:] == [
        ["1", "Thực hiện quy tắc ứng xử, đạo đức công vụ, thái độ phục vụ.", "Báo cáo"],
        ["2", "Giải đáp", "Văn bản"],
    ]


def test_the_number_of_a_page_between_the_parts_of_a_table_is_left_out() -> None:
    head = [tc("STT"), tc("Nhiệm vụ"), tc("Chủ trì")]
    first, second = [tc("1"), tc("Họp"), tc("Sở A")], [tc("2"), tc("Tập huấn"), tc("Sở B")]

    document = read(tbl(head, first), p("- 5 -"), tbl(head, second))

    assert rows_of(table_of(document)) == [
        ["STT", "Nhiệm vụ", "Chủ trì"],
        ["1", "Họp", "Sở A"],
        ["2", "Tập huấn", "Sở B"],
    ]
    assert paragraphs_of(document) == []
