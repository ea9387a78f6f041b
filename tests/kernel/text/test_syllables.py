from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.text import (
    fold,
    is_bare_syllable,
    is_syllable,
    nfc,
    parse_syllable,
    place_tone,
    plain_tones,
    split_tone,
)

WORDS = """
ủy uỷ nghĩa quyết giữa gì gìn giếng giúp giọt khuỷu ngoằn toàn thuở yêu ương khuya huỵch nguệch quốc quý Đồng
ĐƯỢC trưởng nghiêng choòng Đắk Lắk Kạn ý ở ô quyển giữ mười ươm uyên oách xoong
"""


@pytest.mark.parametrize("word", WORDS.split())
def test_vietnamese_words_are_syllables_whatever_their_case_and_tone_place(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word",
    [
        "hoµ",
        "strong",
        "email",
        "website",
        "céng",
        "ngĩa",
        "kông2",
        "cểi",
        "mất2",
        "thừcx",
        "bậnhg",
        "tạp1",
        "quông",
        "zalo",
        "",
    ],
)
def test_what_breaks_the_grammar_is_no_syllable(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize("word", WORDS.split())
def test_words_that_lost_their_marks_are_still_known_as_vietnamese(word: str) -> None:
    assert is_bare_syllable(fold(word)) or "k" in fold(word)


@pytest.mark.parametrize("word", ["strong", "email", "the2", "kong", "cinh", "được", "ngia", "w", "tuwong", ""])
def test_what_no_mark_could_make_vietnamese_is_not_bare_vietnamese(word: str) -> None:
    assert not is_bare_syllable(word)


@pytest.mark.parametrize("word", ["càt", "hỏc", "tậph", "đèch", "mãp"])
def test_rimes_that_end_in_a_stop_bear_only_two_tones(word: str) -> None:
    assert not is_syllable(word)


def test_a_syllable_has_onset_rime_and_tone() -> None:
    syllable = parse_syllable("Nghiễm")

    assert syllable is not None
    assert (syllable.onset, syllable.rime, syllable.tone) == ("ngh", "iêm", "\u0303")


@pytest.mark.parametrize(
    ("either", "plain"),
    [
        ("hoà thuỷ khoẻ uỷ", "hòa thủy khỏe ủy"),
        ("hòa thủy khỏe ủy", "hòa thủy khỏe ủy"),
        ("Qúy qủa tòan hòan gỉai", "Quý quả toàn hoàn giải"),
        ("HOÀ THUẬN", "HÒA THUẬN"),
        ("quý giá, giữa, tiếng, chuyện, được, khuỷu, ngoài", "quý giá, giữa, tiếng, chuyện, được, khuỷu, ngoài"),
        ("déjà vu, Orléans 12/NQ", "déjà vu, Orléans 12/NQ"),
    ],
)
def test_both_schools_of_placing_tones_compare_equal(either: str, plain: str) -> None:
    assert plain_tones(either) == plain


@given(st.text(alphabet="aăâeêioôơuưybcdđghklmnpqrstvxàảãáạếềộợứ -HOÀ"))
def test_plain_tones_keep_the_length_and_are_stable(text: str) -> None:
    once = plain_tones(text)

    assert len(once) == len(nfc(text))
    assert plain_tones(once) == once


@given(
    st.sampled_from(["hoa", "thuy", "quyên", "nươc", "toan", "khuyu", "giêng", "yên", "ngoai"]),
    st.sampled_from("\u0300\u0309\u0303\u0301\u0323"),
)
def test_placing_a_tone_and_taking_it_off_are_inverse(letters: str, tone: str) -> None:
    assert split_tone(place_tone(letters, tone)) == (letters, tone)
