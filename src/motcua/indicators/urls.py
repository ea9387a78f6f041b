"""Addresses of the package. Public ones are printed and never change (CONTRACT)."""

from __future__ import annotations

from django.urls import path

from motcua.indicators.desk import catalogue

app_name = "indicators"

urlpatterns = [
    path("desk/chi-so/", catalogue.catalogue, name="list"),
    path("desk/chi-so/<str:key>/", catalogue.indicator, name="indicator"),
]
