"""Inputs that several forms share: a unit, an officer, a place, a day's sessions, the document something rests on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.kernel import clock
from motcua.kernel.errors import AppError
from motcua.kernel.workdays.calendar import parse_sessions
from motcua.organisations.models import Territory, Unit
from motcua.organisations.queries.people import officer_named
from motcua.organisations.queries.territories import territory_named
from motcua.organisations.queries.units import names_on, unit_called, unit_picked
from motcua.ui.errors import text_of


def unit_typed(unit: Unit) -> str:
    """A unit as `UnitField` takes it and people read it: its name, with its code after it where several have the name."""
    today = clock.today()
    name = names_on([unit.pk], today).get(unit.pk, "")
    try:
        alone = unit_called(name, today).pk == unit.pk
    except AppError:
        alone = False
    return name if alone else f"{name} ({unit.code})".strip()


class UnitField(forms.CharField):
    """A unit by its code, by an identifier in force, by its name today, or as `unit_typed` writes it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Mã, mã định danh hoặc tên đầy đủ của đơn vị."))
        super().__init__(max_length=300, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return unit_picked(text, clock.today())
        except AppError as error:
            raise forms.ValidationError(text_of(error)) from error


class UnitsField(UnitField):
    """Several units, one a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Mỗi dòng một đơn vị: mã hoặc tên."))
        super().__init__(**kwargs)
        self.max_length = None
        self.validators = []

    def clean(self, value: Any) -> tuple[Unit, ...]:
        lines = [line.strip() for line in str(value or "").splitlines() if line.strip()]
        if self.required and not lines:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        one = UnitField(required=False)
        return tuple(dict.fromkeys(one.clean(line) for line in lines))


class TerritoryField(forms.CharField):
    """A territory by its statistical code."""

    def clean(self, value: Any) -> Territory | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return territory_named(text)
        except AppError as error:
            raise forms.ValidationError(text_of(error)) from error


class SessionsField(forms.CharField):
    """Sessions of a day: `07:30-11:30 13:00-17:00`."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_sessions(text)
        except AppError as error:
            raise forms.ValidationError(text_of(error)) from error


class OfficerField(forms.CharField):
    """An officer who serves today, by user name or, when only one bears it, by full name."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Tên đăng nhập, hoặc họ tên đầy đủ."))
        super().__init__(max_length=120, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return officer_named(text)
        except AppError as error:
            raise forms.ValidationError(text_of(error)) from error
