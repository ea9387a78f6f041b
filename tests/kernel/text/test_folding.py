from __future__ import annotations

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.text import fold, nfc, sort_key

LETTERS = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"


def test_the_alphabet_under_test_has_every_marked_letter() -> None:
    assert len([c for c in LETTERS + LETTERS.upper() if not c.isascii()]) == 134


@pytest.mark.parametrize("letter", LETTERS + LETTERS.upper())
def test_every_vietnamese_letter_folds_to_its_ascii_letter_however_it_is_composed(letter: str) -> None:
    folded = fold(letter)

    assert folded.isascii()
    assert folded.isalpha()
    assert len(folded) == 1
    assert fold(unicodedata.normalize("NFD", letter)) == folded


def test_words_fold_as_people_type_them_without_marks() -> None:
    assert fold("Đăng ký ĐẦU TƯ, số 17-NQ/TW") == "dang ky dau tu, so 17-nq/tw"


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=LETTERS + LETTERS.upper() + " -/0129"))
def test_folded_text_keeps_its_length_so_that_places_carry_over(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text())
def test_nfc_is_unicode_normal_form_c(text: str) -> None:
    assert nfc(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    "ordered",
    [
        list("aàảãáạăằẳẵắặâầẩẫấậbcdđeêghiklmnoôơpqrstuưvxy"),
        ["ba", "ba ba", "ba vạ", "bà", "bà con", "bả", "bã", "bá", "bạ", "bác", "băng", "bân"],
        ["An", "Ân", "Bắc Giang", "Bình Dương", "Dĩ An", "Đà Nẵng", "Đồng Nai", "Gia Lai", "Hà Nội", "Hải Phòng"],
        ["Điều 2", "Điều 9", "Điều 10", "Điều 100", "Điều 1000", "Điều 123456789", "Điều 12345678901234567890"],
        ["2 xã", "10 xã", "Xã 2", "Xã An"],
        ["Nguyễn Văn An", "Nguyễn Văn Ân", "Nguyễn Vân An", "Nguyện Văn An"],
    ],
)
def test_keys_order_as_a_vietnamese_dictionary_does(ordered: list[str]) -> None:
    shuffled = ordered[:]
    random.Random(2).shuffle(shuffled)

    assert sorted(shuffled, key=sort_key) == ordered


def test_case_punctuation_and_composition_do_not_count_in_the_order() -> None:
    assert sort_key("UBND  tỉnh-Đồng Nai") == sort_key(unicodedata.normalize("NFD", "ubnd tỉnh, đồng nai"))


@given(st.text())
def test_a_key_holds_only_digits_and_small_letters_so_that_any_collation_orders_it_alike(text: str) -> None:
    assert set(sort_key(text)) <= set("0123456789abcdefghijklmnopqrstuvwxyz")


@given(st.text(), st.integers(0, 20))
def test_a_limited_key_is_the_beginning_of_the_whole_key(text: str, limit: int) -> None:
    assert sort_key(text, limit=limit) == sort_key(text)[:limit]
