"""Forms about how documents call units."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.organisations.forms.fields import UnitField, UnitsField
from motcua.organisations.models import Territory, UnitAlias, UnitType
from motcua.ui.forms import DayField


class AliasForm(forms.Form):
    text = forms.CharField(label=_("Cách gọi trong văn bản"), max_length=300)
    owner = UnitField(
        label=_("Trong văn bản của"),
        required=False,
        help_text=_("Đơn vị này và các đơn vị bên dưới. Để trống: mọi đơn vị."),
    )
    rule = forms.ChoiceField(label=_("Nghĩa là"), choices=UnitAlias.Rule.choices, widget=forms.RadioSelect)
    units = UnitsField(label=_("Các đơn vị được nêu"), required=False)
    base = forms.ChoiceField(label=_("Tính từ"), choices=UnitAlias.Base.choices, initial=UnitAlias.Base.ISSUER)
    base_unit = UnitField(label=_("Đơn vị làm gốc"), required=False)
    types = forms.MultipleChoiceField(
        label=_("Chỉ các loại"), choices=UnitType.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    name_prefix = forms.CharField(label=_("Tên bắt đầu bằng"), max_length=60, required=False)
    level = forms.ChoiceField(
        label=_("Chỉ cấp"), choices=[("", _("Mọi cấp")), *Territory.Level.choices], required=False
    )
    excluded = UnitsField(label=_("Trừ các đơn vị"), required=False)
    valid_from = DayField(label=_("Từ ngày"))
    valid_to = DayField(label=_("Đến trước ngày"), required=False)

    def __init__(self, *args: Any, new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not new:
            for name in ("text", "owner", "valid_from", "valid_to"):
                del self.fields[name]

    def meaning(self) -> dict[str, Any]:
        data = self.cleaned_data
        names = ("rule", "units", "excluded", "base", "base_unit", "level")
        return {n: data[n] for n in names} | {"types": tuple(data["types"]), "prefix": data["name_prefix"]}


class TryForm(forms.Form):
    """Trying what a wording means."""

    text = forms.CharField(label=_("Cách gọi"), max_length=500)
    issuer = UnitField(label=_("Trong văn bản của"))
    on = DayField(label=_("Ngày văn bản"))
