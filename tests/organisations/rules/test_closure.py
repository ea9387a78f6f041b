from __future__ import annotations

import itertools
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from motcua.organisations.rules.closure import Edge, Row, closure, cycle, parent_edges
from motcua.organisations.rules.ranges import BEGINNING, holds

D = date(2025, 7, 1)


def test_every_unit_stands_under_itself_for_ever() -> None:
    assert closure([1], []) == {Row(1, 1, 0, BEGINNING, None)}


def test_the_first_parent_reaches_back_and_the_last_one_on_so_that_planned_and_ended_units_are_seen_from_above() -> (
    None
):
    edges = parent_edges(1, [(date(2020, 1, 1), 7), (D, 8)])

    assert [(e.parent, e.range) for e in edges] == [(7, (BEGINNING, D)), (8, (D, None))]


def test_a_unit_without_parent_for_a_time_has_no_edge_then() -> None:
    assert parent_edges(1, [(BEGINNING, None), (D, 8)]) == [Edge(1, 8, (D, None))]


def test_a_grandparent_is_above_only_while_both_edges_hold() -> None:
    rows = closure([1, 2, 3], [Edge(1, 2, (BEGINNING, None)), Edge(2, 3, (D, None))])

    assert Row(1, 3, 2, D, None) in rows
    assert Row(1, 2, 1, BEGINNING, None) in rows


def test_what_a_merged_unit_held_is_the_successors_exactly_as_its_own() -> None:
    rows = closure([1, 2, 3], [Edge(1, 2, (D, None), step=0), Edge(2, 3, (BEGINNING, None))])

    assert Row(1, 2, 0, D, None) in rows
    assert Row(1, 3, 1, D, None) in rows


def test_a_circle_is_found_only_where_its_edges_hold_on_one_date() -> None:
    ends_before = [Edge(1, 2, (BEGINNING, D)), Edge(2, 1, (D, None))]

    assert cycle(ends_before) is None
    assert cycle([*ends_before, Edge(1, 2, (D, None))]) == [1, 2, 1]


DATES = st.integers(0, 4).map(lambda n: date(2020, 1, 1) + timedelta(days=n))
LENGTHS = st.one_of(st.none(), st.integers(1, 4).map(timedelta))
RANGES = st.tuples(DATES, LENGTHS).map(lambda r: (r[0], r[1] and r[0] + r[1]))
PAIRS = st.sampled_from(list(itertools.combinations(range(1, 7), 2)))
EDGES = st.lists(st.tuples(PAIRS, RANGES, st.integers(0, 1)), max_size=9).map(
    lambda rows: [Edge(*pair, valid, step) for pair, valid, step in rows]
)


@given(EDGES, DATES)
def test_on_any_date_the_closure_says_what_walking_the_edges_of_that_date_says(edges: list[Edge], on: date) -> None:
    rows = closure(range(1, 7), edges)

    said = {(r.descendant, r.ancestor, r.depth) for r in rows if holds((r.valid_from, r.valid_to), on)}

    assert said == {(u, a, d) for u in range(1, 7) for a, d in _walked(u, [e for e in edges if holds(e.range, on)])}


def _walked(unit: int, edges: list[Edge]) -> set[tuple[int, int]]:
    reached = {(unit, 0)}
    while True:
        more = {(e.parent, depth + e.step) for at, depth in reached for e in edges if e.child == at}
        if more <= reached:
            return reached
        reached |= more


@given(EDGES)
def test_ranges_of_one_pair_and_depth_never_overlap(edges: list[Edge]) -> None:
    seen: dict[tuple[int, int, int], list[tuple[date, date | None]]] = {}
    for row in closure(range(1, 7), edges):
        seen.setdefault((row.descendant, row.ancestor, row.depth), []).append((row.valid_from, row.valid_to))

    for ranges in seen.values():
        ordered = sorted(ranges)
        assert all(a[1] is not None and a[1] < b[0] for a, b in itertools.pairwise(ordered))
