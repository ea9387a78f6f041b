"""Fixtures for every test."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

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
