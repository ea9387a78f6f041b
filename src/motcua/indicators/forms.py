"""HTML input: closing a period, correcting a frozen figure, releasing. Sentences of errors come from the services."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.indicators.models import Release


class CloseForm(forms.Form):
    """`keys` empty: all indicators."""

    period = forms.CharField(
        label=_("Kỳ"),
        max_length=40,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
        help_text=_(
            "Viết như 2026-Q3, 2026-H1, 2026-9M, 2026-06, 2026, hoặc “quý III/2026”. Mỗi chỉ số theo cách tính kỳ của mình."
        ),
    )
    keys = forms.MultipleChoiceField(
        label=_("Chỉ số"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Không chọn chỉ số nào nghĩa là chốt tất cả."),
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys: Any = self.fields["keys"]
        keys.choices = list(choices)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class ReleaseForm(forms.Form):
    """`unit` is one of the choices that the leader may release."""

    unit = forms.ChoiceField(label=_("Của đơn vị nào"))
    mode = forms.ChoiceField(
        label=_("Cho xem gì"), choices=Release.Mode.choices, initial=Release.Mode.FROZEN, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, units: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit: Any = self.fields["unit"]
        unit.choices = list(units)
