"""HTML input of the calendar page: whose due dates to follow."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.kernel import clock
from motcua.kernel.errors import AppError
from motcua.organisations.queries.units import unit_picked
from motcua.ui.errors import text_of


class OneUnit(forms.CharField):
    """A unit by its code, an identifier, its name, or as the page offers it: the name with the code after it."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return unit_picked(text, clock.today())
        except AppError as error:
            raise forms.ValidationError(text_of(error)) from error


class FollowForm(forms.Form):
    """A unit, picked from those that the browser offers while one types (`OFFERED`), or by its code."""

    OFFERED = "units-to-follow"

    unit_words = OneUnit(
        label=_("Đơn vị"),
        max_length=300,
        help_text=_("Cả các đơn vị trực thuộc. Gõ vài chữ của tên rồi chọn, hoặc ghi mã đơn vị."),
        error_messages={"required": _("Ghi tên hoặc mã đơn vị.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit_words"].widget.attrs |= {"list": self.OFFERED, "autocomplete": "off"}
