"""A figure without a unit is no time; a date in prose is none either."""

from __future__ import annotations

import pytest

from motcua.procedures.rules.unsaid_times import bare_figure, tells_time


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("Trực tiếp: 1", "Trực tiếp"),
        ("Dịch vụ bưu chính: 0,5", "Dịch vụ bưu chính"),
        ("15", ""),
        ("Trực tiếp: 0 Ngày làm việc", None),
        ("Trực tuyến: Không quy định", None),
        ("Theo hợp đồng giữa hai bên", None),
    ],
)
def test_a_figure_alone_is_no_time(text: str, about: str | None) -> None:
    assert bare_figure(text) == about


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Trong thời hạn 03 ngày làm việc kể từ ngày nhận đủ hồ sơ", True),
        ("giải quyết ngay trong ngày tiếp nhận hồ sơ", True),
        ("trả kết quả trong ngày làm việc tiếp theo", True),
        ("không quá mười lăm (15) ngày", True),
        ("theo Nghị định 104/2022/NĐ-CP ngày 21 tháng 12 năm 2022", False),
        ("trong ngày 21 tháng 12", False),
        ("Nộp hồ sơ tại Trung tâm Phục vụ hành chính công", False),
    ],
)
def test_prose_tells_a_time_or_a_date(text: str, told: bool) -> None:
    assert tells_time(text) is told
