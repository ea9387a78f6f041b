"""A real OpenID provider (allauth's own), in a process of its own: `python oidc_provider.py FOLDER CALLBACK` prints its address.

The account `hoa` there has the password `mat-khau-o-noi-khac`; its claims are those of a real single sign-on.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

CLIENT, SECRET, PASSWORD = "mot-cua", "bi-mat-cua-mot-cua", "mat-khau-o-noi-khac"


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        pass


def private_key() -> str:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    form, plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, form, plain).decode()


def configure(folder: Path) -> None:
    from django.conf import settings

    settings.configure(
        SECRET_KEY="x" * 50,
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF=__name__,
        USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(folder / "provider.sqlite3")}},
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
            "allauth",
            "allauth.account",
            "allauth.idp.oidc",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "allauth.account.middleware.AccountMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                    ]
                },
            }
        ],
        AUTHENTICATION_BACKENDS=["allauth.account.auth_backends.AuthenticationBackend"],
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        ACCOUNT_LOGIN_METHODS={"username"},
        ACCOUNT_SIGNUP_FIELDS=["username*", "password1*"],
        ACCOUNT_EMAIL_VERIFICATION="none",
        LOGIN_URL="account_login",
        IDP_OIDC_PRIVATE_KEY=private_key(),
    )


def fill(callback: str) -> None:
    from allauth.idp.oidc.models import Client
    from django.contrib.auth.hashers import make_password
    from django.contrib.auth.models import User
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    for name in ("hoa", "la"):
        User.objects.create_user(name, f"{name}@dongnai.example", PASSWORD, first_name="Hoa", last_name="Trần Thị")
    Client.objects.create(
        id=CLIENT,
        name="Một Cửa",
        secret=make_password(SECRET),
        scopes="openid\nprofile\nemail",
        redirect_uris=callback,
        skip_consent=True,
    )


def main() -> None:
    import django

    configure(Path(sys.argv[1]))
    django.setup()
    from django.core.wsgi import get_wsgi_application
    from django.urls import include, path

    globals()["urlpatterns"] = [
        path("", include("allauth.idp.urls")),
        path("accounts/", include("allauth.account.urls")),
    ]
    fill(sys.argv[2])
    server = make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet)
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
