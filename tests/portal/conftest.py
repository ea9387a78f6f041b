from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import pytest
from tests.database import Standing
from tests.factories import documents as office
from tests.factories import plans as factory

from motcua.kernel import clock


@pytest.fixture(autouse=True)
def fixed_clock() -> Iterator[None]:
    with clock.frozen(office.NOW):
        yield


@pytest.fixture(autouse=True)
def kept_apart(storage: Path) -> None:
    """Files of every test go to a folder of its own."""


@pytest.fixture(scope="module")
def standing_world(standing: Standing) -> factory.World:
    with standing(), clock.frozen(office.NOW):
        return factory.build_world()


@pytest.fixture
def world(standing_world: factory.World, db: None) -> factory.World:
    return deepcopy(standing_world)
