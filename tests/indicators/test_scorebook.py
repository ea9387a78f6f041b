"""The rules of an index made of components: what a figure is worth, and what is in no sum."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.indicators.queries.scorebook import RULE, scheme_on
from motcua.indicators.rules.scorebook import State, Sum, added, points_of, scheme, state_of, worth_of
from motcua.kernel import clock, rules
from motcua.kernel.actors import SYSTEM
from motcua.kernel.errors import Invalid
from motcua.kernel.indicators import Kind, Rule, Span, Value, indicators


def component(**others: Any) -> Any:
    raw = {
        "number": "1.1", "code": "X", "name": "Tên", "name_en": "Name", "points": 6, "indicator": "a.b", "counted": "period", "threshold": 0,
        "assumed": True, "missing": "",
    }  # fmt: skip
    group = {"code": "G", "name": "N", "name_en": "N", "points": 6, "components": [raw | others]}
    return scheme({"version": "1", "spans": ["year"], "groups": [group]}).groups[0].components[0]


def ratio(numerator: int | None, denominator: int | None) -> Value:
    return Value(*(None if n is None else Decimal(n) for n in (numerator, denominator)), Kind.RATIO)


@pytest.mark.parametrize(
    ("numerator", "denominator", "threshold", "points"),
    [
        (2, 3, 0, "4.00"),
        (1, 3, 0, "2.00"),
        (0, 3, 0, "0.00"),
        (3, 3, 0, "6.00"),
        (4, 5, 80, "6.00"),
        (5, 5, 80, "6.00"),
        (2, 5, 80, "3.00"),
        (0, 0, 0, None),
        (None, None, 80, None),
    ],
)
def test_a_figure_is_worth_its_share_of_the_points_or_all_from_a_threshold_on(
    numerator: int | None, denominator: int | None, threshold: int, points: str | None
) -> None:
    found = points_of(component(threshold=threshold), ratio(numerator, denominator))
    assert found == (None if points is None else Decimal(points))


def test_nothing_to_count_and_nothing_that_counts_are_two_things_and_neither_is_0() -> None:
    assert state_of(component(), ratio(0, 0)) is State.NOTHING
    assert state_of(component(), ratio(0, 4)) is State.SCORED
    assert state_of(component(), None) is State.NO_DATA
    assert state_of(component(indicator=""), ratio(1, 4)) is State.NO_DATA
    assert points_of(component(indicator=""), ratio(1, 4)) is None


def test_what_has_no_points_is_on_neither_side_of_the_sum() -> None:
    six, two = component(), component(points=2)

    assert added([(six, Decimal(3)), (two, None)]) == Sum(Decimal(3), Decimal(6))
    assert added([(six, Decimal(0)), (two, Decimal(1))]) == Sum(Decimal(1), Decimal(8))
    assert added([(six, None), (two, None)]) == Sum(None, Decimal(0))
    assert Sum(Decimal(3), Decimal(8)).share == Decimal("37.50")
    assert Sum(None, Decimal(0)).share is None
    assert added([(component(points=0), Decimal(0))]).share is None  # there for information alone


def test_a_sum_is_rounded_once() -> None:
    thirds = [(component(points=2), worth_of(component(points=2), ratio(2, 3)))] * 3
    assert [points_of(one, ratio(2, 3)) for one, _worth in thirds] == [Decimal("1.33")] * 3
    assert added(thirds).points == Decimal("4.00")


@settings(max_examples=40)
@given(st.integers(0, 500), st.integers(1, 500), st.integers(0, 100), st.integers(1, 20))
def test_points_lie_between_none_and_all_and_grow_with_the_figure(n: int, of: int, threshold: int, points: int) -> None:
    one = component(threshold=threshold, points=points)
    reached, more = (points_of(one, ratio(min(k, of), of)) for k in (n, n + 1))
    assert reached is not None and more is not None
    assert 0 <= reached <= more <= points


@pytest.mark.django_db
def test_the_shipped_rule_names_indicators_that_there_are_and_points_that_add_up() -> None:
    found = scheme(rules.rule(RULE, clock.today()).value)

    for group in found.groups:
        assert sum(one.points for one in group.components) == group.points
        for one in group.components:
            assert bool(one.indicator) != bool(one.missing)
            if one.indicator:
                assert indicators[one.indicator].kind is Kind.RATIO
                assert indicators[one.indicator].rule is Rule.CALENDAR
    assert found.spans == (Span.MONTH, Span.QUARTER, Span.YEAR)
    with pytest.raises(rules.NotEstablished):
        rules.rule(RULE, date(2022, 6, 22))


@pytest.mark.django_db
def test_another_group_or_a_threshold_is_data_that_an_administrator_may_enter() -> None:
    value = rules.rule(RULE, clock.today()).value
    first = value["groups"][0]
    changed = {**first, "code": "DVC", "components": [{**first["components"][0], "threshold": 80, "assumed": False}]}
    rules.override_rule(
        RULE,
        actor=SYSTEM,
        valid_from=date(2026, 1, 1),
        valid_to=None,
        value={**value, "groups": [first, changed]},
        article="Văn bản sửa đổi",
        reason="Thêm nhóm",
    )

    found, rule = scheme_on(clock.today())
    assert [group.code for group in found.groups] == ["CKMB", "DVC"]
    assert found.groups[1].components[0].threshold == 80
    assert (rule.article, bool(rule.override)) == ("Văn bản sửa đổi", True)


@pytest.mark.django_db
def test_a_rule_that_cannot_be_understood_is_told_in_words() -> None:
    value = {**rules.rule(RULE, clock.today()).value, "spans": ["tuần"]}
    facts: dict[str, Any] = {"valid_from": date(2026, 1, 1), "valid_to": None, "article": "Thử", "reason": "Thử"}
    rules.override_rule(RULE, actor=SYSTEM, value=value, **facts)

    with pytest.raises(Invalid, match="tuần"):
        scheme_on(clock.today())
