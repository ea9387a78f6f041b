"""Forms of publication decisions: what they are, their lists and lines, number and day, where they were made public."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from motcua.procedures.forms.fields import DecisionField, KnowingForm, ProcedureField, RouteForm, UnitField
from motcua.procedures.models import ItemAction, Place
from motcua.ui.forms import DayField, UploadInput

ALL, LISTED, SOME = "all", "listed", "some"
MOST_BOXES = 100
"""Lines that are chosen one by one; of more than that the list of lines chooses, by its filters."""
ACCEPTED = ".docx,.xlsx,.xls,.doc,.pdf,.odt"
PROOF = ".pdf,.png,.jpg,.jpeg,.docx"


def _upload(label: Any, accept: str, *, required: bool, help_text: Any = "") -> forms.FileField:
    return forms.FileField(
        label=label,
        required=required,
        help_text=help_text,
        widget=UploadInput(accept=accept, limit=settings.UPLOAD_LIMIT),
        max_length=300,
        error_messages={"required": _("Hãy chọn tệp.")},
    )


class DecisionForm(KnowingForm):
    """What is known of a decision before it is signed."""

    title = forms.CharField(
        label=_("Trích yếu"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ví dụ: Công bố danh mục thủ tục hành chính sửa đổi, bổ sung lĩnh vực đầu tư."),
    )
    owner = forms.ChoiceField(label=_("Đơn vị soạn, chịu trách nhiệm"))
    issuer = UnitField(label=_("Cơ quan ban hành"))
    basis = DecisionField(
        label=_("Văn bản quy định thủ tục"),
        required=False,
        help_text=_(
            "Số văn bản quy phạm pháp luật trong kho; ngày ban hành và ngày hiệu lực lấy từ đó nếu bỏ trống dưới đây."
        ),
    )
    basis_words = forms.CharField(label=_("Nếu văn bản chưa có trong kho: tên, số"), required=False, max_length=500)
    basis_promulgated_on = DayField(label=_("Ngày ban hành văn bản đó"), required=False)
    basis_effective_on = DayField(
        label=_("Ngày văn bản đó có hiệu lực"),
        required=False,
        help_text=_("Hạn ký quyết định công bố tính từ ngày này."),
    )
    shortened = forms.BooleanField(label=_("Văn bản ban hành theo trình tự, thủ tục rút gọn"), required=False)
    effective_on = DayField(
        label=_("Quyết định công bố có hiệu lực từ"), required=False, help_text=_("Bỏ trống: từ ngày ký.")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    together = (("basis_promulgated_on", "basis_effective_on"),)

    def __init__(self, *args: Any, owners: list[tuple[str, str]], new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner: Any = self.fields["owner"]
        owner.choices = owners
        if not new:
            del self.fields["owner"], self.fields["issuer"]


class ListForm(forms.Form):
    """The annexed list, and what its lines do where no heading says it."""

    file = _upload(
        _("Danh mục kèm quyết định"),
        ACCEPTED,
        required=True,
        help_text=_(
            "Word hoặc Excel có cột tên thủ tục, mã, thời hạn, địa điểm, phí, căn cứ; tên và thứ tự cột tùy ý."
        ),
    )
    action = forms.ChoiceField(
        label=_("Dòng không nằm dưới tiêu đề nào thì là"), choices=ItemAction.choices, initial=ItemAction.AMENDED
    )


class LineForm(forms.Form):
    """A line by hand."""

    action = forms.ChoiceField(label=_("Quyết định làm gì"), choices=ItemAction.choices, initial=ItemAction.AMENDED)
    procedure = ProcedureField(label=_("Thủ tục trong danh mục"), required=False)
    code = forms.CharField(label=_("Hoặc mã của thủ tục chưa có trong danh mục"), max_length=40, required=False)
    name = forms.CharField(label=_("Tên thủ tục chưa có trong danh mục"), max_length=2000, required=False)
    replaces = ProcedureField(label=_("Thay thế cho thủ tục"), required=False)
    shown_when = {"replaces": ("action", ("replaced",))}


class SettleForm(forms.Form):
    """What a person makes of a line that was read."""

    action = forms.ChoiceField(label=_("Quyết định làm gì"), choices=ItemAction.choices)
    procedure = ProcedureField(
        label=_("Thủ tục trong danh mục"), required=False, help_text=_("Bỏ trống nếu thủ tục chưa có trong danh mục.")
    )
    code = forms.CharField(label=_("Mã của thủ tục chưa có trong danh mục"), max_length=40, required=False)
    replaces = ProcedureField(label=_("Thay thế cho thủ tục"), required=False)
    taken = forms.MultipleChoiceField(
        label=_("Lấy theo danh mục kèm quyết định"), required=False, widget=forms.CheckboxSelectMultiple
    )
    basis_effective_on = DayField(
        label=_("Văn bản quy định thủ tục này có hiệu lực từ"),
        required=False,
        help_text=_("Chỉ ghi khi khác ngày chung của quyết định."),
    )
    shown_when = {"replaces": ("action", ("replaced",))}

    def __init__(self, *args: Any, parts: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken: Any = self.fields["taken"]
        taken.choices = parts
        if not parts:
            del self.fields["taken"]


class SignedForm(forms.Form):
    """Number and day of a decision that was signed elsewhere."""

    number = forms.CharField(
        label=_("Số, ký hiệu"), max_length=80, widget=forms.TextInput(attrs={"class": "govuk-input--width-20"})
    )
    signed_on = DayField(label=_("Ngày ký"))
    file = _upload(_("Bản quét hoặc bản điện tử đã ký"), PROOF, required=False)


class SubmitForm(RouteForm):
    """The route, and the paper that is to be signed where the drafter wrote one."""

    content = _upload(
        _("Dự thảo quyết định"),
        ".docx,.pdf,.doc,.odt",
        required=False,
        help_text=_("Bỏ trống: phần mềm viết quyết định và danh mục kèm theo từ các dòng đã xác nhận."),
    )
    opinion = forms.CharField(
        label=_("Ý kiến trình"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    field_order = ("content", "route", "opinion")


class DiscloseForm(forms.Form):
    """Which lines were made public where and when, and what proves it."""

    place = forms.ChoiceField(label=_("Nơi công khai"), choices=Place.choices)
    unit = UnitField(
        label=_("Đơn vị"), required=False, help_text=_("Của bảng niêm yết, quầy tiếp nhận, trang điện tử nào.")
    )
    on = DayField(label=_("Ngày công khai"))
    url = forms.URLField(label=_("Địa chỉ trang"), required=False, max_length=500, assume_scheme="https")
    proof = _upload(_("Ảnh, biên bản"), PROOF, required=False)
    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=500)
    which = forms.ChoiceField(label=_("Thủ tục"), widget=forms.RadioSelect, initial=ALL)
    items = forms.MultipleChoiceField(label=_("Các thủ tục"), required=False, widget=forms.CheckboxSelectMultiple)
    shown_when = {"unit": ("place", ("website", "notice_board", "counter")), "items": ("which", (SOME,))}

    def __init__(self, *args: Any, items: list[tuple[str, str]], listed: int, **kwargs: Any) -> None:
        """`listed`: how many lines the list asked for when one came from it, 0 where that is all of them."""
        super().__init__(*args, **kwargs)
        which: Any = self.fields["which"]
        boxes: Any = self.fields["items"]
        ways: list[tuple[str, Any]] = [(ALL, _("Mọi thủ tục của quyết định"))]
        if listed:
            said = ngettext("{n} dòng đang lọc trong danh sách", "{n} dòng đang lọc trong danh sách", listed)
            ways.append((LISTED, said.format(n=listed)))
        if items:
            ways.append((SOME, _("Chỉ các thủ tục chọn dưới đây")))
            boxes.choices = items
        else:
            del self.fields["items"]
            which.help_text = _(
                "Chỉ một số thủ tục: lọc danh sách dòng ở trang quyết định, rồi bấm “Ghi công khai các dòng này”."
            )
        which.choices = ways
