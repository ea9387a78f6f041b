"""When a name on paper is the registry's name: writing may differ, words may not."""

from __future__ import annotations

import pytest

from motcua.procedures.rules.naming import same_name

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
