"""The worker as a real process: killed, told to stop, two at a time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from tests.factories.jobs.kinds import KINDS, marks

from motcua.kernel import jobs, schedule
from motcua.kernel.actors import SYSTEM
from motcua.kernel.models import Job, Lease, ScheduledRun, WorkerBeat
from motcua.kernel.registries import job_kinds

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]

Worker = subprocess.Popen[bytes]


def address() -> str:
    """The test database as another process names it."""
    known: dict[str, Any] = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{known['NAME']}"
    return f"postgresql://{known['USER']}@/{known['NAME']}?host={known['HOST'] or known['OPTIONS']['host']}"


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], Worker]]:
    """Starts worker processes on the test database; none outlives its test."""
    monkeypatch.setattr(job_kinds, "_entries", {**job_kinds._entries, **KINDS})
    started: list[Worker] = []
    environment = os.environ | {"DATABASE_URL": address(), "DJANGO_SETTINGS_MODULE": "tests.factories.jobs.settings"}
    environment["PYTHONPATH"] = os.pathsep.join(p for p in sys.path if p)

    def start_one() -> Worker:
        process = subprocess.Popen([sys.executable, "-m", "motcua", "worker"], env=environment)
        started.append(process)
        return process

    yield start_one
    for process in started:
        if process.poll() is None:
            process.kill()
        process.wait()


def until(condition: Callable[[], object], seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"did not come about: {Job.objects.values()}"
        time.sleep(0.05)


def state(job: Job) -> str:
    return Job.objects.values_list("state", flat=True).get(pk=job.pk)


def test_a_job_survives_the_sudden_death_of_its_worker(start: Callable[[], Worker]) -> None:
    job = jobs.enqueue("test.count", {"to": 30, "pause": 0.1}, actor=SYSTEM, title="Đếm")
    first = start()
    until(lambda: len(marks()) >= 5)

    first.send_signal(signal.SIGKILL)
    first.wait()
    assert state(job) == "running"
    start()
    until(lambda: state(job) == "done")

    job.refresh_from_db()
    assert marks() == [str(n) for n in range(1, 31)]  # each exactly once: the notes commit with the work
    assert (job.attempts, job.result) == (2, {"counted": 30})


def test_a_worker_that_is_told_to_stop_gives_its_job_back_and_leaves_no_trace(start: Callable[[], Worker]) -> None:
    job = jobs.enqueue("test.count", {"to": 1000, "pause": 0.05}, actor=SYSTEM, title="Đếm")
    worker = start()
    until(lambda: len(marks()) >= 3 and WorkerBeat.objects.exists() and Lease.objects.exists())

    worker.send_signal(signal.SIGTERM)

    assert worker.wait(60) == 0
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("queued", 0)
    assert job.notes["reached"] == len(marks())
    assert not WorkerBeat.objects.exists()
    assert not Lease.objects.exists()


def test_a_long_job_does_not_hold_up_a_short_one_and_can_be_cancelled(start: Callable[[], Worker]) -> None:
    long = jobs.enqueue("test.count", {"to": 1000, "pause": 0.05}, actor=SYSTEM, title="Dài")
    start()
    until(lambda: state(long) == "running")

    short = jobs.enqueue("test.count", {"to": 2}, actor=SYSTEM, title="Ngắn")
    until(lambda: state(short) == "done")
    assert state(long) == "running"
    jobs.cancel_job(long, actor=SYSTEM)

    until(lambda: state(long) == "cancelled")


def test_two_workers_share_the_work_and_one_keeps_the_schedule(start: Callable[[], Worker]) -> None:
    queued = [jobs.enqueue("test.count", {"to": 1}, actor=SYSTEM, title=f"Việc {n}") for n in range(12)]
    start()
    start()

    until(lambda: all(state(job) == "done" for job in queued))
    until(lambda: WorkerBeat.objects.count() == 2 and ScheduledRun.objects.filter(finished_at__isnull=False).exists())

    assert marks() == ["1"] * 12  # no job twice
    assert Lease.objects.filter(name=schedule.LEASE).count() == 1
