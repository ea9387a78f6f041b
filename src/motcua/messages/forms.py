"""HTML input of this package."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.messages.queries.recipients import may_switch_off
from motcua.messages.rules.channels import EMAIL, channels
from motcua.messages.rules.declarations import Texts, officers_purposes, outward_purposes
from motcua.messages.rules.hours import Hours
from motcua.messages.rules.outward import SMS, ZNS, outward_channels
from motcua.messages.rules.short import LONGEST_SMS_WORDING, LONGEST_TEMPLATE_ID, LONGEST_ZNS, Short
from motcua.messages.rules.wording import LONGEST_BODY, LONGEST_SUBJECT
from motcua.ui.forms import DayField

SHORT_FIELDS = (
    "sms_vi",
    "sms_en",
    "sms_marks",
    "zns_template_vi",
    "zns_vi",
    "zns_template_en",
    "zns_en",
    "zns_parameters",
)


def _short(label: Any, most: int, hint: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, required=False, help_text=hint, widget=forms.Textarea(attrs={"rows": 3})
    )


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
        for key, purpose in officers_purposes().items():
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
        for key, purpose in officers_purposes().items():
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
    """The four texts of a template; `outward`: also what is said in short to people outside the house."""

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

    sms_vi = _short(_("Tin nhắn SMS tiếng Việt"), LONGEST_SMS_WORDING, _("Bỏ trống: không gửi qua SMS"))
    sms_en = _short(_("Tin nhắn SMS tiếng Anh"), LONGEST_SMS_WORDING, _("Bỏ trống: gửi lời tiếng Việt"))
    sms_marks = forms.ChoiceField(
        label=_("Chữ trong tin nhắn SMS"),
        choices=[
            ("1", _("Có dấu: 70 chỗ một phần, 67 khi có nhiều phần")),
            ("0", _("Không dấu: 160 chỗ một phần, 153 khi có nhiều phần")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    zns_template_vi = forms.CharField(
        label=_("Số mẫu Zalo ZNS tiếng Việt"),
        max_length=LONGEST_TEMPLATE_ID,
        required=False,
        help_text=_("Số mà nhà cung cấp cấp khi duyệt mẫu. Bỏ trống: chưa gửi qua Zalo"),
    )
    zns_vi = _short(
        _("Lời của mẫu Zalo ZNS tiếng Việt"), LONGEST_ZNS, _("Chép đúng lời đã được duyệt, tối đa 400 ký tự")
    )
    zns_template_en = forms.CharField(
        label=_("Số mẫu Zalo ZNS tiếng Anh"), max_length=LONGEST_TEMPLATE_ID, required=False
    )
    zns_en = _short(_("Lời của mẫu Zalo ZNS tiếng Anh"), LONGEST_ZNS, _("Bỏ trống: gửi mẫu tiếng Việt"))
    zns_parameters = _short(
        _("Tham số của mẫu Zalo ZNS"),
        1000,
        _("Mỗi dòng một tham số, như: ten_khach = name. Bỏ trống: tham số trùng tên biến có trong lời"),
    )

    def __init__(self, *args: Any, outward: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        order = [*list(self.fields)[:4], *SHORT_FIELDS, "note", "version"] if outward else None
        if not outward:
            for name in SHORT_FIELDS:
                del self.fields[name]
        self.order_fields(order)

    def texts(self) -> Texts:
        data = self.cleaned_data
        short = Short()
        if "sms_vi" in self.fields:
            said = {name: data[name] for name in SHORT_FIELDS if name != "sms_marks"}
            short = Short(sms_marks=data["sms_marks"] != "0", **said)
        return Texts(data["subject_vi"], data["body_vi"], data["subject_en"], data["body_en"], short)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class HourField(forms.TimeField):
    """`21:00`."""

    def __init__(self, label: Any, help_text: Any = "", *, required: bool = True) -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            required=required,
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
    zns_from = HourField(
        _("Giờ yên lặng riêng của Zalo ZNS bắt đầu"), _("Bỏ trống: theo giờ yên lặng chung"), required=False
    )
    zns_until = HourField(_("Giờ yên lặng riêng của Zalo ZNS kết thúc"), required=False)
    sms_from = HourField(
        _("Giờ yên lặng riêng của tin nhắn SMS bắt đầu"), _("Bỏ trống: theo giờ yên lặng chung"), required=False
    )
    sms_until = HourField(_("Giờ yên lặng riêng của tin nhắn SMS kết thúc"), required=False)
    any_hour = forms.MultipleChoiceField(
        label=_("Loại thông báo được gửi cho người dân, doanh nghiệp vào bất cứ giờ nào"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    article = forms.CharField(label=_("Căn cứ"), max_length=300, help_text=_("Văn bản hoặc quyết định nội bộ"))
    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(key, gettext(purpose.label)) for key, purpose in outward_purposes().items()]
        self.fields["any_hour"].choices = offered  # type: ignore[attr-defined]  # a field of choices
        if not offered:
            self.fields["any_hour"].widget = forms.MultipleHiddenInput()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for channel in (ZNS, SMS):
            begin, end = data.get(f"{channel}_from"), data.get(f"{channel}_until")
            if (begin is None) != (end is None) and not {f"{channel}_from", f"{channel}_until"} & self.errors.keys():
                self.add_error(f"{channel}_until", gettext("Ghi cả giờ bắt đầu và giờ kết thúc, hoặc bỏ trống cả hai."))
        return data

    def hours(self) -> Hours:
        data = self.cleaned_data
        own = {c: (data[f"{c}_from"], data[f"{c}_until"]) for c in (ZNS, SMS) if data[f"{c}_from"] is not None}
        return Hours(data["quiet_from"], data["quiet_until"], data["digest_from"], own, frozenset(data["any_hour"]))

    @staticmethod
    def initial_of(hours: Hours) -> dict[str, Any]:
        own = {
            f"{c}_{end}": at
            for c, span in hours.channels.items()
            for end, at in zip(("from", "until"), span, strict=True)
        }
        return {
            "quiet_from": hours.quiet_from,
            "quiet_until": hours.quiet_until,
            "digest_from": hours.digest_from,
            "any_hour": sorted(hours.any_hour),
            **own,
        }


class OrderForm(forms.Form):
    """A dated change of the order in which channels to people outside the house are tried, and of the patience with each."""

    valid_from = DayField(label=_("Áp dụng từ ngày"))
    valid_to = DayField(label=_("Đến trước ngày"), required=False, help_text=_("Bỏ trống: không thời hạn"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [(str(n), str(n)) for n in range(1, len(list(outward_channels)) + 1)]
        for channel in outward_channels:
            key, name = channel.key, gettext(channel.label)
            self.fields[f"{key}_place"] = forms.ChoiceField(
                label=gettext("{channel}: thứ tự").format(channel=name),
                choices=[*places, ("", gettext("không dùng"))],
                required=False,
            )
            self.fields[f"{key}_wait"] = _hours_field(
                gettext("{channel}: số giờ chờ nhà cung cấp nhận tin").format(channel=name),
                gettext("Quá giờ này mà chưa gửi được thì chuyển sang kênh tiếp theo"),
            )
            if key == EMAIL:  # mail servers send no receipts
                continue
            self.fields[f"{key}_receipt"] = _hours_field(
                gettext("{channel}: số giờ chờ biên nhận").format(channel=name), ""
            )
            self.fields[f"{key}_fall_back"] = forms.BooleanField(
                label=gettext("{channel}: không có biên nhận thì gửi tiếp qua kênh sau").format(channel=name),
                required=False,
            )
        self.fields["article"] = forms.CharField(
            label=gettext("Căn cứ"), max_length=300, help_text=gettext("Văn bản hoặc quyết định nội bộ")
        )
        self.fields["reason"] = forms.CharField(
            label=gettext("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
        )

    def lines(self) -> list[dict[str, Any]]:
        """The channels that are used, in their order, as the rule keeps them."""
        data = self.cleaned_data
        used = [c.key for c in outward_channels if data[f"{c.key}_place"]]
        return [
            {
                "channel": key,
                "wait_hours": data[f"{key}_wait"],
                "receipt_hours": data.get(f"{key}_receipt", 24),
                "fall_back": data.get(f"{key}_fall_back", True),
            }
            for key in sorted(used, key=lambda key: int(data[f"{key}_place"]))
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        places = [data.get(f"{c.key}_place") for c in outward_channels if data.get(f"{c.key}_place")]
        if len(set(places)) < len(places):
            self.add_error(None, gettext("Hai kênh không thể cùng một thứ tự."))
        if not places:
            self.add_error(None, gettext("Chọn ít nhất một kênh."))
        return data

    @staticmethod
    def initial_of(lines: Any) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for n, line in enumerate(lines, 1):
            key = line["channel"]
            found |= {
                f"{key}_place": str(n),
                f"{key}_wait": line["wait_hours"],
                f"{key}_receipt": line["receipt_hours"],
                f"{key}_fall_back": line["fall_back"],
            }
        return found


def _hours_field(label: str, hint: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=hint,
        min_value=1,
        max_value=240,
        initial=24,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric", "autocomplete": "off"}),
    )
