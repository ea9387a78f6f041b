"""`motcua serve` as a person starts it: on an empty folder, on a free port, until Ctrl+C."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import psutil
import pytest
from tests.config import walking

pytestmark = pytest.mark.long
SECRET = "mot-cua-thu-nghiem"

Serve = Callable[..., subprocess.Popen[str]]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def get(port: int, path: str) -> tuple[int, str]:
    """Status and body; 0 while nobody answers."""
    asking = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        asking.request("GET", path, headers={"Host": "localhost"})
        answer = asking.getresponse()
        return answer.status, answer.read().decode()
    except (OSError, HTTPException):
        return 0, ""
    finally:
        asking.close()


def until(condition: Callable[[], object], seconds: float = 300) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "did not come about"
        time.sleep(0.1)


@pytest.fixture
def environment(tmp_path: Path, empty_database: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("MOTCUA_", "DJANGO_", "DATABASE_URL"))}
    return kept | {
        "MOTCUA_DATA_DIR": str(tmp_path / "data"),
        "DATABASE_URL": empty_database,
        "MOTCUA_SAMPLE_PASSWORD": SECRET,
        "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
        "PYTHONUNBUFFERED": "1",
    }


@pytest.fixture
def serve(environment: dict[str, str], tmp_path: Path) -> Iterator[Serve]:
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str) -> subprocess.Popen[str]:
        with (tmp_path / "output").open("a") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "motcua", "serve", *arguments],
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                text=True,
            )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.terminate()
        process.wait(30)


def run(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command of the product, to its end."""
    return subprocess.run(
        [sys.executable, "-m", "motcua", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def children(process: subprocess.Popen[str], module: str) -> list[psutil.Process]:
    """The living children that run a module."""
    family = psutil.Process(process.pid).children()
    return [child for child in family if is_alive(child) and module in " ".join(child.cmdline())]


def is_alive(process: psutil.Process) -> bool:
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def walk(port: int, environment: dict[str, str]) -> None:
    """Every page and every reading operation answers over the sample."""
    origin = f"http://localhost:{port}"
    opened: Counter[str] = Counter()
    for name, starts in {"vanphong": ("/desk/", "/"), "admin": ("/desk/", "/desk/he-thong/")}.items():
        walked, wrong = walking.pages(origin, walking.signed_in(origin, name, SECRET), *starts, known=opened)
        opened += walked
        assert wrong == []
    assert len(opened) > 150, sorted(opened)
    token = run(environment, "token", "create", "--officer", "vanphong", "--json")
    asked, wrong = walking.readings(origin, json.loads(token.stdout)["token"])
    assert wrong == []
    assert asked > 40


def test_from_an_empty_folder_to_an_orderly_end(serve: Serve, tmp_path: Path, environment: dict[str, str]) -> None:
    port = free_port()
    product = serve("--sample", "--port", str(port))

    until(lambda: get(port, "/readyz")[0] == 200 or product.poll() is not None)
    output = (tmp_path / "output").read_text
    until(lambda: get(port, "/healthz") == (200, '{"status": "ok"}') or product.poll() is not None)
    until(lambda: "Dừng bằng Ctrl+C" in output())
    assert f"Một Cửa đang chạy: http://localhost:{port}" in output()
    assert "mật khẩu chung: mot-cua-thu-nghiem" in output()
    assert "vanphong" in output()
    assert "nguoidan" in output()
    assert 'action="/accounts/oidc/citizen/login/' in get(port, "/accounts/login/")[1]
    assert 'motcua_jobs{state="queued"}' in get(port, "/metrics")[1]
    assert get(port, "/accounts/login/")[0] == 200

    if environment["DATABASE_URL"].startswith("postgres"):  # on SQLite each face has its own tests
        walk(port, environment)

    # a second one on the same port says so in one line
    second = run(environment, "serve", "--port", str(port))
    assert second.returncode == 1
    assert second.stderr.startswith(f"motcua: Không mở được cổng {port}")
    assert len(second.stderr.strip().splitlines()) == 1

    # a worker that dies is started again
    (worker,) = children(product, "worker")
    worker.send_signal(signal.SIGKILL)
    until(lambda: any(one.pid != worker.pid for one in children(product, "worker")))
    assert "Việc nền dừng bất ngờ" in output()

    # and so is a server
    (server,) = children(product, "config.server")
    for process in [*server.children(recursive=True), server]:
        process.send_signal(signal.SIGKILL)
    until(lambda: get(port, "/healthz")[0] == 200)
    until(lambda: get(port, "/readyz")[0] == 200)

    family = psutil.Process(product.pid).children(recursive=True)
    product.send_signal(signal.SIGTERM)
    assert product.wait(30) == 0
    assert not any(is_alive(p) for p in family)
    assert get(port, "/healthz")[0] == 0

    # the second start finds everything there, and follows a parent that was killed
    again = serve("--sample", "--port", str(port))
    until(lambda: get(port, "/healthz")[0] == 200)
    family = psutil.Process(again.pid).children(recursive=True)
    again.kill()
    until(lambda: not any(is_alive(p) for p in family), 30)
    assert output().count("Đã nạp tỉnh mẫu") == 1


def test_with_postgresql_and_without_a_sample_it_does_not_migrate_by_itself(
    empty_database: str, environment: dict[str, str]
) -> None:
    arguments = ["--port", str(free_port())] + ([] if empty_database.startswith("postgres") else ["--no-migrate"])

    ended = run(environment, "serve", *arguments)

    assert ended.returncode == 1
    (line,) = ended.stderr.strip().splitlines()
    assert line.endswith("Hãy chạy: motcua migrate")


@pytest.mark.any_database
def test_a_database_that_is_not_there_is_said_in_one_line(environment: dict[str, str]) -> None:
    ended = run(environment | {"DATABASE_URL": "postgresql://x@127.0.0.1:1/x"}, "check", "--json")

    assert ended.returncode == 1
    assert len(ended.stderr.strip().splitlines()) == 1
    assert not json.loads(ended.stdout)["ok"]
