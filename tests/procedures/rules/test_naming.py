"""When a name on paper is the registry's name: writing may differ, words may not."""

from __future__ import annotations

import pytest

from motcua.procedures.rules.naming import is_later, same_name

KNOWN = "Cấp giấy phép xây dựng công trình cấp I/cấp II"


@pytest.mark.parametrize(
    "said",
    [
        KNOWN,
        "CẤP GIẤY PHÉP XÂY DỰNG CÔNG TRÌNH CẤP I, CẤP II.",
        "Cap giay phep xay dung cong trinh cap I / cap II",
        "Thủ tục cấp giấy phép xây dựng công trình cấp I/cấp II",
        "Thủ tục hành chính: Cấp giấy phép xây dựng công trình cấp I/cấp II",
        "Cấp giấyphép xây dựng công trình cấp I/cấp II",
    ],
)
def test_writing_does_not_make_another_name(said: str) -> None:
    assert same_name(said, KNOWN)


@pytest.mark.parametrize(
    "said",
    [
        "Cấp lại giấy phép xây dựng công trình cấp I/cấp II",  # one word more is another procedure in the national list
        "Cấp giấy phép xây dựng công trình cấp I",
        "Điều chỉnh giấy phép xây dựng công trình cấp I/cấp II",
        "Cấp giấy phép xây dựng công trình cấp III/cấp II",
        "Thủ tục",
        "",
    ],
)
def test_a_word_does(said: str) -> None:
    assert not same_name(said, KNOWN)


ACTS = ("cấp lại", "gia hạn", "đổi")


@pytest.mark.parametrize(
    "name",
    [
        "Cấp lại giấy phép xây dựng",
        "Thủ tục đề nghị gia hạn giấy phép lao động",
        "CẤP LẠI thẻ",
        "Đổi giấy phép lái xe",
        "Gia hạn",
    ],
)
def test_what_is_done_to_a_paper_one_has_is_told_by_the_first_words(name: str) -> None:
    assert is_later(name, ACTS)


@pytest.mark.parametrize("name", ["Cấp giấy phép xây dựng", "Cấp, cấp lại thẻ", "Hỗ trợ đổi mới công nghệ", ""])
def test_the_first_issue_is_not(name: str) -> None:
    assert not is_later(name, ACTS)
