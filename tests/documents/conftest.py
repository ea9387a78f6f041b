from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

import pytest
from tests.database import Standing
from tests.factories import approvals
from tests.factories import documents as factory

from motcua.kernel import clock


@pytest.fixture(autouse=True)
def fixed_clock() -> Iterator[None]:
    with clock.frozen(factory.NOW):
        yield


@pytest.fixture(scope="module")
def standing_world(standing: Standing) -> factory.World:
    with standing(), clock.frozen(factory.NOW):
        return factory.build_world()


@pytest.fixture
def world(standing_world: factory.World, db: None) -> factory.World:
    return deepcopy(standing_world)


@pytest.fixture(scope="module")
def standing_board(standing: Standing) -> approvals.Board:
    with standing(), clock.frozen(factory.NOW):
        return approvals.build_board()


@pytest.fixture
def board(standing_board: approvals.Board, db: None) -> approvals.Board:
    return deepcopy(standing_board)
