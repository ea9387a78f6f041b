"""Typed reading of settings from the environment. A wrong value stops the start with one clear line."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any
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


def choice(name: str, default: str, allowed: tuple[str, ...]) -> str:
    raw = text(name, default)
    if raw not in allowed:
        raise SettingError(name, f"cần một trong {', '.join(allowed)}, không phải “{raw}”")
    return raw


def matching(name: str, default: str, pattern: str, example: str) -> str:
    raw = text(name, default)
    if not re.fullmatch(pattern, raw):
        raise SettingError(name, f"cần dạng {example}, không phải “{raw}”")
    return raw


def address(name: str, default: str) -> str:
    """`http(s)://HOST[:PORT]`, without path: what links in letters and QR codes begin with."""
    return matching(name, default, r"https?://[^/?#\s]+/?", "https://motcua.tinh.gov.vn").rstrip("/")


def oidc(prefix: str, provider_id: str, name: str) -> dict[str, Any] | None:
    """An OpenID provider as allauth takes it, from `PREFIX_SERVER`, `_CLIENT`, `_SECRET` and `_NAME`; None without a server."""
    server = text(f"{prefix}_SERVER")
    if not server:
        return None
    matching(f"{prefix}_SERVER", "", r"https?://[^/?#\s]+(/[^?#\s]*)?", "https://dinhdanh.tinh.gov.vn")
    if not text(f"{prefix}_CLIENT"):
        raise SettingError(f"{prefix}_CLIENT", f"cần có khi đã đặt {prefix}_SERVER")
    return {
        "provider_id": provider_id,
        "name": text(f"{prefix}_NAME", name),
        "client_id": text(f"{prefix}_CLIENT"),
        "secret": text(f"{prefix}_SECRET"),
        "settings": {"server_url": server},
    }


def origin(app: Mapping[str, Any]) -> str:
    """Scheme, host and port of an OpenID provider's address."""
    parts = urlsplit(app["settings"]["server_url"])
    return f"{parts.scheme}://{parts.netloc}"


def mail(name: str) -> dict[str, object]:
    """`SMTP_URL` as Django's EMAIL_* settings; empty: letters go to the local outbox. `smtp://` uses STARTTLS, `smtps://` TLS at once."""
    url = text(name)
    if not url:
        return {"EMAIL_BACKEND": "motcua.messages.services.outbox.OutboxBackend"}
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError as error:
        raise SettingError(name, "cổng của máy chủ thư không phải là số") from error
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise SettingError(name, "cần dạng smtp://người:mật-khẩu@máy:587 hoặc smtps://…")
    query = parse_qs(parts.query, keep_blank_values=True)
    if (
        parts.path.strip("/")
        or parts.fragment
        or set(query) - {"tls"}
        or query.get("tls", ["on"]) not in (["on"], ["off"])
    ):
        raise SettingError(name, "sau cổng chỉ nhận ?tls=on hoặc ?tls=off")
    if parts.scheme == "smtps" and query.get("tls") == ["off"]:
        raise SettingError(name, "smtps:// luôn mã hóa; dùng smtp://…?tls=off cho máy chủ chuyển thư trên cùng máy")
    plain = query.get("tls") == ["off"]  # a relay on the same machine
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and not plain,
        "EMAIL_TIMEOUT": 20,
    }


def provider(prefix: str) -> dict[str, str]:
    """A provider of messages from `PREFIX_URL`, `_TOKEN` and `_RECEIPT_SECRET`; empty without an address."""
    url, token, receipts = text(f"{prefix}_URL"), text(f"{prefix}_TOKEN"), text(f"{prefix}_RECEIPT_SECRET")
    if not url:
        return {}
    parts = urlsplit(url)
    here = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    if parts.scheme not in ({"http", "https"} if here else {"https"}) or not parts.hostname or "@" in parts.netloc:
        raise SettingError(f"{prefix}_URL", "cần dạng https://máy/đường-dẫn, không kèm tên và mật khẩu")
    if not re.fullmatch(r"[\x21-\x7e]+", token):
        raise SettingError(
            f"{prefix}_TOKEN", f"cần có khi đã đặt {prefix}_URL, chỉ gồm chữ không dấu, không có dấu cách"
        )
    if receipts and len(receipts) < 32:
        raise SettingError(f"{prefix}_RECEIPT_SECRET", "cần ít nhất 32 ký tự")
    return {"url": url, "token": token, "receipt_secret": receipts}


def sender(name: str, base_url: str) -> str:
    """Whom letters come from: `địa-chỉ` or `Tên <địa-chỉ>`; by default nobody's mailbox at the host of the installation."""
    raw = text(name, f"Một Cửa <khong-tra-loi@{urlsplit(base_url).hostname}>")
    box = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+"
    if not re.fullmatch(rf"{box}|[^<>@\x00-\x1f]+ <{box}>", raw):
        raise SettingError(name, f"cần dạng ten@may hoặc Tên <ten@may>, không phải “{raw}”")
    return raw


def names(name: str, default: tuple[str, ...] = ()) -> list[str]:
    return [part.strip() for part in text(name).split(",") if part.strip()] or list(default)


def folder(name: str, default: Path) -> Path:
    path = Path(text(name) or default).expanduser().resolve()
    try:
        path.mkdir(
            mode=0o700, parents=True, exist_ok=True
        )  # what we make is its owner's alone: names and papers lie in it
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
        return _kept_secret(path)
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(name, f"không đọc hoặc ghi được {path}: {error}") from error


def _kept_secret(path: Path) -> str:
    """Linking a finished file is atomic: of two processes that start at once, both read what one of them made."""
    if not path.exists():
        made = path.with_suffix(f".{os.getpid()}")
        descriptor = os.open(made, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as handle:
            handle.write(secrets.token_urlsafe(48))
        with suppress(FileExistsError):
            os.link(made, path)
        made.unlink()
    return path.read_text(encoding="ascii").strip()


def database(name: str, data_dir: Path) -> dict[str, object]:
    """`DATABASE_URL` as Django's DATABASES entry. Empty: SQLite in the data folder."""
    url = text(name)
    if not url:
        return _sqlite_at(name, data_dir / "motcua.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        path = unquote(parts.path)
        if parts.netloc or not path.startswith("/") or path == "/":
            raise SettingError(name, "SQLite cần đường dẫn tuyệt đối: sqlite:///ĐƯỜNG/DẪN/tệp.sqlite3")
        return _sqlite_at(name, Path(path[1:] if path.startswith("//") else path))
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


def _sqlite_at(name: str, path: Path) -> dict[str, object]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingError(name, f"không tạo được thư mục {path.parent}: {error.strerror}") from error
    if path.is_dir() or not os.access(path if path.exists() else path.parent, os.W_OK):
        raise SettingError(name, f"không ghi được vào {path}")
    return _sqlite(path)


def _sqlite(path: Path) -> dict[str, object]:
    """WAL and IMMEDIATE are what lets several processes write (docs/decisions/0002); FULL keeps the last commit on power failure."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": 600,  # the last connection to close would check-point the log, and each new one sets its pragmas
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
