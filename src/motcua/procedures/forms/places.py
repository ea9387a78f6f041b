"""Forms of the local layer, of assignments and of competence that goes over."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.kernel.workdays import Unit
from motcua.procedures.content import ChannelKind, Fee, FeeKind, Limit
from motcua.procedures.content.local import WANTED, Value, Words, unsaid
from motcua.procedures.forms.fields import (
    DecisionField,
    KnowingForm,
    ManyProcedures,
    ProceduresField,
    UnitField,
    UnitsField,
)
from motcua.procedures.models import AssignmentRole, LocalKind
from motcua.procedures.queries import words
from motcua.procedures.queries.local import delegated_to
from motcua.ui.forms import DayField

UNITS = (
    (Unit.WORKING_DAY, _("ngày làm việc")),
    (Unit.DAY, _("ngày")),
    (Unit.HOUR, _("giờ làm việc")),
    (Unit.MONTH, _("tháng")),
    (Unit.SAME_DAY, _("trong ngày")),
)
COMMUNES = "communes"
LISTED = "listed"


class LocalForm(KnowingForm):
    """One entry of the local layer: a limit, a fee, a place, a delegation, a note."""

    kind = forms.ChoiceField(label=_("Loại"), choices=LocalKind.choices)
    amount = forms.DecimalField(
        label=_("Thời hạn"),
        required=False,
        max_digits=5,
        decimal_places=1,
        min_value=Decimal("0.1"),
        help_text=_("Bỏ trống nếu giải quyết trong ngày."),
    )
    measure = forms.ChoiceField(label=_("Đơn vị tính"), choices=UNITS, required=False)
    fee_kind = forms.ChoiceField(label=_("Loại khoản thu"), choices=tuple(words.FEES.items()), required=False)
    money = forms.DecimalField(
        label=_("Mức thu (đồng)"),
        required=False,
        max_digits=14,
        decimal_places=0,
        min_value=0,
        help_text=_("0 là miễn phí."),
    )
    per = forms.CharField(label=_("Tính cho"), required=False, max_length=100, help_text=_("Ví dụ: hồ sơ, giấy phép."))
    exempt = forms.CharField(
        label=_("Miễn, giảm"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    agency = UnitField(
        label=_("Cơ quan được ủy quyền, phân cấp"),
        required=False,
        help_text=_("Mã, mã định danh hoặc tên đầy đủ. Cơ quan ngoài danh sách đơn vị thì chỉ ghi ở ô Nội dung."),
    )
    text = forms.CharField(
        label=_("Nội dung"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    channel = forms.ChoiceField(
        label=_("Chỉ khi nộp"), choices=(("", _("Mọi cách nộp")), *words.CHANNELS.items()), required=False
    )
    case = forms.ChoiceField(label=_("Chỉ cho trường hợp"), required=False)
    unit = UnitField(label=_("Chỉ tại đơn vị"), required=False, help_text=_("Bỏ trống: toàn tỉnh, thành phố."))
    decision = DecisionField(label=_("Quyết định, nghị quyết"), required=False)
    valid_from = DayField(label=_("Từ ngày"))
    valid_to = DayField(label=_("Đến trước ngày"), required=False)
    together = (("amount", "measure"), ("valid_from", "valid_to"))
    shown_when = {
        "amount": ("kind", ("limit",)),
        "measure": ("kind", ("limit",)),
        "fee_kind": ("kind", ("fee",)),
        "money": ("kind", ("fee",)),
        "per": ("kind", ("fee",)),
        "exempt": ("kind", ("fee",)),
        "agency": ("kind", ("delegated",)),
        "text": ("kind", ("place", "delegated", "note")),
        "channel": ("kind", ("limit", "fee")),
        "case": ("kind", ("limit", "fee")),
        "decision": ("kind", ("limit", "fee", "place", "delegated")),
    }

    def __init__(self, *args: Any, cases: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        case: Any = self.fields["case"]
        case.choices = [("", _("Mọi trường hợp")), *((c, c) for c in cases)]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        kind = data.get("kind", "")
        same_day = data.get("measure") == Unit.SAME_DAY
        cells = {"amount": "limit", "money": "fee", "agency": "agency", "text": "text"}
        if kind not in WANTED or any(name in self.errors for name in cells):
            return data
        given = {part for name, part in cells.items() if data.get(name) not in (None, "")}
        lacks = unsaid(kind, given | ({"limit"} if same_day else set()))
        if lacks:
            self.add_error(next(name for name, part in cells.items() if part == lacks), _("Hãy ghi mục này."))
        return data

    def value(self) -> Value:
        """What was entered, as the layer keeps it."""
        data = self.cleaned_data
        channel = ChannelKind(data["channel"]) if data["channel"] else None
        match data["kind"]:
            case LocalKind.LIMIT:
                measure = Unit(data["measure"])
                amount = Decimal(1) if measure is Unit.SAME_DAY else data["amount"].normalize() + 0
                return Limit(amount, measure, channel, data["case"])
            case LocalKind.FEE:
                more = {name: " ".join(data[name].split()) for name in ("per", "exempt")}
                return Fee(FeeKind(data["fee_kind"]), data["money"], channel=channel, case=data["case"], **more)
            case LocalKind.DELEGATED if data["agency"] is not None:
                return delegated_to(data["agency"], data["text"], data["valid_from"])
            case _:
                return Words(" ".join(data["text"].split()))


class EndForm(forms.Form):
    on = DayField(label=_("Từ ngày"), help_text=_("Ngày đầu tiên không còn áp dụng."))


class ConfirmingForm(KnowingForm):
    """The tick stands there once the service has said what is to be confirmed."""

    confirm = forms.BooleanField(
        label=_("Tôi xác nhận giao theo văn bản phân cấp, ủy quyền đã ghi"), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.data.get("confirm") in ("on", "true", "True"):
            self.offer_confirmation()

    def add_error(self, field: str | None, error: Any) -> None:
        if field == "confirm":
            self.offer_confirmation()
        super().add_error(field, error)

    def offer_confirmation(self) -> None:
        self.fields["confirm"].widget = forms.CheckboxInput()


class AssignForm(ConfirmingForm):
    """A procedure, or many, to units."""

    role = forms.ChoiceField(label=_("Vai trò"), choices=AssignmentRole.choices, initial=AssignmentRole.PERFORMING)
    whom = forms.ChoiceField(
        label=_("Giao cho"),
        choices=((LISTED, _("Các đơn vị ghi dưới đây")), (COMMUNES, _("Ủy ban nhân dân mọi xã, phường"))),
        widget=forms.RadioSelect,
        initial=LISTED,
    )
    units = UnitsField(label=_("Đơn vị"), required=False)
    counter = UnitField(label=_("Quầy tiếp nhận"), required=False, help_text=_("Bộ phận nhận hồ sơ, nếu khác đơn vị."))
    decision = DecisionField(required=False)
    valid_from = DayField(label=_("Từ ngày"))
    shown_when = {"units": ("whom", (LISTED,))}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("whom") == LISTED and "units" in data and not data["units"]:
            self.add_error("units", _("Ghi ít nhất một đơn vị."))
        return data


class ManyForm(AssignForm, ManyProcedures):
    """The same for many procedures: by code, or all of a field at a level."""

    field_order = ("procedures", "field", "level", "role", "whom", "units", "counter", "decision", "valid_from")


class TransferForm(ConfirmingForm):
    """Competence from one unit to others on a day, of everything it holds or of some procedures."""

    from_unit = UnitField(label=_("Từ đơn vị"))
    whom = forms.ChoiceField(
        label=_("Đến"),
        choices=((LISTED, _("Các đơn vị ghi dưới đây")), (COMMUNES, _("Ủy ban nhân dân mọi xã, phường"))),
        widget=forms.RadioSelect,
        initial=LISTED,
    )
    to_units = UnitsField(label=_("Đơn vị tiếp nhận"), required=False)
    roles = forms.MultipleChoiceField(
        label=_("Vai trò được chuyển"),
        choices=AssignmentRole.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=[AssignmentRole.COMPETENT, AssignmentRole.PERFORMING],
    )
    procedures = ProceduresField(
        label=_("Chỉ các thủ tục"),
        required=False,
        help_text=_("Mã thủ tục; bỏ trống: mọi thủ tục đơn vị đang thực hiện."),
    )
    on = DayField(label=_("Từ ngày"))
    decision = DecisionField(label=_("Văn bản chuyển thẩm quyền"))
    shown_when = {"to_units": ("whom", (LISTED,))}
