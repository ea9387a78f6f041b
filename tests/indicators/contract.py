"""What every indicator must keep, whoever declares it: any package's test calls `check_indicator` with its own data.

from tests.indicators.contract import check_indicator
check_indicator("plans.on_time", unit=board.pk, window=QUARTER, readers=[officer, stranger])
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import translation

from motcua.indicators.queries.rows import rows_of
from motcua.indicators.queries.values import value_of, values_by_unit
from motcua.indicators.rules.frozen import agrees, counted, kept
from motcua.kernel import clock
from motcua.kernel.indicators import SIDES, Indicator, Kind, PagedRows, Side, Value, Window, indicators
from motcua.kernel.registries import subjects
from motcua.organisations.queries.scopes import units_over


def check_indicator(
    indicator: Indicator | str,
    *,
    window: Window,
    unit: int | None = None,
    units: Sequence[int] = (),
    as_of: datetime | None = None,
    readers: Iterable[Any] = (),
) -> Value:
    """Assert that figure, rows, pages, units and series agree to the unit; gives the value, so that the caller can compare it.

    `units` are checked one by one against `by_unit`; `readers` may open all, some or none of the rows: they count the same for each.
    """
    one = indicators[indicator] if isinstance(indicator, str) else indicator
    moment = as_of or clock.now()
    _says_what_it_is(one)
    for scope in {unit, None, *units}:
        _figure_is_its_rows(one, scope, window, moment)
    _units_agree(one, units, window, moment)
    _series_agree(one, unit, window, moment)
    for reader in (AnonymousUser(), *readers):
        _masked_rows_count_too(one, unit, window, moment, reader)
    return one.value(unit, window, moment)


def _says_what_it_is(one: Indicator) -> None:
    assert indicators.get(one.key) is one, f"{one.key} is not registered"
    with translation.override("vi"):
        assert (
            str(one.title).strip() and str(one.formula).strip() and str(one.source).strip() and str(one.owner).strip()
        )


def _figure_is_its_rows(one: Indicator, unit: int | None, window: Window, as_of: datetime) -> None:
    value = one.value(unit, window, as_of)
    assert value.kind is one.kind
    rows: dict[Side, list[Any]] = {
        side: list(one.rows(unit, window, as_of, side)) for side in ("numerator", "denominator")
    }
    assert all(not rows[side] for side in rows if side not in SIDES[one.kind]), (
        "rows on a side that this kind does not have"
    )
    for side in SIDES[one.kind]:
        assert all(row.ref is not None and row.title for row in rows[side]), (
            "an indicator gives its rows whole; masking is not its work"
        )
        assert {row.ref.kind for row in rows[side]} <= {kind for kind, _ in subjects.items()}
    all_rows = kept({side: rows[side] for side in SIDES[one.kind]})
    assert agrees(value, all_rows), f"{one.key}: {value} but its rows add up to {counted(one.kind, all_rows)}"
    if one.kind is Kind.RATIO:
        assert all(row.on("denominator") for row in all_rows), "what fits is one of all"
        assert value.denominator is None or value.denominator != 0 or value.value is None, "nothing of nothing is not 0"
    if value.numerator is None:
        assert not all_rows, "what is not known has no rows"


def _units_agree(one: Indicator, units: Sequence[int], window: Window, as_of: datetime) -> None:
    if one.by_unit is not None and units:
        many = one.by_unit(units, window, as_of)
        assert dict(many) == {unit: one.value(unit, window, as_of) for unit in units}
        _rows_of_units_are_those_of_the_whole(one, units, window, as_of)
    figures = values_by_unit(one.key, units=units, window=window, as_of=as_of)
    assert list(figures) == list(units)


def _rows_of_units_are_those_of_the_whole(
    one: Indicator, units: Sequence[int], window: Window, as_of: datetime
) -> None:
    """What a closing relies on, which reads the rows once and shares them out by the unit that each tells."""

    def rows(unit: int | None) -> list[Any]:
        return kept({side: one.rows(unit, window, as_of, side) for side in SIDES[one.kind]})

    whole = rows(None)
    above = units_over({row.unit for row in whole}, window.structure_on(as_of))
    for unit in units:
        assert rows(unit) == [row for row in whole if unit in above[row.unit]]


def _series_agree(one: Indicator, unit: int | None, window: Window, as_of: datetime) -> None:
    if one.series is not None:
        before = Window(window.start - timedelta(days=200), window.start - timedelta(days=1))
        windows = [before, window, Window(window.start, window.start), window]
        assert list(one.series(unit, windows, as_of)) == [one.value(unit, w, as_of) for w in windows]
        assert list(one.series(unit, [], as_of)) == []


def _masked_rows_count_too(one: Indicator, unit: int | None, window: Window, as_of: datetime, reader: Any) -> None:
    figure = value_of(one.key, unit=unit, window=window, as_of=as_of)
    assert figure.of == one.value(unit, window, as_of) and not figure.frozen
    for side in SIDES[one.kind]:
        shown = list(rows_of(one.key, unit=unit, window=window, side=side, user=reader, as_of=as_of))
        whole = list(one.rows(unit, window, as_of, side))
        assert len(shown) == len(whole)
        assert sorted(r.unit for r in shown) == sorted(r.unit for r in whole), "a masked row still tells its unit"
        assert all(r.title == "" and r.at is None and r.amount is None for r in shown if r.ref is None)
        if one.kind in {Kind.RATIO, Kind.COUNT}:
            assert Decimal(len(shown)) == (figure.numerator if side == "numerator" else figure.denominator)
        assert _paged(rows_of(one.key, unit=unit, window=window, side=side, user=reader, as_of=as_of)) == shown


def _paged(rows: Any) -> list[Any]:
    """All rows, read page by page."""
    assert isinstance(rows.source, PagedRows)
    found: list[Any] = []
    page = rows.page(None, 2)
    while True:
        found += page.items
        if page.next is None:
            return found
        page = rows.page(page.next, 2)
