"""HTML input of plans as papers. What is wrong is said by the services; forms only read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from motcua.ui.forms import DayField, UploadInput

ACCEPTED = ".docx,.pdf,.txt,.doc,.xlsx,.png,.jpg,.jpeg,.tif,.tiff"
MOST_FILES = 10
Choices = Sequence[tuple[str, str]]


class ManyFiles(forms.FileField):
    """Several files of one input; cleans to a list."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = [one for one in (data or []) if one]
        if not given and self.required:
            raise forms.ValidationError(_("Hãy chọn tệp kế hoạch."), code="required")
        if len(given) > MOST_FILES:
            raise forms.ValidationError(_("Mỗi kế hoạch nhận nhiều nhất 10 tệp."), code="too_many")
        return [super(ManyFiles, self).clean(one, initial) for one in given]


class ManyUploads(UploadInput):
    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:  # noqa: ARG002 - Django's signature
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name) or []


class ImportForm(forms.Form):
    """`units` are those for which the officer may take plans in."""

    unit = forms.ChoiceField(label=_("Đơn vị phụ trách kế hoạch"))
    files: Any = ManyFiles(  # named like the uploads of the base class, which the type checker takes it for
        label=_("Tệp kế hoạch"),
        help_text=_("Word, PDF, văn bản hoặc bản quét. Kế hoạch có phụ lục rời thì chọn cả các tệp, bản chính trước."),
        widget=ManyUploads(accept=ACCEPTED, limit=settings.UPLOAD_LIMIT, many=True),
        max_length=1000,
    )

    def __init__(self, *args: Any, units: Choices = (), kept: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit: Any = self.fields["unit"]
        unit.choices = units if len(units) == 1 else [("", _("Chọn đơn vị")), *units]
        self.fields["files"].required = not kept
        if kept:
            self.fields["files"].label = _("Thêm tệp khác")
            self.fields["files"].help_text = ""


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Lý do"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Hãy ghi lý do.")},
    )


class NumberForm(forms.Form):
    number = forms.CharField(
        label=_("Số, ký hiệu"),
        max_length=100,
        help_text=_("Như trên văn bản, ví dụ 12/KH-UBND"),
        error_messages={"required": _("Hãy ghi số, ký hiệu.")},
    )
    issued_on = DayField(label=_("Ngày ban hành"), error_messages={"required": _("Hãy ghi ngày ban hành.")})


class AcceptForm(forms.Form):
    awaiting_number = forms.BooleanField(
        label=_("Chấp nhận ở dạng “chờ cấp số”"),
        required=False,
        help_text=_("Dùng khi số trên văn bản còn trống hoặc không đọc được. Số được ghi sau."),
    )
    replaces = forms.BooleanField(label=_("Thay kế hoạch đang có"), required=False)
