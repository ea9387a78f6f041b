"""The worker process: runs jobs, delivers events, keeps the schedule, and shows that it is alive.

Threads of one process, each with its own database connection: several take jobs (a long one must not hold up a short one), one delivers
events, one takes up lost jobs, one runs periodic work, one gives the signs of life. Any number of workers may run on one database.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
from collections.abc import Callable
from secrets import token_hex

from django.conf import settings
from django.db import close_old_connections, connections
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS
from django_tasks_db.management.commands.db_worker import Worker as TaskWorker
from django_tasks_db.models import DBTaskResult

from motcua.kernel import clock, delivery, jobs, schedule
from motcua.kernel.models import WorkerBeat

logger = logging.getLogger(__name__)

BEAT_SECONDS = 5.0
_LOOK_FOR_JOBS, _LOOK_FOR_EVENTS, _LOOK_FOR_LOST_JOBS, _LOOK_AT_SCHEDULE = 0.5, 0.5, 5.0, 2.0
_AFTER_FAULT = 5.0  # seconds to wait when the database does not answer
_JOBS_MAY_TAKE = 10.0  # seconds a running job has, once told to stop, to reach its next step


class Worker:
    """One worker process. `run` returns after `stop`, when everything has ended or was given back."""

    def __init__(self, threads: int | None = None) -> None:
        self.name = f"{socket.gethostname()[:50]}:{os.getpid()}:{token_hex(4)}"
        self._threads = threads or settings.WORKER_THREADS
        self._stop = jobs.stopping
        self._ended = threading.Event()
        self._began = clock.now()

    def run(self) -> None:
        """Work until told to stop. Logs and goes on when the database is away for a while."""
        jobs.name_worker(self.name)
        logging.getLogger("django_tasks_db").setLevel(logging.WARNING)  # it would log each look for work
        logging.getLogger("django_tasks").setLevel(logging.WARNING)
        logger.info("worker %s begins with %d job threads", self.name, self._threads)
        beats = self._start("beat", self._beat, BEAT_SECONDS, self._ended)
        workers = [self._start(f"jobs-{n}", self._take_job, _LOOK_FOR_JOBS, self._stop) for n in range(self._threads)]
        workers.append(self._start("events", self._deliver, _LOOK_FOR_EVENTS, self._stop))
        workers.append(self._start("recovery", self._recover, _LOOK_FOR_LOST_JOBS, self._stop))
        workers.append(self._start("schedule", self._keep_schedule, _LOOK_AT_SCHEDULE, self._stop))
        self._stop.wait()
        self._end(workers, beats)

    def stop(self) -> None:
        """Take nothing new; running jobs end at their next step. May be called from a signal handler."""
        self._stop.set()

    def _beat(self) -> bool:
        jobs.beat()
        schedule.renew(self.name)
        now = clock.now()
        WorkerBeat.objects.update_or_create(name=self.name, defaults={"beat_at": now, "started_at": self._began})
        return False

    def _deliver(self) -> bool:
        return delivery.deliver_due() > 0

    def _recover(self) -> bool:
        jobs.recover()
        return False

    def _keep_schedule(self) -> bool:
        schedule.run_due(self.name)
        return False

    def _take_job(self) -> bool:
        """Run one task if one is ready. The look is a plain read; only claiming takes the write lock."""
        ready = DBTaskResult.objects.ready().filter(backend_name=DEFAULT_TASK_BACKEND_ALIAS)
        if not ready.exists():
            return False
        TaskWorker(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=1,
            worker_id=self.name[:64],
            excluded_queue_names=[],
        ).run()
        return True

    def _start(self, name: str, step: Callable[[], bool], pause: float, until: threading.Event) -> threading.Thread:
        thread = threading.Thread(target=self._loop, args=(step, pause, until), name=name, daemon=True)
        thread.start()
        return thread

    def _loop(self, step: Callable[[], bool], pause: float, until: threading.Event) -> None:
        """Repeat a step, at once while it finds work, else after a pause."""
        while not until.is_set():
            wait = pause
            try:
                close_old_connections()
                if step():
                    wait = 0
            except Exception:  # a lost database comes back; the worker stays
                logger.exception("worker %s: fault in %s", self.name, threading.current_thread().name)
                connections.close_all()
                wait = _AFTER_FAULT
            if wait:
                until.wait(wait)
        connections.close_all()

    def _end(self, workers: list[threading.Thread], beats: threading.Thread) -> None:
        """Wait for the running steps; what does not end in time goes back into the queue."""
        logger.info("worker %s ends", self.name)
        deadline = time.monotonic() + _JOBS_MAY_TAKE
        for thread in workers:
            thread.join(max(0.0, deadline - time.monotonic()))
        self._ended.set()
        beats.join(_AFTER_FAULT)
        try:
            if given := jobs.put_back_all():
                logger.warning("worker %s gave back %d jobs", self.name, given)
            schedule.release(schedule.LEASE, self.name)
            WorkerBeat.objects.filter(name=self.name).delete()
        finally:
            connections.close_all()
