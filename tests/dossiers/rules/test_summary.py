"""Form II.06: what its sums are, and when its lines do not add up."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from motcua.dossiers.rules.summary import COLUMNS, COUNTED, SUMS, Line, broken, total

LINES = st.lists(
    st.builds(
        lambda counts: Line("x", "k", dict(zip(COUNTED, counts, strict=True))),
        st.lists(st.integers(0, 10**6), min_size=len(COUNTED), max_size=len(COUNTED)),
    ),
    max_size=6,
)


def test_the_sums_are_those_of_the_circular() -> None:
    line = Line("Lao động", "1", {4: 3, 5: 2, 6: 1, 8: 1, 9: 1, 10: 1, 12: 2, 13: 1})
    assert [value for _column, value in line.cells] == [6, 3, 2, 1, 3, 1, 1, 1, 3, 2, 1]
    assert list(broken([line])) == []


def test_a_line_that_does_not_add_up_is_named() -> None:
    lost = Line("Đất đai", "2", {4: 3, 8: 1, 12: 1})
    assert list(broken([Line("Lao động", "1", {4: 1, 12: 1}), lost])) == [lost]


@given(LINES)
def test_the_total_is_the_sum_of_each_column(lines: list[Line]) -> None:
    whole = total("Tổng số", lines)
    for column in COLUMNS:
        assert whole.of(column) == sum(line.of(column) for line in lines)
    for column, parts in SUMS.items():
        assert whole.of(column) == sum(whole.of(part) for part in parts)
