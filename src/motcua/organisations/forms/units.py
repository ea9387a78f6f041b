"""Forms about units, their reorganisation, and files of places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.organisations.forms.fields import TerritoryField, UnitField, UnitsField
from motcua.organisations.models import UnitEvent, UnitIdentifier, UnitType
from motcua.ui.forms import DayField, UploadInput

if TYPE_CHECKING:
    from motcua.organisations.services.reorganisation import Held


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


_SHARING: tuple[str, ...] = ("split", "separate", "dissolve", "transfer")
"""What can give records to units that are named; in a merger the only heir sees them all."""


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
    together = UnitsField(
        label=_("Cùng sáp nhập"),
        required=False,
        help_text=_("Các đơn vị khác cùng nhập vào đơn vị kế thừa, mỗi dòng một đơn vị."),
    )
    goes_to = UnitField(
        label=_("Chuyển toàn bộ hồ sơ đang giữ cho"),
        required=False,
        help_text=_(
            "Một trong các đơn vị tiếp nhận. Để trống: chưa chuyển; chỉ có một đơn vị kế thừa thì đơn vị đó thấy ngay."
        ),
    )
    on = DayField(label=_("Từ ngày"))
    document = forms.CharField(label=_("Theo văn bản"), max_length=200, required=False)
    note = forms.CharField(
        label=_("Ghi chú"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, held: Sequence[Held] = (), **kwargs: Any) -> None:
        """`held`: kinds of records that packages keep for the unit; each may go to a unit of its own (`goes_to_KEY`)."""
        super().__init__(*args, **kwargs)
        kept = [one for one in held if one.refs]
        for one in kept if len(kept) > 1 else ():
            label = gettext("Riêng “{label}” ({count}) chuyển cho").format(label=one.label, count=len(one.refs))
            self.fields[f"goes_to_{one.key}"] = UnitField(
                label=label, required=False, help_text=_("Để trống: như ô chuyển toàn bộ hồ sơ.")
            )
        shares = [name for name in self.fields if name.startswith("goes_to")]
        self.order_fields(["kind", "others", "together", *shares])
        self.shown_when = {"together": ("kind", (UnitEvent.Kind.MERGE.value,))} | dict.fromkeys(
            shares, ("kind", _SHARING)
        )


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


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
