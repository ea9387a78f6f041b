"""Who acts in a sentence, and with whom."""

from __future__ import annotations

import pytest

from motcua.documents.reading.blocks import Text
from motcua.plans.reader.bodies import actor_of, coordinators_in, split_units, unit_heading


@pytest.mark.parametrize(
    ("sentence", "lead", "duty"),
    [
        ("Văn phòng làm đầu mối phối hợp các phòng", "Văn phòng", "làm đầu mối"),
        ("Lãnh đạo phụ trách các phòng, bộ phận, đơn vị liên quan có nhiệm vụ đôn đốc", "Lãnh đạo phụ trách các phòng, bộ phận, đơn vị liên quan", "đôn đốc"),
        ("Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính", "Sở Nội vụ", "chủ trì"),
        ("Sở Tài chính: Chủ trì tham mưu", "Sở Tài chính", "Chủ trì"),
        ("Ban Quản lý các Khu công nghiệp báo cáo kết quả", "Ban Quản lý các Khu công nghiệp", "báo cáo"),
        ("Bộ phận tiếp nhận và trả kết quả có trách nhiệm niêm yết", "Bộ phận tiếp nhận và trả kết quả", "niêm yết"),
        ("Các Sở, ngành và UBND các cấp bố trí kinh phí", "Các Sở, ngành và UBND các cấp", "bố trí"),
        ("Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh và các tổ chức chính trị - xã hội phối hợp tuyên truyền",
         "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh và các tổ chức chính trị - xã hội", "phối hợp"),
        ("Thủ trưởng các cơ quan, đơn vị và Chủ tịch UBND các xã, phường tổ chức thực hiện", "Thủ trưởng các cơ quan, đơn vị và Chủ tịch UBND các xã, phường", "tổ chức"),
        ("Văn phòng Cục chủ trì tham mưu", "Văn phòng Cục", "chủ trì"),
    ],
)  # fmt: skip
def test_the_unit_that_begins_a_sentence_acts(sentence: str, lead: str, duty: str) -> None:
    found = actor_of(sentence)

    assert found is not None
    assert sentence[found.start : found.end] == lead
    assert sentence[found.duty :].startswith(duty)


@pytest.mark.parametrize(
    "sentence",
    [
        "Tổ chức các hội nghị tập huấn",
        "Kinh phí thực hiện được bố trí trong nguồn thường xuyên",
        "Báo cáo kết quả thực hiện",
        "Ban hành kế hoạch kiểm tra",
        "Các nội dung khác thực hiện theo quy định",
        "Bộ thủ tục hành chính được công bố",
        "Hội nghị tổng kết được tổ chức cuối năm",
        "Phòng, chống tham nhũng",
    ],
)
def test_a_sentence_without_a_unit_at_its_head_names_nobody(sentence: str) -> None:
    assert actor_of(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "units"),
    [
        ("làm đầu mối phối hợp các phòng, bộ phận, đơn vị triển khai", "các phòng, bộ phận, đơn vị"),
        ("phối hợp với Sở Nội vụ đăng tải các bản tin", "Sở Nội vụ"),
        ("phối hợp với các cơ quan thông tin báo chí để tuyên truyền", "các cơ quan thông tin báo chí"),
        ("Phối hợp với các cơ sở giáo dục và đào tạo để lồng ghép", "các cơ sở giáo dục và đào tạo"),
        ("Chủ trì, phối hợp cùng các đơn vị có liên quan tham mưu", "các đơn vị có liên quan"),
        ("Phối hợp Sở Nội vụ tăng cường công tác nghiên cứu", "Sở Nội vụ"),
        ("phối hợp với Sở Y tế, Công an tỉnh siết chặt việc cấp phép", "Sở Y tế, Công an tỉnh"),
        ("phối hợp với Sở Nội vụ mời các chuyên gia", "Sở Nội vụ"),
        ("phối hợp với UBND xã có liên quan kiểm tra", "UBND xã có liên quan"),
        ("phối hợp với Văn phòng Sở thực hiện các nội dung", "Văn phòng Sở"),
        ("phối hợp với Văn phòng UBND tỉnh, Sở Khoa học và Công nghệ, UBND các xã, phường rà soát",
         "Văn phòng UBND tỉnh, Sở Khoa học và Công nghệ, UBND các xã, phường"),
        ("Phối hợp theo dõi và triển khai thực hiện", None),
        ("định hướng các cơ quan báo chí phối hợp tuyên truyền", None),
    ],
)  # fmt: skip
def test_the_units_after_phoi_hop_reach_to_the_next_verb(sentence: str, units: str | None) -> None:
    found = coordinators_in(sentence)

    assert (sentence[slice(*found)] if found else None) == units


@pytest.mark.parametrize(
    ("cell", "units"),
    [
        ("Các phòng, đơn vị", ["Các phòng, đơn vị"]),
        (
            "Sở Nội vụ, Sở Tài chính, UBND các huyện, thành phố",
            ["Sở Nội vụ", "Sở Tài chính", "UBND các huyện, thành phố"],
        ),
        ("- Sở Nội vụ; - Sở Tư pháp", ["Sở Nội vụ", "Sở Tư pháp"]),
        ("Các sở, ban, ngành; UBND cấp huyện", ["Các sở, ban, ngành", "UBND cấp huyện"]),
        ("Sở Tài chính (Phòng A, Phòng B), Công an tỉnh", ["Sở Tài chính (Phòng A, Phòng B)", "Công an tỉnh"]),
        ("Văn phòng UBND tỉnh và Sở Nội vụ", ["Văn phòng UBND tỉnh", "Sở Nội vụ"]),
    ],
)
def test_a_list_is_cut_between_units_and_a_collective_stays_one(cell: str, units: list[str]) -> None:
    assert [t.value for t in split_units(Text.at(cell, 0))] == units


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("Phòng Hành chính – Tổ chức", "Phòng Hành chính – Tổ chức"),
        ("Trách nhiệm của Sở Tư pháp:", "Sở Tư pháp"),
        (
            "Thủ trưởng các sở, ban, ngành, Chủ tịch UBND cấp huyện",
            "Thủ trưởng các sở, ban, ngành, Chủ tịch UBND cấp huyện",
        ),
        ("Chế độ báo cáo", None),
        ("Văn phòng theo dõi, đôn đốc", None),
    ],
)
def test_a_heading_is_a_lead_when_all_of_it_names_a_unit(heading: str, unit: str | None) -> None:
    found = unit_heading(heading)

    assert (heading[slice(*found)] if found else None) == unit
