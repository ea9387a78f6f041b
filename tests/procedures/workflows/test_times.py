"""Times of ways: the longest one, in measures that are never mixed; and the words of times."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from tests.factories.workflows import days, hours, sound_tables, step, table

from motcua.kernel.workdays import Unit
from motcua.procedures.workflows import (
    Join,
    Span,
    Split,
    Standing,
    Table,
    Time,
    in_words_of,
    longest,
    span_of,
    standing,
)
from motcua.procedures.workflows.wording import read_time, unit_at_head

EIGHT = Decimal(8)


def all_ways(built: Table, key: str | None = None) -> list[Decimal]:
    """Working hours of every way forward, each walked for itself."""
    here = built.step(key or built.steps[0].key)
    places = built.places()
    forward = [f.to for f in here.flows if not f.to or places[f.to] > places[here.key]] or [""]
    own = span_of(here.time, EIGHT).hours if here.counted else Decimal(0)
    return [own + rest for to in forward for rest in (all_ways(built, to) if to else [Decimal(0)])]


@given(sound_tables())
@settings(max_examples=60)
def test_the_longest_way_is_the_longest_of_all_ways(built: Table) -> None:
    spans = longest(built, EIGHT)
    assert len(spans) == 1
    assert spans[0].hours == max(all_ways(built))
    assert spans[0].hours == sum(span_of(built.step(k).time, EIGHT).hours for k in spans[0].way)


def test_branches_at_the_same_time_take_as_long_as_the_longest() -> None:
    both = table(
        step("1", "2", "3", time=hours(2), split=Split.ALL),
        step("2", "4", time=days(1)),
        step("3", "4", time=hours(4)),
        step("4", time=hours(2), join=Join.ALL),
    )
    assert longest(both, EIGHT) == (Span(hours=Decimal(12), way=("1", "2", "4")),)


def test_ways_in_different_measures_stand_beside_each_other() -> None:
    either = table(step("1", "2", "3"), step("2", time=days(3)), step("3", time=Time(Decimal(10), Unit.DAY)))
    assert [(s.hours, s.days) for s in longest(either, EIGHT)] == [(24, 0), (0, 10)]
    assert standing(longest(either, EIGHT), days(5), EIGHT) is Standing.UNLIKE


def test_sums_are_said_in_days_where_they_are_whole_or_half() -> None:
    assert in_words_of(Span(hours=Decimal(20)), EIGHT) == (days("2.5"),)
    assert in_words_of(Span(hours=Decimal(3)), EIGHT) == (hours(3),)
    assert in_words_of(Span(hours=Decimal(9), days=Decimal(2)), EIGHT) == (hours(9), Time(Decimal(2), Unit.DAY))


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("0,5 ngày", "0.5", Unit.DAY),
        ("04 giờ", "4", Unit.HOUR),
        ("1/2 ngày", "0.5", Unit.DAY),
        ("½ ngày làm việc", "0.5", Unit.WORKING_DAY),
        ("1½ ngày", "1.5", Unit.DAY),
        ("Nửa ngày", "0.5", Unit.DAY),
        ("30 phút", "0.5", Unit.HOUR),
        ("02 giờ làm việc", "2", Unit.HOUR),
        ("10 ngày làm việc.", "10", Unit.WORKING_DAY),
        ("Không quá 02 ngày", "2", Unit.DAY),
        ("01 ngày (08 giờ)", "1", Unit.DAY),
        ("8h", "8", Unit.HOUR),
        ("1.5 ngày", "1.5", Unit.DAY),
        ("02 tháng", "2", Unit.MONTH),
    ],
)
def test_times_are_read_as_decisions_write_them(words: str, value: str, unit: Unit) -> None:
    assert read_time(words) == Time(Decimal(value), unit)


@pytest.mark.parametrize(
    "words", ["05 - 07 ngày", "Giờ hành chính", "Ngay sau khi nhận", "20 phút", "3", "theo quy định", "1/0 ngày", ""]
)
def test_what_is_not_certain_stays_words(words: str) -> None:
    assert read_time(words) is None


def test_a_bare_number_takes_the_unit_at_the_head_of_its_column() -> None:
    assert read_time("0,5", unit_at_head("Thời gian (ngày làm việc)")) == days("0.5")
    assert read_time("4", unit_at_head("Thời gian thực hiện (giờ)")) == hours(4)
    assert unit_at_head("Thời gian (giờ/ngày)") is None
    assert unit_at_head("Thời gian") is None
