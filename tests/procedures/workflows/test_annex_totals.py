"""The whole time that stands above a table, and words of a branch in its cells."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.factories.annexes import INVESTMENT, Sheet, annex
from tests.factories.workflows import days, hours

from motcua.documents.reading.files import read_file
from motcua.procedures.workflows import Time
from motcua.procedures.workflows.annex import Found, read_annex
from motcua.procedures.workflows.checking import findings

HEAD = ("Bước", "Nội dung công việc", "Người thực hiện", "Thời gian", "Kết quả")


def found_in(above: str, *titles: str, total: str = "", output: str = "") -> Found:
    """A table of steps of four hours each."""
    rows = [HEAD, *((f"{n}", title, "Một cửa", "04 giờ làm việc", output) for n, title in enumerate(titles, 1))]
    rows += [("Tổng cộng", "", "", total, "")] if total else []
    sheet = Sheet(("1. Thủ tục: Cấp bản sao (1.009645)", above), rows)
    (found,) = read_annex(read_file(annex(sheet), name="phu-luc.docx"), ())
    return found


def told(found: Found) -> set[str]:
    return {one.code for one in findings(found.table, hours_a_day=Decimal(8))}


@pytest.mark.parametrize(
    ("above", "total", "agrees"),
    [
        ("Thời hạn giải quyết: 08 giờ làm việc.", hours(8), True),
        ("- Thời hạn giải quyết: 8 giờ làm việc, kể từ khi nhận đủ hồ sơ", hours(8), True),
        ("Thời hạn giải quyết: 12 giờ làm việc.", hours(12), False),
        ("Tổng thời gian thực hiện: 01 ngày làm việc (08 giờ)", None, True),
    ],
)
def test_a_whole_time_above_the_table_is_its_total_and_held_against_its_steps(
    above: str, total: Time | None, agrees: bool
) -> None:
    found = found_in(above, "Tiếp nhận", "Trả kết quả")
    assert found.table.total is not None
    assert total is None or found.table.total == total
    assert ("total" not in told(found)) is agrees


def test_the_tables_own_sum_is_taken_first_and_another_above_it_is_a_doubt() -> None:
    found = found_in("Thời hạn giải quyết: 12 giờ làm việc", "Tiếp nhận", "Trả kết quả", total="08 giờ làm việc")
    assert found.table.total == hours(8)
    assert "totals" in {one.code for one in found.doubts}
    (same,) = read_annex(read_file(annex(INVESTMENT), name="phu-luc.docx"), ())
    assert (same.table.total, "totals" in {one.code for one in same.doubts}) == (days(3), False)


@pytest.mark.parametrize(
    ("words", "doubtful"),
    [
        ("Kiểm tra hồ sơ, trường hợp thiếu trả bổ sung", True),
        ("Nếu hồ sơ không hợp lệ thì trả lại cho tổ chức, cá nhân", True),
        ("Thẩm định; nếu đạt chuyển lãnh đạo ký", True),
        ("Tiếp nhận hồ sơ, kiểm tra thành phần", False),
        ("Nêu rõ lý do, trình lãnh đạo", False),
    ],
)
def test_words_of_a_branch_are_pointed_at_and_never_guessed(words: str, doubtful: bool) -> None:
    for found in (found_in("Thời hạn: 8 giờ làm việc", words, "Ký"), found_in("", "Nhận", "Ký", output=words)):
        assert ("branch" in {one.code for one in found.doubts}) is doubtful
        assert [[flow.to for flow in step.flows] for step in found.table.steps] == [["2"], []]
