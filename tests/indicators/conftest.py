from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from tests.database import Standing
from tests.factories import documents as office
from tests.factories import indicators as factory

from motcua.documents.models import LegalDocument
from motcua.kernel import clock
from motcua.kernel.indicators import Kind
from motcua.organisations.models import User


@pytest.fixture(autouse=True)
def fixed_clock() -> Iterator[None]:
    with clock.frozen(office.NOW):
        yield


@pytest.fixture(scope="module")
def standing_world(standing: Standing) -> office.World:
    with standing(), clock.frozen(office.NOW):
        return office.build_world()


@pytest.fixture
def world(standing_world: office.World, db: None) -> office.World:
    return deepcopy(standing_world)


@dataclass
class Shelf:
    """Papers of the board and of another department, most of which only their own unit may open."""

    world: office.World
    papers: list[LegalDocument]

    def add(
        self, unit: Any, *, kind: str = "decision", on: date = date(2026, 8, 1), access: str = "unit"
    ) -> LegalDocument:
        number = f"{len(self.papers) + 1}/{'QĐ' if kind == 'decision' else 'CV'}-BQL"
        subject = f"Văn bản {'dài ' * len(self.papers)}số {len(self.papers) + 1}"
        made = office.law(number, "Ban", on, subject, kind=kind, access=access, owner_unit=unit.pk)
        self.papers.append(made)
        return made


@pytest.fixture
def shelf(world: office.World) -> Iterator[Shelf]:
    """Three papers of the board (two decisions, one public), two of the department, one before the quarter; and the indicators over them."""
    made = Shelf(world, [])
    made.add(world.board)
    made.add(world.board, kind="letter")
    made.add(world.board, access="public")
    made.add(world.elsewhere, kind="letter")
    made.add(world.elsewhere)
    made.add(world.board, on=date(2026, 6, 30))
    lengths = [factory.length(f"test.{kind.value}", kind) for kind in (Kind.SUM, Kind.MEAN, Kind.MEDIAN)]
    with factory.declared(factory.ratio(), factory.count(), *lengths):
        yield made


@pytest.fixture
def head_office(world: office.World) -> User:
    """The office at the head of the province: who may close periods."""
    return office._officer("Đỗ Văn Phòng Tỉnh", world.province, "office")


@pytest.fixture
def leader(world: office.World) -> User:
    return office._officer("Võ Lãnh Đạo", world.province, "leader")
