"""Addresses, composed from the packages. Printed in QR codes: they never change (CONTRACT)."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from motcua.config import health
from motcua.config.api import api
from motcua.config.api import docs as api_docs

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path("accounts/", include("allauth.urls")),
    path("api/v1/docs", api_docs, name="api_docs"),
    path("api/v1/", api.urls),
    path("", include("motcua.ui.urls")),
    path("", include("motcua.organisations.urls")),
    path("", include("motcua.documents.urls")),
    path("", include("motcua.messages.urls")),
    path("", include("motcua.procedures.urls")),
    path("", include("motcua.dossiers.urls")),
    path("", include("motcua.indicators.urls")),
    path("", include("motcua.plans.urls")),
    path("", include("motcua.portal.urls")),
]

handler400 = "motcua.ui.pages.bad_request"
handler403 = "motcua.ui.pages.forbidden"
handler404 = "motcua.ui.pages.not_found"
handler500 = "motcua.ui.pages.server_error"
