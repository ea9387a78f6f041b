"""HTML input of funding. Amounts are read by `rules.money`: what could mean two amounts is refused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.plans.rules.money import BadAmount, parse_dong
from motcua.ui.forms import DayField

Choices = Sequence[tuple[str, Any]]


class MoneyField(forms.CharField):
    """An amount in đồng: 1.500.000, 500 triệu, 1,5 tỷ. Cleans to int; shows what is stored with dots."""

    def __init__(self, *, zero: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Bằng đồng: 1.500.000; viết 500 triệu hoặc 1,5 tỷ cũng được."))
        super().__init__(max_length=60, **kwargs)
        self.zero = zero
        self.widget.attrs.update({"inputmode": "text", "autocomplete": "off", "class": "govuk-input--width-20"})

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text or (self.zero and text.strip() == "0"):
            return 0 if text else None
        try:
            return parse_dong(text)
        except BadAmount as error:
            raise forms.ValidationError(gettext(error.template).format(**error.params), code="amount") from error

    def prepare_value(self, value: Any) -> Any:
        return f"{value:,}".replace(",", ".") if isinstance(value, int) else value


class FundingForm(forms.Form):
    """A line of the estimate of a plan."""

    task = forms.ChoiceField(label=_("Cho nhiệm vụ"), required=False)
    unit = forms.ChoiceField(label=_("Đơn vị chi"), error_messages={"required": _("Chọn đơn vị.")})
    year = forms.IntegerField(
        label=_("Năm ngân sách"),
        error_messages={"required": _("Ghi năm."), "invalid": _("Ghi năm bằng bốn chữ số, như 2026.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
    )
    source = forms.ChoiceField(
        label=_("Nguồn kinh phí"), error_messages={"required": _("Chọn nguồn kinh phí trong danh sách.")}
    )
    content = forms.CharField(
        label=_("Nội dung chi"), max_length=500, error_messages={"required": _("Ghi nội dung chi.")}
    )
    estimate = MoneyField(label=_("Dự toán"), error_messages={"required": _("Ghi số tiền.")})

    def __init__(
        self, *args: Any, tasks: Choices = (), units: Choices = (), sources: Choices = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["task"].choices = [("", _("Cả kế hoạch")), *tasks]
        fields["unit"].choices = units if len(units) == 1 else [("", _("Chọn đơn vị")), *units]
        fields["source"].choices = [("", _("Chọn nguồn")), *sources]


class EstimateForm(forms.Form):
    estimate = MoneyField(label=_("Dự toán mới"), error_messages={"required": _("Ghi số tiền.")})
    reason = forms.CharField(
        label=_("Lý do, văn bản điều chỉnh"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Ghi lý do hoặc văn bản điều chỉnh.")},
    )


class SpendForm(forms.Form):
    spent_on = DayField(label=_("Ngày chi"), error_messages={"required": _("Hãy ghi ngày.")})
    amount = MoneyField(label=_("Số tiền"), error_messages={"required": _("Ghi số tiền.")})
    document = forms.CharField(
        label=_("Chứng từ"),
        max_length=200,
        help_text=_("Số chứng từ, hợp đồng hoặc quyết định"),
        error_messages={"required": _("Ghi số chứng từ, hợp đồng hoặc quyết định.")},
    )
    note = forms.CharField(
        label=_("Ghi chú"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class SettleForm(forms.Form):
    settled = MoneyField(label=_("Số được quyết toán"), zero=True, error_messages={"required": _("Ghi số tiền.")})
    settled_on = DayField(label=_("Ngày quyết toán"), error_messages={"required": _("Hãy ghi ngày.")})
    document = forms.CharField(
        label=_("Văn bản phê duyệt"),
        max_length=200,
        error_messages={"required": _("Ghi số văn bản phê duyệt quyết toán.")},
    )


class WhyForm(forms.Form):
    """An act that needs nothing but its reason."""

    reason = forms.CharField(
        label=_("Lý do"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Hãy ghi lý do.")},
    )
