"""Forms of what happens to a draft."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.ui.forms import DayField


class ReasonForm(forms.Form):
    """An act, with its reason where one is told (`reason`) or must be (`asked`)."""

    reason = forms.CharField(
        label=_("Lý do"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Hãy ghi lý do.")},
    )

    def __init__(self, *args: Any, asked: bool, reason: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = asked
        if not (asked or reason):
            del self.fields["reason"]


class PublishForm(forms.Form):
    """Since when a content holds."""

    valid_from = DayField(label=_("Áp dụng từ ngày"), required=False, help_text=_("Bỏ trống: từ hôm nay."))
