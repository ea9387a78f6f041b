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
