"""HTML input of letters that urge and of what units answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.plans.models import UrgedWork
from motcua.ui.forms import DayField

Choices = Sequence[tuple[str, Any]]


class UrgeForm(forms.Form):
    """Which units are urged, until when they answer, who signs."""

    units = forms.MultipleChoiceField(
        label=_("Đơn vị có việc quá hạn"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Chọn ít nhất một đơn vị có việc quá hạn.")},
    )
    answer_by = DayField(label=_("Trả lời trước hết ngày"), error_messages={"required": _("Hãy ghi ngày.")})
    signer = forms.ChoiceField(label=_("Người ký"), required=False)
    words = forms.CharField(
        label=_("Nội dung thêm vào văn bản"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, units: Choices = (), signers: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["units"].choices = units
        fields["signer"].choices = [*signers, ("", _("Chưa ghi người ký"))]


class AnswerUrgingForm(forms.Form):
    shown_when = {"promised_on": ("answer", (UrgedWork.Answer.PROMISE.value,))}

    answer = forms.ChoiceField(
        label=_("Trả lời"),
        choices=UrgedWork.Answer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn cách trả lời.")},
    )
    promised_on = DayField(label=_("Ngày hẹn hoàn thành"), required=False, help_text=_("Khi hẹn ngày hoàn thành"))
    text = forms.CharField(
        label=_("Nội dung"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Lý do chậm, khó khăn, vướng mắc; cần có khi không hẹn ngày"),
    )


class SendForm(forms.Form):
    """Put on its route."""

    route = forms.ChoiceField(label=_("Tuyến trình"))
    opinion = forms.CharField(
        label=_("Ý kiến trình"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, routes: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["route"]
        field.choices = routes


class RankingForm(forms.Form):
    """Over which dates units are ranked, and from how many cases on."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from"] = DayField(label=_("Từ ngày"), required=False)  # a keyword, so no attribute of the class
        self.fields["to"] = DayField(label=_("Đến ngày"), required=False)
        self.fields["least"] = forms.IntegerField(
            label=_("Xếp hạng khi có ít nhất (việc)"), required=False, min_value=1, max_value=10_000
        )
