"""Under which cases a dossier may be filed, and which of them no workflow serves."""

from __future__ import annotations

from typing import Any

import pytest

from motcua.procedures.rules.filed_cases import filed_cases, lacking


def named(*cases: str, **others: Any) -> list[dict[str, Any]]:
    return [({"case": case} if case else {}) | others for case in cases]


@pytest.mark.parametrize(
    ("content", "cases"),
    [
        ({}, ()),
        ({"limits": named("")}, ()),
        ({"limits": named("Cấp mới", "Cấp lại", "Cấp mới")}, ("Cấp mới", "Cấp lại")),
        # a time of all others beside that of a case: the others are filed too
        ({"limits": named("", "Phải xác minh", "Nhiều hồ sơ")}, ("Phải xác minh", "Nhiều hồ sơ", "")),
        # one case alone sets the others apart
        ({"limits": named("Phải xác minh")}, ("Phải xác minh", "")),
        # said of another way of filing, it is no time of other dossiers
        (
            {"limits": [*named("Cấp mới", "Cấp lại", channel="direct"), *named("", channel="online")]},
            ("Cấp mới", "Cấp lại"),
        ),
        # times come before papers, papers before fees
        ({"limits": named("A1", "B1"), "components": named("C1", "D1"), "fees": named("E1")}, ("A1", "B1")),
        ({"limits": named(""), "components": named("", "Chuyên gia", "Nhà quản lý")}, ("Chuyên gia", "Nhà quản lý")),
        ({"components": named("", "Trường hợp ủy quyền")}, ("Trường hợp ủy quyền", "")),
        ({"fees": named("Cấp mới", "Cấp lại", kind="fee")}, ("Cấp mới", "Cấp lại")),
        ({"fees": [*named("Hộ nghèo", "Trẻ em", kind="fee"), *named("", kind="fee")]}, ("Hộ nghèo", "Trẻ em", "")),
        ({"fees": [*named("Hộ nghèo", "Trẻ em", kind="fee"), *named("", kind="charge")]}, ("Hộ nghèo", "Trẻ em")),
        # headings of prose, one heading over everything, and headings that read alike are nobody's case
        ({"components": named("", "Lưu ý khi nộp hồ sơ", "Giấy tờ phải nộp kèm theo")}, ()),
        ({"components": named("Trường hợp cấp mới")}, ()),
        ({"components": named("Trường hợp cấp mới", "Đối với trường hợp cấp mới")}, ()),
        ({"components": named("a) Cấp mới, hồ sơ gồm:", "b) Cấp lại, hồ sơ gồm:")}, ("Cấp mới", "Cấp lại")),
    ],
)
def test_a_dossier_is_filed_under_the_cases_that_its_course_depends_on(
    content: dict[str, Any], cases: tuple[str, ...]
) -> None:
    assert filed_cases(content) == cases


@pytest.mark.parametrize(
    ("cases", "served", "left"),
    [
        ((), (), ("",)),
        ((), ("",), ()),
        ((), ("Đã bỏ",), ("",)),  # a case that the procedure does not have serves nobody
        (("A", "B"), ("",), ()),
        (("A", "B"), ("A",), ("B",)),
        (("A", "B"), ("B", "A"), ()),
        (("A", ""), ("A",), ("",)),
        (("A", ""), (), ("A", "")),
    ],
)
def test_a_procedure_is_configured_when_each_of_its_cases_is_served(
    cases: tuple[str, ...], served: tuple[str, ...], left: tuple[str, ...]
) -> None:
    assert lacking(cases, served) == left
