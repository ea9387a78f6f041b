"""Excel annexes: sheets are tables, with the values that the sheet shows."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest
import xlsxwriter
from openpyxl.styles import Font
from tests.factories.files import assert_places_exact, paragraphs_of, rows_of, table_of, zipped

from motcua.documents.reading.blocks import Document, Table
from motcua.documents.reading.files import read_file
from motcua.documents.reading.limits import Limits
from motcua.documents.reading.xlsx import read_xlsx
from motcua.kernel.errors import Invalid


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(book: openpyxl.Workbook) -> Document:
    document = read_xlsx(saved(book))
    assert_places_exact(document)
    return document


def sheet(*rows: list[object], title: str = "Phụ lục") -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    active = book.active
    assert active is not None
    active.title = title
    for row in rows:
        active.append(row)
    return book


def test_a_sheet_is_a_table_with_its_titles_above_and_its_signature_below() -> None:
    book = sheet(
        ["PHỤ LỤC I"],
        ["Danh mục nhiệm vụ năm 2026"],
        [],
        ["STT", "Nhiệm vụ", "Chủ trì", "Thời gian"],
        [1, "Rà soát", "Văn phòng", "Quý I"],
        ["II. Nhóm sau"],
        [2, "Công khai", "Phòng A", "Quý II"],
        [None, None, "TRƯỞNG BAN"],
    )
    document = read(book)

    assert paragraphs_of(document) == ["Phụ lục", "PHỤ LỤC I", "Danh mục nhiệm vụ năm 2026", "TRƯỞNG BAN"]
    assert rows_of(table_of(document)) == [
        ["STT", "Nhiệm vụ", "Chủ trì", "Thời gian"],
        ["1", "Rà soát", "Văn phòng", "Quý I"],
        ["II. Nhóm sau"] * 4,
        ["2", "Công khai", "Phòng A", "Quý II"],
    ]
    assert document.kind == "xlsx"


def test_merged_cells_reach_as_far_as_in_the_sheet() -> None:
    book = sheet(
        ["STT", "Nội dung", None],
        [None, "Mục tiêu", "Nhiệm vụ"],
        [1, "100%", "Rà soát"],
        [None, None, "Công khai"],
        title="Sheet1",
    )
    active = book.active
    assert active is not None
    for area in ("A1:A2", "B1:C1", "A3:A4", "B3:B4"):
        active.merge_cells(area)
    active["A1"].font = Font(bold=True)

    table = table_of(read(book))

    assert table.exact
    assert rows_of(table) == [
        ["STT", "Nội dung", "Nội dung"],
        ["STT", "Mục tiêu", "Nhiệm vụ"],
        ["1", "100%", "Rà soát"],
        ["1", "100%", "Công khai"],
    ]
    assert table.cells[0].bold


def test_values_are_shown_as_the_sheet_shows_them() -> None:
    book = sheet(
        ["STT", "a", "b", "c", "d", "e", "f"], [1, 0.955, 0.6, 12.5, dt.date(2026, 3, 5), True, "- Một;\n- Hai."]
    )
    active = book.active
    assert active is not None
    active["B2"].number_format = "0.0%"
    active["C2"].number_format = "0%"
    active["E2"].number_format = "dd/mm/yyyy"

    row = table_of(read(book)).cells[7:]

    assert [cell.text.value for cell in row] == ["1", "95,5%", "60%", "12,5", "05/03/2026", "TRUE", "- Một; - Hai."]
    assert [text.value for text in row[-1].paragraphs] == ["- Một;", "- Hai."]


def test_formulas_give_the_values_that_were_stored() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        made = book.add_worksheet()
        made.write_row(0, 0, ["STT", "Số", "Tổng"])
        made.write_row(1, 0, [1, 2])
        made.write_formula(1, 2, "=B2*21", None, 42)

    assert rows_of(table_of(read_xlsx(out.getvalue())))[1] == ["1", "2", "42"]


def test_every_visible_sheet_is_read_and_hidden_ones_are_not() -> None:
    book = sheet(["STT", "A", "B"], [1, "x", "y"], title="PL1")
    second = book.create_sheet("PL2")
    second.append(["STT", "C", "D"])
    hidden = book.create_sheet("Nguồn")
    hidden.append(["STT", "E", "F"])
    hidden.sheet_state = "hidden"
    document = read(book)

    assert len([block for block in document.blocks if isinstance(block, Table)]) == 2
    assert "Nguồn" not in document.text


def test_a_format_that_reaches_to_the_last_row_costs_nothing() -> None:
    book = sheet(["STT", "A", "B"], [1, "x", "y"])
    active = book.active
    assert active is not None
    active["A1048576"].font = Font(bold=True)

    assert table_of(read(book)).rows == 2


@pytest.mark.parametrize(
    "data", [zipped({"xl/workbook.xml": b"<workbook"}), zipped({"xl/workbook.xml": b"<x/>"}), b"PK\x03\x04 xl/ cut"]
)
def test_a_broken_file_says_what_to_do(data: bytes) -> None:
    with pytest.raises(Invalid, match="Excel") as caught:
        read_file(data, name="a.xlsx")

    assert caught.value.code == "broken_xlsx"


def test_attacks_by_entities_are_refused() -> None:
    data = zipped({"xl/workbook.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><workbook/>'})

    with pytest.raises(Invalid) as caught:
        read_file(data, name="a.xlsx")
    assert caught.value.code == "unsafe_xml"


def test_an_empty_book_holds_no_text_and_a_huge_one_is_refused() -> None:
    with pytest.raises(Invalid) as caught:
        read_file(saved(openpyxl.Workbook()), name="a.xlsx")
    assert caught.value.code == "no_text"

    with pytest.raises(Invalid) as caught:
        read_xlsx(saved(sheet(*[["STT", "A", "B"]] * 30)), limits=Limits(table_cells=40))
    assert caught.value.code == "too_large"
