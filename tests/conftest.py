"""Fixtures for every test."""

from __future__ import annotations

import contextlib
import fcntl
import gc
import hashlib
import os
import shutil
import sqlite3
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import IO, Any

import pytest
from django.apps import apps
from django.core import serializers
from django.test import TransactionTestCase
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker, Settings
from tests.database import Standing

settings.register_profile(
    "motcua", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)  # a busy machine is no fault
settings.load_profile("motcua")

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What only our workshop has is not asked of other machines; files that take long are begun first, so that no process waits at the end.

    Each test has an id of its own: pytest-xdist runs tests of one id once.
    """
    for item in items:
        if operation := getattr(
            item, "operation_label", None
        ):  # schemathesis names it in the item, pytest 9 reads ids elsewhere
            item._id = item.id.with_params(operation)
    twice = [name for name, count in Counter(item.nodeid for item in items).items() if count > 1]
    if twice:
        raise pytest.UsageError(f"{len(twice)} ids stand for several tests, of which one would run: {twice[:3]}")
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
    if not SHARED.is_dir():
        for item in items:
            if item.get_closest_marker("shared") is not None:
                item.add_marker(pytest.mark.skip(reason="../shared is not here"))


@pytest.fixture
def shared() -> Path:
    """The folder of plans, truths and data beside the checkout; only for tests marked `shared`."""
    return SHARED


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: the collector of garbage need not look at it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000)


_PUT_BACK = pytest.StashKey[Callable[[], None]]()
_MAKING = pytest.StashKey[IO[str]]()
TABLES = "motcua_tables"
"""A database of the run's server with the tables, to which nobody connects."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """A test that commits empties all tables behind it. What migrations had written there (the national calendar) is put back: so such
    tests need not come last, and the tests of a file stay in one process.
    """
    yield
    if _commits(item) and nextitem is not None:  # behind the last test the tables are gone already
        item.config.stash[_PUT_BACK]()


def _empty(test: Any) -> None:
    """Behind a test that commits: empties the tables that have rows, and no model's permissions are made again. So a database of two
    hundred tables takes milliseconds; Django's own flush takes half a second (SQLite) or several (TRUNCATE of PostgreSQL).
    """
    from django.db import connections, transaction

    for alias in test._databases_names(include_mirrors=False):
        connection = connections[alias]
        names = set(connection.introspection.django_table_names(only_existing=True, include_views=False))
        tables = [
            connection.ops.quote_name(name) for name in sorted(names - {"django_content_type", "auth_permission"})
        ]
        with transaction.atomic(using=alias), connection.cursor() as cursor:
            cursor.execute("SELECT " + ", ".join(f"EXISTS (SELECT 1 FROM {table})" for table in tables))
            for table, filled in zip(tables, cursor.fetchone(), strict=True):
                if filled:
                    cursor.execute(f"DELETE FROM {table}")


def _commits(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    asked = {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return bool(asked) or (marker is not None and bool(marker.kwargs.get("transaction")))


@pytest.fixture
def storage(tmp_path: Path, settings: Settings) -> Path:
    """A file storage of this test alone; the folder under which everything lies."""
    settings.STORAGES = {**settings.STORAGES, "default": stored_in(tmp_path / "files")}
    return tmp_path / "files"


def stored_in(folder: Path) -> dict[str, Any]:
    """The setting of a file storage below a folder."""
    options = {"location": str(folder), "file_permissions_mode": 0o600}
    return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}


@pytest.fixture(scope="module")
def standing(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Standing]:
    """A transaction around the tests of a module. What module-wide fixtures write `with standing():`, every test finds and changes for
    itself alone. Not for modules with tests that commit: they stand in files of their own (`test_at_once.py`).
    """
    committing = [i.name for i in request.session.items if i.path == request.path and _commits(i)]
    if committing:
        raise pytest.UsageError(f"{request.path.name} makes its rows once for the module, and {committing[0]} commits")
    from django.db import transaction

    atomic = transaction.atomic()
    atomic._from_testcase = True  # type: ignore[attr-defined]  # Django's own mark: services inside may be outermost
    with django_db_blocker.unblock():
        atomic.__enter__()

    @contextlib.contextmanager
    def writing() -> Iterator[None]:
        with django_db_blocker.unblock():
            yield

    yield writing
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        atomic.__exit__(None, None, None)


@pytest.fixture
def empty_database(tmp_path: Path) -> Iterator[str]:
    """The address (`DATABASE_URL`) of a new database without tables, of the kind the run is on: for tests that start the product itself."""
    server = os.environ.get("MOTCUA_TEST_POSTGRES")
    if server is None:
        yield f"sqlite:///{tmp_path}/product.sqlite3"
        return
    from psycopg import sql

    name = f"product_{uuid.uuid4().hex[:12]}"
    _on_server("CREATE DATABASE {}", sql.Identifier(name))
    yield server.replace("/postgres?", f"/{name}?")
    _on_server("DROP DATABASE {} WITH (FORCE)", sql.Identifier(name))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, pytestconfig: pytest.Config
) -> None:
    """The tables are made once for the processes that begin together: the first makes them and the others wait. On SQLite they are kept in a
    file, until a migration changes (12 s of each run); on PostgreSQL, whose server is new in each run, in a database that is copied.
    """
    kept = _kept_tables(pytestconfig)
    if kept is None and not hasattr(pytestconfig, "workerinput"):
        return
    folder = pytestconfig.rootpath / ".pytest_cache"
    folder.mkdir(exist_ok=True)
    lock = (folder / "tables.lock").open("w")
    fcntl.flock(lock, fcntl.LOCK_EX)
    if not (_copied_database() if kept is None else kept.exists()):
        pytestconfig.stash[_MAKING] = lock
        return
    lock.close()
    if kept is None:
        return
    from django.db import connection

    creation = connection.creation
    remove_old = creation._create_test_db

    def copied(*args: object, **options: object) -> str:
        name: str = remove_old(*args, **options)
        shutil.copyfile(kept, name)
        return name

    creation._create_test_db = copied


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker, pytestconfig: pytest.Config) -> None:
    """Remembers what migrations wrote, and leaves the tables for who comes next."""
    with django_db_blocker.unblock():
        rows = _migrated()

    def put_back() -> None:
        with django_db_blocker.unblock():
            for row in serializers.deserialize("python", rows):
                row.save()

    pytestconfig.stash[_PUT_BACK] = put_back
    TransactionTestCase._fixture_teardown = _empty  # type: ignore[attr-defined]
    if _MAKING in pytestconfig.stash:
        with django_db_blocker.unblock():
            _keep_tables(_kept_tables(pytestconfig))
        pytestconfig.stash[_MAKING].close()


def _keep_tables(kept: Path | None) -> None:
    """Leaves the tables, just made: in a file on SQLite, in a database on PostgreSQL."""
    from django.db import connection

    if kept is None:
        from psycopg import sql

        connection.close()  # only a database to which nobody is connected can be copied
        own = sql.Identifier(connection.settings_dict["NAME"])
        _on_server("CREATE DATABASE {} TEMPLATE {}", sql.Identifier(TABLES), own)
        return
    made = kept.with_suffix(f".{os.getpid()}")
    with contextlib.closing(sqlite3.connect(made)) as copy:
        connection.connection.backup(copy)
    for old in kept.parent.glob("tables-*.sqlite3"):
        old.unlink(missing_ok=True)
    made.rename(kept)


def _copied_database() -> bool:
    """Whether the tables stand on the server already; then this process' database is made as their copy."""
    from django.db import connection
    from psycopg import sql

    there = _on_server("SELECT FROM pg_database WHERE datname = {}", sql.Literal(TABLES)) == 1
    connection.settings_dict["TEST"]["TEMPLATE"] = TABLES if there else None
    return there


