"""Settings of the tests: the product's own, with quick hashing, plain static files and a database of their own."""

from __future__ import annotations

import os
import tempfile

os.environ["MOTCUA_DATA_DIR"] = tempfile.mkdtemp(prefix="motcua-test-")

from motcua.config.settings import *  # noqa: F403 - the settings are what is varied here, after the data folder is set
from motcua.config.settings import CACHES, DATA_DIR, DATABASES, STATIC_ROOT, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
CACHES = CACHES | {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
MISSES_FLUSH_SECONDS = ACCESS_FLUSH_SECONDS = 0  # at once: a thread of one test must not write in the next
ACCOUNT_RATE_LIMITS = {"login_failed": "5/5m/key"}
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns of a missing folder, and warnings are errors
if "sqlite" in DATABASES["default"]["ENGINE"]:
    # A file, not memory: only a file is locked as in production when several threads write. It need not survive a power failure.
    quick = DATABASES["default"]["OPTIONS"]["init_command"].replace("synchronous=FULL", "synchronous=OFF")
    DATABASES["default"]["OPTIONS"]["init_command"] = quick
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
