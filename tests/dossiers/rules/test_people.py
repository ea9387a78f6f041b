"""Who files: numbers compared however they are written, and masked for those who do not handle the dossier."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.dossiers.rules.people import (
    cleaned,
    errors,
    identifier_key,
    last_four,
    masked_name,
    masked_number,
    phone_key,
    read_card,
)


@pytest.mark.parametrize("written", ["0901234567", "090 123 4567", "+84 901 234 567", "84901234567"])
def test_a_telephone_is_the_same_however_it_is_written(written: str) -> None:
    assert phone_key(written) == "0901234567"


def test_a_tax_code_is_the_same_with_or_without_its_dash() -> None:
    assert identifier_key("0300000001-001") == identifier_key("0300000001 001")


def test_four_digits_are_taken_of_whole_numbers_only() -> None:
    assert last_four("0901234567", "075190001234", "123") == {"4567", "1234"}


def test_names_and_numbers_are_masked() -> None:
    assert masked_name("Nguyễn Văn An") == "N*** V*** A***"
    assert masked_number("075190001234").endswith("234") and "0751" not in masked_number("075190001234")


@given(st.text(max_size=40))
def test_a_masked_number_shows_three_signs_at_most(number: str) -> None:
    shown = masked_number(number).replace("•", "")
    assert len(shown) <= 3


def test_what_is_wrong_is_said_at_its_field() -> None:
    wrong = errors(cleaned({"name": " ", "email": "khong-phai", "phone": "12"}), "applicant")
    assert [one.field for one in wrong] == ["applicant.name", "applicant.email", "applicant.phone"]


def test_the_qr_code_of_an_identity_card_fills_number_name_and_address() -> None:
    card = "075190001234|271234567|Trần Thị Bưởi|01021990|Nữ|12 Võ Thị Sáu, Trấn Biên, Đồng Nai|20012022"
    assert read_card(card) == {
        "identifier": "075190001234",
        "name": "Trần Thị Bưởi",
        "address": "12 Võ Thị Sáu, Trấn Biên, Đồng Nai",
    }


@given(st.text(max_size=60))
def test_what_is_no_card_stays_what_was_typed(text: str) -> None:
    if text.count("|") < 5:
        assert set(read_card(text)) == {"identifier"}
