"""Forms of forms, samples and guides."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from motcua.procedures.models import FileKind
from motcua.ui.forms import DayField, UploadInput

ACCEPTED = ".doc,.docx,.odt,.pdf,.xls,.xlsx,.ods,.png,.jpg,.jpeg"


class AddFileForm(forms.Form):
    """`papers` are code and name of the papers that a file may be for."""

    together = (("valid_from", "valid_to"),)
    file = forms.FileField(
        label=_("Tệp"),
        widget=UploadInput(accept=ACCEPTED, limit=settings.UPLOAD_LIMIT),
        max_length=300,
        error_messages={"required": _("Hãy chọn tệp.")},
    )
    kind = forms.ChoiceField(label=_("Loại"), choices=FileKind.choices, widget=forms.RadioSelect)
    title = forms.CharField(
        label=_("Tên tệp"),
        max_length=500,
        help_text=_("Người dân đọc tên này, ví dụ: Tờ khai đăng ký khai sinh (mẫu 01)"),
    )
    component = forms.ChoiceField(label=_("Của giấy tờ"), required=False)
    valid_from = DayField(label=_("Dùng từ ngày"), required=False, help_text=_("Bỏ trống: từ hôm nay."))
    valid_to = DayField(label=_("Thôi dùng từ ngày"), required=False)

    def __init__(self, *args: Any, papers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["component"]
        field.choices = [("", _("Cả thủ tục")), *((code, f"{code} {name}"[:200]) for code, name in papers)]


class EndFileForm(forms.Form):
    on = DayField(label=_("Thôi dùng từ ngày"), error_messages={"required": _("Hãy ghi ngày.")})
