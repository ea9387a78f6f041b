"""HTML input of handing over and of dividing a task."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.ui.forms import DayField

Choices = Sequence[tuple[str, Any]]


class HandOverAllForm(forms.Form):
    held = forms.MultipleChoiceField(
        label=_("Việc bàn giao"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Chọn ít nhất một việc.")},
    )
    officer = forms.ChoiceField(label=_("Cho"), error_messages={"required": _("Chọn người nhận.")})
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Hãy ghi lý do bàn giao.")},
    )

    def __init__(self, *args: Any, takers: Choices = (), held: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["held"].choices = held
        fields["officer"].choices = [("", _("Chọn cán bộ")), *takers]


class PartForm(forms.Form):
    """One part of a task."""

    unit = forms.ChoiceField(label=_("Đơn vị chia, công nhận kết quả"))
    text = forms.CharField(
        label=_("Nội dung phần việc"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Ghi nội dung phần việc.")},
    )
    leads = forms.MultipleChoiceField(
        label=_("Đơn vị chủ trì"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Chọn ít nhất một đơn vị chủ trì.")},
    )
    deliverable = forms.CharField(label=_("Kết quả, sản phẩm"), required=False, max_length=500)
    due_on = DayField(label=_("Hạn hoàn thành"), error_messages={"required": _("Hãy ghi hạn.")})

    def __init__(self, *args: Any, units: Choices = (), below: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["unit"].choices = units
        if len(units) == 1:
            del self.fields["unit"]
        fields["leads"].choices = below
