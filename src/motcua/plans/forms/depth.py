"""HTML input of what the system knows about a task: by what it is measured, which events raise it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.plans.models import TaskMeasure
from motcua.plans.queries.records import RECORDS
from motcua.plans.queries.triggers import details_of
from motcua.plans.rules.triggers import TRIGGERS

Choices = Sequence[tuple[str, Any]]


class MeasureForm(forms.Form):
    together = (("comparator", "value"),)
    shown_when = {
        "indicator": ("kind", (TaskMeasure.Kind.INDICATOR.value,)),
        "comparator": ("kind", (TaskMeasure.Kind.INDICATOR.value,)),
        "value": ("kind", (TaskMeasure.Kind.INDICATOR.value,)),
        "records": ("kind", (TaskMeasure.Kind.RECORDS.value,)),
        "least": ("kind", (TaskMeasure.Kind.RECORDS.value,)),
    }

    kind = forms.ChoiceField(
        label=_("Công nhận hoàn thành theo"),
        choices=[
            (TaskMeasure.Kind.INDICATOR, _("Chỉ số của hệ thống đạt một điều kiện")),
            (TaskMeasure.Kind.RECORDS, _("Hồ sơ trong hệ thống")),
            (TaskMeasure.Kind.BY_HAND, _("Báo cáo của đơn vị, kèm minh chứng")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn một cách đo.")},
    )
    indicator = forms.ChoiceField(
        label=_("Chỉ số"),
        required=False,
        help_text=_("Khi đo bằng chỉ số; tính riêng cho từng đơn vị chủ trì, trong kỳ của từng lần"),
    )
    comparator = forms.ChoiceField(label=_("Phải đạt"), required=False)
    value = forms.DecimalField(
        label=_("Con số"),
        required=False,
        max_digits=14,
        decimal_places=4,
        help_text=_("Khi đo bằng chỉ số; với tỷ lệ ghi số phần trăm"),
    )
    records = forms.ChoiceField(label=_("Loại hồ sơ"), required=False, help_text=_("Khi đo bằng hồ sơ"))
    least = forms.IntegerField(label=_("Ít nhất mấy hồ sơ trong kỳ"), required=False, min_value=1, max_value=1000)

    def __init__(self, *args: Any, indicators: Choices = (), comparators: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["indicator"].choices = [("", _("Chọn chỉ số")), *indicators]
        fields["comparator"].choices = comparators
        fields["records"].choices = [("", _("Chọn loại hồ sơ")), *((key, one.label) for key, one in RECORDS.items())]

    def clean_least(self) -> int:
        return int(self.cleaned_data["least"] or 1)


class TriggerForm(forms.Form):
    shown_when = {"source": ("kind", ("work_source",)), "document": ("kind", ("document",))}

    kind = forms.ChoiceField(
        label=_("Sự kiện của hệ thống"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn một loại sự kiện.")},
    )
    source = forms.ChoiceField(label=_("Loại nguồn giao việc"), required=False)
    document = forms.ChoiceField(label=_("Loại văn bản"), required=False)
    days = forms.IntegerField(
        label=_("Phải làm xong trong bao nhiêu ngày"),
        min_value=1,
        max_value=366,
        error_messages={"required": _("Ghi số ngày.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["kind"].choices = [(key, _(one.label)) for key, one in TRIGGERS.items()]
        fields["source"].choices = [("", _("Tất cả")), *details_of("work_source")]
        fields["document"].choices = [("", _("Tất cả")), *details_of("document")]

    def clean(self) -> dict[str, Any]:
        """Of the two details only that of the chosen kind counts."""
        given = super().clean() or {}
        of = TRIGGERS[given["kind"]].details if given.get("kind") else ""
        details = {"source": given.pop("source", ""), "document": given.pop("document", "")}
        return given | {"detail": details.get(of, "")}
