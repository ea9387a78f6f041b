"""Points, ranks, grades, and the numbers of places that plans name."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.plans.rules.scoring import by_cases, by_ratio, by_value, grade_of, grades_fault, planned_places, ranks

D = Decimal
POINTS = st.decimals(0, 100, places=2)


@pytest.mark.parametrize(
    ("good", "all_of_them", "full_at", "nothing_at", "points"),
    [
        (18, 20, None, None, "18.00"),
        (18, 20, "90", None, "20.00"),
        (18, 20, "95", "50", "17.78"),
        (10, 20, "95", "50", "0.00"),
        (1, 20, "95", "50", "0.00"),
        (0, 20, None, None, "0.00"),
        (10, 20, "0", "100", "10.00"),
    ],
)
def test_points_follow_the_ratio_between_two_bounds(
    good: int, all_of_them: int, full_at: str | None, nothing_at: str | None, points: str
) -> None:
    bounds = {"full_at": D(full_at) if full_at else None, "nothing_at": D(nothing_at) if nothing_at else None}
    made = by_ratio(D(20), D(good), D(all_of_them), **bounds)
    assert made.points == D(points)


def test_the_arithmetic_is_shown_step_by_step() -> None:
    made = by_ratio(D(20), D(18), D(20), full_at=D(95), nothing_at=D(50))
    assert made.steps == ("18 ÷ 20 = 90 %", "(90 − 50) ÷ (95 − 50)", "20 × 0,8889 = 17,78")
    assert by_cases(D(10), D(3), per_case=D("2.5")).steps == ("10 − 3 × 2,5 = 2,5",)
    assert by_cases(D(10), D(5), per_case=D("2.5")).steps == ("10 − 5 × 2,5 → 0 = 0",)


def test_over_nothing_there_are_no_points_which_is_not_zero() -> None:
    assert by_ratio(D(20), D(0), D(0), full_at=None, nothing_at=None).points is None
    assert by_value(D(20), None, full_at=None, nothing_at=None).points is None
    assert by_cases(D(20), None, per_case=D(1)).points is None


@given(POINTS, st.integers(0, 50), st.integers(1, 50), POINTS, POINTS)
def test_points_never_leave_their_range(most: D, good: int, all_of_them: int, full: D, nothing: D) -> None:
    if full == nothing or not most:
        return
    made = by_ratio(most, D(min(good, all_of_them)), D(all_of_them), full_at=full, nothing_at=nothing)
    assert made.points is not None
    assert 0 <= made.points <= most


def test_equals_share_a_place_and_the_next_place_stays_empty() -> None:
    assert ranks([D(80), D(90), None, D(80), D(70)]) == [2, 1, None, 2, 4]


@given(st.lists(st.one_of(st.none(), POINTS), max_size=12))
def test_a_place_is_one_more_than_those_who_have_more(totals: list[D | None]) -> None:
    for total, place in zip(totals, ranks(totals), strict=True):
        better = sum(t is not None and total is not None and t > total for t in totals)
        assert place == (None if total is None else better + 1)


def test_the_best_grade_whose_threshold_is_reached_is_given() -> None:
    grades = [{"name": "Xuất sắc", "from": 90}, {"name": "Tốt", "from": 70.5}, {"name": "Hoàn thành", "from": 50}]
    assert [grade_of(D(n), D(50), grades) for n in ("45", "44.99", "35.25", "25", "24")] == [
        "Xuất sắc",
        "Tốt",
        "Tốt",
        "Hoàn thành",
        "",
    ]


@pytest.mark.parametrize(
    ("grades", "fault"),
    [
        ([], "names"),
        ([{"name": "A", "from": 90}, {"name": "A", "from": 50}], "names"),
        ([{"name": "A", "from": 50}, {"name": "B", "from": 50}], "limits"),
        ([{"name": "A", "from": 101}], "limits"),
        ([{"name": "A"}], "shape"),
        ([{"name": "A", "from": 90}, {"name": "B", "from": 0}], ""),
    ],
)
def test_grades_must_fall_and_have_names_of_their_own(grades: list[dict[str, object]], fault: str) -> None:
    assert grades_fault(grades) == fault


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("đề xuất khen thưởng cá nhân và tập thể (02 tập thể, 03 cá nhân)", (2, 3)),
        ("Khen thưởng 10 tập thể và 25 cá nhân", (10, 25)),
        ("khen thưởng tập thể, cá nhân", None),
        ("", None),
    ],
)
def test_planned_places_are_read_from_the_words_of_a_plan(text: str, places: tuple[int, int] | None) -> None:
    found = planned_places(text)
    assert (found[:2] if found else None) == places
