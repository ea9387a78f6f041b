"""The form of an act, made from what the act needs (`queries.actions`)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.queries.actions import Action, Need
from motcua.kernel import clock
from motcua.ui.forms import DayField, UploadInput
from motcua.ui.lists.filters import parse_day

PAPERS = ".pdf,.docx,.doc,.xlsx,.xls,.png,.jpg,.jpeg,.tif,.tiff"
LONG = frozenset({"reason", "question", "answer", "note", "ground"})
ITEM = ("component", "reason", "article", "what_to_do")
ITEM_LABELS: Mapping[str, Any] = {
    "component": _("Giấy tờ"),
    "reason": _("Lý do"),
    "article": _("Điều khoản"),
    "what_to_do": _("Người nộp phải làm gì"),
}
ROWS = 3
"""Rows of a request for a supplement that are open at first; more are asked for by the button."""


class MomentField(forms.CharField):
    """`14:30 20/11/2026`, or a day alone: the end of its work."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "class": "govuk-input--width-20"})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Viết như 16:30 20/11/2026; chỉ ghi ngày là 17:00 ngày đó."))
        super().__init__(max_length=40, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        hour, _space, day = text.strip().rpartition(" ")
        found = parse_day(day)
        try:
            at = datetime.strptime(hour.strip() or "17:00", "%H:%M").time()  # noqa: DTZ007 - an hour of the day found above
        except ValueError:
            at = None
        if found is None or at is None:
            raise forms.ValidationError(_("Chưa đúng. Viết như 16:30 20/11/2026."))
        return clock.local(datetime.combine(found, at))


class ActionForm(forms.Form):
    """Fields by the needs of an act; cleans to the values that `services.verbs.run` takes."""

    def __init__(
        self, *args: Any, action: Action, labels: Mapping[str, Any], papers: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._items = any(need.type == "items" for need in action.needs)
        self.tells_optional = not self._items
        for need in action.needs:
            if need.type == "items":
                self._add_items(papers)
            else:
                self.fields[need.name] = _field(need, labels.get(need.name, need.name))
        if not {"reason", "note", "answer", "question"} & set(self.fields):
            self.fields["note"] = forms.CharField(
                label=labels["note"], required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self._items:
            rows = [{key: (data.pop(f"items_{n}_{key}", "") or "").strip() for key in ITEM} for n in range(self._rows)]
            data["items"] = [row for row in rows if any(row.values())]
            if not data["items"] and not self.errors:
                self.add_error("items_0_component", _("Ghi ít nhất một nội dung phải bổ sung."))
        return {key: value for key, value in data.items() if value not in (None, "")}

    @property
    def _rows(self) -> int:
        typed = [int(name.split("_")[1]) for name in self.data if name.startswith("items_")]
        return min(max([ROWS - 1, *typed]) + 1, 50)

    def _add_items(self, papers: Mapping[str, str]) -> None:
        choices = [
            ("", "–"),
            *((code, f"{code}. {name}"[:200]) for code, name in papers.items()),
            ("khac", _("Nội dung khác")),
        ]
        for n in range(self._rows):
            for key in ITEM:
                label = f"{n + 1}. {ITEM_LABELS[key]}"
                field: forms.Field = (
                    forms.ChoiceField(label=label, required=False, choices=choices)
                    if key == "component"
                    else forms.CharField(label=label, required=False, max_length=1000)
                )
                self.fields[f"items_{n}_{key}"] = field


def _field(need: Need, label: Any) -> forms.Field:
    told: dict[str, Any] = {"label": label, "required": need.required}
    match need.type:
        case "date":
            return DayField(**told)
        case "moment":
            return MomentField(**told)
        case "boolean":
            return forms.BooleanField(**told)
        case "integer":
            return forms.IntegerField(min_value=1, max_value=10**12, **told)
        case "file":
            return forms.FileField(widget=UploadInput(accept=PAPERS, limit=settings.UPLOAD_LIMIT), **told)
        case "choice":
            named = [(value, need.labels.get(value, value)) for value in need.choices]
            return forms.ChoiceField(choices=named if need.required else [("", "–"), *named], **told)
    if need.name in LONG:
        return forms.CharField(max_length=5000, widget=forms.Textarea(attrs={"rows": 3}), **told)
    return forms.CharField(max_length=500, **told)
