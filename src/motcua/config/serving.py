"""`motcua serve`: bring the database up, load the sample, serve and work, until told to stop."""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from django.core.files import locks

from motcua.config.identity import HOLDERS
from motcua.config.identity.process import identity_provider
from motcua.config.supervisor import Child, Supervisor
from motcua.kernel.errors import Refused
from motcua.kernel.registries import SampleRun

Accounts = list[tuple[str, str]]
"""Of the sample: user name, and who that is."""
_START_MAY_TAKE = 60.0
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # without those that look alike when read from a screen


def serve(*, host: str, port: int | None, sample: bool, worker: bool, migrate: bool) -> int:
    """Serve until SIGTERM or SIGINT; 0 after an orderly end. Raises Refused with one line when it cannot start."""
    if port is not None:
        os.environ["PORT"] = str(port)
    from motcua.config.cli import set_up_django

    set_up_django()
    from django.conf import settings

    from motcua.organisations.queries.people import sample_accounts

    with _keep_port(host, settings.PORT):
        _demand_migrated(sample=sample, may_migrate=migrate)
        with _static_files():
            _bring_up()
            if sample:
                load_sample()
        return _run(host, settings.PORT, worker=worker, accounts=sample_accounts() if sample else [])


def migrate() -> int:
    """Bring the database to this version; how many steps that took. Of two processes that would, the second waits and finds none."""
    from django.conf import settings
    from django.core.management import call_command

    from motcua.config.check import pending_migrations

    with (Path(settings.DATA_DIR) / "migrate.lock").open("w") as turn:
        locks.lock(turn, locks.LOCK_EX)
        waiting = pending_migrations()
        if waiting:
            call_command("migrate", interactive=False, verbosity=0)
    return waiting


def load_sample() -> None:
    """Load the sample province into an empty database, all of it or nothing. Does nothing when the database holds accounts already."""
    from django.contrib.auth import get_user_model
    from django.db import transaction

    from motcua.kernel.registries import samples

    if get_user_model()._default_manager.exists():  # noqa: SLF001 - Django's documented manager
        return
    start = time.monotonic()
    run = SampleRun(sample_password())
    with transaction.atomic():
        for part in sorted(samples, key=lambda s: s.order):
            part.load(run)
    _say(f"Đã nạp tỉnh mẫu trong {time.monotonic() - start:.1f} giây.")


def sample_password() -> str:
    """`MOTCUA_SAMPLE_PASSWORD`, else one made once and kept in the data folder, readable by its owner only."""
    if given := os.environ.get("MOTCUA_SAMPLE_PASSWORD", "").strip():
        return given
    path = _password_file()
    if not path.exists():
        made = "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))
        descriptor = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(made)
    return path.read_text(encoding="ascii").strip()


@contextmanager
def _static_files() -> Iterator[None]:
    """Collect the static files beside the work on the database, where they are not, or not any more, those of this version.

    What no page asks for is left: htmx stands in our own scripts, the fonts of printed papers are read where they lie.
    """
    from django.conf import settings

    stamp = Path(settings.STATIC_ROOT) / ".collected"
    wanted = _static_fingerprint()
    if stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
        yield
        return
    shutil.rmtree(settings.STATIC_ROOT, ignore_errors=True)
    collecting = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "django",
            "collectstatic",
            "--noinput",
            "--verbosity",
            "0",
            "-i",
            "django_htmx",
            "-i",
            "print",
        ],
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    try:
        yield
        _, said = collecting.communicate()
    except BaseException:
        collecting.kill()
        collecting.communicate()
        raise
    if collecting.returncode:
        last = said.decode(errors="replace").strip().splitlines()[-1:] or ["?"]
        raise Refused("Không gom được tệp tĩnh: {reason}", reason=last[0])
    stamp.write_text(wanted, encoding="ascii")


def _static_fingerprint() -> str:
    """Changes whenever a static file of an installed package does."""
    from django.contrib.staticfiles import finders

    newest = hashlib.sha256()
    for finder in finders.get_finders():
        for path, storage in sorted(finder.list([]), key=lambda found: found[0]):
            stat = Path(storage.path(path)).stat()
            newest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return newest.hexdigest()


