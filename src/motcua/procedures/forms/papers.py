"""Forms of papers, of where they hang, and of remarks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.kernel import clock
from motcua.procedures.forms.fields import UnitField
from motcua.procedures.models import PaperKind, RunManner
from motcua.procedures.queries.browse import fields_counted
from motcua.procedures.queries.registry import public_on
from motcua.ui.forms import DayField


class PaperForm(forms.Form):
    """Which paper, of which procedures."""

    kind = forms.ChoiceField(
        label=_("Loại ấn phẩm"), choices=PaperKind.choices, widget=forms.RadioSelect, initial=PaperKind.POSTING
    )
    title = forms.CharField(
        label=_("Tên ấn phẩm"), max_length=500, error_messages={"required": _("Hãy ghi tên ấn phẩm.")}
    )
    procedure = forms.CharField(
        label=_("Mã thủ tục"),
        max_length=30,
        required=False,
        help_text=_("Cho tờ rơi, áp phích: của một thủ tục, ví dụ 1.001612."),
    )
    field: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=_("Lĩnh vực"), queryset=None, required=False, empty_label=_("Mọi lĩnh vực")
    )
    unit = UnitField(
        label=_("Đơn vị"),
        required=False,
        help_text=_("Chỉ thủ tục đã giao cho đơn vị này. Ghi mã hoặc tên; bỏ trống: mọi đơn vị."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["field"].queryset = fields_counted(clock.today())  # type: ignore[attr-defined]  # a ModelChoiceField

    def clean_procedure(self) -> Any:
        code = self.cleaned_data["procedure"].strip()
        if not code:
            return None
        found = public_on(clock.today()).filter(base_code=code[:8]).first()
        if found is None:
            raise forms.ValidationError(_("Không có thủ tục công khai nào đang có hiệu lực mang mã này."))
        return found


class PlaceForm(forms.Form):
    """Copies that hang or were handed out."""

    together = (("quantity", "placed_on"),)
    manner = forms.ChoiceField(
        label=_("Dùng để"), choices=RunManner.choices, widget=forms.RadioSelect, initial=RunManner.POSTED
    )
    place = forms.CharField(
        label=_("Nơi niêm yết hoặc phát"),
        max_length=300,
        help_text=_("Ví dụ: bảng niêm yết tầng 1, Trung tâm Phục vụ hành chính công."),
    )
    quantity = forms.IntegerField(label=_("Số bản"), min_value=1, max_value=1_000_000, initial=1)
    placed_on = DayField(label=_("Ngày treo, phát"))


class RemoveForm(forms.Form):
    """When a copy was taken down."""

    removed_on = DayField(label=_("Ngày gỡ"))


class SettleManyForm(forms.Form):
    """One answer to several remarks."""

    answer = forms.CharField(
        label=_("Xử lý chung"),
        max_length=1000,
        help_text=_("Ví dụ: tin rác, không nói gì về trang."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class SettleForm(forms.Form):
    """What was done about a remark."""

    answer = forms.CharField(
        label=_("Đã làm gì với góp ý này"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
