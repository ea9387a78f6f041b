"""Forms about officers, their roles and tokens."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.organisations.forms.fields import UnitField
from motcua.organisations.models import Role
from motcua.ui.forms import DayField


class OfficerForm(forms.Form):
    name = forms.CharField(label=_("Họ tên"), max_length=120)
    username = forms.CharField(
        label=_("Tên đăng nhập"), max_length=60, required=False, help_text=_("Để trống: tạo từ họ tên.")
    )
    unit = UnitField(label=_("Đơn vị công tác"))
    post = forms.CharField(label=_("Chức vụ"), max_length=150)
    role = forms.ChoiceField(label=_("Vai trò"), choices=[("", _("Chọn vai trò")), *Role.choices])
    below = forms.BooleanField(label=_("Cả các đơn vị bên dưới"), required=False)


class PostForm(forms.Form):
    """A further post of somebody who is known already."""

    unit = UnitField(label=_("Đơn vị công tác"))
    post = forms.CharField(label=_("Chức vụ"), max_length=150)
    valid_from = DayField(label=_("Từ ngày"))


class GrantForm(forms.Form):
    role = forms.ChoiceField(label=_("Vai trò"), choices=[("", _("Chọn vai trò")), *Role.choices])
    unit = UnitField(label=_("Đối với đơn vị"))
    below = forms.BooleanField(label=_("Cả các đơn vị bên dưới"), required=False)
    valid_from = DayField(label=_("Từ ngày"))
    valid_to = DayField(label=_("Đến trước ngày"), required=False, help_text=_("Để trống: không hạn."))
    ground = forms.CharField(label=_("Theo văn bản"), max_length=200, required=False)


class TokenForm(forms.Form):
    name = forms.CharField(label=_("Tên gợi nhớ"), max_length=100)
    scopes = forms.CharField(
        label=_("Phạm vi"),
        max_length=500,
        initial="*:read",
        help_text=_("Cách nhau bằng dấu phẩy, ví dụ plans:write, *:read"),
    )
    days = forms.IntegerField(label=_("Số ngày hiệu lực"), min_value=1, max_value=3650, initial=365)
