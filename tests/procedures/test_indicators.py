"""What publication, completeness and online service add up to: each figure opens to its procedures, in both readings."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from tests.factories import publication as factory
from tests.factories.documents import law
from tests.factories.procedures import content, procedure
from tests.factories.publication import World, signed
from tests.indicators.contract import check_indicator

from motcua.indicators.services.freezing import count, count_many
from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM
from motcua.kernel.indicators import Window, indicators
from motcua.procedures.queries import publication as queries
from motcua.procedures.services.assignments import assign
from motcua.procedures.services.disclosures import Told, disclose
from motcua.procedures.services.marks import set_flags, set_level
from motcua.procedures.services.publishing import publish_decision

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)
YEAR = Window(date(2026, 1, 1), date(2026, 12, 31))


def figure(world: World, name: str, window: Window = YEAR, **others: Any) -> tuple[Any, Any]:
    units = [world.province.pk, world.board.pk, world.department.pk]
    readers = [world.office.office, world.stranger]
    value = check_indicator(
        f"procedures.{name}", window=window, unit=world.board.pk, units=units, readers=readers, **others
    )
    return value.numerator, value.denominator


def of_board(world: World, name: str, window: Window = YEAR) -> tuple[Any, Any]:
    """The figure alone, where the contract is checked beside."""
    value = indicators[f"procedures.{name}"].value(world.board.pk, window, clock.now())
    return value.numerator, value.denominator


def names(name: str, side: Any = "numerator") -> list[str]:
    rows = indicators[f"procedures.{name}"].rows(None, YEAR, clock.now(), side)
    return sorted(row.title.split()[0] for row in rows)


def test_case_12_is_in_time_by_the_decree_and_late_by_the_index(world: World) -> None:
    signed(world, procedure("1.100001"))

    assert figure(world, "published_on_time") == (1, 1)
    assert figure(world, "published_on_time_766") == (0, 1)
    assert figure(world, "published_on_time", Window(date(2026, 4, 1), date(2026, 6, 30))) == (0, 0)


def test_the_index_counts_a_procedure_once_and_one_late_decision_makes_it_late(world: World) -> None:
    found, other = procedure("1.100001"), procedure("1.100002")
    signed(world, found, other, number="1/QĐ-UBND", on=date(2026, 2, 20))
    assert figure(world, "published_on_time_766") == (2, 2)

    signed(world, found, number="2/QĐ-UBND", on=date(2026, 3, 5), basis=factory.basis("8/2026/NĐ-CP"))
    assert figure(world, "published_on_time_766") == (1, 2)
    assert names("published_on_time_766") == ["1.100002"]
    assert figure(world, "published_on_time") == (2, 3)


def test_what_is_disclosed_late_or_not_at_all_counts_against(world: World) -> None:
    made = [
        signed(world, procedure(f"1.10000{n}"), number=f"{n}/QĐ-UBND", basis=factory.basis(f"{n}/2026/NĐ-CP"))
        for n in (1, 2, 3)
    ]
    for decision, day in zip(made, (date(2026, 3, 10), date(2026, 3, 11)), strict=False):
        found = queries.decision_by_uid(str(decision.uid))
        disclose(found, queries.items_of(found), Told("national", day, note="Ảnh chụp"), actor=SYSTEM)

    assert figure(world, "disclosed_on_time") == (1, 3)
    assert figure(world, "disclosed_on_time_766") == (1, 3)
    assert names("disclosed_on_time") == ["1.100001"]


def test_the_index_counts_a_disclosed_procedure_once_and_one_late_entry_makes_it_late(world: World) -> None:
    found, other = procedure("1.100001"), procedure("1.100002")
    first = signed(world, found, other, number="1/QĐ-UBND")
    again = signed(world, found, number="2/QĐ-UBND", on=date(2026, 4, 6), basis=factory.basis("8/2026/NĐ-CP"))
    for decision, day in ((first, date(2026, 3, 9)), (again, date(2026, 4, 10))):
        done = queries.decision_by_uid(str(decision.uid))
        disclose(done, queries.items_of(done), Told("national", day, note="Ảnh chụp"), actor=SYSTEM)
    assert of_board(world, "disclosed_on_time") == (3, 3)
    assert of_board(world, "disclosed_on_time_766") == (2, 2)

    missing = signed(world, other, number="3/QĐ-UBND", on=date(2026, 5, 4), basis=factory.basis("7/2026/NĐ-CP"))
    assert missing.state == "signed"
    assert of_board(world, "disclosed_on_time") == (3, 4)
    assert figure(world, "disclosed_on_time_766") == (1, 2)
    assert names("disclosed_on_time_766") == ["1.100001"]
    assert of_board(world, "disclosed_on_time_766", Window(date(2026, 3, 1), date(2026, 3, 31))) == (2, 2)


def test_procedures_inside_the_apparatus_are_neither_published_nor_disclosed_by_the_decree(world: World) -> None:
    signed(world, procedure("9.100001", kind="internal"), procedure("1.100001"))

    for name in ("published_on_time", "published_on_time_766", "disclosed_on_time", "disclosed_on_time_766"):
        assert of_board(world, name)[1] == 1
        assert names(name, "denominator") == ["1.100001"]


def test_the_index_looks_at_parts_a_to_g_alone(world: World) -> None:
    found = [
        procedure("1.100001"),
        procedure("1.100002", content(answers={})),  # nobody said whether there are conditions
        procedure("1.100003", content(answers={}, limits=())),
    ]
    assign(found, [world.board], role="performing", valid_from=date(2026, 1, 1), actor=SYSTEM)

    assert of_board(world, "complete") == (1, 3)
    assert figure(world, "complete_766") == (2, 3)
    assert names("complete_766") == ["1.100001", "1.100002"]


def test_what_is_still_within_its_days_is_not_counted_yet(world: World) -> None:
    with clock.frozen(datetime(2026, 3, 5, 9, 0, tzinfo=clock.ZONE)):
        signed(world, procedure("1.100001"))
        assert figure(world, "disclosed_on_time") == (0, 0)


def test_completeness_counts_all_public_procedures_and_a_units_own(world: World) -> None:
    found = [procedure("1.100001"), procedure("1.100002", content(limits=()))]
    procedure("1.100003", kind="internal")
    assign(found[1:], [world.board], role="performing", valid_from=date(2026, 1, 1), actor=SYSTEM)

    assert figure(world, "complete") == (0, 1)
    whole = indicators["procedures.complete"].value(None, YEAR, clock.now())
    assert (whole.numerator, whole.denominator) == (1, 2)
    assert names("complete") == ["1.100001"]


def test_what_stands_is_asked_of_the_last_day_and_of_what_was_known(world: World) -> None:
    procedure("1.100001")
    before = clock.now() - timedelta(days=1)
    whole = indicators["procedures.complete"].value(None, YEAR, before)

    assert (whole.numerator, whole.denominator) == (0, 0)
    assert figure(world, "complete", Window(date(2024, 1, 1), date(2024, 12, 31))) == (0, 0)


def test_levels_online_and_what_waits_for_one(world: World) -> None:
    found = [procedure(f"1.10000{n}") for n in (1, 2, 3)]
    assign(found, [world.board], role="performing", valid_from=date(2026, 1, 1), actor=SYSTEM)
    decision = law("77/QĐ-UBND", "Ủy ban nhân dân tỉnh", date(2025, 1, 2))
    set_flags(found, kind="online_eligible", valid_from=date(2026, 1, 1), decision=decision, actor=SYSTEM)
    set_level(found[:1], level="whole", valid_from=date(2026, 8, 1), actor=SYSTEM)
    set_level(found[1:2], level="partial", reason="presence", valid_from=date(2026, 8, 1), actor=SYSTEM)

    assert figure(world, "online_whole") == (1, 3)
    assert figure(world, "online") == (2, 3)
    assert figure(world, "eligible_not_online") == (1, None)
    assert figure(world, "eligible_online") == (2, 3)
    assert of_board(world, "eligible_online_whole") == (1, 3)
    assert names("eligible_not_online") == ["1.100003"]
    assert figure(world, "with_sample") == (0, 3)

    # what nobody declared fit, yet is offered, is fit; what is neither is no part of the share
    others = [procedure("1.100004"), procedure("1.100005")]
    assign(others, [world.board], role="performing", valid_from=date(2026, 1, 1), actor=SYSTEM)
    set_level(others[:1], level="whole", valid_from=date(2026, 8, 1), actor=SYSTEM)
    assert of_board(world, "eligible_online") == (3, 4)
    assert of_board(world, "online") == (3, 5)


def test_what_rests_on_no_decision_of_the_province(world: World) -> None:
    found = [procedure("1.100001"), procedure("1.100002")]
    assign(found, [world.board], role="performing", valid_from=date(2026, 1, 1), actor=SYSTEM)
    assert figure(world, "without_decision") == (2, None)

    publish_decision(queries.decision_by_uid(str(signed(world, found[0]).uid)), actor=SYSTEM)
    assert figure(world, "without_decision") == (1, None)
    assert names("without_decision") == ["1.100002"]


def test_many_units_at_once_are_counted_as_each_by_itself(world: World) -> None:
    """Where a procedure counts at several units, `by_unit` and shared rows equal the figures and rows of each unit."""
    for code, units in (("1.100001", [world.board, world.department]), ("1.100002", [world.board]), ("1.100003", [])):
        made = procedure(code, content(f"Thủ tục {code}"))
        for unit in units:
            assign([made], [unit], role="performing", valid_from=date(2026, 1, 1), actor=SYSTEM)
    asked = [None, world.province.pk, world.board.pk, world.department.pk]
    several = [one for one in indicators if one.belonging is not None]

    assert several
    for indicator in several:
        together = count_many(indicator, asked, YEAR, clock.now())
        assert together == {unit: count(indicator, unit, YEAR, clock.now()) for unit in asked}, indicator.key
