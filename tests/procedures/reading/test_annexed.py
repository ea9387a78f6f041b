"""Lists annexed to decisions, as offices write them: columns in any order and under several names, merged cells, headings."""

from __future__ import annotations

import io
from collections.abc import Sequence

import docx
import openpyxl
import pytest

from motcua.documents.reading.files import read_file
from motcua.kernel.errors import Invalid
from motcua.procedures.reading.annexed import AnnexedList, Doubt, read_list

HEAD = (
    "STT",
    "Mã số TTHC",
    "Tên thủ tục hành chính",
    "Thời hạn giải quyết",
    "Địa điểm thực hiện",
    "Phí, lệ phí",
    "Căn cứ pháp lý",
)


def word(*parts: str | Sequence[Sequence[str]]) -> AnnexedList:
    """Paragraphs (texts) and tables (rows); a row of one text reaches over the whole width."""
    made = docx.Document()
    for part in parts:
        if isinstance(part, str):
            made.add_paragraph(part)
            continue
        width = max(len(row) for row in part)
        table = made.add_table(rows=len(part), cols=width, style="Table Grid")
        for cells, row in zip(table.rows, part, strict=True):
            for place, text in enumerate(row):
                cells.cells[place].text = text
            if len(row) == 1:
                cells.cells[0].merge(cells.cells[-1])
    out = io.BytesIO()
    made.save(out)
    return read_list(read_file(out.getvalue(), name="phu-luc.docx"))


def sheet(rows: Sequence[Sequence[object]], *merged: str) -> AnnexedList:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    for area in merged:
        book.active.merge_cells(area)
    out = io.BytesIO()
    book.save(out)
    return read_list(read_file(out.getvalue(), name="phu-luc.xlsx"))


def line(number: str, code: str, name: str, *rest: str) -> tuple[str, ...]:
    cells = (*rest, "", "", "", "")[:4]
    return (number, code, name, *cells)


def test_a_list_in_word_with_headings_for_what_is_done_and_for_fields() -> None:
    found = word(
        "Số: 123/QĐ-UBND",
        "Công bố danh mục thủ tục hành chính mới ban hành, sửa đổi, bổ sung và bị bãi bỏ lĩnh vực đầu tư, lao động của Ban",
        "A. DANH MỤC THỦ TỤC HÀNH CHÍNH MỚI BAN HÀNH",
        [
            HEAD,
            ("I. LĨNH VỰC ĐẦU TƯ",),
            line(
                "1", "9.000001", "Chấp thuận chủ trương đầu tư", "15 ngày làm việc", "Trung tâm", "Không", "Luật Đầu tư"
            ),
            ("II. Lĩnh vực: Lao động, việc làm (01 TTHC)",),
            line("2", "9.000002.000.00.00.H19", "Cấp giấy phép lao động", "05 ngày"),
        ],
        "B. Danh mục thủ tục hành chính bị bãi bỏ",
        "I. Lĩnh vực Môi trường",
        [
            ("TT", "Tên thủ tục hành chính bị bãi bỏ", "Mã TTHC", "Tên VBQPPL quy định việc bãi bỏ"),
            ("1", "Thủ tục cũ", "9.000003", "Nghị định 1/2026/NĐ-CP"),
        ],
    )

    assert found.number == "123/QĐ-UBND"
    assert [(r.line, r.action, r.code, r.suffix, r.name, r.field) for r in found.rows] == [
        (1, "new", "9.000001", "", "Chấp thuận chủ trương đầu tư", "Đầu tư"),
        (2, "new", "9.000002", ".000.00.00.H19", "Cấp giấy phép lao động", "Lao động, việc làm"),
        (3, "abolished", "9.000003", "", "Thủ tục cũ", "Môi trường"),
    ]
    assert found.rows[0].cells == {
        "limit": "15 ngày làm việc",
        "place": "Trung tâm",
        "fee": "Không",
        "ground": "Luật Đầu tư",
    }
    assert found.rows[2].cells == {"ground": "Nghị định 1/2026/NĐ-CP"}
    assert found.notes == ()


