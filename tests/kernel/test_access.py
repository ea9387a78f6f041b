"""Readings of personal files: written together, and never in the way of the reader."""

from __future__ import annotations

import subprocess
import sys
import threading
import time

import pytest
from django.db import connection, connections, transaction
from pytest_django import Settings

from motcua.kernel import access
from motcua.kernel.actors import Actor
from motcua.kernel.models import AccessRecord, Lease
from motcua.kernel.refs import Ref

MINH = Actor(Ref("officer", "0190"), "Trần Thị Minh Thư", "office", "Văn phòng")
DOSSIER = Ref("dossier", "a")


@pytest.mark.django_db
def test_a_reading_is_kept_with_who_what_and_when(settings: Settings) -> None:
    settings.ACCESS_FLUSH_SECONDS = 0

    access.record_reading(MINH, DOSSIER, "export")

    kept = AccessRecord.objects.get()
    assert (kept.reader, kept.reader_name, kept.reader_unit) == ("officer:0190", "Trần Thị Minh Thư", "Văn phòng")
    assert (kept.subject, kept.what) == ("dossier:a", "export")


@pytest.mark.django_db(transaction=True)
def test_a_reader_does_not_wait_for_a_writer(settings: Settings) -> None:
    settings.ACCESS_FLUSH_SECONDS = 0.05
    with transaction.atomic():  # on SQLite this holds the one write lock
        Lease.objects.create(name="x", holder="y", until="2026-01-01T00:00Z")
        start = time.perf_counter()
        for _ in range(50):
            access.record_reading(MINH, DOSSIER)
        assert time.perf_counter() - start < 0.5
        time.sleep(0.2)

    deadline = time.monotonic() + 10
    while AccessRecord.objects.count() < 50:
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.django_db(transaction=True)
def test_many_readers_at_once_lose_nothing(settings: Settings) -> None:
    settings.ACCESS_FLUSH_SECONDS = 0.2

    def read() -> None:
        for _ in range(200):
            access.record_reading(MINH, DOSSIER)

    threads = [threading.Thread(target=read) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    access.flush()
    assert AccessRecord.objects.count() == 1000


@pytest.mark.django_db(transaction=True)
def test_a_process_that_ends_writes_what_it_still_has() -> None:
    import os

    from tests.kernel.test_worker import address

    program = (
        "import django; django.setup()\n"
        "from django.conf import settings; settings.ACCESS_FLUSH_SECONDS = 60\n"
        "from motcua.kernel import access; from motcua.kernel.actors import SYSTEM; from motcua.kernel.refs import Ref\n"
        "access.record_reading(SYSTEM, Ref('dossier', 'b'))\n"
    )
    environment = os.environ | {"DATABASE_URL": address(), "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    connections.close_all()

    subprocess.run([sys.executable, "-c", program], env=environment, check=True, timeout=300)

    assert AccessRecord.objects.get().subject == "dossier:b"
    assert connection.vendor in {"sqlite", "postgresql"}
