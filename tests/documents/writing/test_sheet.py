"""Tables as XLSX: values with their types, text as text, a head that stays."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from motcua.documents.writing import Column, Sheet, to_xlsx

COLUMNS = (
    Column("Nhiệm vụ"),
    Column("Số", "number"),
    Column("Tỷ lệ", "percent"),
    Column("Hạn", "date"),
    Column("Lúc", "moment"),
)


def opened(*sheets: Sheet) -> Any:
    return openpyxl.load_workbook(io.BytesIO(to_xlsx(*sheets)))


def test_values_keep_their_types_and_empty_ones_are_empty() -> None:
    moment = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
    rows = [("Kế hoạch", 1_234_567, Decimal("96.5"), date(2026, 11, 20), moment), (None, None, None, None, None)]

    sheet = opened(Sheet("Bảng", COLUMNS, rows)).active

    assert [c.value for c in sheet[1]] == [c.title for c in COLUMNS]
    values = [c.value for c in sheet[2]]
    assert values == ["Kế hoạch", 1_234_567, 96.5, datetime(2026, 11, 20), datetime(2026, 11, 20, 9, 0)]  # noqa: DTZ001 - cells have no zone
    assert sheet["C2"].number_format == '0.0" %"'
    assert [c.value for c in sheet[3]] == [None] * 5


@pytest.mark.parametrize(
    "text", ["=1+1", "=cmd|' /C calc'!A0", "+84 90", "-1", "@SUM(A1)", "http://a.b", "001", "{=A1}", "a\x00b\x0bc"]
)
def test_text_never_becomes_a_formula_a_link_or_a_number(text: str) -> None:
    cell = opened(Sheet("Bảng", (Column("A"),), [(text,)])).active["A2"]

    assert cell.data_type == "s"
    assert cell.value == text.replace("\x00", "").replace("\x0b", "")
    assert cell.hyperlink is None


def test_the_head_stays_in_sight_filters_and_is_printed_on_every_page() -> None:
    sheet = opened(Sheet("Bảng", COLUMNS, [], title="Kế hoạch 2026", notes=("Tính đến 20/11/2026",))).active

    assert (sheet["A1"].value, sheet["A2"].value, sheet["A4"].value) == (
        "Kế hoạch 2026",
        "Tính đến 20/11/2026",
        "Nhiệm vụ",
    )
    assert sheet.freeze_panes == "A5"
    assert sheet.auto_filter.ref == "A4:E4"
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.page_setup.orientation == "landscape"


def test_columns_are_as_wide_as_their_words_within_reason() -> None:
    sheet = opened(Sheet("Bảng", (Column("A"), Column("B", width=12)), [("x" * 500, "y")])).active

    assert 55 <= sheet.column_dimensions["A"].width <= 61
    assert 12 <= sheet.column_dimensions["B"].width <= 13


def test_tabs_have_names_that_excel_takes() -> None:
    names = ["a/b:c*?[]", "", "History", "x" * 40, "x" * 40, "Bảng", "BẢNG"]

    tabs = opened(*(Sheet(name, (Column("A"),), []) for name in names)).sheetnames

    assert len({t.lower() for t in tabs}) == len(names)
    assert all(len(t) <= 31 and not set("[]:*?/\\") & set(t) for t in tabs)


def test_a_text_longer_than_a_cell_is_cut_where_excel_ends() -> None:
    assert len(opened(Sheet("Bảng", (Column("A"),), [("đ" * 40_000,)])).active["A2"].value) == 32_767


def test_a_row_with_other_columns_than_the_sheet_is_a_fault() -> None:
    with pytest.raises(ValueError, match="zip"):
        to_xlsx(Sheet("Bảng", COLUMNS, [("a",)]))
