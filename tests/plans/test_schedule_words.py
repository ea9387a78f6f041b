"""The day inside a period in words: what the officer sees, and what they may type."""

from __future__ import annotations

import pytest

from motcua.kernel.errors import Invalid
from motcua.plans.desk.schedule_words import due_words
from motcua.plans.reader.schedules import parse_schedule
from motcua.plans.rules.corrections import checked_value

DUE = "/tasks/0/schedule/due"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Trước ngày 16 của tháng cuối quý", "16/3, 16/6, 16/9, 16/12 hằng năm"),
        ("Trong tháng đầu quý", "31/1, 30/4, 31/7, 31/10 hằng năm"),
        ("Hằng quý, trước ngày 05 của tháng đầu quý sau", "5/4, 5/7, 5/10, 5/1 năm sau hằng năm"),
        ("Trước ngày 20 hàng tháng", "ngày 20 hằng tháng"),
        ("Hàng tháng (trước ngày 05 của tháng sau)", "ngày 5 tháng sau, hằng tháng"),
        ("Trước ngày 15/6 và 15/12", "15/6/2026, 15/12/2026"),
        ("Thứ Sáu hàng tuần", "thứ Sáu hằng tuần"),
        ("Trước ngày 20 của tháng cuối kỳ báo cáo", "ngày 20 tháng cuối kỳ báo cáo"),
        ("Trong quý I", ""),
    ],
)
def test_what_is_shown_is_read_back_the_same(text: str, words: str) -> None:
    found = parse_schedule(text, 2026)

    assert due_words(found.due, found.every) == words
    assert checked_value(DUE, words) == (list(found.due) if found.due else None)


def test_codes_of_programs_are_taken_and_other_words_are_refused_with_an_example() -> None:
    assert checked_value(DUE, ["03-16"]) == ["03-16"]
    assert checked_value(DUE, "W-5") == ["W-5"]
    with pytest.raises(Invalid) as refused:
        checked_value(DUE, "khi nào xong thì nộp")
    assert "tháng cuối quý" in refused.value.errors[0].template
