"""HTML input of the calendar page: whose due dates to follow."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.organisations.forms.fields import UnitField


class FollowForm(forms.Form):
    """A unit, picked from those that the browser offers while one types (`OFFERED`), or by its code."""

    OFFERED = "units-to-follow"

    unit_words = UnitField(
        label=_("Đơn vị"),
        help_text=_("Cả các đơn vị trực thuộc. Gõ vài chữ của tên rồi chọn, hoặc ghi mã đơn vị."),
        error_messages={"required": _("Ghi tên hoặc mã đơn vị.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit_words"].widget.attrs |= {"list": self.OFFERED, "autocomplete": "off"}
