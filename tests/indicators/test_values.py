"""Values over time and over units: constant queries, the same figures as one by one, frozen where closed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories import indicators as factory

from motcua.indicators.queries.values import MOST_PERIODS, trend, value_of, values_by_unit
from motcua.indicators.queries.words import figure_words
from motcua.indicators.services.snapshots import close_period
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import NotFound
from motcua.kernel.indicators import Kind, Value, Window
from motcua.organisations.queries.scopes import counts_of, province_unit, topmost_unit
from motcua.organisations.services.reorganisation import carry_out, merge

pytestmark = pytest.mark.django_db


def queries_of(work) -> int:
    with CaptureQueriesContext(connection) as asked:
        work()
    return len(asked)


def test_a_trend_is_each_periods_figure_in_two_queries_however_long(shelf) -> None:
    def points(count: int):
        return trend("test.decisions", unit=shelf.world.board, until=date(2026, 9, 30), periods=count, window="quarter")

    eight = points(8)
    assert [f.window.end for f in eight][-2:] == [date(2026, 6, 30), date(2026, 9, 30)]
    assert [(f.numerator, f.denominator) for f in eight][-2:] == [(1, 1), (2, 3)]
    for one in eight:
        assert one.of == value_of("test.decisions", unit=shelf.world.board, window=one.window).of
    assert queries_of(lambda: points(2)) == queries_of(lambda: points(40)) == 2
    assert len(points(1000)) == MOST_PERIODS


def test_a_trend_without_a_series_asks_for_each_period_and_gives_the_same(shelf) -> None:
    slow = factory.ratio("test.slow", series=None, by_unit=None)
    with factory.declared(slow, factory.ratio()):
        quick = trend("test.decisions", unit=None, until=date(2026, 9, 30), periods=4, window="month")
        single = trend("test.slow", unit=None, until=date(2026, 9, 30), periods=4, window="month")
    assert [f.of for f in quick] == [f.of for f in single]


def test_a_trend_takes_closed_periods_from_what_is_frozen(shelf) -> None:
    close_period("2026-Q2", actor=SYSTEM)
    shelf.add(shelf.world.board, on=date(2026, 5, 5))

    points = trend("test.papers", unit=shelf.world.board, until=date(2026, 9, 30), periods=3, window="quarter")

    assert [(f.frozen, f.numerator) for f in points] == [(False, 0), (True, 1), (False, 3)]


def test_many_units_cost_as_much_as_one(shelf) -> None:
    world = shelf.world
    units = [world.province.pk, world.board.pk, world.elsewhere.pk]

    def many(asked: list[int]):
        return values_by_unit("test.decisions", units=asked, window=factory.QUARTER)

    assert [f.denominator for f in many(units).values()] == [5, 3, 2]
    assert queries_of(lambda: many(units)) == queries_of(lambda: many(units[:1])) == 3


def test_what_a_merged_unit_held_counts_for_its_successor_and_once_only(shelf) -> None:
    world = shelf.world
    carry_out(merge([world.elsewhere, world.board], world.board, on=date(2026, 10, 1)), actor=SYSTEM)
    today, before = factory.QUARTER, Window(factory.QUARTER.start, factory.QUARTER.end, date(2026, 9, 30))
    units = [world.province.pk, world.board.pk, world.elsewhere.pk]

    assert [f.denominator for f in values_by_unit("test.decisions", units=units, window=today).values()] == [5, 5, 2]
    assert [f.denominator for f in values_by_unit("test.decisions", units=units, window=before).values()] == [5, 3, 2]
    for window in (today, before):
        for unit, figure in values_by_unit("test.decisions", units=units, window=window).items():
            assert figure.of == value_of("test.decisions", unit=unit, window=window).of


def test_an_unknown_key_is_not_found(shelf) -> None:
    with pytest.raises(NotFound):
        value_of("no.such", unit=None, window=factory.QUARTER)


def test_the_head_of_the_province_is_the_unit_above_most_others(world) -> None:
    assert province_unit() == world.province.pk
    assert topmost_unit(world.auditor, "indicators.read") == world.province.pk
    assert topmost_unit(world.stranger, "indicators.read") == world.elsewhere.pk
    assert topmost_unit(world.stranger, "indicators.close") is None


def test_several_counts_are_one_query_in_their_order(shelf) -> None:
    papers = type(shelf.papers[0]).objects.all()
    asked = [papers.filter(kind="letter"), papers.none(), papers, papers.filter(kind="decision").order_by("-pk")]

    assert counts_of(asked) == [2, 0, 6, 4] and counts_of([]) == []
    assert queries_of(lambda: counts_of(asked)) == 1


def test_a_share_is_rounded_once_for_people() -> None:
    value = Value(Decimal(15), Decimal(19), Kind.RATIO)

    assert value.value == Decimal("78.95")  # as programs read it
    assert figure_words(value).replace("\xa0", " ") == "78,9 %"
