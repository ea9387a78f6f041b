"""Inputs that several forms share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings

from motcua.ui.forms import UploadInput

ACCEPTED = ".pdf,.docx,.doc,.xlsx,.xls,.odt,.txt,.png,.jpg,.jpeg,.tif,.tiff"

Choices = Sequence[tuple[str, str]]


def width(characters: int) -> forms.TextInput:
    """An input as wide as what goes in: 3, 4, 5, 10, 20 or 30 characters (the design system's steps)."""
    return forms.TextInput(attrs={"class": f"govuk-input--width-{characters}"})


def count(characters: int) -> forms.TextInput:
    return forms.TextInput(attrs={"class": f"govuk-input--width-{characters}", "inputmode": "numeric"})


def upload_field(*, required: bool, label: Any, help_text: Any = "") -> forms.FileField:
    return forms.FileField(
        label=label,
        required=required,
        help_text=help_text,
        widget=UploadInput(accept=ACCEPTED, limit=settings.UPLOAD_LIMIT),
        max_length=1000,
    )
