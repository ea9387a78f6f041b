"""Addresses of the package. Public ones are printed and never change (CONTRACT)."""

from __future__ import annotations

from django.urls import path

from motcua.procedures.public import procedures

app_name = "procedures"

urlpatterns = [
    path("thu-tuc/", procedures.search, name="public_list"),
    path("en/thu-tuc/", procedures.search, name="public_list_en"),
    path("thu-tuc/<str:code>", procedures.procedure, name="public_procedure"),
    path("en/thu-tuc/<str:code>", procedures.procedure, name="public_procedure_en"),
]
