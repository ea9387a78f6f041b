"""Geometry into blocks: grids from rules, places of words, properties that hold for any document."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.files import assert_places_exact

from motcua.documents.reading.blocks import Table
from motcua.documents.reading.columns import halves, untangle
from motcua.documents.reading.drafts import Draft, DraftCell, DraftTable, Passage, clean, compose
from motcua.documents.reading.layout import Page, Rule, Word
from motcua.documents.reading.layout.grids import grids_of, merged
from motcua.documents.reading.layout.pages import lines_of
from motcua.documents.reading.letterhead import begins_signature, is_motto, is_place_date, stands_in_columns
from motcua.documents.reading.lines import begins_item, begins_small, ends_sentence, is_label, is_ornament

words = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyÁẾỢ0123456789 .,;:-*<>/#\t\u0301\u200b", max_size=40)
values = words.map(clean)
passages = st.builds(Passage, values, page=st.none(), bold=st.booleans())


@st.composite
def tables(draw: st.DrawFn) -> DraftTable:
    """Tables whose merged cells tile the grid."""
    rows, columns = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    free = {(r, c) for r in range(rows) for c in range(columns)}
    cells = []
    for r in range(rows):
        for c in range(columns):
            if (r, c) not in free:
                continue
            height, width = draw(st.integers(1, rows - r)), draw(st.integers(1, columns - c))
            area = {(r + i, c + j) for i in range(height) for j in range(width)}
            if not area <= free:
                area, height, width = {(r, c)}, 1, 1
            free -= area
            paragraphs = draw(st.lists(values.filter(bool), max_size=3))
            cells.append(DraftCell(r, c, paragraphs, height, width))
    return DraftTable(cells, rows, columns, exact=True)


@given(st.lists(st.one_of(passages, tables()), max_size=8), st.lists(passages, max_size=3))
def test_every_character_stands_where_its_text_says(drafts: list[Draft], asides: list[Passage]) -> None:
    document = compose(drafts, kind="docx", asides=asides)

    assert_places_exact(document)
    assert [block.index for block in document.blocks] == list(range(len(document.blocks)))


@given(tables())
def test_rules_of_any_tiling_give_its_cells_back(table: DraftTable) -> None:
    page = Page(1, 600, 800)
    xs = [50.0 + 60 * i for i in range(table.columns + 1)]
    ys = [100.0 + 30 * i for i in range(table.rows + 1)]
    for cell in table.cells:
        left, right = xs[cell.column], xs[cell.column + cell.column_span]
        top, bottom = ys[cell.row], ys[cell.row + cell.row_span]
        page.across += [Rule(top, left, right), Rule(bottom, left, right)]
        page.down += [Rule(left, top, bottom), Rule(right, top, bottom)]

    grids = grids_of(page)

    seen = sorted(
        (xs.index(round(g.xs[c.column])), ys.index(round(g.ys[c.row])), g.box(c)) for g in grids for c in g.cells
    )
    boxes = sorted(
        (
            cell.column,
            cell.row,
            (xs[cell.column], ys[cell.row], xs[cell.column + cell.column_span], ys[cell.row + cell.row_span]),
        )
        for cell in table.cells
    )
    assert seen == (boxes if len(boxes) > 1 else [])


def test_dotted_rules_are_one_rule_and_loose_dots_are_none() -> None:
    dots = [Rule(100, x, x + 1) for x in range(50, 200, 3)]

    assert [(rule.start, rule.end) for rule in merged([*dots, Rule(300, 50, 51)])] == [(50, 198)]


def test_a_table_open_at_its_sides_is_closed_where_its_rules_end() -> None:
    page = Page(
        1, 600, 800, across=[Rule(y, 50, 350) for y in (100, 130, 160)], down=[Rule(x, 100, 160) for x in (150, 250)]
    )

    (grid,) = grids_of(page)

    assert [round(x) for x in grid.xs] == [50, 150, 250, 350]
    assert len(grid.cells) == 6


def test_a_double_rule_makes_no_row_of_its_own() -> None:
    page = Page(
        1,
        600,
        800,
        across=[Rule(y, 50, 250) for y in (100, 102, 130)],
        down=[Rule(x, 100, 130) for x in (50, 150, 250)],
    )

    (grid,) = grids_of(page)

    assert len(grid.ys) == 2


def test_words_of_a_crooked_page_stay_on_their_lines() -> None:
    found = [
        Word(f"{line}", 50 + 40 * i, 85 + 40 * i, 100 + 14 * line + 0.6 * i, 112 + 14 * line + 0.6 * i, 12)
        for line in range(4)
        for i in range(10)
    ]

    lines = lines_of(found, 1)

    assert [set(line.value.split()) for line in lines] == [{"0"}, {"1"}, {"2"}, {"3"}]


@pytest.mark.parametrize(
    "line",
    [
        "- Một",
        "+ Hai",
        "-Một",
        "1. Một",
        "1.Một",
        "12) Một",
        "(3) Ba",
        "2.1. Rà",
        "2.1 Rà",
        "IV. Tổ chức",
        "a) Điểm",
        "đ) Điểm",
        "A. Phần",
        "• Gạch",
    ],
)
def test_list_items_and_numbered_headings_are_known(line: str) -> None:
    assert begins_item(line)


@pytest.mark.parametrize(
    "line",
    [
        "12/2023 của",
        "2022. Trong đó",
        "1.500 hồ sơ",
        "100% hồ sơ",
        "Nội dung",
        "Quý I",
        "CIV",
        "a đến z",
        "-5 độ",
        "01 năm",
    ],
)
def test_figures_and_words_are_no_items(line: str) -> None:
    assert not begins_item(line)


def test_signs_of_lines() -> None:
    assert is_label("-")
    assert is_label("2.1.")
    assert not is_label("Số")
    assert ends_sentence("như sau:")
    assert ends_sentence("hết./.")
    assert ends_sentence("(đã ký).”")
    assert not ends_sentence("Nghị định số 45/2020/NĐ-CP")
    assert begins_small("“các đơn vị")
    assert not begins_small("Các đơn vị")
    assert not begins_small("2026")
    assert is_ornament("_______")
    assert is_ornament("---o0o---")
    assert not is_ornament("- a -")


def test_marks_of_letterheads_and_signatures() -> None:
    assert is_motto("CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    assert is_motto("Độc lập – Tự do – Hạnh phúc")
    assert not is_motto("lãnh thổ nước Cộng hòa xã hội chủ nghĩa Việt Nam")
    assert is_place_date("Đồng Nai, ngày    tháng 01 năm 2026")
    assert begins_signature("KT. CHỦ TỊCH")
    assert begins_signature("PHÓ GIÁM ĐỐC")
    assert not begins_signature("Chủ tịch Ủy ban nhân dân tỉnh ban hành")
    assert not stands_in_columns([["STT", "1"], ["Nội dung", "Rà soát"], ["Chủ trì", "Văn phòng"]])


def test_tabs_that_only_indent_divide_nothing() -> None:
    assert halves("\tMột\t") is None
    assert halves("1.\tMột") is None
    assert halves("trái\tphải\tnữa") == ("trái", "phải nữa")
    assert [d.value for d in untangle([Passage("1.\tMột\thai")]) if isinstance(d, Passage)] == ["1. Một hai"]


def test_page_starts_follow_the_pages_of_the_blocks() -> None:
    drafts: list[Draft] = [Passage("một", page=1), Passage("hai ba", page=2, turns=[(4, 3)]), Passage("năm", page=5)]
    document = compose(drafts, kind="pdf", pages=6)

    assert [document.page_of(document.text.index(word)) for word in ("một", "hai", "ba", "năm")] == [1, 2, 3, 5]
    assert len(document.page_starts) == 6


def test_a_row_drawn_with_dashes_is_no_row() -> None:
    table = DraftTable(
        [DraftCell(0, 0, ["STT"]), DraftCell(0, 1, ["Việc"]), DraftCell(1, 0, ["---"]), DraftCell(2, 0, ["1"])], 3, 2
    )
    (block,) = compose([table], kind="docx").blocks

    assert isinstance(block, Table)
    assert [(cell.row, cell.text.value) for cell in block.cells] == [(0, "STT"), (0, "Việc"), (1, "1")]
