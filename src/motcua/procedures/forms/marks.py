"""Forms of flags and levels online."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.procedures.forms.fields import DecisionField, KnowingForm, ManyProcedures
from motcua.procedures.models import FlagKind
from motcua.ui.forms import DayField


class FlagForm(KnowingForm):
    kind = forms.ChoiceField(label=_("Đánh dấu là"), choices=FlagKind.choices)
    decision = DecisionField(label=_("Quyết định"))
    valid_from = DayField(label=_("Từ ngày"))


class LevelForm(KnowingForm):
    """`regime` tells the levels and reasons of today's rules; an earlier day is checked against its own by the service."""

    level = forms.ChoiceField(label=_("Mức độ"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(label=_("Lý do cung cấp một phần (được công khai)"), required=False)
    reason_words = forms.CharField(
        label=_("Nêu rõ lý do"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    decision = DecisionField(label=_("Quyết định"), required=False)
    valid_from = DayField(label=_("Từ ngày"))

    def __init__(self, *args: Any, regime: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        level: Any = self.fields["level"]
        level.choices = [(one.key, one.name) for one in regime.levels]
        reason: Any = self.fields["reason"]
        reason.choices = [("", _("Chọn lý do")), *regime.reasons.items()]
        asking = tuple(one.key for one in regime.levels if one.needs_reason)
        self.shown_when = {"reason": ("level", asking), "reason_words": ("level", asking)} if asking else {}


class ManyFlagsForm(FlagForm, ManyProcedures):
    field_order = ("procedures", "field", "level", "kind", "decision", "valid_from")


class ManyLevelsForm(LevelForm, ManyProcedures):
    of_level = "performed_at"
    performed_at = forms.ChoiceField(label=_("ở cấp"), required=False)
    together = (("field", "performed_at"),)
    field_order = (
        "procedures", "field", "performed_at", "level", "reason", "reason_words", "decision", "valid_from",
    )  # fmt: skip
