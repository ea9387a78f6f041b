"""What a page sends is read into the answers that the form asks for."""

from __future__ import annotations

from tests.factories.eforms import household

from motcua.procedures.eforms import Choice, EForm, Field, Kind, Section, check_written
from motcua.procedures.eforms.posted import ADD, DROP, answers_posted, rows_changed


class Sent(dict[str, list[str]]):
    def getlist(self, key: str) -> list[str]:
        return self.get(key, [])


FILLED = Sent(
    {
        "f.ho_ten": ["Bà A"],
        "f.so_dinh_danh": ["075190000001"],
        "f.cam_doan": ["on"],
        "f.thanh_vien.0.ten": ["Bà A"],
        "f.thanh_vien.0.thu_nhap": ["3.000.000"],
        "f.thanh_vien.2.ten": ["Ông B"],
        "f.thanh_vien.2.thu_nhap": [""],
        "csrfmiddlewaretoken": ["x"],
    }
)


def test_a_page_filled_in_is_a_form_answered() -> None:
    found = check_written(household(), answers_posted(household(), FILLED))
    assert not found.errors
    assert [row["ten"] for row in found.answers["thanh_vien"]] == ["Bà A", "Ông B"]
    assert found.answers["tong"] == 36_000_000


def test_buttons_add_and_take_out_rows() -> None:
    answers = answers_posted(household(), FILLED)
    assert rows_changed(household(), answers, FILLED) is None
    more = rows_changed(household(), answers, Sent(FILLED | {ADD: ["thanh_vien"]}))
    assert more is not None
    assert len(more["thanh_vien"]) == 3
    less = rows_changed(household(), answers, Sent(FILLED | {DROP: ["thanh_vien.0"]}))
    assert less is not None
    assert [row["ten"] for row in less["thanh_vien"]] == ["Ông B"]
    assert rows_changed(household(), answers, Sent({ADD: ["khac"]})) is None


def test_addresses_and_several_choices_come_together() -> None:
    kinds = Field("loai", "Loại", Kind.CHOICES, choices=(Choice("a", "A"), Choice("b", "B")))
    form = EForm("Thử", (Section("Phần", (Field("nha", "Nhà", Kind.ADDRESS), kinds)),))
    sent = Sent({"f.nha.territory": ["26185"], "f.nha.detail": ["Tổ 1"], "f.loai": ["a", "b"]})
    found = check_written(form, answers_posted(form, sent)).answers
    assert found["nha"].territory == "26185"
    assert found["loai"] == ("a", "b")