def _demand_migrated(*, sample: bool, may_migrate: bool) -> None:
    """SQLite migrates by itself. PostgreSQL may have other processes on it, so an operator migrates it, unless it is a sample's."""
    from django.db import connection

    from motcua.config.check import pending_migrations

    if may_migrate and (connection.vendor == "sqlite" or sample):
        return
    if waiting := pending_migrations():
        raise Refused("Cơ sở dữ liệu còn {count} bước cập nhật chưa chạy. Hãy chạy: motcua migrate", count=waiting)


def _bring_up() -> None:
    start = time.monotonic()
    if migrate():
        _say(f"Đã cập nhật cơ sở dữ liệu trong {time.monotonic() - start:.1f} giây.")


@contextmanager
def _keep_port(host: str, port: int) -> Iterator[None]:
    """Refuse a port that is taken, and keep it for us while we prepare.

    Server processes share their port (SO_REUSEPORT), so a second server would start silently beside the first: we ask without sharing
    first, and then hold the port, shared and without listening, until the end.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe, socket.socket(family, socket.SOCK_STREAM) as keeper:
        try:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
            probe.close()
            # without SO_REUSEADDR: two sockets that both set it and do not listen would not see each other
            keeper.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
            keeper.bind((host, port))
        except OSError as error:
            raise Refused(
                "Không mở được cổng {port} trên {host}: {reason}. Chọn cổng khác: motcua serve --port {other}",
                port=port,
                host=host,
                reason=error.strerror or error,
                other=port + 1 if port < 65535 else 8000,
            ) from error
        yield


def _run(host: str, port: int, *, worker: bool, accounts: Accounts) -> int:
    from django.conf import settings
    from django.db import connections

    figures = Path(settings.DATA_DIR) / "run" / f"metrics-{port}"
    shutil.rmtree(figures, ignore_errors=True)
    figures.mkdir(parents=True)
    server = Child(
        "Máy chủ",
        ["-m", "motcua.config.server", host, str(port)],
        {"PROMETHEUS_MULTIPROC_DIR": str(figures)},
    )
    children = [server, Child("Việc nền", ["-m", "motcua", "worker"])] if worker else [server]
    if accounts and (identity := identity_provider(host, port, settings.BASE_URL)):
        server.environment = {**server.environment, **identity.environment}
        children.append(identity)
    connections.close_all()  # the parent only watches from here on
    supervisor = Supervisor(children, _say)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:  # nohup means what it says
            signal.signal(number, supervisor.stop)
    supervisor.start()
    if not _answers(host, port, server.name, supervisor):
        supervisor.stop()
        supervisor.watch()
        raise Refused("Máy chủ không khởi động được. Xem các dòng ở trên.")
    if not supervisor.is_stopping:
        _greet(accounts)
    supervisor.watch()
    shutil.rmtree(figures, ignore_errors=True)
    return 0


def _answers(host: str, port: int, child: str, supervisor: Supervisor) -> bool:
    """Wait until a child answers on its port. False when it dies, or takes more than a minute."""
    address = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - what to ask instead of any address
    deadline = time.monotonic() + _START_MAY_TAKE
    while time.monotonic() < deadline:
        if supervisor.is_stopping:
            return True
        if supervisor.died(child):
            return False
        asking = HTTPConnection(address, port, timeout=5)
        try:
            asking.request("GET", "/healthz", headers={"Host": "localhost"})
            asking.getresponse()
        except (OSError, HTTPException):
            time.sleep(0.1)
        else:
            return True
        finally:
            asking.close()
    return False


def _password_told(accounts: Accounts) -> str:
    """The password of the sample accounts, if they still have the one we know."""
    from motcua.organisations.queries.people import user_named

    known = sample_password()
    if user_named(accounts[0][0]).check_password(known):
        return known
    return "mật khẩu đã đặt khi nạp tỉnh mẫu"


def _greet(accounts: Accounts) -> None:
    from django.conf import settings

    base = settings.BASE_URL
    _say(f"Một Cửa đang chạy: {base}")
    _say(f"  Bàn làm việc     {base}/desk/")
    _say(f"  Giao diện API    {base}/api/v1/docs")
    if accounts:
        _say(f"  Tài khoản mẫu, mật khẩu chung: {_password_told(accounts)}")
        for username, who in [*accounts, *((h.username, h.note) for h in HOLDERS)]:
            _say(f"    {username:<14} {who}")
    _say("Dừng bằng Ctrl+C.")


def _password_file() -> Path:
    from django.conf import settings

    return Path(settings.DATA_DIR) / "sample_password"


def _say(line: str) -> None:
    print(line, flush=True, file=sys.stdout)
