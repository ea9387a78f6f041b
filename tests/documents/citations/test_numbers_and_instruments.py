"""Numbers in their one form for matching, and the shipped instruments."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.documents.citations import (
    canonical,
    date_differences,
    find_citations,
    find_numbers,
    instruments,
    known_dates,
    restored,
    spelled,
)


@pytest.mark.parametrize("written", ["17-NQ/TW", "17/NQ-TW", "số 17 - NQ / TW", "17-nq/tw", " Số: 17/NQ-TW"])
def test_every_way_of_writing_a_number_has_one_canonical_form(written: str) -> None:
    assert canonical(written) == "17/NQ/TW"


def test_leading_zeros_and_lost_strokes_do_not_tell_numbers_apart() -> None:
    assert canonical("06/QĐ-TTg") == canonical("6/QD-TTg")
    assert canonical("45/2020/NĐ-CP") != canonical("45/2021/NĐ-CP")


def test_a_party_number_is_spelled_as_the_party_spells_it() -> None:
    assert spelled("18/NQ-TW") == "18-NQ/TW"
    assert spelled("3183/QĐ-UBND") == "3183/QĐ-UBND"


def test_strokes_come_back_to_types_and_digits_stay() -> None:
    assert restored("3183/QD-UBND") == "3183/QĐ-UBND"
    assert restored("45/2020/ND-CP") == "45/2020/NĐ-CP"
    assert restored("12/HD-SNV") == "12/HD-SNV"


@given(
    st.integers(1, 99999),
    st.sampled_from(["KH", "QĐ", "NQ", "CT", "TTr", "BC"]),
    st.sampled_from(["UBND", "SNV", "TTg", "KCNĐN", "VP"]),
)
def test_a_number_found_in_text_is_the_number_that_was_written(number: int, kind: str, body: str) -> None:
    written = f"{number}/{kind}-{body}"

    assert [n.value for n in find_numbers(f"theo văn bản số {written} ngày 01/02/2024")] == [written]


def test_the_shipped_instruments_are_consistent() -> None:
    shipped = instruments()
    numbers = {canonical(i.number) for i in shipped}

    assert len(numbers) == len(shipped) > 50
    for one in shipped:
        assert [n.value for n in find_numbers(one.number)] == [one.number]
        assert one.certainty in {"source", "recalled_high", "recalled_medium"}
        assert all(canonical(r.to) in numbers for r in one.relations)


def test_dates_recalled_without_certainty_contradict_nobody() -> None:
    unsure = {canonical(i.number) for i in instruments() if i.certainty == "recalled_medium"}

    assert unsure
    assert not unsure & known_dates().keys()


def test_a_cited_date_that_differs_from_the_known_one_is_told_and_neither_is_taken() -> None:
    found = find_citations("Quyết định số 766/QĐ-TTg ngày 26/6/2022 của Thủ tướng Chính phủ")

    (difference,) = date_differences(found, known_dates())

    assert difference.known == datetime.date(2022, 6, 23)
    assert difference.citation.issued_on == datetime.date(2022, 6, 26)


def test_a_recurring_number_with_another_year_is_another_document_and_no_difference() -> None:
    assert not date_differences(find_citations("Nghị quyết số 76/NQ-CP ngày 13/6/2013"), known_dates())
    assert date_differences(find_citations("Nghị định số 61/2018/NĐ-CP ngày 23/4/2019"), known_dates())
