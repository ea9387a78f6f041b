"""A gauge stands for its figures: order, sides, and missing is not zero."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from motcua.indicators.rules.forecast import Comparator
from motcua.indicators.rules.gauges import gauge

FIGURES = st.integers(0, 10**8).map(lambda cents: Decimal(cents) / 100)
SIGNS: st.SearchStrategy[Comparator] = st.sampled_from([">=", "<=", ">", "<", "="])


@given(SIGNS, FIGURES, FIGURES, st.none() | FIGURES, st.sampled_from([None, Decimal(100)]))
def test_the_parts_stand_on_the_scale_in_the_order_of_their_figures(
    sign: Comparator, goal: Decimal, value: Decimal, expected: Decimal | None, full: Decimal | None
) -> None:
    drawn = gauge(sign, goal, value, expected, full=full)

    assert drawn.reached is not None
    places = [drawn.goal, drawn.reached, drawn.good, drawn.good_end]
    assert all(drawn.start <= place <= drawn.end for place in places)
    assert (drawn.reached <= drawn.goal) or value > goal
    assert (drawn.reached >= drawn.goal) or value < goal
    assert drawn.ahead is None or (expected is not None and expected > value)


def test_missing_is_not_zero() -> None:
    missing, zero = (gauge(">=", Decimal(80), value, full=Decimal(100)) for value in (None, Decimal(0)))

    assert missing.reached is None
    assert zero.reached == zero.start
    assert zero.bar == 0


def test_the_mark_points_to_where_the_goal_is_met() -> None:
    up, down, exact = (gauge(sign, Decimal(50), Decimal(20), full=Decimal(100)) for sign in (">=", "<", "="))

    assert (up.points, up.good, up.good_end) == (1, up.goal, up.end)
    assert (down.points, down.good, down.good_end) == (-1, down.start, down.goal)
    assert (exact.points, exact.good) == (0, exact.good_end)


def test_a_share_is_drawn_on_the_whole_hundred_and_a_count_leaves_air_above_the_highest() -> None:
    share = gauge(">=", Decimal(100), Decimal(50), full=Decimal(100))
    count = gauge(">=", Decimal(24), Decimal(27))

    assert share.goal == share.end
    assert share.reached == (share.start + share.end) // 2
    assert count.reached is not None
    assert count.goal < count.reached < count.end
