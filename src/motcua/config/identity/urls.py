"""Addresses of the test provider."""

from __future__ import annotations

from django.conf import settings
from django.urls import include, path
from django.views.generic import RedirectView

from motcua.config.identity import provider

urlpatterns = [
    path("", RedirectView.as_view(url=settings.BASE_URL)),
    path("dang-nhap/", provider.sign_in, name="account_login"),
    path("identity/o/authorize", provider.authorize),
    path("", include("allauth.idp.urls")),
    path("", include("motcua.ui.urls")),
]

handler400 = "motcua.ui.pages.bad_request"
handler403 = "motcua.ui.pages.forbidden"
handler404 = "motcua.ui.pages.not_found"
handler500 = "motcua.ui.pages.server_error"
