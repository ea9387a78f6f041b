"""Where files are kept: a folder by default, S3-compatible storage by one setting."""

from __future__ import annotations

from pathlib import Path

import pytest

from motcua.config import env


def test_without_a_setting_files_lie_in_the_data_folder_for_the_product_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("MOTCUA_STORAGE_URL", raising=False)

    found = env.storage("MOTCUA_STORAGE_URL", tmp_path)

    assert found["BACKEND"] == "django.core.files.storage.FileSystemStorage"
    assert found["OPTIONS"] == {
        "location": str(tmp_path / "files"),
        "file_permissions_mode": 0o600,
        "directory_permissions_mode": 0o700,
    }


def test_an_address_of_object_storage_becomes_its_backend(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MOTCUA_STORAGE_URL", "s3://kho/tep/2026?endpoint=https://luu-tru.example:9000&region=vn")
    monkeypatch.setattr(env, "find_spec", lambda _name: object())  # as if the extra were installed

    found = env.storage("MOTCUA_STORAGE_URL", tmp_path)

    assert found["BACKEND"] == "storages.backends.s3.S3Storage"
    options = found["OPTIONS"]
    assert isinstance(options, dict)
    assert (options["bucket_name"], options["location"]) == ("kho", "tep/2026")
    assert (options["endpoint_url"], options["region_name"]) == ("https://luu-tru.example:9000", "vn")
    assert options["default_acl"] is None  # nothing is public


@pytest.mark.parametrize(
    ("address", "extra", "told"),
    [
        ("gs://kho", True, "s3://"),
        ("s3:///khong-ten", True, "s3://"),
        ("s3://kho?secret=x", True, "secret"),
        ("s3://kho", False, "motcua[s3]"),
    ],
)
def test_a_wrong_address_stops_the_start_with_one_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, address: str, extra: bool, told: str
) -> None:
    monkeypatch.setenv("MOTCUA_STORAGE_URL", address)
    monkeypatch.setattr(env, "find_spec", lambda _name: object() if extra else None)

    with pytest.raises(SystemExit) as stopped:
        env.storage("MOTCUA_STORAGE_URL", tmp_path)

    assert told in str(stopped.value)
    assert "\n" not in str(stopped.value)
