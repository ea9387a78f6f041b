from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.factories import messages as factory
from tests.factories import organisations as organisations_factory
from tests.factories.providers import Manner, StandIn, running

from motcua.kernel import clock
from motcua.messages.rules.declarations import declarations
from motcua.organisations.models import Officer, Unit


@pytest.fixture(autouse=True)
def fixed_clock() -> Iterator[None]:
    with clock.frozen(factory.FRIDAY):
        yield


@pytest.fixture(autouse=True)
def templates(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three templates of the tests, beside those that packages declare."""
    own = {d.key: d for d in (factory.REMINDER, factory.ASSIGNED, factory.MENTION)}
    monkeypatch.setattr(declarations, "_entries", declarations._entries | own)


@pytest.fixture
def board(db: None) -> Unit:
    return organisations_factory.unit("ban", "Ban Quản lý các Khu công nghiệp", type="zone_board")


@pytest.fixture
def an(board: Unit) -> Officer:
    """An officer with a verified address."""
    return factory.with_address(organisations_factory.officer("anh", board, "specialist"))


@pytest.fixture
def binh(board: Unit) -> Officer:
    """Another one."""
    return factory.with_address(organisations_factory.officer("binh", board, "specialist"))


@pytest.fixture(scope="module")
def running_server() -> Iterator[StandIn]:
    with running() as made:
        yield made


@pytest.fixture
def server(running_server: StandIn) -> StandIn:
    """A provider of text and Zalo messages that behaves, until a test gives it another manner."""
    running_server.asked, running_server.taken, running_server.manner = [], {}, Manner()
    return running_server
