"""Last year's plan moved to the next year."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.plans.rules.drafts import blank_content, sections_as_text, sections_from
from motcua.plans.rules.next_year import for_next_year, renamed, settled, shifted_day, shifted_words


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Quý II/2026", "Quý II/2027"),
        ("Trước ngày 30/6/2026", "Trước ngày 30/6/2027"),
        ("Tháng 12/2026 - tháng 02/2027", "Tháng 12/2027 - tháng 02/2028"),
        ("Thường xuyên", "Thường xuyên"),
        ("Trước ngày 29/02/2028", "Trước ngày 28/02/2029"),
    ],
)
def test_words_of_time_move_by_a_year(before: str, after: str) -> None:
    assert shifted_words(before, 2028 if "2028" in before and "29" in before else 2026) == after


@given(st.dates(date(2001, 1, 1), date(2099, 12, 30)))
def test_a_day_moves_to_the_same_day_or_the_28th_of_february(day: date) -> None:
    later = date.fromisoformat(shifted_day(day.isoformat()) or "")
    assert later.year == day.year + 1
    assert (later.month, later.day) == ((2, 28) if (day.month, day.day) == (2, 29) else (day.month, day.day))


@pytest.mark.parametrize(
    ("text", "sure", "every"),
    [
        ("Kế hoạch năm 2026", "Kế hoạch năm 2027", "Kế hoạch năm 2027"),
        ("tăng so với năm 2025", "tăng so với năm 2025", "tăng so với năm 2026"),
        ("giai đoạn 2021-2026", "giai đoạn 2021-2026", "giai đoạn 2021-2026"),
        ("đến năm 2026 đạt 90%", "đến năm 2026 đạt 90%", "đến năm 2027 đạt 90%"),
        (
            "Nghị định số 12/2026/NĐ-CP ngày 05 tháng 01 năm 2026 của Chính phủ",
            *["Nghị định số 12/2026/NĐ-CP ngày 05 tháng 01 năm 2026 của Chính phủ"] * 2,
        ),
        ("Mục tiêu 2030", "Mục tiêu 2030", "Mục tiêu 2030"),
    ],
)
def test_years_change_only_where_they_surely_mean_the_plan_s_year(text: str, sure: str, every: str) -> None:
    assert renamed(text, 2026) == (sure, every)


def content() -> dict[str, object]:
    made = blank_content(title="Kế hoạch năm 2026", year=2026, kind="Kế hoạch")
    made["tasks"] = [
        {
            "task": "Tổng kết năm 2026",
            "goal": "Tăng so với năm 2025",
            "schedule_text": "Quý IV/2026",
            "schedule": {"kind": "quarter"},
            "source": {},
        },
        {
            "task": "Việc đã sửa tay",
            "schedule_text": "Sớm",
            "schedule": {"kind": "by_date", "start": None, "end": "2028-02-29"},
            "source": {},
        },
    ]
    made["sections"] = sections_from("I. MỤC TIÊU NĂM 2026\nNội dung năm 2026")
    return made


def test_everything_that_changed_is_told_and_what_is_doubtful_is_only_proposed() -> None:
    moved, told = for_next_year(content(), 2026)
    assert moved["document"]["year"] == 2027 and moved["document"]["number"] is None
    assert moved["tasks"][0]["schedule"]["end"] == "2027-12-31"
    assert moved["tasks"][1]["schedule"]["end"] == "2029-02-28"
    assert sections_as_text(moved["sections"]) == "I. MỤC TIÊU NĂM 2027\nNội dung năm 2027"
    assert [(p.field, p.made) for p in told if not p.made] == [("goal", False)]


def test_a_proposal_is_taken_or_left_wherever_its_text_stands_now() -> None:
    moved, told = for_next_year(content(), 2026)
    doubtful = next(p for p in told if not p.made)
    moved["tasks"].reverse()
    assert settled(moved, doubtful.row(), take=True)["tasks"][1]["goal"] == "Tăng so với năm 2026"
    assert settled(moved, doubtful.row(), take=False)["tasks"][1]["goal"] == "Tăng so với năm 2025"


@pytest.mark.parametrize(
    "text",
    [
        "I. MỤC ĐÍCH\nLàm rõ việc.\n1. Yêu cầu\na) Đúng hạn\nb) Đủ hồ sơ\nII. NHIỆM VỤ\n1. Chung\n2. Riêng",
        "Lời mở đầu\nI. A",
        "",
    ],
)
def test_an_outline_written_as_lines_comes_back_as_it_was(text: str) -> None:
    assert sections_as_text(sections_from(text)) == text
