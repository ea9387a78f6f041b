"""Rates that a plan sets."""

from __future__ import annotations

from datetime import date

import pytest
from tests.factories import plan_texts
from tests.factories.read_documents import plan_of

from motcua.documents.reading.plaintext import read_plaintext
from motcua.plans.reader import read_plan


@pytest.mark.parametrize(
    ("sentence", "comparator", "value", "subject"),
    [
        ("100% thủ tục hành chính được công khai", "=", 100, "thủ tục hành chính được công khai"),
        ("Tỷ lệ giải quyết hồ sơ đúng hạn đạt tối thiểu 96%", ">=", 96, "Tỷ lệ giải quyết hồ sơ đúng hạn"),
        ("Tối thiểu 95% phản ánh được xử lý đúng hạn", ">=", 95, "phản ánh được xử lý đúng hạn"),
        ("Tỷ lệ hồ sơ trực tuyến đạt trên 80%", ">", 80, "Tỷ lệ hồ sơ trực tuyến"),
        ("Mức độ hài lòng đạt từ 92% trở lên", ">=", 92, "Mức độ hài lòng"),
        ("Ít nhất 50 % thủ tục có hồ sơ mẫu", ">=", 50, "thủ tục có hồ sơ mẫu"),
        ("Tỷ lệ hồ sơ trễ hạn không quá 1,5%", "<=", 1.5, "Tỷ lệ hồ sơ trễ hạn"),
        ("Tỷ lệ hồ sơ trễ hạn dưới 1%", "<", 1, "Tỷ lệ hồ sơ trễ hạn"),
        ("Giảm 20% thời gian giải quyết thủ tục", "=", 20, "thời gian giải quyết thủ tục"),
        ("Phấn đấu đạt 99,5% hồ sơ được số hóa", "=", 99.5, "hồ sơ được số hóa"),
        ("Tỷ lệ thanh toán trực tuyến đạt 60% trở lên", ">=", 60, "Tỷ lệ thanh toán trực tuyến"),
        ("Trên 35% số phòng được kiểm tra", ">", 35, "phòng được kiểm tra"),
        ("Tối thiểu 85% hồ sơ thanh toán phí, lệ phí trực tuyến", ">=", 85, "hồ sơ thanh toán phí, lệ phí trực tuyến"),
        ("100% đơn vị sử dụng ngân sách công khai dự toán", "=", 100, "đơn vị sử dụng ngân sách công khai dự toán"),
        ("Về chính quyền số: Tỷ lệ hồ sơ trực tuyến đạt 70%", "=", 70, "Tỷ lệ hồ sơ trực tuyến"),
        ("Tỷ lệ khai thác dữ liệu không thấp hơn 40 phần trăm", ">=", 40, "Tỷ lệ khai thác dữ liệu"),
    ],
)
def test_a_rate_gives_comparator_value_and_what_it_is_of(
    sentence: str, comparator: str, value: float, subject: str
) -> None:
    (target,) = plan_of(f"I. MỤC TIÊU\n- {sentence}.\n").targets

    assert (target.comparator, target.value, target.unit, target.subject) == (comparator, value, "%", subject)
    assert target.text == sentence


def test_each_percentage_of_a_sentence_is_a_target() -> None:
    targets = plan_of(
        "I. MỤC TIÊU\n- 10% thủ tục được đơn giản hóa; 20% thủ tục được phân cấp.\n- Tỷ lệ đúng hạn đạt trên 98%, tỷ lệ hài lòng đạt 90%.\n"
    ).targets

    assert [(t.comparator, t.value) for t in targets] == [("=", 10), ("=", 20), (">", 98), ("=", 90)]
    assert targets[2].text == "Tỷ lệ đúng hạn đạt trên 98%"


def test_a_second_rate_behind_and_is_no_part_of_what_the_first_is_of() -> None:
    targets = plan_of(
        "I. MỤC TIÊU\n- Khảo sát tối thiểu 25% số phòng chuyên môn và ít nhất 15% số xã trong năm 2026.\n"
    ).targets

    assert [(t.value, t.subject) for t in targets] == [(25, "phòng chuyên môn"), (15, "xã trong năm 2026")]


def test_a_share_of_a_share_is_of_what_it_names() -> None:
    targets = plan_of("I. MỤC TIÊU\n- Trên 97% hồ sơ được trả đúng hạn (trong đó trả trước hạn đạt 45%).\n").targets

    assert [(t.value, t.subject) for t in targets][1] == (45, "trả trước hạn")


