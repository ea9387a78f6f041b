"""Sentences about a person: whose and when stand between the words that matter."""

from __future__ import annotations

import pytest

from motcua.kernel.search.ranked.kinds import Phrase, Ranked
from motcua.kernel.search.ranked.spans import Span, sentence_of, spans_of
from motcua.kernel.search.ranked.thinning import Speech, items, thinned
from motcua.kernel.search.words import words

SPEECH = Speech.of("người thân", ["bố", "bố mẹ", "ông nội", "con", "vợ"], ["tôi", "mới", "vừa", "bị", "của"])
KNOWN = {
    "nguoi than mat": [Phrase("người thân mất", (("đăng ký khai tử", 1.0),))],
    "sinh con": [Phrase("sinh con", (("đăng ký khai sinh", 1.0),))],
    "lam ho chieu": [Phrase("làm hộ chiếu", (("cấp hộ chiếu phổ thông", 1.0),))],
    "mat can cuoc": [Phrase("mất căn cước", (("cấp lại thẻ căn cước", 1.0),))],
    "lam gi": [Phrase("làm gì")],
}
RANKED = Ranked(lambda keys: {key: KNOWN[key] for key in keys if key in KNOWN}, speech=lambda: SPEECH)


def spans(text: str) -> list[Span]:
    return spans_of(sentence_of(words(text), RANKED))


def meant(text: str) -> list[str]:
    return [span.said for span in spans(text) if span.said]


def keys(text: str) -> set[str]:
    return {run.key for run in thinned(items(words(text), SPEECH), "người thân")}


@pytest.mark.parametrize(
    "text", ["bố tôi mới mất", "bo toi moi mat", "ông nội của vợ tôi vừa mất", "ong noi mat lam gi", "bố mẹ bị mất"]
)
def test_whose_and_when_do_not_hide_what_happened(text: str) -> None:
    assert meant(text) == ["đăng ký khai tử"]


@pytest.mark.parametrize("text", ["bò mới mất", "bố mất căn cước", "bố tôi mất ví", "tôi mới mất"])
def test_another_word_or_a_thing_that_was_lost_is_no_death(text: str) -> None:
    assert "đăng ký khai tử" not in meant(text)


def test_the_longer_phrase_as_typed_goes_before_a_sentence_about_a_person() -> None:
    assert meant("con tôi mất căn cước") == ["cấp lại thẻ căn cước"]


def test_who_is_spoken_of_says_nothing_where_other_words_tell_what_is_wanted() -> None:
    silent = [(span.start, span.end) for span in spans("vợ tôi vừa sinh con") if span.silent]

    assert sorted(silent) == [(0, 1), (1, 2), (2, 3)]
    assert not spans("vợ tôi vừa")


def test_what_happened_counts_less_beside_what_is_asked_for() -> None:
    told = {span.said: span.phrases[0][1] for span in spans("bố mất tôi làm hộ chiếu") if span.said}

    assert told["cấp hộ chiếu phổ thông"] == 1.0
    assert told["đăng ký khai tử"] < 1.0


def test_persons_beside_each_other_are_one() -> None:
    assert "nguoi than mat" in keys("con của bố mẹ tôi mất")
    assert keys("đăng ký kết hôn") == set()


def test_only_what_matters_is_measured() -> None:
    (span,) = spans("bố tôi mới mất")

    assert span.places == (0, 3)
