"""Finding records by words. Rules (kernel.rules overrides) stand in for any table: the index knows only kind and key."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel import search
from motcua.kernel.models import RuleOverride, SearchPosting
from motcua.kernel.search.words import distance, words

pytestmark = pytest.mark.django_db

TITLES = [
    "Cấp giấy chứng nhận đăng ký đầu tư",
    "Dâng kỷ vật dấu tù nhân",
    "Điều chỉnh giấy chứng nhận đăng ký đầu tư",
    "Đăng ký khai sinh",
    "Nghị quyết 17-NQ/TW về đẩy mạnh cải cách hành chính",
]


@pytest.fixture
def shelf() -> dict[int, str]:
    rows = {}
    for title in TITLES:
        row = RuleOverride.objects.create(
            key=title, valid_from=date(2020, 1, 1), value={}, article="-", reason="-", shipped_hash=""
        )
        rows[row.pk] = title
    search.index_many("shelf", [search.Entry(pk, title) for pk, title in rows.items()])
    return rows


def found(text: str) -> list[str]:
    result = search.find(RuleOverride.objects.all(), "shelf", text)
    return [row.key for row in result.queryset.order_by("-search_rank", "pk")]


def test_words_without_diacritics_find_the_record(shelf: dict[int, str]) -> None:
    assert found("khai sinh") == found("KHAI SINH") == found("khái sính") == ["Đăng ký khai sinh"]


def test_a_phrase_that_stands_in_the_title_ranks_before_scattered_look_alikes(shelf: dict[int, str]) -> None:
    assert found("dang ky dau tu")[:2] == [TITLES[0], TITLES[2]]


def test_typed_diacritics_put_the_exact_words_first(shelf: dict[int, str]) -> None:
    assert found("dâng kỷ")[0] == TITLES[1]
    assert found("đăng ký")[0] != TITLES[1]


def test_a_typing_error_is_corrected_against_the_vocabulary(shelf: dict[int, str]) -> None:
    result = search.find(RuleOverride.objects.all(), "shelf", "chung nhan dau tuu")

    assert result.corrections == {"tuu": "tu"}
    assert {row.key for row in result.queryset} == {TITLES[0], TITLES[2]}


def test_the_last_word_may_be_unfinished(shelf: dict[int, str]) -> None:
    assert found("khai si") == ["Đăng ký khai sinh"]


def test_a_document_number_is_found_however_its_parts_are_separated(shelf: dict[int, str]) -> None:
    assert found("17-NQ/TW") == found("17 nq tw") == found("nq 17/tw") == [TITLES[4]]


def test_when_no_record_holds_all_words_those_with_most_are_given(shelf: dict[int, str]) -> None:
    result = search.find(RuleOverride.objects.all(), "shelf", "đăng ký khai sinh cho trẻ em")

    assert result.relaxed
    assert result.queryset.order_by("-search_rank")[0].key == "Đăng ký khai sinh"


def test_blank_text_finds_everything_and_nonsense_nothing(shelf: dict[int, str]) -> None:
    assert len(found("  ")) == len(TITLES)
    assert found("qzxwvut") == []


def test_indexing_again_replaces_and_removing_forgets(shelf: dict[int, str]) -> None:
    pk = next(iter(shelf))
    search.index("shelf", pk, title="Tiêu đề mới")
    assert TITLES[0] not in found("chứng nhận")
    assert found("tiêu đề mới") == [TITLES[0]]

    search.remove("shelf", list(shelf))
    assert not SearchPosting.objects.filter(kind="shelf").exists()


def test_kinds_do_not_see_each_other(shelf: dict[int, str]) -> None:
    assert not search.find(RuleOverride.objects.all(), "other", "khai sinh").queryset.exists()


@pytest.mark.parametrize("text", ["một", "đăng ký đầu tư cấp giấy chứng nhận điều chỉnh"])
def test_the_number_of_queries_does_not_grow_with_the_text(
    shelf: dict[int, str], text: str, django_assert_max_num_queries
) -> None:  # type: ignore[no-untyped-def]  # pytest-django gives the fixture no type
    with django_assert_max_num_queries(4):
        list(search.find(RuleOverride.objects.all(), "shelf", text).queryset[:20])


@given(st.text(alphabet="abcd", max_size=8), st.text(alphabet="abcd", max_size=8))
def test_distance_is_a_symmetric_count_that_stops_early(a: str, b: str) -> None:
    assert distance(a, b, 2) == distance(b, a, 2) <= 3
    assert (distance(a, b, 8) == 0) == (a == b)


@given(st.text(max_size=200))
def test_words_are_the_same_however_often_they_are_cut(text: str) -> None:
    assert words(" ".join(words(text))) == words(text)
