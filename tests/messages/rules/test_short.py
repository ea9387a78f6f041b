"""How long a text message is, how Vietnamese reads without diacritics, and what a Zalo template asks for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.messages.rules.short import Coding, Short, filled, parameters, size_of, without_marks


@pytest.mark.parametrize(
    ("text", "coding", "places", "parts"),
    [
        ("", Coding.GSM7, 0, 0),
        ("a" * 160, Coding.GSM7, 160, 1),
        ("a" * 161, Coding.GSM7, 161, 2),
        ("a" * 306, Coding.GSM7, 306, 2),
        ("a" * 307, Coding.GSM7, 307, 3),
        ("{" * 80, Coding.GSM7, 160, 1),
        ("{" * 81, Coding.GSM7, 162, 2),
        ("a" * 152 + "{" + "a" * 152, Coding.GSM7, 306, 3),  # the pair is not divided: 152, 2 + 151, 1
        ("ồ" * 70, Coding.UCS2, 70, 1),
        ("ồ" * 71, Coding.UCS2, 71, 2),
        ("ồ" * 134, Coding.UCS2, 134, 2),
        ("ồ" * 135, Coding.UCS2, 135, 3),
        ("a" * 69 + "đ", Coding.UCS2, 70, 1),
        ("😀" * 36, Coding.UCS2, 72, 2),
    ],
)
def test_the_room_of_a_text_message(text: str, coding: Coding, places: int, parts: int) -> None:
    found = size_of(text)
    assert (found.coding, found.places, found.parts) == (coding, places, parts)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Hồ sơ đã được tiếp nhận, Đồng Nai", "Ho so da duoc tiep nhan, Dong Nai"),
        ("“Sẵn sàng” – mời nhận…", '"San sang" - moi nhan...'),
        ("phí 50.000 ₫", "phi 50.000 d"),
        ("漢", "?"),
    ],
)
def test_vietnamese_without_diacritics(text: str, bare: str) -> None:
    assert without_marks(text) == bare


@given(st.text(max_size=400))
def test_words_without_marks_always_fit_the_gsm_alphabet(text: str) -> None:
    assert size_of(without_marks(text)).coding is Coding.GSM7


@given(st.text(max_size=400), st.text(max_size=50))
def test_more_words_never_take_less_room(text: str, more: str) -> None:
    assert size_of(text + more).parts >= size_of(text).parts


def test_parameters_are_the_variables_unless_others_are_named() -> None:
    assert parameters("", {"name", "code"}) == {"code": "code", "name": "name"}
    wanted = parameters("ten_khach = {name}\n\nMa = code", {"name"})
    assert wanted == {"ten_khach": "name", "Ma": "code"}
    assert filled(wanted, {"name": "Lê\nVăn", "code": "H01"}) == {"ten_khach": "Lê Văn", "Ma": "H01"}


@pytest.mark.parametrize("lines", ["ten khach = {name}", "a = {name}\na = {code}", "= {name}", "a = {NAME}"])
def test_a_line_that_names_no_parameter_is_told(lines: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parameters(lines, set())


def test_english_falls_back_to_vietnamese() -> None:
    words = Short(sms_vi="Xin chào", zns_template_vi="1", zns_vi="Chào", zns_en="Hello")
    assert (words.sms("en"), words.zns("en")) == ("Xin chào", ("1", "Chào"))
    assert Short(sms_vi="Chào", sms_en="Hello").sms("en") == "Hello"
