"""Sums in words are those of Vietnamese papers, and say one number only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.procedures.eforms import money_words, number_words

DIGITS = {word: n for n, word in enumerate(["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"])}
DIGITS |= {"mốt": 1, "tư": 4, "lăm": 5}


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Không đồng"),
        (5, "Năm đồng"),
        (10, "Mười đồng"),
        (14, "Mười bốn đồng"),
        (15, "Mười lăm đồng"),
        (21, "Hai mươi mốt đồng"),
        (24, "Hai mươi tư đồng"),
        (55, "Năm mươi lăm đồng"),
        (101, "Một trăm linh một đồng"),
        (110, "Một trăm mười đồng"),
        (1_000, "Một nghìn đồng"),
        (1_005, "Một nghìn không trăm linh năm đồng"),
        (25_000, "Hai mươi lăm nghìn đồng"),
        (1_205_000, "Một triệu hai trăm linh năm nghìn đồng"),
        (1_000_005, "Một triệu không trăm linh năm đồng"),
        (3_000_000_000, "Ba tỷ đồng"),
        (2_001_000_000_000, "Hai nghìn không trăm linh một tỷ đồng"),
        (10**18, "Một tỷ tỷ đồng"),
        (-20_000, "Âm hai mươi nghìn đồng"),
    ],
)
def test_sums_in_words(amount: int, words: str) -> None:
    assert money_words(amount) == words


@given(st.integers(0, 10**18 - 1))
def test_the_words_say_the_number(number: int) -> None:
    assert heard(number_words(number).split()) == number


def heard(words: list[str]) -> int:
    """Another way back: what somebody would write down who hears the words."""
    if "tỷ" in words:
        at = words.index("tỷ")
        return heard(words[:at]) * 10**9 + heard(words[at + 1 :])
    total = now = 0
    last = 0
    for word in words:
        if word in {"triệu", "nghìn"}:
            total += (now + last) * (10**6 if word == "triệu" else 1000)
            now = last = 0
        elif word == "trăm":
            now, last = now + last * 100, 0
        elif word == "mươi":
            now, last = now + last * 10, 0
        elif word == "mười":
            now, last = now + 10, 0
        elif word != "linh":
            last = DIGITS[word]
    return total + now + last
