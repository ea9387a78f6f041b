from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.factories import documents as factory

from motcua.kernel import clock


@pytest.fixture(autouse=True)
def fixed_clock() -> Iterator[None]:
    with clock.frozen(factory.NOW):
        yield


@pytest.fixture
def world(db: None) -> factory.World:
    return factory.build_world()
