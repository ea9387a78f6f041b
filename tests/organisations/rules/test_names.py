from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.organisations.rules.names import (
    Noun,
    collective,
    name_key,
    parts_of,
    shared_noun,
    tails,
    without_notes,
    without_plural,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("VP. UBND Tỉnh", "Văn phòng Ủy ban nhân dân tỉnh"),
        ("Sở TT&TT", "Sở Thông tin và Truyền thông"),
        ("BQL các KCN", "Ban Quản lý các Khu công nghiệp"),
        ("Sở LĐ-TB&XH", "Sở Lao động - Thương binh và Xã hội"),
        ("Phòng Hành chính – Tổ chức", "phòng hành chính-tổ chức"),
        ("Uỷ ban nhân dân", "Ủy ban nhân dân"),
    ],
)
def test_two_ways_of_writing_one_name_have_the_same_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@given(st.text())
def test_a_key_is_its_own_key(text: str) -> None:
    assert name_key(name_key(text)) == name_key(text)


def test_remarks_and_list_marks_are_left_out() -> None:
    assert without_notes("- Các đơn vị trực thuộc (t/h);") == "Các đơn vị trực thuộc"


@given(st.text(alphabet="ab, ;và\n", max_size=30))
def test_parts_are_in_order_and_hold_every_word_that_divides_nothing(text: str) -> None:
    spans = parts_of(text)

    assert all(start < end for start, end in spans)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))


def test_a_name_may_lose_the_province_at_its_end() -> None:
    assert tails("so noi vu tinh dong nai", ["dong nai"]) == ["so noi vu tinh dong nai", "so noi vu", "so noi vu tinh"]


def test_a_list_may_say_its_noun_once() -> None:
    assert without_plural("Các Sở: Nội vụ") == "Sở  Nội vụ"
    assert without_plural("Sở Nội vụ") == ""
    assert shared_noun("Sở Nội vụ") == "Sở"
    assert shared_noun("UBND huyện Long Thành") == "UBND huyện"
    assert shared_noun("Long Thành") == ""


NOUNS = [
    Noun("phong chuyen mon", "issuer", ("division",), "phong"),
    Noun("phong", "issuer", ("division",)),
    Noun("don vi", "issuer"),
    Noun("ban", "issuer", ("division",), "ban"),
    Noun("ban", "province", ("zone_board",)),
    Noun("so", "province", ("department",)),
    Noun("nganh", "province", ("department",)),
    Noun("uy ban nhan dan cap xa", "province", ("peoples_committee",), "", "commune"),
]


@pytest.mark.parametrize(
    ("wording", "nouns"),
    [
        ("Các phòng chuyên môn", ["phong chuyen mon"]),
        ("các phòng, đơn vị", ["phong", "don vi"]),
        ("tất cả các phòng trực thuộc Ban", ["phong"]),
        ("các sở, ban, ngành tỉnh", ["so", "ban", "nganh"]),
        ("UBND cấp xã", ["uy ban nhan dan cap xa"]),
    ],
)
def test_collective_wordings_are_taken_apart(wording: str, nouns: list[str]) -> None:
    found = collective(name_key(wording), NOUNS)

    assert found is not None
    assert [n.key for n in found.nouns] == nouns


def test_a_word_of_two_meanings_follows_its_neighbours() -> None:
    beside_departments = collective(name_key("các sở, ban, ngành"), NOUNS)
    beside_divisions = collective(name_key("các phòng, ban"), NOUNS)

    assert beside_departments is not None
    assert {n.base for n in beside_departments.nouns} == {"province"}
    assert beside_divisions is not None
    assert {n.base for n in beside_divisions.nouns} == {"issuer"}


def test_heads_of_units_are_told_from_the_units() -> None:
    heads = collective(name_key("Thủ trưởng các sở, ban, ngành"), NOUNS)

    assert heads is not None
    assert heads.heads


@pytest.mark.parametrize("wording", ["Văn phòng", "Phòng Quản lý Đầu tư", "các hội viên", "", "các", "phòng"])
def test_what_is_no_collective_wording_is_not_taken_for_one(wording: str) -> None:
    assert collective(name_key(wording), NOUNS) is None
