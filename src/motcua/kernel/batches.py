"""Write transactions of long work, taken so that people who save something meanwhile do not wait."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import TypeVar

from django.db import connection, transaction

T = TypeVar("T")

# SQLite lets whoever asks first take the lock and the others look again after 1 to 100 ms, so work that writes without a pause starves
# everybody else for seconds. Leaving the lock alone for as long as it was held keeps the wait of others under 100 ms
# (docs/decisions/0002); resting longer than their longest interval brings nothing more.
_LEAST_REST, _MOST_REST = 0.002, 0.1


@contextmanager
def batch() -> Iterator[None]:
    """One transaction of a job, an import or a sample. On SQLite it rests afterwards; inside another transaction it is a savepoint only."""
    nested = connection.in_atomic_block
    start = time.monotonic()
    with transaction.atomic():
        yield
    if connection.vendor == "sqlite" and not nested:
        time.sleep(min(max(time.monotonic() - start, _LEAST_REST), _MOST_REST))


def batches_of(rows: Iterable[T], size: int = 200) -> Iterator[Sequence[T]]:
    """Rows in portions, each to be written in one `batch()`. Aim at 50 ms a portion: others wait no longer than that."""
    remaining = iter(rows)
    while portion := list(islice(remaining, size)):
        yield portion
