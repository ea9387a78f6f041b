"""What readers leave behind, collected in the process and written together by a thread, so that a GET never waits for the write lock.

A process that ends orderly writes what it has; one that is killed loses at most what came in its last `seconds`.
"""

from __future__ import annotations

import atexit
import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from django.db import DatabaseError, connections

logger = logging.getLogger(__name__)

T = TypeVar("T")

_MOST_TOGETHER = 500
_MOST_WAITING = 100_000  # a database that is away for long must not eat the memory; what is dropped is logged


class Gathered(Generic[T]):
    """Items that wait, and the thread that writes them: started by the first item, in each process for itself.

    `write(portion)` writes at most 500 in one transaction; on a DatabaseError they wait on. `seconds()` is how long they wait to be written
    together; 0 writes in the thread that adds (tests).
    """

    def __init__(self, name: str, *, seconds: Callable[[], float], write: Callable[[Sequence[T]], object]) -> None:
        self.name = name
        self.waiting: deque[T] = deque()
        self._seconds, self._write = seconds, write
        self._writing = threading.Lock()
        self._starting = threading.Lock()  # never held while the database is asked
        self._thread: threading.Thread | None = None
        self._wake = threading.Event()
        atexit.register(self._flush_at_exit)

    def add(self, item: T) -> None:
        """Takes no lock of the database."""
        if len(self.waiting) >= _MOST_WAITING:
            logger.error("%s: one could not be kept, too many wait: %s", self.name, item)
            return
        self.waiting.append(item)
        if self._seconds() <= 0:
            self.flush()
            return
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name=self.name, daemon=True)
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
                    self._write(part)
                except DatabaseError:
                    self.waiting.extendleft(reversed(part))
                    raise
                written += len(part)
        return written

    def _run(self) -> None:
        quiet_since = time.monotonic()
        while not self._may_end(quiet_since):
            self._wake.wait(self._seconds())
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
            logger.exception("%s could not be written; trying again", self.name)
            time.sleep(1)
        finally:
            connections.close_all()  # between two batches the thread holds none

    def _flush_at_exit(self) -> None:
        if self.waiting:
            try:
                self.flush()
            except DatabaseError:
                logger.exception("%s: %d are lost", self.name, len(self.waiting))
