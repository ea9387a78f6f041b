"""HTML input of the library and of the registers. Sentences of errors come from the services; forms only read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.documents.forms.fields import Choices, count, upload_field, width
from motcua.documents.models import Access, Certainty, Kind, LegalDocument, RelationKind
from motcua.documents.queries.numbers import numbered_kinds
from motcua.kernel import clock
from motcua.ui.forms import DayField

if TYPE_CHECKING:
    from motcua.organisations.models import Unit


class LawForm(forms.Form):
    """Facts of a document. `units` are those for which the officer may keep documents."""

    FROM_ADDRESS = ("kind", "number", "issuer", "issued_on", "subject")
    """What a page that leads here may know of the document already."""

    kind = forms.ChoiceField(label=_("Loại văn bản"), choices=[("", _("Chọn loại")), *Kind.choices])
    number = forms.CharField(
        label=_("Số, ký hiệu"),
        required=False,
        max_length=80,
        help_text=_("Như trên văn bản, ví dụ 118/2025/NĐ-CP"),
        widget=width(20),
    )
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=300, widget=width(30))
    issued_on = DayField(label=_("Ngày ban hành"), required=False)
    subject = forms.CharField(label=_("Trích yếu"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))
    valid_from = DayField(label=_("Có hiệu lực từ ngày"), required=False)
    valid_to = DayField(
        label=_("Hết hiệu lực từ ngày"),
        required=False,
        help_text=_("Chỉ ghi khi chính văn bản nêu; văn bản bị thay thế hay bãi bỏ thì thêm quan hệ."),
    )
    certainty = forms.ChoiceField(label=_("Độ chắc chắn"), choices=Certainty.choices, initial=Certainty.SOURCED)
    access = forms.ChoiceField(label=_("Ai được xem"), choices=Access.choices, initial=Access.PUBLIC)
    owner_unit = forms.ChoiceField(label=_("Đơn vị quản lý"), required=False)
    note = forms.CharField(label=_("Ghi chú"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    file = upload_field(
        required=False, label=_("Tệp văn bản"), help_text=_("PDF có chữ ký số được giữ nguyên từng byte.")
    )

    def __init__(self, *args: Any, units: Choices = (), new: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if new:
            owner: Any = self.fields["owner_unit"]
            owner.choices = [("", _("Kho chung")), *units]
        else:
            del self.fields["owner_unit"]

    def facts(self) -> dict[str, Any]:
        """The cleaned values as the service takes them, without unit and file."""
        return {k: v for k, v in self.cleaned_data.items() if k not in {"owner_unit", "file"}}

    @staticmethod
    def initial_of(document: LegalDocument) -> dict[str, Any]:
        names = (
            "kind",
            "number",
            "issuer",
            "issued_on",
            "subject",
            "valid_from",
            "valid_to",
            "certainty",
            "access",
            "note",
        )
        return {name: getattr(document, name) for name in names} | {"version": document.version}


class LawChangeForm(LawForm):
    """`version` is the one the officer saw, so that nobody's correction is overwritten unseen."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def facts(self) -> dict[str, Any]:
        return {k: v for k, v in super().facts().items() if k != "version"}


class RelationForm(forms.Form):
    kind = forms.ChoiceField(label=_("Văn bản này"), choices=[("", _("Chọn quan hệ")), *RelationKind.choices])
    target = forms.CharField(
        label=_("Văn bản kia"),
        max_length=200,
        help_text=_("Ghi số, ký hiệu; có dấu hay không dấu đều được."),
        widget=width(20),
    )
    on = DayField(label=_("Từ ngày"), required=False, help_text=_("Để trống: từ ngày văn bản này có hiệu lực."))
    note = forms.CharField(label=_("Ghi chú"), required=False, max_length=500, help_text=_("Ví dụ: sửa đổi Điều 5, 7"))


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class ReviewForm(forms.Form):
    outcome = forms.CharField(
        label=_("Kết quả rà soát"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Ví dụ: vẫn phù hợp; hoặc đã sửa căn cứ tại kế hoạch số …"),
    )


class SeriesForm(forms.Form):
    """Opening a book. `units` are those whose registry clerk the officer is."""

    unit = forms.ChoiceField(label=_("Cơ quan ban hành"))
    kind = forms.ChoiceField(label=_("Đánh số cho"), required=False)
    year = forms.IntegerField(label=_("Năm"), min_value=1945, max_value=2999, widget=count(4))
    body_symbol = forms.CharField(
        label=_("Chữ viết tắt cơ quan"),
        max_length=40,
        help_text=_("Như trong ký hiệu văn bản, ví dụ UBND"),
        widget=width(10),
    )
    first = forms.IntegerField(
        label=_("Số đầu tiên"),
        min_value=1,
        initial=1,
        help_text=_("Chỉ khác 1 khi đầu năm đã đánh số ở sổ khác."),
        widget=count(5),
    )
    normative = forms.BooleanField(label=_("Sổ văn bản quy phạm pháp luật (năm nằm trong số)"), required=False)
    external = forms.BooleanField(label=_("Hệ thống khác đánh số; ở đây chỉ ghi lại"), required=False)

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit: Any = self.fields["unit"]
        unit.choices = [("", _("Chọn cơ quan")), *units] if len(units) != 1 else units
        kind: Any = self.fields["kind"]
        kind.choices = [("", _("Mọi loại văn bản (sổ chung)")), *numbered_kinds(clock.today())]


class NumberForm(forms.Form):
    """A signed paper document that is to get the next number."""

    kind = forms.ChoiceField(label=_("Loại văn bản"))
    subject = forms.CharField(label=_("Trích yếu"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    signer = forms.CharField(label=_("Người ký"), max_length=200, widget=width(30))
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
    note = forms.CharField(label=_("Ghi chú"), max_length=500, required=False)
    scan = upload_field(required=True, label=_("Bản quét văn bản đã ký"))

    def __init__(self, *args: Any, only_kind: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(c, n) for c, n in numbered_kinds(clock.today()) if not only_kind or c == only_kind]
        field: Any = self.fields["kind"]
        field.choices = kinds if only_kind else [("", _("Chọn loại")), *kinds]


class EntryForm(NumberForm):
    """The same for a number that another system gave."""

    field_order = ("text", "issued_on")
    text = forms.CharField(
        label=_("Số, ký hiệu"), max_length=80, help_text=_("Như trên văn bản, ví dụ 145/KH-UBND"), widget=width(20)
    )
    issued_on = DayField(label=_("Ngày ban hành"))


def unit_choices(units: Iterable[tuple[Unit, str]]) -> list[tuple[str, str]]:
    """Units with their names as choices of a form, by uid: no internal key leaves the process."""
    return [(str(unit.uid), name) for unit, name in units]
