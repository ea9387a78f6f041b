from __future__ import annotations

import pytest

from motcua.documents.repair import Kind, looks_damaged

GOOD = "Ủy ban nhân dân tỉnh ban hành kế hoạch cải cách hành chính năm 2030 với các nhiệm vụ, giải pháp như sau."
UNMARKED = "Uy ban nhan dan tinh ban hanh ke hoach cai cach hanh chinh nam 2030 voi cac nhiem vu, giai phap nhu sau."
GARBLED = "Uy ban nhén dan tinh ban hanh ké hoach cai c4ch hanh chinh ndm 2030 v6i cdc nhiém vu, giai phap nhw sau."
ENGLISH = "The provincial committee issues this plan for administrative reform with the following duties and measures."


@pytest.mark.parametrize(
    ("text", "kind"), [(GOOD, Kind.GOOD), (UNMARKED, Kind.UNMARKED), (GARBLED, Kind.GARBLED), (ENGLISH, Kind.FOREIGN)]
)
def test_four_kinds_of_text_are_told_apart(text: str, kind: Kind) -> None:
    assert looks_damaged(text).kind is kind


def test_only_vietnamese_that_lost_something_counts_as_damaged() -> None:
    assert [bool(looks_damaged(t)) for t in (GOOD, UNMARKED, GARBLED, ENGLISH)] == [False, True, True, False]


def test_the_score_grows_with_the_damage_and_the_reason_is_a_sentence() -> None:
    good, garbled = looks_damaged(GOOD), looks_damaged(GARBLED)

    assert good.score < 0.1 < 0.8 < garbled.score
    assert garbled.why.endswith(".")


@pytest.mark.parametrize("text", ["", "12/2024", "UBND", "I. II. 3%", "\n"])
def test_what_has_no_words_is_not_damaged(text: str) -> None:
    assert not looks_damaged(text)


def test_good_text_with_foreign_names_abbreviations_and_addresses_stays_good() -> None:
    text = (
        GOOD + " Zalo, Facebook, Microsoft Windows, email abc@def.vn, https://x.gov.vn, CCHC, TTHC, UBND, HĐND, VNeID."
    )

    assert looks_damaged(text).kind is Kind.GOOD


def test_good_text_in_capitals_or_with_tones_the_new_way_stays_good() -> None:
    assert looks_damaged(GOOD.upper()).kind is Kind.GOOD
    assert looks_damaged("Uỷ ban hoà giải, thuỷ lợi, khoẻ mạnh, hoá chất, uỷ quyền").kind is Kind.GOOD