def test_columns_in_another_order_under_other_names_with_the_code_in_the_names_cell() -> None:
    found = sheet(
        [
            ["DANH MỤC THỦ TỤC HÀNH CHÍNH ĐƯỢC SỬA ĐỔI, BỔ SUNG"],
            ["Căn cứ", "TTHC", "Lĩnh vực", "Thời gian giải quyết", "TT"],
            ["(1)", "(2)", "(3)", "(4)", "(5)"],
            ["Luật 61", "9.000001 - Cấp giấy phép mẫu", "Mẫu", "7 ngày", 1],
        ]
    )

    (row,) = found.rows
    assert (row.action, row.code, row.name, row.field) == ("amended", "9.000001", "Cấp giấy phép mẫu", "Mẫu")
    assert row.cells == {"ground": "Luật 61", "limit": "7 ngày"}


def test_cells_that_reach_over_rows_belong_to_each_and_a_name_over_two_rows_is_one_line() -> None:
    found = sheet(
        [
            ["STT", "Mã TTHC", "Tên TTHC", "Thời hạn", "Phí", "Căn cứ pháp lý"],
            [1, "9.000001", "Cấp giấy phép mẫu", "Cấp mới: 10 ngày", "Không", "Nghị định chung"],
            [None, None, None, "Cấp lại: 5 ngày", "Không", None],
            [2, "9.000002", "Gia hạn giấy phép mẫu", "5 ngày", "Không", None],
        ],
        "A2:A3",
        "B2:B3",
        "C2:C3",
        "F2:F4",
    )

    assert [r.code for r in found.rows] == ["9.000001", "9.000002"]
    assert found.rows[0].cells["limit"] == "Cấp mới: 10 ngày\nCấp lại: 5 ngày"
    assert [r.cells["ground"] for r in found.rows] == ["Nghị định chung", "Nghị định chung"]


def test_a_head_of_two_rows() -> None:
    found = sheet(
        [
            ["STT", "Thủ tục hành chính", None, "Phí, lệ phí (nếu có)"],
            [None, "Mã", "Tên thủ tục", None],
            [1, "9.000001", "Cấp giấy phép mẫu", "150.000 đồng"],
        ],
        "A1:A2",
        "B1:C1",
        "D1:D2",
    )

    (row,) = found.rows
    assert (row.code, row.name, row.cells) == ("9.000001", "Cấp giấy phép mẫu", {"fee": "150.000 đồng"})


def test_what_a_person_should_look_at_is_told() -> None:
    found = sheet(
        [
            ["STT", "Mã", "Tên thủ tục hành chính"],
            [1, "1.00964", "Mã bị bảng tính làm tròn"],
            [2, "", "Không có mã"],
            [3, "9.000001", "Một"],
            [4, "9.000001", "Hai"],
        ]
    )

    assert [r.code for r in found.rows] == ["1.009640", "", "9.000001", "9.000001"]
    told = {(n.doubt, n.line) for n in found.notes}
    assert {(Doubt.CODE_ROUNDED, 1), (Doubt.NO_CODE, 2), (Doubt.CODE_TWICE, 4), (Doubt.NO_ACTION, 1)} <= told


def test_a_code_that_the_spreadsheet_took_for_a_number_is_read() -> None:
    found = sheet([["STT", "Mã", "Tên thủ tục hành chính"], [1, 9.000009, "Một"], [2, 9.00001, "Hai"]])

    assert [r.code for r in found.rows] == ["9.000009", "9.000010"]
    assert [(n.doubt, n.line) for n in found.notes if n.doubt != Doubt.NO_ACTION] == [(Doubt.CODE_ROUNDED, 2)]


def test_other_tables_of_the_decision_are_no_list() -> None:
    found = word(
        [("ỦY BAN NHÂN DÂN", "CỘNG HÒA"), ("Số: 5/QĐ-UBND", "Đồng Nai, ngày 1 tháng 3")],
        [HEAD, line("1", "9.000001", "Cấp giấy phép mẫu")],
        [("Nơi nhận:", "CHỦ TỊCH")],
    )

    assert [r.code for r in found.rows] == ["9.000001"]


@pytest.mark.parametrize("parts", [("Không có bảng nào ở đây",), ([("a", "b"), ("1", "2")],)])
def test_a_file_without_such_a_table_is_refused(parts: tuple[str | list[tuple[str, ...]], ...]) -> None:
    with pytest.raises(Invalid) as refusal:
        word(*parts)

    assert refusal.value.code == "no_list"


def test_a_table_without_lines_is_refused() -> None:
    with pytest.raises(Invalid) as refusal:
        word([HEAD, ("", "", "", "", "", "", "")])

    assert refusal.value.code == "empty_list"