def _on_server(command: str, *given: Any) -> int:
    """Asks the server of the run, outside the databases of the tests; gives the number of rows."""
    import psycopg
    from psycopg import sql

    with psycopg.connect(os.environ["MOTCUA_TEST_POSTGRES"], autocommit=True) as connection:
        return connection.execute(sql.SQL(command).format(*given)).rowcount


def _migrated() -> list[dict[str, Any]]:
    """The rows of the tables just made, but for those that Django makes again whenever it empties the tables."""
    models = [m for m in apps.get_models() if m._meta.managed and m._meta.app_label not in ("auth", "contenttypes")]
    rows: list[dict[str, Any]] = serializers.serialize(
        "python", chain(*(m._base_manager.order_by("pk") for m in models))
    )
    return rows


def _kept_tables(config: pytest.Config) -> Path | None:
    """Where the tables of this code's migrations are kept; None on PostgreSQL."""
    if "MOTCUA_TEST_POSTGRES" in os.environ:
        return None
    root = config.rootpath
    code = hashlib.sha256()
    for path in sorted([*root.glob("src/motcua/*/migrations/*.py"), *root.glob("requirements/*.txt")]):
        code.update(path.name.encode() + path.read_bytes())
    return root / ".pytest_cache" / f"tables-{code.hexdigest()[:16]}.sqlite3"
