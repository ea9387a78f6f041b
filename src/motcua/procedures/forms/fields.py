"""Inputs that several forms share: a unit, several units, the document something rests on, procedures by their codes."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.documents.queries.law import one_named
from motcua.kernel import clock
from motcua.kernel.errors import AppError, Invalid
from motcua.organisations.queries.units import unit_picked
from motcua.procedures.queries import words
from motcua.procedures.queries.assignments import procedures_named
from motcua.ui.errors import text_of

_BETWEEN = re.compile(r"[\s,;]+")


def _wide(characters: int) -> forms.TextInput:
    return forms.TextInput(attrs={"class": f"govuk-input--width-{characters}"})


class UnitField(forms.CharField):
    """A unit by its code, an identifier, or its name today."""

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


class UnitsField(forms.CharField):
    """Several units, one a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Mỗi dòng một đơn vị: mã hoặc tên."))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> tuple[Any, ...]:
        text = super().clean(value)
        one = UnitField(required=False)
        lines = [line.strip() for line in str(text or "").splitlines() if line.strip()]
        return tuple(dict.fromkeys(one.clean(line) for line in lines))


class DecisionField(forms.CharField):
    """A document of the library by its number, in any way of writing. `user` is set by the form: only what they may read is found."""

    user: Any = None

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Văn bản làm căn cứ"))
        kwargs.setdefault(
            "help_text", _("Số, ký hiệu của quyết định, nghị quyết trong kho văn bản, ví dụ 12/2026/NQ-HĐND.")
        )
        kwargs.setdefault("widget", _wide(20))
        super().__init__(max_length=200, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return one_named(self.user, text)
        except Invalid as error:
            raise forms.ValidationError(text_of(error.errors[0]) if error.errors else text_of(error)) from error


class ProceduresField(forms.CharField):
    """Procedures by code, divided by lines, commas or spaces; unknown codes are named."""

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Thủ tục"))
        kwargs.setdefault(
            "help_text", _("Mã thủ tục, mỗi dòng một mã hoặc cách nhau bằng dấu phẩy; dán được từ bảng tính.")
        )
        super().__init__(**kwargs)

    def clean(self, value: Any) -> list[Any]:
        text = super().clean(value)
        found, unknown = procedures_named(_BETWEEN.split(str(text or "")))
        if unknown:
            told = gettext("Danh mục không có mã: {codes}.").format(codes=", ".join(unknown[:10]))
            raise forms.ValidationError(told)
        return found


class ProcedureField(forms.CharField):
    """One procedure by its code."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Mã thủ tục, ví dụ 1.001612."))
        kwargs.setdefault("widget", _wide(20))
        super().__init__(max_length=40, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        found, _unknown = procedures_named([str(text)])
        if not found:
            raise forms.ValidationError(gettext("Danh mục không có thủ tục mang mã này."))
        return found[0]


class KnowingForm(forms.Form):
    """A form whose documents are looked up for the person who fills it."""

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, DecisionField):
                field.user = user


class ManyProcedures(forms.Form):
    """Many procedures at once: by code, or all of a field at a level. `of_level` names the field of the level where `level` is taken."""

    of_level = "level"
    procedures = ProceduresField(required=False)
    field = forms.ChoiceField(label=_("Hoặc mọi thủ tục của lĩnh vực"), required=False)
    level = forms.ChoiceField(label=_("ở cấp"), required=False)
    together = (("field", "level"),)

    def __init__(self, *args: Any, fields: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own: Any = self.fields
        own["field"].choices = [("", _("Không chọn")), *fields]
        own[self.of_level].choices = [("", _("Mọi cấp")), *((str(k), v) for k, v in words.LEVELS.items())]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not data.get("procedures") and not data.get("field") and "procedures" not in self.errors:
            self.add_error("procedures", _("Ghi mã thủ tục, hoặc chọn một lĩnh vực."))
        return data


class RouteForm(forms.Form):
    """What goes on an approval route."""

    route = forms.ChoiceField(label=_("Tuyến trình ký"))

    def __init__(self, *args: Any, routes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        route: Any = self.fields["route"]
        route.choices = routes


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class NoForm(forms.Form):
    """An act that asks for nothing but its confirmation."""
