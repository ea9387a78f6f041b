"""The product's own test provider, running: a real OpenID provider in a process of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests

SECRET, PASSWORD = "bi-mat-cua-mot-cua", "mat-khau-o-noi-khac"


@contextmanager
def running_provider(folder: Path, *callbacks: str) -> Iterator[str]:
    """Its address. The holders there (`motcua.config.identity.HOLDERS`) all have the password `PASSWORD`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {
        "MOTCUA_DATA_DIR": str(folder),
        "MOTCUA_SAMPLE_PASSWORD": PASSWORD,
        "MOTCUA_IDENTITY_SECRET": SECRET,
        "MOTCUA_IDENTITY_CALLBACKS": ",".join(callbacks),
    }
    environment.pop("DATABASE_URL", None)
    collect = [sys.executable, "-m", "django", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(collect, env=environment | {"DJANGO_SETTINGS_MODULE": "tests.factories.unpressed"}, check=True)
    words = [sys.executable, "-m", "motcua.config.identity.server", "127.0.0.1", str(port)]
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(words, env=environment) as process:
        try:
            until = time.monotonic() + 60
            while not _answers(address):
                assert process.poll() is None, "the provider did not start"
                assert time.monotonic() < until, "the provider does not answer"
                time.sleep(0.2)
            yield address
        finally:
            process.terminate()


def apps(address: str) -> dict[str, Any]:
    """`SOCIALACCOUNT_PROVIDERS` with that provider as the officers' single sign-on and as the citizens' identity."""
    common = {"client_id": "mot-cua", "secret": SECRET, "settings": {"server_url": address}}
    named = [("oidc", "Đăng nhập một lần"), ("citizen", "Tài khoản định danh điện tử")]
    return {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [{"provider_id": key, "name": name, **common} for key, name in named],
        }
    }


def _answers(address: str) -> bool:
    try:
        return requests.get(f"{address}/.well-known/openid-configuration", timeout=5).ok
    except requests.ConnectionError:
        return False
