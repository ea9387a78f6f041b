"""Settings from the environment: read with their type, and refused with one clear line."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from motcua.config import env
from motcua.config.env import SettingError


def refusal(monkeypatch: pytest.MonkeyPatch, value: str, read: object, *arguments: object) -> str:
    monkeypatch.setenv("X", value)
    with pytest.raises(SettingError) as caught:
        read("X", *arguments)  # type: ignore[operator]  # one of the readers of env
    return str(caught.value)


@pytest.mark.parametrize("value", ["x", "-1", "0", "65536", "8e3", "８０００x", "1 2"])
def test_a_port_is_a_number_in_its_range(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("X", value)
    with pytest.raises(SettingError, match="X: cần một số nguyên từ 1 đến 65535"):
        env.number("X", 8000, least=1, most=65535)


@pytest.mark.parametrize(("value", "read"), [("1", True), ("off", False), ("TRUE", True), ("", False), (" no ", False)])
def test_a_flag_understands_the_usual_words(monkeypatch: pytest.MonkeyPatch, value: str, *, read: bool) -> None:
    monkeypatch.setenv("X", value)
    assert env.flag("X") is read


def test_a_flag_refuses_what_it_does_not_understand(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal(monkeypatch, "maybe", env.flag) == "motcua: X: cần 1 hoặc 0, không phải “maybe”"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://x/y", "chỉ nhận sqlite:///… hoặc postgresql://…"),
        ("sqlite://relative.db", "đường dẫn tuyệt đối"),
        ("sqlite:///", "đường dẫn tuyệt đối"),
        ("sqlite:////proc/nowhere/x.db", "không tạo được thư mục"),
        ("sqlite:////tmp", "không ghi được"),
        ("postgresql://host/", "thiếu tên cơ sở dữ liệu"),
        ("postgresql://host:port/name", "cổng của PostgreSQL không phải là số"),
    ],
)
def test_an_address_of_a_database_that_cannot_be_used_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, url: str, said: str
) -> None:
    assert said in refusal(monkeypatch, url, env.database, tmp_path)


def test_without_an_address_the_database_is_a_file_of_the_data_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("X", raising=False)
    found = env.database("X", tmp_path)
    assert found["NAME"] == str(tmp_path / "motcua.sqlite3")
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"  # type: ignore[index]  # a dictionary
    assert "synchronous=FULL" in found["OPTIONS"]["init_command"]  # type: ignore[index]  # a dictionary


@pytest.mark.parametrize("slashes", ["sqlite://", "sqlite:///"])
def test_an_absolute_path_may_be_written_with_three_or_four_slashes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, slashes: str
) -> None:
    monkeypatch.setenv("X", f"{slashes}{tmp_path}/thư%20mục/a.db")
    assert env.database("X", Path("/unused"))["NAME"] == f"{tmp_path}/thư mục/a.db"


def test_the_parts_of_a_postgresql_address_are_unquoted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("X", "postgres://m%C3%B4t:p%40ss@db.local:6432/motcua?sslmode=require")
    found = env.database("X", tmp_path)
    kept = (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"])
    assert kept == ("môt", "p@ss", "db.local", "6432", "motcua")
    assert found["OPTIONS"] == {"connect_timeout": 10, "sslmode": "require"}


def test_a_key_is_made_once_and_only_its_owner_may_read_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("X", raising=False)
    made = env.secret("X", tmp_path)

    (kept,) = tmp_path.iterdir()
    assert env.secret("X", tmp_path) == made == kept.read_text()
    assert len(made) >= 60
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_a_key_that_is_too_short_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert "ít nhất 32 ký tự" in refusal(monkeypatch, "short", env.secret, tmp_path)


@pytest.mark.parametrize(
    "url",
    [
        "mail.local", "http://mail.local", "smtp://", "smtp://mail.local:port", "smtp://mail.local?tls=maybe", "smtp://mail.local?ssl=on",
        "smtp://mail.local/inbox", "smtps://mail.local?tls=off", "smtp://mail.local?tls",
    ],
)  # fmt: skip
def test_an_address_of_a_mail_server_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    assert refusal(monkeypatch, url, env.mail).startswith("motcua: X: ")


def test_mail_goes_encrypted_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    read = {}
    for url in ("smtp://u:p@mail.local", "smtps://mail.local", "smtp://localhost:25?tls=off"):
        monkeypatch.setenv("X", url)
        found = env.mail("X")
        read[url] = (found["EMAIL_PORT"], found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"])
    assert list(read.values()) == [(587, True, False), (465, False, True), (25, False, False)]


def test_a_wrong_address_of_a_mail_server_is_not_repeated_for_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "bí-mật" not in refusal(monkeypatch, "smtp://an:bí-mật@mail.local:port", env.mail)


def test_without_a_mail_server_letters_go_to_the_local_outbox(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("X", raising=False)
    assert env.mail("X") == {"EMAIL_BACKEND": "motcua.messages.services.outbox.OutboxBackend"}


@pytest.mark.parametrize("value", ["x", "a@b@c", "Tên a@b.vn", "Tên <a@b.vn", "Tên\n<a@b.vn>", "<a@b.vn>, <c@d.vn>"])
def test_a_sender_is_one_address_with_or_without_a_name(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    assert "ten@may" in refusal(monkeypatch, value, env.sender, "https://motcua.vn")


def test_by_default_letters_come_from_the_host_of_the_installation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("X", raising=False)
    assert env.sender("X", "https://motcua.dongnai.gov.vn:8443") == "Một Cửa <khong-tra-loi@motcua.dongnai.gov.vn>"
    monkeypatch.setenv("X", "Sở Nội vụ <snv@dongnai.gov.vn>")
    assert env.sender("X", "") == "Sở Nội vụ <snv@dongnai.gov.vn>"


@pytest.mark.parametrize("value", ["localhost", "ftp://x", "https://x/path", "https://x?y", "https://"])
def test_a_base_address_is_a_scheme_and_a_host(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    assert "https://motcua.tinh.gov.vn" in refusal(monkeypatch, value, env.address, "")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("MOTCUA_MAIL_FROM", "nobody"),
        ("DATABASE_URL", "oracle://x"),
        ("MOTCUA_DATA_DIR", "/proc/nowhere"),
        ("MOTCUA_LOG_LEVEL", "LOUD"),
        ("MOTCUA_RATE_PUBLIC_READ", "many"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_one_line(tmp_path: Path, name: str, value: str) -> None:
    environment = os.environ | {"MOTCUA_DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "motcua.config.settings"}
    environment |= {name: value, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}

    ended = subprocess.run(
        [sys.executable, "-m", "motcua", "check"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )

    assert ended.returncode == 1
    assert ended.stdout == ""
    (line,) = ended.stderr.strip().splitlines()
    assert line.startswith(f"motcua: {name}: ")
    assert value.partition("://")[0] in line


@pytest.fixture
def no_provider(monkeypatch: pytest.MonkeyPatch) -> None:
    for part in ("URL", "TOKEN", "RECEIPT_SECRET"):
        monkeypatch.delenv(f"X_{part}", raising=False)


@pytest.mark.usefixtures("no_provider")
def test_a_provider_of_messages_is_there_where_it_has_an_address_and_a_token(monkeypatch: pytest.MonkeyPatch) -> None:
    assert env.provider("X") == {}
    monkeypatch.setenv("X_URL", "https://nhacungcap.vn/sms")
    with pytest.raises(env.SettingError, match="X_TOKEN"):
        env.provider("X")
    monkeypatch.setenv("X_TOKEN", "abc")
    assert env.provider("X") == {"url": "https://nhacungcap.vn/sms", "token": "abc", "receipt_secret": ""}
    monkeypatch.setenv("X_RECEIPT_SECRET", "ngan")
    with pytest.raises(env.SettingError, match="32"):
        env.provider("X")


@pytest.mark.usefixtures("no_provider")
@pytest.mark.parametrize(
    "value", ["http://nhacungcap.vn/", "https://an:mat-khau@nhacungcap.vn/", "nhacungcap.vn", "ftp://localhost/"]
)
def test_messages_leave_the_house_encrypted_and_a_wrong_address_is_not_repeated(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("X_URL", value)
    monkeypatch.setenv("X_TOKEN", "abc")
    with pytest.raises(env.SettingError) as refused:
        env.provider("X")
    assert "mat-khau" not in str(refused.value)
    monkeypatch.setenv("X_URL", "http://127.0.0.1:8070/sms")
    assert env.provider("X")["url"].startswith("http://")
