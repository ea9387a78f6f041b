"""Wordings of schedules, as plans use them, and what they mean."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.plans.reader.schedule_clauses import find_schedule
from motcua.plans.reader.schedules import parse_schedule


@pytest.mark.parametrize(
    ("text", "kind", "start", "end"),
    [
        ("Quý I/2022", "quarter", "2022-01-01", "2022-03-31"),
        ("Trong quý I năm 2024", "quarter", "2024-01-01", "2024-03-31"),
        ("Quý II, III", "quarter", "2024-04-01", "2024-09-30"),
        ("Quý II - Quý IV/2025", "quarter", "2025-04-01", "2025-12-31"),
        ("Quý III/2024 và Quý I/2025", "quarter", "2024-07-01", "2025-03-31"),
        ("Quý 1, 2", "quarter", "2024-01-01", "2024-06-30"),
        ("Tháng 6 và tháng 11/2022", "months", "2022-06-01", "2022-11-30"),
        ("T3/2024", "months", "2024-03-01", "2024-03-31"),
        ("Q2/2024", "quarter", "2024-04-01", "2024-06-30"),
        ("Tháng 3 - 5/2024", "months", "2024-03-01", "2024-05-31"),
        ("Từ tháng 3 đến tháng 5", "months", "2024-03-01", "2024-05-31"),
        ("Tháng 11/2024 đến tháng 02/2025", "months", "2024-11-01", "2025-02-28"),
        ("Tuần 1 tháng 3/2024", "months", "2024-03-01", "2024-03-31"),
        ("12/2025", "months", "2025-12-01", "2025-12-31"),
        ("6 tháng đầu năm", "months", "2024-01-01", "2024-06-30"),
        ("06 tháng cuối năm 2025", "months", "2025-07-01", "2025-12-31"),
        ("Trong năm 2022", "year", "2022-01-01", "2022-12-31"),
        ("Cả năm", "year", "2024-01-01", "2024-12-31"),
        ("năm 2025-2026", "year", "2025-01-01", "2026-12-31"),
        ("2025", "year", "2025-01-01", "2025-12-31"),
        ("trước ngày 15/12/2025", "by_date", None, "2025-12-15"),
        ("Xong trước 30/6", "by_date", None, "2024-06-30"),
        ("15/12/2025", "by_date", None, "2025-12-15"),
        ("chậm nhất trong tháng 02/2024", "by_date", None, "2024-02-29"),
        ("hoàn thành chậm nhất trong tháng 02/2023", "by_date", None, "2023-02-28"),
        ("Trước tháng 6/2024", "by_date", None, "2024-05-31"),
        ("Đến hết năm 2025", "by_date", None, "2025-12-31"),
        ("Từ 01/3 đến 30/4/2024", "by_date", "2024-03-01", "2024-04-30"),
        ("Trong Quý I, trước 15/3/2024", "by_date", None, "2024-03-15"),
        ("Thường xuyên", "continuous", None, None),
        ("Thường xuyên trong năm", "continuous", None, None),
        ("Khi có thay đổi trong năm", "on_event", None, None),
        ("Theo quy định của UBND tỉnh", "on_event", None, None),
        ("Sau khi có văn bản hướng dẫn", "on_event", None, None),
        ("Ngay sau khi Kế hoạch được ban hành", "on_event", None, None),
        ("T3", "months", "2024-03-01", "2024-03-31"),
        ("Q.II/2025", "quarter", "2025-04-01", "2025-06-30"),
        ("Quí III", "quarter", "2024-07-01", "2024-09-30"),
        ("Cuối năm", "by_date", None, "2024-12-31"),
        ("Đầu năm", "unspecified", None, None),
        ("Giữa năm", "unspecified", None, None),
        ("", "unspecified", None, None),
        ("-", "unspecified", None, None),
        ("Ngày 45/13/2024", "unspecified", None, None),
    ],
)
def test_a_wording_means_a_kind_and_dates(text: str, kind: str, start: str | None, end: str | None) -> None:
    found = parse_schedule(text, 2024)

    assert (found.kind, found.start, found.end) == (
        kind,
        datetime.date.fromisoformat(start) if start else None,
        datetime.date.fromisoformat(end) if end else None,
    )


@pytest.mark.parametrize(
    ("text", "every"),
    [
        ("hàng tháng", "P1M"),
        ("ngày 20 hàng tháng", "P1M"),
        ("định kỳ hàng quý (trước ngày 14 của tháng cuối quý)", "P3M"),
        ("Trước ngày 20 của tháng cuối quý", "P3M"),
        ("6 tháng/lần", "P6M"),
        ("Tháng 11 hàng năm", "P1Y"),
        ("quý I, 6 tháng, quý III và năm", "P3M"),
        ("Định kỳ 6 tháng", "P6M"),
        ("6 tháng, năm", "P6M"),
        ("Định kỳ 3 tháng, 6 tháng, 9 tháng, hàng năm", "P3M"),
        ("Định kỳ quý I, 6 tháng, quý III, hàng năm", "P3M"),
        ("02 lần/năm", "P6M"),
        ("Hằng năm", "P1Y"),
        ("Hàng tuần", "P1W"),
        ("Định kỳ", None),
    ],
)
def test_what_comes_back_gives_its_interval(text: str, every: str | None) -> None:
    found = parse_schedule(text, 2024)

    assert (found.kind, found.every, found.start, found.end) == ("periodic", every, None, None)


def test_two_months_named_apart_are_not_the_span_between_them() -> None:
    assert parse_schedule("Tháng 6 và tháng 11/2022", 2024).months == ("2022-06", "2022-11")


def test_an_event_is_the_whole_phrase() -> None:
    phrase = "Theo triển khai của UBND tỉnh và khi có sự thay đổi"

    assert parse_schedule(phrase, 2024).event == phrase


def test_without_any_year_the_kind_is_told_and_the_dates_stay_open() -> None:
    for text, kind in (("Quý II", "quarter"), ("Tháng 5", "months"), ("Trong năm", "year"), ("Trước 30/6", "by_date")):
        found = parse_schedule(text, None)
        assert (found.kind, found.start, found.end) == (kind, None, None)


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        (
            "chủ động xây dựng Kế hoạch; hoàn thành chậm nhất trong tháng 02/2024",
            "hoàn thành chậm nhất trong tháng 02/2024",
        ),
        ("báo cáo UBND tỉnh trước ngày 15/12/2025 để tổng hợp", "trước ngày 15/12/2025"),
        (
            "Định kỳ 3 tháng, 6 tháng, 9 tháng, hàng năm hoặc đột xuất lồng ghép",
            "Định kỳ 3 tháng, 6 tháng, 9 tháng, hàng năm",
        ),
        ("theo dõi, định kỳ báo cáo kết quả", "định kỳ"),
        ("bố trí kinh phí trong dự toán ngân sách hằng năm được giao", None),
        ("Kế hoạch tuyên truyền cải cách hành chính năm 2024", None),
    ],
)
def test_running_text_gives_the_clause_that_says_when(text: str, clause: str | None) -> None:
    found = find_schedule(text)

    assert (text[slice(*found)].strip() if found else None) == clause


@given(st.text(alphabet="quýQUÝtháng năm0123456789/-, IVđịnhkỳ", max_size=60), st.integers(2000, 2100))
def test_any_wording_is_read_and_an_end_never_precedes_its_start(text: str, year: int) -> None:
    found = parse_schedule(text, year)

    assert found.start is None or found.end is None or found.start <= found.end


@pytest.mark.parametrize(
    ("text", "every", "due"),
    [
        ("Trước ngày 16 của tháng cuối quý", "P3M", "03-16"),
        ("trước ngày 25 tháng cuối của quý", "P3M", "03-25"),
        ("Ngày 15 của tháng thứ hai hằng quý", "P3M", "02-15"),
        ("Trong tháng đầu quý", "P3M", "01-31"),
        ("Hằng quý, trước ngày 05 của tháng đầu quý sau", "P3M", "04-05"),
        ("Trước ngày 20 hàng tháng", "P1M", "01-20"),
        ("Hàng tháng (trước ngày 05 của tháng sau)", "P1M", "02-05"),
        ("Định kỳ hàng tháng trước ngày 25, quý trước ngày 20 của tháng cuối quý", "P1M", "01-25"),
        ("Định kỳ 6 tháng, năm (trước 15/6 và 15/12)", "P6M", "06-15"),
        ("Quý I trước ngày 10/3; 6 tháng trước ngày 10/6; 9 tháng trước ngày 10/9; năm trước ngày 10/12", "P3M", "03-10"),
        ("Định kỳ trước ngày 10/3, 10/6, 10/9, 05/12", "P3M", "03-10 03-10 03-10 03-05"),
        ("Chậm nhất ngày 10/12 hằng năm", "P1Y", "12-10"),
        ("Hằng năm, trước ngày 20/01 năm sau", "P1Y", "13-20"),
        ("Trước 16 giờ thứ Năm hàng tuần", "P1W", "W-4"),
        ("Trước ngày 20 của tháng cuối kỳ báo cáo", None, "00-20"),
        ("Báo cáo quý I trước ngày 10/3, báo cáo 6 tháng trước ngày 10/6, báo cáo năm trước ngày 05/12", "P3M", "2026-03-10 2026-06-10 2026-12-05"),
        ("Hằng quý", "P3M", ""),
        ("Tháng cuối quý", "P3M", ""),
        ("Ngày 05, 15, 25 hằng tháng", "P1M", "01-05+01-15+01-25"),
        ("Trước ngày 10 và ngày 20 của tháng sau", "P1M", "02-10+02-20"),
        ("Từ ngày 10 đến ngày 15 hằng tháng", "P1M", "01-15"),
        ("Ngày 14 tháng thứ nhất và ngày 14 tháng cuối quý", "P3M", "01-14+03-14"),
        ("02 lần/tháng (ngày 15 và ngày 30)", "P1M", "01-15+01-30"),
        ("02 lần/tháng", "P1M", ""),
        ("Dự thảo trước ngày 10, trình ký trước ngày 20 hằng tháng", "P1M", "01-10"),
        ("Thứ Hai và thứ Năm hằng tuần", "P1W", "W-1+W-4"),
        ("Từ thứ Hai đến thứ Sáu hằng tuần", "P1W", ""),
        ("15/3, 30/3 và 15/9 hằng năm, 20/11 hằng năm, 5/12 hằng năm", "P1Y", "03-15+03-30+09-15+11-20+12-05"),
        ("Ngày làm việc cuối cùng của tháng", "P1M", "01-w00"),
        ("Trong 05 ngày làm việc đầu tiên của tháng sau", "P1M", "02-w05"),
        ("Ngày làm việc thứ 3 của tháng đầu quý sau", "P3M", "04-w03"),
        ("Tuần đầu tháng", "P1M", "01-07"),
        ("Tuần đầu quý", "P3M", "01-07"),
        ("Trong tuần đầu của tháng sau", "P1M", "02-07"),
        ("Tuần cuối hằng tháng", "P1M", "01-31"),
        ("Thứ Sáu tuần cuối cùng của tháng", "P1M", ""),
        ("Trong 10 ngày đầu mỗi quý", "P3M", "01-10"),
        ("10 ngày đầu của quý sau", "P3M", "04-10"),
        ("Trước mùng 5 hằng tháng", "P1M", "01-05"),
        ("Cuối mỗi tháng", "P1M", "01-31"),
        ("Cuối quý", "P3M", "03-31"),
        ("Đầu mỗi tháng", "P1M", ""),
    ],
)  # fmt: skip
def test_the_day_inside_a_period_is_kept(text: str, every: str | None, due: str) -> None:
    found = parse_schedule(text, 2026)

    assert (found.kind, found.every, " ".join(found.due or ())) == ("periodic", every, due)


@pytest.mark.parametrize(
    ("text", "kind", "due"),
    [
        ("Trước ngày 15/6 và 15/12", "by_date", "2026-06-15 2026-12-15"),
        ("6 tháng (trước 10/6), năm (trước 10/12)", "by_date", "2026-06-10 2026-12-10"),
        ("Ngày 15 tháng 6 và ngày 15 tháng 11 năm 2025", "by_date", "2025-06-15 2025-11-15"),
        ("Tháng 6 và tháng 12 (trước ngày 15)", "months", "2026-06-15 2026-12-15"),
        ("Quý I, II (trước ngày 15 tháng cuối quý)", "quarter", "2026-03-15 2026-06-15"),
        ("06 tháng đầu năm trước ngày 15/6", "by_date", ""),
        ("Từ ngày 15/01 đến ngày 30/3", "by_date", ""),
        ("Dự thảo trước ngày 10/3, trình ban hành trước ngày 31/3", "by_date", ""),
        ("Chậm nhất ngày 10/12", "by_date", ""),
        ("Quý I và quý III", "quarter", "2026-03-31 2026-09-30"),
        ("Quý II, III", "quarter", ""),
        ("Đầu quý II", "quarter", "2026-04-30"),
        ("Tuần đầu tháng 3 và tháng 9", "months", "2026-03-07 2026-09-07"),
        ("Cuối năm", "by_date", ""),
    ],
)
def test_several_days_are_each_kept_and_steps_of_one_work_are_not(text: str, kind: str, due: str) -> None:
    found = parse_schedule(text, 2026)

    assert (found.kind, " ".join(found.due or ())) == (kind, due)


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("Báo cáo kết quả hằng quý, trước ngày 05 của tháng đầu quý sau về Sở Nội vụ.", "hằng quý, trước ngày 05 của tháng đầu quý sau"),
        ("Gửi số liệu trước ngày 16 của tháng cuối quý để tổng hợp.", "trước ngày 16 của tháng cuối quý"),
        ("Gửi báo cáo trước ngày 15/6 và 15/12 về Văn phòng.", "trước ngày 15/6 và 15/12"),
        ("Tổng hợp trong tháng đầu của mỗi quý và công khai.", "trong tháng đầu của mỗi quý"),
        ("Gửi báo cáo quý I trước 10/3; 6 tháng trước 10/6; 9 tháng trước 10/9; năm trước 10/12 về Sở Nội vụ.", "quý I trước 10/3; 6 tháng trước 10/6; 9 tháng trước 10/9; năm trước 10/12"),
        ("Cập nhật dữ liệu vào các ngày 05, 15 và 25 hằng tháng trên hệ thống.", "vào các ngày 05, 15 và 25 hằng tháng"),
        ("Chốt số vào ngày làm việc cuối cùng của tháng, gửi Văn phòng.", "vào ngày làm việc cuối cùng của tháng"),
        ("Gửi số liệu trong tuần đầu của tháng sau để tổng hợp.", "trong tuần đầu của tháng sau"),
        ("Họp giao ban vào thứ Hai và thứ Năm hằng tuần.", "thứ Hai và thứ Năm hằng tuần"),
        ("Nộp trước mùng 5 hằng tháng.", "trước mùng 5 hằng tháng"),
    ],
)  # fmt: skip
def test_running_text_keeps_the_day_with_its_interval(text: str, clause: str) -> None:
    place = find_schedule(text)

    assert place is not None
    assert text[place[0] : place[1]] == clause
