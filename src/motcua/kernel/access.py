"""Who read a personal file. Readings are collected in the process and written together, so that a GET never waits for the write lock.

A process that ends orderly writes what it has; one that is killed loses at most the readings of its last second.
"""

from __future__ import annotations

import atexit
import logging
import threading
import time
from collections import deque

from django.conf import settings
from django.db import DatabaseError, connections

from motcua.kernel import clock
from motcua.kernel.actors import Actor
from motcua.kernel.models import AccessRecord
from motcua.kernel.refs import Ref

logger = logging.getLogger(__name__)

_MOST_TOGETHER = 500
_MOST_WAITING = 100_000  # a database that is away for long must not eat the memory; what is dropped is logged


class _Writer:
    """Readings that wait, and the thread that writes them: started by the first reading, in each process for itself."""

    def __init__(self) -> None:
        self.waiting: deque[AccessRecord] = deque()
        self._writing = threading.Lock()
        self._starting = threading.Lock()  # never held while the database is asked
        self._thread: threading.Thread | None = None
        self._wake = threading.Event()

    def add(self, record: AccessRecord) -> None:
        if len(self.waiting) >= _MOST_WAITING:
            logger.error("reading of %s by %s could not be kept: too many wait", record.subject, record.reader)
            return
        self.waiting.append(record)
        if settings.ACCESS_FLUSH_SECONDS <= 0:
            self.flush()
            return
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="access-records", daemon=True)
                self._thread.start()
        if len(self.waiting) >= _MOST_TOGETHER:
            self._wake.set()

    def flush(self) -> int:
        """Write what waits, now and in this thread. Returns how many; on a database error they wait on and the error is raised."""
        written = 0
        with self._writing:
            while self.waiting:
                part = [self.waiting.popleft() for _ in range(min(len(self.waiting), _MOST_TOGETHER))]
                try:
                    AccessRecord.objects.bulk_create(part)
                except DatabaseError:
                    self.waiting.extendleft(reversed(part))
                    raise
                written += len(part)
        return written

    def _run(self) -> None:
        quiet_since = time.monotonic()
        while not self._may_end(quiet_since):
            self._wake.wait(settings.ACCESS_FLUSH_SECONDS)
            self._wake.clear()
            if self.waiting:
                self._try_flush()
                quiet_since = time.monotonic()

    def _may_end(self, quiet_since: float) -> bool:
        """After ten quiet seconds, so that an idle process keeps no thread."""
        if time.monotonic() - quiet_since < 10:
            return False
        with self._starting:
            if self.waiting:
                return False
            self._thread = None
            return True

    def _try_flush(self) -> None:
        try:
            self.flush()
        except DatabaseError:
            logger.exception("readings of personal files could not be written; trying again")
            time.sleep(1)
        finally:
            connections.close_all()  # between two batches the thread holds none


_writer = _Writer()


def record_reading(reader: Actor, subject: Ref, what: str = "read") -> None:
    """Note that `reader` has seen the personal data of `subject`. `what` is `read`, `export` or `print`. Takes no lock."""
    _writer.add(
        AccessRecord(
            reader=str(reader.ref or ""),
            reader_name=reader.name,
            reader_role=reader.role,
            reader_unit=reader.unit,
            subject=str(subject),
            what=what,
            at=clock.now(),
        )
    )


def flush() -> int:
    """Write the readings that wait in this process. Returns how many."""
    return _writer.flush()


@atexit.register
def _flush_at_exit() -> None:
    if _writer.waiting:
        try:
            _writer.flush()
        except DatabaseError:
            logger.exception("%d readings of personal files are lost", len(_writer.waiting))
