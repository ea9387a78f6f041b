from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
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


@pytest.fixture
def world(db: None) -> factory.World:
    return factory.build_world()
