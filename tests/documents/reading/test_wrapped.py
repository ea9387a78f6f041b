"""Paragraphs of Word files that go on in the next one, and those that do not."""

from __future__ import annotations

import pytest

from motcua.documents.reading.wrapped import runs_on


@pytest.mark.parametrize("before", ["Văn phòng theo dõi, tổng hợp", "CÁC CƠ QUAN"])
def test_words_in_small_letters_go_on_with_the_paragraph_before(before: str) -> None:
    assert runs_on(before, "và báo cáo kết quả")


@pytest.mark.parametrize("kind", ["KẾ HOẠCH", "QUYẾT ĐỊNH"])
def test_the_title_under_the_type_is_a_paragraph_of_its_own(kind: str) -> None:
    assert not runs_on(kind, "triển khai Đề án 06 năm 2025")
