"""Wiring of the design system."""

from __future__ import annotations

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "motcua.ui"
    label = "ui"
