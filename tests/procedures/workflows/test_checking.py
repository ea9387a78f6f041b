"""What is wrong with a workflow is found; what is sound is let through."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from tests.factories.workflows import days, hours, sound_tables, step, table, tables

from motcua.kernel.workdays import Unit
from motcua.procedures.workflows import (
    Flow,
    Join,
    Split,
    Table,
    Time,
    Weight,
    faults,
    findings,
    in_sequence,
    not_compared,
    table_as_json,
    table_from_json,
)

EIGHT = Decimal(8)
KINDS = frozenset({"counter", "specialist", "head"})


def codes(given_table: Table, limit: Time | None = None) -> list[tuple[str, str]]:
    found = findings(given_table, hours_a_day=EIGHT, limit=limit, kinds=KINDS)
    return [(one.code, one.step) for one in found if one.weight is Weight.FAULT]


def test_a_plain_sequence_is_sound() -> None:
    assert codes(table(step("1", "2"), step("2", "3"), step("3"))) == []


def test_where_time_and_limit_cannot_be_compared_that_is_said() -> None:
    timed, timeless = table(step("1", time=days(2))), table(step("1"))
    assert [one.code for one in not_compared(timed, limited=False)] == ["no_limit"]
    assert [one.code for one in not_compared(timeless, limited=True)] == ["no_times"]
    assert not list(not_compared(timed, limited=True))
    assert not list(not_compared(Table(), limited=False))


def test_parallel_branches_that_wait_for_each_other_are_sound() -> None:
    both = table(step("1", "2a", "2b", split=Split.ALL), step("2a", "3"), step("2b", "3"), step("3", join=Join.ALL))
    assert codes(both) == []


def test_a_return_with_a_way_out_is_sound() -> None:
    assert codes(table(step("1", "2"), step("2", "1", "3"), step("3"))) == []


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (Table(), ("empty", "")),
        (table(step("1", "2"), step("2"), step("3")), ("orphan", "3")),
        (table(step("1", "9")), ("target", "1")),
        (table(step("1"), step("1")), ("key", "1")),
        (table(step("1", "2"), step("2", "1")), ("endless", "1")),
        (table(step("1", "2", "3"), step("2", "4"), step("3", "4"), step("4", join=Join.ALL)), ("stuck", "4")),
        (
            table(step("1", "2", "3", split=Split.ALL), step("2", "4"), step("3", "4"), step("4")),
            ("doubled", "4"),
        ),
        (table(step("1", "3"), step("2"), step("3", "2")), ("order", "2")),
        (table(step("1", role="nobody")), ("role", "1")),
        (table(step("1", Flow("2"), Flow("3")), step("2"), step("3")), ("condition", "1")),
        (table(step("1", "2", "", split=Split.ALL), step("2")), ("ends", "1")),
    ],
)
def test_each_fault_is_told_at_its_step(wrong: Table, told: tuple[str, str]) -> None:
    assert told in codes(wrong)


def test_a_role_that_no_unit_can_resolve_is_a_fault() -> None:
    strange = findings(table(step("1")), hours_a_day=EIGHT, kinds=frozenset({"counter"}))
    assert [one.code for one in strange] == ["role_kind"]
    assert "Chuyên viên" in str(strange[0])


def test_the_longest_way_may_not_exceed_the_limit() -> None:
    two = table(step("1", "2", time=hours(4)), step("2", time=days(2)))
    assert codes(two, days("2.5")) == []
    assert codes(two, days(2)) == [("over", "")]
    assert codes(two, hours(20)) == []


def test_where_the_decision_says_so_the_times_make_up_the_limit() -> None:
    two = table(step("1", "2", time=hours(4)), step("2", time=days(2)), exact=True)
    assert codes(two, days(3)) == [("under", "")]
    assert codes(two, days("2.5")) == []


def test_times_of_another_kind_of_day_are_not_compared_but_told() -> None:
    found = findings(table(step("1", time=days(2))), hours_a_day=EIGHT, limit=Time(Decimal(1), Unit.DAY))
    assert [(one.code, one.weight) for one in found] == [("unlike", Weight.DOUBT)]


def test_what_waits_for_the_applicant_is_not_counted() -> None:
    waits = table(step("1", "2", time=days(2)), step("2", time=days(30), counted=False))
    assert codes(waits, days(2)) == []


def test_very_many_branches_are_told_as_not_fully_tried() -> None:
    keys = [f"2.{n}" for n in range(1, 15)]
    wide = table(step("1", *keys, split=Split.ALL), *(step(key, "3") for key in keys), step("3", join=Join.ALL))
    found = findings(wide, hours_a_day=EIGHT)
    assert [one.code for one in found] == ["untried"]
    assert not faults(found)


@given(sound_tables())
@settings(max_examples=60)
def test_whatever_is_built_of_blocks_that_end_is_sound(built: Table) -> None:
    assert [f for f in codes(built) if f[0] not in {"order", "condition"}] == []


@given(sound_tables())
@settings(max_examples=40)
def test_a_sound_table_with_its_last_way_turned_back_never_ends(built: Table) -> None:
    last = next(one for one in built.steps if not one.flows)
    turned = Table(
        tuple(
            step(one.key, built.steps[0].key) if one.key == last.key and len(built.steps) > 1 else one
            for one in built.steps
        ),
        built.roles,
    )
    if len(built.steps) > 1:
        assert {code for code, _ in codes(turned)} & {"endless", "stuck", "doubled"}


@given(tables())
@settings(max_examples=60)
def test_any_table_is_judged_and_kept_without_loss(drawn: Table) -> None:
    findings(drawn, hours_a_day=EIGHT, limit=days(5), kinds=KINDS)
    assert table_from_json(table_as_json(drawn)) == drawn


@given(tables())
@settings(max_examples=40)
def test_put_in_sequence_every_table_ends(drawn: Table) -> None:
    told = {code for code, _ in codes(in_sequence(drawn))}
    assert told.isdisjoint({"orphan", "endless", "doubled", "target", "order"})
