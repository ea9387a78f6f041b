"""The product's settings, static files not pressed: that takes seconds of each server, and no test is about it."""

from motcua.config.settings import *  # noqa: F403
from motcua.config.settings import STORAGES as _OURS

STORAGES = _OURS | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}}
