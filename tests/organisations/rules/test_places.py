from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from motcua.organisations.rules.places import Span, placed
from motcua.organisations.rules.ranges import BEGINNING, holds

D, CITY = date(2025, 7, 1), date(2026, 4, 30)


def test_the_same_name_again_changes_nothing() -> None:
    spans = (Span("xa tan khai", "75", D, None, 1),)

    assert placed(spans, D, None, "xa tan khai", "75").spans == spans


def test_another_name_from_a_later_day_closes_the_earlier_one() -> None:
    after = placed((Span("xa", "75", D, None, 1),), CITY, None, "phuong", "75")

    assert [(s.name, s.start, s.end) for s in after.spans] == [("xa", D, CITY), ("phuong", CITY, None)]


def test_the_old_name_is_put_before_what_is_known() -> None:
    after = placed((Span("ba dinh", "01", D, None, 1),), None, D, "truc bach", "001")

    assert [(s.name, s.start, s.end) for s in after.spans] == [("truc bach", BEGINNING, D), ("ba dinh", D, None)]


def test_an_unchanged_place_before_the_reform_is_one_span_with_the_one_after() -> None:
    after = placed((Span("ha noi", "", D, None, 1),), None, D, "ha noi", "")

    assert after.spans == (Span("ha noi", "", BEGINNING, None, 1),)


def test_where_two_sources_disagree_on_the_same_day_the_known_name_stays_and_is_told() -> None:
    known = Span("xa tan khai", "75", D, None, 1)

    after = placed((known,), D, None, "phuong tan khai", "75")

    assert after.spans == (known,)
    assert after.kept == known


def test_a_place_that_ends_is_closed() -> None:
    after = placed((Span("xa", "75", D, None, 1),), D, CITY, "xa", "75")

    assert after.spans == (Span("xa", "75", D, CITY, 1),)


DAYS = st.integers(1, 9).map(lambda n: date(2020, 1, 1) + timedelta(days=n))
ROWS = st.tuples(
    st.one_of(st.none(), DAYS), st.one_of(st.none(), DAYS), st.sampled_from("ab"), st.sampled_from("xy")
).filter(lambda r: r[1] is None or (r[0] or BEGINNING) < r[1])


@given(st.lists(ROWS, max_size=8))
def test_spans_never_overlap_and_the_same_file_again_changes_nothing(
    rows: list[tuple[date | None, date | None, str, str]],
) -> None:
    spans: tuple[Span, ...] = ()
    for start, end, name, parent in rows:
        spans = placed(spans, start, end, name, parent).spans
        assert all(a.end is not None and a.end <= b.start for a, b in pairwise(spans))
        assert placed(spans, start, end, name, parent).spans == spans


@given(st.lists(ROWS, min_size=1, max_size=8))
def test_a_file_never_takes_away_what_was_known_of_a_day_before_it(
    rows: list[tuple[date | None, date | None, str, str]],
) -> None:
    spans: tuple[Span, ...] = ()
    for start, end, name, parent in rows[:-1]:
        spans = placed(spans, start, end, name, parent).spans
    start, end, name, parent = rows[-1]
    after = placed(spans, start, end, name, parent).spans
    first = start or BEGINNING

    for span in spans:
        day = span.start
        if day < first:
            assert any(holds((s.start, s.end), day) and s.name == span.name for s in after)
