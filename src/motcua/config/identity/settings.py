"""Settings of the test provider: the product's own look, security and language, with accounts, sessions and a database apart.

Browsers send cookies to every port of a host: its cookies have names of their own, or signing in here would sign out there.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.apps import AppConfig

from motcua.config import env
from motcua.config.settings import *  # noqa: F403 - the product's settings are what is varied here
from motcua.config.settings import (
    CONTENT_SECURITY_POLICY,
    DATA_DIR,
    INSTALLED_APPS,
    MIDDLEWARE,
    PORT,
    STORAGES,
    TEMPLATES,
)

_CALLBACKS = env.names("MOTCUA_IDENTITY_CALLBACKS")
SECRET_KEY = secrets.token_urlsafe(48)  # of this run: nothing here outlives it
ALLOWED_HOSTS = ["*"]  # asked by the name the product is asked by; what is here is invented
AUTH_USER_MODEL = "auth.User"
ROOT_URLCONF = "motcua.config.identity.urls"
_OURS = (
    "motcua.kernel",
    "motcua.ui",
)  # of the house, all that a stranger to it needs; new packages stay out by themselves
_NOT_HERE = ("allauth.mfa", "allauth.socialaccount")


def _kept(names: Iterable[str]) -> list[str]:
    return [name for name in names if not name.startswith("motcua.") or name.startswith(_OURS)]


INSTALLED_APPS = [*(n for n in _kept(INSTALLED_APPS) if not n.startswith(_NOT_HERE)), "allauth.idp.oidc"]
MIGRATION_MODULES = {
    AppConfig.create(name).label: None for name in INSTALLED_APPS
}  # a new database each time: no history
MIDDLEWARE = [name for name in _kept(MIDDLEWARE) if not name.startswith("motcua.ui.rates")]
_only = TEMPLATES[0]
_processors = _kept(_only["OPTIONS"]["context_processors"])
TEMPLATES = [_only | {"OPTIONS": _only["OPTIONS"] | {"context_processors": _processors}}]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": CONTENT_SECURITY_POLICY["DIRECTIVES"]
    | {"form-action": ["'self'", *sorted({"/".join(back.split("/", 3)[:3]) for back in _CALLBACKS if "[" not in back})]}
}
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA_DIR / "run" / f"identity-{PORT}.sqlite3",
        "OPTIONS": {"timeout": 10, "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF"},
    }
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = STORAGES | {"default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "identity_session", "identity_csrftoken"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = False
SECURE_HSTS_SECONDS = 0

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "motcua.config.identity.provider.AccountAdapter"
IDP_OIDC_ADAPTER = "motcua.config.identity.provider.ClaimsAdapter"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "/"
IDP_OIDC_PRIVATE_KEY = (
    rsa.generate_private_key(public_exponent=65537, key_size=2048)
    .private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    .decode()
)
