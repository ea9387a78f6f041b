"""Periods of giao ban and the order of units."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.plans.rules.briefing import parse, span_of
from motcua.plans.rules.ranking import Counted, ranked


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.sampled_from(["week", "month"]))
def test_a_day_lies_in_its_span_and_spans_follow_without_gap(day: date, kind: str) -> None:
    span = span_of(kind, day)

    assert span.first <= day < span.after
    assert span.previous.after == span.first
    assert span.following.first == span.after
    assert parse(span.key) == span


@pytest.mark.parametrize("key", ["", "2026", "2026-W60", "2026-13", "2026-W00", "abc", "0000-W01"])
def test_what_is_no_period_is_none(key: str) -> None:
    assert parse(key) is None


def test_equal_shares_share_their_place_and_the_next_counts_on() -> None:
    units = [Counted("a", "A", 4, 4), Counted("b", "B", 6, 3), Counted("c", "C", 4, 2), Counted("d", "D", 5, 1)]

    assert [(place, u.key) for place, u in ranked(units, 1)] == [(1, "a"), (2, "b"), (2, "c"), (4, "d")]


def test_few_cases_have_no_place_and_missing_is_not_zero() -> None:
    none, few, bad = Counted("n", "N", 0, 0), Counted("f", "F", 1, 1), Counted("b", "B", 3, 0)

    assert none.share is None
    assert [(place, u.key) for place, u in ranked([none, few, bad], 3)] == [(1, "b"), (None, "f"), (None, "n")]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12), st.integers(1, 5))
def test_a_better_share_never_has_a_worse_place(counts: list[tuple[int, int]], least: int) -> None:
    units = [Counted(str(n), str(n), max(a, b), min(a, b)) for n, (a, b) in enumerate(counts)]
    places = ranked(units, least)

    assert sorted(u.key for _p, u in places) == sorted(u.key for u in units)
    seated = [(place, u) for place, u in places if place is not None]
    for place, one in seated:
        assert place == 1 + sum((other.share or 0) > (one.share or 0) for _p, other in seated)
