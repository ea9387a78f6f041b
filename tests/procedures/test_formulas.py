"""What following a procedure costs: the formula of form 03/SCM-KSTT, exact, and silent where something is not known."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from motcua.procedures.formulas import (
    Costing,
    CostLine,
    CostRow,
    CostSheet,
    Lack,
    as_json,
    from_json,
    line_cost,
    rounded,
    saving,
    saving_percent,
    total,
)

WAGE = Decimal(50_000)
amounts = st.integers(0, 10**11).map(lambda n: Decimal(n) / 100)
maybe = st.none() | amounts
lines = st.builds(
    CostLine,
    st.sampled_from(CostRow),
    st.sampled_from(("", "Đơn")),
    hours=maybe,
    hired=maybe,
    fees=maybe,
    times=maybe,
    people=maybe,
)
sheets = st.builds(CostSheet, st.lists(lines, max_size=3).map(tuple), maybe, maybe)


def fee(amount: int) -> CostSheet:
    return CostSheet((CostLine(CostRow.FEES, "Lệ phí", fees=Decimal(amount)),), Decimal(1), Decimal(1))


def test_a_line_is_hours_times_wage_and_what_is_paid() -> None:
    line = CostLine(CostRow.PREPARE, hours=Decimal("1.5"), hired=Decimal(20_000), fees=Decimal(5_000))
    assert line_cost(line, WAGE) == Decimal(100_000)


def test_a_year_is_a_dossier_times_how_often_and_how_many() -> None:
    sheet = CostSheet((CostLine(CostRow.FEES, fees=Decimal(10)),), Decimal(2), Decimal(30))
    assert total(sheet, None).year == Decimal(600)


def test_a_line_may_have_its_own_times_and_people() -> None:
    own = CostLine(CostRow.SUBMIT, fees=Decimal(10), times=Decimal(1), people=Decimal(5))
    found = total(CostSheet((own, CostLine(CostRow.FEES, fees=Decimal(10))), Decimal(2), Decimal(30)), None)
    assert found.year == Decimal(50 + 600)


def test_the_published_saving_comes_out() -> None:
    assert rounded(saving_percent(Decimal(1_024_000), Decimal(231_000)), 2) == Decimal("77.44")
    found = saving(Costing(fee(1_024_000), fee(231_000)))
    assert (found.amount, rounded(found.percent, 2), found.whole_year) == (Decimal(793_000), Decimal("77.44"), True)


def test_nothing_is_saved_per_cent_of_nothing() -> None:
    assert saving_percent(Decimal(0), Decimal(0)) is None
    assert saving_percent(None, Decimal(1)) is None


def test_hours_without_a_wage_are_not_known_and_say_so() -> None:
    sheet = CostSheet((CostLine(CostRow.PREPARE, hours=Decimal(2)),), Decimal(1), Decimal(1))
    found = total(sheet, None)
    assert found.dossier is None
    assert found.year is None
    assert found.lacks == (Lack.WAGE,)


def test_zero_is_a_figure_and_blank_is_none() -> None:
    zero = CostSheet((CostLine(CostRow.FEES, fees=Decimal(0)),), Decimal(1), Decimal(1))
    assert total(zero, None).year == 0
    blank = CostSheet((CostLine(CostRow.FEES, "Phí"),), Decimal(1), Decimal(1))
    assert total(blank, None).lacks == (Lack.LINES,)
    assert total(CostSheet(), WAGE).lacks == (Lack.LINES,)


def test_where_years_are_not_known_one_dossier_is_compared() -> None:
    before = CostSheet((CostLine(CostRow.FEES, fees=Decimal(200)),))
    after = CostSheet((CostLine(CostRow.FEES, fees=Decimal(50)),))
    found = saving(Costing(before, after))
    assert (found.percent, found.whole_year) == (Decimal(75), False)
    assert set(total(before, None).lacks) == {Lack.TIMES, Lack.PEOPLE}


def test_rounding_is_half_up() -> None:
    assert rounded(Decimal("0.5")) == 1
    assert rounded(Decimal("2.675"), 2) == Decimal("2.68")
    assert rounded(None) is None


@given(sheets, maybe, maybe)
def test_a_costing_is_kept_exactly(sheet: CostSheet, wage: Decimal | None, other: Decimal | None) -> None:
    costing = Costing(sheet, CostSheet(sheet.lines, other), wage, "Cục Thống kê")
    assert from_json(as_json(costing)) == costing


@given(sheets, amounts)
def test_a_known_total_is_the_sum_of_its_lines_and_never_negative(sheet: CostSheet, wage: Decimal) -> None:
    found = total(sheet, wage)
    if found.dossier is not None:
        assert found.dossier == sum(line_cost(line, wage) or 0 for line in sheet.lines)
        assert found.dossier >= 0
    assert (found.year is None) == bool(found.lacks)


@given(amounts.filter(bool), amounts)
def test_what_is_saved_and_what_is_left_make_the_whole(before: Decimal, after: Decimal) -> None:
    percent = saving_percent(before, after)
    assert percent is not None
    assert rounded(before * percent / 100 + after, 6) == rounded(before, 6)
