"""Legal grounds and results with their columns run together."""

from __future__ import annotations

from motcua.procedures.content import Part
from motcua.procedures.reading.found import Gathered
from motcua.procedures.reading.grounds import read_grounds
from motcua.procedures.reading.results import read_results


def grounds(text: str) -> list[tuple[str, str]]:
    into = Gathered()
    read_grounds("Tên văn bản pháp lýMã văn bản" + text, into)
    assert not into.unread
    return [(g.number, g.title) for g in into.grounds]


def test_the_capital_of_the_next_title_is_not_part_of_the_number() -> None:
    assert grounds("Luật Mẫu12/2024/QH15Nghị định 3/2025/NĐ-CP3/2025/NĐ-CPThông tư hướng dẫn4/2025/TT-BTC") == [
        ("12/2024/QH15", "Luật Mẫu"),
        ("3/2025/NĐ-CP", "Nghị định 3/2025/NĐ-CP"),
        ("4/2025/TT-BTC", "Thông tư hướng dẫn"),
    ]


def test_a_number_in_the_middle_of_a_title_ends_no_row() -> None:
    assert grounds("Nghị định số 7/2026/NĐ-CP ngày 05/02/2026 của Chính phủ7/2026/NĐ-CP") == [
        ("7/2026/NĐ-CP", "Nghị định số 7/2026/NĐ-CP ngày 05/02/2026 của Chính phủ")
    ]


def test_words_before_the_number_in_its_own_cell_are_no_title() -> None:
    assert grounds("Luật MẫuLuật số 32/2024/QH15Quyết định về giáQuyết định số 8/2025/QĐ-TTg") == [
        ("32/2024/QH15", "Luật Mẫu"),
        ("8/2025/QĐ-TTg", "Quyết định về giá"),
    ]


def test_a_title_that_ends_in_a_year_does_not_lend_its_digits() -> None:
    assert grounds("Luật Mẫu 202068/2020/QH14") == [("68/2020/QH14", "Luật Mẫu 2020")]


def test_words_without_a_number_are_kept() -> None:
    into = Gathered()
    read_grounds("Tên văn bản pháp lýMã văn bảnLuật Mẫu12/2024/QH15Bộ luật Hàng hải", into)
    assert [(u.part, u.text) for u in into.unread] == [(Part.GROUNDS, "Bộ luật Hàng hải")]


def test_results_keep_their_codes_and_lose_the_buttons_of_the_page() -> None:
    into = Gathered()
    read_results(
        "Giấy phép mẫuMã: KQ.G17.000001Văn bản từ chối cấp giấy phépMã: G19-KQ0000002Từ khóagiấy phép, mẫuMô tảKhông có thông tin"
        "Chọn cơ quan thực hiệnTỉnh/ Thành phốNộp hồ sơ",
        into,
    )
    assert [(r.name, r.code, r.negative) for r in into.results] == [
        ("Giấy phép mẫu", "KQ.G17.000001", False),
        ("Văn bản từ chối cấp giấy phép", "G19-KQ0000002", True),
    ]
    assert into.keywords == ["giấy phép", "mẫu"]
    assert into.description == ""
