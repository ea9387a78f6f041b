"""Forms about working calendars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.organisations.forms.fields import SessionsField, UnitField
from motcua.organisations.models import CalendarDay
from motcua.ui.forms import DayField


class CalendarForm(forms.Form):
    unit = UnitField(label=_("Của đơn vị"))
    code = forms.SlugField(label=_("Mã lịch"), max_length=60)
    name = forms.CharField(label=_("Tên lịch"), max_length=200)


class DayForm(forms.Form):
    """A day that differs from its weekday. Choosing ORDINARY takes back what the calendar above says."""

    date = DayField(label=_("Ngày"))
    kind = forms.ChoiceField(label=_("Loại"), choices=[("", _("Chọn loại")), *CalendarDay.Kind.choices])
    name = forms.CharField(label=_("Tên gọi"), max_length=200)
    source = forms.CharField(label=_("Căn cứ"), max_length=300, help_text=_("Quyết định, thông báo làm căn cứ"))
    sessions = SessionsField(
        label=_("Giờ làm việc hôm đó"),
        max_length=100,
        required=False,
        help_text=_("Ví dụ 07:30-11:30. Để trống: ngày nghỉ thì nghỉ cả ngày, ngày làm bù thì theo giờ thứ Sáu."),
    )
    pair = DayField(label=_("Hoán đổi với ngày"), required=False)


WEEKDAYS: Sequence[Any] = (
    _("Thứ Hai"), _("Thứ Ba"), _("Thứ Tư"), _("Thứ Năm"), _("Thứ Sáu"), _("Thứ Bảy"), _("Chủ nhật"),
)  # fmt: skip


class WeekForm(forms.Form):
    """Weekly hours: one field a weekday, empty for rest."""

    valid_from = DayField(label=_("Áp dụng từ ngày"))
    source = forms.CharField(label=_("Căn cứ"), max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, label in enumerate(WEEKDAYS):
            self.fields[f"day_{number}"] = SessionsField(label=label, max_length=100, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not any(data.get(f"day_{n}") for n in range(7)):
            raise forms.ValidationError(gettext("Lịch phải có ít nhất một ca làm việc trong tuần."))
        return data

    def week(self) -> dict[int, Any]:
        return {n: self.cleaned_data[f"day_{n}"] for n in range(7) if self.cleaned_data[f"day_{n}"]}
