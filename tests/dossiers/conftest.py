from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.core.cache import cache
from tests.database import Standing
from tests.factories import dossiers as factory

from motcua.kernel import clock


@pytest.fixture(autouse=True)
def fixed_clock() -> Iterator[None]:
    with clock.frozen(factory.NOW):
        yield


@pytest.fixture(autouse=True)
def fresh_counts() -> Iterator[None]:
    """Wrong tries of one test do not count in the next."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(scope="module")
def standing_counter(standing: Standing) -> factory.Counter:
    with standing(), clock.frozen(factory.NOW):
        return factory.build_counter()


@pytest.fixture
def counter(standing_counter: factory.Counter, db: None) -> factory.Counter:
    """A counter and the division behind it, made once for the module."""
    return factory.Counter(**{**vars(standing_counter), "users": deepcopy(standing_counter.users)})
