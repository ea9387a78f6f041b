"""The table of papers with its columns run together."""

from __future__ import annotations

import pytest

from motcua.procedures.content import Given, Part
from motcua.procedures.reading.components import read_components
from motcua.procedures.reading.found import Doubt, Gathered

HEAD = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"


def gathered(text: str) -> Gathered:
    into = Gathered()
    read_components(text, into)
    return into


def test_rows_end_with_their_numbers_and_the_next_table_with_its_case() -> None:
    into = gathered(
        f"Đối với cá nhân:{HEAD}Tờ khai;To khai 02.docx1 bản chínhẢnh chân dung2 bản chínhĐối với tổ chức:{HEAD}Quyết định thành lập0 bản chính,1 bản sao"
    )
    assert [(c.code, c.case, c.name, c.originals, c.copies, c.forms) for c in into.components] == [
        ("01", "Đối với cá nhân", "Tờ khai;", 1, 0, ("To khai 02.docx",)),
        ("02", "Đối với cá nhân", "Ảnh chân dung", 2, 0, ()),
        ("03", "Đối với tổ chức", "Quyết định thành lập", 0, 1, ()),
    ]
    assert not into.unread


def test_two_dashes_stand_for_no_case() -> None:
    assert gathered(f"--{HEAD}Đơn đề nghị1 bản chính").components[0].case == ""


def test_a_number_inside_a_name_ends_no_row() -> None:
    into = gathered(f"--{HEAD}Hồ sơ gồm 01 bản chính (có dấu) và ảnh1 bản chính")
    assert [c.name for c in into.components] == ["Hồ sơ gồm 01 bản chính (có dấu) và ảnh"]


def test_a_year_before_the_number_belongs_to_the_name() -> None:
    into = gathered(f"--{HEAD}Báo cáo tài chính năm 20251 bản chính")
    assert [(c.name, c.originals) for c in into.components] == [("Báo cáo tài chính năm 2025", 1)]


def test_other_digits_before_the_number_leave_it_open() -> None:
    into = gathered(f"--{HEAD}Đơn theo Mẫu số 011 bản chính")
    assert not into.components
    assert [(u.part, u.text) for u in into.unread] == [(Part.COMPONENTS, "Đơn theo Mẫu số 011 bản chính")]
    assert into.doubts[0][0] == Doubt.QUANTITY_UNCLEAR


@pytest.mark.parametrize(
    ("row", "name", "forms"),
    [
        (
            "Đơn đề nghị theo Nghị định số 1/2026/NĐ-CPMẫu số 01.docx",
            "Đơn đề nghị theo Nghị định số 1/2026/NĐ-CP",
            ("Mẫu số 01.docx",),
        ),
        ("Bản kê khai ngày 5/2/2026.Phu luc 2.pdf", "Bản kê khai ngày 5/2/2026.", ("Phu luc 2.pdf",)),
        ("Đơn đề nghị;mẫu a.docmẫu b.doc", "Đơn đề nghị;", ("mẫu a.doc", "mẫu b.doc")),
    ],
)
def test_the_file_of_a_form_begins_where_two_cells_meet(row: str, name: str, forms: tuple[str, ...]) -> None:
    component = gathered(f"--{HEAD}{row}1 bản chính").components[0]
    assert (component.name, component.forms) == (name, forms)


def test_a_form_whose_beginning_nobody_can_tell_stays_in_the_name() -> None:
    into = gathered(f"--{HEAD}Đơn đề nghị theo mẫu don de nghi.docx1 bản chính")
    assert into.components[0].name == "Đơn đề nghị theo mẫu don de nghi.docx"
    assert into.components[0].forms == ()
    assert [u.part for u in into.unread] == [Part.FORMS]


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("Tờ khai", Given.ORIGINAL),
        ("Bản sao chứng thực giấy ủy quyền", Given.CERTIFIED_COPY),
        ("Bản sao kèm bản chính để đối chiếu", Given.COMPARED),
        ("Xuất trình thẻ căn cước", Given.SHOWN),
    ],
)
def test_how_a_paper_is_given_is_told_by_its_words(name: str, given: Given) -> None:
    assert gathered(f"--{HEAD}{name}1 bản chính").components[0].given == given


def test_what_is_no_table_stays_as_words() -> None:
    into = gathered("Người nộp khai trên tờ khai điện tử.")
    assert [(u.part, u.text) for u in into.unread] == [(Part.COMPONENTS, "Người nộp khai trên tờ khai điện tử.")]
