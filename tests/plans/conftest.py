from __future__ import annotations

import shutil
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings
from tests.conftest import stored_in
from tests.database import Standing
from tests.factories import documents as office
from tests.factories import plan_boards
from tests.factories import plans as factory
from tests.factories.approvals import Board

from motcua.kernel import clock
from motcua.plans.models import Plan


@pytest.fixture(autouse=True)
def fixed_clock() -> Iterator[None]:
    with clock.frozen(office.NOW):
        yield


@pytest.fixture(scope="module")
def standing_world(standing: Standing) -> factory.World:
    with standing(), clock.frozen(office.NOW):
        return factory.build_world()


@pytest.fixture
def world(standing_world: factory.World, db: None) -> factory.World:
    return deepcopy(standing_world)


@pytest.fixture
def fresh_world(db: None) -> factory.World:
    """A world of one test: where others of the module have none, or commit."""
    return factory.build_world()


@pytest.fixture(scope="module")
def standing_board(standing: Standing) -> Board:
    with standing(), clock.frozen(office.NOW):
        return plan_boards.build()


@pytest.fixture
def board(standing_board: Board, db: None) -> Board:
    return deepcopy(standing_board)


@pytest.fixture(scope="module")
def standing_plan(
    standing: Standing, standing_world: factory.World, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Plan, Path]:
    """A plan of the board, accepted, its work open; and the folder of its files. A module that asks for it names it in its `pytestmark`, so
    that it is there for each of its tests.
    """
    folder = tmp_path_factory.mktemp("standing")
    storages = {**settings.STORAGES, "default": stored_in(folder)}
    with standing(), clock.frozen(office.NOW), override_settings(STORAGES=storages):
        return factory.accepted(deepcopy(standing_world)), folder


@pytest.fixture
def plan(standing_plan: tuple[Plan, Path], world: factory.World, storage: Path) -> Plan:
    made, folder = standing_plan
    shutil.copytree(folder, storage, dirs_exist_ok=True)
    return deepcopy(made)
