"""The provider as a child of `motcua serve`, and what the server must know to use it."""

from __future__ import annotations

import os
import secrets
import socket
from urllib.parse import urlsplit

from motcua.config.identity import CLIENT
from motcua.config.supervisor import Child


def identity_provider(host: str, port: int, base_url: str) -> Child | None:
    """The test provider by which citizens of the sample sign in, told to the server as any provider is. None beside a real one."""
    if os.environ.get("MOTCUA_CITIZEN_OIDC_SERVER", "").strip():
        return None
    own = _free_port(host)
    bases = {base_url, *(f"http://{name}:{port}" for name in ("localhost", "127.0.0.1", "[::1]"))}
    secret = secrets.token_urlsafe(32)
    environment = {
        "MOTCUA_CITIZEN_OIDC_SERVER": f"http://{urlsplit(base_url).hostname}:{own}",
        "MOTCUA_CITIZEN_OIDC_CLIENT": CLIENT,
        "MOTCUA_CITIZEN_OIDC_SECRET": secret,
        "MOTCUA_CITIZEN_OIDC_NAME": "Tài khoản định danh thử nghiệm",
        "MOTCUA_IDENTITY_SECRET": secret,
        "MOTCUA_IDENTITY_CALLBACKS": ",".join(
            f"{base}/accounts/oidc/citizen/login/callback/" for base in sorted(bases)
        ),
    }
    return Child("Định danh thử nghiệm", ["-m", "motcua.config.identity.server", host, str(own)], environment)


def _free_port(host: str) -> int:
    """Any port that is free: nobody needs to know it, and no port that somebody may want for another server is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])
