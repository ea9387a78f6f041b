"""What people write and what programs send becomes typed answers, or a sentence that says what to write."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.procedures.eforms import Address, Choice, Field, Kind, plain_of, read_stored, shown
from motcua.procedures.eforms.numbers import Unread
from motcua.procedures.eforms.typed import read_plain, read_written

VN = ZoneInfo("Asia/Ho_Chi_Minh")
TICKS = (Choice("a", "Loại A"), Choice("b", "Loại B"))


def asked(kind: Kind, **more: Any) -> Field:
    return Field("x", "Ô", kind, choices=TICKS if kind in {Kind.CHOICE, Kind.CHOICES} else (), **more)


@pytest.mark.parametrize(
    ("kind", "said", "answer"),
    [
        (Kind.MONEY, "25.000", 25_000),
        (Kind.MONEY, "1.205.000 đồng", 1_205_000),
        (Kind.INTEGER, "25000", 25_000),
        (Kind.INTEGER, "-3", -3),
        (Kind.DECIMAL, "1,5", Decimal("1.5")),
        (Kind.DECIMAL, "1.250,75", Decimal("1250.75")),
        (Kind.DATE, "1/2/2026", date(2026, 2, 1)),
        (Kind.MOMENT, "31/01/2026 8:30", datetime(2026, 1, 31, 8, 30, tzinfo=VN)),
        (Kind.MOMENT, "8h30 31/01/2026", datetime(2026, 1, 31, 8, 30, tzinfo=VN)),
        (Kind.MOMENT, "2026-01-31T08:30", datetime(2026, 1, 31, 8, 30, tzinfo=VN)),
        (Kind.BOOLEAN, "on", True),
        (Kind.TEXT, "  Nguyễn   Văn A ", "Nguyễn Văn A"),
        (Kind.CHOICE, "b", "b"),
        (Kind.CHOICES, ["b", "a"], ("a", "b")),
        (Kind.PERSONAL_NUMBER, "075 190 000 001", "075190000001"),
        (Kind.TAX_CODE, "0100109106", "0100109106"),
        (Kind.TAX_CODE, "0100109106001", "0100109106-001"),
        (Kind.PHONE, "+84 912 345 678", "0912345678"),
        (Kind.EMAIL, "a@vidu.vn", "a@vidu.vn"),
        (Kind.ADDRESS, {"territory": "26185", "detail": " Tổ 3 "}, Address("26185", "Tổ 3")),
        (Kind.MONEY, "  ", None),
    ],
)
def test_vietnamese_writing_is_read(kind: Kind, said: Any, answer: Any) -> None:
    assert read_written(asked(kind), said) == answer


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (Kind.MONEY, "25,000"),
        (Kind.MONEY, "25.00"),
        (Kind.INTEGER, "1,5"),
        (Kind.INTEGER, "²"),
        (Kind.DECIMAL, "1.5"),
        (Kind.DATE, "31/02/2026"),
        (Kind.MOMENT, "31/01/2026"),
        (Kind.CHOICE, "c"),
        (Kind.PERSONAL_NUMBER, "12345"),
        (Kind.PERSONAL_NUMBER, "099190000001"),
        (Kind.TAX_CODE, "0100109107"),
        (Kind.PHONE, "12345678"),
        (Kind.EMAIL, "a@b"),
        (Kind.ADDRESS, {"detail": "Tổ 3"}),
    ],
)
def test_what_is_doubtful_is_asked_again(kind: Kind, said: Any) -> None:
    with pytest.raises(Unread) as caught:
        read_written(asked(kind), said)
    assert caught.value.template.format(**caught.value.params)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (Kind.INTEGER, "5"),
        (Kind.INTEGER, 1.5),
        (Kind.MONEY, True),
        (Kind.BOOLEAN, "true"),
        (Kind.TEXT, 5),
        (Kind.DATE, "31/01/2026"),
        (Kind.CHOICES, "a"),
        (Kind.ADDRESS, {"territory": "26185", "city": "x"}),
    ],
)
def test_programs_send_json_of_the_right_type(kind: Kind, said: Any) -> None:
    with pytest.raises(Unread):
        read_plain(asked(kind), said)


def test_bounds_hold_for_numbers_days_and_lengths() -> None:
    assert read_written(asked(Kind.INTEGER, low="1", high="5"), "5") == 5
    for field, said in (
        (asked(Kind.INTEGER, low="1", high="5"), "6"),
        (asked(Kind.DATE, low="2026-01-01"), "31/12/2025"),
        (asked(Kind.TEXT, high="3"), "bốn chữ"),
    ):
        with pytest.raises(Unread):
            read_written(field, said)


@given(st.integers(-(10**17), 10**17))
def test_money_is_read_as_it_is_shown(amount: int) -> None:
    field = asked(Kind.MONEY)
    assert read_written(field, shown(field, amount)) == amount


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_decimals_are_read_as_they_are_shown_and_kept(number: Decimal) -> None:
    field = asked(Kind.DECIMAL)
    assert read_written(field, shown(field, number)) == number
    assert read_stored(field, plain_of(number)) == number


@given(st.text(alphabet="0123456789", min_size=9, max_size=9))
def test_one_wrong_digit_of_a_tax_code_is_seen(front: str) -> None:
    field = asked(Kind.TAX_CODE)
    right = []
    for last in "0123456789":
        try:
            right.append(read_written(field, front + last))
        except Unread:
            continue
    assert len(right) <= 1
