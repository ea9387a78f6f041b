"""Dates and figures as people read them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.ui import formats

FRIDAY = date(2026, 11, 20)


def test_a_date_is_written_day_first_and_named_by_its_weekday() -> None:
    assert formats.short_date(FRIDAY) == "20/11/2026"
    assert formats.long_date(FRIDAY) == "thứ Sáu 20/11/2026"
    assert formats.long_date(date(2026, 11, 22)) == "Chủ nhật 22/11/2026"
    assert formats.short_date(FRIDAY, "en") == "20\u00a0Nov\u00a02026"
    assert formats.long_date(FRIDAY, "en") == "Friday 20 November 2026"


def test_a_moment_is_shown_as_clocks_in_viet_nam_show_it() -> None:
    late_evening_utc = datetime(2026, 11, 20, 18, 5, tzinfo=UTC)

    assert formats.moment(late_evening_utc) == "01:05 21/11/2026"
    assert formats.short_date(late_evening_utc) == "21/11/2026"


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        (1234567, "1.234.567", "1,234,567"),
        (0, "0", "0"),
        (-1234.5, "-1.234,5", "-1,234.5"),
        (Decimal("2.345"), "2,35", "2.35"),
        (Decimal("2.00"), "2", "2"),
        (1000, "1.000", "1,000"),
        (float("nan"), "–", "–"),
    ],
)
def test_figures_group_thousands_by_the_language(value: float, vietnamese: str, english: str) -> None:
    assert formats.number(value) == vietnamese
    assert formats.number(value, "en") == english


def test_a_percentage_keeps_its_sign_on_the_line_and_drops_an_empty_decimal() -> None:
    assert formats.percent(96.5) == "96,5\u00a0%"
    assert formats.percent(19, even=True) == "19,0\u00a0%"  # in a column beside 93,1 %
    assert formats.percent(96.5, "en") == "96.5%"
    assert formats.percent(100) == "100\u00a0%"
    assert formats.percent(99.96) == "100\u00a0%"


def test_a_file_size_is_said_in_the_largest_fitting_unit() -> None:
    assert [formats.file_size(size) for size in (812, 5_400, 1_468_006, 50 * 1024**2)] == [
        "812\u00a0byte",
        "5\u00a0KB",
        "1,4\u00a0MB",
        "50\u00a0MB",
    ]


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_a_grouped_whole_number_reads_back(value: int) -> None:
    assert int(formats.number(value).replace(".", "")) == value
