"""HTML input of the desk's pages. Sentences of errors come from the services; forms only read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.kernel import clock
from motcua.kernel.errors import AppError
from motcua.kernel.workdays.calendar import parse_sessions
from motcua.organisations.models import (
    CalendarDay,
    Role,
    Territory,
    Unit,
    UnitAlias,
    UnitEvent,
    UnitIdentifier,
    UnitType,
)
from motcua.organisations.queries.territories import territory_named
from motcua.organisations.queries.units import unit_called
from motcua.ui.errors import text_of
from motcua.ui.forms import DayField, UploadInput


class UnitField(forms.CharField):
    """A unit by its code, by an identifier in force, or by its name today."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Mã, mã định danh hoặc tên đầy đủ của đơn vị."))
        super().__init__(max_length=300, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return unit_called(text, clock.today())
        except AppError as error:
            raise forms.ValidationError(text_of(error)) from error


class UnitsField(UnitField):
    """Several units, one a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Mỗi dòng một đơn vị: mã hoặc tên."))
        super().__init__(**kwargs)
        self.max_length = None
        self.validators = []

    def clean(self, value: Any) -> tuple[Unit, ...]:
        lines = [line.strip() for line in str(value or "").splitlines() if line.strip()]
        if self.required and not lines:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        one = UnitField(required=False)
        return tuple(dict.fromkeys(one.clean(line) for line in lines))


class TerritoryField(forms.CharField):
    """A territory by its statistical code."""

    def clean(self, value: Any) -> Territory | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return territory_named(text)
        except AppError as error:
            raise forms.ValidationError(text_of(error)) from error


class SessionsField(forms.CharField):
    """Sessions of a day: `07:30-11:30 13:00-17:00`."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_sessions(text)
        except AppError as error:
            raise forms.ValidationError(text_of(error)) from error


class FactsForm(forms.Form):
    """What a version says of a unit."""

    name = forms.CharField(label=_("Tên"), max_length=300)
    short_name = forms.CharField(label=_("Tên ngắn"), max_length=120, required=False)
    abbreviation = forms.CharField(
        label=_("Viết tắt"), max_length=40, required=False, help_text=_("Như trong ký hiệu văn bản, ví dụ KCNĐN")
    )
    type = forms.ChoiceField(label=_("Loại"), choices=[("", _("Chọn loại")), *UnitType.choices])
    parent = UnitField(label=_("Trực thuộc"), required=False)
    territory = TerritoryField(label=_("Mã địa bàn"), max_length=10, required=False)
    header_parent = forms.CharField(
        label=_("Dòng cơ quan chủ quản trên văn bản"),
        max_length=300,
        required=False,
        help_text=_("Để trống: theo tên cơ quan cấp trên vào ngày văn bản."),
    )
    header_body = forms.CharField(
        label=_("Dòng cơ quan ban hành trên văn bản"),
        max_length=300,
        required=False,
        help_text=_("Để trống: theo tên."),
    )
    place_name = forms.CharField(
        label=_("Địa danh ghi trên văn bản"), max_length=100, required=False, help_text=_("Để trống: như cấp trên.")
    )
    position = forms.IntegerField(
        label=_("Thứ tự trong danh sách"), min_value=0, max_value=9999, required=False, initial=0
    )

    def facts(self) -> dict[str, Any]:
        names = (
            "name", "short_name", "abbreviation", "type", "parent", "territory", "header_parent", "header_body", "place_name",
        )  # fmt: skip
        return {n: self.cleaned_data[n] for n in names} | {"position": self.cleaned_data["position"] or 0}


class NewUnitForm(FactsForm):
    code = forms.SlugField(label=_("Mã"), max_length=80, help_text=_("Chữ không dấu, số, gạch nối; không đổi về sau."))
    on = DayField(label=_("Thành lập từ ngày"))
    document = forms.CharField(label=_("Theo văn bản"), max_length=200, required=False)


class ChangeUnitForm(FactsForm):
    on = DayField(label=_("Có hiệu lực từ ngày"))
    document = forms.CharField(label=_("Theo văn bản"), max_length=200, required=False)


class CorrectUnitForm(FactsForm):
    reason = forms.CharField(label=_("Lý do sửa"), max_length=300)


class IdentifierForm(forms.Form):
    scheme = forms.ChoiceField(label=_("Loại mã"), choices=UnitIdentifier.Scheme.choices)
    value = forms.CharField(label=_("Mã"), max_length=60, help_text=_("Ví dụ H19.20"))
    valid_from = DayField(label=_("Từ ngày"))
    document = forms.CharField(label=_("Theo văn bản"), max_length=200, required=False)


class DayReasonForm(forms.Form):
    on = DayField(label=_("Từ ngày"))
    document = forms.CharField(label=_("Theo văn bản"), max_length=200, required=False)


class ReorganisationForm(forms.Form):
    """What happens to one unit. `goes_to` takes all that packages keep for it, in a split, dissolution or transfer."""

    kind = forms.ChoiceField(
        label=_("Việc"),
        choices=[
            (UnitEvent.Kind.MERGE.value, _("Sáp nhập vào đơn vị khác")),
            (UnitEvent.Kind.SPLIT.value, _("Chia thành các đơn vị, đơn vị này kết thúc")),
            ("separate", _("Tách một phần sang đơn vị khác, đơn vị này vẫn hoạt động")),
            (UnitEvent.Kind.DISSOLVE.value, _("Giải thể, kết thúc hoạt động")),
            (UnitEvent.Kind.TRANSFER.value, _("Chuyển chức năng, nhiệm vụ")),
        ],
        widget=forms.RadioSelect,
    )
    others = UnitsField(label=_("Đơn vị tiếp nhận, kế thừa"), required=False)
    goes_to = UnitField(
        label=_("Chuyển toàn bộ hồ sơ đang giữ cho"),
        required=False,
        help_text=_(
            "Một trong các đơn vị tiếp nhận. Để trống: chưa chuyển; sáp nhập thì không cần, đơn vị kế thừa thấy ngay."
        ),
    )
    on = DayField(label=_("Từ ngày"))
    document = forms.CharField(label=_("Theo văn bản"), max_length=200, required=False)
    note = forms.CharField(
        label=_("Ghi chú"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


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


class ImportForm(forms.Form):
    """A file of places, of any shape that the importer knows."""

    file = forms.FileField(
        label=_("Tệp CSV"),
        help_text=_(
            "Danh sách xã, phường hoặc tỉnh; danh sách trước 01/07/2025; bảng chuyển cũ → mới. Nhập lại không tạo bản trùng."
        ),
        widget=UploadInput(accept=".csv,.txt", limit=settings.UPLOAD_LIMIT),
    )
    valid_from = DayField(
        label=_("Các tên có hiệu lực từ ngày"),
        required=False,
        help_text=_("Để trống: theo loại tệp, thường là 01/07/2025."),
    )


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
