"""A form is built step by step, and what changed between two is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.factories.eforms import household

from motcua.kernel.errors import NotFound
from motcua.procedures.eforms import EForm, Field, Group, Kind, Section
from motcua.procedures.eforms import editing as edit
from motcua.procedures.eforms.comparing import form_changes

NEW = Field("ghi_chu", "Ghi chú", Kind.LONG_TEXT)


def names(form: EForm) -> list[str]:
    return [item.key for item in form.items()]


def changed(old: EForm, new: EForm) -> list[tuple[str, str]]:
    return [
        (one.name, "new" if one.old is None else "gone" if one.new is None else "moved" if one.moved else "changed")
        for one in form_changes(old, new)
    ]


def test_keys_are_made_of_labels_and_stay_free() -> None:
    assert edit.key_for("Họ và tên", ()) == "ho_va_ten"
    assert edit.key_for("Họ và tên", {"ho_va_ten"}) == "ho_va_ten_2"
    assert edit.key_for("3 năm gần nhất", ()).startswith("truong_3")
    assert edit.key_for("…", ()) == "truong"


def test_fields_are_added_changed_moved_and_removed() -> None:
    form = household()
    more = edit.add_item(form, 0, NEW)
    assert changed(form, more) == [("ghi_chu", "new")]
    assert changed(more, edit.remove_item(more, "ghi_chu")) == [("ghi_chu", "gone")]
    assert changed(form, edit.change_item(form, "ho_ten", Field("ho_ten", "Tên", Kind.TEXT))) == [("ho_ten", "changed")]
    assert names(edit.move_item(form, "so_dinh_danh", -1))[:2] == ["so_dinh_danh", "ho_ten"]
    assert edit.move_item(form, "ho_ten", -1) == form


def test_a_field_past_the_edge_of_its_section_goes_to_the_next() -> None:
    moved = edit.move_item(household(), "loai_nha", 1)
    assert next(item.key for item in moved.sections[1].items) == "loai_nha"
    assert edit.move_item(moved, "loai_nha", -1) == household()


def test_fields_of_groups_go_by_their_full_names() -> None:
    form = household()
    grown = edit.add_to_group(form, "thanh_vien", NEW)
    assert changed(form, grown) == [("thanh_vien.ghi_chu", "new")]
    first = edit.move_item(grown, "thanh_vien.ghi_chu", -1)
    assert [one.key for one in first.groups()["thanh_vien"].fields] == ["ten", "thu_nhap", "ghi_chu", "ca_nam"]
    assert edit.remove_item(grown, "thanh_vien.ghi_chu") == form


def test_a_changed_group_keeps_its_fields_and_a_section_its_items() -> None:
    form = household()
    group = Group("thanh_vien", "Người trong hộ", ())
    assert changed(form, edit.change_item(form, "thanh_vien", group)) == [("thanh_vien", "changed")]
    retitled = edit.change_section(form, 0, Section("Người làm đơn"))
    assert names(retitled) == names(form)


def test_sections_are_added_moved_and_removed() -> None:
    form = edit.add_section(household(), Section("Phần thêm"))
    assert next(one.title for one in edit.move_section(form, 3, -3).sections) == "Phần thêm"
    assert edit.remove_section(form, 3) == household()


@pytest.mark.parametrize("name", ["khac", "thanh_vien.khac", "ho_ten.x"])
def test_what_is_gone_cannot_be_changed(name: str) -> None:
    with pytest.raises(NotFound):
        edit.remove_item(household(), name)


def test_one_that_moved_is_told_and_those_it_passed_are_not() -> None:
    form = household()
    moved = edit.move_item(edit.move_item(form, "ho_ten", 1), "ho_ten", 1)
    assert changed(form, moved) == [("ho_ten", "moved")]
    assert changed(form, form) == []
    assert changed(form, replace(form, note="x")) == []
