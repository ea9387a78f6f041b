"""The WSGI application that granian (or any other WSGI server) serves."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")

application = get_wsgi_application()

from django.conf import settings  # noqa: E402 - only now are there settings

if settings.TRUSTED_PROXIES:  # who asked, and whether by HTTPS, is what the proxy says
    from granian.utils.proxies import wrap_wsgi_with_proxy_headers

    application = wrap_wsgi_with_proxy_headers(application, settings.TRUSTED_PROXIES)
