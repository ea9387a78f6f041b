"""The numbers that Word computes: a plan is numbered by them and they stand nowhere in the file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.files import W, level, numbered, numbering, p, paragraphs_of, tbl, tc, word_file

from motcua.documents.reading.blocks import Table
from motcua.documents.reading.docx import read_docx
from motcua.documents.reading.docx.numbering import counted_in_words, in_form, letters
from motcua.kernel.text import roman

OUTLINE = [
    level("upperRoman", "%1."),
    level("decimal", "%2."),
    level("decimal", "%2.%3."),
    level("lowerLetter", "%4)"),
    level("bullet", "-"),
]


def labels(*body: str, numbers: str, **parts: str) -> list[str]:
    data = word_file("".join(body), {"numbering.xml": numbers, **{f"{name}.xml": xml for name, xml in parts.items()}})
    return [value.split(" ")[0] for value in paragraphs_of(read_docx(data))]


def test_levels_count_and_begin_again_under_each_new_parent() -> None:
    body = [numbered("x", 1, depth) for depth in (0, 1, 1, 2, 3, 3, 4, 1, 2, 0, 1, 2)]

    assert labels(*body, numbers=numbering(OUTLINE)) == [
        "I.",
        "1.",
        "2.",
        "2.1.",
        "a)",
        "b)",
        "-",
        "3.",
        "3.1.",
        "II.",
        "1.",
        "1.1.",
    ]


def test_two_lists_of_one_definition_go_on_counting_unless_they_say_where_to_start() -> None:
    begin = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    more = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="0"/>{own}</w:num>' for n, own in ((8, ""), (9, begin))
    )
    body = [numbered("x", n) for n in (1, 1, 8, 9, 9, 1)]

    assert labels(*body, numbers=numbering([level("decimal", "%1.")], overrides=more)) == [
        "1.",
        "2.",
        "3.",
        "1.",
        "2.",
        "3.",
    ]


def test_a_level_may_begin_elsewhere_and_never_begin_again() -> None:
    levels = [level("upperRoman", "%1."), level("decimal", "%2.", '<w:lvlRestart w:val="0"/>', start=5)]

    assert labels(*[numbered("x", 1, d) for d in (0, 1, 0, 1)], numbers=numbering(levels)) == ["I.", "5.", "II.", "6."]


def test_legal_numbering_shows_parents_in_figures() -> None:
    levels = [level("upperRoman", "%1."), level("decimal", "%1.%2.", "<w:isLgl/>")]

    assert labels(*[numbered("x", 1, d) for d in (0, 0, 1)], numbers=numbering(levels)) == ["I.", "II.", "2.1."]


def test_a_list_may_be_given_by_the_style_and_its_level_by_the_style_too() -> None:
    levels = [level("upperRoman", "%1.", '<w:pStyle w:val="h1"/>'), level("decimal", "%2.", '<w:pStyle w:val="h2"/>')]
    number = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = f'<w:styles xmlns:w="{W}"><w:style w:styleId="h1">{number}</w:style><w:style w:styleId="h2">{number}</w:style></w:styles>'
    body = [p("x", props=f'<w:pStyle w:val="{style}"/>') for style in ("h1", "h2", "h2", "h1", "h2")]

    assert labels(*body, numbers=numbering(levels), styles=styles) == ["I.", "1.", "2.", "II.", "1."]


def test_numbering_switched_off_in_the_paragraph_counts_nothing() -> None:
    off = p("Không", props='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>')

    assert labels(numbered("x", 1), off, numbered("x", 1), numbers=numbering([level("decimal", "%1.")])) == [
        "1.",
        "Không",
        "2.",
    ]


def test_symbol_bullets_become_the_signs_that_the_paper_shows() -> None:
    lists = [[level("bullet", sign)] for sign in ("\uf0b7", "\uf02d", "\uf02b", "\uf0fc", "o", "-", "\uf0d8", "\uf123")]

    assert labels(*[numbered("x", i + 1) for i in range(len(lists))], numbers=numbering(*lists)) == [
        "•",
        "-",
        "+",
        "✓",
        "○",
        "-",
        "➢",
        "•",
    ]


def test_the_automatic_number_of_a_row_stands_in_its_cell() -> None:
    rows = [[tc(numbered("", 1)), tc(word)] for word in ("Rà soát", "Công khai")]
    document = read_docx(word_file(tbl(*rows), {"numbering.xml": numbering([level("decimal", "%1")])}))

    table = document.blocks[0]
    assert isinstance(table, Table)
    assert [cell.text.value for cell in table.cells] == ["1", "Rà soát", "2", "Công khai"]


def test_an_empty_numbered_paragraph_in_the_body_counts_but_leaves_no_paragraph() -> None:
    assert labels(
        numbered("x", 1), numbered("", 1), numbered("x", 1), numbers=numbering([level("decimal", "%1.")])
    ) == ["1.", "3."]


def test_a_list_by_way_of_a_list_style() -> None:
    xml = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum>'
        '<w:abstractNum w:abstractNumId="1"><w:styleLink w:val="L"/>'
        f'<w:lvl w:ilvl="0">{level("decimal", "Điều %1.")}</w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    document = read_docx(word_file(numbered("Hiệu lực", 1) + numbered("Trách nhiệm", 1), {"numbering.xml": xml}))

    assert paragraphs_of(document) == ["Điều 1. Hiệu lực", "Điều 2. Trách nhiệm"]


def test_a_list_that_is_not_defined_shows_no_label() -> None:
    assert labels(numbered("x", 7), numbers=numbering([level("decimal", "%1.")])) == ["x"]


@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [
        (4, "upperRoman", "IV"),
        (19, "lowerRoman", "xix"),
        (27, "lowerLetter", "aa"),
        (2, "upperLetter", "B"),
        (7, "decimalZero", "07"),
        (5, "vietnameseCounting", "năm"),
        (15, "vietnameseCounting", "mười lăm"),
        (21, "vietnameseCounting", "hai mươi mốt"),
        (3, "none", ""),
        (3, "chicago", "3"),
        (0, "lowerLetter", "0"),
        (5000, "upperRoman", "5000"),
    ],
)
def test_numbers_in_words_formats(number: int, form: str, shown: str) -> None:
    assert in_form(number, form) == shown


@given(st.integers(min_value=1, max_value=3999))
def test_roman_numbers_mean_what_they_stand_for(number: int) -> None:
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
    signs = [values[sign] for sign in roman(number)]

    assert sum(-a if a < b else a for a, b in zip(signs, [*signs[1:], 0], strict=True)) == number


@given(st.integers(min_value=1, max_value=99))
def test_letters_and_words_are_all_different(number: int) -> None:
    assert letters(number) != letters(number + 1)
    assert len({counted_in_words(n) for n in range(1, 100)}) == 99
