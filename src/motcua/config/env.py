"""Typed reading of settings from the environment. A wrong value stops the start with one clear line."""

from __future__ import annotations

import os
import secrets
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit


class SettingError(SystemExit):
    """Stops the process with one line; exit status 1."""

    def __init__(self, name: str, message: str) -> None:
        super().__init__(f"motcua: {name}: {message}")


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def number(name: str, default: int, *, least: int = 0, most: int = 10**9) -> int:
    raw = text(name)
    if not raw:
        return default
    if not raw.isdigit() or not least <= int(raw) <= most:
        raise SettingError(name, f"cần một số nguyên từ {least} đến {most}, không phải “{raw}”")
    return int(raw)


def flag(name: str, *, default: bool = False) -> bool:
    raw = text(name).lower()
    if not raw:
        return default
    if raw not in {"1", "0", "true", "false", "yes", "no", "on", "off"}:
        raise SettingError(name, f"cần 1 hoặc 0, không phải “{raw}”")
    return raw in {"1", "true", "yes", "on"}


def names(name: str, default: tuple[str, ...] = ()) -> list[str]:
    return [part.strip() for part in text(name).split(",") if part.strip()] or list(default)


def folder(name: str, default: Path) -> Path:
    path = Path(text(name) or default).expanduser().resolve()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingError(name, f"không tạo được thư mục {path}: {error.strerror}") from error
    return path


def secret(name: str, data_dir: Path) -> str:
    """From the environment, else from a file of mode 0600 in the data folder, made once."""
    given = text(name)
    if given:
        if len(given) < 32:
            raise SettingError(name, "cần ít nhất 32 ký tự")
        return given
    path = data_dir / f"{name.lower()}.key"
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as handle:
        value = secrets.token_urlsafe(48)
        handle.write(value)
    return value


def database(name: str, data_dir: Path) -> dict[str, object]:
    """`DATABASE_URL` as Django's DATABASES entry. Empty: SQLite in the data folder."""
    url = text(name)
    if not url:
        return _sqlite(data_dir / "motcua.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        path = unquote(parts.path)
        if parts.netloc or not path.startswith("/") or path == "/":
            raise SettingError(name, "SQLite cần đường dẫn tuyệt đối: sqlite:///ĐƯỜNG/DẪN/tệp.sqlite3")
        return _sqlite(Path(path[1:] if path.startswith("//") else path))
    if parts.scheme in {"postgres", "postgresql"}:
        return _postgresql(name, url)
    raise SettingError(name, f"chỉ nhận sqlite:///… hoặc postgresql://…, không phải “{parts.scheme}”")


def storage(name: str, data_dir: Path) -> dict[str, object]:
    """`MOTCUA_STORAGE_URL` as Django's STORAGES entry for uploaded files. Empty: a folder that only we may read.

    `s3://BUCKET/PREFIX?endpoint=https://…&region=…`; the keys come from where S3 clients look for them (AWS_ACCESS_KEY_ID and so on).
    """
    url = text(name)
    if not url:
        options = {
            "location": str(data_dir / "files"),
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        }
        return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}
    parts = urlsplit(url)
    if parts.scheme != "s3" or not parts.netloc:
        raise SettingError(name, "cần dạng s3://TÊN-KHO/ĐƯỜNG-DẪN?endpoint=https://máy:cổng")
    if find_spec("storages") is None or find_spec("boto3") is None:
        raise SettingError(name, "thiếu phần lưu trữ S3; hãy cài: pip install 'motcua[s3]'")
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    if unknown := set(query) - {"endpoint", "region"}:
        raise SettingError(name, f"không hiểu tham số {', '.join(sorted(unknown))}; chỉ nhận endpoint và region")
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": parts.netloc,
            "location": parts.path.strip("/"),
            "endpoint_url": query.get("endpoint"),
            "region_name": query.get("region"),
            "default_acl": None,
            "querystring_auth": True,
            "file_overwrite": False,
        },
    }


def _sqlite(path: Path) -> dict[str, object]:
    """WAL and IMMEDIATE are what lets several processes write (docs/decisions/0002); FULL keeps the last commit on power failure."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=134217728; PRAGMA cache_size=-20000;"
            ),
        },
    }


def _postgresql(name: str, url: str) -> dict[str, object]:
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError as error:
        raise SettingError(name, "cổng của PostgreSQL không phải là số") from error
    database_name = unquote(parts.path.lstrip("/"))
    if not database_name:
        raise SettingError(name, "thiếu tên cơ sở dữ liệu: postgresql://người:mật-khẩu@máy:5432/tên")
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": database_name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", unquote(parts.hostname or "")),
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 10, **query},
    }
