"""Numbers of countable things in plans, and the many numbers that are none."""

from __future__ import annotations

import pytest

from motcua.documents.reading.plaintext import read_plaintext
from motcua.plans.reader import read_plan
from motcua.plans.reader.plan_document import PlanDocument
from motcua.plans.rules import for_review

_HEAD = """UBND TỈNH AN BIÊN
SỞ NỘI VỤ

KẾ HOẠCH
Cải cách hành chính năm 2026

I. MỤC TIÊU
1. Mục tiêu cụ thể
"""
_TAIL = "\nII. TỔ CHỨC THỰC HIỆN\n1. Văn phòng Sở chủ trì.\n"


def plan_of(sentence: str) -> PlanDocument:
    return read_plan(read_plaintext(f"{_HEAD}- {sentence}.{_TAIL}"))


def counts_of(sentence: str) -> list[tuple[str, float, str]]:
    return [(c.comparator, c.value, c.unit) for c in plan_of(sentence).counts]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Đăng tối thiểu 24 tin, bài trên Trang thông tin điện tử", (">=", 24, "tin, bài")),
        ("Tổ chức ít nhất 02 hội nghị đối thoại với doanh nghiệp", (">=", 2, "hội nghị")),
        ("Tổ chức 01 cuộc thi tìm hiểu cải cách hành chính", ("=", 1, "cuộc thi")),
        ("Bình quân 02 tin/tháng trên Cổng thông tin điện tử", ("=", 2, "tin/tháng")),
        ("Mỗi tháng đăng tải tối thiểu 04 tin, bài", (">=", 4, "tin, bài/tháng")),
        ("Kiểm tra tại 05 đơn vị, địa phương", ("=", 5, "đơn vị")),
        ("Tập huấn cho 120 cán bộ, công chức làm việc tại Bộ phận Một cửa", ("=", 120, "cán bộ, công chức")),
        ("Khảo sát tối thiểu 1.200 phiếu của người dân", (">=", 1200, "phiếu")),
        ("Rà soát, đơn giản hóa từ 05 thủ tục hành chính trở lên", (">=", 5, "thủ tục hành chính")),
        ("Không quá 02 cuộc kiểm tra đối với một đơn vị trong năm", ("<=", 2, "cuộc kiểm tra")),
        ("Mỗi đơn vị đăng ký ít nhất một mô hình mới", (">=", 1, "mô hình")),
        ("Tổ chức 02 (hai) lớp bồi dưỡng nghiệp vụ cho công chức cấp xã", ("=", 2, "lớp bồi dưỡng")),
        ("Tổ chức từ 02 - 03 buổi đối thoại với người dân", (">=", 2, "buổi đối thoại")),
        ("Phấn đấu có trên 500 tài khoản định danh mức độ 2 được kích hoạt", (">", 500, "tài khoản")),
    ],
)
def test_a_number_of_things_is_a_count_with_its_bound_and_unit(sentence: str, found: tuple[str, float, str]) -> None:
    assert counts_of(sentence) == [found]


@pytest.mark.parametrize(
    "sentence",
    [
        "Nộp 02 bộ hồ sơ tại Bộ phận Một cửa",
        "Thời hạn giải quyết không quá 05 ngày làm việc",
        "Thực hiện Đề án 06 trên địa bàn tỉnh",
        "Kinh phí thực hiện 120 triệu đồng",
        "Đến năm 2025 hoàn thành nhiệm vụ",
        "Trường hợp có từ 02 đơn vị trở lên cùng chủ trì thì đơn vị đứng tên đầu chịu trách nhiệm",
        "Năm 2025 đã tổ chức 03 hội nghị",
        "Kế hoạch gồm 03 phần",
        "Họp giao ban 01 lần/tháng",
        "Triển khai tại 03 xã: An Hòa, Bình Minh, Cát Linh",
        "Hướng dẫn một đơn vị cách nhập số liệu",
        "Thời gian chờ không quá 15 phút",
        "Giai đoạn 2021 - 2025 hoàn thành nhiệm vụ được giao",
        "Trước ngày 15 tháng 6 phòng Nội vụ tổng hợp",
        "Thực hiện mô hình chính quyền 02 cấp ở xã, phường",
        "Danh mục gồm 25 dịch vụ công trực tuyến thiết yếu theo Đề án",
        "Đạt 100% thủ tục hành chính được công khai",
        "Công bố chậm nhất 20 ngày trước ngày có hiệu lực",
        "Căn cứ Nghị quyết 19 cơ quan thực hiện",
    ],
)
def test_durations_dates_papers_and_what_was_done_are_no_counts(sentence: str) -> None:
    assert counts_of(sentence) == []


def test_a_list_shares_its_bound_and_a_rate_stays_a_target_of_its_own() -> None:
    plan = plan_of("Tổ chức tối thiểu 02 hội nghị và 10 tin, bài; tỷ lệ hồ sơ đúng hạn đạt trên 98%")

    assert [(c.comparator, c.value, c.unit) for c in plan.counts] == [(">=", 2, "hội nghị"), (">=", 10, "tin, bài")]
    assert [(t.comparator, t.value, t.unit) for t in plan.targets] == [(">", 98, "%")]


def test_a_result_that_is_a_number_of_things_is_of_its_row_and_told_once() -> None:
    table = """
| STT | Nhiệm vụ | Cơ quan chủ trì | Thời gian | Sản phẩm |
|---|---|---|---|---|
| 1 | Mở lớp tập huấn kỹ năng số | Văn phòng | Quý II | 02 lớp |
| 2 | Đăng tối thiểu 24 tin, bài tuyên truyền | Phòng Văn hóa | Trong năm | 24 tin, bài |
"""
    plan = read_plan(read_plaintext(f"{_HEAD}{table}{_TAIL}"))

    assert [(c.task_no, c.comparator, c.value, c.unit) for c in plan.counts] == [
        ("1", "=", 2, "lớp"),
        ("2", ">=", 24, "tin, bài"),
    ]
    assert plan.counts[0].subject == "Mở lớp tập huấn kỹ năng số (lớp)"


def test_people_review_rates_and_counts_as_one_list_in_the_order_of_the_paper() -> None:
    shown = for_review(
        plan_of("Đăng tối thiểu 24 tin, bài; tỷ lệ hồ sơ đúng hạn đạt trên 98%; tổ chức 01 cuộc thi").to_json()
    )

    assert "counts" not in shown
    assert {t["unit"] for t in shown["targets"]} == {"tin, bài", "%", "cuộc thi"}
    starts = [t["source"]["start"] for t in shown["targets"]]
    assert starts == sorted(starts)
