"""Agencies and places: what names one for certain is one; addresses, ways to reach somebody, steps and sentences stay as words."""

from __future__ import annotations

import pytest

from motcua.procedures.content import AgencyRole, Part
from motcua.procedures.reading.agencies import read_agencies
from motcua.procedures.reading.found import Doubt, Gathered
from motcua.procedures.reading.national import read_national


def read(text: str, role: AgencyRole = AgencyRole.PERFORMING) -> tuple[list[str], list[str]]:
    into = Gathered()
    found = read_agencies([(text, role)], into)
    left = [one.text.split(": ", 1)[1] for one in into.unread]
    assert all(one.part == Part.AGENCIES for one in into.unread)
    assert [doubt for doubt, _ in into.doubts] == [Doubt.AGENCY_UNCLEAR] * len(left)
    return [one.name for one in found], left


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Bộ Mẫu, Sở Văn hóa, Thể thao và Du lịch", ["Bộ Mẫu", "Sở Văn hóa, Thể thao và Du lịch"]),
        ("Cục Đo vẽ, Bản đồ và Địa danh, Sở Mẫu", ["Cục Đo vẽ, Bản đồ và Địa danh", "Sở Mẫu"]),  # no "Ban đồ"
        ("Cục Đê điều và Phòng, Chống thiên tai", ["Cục Đê điều và Phòng, Chống thiên tai"]),
        ("Cục Đê điều, Phòng, chống thiên tai", ["Cục Đê điều, Phòng, chống thiên tai"]),
        ("Bộ, cơ quan ngang Bộ, cơ quan thuộc Chính phủ", ["Bộ, cơ quan ngang Bộ, cơ quan thuộc Chính phủ"]),
        ("Sở Tư pháp, Chủ tịch Ủy ban nhân dân cấp tỉnh", ["Sở Tư pháp", "Chủ tịch Ủy ban nhân dân cấp tỉnh"]),
        ("Thuế tỉnh, thành phố\nThuế cơ sở", ["Thuế tỉnh, thành phố", "Thuế cơ sở"]),
        ("Uỷ ban nhân dân cấp xã.; ; UBND cấp tỉnh", ["Uỷ ban nhân dân cấp xã", "UBND cấp tỉnh"]),
        ("Cục Kiểm tra sau thông quan - Bộ Mẫu", ["Cục Kiểm tra sau thông quan - Bộ Mẫu"]),  # no "thông qua"
    ],
)
def test_a_comma_inside_a_name_parts_nothing(text: str, names: list[str]) -> None:
    assert read(text) == (names, [])


def test_an_agency_beside_words_that_name_none_is_kept_and_the_words_too() -> None:
    assert read("Bộ Mẫu, Tòa án nhân dân_old, Cơ quan khác") == (["Bộ Mẫu"], ["Tòa án nhân dân_old", "Cơ quan khác"])


@pytest.mark.parametrize(
    "text",
    [
        "Cơ quan giải quyết bồi thường là cơ quan quản lý người gây thiệt hại theo Điều 33",
        "* Kiểm tra bản chính\nCơ quan, tổ chức chứng thực ghi lời chứng:\n+ Ký, đóng dấu",
        "Ban Chỉ huy cửa khẩu hoặc Đồn Biên phòng cửa khẩu",
        "Bộ trưởng",
    ],
)
def test_sentences_alternatives_and_posts_of_no_agency_stay_as_words(text: str) -> None:
    assert read(text) == ([], [text])


@pytest.mark.parametrize(
    "text",
    [
        "12 Nguyễn Sơn, phường Bồ Đề, thành phố Hà Nội",
        "Bước 1: Nộp hồ sơ\n+ Trực tiếp tại Bộ phận Một cửa của Bộ Mẫu\n+ Qua bưu chính",
        "Bộ phận Một cửa của Sở Mẫu hoặc qua thuê dịch vụ của doanh nghiệp",
        "https://mau.gov.vn",
        "Cục Mẫu, số 2 Phố Mẫu, Hà Nội/Chi nhánh khu vực",
    ],
)
def test_an_address_alone_a_step_or_a_web_page_is_no_place(text: str) -> None:
    assert read(text, AgencyRole.RECEIVING) == ([], [text])


@pytest.mark.parametrize(
    ("text", "names", "left"),
    [
        (
            "Cục Mẫu - Bộ Mẫu, số 1, đường Mẫu, quận Ba Đình, thành phố Hà Nội; số điện thoại: 069 000; số fax: 04 000",
            ["Cục Mẫu - Bộ Mẫu, số 1, đường Mẫu, quận Ba Đình, thành phố Hà Nội"],
            ["số điện thoại: 069 000", "số fax: 04 000"],
        ),
        ("Phòng Mẫu, Công an tỉnh, thành phố.", ["Phòng Mẫu, Công an tỉnh, thành phố"], []),
        ("Bộ Quốc phòng, Bộ Công an", ["Bộ Quốc phòng", "Bộ Công an"], []),
        ("Tại trụ sở Sở Mẫu", ["Sở Mẫu"], []),
        ("Cơ quan Công an (Phòng A; Phòng B).", ["Cơ quan Công an (Phòng A; Phòng B)"], []),
        (
            "Bộ phận Một cửa của Bộ Mẫu; địa điểm tại số 10 Phố Mẫu, Hà Nội.",
            ["Bộ phận Một cửa của Bộ Mẫu; địa điểm tại số 10 Phố Mẫu, Hà Nội"],
            [],
        ),
    ],
)
def test_a_place_keeps_its_address_and_the_agency_above_it(text: str, names: list[str], left: list[str]) -> None:
    assert read(text, AgencyRole.RECEIVING) == (names, left)


def test_words_that_stay_say_where_they_stood() -> None:
    row = {"ma_thu_tuc": "1.100001", "ten_thu_tuc": "Cấp giấy phép mẫu", "dia_chi_tiep_nhan": "12 Phố Mẫu, Hà Nội"}
    content = read_national(row | {"co_quan_thuc_hien": "Sở Mẫu"}).content
    assert [agency.name for agency in content.agencies] == ["Sở Mẫu"]
    assert [one.text for one in content.unread if one.part == Part.AGENCIES] == [
        "Địa chỉ tiếp nhận hồ sơ: 12 Phố Mẫu, Hà Nội"
    ]
