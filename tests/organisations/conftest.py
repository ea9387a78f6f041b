from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from datetime import datetime

import pytest
from tests.database import Standing
from tests.factories import organisations as factory

from motcua.kernel import clock
from motcua.kernel.registries import holdings

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)


@pytest.fixture(autouse=True)
def fixed_clock() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


@pytest.fixture(scope="module")
def standing_province(standing: Standing) -> factory.Province:
    with standing(), clock.frozen(NOW):
        return factory.province()


@pytest.fixture
def province(standing_province: factory.Province, db: None) -> factory.Province:
    return deepcopy(standing_province)


@pytest.fixture
def shelf() -> Iterator[factory.Shelf]:
    """A package that keeps records for units, for the time of one test."""
    kept = factory.Shelf()
    holdings.register("shelf", kept.holdings())
    yield kept
    del holdings._entries["shelf"]
