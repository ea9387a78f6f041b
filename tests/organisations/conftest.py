from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from tests.factories import organisations as factory

from motcua.kernel import clock
from motcua.kernel.registries import holdings


@pytest.fixture(autouse=True)
def fixed_clock() -> Iterator[None]:
    with clock.frozen(datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)):
        yield


@pytest.fixture
def province(db: None) -> factory.Province:
    return factory.province()


@pytest.fixture
def shelf() -> Iterator[factory.Shelf]:
    """A package that keeps records for units, for the time of one test."""
    kept = factory.Shelf()
    holdings.register("shelf", kept.holdings())
    yield kept
    del holdings._entries["shelf"]
