"""Citations are matched with the library, never trusted: a date that differs from the known one is told."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries
from tests.factories.documents import law

from motcua.documents.numbering import issuer_key, same_issuer, year_of
from motcua.documents.queries.matching import Wanted, match_citation, match_citations


@pytest.mark.django_db
def test_the_decision_766_cited_with_a_wrong_day_is_found_and_the_difference_told() -> None:
    known = law("766/QĐ-TTg", "Thủ tướng Chính phủ", date(2022, 6, 23))

    match = match_citation("766/QĐ-TTg", "Thủ tướng Chính phủ", date(2022, 6, 26))

    assert (match.document, match.date_differs, match.known_date) == (known, True, date(2022, 6, 23))
    assert match.certain


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["17-NQ/TW", "17/NQ-TW", "17 - NQ / TW", "17-nq/tw", "số 17-NQ/TW"])
def test_a_number_matches_however_it_is_written(number: str) -> None:
    known = law("17-NQ/TW", "Ban Chấp hành Trung ương", date(2007, 8, 1), kind="resolution")

    match = match_citation(number, "Hội nghị lần thứ 5 Ban Chấp hành Trung ương Đảng (khóa X)", date(2007, 8, 1))

    assert (match.document, match.date_differs) == (known, False)


@pytest.mark.django_db
def test_of_several_years_the_one_with_the_cited_date_is_meant() -> None:
    law("404/KH-UBND", "UBND tỉnh Đồng Nai", date(2023, 12, 29))
    right = law("404/KH-UBND", "UBND tỉnh Đồng Nai", date(2024, 12, 30))

    assert match_citation("404/KH-UBND", "UBND tỉnh", date(2024, 12, 30)).document == right
    undated = match_citation("404/KH-UBND", "UBND tỉnh")
    assert undated.document is None
    assert len(undated.candidates) == 2


@pytest.mark.django_db
def test_the_same_number_of_another_year_is_another_document_unless_day_and_month_agree() -> None:
    known = law("766/QĐ-TTg", "Thủ tướng Chính phủ", date(2022, 6, 23))

    other = match_citation("766/QĐ-TTg", "Thủ tướng Chính phủ", date(2019, 6, 18))
    slip = match_citation("766/QĐ-TTg", "Thủ tướng Chính phủ", date(2023, 6, 23))

    assert other.document is None
    assert other.candidates == (known,)
    assert (slip.document, slip.date_differs) == (known, True)


@pytest.mark.django_db
def test_a_number_that_names_its_year_is_one_document_whatever_date_is_cited() -> None:
    known = law("45/2020/NĐ-CP", "Chính phủ", date(2020, 4, 8), kind="decree")

    match = match_citation("45/2020/NĐ-CP", "Chính phủ", date(2021, 8, 4))

    assert (match.document, match.date_differs) == (known, True)


@pytest.mark.django_db
def test_another_issuer_is_another_document() -> None:
    law("1/KH-UBND", "UBND tỉnh Đồng Nai", date(2024, 1, 5))

    assert match_citation("1/KH-UBND", "UBND thành phố Huế", date(2024, 1, 5)).document is None


@pytest.mark.django_db
def test_a_date_from_memory_is_told_as_uncertain() -> None:
    law("18-NQ/TW", "Ban Chấp hành Trung ương", date(2017, 10, 25), kind="resolution", certainty="recalled")

    match = match_citation("18/NQ-TW", "Ban Chấp hành Trung ương", date(2017, 11, 25))

    assert match.date_differs
    assert not match.certain


@pytest.mark.django_db
def test_all_citations_of_a_record_are_matched_in_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for i in range(1, 6):
        law(f"{i}/2024/NĐ-CP", "Chính phủ", date(2024, 1, i), kind="decree")

    with django_assert_num_queries(1):
        matches = match_citations([Wanted(f"{i}/2024/NĐ-CP") for i in range(1, 6)] + [Wanted("")])

    assert [m.document is not None for m in matches] == [True] * 5 + [False]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("UBND tỉnh Đồng Nai", "Ủy ban nhân dân tỉnh Đồng Nai"),
        ("BCH Trung ương Đảng (khóa X)", "Ban Chấp hành Trung ương"),
        ("Hội nghị lần thứ 5 Ban Chấp hành Trung ương Đảng khóa X", "Ban Chấp hành Trung ương"),
        ("TTg", "Thủ tướng Chính phủ"),
        ("CP", "Chính phủ"),
        ("BỘ NỘI VỤ", "Bộ Nội vụ"),
        ("VPCP", "Văn phòng Chính phủ"),
    ],
)
def test_names_of_one_body_have_one_key(a: str, b: str) -> None:
    assert issuer_key(a) == issuer_key(b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Chính phủ", "Thủ tướng Chính phủ"),
        ("Văn phòng Chính phủ", "Chính phủ"),
        ("Bộ Nội vụ", "Sở Nội vụ"),
        ("UBND tỉnh Đồng Nai", "UBND thành phố Đồng Nai"),
        ("UBND tỉnh Đồng Nai", "HĐND tỉnh Đồng Nai"),
    ],
)
def test_different_bodies_are_never_taken_for_one(a: str, b: str) -> None:
    assert not same_issuer(a, b)


@given(st.text(max_size=80))
def test_the_key_of_an_issuer_is_its_own_key(name: str) -> None:
    assert issuer_key(issuer_key(name)) == issuer_key(name)


def test_the_year_is_the_one_in_the_number_then_that_of_the_date() -> None:
    assert year_of("118/2025/NĐ-CP", date(2024, 1, 1)) == 2025
    assert year_of("766/QĐ-TTg", date(2022, 6, 23)) == 2022
    assert year_of("766/QĐ-TTg", None) == 0
