"""HTML input of approvals (trình ký) and of their routes. Sentences of errors come from the services; forms only read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.documents.forms.fields import Choices, upload_field, width
from motcua.documents.models import Capacity
from motcua.documents.queries.numbers import numbered_kinds
from motcua.kernel import clock
from motcua.ui.forms import DayField


class SubmitForm(forms.Form):
    """A document of one's own that is to be signed. `bodies` are those in whose name the officer may submit, `routes` may be chosen."""

    kind = forms.ChoiceField(label=_("Loại văn bản"))
    title = forms.CharField(label=_("Trích yếu"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    unit = forms.ChoiceField(label=_("Cơ quan ban hành"))
    content = upload_field(
        required=True, label=_("Tệp dự thảo"), help_text=_("Đúng bản sẽ ký. Mỗi lần trình giữ nguyên tệp của lần đó.")
    )
    opinion = forms.CharField(
        label=_("Ý kiến trình"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    route = forms.ChoiceField(
        label=_("Tuyến trình"),
        required=False,
        help_text=_("Để trống: theo loại văn bản và cơ quan ban hành."),
    )

    def __init__(self, *args: Any, bodies: Choices, routes: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind, unit, route = (self.fields[name] for name in ("kind", "unit", "route"))
        kind.choices = [("", _("Chọn loại")), *numbered_kinds(clock.today())]  # type: ignore[attr-defined]  # a ChoiceField
        unit.choices = bodies if len(bodies) == 1 else [("", _("Chọn cơ quan")), *bodies]  # type: ignore[attr-defined]  # the same
        route.choices = [("", _("Theo loại văn bản và cơ quan")), *routes]  # type: ignore[attr-defined]  # the same


class ActForm(forms.Form):
    """An act on an approval. `version` is the one the officer saw: nobody decides on what they have not seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def words(self) -> dict[str, Any]:
        """What was filled in, without the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


def _note(label: Any, *, required: bool = False, help_text: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, required=required, max_length=2000, widget=area, help_text=help_text)


class ApproveForm(ActForm):
    note = _note(_("Ý kiến"))


class ReturnForm(ActForm):
    note = _note(_("Lý do trả lại"), required=True, help_text=_("Cần sửa, bổ sung những gì; người trình đọc chỗ này."))


class RedirectForm(ActForm):
    """`people` are those who may do the step, by uid."""

    to = forms.ChoiceField(label=_("Chuyển đến"))
    note = _note(_("Ý kiến"))

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to: Any = self.fields["to"]
        to.choices = [("", _("Chọn người xử lý")), *people]


class SignForm(ActForm):
    """The paper was signed. `people` are those who sign for the body; somebody else is written by name."""

    OTHER = "other"
    HEAD = "head"
    """Stands for the empty code of a head's own capacity, which a choice could not have."""

    signer = forms.ChoiceField(label=_("Người ký"))
    signer_name = forms.CharField(
        label=_("Họ tên người ký"),
        required=False,
        max_length=200,
        help_text=_("Chỉ ghi khi người ký không có trong danh sách trên."),
        widget=width(30),
    )
    signer_post = forms.CharField(label=_("Chức vụ ghi trên văn bản"), required=False, max_length=200, widget=width(30))
    capacity = forms.ChoiceField(
        label=_("Quyền hạn ký"), choices=[(code or "head", words) for code, words in Capacity.choices]
    )
    authority = forms.CharField(
        label=_("Căn cứ ký thay, thừa lệnh, thừa ủy quyền"),
        required=False,
        max_length=500,
        help_text=_("Ví dụ: Thông báo phân công 12/TB-KCNĐN. Để trống nếu thẩm quyền ký đã ghi trong hệ thống."),
    )
    signed_on = DayField(label=_("Ngày ký"))
    scan = upload_field(required=True, label=_("Bản quét văn bản đã ký"))
    note = _note(_("Ý kiến"))

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        signer: Any = self.fields["signer"]
        signer.choices = [*people, (self.OTHER, _("Người khác"))]

    def words(self) -> dict[str, Any]:
        """With the codes that the service knows: empty for somebody who is named, and for a head's own capacity."""
        words = super().words()
        words["signer"] = "" if words["signer"] == self.OTHER else words["signer"]
        words["capacity"] = "" if words["capacity"] == self.HEAD else words["capacity"]
        return words


class IssueForm(ActForm):
    """`books` are those of the body; where another system counts, number and date are as it gave them."""

    series = forms.ChoiceField(label=_("Sổ văn bản đi"))
    text = forms.CharField(
        label=_("Số, ký hiệu"),
        required=False,
        max_length=80,
        help_text=_("Chỉ ghi khi hệ thống khác đánh số, ví dụ 145/KH-UBND"),
        widget=width(20),
    )
    issued_on = DayField(
        label=_("Ngày ban hành"),
        required=False,
        help_text=_("Chỉ ghi khi hệ thống khác đánh số; nếu không là hôm nay."),
    )
    drafter = forms.CharField(
        label=_("Chữ viết tắt đơn vị soạn thảo"),
        max_length=40,
        required=False,
        help_text=_("Chỉ cho công văn, ví dụ KSTT"),
        widget=width(10),
    )
    recipients = forms.CharField(
        label=_("Nơi nhận"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    file = upload_field(
        required=False,
        label=_("Bản phát hành"),
        help_text=_("Bản quét có số và dấu, nếu khác bản đã ký."),
    )
    note = _note(_("Ghi chú"))

    def __init__(self, *args: Any, books: Choices, external: bool, letter: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        series: Any = self.fields["series"]
        series.choices = books
        unused = ([] if external else ["text", "issued_on"]) + ([] if letter else ["drafter"])
        for name in unused:
            del self.fields[name]


class ResubmitForm(ActForm):
    """`rendered`: the record's package writes the file afresh, so neither file nor wording is asked for."""

    title = forms.CharField(label=_("Trích yếu"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    content = upload_field(required=True, label=_("Tệp đã sửa"))
    opinion = _note(_("Ý kiến trình"), help_text=_("Đã sửa gì theo ý kiến trả lại."))

    def __init__(self, *args: Any, rendered: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if rendered:
            del self.fields["content"], self.fields["title"]


class WithdrawForm(ActForm):
    reason = forms.CharField(label=_("Lý do rút"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class RouteForm(forms.Form):
    """A route of a body. The steps before signature are rows of a formset; signing and issuing always end it."""

    unit = forms.ChoiceField(label=_("Cơ quan ban hành"))
    kind = forms.ChoiceField(label=_("Loại văn bản"), required=False)
    below = forms.BooleanField(label=_("Áp dụng cả cho các đơn vị bên dưới chưa có tuyến riêng"), required=False)
    name = forms.CharField(label=_("Tên tuyến"), max_length=200)
    basis = forms.CharField(
        label=_("Căn cứ"), max_length=300, help_text=_("Quy chế làm việc hoặc quyết định quy định việc trình, ký")
    )
    valid_from = DayField(label=_("Áp dụng từ ngày"))

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit, kind = self.fields["unit"], self.fields["kind"]
        unit.choices = units if len(units) == 1 else [("", _("Chọn cơ quan")), *units]  # type: ignore[attr-defined]  # a ChoiceField
        kind.choices = [("", _("Mọi loại văn bản chưa có tuyến riêng")), *numbered_kinds(clock.today())]  # type: ignore[attr-defined]  # the same


class StepForm(forms.Form):
    """One step of a route as an office writes it."""

    label = forms.CharField(label=_("Bước"), max_length=120, required=False)
    act = forms.ChoiceField(label=_("Việc"), required=False)
    role = forms.ChoiceField(label=_("Vai trò"), required=False)
    at = forms.ChoiceField(label=_("Tìm người ở"), required=False)
    when_nobody = forms.ChoiceField(label=_("Khi không có người"), required=False)
    again = forms.BooleanField(label=_("Được cùng người với bước trước"), required=False)

    def __init__(self, *args: Any, choices: Mapping[str, Choices], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, options in choices.items():
            field: Any = self.fields[name]
            field.choices = options


class EndRouteForm(forms.Form):
    on = DayField(label=_("Thôi dùng từ ngày"))
    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
