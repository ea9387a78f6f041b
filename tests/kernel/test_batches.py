"""Write transactions of long work leave the lock to others in between."""

from __future__ import annotations

import threading
import time

import pytest
from django.db import connection, connections, transaction

from motcua.kernel.batches import batch, batches_of
from motcua.kernel.models import Lease


def hold(name: str) -> None:
    Lease.objects.create(name=name, holder="x", until="2026-01-01T00:00Z")


@pytest.mark.django_db(transaction=True)
def test_somebody_who_saves_meanwhile_gets_a_turn_between_two_batches() -> None:
    stop, waits = threading.Event(), []

    def import_without_end() -> None:
        for n in range(10_000):
            if stop.is_set():
                break
            with batch():
                hold(f"import {n}")
                time.sleep(0.03)
        connections.close_all()

    importer = threading.Thread(target=import_without_end)
    importer.start()
    try:
        for n in range(10):
            time.sleep(0.02)
            start = time.perf_counter()
            with transaction.atomic():
                hold(f"person {n}")
            waits.append(time.perf_counter() - start)
    finally:
        stop.set()
        importer.join()

    assert sorted(waits)[len(waits) // 2] < 1.0  # without the rest it is seconds (docs/decisions/0002)


@pytest.mark.django_db(transaction=True)
def test_it_rests_as_long_as_it_held_the_lock_on_sqlite_only() -> None:
    start = time.perf_counter()
    with batch():
        time.sleep(0.04)
    took = time.perf_counter() - start

    assert took >= (0.078 if connection.vendor == "sqlite" else 0.04)


@pytest.mark.django_db(transaction=True)
def test_inside_another_transaction_it_is_a_savepoint() -> None:
    with transaction.atomic():
        with pytest.raises(ZeroDivisionError), batch():
            raise ZeroDivisionError
        hold("kept")

    assert Lease.objects.get().name == "kept"


def test_rows_come_in_portions() -> None:
    assert list(batches_of(iter(range(5)), 2)) == [[0, 1], [2, 3], [4]]
    assert list(batches_of([], 2)) == []
