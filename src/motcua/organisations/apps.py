"""Wiring of the organisations package."""

from __future__ import annotations

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "motcua.organisations"
    label = "organisations"
    default_auto_field = "django.db.models.BigAutoField"
