"""Roman numbers: written and read are one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.text import roman, roman_value


@pytest.mark.parametrize(
    ("value", "written"), [(1, "I"), (4, "IV"), (9, "IX"), (19, "XIX"), (49, "XLIX"), (2026, "MMXXVI"), (0, "")]
)
def test_a_number_is_written_in_capitals(value: int, written: str) -> None:
    assert roman(value) == written


@given(st.integers(1, 399))
def test_what_is_written_is_read_back(value: int) -> None:
    assert roman_value(roman(value)) == value


@pytest.mark.parametrize("label", ["", "IIII", "XIC", "VX", "A", "iv", "1", "D"])
def test_what_counts_nothing_is_no_number(label: str) -> None:
    assert roman_value(label) is None
