"""Amounts as people write them: understood in whole đồng, or refused with what to do."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.plans.rules.money import MOST, BadAmount, in_dong, parse_dong


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1000000", 1_000_000),
        ("1.000.000", 1_000_000),
        ("1,000,000", 1_000_000),
        ("1 000 000", 1_000_000),
        ("1\u00a0000\u00a0000 đồng", 1_000_000),
        ("500 triệu", 500_000_000),
        ("500 TRIỆU ĐỒNG", 500_000_000),
        ("25tr", 25_000_000),
        ("1,5 tỷ", 1_500_000_000),
        ("1.5 tỉ", 1_500_000_000),
        ("12,25 triệu", 12_250_000),
        ("1.500 triệu", 1_500_000_000),
        ("300 nghìn", 300_000),
        ("1.500đ", 1_500),
        ("500.000.000 VNĐ", 500_000_000),
    ],
)
def test_the_usual_ways_of_writing_an_amount_are_understood(text: str, amount: int) -> None:
    assert parse_dong(text) == amount


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Ghi số tiền"),
        ("-5", "số âm"),
        ("(500.000)", "số âm"),
        ("0", "lớn hơn 0"),
        ("năm trăm triệu", "Không hiểu"),
        ("500 usd", "Không hiểu"),
        ("1.50.000", "cùng một dấu"),
        ("1.000,000", "cùng một dấu"),
        ("1.000,50", "cùng một dấu"),
        ("1,5", "không có phần lẻ"),
        ("1,500 triệu", "hai cách"),
        ("0.500 tỷ", "hai cách"),
        ("9" * 17, "lớn hơn mọi dự toán"),
    ],
)
def test_what_is_no_amount_or_could_be_two_is_refused_in_words(text: str, said: str) -> None:
    with pytest.raises(BadAmount) as caught:
        parse_dong(text)
    assert said in caught.value.template.format(**caught.value.params)


@given(st.integers(1, MOST))
def test_what_is_written_out_is_read_back(amount: int) -> None:
    assert parse_dong(in_dong(amount)) == amount
    assert parse_dong(f"{amount:,}") == amount


@given(st.text(max_size=30))
def test_any_text_is_an_amount_above_nothing_or_refused(text: str) -> None:
    with contextlib.suppress(BadAmount):
        assert 0 < parse_dong(text) <= MOST