def test_a_second_rate_behind_a_comma_is_no_part_of_what_the_first_is_of() -> None:
    targets = plan_of("I. MỤC TIÊU\n- Ít nhất 80% hồ sơ được nộp trực tuyến, không quá 2% hồ sơ trễ hạn.\n").targets

    assert [(t.comparator, t.value, t.subject) for t in targets] == [
        (">=", 80, "hồ sơ được nộp trực tuyến"),
        ("<=", 2, "hồ sơ trễ hạn"),
    ]


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        ("trong năm 2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("đến hết năm 2026", None, date(2026, 12, 31)),
        ("trước ngày 15/10/2025", None, date(2025, 10, 15)),
        ("chậm nhất ngày 30/6/2025", None, date(2025, 6, 30)),
    ],
)
def test_the_time_by_which_a_rate_is_to_be_reached(when: str, start: date | None, end: date) -> None:
    (target,) = plan_of(f"I. MỤC TIÊU\n- 100% thủ tục được rà soát {when}.\n").targets

    assert target.period is not None
    assert (target.period.start, target.period.end) == (start, end)


def test_a_range_is_a_lower_and_an_upper_bound() -> None:
    targets = plan_of("I. MỤC TIÊU\n- Tỷ lệ hồ sơ toàn trình đạt 85% - 90%.\n").targets

    assert [(t.comparator, t.value, t.subject) for t in targets] == [
        (">=", 85, "Tỷ lệ hồ sơ toàn trình"),
        ("<=", 90, "Tỷ lệ hồ sơ toàn trình"),
    ]


def test_counts_are_no_targets() -> None:
    assert (
        plan_of(
            "IV. TỔ CHỨC THỰC HIỆN\n1. Văn phòng đề xuất khen thưởng 02 tập thể, 03 cá nhân; họp 6 tháng/lần.\n"
        ).targets
        == ()
    )


def test_what_was_reached_in_the_past_is_no_target() -> None:
    assert plan_of("I. TÌNH HÌNH NĂM 2023\n- Tỷ lệ hồ sơ đúng hạn đạt 97%.\n").targets == ()


def test_rates_in_a_table_belong_to_their_row() -> None:
    text = "STT\tMục tiêu\tNhiệm vụ\tChủ trì\tThời gian\n2.1\t100% thủ tục được công khai\tThực hiện tiếp nhận 90% hồ sơ trực tuyến\tVăn phòng\tQuý I\n"
    targets = plan_of(f"II. NHIỆM VỤ\n{text}").targets

    assert [(t.value, t.task_no) for t in targets] == [(100, "2.1"), (90, "2.1")]


def test_a_table_of_targets_gives_name_and_figure_where_the_unit_is_a_rate() -> None:
    targets = read_plan(read_plaintext(plan_texts.TARGET_TABLE)).targets

    assert [(t.subject, t.comparator, t.value) for t in targets] == [
        ("Tỷ lệ hồ sơ được số hóa", ">=", 90),
        ("Tỷ lệ văn bản điện tử được ký số", "=", 100),
    ]


def test_a_year_in_the_sentence_is_the_targets_period() -> None:
    first, second = plan_of(
        "I. MỤC TIÊU\n- Đến năm 2025, 80% hồ sơ được số hóa.\n- Năm 2024 đạt 60% hồ sơ trực tuyến.\n"
    ).targets

    assert first.period is not None
    assert second.period is not None
    assert (first.period.start, str(first.period.end)) == (None, "2025-12-31")
    assert (str(second.period.start), str(second.period.end)) == ("2024-01-01", "2024-12-31")


def test_the_share_of_a_sample_is_no_target() -> None:
    plan = plan_of(
        "II. PHẠM VI, ĐỐI TƯỢNG KHẢO SÁT\n1. Cỡ mẫu: 400 phiếu, chiếm 4% giao dịch.\n2. Tỷ lệ phiếu hợp lệ đạt ít nhất 95%.\n"
    )

    assert [t.value for t in plan.targets] == [95]


def test_what_last_year_brought_is_no_target() -> None:
    plan = plan_of(
        "I. KẾT QUẢ NĂM 2024\nTỷ lệ hồ sơ đúng hạn đạt 91%.\nII. MỤC TIÊU\n1. Tỷ lệ hồ sơ đúng hạn đạt 97%.\n"
    )

    assert [t.value for t in plan.targets] == [97]
