"""Forms of draft regulations: registering, impact, comments, opinion."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.procedures.forms.fields import ProcedureField, RouteForm, UnitField, UnitsField
from motcua.procedures.models import CommentStand, ItemAction
from motcua.ui.forms import DayField, UploadInput


def _number(label: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=80, widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}))


class FactsForm(forms.Form):
    title = forms.CharField(label=_("Tên dự thảo"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    kind = forms.ChoiceField(label=_("Loại văn bản"), required=False)
    drafter = UnitField(label=_("Cơ quan chủ trì soạn thảo"))
    received_on = DayField(label=_("Ngày nhận dự thảo"))
    opinion_due = DayField(label=_("Hạn cho ý kiến"), required=False)
    planned_on = DayField(label=_("Dự kiến ban hành"), required=False)
    together = (("received_on", "opinion_due", "planned_on"),)

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = [("", _("Chưa rõ")), *kinds]


class RegulationForm(FactsForm):
    owner = forms.ChoiceField(
        label=_("Đơn vị kiểm soát, cho ý kiến"),
        help_text=_("Văn bản ý kiến do lãnh đạo đơn vị này ký, lấy số ở sổ văn bản đi của đơn vị này."),
    )
    file = forms.FileField(
        label=_("Tệp dự thảo"), required=False, widget=UploadInput(attrs={"accept": ".docx,.pdf,.doc,.odt"})
    )
    field_order = ("title", "kind", "drafter", "owner")

    def __init__(self, *args: Any, owners: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner: Any = self.fields["owner"]
        owner.choices = owners


class CorrectionForm(FactsForm):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ImpactRowForm(forms.Form):
    """A procedure of the draft."""

    action = forms.ChoiceField(label=_("Dự thảo làm gì"), choices=ItemAction.choices, initial=ItemAction.AMENDED)
    procedure = ProcedureField(label=_("Thủ tục trong danh mục"), required=False)
    name = forms.CharField(label=_("Hoặc tên thủ tục chưa có trong danh mục"), max_length=2000, required=False)


class AskForm(forms.Form):
    units = UnitsField(label=_("Đơn vị được lấy ý kiến"))
    days = forms.IntegerField(
        label=_("Trả lời trong số ngày làm việc"),
        min_value=1,
        max_value=250,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
        help_text=_("Tính theo lịch làm việc của đơn vị kiểm soát, từ ngày làm việc tiếp theo."),
    )


class CommentForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    stand = forms.ChoiceField(label=_("Ý kiến"), choices=CommentStand.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Nội dung"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=20_000,
        help_text=_("Bắt buộc khi có ý kiến sửa hoặc không thống nhất."),
    )
    by_letter = forms.CharField(
        label=_("Theo văn bản của đơn vị"), max_length=200, help_text=_("Số, ký hiệu và ngày của văn bản trả lời.")
    )

    def __init__(self, *args: Any, stranger: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not stranger:
            del self.fields["by_letter"]


class OpinionForm(forms.Form):
    number = _number(_("Số, ký hiệu của văn bản ý kiến"))
    given_on = DayField(label=_("Ngày văn bản"))
    text = forms.CharField(label=_("Nội dung ý kiến"), widget=forms.Textarea(attrs={"rows": 6}), max_length=20_000)


class OpinionTextForm(forms.Form):
    """The opinion itself, before it has a number."""

    text = forms.CharField(
        label=_("Nội dung ý kiến"),
        widget=forms.Textarea(attrs={"rows": 10}),
        max_length=20_000,
        help_text=_("Phần ý kiến của văn bản. Danh sách thủ tục, đánh giá và ý kiến các đơn vị do phần mềm ghép vào."),
    )


class SubmitOpinionForm(OpinionTextForm, RouteForm):
    content = forms.FileField(
        label=_("Văn bản đã sửa tay"),
        required=False,
        widget=UploadInput(attrs={"accept": ".docx,.pdf"}),
        help_text=_("Bỏ trống thì trình văn bản do phần mềm lập."),
    )
    field_order = ("text", "content", "route")


class ClosedForm(forms.Form):
    number = _number(_("Số, ký hiệu của văn bản đã ban hành"))
    issued_on = DayField(label=_("Ngày ban hành"))
