"""HTML input of this package."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.messages.queries.recipients import may_switch_off
from motcua.messages.rules.channels import channels
from motcua.messages.rules.declarations import Texts, purposes
from motcua.messages.rules.hours import Hours
from motcua.messages.rules.wording import LONGEST_BODY, LONGEST_SUBJECT
from motcua.ui.forms import DayField


class AddressForm(forms.Form):
    """Where a person gets letters, and in which language."""

    email = forms.EmailField(
        label=_("Địa chỉ thư điện tử"),
        max_length=254,
        help_text=_("Nên dùng thư công vụ. Chỉ bạn và hệ thống gửi thư biết địa chỉ này; nó được lưu dạng mã hóa."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "class": "govuk-input--width-30"}),
    )
    language = forms.ChoiceField(
        label=_("Ngôn ngữ của thư"),
        choices=[("vi", "Tiếng Việt"), ("en", "English")],
        initial="vi",
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
    )


class PreferencesForm(forms.Form):
    """One group of boxes for each purpose: the channels over which it may be chosen."""

    def __init__(self, *args: Any, chosen: dict[tuple[str, str], bool], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, purpose in purposes.items():
            ways = [(c.key, gettext(c.label)) for c in channels if may_switch_off(key, c.silent)]
            self.fields[key] = forms.MultipleChoiceField(
                label=gettext(purpose.label),
                choices=ways,
                initial=[way for way, _label in ways if chosen.get((key, way), True)],
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def rows(self) -> list[dict[str, Any]]:
        """What the page draws: one line for each purpose, in it one cell for each channel, `offered` where there is a choice."""
        shown = []
        for key, purpose in purposes.items():
            bound = self[key]
            offered = {way for way, _label in bound.field.choices}  # type: ignore[attr-defined]  # all are choices
            chosen = bound.value() or []
            cells = [
                {"way": c.key, "channel": gettext(c.label), "offered": c.key in offered, "chosen": c.key in chosen}
                for c in channels
            ]
            hint = gettext(purpose.hint) if purpose.hint else ""
            shown.append({"key": key, "label": gettext(purpose.label), "hint": hint, "cells": cells})
        return shown

    def wanted(self) -> dict[tuple[str, str], bool]:
        """The choice of every box that was offered."""
        return {
            (key, way): way in self.cleaned_data[key]
            for key, field in self.fields.items()
            for way, _label in field.choices  # type: ignore[attr-defined]  # all are choices
        }


class WordingForm(forms.Form):
    """The four texts of a template."""

    subject_vi = forms.CharField(label=_("Tiêu đề tiếng Việt"), max_length=LONGEST_SUBJECT)
    body_vi = forms.CharField(
        label=_("Nội dung tiếng Việt"), max_length=LONGEST_BODY, widget=forms.Textarea(attrs={"rows": 8})
    )
    subject_en = forms.CharField(label=_("Tiêu đề tiếng Anh"), max_length=LONGEST_SUBJECT)
    body_en = forms.CharField(
        label=_("Nội dung tiếng Anh"), max_length=LONGEST_BODY, widget=forms.Textarea(attrs={"rows": 8})
    )
    note = forms.CharField(
        label=_("Ghi chú cho người duyệt"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def texts(self) -> Texts:
        data = self.cleaned_data
        return Texts(data["subject_vi"], data["body_vi"], data["subject_en"], data["body_en"])


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class HourField(forms.TimeField):
    """`21:00`."""

    def __init__(self, label: Any, help_text: Any = "") -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            input_formats=["%H:%M", "%Hh%M"],
            widget=forms.TimeInput(
                format="%H:%M", attrs={"class": "govuk-input--width-5", "inputmode": "numeric", "autocomplete": "off"}
            ),
            error_messages={"invalid": _("Viết giờ như 21:00.")},
        )


class HoursForm(forms.Form):
    """A dated change of the hours in which messages go out."""

    valid_from = DayField(label=_("Áp dụng từ ngày"))
    valid_to = DayField(label=_("Đến trước ngày"), required=False, help_text=_("Bỏ trống: không thời hạn"))
    quiet_from = HourField(_("Giờ yên lặng bắt đầu"), _("Từ giờ này không thông báo nào được gửi, kể cả khẩn"))
    quiet_until = HourField(_("Giờ yên lặng kết thúc"))
    digest_from = HourField(_("Bản tổng hợp buổi sáng không gửi trước"))
    article = forms.CharField(label=_("Căn cứ"), max_length=300, help_text=_("Văn bản hoặc quyết định nội bộ"))
    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def hours(self) -> Hours:
        data = self.cleaned_data
        return Hours(data["quiet_from"], data["quiet_until"], data["digest_from"])
