"""Tables of text files whose columns stand apart by spaces only."""

from __future__ import annotations

from motcua.documents.reading.blocks import Paragraph, Table
from motcua.documents.reading.plaintext import read_plaintext

TABLE = """\
II. NHIỆM VỤ

 STT    Nội dung                           Sản phẩm          Thời gian

  I     CẢI CÁCH THỂ CHẾ
  1     Xây dựng kế hoạch của phòng,       Kế hoạch          Tháng 02
        trình phê duyệt
  2     Báo cáo                            Báo cáo           Ngày 15 tháng
                                                             cuối quý

III. TỔ CHỨC THỰC HIỆN
1. Trưởng phòng chỉ đạo chung.
"""


def cells(table: Table) -> list[list[str]]:
    return [[cell.text.value if cell else "" for cell in row] for row in table.grid()]


def test_columns_under_each_other_are_a_table_and_cells_go_on_over_lines() -> None:
    before, table, *after = read_plaintext(TABLE).blocks

    assert isinstance(before, Paragraph)
    assert isinstance(table, Table)
    assert cells(table) == [
        ["STT", "Nội dung", "Sản phẩm", "Thời gian"],
        ["I", "CẢI CÁCH THỂ CHẾ", "", ""],
        ["1", "Xây dựng kế hoạch của phòng, trình phê duyệt", "Kế hoạch", "Tháng 02"],
        ["2", "Báo cáo", "Báo cáo", "Ngày 15 tháng cuối quý"],
    ]
    assert [str(block.text) for block in after if isinstance(block, Paragraph)] == [
        "III. TỔ CHỨC THỰC HIỆN",
        "1. Trưởng phòng chỉ đạo chung.",
    ]


def test_each_character_of_a_cell_stands_where_the_file_has_it() -> None:
    document = read_plaintext(TABLE)
    table = next(block for block in document.blocks if isinstance(block, Table))

    for cell in table.cells:
        text = cell.text
        assert "".join(document.text[text.start : text.end].split()).startswith(text.value.split()[0])


def test_a_header_without_numbered_rows_is_no_table() -> None:
    document = read_plaintext("STT    Nội dung      Thời gian\n\nCác phòng thực hiện theo phân công.\n")

    assert all(isinstance(block, Paragraph) for block in document.blocks)
