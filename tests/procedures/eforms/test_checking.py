"""Answers to a form are read, checked, worked out; what is not asked for does not come out."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.eforms import household, household_answers

from motcua.kernel.errors import Invalid
from motcua.procedures.eforms import (
    Condition,
    EForm,
    Field,
    Group,
    Kind,
    Op,
    Section,
    answers_as_json,
    check_plain,
    check_stored,
    check_written,
    faults,
    filled_up,
    form_as_json,
    form_from_file,
    form_from_json,
    something_said,
)
from motcua.procedures.eforms.calculations import Number, parsed, worked_out
from motcua.procedures.eforms.kinds import Known
from motcua.procedures.eforms.numbers import Unread


def wrong(answers: dict[str, Any], form: EForm | None = None) -> set[str]:
    return set(check_plain(form or household(), answers).by_path)


def one(*items: Field | Group) -> EForm:
    return EForm("Thử", (Section("Phần", items),))


def codes(form: EForm) -> set[str]:
    return {fault.code for fault in faults(form)}


def test_a_whole_form_is_answered_and_worked_out() -> None:
    found = check_plain(household(), household_answers())
    assert not found.errors
    assert found.answers["tong"] == 66_000_000
    assert found.answers["binh_quan"] == 2_750_000
    assert found.answers["bang_chu"] == "Sáu mươi sáu triệu đồng"
    assert found.answers["thanh_vien"][1] == {"ten": "Ông B", "thu_nhap": 2_500_000, "ca_nam": 30_000_000}
    assert found.answers["co_nha"] is False
    assert "loai_nha" in found.hidden


def test_stored_answers_are_plain_and_checked_again_give_the_same() -> None:
    first = check_plain(household(), household_answers()).answers
    asked = {
        key: value for key, value in answers_as_json(first).items() if key not in {"tong", "binh_quan", "bang_chu"}
    }
    asked["thanh_vien"] = [{k: v for k, v in row.items() if k != "ca_nam"} for row in asked["thanh_vien"]]
    assert check_plain(household(), asked).answers == first


def test_each_error_stands_at_its_path() -> None:
    rows = [{"ten": "Bà A"}, {"thu_nhap": -1}]
    assert wrong({"thanh_vien": rows, "so_dinh_danh": "1"}) == {
        "ho_ten",
        "so_dinh_danh",
        "thanh_vien.1.ten",
        "thanh_vien.1.thu_nhap",
        "cam_doan",
    }


def test_what_the_form_does_not_ask_is_refused() -> None:
    rows = [{"ten": "Bà A", "tuoi": 5}]
    assert wrong(household_answers(nha="x", thanh_vien=rows)) == {"nha", "thanh_vien.0.tuoi"}


def test_a_declaration_must_be_ticked() -> None:
    assert wrong(household_answers(cam_doan=False)) == {"cam_doan"}


def test_what_a_condition_hides_is_dropped_and_not_asked() -> None:
    assert "loai_nha" not in check_plain(household(), household_answers(loai_nha="thue")).answers
    assert wrong(household_answers(co_nha=True)) == {"loai_nha"}
    assert check_plain(household(), household_answers(co_nha=True, loai_nha="thue")).answers["loai_nha"] == "thue"


def test_empty_rows_are_no_rows_and_errors_keep_the_place_they_were_sent_at() -> None:
    rows: list[dict[str, Any]] = [{"ten": ""}, {}, {"ten": "Bà A"}, {"thu_nhap": 1}]
    found = check_plain(household(), household_answers(thanh_vien=rows))
    assert set(found.by_path) == {"thanh_vien.3.ten"}
    assert len(found.answers["thanh_vien"]) == 2
    assert wrong(household_answers(thanh_vien=[{"ten": " "}])) == {"thanh_vien"}


def test_too_many_rows_are_told() -> None:
    assert wrong(household_answers(thanh_vien=[{"ten": "A"}] * 6)) == {"thanh_vien"}
    assert wrong(household_answers(thanh_vien="A")) == {"thanh_vien"}
    assert "thanh_vien.0" in wrong(household_answers(thanh_vien=["A"]))


def test_answers_written_on_a_page_are_read_as_people_write() -> None:
    rows = [{"ten": "Bà A", "thu_nhap": "3.000.000"}]
    found = check_written(household(), household_answers(thanh_vien=rows, cam_doan="on"))
    assert found.answers["tong"] == 36_000_000


def test_an_address_needs_a_territory_that_there_is() -> None:
    form = one(Field("noi_o", "Nơi ở", Kind.ADDRESS))
    sent = {"noi_o": {"territory": "99999", "detail": "Tổ 1"}}
    assert set(check_plain(form, sent, known=lambda code: code == "26185").by_path) == {"noi_o"}


@pytest.mark.parametrize(
    ("op", "values", "answer", "asked"),
    [
        (Op.ABOVE, ("10",), 11, True),
        (Op.ABOVE, ("10",), 10, False),
        (Op.AT_LEAST, ("10",), 10, True),
        (Op.BELOW, ("10",), 10, False),
        (Op.AT_MOST, ("10",), 10, True),
        (Op.DIFFERS, ("10",), 9, True),
        (Op.DIFFERS, ("10",), None, False),
        (Op.EMPTY, (), None, True),
        (Op.FILLED, (), None, False),
    ],
)
def test_conditions_compare_answers(op: Op, values: tuple[str, ...], answer: int | None, asked: bool) -> None:
    form = one(Field("n", "Số", Kind.INTEGER), Field("t", "Chữ", Kind.TEXT, condition=Condition("n", op, values)))
    assert not faults(form)
    assert ("t" in check_plain(form, {"n": answer, "t": "x"}).answers) is asked


@pytest.mark.parametrize(
    ("text", "value"),
    [("1+2*3", 7), ("(1+2)*3", 9), ("10-3-2", 5), ("2*-3", -6), ("7/2", Decimal("3.5")), ("1,5 × 2", 3), ("=8:4", 2)],
)
def test_signs_bind_as_in_school(text: str, value: Any) -> None:
    assert worked_out(parsed(text), lambda _part: None) == value


def test_dividing_by_nothing_gives_nothing() -> None:
    assert worked_out(parsed("1/0"), lambda _part: None) is None


@pytest.mark.parametrize(
    "text", ["", "1+", "(1", "1)", "a b", "MAX(a)", "1 + BẰNG_CHỮ(a)", "a$", "(" * 99, "-" * 99 + "1"]
)
def test_a_calculation_that_cannot_be_read_says_why(text: str) -> None:
    with pytest.raises(Unread):
        parsed(text)


@given(st.decimals(min_value=0, max_value=10**9, places=3))
def test_numbers_of_calculations_are_exact(number: Decimal) -> None:
    assert parsed(format(number, "f")) == Number(number)


def test_a_sound_form_has_no_faults_and_is_stored_whole() -> None:
    assert not faults(household())
    assert form_from_json(form_as_json(household())) == household()


def test_faults_are_told() -> None:
    assert codes(EForm("")) == {"title", "empty"}
    text = Field("a", "A", Kind.TEXT)
    assert codes(one(text, text)) == {"twice"}
    assert codes(one(text, Group("g", "Nhóm", (text,)))) == {"twice"}
    assert codes(one(Field("Ă", "A", Kind.TEXT))) == {"key"}
    assert codes(one(Field("a", "A", Kind.CHOICE))) == {"no_choices"}
    assert codes(one(Field("a", "A", Kind.INTEGER, low="5", high="1"))) == {"bounds"}
    assert codes(one(Field("a", "A", Kind.INTEGER, low="x"))) == {"bounds"}
    assert codes(one(Field("a", "A", Kind.TEXT, condition=Condition("b", Op.FILLED)))) == {"condition"}
    assert codes(one(text, Field("b", "B", Kind.TEXT, condition=Condition("a", Op.ABOVE, ("1",))))) == {"condition"}
    assert codes(one(Field("a", "A", Kind.MONEY, calculation="b + 1"))) == {"calculation"}
    assert codes(one(text, Field("b", "B", Kind.MONEY, calculation="a + 1"))) == {"calculation"}
    assert codes(one(Field("b", "B", Kind.DATE, calculation="1 + 1"))) == {"calculated_kind"}
    assert codes(one(Group("g", "Nhóm", ()), text)) == {"no_fields"}
    assert codes(one(Group("g", "Nhóm", (text,), least=3, most=2))) == {"rows"}


def test_a_field_of_a_group_is_out_of_reach_for_others() -> None:
    group = Group("g", "Nhóm", (Field("a", "A", Kind.INTEGER),))
    assert codes(one(group, Field("b", "B", Kind.MONEY, calculation="g.a + 1"))) == {"calculation"}
    assert codes(one(group, Field("b", "B", Kind.TEXT, condition=Condition("g.a", Op.FILLED)))) == {"condition"}


def test_circles_of_conditions_and_calculations_are_found() -> None:
    a = Field("a", "A", Kind.INTEGER, calculation="b + 1")
    b = Field("b", "B", Kind.INTEGER, calculation="a + 1")
    assert codes(one(a, b)) == {"circle"}
    asked = Field("c", "C", Kind.INTEGER, condition=Condition("d", Op.FILLED))
    worked = Field("d", "D", Kind.INTEGER, calculation="c * 2")
    assert codes(one(asked, worked)) == {"circle"}
    inside = Section("Phần", (Field("e", "E", Kind.TEXT),), condition=Condition("e", Op.FILLED))
    assert codes(EForm("Thử", (inside,))) == {"circle"}


def test_a_file_that_is_no_form_is_refused_with_its_places() -> None:
    with pytest.raises(Invalid) as caught:
        form_from_file(b'{"title": "x", "sections": [{"title": "y", "items": [{"key": "a", "label": "A"}]}], "z": 1}')
    assert {error.params["place"] for error in caught.value.errors} == {"sections.0.items.0.kind", "z"}
    with pytest.raises(Invalid):
        form_from_file(b"\xff")


def test_a_hidden_group_counts_for_nothing() -> None:
    form = household()
    group = replace(form.groups()["thanh_vien"], condition=Condition("co_nha", Op.EQUALS, ("true",)), least=0)
    hidden = replace(
        form, sections=(form.sections[0], replace(form.sections[1], items=(group, *form.sections[1].items[1:])))
    )
    assert not faults(hidden)
    found = check_plain(hidden, household_answers()).answers
    assert "thanh_vien" not in found
    assert found["tong"] == 0


def test_what_is_only_missing_is_told_apart_from_what_is_wrong() -> None:
    checked = check_plain(household(), {"so_dinh_danh": "12", "thanh_vien": [{"thu_nhap": 1}]})
    assert {error.field for error in checked.errors} == {"ho_ten", "so_dinh_danh", "thanh_vien.0.ten", "cam_doan"}
    assert checked.lacking == {"ho_ten", "thanh_vien.0.ten", "cam_doan"}
    assert [error.field for error in checked.wrong] == ["so_dinh_danh"]


def test_answers_as_they_were_kept_check_again_to_the_same() -> None:
    once = check_plain(household(), household_answers())
    again = check_stored(household(), answers_as_json(once.answers))
    assert again.errors == () and again.answers == once.answers


def test_an_untouched_page_says_nothing() -> None:
    assert not something_said({"a": "", "b": [], "c": [{"d": " "}], "e": {"territory": ""}, "f": False})
    assert something_said({"a": "", "c": [{"d": "x"}]})


@pytest.mark.parametrize(
    ("said", "known", "kept"),
    [
        ({}, {"identifier": "075190000001"}, {"so_dinh_danh": "075190000001"}),
        ({"so_dinh_danh": " "}, {"identifier": "075190000001"}, {"so_dinh_danh": "075190000001"}),
        ({"so_dinh_danh": "079080000002"}, {"identifier": "075190000001"}, {"so_dinh_danh": "079080000002"}),
        ({}, {"identifier": "0300000001"}, {}),
        ({}, {}, {}),
    ],
)
def test_what_is_left_empty_takes_what_is_known_and_fits(said: Any, known: Any, kept: Any) -> None:
    one = Field("so_dinh_danh", "Số định danh", Kind.PERSONAL_NUMBER, known=Known.IDENTIFIER)
    assert filled_up(EForm("x", (Section("y", (one,)),)), said, known) == kept


def test_what_is_known_stands_only_where_it_fits() -> None:
    wrong = Field("so", "Số", Kind.MONEY, known=Known.NAME)
    inside = Group("hang", "Hàng", (Field("ten", "Tên", Kind.TEXT, known=Known.NAME),))
    found = faults(EForm("x", (Section("y", (wrong, inside)),)))
    assert [(fault.code, fault.at) for fault in found] == [("known", "so"), ("known", "hang.ten")]
