from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from datetime import datetime

import pytest
from tests.database import Standing
from tests.factories import procedures as factory
from tests.factories import publication

from motcua.kernel import clock

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=clock.ZONE)


@pytest.fixture(autouse=True)
def fixed_clock() -> Iterator[None]:
    with clock.frozen(NOW):
        yield


@pytest.fixture(scope="module")
def standing_office(standing: Standing) -> factory.Office:
    with standing(), clock.frozen(NOW):
        return factory.build_office()


@pytest.fixture
def office(standing_office: factory.Office, db: None) -> factory.Office:
    """A province with one officer of each role, made once for the module."""
    return deepcopy(standing_office)


@pytest.fixture(scope="module")
def standing_world(standing: Standing) -> publication.World:
    """A module that starts with more than this makes its own."""
    with standing(), clock.frozen(NOW):
        return publication.build_world()


@pytest.fixture
def world(standing_world: publication.World, db: None) -> publication.World:
    """A province with its units, communes and officers, made once for the module."""
    return deepcopy(standing_world)
