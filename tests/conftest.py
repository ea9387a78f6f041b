"""Fixtures for every test."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import sqlite3
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker, Settings

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What only our workshop has is not asked of other machines."""
    if not SHARED.is_dir():
        for item in items:
            if item.get_closest_marker("shared") is not None:
                item.add_marker(pytest.mark.skip(reason="../shared is not here"))


@pytest.fixture
def shared() -> Path:
    """The folder of plans, truths and data beside the checkout; only for tests marked `shared`."""
    return SHARED


@pytest.fixture
def storage(tmp_path: Path, settings: Settings) -> Path:
    """A file storage of this test alone; the folder under which everything lies."""
    options = {"location": str(tmp_path / "files"), "file_permissions_mode": 0o600}
    backend = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}
    settings.STORAGES = {**settings.STORAGES, "default": backend}
    return tmp_path / "files"


@pytest.fixture
def empty_database(tmp_path: Path) -> Iterator[str]:
    """The address (`DATABASE_URL`) of a new database without tables, of the kind the run is on: for tests that start the product itself."""
    server = os.environ.get("MOTCUA_TEST_POSTGRES")
    if server is None:
        yield f"sqlite:///{tmp_path}/product.sqlite3"
        return
    import psycopg
    from psycopg import sql

    name = f"product_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield server.replace("/postgres?", f"/{name}?")
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, pytestconfig: pytest.Config
) -> None:
    """On SQLite the tables come from a file that an earlier run left, when no migration has changed since: 12 s of each run."""
    kept = _kept_tables(pytestconfig)
    if kept is None or not kept.exists():
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
    """Leaves the tables, just made, for the next run."""
    kept = _kept_tables(pytestconfig)
    if kept is None or kept.exists():
        return
    from django.db import connection

    kept.parent.mkdir(exist_ok=True)
    made = kept.with_suffix(f".{os.getpid()}")
    with django_db_blocker.unblock(), contextlib.closing(sqlite3.connect(made)) as copy:
        connection.connection.backup(copy)
    for old in kept.parent.glob("tables-*.sqlite3"):
        old.unlink(missing_ok=True)
    made.rename(kept)


def _kept_tables(config: pytest.Config) -> Path | None:
    """Where the tables of this code's migrations are kept; None on PostgreSQL."""
    if "MOTCUA_TEST_POSTGRES" in os.environ:
        return None
    root = config.rootpath
    code = hashlib.sha256()
    for path in sorted([*root.glob("src/motcua/*/migrations/*.py"), *root.glob("requirements/*.txt")]):
        code.update(path.name.encode() + path.read_bytes())
    return root / ".pytest_cache" / f"tables-{code.hexdigest()[:16]}.sqlite3"
