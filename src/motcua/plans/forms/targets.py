"""HTML input of targets and of what is public."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from motcua.plans.models import PlanRelease
from motcua.ui.forms import DayField, UploadInput

PROOFS = ".docx,.pdf,.xlsx,.png,.jpg,.jpeg"


BY_HAND = "by_hand"


class BindForm(forms.Form):
    """One choice always stands: an indicator, or figures reported by hand (told to the service as no indicator)."""

    indicator = forms.ChoiceField(label=_("Đo bằng"))

    def __init__(self, *args: Any, choices: Sequence[tuple[str, Any]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["indicator"]
        field.choices = [(BY_HAND, _("Báo cáo bằng tay, kèm minh chứng")), *choices]

    def clean_indicator(self) -> str:
        given: str = self.cleaned_data["indicator"]
        return "" if given == BY_HAND else given


class ReportForm(forms.Form):
    on = DayField(label=_("Số liệu đến ngày"), error_messages={"required": _("Hãy ghi ngày.")})
    numerator = forms.DecimalField(label=_("Tử số"), required=False, max_digits=14, decimal_places=4)
    denominator = forms.DecimalField(label=_("Mẫu số"), required=False, max_digits=14, decimal_places=4)
    value = forms.DecimalField(
        label=_("Con số"),
        required=False,
        max_digits=14,
        decimal_places=4,
        help_text=_("Khi chỉ tiêu không phải tỷ lệ của hai số"),
    )
    evidence = forms.CharField(
        label=_("Minh chứng"),
        help_text=_("Số liệu lấy từ đâu, văn bản hay hệ thống nào"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Nêu số liệu lấy từ đâu.")},
    )
    file = forms.FileField(
        label=_("Tệp minh chứng"), required=False, widget=UploadInput(accept=PROOFS, limit=settings.UPLOAD_LIMIT)
    )


class ReleaseForm(forms.Form):
    text = forms.BooleanField(label=_("Nội dung kế hoạch: nhiệm vụ, thời gian, kết quả"), required=False)
    progress = forms.BooleanField(label=_("Tiến độ chung: bao nhiêu việc đã xong"), required=False)
    targets = forms.ChoiceField(
        label=_("Chỉ tiêu"), choices=PlanRelease.Figures.choices, widget=forms.RadioSelect, initial="none"
    )
