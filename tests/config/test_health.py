"""What probes and Prometheus are told."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from motcua.kernel import clock, jobs
from motcua.kernel.actors import SYSTEM
from motcua.kernel.models import Job, WorkerBeat
from motcua.kernel.registries import HealthCheck, JobKind, health_checks, job_kinds


@pytest.fixture
def a_worker(db: None) -> WorkerBeat:
    return WorkerBeat.objects.create(name="w", started_at=clock.now(), beat_at=clock.now())


@pytest.mark.django_db
def test_alive_asks_nothing_of_the_database(client: Client) -> None:
    with CaptureQueriesContext(connection) as asked:
        answer = client.get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert len(asked) == 0
    assert "no-store" in answer["Cache-Control"]


def test_ready_when_all_that_is_critical_is_fine(client: Client, a_worker: WorkerBeat) -> None:
    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["status"]) == (200, "ok")
    assert {"database", "worker"} <= set(answer.json()["checks"])
    assert set(answer.json()["checks"].values()) == {"ok"}


def test_not_ready_without_a_living_worker(client: Client, a_worker: WorkerBeat) -> None:
    WorkerBeat.objects.update(beat_at=clock.now() - timedelta(minutes=1))
    silent = client.get("/readyz")
    WorkerBeat.objects.all().delete()
    none = client.get("/readyz")

    assert (silent.status_code, none.status_code) == (503, 503)
    assert "im lặng đã 60 giây" in silent.json()["checks"]["worker"]
    assert "motcua worker" in none.json()["checks"]["worker"]


def test_what_is_not_critical_is_shown_but_keeps_nobody_out(
    client: Client, a_worker: WorkerBeat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(health_checks._entries, "ocr", HealthCheck(lambda: "không có", "OCR", critical=False))

    answer = client.get("/readyz")

    assert (answer.status_code, answer.json()["checks"]["ocr"]) == (200, "không có")


def test_health_is_read_only(client: Client) -> None:
    assert [client.post(path).status_code for path in ("/healthz", "/readyz", "/metrics")] == [405, 405, 405]


def figures(client: Client) -> dict[str, float]:
    text = client.get("/metrics").content.decode()
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}


def test_metrics_count_work_by_state(client: Client, a_worker: WorkerBeat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(job_kinds._entries, "test.nothing", JobKind(lambda _: None, "Không gì"))
    for _ in range(3):
        jobs.enqueue("test.nothing", {}, actor=SYSTEM, title="x")
    jobs.cancel_job(Job.objects.latest("id"), actor=SYSTEM)

    told = figures(client)

    assert told["motcua_database_up"] == 1
    assert told['motcua_jobs{state="queued"}'] == 2
    assert told['motcua_jobs{state="cancelled"}'] == 1
    assert told['motcua_jobs{state="done"}'] == 0
    assert told['motcua_deliveries{state="dead"}'] == 0
    assert told["motcua_event_heads_unsealed"] == 3
    assert 0 <= told["motcua_worker_beat_seconds"] < 60


@pytest.mark.django_db
def test_metrics_name_patterns_and_never_addresses(client: Client) -> None:
    client.get("/healthz")
    client.get("/0190-somebodys-secret-address")
    before = figures(client)
    client.get("/healthz")
    after = figures(client)

    counted = 'motcua_requests_total{method="GET",route="healthz",status="200"}'
    assert after[counted] == before[counted] + 1
    assert after['motcua_requests_total{method="GET",route="-",status="404"}'] >= 1
    assert not any("somebodys" in name for name in after)


def test_metrics_say_so_when_the_database_is_away() -> None:
    from motcua.config.health import _Work

    class Away(_Work):
        def _counted(self) -> object:  # type: ignore[override]  # the database's own failure stands in for it
            raise DatabaseError("gone")

    (up,) = Away().collect()
    assert up.samples[0].value == 0


def test_several_processes_count_together(tmp_path: Path) -> None:
    program = (
        "import django; django.setup()\n"
        "from motcua.config.health import REQUESTS\n"
        "REQUESTS.labels('GET', 'healthz', '200').inc(2)\n"
    )
    environment = os.environ | {
        "PROMETHEUS_MULTIPROC_DIR": str(tmp_path),
        "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
    }
    for _ in range(2):
        subprocess.run([sys.executable, "-c", program], env=environment, check=True, timeout=300)

    registry = CollectorRegistry()
    MultiProcessCollector(registry, str(tmp_path))  # type: ignore[no-untyped-call]
    told = generate_latest(registry)

    assert b'motcua_requests_total{method="GET",route="healthz",status="200"} 4.0' in told
