"""What every indicator keeps: each kind on real rows, and each that a package declares."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.factories import documents as office
from tests.factories import indicators as factory
from tests.indicators.contract import check_indicator

from motcua.documents.services.numbers import cancel_number, take_number
from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM
from motcua.kernel.indicators import Kind, Row, Value, Window, indicators
from motcua.kernel.refs import Ref
from motcua.organisations.models import Officer
from motcua.organisations.services.posts import create_post, seat

pytestmark = pytest.mark.django_db
YEAR = Window(date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize("key", ["test.decisions", "test.papers", "test.sum", "test.mean", "test.median"])
def test_each_kind_agrees_with_its_rows_on_every_side_for_every_reader(shelf, key: str) -> None:
    world = shelf.world
    for unit in (None, world.province.pk, world.board.pk, world.elsewhere.pk):
        check_indicator(
            key,
            unit=unit,
            units=[world.province.pk, world.board.pk, world.elsewhere.pk],
            window=factory.QUARTER,
            readers=[world.office, world.stranger, world.auditor],
        )


def test_the_figures_are_the_ones_counted_by_hand(shelf) -> None:
    world = shelf.world
    assert check_indicator("test.decisions", window=factory.QUARTER) == Value(Decimal(3), Decimal(5), Kind.RATIO)
    assert check_indicator("test.decisions", unit=world.board.pk, window=factory.QUARTER).value == Decimal("66.67")
    assert check_indicator("test.papers", unit=world.elsewhere.pk, window=factory.QUARTER).value == 2


def test_a_window_without_records_is_no_data_and_not_zero(shelf) -> None:
    empty = Window(date(2025, 1, 1), date(2025, 3, 31))
    assert check_indicator("test.decisions", window=empty).value is None
    assert check_indicator("test.mean", window=empty).value is None
    assert check_indicator("test.median", window=empty).value is None
    assert check_indicator("test.papers", window=empty).value == 0


def _wrong(fault: str):
    ratio = factory.RATIO
    match fault:
        case "counts one more":
            return {
                "value": lambda u, w, a: Value(ratio.value(u, w, a).numerator, Decimal(99), Kind.RATIO),
                "by_unit": None,
            }
        case "row twice":
            return {"rows": lambda u, w, a, s: [*ratio.rows(u, w, a, s), *ratio.rows(u, w, a, s)]}
        case "masks itself":
            return {"rows": lambda u, w, a, s: [Row(None, "", r.unit) for r in ratio.rows(u, w, a, s)]}
        case "numerator beside":
            other = Row(Ref("unit", "x"), "x", "bql")
            return {
                "rows": lambda u, w, a, s: (
                    [*list(ratio.rows(u, w, a, s))[1:], other] if s == "numerator" else ratio.rows(u, w, a, s)
                )
            }
        case "units disagree":
            return {"by_unit": lambda us, w, a: {u: Value(Decimal(0), Decimal(0), Kind.RATIO) for u in us}}
        case _:
            return {"formula": ""}


@pytest.mark.parametrize(
    "fault", ["counts one more", "row twice", "masks itself", "numerator beside", "units disagree", "no formula"]
)
def test_an_indicator_that_breaks_the_contract_is_found(shelf, fault: str) -> None:
    with factory.declared(factory.ratio(**_wrong(fault))), pytest.raises((AssertionError, ValueError)):
        check_indicator("test.decisions", window=factory.QUARTER, units=[shelf.world.board.pk])


def test_numbers_of_outgoing_documents_are_counted_once_each_cancelled_ones_too(world, storage) -> None:
    book = office.series(world.board)
    taken = [
        take_number(book, actor=SYSTEM, document=office.signed(scan=office.scan(f"Kế hoạch {n}"))) for n in range(3)
    ]
    cancel_number(taken[0], actor=SYSTEM, reason="Cấp nhầm")

    readers, units = [world.clerk, world.stranger], [world.board.pk, world.elsewhere.pk]
    assert check_indicator("documents.numbers_issued", window=YEAR, units=units, readers=readers).value == 3
    assert check_indicator("documents.numbers_issued", window=YEAR, unit=world.elsewhere.pk).value == 0
    before = clock.now() - timedelta(days=1)
    assert check_indicator("documents.numbers_issued", window=YEAR, as_of=before).value == 0


def test_a_focal_post_counts_and_its_holder_makes_it_fit(world) -> None:
    for unit in (world.board, world.elsewhere):
        made = create_post(unit, kind="focal", title="Cán bộ đầu mối", valid_from=date(2026, 1, 1), actor=SYSTEM)
        if unit is world.board:
            seat(made, Officer.objects.get(person__user=world.office), valid_from=date(2026, 2, 1), actor=SYSTEM)

    units = [world.province.pk, world.board.pk, world.elsewhere.pk]
    assert check_indicator("organisations.focal_posts_held", window=YEAR, units=units).value == 50
    january = Window(date(2026, 1, 1), date(2026, 1, 31))
    assert check_indicator("organisations.focal_posts_held", window=january, units=units).value == 0


@pytest.mark.any_database
def test_every_declared_indicator_keeps_the_contract_on_a_province_without_records(world) -> None:
    for one in indicators:
        check_indicator(one, window=YEAR, units=[world.board.pk], readers=[world.office])
