"""The provider's process. `python -m motcua.config.identity.server HOST PORT`; the rest comes by the environment (`serving.py`)."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from motcua.config import env
from motcua.config.supervisor import follow_parent


class Server(ThreadingMixIn, WSGIServer):
    """The standard library's server is enough: a few people who try the sample."""

    daemon_threads = True


class Server6(Server):
    address_family = socket.AF_INET6


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        """Nothing of who signs in is written down."""


def prepare() -> None:
    """A new database with the holders and the one client. Accounts have the sample's password."""
    from allauth.idp.oidc.models import Client
    from django.conf import settings
    from django.contrib.auth.hashers import PBKDF2PasswordHasher, make_password
    from django.contrib.auth.models import User
    from django.core.management import call_command

    from motcua.config.identity import CLIENT, HOLDERS
    from motcua.config.serving import sample_password

    path = Path(settings.DATABASES["default"]["NAME"])
    path.parent.mkdir(parents=True, exist_ok=True)
    for left in path.parent.glob(f"{path.name}*"):
        left.unlink()
    call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)
    encoded = make_password(sample_password())
    User.objects.bulk_create(User(username=holder.username, password=encoded) for holder in HOLDERS)
    Client.objects.create(
        id=CLIENT,
        name="Một Cửa",
        secret=PBKDF2PasswordHasher().encode(env.text("MOTCUA_IDENTITY_SECRET"), "-", iterations=1),  # long and random
        scopes="openid\nprofile\nemail",
        redirect_uris="\n".join(env.names("MOTCUA_IDENTITY_CALLBACKS")),
        skip_consent=True,
    )


def main(host: str, port: int) -> int:
    os.environ["DJANGO_SETTINGS_MODULE"] = "motcua.config.identity.settings"
    import django

    django.setup()
    from django.core.wsgi import get_wsgi_application

    prepare()
    kind = Server6 if ":" in host else Server
    with make_server(host, port, get_wsgi_application(), server_class=kind, handler_class=Quiet) as server:
        signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
        follow_parent()
        server.serve_forever()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
