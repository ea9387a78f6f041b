"""Two who close or correct at once."""

from __future__ import annotations

import pytest
from tests.factories import documents as office
from tests.factories import indicators as factory
from tests.factories.threads import at_once

from motcua.indicators.models import ClosedIndicator, Closing, Observation
from motcua.indicators.queries.observations import broken_links
from motcua.indicators.queries.values import frozen_figure
from motcua.indicators.services.checking import verify_period
from motcua.indicators.services.snapshots import (
    close_period,
    correct_observation,
)
from motcua.kernel import clock
from motcua.kernel.actors import SYSTEM, Actor
from motcua.kernel.errors import Refused
from motcua.kernel.models import Event

pytestmark = pytest.mark.django_db(transaction=True)
PERIOD = "2026-Q3"


@pytest.fixture
def world(db: None) -> office.World:
    return office.build_world()


def test_two_closers_at_once_freeze_each_figure_once(shelf) -> None:
    def close() -> object:
        with clock.frozen(office.NOW):
            return close_period(PERIOD, actor=Actor(None, "Hai người"))

    done = at_once(close, close)

    assert sum(one.made for one in done) == 20 == Observation.objects.count()
    assert Closing.objects.count() == 1 and ClosedIndicator.objects.count() == 5
    assert Event.objects.filter(kind="indicator.closed").count() == 5
    assert list(broken_links()) == [] and verify_period(PERIOD).whole


def test_two_periods_closed_at_once_share_the_chains_of_the_units(shelf) -> None:
    def close(period: str):
        def run() -> object:
            with clock.frozen(office.NOW):
                return close_period(period, actor=SYSTEM)

        return run

    at_once(close("2026-Q1"), close("2026-Q2"), close(PERIOD))

    assert Observation.objects.count() == 60
    assert list(broken_links()) == []


def test_of_two_corrections_at_once_one_stands(shelf) -> None:
    close_period(PERIOD, actor=SYSTEM, keys=["test.decisions"])
    old = frozen_figure("test.decisions", unit=None, window=factory.QUARTER)
    shelf.add(shelf.world.board)

    def correct() -> object:
        with clock.frozen(office.NOW):
            try:
                return correct_observation(old, actor=SYSTEM, reason="Bổ sung")
            except Refused as error:
                return error.code

    outcomes = at_once(correct, correct)

    assert sum(outcome == "already_corrected" for outcome in outcomes) == 1
    assert Observation.objects.filter(corrects=old).count() == 1
