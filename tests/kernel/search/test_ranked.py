"""Search by rank. Rules (kernel.rules overrides) stand in for any table: the index knows only kind and key."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.kernel import search
from motcua.kernel.models import RankedList, RankedRecord, RuleOverride
from motcua.kernel.search.ranked import kinds, lists, spelling
from motcua.kernel.search.ranked.kinds import Phrase

pytestmark = pytest.mark.django_db

KIND = "shelf by rank"
TITLES = [
    "Thủ tục đăng ký kết hôn",
    "Thủ tục đăng ký kết hôn có yếu tố nước ngoài",
    "Thủ tục đăng ký khai sinh",
    "Cấp giấy phép xây dựng mới đối với nhà ở riêng lẻ",
    "Tách thửa hoặc hợp thửa đất",
    "Cấp giấy phép lái xe",
    "Cấp lại giấy phép lái xe",
    "Khai thuế đối với cá nhân cho thuê nhà",
    "Đăng ký cho người đi thuê",
]
SAID = {
    "bang lai": [Phrase("bằng lái", (("giấy phép lái xe", 1.0),))],
    "xin hoi": [Phrase("xin hỏi")],
    "mat": [Phrase("mất", (("cấp lại", 1.0), ("mất", 0.9)))],
    "de": [Phrase("đẻ", (("đăng ký khai sinh", 1.0),)), Phrase("để")],
    "ket hon": [Phrase("kết hôn", (("đăng ký kết hôn", 1.0),))],
}


def _phrases(keys: Collection[str]) -> kinds.Phrases:
    return {key: SAID[key] for key in keys if key in SAID}


@pytest.fixture
def shelf() -> Iterator[dict[str, int]]:
    kinds.declare(KIND, kinds.Ranked(_phrases))
    pks = {}
    for title in TITLES:
        row = RuleOverride.objects.create(
            key=title, valid_from=date(2020, 1, 1), value={}, article="-", reason="-", shipped_hash=""
        )
        pks[title] = row.pk
    search.index_many(KIND, [search.Entry(pk, title) for title, pk in pks.items()])
    yield pks
    del kinds.ranked_kinds[KIND]


def found(text: str) -> list[str]:
    result = search.find(RuleOverride.objects.all(), KIND, text)
    return [row.key for row in result.queryset.order_by("-search_rank", "pk")]


@pytest.mark.parametrize("title", TITLES)
def test_a_name_without_diacritics_finds_itself_first(shelf: dict[str, int], title: str) -> None:
    from motcua.kernel.text import fold

    assert found(fold(title))[0] == found(title)[0] == title


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("dang ky khai sihn", TITLES[2]),
        ("tahc thua dat", TITLES[4]),
        ("tác hthửa đất", TITLES[4]),
        ("hkai sinh", TITLES[2]),
        ("dangkykethon", TITLES[0]),
        ("ddawng kys keets hoon", TITLES[0]),
        ("d9ang8 ky1 khai sinh", TITLES[2]),
        ("giấy phé plái xe", TITLES[5]),
        ("giay phep xaydung", TITLES[3]),
        ("giay phep xay du", TITLES[3]),
    ],
)
def test_words_mistyped_run_together_or_cut_in_the_wrong_place_are_read(
    shelf: dict[str, int], typed: str, title: str
) -> None:
    assert found(typed)[0] == title


def test_typed_diacritics_put_the_exact_words_first(shelf: dict[str, int]) -> None:
    assert found("thuế")[0] == TITLES[7]
    assert found("thuê người")[0] == TITLES[8]


def test_everyday_words_stand_for_the_words_of_names(shelf: dict[str, int]) -> None:
    result = search.find(RuleOverride.objects.all(), KIND, "xin hỏi bằng lái")

    assert {row.key for row in result.queryset.order_by("-search_rank", "pk")[:2]} == {TITLES[5], TITLES[6]}
    assert result.stands_for == {"bằng lái": "giấy phép lái xe"}
    assert result.marked == {"=giấy phép", "=phép lái", "=lái xe"}
    assert found("mất bằng lái")[0] == TITLES[6]


def test_a_phrase_holds_only_as_it_is_written(shelf: dict[str, int]) -> None:
    assert found("mới đẻ")[0] == TITLES[2]
    assert TITLES[2] not in found("để thuê nhà")[:1]


def test_what_completes_a_phrase_counts_only_where_nothing_else_is_asked(shelf: dict[str, int]) -> None:
    assert found("kết hôn")[0] == TITLES[0]
    assert found("kết hôn nước ngoài")[0] == TITLES[1]


def test_what_was_asked_and_not_answered_is_told(shelf: dict[str, int]) -> None:
    rows = RuleOverride.objects.all()

    assert search.find(rows, KIND, "đăng ký kết hôn").answered > 0.9
    assert not search.find(rows, KIND, "đăng ký kết hôn").relaxed
    assert search.find(rows, KIND, "phi thuyền kết hôn sao hỏa").answered < 0.7
    assert search.find(rows, KIND, "phi thuyền kết hôn sao hỏa").relaxed
    assert found("qwrtp") == []


def test_the_conditions_of_the_caller_hold(shelf: dict[str, int]) -> None:
    rows = RuleOverride.objects.exclude(key=TITLES[0])

    result = search.find(rows, KIND, "đăng ký kết hôn")

    assert result.queryset.order_by("-search_rank", "pk").first() == RuleOverride.objects.get(key=TITLES[1])


def test_hits_behind_the_best_come_up_where_the_best_are_left_out() -> None:
    kinds.declare(KIND)
    try:
        rows = [
            RuleOverride(
                key=f"giấy {n}", valid_from=date(2020, 1, 1), value={}, article="-", reason="-", shipped_hash=""
            )
            for n in range(330)
        ]
        made = RuleOverride.objects.bulk_create(rows)
        search.index_many(KIND, [search.Entry(row.pk, "giấy", prior=1 - n / 1000) for n, row in enumerate(made)])
        rest = RuleOverride.objects.filter(pk__in=[row.pk for row in made[320:]])

        assert search.find(RuleOverride.objects.all(), KIND, "giay").queryset.count() == search.ranked.MOST_HITS
        assert set(search.find(rest, KIND, "giay").queryset) == set(rest)
    finally:
        del kinds.ranked_kinds[KIND]


def test_an_entry_written_again_is_found_by_its_new_words_only(shelf: dict[str, int]) -> None:
    pk = shelf[TITLES[4]]
    search.index(KIND, pk, title="Hòa giải tranh chấp")

    assert found("tach thua dat")[:1] != [TITLES[4]]
    assert found("tranh chap") == [TITLES[4]]
    assert not RankedList.objects.filter(kind=KIND, term="tach thua").exists()


def test_what_is_removed_leaves_nothing_behind(shelf: dict[str, int]) -> None:
    search.remove(KIND, list(shelf.values()))

    assert found("giay phep") == []
    assert not RankedList.objects.filter(kind=KIND).exists()
    assert not RankedRecord.objects.filter(kind=KIND).exists()


def test_while_typing_the_last_word_may_be_unfinished(shelf: dict[str, int]) -> None:
    hits = search.ranked.best(KIND, "dang ky ket h", typing=True)

    assert hits.scores[0][0] == shelf[TITLES[0]]


@given(st.dictionaries(st.integers(0, lists.BLOCK - 1), st.integers(1, lists.FULL), max_size=60))
@settings(max_examples=40)
def test_a_packed_list_is_read_back_equal(weights: dict[int, int]) -> None:
    places, read = lists.unpack(lists.pack(weights), len(weights))

    assert dict(zip(places, read, strict=True)) == weights


@given(st.text("abcdeghiklmnopqrstuvxy", min_size=3, max_size=9))
@settings(max_examples=40)
def test_all_words_one_edit_away_are_tried(word: str) -> None:
    near = spelling.edits(word)

    assert word[1:] in near or word[1:] == word
    assert word[1] + word[0] + word[2:] in near or word[0] == word[1]
    assert word + "a" in near
    assert word not in near


def test_abbreviations_and_numbers_are_not_taken_for_typing_errors() -> None:
    assert not spelling.may_be_mistyped("gcn")
    assert not spelling.may_be_mistyped("17nq")
    assert spelling.may_be_mistyped("khia")
