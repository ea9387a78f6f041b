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
            hints = [gettext(purpose.hint)] if purpose.hint else []
            if len(ways) < len(list(channels)):
                hints.append(gettext("Luôn hiện trên phần mềm."))
            self.fields[key] = forms.MultipleChoiceField(
                label=gettext(purpose.label),
                help_text=" ".join(hints),
                choices=ways,
                initial=[way for way, _label in ways if chosen.get((key, way), True)],
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

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
