"""A plan in several files is one document."""

from __future__ import annotations

from tests.factories.files import (
    assert_places_exact,
    lines_of,
    p,
    plan_pdf,
    rows_of,
    table_of,
    tbl,
    tc,
    typst_pdf,
    word_file,
)

from motcua.documents.reading.docx import read_docx
from motcua.documents.reading.pdf import read_pdf
from motcua.documents.reading.several import joined


def test_annexes_follow_the_plan_with_places_blocks_and_pages_counted_on() -> None:
    plan = read_pdf(plan_pdf())
    annex = read_pdf(typst_pdf("PHỤ LỤC\n\nDanh mục thủ tục\n#pagebreak()\nTrang hai của phụ lục"))
    document = joined([("ke-hoach.pdf", plan), ("phu-luc.pdf", annex)])

    assert lines_of(document) == lines_of(plan) + lines_of(annex)
    assert [block.index for block in document.blocks] == list(range(len(document.blocks)))
    assert_places_exact(document)
    assert plan.pages is not None
    assert document.pages == plan.pages + 2
    last = document.blocks[-1]
    assert last.page == document.pages
    assert document.page_of(document.text.index("Danh mục thủ tục")) == plan.pages + 1
    assert [note.message for note in document.notes if note.code == "file_begins"] == [
        "Tệp ke-hoach.pdf: từ trang 1.",
        f"Tệp phu-luc.pdf: từ trang {plan.pages + 1}.",
    ]


def test_tables_of_annexes_without_pages_keep_their_places() -> None:
    first = read_docx(word_file(p("KẾ HOẠCH")))
    second = read_docx(word_file(tbl([tc("STT"), tc("Việc")], [tc("1"), tc("Rà soát")])))
    document = joined([("a.docx", first), ("b.docx", second)])

    assert rows_of(table_of(document)) == [["STT", "Việc"], ["1", "Rà soát"]]
    assert_places_exact(document)
    assert document.pages is None
    assert document.page_starts == ()


def test_notes_of_a_file_say_which_file_they_are_about() -> None:
    old = read_docx(word_file('<w:p><w:r><w:rPr><w:rFonts w:ascii=".VnTime"/></w:rPr><w:t>KÕ ho¹ch</w:t></w:r></w:p>'))
    document = joined([("a.docx", read_docx(word_file(p("KẾ HOẠCH")))), ("b.docx", old)])

    converted = next(note for note in document.notes if note.code == "encoding_converted")
    assert converted.message.startswith("b.docx: ")


def test_one_file_alone_stays_as_it_is() -> None:
    plan = read_docx(word_file(p("KẾ HOẠCH")))

    assert joined([("a.docx", plan)]) is plan
