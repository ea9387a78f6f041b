"""Forms of imports and decisions about rows."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from motcua.procedures.models import RunMode
from motcua.ui.forms import DayField, UploadInput


class TakeInForm(forms.Form):
    """A file of procedures, what to do with it, and since when its contents hold."""

    file = forms.FileField(
        label=_("Tệp dữ liệu"),
        help_text=_(
            "JSON, JSONL của Cơ sở dữ liệu quốc gia hoặc của bộ; hoặc danh mục CSV (mã, tên, lĩnh vực, cơ quan)."
        ),
        widget=UploadInput(accept=".json,.jsonl,.csv,.txt", limit=settings.UPLOAD_LIMIT),
        max_length=300,
        error_messages={"required": _("Hãy chọn tệp dữ liệu.")},
    )
    mode = forms.ChoiceField(
        label=_("Làm gì với tệp này"),
        choices=[
            (RunMode.COMPARE, _("Đối chiếu: liệt kê khác biệt, chưa ghi gì; từng dòng chờ bạn nhận hay không")),
            (RunMode.IMPORT, _("Nhập: dòng nào khác nội dung đang có thì thành phiên bản mới")),
        ],
        widget=forms.RadioSelect,
        initial=RunMode.COMPARE,
    )
    valid_from = DayField(
        label=_("Nội dung mới có hiệu lực từ ngày"), required=False, help_text=_("Bỏ trống: từ hôm nay.")
    )


class CodeForm(forms.Form):
    """Whose row it is."""

    code = forms.CharField(
        label=_("Mã thủ tục"),
        max_length=20,
        help_text=_(
            "Ví dụ 1.001612. Mã có trong danh mục thì dòng này được đối chiếu với thủ tục đó; chưa có thì thành thủ tục mới."
        ),
        error_messages={"required": _("Hãy ghi mã thủ tục.")},
    )
    sure = forms.BooleanField(label=_("Vẫn là thủ tục này, dù tên khác hẳn"), required=False)


class OptionalReasonForm(forms.Form):
    """Why a row is not taken."""

    reason = forms.CharField(label=_("Lý do"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))


class NoForm(forms.Form):
    """An act that asks for nothing but its confirmation."""


class PartsForm(forms.Form):
    """Which parts of a row are taken; `seen` is what the registry said when the page was drawn."""

    parts = forms.MultipleChoiceField(
        label=_("Phần nhận vào danh mục"), required=False, widget=forms.CheckboxSelectMultiple
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, parts: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["parts"]
        field.choices = parts
