"""Wiring of the design system."""

from __future__ import annotations

from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig


class UiConfig(AppConfig):
    name = "motcua.ui"
    label = "ui"


class PageFilesConfig(StaticFilesConfig):
    """The files that pages ask for: neither htmx a second time, which our scripts bundle, nor the fonts of printed papers. Pressing those
    was half of the seconds that gathering takes at a first start.
    """

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "django_htmx", "print"]
