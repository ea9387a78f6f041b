"""The wording and the figures of Decree 30/2020/NĐ-CP, annex I, and the shape of tables."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.documents.writing import Annex, Cell, Heading, OfficialDocument, Paragraph, Part, Run, Table
from motcua.documents.writing.layout import (
    DECREE_30,
    annex_reference,
    annex_word,
    base_lines,
    clean,
    closed,
    date_line,
    ended,
    number_line,
    recipient_lines,
)
from motcua.documents.writing.parts import placed

DOCUMENT = OfficialDocument(
    issuer=("Ban Quản lý",), issuer_name="Ban Quản lý các khu công nghiệp", kind="KẾ HOẠCH", subject="Thử", body=(),
    number="05", symbol="KH-KCNĐN", issued_on=date(2026, 2, 5),
)  # fmt: skip


def test_sizes_and_margins_stay_within_the_norm() -> None:
    assert DECREE_30.page == (210, 297)  # A4 (I.1)
    assert 20 <= DECREE_30.top <= 25
    assert 20 <= DECREE_30.bottom <= 25
    assert 30 <= DECREE_30.left <= 35
    assert 15 <= DECREE_30.right <= 20
    assert 12 <= DECREE_30.country <= 13 <= DECREE_30.motto <= 14
    assert 13 <= DECREE_30.text <= 14
    assert DECREE_30.indent in {10, 12.7}
    assert DECREE_30.spacing >= 6
    assert 1 / 3 <= DECREE_30.rule <= 1 / 2


@pytest.mark.parametrize(
    ("day", "line"),
    [
        (date(2026, 2, 5), "Đồng Nai, ngày 05 tháng 02 năm 2026"),
        (date(2025, 3, 12), "Đồng Nai, ngày 12 tháng 3 năm 2025"),
        (date(2020, 1, 1), "Đồng Nai, ngày 01 tháng 01 năm 2020"),
        (date(2026, 11, 30), "Đồng Nai, ngày 30 tháng 11 năm 2026"),
    ],
)
def test_days_below_10_and_the_months_1_and_2_have_a_leading_0(day: date, line: str) -> None:
    assert date_line("Đồng Nai", day) == line


def test_a_document_that_waits_for_its_number_and_date_leaves_room_for_them() -> None:
    assert number_line("12", "KH-UBND") == "Số: 12/KH-UBND"
    assert number_line("", "KH-UBND").split() == ["Số:", "/KH-UBND"]
    assert date_line("Đồng Nai", None).split() == ["Đồng", "Nai,", "ngày", "tháng", "năm"]


def test_grounds_end_in_semicolons_and_the_last_in_a_full_stop_whatever_they_ended_in() -> None:
    assert base_lines(("Căn cứ A", "Căn cứ B,", "Căn cứ C;")) == ("Căn cứ A;", "Căn cứ B;", "Căn cứ C.")
    styled = (Run("Căn cứ D"),)
    assert base_lines((styled, "Căn cứ E.")) == (styled, "Căn cứ E.")


def test_recipients_have_their_dashes_and_endings() -> None:
    assert recipient_lines(("Như trên", "- UBND tỉnh;", "– Lưu: VT")) == ("- Như trên;", "- UBND tỉnh;", "- Lưu: VT.")
    assert closed(("", "  ")) == ()


@pytest.mark.parametrize(
    ("parts", "last"),
    [
        ((Paragraph("Trên đây là Kế hoạch."),), "Trên đây là Kế hoạch./."),
        ((Paragraph("Đã xong./."),), "Đã xong./."),
        ((Paragraph((Run("Trên đây "), Run("là Kế hoạch.", bold=True))),), "Trên đây là Kế hoạch./."),
    ],
)
def test_the_text_ends_with_the_end_mark_once(parts: tuple[Paragraph], last: str) -> None:
    final = ended(parts)[-1]

    assert isinstance(final, Paragraph)
    assert (final.text if isinstance(final.text, str) else "".join(r.text for r in final.text)) == last


@pytest.mark.parametrize(
    "parts", [(), (Heading("I. MỤC ĐÍCH"),), (Paragraph("Có bảng:"), Table((1,), ((Cell.of("a"),),)))]
)
def test_no_end_mark_stands_alone_below_a_table(parts: tuple[Part, ...]) -> None:
    assert ended(parts) == parts


def test_annexes_are_numbered_in_roman_where_there_are_two_or_more() -> None:
    assert annex_word(0, 1) == "Phụ lục"
    assert [annex_word(i, 12) for i in (0, 3, 8, 11)] == ["Phụ lục I", "Phụ lục IV", "Phụ lục IX", "Phụ lục XII"]


def test_an_annex_names_the_document_it_belongs_to() -> None:
    assert annex_reference(DOCUMENT, Annex("A", ())) == (
        "(Kèm theo Kế hoạch số 05/KH-KCNĐN ngày 05 tháng 02 năm 2026 của Ban Quản lý các khu công nghiệp)"
    )
    assert annex_reference(DOCUMENT, Annex("A", (), reference="")) == ""


@given(st.text())
def test_what_is_written_holds_no_character_that_a_file_cannot(text: str) -> None:
    kept = clean(text)

    assert not any(ord(c) < 32 and c not in "\t\n\r" for c in kept)
    assert clean(kept) == kept


@st.composite
def tables(draw: st.DrawFn) -> tuple[int, tuple[tuple[Cell, ...], ...]]:
    """Any way of covering a grid with spanning cells."""
    columns, height = draw(st.integers(1, 5)), draw(st.integers(1, 6))
    taken: set[tuple[int, int]] = set()
    rows: list[tuple[Cell, ...]] = []
    for r in range(height):
        row: list[Cell] = []
        for c in range(columns):
            if (r, c) in taken:
                continue
            room = next((n for n in range(1, columns - c + 1) if (r, c + n) in taken or c + n == columns), 1)
            width, depth = draw(st.integers(1, room)), draw(st.integers(1, height - r))
            taken |= {(r + i, c + j) for i in range(depth) for j in range(width)}
            row.append(Cell.of(f"{r}.{c}", row_span=depth, column_span=width))
        rows.append(tuple(row))
    return columns, tuple(rows)


@given(tables())
def test_every_covering_of_a_grid_is_placed_where_its_text_says(made: tuple[int, tuple[tuple[Cell, ...], ...]]) -> None:
    columns, rows = made

    places = list(placed(rows, columns))

    assert [f"{r}.{c}" for r, c, _ in places] == [cell.paragraphs[0] for _, _, cell in places]
    assert sum(cell.row_span * cell.column_span for _, _, cell in places) == columns * len(rows)


@pytest.mark.parametrize(
    "rows",
    [
        ((Cell.of("a"),),),
        ((Cell.of("a"), Cell.of("b"), Cell.of("c")),),
        ((Cell.of("a", column_span=3),),),
        ((Cell.of("a", row_span=2), Cell.of("b")),),
        ((Cell.of("a", column_span=0), Cell.of("b")),),
        ((Cell.of("a"), Cell.of("b", row_span=2)), (Cell.of("c", column_span=2),)),
    ],
    ids=["hole", "too many", "wide", "deep", "nothing", "overlap"],
)
def test_a_table_whose_cells_do_not_fill_the_grid_is_refused(rows: tuple[tuple[Cell, ...], ...]) -> None:
    with pytest.raises(ValueError, match="table"):
        Table((1, 1), rows)


def test_a_heading_has_one_of_four_levels() -> None:
    for level in (0, 5):
        with pytest.raises(ValueError, match="level"):
            Heading("I", level)
